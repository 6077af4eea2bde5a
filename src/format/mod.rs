//! Files and formats: readers and writers. Only this module opens files.
//!
//! In: a path, bytes, text or pairs. Out: text without a byte order mark, a file that is written completely or not at all, the
//! values of a format, or an error that names the file and the place. Each format has one submodule with its writer and its
//! reader; the documentation of the submodule says what the format keeps and loses. O(bytes).

mod alike;
mod aozora;
#[cfg(feature = "containers")]
pub(crate) mod archive;
pub mod columns;
#[cfg(feature = "sheets")]
pub mod csv_table;
mod date;
mod declared;
mod detect;
mod encode;
mod encoding;
#[cfg(feature = "ebook")]
mod epub;
#[cfg(feature = "exchange")]
mod exchange;
mod export;
mod file;
#[allow(dead_code, reason = "the reports of findings are features")]
mod findings_order;
#[cfg(any(feature = "html", feature = "sheets"))]
pub(crate) mod guard;
#[cfg(test)]
pub(crate) mod hostile;
#[cfg(feature = "web")]
mod html;
pub mod hunalign;
#[cfg(feature = "exchange")]
mod inline_markup;
#[cfg(feature = "json")]
pub mod json_lines;
mod kinds;
pub mod ladder;
#[cfg(feature = "encodings")]
mod legacy;
mod line_text;
#[cfg(feature = "markdown")]
mod markdown;
pub mod moses;
mod noted;
#[cfg(feature = "office")]
pub mod office;
#[cfg(any(feature = "office", feature = "sheets"))]
mod pack;
#[allow(dead_code, reason = "the reports that name places are features")]
mod places;
mod plain;
#[cfg(feature = "exchange")]
pub mod po;
#[cfg(any(feature = "json", feature = "xml"))]
pub mod report;
#[cfg(feature = "json")]
pub mod sarif;
#[cfg(all(test, feature = "sheets"))]
mod sheet_tests;
mod shown;
mod subtitles;
#[cfg(feature = "sheets")]
mod table;
#[cfg(test)]
mod tests;
mod text;
#[cfg(feature = "exchange")]
pub mod tmx;
#[cfg(feature = "tsv")]
pub mod tsv;
#[cfg_attr(
    not(any(feature = "exchange", feature = "sheets")),
    allow(
        dead_code,
        reason = "declared languages are of formats that are features"
    )
)]
mod units;
mod utf16;
pub mod vecalign;
#[cfg(feature = "exchange")]
pub mod xces;
#[cfg(feature = "exchange")]
pub mod xliff;
#[cfg(feature = "sheets")]
pub mod xlsx;
#[cfg(feature = "xml")]
mod xml;
#[cfg(feature = "xml")]
mod xml_writer;

pub use crate::format::alike::alike;
pub use crate::format::date::Date;
pub use crate::format::detect::detect;
pub use crate::format::encode::replace_in_bytes;
#[cfg(feature = "html")]
pub(crate) use crate::format::encode::replaced;
pub use crate::format::encoding::{Encoding, decode_as};
pub use crate::format::export::{Export, ExportRow, ExportRows, Losses, RowNotes};
pub use crate::format::file::{
    NewFile, check_output, draft_path, final_path, is_open_already, to_file,
};
pub use crate::format::kinds::Format;
pub use crate::format::noted::{NotedBitext, OwnedNotes};
pub use crate::format::text::{decode, text_file};
