//! What a number is worth, whatever its writing: [`NumberValue`] and the exact [`Decimal`] under most of them.
//!
//! In: mantissas, powers of ten and parts. Out: normalised values that can be compared, hashed and shown, and a
//! 64-bit key that is the same on every machine. O(1), but O(bytes) for the text of a section number.

use std::fmt;

/// Powers of ten beyond this are refused, so that no value takes long to print.
const MAX_EXPONENT: i32 = 64;

/// An exact decimal number, never negative, in its one normal form: the mantissa has no factor of ten.
///
/// The order is that of the form and serves sorted containers; it is not the numeric order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "(i128, i32)", into = "(i128, i32)")
)]
pub struct Decimal {
    mantissa: i128,
    exponent: i32,
}

impl Decimal {
    /// `mantissa` times ten to the power of `exponent`, normalised. The sign is dropped; an exponent beyond
    /// ±64 is brought there.
    ///
    /// ```
    /// use taiyaku::number::Decimal;
    ///
    /// assert_eq!(Decimal::new(1_500, -2), Decimal::integer(15));
    /// ```
    #[must_use]
    pub fn new(mantissa: i128, exponent: i32) -> Self {
        let mut mantissa = mantissa.checked_abs().unwrap_or(i128::MAX);
        let mut exponent = exponent.clamp(-MAX_EXPONENT, MAX_EXPONENT);
        if mantissa == 0 {
            return Decimal {
                mantissa,
                exponent: 0,
            };
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        Decimal { mantissa, exponent }
    }

    /// The integer `n`.
    #[must_use]
    pub fn integer(n: u64) -> Self {
        Decimal::new(i128::from(n), 0)
    }

    /// The digits, without trailing zeros.
    #[must_use]
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// The power of ten that the digits are multiplied by.
    #[must_use]
    pub fn exponent(self) -> i32 {
        self.exponent
    }

    /// The value, if it is an integer that fits.
    ///
    /// ```
    /// use taiyaku::number::Decimal;
    ///
    /// assert_eq!(Decimal::new(15, 1).to_integer(), Some(150));
    /// assert_eq!(Decimal::new(15, -1).to_integer(), None);
    /// ```
    #[must_use]
    pub fn to_integer(self) -> Option<u64> {
        let power = 10u64.checked_pow(u32::try_from(self.exponent).ok()?)?;
        u64::try_from(self.mantissa).ok()?.checked_mul(power)
    }

    pub(super) const ZERO: Decimal = Decimal {
        mantissa: 0,
        exponent: 0,
    };

    pub(super) fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Times ten to the power of `power`; `None` where the value would leave the range kept.
    pub(super) fn shifted(self, power: i32) -> Option<Self> {
        let exponent = self.exponent + power;
        (exponent.abs() < MAX_EXPONENT).then(|| Decimal::new(self.mantissa, exponent))
    }

    /// How many times it holds ten to the power of `exponent`, which is not above its own.
    fn in_units(self, exponent: i32) -> Option<i128> {
        let power = 10i128.checked_pow((self.exponent - exponent) as u32)?;
        self.mantissa.checked_mul(power)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let sum = self
            .in_units(exponent)?
            .checked_add(other.in_units(exponent)?)?;
        Some(Decimal::new(sum, exponent))
    }

    pub(super) fn times(self, n: i128) -> Option<Self> {
        Some(Decimal::new(self.mantissa.checked_mul(n)?, self.exponent))
    }

    /// Whether the number is smaller than another; of two numbers too far apart to compare, false.
    pub(super) fn less_than(self, other: Self) -> bool {
        let exponent = self.exponent.min(other.exponent);
        let units = (self.in_units(exponent), other.in_units(exponent));
        matches!(units, (Some(a), Some(b)) if a < b)
    }
}

impl From<(i128, i32)> for Decimal {
    fn from((mantissa, exponent): (i128, i32)) -> Self {
        Decimal::new(mantissa, exponent)
    }
}

impl From<Decimal> for (i128, i32) {
    fn from(decimal: Decimal) -> Self {
        (decimal.mantissa, decimal.exponent)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if 0 <= self.exponent {
            return write!(f, "{}{:0<2$}", self.mantissa, "", self.exponent as usize);
        }
        let digits = self.mantissa.to_string();
        let places = self.exponent.unsigned_abs() as usize;
        match digits.len().checked_sub(places) {
            Some(0) | None => write!(f, "0.{digits:0>places$}"),
            Some(point) => write!(f, "{}.{}", &digits[..point], &digits[point..]),
        }
    }
}

/// What a number is worth. Two numbers of the two languages mean the same if their values are equal.
///
/// The order serves sorted containers; it is not the numeric order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum NumberValue {
    /// An exact decimal number. Of a percentage the hundredths: 30 for 30 % and for 3割.
    Decimal(Decimal),
    /// A part of a whole.
    Fraction {
        /// How many parts; no common factor with the denominator.
        numerator: u64,
        /// Parts of what size; at least 1.
        denominator: u64,
    },
    /// A time of day, by the twenty-four-hour clock where the text names the half of the day.
    Clock {
        /// 0 to 23.
        hour: u8,
        /// 0 to 59.
        minute: u8,
        /// 0 to 59.
        second: u8,
    },
    /// A number of three or more parts such as that of a section or version, or one too long to calculate
    /// with: its ASCII digits and full stops.
    Section(Box<str>),
}

impl NumberValue {
    pub(super) fn integer(n: u64) -> Self {
        NumberValue::Decimal(Decimal::integer(n))
    }

    /// `numerator / denominator` in lowest terms; a denominator of 0 counts as 1.
    pub(super) fn fraction(numerator: u64, denominator: u64) -> Self {
        let denominator = denominator.max(1);
        let (mut a, mut b) = (denominator, numerator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        NumberValue::Fraction {
            numerator: numerator / a,
            denominator: denominator / a,
        }
    }

    /// A time of day; hours from 24 on begin again at 0.
    pub(super) fn clock(hour: u8, minute: u8, second: u8) -> Self {
        NumberValue::Clock {
            hour: hour % 24,
            minute,
            second,
        }
    }

    /// The value as an integer, if it is a decimal number that is one.
    #[must_use]
    pub fn to_integer(&self) -> Option<u64> {
        match self {
            NumberValue::Decimal(decimal) => decimal.to_integer(),
            _ => None,
        }
    }

    /// A hash of the value that is the same on every machine and in every run.
    pub(crate) fn key(&self) -> u64 {
        match self {
            NumberValue::Decimal(d) => {
                let low = mix(d.mantissa as u64, (d.mantissa >> 64) as u64);
                mix(low, d.exponent as u64)
            }
            NumberValue::Fraction {
                numerator,
                denominator,
            } => mix(mix(*numerator, *denominator), 1 << 32),
            NumberValue::Clock {
                hour,
                minute,
                second,
            } => {
                let seconds =
                    (u64::from(*hour) * 60 + u64::from(*minute)) * 60 + u64::from(*second);
                mix(seconds, 1 << 33)
            }
            NumberValue::Section(text) => text
                .bytes()
                .fold(1 << 34, |hash, byte| mix(hash, u64::from(byte))),
        }
    }
}

/// Folds a word into a hash, with the finisher of SplitMix64 (Steele, Lea, Flood 2014).
fn mix(hash: u64, word: u64) -> u64 {
    let mut z = hash.rotate_left(23) ^ word.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl fmt::Display for NumberValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberValue::Decimal(decimal) => decimal.fmt(f),
            NumberValue::Fraction {
                numerator,
                denominator,
            } => write!(f, "{numerator}/{denominator}"),
            NumberValue::Clock {
                hour,
                minute,
                second: 0,
            } => write!(f, "{hour}:{minute:02}"),
            NumberValue::Clock {
                hour,
                minute,
                second,
            } => write!(f, "{hour}:{minute:02}:{second:02}"),
            NumberValue::Section(text) => f.write_str(text),
        }
    }
}
