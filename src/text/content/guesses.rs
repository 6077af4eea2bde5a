//! [`Guesses`]: what a reader left out of a text by a guess, and what it kept because it was too much to leave out by one.
//!
//! In: the rules of a reader, by number, with letters. Out: the rules by which two texts were read differently. O(rules).

/// How much longer what one text keeps may be than what is left out of the other, or shorter, to be the same box.
#[cfg(feature = "web")]
const ALIKE: usize = 4;
/// The fewest rows of links that are worth reading again.
#[cfg(feature = "web")]
const FEWEST_ROWS: usize = 8;

/// What a reader guessed. It is no part of what a content says, so that all guesses are equal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guesses {
    /// For each rule the letters that it left out, and those that it kept.
    #[cfg(feature = "web")]
    letters: Vec<[usize; 2]>,
    /// The rows of links at the edges that were left out, and all that were kept.
    #[cfg(feature = "web")]
    links: [usize; 2],
}

impl PartialEq for Guesses {
    fn eq(&self, _other: &Guesses) -> bool {
        true
    }
}

#[cfg(feature = "web")]
impl Guesses {
    pub(crate) fn leave_out(&mut self, rule: u32, letters: usize) {
        self.of(rule)[0] += letters;
    }

    pub(crate) fn keep(&mut self, rule: u32, letters: usize) {
        self.of(rule)[1] += letters;
    }

    pub(crate) fn count_links(&mut self, left_out: usize, kept: usize) {
        self.links = [left_out, kept];
    }

    fn of(&mut self, rule: u32) -> &mut [usize; 2] {
        let rule = rule as usize;
        if self.letters.len() <= rule {
            self.letters.resize(rule + 1, [0; 2]);
        }
        &mut self.letters[rule]
    }

    /// Whether one of some rules, a bit each, left something out.
    pub(crate) fn left_out_by(&self, rules: u64) -> bool {
        let mut all = self.letters.iter().enumerate();
        all.any(|(rule, letters)| 0 < letters[0] && rules >> rule & 1 != 0)
    }

    /// The rules that left something out of one text and kept about as much in the other, and nothing else.
    pub(crate) fn unlike(&self, other: &Guesses) -> u64 {
        let is_unlike = |[out, kept]: [usize; 2], [other_out, other_kept]: [usize; 2]| {
            let [less, more] = [out.min(other_kept), out.max(other_kept)];
            0 < less && more <= ALIKE * less && kept == 0 && other_out == 0
        };
        let pairs = self.letters.iter().zip(&other.letters).enumerate();
        pairs.fold(0, |rules, (rule, (&one, &other))| {
            let unlike = is_unlike(one, other) || is_unlike(other, one);
            rules | u64::from(unlike) << rule
        })
    }

    /// Whether most of the rows of links that were left out of one text were kept in the other.
    pub(crate) fn has_unlike_links(&self, other: &Guesses) -> bool {
        let is_kept = |out: &Guesses, kept: &Guesses| {
            let more = kept.links[1].saturating_sub(out.links[1]);
            FEWEST_ROWS <= out.links[0] && out.links[0] <= 2 * more && more <= ALIKE * out.links[0]
        };
        is_kept(self, other) || is_kept(other, self)
    }
}
