//! The round trip of a review: an alignment is written as a page, a table or JSON, a person edits it, and it is read back.
//!
//! In: a [`ReviewSheet`], or the text of a reviewed file and its bitext. Out: the page, the table or the JSON; or a
//! [`ReadBack`] with every valid row, and a [`Problem`] for every invalid one. The table and the JSON each have their writer
//! and reader in one file. O(bytes).

mod agree;
mod json;
mod page;
mod read;
mod read_back;
mod row;
mod sheet;
mod state;
mod table;
#[cfg(test)]
mod tests;

pub use crate::revise::json::write_json;
pub use crate::revise::page::write_page;
pub use crate::revise::read::read;
pub use crate::revise::read_back::{Problem, ReadBack};
pub use crate::revise::row::{Changed, ReviewedRow, RowState};
pub use crate::revise::sheet::ReviewSheet;
pub use crate::revise::state::{Reviewed, document_hash};
pub use crate::revise::table::{COLUMNS, write_table};
