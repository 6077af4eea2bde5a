//! Reads a reviewed file, table or JSON.
//!
//! In: the text of the file and the bitext of the review. Out: a [`ReadBack`]. O(bytes).

use crate::bitext::Bitext;
use crate::error::Result;
use crate::revise::read_back::{ReadBack, RowCollector};
use crate::revise::{json, table_reader};

/// Reads a table or JSON from the review page, [`write_table`](crate::revise::write_table) or
/// [`write_json`](crate::revise::write_json). Errors name the file as `place`.
///
/// Rows may be sorted, deleted, moved, merged or split. In a table, text that was moved to another cell counts as a
/// correction: if a cell holds the text of other segments near by, the row gets these segments. A translation that was edited,
/// in the target cell of a table or in the `target_text` of JSON, is a [suggestion](crate::revise::ReviewedRow::suggestion).
/// An invalid row, or a row that contradicts another, is reported with its line number; the other rows are kept.
///
/// The text may have been edited since the file was written. Rows whose texts did not change are found by their texts and are as
/// they were. A row whose source or target changed is open, and [`changed`](crate::revise::ReviewedRow::changed) has its old
/// state and texts. A suggestion that is the text by now is done. O(n log n) in the rows, O(bytes) in the texts.
///
/// ```
/// use taiyaku::revise::{document_hash, read};
/// use taiyaku::Bitext;
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let table = format!(
///     "state\tsource_segments\ttarget_segments\tdocument\nconfirmed\ts2\tt2\t{}\n",
///     document_hash(&bitext),
/// );
/// let back = read(&table, "pairs.tsv", &bitext)?;
/// assert!(back.problems.is_empty());
/// assert_eq!(back.reviewed.fixed().beads().len(), 1);
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If the file belongs to another text, of which less than a tenth of the texts of its rows stand in this one, or has no row of
/// this one. The error says what was expected.
pub fn read(text: &str, place: &str, bitext: &Bitext) -> Result<ReadBack> {
    let text = text.trim_start_matches('\u{feff}');
    let mut collector = RowCollector::new(place, bitext);
    if text.trim_start().starts_with('{') {
        json::read(text, &mut collector)?;
    } else {
        table_reader::read(text, &mut collector)?;
    }
    collector.finish()
}
