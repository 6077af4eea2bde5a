//! The readings of words by a key, in order, of each key the first few.
//!
//! In: readings, each with a key. Out: [`Postings`]. Building passes over them three times and sorts nothing; a look-up
//! reads one bucket, where what a first test asks stands at hand.

use rustc_hash::FxHashMap;

use super::skeleton::Consonants;
use super::vowels::Vowels;

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

/// Readings in buckets that lie in one list.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    postings: Vec<Posting>,
    /// Where each bucket ends.
    ends: Vec<u32>,
}

impl Postings {
    /// Of each key the first `most` readings are kept.
    pub(super) fn new(given: &[Posting], most: usize) -> Self {
        let mut ends = vec![0; given.len().max(2).next_power_of_two()];
        let n_buckets = ends.len();
        for posting in given {
            ends[bucket(posting.key, n_buckets)] += 1;
        }
        let mut before = 0;
        for end in &mut ends {
            let count = *end;
            *end = before;
            before += count;
        }
        let mut postings = vec![Posting::default(); given.len()];
        for &posting in given {
            let end = &mut ends[bucket(posting.key, n_buckets)];
            postings[*end as usize] = posting;
            *end += 1;
        }
        let mut all = Postings { postings, ends };
        all.keep_first(most);
        all
    }

    /// The readings of a key.
    pub(super) fn of(&self, key: u64) -> impl Iterator<Item = &Posting> {
        let postings = match self.ends.len() {
            0 => &[],
            n_buckets => {
                let at = bucket(key, n_buckets);
                let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
                &self.postings[start as usize..self.ends[at] as usize]
            }
        };
        postings.iter().filter(move |posting| posting.key == key)
    }

    fn keep_first(&mut self, most: usize) {
        let (mut start, mut kept) = (0, 0);
        for end in &mut self.ends {
            let is_long = most < *end as usize - start;
            let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
            for at in start..*end as usize {
                let posting = self.postings[at];
                if is_long {
                    let count = counts.entry(posting.key).or_default();
                    *count += 1;
                    if most < *count {
                        continue;
                    }
                }
                self.postings[kept] = posting;
                kept += 1;
            }
            start = *end as usize;
            *end = kept as u32;
        }
        self.postings.truncate(kept);
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
