//! [`Encoding`]: the encodings that text files come in, and [`decode_as`].
//!
//! In: bytes and the name of their encoding. Out: text without a byte order mark, or an error that names the first byte that
//! the encoding does not have. Nothing is replaced by U+FFFD. O(bytes).

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// An encoding of text. [`FromStr`] reads its usual names in any case: `utf-8`, `shift_jis`, `sjis`, `cp932`, `windows-31j`,
/// `euc-jp`, `iso-2022-jp`, `latin1` and so on. [`fmt::Display`] writes the name of the IANA registry.
///
/// UTF-8 and UTF-16 are always read. The others need the feature `encodings`.
///
/// ```
/// use taiyaku::format::Encoding;
///
/// assert_eq!("cp932".parse::<Encoding>()?, Encoding::ShiftJis);
/// assert_eq!(Encoding::ShiftJis.to_string(), "Shift_JIS");
/// # Ok::<(), taiyaku::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Shift_JIS with the characters of CP932, which is what Windows calls Shift_JIS.
    ShiftJis,
    /// EUC-JP.
    EucJp,
    /// ISO-2022-JP, which mail uses.
    Iso2022Jp,
    /// Windows-1252, which includes ISO-8859-1. It is read only if it is named: nearly any bytes are valid in it.
    Windows1252,
}

/// Every encoding with its name, and its other names without hyphens and underscores.
const NAMES: [(Encoding, &str, &[&str]); 7] = [
    (Encoding::Utf8, "UTF-8", &["utf8", "utf8sig", "utf8bom"]),
    (
        Encoding::Utf16Le,
        "UTF-16LE",
        &["utf16le", "utf16", "ucs2", "unicode"],
    ),
    (Encoding::Utf16Be, "UTF-16BE", &["utf16be"]),
    (
        Encoding::ShiftJis,
        "Shift_JIS",
        &[
            "shiftjis",
            "sjis",
            "xsjis",
            "cp932",
            "ms932",
            "windows31j",
            "cswindows31j",
            "mskanji",
            "ansi932",
        ],
    ),
    (
        Encoding::EucJp,
        "EUC-JP",
        &["eucjp", "euc", "xeucjp", "ujis"],
    ),
    (
        Encoding::Iso2022Jp,
        "ISO-2022-JP",
        &["iso2022jp", "csiso2022jp", "jis"],
    ),
    (
        Encoding::Windows1252,
        "windows-1252",
        &["windows1252", "cp1252", "latin1", "iso88591"],
    ),
];

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = NAMES.iter().find(|(encoding, ..)| encoding == self);
        f.pad(named.map_or("", |(_, name, _)| name))
    }
}

impl FromStr for Encoding {
    type Err = Error;

    /// Reads a name of an encoding. Case, hyphens and underscores make no difference. O(1).
    fn from_str(name: &str) -> Result<Self> {
        let bare: String = name
            .chars()
            .filter(|c| !matches!(c, '-' | '_'))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match NAMES.iter().find(|(.., names)| names.contains(&&*bare)) {
            Some((encoding, ..)) => Ok(*encoding),
            None => {
                let names = NAMES.map(|(_, name, _)| name).join(", ");
                Err(Error::format("", format!("expected one of {names}")))
            }
        }
    }
}

/// Decodes bytes in an encoding. A byte order mark at the beginning is removed. Errors name the bytes as `place`. O(bytes).
///
/// ```
/// use taiyaku::format::{Encoding, decode_as};
///
/// assert_eq!(decode_as(b"\xe8\x96a\0".to_vec(), Encoding::Utf16Le, "rain.txt")?, "雨a");
/// let error = decode_as(vec![b'a', 0xff], Encoding::Utf8, "rain.txt").unwrap_err();
/// assert_eq!(error.to_string(), "rain.txt: byte 1: expected UTF-8, found 0xff");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If the bytes are not valid in the encoding; the error names the first invalid byte, counted from 0. If the encoding needs
/// the feature `encodings` and the library was built without it.
pub fn decode_as(bytes: Vec<u8>, encoding: Encoding, place: &str) -> Result<String> {
    let text = match encoding {
        Encoding::Utf8 => String::from_utf8(bytes).map_err(|error| {
            let byte = error.utf8_error().valid_up_to();
            (byte, error.into_bytes())
        }),
        Encoding::Utf16Le => utf16(&bytes, u16::from_le_bytes).map_err(|byte| (byte, bytes)),
        Encoding::Utf16Be => utf16(&bytes, u16::from_be_bytes).map_err(|byte| (byte, bytes)),
        #[cfg(feature = "encodings")]
        _ => legacy(&bytes, encoding).map_err(|byte| (byte, bytes)),
        #[cfg(not(feature = "encodings"))]
        _ => {
            let expected = format!("{encoding}: expected a program with the feature `encodings`");
            return Err(Error::format(place, expected));
        }
    };
    match text {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(text)
        }
        Err((byte, bytes)) => {
            let found = match bytes.get(byte) {
                Some(found) => format!("{found:#04x}"),
                None => "the end".to_owned(),
            };
            let expected = format!("byte {byte}: expected {encoding}, found {found}");
            Err(Error::format(place, expected))
        }
    }
}

/// The text of bytes in UTF-16, or the first byte that is not part of a character.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> std::result::Result<String, usize> {
    let (units, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut byte = 0;
    for c in char::decode_utf16(units.iter().map(|&pair| unit(pair))) {
        let c = c.map_err(|_| byte)?;
        text.push(c);
        byte += 2 * c.len_utf16();
    }
    match rest {
        [] => Ok(text),
        _ => Err(byte),
    }
}

/// The text of bytes in an encoding that `encoding_rs` reads, or the first byte that is invalid in it.
#[cfg(feature = "encodings")]
fn legacy(bytes: &[u8], encoding: Encoding) -> std::result::Result<String, usize> {
    use encoding_rs::DecoderResult;

    let mut decoder = reader_of(encoding).new_decoder_without_bom_handling();
    let longest = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(longest.unwrap_or(bytes.len()));
    let mut read = 0;
    loop {
        let (result, more) =
            decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += more;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => text.reserve(bytes.len() - read + 4),
            DecoderResult::Malformed(bad, after) => {
                return Err(read.saturating_sub(usize::from(bad) + usize::from(after)));
            }
        }
    }
}

/// What `encoding_rs` calls an encoding.
#[cfg(feature = "encodings")]
pub(super) fn reader_of(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::ShiftJis => encoding_rs::SHIFT_JIS,
        Encoding::EucJp => encoding_rs::EUC_JP,
        Encoding::Iso2022Jp => encoding_rs::ISO_2022_JP,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_spelling() {
        let rows = [
            ("UTF-8", Encoding::Utf8),
            ("utf_16", Encoding::Utf16Le),
            ("UTF-16BE", Encoding::Utf16Be),
            ("cp932", Encoding::ShiftJis),
            ("Shift-JIS", Encoding::ShiftJis),
            ("Windows-31J", Encoding::ShiftJis),
            ("eucJP", Encoding::EucJp),
            ("JIS", Encoding::Iso2022Jp),
            ("ISO-8859-1", Encoding::Windows1252),
        ];
        for (name, encoding) in rows {
            assert_eq!(name.parse::<Encoding>().ok(), Some(encoding), "{name}");
        }
        for (encoding, name, _) in NAMES {
            assert_eq!(name.parse::<Encoding>().ok(), Some(encoding), "{name}");
            assert_eq!(encoding.to_string(), name);
        }
        let error = "klingon".parse::<Encoding>().expect_err("no encoding");
        assert!(error.to_string().starts_with("expected one of UTF-8, "));
    }

    /// A name, an encoding, bytes in it, and the text or what the error says after the name of the file.
    type Row = (
        &'static str,
        Encoding,
        &'static [u8],
        std::result::Result<&'static str, &'static str>,
    );

    fn check(rows: &[Row]) {
        for &(name, encoding, bytes, expected) in rows {
            let found = decode_as(bytes.to_vec(), encoding, "f").map_err(|error| {
                assert!(error.is_format(), "{name}");
                error.to_string()
            });
            let expected = expected.map_err(|text| format!("f: {text}"));
            assert_eq!(found, expected.map(str::to_owned), "{name}");
        }
    }

    #[test]
    fn unicode_is_decoded_strictly() {
        use Encoding::{Utf8, Utf16Be, Utf16Le};
        check(&[
            ("empty", Utf8, b"", Ok("")),
            ("mark", Utf8, b"\xef\xbb\xbfrain", Ok("rain")),
            (
                "one mark only",
                Utf8,
                b"\xef\xbb\xbf\xef\xbb\xbf",
                Ok("\u{feff}"),
            ),
            (
                "cut short",
                Utf8,
                b"ab\xe9\x9b",
                Err("byte 2: expected UTF-8, found 0xe9"),
            ),
            ("low first", Utf16Le, b"\xff\xfe\xe8\x96a\0", Ok("雨a")),
            ("high first", Utf16Be, b"\xfe\xff\x96\xe8\0a", Ok("雨a")),
            ("a pair", Utf16Be, b"\xd8\x3d\xdc\x1f", Ok("🐟")),
            (
                "half a unit",
                Utf16Le,
                b"a\0b",
                Err("byte 2: expected UTF-16LE, found 0x62"),
            ),
            (
                "half a pair",
                Utf16Le,
                b"a\0\x00\xd8",
                Err("byte 2: expected UTF-16LE, found 0x00"),
            ),
            (
                "half a pair after a pair",
                Utf16Be,
                b"\xd8\x3d\xdc\x1f\xdc\x1f",
                Err("byte 4: expected UTF-16BE, found 0xdc"),
            ),
        ]);
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn legacy_encodings_are_decoded_strictly() {
        use Encoding::{EucJp, Iso2022Jp, ShiftJis, Windows1252};
        check(&[
            ("Shift_JIS", ShiftJis, b"\x89\x4a\r", Ok("雨\r")),
            ("CP932", ShiftJis, b"\x87\x40\xfb\xfc", Ok("①髙")),
            (
                "a lone byte",
                ShiftJis,
                b"\x89\x4aab\xff",
                Err("byte 4: expected Shift_JIS, found 0xff"),
            ),
            (
                "half a character",
                ShiftJis,
                b"\x89\x4a\x89",
                Err("byte 2: expected Shift_JIS, found 0x89"),
            ),
            (
                "a wrong second byte",
                ShiftJis,
                b"\x89\x4a\x89\x20a",
                Err("byte 2: expected Shift_JIS, found 0x89"),
            ),
            ("EUC-JP", EucJp, b"\xb1\xab\x8e\xb1", Ok("雨ｱ")),
            (
                "a wrong byte in EUC-JP",
                EucJp,
                b"\xb1\xab\xff\xff",
                Err("byte 2: expected EUC-JP, found 0xff"),
            ),
            ("ISO-2022-JP", Iso2022Jp, b"\x1b$B1+\x1b(Ba", Ok("雨a")),
            (
                "an escape that it lacks",
                Iso2022Jp,
                b"ab\x1b$zz",
                Err("byte 2: expected ISO-2022-JP, found 0x1b"),
            ),
            ("windows-1252", Windows1252, b"It\x92s", Ok("It’s")),
        ]);
    }

    #[cfg(not(feature = "encodings"))]
    #[test]
    fn without_the_feature_the_error_says_so() {
        let error = decode_as(vec![], Encoding::EucJp, "f").expect_err("not built in");
        assert!(error.to_string().contains("`encodings`"), "{error}");
    }
}
