//! The search of a text for words of a [`ReadingIndex`], run of kanji by run of kanji.
//!
//! In: an index, readings and a text. Out: which pieces of its runs can be read as which words. O(characters of
//! the runs · steps), see [`Walk`]; a run that was met before costs one look-up.

use rustc_hash::FxHashMap;

use super::index::{ReadingIndex, ReadingMatch};
use super::kanji::kanji_runs;
use super::table::Readings;
use super::walk::Walk;

impl ReadingIndex {
    /// Adds every piece of the text's kanji runs that can be read as a word, whatever it is worth, in the order of
    /// where they start. O(characters of the runs · steps), see [`Readings`].
    pub fn candidates(&self, readings: &Readings, text: &str, out: &mut Vec<ReadingMatch>) {
        if self.is_empty() {
            return;
        }
        let mut walk = Walk::default();
        for run in kanji_runs(text) {
            let first = out.len();
            walk.candidates(self, readings, run.of(text), out);
            for found in &mut out[first..] {
                found.span = found.span.shifted(run.start);
            }
        }
    }
}

/// The candidates of the runs of kanji met so far. Most runs of a text occur again.
#[derive(Debug, Default)]
pub(crate) struct KnownRuns<'t> {
    places: FxHashMap<&'t str, (usize, usize)>,
    found: Vec<ReadingMatch>,
    walk: Walk,
}

impl<'t> KnownRuns<'t> {
    /// Adds those candidates of a text that are worth at least so much, as [`ReadingIndex::candidates`] does.
    pub(super) fn candidates(
        &mut self,
        index: &ReadingIndex,
        readings: &Readings,
        text: &'t str,
        least: f32,
        out: &mut Vec<ReadingMatch>,
    ) {
        for run in kanji_runs(text) {
            let (first, end) = *self.places.entry(run.of(text)).or_insert_with(|| {
                let first = self.found.len();
                self.walk
                    .candidates(index, readings, run.of(text), &mut self.found);
                let mut kept = first;
                for at in first..self.found.len() {
                    if least <= self.found[at].score {
                        self.found[kept] = self.found[at];
                        kept += 1;
                    }
                }
                self.found.truncate(kept);
                (first, kept)
            });
            out.extend(self.found[first..end].iter().map(|&found| ReadingMatch {
                span: found.span.shifted(run.start),
                ..found
            }));
        }
    }
}
