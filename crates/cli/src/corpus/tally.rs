//! What a run counted.
//!
//! In: the results of records. Out: numbers for standard error, the journal and the exit code. O(1) a record.

use serde::{Deserialize, Serialize};

use crate::corpus::filter::Counts;

/// The numbers of a run so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) n_records: u64,
    pub(crate) n_failed: u64,
    /// What is wrong with the first record that failed, and its line.
    pub(crate) first_failed: Option<String>,
    #[serde(with = "numbers")]
    pub(crate) pairs: Counts,
}

/// The counts as a list of numbers: all pairs, then those that each filter dropped.
mod numbers {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::corpus::filter::Counts;

    pub(super) fn serialize<S: Serializer>(counts: &Counts, out: S) -> Result<S::Ok, S::Error> {
        counts.numbers().serialize(out)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(json: D) -> Result<Counts, D::Error> {
        Vec::deserialize(json).map(|numbers| Counts::of_numbers(&numbers))
    }
}

impl Tally {
    pub(crate) fn fail(&mut self, problem: String) {
        self.n_failed += 1;
        self.first_failed.get_or_insert(problem);
    }

    /// The summary of the failures, if there are any.
    pub(crate) fn failures(&self, input: &str) -> Option<String> {
        let first = self.first_failed.as_ref()?;
        Some(format!(
            "{input}: documents not aligned: {} of {}; the first: {first}",
            self.n_failed, self.n_records
        ))
    }
}
