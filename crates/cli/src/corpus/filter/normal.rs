//! A text without regard to width, case, white space and punctuation, and the hash of a pair of such texts.
//!
//! In: the sides of a pair. Out: whether they are the same, or a hash that is the same on every machine. O(bytes).

use twox_hash::XxHash64;
use unicode_normalization::UnicodeNormalization;

/// Any number will do, and no other: saved tables depend on it.
const SEED: u64 = 0;

/// Whether two texts are the same without regard to width, case, white space and punctuation. Two texts of punctuation alone
/// are.
pub(super) fn is_same(source: &str, target: &str) -> bool {
    let (mut first, mut second) = (String::new(), String::new());
    normalise(source, &mut first);
    normalise(target, &mut second);
    first == second
}

/// The hash of a pair: XXH64, a fixed specification, of both normalised sides. Only characters that a later version of
/// Unicode adds or Rust's tables change can change it.
pub(super) fn hash(source: &str, target: &str) -> u64 {
    let mut pair = String::with_capacity(source.len() + target.len() + 1);
    normalise(source, &mut pair);
    // No normalised text has a control character.
    pair.push('\0');
    normalise(target, &mut pair);
    XxHash64::oneshot(SEED, pair.as_bytes())
}

/// Appends a text in its form NFKC and lower case, without white space and punctuation. What parts two digits stays, and so
/// does the sign of a number: 1.5 is not 15, nor is −5.
fn normalise(text: &str, normal: &mut String) {
    let mut before: Option<char> = None;
    let mut gap = Gap::default();
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if is_left_out(c) {
            gap.push(c);
            continue;
        }
        if c.is_numeric() {
            normal.extend(gap.kept_before_digit(before));
        }
        normal.push(c);
        before = Some(c);
        gap = Gap::default();
    }
}

/// What was left out since the last character.
#[derive(Default)]
struct Gap {
    first: Option<char>,
    last: Option<char>,
    n: usize,
}

impl Gap {
    fn push(&mut self, c: char) {
        self.first.get_or_insert(c);
        self.last = Some(c);
        self.n += 1;
    }

    /// The mark that tells the digit after the gap from the same digit without it.
    fn kept_before_digit(&self, before: Option<char>) -> Option<char> {
        let is_sign = self.last.is_some_and(is_minus) && (before.is_none() || 1 < self.n);
        if before.is_some_and(char::is_numeric) {
            let first = self.first?;
            let is_blank = first.is_whitespace() || first.is_control();
            Some(if is_blank { ' ' } else { first })
        } else {
            is_sign.then_some('-')
        }
    }
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}')
}

/// White space, control characters, and what parts or frames words. Not what stands for a word or changes one: % & + # /.
fn is_left_out(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || "!\"'()*,-.:;?[]_`{|}~¡«·»¿\u{ad}\u{2212}\u{3030}\u{303d}゠・\u{feff}".contains(c)
        || matches!(c, '\u{200b}'..='\u{2027}' | '\u{2032}'..='\u{2043}' | '\u{2045}'..='\u{206f}')
        || matches!(c, '\u{2e00}'..='\u{2e5d}' | '、'..='〃' | '〈'..='】' | '〔'..='〟')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_loses_its_dress_and_keeps_its_words() {
        for (name, text, expected) in [
            ("nothing", "", ""),
            ("marks alone", " … — ＊＊＊ ", ""),
            ("width and case", "ＡＢＣ Ｗｏｒｄ ｶﾞｽ", "abcwordガス"),
            ("marks", "“Well—really?!” (she said)", "wellreallyshesaid"),
            ("apostrophes", "It’s John's", "itsjohns"),
            ("Japanese marks", "「雨・風」が、…続く。", "雨風が続く"),
            (
                "long vowel and repetition",
                "コーヒー、人々",
                "コーヒー人々",
            ),
            (
                "Markdown",
                "**Note**: use `cargo_build`",
                "noteusecargobuild",
            ),
            ("words of signs", "C++ & C#, 50%", "c++&c#50%"),
            ("decimal", "1.5 and １．５", "1.5and1.5"),
            ("ranges and times", "10:30–11:00", "10:30–11:00"),
            ("list of numbers", "rooms 1, 2 and 3.", "rooms1,2and3"),
            ("numbers apart", "10 000", "10 000"),
            ("below zero", "about -5 or −7", "about-5or-7"),
            ("below zero at the start", "-5 degrees", "-5degrees"),
            ("hyphen before a number", "MIDI-2, COVID-19", "midi2covid19"),
            ("invisible", "so\u{ad}ft\u{200b}ware\u{feff}", "software"),
        ] {
            let mut normal = String::new();
            normalise(text, &mut normal);
            assert_eq!(normal, expected, "{name}");
        }
    }

    #[test]
    fn the_sides_of_a_pair_are_compared() {
        for (name, source, target, expected) in [
            (
                "names",
                "Harbour Light",
                "Ｈａｒｂｏｕｒ　ｌｉｇｈｔ。",
                true,
            ),
            ("marks alone", "***", "＊　＊　＊", true),
            ("translated", "Rain", "雨", false),
            ("another number", "1.5", "15", false),
        ] {
            assert_eq!(is_same(source, target), expected, "{name}");
        }
    }

    #[test]
    fn a_hash_is_that_of_the_specification() {
        let rows = [
            ("Rain fell.", "雨が降った。", "rainfell\0雨が降った"),
            ("", "", "\0"),
        ];
        for (source, target, normal) in rows {
            let expected = XxHash64::oneshot(SEED, normal.as_bytes());
            assert_eq!(hash(source, target), expected, "{normal}");
        }
        assert_eq!(XxHash64::oneshot(SEED, b""), 0xef46_db37_51d8_e999);
        assert_ne!(hash("ab", "c"), hash("a", "bc"));
    }
}
