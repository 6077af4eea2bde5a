//! [`SideTexts`]: the segments of a side without blanks, and where a text stands in them.
//!
//! In: a document, and the text of a row as a file has it. Out: the run of segments with that text. Blanks do not count, since
//! spreadsheets and people change them. O(bytes) to make; O(log segments + bytes of the text) to compare a run.

use std::ops::Range;

use memchr::memmem;

use crate::text::Document;
use crate::text::legible::is_blank;

/// The number of segments before and after a row in which its text is searched.
const NEAR: usize = 64;

/// The texts of the segments of a side in one string, without blanks: white space and what is not seen can stand between segments.
pub(super) struct SideTexts {
    joined: String,
    /// Where each segment starts in `joined`, and where the last one ends.
    starts: Vec<usize>,
}

impl SideTexts {
    pub(super) fn new(document: &Document) -> Self {
        let mut joined = String::with_capacity(document.text().len());
        let n_segments = document.segments().len();
        let mut starts = Vec::with_capacity(n_segments + 1);
        for segment in 0..n_segments {
            starts.push(joined.len());
            let text = document.segment_text(segment).chars();
            joined.extend(text.filter(|&c| !is_blank(c)));
        }
        starts.push(joined.len());
        SideTexts { joined, starts }
    }

    pub(super) fn n_segments(&self) -> usize {
        self.starts.len() - 1
    }

    /// The text of a run of segments.
    pub(super) fn of(&self, segments: &Range<usize>) -> &str {
        &self.joined[self.starts[segments.start]..self.starts[segments.end]]
    }

    /// The end of the run of segments from `start` with this text. An empty text ends where it starts.
    pub(super) fn run_end(&self, text: &str, start: usize) -> Option<usize> {
        let from = *self.starts.get(start)?;
        if !self.joined[from..].starts_with(text) {
            return None;
        }
        self.boundary(from + text.len())
    }

    /// The runs of segments with this text, in order.
    pub(super) fn runs<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let found = match text.is_empty() {
            true => None,
            false => Some(memmem::find_iter(self.joined.as_bytes(), text)),
        };
        found.into_iter().flatten().filter_map(|at| {
            let (start, end) = (self.boundary(at)?, self.boundary(at + text.len())?);
            Some(start..end)
        })
    }

    /// Whether a text is neither that of some segments nor of others near them. A row whose segments were changed by hand may
    /// still have the text of its old ones.
    pub(super) fn is_other(&self, text: &str, segments: &Range<usize>) -> bool {
        let text = without_blanks(text);
        !text.is_empty() && self.of(segments) != text && self.find_near(&text, segments).is_none()
    }

    /// The run with this text that starts nearest to some segments.
    pub(super) fn find_near(&self, text: &str, segments: &Range<usize>) -> Option<Range<usize>> {
        let near =
            segments.start.saturating_sub(NEAR)..(segments.end + NEAR).min(self.n_segments());
        let mut starts: Vec<usize> = near.collect();
        starts.sort_by_key(|start| (start.abs_diff(segments.start), *start));
        let run = |start: usize| Some(start..self.run_end(text, start)?);
        starts.into_iter().find_map(run)
    }

    /// The segment that starts at a byte of the joined text, or the number of segments at its end.
    fn boundary(&self, byte: usize) -> Option<usize> {
        self.starts.binary_search(&byte).ok()
    }
}

/// A text without its blanks.
pub(super) fn without_blanks(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn runs_begin_and_end_with_segments() {
        let document = Document::from_lines("雨。\n雨。\nは い。\n雨", Language::Japanese);
        let texts = SideTexts::new(&document);
        type Runs = &'static [(usize, usize)];
        let rows: [(&str, &str, Runs); 7] = [
            ("a segment", "はい。", &[(2, 3)]),
            ("twice", "雨。", &[(0, 1), (1, 2)]),
            ("two segments", "雨。はい。", &[(1, 3)]),
            ("a part of a segment", "い。", &[]),
            ("the last", "雨", &[(3, 4)]),
            ("nothing", "", &[]),
            ("all", "雨。雨。はい。雨", &[(0, 4)]),
        ];
        for (name, text, runs) in rows {
            let found: Vec<(usize, usize)> =
                texts.runs(text).map(|run| (run.start, run.end)).collect();
            assert_eq!(found, runs, "{name}");
            for &(start, end) in runs {
                assert_eq!(texts.run_end(text, start), Some(end), "{name}");
                assert_eq!(texts.of(&(start..end)), text, "{name}");
            }
        }
        assert_eq!(texts.run_end("", 4), Some(4));
        assert_eq!(texts.run_end("雨", 5), None);
    }
}
