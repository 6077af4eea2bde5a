//! The places of a text where a number can begin, and what was read there.
//!
//! In: a text and where to go on. Out: the next [`Place`], with the digits, kanji numerals, number word or sign that
//! begins there. O(bytes): text without numerals costs one table look-up a character and one an English word.

use crate::number::digits::{self, Arabic};
use crate::number::kanji::{self, KanjiNumber, char_at, numeral};
use crate::number::lists::{LISTS, Sense};
use crate::number::measure;
use crate::number::scan::Scan;
use crate::number::types::{Number, NumberKind};
use crate::number::value::{Decimal, NumberValue};
use crate::number::words::{WORDS, Word};
use crate::text::Language;

/// A place where a number can begin.
pub(super) struct Place {
    /// Its first byte.
    pub(super) start: usize,
    pub(super) token: Token,
    /// Whether what is read may well not be a number in the other language: digits in a name, 一つ.
    pub(super) weak: bool,
}

impl Place {
    /// The number from this place to `end`, weak if the place is.
    pub(super) fn number(&self, end: usize, kind: NumberKind, value: NumberValue) -> Number {
        Number {
            weak: self.weak,
            ..Number::certain(self.start, end, kind, value)
        }
    }
}

/// What begins at a place.
pub(super) enum Token {
    /// Arabic digits that only their own characters explain, or that an English text holds.
    Digits(Arabic),
    /// Kanji numerals of a Japanese text, or Arabic digits that such may follow.
    Numerals(KanjiNumber),
    /// A word of `data/numbers/english.tsv`, and where it ends.
    Word(usize, Word),
    /// Any other character that can begin a number.
    Sign(char),
}

/// The next place at or behind a byte where a number can begin.
pub(super) fn next(scan: &Scan<'_>, at: usize) -> Option<Place> {
    match scan.language {
        Language::English => next_in_english(scan, at),
        Language::Japanese => next_in_japanese(scan, at),
        _ => next_digits(scan, at),
    }
}

/// Where to go on behind a place at which no number was read.
pub(super) fn skip(scan: &Scan<'_>, place: &Place) -> usize {
    match place.token {
        Token::Word(..) => end_of_letters(scan.bytes, place.start),
        _ => place.start + char_len(scan.bytes[place.start]),
    }
}

/// The length of the character that begins with a byte.
fn char_len(first: u8) -> usize {
    match first {
        0xf0.. => 4,
        0xe0.. => 3,
        0x80.. => 2,
        _ => 1,
    }
}

/// The place of Arabic digits that only their own characters explain.
fn digits_alone(bytes: &[u8], start: usize) -> Place {
    let arabic = digits::read(bytes, start);
    Place {
        start,
        weak: digits::is_in_name(bytes, start, arabic.end),
        token: Token::Digits(arabic),
    }
}

/// The same in an English text, where a currency or a power of ten may be joined to the digits (Rs500, 12million), and the
/// zero before a point left out (.5).
fn digits_in_english(bytes: &[u8], start: usize) -> Place {
    if let Some(arabic) = digits::behind_bare_point(bytes, start) {
        return Place {
            start: start - 1,
            token: Token::Digits(arabic),
            weak: false,
        };
    }
    let mut place = digits_alone(bytes, start);
    if let (true, Token::Digits(arabic)) = (place.weak, &place.token) {
        place.weak = !measure::is_joined_amount(bytes, start, arabic);
    }
    place
}

fn next_digits(scan: &Scan<'_>, at: usize) -> Option<Place> {
    let bytes = scan.bytes;
    let start = (at..bytes.len())
        .find(|&at| matches!(bytes[at], b'0'..=b'9' | 0xef) && digits::is_digit_at(bytes, at))?;
    Some(digits_alone(bytes, start))
}

/// What a byte of an English text can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    Nothing,
    /// A letter, or a byte inside one beyond ASCII.
    Word,
    Digits,
    /// A character beyond ASCII that is no Latin letter and may be a digit or a fraction.
    Sign,
}

const BEGINS: [Begins; 256] = {
    let mut table = [Begins::Nothing; 256];
    let mut i = 0;
    while i < 256 {
        let byte = i as u8;
        table[i] = match byte {
            _ if byte.is_ascii_alphabetic() => Begins::Word,
            b'0'..=b'9' => Begins::Digits,
            0xc2 | 0xe2.. => Begins::Sign,
            0x80.. => Begins::Word,
            _ => Begins::Nothing,
        };
        i += 1;
    }
    table
};

fn next_in_english(scan: &Scan<'_>, mut at: usize) -> Option<Place> {
    let (bytes, words) = (scan.bytes, &*WORDS);
    while at < bytes.len() {
        match BEGINS[usize::from(bytes[at])] {
            Begins::Nothing => at += 1,
            Begins::Word => {
                if words.may_start(bytes, at)
                    && let Some((end, word)) = words.at(bytes, at)
                {
                    return Some(Place {
                        start: at,
                        token: Token::Word(end, word),
                        weak: false,
                    });
                }
                at = end_of_letters(bytes, at);
            }
            Begins::Digits => return Some(digits_in_english(bytes, at)),
            Begins::Sign if digits::is_digit_at(bytes, at) => {
                return Some(digits_alone(bytes, at));
            }
            Begins::Sign if digits::fraction_sign(bytes, at).is_some() => {
                return Some(Place {
                    start: at,
                    token: Token::Sign(char_at(scan.text, at).0),
                    weak: false,
                });
            }
            Begins::Sign => at += char_len(bytes[at]),
        }
    }
    None
}

/// Where the letters that begin at `start` end.
fn end_of_letters(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && BEGINS[usize::from(bytes[at])] == Begins::Word {
        at += 1;
    }
    at
}

/// Characters beyond ASCII that can begin a number in a Japanese text.
const FIRST_CHARACTERS: &str = "０１２３４５６７８９〇零一二三四五六七八九壱壹弐貳参參肆伍陸漆捌玖十拾百佰千仟阡\
    万萬億兆京数何幾元正半ゼひふみ½¼¾⅓⅔⅛ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

/// A bit for each character of the basic plane that is an ASCII digit or one of [`FIRST_CHARACTERS`], 64 a row.
static CAN_BEGIN: [u64; 1024] = {
    let bytes = FIRST_CHARACTERS.as_bytes();
    let mut table = [0; 1024];
    table[0] = 0x3ff << b'0';
    let mut at = 0;
    while at < bytes.len() {
        let (row, bit, len) = row_and_bit(bytes, at);
        table[row] |= 1 << (bit & 63);
        at += len;
    }
    table
};

/// Where [`CAN_BEGIN`] holds the character at a byte: its row and, in the last six bits, its bit; and the length of the
/// character. One beyond the basic plane is looked up as NUL.
const fn row_and_bit(bytes: &[u8], at: usize) -> (usize, u8, usize) {
    match bytes[at] {
        first @ 0xe0..0xf0 => {
            let row = (first as usize & 15) << 6 | bytes[at + 1] as usize & 63;
            (row, bytes[at + 2], 3)
        }
        first @ 0..0x80 => (first as usize >> 6, first, 1),
        first @ 0x80..0xe0 => (first as usize & 31, bytes[at + 1], 2),
        0xf0.. => (0, 0, 4),
    }
}

fn next_in_japanese(scan: &Scan<'_>, mut at: usize) -> Option<Place> {
    while at < scan.bytes.len() {
        let (row, bit, len) = row_and_bit(scan.bytes, at);
        at = if CAN_BEGIN[row] >> (bit & 63) & 1 == 0 {
            at + len
        } else {
            match japanese_place(scan, at) {
                Ok(place) => return Some(place),
                Err(end) => end,
            }
        };
    }
    None
}

/// The place at a byte of a Japanese text, or where to go on if no number begins there.
fn japanese_place(scan: &Scan<'_>, start: usize) -> Result<Place, usize> {
    let (bytes, text) = (scan.bytes, scan.text);
    if digits::is_digit_at(bytes, start) {
        return Ok(match kanji::read(text, start) {
            Some(number) if 0 < number.kanji || !digits::is_in_name(bytes, start, number.end) => {
                Place {
                    start,
                    token: Token::Numerals(number),
                    weak: false,
                }
            }
            _ => digits_alone(bytes, start),
        });
    }
    let (first, len) = char_at(text, start);
    if numeral(first).is_none() {
        return Ok(Place {
            start,
            token: Token::Sign(first),
            weak: false,
        });
    }
    let sense = LISTS.sense(text, start);
    let number = kanji::read(text, start);
    if let Sense::Word(end) = sense
        && number.is_none_or(|number| number.end <= end && !scan.starts(number.end, "分の"))
    {
        return Err(end);
    }
    let number = number.ok_or(start + len)?;
    let is_single = number.end == start + len;
    if is_single && !stands_alone(scan, start, number.end) {
        return Err(start + len);
    }
    if number.value.is_zero() && 1 < number.kanji {
        return Err(number.end);
    }
    let is_one = is_single && number.value == Decimal::integer(1);
    Ok(Place {
        start,
        weak: sense == Sense::Weak || number.vague || is_one,
        token: Token::Numerals(number),
    })
}

/// Whether a single kanji numeral is a number: counted, after 第, or with no kanji on either side.
fn stands_alone(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    if scan.ends(start, "第") || LISTS.counter(scan.text, end).is_some() {
        return true;
    }
    if scan.starts(start, "拾") {
        return false;
    }
    let is_kanji = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c) || c == '々';
    let before = scan.text[..start].chars().next_back();
    let follows_number = scan.end() == start && start != 0;
    !is_kanji(char_at(scan.text, end).0) && (follows_number || !before.is_some_and(is_kanji))
}
