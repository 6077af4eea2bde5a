//! What the checks look at: the bitext pair by pair, with the anchors and numbers of every segment found once.
//!
//! In: a bitext, its alignment and options. Out: a [`View`]. O(bytes).

use std::ops::Range;
use std::sync::LazyLock;

use crate::align::{Aligner, Alignment, Bead, Moved};
use crate::anchor::survey::Survey;
use crate::bitext::Bitext;
use crate::number::{Number, numbers};
use crate::review::finding::{Check, Draft, Severity};
use crate::review::options::ReviewOptions;
use crate::text::{Document, Span, script};

/// The checks that look at what was moved.
const ASK_FOR_MOVED: [Check; 3] = [Check::Moved, Check::Omission, Check::Addition];
/// The checks that look at the anchors of both sides.
const ASK_FOR_ANCHORS: [Check; 7] = [
    Check::Omission,
    Check::Addition,
    Check::PartialOmission,
    Check::PartialAddition,
    Check::Name,
    Check::Terminology,
    Check::Glossary,
];

/// A bitext under review.
pub(crate) struct View<'a> {
    pub(crate) source: Side<'a>,
    pub(crate) target: Side<'a>,
    pub(crate) beads: &'a [Bead],
    pub(crate) options: &'a ReviewOptions,
    /// The anchors of both sides, read when they are first asked for.
    pub(crate) survey: LazySurvey<'a>,
    /// The passages that stand at another place of the translation.
    pub(crate) moved: Vec<Moved>,
}

pub(crate) type LazySurvey<'a> = LazyLock<Survey, Box<dyn FnOnce() -> Survey + Send + 'a>>;

/// One document under review.
pub(crate) struct Side<'a> {
    pub(crate) document: &'a Document,
    /// The numbers of each segment, their spans in the document's text.
    numbers: Vec<Vec<Number>>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        bitext: &'a Bitext,
        alignment: &'a Alignment,
        options: &'a ReviewOptions,
    ) -> Self {
        let (source, target) = (bitext.source(), bitext.target());
        let has_any = |checks: &[Check]| checks.iter().any(|&check| options.has(check));
        let lexicon = &options.lexicon;
        let aligner = || Aligner::builder().lexicon(lexicon.clone()).build();
        // What checks on several threads ask for is there before they begin: one of them that waited for another would
        // take up a third's work, which may wait for it in turn.
        let ((survey, moved), sides) = rayon::join(
            || {
                if !has_any(&ASK_FOR_ANCHORS) {
                    let survey: LazySurvey<'a> =
                        LazyLock::new(Box::new(|| Survey::new(source, target, lexicon)));
                    let moved = has_any(&ASK_FOR_MOVED).then(|| aligner().moved(bitext, alignment));
                    return (survey, moved);
                }
                let (survey, features) = Survey::with_features(source, target, lexicon);
                let moved = has_any(&ASK_FOR_MOVED)
                    .then(|| aligner().moved_by(bitext, &features, alignment));
                let survey: LazySurvey<'a> = LazyLock::new(Box::new(|| survey));
                LazyLock::force(&survey);
                (survey, moved)
            },
            || rayon::join(|| Side::new(source), || Side::new(target)),
        );
        View {
            source: sides.0,
            target: sides.1,
            beads: alignment.beads(),
            options,
            survey,
            moved: moved.unwrap_or_default(),
        }
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

    /// The numbers of the beads before and after one, a null run counted as one bead, that may have been cut
    /// at another place on the other side.
    pub(crate) fn neighbours(&self, bead: usize) -> impl Iterator<Item = &'a Bead> + '_ {
        let range = bead.saturating_sub(1)..(bead + 2).min(self.beads.len());
        range.filter(move |&k| k != bead).map(|k| &self.beads[k])
    }
}

impl<'a> Side<'a> {
    fn new(document: &'a Document) -> Self {
        let segments = document.segments().iter();
        let numbers = segments.map(|segment| {
            let mut numbers = numbers(segment.span.of(document.text()), document.language());
            for number in &mut numbers {
                number.span = number.span.shifted(segment.span.start);
            }
            numbers
        });
        Side {
            document,
            numbers: numbers.collect(),
        }
    }

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
        script::weigh(self.segment(segment), self.document.language()).length
    }

    /// The numbers of some segments.
    pub(crate) fn numbers(&self, segments: &Range<usize>) -> impl Iterator<Item = &Number> {
        self.numbers[segments.clone()].iter().flatten()
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
        (self.english, self.japanese) = (english.into(), japanese.into());
        self
    }
}
