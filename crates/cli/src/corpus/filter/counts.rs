//! Why pairs were dropped, and how many.
//!
//! In: reasons, one a pair. Out: a line for standard error, or a map for JSON. O(1) a pair.

use std::fmt;

use serde::{Serialize, Serializer};

/// Why a pair is dropped, in the order in which the filters are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    Null,
    Sentences,
    Confidence,
    Code,
    Identical,
    LengthRatio,
    TargetLanguage,
    SourceLanguage,
    Findings,
    Duplicate,
}

/// The key in JSON, and the words after a number.
const REASONS: [(Reason, &str, &str); 10] = [
    (Reason::Null, "null", "without a counterpart"),
    (Reason::Sentences, "sentences", "not one-to-one"),
    (Reason::Confidence, "confidence", "of low confidence"),
    (Reason::Code, "code", "of code"),
    (Reason::Identical, "identical", "identical"),
    (Reason::LengthRatio, "length_ratio", "of unusual length"),
    (Reason::TargetLanguage, "target_language", "not in Japanese"),
    (Reason::SourceLanguage, "source_language", "not in English"),
    (Reason::Findings, "findings", "with findings"),
    (Reason::Duplicate, "duplicate", "seen before"),
];

impl Reason {
    /// Its key in JSON.
    pub(crate) fn name(self) -> &'static str {
        REASONS[self as usize].1
    }

    fn words(self) -> &'static str {
        REASONS[self as usize].2
    }
}

/// How many pairs there were, and how many each filter dropped. `Display` makes a line of it, such as "dropped 1,203 of 9,871
/// pairs: 800 identical, 403 of low confidence"; `Serialize` a map of the reasons that occurred.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    n_pairs: u64,
    n_dropped: [u64; REASONS.len()],
}

impl Counts {
    /// Counts a pair: kept, or dropped for a reason.
    pub(crate) fn count(&mut self, dropped: Option<Reason>) {
        self.n_pairs += 1;
        if let Some(reason) = dropped {
            self.n_dropped[reason as usize] += 1;
        }
    }

    /// The numbers, for a run that goes on with this one.
    pub(crate) fn numbers(&self) -> Vec<u64> {
        [&[self.n_pairs], &self.n_dropped[..]].concat()
    }

    /// The counts of such numbers; missing ones are 0.
    pub(crate) fn of_numbers(numbers: &[u64]) -> Counts {
        let mut counts = Counts::default();
        let places = [&mut counts.n_pairs]
            .into_iter()
            .chain(&mut counts.n_dropped);
        for (place, n) in places.zip(numbers) {
            *place = *n;
        }
        counts
    }

    /// Adds the counts of other pairs.
    pub(crate) fn add(&mut self, other: &Counts) {
        self.n_pairs += other.n_pairs;
        for (n, more) in self.n_dropped.iter_mut().zip(other.n_dropped) {
            *n += more;
        }
    }

    /// The number of all pairs, kept and dropped.
    pub(crate) fn n_pairs(&self) -> u64 {
        self.n_pairs
    }

    /// The number of pairs that were dropped.
    pub(crate) fn n_dropped(&self) -> u64 {
        self.n_dropped.iter().sum()
    }

    /// The reasons that occurred, in the order of the filters, and how often.
    pub(crate) fn by_reason(&self) -> impl Iterator<Item = (Reason, u64)> {
        let reasons = REASONS.iter().map(|row| row.0).zip(self.n_dropped);
        reasons.filter(|(_, n)| *n != 0)
    }
}

impl fmt::Display for Counts {
    /// The most frequent reason first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (dropped, all) = (self.n_dropped(), self.n_pairs);
        write!(f, "dropped {} of {} pairs", Grouped(dropped), Grouped(all))?;
        let mut reasons: Vec<(Reason, u64)> = self.by_reason().collect();
        reasons.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
        for (k, (reason, n)) in reasons.into_iter().enumerate() {
            let before = if k == 0 { ":" } else { "," };
            write!(f, "{before} {} {}", Grouped(n), reason.words())?;
        }
        Ok(())
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.by_reason().map(|(reason, n)| (reason.name(), n)))
    }
}

/// A number with a comma before each group of three digits.
struct Grouped(u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (k, digit) in digits.chars().enumerate() {
            if k != 0 && (digits.len() - k).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_stands_at_its_number() {
        for (k, (reason, name, _)) in REASONS.iter().enumerate() {
            assert_eq!(*reason as usize, k, "{name}");
        }
    }

    #[test]
    fn counts_are_a_line_and_a_map() {
        let counts = |rows: &[(Option<Reason>, usize)]| {
            let mut counts = Counts::default();
            for &(reason, n) in rows {
                (0..n).for_each(|_| counts.count(reason));
            }
            counts
        };
        let rows = [
            ("nothing", counts(&[]), "dropped 0 of 0 pairs", "{}"),
            ("kept", counts(&[(None, 3)]), "dropped 0 of 3 pairs", "{}"),
            (
                "the most first",
                counts(&[
                    (None, 8668),
                    (Some(Reason::Confidence), 403),
                    (Some(Reason::Identical), 800),
                ]),
                "dropped 1,203 of 9,871 pairs: 800 identical, 403 of low confidence",
                r#"{"confidence":403,"identical":800}"#,
            ),
            (
                "as often",
                counts(&[(Some(Reason::Duplicate), 1), (Some(Reason::Null), 1)]),
                "dropped 2 of 2 pairs: 1 without a counterpart, 1 seen before",
                r#"{"null":1,"duplicate":1}"#,
            ),
        ];
        let mut all = Counts::default();
        for (name, counts, line, json) in rows {
            assert_eq!(counts.to_string(), line, "{name}");
            assert_eq!(serde_json::to_string(&counts).unwrap(), json, "{name}");
            all.add(&counts);
        }
        assert_eq!((all.n_pairs(), all.n_dropped()), (9876, 1205));
        assert_eq!(Grouped(1_000_000).to_string(), "1,000,000");
    }
}
