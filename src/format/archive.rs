//! [`Archive`]: the parts of a zip archive, each read whole or not at all.
//!
//! In: the bytes of a file and the [`Limits`] of what may come out of them. Out: the parts by name, as bytes or as XML text;
//! or an error that names the part and the byte. Nothing is written to disk, so that a name is only a key. O(bytes of the
//! archive) to open, O(unpacked bytes) a part.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, Result};
use crate::format::xml;

/// How much may come out of an archive. Parts that nobody asks for, such as pictures, are not unpacked and do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Parts in the archive.
    pub(crate) parts: usize,
    /// Unpacked bytes of a part.
    pub(crate) part_bytes: u64,
    /// Unpacked bytes of all parts that are read.
    pub(crate) total_bytes: u64,
    /// Unpacked bytes for each packed byte, of a part of more than [`RATIO_FREE_BYTES`].
    pub(crate) ratio: u64,
}

/// The limits of documents. The XML of a book of 1,000 pages is about 30 MB in DOCX, and 100 slides have about 600 parts.
/// Deflate itself ends at 1 : 1,032; the markup of large tables of equal cells reaches 1 : 100.
pub(crate) const LIMITS: Limits = Limits {
    parts: 20_000,
    part_bytes: 128 << 20,
    total_bytes: 512 << 20,
    ratio: 200,
};

/// A part that is no larger than this may have any ratio.
pub(crate) const RATIO_FREE_BYTES: u64 = 1 << 20;

/// The first bytes of an OLE container: Office documents before 2007, and newer ones with a password.
const OLE_MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A zip archive in memory.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The parts by their names in lower case: Office compares names so.
    parts: BTreeMap<String, usize>,
    limits: Limits,
    /// The unpacked bytes that may still be read.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive. O(bytes).
    ///
    /// # Errors
    ///
    /// If the bytes are no zip archive, are cut short, or have more parts than the limit. Other containers are named.
    pub(crate) fn open(bytes: &'a [u8], limits: Limits) -> Result<Self> {
        if bytes.starts_with(OLE_MAGIC) {
            return Err(Error::format("", ole(bytes)));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            let n_bytes = bytes.len();
            let what = match bytes.starts_with(b"PK") {
                true => "a zip archive that is damaged or cut short",
                false => "not a zip archive",
            };
            Error::format("", format!("byte {n_bytes}: {what} ({error})"))
        })?;
        if zip.len() > limits.parts {
            let what = format!("{} parts, the limit is {}", zip.len(), limits.parts);
            return Err(Error::format("", what));
        }
        let mut parts = BTreeMap::new();
        for (at, name) in zip.file_names_raw().enumerate() {
            let name = String::from_utf8_lossy(name);
            parts.entry(key(&name)).or_insert(at);
        }
        Ok(Archive {
            zip,
            parts,
            limits,
            left: limits.total_bytes,
        })
    }

    /// Whether there is a part of this name. O(log parts).
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// The unpacked bytes of a part. O(bytes).
    ///
    /// # Errors
    ///
    /// If there is no such part, if it is damaged or encrypted, or if it is larger than the limits.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Vec<u8>> {
        let Some(&at) = self.parts.get(&key(name)) else {
            return Err(Error::format("", format!("{name}: the part is missing")));
        };
        let file = self
            .zip
            .by_index(at)
            .map_err(|error| closed(name, &error))?;
        let by_ratio = file.compressed_size().saturating_mul(self.limits.ratio);
        let rows = [
            (self.limits.part_bytes, "the limit of a part"),
            (self.left, "what is left of the limit of all parts"),
            (
                by_ratio.max(RATIO_FREE_BYTES),
                "the limit for its packed size",
            ),
        ];
        let (limit, which) = rows.into_iter().min_by_key(|row| row.0).unwrap_or_default();
        let too_large = || Error::format("", format!("{name}: more than {limit} bytes, {which}"));
        if file.size() > limit {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        // The size that the archive names may be false.
        if let Err(error) = file.take(limit + 1).read_to_end(&mut bytes) {
            let n_bytes = bytes.len();
            let what = format!("{name}: byte {n_bytes}: the part is damaged ({error})");
            return Err(Error::format("", what));
        }
        let n_bytes = bytes.len() as u64;
        if n_bytes > limit {
            return Err(too_large());
        }
        self.left -= n_bytes;
        Ok(bytes)
    }

    /// The text of an XML part, decoded. O(bytes).
    ///
    /// # Errors
    ///
    /// As [`bytes`](Archive::bytes), and if the bytes are not text of a known encoding.
    pub(crate) fn text(&mut self, name: &str) -> Result<String> {
        let bytes = self.bytes(name)?;
        xml::decode(bytes, name)
    }
}

/// The name of the part that a reference in another part names: relative to its folder, or from the root. None if it leads out
/// of the archive. O(bytes).
pub(crate) fn resolve(from_part: &str, reference: &str) -> Option<String> {
    let reference = reference.replace('\\', "/");
    let mut path: Vec<&str> = match reference.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from_part.split('/').collect(),
    };
    path.pop();
    for step in reference.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()?),
            _ => path.push(step),
        }
    }
    Some(path.join("/"))
}

/// The name under which a part is found.
fn key(name: &str) -> String {
    let name = name.replace('\\', "/").to_lowercase();
    name.strip_prefix('/').map_or(name.clone(), String::from)
}

/// Why a part cannot be opened.
fn closed(name: &str, error: &ZipError) -> Error {
    let why = match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            "the archive is encrypted; save it without a password".to_string()
        }
        ZipError::UnsupportedArchive(why) => format!("expected a part packed by deflate ({why})"),
        error => format!("byte 0: the part is damaged ({error})"),
    };
    Error::format("", format!("{name}: {why}"))
}

/// What an OLE container is, by the names in its directory, which are UTF-16.
fn ole(bytes: &[u8]) -> &'static str {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if names("EncryptedPackage") {
        "the document is encrypted; save it without a password"
    } else if names("WordDocument") {
        "a document of Word before 2007 (.doc); save it as .docx"
    } else if names("PowerPoint Document") {
        "slides of PowerPoint before 2007 (.ppt); save them as .pptx"
    } else {
        "a document of Office before 2007; save it as .docx or .pptx"
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    /// An archive of these parts.
    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            let options = SimpleFileOptions::default();
            writer.start_file(*name, options).expect("a part");
            writer.write_all(bytes).expect("its bytes");
        }
        writer.finish().expect("an archive").into_inner()
    }

    fn read(bytes: &[u8], limits: Limits, part: &str) -> std::result::Result<String, String> {
        let text = Archive::open(bytes, limits).and_then(|mut archive| archive.text(part));
        text.map_err(|error| error.to_string())
    }

    #[test]
    fn parts_are_found_by_the_names_that_programs_write() {
        let bytes = packed(&[
            ("word/document.xml", b"<x/>"),
            ("/word\\Other.xml", b"<y/>"),
            ("../up.xml", b"<z/>"),
        ]);
        let rows = [
            ("word/document.xml", Ok("<x/>".to_string())),
            ("Word/Document.XML", Ok("<x/>".to_string())),
            ("word/other.xml", Ok("<y/>".to_string())),
            ("up.xml", Err("up.xml: the part is missing".to_string())),
        ];
        for (part, expected) in rows {
            assert_eq!(read(&bytes, LIMITS, part), expected, "{part}");
        }
        assert!(
            Archive::open(&bytes, LIMITS)
                .expect("an archive")
                .has("word/document.xml")
        );
    }

    #[test]
    fn references_stay_in_the_archive() {
        let rows = [
            (
                "ppt/presentation.xml",
                "slides/slide1.xml",
                Some("ppt/slides/slide1.xml"),
            ),
            (
                "ppt/slides/slide1.xml",
                "../notesSlides/n.xml",
                Some("ppt/notesSlides/n.xml"),
            ),
            ("ppt/slides/slide1.xml", "/ppt/./a.xml", Some("ppt/a.xml")),
            ("word/document.xml", "..\\a.xml", Some("a.xml")),
            ("word/document.xml", "../../etc/passwd", None),
            ("document.xml", "", Some("")),
        ];
        for (from, reference, expected) in rows {
            assert_eq!(
                resolve(from, reference).as_deref(),
                expected,
                "{from} {reference}"
            );
        }
    }

    #[test]
    fn what_is_larger_than_the_limits_is_refused() {
        let zeros = vec![b' '; 3 << 20];
        let bytes = packed(&[("a", &zeros), ("b", b"<b/>")]);
        let rows = [
            (
                "a bomb",
                LIMITS,
                "a",
                "a: more than 1048576 bytes, the limit for its packed size",
            ),
            (
                "a part",
                Limits {
                    part_bytes: 3,
                    ..LIMITS
                },
                "b",
                "b: more than 3 bytes, the limit of a part",
            ),
            (
                "all parts",
                Limits {
                    total_bytes: 2,
                    ..LIMITS
                },
                "b",
                "b: more than 2 bytes, what is left",
            ),
            (
                "parts",
                Limits { parts: 1, ..LIMITS },
                "b",
                "2 parts, the limit is 1",
            ),
        ];
        for (name, limits, part, expected) in rows {
            let error = read(&bytes, limits, part).expect_err(name);
            assert!(error.starts_with(expected), "{name}: {error}");
        }
        let mut archive = Archive::open(
            &bytes,
            Limits {
                total_bytes: 6,
                ..LIMITS
            },
        )
        .expect("an archive");
        assert!(archive.bytes("b").is_ok());
        assert!(
            archive.bytes("b").is_err(),
            "the total counts what was read"
        );
    }

    #[test]
    fn a_damaged_archive_names_the_part_and_the_byte() {
        let text: String = (0..400).map(|k| format!("<p>{}</p>", k * k)).collect();
        let good = packed(&[("a.xml", text.as_bytes())]);
        let mut flipped = good.clone();
        flipped[120] ^= 0x55;
        // The size that the central directory names, 22 bytes before the end of its only entry and its name of 5 bytes.
        let at = good.len() - 22 - 5 - 46;
        let mut false_size = good.clone();
        false_size[at + 24..at + 28].copy_from_slice(&5_u32.to_le_bytes());
        let mut encrypted = good.clone();
        encrypted[6] |= 1;
        encrypted[at + 8] |= 1;
        let mut ole = OLE_MAGIC.to_vec();
        ole.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
        let mut locked = OLE_MAGIC.to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        let rows: [(&str, &[u8], &str); 8] = [
            ("no archive", b"It rained.", "byte 10: not a zip archive"),
            ("empty", b"", "byte 0: not a zip archive"),
            (
                "cut short",
                &good[..good.len() / 2],
                "a zip archive that is damaged or cut short",
            ),
            ("a byte is wrong", &flipped, "the part is damaged"),
            ("a false size", &false_size, "a.xml: byte "),
            ("encrypted", &encrypted, "a.xml: the archive is encrypted"),
            (
                "Word 97",
                &ole,
                "a document of Word before 2007 (.doc); save it as .docx",
            ),
            ("a password", &locked, "the document is encrypted"),
        ];
        for (name, bytes, expected) in rows {
            match read(bytes, LIMITS, "a.xml") {
                Ok(read) => assert_eq!((name, &read), ("a false size", &text)),
                Err(error) => assert!(error.contains(expected), "{name}: {error}"),
            }
        }
    }
}
