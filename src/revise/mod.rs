//! The round trip of a review: an alignment is written as a page, a table or JSON, a person edits it, and it is read back.
//!
//! In: a [`ReviewSheet`], or the text of a reviewed file and its bitext. Out: the page, the table or the JSON; or a
//! [`ReadBack`] with every valid row, and a [`Problem`] for every invalid one. The table and the JSON each have their writer
//! and reader in one file. O(bytes).

mod agree;
mod carry;
mod correct;
#[cfg(all(test, feature = "markdown"))]
mod correct_tests;
mod edit;
#[cfg(test)]
mod edited_tests;
mod json;
#[cfg(feature = "office")]
mod office_file;
mod page;
mod paper;
mod placing;
#[cfg(test)]
mod random_edits_tests;
mod read;
mod read_back;
mod replacement;
mod row;
mod sheet;
mod state;
mod table;
mod table_layout;
mod table_reader;
#[cfg(test)]
mod tests;
mod texts;
#[cfg(feature = "sheets")]
mod workbook;

pub use crate::review::RowState;
#[cfg(feature = "office")]
pub use crate::revise::correct::correct_docx;
pub use crate::revise::correct::{Change, Correction, correct};
pub use crate::revise::json::write_json;
pub use crate::revise::page::{PageHost, write_hosted_page, write_page};
pub use crate::revise::read::read;
pub use crate::revise::read_back::{Problem, ReadBack};
pub use crate::revise::row::{Changed, ReviewedRow};
pub use crate::revise::sheet::ReviewSheet;
pub use crate::revise::state::{Reviewed, document_hash};
pub use crate::revise::table::{COLUMNS, LongCell, long_cells, write_table};
#[cfg(feature = "sheets")]
pub use crate::revise::workbook::{read_workbook, write_workbook};
