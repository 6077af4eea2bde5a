//! です・ます beside だ・である (敬体 and 常体) in the running text of a translation: rule 1.1.1 of the JTF style guide.
//!
//! In: the ends of the translation's sentences. Out: a finding a sentence of the style that the document hardly uses.
//! O(bytes).
//!
//! No alarm is raised for: quotations and sentences that hold one open, headings, list items and captions (a paragraph
//! without 。), nouns at the end (体言止め), sentences that end in か, or in a particle as in talk; nor in a document that is
//! mixed as a whole, as stories and conversations are.

use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;

/// Sentences of the usual style that there must be, and their share.
const LEAST: usize = 10;
const SHARE: f32 = 0.9;

/// Ends of polite and of plain sentences, without 。.
const POLITE: [&str; 12] = [
    "です",
    "ます",
    "ました",
    "ません",
    "でした",
    "でしょう",
    "ましょう",
    "ください",
    "下さい",
    "ませ",
    "ございます",
    "ですね",
];
const PLAIN: [&str; 27] = [
    "た",
    "る",
    "だ",
    "である",
    "だった",
    "であった",
    "だろう",
    "であろう",
    "する",
    "した",
    "している",
    "していた",
    "される",
    "された",
    "いる",
    "いた",
    "ある",
    "あった",
    "ない",
    "なかった",
    "なる",
    "なった",
    "れる",
    "れた",
    "できる",
    "できた",
    "べきだ",
];

/// Looks at the ends of the sentences of the running text.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut ends: Vec<(usize, Span, bool)> = Vec::new();
    let mut depth = 0_i32;
    for (k, bead) in view.beads.iter().enumerate() {
        for segment in bead.target.clone() {
            let span = view.target.document.segments()[segment].span;
            let text = span.of(view.target.text());
            let was_open = 0 < depth;
            let (opened, closed) = quotation_marks(text);
            depth = (depth + opened - closed).clamp(0, 4);
            let Some(bare) = text.strip_suffix('。') else {
                continue;
            };
            if was_open || 0 < depth || opened != closed {
                continue;
            }
            let longest = |forms: &[&'static str]| {
                let ends = forms.iter().filter(|form| bare.ends_with(**form));
                ends.map(|form| form.len()).max()
            };
            let (polite, plain) = (longest(&POLITE), longest(&PLAIN));
            if let Some(length) = polite.max(plain) {
                let end = span.start + bare.len();
                ends.push((k, Span::new(end - length, end), plain < polite));
            }
        }
    }
    let n_polite = ends.iter().filter(|(.., polite)| *polite).count();
    let n_plain = ends.len() - n_polite;
    let usual_is_polite = n_plain < n_polite;
    let n_usual = n_polite.max(n_plain);
    if n_usual < LEAST || (n_usual as f32) < SHARE * ends.len() as f32 {
        return;
    }
    let (english, japanese) = if usual_is_polite {
        (
            "plain style (だ・である) in a text in polite style",
            "敬体（です・ます）の文章に常体（だ・である）が混じっている",
        )
    } else {
        (
            "polite style (です・ます) in a text in plain style",
            "常体（だ・である）の文章に敬体（です・ます）が混じっている",
        )
    };
    for (k, span, polite) in ends {
        if polite != usual_is_polite {
            out.push(
                draft(Check::MixedStyle, Severity::Warning, k)
                    .target([span])
                    .because(english, japanese),
            );
        }
    }
}

/// How many quotation marks of a text open and close.
fn quotation_marks(text: &str) -> (i32, i32) {
    let bytes = text.as_bytes();
    let (mut opened, mut closed) = (0, 0);
    // The second byte of all of them is rare among kana and kanji.
    for second in memchr::memchr_iter(0x80, bytes) {
        match bytes[second - 1..].first_chunk() {
            // 「 and 『, “; 」 and 』, ”.
            Some([0xe3, _, 0x8c | 0x8e] | [0xe2, _, 0x9c]) => opened += 1,
            Some([0xe3, _, 0x8d | 0x8f] | [0xe2, _, 0x9d]) => closed += 1,
            _ => {}
        }
    }
    (opened, closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_counted_by_their_bytes() {
        for (text, expected) in [
            ("", (0, 0)),
            ("「雨。」と『傘", (2, 1)),
            ("“a” 』む「", (2, 2)),
            ("ダムは、（〈無〉）。", (0, 0)),
        ] {
            assert_eq!(quotation_marks(text), expected, "{text}");
        }
    }
}
