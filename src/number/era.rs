//! Japanese eras (元号) and what number can be a year.
//!
//! In: the name of an era and a year in it. Out: the year of the common era, and back. O(1).

/// An era from Meiji on: its names, the year before its first one, its last year.
struct Era {
    kanji: &'static str,
    square: char,
    letter: u8,
    before: u16,
    last: u16,
}

/// First and last years as proclaimed; the year in which an era changes belongs to both.
const ERAS: [Era; 5] = [
    Era {
        kanji: "令和",
        square: '㋿',
        letter: b'R',
        before: 2018,
        last: 2099,
    },
    Era {
        kanji: "平成",
        square: '㍻',
        letter: b'H',
        before: 1988,
        last: 2019,
    },
    Era {
        kanji: "昭和",
        square: '㍼',
        letter: b'S',
        before: 1925,
        last: 1989,
    },
    Era {
        kanji: "大正",
        square: '㍽',
        letter: b'T',
        before: 1911,
        last: 1926,
    },
    Era {
        kanji: "明治",
        square: '㍾',
        letter: b'M',
        before: 1867,
        last: 1912,
    },
];

/// The longest that an era has been counted on, in years.
const LONGEST: u64 = 64;

/// The era whose kanji end at the end of `before`: the length of its name in bytes, and the year before its
/// first.
pub(super) fn kanji_before(before: &[u8]) -> Option<(usize, u16)> {
    ERAS.iter().find_map(|era| {
        let mut buffer = [0; 4];
        let square = era.square.encode_utf8(&mut buffer).as_bytes();
        let name = if before.ends_with(square) {
            square
        } else {
            era.kanji.as_bytes()
        };
        before.ends_with(name).then_some((name.len(), era.before))
    })
}

/// The era that a Latin initial stands for.
pub(super) fn letter(letter: u8) -> Option<u16> {
    ERAS.iter()
        .find(|era| era.letter == letter.to_ascii_uppercase())
        .map(|era| era.before)
}

/// The common-era year of the year `n` of an era.
pub(super) fn year(before: u16, n: u64) -> Option<u64> {
    (1..=LONGEST).contains(&n).then_some(u64::from(before) + n)
}

/// The years of their eras by which a common-era year can be named; at most two.
pub(super) fn years_of_era(year: u64) -> impl Iterator<Item = u64> {
    ERAS.iter().filter_map(move |era| {
        let n = year.checked_sub(u64::from(era.before))?;
        (1 <= n && year <= u64::from(era.last)).then_some(n)
    })
}

/// Whether a number of four digits is more likely a year than a quantity.
pub(super) fn is_year(n: i128) -> bool {
    (1000..2200).contains(&n)
}

/// The four-digit year that a year of two digits most likely means.
pub(super) fn century(n: u64) -> u64 {
    if n < 30 { 2000 + n } else { 1900 + n }
}
