//! The round trip of a review: what a person said of an alignment goes out as a page, a table or JSON, and comes back.
//!
//! In: a [`ReviewSheet`], or a file that comes back and its bitext. Out: the page, a table or JSON; or a [`ReadBack`] with
//! every row that is right and a [`Problem`] for every one that is not. O(bytes).

mod json;
mod page;
mod read_back;
mod sheet;
mod state;
mod table;
#[cfg(test)]
mod tests;

pub use crate::revise::page::page;
pub use crate::revise::read_back::{Problem, ReadBack, reviewed, reviewed_file};
pub use crate::revise::sheet::{COLUMNS, ReviewSheet, json, table};
pub use crate::revise::state::{Reviewed, ReviewedRow, RowState, document_hash};
