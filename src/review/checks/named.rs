//! Whether an English word in a Japanese sentence is the name of a thing of a programme: of a function, an argument, a command.
//!
//! In: a run of Latin words and its sentence, the words of the original, and `data/review/code_words.tsv`. Out: whether it is called
//! so on either side, or stands in a row of such names. O(bytes of both).

use crate::review::checks::lists::CODE_WORDS;
use crate::text::Span;
use crate::text::word::{fold, is_function_word, words};

/// Letters that two forms of a word share, and how many more either may have: truthful, truthfully.
pub(super) const SHARED: usize = 4;
const MORE: usize = 3;

/// Whether a run of Latin words is called a thing of a programme in its sentence, or mentioned in it.
pub(super) fn is_called_a_thing(text: &str, run: Span) -> bool {
    let after = text[run.end..].trim_start();
    let mut things = CODE_WORDS.of("behind").iter();
    things.any(|word| after.starts_with(word)) || is_mentioned(text, run)
}

/// Whether a run of Latin words is named as such in its sentence, or stands in a row of Latin words.
pub(super) fn is_mentioned(text: &str, run: Span) -> bool {
    let (before, after) = (text[..run.start].trim_end(), text[run.end..].trim_start());
    let of = |name| CODE_WORDS.of(name).iter();
    of("naming_behind").any(|word| after.starts_with(word))
        || of("before").any(|word| before.ends_with(word))
        || after.starts_with(['<', '='])
        || is_in_a_row(before, after)
}

/// Whether a run of Latin words is the name of a thing, in a document full of such.
pub(super) fn is_name_of_a_thing(text: &str, run: Span, source: &str) -> bool {
    let inside: Vec<String> = words(run.of(text)).map(|(_, word)| fold(word)).collect();
    let is_command = 1 < inside.len() && !inside.iter().any(|word| is_function_word(word));
    let is_value = |word: &String| CODE_WORDS.of("values").contains(&&**word);
    is_command
        || inside.iter().all(is_value)
        || run.of(text).starts_with(|c: char| c.is_ascii_uppercase())
        || text[run.end..].starts_with(':')
        || inside.iter().any(|word| is_named(source, word))
}

/// Whether a run is the first part of a term whose second part, a thing of a programme, is in katakana.
pub(super) fn goes_on_in_katakana(text: &str, run: Span) -> bool {
    let after = text[run.end..].trim_start_matches(' ');
    let mut things = CODE_WORDS.of("katakana_behind").iter();
    things.any(|word| after.starts_with(word))
}

/// Whether another Latin word stands beside a run, with a mark or a word for "and" between.
fn is_in_a_row(before: &str, after: &str) -> bool {
    const MARKS: [char; 9] = [',', '、', '・', '/', '|', '，', '(', '.', '='];
    let is_latin =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '`'));
    let joining = CODE_WORDS.of("joining");
    let left = joining.iter().find_map(|word| before.strip_suffix(word));
    let left = left.unwrap_or(before).trim_end();
    let right = joining.iter().find_map(|word| after.strip_prefix(word));
    let right = right.unwrap_or(after).trim_start();
    let (bare_left, bare_right) = (
        left.trim_end_matches(MARKS),
        right.trim_start_matches(MARKS),
    );
    let is_joined_left = bare_left.len() < before.len();
    let is_joined_right = bare_right.len() < after.len();
    is_joined_left && is_latin(bare_left.trim_end().chars().next_back())
        || is_joined_right && is_latin(bare_right.trim_start().chars().next())
}

/// Whether the original, at any place, calls a word the name of a thing, begins a sentence with it in lower case, has it without an
/// article where a noun needs one, or writes it as code.
fn is_named(source: &str, word: &str) -> bool {
    let mut places = words(source).filter(|(_, other)| are_forms(&fold(other), word));
    places.any(|(span, other)| is_named_at(source, span, &fold(other)))
}

fn is_named_at(source: &str, span: Span, word: &str) -> bool {
    let (before, after) = (&source[..span.start], &source[span.end..]);
    let last = words(last_clause(before)).last();
    let last = last.map(|(_, word)| fold(word)).unwrap_or_default();
    let next = words(after).next().map(|(_, word)| fold(word));
    let next = next.unwrap_or_default();
    let has = |name: &str, word: &str| CODE_WORDS.of(name).contains(&word);
    let is_lower = span
        .of(source)
        .starts_with(|c: char| c.is_ascii_lowercase());
    let begins = before.trim_end().is_empty() || before.trim_end().ends_with(['.', ':', ';']);
    let ends = after.is_empty() || after.starts_with(['.', ',', ':', ';', ')']);
    !has("english", word) && (has("english", &next) || has("english", &last))
        || has("naming", &last)
        || has("bare", &last) && ends && !word.ends_with('s')
        || matches!(&*last, "if" | "where") && next == "is"
        || last == word
        || is_lower && begins
        || after.starts_with(['(', '[', '=', '_', '/'])
        || before.ends_with(['(', '[', '.', '_', '/', '-', '\'', '"', '“'])
}

/// The text behind the last mark.
fn last_clause(text: &str) -> &str {
    let start = text.rfind(['.', ',', ';', ':']).map_or(0, |at| at + 1);
    &text[start..]
}

/// Whether two words are the same but for their ends.
pub(super) fn are_forms(one: &str, other: &str) -> bool {
    let shared = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let more = one.len().max(other.len()) - shared;
    one == other || SHARED <= shared && more <= MORE
}
