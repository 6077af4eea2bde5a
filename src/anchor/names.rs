//! Names in kanji of the target that are read as words of the source: units and links of their own.
//!
//! In: the source's vocabulary, the target, a lexicon with readings. Out: for each segment its names, added to the
//! features when both sides have been read. O(characters of the kanji runs), on all cores.

use rustc_hash::FxHashMap;

use crate::anchor::features::{AnchorKind, Side, UnitClass, UnitLink};
use crate::anchor::vocabulary::Vocabulary;
use crate::lexicon::{Lexicon, LexiconMatch};
use crate::name::{KnownRuns, KnownWord, ReadingIndex, may_be_name};
use crate::parallel;
use crate::rows::Rows;
use crate::text::{Document, Language, Span};

/// The fewest segments that a thread reads. Most runs of kanji come again within so many, and are known then.
const AT_ONCE: usize = 1_024;

/// The words of a source that names in kanji may be read as.
pub(super) struct NameReader<'a> {
    index: ReadingIndex,
    /// The unit of each word of the index.
    units: Vec<u32>,
    lexicon: &'a Lexicon,
}

/// The names of a segment.
#[derive(Debug, Clone, Default)]
pub(super) struct FoundNames {
    pub(super) segment: usize,
    pub(super) names: Vec<FoundName>,
    /// Entries of the lexicon that stand inside a name and are no words of their own here.
    inside: Vec<u32>,
}

/// A name in kanji.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundName {
    /// Where it stands, in bytes of the segment; before [`add_names`], of the segment as it is read.
    pub(super) span: Span,
    /// The unit of the source that it is read as.
    source: u32,
    /// Its own unit, which [`add_names`] gives it.
    pub(super) target: u32,
}

impl<'a> NameReader<'a> {
    pub(super) fn new(source: &Vocabulary, target: Language, lexicon: &'a Lexicon) -> Self {
        let readings = lexicon.readings();
        let is_asked = target == Language::Japanese && !readings.is_empty();
        let spellings = source.spellings.iter().filter(|_| is_asked);
        let mut words: Vec<(&str, u32)> = spellings
            .filter(|(word, _)| may_be_name(readings, word))
            .map(|(word, &unit)| (&**word, unit))
            .collect();
        words.sort_unstable();
        NameReader {
            index: ReadingIndex::new(words.iter().map(|word| word.0)),
            units: words.iter().map(|word| word.1).collect(),
            lexicon,
        }
    }

    /// The names of a segment. `runs` remembers the runs of kanji of earlier segments. `source` must be the vocabulary
    /// that `new` got.
    pub(super) fn find<'t>(
        &self,
        text: &'t str,
        source: &Vocabulary,
        runs: &mut KnownRuns<'t>,
    ) -> FoundNames {
        let mut matches: Vec<LexiconMatch> = Vec::new();
        let words = || {
            self.lexicon.matches(text, &mut matches);
            let is_met = |m: &LexiconMatch| self.met_by(m.entry, source).next().is_some();
            let known = |m: &LexiconMatch| KnownWord {
                span: m.span,
                is_met: is_met(m),
            };
            matches.iter().map(known).collect()
        };
        let (mut chosen, mut found) = (Vec::new(), FoundNames::default());
        let readings = self.lexicon.readings();
        self.index.names(readings, text, runs, words, &mut chosen);
        for name in &chosen {
            let unit = self.units[name.word as usize];
            let from = matches.partition_point(|m| m.span.end <= name.span.start);
            let inside = matches[from..]
                .iter()
                .take_while(|m| m.span.end <= name.span.end)
                .filter(|m| name.span.start <= m.span.start);
            // The dictionary may know the name itself.
            if inside
                .clone()
                .any(|m| self.met_by(m.entry, source).any(|met| met == unit))
            {
                continue;
            }
            found.inside.extend(inside.map(|m| m.entry));
            found.names.push(FoundName {
                span: name.span,
                source: unit,
                target: 0,
            });
        }
        found
    }

    /// The segments of a document that hold names, in order; none if the source has no word that may be one.
    pub(super) fn find_all(&self, target: &Document, source: &Vocabulary) -> Vec<FoundNames> {
        if self.index.is_empty() {
            return Vec::new();
        }
        // One part for each thread, since a thread does not know the runs that another has met.
        let segments: Vec<usize> = (0..target.segments().len()).collect();
        let at_once = segments.len().div_ceil(parallel::n_threads());
        let parts = parallel::map_chunks(&segments, at_once.max(AT_ONCE), |part| {
            let mut runs = KnownRuns::default();
            let found = part.iter().filter_map(|&segment| {
                let found = self.find(target.read_text(segment), source, &mut runs);
                (!found.names.is_empty()).then_some(FoundNames { segment, ..found })
            });
            found.collect::<Vec<_>>()
        });
        parts.into_iter().flatten().collect()
    }

    /// The units of the source that an entry of the lexicon means.
    fn met_by(&self, entry: u32, source: &Vocabulary) -> impl Iterator<Item = u32> {
        let stems = self.lexicon.stems(entry);
        stems.filter_map(|stem| source.find_word(stem))
    }
}

/// Adds the names of the target to its side as units of their own, beyond those known so far, and adds their links.
pub(super) fn add_names(
    names: &mut [FoundNames],
    target: &Document,
    vocabulary: &Vocabulary,
    side: &mut Side,
    links: &mut Vec<UnitLink>,
) {
    if names.is_empty() {
        return;
    }
    let n_known = links.len();
    let mut units: FxHashMap<&str, u32> = FxHashMap::default();
    let mut rows = Rows::default();
    let mut row: Vec<u32> = Vec::new();
    for found in names {
        rows.append_some(&side.units, rows.len()..found.segment);
        row.clear();
        row.extend_from_slice(side.units.row(found.segment));
        for unit in found
            .inside
            .iter()
            .filter_map(|&e| vocabulary.find_entry(e))
        {
            row.retain(|&own| own != unit);
        }
        for name in &mut found.names {
            let next = (side.n_units + units.len()) as u32;
            let text = name.span.of(target.read_text(found.segment));
            name.target = *units.entry(text).or_insert(next);
            name.span = target.written(found.segment, name.span);
            row.push(name.target);
            links.push(UnitLink {
                source: name.source,
                target: name.target,
                kind: AnchorKind::Reading,
            });
        }
        row.sort_unstable();
        row.dedup();
        rows.push(row.iter().copied());
    }
    rows.append_some(&side.units, rows.len()..side.units.len());
    side.units = rows;
    side.n_units += units.len();
    side.classes.resize(side.n_units, UnitClass::Kanji);
    side.is_word.resize(side.n_units, false);
    // The known ones are sorted and are for smaller units.
    let mut new = links.split_off(n_known);
    new.sort_unstable_by_key(|l| (l.target, l.source));
    new.dedup();
    links.append(&mut new);
}
