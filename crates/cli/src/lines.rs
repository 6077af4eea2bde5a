//! Text with one segment a line.
//!
//! In: a text. Out: a document, and the lines of its segments. O(bytes).

use std::ops::Range;

use taiyaku::{Alignment, Bead, Document, Language};

/// The lines of a file that hold a segment.
pub(crate) struct Lines {
    of_segment: Vec<usize>,
    n_lines: usize,
}

impl Lines {
    /// A document with a segment for each line that is not blank. A blank line begins a paragraph.
    pub(crate) fn read(text: &str, language: Language) -> (Document, Lines) {
        let document = Document::from_lines(text, language);
        let lines = Lines {
            of_segment: document.line_numbers(),
            n_lines: text.lines().count(),
        };
        (document, lines)
    }

    /// The alignment of the lines of both files for an alignment of their segments.
    pub(crate) fn alignment([source, target]: &[Lines; 2], alignment: &Alignment) -> Alignment {
        let mut rungs = Rungs::default();
        for bead in alignment.beads() {
            let [source, target] = [source.of(&bead.source), target.of(&bead.target)];
            rungs.blank_lines([&source, &target].map(|lines| Some(lines.as_ref()?.start)));
            let n_lines = [source, target].map(|lines| lines.map_or(0, |lines| lines.len()));
            rungs.bead(n_lines, bead.confidence);
        }
        rungs.blank_lines([Some(source.n_lines), Some(target.n_lines)]);
        Alignment::from_beads(rungs.beads)
    }

    /// The number of lines, with the blank ones.
    pub(crate) fn len(&self) -> usize {
        self.n_lines
    }

    /// The segments of a run of lines. O(log segments).
    pub(crate) fn segments(&self, lines: &Range<usize>) -> Range<usize> {
        let before = |line: usize| self.of_segment.partition_point(|&own| own < line);
        before(lines.start)..before(lines.end)
    }

    /// The lines of a run of segments, with the blank lines between them. None for an empty run.
    fn of(&self, segments: &Range<usize>) -> Option<Range<usize>> {
        let lines = &self.of_segment[segments.clone()];
        Some(*lines.first()?..lines.last()? + 1)
    }
}

/// Beads that count lines instead of segments. They tile the lines of both files.
#[derive(Default)]
struct Rungs {
    beads: Vec<Bead>,
    at: [usize; 2],
}

impl Rungs {
    fn bead(&mut self, n_lines: [usize; 2], confidence: f32) {
        let end = [self.at[0] + n_lines[0], self.at[1] + n_lines[1]];
        let (source, target) = (self.at[0]..end[0], self.at[1]..end[1]);
        self.beads.push(Bead::new(source, target, confidence));
        self.at = end;
    }

    /// Adds nulls up to these lines.
    fn blank_lines(&mut self, [source, target]: [Option<usize>; 2]) {
        while source.is_some_and(|line| self.at[0] < line) {
            self.bead([1, 0], 1.0);
        }
        while target.is_some_and(|line| self.at[1] < line) {
            self.bead([0, 1], 1.0);
        }
    }
}
