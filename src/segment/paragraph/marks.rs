//! What the first and last characters of a line say: it has ended, it begins an item, it begins or leaves open a bracket.
//!
//! In: a line. Out: yes or no. O(1) but for white space and digits.

use crate::segment::cut::is_blank;
use crate::text::brackets::{CLOSING, Pair, closed_by, opened_by};
use crate::text::script::{Class, class, is_japanese};

/// Whether a line ends as a sentence does.
pub(super) fn has_ended(line: &str) -> bool {
    let line = line.trim_end_matches(is_blank);
    let open = line.trim_end_matches(CLOSING);
    open.ends_with([
        '.', '!', '?', ':', '。', '！', '？', '．', '｡', '…', '：', ';',
    ]) || open.len() < line.len() && !open.is_empty() && line.ends_with(['」', '』', '"', '”'])
}

/// Whether a character begins no sentence, heading or item of Japanese: particles and the ends of inflected words.
pub(super) fn begins_no_sentence(c: char) -> bool {
    const KANA: &str = "のにるてをられりがくばせべけきずろげびんぐっぁぃぅぇぉゃゅょーッァィゥェォャュョヲンゝヽ々";
    KANA.contains(c)
}

/// Whether a line begins with a mark that belongs to the text before it.
pub(super) fn begins_with_stop(line: &str) -> bool {
    line.starts_with(['、', '。', '，', '．', '､', '｡'])
}

/// Whether a line holds no letter, as a time, a rule or a page number does.
pub(super) fn is_without_letters(line: &str) -> bool {
    !line.chars().any(char::is_alphabetic)
}

/// Whether a line is drawn: a rule between two parts, a fence.
pub(super) fn is_rule(line: &str) -> bool {
    let marks = |c: char| matches!(c, '-' | '=' | '*' | '_' | '~' | '`' | '─' | '━');
    line.starts_with(marks) && line.chars().all(|c| marks(c) || is_blank(c))
}

/// Whether a line is two entries with a wide blank between, as a name and a name, a number and a title are.
pub(super) fn has_columns(line: &str) -> bool {
    let blank = line.find('\u{3000}');
    blank.is_some_and(|at| line[..at].ends_with(char::is_alphanumeric))
}

/// The character at which the second entry of a line begins that has a gap of two blanks or more inside, as the rows of a table do
/// that is set with blanks. A gap behind a stop parts sentences.
pub(super) fn second_entry(line: &str) -> Option<usize> {
    let begin = line.len() - line.trim_start_matches(' ').len();
    let gap = begin + line[begin..].find("  ")?;
    let second = line[gap..].trim_start_matches(' ');
    let is_entry = !second.is_empty() && !has_ended(&line[..gap]);
    is_entry.then(|| line[..line.len() - second.len()].chars().count())
}

/// Whether a line is a heading by its mark, which has one line.
pub(super) fn is_marked_heading(line: &str) -> bool {
    let after = line.trim_start_matches('#');
    after.len() < line.len() && after.starts_with(is_blank)
}

/// Whether all long words of a line begin with capitals, as those of many titles do.
pub(super) fn is_in_title_case(line: &str) -> bool {
    let mut long = line
        .split(is_blank)
        .filter(|word| word.len() > 4)
        .peekable();
    long.peek().is_some() && !long.any(|word| word.starts_with(char::is_lowercase))
}

/// Whether a bracket that may be typed in Japanese opens here.
pub(super) fn opens(c: char) -> bool {
    opened_by(c).is_some_and(Pair::is_of_japanese)
}

fn closes(c: char) -> bool {
    closed_by(c).is_some_and(Pair::is_of_japanese)
}

/// Whether a character begins a paragraph of Japanese: an indent, or a bracket that is typed in Japanese.
pub(super) fn begins_paragraph(c: char) -> bool {
    c == '\u{3000}' || opens(c) && !matches!(c, '(' | '[' | '［')
}

/// Whether a bracket holds two lines together: `line` ends with its opening mark, `next` begins with its closing one, or a
/// round one is open at the end of the one and closed in the other.
pub(super) fn is_held_by_bracket(line: &str, next: &str) -> bool {
    line.ends_with(opens)
        || next.starts_with(closes)
        || !has_ended(line) && leaves_open(line) && closes_first(next)
}

/// Characters on either side of a break in which a round bracket that goes over it is looked for.
const BRACKET_REACH: usize = 60;

fn leaves_open(line: &str) -> bool {
    let mut marks = line.chars().rev().take(BRACKET_REACH);
    matches!(marks.find(|c| is_round(*c)), Some('(' | '（'))
}

fn closes_first(next: &str) -> bool {
    let mut marks = next.chars().take(BRACKET_REACH);
    matches!(marks.find(|c| is_round(*c)), Some(')' | '）'))
}

fn is_round(c: char) -> bool {
    matches!(c, '(' | '（' | ')' | '）')
}

/// A line that ends with の behind a noun in kanji or katakana, and goes on with Japanese text that is not indented: no
/// heading ends so, while those that end with もの or とは, and captions that end with other particles, are usual.
pub(super) fn is_open_noun_phrase(line: &str, next: &str) -> bool {
    let noun = |c: char| matches!(class(c), Class::Kanji | Class::Katakana);
    line.strip_suffix('の')
        .is_some_and(|noun_phrase| noun_phrase.ends_with(noun))
        && next.starts_with(is_japanese)
}

/// The text of a line after its last stop.
pub(super) fn last_sentence(line: &str) -> &str {
    let stop = line
        .as_bytes()
        .windows(2)
        .rposition(|pair| matches!(pair[0], b'.' | b'?' | b'!') && pair[1] == b' ');
    stop.map_or(line, |stop| line[stop + 2..].trim_start_matches(is_blank))
}

/// Whether a bracket that a line begins with holds a piece of a sentence, not one of its own.
pub(super) fn opens_small(line: &str) -> bool {
    let inside = line[1..].trim_start_matches(is_blank);
    inside.starts_with(|c: char| c.is_lowercase() || c.is_numeric())
}

/// What the mark is that a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// No mark.
    No,
    /// A number, letter or dash, which may be the next word of a sentence.
    Maybe,
    /// The mark of a list item, a heading, a note or a table.
    Yes,
}

/// Whether a line begins with the mark of a list item, a heading or a table.
pub(super) fn item(line: &str) -> Item {
    let Some(first) = line.chars().next() else {
        return Item::No;
    };
    let rest = &line[first.len_utf8()..];
    let maybe = |is_it| if is_it { Item::Maybe } else { Item::No };
    match first {
        '–' | '—' => maybe(rest.starts_with(is_blank)),
        // A hash tag or an attribute, a middle dot that stands between two words: both may begin a line of wrapped text.
        '#' if rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') => Item::Maybe,
        '・' if !rest.starts_with(is_blank) => Item::Maybe,
        '-' | '*' | '+' | '>' if rest.starts_with(is_blank) => Item::Yes,
        // A fence of code.
        '`' if rest.starts_with("``") => Item::Yes,
        '~' if rest.starts_with("~~") => Item::Yes,
        '#'
        | '|'
        | '•'
        | '・'
        | '●'
        | '○'
        | '■'
        | '□'
        | '◆'
        | '◇'
        | '▪'
        | '▶'
        | '※'
        | '★'
        | '☆'
        | '⁃'
        | '‣'
        | '◦'
        | '①'..='⑳' => Item::Yes,
        '(' | '（' => maybe(rest.chars().nth(1).is_some_and(|c| c == ')' || c == '）')),
        '0'..='9' | '０'..='９' => {
            let digit = |c: char| matches!(c, '0'..='9' | '０'..='９' | '.');
            let after = line.trim_start_matches(digit);
            let number = &line[..line.len() - after.len()];
            maybe(
                number.len() < 12 && number.ends_with('.') && after.starts_with([' ', ')', '\t'])
                    || after.starts_with([')', '）', '．']),
            )
        }
        _ => Item::No,
    }
}

/// The bytes of white space that a line begins with.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(is_blank).len()
}
