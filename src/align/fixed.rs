//! [`FixedBeads`]: beads that a person confirmed or corrected.
//!
//! In: ranges of segments. Out: beads in order, and the gaps between them. An alignment holds every fixed bead with
//! confidence 1. The passes align the gaps as stretches of the same document. O(beads log beads).

use std::borrow::Cow;
use std::ops::Range;

use crate::align::bead::Bead;
use crate::bitext::Bitext;
use crate::error::{Error, Result};

/// Beads that [`Aligner::realign`](crate::Aligner::realign) keeps: in order, without overlap, each with confidence 1.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "UncheckedBeads"))]
pub struct FixedBeads {
    beads: Vec<Bead>,
}

impl FixedBeads {
    /// Makes fixed beads from ranges of source and target segments, in any order. The empty range of an omission or addition
    /// is its place on that side: `4..5` with `7..7` is an omission before target segment 7. A bead can have any size.
    /// O(n log n).
    ///
    /// ```
    /// use taiyaku::FixedBeads;
    ///
    /// assert!(FixedBeads::new([(2..3, 1..2), (0..1, 0..1)]).is_ok());
    /// let error = FixedBeads::new([(0..1, 1..2), (1..2, 0..1)]).unwrap_err();
    /// assert_eq!(error.to_string(), "fixed beads: bead 1..2:0..1 overlaps or crosses bead 0..1:1..2");
    /// ```
    ///
    /// # Errors
    ///
    /// If a bead holds no segment, or if two beads share a segment or cross each other. The error names the beads.
    pub fn new(beads: impl IntoIterator<Item = (Range<usize>, Range<usize>)>) -> Result<Self> {
        let mut beads: Vec<Bead> = beads
            .into_iter()
            .map(|(source, target)| Bead {
                source,
                target,
                confidence: 1.0,
            })
            .collect();
        beads.sort_by_key(order);
        let contradiction = |what: String| Err(Error::format("fixed beads", what));
        let is_backward =
            |b: &&Bead| b.source.end < b.source.start || b.target.end < b.target.start;
        if let Some(bead) = beads.iter().find(is_backward) {
            return contradiction(format!("bead {} ends before it starts", name(bead)));
        }
        let is_empty = |b: &&Bead| b.source.is_empty() && b.target.is_empty();
        if let Some(bead) = beads.iter().find(is_empty) {
            return contradiction(format!("bead {} holds no segment", name(bead)));
        }
        for two in beads.windows(2) {
            let [first, second] = two else { continue };
            if !follows(first, second) {
                let (first, second) = (name(first), name(second));
                return contradiction(format!("bead {second} overlaps or crosses bead {first}"));
            }
        }
        Ok(FixedBeads { beads })
    }

    /// The beads in order.
    #[must_use]
    pub fn beads(&self) -> &[Bead] {
        &self.beads
    }

    /// These beads and those that the bitext [knows](Bitext::known_beads), except where they contradict these. O(beads).
    pub(crate) fn with_known_of(&self, bitext: &Bitext) -> Cow<'_, FixedBeads> {
        let known = bitext.known_beads();
        if known.is_empty() {
            return Cow::Borrowed(self);
        }
        let known = known.iter().enumerate();
        let known = known.map(|(k, (source, target))| Bead {
            source: source.clone(),
            target: target.clone(),
            confidence: bitext.known_confidence(k),
        });
        let mut beads: Vec<Bead> = Vec::with_capacity(self.beads.len() + known.len());
        let mut own = self.beads.iter().peekable();
        for bead in known {
            while let Some(before) = own.next_if(|own| order(own) <= order(&bead)) {
                beads.push(before.clone());
            }
            let is_free = beads.last().is_none_or(|last| follows(last, &bead))
                && own.peek().is_none_or(|next| follows(&bead, next));
            if is_free {
                beads.push(bead);
            }
        }
        beads.extend(own.cloned());
        Cow::Owned(FixedBeads { beads })
    }

    /// Panics if a bead ends beyond the last segment; `sizes` are the numbers of source and target segments.
    pub(crate) fn assert_inside(&self, sizes: [usize; 2]) {
        if let Some(last) = self.beads.last() {
            assert!(
                last.source.end <= sizes[0] && last.target.end <= sizes[1],
                "fixed bead {} of a bitext of {} and {} segments",
                name(last),
                sizes[0],
                sizes[1]
            );
        }
    }

    /// The gaps before, between and after the beads, as pairs of nodes. Gaps without a segment are skipped.
    pub(crate) fn gaps(&self, last: (usize, usize)) -> Vec<[(usize, usize); 2]> {
        let starts = self.beads.iter().map(|b| (b.source.start, b.target.start));
        let ends = self.beads.iter().map(|b| (b.source.end, b.target.end));
        std::iter::once((0, 0))
            .chain(ends)
            .zip(starts.chain([last]))
            .filter(|(first, last)| first != last)
            .map(|(first, last)| [first, last])
            .collect()
    }

    /// The fixed beads and those of the gaps, in order.
    pub(crate) fn merged_with(&self, mut beads: Vec<Bead>) -> Vec<Bead> {
        beads.extend_from_slice(&self.beads);
        beads.sort_by_key(order);
        beads
    }
}

/// Deserialised fixed beads, before they are compared with each other.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct UncheckedBeads {
    beads: Vec<Bead>,
}

#[cfg(feature = "serde")]
impl TryFrom<UncheckedBeads> for FixedBeads {
    type Error = Error;

    fn try_from(fixed: UncheckedBeads) -> Result<Self> {
        let beads = fixed.beads.into_iter();
        FixedBeads::new(beads.map(|bead| (bead.source, bead.target)))
    }
}

/// The sort key of beads that tile: every bead holds at least one segment.
fn order(bead: &Bead) -> (usize, usize, usize, usize) {
    let (source, target) = (&bead.source, &bead.target);
    (source.start, target.start, source.end, target.end)
}

fn follows(first: &Bead, second: &Bead) -> bool {
    first.source.end <= second.source.start && first.target.end <= second.target.start
}

fn name(bead: &Bead) -> String {
    format!("{:?}:{:?}", bead.source, bead.target)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::{Aligner, Alignment};

    const LINES: [(&str, &str); 6] = [
        ("The ship sank.", "船が沈んだ。"),
        ("It was 1964.", "1964年のことだ。"),
        ("Nobody was on the pier.", "桟橋には誰もいなかった。"),
        ("He laughed.", "彼は笑った。"),
        ("The computer hummed.", "コンピューターがうなった。"),
        ("No.", "いいえ。"),
    ];

    fn bitext(source: &[usize], target: &[usize]) -> Bitext {
        let english: Vec<&str> = source.iter().map(|&k| LINES[k].0).collect();
        let japanese: Vec<&str> = target.iter().map(|&k| LINES[k].1).collect();
        Bitext::new(english.join("\n"), japanese.join("\n"))
    }

    /// Steps between beads as (gap, size) on both sides, cut off where the bitext ends.
    fn fixed(steps: &[[usize; 4]], n_source: usize, n_target: usize) -> FixedBeads {
        let (mut i, mut j) = (0, 0);
        let mut beads = Vec::new();
        for &[gap_source, source, gap_target, target] in steps {
            let (from, to) = (i + gap_source, j + gap_target);
            if source + target == 0 || from + source > n_source || to + target > n_target {
                continue;
            }
            (i, j) = (from + source, to + target);
            beads.push((from..i, to..j));
        }
        FixedBeads::new(beads).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn fixed_beads_stand_and_the_rest_is_tiled(
            source in proptest::collection::vec(0usize..6, 0..14),
            target in proptest::collection::vec(0usize..6, 0..14),
            steps in proptest::collection::vec([0usize..3, 0usize..7, 0usize..3, 0usize..7], 0..8),
        ) {
            let bitext = bitext(&source, &target);
            let (n, m) = (bitext.source().segments().len(), bitext.target().segments().len());
            let fixed = fixed(&steps, n, m);
            let alignment = Aligner::new().realign(&bitext, &fixed);
            let last = alignment.beads().last().map_or((0, 0), |b| (b.source.end, b.target.end));
            prop_assert_eq!(last, (n, m));
            for bead in fixed.beads() {
                prop_assert!(alignment.beads().contains(bead), "{bead:?} not in {alignment:?}");
            }
        }

        #[test]
        fn an_alignment_fixed_whole_comes_out_again(
            source in proptest::collection::vec(0usize..6, 0..14),
            target in proptest::collection::vec(0usize..6, 0..14),
        ) {
            let bitext = bitext(&source, &target);
            let aligner = Aligner::new();
            let plain = aligner.align(&bitext);
            let all = plain.beads().iter().map(|b| (b.source.clone(), b.target.clone()));
            let again = aligner.realign(&bitext, &FixedBeads::new(all).unwrap());
            let ranges = |a: &Alignment| -> Vec<_> {
                a.beads().iter().map(|b| (b.source.clone(), b.target.clone())).collect()
            };
            prop_assert_eq!(ranges(&plain), ranges(&again));
            prop_assert!(again.beads().iter().all(|b| b.confidence == 1.0));
        }
    }

    #[test]
    fn a_fixed_bead_changes_its_neighbours() {
        let bitext = bitext(&[0, 1, 2, 3], &[0, 1, 2, 3]);
        let fixed = FixedBeads::new([(1..3, 1..2)]).unwrap();
        let alignment = Aligner::new().realign(&bitext, &fixed);
        let kinds: Vec<_> = alignment
            .beads()
            .iter()
            .map(|b| b.kind().to_string())
            .collect();
        assert_eq!(kinds, ["1-1", "2-1", "0-1", "1-1"]);
    }

    #[test]
    fn contradictory_beads_are_named() {
        let rows = [
            (
                "shared source",
                vec![(0..2, 0..1), (1..2, 1..2)],
                "bead 1..2:1..2 overlaps or crosses bead 0..2:0..1",
            ),
            (
                "twice the same",
                vec![(0..1, 0..1), (0..1, 0..1)],
                "bead 0..1:0..1 overlaps or crosses bead 0..1:0..1",
            ),
            (
                "an addition inside a bead",
                vec![(0..2, 0..2), (1..1, 2..3)],
                "bead 1..1:2..3 overlaps or crosses bead 0..2:0..2",
            ),
            (
                "nothing",
                vec![(3..3, 4..4)],
                "bead 3..3:4..4 holds no segment",
            ),
        ];
        for (name, beads, expected) in rows {
            let error = FixedBeads::new(beads).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("fixed beads: {expected}"),
                "{name}"
            );
        }
    }

    #[test]
    fn omissions_and_additions_side_by_side_have_an_order() {
        for beads in [[(5..6, 3..3), (6..6, 3..4)], [(5..6, 4..4), (5..5, 3..4)]] {
            assert!(FixedBeads::new(beads).is_ok());
        }
    }

    #[test]
    #[should_panic(expected = "fixed bead 0..1:0..9 of a bitext of 1 and 1 segments")]
    fn beads_of_another_bitext_panic() {
        let fixed = FixedBeads::new([(0..1, 0..9)]).unwrap();
        Aligner::new().realign(&bitext(&[0], &[0]), &fixed);
    }
}
