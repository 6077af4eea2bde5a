//! Japanese numbers: 漢数字 by places or by 十百千万億兆, 大字, and Arabic digits mixed with them (1億2000万).
//!
//! In: a text and a place in it. Out: the number that begins there and its value, without regard to what stands
//! around. O(bytes read).

use crate::number::digits::{self, Shape};
use crate::number::types::NumberKind;
use crate::number::value::Decimal;

/// What a character does in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numeral {
    Digit(u64),
    /// A formal digit (大字) that is more often part of a word: 参加, 大陸.
    Formal(u64),
    /// Ten, hundred, thousand: the power of ten.
    Small(i32),
    /// 万, 億, 兆, 京: the power of ten.
    Scale(i32),
    /// 数, 何, 幾: some.
    Some,
}

/// What a character does in a number, if it can.
pub(super) fn numeral(c: char) -> Option<Numeral> {
    Some(match c {
        '〇' | '零' => Numeral::Digit(0),
        '一' | '壱' | '壹' => Numeral::Digit(1),
        '二' | '弐' | '貳' => Numeral::Digit(2),
        '三' => Numeral::Digit(3),
        '四' => Numeral::Digit(4),
        '五' => Numeral::Digit(5),
        '六' => Numeral::Digit(6),
        '七' => Numeral::Digit(7),
        '八' => Numeral::Digit(8),
        '九' => Numeral::Digit(9),
        '参' | '參' => Numeral::Formal(3),
        '肆' => Numeral::Formal(4),
        '伍' => Numeral::Formal(5),
        '陸' => Numeral::Formal(6),
        '漆' => Numeral::Formal(7),
        '捌' => Numeral::Formal(8),
        '玖' => Numeral::Formal(9),
        '十' | '拾' => Numeral::Small(1),
        '百' | '佰' => Numeral::Small(2),
        '千' | '仟' | '阡' => Numeral::Small(3),
        '万' | '萬' => Numeral::Scale(4),
        '億' => Numeral::Scale(8),
        '兆' => Numeral::Scale(12),
        '京' => Numeral::Scale(16),
        '数' | '何' | '幾' => Numeral::Some,
        _ => return None,
    })
}

/// A number, as far as its own characters tell.
#[derive(Debug, Clone, Copy)]
pub(super) struct KanjiNumber {
    pub(super) end: usize,
    pub(super) value: Decimal,
    /// Of the Arabic number that it begins with or is, the kind that its digits alone give it.
    pub(super) arabic: Option<NumberKind>,
    /// Kanji in it.
    pub(super) kanji: usize,
    /// Whether it leaves the last places open: 十数, 二三十.
    pub(super) vague: bool,
    /// The number before a last 十, 万, 億 …, and its power of ten.
    pub(super) scaled: Option<(Decimal, i32)>,
    /// Of 二三 or 五六, which mean "two or three", the second; the value is the first.
    pub(super) second: Option<u64>,
}

impl KanjiNumber {
    /// Where its unit begins: behind Arabic digits, one space may stand before it.
    pub(super) fn unit_start(&self, bytes: &[u8]) -> usize {
        let has_space = self.kanji == 0 && bytes.get(self.end) == Some(&b' ');
        self.end + usize::from(has_space)
    }
}

/// The character at a byte and its length; (`\0`, 0) at the end.
pub(super) fn char_at(text: &str, at: usize) -> (char, usize) {
    let c = text.get(at..).and_then(|rest| rest.chars().next());
    c.map_or(('\0', 0), |c| (c, c.len_utf8()))
}

/// The number that begins at `start`.
pub(super) fn read(text: &str, start: usize) -> Option<KanjiNumber> {
    let mut reader = Reader {
        text,
        start,
        at: start,
        total: Decimal::ZERO,
        group: Decimal::ZERO,
        pending: None,
        pending_kanji: 0,
        last: Last::Start,
        small: 4,
        scale: i32::MAX,
        arabic: None,
        kanji: 0,
        vague: false,
        scaled: None,
    };
    while reader.step().is_some() {}
    reader.finish()
}

/// What was read last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Start,
    Arabic,
    Digit,
    Small,
    Scale,
    Some,
    End,
}

struct Reader<'a> {
    text: &'a str,
    start: usize,
    at: usize,
    total: Decimal,
    group: Decimal,
    /// Digits not yet multiplied.
    pending: Option<Decimal>,
    pending_kanji: usize,
    last: Last,
    /// The power of the last of 十百千 in the group, 4 if none.
    small: i32,
    scale: i32,
    arabic: Option<NumberKind>,
    kanji: usize,
    vague: bool,
    scaled: Option<(Decimal, i32)>,
}

impl Reader<'_> {
    fn finish(self) -> Option<KanjiNumber> {
        if self.at == self.start {
            return None;
        }
        let sum = self.total.plus(self.group)?;
        let mut value = sum.plus(self.pending.unwrap_or(Decimal::ZERO))?;
        let mut second = None;
        if self.kanji == 2 && self.pending_kanji == 2 {
            let n = value.to_integer().unwrap_or(0);
            if n % 10 == n / 10 + 1 {
                second = Some(n % 10);
                value = Decimal::integer(n / 10);
            }
        }
        Some(KanjiNumber {
            end: self.at,
            value,
            arabic: self.arabic,
            kanji: self.kanji,
            vague: self.vague,
            scaled: self.scaled,
            second,
        })
    }

    /// Reads one character or one Arabic number, or returns `None` where the number ends.
    fn step(&mut self) -> Option<()> {
        if self.last == Last::End {
            return None;
        }
        if digits::is_digit_at(self.text.as_bytes(), self.at) {
            return self.arabic();
        }
        let (mut c, mut len) = char_at(self.text, self.at);
        let mut at = self.at;
        if c == ' ' && self.last == Last::Arabic {
            at += 1;
            (c, len) = char_at(self.text, at);
            if !matches!(numeral(c), Some(Numeral::Scale(_) | Numeral::Small(_))) {
                return None;
            }
        }
        let after = at + len;
        match numeral(c) {
            Some(Numeral::Digit(n)) => self.digit(n)?,
            Some(Numeral::Formal(n)) => {
                let next = numeral(char_at(self.text, after).0);
                let multiplied = matches!(next, Some(Numeral::Small(_) | Numeral::Scale(_)));
                if !multiplied && !matches!(self.last, Last::Small | Last::Scale) {
                    return None;
                }
                self.digit(n)?;
            }
            Some(Numeral::Small(power)) => self.small(power)?,
            Some(Numeral::Scale(power)) => self.scale(power)?,
            Some(Numeral::Some) => return self.some(after),
            None if c == '・' && self.last == Last::Arabic => return self.arabic_decimal(after),
            None if matches!(c, '・' | '．') => return self.decimal(after),
            None => return None,
        }
        self.kanji += 1;
        self.at = after;
        Some(())
    }

    fn arabic(&mut self) -> Option<()> {
        if self.pending.is_some() || self.last == Last::Some {
            return None;
        }
        let arabic = digits::read(self.text.as_bytes(), self.at);
        let limit = match self.last {
            Last::Small => Decimal::new(1, self.small),
            Last::Scale => Decimal::new(1, self.scale),
            _ => Decimal::new(1, 60),
        };
        if arabic.shape == Shape::Section
            || !arabic.value.less_than(limit) && self.last != Last::Start
        {
            return None;
        }
        if self.last == Last::Start {
            self.arabic = Some(digits::plain_kind(&arabic));
        }
        (self.at, self.pending, self.last) = (arabic.end, Some(arabic.value), Last::Arabic);
        self.scaled = None;
        Some(())
    }

    fn digit(&mut self, n: u64) -> Option<()> {
        match self.last {
            Last::Arabic | Last::Some => return None,
            Last::Digit if self.small < 4 || 30 < self.pending_kanji => return None,
            _ => {}
        }
        let pending = self.pending.unwrap_or(Decimal::ZERO).times(10)?;
        self.pending = Some(pending.plus(Decimal::integer(n))?);
        self.pending_kanji += 1;
        (self.last, self.scaled) = (Last::Digit, None);
        Some(())
    }

    fn small(&mut self, power: i32) -> Option<()> {
        if self.small <= power || 1 < self.pending_kanji && !self.is_pair() {
            return None;
        }
        let coefficient = match (self.pending, self.pending_kanji) {
            (Some(pair), 2) => {
                self.vague = true;
                Decimal::integer(pair.to_integer()? % 10)
            }
            (Some(pending), _) => pending,
            (None, _) => Decimal::integer(1),
        };
        let first = self.group.is_zero() && self.total.is_zero();
        self.group = self.group.plus(coefficient.shifted(power)?)?;
        self.take_pending(Last::Small);
        self.scaled = first.then_some((coefficient, power));
        self.small = power;
        Some(())
    }

    /// Whether the pending digits are two that follow each other: 二三十 means 20 or 30.
    fn is_pair(&self) -> bool {
        let pair = self.pending.and_then(Decimal::to_integer).unwrap_or(0);
        self.pending_kanji == 2 && pair % 10 == pair / 10 + 1
    }

    fn scale(&mut self, power: i32) -> Option<()> {
        let empty = self.pending.is_none() && self.group.is_zero();
        if self.scale <= power || empty {
            return None;
        }
        let coefficient = self.group.plus(self.pending.unwrap_or(Decimal::ZERO))?;
        let first = self.total.is_zero();
        self.total = self.total.plus(coefficient.shifted(power)?)?;
        self.group = Decimal::ZERO;
        self.take_pending(Last::Scale);
        (self.small, self.scale) = (4, power);
        self.scaled = first.then_some((coefficient, power));
        Some(())
    }

    fn take_pending(&mut self, last: Last) {
        (self.pending, self.pending_kanji, self.last, self.scaled) = (None, 0, last, None);
    }

    /// 数, 何, 幾 count as one before a power of ten at the start, as nothing inside.
    fn some(&mut self, after: usize) -> Option<()> {
        let next = numeral(char_at(self.text, after).0);
        let multiplies = matches!(next, Some(Numeral::Small(_) | Numeral::Scale(_)));
        match self.last {
            Last::Start if multiplies => {
                (self.pending, self.last) = (Some(Decimal::integer(1)), Last::Some)
            }
            Last::Small | Last::Scale if multiplies => self.last = Last::Some,
            Last::Small | Last::Scale if is_counted(self.text, after) => self.last = Last::End,
            _ => return None,
        }
        if self.last == Last::Some
            && self.pending.is_none()
            && matches!(next, Some(Numeral::Small(_)))
        {
            self.pending = Some(Decimal::ZERO);
        }
        self.vague |= self.kanji != 0 || self.arabic.is_some();
        self.kanji += 1;
        self.at = after;
        self.scaled = None;
        Some(())
    }

    /// １・５５㍍: the same in digits of full width, as newspapers write them.
    fn arabic_decimal(&mut self, after: usize) -> Option<()> {
        let before = self.text[..self.at].chars().next_back();
        let is_wide = |c: char| ('０'..='９').contains(&c);
        if self.kanji != 0 || !before.is_some_and(is_wide) {
            return None;
        }
        let (mut at, mut places, mut value) = (after, 0, self.pending?);
        while let (c, len) = char_at(self.text, at)
            && is_wide(c)
            && places < 9
        {
            value = value
                .times(10)?
                .plus(Decimal::integer(u64::from(c as u32 - '０' as u32)))?;
            (at, places) = (at + len, places + 1);
        }
        if places == 0 || !MEASURED.contains(char_at(self.text, at).0) {
            return None;
        }
        (self.at, self.pending) = (at, Some(value.shifted(-places)?));
        Some(())
    }

    /// 三・五倍: places behind the point, where what follows is measured and not a name such as 五・一五.
    fn decimal(&mut self, after: usize) -> Option<()> {
        if self.last != Last::Digit || !self.total.is_zero() || !self.group.is_zero() {
            return None;
        }
        let (mut at, mut places, mut value) = (after, 0, self.pending?);
        while let (c, len) = char_at(self.text, at)
            && let Some(Numeral::Digit(n)) = numeral(c)
            && places < 9
        {
            value = value.times(10)?.plus(Decimal::integer(n))?;
            (at, places) = (at + len, places + 1);
        }
        let measured = MEASURED.contains(char_at(self.text, at).0);
        if places == 0 || !(measured || self.pending == Some(Decimal::ZERO)) {
            return None;
        }
        let value = value.shifted(-places)?;
        (self.at, self.pending, self.pending_kanji, self.last) = (at, Some(value), 1, Last::Arabic);
        self.kanji += places as usize;
        Some(())
    }
}

/// What a number with places behind the point is a measure of.
const MEASURED: &str = "倍％%万億兆割パキメトグ秒度ポミセ㍍㌔㌢㍉㌘㌧㌫㍑㌦";

/// Whether something countable stands at a byte, behind 十数.
fn is_counted(text: &str, at: usize) -> bool {
    "人年日月時分秒回個件本枚歳頭匹台名ヶヵカか箇社校倍％%キメト週点度円ド冊羽階"
        .contains(char_at(text, at).0)
}
