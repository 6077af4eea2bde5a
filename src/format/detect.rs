//! [`detect`]: which encoding the bytes of a text file are in.
//!
//! In: bytes. Out: an [`Encoding`], or an error that says what the bytes look like instead of text. Marks and signatures
//! decide first, then the zeros and kana of UTF-16, then validity as UTF-8, then what the text says as Japanese. O(bytes).

use crate::error::{Error, Result};
use crate::format::encoding::Encoding;
#[cfg(feature = "encodings")]
use crate::format::legacy;
use crate::format::utf16::{Evidence, unmarked_utf16};

/// What files begin with that are no plain text, what they look like, and what to do.
const SIGNATURES: [(&[u8], &str); 20] = [
    (
        b"PK\x03\x04",
        "a zip archive; read DOCX, PPTX, ODT, EPUB and XLSX in their formats, unpack others",
    ),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"%PDF-", "a PDF document; `pdftotext` makes text of it"),
    (
        b"{\\rtf",
        "an RTF document; save it as DOCX or as plain text",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Microsoft Office document; save it as DOCX, PPTX or XLSX",
    ),
    (
        b"\x89PNG\r\n\x1a\n",
        "a PNG image; extract its text with OCR",
    ),
    (b"\xff\xd8\xff", "a JPEG image; extract its text with OCR"),
    (b"GIF87a", "a GIF image; extract its text with OCR"),
    (b"GIF89a", "a GIF image; extract its text with OCR"),
    (b"II*\0", "a TIFF image; extract its text with OCR"),
    (b"MM\0*", "a TIFF image; extract its text with OCR"),
    (b"\x1f\x8b", "a gzip archive; unpack it"),
    (b"BZh91AY&SY", "a bzip2 archive; unpack it"),
    (b"\xfd7zXZ\0", "an xz archive; unpack it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"RIFF", "a sound, image or film"),
];

/// Byte order marks. That of UTF-32 begins with that of UTF-16.
const MARKS: [(&[u8], Option<Encoding>); 5] = [
    (b"\xff\xfe\0\0", None),
    (b"\0\0\xfe\xff", None),
    (b"\xef\xbb\xbf", Some(Encoding::Utf8)),
    (b"\xff\xfe", Some(Encoding::Utf16Le)),
    (b"\xfe\xff", Some(Encoding::Utf16Be)),
];

/// Control characters that show that bytes are not UTF-8 are looked for in this many bytes. By chance UTF-16 is valid UTF-8
/// only if it is short.
#[cfg(feature = "encodings")]
const CONTROLS_SAMPLE: usize = 1 << 10;

/// In valid UTF-8, one zero for this many bytes is damage of a text; more are data. UTF-16 has one for two letters.
const BYTES_FOR_A_ZERO: usize = 100;

/// Finds the encoding of a text. The answer is what the bytes look like; they may still be invalid in it at some place, which
/// decoding reports.
///
/// A byte order mark decides. Without a mark, zeros or kana show UTF-16, escape sequences show ISO-2022-JP, and valid UTF-8 is
/// UTF-8. Other bytes are Shift_JIS or EUC-JP, whichever gives Japanese words. Without the feature `encodings`, other bytes
/// are UTF-8 that is damaged.
///
/// O(bytes).
///
/// ```
/// use taiyaku::format::{Encoding, detect};
///
/// assert_eq!(detect("雨".as_bytes(), "rain.txt")?, Encoding::Utf8);
/// assert_eq!(detect(b"R\0a\0i\0n\0", "rain.txt")?, Encoding::Utf16Le);
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If the bytes are no text (an archive, an image, a document of a word processor), or text in an encoding that is not
/// detected. The error says what they look like and names the first byte that is not UTF-8.
pub fn detect(bytes: &[u8], place: &str) -> Result<Encoding> {
    let is_sound =
        |bytes: &[u8]| bytes.starts_with(b"RIFF") && bytes[..bytes.len().min(12)].contains(&0);
    for (signature, name) in SIGNATURES {
        if bytes.starts_with(signature) && (signature != b"RIFF" || is_sound(bytes)) {
            let expected = format!("expected text, found what looks like {name}");
            return Err(Error::not_text(place, expected));
        }
    }
    for (mark, encoding) in MARKS {
        if bytes.starts_with(mark) {
            return encoding.ok_or_else(|| {
                let expected = "byte 0: expected UTF-8, found the byte order mark of UTF-32";
                Error::format(place, expected)
            });
        }
    }
    let zero = memchr::memchr(0, bytes);
    if let Some(encoding) = unmarked_utf16(bytes, Evidence::Letters) {
        return Ok(encoding);
    }
    match std::str::from_utf8(bytes) {
        Ok(_) if zero.is_none() => {
            Ok(utf16_with_controls(bytes).unwrap_or(unicode_or_escaped(bytes)))
        }
        Ok(_) if memchr::memchr_iter(0, bytes).count() * BYTES_FOR_A_ZERO <= bytes.len() => {
            Ok(Encoding::Utf8)
        }
        Err(error) if zero.is_none() => not_utf8(bytes, error.valid_up_to(), place),
        _ => {
            let zero = zero.unwrap_or(0);
            if let Some(encoding) = unmarked_utf16(bytes, Evidence::Kanji) {
                return Ok(encoding);
            }
            let expected = format!(
                "byte {zero}: expected text, found a zero: it looks like data of a program"
            );
            Err(Error::not_text(place, expected))
        }
    }
}

/// UTF-16 of kanji that is valid UTF-8 by chance: then it has control characters, which text does not have.
#[cfg(feature = "encodings")]
fn utf16_with_controls(utf8: &[u8]) -> Option<Encoding> {
    let is_control = |byte: &u8| matches!(byte, 1..=8 | 0x0e..=0x1a | 0x1c..=0x1f);
    let beginning = &utf8[..utf8.len().min(CONTROLS_SAMPLE)];
    beginning.iter().find(|byte| is_control(byte))?;
    legacy::utf16_of_kanji(utf8)
}

#[cfg(not(feature = "encodings"))]
fn utf16_with_controls(_utf8: &[u8]) -> Option<Encoding> {
    None
}

/// UTF-8, or ISO-2022-JP if an escape sequence of it changes to kanji. It is ASCII for UTF-8.
fn unicode_or_escaped(utf8: &[u8]) -> Encoding {
    let escape = |sequence: &[u8]| memchr::memmem::find(utf8, sequence).is_some();
    let is_escaped = cfg!(feature = "encodings")
        && memchr::memchr(0x1b, utf8).is_some()
        && (escape(b"\x1b$B") || escape(b"\x1b$@"));
    match is_escaped {
        true => Encoding::Iso2022Jp,
        false => Encoding::Utf8,
    }
}

/// The encoding of text that is not UTF-8 from a byte on.
#[cfg(feature = "encodings")]
fn not_utf8(bytes: &[u8], byte: usize, place: &str) -> Result<Encoding> {
    legacy::guess(bytes, byte).map_err(|name| {
        let found = bytes[byte];
        let looks = match name.parse::<Encoding>() {
            Ok(named) => format!("it may be {named}, which is read only if it is named"),
            Err(_) => format!("it may be {name}; save it as UTF-8"),
        };
        let expected = format!("byte {byte}: expected UTF-8, found {found:#04x}: {looks}");
        Error::format(place, expected)
    })
}

/// Decoding as UTF-8 reports the byte.
#[cfg(not(feature = "encodings"))]
fn not_utf8(_bytes: &[u8], _byte: usize, _place: &str) -> Result<Encoding> {
    Ok(Encoding::Utf8)
}

#[cfg(test)]
mod tests;
