//! Which pairs were seen before, in bounded memory.
//!
//! In: the 64-bit hashes of the pairs, in order. Out: whether each was seen. O(1) a pair.
//!
//! A set-associative table of 32-bit fingerprints: the upper half of a hash chooses a bucket, the lower half is the
//! fingerprint. A full bucket forgets what it has not seen for the longest time, so a lack of memory can only keep a pair.
//! A pair is dropped wrongly if one of the fingerprints in its bucket is its own by chance: at most 16 of 2³², once in 268
//! million pairs. The table is a function of the sequence of hashes.

/// The fingerprints of a bucket. They fill a cache line of 64 bytes.
const WAYS: usize = 16;
const BYTES_OF_BUCKET: usize = WAYS * size_of::<u32>();
/// A place without a fingerprint.
const EMPTY: u32 = 0;

/// The pairs seen so far.
pub(crate) struct Duplicates {
    /// Buckets one after the other, in each what was seen last first.
    fingerprints: Vec<u32>,
    n_buckets: u64,
    n_forgotten: u64,
}

/// Whether a hash was inserted before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// It was, and is remembered.
    Before,
    /// It was not, or it was forgotten.
    Never,
}

impl Duplicates {
    /// An empty table of this size in MiB. The operating system provides the memory when it is used.
    ///
    /// # Panics
    ///
    /// If the size is 0 or more than 2¹⁸.
    pub(crate) fn new(mebibytes: u32) -> Self {
        assert!((1..=1 << 18).contains(&mebibytes), "{mebibytes} MiB");
        let n_buckets = mebibytes as usize * ((1 << 20) / BYTES_OF_BUCKET);
        Duplicates {
            fingerprints: vec![EMPTY; n_buckets * WAYS],
            n_buckets: n_buckets as u64,
            n_forgotten: 0,
        }
    }

    /// Inserts a hash, and says whether it was there.
    pub(crate) fn insert(&mut self, hash: u64) -> Seen {
        let first = (((hash >> 32) * self.n_buckets) >> 32) as usize * WAYS;
        let bucket = &mut self.fingerprints[first..first + WAYS];
        // The lower half. One value in 2³² shares its place with the next.
        let fingerprint = (hash as u32).max(EMPTY + 1);
        let at = bucket.iter().position(|&other| other == fingerprint);
        let last = at.unwrap_or(WAYS - 1);
        self.n_forgotten += u64::from(at.is_none() && bucket[last] != EMPTY);
        bucket.copy_within(..last, 1);
        bucket[0] = fingerprint;
        match at {
            Some(_) => Seen::Before,
            None => Seen::Never,
        }
    }

    /// Inserts the hash of a pair, and says whether the pair is kept.
    pub(crate) fn keep(&mut self, hash: u64) -> bool {
        self.insert(hash) == Seen::Never
    }

    /// How many pairs were forgotten for lack of memory. A duplicate of theirs was kept.
    pub(crate) fn n_forgotten(&self) -> u64 {
        self.n_forgotten
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const N_PLACES: u64 = (1 << 20) / 4;

    /// The n-th of a fixed sequence of well mixed numbers (SplitMix64).
    fn mixed(n: u64) -> u64 {
        let z = (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    #[test]
    fn a_hash_is_new_once() {
        let mut table = Duplicates::new(1);
        for (name, hash, expected) in [
            ("first", 1, Seen::Never),
            ("again", 1, Seen::Before),
            ("other bucket", 1 | 1 << 63, Seen::Never),
            ("other fingerprint", 2, Seen::Never),
            ("empty fingerprint", 1 << 62, Seen::Never),
            ("empty fingerprint again", 1 << 62, Seen::Before),
            ("last bucket", u64::MAX, Seen::Never),
            ("first is still there", 1, Seen::Before),
        ] {
            assert_eq!(table.insert(hash), expected, "{name}");
        }
        assert_eq!(table.n_forgotten(), 0);
    }

    #[test]
    fn a_full_bucket_forgets_what_it_has_not_seen_for_longest() {
        let mut table = Duplicates::new(1);
        for hash in 1..=WAYS as u64 {
            assert!(table.keep(hash), "{hash}");
        }
        assert!(!table.keep(1));
        assert!(table.keep(100));
        assert_eq!(table.n_forgotten(), 1);
        assert!(!table.keep(1));
        assert!(table.keep(2));
    }

    #[test]
    fn a_pair_is_never_dropped_for_lack_of_memory() {
        let mut table = Duplicates::new(1);
        let n = 4 * N_PLACES;
        assert!((0..n).all(|k| table.keep(mixed(k))));
        assert_eq!(table.n_forgotten(), n - N_PLACES);
    }

    #[test]
    fn little_is_forgotten_until_the_table_is_well_filled() {
        for (name, filled, most) in [("half", 0.5, 0.001), ("two thirds", 0.66, 0.01)] {
            let mut table = Duplicates::new(1);
            let n = (N_PLACES as f64 * filled) as u64;
            (0..n).for_each(|k| assert!(table.keep(mixed(k)), "{name} {k}"));
            let forgotten = table.n_forgotten() as f64 / n as f64;
            assert!(forgotten < most, "{name}: {forgotten}");
        }
    }
}
