//! Brackets and quotations that are open, with a bound on those that are never closed.
//!
//! In: each opening and closing mark as a scanner meets it. Out: what a closing mark closes. O(1) a mark.

use crate::segment::cut::Cut;
use crate::text::Begin;

/// A bracket or quotation that has been opened.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Opened {
    /// The mark that closes it.
    pub(crate) close: char,
    /// Byte of the opening mark.
    pub(crate) at: usize,
    /// Cuts made before it.
    pub(crate) n_cuts: usize,
    /// Whether it begins a sentence.
    pub(crate) at_start: bool,
}

/// The stack of what is open.
#[derive(Debug, Default)]
pub(crate) struct Open {
    stack: [Opened; Open::DEEPEST],
    depth: usize,
}

impl Open {
    /// Brackets kept open at once; an outer one more is forgotten.
    const DEEPEST: usize = 8;
    /// Bytes after which a bracket counts as never closed.
    const FARTHEST: usize = 1600;

    /// Opens a bracket or quotation.
    pub(crate) fn push(&mut self, opened: Opened) {
        if self.depth == Open::DEEPEST {
            self.stack.rotate_left(1);
            self.depth -= 1;
        }
        self.stack[self.depth] = opened;
        self.depth += 1;
    }

    /// Closes the innermost bracket that `close` closes; those inside it were never closed.
    pub(crate) fn pop(&mut self, close: char, at: usize) -> Option<Opened> {
        let found = self.stack[..self.depth]
            .iter()
            .rposition(|o| o.close == close)?;
        self.depth = found;
        let opened = self.stack[found];
        (at - opened.at <= Open::FARTHEST).then_some(opened)
    }

    /// Whether a bracket that `close` closes is open.
    pub(crate) fn holds(&self, close: char) -> bool {
        self.stack[..self.depth].iter().any(|o| o.close == close)
    }
}

impl Opened {
    /// Makes the cuts inside soft.
    pub(crate) fn soften(self, cuts: &mut [Cut]) {
        for cut in cuts.iter_mut().skip(self.n_cuts) {
            cut.begin = Begin::Soft;
        }
    }

    /// Makes the sentences that begin inside parts of a quotation.
    pub(crate) fn quote(self, cuts: &mut [Cut]) {
        for cut in cuts.iter_mut().skip(self.n_cuts) {
            cut.begin = cut.begin.max(Begin::Quoted);
        }
    }
}
