//! What is looked up in the pairs for one term after another.
//!
//! In: the bitext under review. Out: the originals in lower case, the beads that hold a word of the translation, and the words of a
//! translation that render nothing; each made when it is first asked for. O(bytes).

use std::cell::OnceCell;

use crate::review::checks::term_table::FreeWords;
use crate::review::view::View;
use crate::rows::Rows;

/// The pairs as terms are looked up in them.
pub(super) struct TermTexts<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) free: FreeWords<'v, 'a>,
    originals: OnceCell<Lowered>,
    beads_of_units: OnceCell<Rows>,
}

impl<'v, 'a> TermTexts<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>) -> Self {
        TermTexts {
            view,
            free: FreeWords::new(view),
            originals: OnceCell::new(),
            beads_of_units: OnceCell::new(),
        }
    }

    /// The original of a bead in lower case.
    pub(super) fn original(&self, bead: usize) -> &str {
        let originals = self.originals.get_or_init(|| {
            let beads = self.view.beads.iter();
            Lowered::new(beads.map(|bead| self.view.source_text(bead)))
        });
        originals.of(bead)
    }

    /// The pairs whose translation holds a unit, in order.
    pub(super) fn beads_of(&self, unit: u32) -> &[u32] {
        let beads_of_units = self
            .beads_of_units
            .get_or_init(|| beads_of_units(self.view));
        beads_of_units.row(unit as usize)
    }
}

/// For each unit of the translation the pairs that hold it.
fn beads_of_units(view: &View<'_>) -> Rows {
    let n_units = view.anchored.n_units().1;
    let mut last = vec![usize::MAX; n_units];
    let mut units = Rows::default();
    for (k, bead) in view.beads.iter().enumerate() {
        let anchors = match bead.is_null() {
            true => &[],
            false => view.anchors.target.of(bead.target.clone()),
        };
        let distinct = anchors.iter().map(|anchor| anchor.unit);
        units.push(distinct.filter(|&unit| std::mem::replace(&mut last[unit as usize], k) != k));
    }
    units.transposed(n_units)
}

/// Texts in lower case, in one piece.
#[derive(Default)]
struct Lowered {
    text: String,
    ends: Vec<usize>,
}

impl Lowered {
    fn new<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut lowered = Lowered::default();
        for text in texts {
            let start = lowered.text.len();
            if text.is_ascii() {
                lowered.text.push_str(text);
                lowered.text[start..].make_ascii_lowercase();
            } else {
                lowered.text.push_str(&text.to_lowercase());
            }
            lowered.ends.push(lowered.text.len());
        }
        lowered
    }

    fn of(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_as_it_is_alone() {
        let texts = ["It Rained.", "", "ΣΑΣ", "Straße İ", "雨 Rain"];
        let lowered = Lowered::new(texts.into_iter());
        for (number, text) in texts.into_iter().enumerate() {
            assert_eq!(lowered.of(number), text.to_lowercase(), "{text}");
        }
    }
}
