//! Chinese left in the translation: 発表 written 发表, or a segment in Chinese.
//!
//! In: the segments of the translation and the characters that Japanese does not use (`text/han.rs`). Out: a finding a
//! segment. O(bytes).
//!
//! No alarm is raised for: what stands between brackets or quotation marks; a character that the original has too.

use crate::review::check::Check;
use crate::review::checks::residue::is_set_apart;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::han::is_simplified;
use crate::text::script::{is_hiragana, is_kanji};
use crate::text::{Language, Span};

/// Kanji of a segment without kana from which on it is a sentence.
const SENTENCE: usize = 4;

/// Looks at every segment of the translation.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    if view.target.document.language() != Language::Japanese {
        return;
    }
    for (k, bead) in view.beads.iter().enumerate() {
        let source = view.source_text(bead);
        for segment in bead.target.clone() {
            let text = view.target.segment(segment);
            let Some(place) = chinese(text, source) else {
                continue;
            };
            let start = view.target.document.segments()[segment].span.start;
            let is_sentence = !text.contains(is_hiragana)
                && SENTENCE <= text.chars().filter(|&c| is_kanji(c)).count();
            let severity = match is_sentence {
                true => Severity::Error,
                false => Severity::Warning,
            };
            let words = place.of(text);
            out.push(
                draft(Check::Untranslated, severity, k)
                    .target([place.shifted(start)])
                    .because(
                        format!("{words} is written in Chinese"),
                        format!("「{words}」が中国語の字で書かれている"),
                    ),
            );
        }
    }
}

/// The first run of kanji with a character that Japanese does not use and that the original does not have.
fn chinese(text: &str, source: &str) -> Option<Span> {
    let is_chinese = |c: char| is_kanji(c) && is_simplified(c);
    let mut places = text.char_indices().filter(|&(_, c)| is_chinese(c));
    places.find_map(|(at, c)| {
        let run = run_around(text, at);
        (!source.contains(c) && !is_set_apart(text, run)).then_some(run)
    })
}

/// The run of kanji around a place.
fn run_around(text: &str, at: usize) -> Span {
    let before = text[..at].trim_end_matches(is_kanji).len();
    let behind = text[at..].trim_start_matches(is_kanji).len();
    Span::new(before, text.len() - behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_chinese_stands() {
        for (name, text, source, expected) in [
            ("in a word", "潮汐を发表した。", "", Some("发表")),
            ("a sentence", "请勿靠近。", "", Some("请勿靠近")),
            ("quoted", "彼は「谢谢」と言った。", "", None),
            ("in the original", "题の字", "The sign 题", None),
            ("Japanese", "潮位を発表した。", "", None),
        ] {
            let place = chinese(text, source).map(|place| place.of(text));
            assert_eq!(place, expected, "{name}");
        }
    }
}
