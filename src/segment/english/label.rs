//! The label of a heading or caption before its title: `3.1.1. Stage one`, `Chapter 3. The mill`, `IV. The end`.
//!
//! In: the words of a stop at the beginning of a sentence. Out: whether they are such a label, whose stop ends no sentence. O(words).

use crate::segment::english::words::is_roman;
use crate::segment::lists::Lists;

/// Whether a sentence that begins with `ahead` and `number` before a full stop begins with a label. `ahead` is empty, or the
/// word before the number.
pub(super) fn is_label(lists: &Lists, ahead: &str, number: &str) -> bool {
    let ahead = ahead.trim_matches(|c: char| !c.is_alphanumeric());
    match ahead.is_empty() {
        true => has_parts(number) || number.len() > 1 && is_roman(number),
        false => lists.is_label(ahead) && is_number(number),
    }
}

fn is_number(number: &str) -> bool {
    let is_digits = |number: &str| {
        (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
    };
    let is_letter = number.len() == 1 && number.as_bytes()[0].is_ascii_uppercase();
    is_digits(number) || has_parts(number) || is_letter || is_roman(number)
}

/// A number with parts: 3.1.1, A.2, but not 3.14159 nor U.S.
fn has_parts(number: &str) -> bool {
    let mut parts = number.split('.');
    let first = parts.next().unwrap_or_default();
    let is_digits =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let is_letter = first.len() == 1 && first.as_bytes()[0].is_ascii_uppercase();
    number.contains('.') && (is_digits(first) || is_letter) && parts.all(is_digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Segmenter;
    use crate::text::Language;

    #[test]
    fn a_label_stays_with_its_title() {
        let segmenter = Segmenter::new(Language::English);
        for heading in [
            "3.1.1. Stage one: the gate",
            "Chapter 3.\u{a0}The mill",
            "IV. The Last Winter",
            "Table 3.3. List of tools",
            "Section 1. The tenant pays.",
        ] {
            assert_eq!(segmenter.sentences(heading).len(), 1, "{heading}");
        }
        let two = "See Section 3. The tenant pays.";
        assert_eq!(segmenter.sentences(two).len(), 2);
    }

    #[test]
    fn labels_are_told_from_sentences() {
        let lists = Lists::embedded(Language::English);
        for (ahead, number, expected) in [
            ("", "3.1.1", true),
            ("# ", "3.1", true),
            ("", "A.2", true),
            ("", "IV", true),
            ("Chapter ", "3", true),
            ("CHAPTER ", "XIV", true),
            ("“Appendix ", "B", true),
            ("Table ", "3.3", true),
            ("", "I", false),
            ("", "U.S", false),
            ("", "CIVIL", false),
            ("", "Rain", false),
            ("Chapter ", "One", false),
            ("chapter ", "3", false),
            ("Room ", "3", false),
            ("In Chapter ", "3", false),
            ("Section ", "1984", false),
        ] {
            assert_eq!(is_label(&lists, ahead, number), expected, "{ahead}{number}");
        }
    }
}
