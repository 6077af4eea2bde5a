//! The heaviest rising chain, by a Fenwick tree of prefix maxima.
//!
//! In: entries with a place and a weight, one after the other. Out: for each the heaviest entry before its place, and the
//! chain that these links make. O(log places) an entry.

/// The heaviest entry of every prefix of a row of places. Entries weigh more than `W::default()`.
///
/// Among entries of equal weight the answer depends only on the order in which they were entered.
pub(crate) struct PrefixMaxima<W> {
    /// Node `k` holds the heaviest entry of the places `k - (k & -k)..k`. Node 0 is not used.
    nodes: Vec<(W, Option<usize>)>,
}

impl<W: Copy + Default + PartialOrd> PrefixMaxima<W> {
    /// A row of places without an entry. O(places).
    pub(crate) fn new(n_places: usize) -> Self {
        PrefixMaxima {
            nodes: vec![(W::default(), None); n_places + 1],
        }
    }

    /// Enters an entry at a place, counted from 0.
    pub(crate) fn enter(&mut self, place: usize, weight: W, entry: usize) {
        let mut at = place + 1;
        while at < self.nodes.len() {
            if weight > self.nodes[at].0 {
                self.nodes[at] = (weight, Some(entry));
            }
            at += at & at.wrapping_neg();
        }
    }

    /// The weight and the number of the heaviest entry at the places before `end`.
    pub(crate) fn heaviest_before(&self, end: usize) -> (W, Option<usize>) {
        let (mut heaviest, mut at) = ((W::default(), None), end);
        while at > 0 {
            if self.nodes[at].0 > heaviest.0 {
                heaviest = self.nodes[at];
            }
            at &= at - 1;
        }
        heaviest
    }
}

/// The chain that ends with `last`, first entry first; `before` gives the entry before each. O(chain).
pub(crate) fn chain_to(last: Option<usize>, before: &[Option<usize>]) -> Vec<usize> {
    let mut chain: Vec<usize> = std::iter::successors(last, |&entry| before[entry]).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_chain_is_followed_to_its_first_entry() {
        let before = [None, Some(0), None, Some(1)];
        let rows = [
            ("nothing", None, vec![]),
            ("one", Some(2), vec![2]),
            ("three", Some(3), vec![0, 1, 3]),
        ];
        for (name, last, chain) in rows {
            assert_eq!(chain_to(last, &before), chain, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_prefix_has_the_weight_of_its_heaviest_entry(
            entries in proptest::collection::vec((0usize..20, 1u8..9), 0..40),
        ) {
            let mut maxima = PrefixMaxima::new(20);
            for (n_entered, &(place, weight)) in entries.iter().enumerate() {
                maxima.enter(place, weight, n_entered);
                for end in 0..=20 {
                    let entered = entries[..=n_entered].iter();
                    let heaviest = entered.filter(|e| e.0 < end).map(|e| e.1).max();
                    let (found, entry) = maxima.heaviest_before(end);
                    prop_assert_eq!(found, heaviest.unwrap_or(0));
                    prop_assert_eq!(entry.is_some(), heaviest.is_some());
                    if let Some(entry) = entry {
                        prop_assert!(entries[entry].0 < end && entries[entry].1 == found);
                    }
                }
            }
        }
    }
}
