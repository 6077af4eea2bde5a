//! Bytes → text.
//!
//! In: a path or bytes. Out: text without a byte order mark, or an error that names the file and the byte. O(bytes).

use std::path::Path;

use crate::error::{Error, Result};

/// Byte order marks of encodings that are not supported here.
const OTHER_MARKS: [(&[u8], &str); 3] = [
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
];

/// Reads a UTF-8 file. A byte order mark is removed. O(bytes).
///
/// # Errors
///
/// If the file cannot be read, or is not UTF-8. The error names the file, and the first byte that is not UTF-8.
pub fn text_file(path: impl AsRef<Path>) -> Result<String> {
    let path = path.as_ref();
    let place = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Error::io(&place, error))?;
    decode(bytes, &place)
}

/// Reads a table that a spreadsheet saved: UTF-8, or UTF-16 with a byte order mark, which some spreadsheets write. The mark
/// is removed. O(bytes).
///
/// # Errors
///
/// If the file cannot be read, or is neither UTF-8 nor UTF-16. The error names the file, and the first invalid byte.
pub fn spreadsheet_file(path: impl AsRef<Path>) -> Result<String> {
    let path = path.as_ref();
    let place = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Error::io(&place, error))?;
    match utf16(&bytes) {
        Some(text) => Ok(text),
        None => decode(bytes, &place),
    }
}

/// The text of bytes in UTF-16 with a byte order mark, or none for other bytes.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let (units, []) = bytes[2..].as_chunks::<2>() else {
        return None;
    };
    char::decode_utf16(units.iter().map(|&pair| unit(pair)))
        .collect::<std::result::Result<String, _>>()
        .ok()
}

/// Decodes bytes as UTF-8. A byte order mark is removed. Errors name the bytes as `place`. O(bytes).
///
/// ```
/// use taiyaku::format::decode;
///
/// assert_eq!(decode("\u{feff}雨".into(), "rain.txt")?, "雨");
/// let error = decode(vec![b'a', 0xff], "rain.txt").unwrap_err();
/// assert_eq!(error.to_string(), "rain.txt: byte 1: expected UTF-8, found 0xff");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If the bytes are not UTF-8. The error names the first invalid byte, counted from 0.
pub fn decode(bytes: Vec<u8>, place: &str) -> Result<String> {
    for (mark, encoding) in OTHER_MARKS {
        if bytes.starts_with(mark) {
            let expected =
                format!("byte 0: expected UTF-8, found the byte order mark of {encoding}");
            return Err(Error::format(place, expected));
        }
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(text)
        }
        Err(error) => {
            let byte = error.utf8_error().valid_up_to();
            let found = error.as_bytes()[byte];
            let expected = format!("byte {byte}: expected UTF-8, found {found:#04x}");
            Err(Error::format(place, expected))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decode_tells_text_from_other_bytes() {
        let rows: [(&str, &[u8], std::result::Result<&str, &str>); 6] = [
            ("empty", b"", Ok("")),
            ("byte order mark", b"\xef\xbb\xbfrain", Ok("rain")),
            ("one mark only", b"\xef\xbb\xbf\xef\xbb\xbf", Ok("\u{feff}")),
            (
                "cut short",
                b"ab\xe9\x9b",
                Err("f: byte 2: expected UTF-8, found 0xe9"),
            ),
            (
                "Shift_JIS",
                b"\x89\x4a",
                Err("f: byte 0: expected UTF-8, found 0x89"),
            ),
            (
                "UTF-16",
                b"\xff\xfer\0",
                Err("f: byte 0: expected UTF-8, found the byte order mark of UTF-16"),
            ),
        ];
        for (name, bytes, expected) in rows {
            let found = decode(bytes.to_vec(), "f").map_err(|error| {
                assert!(error.is_format(), "{name}");
                error.to_string()
            });
            assert_eq!(found.as_deref().map_err(String::as_str), expected, "{name}");
        }
    }

    #[test]
    fn utf16_is_known_by_its_mark() {
        let rows: [(&str, &[u8], Option<&str>); 7] = [
            ("little endian", b"\xff\xfe\xe8\x96a\0", Some("雨a")),
            ("big endian", b"\xfe\xff\x96\xe8\0a", Some("雨a")),
            ("a pair", b"\xfe\xff\xd8\x3d\xdc\x1f", Some("🐟")),
            ("half a unit", b"\xff\xfe\x41", None),
            ("half a pair", b"\xff\xfe\x00\xd8", None),
            ("no mark", b"ab", None),
            ("nothing", b"", None),
        ];
        for (name, bytes, text) in rows {
            assert_eq!(utf16(bytes).as_deref(), text, "{name}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = text_file("no/such/file.txt").unwrap_err();
        assert!(error.is_io());
        assert!(
            error.to_string().starts_with("no/such/file.txt: "),
            "{error}"
        );
    }
}
