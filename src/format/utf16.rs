//! [`unmarked_utf16`]: whether bytes without a byte order mark are UTF-16.
//!
//! In: bytes. Out: UTF-16 in one of its two orders, or none. The beginning of the text is looked at. O(1).

use crate::format::encoding::Encoding;

/// The bytes that are looked at.
const SAMPLE: usize = 1 << 13;

/// What shows that bytes are UTF-16, besides that nearly all units are of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// One unit of five is ASCII (a zero and a letter) or kana. English in UTF-8 that is read so is all kanji, and other
    /// bytes are of every script.
    Letters,
    /// Kanji, for bytes that are valid in no other encoding of Japanese.
    Kanji,
}

/// The order of the bytes if at least 19 of 20 units are of English or Japanese text and show the evidence. ASCII text without
/// zeros may be kana by chance, as in "0A0B0C0D", and is not UTF-16.
pub(super) fn unmarked_utf16(bytes: &[u8], evidence: Evidence) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (units, _) = sample.as_chunks::<2>();
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let is_cut = bytes.len() % 2 == 1 && !sample.contains(&0);
    if units.len() < 2 || is_cut || sample.iter().all(is_plain) {
        return None;
    }
    let fit = |unit: fn([u8; 2]) -> u16| {
        let (mut fit, mut strong) = (0, 0);
        for &pair in units {
            let unit = unit(pair);
            strong += usize::from(is_letter(unit));
            fit += usize::from(is_letter(unit) || is_of_text(unit));
        }
        let is_shown = evidence == Evidence::Kanji || units.len() <= strong * 5;
        (units.len() * 19 <= fit * 20 && is_shown).then_some((strong, fit))
    };
    match (fit(u16::from_le_bytes), fit(u16::from_be_bytes)) {
        (None, None) => None,
        (low, high) if high <= low => Some(Encoding::Utf16Le),
        _ => Some(Encoding::Utf16Be),
    }
}

/// Whether a unit is printed ASCII, a line break, or kana.
fn is_letter(unit: u16) -> bool {
    matches!(unit, 0x20..=0x7e | 0x09 | 0x0a | 0x0d | 0x3041..=0x3096 | 0x30a1..=0x30fe)
}

/// Whether a unit is of an alphabet in Latin letters, of Japanese, of a mark, or half a pair.
fn is_of_text(unit: u16) -> bool {
    matches!(
        unit,
        0xa0..=0x17f
            | 0x2010..=0x203e
            | 0x2190..=0x21ff
            | 0x2460..=0x27bf
            | 0x3000..=0x3040
            | 0x3200..=0x33ff
            | 0x4e00..=0x9fff
            | 0xd800..=0xdfff
            | 0xfe0f
            | 0xff01..=0xff9f
    )
}
