//! Numbers: every written number, date, time and share → one value.
//!
//! In: text of either language. Out: numbers in order, with their spans, whose values can be compared:
//! `1.2 million` and 120万, `30 %` and 3割, `May` and 5月, 2024 and 令和6年. O(bytes).

mod english;
mod japanese;

use std::fmt;

use crate::text::{Language, Span};

/// What a number counts or names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum NumberKind {
    /// A plain number.
    Cardinal,
    /// A place in a row: third, 第三.
    Ordinal,
    /// A share of a hundred; the value is the number of hundredths.
    Percent,
    /// A year of the common era.
    Year,
    /// A month, 1 to 12.
    Month,
    /// A time of day, in minutes.
    Time,
    /// A section or version: 4.4.3.4.
    Section,
}

/// An exact value: a decimal, or a section number as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum NumberValue {
    /// `mantissa · 10^exponent`, the mantissa not divisible by ten (zero has exponent 0).
    Decimal {
        /// The digits.
        mantissa: u128,
        /// The power of ten.
        exponent: i16,
    },
    /// Numbers joined by dots.
    Section(Box<str>),
}

impl NumberValue {
    pub(crate) fn new(mut mantissa: u128, mut exponent: i16) -> Self {
        if mantissa == 0 {
            return NumberValue::Decimal {
                mantissa,
                exponent: 0,
            };
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        NumberValue::Decimal { mantissa, exponent }
    }

    /// The sum, where it can be held exactly.
    pub(crate) fn plus(&self, other: &NumberValue) -> Option<NumberValue> {
        let (
            NumberValue::Decimal {
                mantissa: a,
                exponent: x,
            },
            NumberValue::Decimal {
                mantissa: b,
                exponent: y,
            },
        ) = (self, other)
        else {
            return None;
        };
        let low = *x.min(y);
        let at = |mantissa: u128, exponent: i16| {
            mantissa.checked_mul(10u128.checked_pow(u32::try_from(exponent - low).ok()?)?)
        };
        Some(NumberValue::new(at(*a, *x)?.checked_add(at(*b, *y)?)?, low))
    }

    /// The value times a whole number and a power of ten.
    pub(crate) fn times(&self, factor: u128, power: i16) -> NumberValue {
        match self {
            NumberValue::Decimal { mantissa, exponent } => NumberValue::new(
                mantissa.saturating_mul(factor),
                exponent.saturating_add(power),
            ),
            section => section.clone(),
        }
    }
}

impl fmt::Display for NumberValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberValue::Section(text) => f.write_str(text),
            NumberValue::Decimal { mantissa, exponent } if *exponent >= 0 => {
                write!(f, "{mantissa}{}", "0".repeat(*exponent as usize))
            }
            NumberValue::Decimal { mantissa, exponent } => {
                let places = -exponent as usize;
                let digits = format!("{mantissa:0>width$}", width = places + 1);
                write!(
                    f,
                    "{}.{}",
                    &digits[..digits.len() - places],
                    &digits[digits.len() - places..]
                )
            }
        }
    }
}

/// A number met in a text.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Number {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it counts or names.
    pub kind: NumberKind,
    /// Its value.
    pub value: NumberValue,
    /// Whether the other side may well do without it: one, 一つ.
    pub weak: bool,
}

impl Number {
    /// The key by which equal values of the two languages meet, whatever their kind. O(1).
    pub fn key(&self) -> u64 {
        key(&self.value)
    }

    /// Keys of values by which the other side may name the same: 3 p.m. as 3, ’95 as 1995.
    pub fn other_keys(&self) -> impl Iterator<Item = u64> + use<> {
        let small = |value: u128| key(&NumberValue::new(value, 0));
        let others = match (self.kind, &self.value) {
            (NumberKind::Time, NumberValue::Decimal { mantissa, exponent }) => {
                let minutes = mantissa * 10u128.pow(*exponent as u32);
                let hour = minutes / 60;
                [Some(small(hour)), (hour > 12).then(|| small(hour - 12))]
            }
            (
                NumberKind::Year,
                NumberValue::Decimal {
                    mantissa,
                    exponent: 0,
                },
            ) if (1900..2100).contains(mantissa) => [Some(small(mantissa % 100)), None],
            _ => [None, None],
        };
        others.into_iter().flatten()
    }
}

/// FNV-1a, so that a key is the same on every machine.
fn key(value: &NumberValue) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    match value {
        NumberValue::Section(text) => text.bytes().fold(0xcbf2_9ce4_8422_2325, mix),
        NumberValue::Decimal { mantissa, exponent } => {
            let bytes = mantissa
                .to_le_bytes()
                .into_iter()
                .chain(exponent.to_le_bytes());
            bytes.fold(0x9ae1_6a3b_2f90_404f, mix)
        }
    }
}

/// The numbers of a text in order; none overlaps another. O(bytes).
pub fn numbers(text: &str, language: Language) -> Vec<Number> {
    match language {
        Language::Japanese => japanese::numbers(text),
        _ => english::numbers(text, language == Language::English),
    }
}

/// A run of Arabic digits with separators, read from the start of `text`.
pub(crate) struct Digits {
    pub(crate) len: usize,
    pub(crate) value: NumberValue,
    /// Two dots or more: a section or version.
    pub(crate) section: bool,
    /// Whole digits without any separator.
    pub(crate) plain: bool,
}

/// Reads Arabic digits of full or half width: 1,234.5, 4.4.3.4, 2024. O(length).
pub(crate) fn digits(text: &str) -> Option<Digits> {
    let digit = |c: char| match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    };
    let mut groups: Vec<(char, String)> = Vec::new();
    let mut current = String::new();
    let mut separator = ' ';
    let mut len = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if let Some(value) = digit(c) {
            current.push(char::from(b'0' + value as u8));
            len = at + c.len_utf8();
        } else if matches!(c, '.' | ',' | '，' | '．') && !current.is_empty() {
            if rest.peek().is_none_or(|&(_, next)| digit(next).is_none()) {
                break;
            }
            groups.push((separator, std::mem::take(&mut current)));
            separator = if matches!(c, '.' | '．') { '.' } else { ',' };
        } else {
            break;
        }
    }
    if current.is_empty() {
        return None;
    }
    groups.push((separator, current));
    let dots = groups.iter().filter(|g| g.0 == '.').count();
    if dots >= 2 {
        let section: Vec<&str> = groups.iter().map(|g| g.1.as_str()).collect();
        return Some(Digits {
            len,
            value: NumberValue::Section(section.join(".").into()),
            section: true,
            plain: false,
        });
    }
    // A comma that does not part thousands parts two numbers: only the first is read.
    let apart = groups.iter().position(|g| g.0 == ',' && g.1.len() != 3);
    if let Some(apart) = apart {
        let kept = groups[..apart].iter().map(|g| g.1.len() + 1).sum::<usize>() - 1;
        let end = text
            .char_indices()
            .nth(kept)
            .map_or(text.len(), |(at, _)| at);
        return digits(&text[..end]);
    }
    let decimals = groups.iter().find(|g| g.0 == '.').map_or(0, |g| g.1.len());
    let all: String = groups.iter().map(|g| g.1.as_str()).collect();
    let mantissa = all.parse::<u128>().ok()?;
    let value = NumberValue::new(mantissa, -(decimals as i16));
    Some(Digits {
        len,
        value,
        section: false,
        plain: groups.len() == 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, language: Language) -> Vec<String> {
        numbers(text, language)
            .iter()
            .filter(|n| !n.weak)
            .map(|n| n.value.to_string())
            .collect()
    }

    #[test]
    fn both_languages_read_the_same_values() {
        for (name, english, japanese) in [
            ("plain", "24 hours", "24時間"),
            ("thousands", "1,234 people", "1234人"),
            ("full width", "in 2024", "２０２４年に"),
            ("million", "1.2 million yen", "120万円"),
            ("oku", "120 million", "1億2000万"),
            ("billion", "3 billion", "30億"),
            ("trillion", "two trillion", "2兆"),
            ("kanji", "three hundred and sixty-five days", "三百六十五日"),
            ("percent", "30 percent", "3割"),
            ("percent sign", "50/75/40 percent", "50%、75%、40%"),
            ("wari bu", "35%", "3割5分"),
            ("decimal", "3.14", "３．１４"),
            ("section", "see 4.4.3.4", "4.4.3.4を見よ"),
            ("era", "in 2024", "令和6年に"),
            ("showa", "in 1964", "昭和39年"),
            ("month", "in May 1999", "1999年5月に"),
            ("date", "May 3, 2024", "5月3日、2024年"),
            ("ordinal", "the third", "第三"),
            ("time", "3:30 p.m.", "午後3時30分"),
            ("dozen", "two dozen", "24個"),
            ("positional", "in 1987", "一九八七年"),
            ("thousand mixed", "5 thousand", "5千"),
            ("ordinal digits", "the 21st century", "21世紀"),
        ] {
            let (a, b) = (
                values(english, Language::English),
                values(japanese, Language::Japanese),
            );
            assert_eq!(a, b, "{name}: {english} {japanese}");
            assert!(!a.is_empty(), "{name}");
        }
    }

    #[test]
    fn what_looks_like_a_number_and_is_none() {
        for text in [
            "一般に",
            "一緒に",
            "統一する",
            "万一",
            "千葉に行く",
            "十分だ",
            "一部の人",
        ] {
            assert!(
                values(text, Language::Japanese).is_empty(),
                "{text}: {:?}",
                values(text, Language::Japanese)
            );
        }
        for text in ["you may go", "march on", "one of them", "second thoughts"] {
            assert!(
                values(text, Language::English).is_empty(),
                "{text}: {:?}",
                values(text, Language::English)
            );
        }
    }

    #[test]
    fn spans_slice_the_text() {
        let text = "価格は1億2000万円、２割引き。";
        let found: Vec<&str> = numbers(text, Language::Japanese)
            .iter()
            .map(|n| n.span.of(text))
            .collect();
        assert_eq!(found, ["1億2000万", "２割"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
            for language in [Language::English, Language::Japanese, Language::Other] {
                for number in numbers(&text, language) {
                    proptest::prop_assert!(text.get(number.span.start..number.span.end).is_some());
                }
            }
        }

        #[test]
        fn an_integer_reads_back(n in 0u64..10_000_000) {
            proptest::prop_assert_eq!(values(&format!("({n})"), Language::English), vec![n.to_string()]);
            proptest::prop_assert_eq!(values(&format!("（{n}）"), Language::Japanese), vec![n.to_string()]);
        }
    }
}
