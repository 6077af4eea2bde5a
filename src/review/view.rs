//! What the checks look at: the bitext pair by pair, with the anchors and numbers of every segment.
//!
//! In: a bitext that was read, its alignment and options. Out: a [`View`]. O(bytes).

use std::ops::Range;
use std::sync::OnceLock;

use crate::align::moved;
use crate::align::settings::Settings;
use crate::align::{Alignment, Bead, Moved};
use crate::anchor::Anchored;
use crate::anchor::places::{Anchor, AnchorPlaces};
use crate::lexicon::Lexicon;
use crate::number::Number;
use crate::parallel;
use crate::review::check::{Check, Needs};
use crate::review::finding::{Draft, Severity};
use crate::review::learned::LearnedPieces;
use crate::review::lengths::Lengths;
use crate::review::name_table::NameTable;
use crate::review::options::ReviewOptions;
use crate::review::source_words::{SourceWord, SourceWords};
use crate::text::{Document, Language, Span, on_one_line};

/// A bitext under review.
pub(crate) struct View<'a> {
    pub(crate) source: Side<'a>,
    pub(crate) target: Side<'a>,
    pub(crate) beads: &'a [Bead],
    pub(crate) options: &'a ReviewOptions,
    pub(crate) anchored: &'a Anchored,
    /// The anchors of both sides in their places.
    pub(crate) anchors: AnchorPlaces<'a>,
    /// The passages that stand at another place of the translation.
    pub(crate) moved: Vec<Moved>,
    /// What the alignment teaches of the words of this document.
    pub(crate) learned: LearnedPieces,
    /// What it tells of its lengths.
    pub(crate) lengths: Lengths,
    /// The table of names, made when [`names::table`](crate::review::names::table) is first asked for it.
    pub(crate) names: OnceLock<NameTable>,
    /// The words of the original, read when they are first asked for.
    source_words: OnceLock<SourceWords>,
}

/// One document under review.
pub(crate) struct Side<'a> {
    pub(crate) document: &'a Document,
    anchored: &'a Anchored,
    numbers: fn(&Anchored, Range<usize>) -> &[Number],
    lengths: &'a [f32],
}

impl<'a> View<'a> {
    pub(crate) fn new(
        anchored: &'a Anchored,
        alignment: &'a Alignment,
        options: &'a ReviewOptions,
    ) -> Self {
        let bitext = anchored.bitext();
        alignment.assert_tiles(bitext);
        let needs = |what: Needs| {
            let mut checks = Check::ALL.into_iter().filter(|&check| options.has(check));
            checks.any(|check| check.needs() == what)
        };
        let needs_moved = needs(Needs::Moved) && moved::is_possible(alignment);
        let needs_learned = needs(Needs::LearnedWords);
        let settings = Settings::default();
        // What checks on several threads ask for is there before they begin: one of them that waited for another would
        // take up a third's work, which may wait for it in turn.
        let (anchors, (moved, learned)) = parallel::join(
            || anchored.places(),
            || {
                if !needs_moved && !needs_learned {
                    return Default::default();
                }
                let lexicon = settings.learned(anchored, alignment);
                let moved = match needs_moved {
                    true => moved::find(anchored, &settings, alignment, &lexicon),
                    false => Vec::new(),
                };
                let n_segments = bitext.target().segments().len();
                (moved, LearnedPieces::new(lexicon, n_segments))
            },
        );
        View {
            source: Side {
                document: bitext.source(),
                anchored,
                numbers: Anchored::source_numbers,
                lengths: &anchored.features().source.length,
            },
            target: Side {
                document: bitext.target(),
                anchored,
                numbers: Anchored::target_numbers,
                lengths: &anchored.features().target.length,
            },
            beads: alignment.beads(),
            options,
            anchored,
            lengths: Lengths::new(anchored, alignment.beads()),
            anchors,
            moved,
            learned,
            names: OnceLock::new(),
            source_words: OnceLock::new(),
        }
    }

    /// Whether a Japanese translation of an English original is reviewed, of which some checks know more.
    pub(super) fn is_english_to_japanese(&self) -> bool {
        let languages = [&self.source, &self.target].map(|side| side.document.language());
        languages == [Language::English, Language::Japanese]
    }

    /// The lexicon by which the bitext was read.
    pub(crate) fn lexicon(&self) -> &'a Lexicon {
        self.anchored.lexicon()
    }

    /// The words of the original. One thread reads them, so that nobody waits for work of his own.
    pub(super) fn source_words(&self) -> &SourceWords {
        let document = self.source.document;
        self.source_words.get_or_init(|| SourceWords::of(document))
    }

    /// The words of a bead's original, unless a word may go on from one of its segments to the next.
    pub(super) fn words_of(&self, bead: &Bead) -> Option<&[SourceWord]> {
        let segments = &self.source.document.segments()[bead.source.clone()];
        let mut neighbours = segments.windows(2);
        let are_apart = neighbours.all(|two| two[0].span.end < two[1].span.start);
        are_apart.then(|| self.source_words().of_segments(bead.source.clone()))
    }

    /// How many words of a part of a bead's original count, and how many of them a part of its translation has. O(words of both).
    pub(super) fn n_met(
        &self,
        bead: &Bead,
        (source, target): (Span, Span),
        counts: impl Fn(&Anchor) -> bool,
    ) -> (usize, usize) {
        let is_within = |at: Span, span: Span| at.start <= span.start && span.end <= at.end;
        let theirs = self.anchors.target.of(bead.target.clone()).iter();
        let mut met: Vec<u32> = theirs
            .filter(|anchor| is_within(target, anchor.span))
            .flat_map(|anchor| self.anchors.met_by(anchor.unit).map(|(unit, _)| unit))
            .collect();
        met.sort_unstable();
        let ours = self.anchors.source.of(bead.source.clone()).iter();
        let ours = ours.filter(|anchor| is_within(source, anchor.span) && counts(anchor));
        ours.fold((0, 0), |(n, n_met), anchor| {
            let is_met = met.binary_search(&anchor.unit).is_ok();
            (n + 1, n_met + usize::from(is_met))
        })
    }

    /// The beads with text on both sides, numbered.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (usize, &'a Bead)> + '_ {
        let numbered = self.beads.iter().enumerate();
        numbered.filter(|(_, bead)| !bead.is_null())
    }

    /// The text of the source of a bead from its first to its last segment, as it stands in the document.
    pub(crate) fn source_text(&self, bead: &Bead) -> &'a str {
        self.source.span(&bead.source).of(self.source.text())
    }

    /// The text of the target of a bead from its first to its last segment.
    pub(crate) fn target_text(&self, bead: &Bead) -> &'a str {
        self.target.span(&bead.target).of(self.target.text())
    }

    /// The beads before and after one, a null run counted as one bead, that may have been cut at another place on the
    /// other side.
    pub(crate) fn neighbours(&self, bead: usize) -> impl Iterator<Item = &'a Bead> + '_ {
        self.beside(bead).map(|k| &self.beads[k])
    }

    /// The numbers of the beads before and after one.
    pub(crate) fn beside(&self, bead: usize) -> impl Iterator<Item = usize> + use<> {
        let range = bead.saturating_sub(1)..(bead + 2).min(self.beads.len());
        range.filter(move |&k| k != bead)
    }
}

impl<'a> Side<'a> {
    /// The whole document's text.
    pub(crate) fn text(&self) -> &'a str {
        self.document.text()
    }

    /// The text of one segment.
    pub(crate) fn segment(&self, segment: usize) -> &'a str {
        self.document.segments()[segment]
            .span
            .of(self.document.text())
    }

    /// From the first to the last of some segments; empty for none.
    pub(crate) fn span(&self, segments: &Range<usize>) -> Span {
        match &self.document.segments()[segments.clone()] {
            [] => Span::new(0, 0),
            [first, .., last] => Span::new(first.span.start, last.span.end),
            [only] => only.span,
        }
    }

    /// One span a segment.
    pub(crate) fn spans(&self, segments: &Range<usize>) -> Vec<Span> {
        let segments = &self.document.segments()[segments.clone()];
        segments.iter().map(|segment| segment.span).collect()
    }

    /// The length of a segment in characters of English.
    pub(crate) fn length(&self, segment: usize) -> f32 {
        self.lengths[segment]
    }

    /// The numbers of some segments, their spans in bytes of the document's text.
    pub(crate) fn numbers(&self, segments: &Range<usize>) -> &'a [Number] {
        (self.numbers)(self.anchored, segments.clone())
    }
}

/// A finding of one bead under construction.
pub(crate) fn draft(check: Check, severity: Severity, bead: usize) -> Draft {
    Draft {
        check,
        severity,
        beads: bead..bead + 1,
        source: Vec::new(),
        target: Vec::new(),
        english: String::new(),
        japanese: String::new(),
    }
}

/// A finding of one bead: a word of its original and what stands in its place; both spans count in the texts of the bead.
pub(crate) fn draft_instead(
    view: &View<'_>,
    (check, severity): (Check, Severity),
    k: usize,
    (word, place): (Span, Span),
) -> Draft {
    let bead = &view.beads[k];
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    let (english, japanese) = (word.of(source), place.of(target));
    draft(check, severity, k)
        .source([word.shifted(view.source.span(&bead.source).start)])
        .target([place.shifted(view.target.span(&bead.target).start)])
        .because(
            format!("“{english}” in the original, {japanese} in the translation"),
            format!("原文は“{english}”だが、訳文は「{japanese}」になっている"),
        )
}

/// A finding of one cause with all its places in the translation, in order: their beads and spans.
///
/// # Panics
///
/// If there is no place.
pub(crate) fn draft_in_places(check: Check, severity: Severity, places: &[(usize, Span)]) -> Draft {
    let first = places[0].0;
    draft(check, severity, first).target(places.iter().map(|(_, span)| *span))
}

/// In how many places something stands, to go behind a reason; nothing for one place.
pub(crate) fn in_english(n_places: usize) -> String {
    match n_places {
        1 => String::new(),
        _ => format!(" ({n_places} places)"),
    }
}

/// The same in Japanese.
pub(crate) fn in_japanese(n_places: usize) -> String {
    match n_places {
        1 => String::new(),
        _ => format!("（{n_places} か所）"),
    }
}

impl Draft {
    pub(crate) fn source(mut self, spans: impl IntoIterator<Item = Span>) -> Self {
        self.source.extend(spans);
        self
    }

    pub(crate) fn target(mut self, spans: impl IntoIterator<Item = Span>) -> Self {
        self.target.extend(spans);
        self
    }

    pub(crate) fn because(
        mut self,
        english: impl Into<String>,
        japanese: impl Into<String>,
    ) -> Self {
        self.english = on_line(english.into(), Language::English);
        self.japanese = on_line(japanese.into(), Language::Japanese);
        self
    }
}

/// A reason on one line: words that it quotes may stand on several.
fn on_line(reason: String, language: Language) -> String {
    match reason.contains(['\n', '\r']) {
        true => on_one_line(&reason, language).into_owned(),
        false => reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_one_line() {
        let words = "It rained\r\nall day";
        let draft = draft(Check::Untranslated, Severity::Error, 0).because(
            format!("“{words}” is left"),
            format!("「{words}」が\n残っている"),
        );
        assert_eq!(draft.english, "“It rained all day” is left");
        assert_eq!(draft.japanese, "「It rained all day」が残っている");
    }
}
