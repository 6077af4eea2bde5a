//! [`Guesses`]: what a reader left out of a text by a guess, and what it kept because it was too much to leave out by one.
//!
//! In: the rules of a reader, by number, and rows of links. Out: the rules by which two texts were read differently. O(1).

/// The rules of a reader, one bit each, by which it left something out or kept it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Guesses {
    #[cfg(feature = "web")]
    left_out: u64,
    #[cfg(feature = "web")]
    kept: u64,
    /// The rows of links at the edges that were left out, and all that were kept.
    #[cfg(feature = "web")]
    links: [usize; 2],
}

#[cfg(feature = "serde")]
impl Guesses {
    /// Whether nothing was guessed.
    pub(crate) fn are_none(&self) -> bool {
        *self == Guesses::default()
    }
}

#[cfg(feature = "web")]
impl Guesses {
    pub(crate) fn leave_out(&mut self, rule: u32) {
        self.left_out |= 1 << rule;
    }

    pub(crate) fn keep(&mut self, rule: u32) {
        self.kept |= 1 << rule;
    }

    pub(crate) fn count_links(&mut self, left_out: usize, kept: usize) {
        self.links = [left_out, kept];
    }

    /// The rules that left something out.
    pub(crate) fn left_out(self) -> u64 {
        self.left_out
    }

    /// The rules that left something out of one text and kept the like in the other.
    pub(crate) fn unlike(self, other: Guesses) -> u64 {
        self.left_out & other.kept | other.left_out & self.kept
    }

    /// Whether most of the rows of links that were left out of one text were kept in the other.
    pub(crate) fn has_unlike_links(self, other: Guesses) -> bool {
        let is_kept = |out: Guesses, kept: Guesses| {
            let more = kept.links[1].saturating_sub(out.links[1]);
            0 < out.links[0] && out.links[0] <= 2 * more
        };
        is_kept(self, other) || is_kept(other, self)
    }
}
