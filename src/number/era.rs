//! Japanese eras (元号) and what number can be a year.
//!
//! In: the name of an era and a year in it. Out: the year of the common era, and back. O(1).

/// An era from Meiji on: its names in kanji and as one character, its initial, the year before its first one, its
/// last year. The year in which an era changes belongs to both.
struct Era {
    names: [&'static str; 2],
    letter: u8,
    before: u16,
    last: u16,
}

const fn era(names: [&'static str; 2], letter: u8, before: u16, last: u16) -> Era {
    Era {
        names,
        letter,
        before,
        last,
    }
}

const ERAS: [Era; 5] = [
    era(["令和", "㋿"], b'R', 2018, 2099),
    era(["平成", "㍻"], b'H', 1988, 2019),
    era(["昭和", "㍼"], b'S', 1925, 1989),
    era(["大正", "㍽"], b'T', 1911, 1926),
    era(["明治", "㍾"], b'M', 1867, 1912),
];

/// The longest that an era has been counted on, in years.
const LONGEST: u64 = 64;

/// The era whose Japanese name ends `before`: the length of the name in bytes, and the year before its first.
pub(super) fn kanji_before(before: &[u8]) -> Option<(usize, u16)> {
    // Most numbers fall at the last byte.
    let stands_before = |name: &[u8]| name.last() == before.last() && before.ends_with(name);
    ERAS.iter().find_map(|era| {
        let mut names = era.names.iter().map(|name| name.as_bytes());
        let name = names.find(|name| stands_before(name))?;
        Some((name.len(), era.before))
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
