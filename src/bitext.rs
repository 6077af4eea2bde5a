//! [`Bitext`]: a source and a target document, from two texts or from one page.
//!
//! In: text. Out: two segmented documents. O(bytes).

#[cfg(test)]
mod tests;
mod twins;

use std::ops::Range;
use std::sync::Arc;

use crate::error::Result;
use crate::page;
use crate::parallel;
use crate::segment::Segmenter;
use crate::text::{Content, Document, IntoText, Language, Span};

/// An English original (the source) and its Japanese translation (the target). Cloning shares the texts: O(1).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "UncheckedBitext"))]
pub struct Bitext {
    source: Document,
    target: Document,
    /// Ranges of segments that the format says translate each other, in order.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty")
    )]
    known: Vec<(Range<usize>, Range<usize>)>,
    /// The confidence of each known bead; empty if all are certain.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty")
    )]
    known_confidences: Vec<f32>,
}

impl Bitext {
    /// Segments an English and a Japanese text. Never fails. To detect swapped or wrong texts, call [`page::check_sides`]
    /// first. O(bytes), on two threads.
    ///
    /// ```
    /// use taiyaku::Bitext;
    ///
    /// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
    /// assert_eq!(bitext.source().segments().len(), 2);
    /// ```
    pub fn new(source: impl IntoText, target: impl IntoText) -> Self {
        let [english, japanese] = usual_segmenters();
        Bitext::with_segmenters((&english, source), (&japanese, target))
    }

    /// Segments each text with its own [`Segmenter`], for example one with more abbreviations or for another language.
    /// O(bytes), on two threads.
    ///
    /// ```
    /// use taiyaku::{Bitext, Language, segment::Segmenter};
    ///
    /// let english = Segmenter::new(Language::English).with_abbreviation("Abt.");
    /// let japanese = Segmenter::new(Language::Japanese);
    /// let bitext = Bitext::with_segmenters(
    ///     (&english, "The Abt. Forst replied."),
    ///     (&japanese, "森林課から返事が来た。"),
    /// );
    /// assert_eq!(bitext.source().sentences().count(), 1);
    /// ```
    pub fn with_segmenters(
        source: (&Segmenter, impl IntoText),
        target: (&Segmenter, impl IntoText),
    ) -> Self {
        let (source, target) = parallel::join(
            || source.0.document(source.1),
            || target.0.document(target.1),
        );
        Bitext::from_documents(source, target)
    }

    /// Segments what readers made of two files. Blocks with equal keys and equal blocks of code are
    /// [known beads](Bitext::known_beads). O(bytes), on two threads.
    ///
    /// ```
    /// use taiyaku::text::{BlockKind, ContentBuilder};
    /// use taiyaku::Bitext;
    ///
    /// let content = |heading: &str, text: &str| {
    ///     let mut builder = ContentBuilder::of_container();
    ///     builder.begin(BlockKind::Heading).key("rain").insert(heading);
    ///     builder.begin(BlockKind::Paragraph).insert(text);
    ///     builder.finish()
    /// };
    /// let bitext = Bitext::from_contents(content("Rain", "It rained."), content("雨", "雨が降った。"));
    /// assert_eq!(bitext.known_beads(), [(0..1, 0..1)]);
    /// ```
    pub fn from_contents(source: impl Into<Arc<Content>>, target: impl Into<Arc<Content>>) -> Self {
        let [english, japanese] = usual_segmenters();
        Bitext::from_contents_with_segmenters((&english, source.into()), (&japanese, target.into()))
    }

    /// Like [`Bitext::from_contents`], with your own segmenters. O(bytes), on two threads.
    #[must_use]
    pub fn from_contents_with_segmenters(
        source: (&Segmenter, Arc<Content>),
        target: (&Segmenter, Arc<Content>),
    ) -> Self {
        let (source, target) = parallel::join(
            || source.0.document_of(source.1),
            || target.0.document_of(target.1),
        );
        let known = twins::known_beads(&source, &target);
        Bitext {
            source,
            target,
            known,
            known_confidences: Vec::new(),
        }
    }

    /// Finds the two sides of a page that holds both languages, and segments them. The spans of both documents count in the
    /// page. O(bytes).
    ///
    /// ```
    /// use taiyaku::Bitext;
    ///
    /// let page = "雨が降った。家にいた。\n\n原文を表示\n\nIt rained all day. We stayed at home.\n";
    /// let bitext = Bitext::from_page(page)?;
    /// assert_eq!(bitext.source().segment_text(0), "It rained all day.");
    /// assert_eq!(bitext.target().segment_text(0), "雨が降った。");
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the page lacks English or Japanese, or holds a third language. The error says what was found.
    pub fn from_page(text: impl IntoText) -> Result<Self> {
        let [english, japanese] = usual_segmenters();
        Bitext::from_page_with_segmenters(text, &english, &japanese)
    }

    /// Like [`Bitext::from_page`], with your own segmenters: `source` for the English side, `target` for the Japanese side.
    /// O(bytes).
    ///
    /// ```
    /// use taiyaku::{Bitext, Language, segment::Segmenter};
    ///
    /// let page = "森林課から返事が来た。皆が喜んだ。\n\nThe Abt. Forst replied. Everybody was glad about it.\n";
    /// let english = Segmenter::new(Language::English).with_abbreviation("Abt.");
    /// let japanese = Segmenter::new(Language::Japanese);
    /// let bitext = Bitext::from_page_with_segmenters(page, &english, &japanese)?;
    /// assert_eq!(bitext.source().sentences().count(), 2);
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the page lacks English or Japanese, or holds a third language. The error says what was found.
    pub fn from_page_with_segmenters(
        text: impl IntoText,
        source: &Segmenter,
        target: &Segmenter,
    ) -> Result<Self> {
        Bitext::from_page_content_with_segmenters(Content::plain(text), source, target)
    }

    /// Finds the two sides of what a reader made of a page that holds both languages, and segments them. O(bytes).
    ///
    /// # Errors
    ///
    /// If the page lacks English or Japanese, or holds a third language. The error says what was found.
    pub fn from_page_content(content: impl Into<Arc<Content>>) -> Result<Self> {
        let [english, japanese] = usual_segmenters();
        Bitext::from_page_content_with_segmenters(content, &english, &japanese)
    }

    fn from_page_content_with_segmenters(
        content: impl Into<Arc<Content>>,
        source: &Segmenter,
        target: &Segmenter,
    ) -> Result<Self> {
        let content = content.into();
        let page = page::split(content.text())?;
        let side =
            |segmenter: &Segmenter, spans: &[Span]| segmenter.document_of(content.within(spans));
        let (source, target) = (side(source, &page.source), side(target, &page.target));
        Ok(Bitext::from_documents(source, target))
    }

    /// Makes a bitext from segmented documents, in any languages. O(1).
    ///
    /// ```
    /// use taiyaku::{Bitext, Document, Language};
    ///
    /// let english = Document::from_lines("It rained.\nWe stayed.", Language::English);
    /// let japanese = Document::from_lines("雨が降った。\n家にいた。", Language::Japanese);
    /// let bitext = Bitext::from_documents(english, japanese);
    /// assert_eq!(bitext.target().segments().len(), 2);
    /// ```
    #[must_use]
    pub fn from_documents(source: Document, target: Document) -> Self {
        Bitext {
            source,
            target,
            known: Vec::new(),
            known_confidences: Vec::new(),
        }
    }

    /// Makes a bitext of which some beads are known, as ranges of segments of both sides, in order. An
    /// [`Aligner`](crate::Aligner) keeps them and aligns the rest. A range is empty for an omission or addition. O(beads).
    ///
    /// ```
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new("It rained. It poured. We stayed.", "雨が降った。家にいた。");
    /// let documents = (bitext.source().clone(), bitext.target().clone());
    /// let bitext = Bitext::from_documents(documents.0, documents.1).with_known_beads(vec![(0..2, 0..1)]);
    /// let alignment = Aligner::new().align(&bitext);
    /// assert_eq!(alignment.beads()[0].source, 0..2);
    /// ```
    ///
    /// # Panics
    ///
    /// If the beads overlap, cross each other, hold no segment, or end beyond the last segment.
    #[must_use]
    pub fn with_known_beads(self, known: Vec<(Range<usize>, Range<usize>)>) -> Self {
        let bitext = Bitext {
            known,
            known_confidences: Vec::new(),
            ..self
        };
        if let Err(message) = bitext.check() {
            panic!("{message}");
        }
        bitext
    }

    /// Sets the confidence of each [known bead](Bitext::known_beads), 0 to 1: what a file that is aligned already says of its
    /// pairs. An alignment has them as they are. Default: 1.
    ///
    /// ```
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new("It rained.", "雨が降った。").with_known_beads(vec![(0..1, 0..1)]);
    /// let bitext = bitext.with_known_confidences(vec![0.75]);
    /// assert_eq!(Aligner::new().align(&bitext).beads()[0].confidence, 0.75);
    /// ```
    ///
    /// # Panics
    ///
    /// If there are not as many as known beads, or one is not from 0 to 1.
    #[must_use]
    pub fn with_known_confidences(self, confidences: Vec<f32>) -> Self {
        let bitext = Bitext {
            known_confidences: confidences,
            ..self
        };
        if let Err(message) = bitext.check() {
            panic!("{message}");
        }
        bitext
    }

    /// The confidence of a known bead.
    pub(crate) fn known_confidence(&self, bead: usize) -> f32 {
        self.known_confidences.get(bead).copied().unwrap_or(1.0)
    }

    /// Checks the known beads. The message names the wrong one.
    fn check(&self) -> Result<(), String> {
        let (mut i, mut j) = (0, 0);
        for (source, target) in &self.known {
            let follows = i <= source.start && j <= target.start;
            let is_bead = source.start <= source.end && target.start <= target.end;
            let is_empty = source.is_empty() && target.is_empty();
            if !follows || !is_bead || is_empty {
                return Err(format!(
                    "known bead {source:?}:{target:?} does not follow segments {i} and {j}"
                ));
            }
            (i, j) = (source.end, target.end);
        }
        let n_confidences = self.known_confidences.len();
        if n_confidences != 0 && n_confidences != self.known.len() {
            return Err(format!(
                "{n_confidences} confidences of {} known beads",
                self.known.len()
            ));
        }
        let mut confidences = self.known_confidences.iter();
        if let Some(wrong) = confidences.find(|confidence| !(0.0..=1.0).contains(*confidence)) {
            return Err(format!("{wrong} is no confidence from 0 to 1"));
        }
        match i <= self.source.segments().len() && j <= self.target.segments().len() {
            true => Ok(()),
            false => Err(format!("the known beads end at segments {i} and {j}")),
        }
    }

    /// The beads that the format knows, as ranges of segments of both sides, in order: blocks with equal keys, equal code, the
    /// units of a file that is aligned already. An [`Aligner`](crate::Aligner) keeps them.
    #[must_use]
    pub fn known_beads(&self) -> &[(Range<usize>, Range<usize>)] {
        &self.known
    }

    /// Whether ranges of segments hold code alone, on both sides or on their only side. O(segments log blocks).
    ///
    /// # Panics
    ///
    /// If a range ends beyond the last segment.
    #[must_use]
    pub fn is_code(&self, source: &Range<usize>, target: &Range<usize>) -> bool {
        source.clone().all(|k| self.source.is_code(k))
            && target.clone().all(|k| self.target.is_code(k))
    }

    /// The original document.
    #[must_use]
    pub fn source(&self) -> &Document {
        &self.source
    }

    /// The translated document.
    #[must_use]
    pub fn target(&self) -> &Document {
        &self.target
    }
}

/// A deserialised bitext, before its known beads are checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct UncheckedBitext {
    source: Document,
    target: Document,
    #[serde(default)]
    known: Vec<(Range<usize>, Range<usize>)>,
    #[serde(default)]
    known_confidences: Vec<f32>,
}

#[cfg(feature = "serde")]
impl TryFrom<UncheckedBitext> for Bitext {
    type Error = String;

    fn try_from(unchecked: UncheckedBitext) -> Result<Self, String> {
        let bitext = Bitext {
            source: unchecked.source,
            target: unchecked.target,
            known: unchecked.known,
            known_confidences: unchecked.known_confidences,
        };
        bitext.check().map(|()| bitext)
    }
}

/// The default segmenters for English and Japanese.
fn usual_segmenters() -> [Segmenter; 2] {
    [Language::English, Language::Japanese].map(Segmenter::new)
}
