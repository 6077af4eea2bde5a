//! [`Band`]: the cells that the programme may visit.
//!
//! A node `(i, j)` stands between segments: `i` source and `j` target segments lie behind it. Row `j` of the
//! band holds the nodes `low(j) ..= high(j)`; both bounds never decrease, and the first and the last node are
//! always inside, so that a path exists. Memory is O(rows), besides what is stored a cell.

use std::ops::RangeInclusive;

/// A rectangle of nodes, both corners included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rectangle {
    pub(crate) source: (usize, usize),
    pub(crate) target: (usize, usize),
    /// Nodes by which it is to be grown on each side.
    pub(crate) padding: usize,
}

impl Rectangle {
    /// Steps from one corner to the other, of both sides.
    pub(crate) fn size(&self) -> (usize, usize) {
        let ((left, right), (top, bottom)) = (self.source, self.target);
        (right - left, bottom - top)
    }
}

/// For each row of nodes a contiguous run of columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Band {
    low: Vec<u32>,
    high: Vec<u32>,
    offset: Vec<usize>,
    /// For each row whether it lies in a rectangle of which only a corridor is kept; empty if none does.
    in_corridor: Vec<bool>,
}

impl Band {
    /// Every node of a matrix of so many segments.
    pub(crate) fn full(n_source: usize, n_target: usize) -> Self {
        Band::from_bounds(vec![0; n_target + 1], vec![n_source as u32; n_target + 1])
    }

    /// The union of rectangles that run from the first node to the last one, each grown by its padding. Of a rectangle of
    /// more nodes on both sides than `widest` says, only a corridor of that width along its diagonal is kept. O(rows +
    /// rectangles · padding).
    pub(crate) fn around(
        n_source: usize,
        n_target: usize,
        rectangles: &[Rectangle],
        widest: impl Fn(&Rectangle) -> usize,
    ) -> Self {
        let mut low = vec![n_source as u32; n_target + 1];
        let mut high = vec![0u32; n_target + 1];
        let mut in_corridor = Vec::new();
        let mut cover = |row: usize, from: usize, to: usize| {
            low[row] = low[row].min(from as u32);
            high[row] = high[row].max(to.min(n_source) as u32);
        };
        for rectangle in rectangles {
            let (left, right) = rectangle.source;
            let (top, bottom) = rectangle.target;
            let (width, height) = rectangle.size();
            let widest = widest(rectangle);
            let corridor = width > widest && height > widest;
            if corridor {
                in_corridor.resize(n_target + 1, false);
                in_corridor[top..=bottom].fill(true);
            }
            let padding = match corridor {
                true => rectangle.padding.min(widest / 4),
                false => rectangle.padding,
            };
            for row in top.saturating_sub(padding)..=(bottom + padding).min(n_target) {
                let (mut from, mut to) = (left, right);
                if corridor {
                    let along = row.clamp(top, bottom) - top;
                    let centre = left + (along as u128 * width as u128 / height as u128) as usize;
                    let reach = widest / 2 + width / height;
                    from = centre.saturating_sub(reach).max(left);
                    to = (centre + reach).min(right);
                }
                cover(row, from.saturating_sub(padding), to + padding);
            }
        }
        cover(0, 0, 0);
        cover(n_target, n_source, n_source);
        Band {
            in_corridor,
            ..Band::from_bounds(low, high)
        }
    }

    fn from_bounds(mut low: Vec<u32>, mut high: Vec<u32>) -> Self {
        for row in 1..high.len() {
            high[row] = high[row].max(high[row - 1]);
        }
        for row in (1..low.len()).rev() {
            low[row - 1] = low[row - 1].min(low[row]);
        }
        let mut offset = Vec::with_capacity(low.len() + 1);
        let mut cells = 0;
        for (&from, &to) in low.iter().zip(&high) {
            offset.push(cells);
            cells += (to - from) as usize + 1;
        }
        offset.push(cells);
        Band {
            low,
            high,
            offset,
            in_corridor: Vec::new(),
        }
    }

    /// Number of rows of nodes: target segments + 1.
    pub(crate) fn n_rows(&self) -> usize {
        self.low.len()
    }

    /// Whether a row lies in a rectangle of which only a corridor is kept.
    pub(crate) fn is_in_corridor(&self, row: usize) -> bool {
        self.in_corridor.get(row).is_some_and(|&is_in| is_in)
    }

    /// Number of nodes.
    pub(crate) fn n_cells(&self) -> usize {
        self.offset[self.low.len()]
    }

    /// The columns of a row.
    pub(crate) fn columns(&self, row: usize) -> RangeInclusive<usize> {
        self.low[row] as usize..=self.high[row] as usize
    }

    /// Where the nodes of a row begin among all cells.
    pub(crate) fn row_start(&self, row: usize) -> usize {
        self.offset[row]
    }

    /// The place of a node among all cells, if the band holds it.
    pub(crate) fn cell(&self, column: usize, row: usize) -> Option<usize> {
        let low = self.low[row] as usize;
        (low <= column && column <= self.high[row] as usize)
            .then(|| self.offset[row] + column - low)
    }

    /// Whether a node lies on a side of the band beyond which the matrix goes on.
    pub(crate) fn is_edge(&self, column: usize, row: usize) -> bool {
        let n_source = self.high[self.high.len() - 1] as usize;
        let at = column as u32;
        (at == self.low[row] && column > 0) && row + 1 < self.n_rows()
            || (at == self.high[row] && column < n_source) && row > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_around_rectangles_holds_both_corners_and_never_steps_back() {
        let rectangles = [
            Rectangle {
                source: (0, 2),
                target: (0, 3),
                padding: 1,
            },
            Rectangle {
                source: (3, 9),
                target: (4, 4),
                padding: 1,
            },
            Rectangle {
                source: (10, 12),
                target: (5, 20),
                padding: 1,
            },
        ];
        let band = Band::around(12, 20, &rectangles, |_| 100);
        assert!(band.cell(0, 0).is_some() && band.cell(12, 20).is_some());
        for row in 1..band.n_rows() {
            assert!(band.columns(row - 1).start() <= band.columns(row).start());
            assert!(band.columns(row - 1).end() <= band.columns(row).end());
        }
    }

    #[test]
    fn a_corridor_of_any_slope_is_connected() {
        for (name, n_source, n_target) in [
            ("flat", 20_000, 200),
            ("steep", 200, 20_000),
            ("square", 2_000, 2_000),
        ] {
            let whole = [Rectangle {
                source: (0, n_source),
                target: (0, n_target),
                padding: 1,
            }];
            let band = Band::around(n_source, n_target, &whole, |_| 64);
            for row in 1..band.n_rows() {
                let (above, here) = (band.columns(row - 1), band.columns(row));
                let overlap = above.end().saturating_sub(*here.start());
                assert!(overlap >= 32, "{name}: {overlap} columns shared at {row}");
            }
        }
    }

    #[test]
    fn a_wide_rectangle_keeps_a_corridor() {
        let whole = [Rectangle {
            source: (0, 10_000),
            target: (0, 10_000),
            padding: 3,
        }];
        let band = Band::around(10_000, 10_000, &whole, |_| 64);
        assert!(band.n_cells() < 10_001 * 100);
        assert!(band.cell(5_000, 5_000).is_some() && band.cell(5_000, 100).is_none());
    }

    #[test]
    fn rows_of_corridors_are_known() {
        let rectangle = |source, target| Rectangle {
            source,
            target,
            padding: 1,
        };
        let rectangles = [
            rectangle((0, 20), (0, 20)),
            rectangle((21, 500), (21, 400)),
            rectangle((501, 900), (401, 420)),
        ];
        let band = Band::around(900, 420, &rectangles, |_| 64);
        for (row, expected) in [
            (0, false),
            (20, false),
            (21, true),
            (400, true),
            (401, false),
            (420, false),
        ] {
            assert_eq!(band.is_in_corridor(row), expected, "row {row}");
        }
        assert!(!Band::full(900, 420).is_in_corridor(21));
    }
}
