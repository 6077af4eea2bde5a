//! Pairs in two columns for reading: a table of Markdown, and a web page.
//!
//! In: an [`Export`](crate::format::Export). Out: text in UTF-8. Both keep the texts, the ids, the findings of each pair, and what a person noted. They
//! lose kinds, confidences, the places of findings, and the findings about code. No reader makes pairs of them again. O(bytes).

mod markdown;
#[cfg(feature = "web")]
mod page;

pub use crate::format::columns::markdown::write_markdown;
#[cfg(feature = "web")]
pub use crate::format::columns::page::write_html;
