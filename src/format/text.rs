//! Bytes → text.
//!
//! In: a path or bytes. Out: text without a byte order mark, or an error that names the file and the byte. O(bytes).

use std::path::Path;

use crate::error::{Error, Result};
use crate::format::detect::detect;
use crate::format::encoding::decode_as;

/// Reads a text file in the encoding that [`detect`] finds. A byte order mark is removed. O(bytes).
///
/// # Errors
///
/// If the file cannot be read, or is not text in an encoding that is read. The error names the file and the byte.
pub fn text_file(path: impl AsRef<Path>) -> Result<String> {
    let path = path.as_ref();
    let place = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Error::io(&place, error))?;
    decode(bytes, &place)
}

/// Decodes bytes in the encoding that [`detect`] finds. A byte order mark is removed. Errors name the bytes as `place`.
/// O(bytes). [`decode_as`] decodes bytes in an encoding that is known.
///
/// ```
/// use taiyaku::format::decode;
///
/// assert_eq!(decode("\u{feff}雨".into(), "rain.txt")?, "雨");
/// assert_eq!(decode(b"\xff\xfe\xe8\x96".to_vec(), "rain.txt")?, "雨");
/// let error = decode(b"%PDF-1.7".to_vec(), "rain.txt").unwrap_err();
/// assert_eq!(error.to_string(), "rain.txt: expected text, found what looks like a PDF document; `pdftotext` makes text of it");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If the bytes look like no text, or are not valid in the encoding that they most look like. The error names that encoding
/// and the first invalid byte, counted from 0. No invalid byte is replaced.
pub fn decode(bytes: Vec<u8>, place: &str) -> Result<String> {
    let encoding = detect(&bytes, place)?;
    decode_as(bytes, encoding, place)
}

#[cfg(test)]
mod tests {
    use super::*;

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
