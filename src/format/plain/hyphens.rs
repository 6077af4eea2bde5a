//! Words that are divided at the end of a line.
//!
//! In: a text. Out: edits. A hyphen is part of the word, as in `well-known`, if the rest of the text shows it. O(bytes).

use rustc_hash::FxHashSet;

use crate::format::plain::edit::{Edit, StandsFor};
use crate::text::part::line_ranges;

/// The hyphens that divide words.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];
/// The least letters of a line that ends with a divided word, so that a column of short words is none.
const SHORTEST_LINE: usize = 15;

/// Words after a part that waits for its second.
const SUSPENDING: [&str; 4] = ["and", "or", "to", "nor"];
/// First parts that keep their hyphen: they begin compounds and numbers, and few longer words.
const COMPOUNDING: [&str; 11] = [
    "well", "self", "half", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
    "ninety",
];

/// A word in two lines.
struct Divided<'t> {
    before: &'t str,
    after: &'t str,
    hyphen: char,
    /// Whether a hyphen is before the first part too: `mother-in-`.
    is_chained: bool,
    /// The byte of the hyphen, and that of the second part.
    at: usize,
    to: usize,
}

pub(super) fn edits(text: &str) -> Vec<Edit> {
    let divided = divided(text);
    if divided.is_empty() {
        return Vec::new();
    }
    let words = words(text);
    let edits = divided.into_iter().map(|word| {
        let start = match word.hyphen != '\u{ad}' && keeps_hyphen(&word, &words) {
            true => word.at + word.hyphen.len_utf8(),
            false => word.at,
        };
        let stands_for = StandsFor::Mark;
        Edit {
            bytes: start..word.to,
            stands_for,
        }
    });
    edits.collect()
}

fn divided(text: &str) -> Vec<Divided<'_>> {
    let is_letter = |c: char| c.is_alphabetic() && c < '\u{250}';
    let mut found = Vec::new();
    let mut lines = line_ranges(text).peekable();
    while let Some(line) = lines.next() {
        let Some(next) = lines.peek() else { break };
        let body = text[line.clone()].trim_end();
        let Some(hyphen) = body.chars().next_back().filter(|c| HYPHENS.contains(c)) else {
            continue;
        };
        let stem = &body[..body.len() - hyphen.len_utf8()];
        let before = &stem[stem.trim_end_matches(is_letter).len()..];
        let rest = text[next.start..].trim_start_matches([' ', '\t']);
        let after = &rest[..rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len())];
        let is_word = before.chars().next_back().is_some_and(char::is_lowercase)
            && after.starts_with(char::is_lowercase);
        // `pre- and post-war`: the first part waits for its second.
        let waits = SUSPENDING.contains(&after);
        if is_word && !waits && SHORTEST_LINE <= body.trim_start().len() {
            let is_chained = stem[..stem.len() - before.len()].ends_with(HYPHENS);
            let (at, to) = (line.start + stem.len(), text.len() - rest.len());
            found.push(Divided {
                before,
                after,
                hyphen,
                is_chained,
                at,
                to,
            });
        }
    }
    found
}

/// The words of a text in small letters, those with hyphens too.
fn words(text: &str) -> FxHashSet<String> {
    let is_part = |c: char| c.is_alphabetic() && c < '\u{250}' || c == '-';
    let mut words = FxHashSet::default();
    for word in text.split(|c: char| !is_part(c)) {
        if !word.is_empty() && !word.ends_with('-') {
            words.insert(word.to_lowercase());
        }
    }
    words
}

/// Whether the hyphen is part of the word.
fn keeps_hyphen(word: &Divided<'_>, words: &FxHashSet<String>) -> bool {
    let (before, after) = (word.before.to_lowercase(), word.after.to_lowercase());
    if words.contains(&format!("{before}{after}")) {
        return false;
    }
    word.is_chained
        || COMPOUNDING.contains(&before.as_str())
        || words.contains(&format!("{before}-{after}"))
        || words.contains(&before) && words.contains(&after)
}
