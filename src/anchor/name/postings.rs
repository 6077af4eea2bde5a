//! Numbers by a key, in order, of each key the first few.
//!
//! In: pairs of a key and a number. Out: [`Postings`]. Building passes over the pairs three times and sorts nothing; a
//! look-up reads one bucket.

use rustc_hash::FxHashMap;

/// Pairs of a key and a number in buckets that lie in one list.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    pairs: Vec<(u64, u32)>,
    /// Where each bucket ends.
    ends: Vec<u32>,
}

impl Postings {
    /// Of each key the first `most` numbers are kept.
    pub(super) fn new(pairs: &[(u64, u32)], most: usize) -> Self {
        let mut ends = vec![0; pairs.len().max(2).next_power_of_two()];
        let n_buckets = ends.len();
        for pair in pairs {
            ends[bucket(pair.0, n_buckets)] += 1;
        }
        let mut before = 0;
        for end in &mut ends {
            let count = *end;
            *end = before;
            before += count;
        }
        let mut sorted = vec![(0, 0); pairs.len()];
        for &pair in pairs {
            let end = &mut ends[bucket(pair.0, n_buckets)];
            sorted[*end as usize] = pair;
            *end += 1;
        }
        let mut postings = Postings {
            pairs: sorted,
            ends,
        };
        postings.keep_first(most);
        postings
    }

    /// The numbers of a key.
    pub(super) fn of(&self, key: u64) -> impl Iterator<Item = u32> {
        let pairs = match self.ends.len() {
            0 => &[],
            n_buckets => {
                let at = bucket(key, n_buckets);
                let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
                &self.pairs[start as usize..self.ends[at] as usize]
            }
        };
        let of_key = pairs.iter().filter(move |pair| pair.0 == key);
        of_key.map(|pair| pair.1)
    }

    fn keep_first(&mut self, most: usize) {
        let (mut start, mut kept) = (0, 0);
        for end in &mut self.ends {
            let is_long = most < *end as usize - start;
            let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
            for at in start..*end as usize {
                let pair = self.pairs[at];
                if is_long {
                    let count = counts.entry(pair.0).or_default();
                    *count += 1;
                    if most < *count {
                        continue;
                    }
                }
                self.pairs[kept] = pair;
                kept += 1;
            }
            start = *end as usize;
            *end = kept as u32;
        }
        self.pairs.truncate(kept);
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
        let pairs: Vec<(u64, u32)> = (0..1_000).map(|n| (u64::from(n % 7 * 32), n)).collect();
        let postings = Postings::new(&pairs, 3);
        for key in 0..7 {
            let found: Vec<u32> = postings.of(u64::from(key * 32)).collect();
            assert_eq!(found, [key, key + 7, key + 14]);
        }
        assert_eq!(postings.of(1).count(), 0);
        assert_eq!(Postings::default().of(0).count(), 0);
        assert_eq!(Postings::new(&[], 3).of(0).count(), 0);
    }
}
