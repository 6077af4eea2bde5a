//! Reports of findings for people: JSON Lines, and a page to read and to print.
//!
//! In: an export with findings. Out: the findings, errors first, then in the order of the text, each with its reason in both
//! languages, its places in both files and the texts of both sides. O(bytes + n log n) in the findings.
//!
//! A text of more than 4,000 bytes is cut around what the finding is about, and counted. The reports lose pairs without findings.

mod excerpt;
#[cfg(feature = "xml")]
mod html;
#[cfg(feature = "json")]
mod jsonl;
#[cfg(test)]
mod tests;

#[cfg(feature = "xml")]
pub use crate::format::report::html::write_html;
#[cfg(feature = "json")]
pub use crate::format::report::jsonl::write_jsonl;
