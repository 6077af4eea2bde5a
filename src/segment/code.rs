//! The segments of code, line by line.
//!
//! In: segments of a block of code, cut as lines of text. Out: the same, without segments of marks. O(bytes of the block).

use crate::text::Segment;

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
                "comments",
                english,
                "# Press the\nmake all",
                vec!["# Press the", "make all"],
            ),
        ] {
            assert_eq!(segments(language, code), expected, "{name}");
        }
    }
}
