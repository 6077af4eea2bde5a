//! [`Rows`]: rows of different length, stored in one piece.
//!
//! In: rows, one after another, or items with the row of each. Out: a row, or a run of rows, as one slice. O(1) a
//! look-up; two allocations however many rows there are.

use std::ops::Range;

/// Rows of items.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rows<T = u32> {
    /// Where each row ends.
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        let (ends, items) = (Vec::new(), Vec::new());
        Rows { ends, items }
    }
}

impl<T> Rows<T> {
    /// No rows, with room for so many and their items.
    pub(crate) fn with_room(n_rows: usize, n_items: usize) -> Self {
        Rows {
            ends: Vec::with_capacity(n_rows),
            items: Vec::with_capacity(n_items),
        }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.ends.push(self.items.len() as u32);
    }

    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The items of a row.
    pub(crate) fn row(&self, row: usize) -> &[T] {
        &self.items[self.start(row)..self.ends[row] as usize]
    }

    /// The items of some rows that follow on one another.
    pub(crate) fn rows(&self, rows: Range<usize>) -> &[T] {
        let start = self.start(rows.start);
        &self.items[start..self.start(rows.end).max(start)]
    }

    /// Appends the rows of another.
    pub(crate) fn append(&mut self, other: Rows<T>) {
        if self.ends.is_empty() {
            *self = other;
            return;
        }
        let before = self.items.len() as u32;
        self.items.extend(other.items);
        self.ends.extend(other.ends.iter().map(|end| end + before));
    }

    /// Gives back the room that is not used.
    pub(crate) fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
    }

    /// Where a row starts among all items.
    fn start(&self, row: usize) -> usize {
        row.checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize)
    }
}

impl<T: Copy> Rows<T> {
    /// Appends some rows of another.
    pub(crate) fn append_some(&mut self, other: &Rows<T>, rows: Range<usize>) {
        let start = other.start(rows.start) as u32;
        let before = self.items.len() as u32;
        self.items.extend_from_slice(other.rows(rows.clone()));
        let ends = other.ends[rows].iter();
        self.ends.extend(ends.map(|end| end - start + before));
    }

    /// Writes each row anew: `write` gets a row, and an empty list for what it becomes, which is to be no longer.
    pub(crate) fn rewrite(&mut self, write: impl Fn(&[T], &mut Vec<T>)) {
        let mut row = Vec::new();
        let (mut start, mut kept) = (0, 0);
        for end in &mut self.ends {
            row.clear();
            write(&self.items[start..*end as usize], &mut row);
            start = *end as usize;
            // The rows to come are still there.
            self.items[kept..kept + row.len()].copy_from_slice(&row);
            kept += row.len();
            *end = kept as u32;
        }
        self.items.truncate(kept);
    }

    /// Rows of items that come with the number of their row, in the order in which they come. `counts` says how many
    /// each row has. O(items + rows).
    pub(crate) fn grouped(counts: Vec<u32>, items: impl Iterator<Item = (usize, T)>) -> Rows<T>
    where
        T: Default,
    {
        let mut ends = counts;
        let mut n_items = 0;
        for end in &mut ends {
            let count = *end;
            *end = n_items;
            n_items += count;
        }
        let mut grouped = vec![T::default(); n_items as usize];
        items.for_each(|(row, item)| {
            grouped[ends[row] as usize] = item;
            ends[row] += 1;
        });
        let items = grouped;
        Rows { ends, items }
    }
}

impl Rows<u32> {
    /// Gives each item another number, or none, and leaves the rows in order, each item once. O(items · log of a row's).
    pub(crate) fn renumber(&mut self, number: impl Fn(u32) -> Option<u32>) {
        self.rewrite(|items, row| {
            row.extend(items.iter().filter_map(|&item| number(item)));
            row.sort_unstable();
            row.dedup();
        });
    }

    /// In how many rows each item stands. O(items + `n_items`).
    pub(crate) fn frequency(&self, n_items: usize) -> Vec<u32> {
        let mut frequency = vec![0; n_items];
        for &item in &self.items {
            frequency[item as usize] += 1;
        }
        frequency
    }

    /// For each item the rows that hold it, in order. O(items + `n_items`).
    pub(crate) fn transposed(&self, n_items: usize) -> Rows {
        let rows_of_items = (0..self.len()).flat_map(|row| {
            let items = self.row(row).iter();
            items.map(move |&item| (item as usize, row as u32))
        });
        Rows::grouped(self.frequency(n_items), rows_of_items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(lists: &[Vec<u32>]) -> Rows {
        let mut rows = Rows::default();
        lists
            .iter()
            .for_each(|list| rows.push(list.iter().copied()));
        rows
    }

    proptest! {
        #[test]
        fn rows_are_the_lists(lists in prop::collection::vec(prop::collection::vec(0u32..9, 0..5), 0..7), at in 0usize..7) {
            let all = rows(&lists);
            prop_assert_eq!(all.len(), lists.len());
            for (row, list) in lists.iter().enumerate() {
                prop_assert_eq!(all.row(row), &list[..]);
            }
            let at = at.min(lists.len());
            prop_assert_eq!(all.rows(at..lists.len()), &lists[at..].concat()[..]);
            let (mut joined, last) = (rows(&lists[..at]), rows(&lists[at..]));
            joined.append(last);
            prop_assert_eq!(&joined, &all);
            let mut some = rows(&lists[..at]);
            some.append_some(&all, at..lists.len());
            prop_assert_eq!(&some, &all);
        }

        #[test]
        fn each_item_knows_its_rows(lists in prop::collection::vec(prop::collection::vec(0u32..9, 0..5), 0..7)) {
            let transposed = rows(&lists).transposed(9);
            for item in 0..9 {
                let holders = (0..).zip(&lists).flat_map(|(row, list)| {
                    list.iter().filter(move |&&other| other == item).map(move |_| row)
                });
                prop_assert_eq!(transposed.row(item as usize), holders.collect::<Vec<u32>>());
            }
        }

        #[test]
        fn renumbered_rows_are_in_order(lists in prop::collection::vec(prop::collection::vec(0u32..9, 0..5), 0..7)) {
            let mut all = rows(&lists);
            all.renumber(|item| (item != 3).then_some(item / 2));
            for (row, list) in lists.iter().enumerate() {
                let mut expected: Vec<u32> = list.iter().filter(|&&item| item != 3).map(|item| item / 2).collect();
                expected.sort_unstable();
                expected.dedup();
                prop_assert_eq!(all.row(row), expected);
            }
        }
    }
}
