//! [`Bitext`]: a source and a target document together, from two texts or from one page.
//!
//! In: text. Out: two segmented documents. O(bytes).

use std::sync::Arc;

use crate::error::Result;
use crate::page;
use crate::segment::Segmenter;
use crate::text::{Document, Language, Span};

/// An English original (the source) and its Japanese translation (the target). Cloning shares the texts: O(1).
#[derive(Debug, Clone, PartialEq)]
pub struct Bitext {
    source: Document,
    target: Document,
}

impl Bitext {
    /// Segments an English and a Japanese text. Never fails; to have swapped or wrong texts noticed, call
    /// [`page::check_sides`] first. O(bytes).
    pub fn new(source: impl Into<Arc<str>> + Send, target: impl Into<Arc<str>> + Send) -> Self {
        let (source, target) = rayon::join(
            || Segmenter::new(Language::English).document(source.into()),
            || Segmenter::new(Language::Japanese).document(target.into()),
        );
        Bitext { source, target }
    }

    /// Finds both sides of a page that carries them together, and segments them; the spans of both documents
    /// count in the page. O(bytes).
    ///
    /// # Errors
    ///
    /// If the page has one language only, or a third one; the error says what was found.
    pub fn from_page(text: impl Into<Arc<str>>) -> Result<Self> {
        let text = text.into();
        let page = page::split(&text)?;
        let side = |language: Language, blocks: &[Span]| {
            let segmenter = Segmenter::new(language);
            let mut segments = Vec::new();
            let mut paragraph = 0;
            for &block in blocks {
                segmenter.segments_in(&text, block, paragraph, &mut segments);
                paragraph = segments.last().map_or(0, |last| last.paragraph + 1);
            }
            Document::from_segments(Arc::clone(&text), language, segments)
        };
        Ok(Bitext {
            source: side(Language::English, &page.source),
            target: side(Language::Japanese, &page.target),
        })
    }

    /// A bitext of documents segmented elsewhere, in whatever languages.
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
