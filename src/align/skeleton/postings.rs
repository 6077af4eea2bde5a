//! Which segments of a gap hold each unit.
//!
//! In: the evidence of one side and some of its segments. Out: for each unit its segments, in order. O(units) for all
//! segments of a document, O(units · log units) for a part.

use crate::align::evidence::Evidence;
use crate::rows::Rows;

/// The units of some segments, each with the segments that hold it.
pub(super) struct Postings {
    rows: Rows,
    /// The unit of each row in order; none if there is a row for every unit of the document.
    units: Option<Vec<u32>>,
}

impl Postings {
    pub(super) fn new(evidence: &Evidence, segments: (usize, usize)) -> Self {
        if segments == (0, evidence.n_segments()) {
            return Postings {
                rows: evidence.postings(),
                units: None,
            };
        }
        let mut held: Vec<(u32, u32)> = (segments.0..segments.1)
            .flat_map(|segment| {
                let units = evidence.units(segment).iter();
                units.map(move |&unit| (unit, segment as u32))
            })
            .collect();
        held.sort_unstable();
        let (mut rows, mut units) = (Rows::default(), Vec::new());
        for of_unit in held.chunk_by(|one, other| one.0 == other.0) {
            units.push(of_unit[0].0);
            rows.push(of_unit.iter().map(|&(_, segment)| segment));
        }
        Postings {
            rows,
            units: Some(units),
        }
    }

    pub(super) fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// The segments of a row, in order.
    pub(super) fn segments(&self, row: u32) -> &[u32] {
        self.rows.row(row as usize)
    }

    /// The unit of a row.
    pub(super) fn unit(&self, row: u32) -> u32 {
        self.units.as_ref().map_or(row, |units| units[row as usize])
    }

    /// The row of a unit, if there is one.
    pub(super) fn row_of(&self, unit: u32) -> Option<u32> {
        match &self.units {
            None => Some(unit),
            Some(units) => units.binary_search(&unit).ok().map(|row| row as u32),
        }
    }
}
