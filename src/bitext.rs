//! [`Bitext`]: a source and a target document, from two texts or from one page.
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
        Bitext { source, target }
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
        Bitext { source, target }
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

/// The default segmenters for English and Japanese.
fn usual_segmenters() -> [Segmenter; 2] {
    [Language::English, Language::Japanese].map(Segmenter::new)
}
