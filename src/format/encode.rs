//! [`replace_in_bytes`]: changes in a text, made in the bytes of its file.
//!
//! In: the bytes of a file, their encoding, and replacements of spans of its text. Out: bytes that differ from the file's in
//! these spans only, byte order mark and line ends included. O(bytes).

use std::borrow::Cow;

use crate::error::{Error, Result};
use crate::format::encoding::{Encoding, decode_as};
use crate::text::Span;

impl Encoding {
    /// Whether the encoding has all characters of a text. O(bytes).
    ///
    /// ```
    /// use taiyaku::format::Encoding;
    ///
    /// assert!(Encoding::Utf8.has("雨🐟"));
    /// # #[cfg(feature = "encodings")]
    /// assert!(Encoding::ShiftJis.has("雨") && !Encoding::ShiftJis.has("🐟"));
    /// ```
    #[must_use]
    pub fn has(self, text: &str) -> bool {
        encoded(text, self).is_some()
    }
}

/// Replaces spans of the text of a file by other texts, in the encoding of the file. The spans are in bytes of the text that
/// [`decode_as`] returns, in order and disjoint. Errors name the file as `place`. O(bytes).
///
/// ```
/// use taiyaku::format::{Encoding, replace_in_bytes};
///
/// let file = "雨。\r\n雪。".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
/// let changed = replace_in_bytes(&file, Encoding::Utf16Le, &[((0..3).into(), "霙")], "rain.txt")?;
/// assert_eq!(changed[..2], 0x9719u16.to_le_bytes());
/// assert_eq!(changed[2..], file[2..]);
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If the bytes are not of the encoding, if it lacks a character of a new text, or if the file is in ISO-2022-JP and was written
/// in another way than this library writes it, so that it would change elsewhere.
///
/// # Panics
///
/// If the spans are not in order, or do not slice the text.
pub fn replace_in_bytes(
    bytes: &[u8],
    encoding: Encoding,
    replacements: &[(Span, &str)],
    place: &str,
) -> Result<Vec<u8>> {
    let text = decode_as(bytes.to_vec(), encoding, place)?;
    let wrong = |expected: String| Error::format(place, expected);
    let mut offsets = Offsets::new(bytes, encoding, &text);
    if encoding == Encoding::Iso2022Jp {
        // Its bytes depend on those before them.
        if encoded(&text, encoding).as_deref() != Some(bytes) {
            return Err(wrong(format!(
                "expected {encoding} with its escapes where the script changes only; the file cannot be changed in place"
            )));
        }
        let changed = replaced(&text, replacements);
        let changed = encoded(&changed, encoding).map(Cow::into_owned);
        return changed.ok_or_else(|| wrong(lacks(encoding, replacements)));
    }
    let mut changed = Vec::with_capacity(bytes.len());
    let mut end = 0;
    for (span, new) in replacements {
        let (from, to) = (offsets.byte(span.start), offsets.byte(span.end));
        changed.extend_from_slice(&bytes[end..from]);
        let new = encoded(new, encoding).ok_or_else(|| wrong(lacks(encoding, replacements)))?;
        changed.extend_from_slice(&new);
        end = to;
    }
    changed.extend_from_slice(&bytes[end..]);
    Ok(changed)
}

/// The text with replacements of its spans, which are in order and disjoint.
pub(crate) fn replaced(text: &str, replacements: &[(Span, &str)]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut end = 0;
    for (span, new) in replacements {
        changed.push_str(&text[end..span.start]);
        changed.push_str(new);
        end = span.end;
    }
    changed.push_str(&text[end..]);
    changed
}

fn lacks(encoding: Encoding, replacements: &[(Span, &str)]) -> String {
    let all = replacements.iter().flat_map(|(_, new)| new.chars());
    let mut missing = all.filter(|c| !encoding.has(c.encode_utf8(&mut [0; 4])));
    match missing.next() {
        Some(c) => format!("expected a character that {encoding} has, found `{c}`"),
        None => format!("expected a text that {encoding} has"),
    }
}

/// The bytes of a text, without a byte order mark. None if the encoding lacks a character.
fn encoded(text: &str, encoding: Encoding) -> Option<Cow<'_, [u8]>> {
    match encoding {
        Encoding::Utf8 => Some(Cow::Borrowed(text.as_bytes())),
        Encoding::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Encoding::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        #[cfg(feature = "encodings")]
        _ => {
            let coder = crate::format::encoding::reader_of(encoding);
            let (bytes, _, lacks) = coder.encode(text);
            // It writes some characters that it lacks as others: ¥ as \, − as －, half-width kana in mail as full-width.
            let is_same = !lacks && coder.decode_without_bom_handling(&bytes).0 == text;
            is_same.then_some(bytes)
        }
        #[cfg(not(feature = "encodings"))]
        _ => None,
    }
}

/// The bytes of a file at the places of its text, asked in order.
struct Offsets<'a> {
    #[cfg(feature = "encodings")]
    bytes: &'a [u8],
    encoding: Encoding,
    text: &'a str,
    /// The last place, in the text and in the file.
    at: usize,
    byte: usize,
    #[cfg(feature = "encodings")]
    decoder: Option<encoding_rs::Decoder>,
}

impl<'a> Offsets<'a> {
    fn new(bytes: &'a [u8], encoding: Encoding, text: &'a str) -> Self {
        let mark: &[u8] = match encoding {
            Encoding::Utf8 => b"\xef\xbb\xbf",
            Encoding::Utf16Le => b"\xff\xfe",
            Encoding::Utf16Be => b"\xfe\xff",
            _ => b"",
        };
        Offsets {
            #[cfg(feature = "encodings")]
            bytes,
            encoding,
            text,
            at: 0,
            byte: if bytes.starts_with(mark) {
                mark.len()
            } else {
                0
            },
            #[cfg(feature = "encodings")]
            decoder: (!matches!(
                encoding,
                Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be
            ))
            .then(|| {
                crate::format::encoding::reader_of(encoding).new_decoder_without_bom_handling()
            }),
        }
    }

    /// The byte of the file at a place of the text.
    fn byte(&mut self, at: usize) -> usize {
        let between = &self.text[self.at..at];
        match self.encoding {
            Encoding::Utf8 => self.byte += between.len(),
            Encoding::Utf16Le | Encoding::Utf16Be => {
                self.byte += 2 * between.encode_utf16().count();
            }
            _ => self.decode(between.len()),
        }
        self.at = at;
        self.byte
    }

    /// Decodes as many bytes as become so much text. Two codes of one character have one length, but not in every encoding, so
    /// that the text alone does not tell the place.
    #[cfg(feature = "encodings")]
    fn decode(&mut self, n_bytes_of_text: usize) {
        let Some(decoder) = &mut self.decoder else {
            return;
        };
        let mut text = String::with_capacity(n_bytes_of_text + 16);
        while text.len() < n_bytes_of_text && self.byte < self.bytes.len() {
            let next = &self.bytes[self.byte..=self.byte];
            text.reserve(16);
            let _ = decoder.decode_to_string_without_replacement(next, &mut text, false);
            self.byte += 1;
        }
    }

    #[cfg(not(feature = "encodings"))]
    fn decode(&mut self, _: usize) {}
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::part::beginning;

    const ENCODINGS: [Encoding; 7] = [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::ShiftJis,
        Encoding::EucJp,
        Encoding::Iso2022Jp,
        Encoding::Windows1252,
    ];

    #[test]
    fn only_the_spans_change() {
        let text = "題名\r\n\r\n雨が ﾌﾙ。\r雪ⅰ終";
        let at = text.find('雪').unwrap();
        let rain = text.find('雨').unwrap();
        let replacements = [
            (Span::new(rain, rain + 3), "霧雨"),
            (Span::new(at, at + 3), ""),
            (Span::new(text.len(), text.len()), "。"),
        ];
        let expected = "題名\r\n\r\n霧雨が ﾌﾙ。\rⅰ終。";
        for encoding in [
            Encoding::Utf8,
            Encoding::Utf16Le,
            Encoding::Utf16Be,
            #[cfg(feature = "encodings")]
            Encoding::ShiftJis,
            #[cfg(feature = "encodings")]
            Encoding::EucJp,
        ] {
            let bytes = encoded(text, encoding).unwrap().into_owned();
            let changed = replace_in_bytes(&bytes, encoding, &replacements, "f").unwrap();
            assert_eq!(changed, *encoded(expected, encoding).unwrap(), "{encoding}");
            let mut marked = encoded("\u{feff}", encoding)
                .unwrap_or_default()
                .into_owned();
            if matches!(
                encoding,
                Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be
            ) {
                let n_mark = marked.len();
                marked.extend(&bytes);
                let changed = replace_in_bytes(&marked, encoding, &replacements, "f").unwrap();
                assert_eq!(changed[..n_mark], marked[..n_mark], "{encoding}");
                assert_eq!(changed[n_mark..], *encoded(expected, encoding).unwrap());
            }
        }
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn codes_that_are_written_otherwise_stay() {
        // Two codes of `ⅰ` in CP932: of NEC and of IBM.
        let bytes = b"\xee\xef\xfa\x40 \x89J\xee\xef";
        let text = decode_as(bytes.to_vec(), Encoding::ShiftJis, "f").unwrap();
        let at = text.find('雨').unwrap();
        let replacement = [(Span::new(at, at + 3), "雪")];
        let changed = replace_in_bytes(bytes, Encoding::ShiftJis, &replacement, "f").unwrap();
        assert_eq!(changed, b"\xee\xef\xfa\x40 \x90\xe1\xee\xef");
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn mail_is_written_again_or_refused() {
        let bytes = encoded("雨 a 雪", Encoding::Iso2022Jp)
            .unwrap()
            .into_owned();
        let replacement = [(Span::new(0, 3), "霧")];
        let changed = replace_in_bytes(&bytes, Encoding::Iso2022Jp, &replacement, "f").unwrap();
        assert_eq!(changed, *encoded("霧 a 雪", Encoding::Iso2022Jp).unwrap());
        let mut other = b"\x1b(Ba".to_vec();
        other.extend(&bytes);
        let replacement = [(Span::new(1, 4), "霧")];
        let error = replace_in_bytes(&other, Encoding::Iso2022Jp, &replacement, "f").unwrap_err();
        assert!(
            error.to_string().contains("cannot be changed in place"),
            "{error}"
        );
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn a_character_that_is_missing_is_named() {
        let bytes = encoded("雨", Encoding::ShiftJis).unwrap().into_owned();
        let replacement = [(Span::new(0, 3), "魚🐟")];
        let error = replace_in_bytes(&bytes, Encoding::ShiftJis, &replacement, "f").unwrap_err();
        assert!(error.to_string().contains("found `🐟`"), "{error}");
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn a_character_that_would_be_written_as_another_is_missing() {
        for (name, encoding, text) in [
            ("yen", Encoding::ShiftJis, "¥"),
            ("overline", Encoding::ShiftJis, "‾"),
            ("minus", Encoding::EucJp, "−"),
            ("half-width kana", Encoding::Iso2022Jp, "ｱ"),
        ] {
            assert!(!encoding.has(text), "{name}");
            let error = replace_in_bytes(b"a", encoding, &[(Span::new(0, 1), text)], "f");
            let message = error.expect_err(name).to_string();
            let expected = format!("found `{text}`");
            assert!(message.ends_with(&expected), "{name}: {message}");
        }
        assert!(Encoding::ShiftJis.has("ｱ\\~－"));
    }

    proptest! {
        #[test]
        fn a_replacement_changes_its_span_alone(
            text in "[a雨ｱ\\\\~‾—－🐟é\r\n]{0,12}",
            bytes in prop::collection::vec(any::<u8>(), 0..12),
            new in "[a雪ｱ—é]{0,3}",
            ends in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        ) {
            for encoding in ENCODINGS {
                let files = [encoded(&text, encoding).map(Cow::into_owned), Some(bytes.clone())];
                for file in files.into_iter().flatten() {
                    let Ok(text) = decode_as(file.clone(), encoding, "f") else { continue };
                    let place = |index: &prop::sample::Index| beginning(&text, index.index(text.len() + 1)).len();
                    let (a, b) = (place(&ends.0), place(&ends.1));
                    let span = Span::new(a.min(b), a.max(b));
                    if let Ok(same) = replace_in_bytes(&file, encoding, &[], "f") {
                        prop_assert_eq!(same, file.clone(), "{}", encoding);
                    }
                    match replace_in_bytes(&file, encoding, &[(span, &new)], "f") {
                        Ok(changed) => {
                            let back = decode_as(changed, encoding, "f").expect("its own encoding");
                            prop_assert_eq!(back, replaced(&text, &[(span, &new)]), "{} {:?}", encoding, file);
                        }
                        Err(_) => prop_assert!(!encoding.has(&new) || encoding == Encoding::Iso2022Jp, "{}", encoding),
                    }
                }
            }
        }
    }
}
