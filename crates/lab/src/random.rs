//! Numbers that only look random: SplitMix64 (Steele, Lea, Flood 2014), the same on every machine.

/// A stream of numbers.
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// A stream of its own for every seed and name.
    pub fn new(seed: u64, names: &[&str]) -> Self {
        let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
        for byte in names.iter().flat_map(|name| name.bytes()) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Random(state)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// One of some.
    pub fn pick<'a, T>(&mut self, some: &'a [T]) -> Option<&'a T> {
        if some.is_empty() {
            None
        } else {
            some.get(self.below(some.len()))
        }
    }

    /// Puts some in another order.
    pub fn shuffle<T>(&mut self, some: &mut [T]) {
        for k in (1..some.len()).rev() {
            some.swap(k, self.below(k + 1));
        }
    }
}
