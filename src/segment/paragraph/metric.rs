//! How wide a line is, in the type that it may have been set in.
//!
//! In: a line. Out: its width in hundredths of an em, and that of what had to go onto it if it fitted. O(bytes of the
//! line).

use crate::segment::cut::is_blank;
use crate::text::Language;
use crate::text::brackets::{closed_by, opened_by};

/// A way to count the width of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Metric {
    /// Fixed pitch: half an em a character, an em if it is a wide one.
    Columns,
    /// An em a character, wide or not.
    Characters,
    /// The widths of Helvetica, which Arial has too, and most sans-serif type nearly.
    Helvetica,
    /// The widths of Times, and those of most serif type nearly.
    Times,
}

/// One em.
pub(super) const EM: u32 = 100;
/// A column of fixed pitch.
pub(super) const COLUMN: u32 = EM / 2;

/// The metrics that text in a language is tried with.
pub(super) const fn metrics(language: Language) -> [Metric; 3] {
    match language {
        Language::Japanese => [Metric::Columns, Metric::Characters, Metric::Times],
        _ => [Metric::Columns, Metric::Helvetica, Metric::Times],
    }
}

/// Hundredths of an em of the printable characters of ASCII, from the font metrics that Adobe published.
const HELVETICA: [u8; 95] = [
    28, 28, 36, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28, 56, 56, 56, 56, 56, 56, 56, 56,
    56, 56, 28, 28, 58, 58, 58, 56, 102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72,
    78, 67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 28, 28, 28, 47, 56, 33, 56, 56, 50, 56, 56, 28,
    56, 56, 22, 22, 50, 22, 83, 56, 56, 56, 56, 33, 50, 28, 56, 50, 72, 50, 50, 50, 33, 26, 33, 58,
];
const TIMES: [u8; 95] = [
    25, 33, 41, 50, 50, 83, 78, 18, 33, 33, 50, 56, 25, 33, 25, 28, 50, 50, 50, 50, 50, 50, 50, 50,
    50, 50, 28, 28, 56, 56, 56, 44, 92, 72, 67, 67, 72, 61, 56, 72, 72, 33, 39, 72, 61, 89, 72, 72,
    56, 72, 67, 56, 61, 72, 72, 94, 72, 72, 61, 33, 28, 33, 47, 50, 33, 44, 50, 44, 50, 44, 33, 50,
    50, 28, 28, 50, 28, 78, 50, 50, 50, 50, 33, 39, 28, 50, 50, 72, 50, 50, 44, 48, 20, 48, 54,
];

impl Metric {
    fn of(self, c: char, language: Language) -> u32 {
        let table = match self {
            Metric::Characters => return EM,
            Metric::Columns => None,
            Metric::Helvetica => Some(&HELVETICA),
            Metric::Times => Some(&TIMES),
        };
        let is_japanese = language == Language::Japanese;
        match (c, table) {
            ('\u{3000}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'.., _) => EM,
            // Dashes, quotation marks, circled numbers: as wide as a kanji among kanji.
            ('\u{2010}'..='\u{2fff}', _) if is_japanese => EM,
            (' '..='~', Some(table)) => u32::from(table[c as usize - 0x20]),
            ('‘' | '’', Some(_)) => EM * 3 / 10,
            ('“' | '”', Some(_)) => EM * 2 / 5,
            ('—' | '…', Some(_)) => EM,
            _ => COLUMN,
        }
    }

    /// The width of text without the white space at its end.
    pub(super) fn width(self, line: &str, language: Language) -> u32 {
        let line = line.trim_end_matches(is_blank);
        line.chars().map(|c| self.of(c, language)).sum()
    }

    /// The width of what would have gone to the end of `line` first if it had fitted: the first word of the `next` line
    /// with a blank; in Japanese its first character or Latin word, and the marks that no line begins with behind it.
    pub(super) fn first_unit(self, line: &str, next: &str, language: Language) -> u32 {
        let unit = first_unit(next.trim_start_matches(is_blank), self, language);
        let is_spaced = language != Language::Japanese
            || line.ends_with(is_latin) && next.starts_with(is_latin);
        self.width(unit, language) + if is_spaced { self.of(' ', language) } else { 0 }
    }

    /// The width of a stop or comma at the end of a Japanese line, which may hang over its end.
    pub(super) fn hanging(self, line: &str, language: Language) -> u32 {
        let hangs = language == Language::Japanese
            && line
                .trim_end_matches(is_blank)
                .ends_with(['、', '。', '，', '．']);
        if hangs { EM } else { 0 }
    }
}

/// The most characters of a word that are looked at: no longer one was ever kept off a line.
const LONGEST_UNIT: usize = 40;

fn first_unit(next: &str, metric: Metric, language: Language) -> &str {
    let mut end = next.len();
    let mut is_taken = false;
    let mut is_latin_word = false;
    for (k, (at, c)) in next.char_indices().enumerate() {
        let goes_on = match language {
            _ if k >= LONGEST_UNIT || c.is_whitespace() => false,
            Language::Japanese if metric == Metric::Characters => k == 0,
            Language::Japanese if !is_taken => {
                is_taken = opened_by(c).is_none();
                is_latin_word = is_latin(c);
                true
            }
            Language::Japanese => is_latin_word && is_latin(c) || begins_no_line(c),
            _ => true,
        };
        if !goes_on {
            end = at;
            break;
        }
    }
    &next[..end]
}

fn is_latin(c: char) -> bool {
    c.is_ascii_graphic()
}

/// Whether Japanese typesetting keeps a character from the beginning of a line.
fn begins_no_line(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '，'
            | '．'
            | '！'
            | '？'
            | '…'
            | '・'
            | '：'
            | '；'
            | 'ー'
            | '々'
            | 'ゝ'
            | 'ゞ'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
    ) || closed_by(c).is_some()
}
