//! Documents of Word (`.docx`), slides of PowerPoint (`.pptx`) and text documents of LibreOffice (`.odt`).
//!
//! In: the bytes of a file. Out: a [`Content`] whose blocks have the part and the paragraph as their place. Kept: paragraphs,
//! headings, list items, cells, captions, text boxes, the alternative texts of pictures, notes after the paragraph that refers
//! to them, the notes of speakers, diagrams of PowerPoint. Left out: deleted and hidden text, codes of fields, readings of ruby,
//! comments, headers and footers, charts, embedded objects, what only a layout of slides has. Limits: those of
//! [`Format::read_container`](crate::format::Format::read_container). O(unpacked bytes).
//!
//! Out, the other way: pairs as a document of Word in two columns, for reading and printing.

mod docx;
mod docx_parts;
mod docx_styles;
mod docx_writer;
mod odt;
mod odt_styles;
mod pptx;
mod relations;
mod slide;
mod spaces;
mod story;

use crate::error::Result;
use crate::format::archive::{Archive, LIMITS};
use crate::text::Content;

pub use crate::format::office::docx_writer::write_docx;

/// Reads a document of Word. O(unpacked bytes).
///
/// # Errors
///
/// If the file is damaged, encrypted, too large, or no document of Word. The error names the part and the byte.
pub(crate) fn docx(bytes: &[u8]) -> Result<Content> {
    let mut archive = Archive::open(bytes, LIMITS)?;
    docx::read(&mut archive).map(story::Story::into_content)
}

/// Reads slides of PowerPoint. O(n log n) in the shapes of a slide, else O(unpacked bytes).
///
/// # Errors
///
/// As [`docx`].
pub(crate) fn pptx(bytes: &[u8]) -> Result<Content> {
    let mut archive = Archive::open(bytes, LIMITS)?;
    pptx::read(&mut archive).map(story::Story::into_content)
}

/// Reads a text document of LibreOffice. O(unpacked bytes).
///
/// # Errors
///
/// As [`docx`].
pub(crate) fn odt(bytes: &[u8]) -> Result<Content> {
    let mut archive = Archive::open(bytes, LIMITS)?;
    odt::read(&mut archive).map(story::Story::into_content)
}
