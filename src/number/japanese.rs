//! The numbers of a Japanese text.
//!
//! In: text. Out: numbers in Arabic digits and 漢数字 with what explains them: 年月日, eras, clock times, 割 and
//! percent, 分の, 第 and 番目, currencies, counters. O(bytes): text without numerals costs one bit a character.

use crate::number::digits::{self, ascii_at, ascii_before};
use crate::number::found::{Found, plain_kind};
use crate::number::kanji::{self, Read, char_at, numeral};
use crate::number::lists::{LISTS, Lists, Sense};
use crate::number::signs::sign_fraction;
use crate::number::value::{Decimal, NumberValue};
use crate::number::{Number, NumberKind, era};
use crate::text::Span;

/// Characters beyond ASCII that can begin a number.
const TRIGGERS: &str = "０１２３４５６７８９〇零一二三四五六七八九壱壹弐貳参參肆伍陸漆捌玖十拾百佰千仟阡万萬億兆京数何幾\
    元正半ゼひふみ½¼¾⅓⅔⅛ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

/// A bit for each character of the basic plane that is in [`TRIGGERS`].
static IS_TRIGGER: [u64; 1024] = {
    let bytes = TRIGGERS.as_bytes();
    let mut table = [0; 1024];
    let mut i = 0;
    while i < bytes.len() {
        let (scalar, len) = match bytes[i] {
            0xe0.. => (scalar3(bytes[i], bytes[i + 1], bytes[i + 2]), 3),
            0x80.. => (
                (bytes[i] as usize & 31) << 6 | bytes[i + 1] as usize & 63,
                2,
            ),
            _ => (bytes[i] as usize, 1),
        };
        table[scalar / 64] |= 1 << (scalar % 64);
        i += len;
    }
    table
};

const fn scalar3(first: u8, second: u8, third: u8) -> usize {
    (first as usize & 15) << 12 | (second as usize & 63) << 6 | third as usize & 63
}

fn is_trigger(scalar: usize) -> bool {
    IS_TRIGGER[scalar / 64] >> (scalar % 64) & 1 == 1
}

/// Words that count without a numeral, and what.
const WORDS: [(&str, u64, bool); 6] = [
    ("ゼロ", 0, false),
    ("ひとつ", 1, true),
    ("ひとり", 1, true),
    ("ふたつ", 2, false),
    ("ふたり", 2, false),
    ("みっつ", 3, false),
];

/// Adds the numbers of a Japanese text.
pub(super) fn scan(found: &mut Found<'_>) {
    let text = found.text;
    let bytes = text.as_bytes();
    let mut japanese = Japanese {
        text,
        bytes,
        lists: &LISTS,
        found,
    };
    let mut at = 0;
    while at < bytes.len() {
        let (trigger, len) = match bytes[at] {
            b'0'..=b'9' => (true, 1),
            0..0x80 => (false, 1),
            0xe0..0xf0 => (
                is_trigger(scalar3(bytes[at], bytes[at + 1], bytes[at + 2])),
                3,
            ),
            0xf0.. => (false, 4),
            first => (
                is_trigger((usize::from(first) & 31) << 6 | usize::from(bytes[at + 1]) & 63),
                2,
            ),
        };
        at = if trigger {
            japanese.number(at).unwrap_or(at + len)
        } else {
            at + len
        };
    }
}

pub(super) struct Japanese<'a, 'b> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    lists: &'static Lists,
    found: &'b mut Found<'a>,
}

/// What the words around a number make of it.
struct Meaning {
    start: usize,
    end: usize,
    kind: NumberKind,
    value: NumberValue,
    weak: bool,
}

impl Japanese<'_, '_> {
    /// Adds the number that may begin at `start`, and gives where to go on if anything was read.
    fn number(&mut self, start: usize) -> Option<usize> {
        if digits::is_digit_at(self.bytes, start) {
            return Some(self.digits(start));
        }
        let (c, len) = char_at(self.text, start);
        if numeral(c).is_some() {
            return self.kanji(start);
        }
        match c {
            '元' => self.first_year(start),
            '正' if self.starts(start, "正午") => Some(self.push(
                start,
                start + 6,
                NumberKind::Time,
                NumberValue::clock(12, 0, 0),
                false,
            )),
            '半' => self.half(start),
            'Ⅰ'..='Ⅻ' | '①'..='⑳' => {
                let first = if c < '①' { 'Ⅰ' } else { '①' };
                let n = u64::from(u32::from(c) - u32::from(first)) + 1;
                let value = NumberValue::integer(n);
                Some(self.push(start, start + len, NumberKind::Ordinal, value, n == 1))
            }
            _ => match sign_fraction(self.bytes, start) {
                Some((end, a, b)) => Some(self.push(
                    start,
                    end,
                    NumberKind::Fraction,
                    NumberValue::fraction(a, b),
                    false,
                )),
                None => self.kana(start),
            },
        }
    }

    pub(super) fn push(
        &mut self,
        start: usize,
        end: usize,
        kind: NumberKind,
        value: NumberValue,
        weak: bool,
    ) -> usize {
        self.found.push(start, end, kind, value, weak);
        end
    }

    pub(super) fn starts(&self, at: usize, word: &str) -> bool {
        self.bytes
            .get(at..)
            .is_some_and(|rest| rest.starts_with(word.as_bytes()))
    }

    pub(super) fn starts_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.starts(at, word))
    }

    /// Whether a word ends at a byte.
    pub(super) fn ends(&self, at: usize, word: &str) -> bool {
        self.bytes[..at].ends_with(word.as_bytes())
    }

    /// Reads what begins with an Arabic digit, and gives where it ends.
    fn digits(&mut self, start: usize) -> usize {
        if let Some(end) = self.found.push_date(start) {
            return end;
        }
        if let Some((end, hour, minute, second)) = digits::clock(self.bytes, start) {
            return self.clock(start, end, hour, minute, second, false);
        }
        if let Some((end, a, b)) = digits::fraction(self.bytes, start) {
            return self.push(
                start,
                end,
                NumberKind::Fraction,
                NumberValue::fraction(a, b),
                false,
            );
        }
        let Some(read) = kanji::read(self.text, start) else {
            let arabic = digits::read(self.bytes, start);
            let value = digits::value(self.text, start, &arabic);
            let weak = digits::is_in_name(self.bytes, start, arabic.end);
            return self.push(start, arabic.end, plain_kind(&arabic), value, weak);
        };
        let in_name = read.kanji == 0 && digits::is_in_name(self.bytes, start, read.end);
        if let Some(end) = self.letter_era(start, &read) {
            return end;
        }
        if in_name {
            return self.push(
                start,
                read.end,
                NumberKind::Cardinal,
                NumberValue::Decimal(read.value),
                true,
            );
        }
        self.explain(start, read, false)
    }

    /// Reads what begins with a kanji numeral, if it is a number.
    fn kanji(&mut self, start: usize) -> Option<usize> {
        let sense = self.lists.sense(self.text, start);
        let read = kanji::read(self.text, start);
        if let Sense::Word(end) = sense
            && read.is_none_or(|read| read.end <= end && !self.starts(read.end, "分の"))
        {
            return Some(end);
        }
        let read = read?;
        let (_, first_len) = char_at(self.text, start);
        let single = read.end == start + first_len;
        if single && !self.stands_alone(start, read.end) {
            return None;
        }
        if read.value.is_zero() && 1 < read.kanji {
            return Some(read.end);
        }
        let one = read.value == Decimal::integer(1);
        Some(self.explain(
            start,
            read,
            sense == Sense::Weak || read.vague || one && single,
        ))
    }

    /// Whether a lone kanji numeral is a number: counted, after 第, or with no kanji on either side.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        if self.ends(start, "第") || self.lists.counter(self.text, end).is_some() {
            return true;
        }
        if self.starts(start, "拾") {
            return false;
        }
        let is_kanji = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c) || c == '々';
        let before = self.text[..start].chars().next_back().is_some_and(is_kanji);
        let after = is_kanji(char_at(self.text, end).0);
        let after_number = self.found.end() == start && start != 0;
        !after && (!before || after_number)
    }

    /// Adds a number with the meaning that the words around give it, and gives where it ends.
    fn explain(&mut self, start: usize, read: Read, weak: bool) -> usize {
        let space = read.kanji == 0 && self.bytes.get(read.end) == Some(&b' ');
        let next = read.end + usize::from(space);
        if let Some(end) = self.fraction(start, &read, next) {
            return end;
        }
        if let Some(end) = self.hour(start, &read, next, weak) {
            return end;
        }
        if let Some(end) = self.tenths(start, &read, next) {
            return end;
        }
        let meaning = self.meaning(start, &read, next, weak);
        let end = meaning.end;
        if let Some(second) = read.second {
            let (_, len) = char_at(self.text, start);
            let value = NumberValue::Decimal(read.value);
            self.push(start, start + len, NumberKind::Cardinal, value, true);
            return self.push(
                start + len,
                end,
                meaning.kind,
                NumberValue::Decimal(second),
                meaning.weak,
            );
        }
        let number = Number {
            span: Span::new(meaning.start, end),
            kind: meaning.kind,
            value: meaning.value,
            weak: meaning.weak,
        };
        match read.scaled {
            Some((bare, power))
                if read.arabic.is_some() || 4 <= power || self.joins_digits(start) =>
            {
                self.found.push_scaled(number, bare, power);
            }
            _ => self
                .found
                .push(meaning.start, end, number.kind, number.value, number.weak),
        }
        end
    }

    /// Whether a comma stands before a number, as in 二、三十人.
    fn joins_digits(&self, start: usize) -> bool {
        self.found.between(start) == Some("、")
    }

    fn meaning(&self, start: usize, read: &Read, next: usize, weak: bool) -> Meaning {
        let value = read.value;
        let mut meaning = Meaning {
            start,
            end: read.end,
            kind: read
                .arabic
                .filter(|_| read.kanji == 0)
                .as_ref()
                .map_or(NumberKind::Cardinal, plain_kind),
            value: NumberValue::Decimal(value),
            weak,
        };
        if let Some(end) = self.percent(next) {
            (meaning.kind, meaning.end, meaning.weak) = (NumberKind::Percent, end, false);
            return meaning;
        }
        if self.ordinal_mark(start).is_some() {
            meaning.start = self.ordinal_mark(start).unwrap_or(start);
            meaning.kind = NumberKind::Ordinal;
            return meaning;
        }
        if let Some((mark, before)) = self.era_before(start)
            && let Some(year) = value.to_integer().and_then(|n| era::year(before, n))
        {
            (meaning.start, meaning.kind, meaning.weak) = (mark, NumberKind::EraYear, false);
            meaning.value = NumberValue::integer(year);
            return meaning;
        }
        if let Some(kind) = self.unit_kind(start, next, value.to_integer()) {
            meaning.kind = kind;
        }
        self.count(start, next, value, &mut meaning);
        meaning
    }

    /// What the counter after a number makes of it.
    fn count(&self, start: usize, next: usize, value: Decimal, meaning: &mut Meaning) {
        let Some(counter) = self.lists.counter(self.text, next) else {
            return;
        };
        let end = next + counter.len;
        if self.starts_any(end, &["目", "め"]) || self.starts_any(next, &["位", "世紀", "番目"])
        {
            meaning.kind = NumberKind::Ordinal;
        }
        let half = counter.halved
            && self.starts(end, "半")
            && !self.starts_any(end, &["半分", "半数", "半ば", "半期"]);
        if let (true, Some(sum)) = (half, value.plus(Decimal::new(5, -1))) {
            (meaning.value, meaning.weak) = (NumberValue::Decimal(sum), false);
            meaning.end = end + "半".len();
        } else {
            meaning.weak |= value == Decimal::integer(1) && !counter.numbers;
        }
        let after_month = self.found.between(start) == Some("月");
        meaning.weak &=
            meaning.kind != NumberKind::Month && !(meaning.kind == NumberKind::Day && after_month);
        if meaning.kind == NumberKind::Year && !self.starts(next, "年") {
            meaning.kind = NumberKind::Cardinal;
        }
    }

    /// The kind that a unit after the number or a sign before it gives.
    fn unit_kind(&self, start: usize, next: usize, integer: Option<u64>) -> Option<NumberKind> {
        match char_at(self.text, next).0 {
            '年' => {
                let span = [
                    "年間", "年前", "年後", "年ぶ", "年以", "年も", "年生", "年目", "年来", "年近",
                    "年余", "年半", "年分",
                ];
                let is_year =
                    integer.is_some_and(|n| (10..100).contains(&n) || era::is_year(i128::from(n)));
                (is_year && !self.starts_any(next, &span)).then_some(NumberKind::Year)
            }
            '月' => integer
                .is_some_and(|n| (1..=12).contains(&n))
                .then_some(NumberKind::Month),
            '日' => {
                let span = ["日間", "日前", "日後", "日目", "日ぶ", "日以"];
                let is_day = integer.is_some_and(|n| (1..=31).contains(&n));
                (is_day && !self.starts_any(next, &span)).then_some(NumberKind::Day)
            }
            _ if self.starts_any(
                next,
                &[
                    "円",
                    "ドル",
                    "ユーロ",
                    "ポンド",
                    "セント",
                    "ウォン",
                    "ルピー",
                    "人民元",
                ],
            ) =>
            {
                Some(NumberKind::Currency)
            }
            _ => {
                let sign = self.text[..start].chars().next_back()?;
                matches!(sign, '$' | '＄' | '¥' | '￥' | '€' | '£' | '₹')
                    .then_some(NumberKind::Currency)
            }
        }
    }

    /// Where 第 before a number begins.
    fn ordinal_mark(&self, start: usize) -> Option<usize> {
        let end = if self.ends(start, " ") {
            start - 1
        } else {
            start
        };
        self.ends(end, "第").then(|| end - "第".len())
    }

    /// The era whose name stands before a number: where it begins, and the year before its first.
    fn era_before(&self, start: usize) -> Option<(usize, u16)> {
        let end = if self.ends(start, " ") {
            start - 1
        } else {
            start
        };
        let (len, before) = era::kanji_before(&self.bytes[..end])?;
        Some((end - len, before))
    }

    /// R6年, H30年: an era by its initial, only before 年.
    fn letter_era(&mut self, start: usize, read: &Read) -> Option<usize> {
        let (letter, len) = ascii_before(self.bytes, start);
        if !letter.is_ascii_uppercase() || !self.starts(read.end, "年") {
            return None;
        }
        if ascii_before(self.bytes, start - len)
            .0
            .is_ascii_alphanumeric()
        {
            return None;
        }
        let year = era::year(era::letter(letter)?, read.value.to_integer()?)?;
        Some(self.push(
            start - len,
            read.end,
            NumberKind::EraYear,
            NumberValue::integer(year),
            false,
        ))
    }

    /// 令和元年: the first year of an era.
    fn first_year(&mut self, start: usize) -> Option<usize> {
        let (mark, before) = self
            .era_before(start)
            .filter(|_| self.starts(start, "元年"))?;
        let year = era::year(before, 1)?;
        Some(self.push(
            mark,
            start + "元".len(),
            NumberKind::EraYear,
            NumberValue::integer(year),
            false,
        ))
    }

    /// Where a percent sign or word ends.
    fn percent(&self, next: usize) -> Option<usize> {
        let (c, len) = ascii_at(self.bytes, next);
        if c == b'%' {
            return Some(next + len);
        }
        ["パーセント", "ﾊﾟｰｾﾝﾄ", "㌫", "percent", "٪"]
            .iter()
            .find(|word| self.starts(next, word))
            .map(|word| next + word.len())
    }

    /// 三分の一, 100万分の1: the denominator first.
    fn fraction(&mut self, start: usize, read: &Read, next: usize) -> Option<usize> {
        if !self.starts(next, "分の") {
            return None;
        }
        let after = next + "分の".len();
        let after = after + usize::from(self.bytes.get(after) == Some(&b' '));
        let numerator = kanji::read(self.text, after)?;
        let (a, b) = (numerator.value.to_integer()?, read.value.to_integer()?);
        let value = if b == 0 {
            return None;
        } else {
            NumberValue::fraction(a, b)
        };
        Some(self.push(start, numerator.end, NumberKind::Fraction, value, false))
    }

    /// 3割5分: tenths and hundredths as percent.
    fn tenths(&mut self, start: usize, read: &Read, next: usize) -> Option<usize> {
        if !self.starts(next, "割")
            || self.starts_any(next, &["割れ", "割る", "割っ", "割く", "割当", "割ら"])
        {
            return None;
        }
        let mut end = next + "割".len();
        let mut value = read.value.shifted(1)?;
        if let Some(part) = kanji::read(self.text, end)
            && self.starts(part.end, "分")
            && !self.starts(part.end, "分の")
            && part.value.less_than(Decimal::integer(10))
        {
            value = value.plus(part.value)?;
            end = part.end + "分".len();
        }
        let span = Span::new(start, end);
        let number = Number {
            span,
            kind: NumberKind::Percent,
            value: NumberValue::Decimal(value),
            weak: false,
        };
        self.found.push_scaled(number, read.value, 1);
        Some(end)
    }

    /// 半分, 半数, 半年: a half.
    fn half(&mut self, start: usize) -> Option<usize> {
        let strong = ["半分", "半数", "半額"]
            .iter()
            .find(|word| self.starts(start, word));
        let weak = ["半年", "半日", "半世紀", "半時間", "半ダース"]
            .iter()
            .find(|word| self.starts(start, word));
        strong.or(weak)?;
        let end = start + strong.map_or("半".len(), |word| word.len());
        Some(self.push(
            start,
            end,
            NumberKind::Fraction,
            NumberValue::fraction(1, 2),
            true,
        ))
    }

    /// ひとつ, ふたり, ゼロ.
    fn kana(&mut self, start: usize) -> Option<usize> {
        let (word, n, weak) = WORDS.iter().find(|(word, ..)| self.starts(start, word))?;
        let katakana = |c: char| ('ァ'..='ヺ').contains(&c) || c == 'ー';
        let end = start + word.len();
        let in_name = self.text[..start].chars().next_back().is_some_and(katakana)
            || katakana(char_at(self.text, end).0);
        if *n == 0 && in_name {
            return None;
        }
        Some(self.push(
            start,
            end,
            NumberKind::Cardinal,
            NumberValue::integer(*n),
            *weak,
        ))
    }
}
