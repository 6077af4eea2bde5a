//! Enumerations inside a paragraph: "1. … 2. …", "a) … b) …", "i. … ii. …", "• 9. … • 10. …".
//!
//! In: each mark as the scan meets it. Out: where items begin. A mark counts once the next one follows, so that
//! a number at the end of a sentence is no item. O(1) a mark.

use crate::segment::cut::is_blank;

/// Bytes within which the next item must follow.
const FARTHEST_ITEM: usize = 400;

/// The mark of an item.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    /// Byte of the number or letter, behind a bullet.
    number_at: usize,
    value: u32,
    style: Style,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Style {
    bullet: Option<char>,
    number: Number,
    close: &'static str,
}

/// What items are counted with.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Number {
    Digits,
    Letter,
    Roman,
}

/// The Roman numbers that count items.
const ROMAN: [&str; 12] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
];

/// The enumeration that the scan is in.
#[derive(Debug, Default)]
pub(super) struct Enumeration {
    last: Option<Mark>,
    confirmed: bool,
}

/// Where an item begins, and the first of its enumeration if that is only now known to be one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Item {
    pub(super) first: Option<usize>,
    pub(super) at: usize,
}

impl Enumeration {
    /// Whether a second item has been seen.
    pub(super) fn is_confirmed(&self) -> bool {
        self.confirmed
    }

    /// Whether the number or letter that begins at byte `at` may be the mark of an item.
    pub(super) fn may_begin_at(&self, at: usize) -> bool {
        self.last.is_some_and(|last| last.number_at == at)
    }

    /// Looks at the full stop or bracket at byte `stop`, in a sentence that begins at `sentence_start`.
    pub(super) fn see(&mut self, text: &str, stop: usize, sentence_start: usize) -> Option<Item> {
        let mark = Mark::read(text, stop, self.last)?;
        let last = self
            .last
            .filter(|last| mark.at - last.at <= FARTHEST_ITEM || mark.at <= sentence_start);
        if let Some(last) = last
            && last.style == mark.style
            && last.value + 1 == mark.value
        {
            let first = (!self.confirmed).then_some(last.at);
            self.confirmed = true;
            self.last = Some(mark);
            return Some(Item { first, at: mark.at });
        }
        let restarts = self.confirmed
            && last.is_some()
            && (mark.value == 1 && mark.style.bullet.is_none() || mark.style.bullet.is_some());
        if restarts {
            self.last = Some(mark);
            return Some(Item {
                first: None,
                at: mark.at,
            });
        }
        let before = text[..mark.at].trim_end_matches(is_blank);
        if mark.at <= sentence_start
            || before.len() <= sentence_start
            || mark.value == 1 && before.ends_with(':')
        {
            self.last = Some(mark);
            self.confirmed = false;
        }
        None
    }
}

impl Mark {
    /// The mark that ends at byte `stop`. A letter that is a Roman number too counts on from the last mark.
    fn read(text: &str, stop: usize, last: Option<Mark>) -> Option<Mark> {
        let bytes = text.as_bytes();
        let n_digits = bytes[..stop]
            .iter()
            .rev()
            .take(4)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let number_at = if n_digits == 0 {
            let letters = bytes[..stop]
                .iter()
                .rev()
                .take(5)
                .take_while(|b| b.is_ascii_lowercase());
            stop - letters.count()
        } else {
            stop - n_digits
        };
        let before = &text[..number_at];
        let bullet = |text: &str| {
            let last = text.chars().next_back();
            last.filter(|c| matches!(c, '•' | '⁃' | '-' | '*' | '·'))
        };
        let unspaced = before.trim_end_matches(' ');
        let bullet = bullet(before).or_else(|| {
            (before.len() - unspaced.len() == 1)
                .then(|| bullet(unspaced))
                .flatten()
        });
        let at = match bullet {
            Some(b) if before.ends_with(' ') => unspaced.len() - b.len_utf8(),
            Some(b) => before.len() - b.len_utf8(),
            None => number_at,
        };
        let stands_alone = text[..at].chars().next_back().is_none_or(is_blank);
        if n_digits > 3 || !stands_alone {
            return None;
        }
        let close = match (bytes[stop], bytes.get(stop + 1)) {
            (b'.', Some(b')')) => ".)",
            (b'.', _) => ".",
            _ => ")",
        };
        if !text[stop + close.len()..].starts_with(is_blank) {
            return None;
        }
        let (number, value) = counted(&text[number_at..stop], last)?;
        let style = Style {
            bullet,
            number,
            close,
        };
        Some(Mark {
            at,
            number_at,
            value,
            style,
        })
    }
}

/// What a number or letter counts, behind the last mark.
fn counted(number: &str, last: Option<Mark>) -> Option<(Number, u32)> {
    let first = *number.as_bytes().first()?;
    if first.is_ascii_digit() {
        return Some((Number::Digits, number.parse().ok()?));
    }
    let letter = (number.len() == 1).then(|| (Number::Letter, u32::from(first - b'a') + 1));
    let roman = (1..).zip(ROMAN).find(|(_, roman)| *roman == number);
    let roman = roman.map(|(value, _)| (Number::Roman, value));
    let follows = |(style, value): (Number, u32)| {
        last.is_some_and(|last| last.style.number == style && last.value + 1 == value)
    };
    match (letter, roman) {
        (Some(letter), Some(roman)) if follows(roman) || number == "i" && !follows(letter) => {
            Some(roman)
        }
        (Some(letter), _) => Some(letter),
        (None, roman) => roman,
    }
}
