//! The readings of words by their keys; of each key only the first few are kept.
//!
//! In: readings, each with a key. Out: [`Postings`]. Building passes over them three times without sorting. A look-up
//! reads one bucket, which also holds the values that the first test needs.

use rustc_hash::FxHashMap;

use super::skeleton::Consonants;
use super::vowels::Vowels;
use crate::rows::Rows;

/// A reading that has a key.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Posting {
    pub(super) key: u64,
    /// The number of the reading, how many sounds it has, and its size, see
    /// [`Written::quarters`](super::likeness::Written::quarters).
    pub(super) reading: u32,
    pub(super) n_sounds: u8,
    pub(super) quarters: u8,
    /// Of the reading's own key.
    pub(super) consonants: Consonants,
    pub(super) vowels: Vowels,
}

/// Readings in buckets, a power of two of them or none.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    buckets: Rows<Posting>,
}

impl Postings {
    /// Of each key the first `most` readings are kept.
    pub(super) fn new(given: &[Posting], most: usize) -> Self {
        let n_buckets = given.len().max(2).next_power_of_two();
        let mut counts = vec![0; n_buckets];
        for posting in given {
            counts[bucket(posting.key, n_buckets)] += 1;
        }
        let postings = given.iter().map(|&p| (bucket(p.key, n_buckets), p));
        let mut buckets = Rows::grouped(counts, postings);
        buckets.rewrite(|bucket, kept| keep_first(bucket, most, kept));
        Postings { buckets }
    }

    /// The readings of a key.
    pub(super) fn of(&self, key: u64) -> impl Iterator<Item = &Posting> {
        let postings = match self.buckets.len() {
            0 => &[],
            n_buckets => self.buckets.row(bucket(key, n_buckets)),
        };
        postings.iter().filter(move |posting| posting.key == key)
    }
}

/// Of each key of a bucket the first `most` readings.
fn keep_first(bucket: &[Posting], most: usize, kept: &mut Vec<Posting>) {
    if bucket.len() <= most {
        kept.extend_from_slice(bucket);
        return;
    }
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    for posting in bucket {
        let count = counts.entry(posting.key).or_default();
        *count += 1;
        if *count <= most {
            kept.push(*posting);
        }
    }
}

/// The bucket of a key among a power of two of them.
fn bucket(key: u64, n_buckets: usize) -> usize {
    // 2^64 divided by the golden ratio spreads keys that differ little.
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    (key.wrapping_mul(SPREAD) >> (64 - n_buckets.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_key_are_found() {
        let given = (0..1_000).map(|reading| Posting {
            key: u64::from(reading % 7 * 32),
            reading,
            ..Posting::default()
        });
        let postings = Postings::new(&given.collect::<Vec<_>>(), 3);
        for key in 0..7 {
            let found = postings.of(u64::from(key * 32)).map(|p| p.reading);
            assert_eq!(found.collect::<Vec<_>>(), [key, key + 7, key + 14]);
        }
        assert_eq!(postings.of(1).count(), 0);
        assert_eq!(Postings::default().of(0).count(), 0);
        assert_eq!(Postings::new(&[], 3).of(0).count(), 0);
    }
}
