//! [`Strings`]: the texts of a workbook, which its cells name by number.
//!
//! In: texts. Out: their numbers, and the part with all of them, packed. Equal texts have one number, except those of a very long
//! workbook that are first seen when [`MOST_KNOWN`] is full. Memory: the texts up to that bound, and what is packed. O(bytes).

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{BufWriter, Cursor, Write};

use quick_xml::escape::partial_escape;
use rustc_hash::FxHashMap;
use zip::ZipArchive;

use crate::error::Result;
use crate::format::pack::{Pack, zipped};
use crate::format::xml::is_xml;

/// The bytes of texts that are remembered, to be found again. A book of 1,000 pages has 6 MB in both languages.
const MOST_KNOWN: usize = 32 << 20;

/// The texts of a workbook.
pub(super) struct Strings {
    out: BufWriter<Pack<Vec<u8>>>,
    known: FxHashMap<Box<str>, usize>,
    /// The bytes of texts that may still be remembered.
    left: usize,
    n_texts: usize,
}

impl Strings {
    /// The name of the part.
    pub(super) const PART: &'static str = "xl/sharedStrings.xml";

    pub(super) fn new() -> Result<Self> {
        let mut pack = Pack::new(Vec::new());
        pack.begin(Strings::PART)?;
        let mut out = BufWriter::with_capacity(1 << 16, pack);
        // The numbers of texts may be left out.
        out.write_all(
            br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
        )?;
        Ok(Strings {
            out,
            known: FxHashMap::default(),
            left: MOST_KNOWN,
            n_texts: 0,
        })
    }

    /// Adds a text, and returns its number. O(bytes).
    ///
    /// # Errors
    ///
    /// If the texts have more than 4 GB.
    pub(super) fn add(&mut self, text: &str) -> Result<usize> {
        if let Some(&number) = self.known.get(text) {
            return Ok(number);
        }
        let number = self.n_texts;
        self.n_texts += 1;
        if let Some(left) = self.left.checked_sub(text.len()) {
            self.left = left;
            self.known.insert(text.into(), number);
        }
        self.out.write_all(b"<si>")?;
        match has_escape(text) {
            false => self.text(text)?,
            true => {
                for run in runs(text) {
                    self.out.write_all(b"<r>")?;
                    self.text(run)?;
                    self.out.write_all(b"</r>")?;
                }
            }
        }
        self.out.write_all(b"</si>")?;
        Ok(number)
    }

    fn text(&mut self, text: &str) -> Result<()> {
        self.out.write_all(br#"<t xml:space="preserve">"#)?;
        let text = with_escapes(text);
        self.out.write_all(partial_escape(&*text).as_bytes())?;
        self.out.write_all(b"</t>")?;
        Ok(())
    }

    /// Returns an archive with the part alone.
    ///
    /// # Errors
    ///
    /// If the texts have more than 4 GB.
    pub(super) fn finish(mut self) -> Result<ZipArchive<Cursor<Vec<u8>>>> {
        self.out.write_all(b"</sst>")?;
        let pack = self.out.into_inner().map_err(|error| error.into_error())?;
        zipped(ZipArchive::new(Cursor::new(pack.finish()?)))
    }
}

/// The text with `_x0007_` for a character that XML does not have or, as a carriage return, changes. O(bytes).
fn with_escapes(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| is_xml(c) && c != '\r';
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match is_kept(c) {
            true => escaped.push(c),
            false => write!(escaped, "_x{:04X}_", u32::from(c)).expect("a string"),
        }
    }
    Cow::Owned(escaped)
}

/// Whether a text has the beginning of what looks like an escape, such as `_x000D_`. Its end may be that of an escape of ours.
fn has_escape(text: &str) -> bool {
    let is_begun = |at: usize| {
        let code = text.as_bytes().get(at + 1..at + 6);
        code.is_some_and(|code| code[0] == b'x' && code[1..].iter().all(u8::is_ascii_hexdigit))
    };
    text.match_indices('_').any(|(at, _)| is_begun(at))
}

/// The runs of a text, none of which has what looks like an escape: many readers, such as openpyxl, know no escape of a mark
/// (`_x005F_`).
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.match_indices("_x").map(|(at, _)| at + 1);
    let mut start = 0;
    ends.chain([text.len()]).map(move |end| {
        let run = &text[start..end];
        start = end;
        run
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_have_no_escapes() {
        let runs: Vec<&str> = runs("_x0007_ _x_").collect();
        assert_eq!(runs, ["_", "x0007_ _", "x_"]);
    }

    #[test]
    fn equal_texts_have_one_number_as_far_as_they_are_remembered() {
        let mut strings = Strings::new().expect("a vector");
        strings.left = "1-1".len() + "It rained.".len();
        let texts = [
            "1-1",
            "It rained.",
            "We stayed.",
            "1-1",
            "It rained.",
            "We stayed.",
        ];
        let numbers = texts.map(|text| strings.add(text).expect(text));
        assert_eq!(numbers, [0, 1, 2, 0, 1, 3]);
    }
}
