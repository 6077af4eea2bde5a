//! The English number words, from `data/numbers/english.tsv`, and a filter in front of them.
//!
//! In: a place in a text. Out: the number word that stands there. O(1): most words fall at a bit for their
//! first three letters, the rest is one look-up in a hash table.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word does in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// zero to nine.
    Unit(u64),
    /// ten to nineteen.
    Teen(u64),
    /// twenty to ninety.
    Tens(u64),
    Hundred,
    /// thousand, million, lakh …: the power of ten.
    Scale(i32),
    Dozen,
    /// score: twenty behind a number.
    Score,
    /// threescore, fourscore.
    Scores(u64),
    /// hundreds, thousands …: the power of ten.
    Magnitude(i32),
    OrdinalUnit(u64),
    OrdinalTeen(u64),
    OrdinalTens(u64),
    /// hundredth, thousandth …: the power of ten.
    OrdinalScale(i32),
    /// thirds, fifths …: the denominator.
    Parts(u64),
    Quarter,
    Half,
    /// once, twice, double, both: not always a number in Japanese.
    Times(u64),
    /// hexadecimal, fortnight.
    Count(u64),
    /// decade: its years.
    Decades(u64),
    /// halved.
    Halved,
    /// nil: zero in a score.
    Nil,
    /// twenties, nineties.
    Decade(u64),
    /// noon, midnight: the hour.
    Clock(u8),
    Month(u64),
    /// may, march, august: a month only with a capital.
    MonthOrVerb(u64),
    /// jan, sept: a month only beside a number.
    MonthShort(u64),
    /// heisei: the year before its first.
    Era(u16),
    Roman(u64),
    Percent,
    Money,
}

/// The longest word of the list, in bytes.
const LONGEST: usize = 12;

pub(super) struct Words {
    by_name: FxHashMap<&'static [u8], Word>,
    /// A bit for each three first letters, five bits a letter; a word of two letters sets all thirds.
    starts: Box<[u64; 512]>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words {
        by_name: FxHashMap::default(),
        starts: Box::new([0; 512]),
    };
    let lines = include_str!("../../data/numbers/english.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        words.add(line);
    }
    words
});

/// The place of three letters in the filter, whatever their case.
fn start_bit(first: u8, second: u8, third: u8) -> usize {
    usize::from(first & 31) << 10 | usize::from(second & 31) << 5 | usize::from(third & 31)
}

impl Words {
    fn add(&mut self, line: &'static str) {
        let mut fields = line.split('\t');
        let (Some(name), Some(kind), Some(value)) = (fields.next(), fields.next(), fields.next())
        else {
            panic!("not three fields in the list of number words: {line}");
        };
        let value: u64 = value
            .parse()
            .unwrap_or_else(|_| panic!("no value in the list of number words: {line}"));
        self.by_name.insert(name.as_bytes(), word(kind, value));
        let bytes = name.as_bytes();
        let thirds = bytes
            .get(2)
            .map_or(0..=31, |&third| third & 31..=third & 31);
        for third in thirds {
            let bit = start_bit(bytes[0], bytes[1], third);
            self.starts[bit / 64] |= 1 << (bit % 64);
        }
    }

    /// Whether a number word can begin at a byte.
    pub(super) fn may_start(&self, bytes: &[u8], at: usize) -> bool {
        let Some(&[first, second]) = bytes.get(at..at + 2) else {
            return false;
        };
        let bit = start_bit(first, second, bytes.get(at + 2).copied().unwrap_or(0));
        self.starts[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// The number word at a byte, and where it ends.
    pub(super) fn at(&self, bytes: &[u8], at: usize) -> Option<(usize, Word)> {
        let mut lower = [0; LONGEST];
        let mut len = 0;
        while let Some(letter) = bytes.get(at + len).filter(|b| b.is_ascii_alphabetic()) {
            *lower.get_mut(len)? = letter.to_ascii_lowercase();
            len += 1;
        }
        // An accented letter goes on with the word, and an underscore makes it part of an identifier.
        let before = at.checked_sub(1).map(|i| bytes[i]);
        if matches!(bytes.get(at + len), Some(0xc3..=0xc9 | b'_')) || before == Some(b'_') {
            return None;
        }
        let word = *self.by_name.get(&lower[..len])?;
        Some((at + len, word))
    }
}

/// The number word after one space, line break or hyphen, and where it ends.
pub(super) fn next_word(bytes: &[u8], end: usize) -> Option<(usize, Word)> {
    word_at(bytes, after_gap(bytes, end)?)
}

/// The number word at a byte, and where it ends.
pub(super) fn word_at(bytes: &[u8], at: usize) -> Option<(usize, Word)> {
    let words = &*WORDS;
    if !words.may_start(bytes, at) {
        return None;
    }
    words.at(bytes, at)
}

/// One past a single space, line break or hyphen.
pub(super) fn after_gap(bytes: &[u8], end: usize) -> Option<usize> {
    match bytes.get(end..)? {
        [b' ' | b'\n' | b'-', ..] => Some(end + 1),
        [0xc2, 0xa0, ..] => Some(end + 2),
        [0xe2, 0x80, 0x90 | 0x91, ..] => Some(end + 3),
        _ => None,
    }
}

/// One past `word` after one space, if it stands there, in lower case, and no letter follows.
pub(super) fn skip_word(bytes: &[u8], end: usize, word: &str) -> Option<usize> {
    let start = after_gap(bytes, end)?;
    let after = start + word.len();
    let whole = !bytes.get(after).is_some_and(u8::is_ascii_alphanumeric);
    (bytes.get(start..after)? == word.as_bytes() && whole).then_some(after)
}

fn word(kind: &str, value: u64) -> Word {
    let power = value as i32;
    match kind {
        "unit" => Word::Unit(value),
        "teen" => Word::Teen(value),
        "tens" => Word::Tens(value),
        "hundred" => Word::Hundred,
        "scale" => Word::Scale(power),
        "dozen" => Word::Dozen,
        "score" => Word::Score,
        "scores" => Word::Scores(value),
        "magnitude" => Word::Magnitude(power),
        "ordinal-unit" => Word::OrdinalUnit(value),
        "ordinal-teen" => Word::OrdinalTeen(value),
        "ordinal-tens" => Word::OrdinalTens(value),
        "ordinal-scale" => Word::OrdinalScale(power),
        "parts" => Word::Parts(value),
        "quarter" => Word::Quarter,
        "half" => Word::Half,
        "times" => Word::Times(value),
        "count" => Word::Count(value),
        "decades" => Word::Decades(value),
        "halved" => Word::Halved,
        "nil" => Word::Nil,
        "decade" => Word::Decade(value),
        "clock" => Word::Clock(value as u8),
        "month" => Word::Month(value),
        "month-word" => Word::MonthOrVerb(value),
        "month-short" => Word::MonthShort(value),
        "era" => Word::Era(value as u16),
        "roman" => Word::Roman(value),
        "percent" => Word::Percent,
        "money" => Word::Money,
        _ => panic!("unknown kind in the list of number words: {kind}"),
    }
}
