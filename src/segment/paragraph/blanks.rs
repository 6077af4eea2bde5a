//! Japanese that a program wrapped at its blanks only, as those do that know English: po4a, fmt.
//!
//! In: the lines of a text. Out: which of them had no room for the next word. Such a program counts characters, and a word is all
//! that stands between two blanks: a line is as long as its words allow, or longer if it is one word. O(bytes).

use crate::segment::cut::is_blank;
use crate::segment::paragraph::lines::Line;
use crate::segment::paragraph::marks::{Item, has_ended, is_rule, item};
use crate::text::script::is_hiragana;

/// The widths that are tried, in characters. Programs wrap at 72 to 80.
const LEAST_WIDTH: usize = 60;
const MOST_WIDTH: usize = 100;
/// Headings and items are shorter than this, as a rule.
const SHORTEST: usize = 40;
/// The least lines that break inside a sentence, and the share of them, in tenths, that had no room for the next word. In the
/// manual of Debian Live all 450 had none (measured at 79 characters). The bounds themselves are not fitted.
const FEWEST_BROKEN: usize = 8;
const LEAST_SHARE: usize = 8;

/// A line break between two lines of one block.
#[derive(Debug, Clone, Copy)]
struct Break {
    /// The least and the largest width at which the line is full.
    from: usize,
    to: usize,
    /// Whether it is evidence: a line of prose with blanks that breaks inside a sentence.
    counts: bool,
}

/// Whether each line had no room for the first word of the next. Empty if the text is not wrapped at blanks.
pub(super) fn full_lines(text: &str, lines: &[Line]) -> Vec<bool> {
    let breaks: Vec<Option<Break>> = lines
        .windows(2)
        .map(|pair| line_break(text, pair[0], pair[1]))
        .collect();
    let is_full = |one: &Break, width: usize| (one.from..=one.to).contains(&width);
    let Some(width) = width(breaks.iter().flatten().filter(|one| one.counts)) else {
        return Vec::new();
    };
    breaks
        .iter()
        .map(|one| one.is_some_and(|one| is_full(&one, width)))
        .collect()
}

fn line_break(text: &str, line: Line, next: Line) -> Option<Break> {
    if next.opens_block {
        return None;
    }
    let [line, next] =
        [line, next].map(|line| text[line.start..line.end].trim_end_matches(is_blank));
    let inner = [line, next].map(|line| line.trim_start_matches(is_blank));
    if inner
        .iter()
        .any(|line| line.contains('\t') || is_rule(line))
        || item(inner[1]) == Item::Yes
    {
        return None;
    }
    let words = match (item(inner[0]), inner[0].split_once(is_blank)) {
        (Item::Yes, Some((_, words))) => words,
        _ => inner[0],
    };
    let length = line.chars().count();
    let is_one_word = !words.contains(is_blank);
    let word = inner[1].split(is_blank).next().unwrap_or_default();
    Some(Break {
        from: if is_one_word { 0 } else { length },
        to: length + word.chars().count(),
        counts: !is_one_word
            && SHORTEST <= length
            && !has_ended(line)
            && inner.iter().all(|line| line.contains(is_hiragana)),
    })
}

/// The width at which the most lines are full, if these are nearly all.
fn width<'b>(breaks: impl Iterator<Item = &'b Break>) -> Option<usize> {
    let mut n_full = [0; MOST_WIDTH + 1];
    let mut all = 0;
    for one in breaks {
        all += 1;
        for full in n_full.iter_mut().take(one.to + 1).skip(one.from) {
            *full += 1;
        }
    }
    let widths = LEAST_WIDTH..=MOST_WIDTH;
    let best = widths.max_by_key(|&width| n_full[width])?;
    let found: usize = n_full[best];
    (found >= FEWEST_BROKEN && found * 10 >= all * LEAST_SHARE).then_some(best)
}
