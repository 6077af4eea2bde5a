//! [`Bitext`]: a source and a target document together, from two texts or from one page.
//!
//! In: text. Out: two segmented documents. O(bytes).

use std::sync::Arc;

use crate::error::Result;
use crate::page;
use crate::parallel;
use crate::segment::Segmenter;
use crate::text::{Document, IntoText, Language, Span};

/// An English original (the source) and its Japanese translation (the target). Cloning shares the texts: O(1).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Bitext {
    source: Document,
    target: Document,
}

impl Bitext {
    /// Segments an English and a Japanese text. Never fails; to have swapped or wrong texts noticed, call
    /// [`page::check_sides`] first. O(bytes), on two threads.
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

    /// Cuts each text with a segmenter of its own: one that knows more abbreviations, or another language. O(bytes), on
    /// two threads.
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
    /// assert_eq!(bitext.source().segments().len(), 1);
    /// ```
    pub fn with_segmenters(
        source: (&Segmenter, impl IntoText),
        target: (&Segmenter, impl IntoText),
    ) -> Self {
        let (source, target) = parallel::join(
            || source.0.document(source.1),
            || target.0.document(target.1),
        );
        Bitext { source, target }
    }

    /// Finds both sides of a page that carries them together, and segments them; the spans of both documents
    /// count in the page. O(bytes).
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
    /// If the page has one language only, or a third one; the error says what was found.
    pub fn from_page(text: impl IntoText) -> Result<Self> {
        let [english, japanese] = usual_segmenters();
        Bitext::from_page_with_segmenters(text, &english, &japanese)
    }

    /// The same as [`Bitext::from_page`], cut by segmenters of your own: the first cuts the English side, the second the
    /// Japanese one. O(bytes).
    ///
    /// ```
    /// use taiyaku::{Bitext, Language, segment::Segmenter};
    ///
    /// let page = "森林課から返事が来た。皆が喜んだ。\n\nThe Abt. Forst replied. Everybody was glad about it.\n";
    /// let english = Segmenter::new(Language::English).with_abbreviation("Abt.");
    /// let japanese = Segmenter::new(Language::Japanese);
    /// let bitext = Bitext::from_page_with_segmenters(page, &english, &japanese)?;
    /// assert_eq!(bitext.source().segment_text(0), "The Abt. Forst replied.");
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the page has one language only, or a third one; the error says what was found.
    pub fn from_page_with_segmenters(
        text: impl IntoText,
        source: &Segmenter,
        target: &Segmenter,
    ) -> Result<Self> {
        let text = text.into_text();
        let page = page::split(&text)?;
        let side = |segmenter: &Segmenter, blocks: &[Span]| {
            let mut segments = Vec::new();
            let mut paragraph = 0;
            for &block in blocks {
                segmenter.segments_in(&text, block, paragraph, &mut segments);
                paragraph = segments.last().map_or(0, |last| last.paragraph + 1);
            }
            Document::from_segments(Arc::clone(&text), segmenter.language(), segments)
        };
        Ok(Bitext {
            source: side(source, &page.source),
            target: side(target, &page.target),
        })
    }

    /// A bitext of documents segmented elsewhere, in whatever languages.
    ///
    /// ```
    /// use taiyaku::{Bitext, Document, Language};
    ///
    /// let english = Document::from_lines("It rained.\nWe stayed.", Language::English);
    /// let japanese = Document::from_lines("雨が降った。\n家にいた。", Language::Japanese);
    /// let bitext = Bitext::from_documents(english, japanese);
    /// assert_eq!(bitext.target().segments().len(), 2);
    /// ```
    pub fn from_documents(source: Document, target: Document) -> Self {
        Bitext { source, target }
    }

    /// The original.
    pub fn source(&self) -> &Document {
        &self.source
    }

    /// The translation.
    pub fn target(&self) -> &Document {
        &self.target
    }
}

/// How an English and a Japanese text are cut if nothing else is said.
fn usual_segmenters() -> [Segmenter; 2] {
    [Language::English, Language::Japanese].map(Segmenter::new)
}
