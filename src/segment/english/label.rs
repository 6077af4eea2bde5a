//! The label of a heading or caption before its title: `3.1.1. Stage one`, `Chapter 3. The mill`, `IV. The end`.
//!
//! In: the words of a stop at the beginning of a sentence. Out: whether they are such a label, whose stop ends no sentence. O(words).

/// What is numbered in books, manuals and contracts.
const LABELS: &str = "act annex appendix article book canto chapter clause diagram division example exercise exhibit fig \
    figure image lesson listing map module note paragraph part photo plate problem question rule scene \
    schedule section stage step subsection table title unit vol volume warning";

/// Bytes of the longest of them.
const LONGEST: usize = 10;

/// Whether a sentence that begins with `ahead` and `number` before a full stop begins with a label. `ahead` is empty, or the
/// word before the number.
pub(super) fn is_label(ahead: &str, number: &str) -> bool {
    let ahead = ahead.trim_matches(|c: char| !c.is_alphanumeric());
    if ahead.is_empty() {
        return has_parts(number) || number.len() > 1 && is_roman(number);
    }
    let begins = ahead.len() <= LONGEST && ahead.starts_with(|c: char| c.is_ascii_uppercase());
    let is_known = begins
        && LABELS
            .split(' ')
            .any(|label| label.eq_ignore_ascii_case(ahead));
    is_known && is_number(number)
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

/// A number in Roman figures as they are put together: XIV, but not CIVIL.
fn is_roman(number: &str) -> bool {
    const PARTS: [(&str, usize); 9] = [
        ("C", 3),
        ("XC", 1),
        ("L", 1),
        ("XL", 1),
        ("X", 3),
        ("IX", 1),
        ("V", 1),
        ("IV", 1),
        ("I", 3),
    ];
    let mut rest = number;
    for (part, most) in PARTS {
        for _ in 0..most {
            rest = rest.strip_prefix(part).unwrap_or(rest);
        }
    }
    rest.is_empty() && !number.is_empty()
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
            assert_eq!(is_label(ahead, number), expected, "{ahead}{number}");
        }
    }
}
