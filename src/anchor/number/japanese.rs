//! Numbers in Japanese: Arabic and kanji numerals, 万 億 兆, 割 分, eras, months, times.
//!
//! In: text. Out: numbers in order. O(bytes).

use crate::anchor::number::{Number, NumberKind, NumberValue, digits};
use crate::text::Span;
use crate::text::script::{self, Class};

/// First years of the eras, less one.
const ERAS: [(&str, u128); 5] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
];

/// Words that begin with a numeral and are no numbers, and what may not stand before one.
const NO_NUMBERS: &str = "一般 一緒 一部 一方 一番 一時 一度 一旦 一瞬 一切 一致 一定 一体 一応 一種 一気 一見 一連 一律 一層 一様 一貫 一杯 一生 一人 一員 一環 一言 一族 一同 一面 一括 一覧 一目 一足 一味 一向 一概 一帯 一途 一躍 一筋 一変 一端 一因 一助 一石 一行 一息 一斉 十分 二度 万一 万が一 万全 万能 百貨 百科 百姓 百合 千葉 千切 千鳥 三重 三角 三味 三日月 四角 四季 四国 五輪 六本木 七夕 八百屋 九州 十字 十二支 二酸 三脚 八幡 一つ 一線 一流 一歩 一郎 二郎 三郎 一刻 一堂 一転 一句 一段 一挙 一軒家 一家 一昨";
const BEFORE: &str = "統 唯 随 均 単 同 第";

/// The numbers of a text.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let arabic = script::class(c) == Class::Digit;
        if !arabic && numeral(c).is_none() && power(c).is_none() {
            at += c.len_utf8();
            continue;
        }
        match if arabic || is_number(text, at) {
            quantity(&text[at..])
        } else {
            None
        } {
            Some(read) => {
                let (number, end) = with_unit(text, at, read);
                found.push(number);
                at = end;
            }
            None => at += run_of_numerals(&text[at..]).max(c.len_utf8()),
        }
    }
    found
}

fn numeral(c: char) -> Option<u128> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壱' => 1,
        '二' | '弐' => 2,
        '三' | '参' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn power(c: char) -> Option<i16> {
    Some(match c {
        '十' | '拾' => 1,
        '百' => 2,
        '千' => 3,
        '万' | '萬' => 4,
        '億' => 8,
        '兆' => 12,
        '京' => 16,
        _ => return None,
    })
}

fn run_of_numerals(text: &str) -> usize {
    text.chars()
        .take_while(|&c| numeral(c).is_some() || power(c).is_some())
        .map(char::len_utf8)
        .sum()
}

/// Whether kanji numerals at a place are a number and not part of a word.
fn is_number(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let first = rest.chars().next().unwrap_or(' ');
    if NO_NUMBERS.split(' ').any(|word| rest.starts_with(word))
        || matches!(first, '億' | '兆' | '京' | '参')
    {
        return false;
    }
    let before = text[..at].chars().next_back().unwrap_or(' ');
    if BEFORE.contains(before) && before != ' ' && before != '第' {
        return false;
    }
    // A numeral between two other kanji is most often part of a name, unless a counter follows.
    let run = run_of_numerals(rest);
    let single = run == first.len_utf8();
    let after = rest[run..].chars().next().unwrap_or(' ');
    const COUNTERS: &str = "年月日時分秒人個本枚回度番目階歳才円台匹冊件名倍割週点章節節部通社種条項区丁号歩軒足頭羽杯期代世級位";
    let counted = COUNTERS.contains(after)
        || after == 'つ'
        || after == 'ヶ'
        || after == 'カ'
        || after == 'か';
    let kanji = |c: char| script::class(c) == Class::Kanji;
    !single
        || counted
        || before == '第'
        || !kanji(before) && !kanji(after) && script::class(after) != Class::Hiragana
}

struct Quantity {
    len: usize,
    value: NumberValue,
    section: bool,
    /// How many characters: a lone 一 is weak.
    arabic: bool,
    kanji: usize,
}

/// Reads Arabic and kanji numerals with their powers from the start of `text`: 1億2000万, 三百六十五, 一九八七.
fn quantity(text: &str) -> Option<Quantity> {
    let mut total = NumberValue::new(0, 0);
    let mut group = NumberValue::new(0, 0);
    let mut current: Option<NumberValue> = None;
    let (mut at, mut arabic, mut kanji, mut highest) = (0, false, 0usize, i16::MAX);
    while let Some(c) = text[at..].chars().next() {
        if script::class(c) == Class::Digit {
            if current.is_some() {
                break;
            }
            let read = digits(&text[at..])?;
            if read.section {
                if at > 0 {
                    break;
                }
                return Some(Quantity {
                    len: read.len,
                    value: read.value,
                    section: true,
                    arabic: true,
                    kanji: 0,
                });
            }
            (current, arabic) = (Some(read.value), true);
            at += read.len;
        } else if let Some(value) = numeral(c) {
            if arabic && current.is_some() {
                break;
            }
            let before = current.take().unwrap_or(NumberValue::new(0, 0));
            current = before.times(1, 1).plus(&NumberValue::new(value, 0));
            kanji += 1;
            at += c.len_utf8();
        } else if let Some(power) = power(c) {
            if power >= 4 {
                let whole = group.plus(
                    &current
                        .take()
                        .unwrap_or(NumberValue::new(u128::from(at == 0), 0)),
                )?;
                if power >= highest {
                    break;
                }
                highest = power;
                total = total.plus(&whole.times(1, power))?;
                group = NumberValue::new(0, 0);
            } else {
                let value = current.take().unwrap_or(NumberValue::new(1, 0));
                group = group.plus(&value.times(1, power))?;
            }
            kanji += 1;
            at += c.len_utf8();
        } else {
            break;
        }
    }
    let value = total
        .plus(&group)?
        .plus(&current.unwrap_or(NumberValue::new(0, 0)))?;
    (at > 0).then_some(Quantity {
        len: at,
        value,
        section: false,
        arabic,
        kanji,
    })
}

/// Looks at what stands before and after a quantity; returns the number and where to go on.
fn with_unit(text: &str, at: usize, read: Quantity) -> (Number, usize) {
    let mut end = at + read.len;
    let mut value = read.value;
    let mut kind = if read.section {
        NumberKind::Section
    } else {
        NumberKind::Cardinal
    };
    let before = &text[..at];
    let rest = &text[end..];
    let bare = rest.trim_start_matches(' ');
    let mut weak = read.kanji == 1 && !read.arabic && value == NumberValue::new(1, 0);
    if bare.starts_with(['%', '％']) || bare.starts_with("パーセント") {
        kind = NumberKind::Percent;
        weak = false;
    } else if rest.starts_with('割') && !rest.starts_with("割合") && !rest.starts_with("割り当")
    {
        (kind, weak) = (NumberKind::Percent, false);
        value = value.times(1, 1);
        end += '割'.len_utf8();
        if let Some(more) = quantity(&text[end..]) {
            let after = end + more.len;
            if text[after..].starts_with('分') {
                value = value.plus(&more.value).unwrap_or(value);
                end = after + '分'.len_utf8();
            }
        }
    } else if bare.starts_with('年') && !bare.starts_with("年間") && !bare.starts_with("年生")
    {
        let era = ERAS
            .iter()
            .find(|(name, _)| before.trim_end().ends_with(name));
        let year = era.and_then(|(_, zero)| value.plus(&NumberValue::new(*zero, 0)));
        let four = matches!(&value, NumberValue::Decimal { mantissa, .. } if *mantissa > 0)
            && value.to_string().len() == 4;
        if let Some(year) = year {
            (value, kind) = (year, NumberKind::Year);
        } else if four {
            kind = NumberKind::Year;
        }
    } else if bare.starts_with('月') && !bare.starts_with("月間") {
        (kind, weak) = (NumberKind::Month, false);
    } else if before.ends_with('第')
        || rest.starts_with("番目")
        || rest.starts_with("つ目")
        || rest.starts_with("位")
    {
        kind = NumberKind::Ordinal;
        weak &= !before.ends_with('第');
    } else if rest.starts_with('時') && !rest.starts_with("時間") && !rest.starts_with("時代")
    {
        if let Some((minutes, stop)) = clock(text, before, &value, end) {
            let number = Number {
                span: Span::new(at, stop),
                kind: NumberKind::Time,
                value: minutes,
                weak: false,
            };
            return (number, stop);
        }
    } else if rest.starts_with([':', '：']) {
        if let Some((minutes, stop)) = colon_clock(text, &value, end) {
            let number = Number {
                span: Span::new(at, stop),
                kind: NumberKind::Time,
                value: minutes,
                weak: false,
            };
            return (number, stop);
        }
    }
    (
        Number {
            span: Span::new(at, end),
            kind,
            value,
            weak,
        },
        end,
    )
}

fn small(value: &NumberValue) -> Option<u128> {
    match value {
        NumberValue::Decimal { mantissa, exponent } if (0..3).contains(exponent) => {
            Some(mantissa * 10u128.pow(*exponent as u32))
        }
        _ => None,
    }
}

/// 午後3時30分: minutes of the day.
fn clock(text: &str, before: &str, hour: &NumberValue, end: usize) -> Option<(NumberValue, usize)> {
    let hour = small(hour).filter(|h| *h <= 24)?;
    let mut stop = end + '時'.len_utf8();
    let mut minute = 0;
    if text[stop..].starts_with('半') {
        (minute, stop) = (30, stop + '半'.len_utf8());
    } else if let Some(more) = quantity(&text[stop..]) {
        if text[stop + more.len..].starts_with('分') {
            minute = small(&more.value).filter(|m| *m < 60)?;
            stop += more.len + '分'.len_utf8();
        }
    }
    let noon = if before.ends_with("午後") && hour < 12 {
        12
    } else {
        0
    };
    Some((NumberValue::new((hour + noon) * 60 + minute, 0), stop))
}

/// 15:30.
fn colon_clock(text: &str, hour: &NumberValue, end: usize) -> Option<(NumberValue, usize)> {
    let hour = small(hour).filter(|h| *h < 24)?;
    let colon = text[end..].chars().next()?.len_utf8();
    let read = digits(&text[end + colon..]).filter(|d| d.plain && d.len == 2)?;
    let minute = small(&read.value).filter(|m| *m < 60)?;
    Some((
        NumberValue::new(hour * 60 + minute, 0),
        end + colon + read.len,
    ))
}
