//! Reads a reviewed file, table or JSON.
//!
//! In: the text of the file and the bitext of the review. Out: a [`ReadBack`]. O(bytes).

use crate::bitext::Bitext;
use crate::error::Result;
use crate::revise::read_back::{ReadBack, RowCollector};
use crate::revise::{json, table};

/// Reads a table or JSON from the review page, [`write_table`](crate::revise::write_table) or
/// [`write_json`](crate::revise::write_json). Errors name the file as `place`.
///
/// Rows may be sorted, deleted, moved, merged or split. In a table, text that was moved to another cell counts as a
/// correction: if a cell holds the text of other segments near by, the row gets these segments. An invalid row, or a row that
/// contradicts another, is reported with its line number; the other rows are kept. O(bytes).
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
/// If the file belongs to another text, or has no row of this one. The error says what was expected.
pub fn read(text: &str, place: &str, bitext: &Bitext) -> Result<ReadBack> {
    let text = text.trim_start_matches('\u{feff}');
    let mut collector = RowCollector::new(place, bitext);
    if text.trim_start().starts_with('{') {
        json::read(text, &mut collector)?;
    } else {
        table::read(text, &mut collector)?;
    }
    Ok(collector.finish())
}
