//! [`RowState`]: what a person decided about a row of a review.
//!
//! In: a name, or a word of a person. Out: a state. O(1).

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};

/// The state of a row.
///
/// ```
/// use taiyaku::review::RowState;
///
/// assert!("confirmed".parse::<RowState>()?.is_fixed());
/// assert_eq!(RowState::Open.to_string(), "open");
/// # Ok::<(), taiyaku::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum RowState {
    /// Not reviewed yet. The row is aligned again.
    Open,
    /// Confirmed as right. The row becomes a fixed bead.
    Confirmed,
    /// Changed by hand. The row becomes a fixed bead.
    Corrected,
}

/// The words for states.
const WORDS: &str = include_str!("../../data/review/states.tsv");

impl RowState {
    /// The state that a word of a person or of another program names, such as `OK`, `確認済み` or `done`.
    #[allow(dead_code, reason = "the readers of what a person said are features")]
    pub(crate) fn of_word(word: &str) -> Option<RowState> {
        let plain = word.trim().nfkc().flat_map(char::to_lowercase);
        let plain: String = plain.filter(|c| !c.is_whitespace()).collect();
        let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
        let mut rows = lines.filter_map(|line| line.split_once('\t'));
        let (_, state) = rows.find(|(word, _)| *word == plain)?;
        state.parse().ok()
    }

    pub(crate) const ALL: [RowState; 3] =
        [RowState::Open, RowState::Confirmed, RowState::Corrected];

    /// All states.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = RowState> {
        RowState::ALL.into_iter()
    }

    /// The stable name, in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            RowState::Open => "open",
            RowState::Confirmed => "confirmed",
            RowState::Corrected => "corrected",
        }
    }

    /// Whether a row of this state becomes a fixed bead.
    #[must_use]
    pub fn is_fixed(self) -> bool {
        self != RowState::Open
    }
}

impl fmt::Display for RowState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for RowState {
    type Err = Error;

    /// Parses a [`name`](RowState::name).
    fn from_str(name: &str) -> Result<Self> {
        let found = RowState::all().find(|state| state.name() == name);
        found.ok_or_else(|| {
            Error::format(
                format!("state `{name}`"),
                "expected `open`, `confirmed` or `corrected`",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_have_many_names() {
        let (open, confirmed, corrected) = (
            Some(RowState::Open),
            Some(RowState::Confirmed),
            Some(RowState::Corrected),
        );
        for (name, word, state) in [
            ("the name", "confirmed", confirmed),
            ("capitals", " Confirmed ", confirmed),
            ("OK", "OK", confirmed),
            ("a wide OK", "ＯＫ", confirmed),
            ("done", "done", confirmed),
            ("Japanese", "確認済み", confirmed),
            ("Japanese, short", "済", confirmed),
            ("checked", "チェック済み", confirmed),
            ("a circle", "○", confirmed),
            ("corrected", "修正", corrected),
            ("corrected, past", "修正済み", corrected),
            ("fixed", "Fixed", corrected),
            ("not yet", "未確認", open),
            ("to do", "to do", open),
            ("something else", "perhaps", None),
            ("a comment of the list", "# word", None),
        ] {
            assert_eq!(RowState::of_word(word), state, "{name}");
        }
        for state in RowState::all() {
            assert_eq!(RowState::of_word(state.name()), Some(state));
        }
    }

    #[test]
    fn every_line_of_the_list_is_a_word_and_a_state() {
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let (word, state) = line.split_once('\t').expect(line);
            assert_eq!(RowState::of_word(word), state.parse().ok(), "{line}");
        }
    }
}
