//! [`BasicSet`]: a set of characters of the basic plane, a bit for each.
//!
//! In: characters. Out: whether one is in the set; of the rare ones beyond the basic plane that is not known. O(1), 8 KB.

/// Characters of the basic plane.
const BASIC: usize = 0x1_0000;

/// A set of characters of the basic plane.
pub(crate) struct BasicSet(Vec<u64>);

impl Default for BasicSet {
    fn default() -> Self {
        BasicSet(vec![0; BASIC / 64])
    }
}

impl BasicSet {
    /// Adds a character, if it is one of the basic plane.
    pub(crate) fn add(&mut self, c: char) {
        if let Some(bits) = self.0.get_mut(c as usize / 64) {
            *bits |= 1 << (c as usize % 64);
        }
    }

    /// Whether a character is in the set; none if it is beyond the basic plane.
    pub(crate) fn has(&self, c: char) -> Option<bool> {
        let bits = self.0.get(c as usize / 64)?;
        Some(bits >> (c as usize % 64) & 1 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::BasicSet;

    #[test]
    fn characters_that_were_added_are_there() {
        let mut set = BasicSet::default();
        for c in ['a', '雨', '\u{ffff}', '𠮷'] {
            set.add(c);
        }
        for (c, expected) in [
            ('a', Some(true)),
            ('雨', Some(true)),
            ('\u{ffff}', Some(true)),
            ('b', Some(false)),
            ('𠮷', None),
        ] {
            assert_eq!(set.has(c), expected, "{c}");
        }
    }
}
