//! Numbers in English: digits with scales, number words, ordinals, months, times, shares.
//!
//! In: text. Out: numbers in order. O(bytes); a text without digits or number words is only scanned for words.

use crate::anchor::number::{Number, NumberKind, NumberValue, digits};
use crate::text::Span;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const ORDINALS: [&str; 21] = [
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A word or a run of digits.
#[derive(Clone, Copy)]
struct Token<'a> {
    start: usize,
    text: &'a str,
}

fn scale(word: &str) -> Option<(u128, i16)> {
    Some(match word {
        "hundred" | "hundreds" => (1, 2),
        "thousand" | "thousands" => (1, 3),
        "million" | "millions" | "mn" => (1, 6),
        "billion" | "billions" | "bn" => (1, 9),
        "trillion" | "trillions" => (1, 12),
        "lakh" | "lakhs" => (1, 5),
        "crore" | "crores" => (1, 7),
        "dozen" | "dozens" => (12, 0),
        _ => return None,
    })
}

/// The numbers of a text; words only where `words` says so.
pub(super) fn numbers(text: &str, words: bool) -> Vec<Number> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut k = 0;
    while k < tokens.len() {
        let read = if tokens[k]
            .text
            .starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        {
            figure(text, &tokens, k, words)
        } else if words {
            word(text, &tokens, k)
        } else {
            None
        };
        match read {
            Some((number, next)) => {
                found.push(number);
                k = next;
            }
            None => k += 1,
        }
    }
    found
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let len = if c.is_ascii_digit() || ('０'..='９').contains(&c) {
            digits(&text[at..]).map_or(c.len_utf8(), |d| d.len)
        } else if c.is_ascii_alphabetic() {
            let rest = &text.as_bytes()[at..];
            rest.iter().take_while(|b| b.is_ascii_alphabetic()).count()
        } else {
            at += c.len_utf8();
            continue;
        };
        tokens.push(Token {
            start: at,
            text: &text[at..at + len],
        });
        at += len;
    }
    tokens
}

fn end(token: Token<'_>) -> usize {
    token.start + token.text.len()
}

/// Whether two tokens are parted by nothing but a space or a hyphen.
fn adjoin(text: &str, a: Token<'_>, b: Token<'_>) -> bool {
    matches!(
        &text[end(a)..b.start],
        "" | " " | "-" | "\u{a0}" | "\n" | "‑"
    )
}

fn small_scale(
    text: &str,
    tokens: &[Token<'_>],
    mut value: NumberValue,
    mut k: usize,
) -> (NumberValue, usize) {
    while let Some(next) = tokens.get(k + 1) {
        let Some((factor, power)) =
            scale(&next.text.to_ascii_lowercase()).filter(|_| adjoin(text, tokens[k], *next))
        else {
            break;
        };
        value = value.times(factor, power);
        k += 1;
    }
    (value, k)
}

fn figure(text: &str, tokens: &[Token<'_>], k: usize, words: bool) -> Option<(Number, usize)> {
    let token = tokens[k];
    let read = digits(token.text)?;
    let mut kind = if read.section {
        NumberKind::Section
    } else {
        NumberKind::Cardinal
    };
    let (mut value, mut last) = (read.value, k);
    let after = |k: usize| tokens.get(k + 1).copied();
    let mut stop = end(token);
    if !read.section && words {
        (value, last) = small_scale(text, tokens, value, k);
        stop = end(tokens[last]);
        let next = after(last).map(|n| (n, n.text.to_ascii_lowercase()));
        if let Some((suffix, word)) = &next {
            let touching = suffix.start == end(tokens[last]);
            if touching && matches!(word.as_str(), "st" | "nd" | "rd" | "th") {
                kind = NumberKind::Ordinal;
                (last, stop) = (last + 1, end(*suffix));
            } else if touching
                && matches!(word.as_str(), "k" | "m" | "b")
                && suffix.text.len() == 1
                && text[..token.start].ends_with(['$', '€', '£', '¥'])
            {
                value = value.times(
                    1,
                    match word.as_str() {
                        "k" => 3,
                        "m" => 6,
                        _ => 9,
                    },
                );
                (last, stop) = (last + 1, end(*suffix));
            } else if word == "percent" || word == "pct" {
                kind = NumberKind::Percent;
                (last, stop) = (last + 1, end(*suffix));
            }
        }
        if let Some((time, next)) = clock(text, tokens, k) {
            return Some((
                Number {
                    span: Span::new(token.start, time.1),
                    kind: NumberKind::Time,
                    value: time.0,
                    weak: false,
                },
                next,
            ));
        }
    }
    let sign = text[stop..].trim_start_matches(' ');
    if sign.starts_with(['%', '％']) {
        kind = NumberKind::Percent;
    }
    let year = matches!(&value, NumberValue::Decimal { .. }) && read.plain && token.text.len() == 4;
    if kind == NumberKind::Cardinal
        && year
        && last == k
        && (token.text.starts_with("19") || token.text.starts_with("20"))
    {
        kind = NumberKind::Year;
    }
    Some((
        Number {
            span: Span::new(token.start, stop),
            kind,
            value,
            weak: false,
        },
        last + 1,
    ))
}

/// 3:30 p.m., 3 p.m., 15:30: minutes of the day with the end of the span, and the next token.
fn clock(text: &str, tokens: &[Token<'_>], k: usize) -> Option<((NumberValue, usize), usize)> {
    let hour: u128 = tokens[k].text.parse().ok().filter(|h| *h < 24)?;
    let (mut last, mut minute) = (k, 0);
    if let Some(next) = tokens.get(k + 1) {
        if &text[end(tokens[k])..next.start] == ":" && next.text.len() == 2 {
            minute = next.text.parse().ok().filter(|m| *m < 60)?;
            last = k + 1;
        }
    }
    let half = tokens
        .get(last + 1)
        .filter(|t| adjoin(text, tokens[last], **t))
        .map(|t| t.text.to_ascii_lowercase());
    let dotted = tokens.get(last + 2).is_some_and(|m| {
        m.text.eq_ignore_ascii_case("m") && &text[end(tokens[last + 1])..m.start] == "."
    });
    let (noon, taken) = match half.as_deref() {
        Some("pm") if hour <= 12 => (12, 1),
        Some("am") if hour <= 12 => (0, 1),
        Some("p") if dotted && hour <= 12 => (12, 2),
        Some("a") if dotted && hour <= 12 => (0, 2),
        _ if last > k => (hour / 12 * 12, 0),
        _ => return None,
    };
    let last = last + taken;
    let minutes = (hour % 12 + noon) * 60 + minute;
    Some(((NumberValue::new(minutes, 0), end(tokens[last])), last + 1))
}

fn word(text: &str, tokens: &[Token<'_>], k: usize) -> Option<(Number, usize)> {
    let token = tokens[k];
    if let Some(month) = month(text, tokens, k) {
        let number = Number {
            span: Span::new(token.start, end(token)),
            kind: NumberKind::Month,
            value: month,
            weak: false,
        };
        return Some((number, k + 1));
    }
    let lower = token.text.to_ascii_lowercase();
    let mut total = NumberValue::new(0, 0);
    let mut group: Option<u128> = None;
    let (mut last, mut n_words, mut ordinal, mut scaled) = (k, 0, false, false);
    let mut at = k;
    while let Some(&token) = tokens.get(at) {
        let joined = at == k || adjoin(text, tokens[at - 1], token);
        let lower = token.text.to_ascii_lowercase();
        if !joined {
            break;
        }
        if let Some(value) = below_hundred(&lower) {
            // "twenty-one" adds; "one two" are two numbers.
            let fits =
                group.is_none_or(|g| g % 100 == 0 || value < 10 && g % 10 == 0 && g % 100 >= 20);
            if !fits {
                break;
            }
            group = Some(group.unwrap_or(0) + value);
        } else if let Some(value) = ordinal_of(&lower)
            .filter(|&v| group.is_none_or(|g| g % 10 == 0 && v < 10 || g % 100 == 0))
        {
            group = Some(group.unwrap_or(0) + value);
            ordinal = true;
        } else if let (Some((factor, power)), true) = (
            scale(&lower),
            group.is_some() || lower == "hundred" && n_words > 0,
        ) {
            let value = group.take().unwrap_or(1);
            if power == 2 {
                group = Some(value * 100);
            } else {
                total = total.plus(&NumberValue::new(value, 0).times(factor, power))?;
                scaled = true;
            }
        } else if lower == "and" && (scaled || group.is_some_and(|g| g >= 100)) {
            let goes_on = tokens
                .get(at + 1)
                .is_some_and(|n| below_hundred(&n.text.to_ascii_lowercase()).is_some());
            if !goes_on {
                break;
            }
            at += 1;
            continue;
        } else {
            break;
        }
        n_words += 1;
        last = at;
        at += 1;
        if ordinal {
            break;
        }
    }
    if n_words == 0 {
        return None;
    }
    let value = total.plus(&NumberValue::new(group.unwrap_or(0), 0))?;
    let weak = n_words == 1 && matches!(lower.as_str(), "one" | "first" | "second" | "zero");
    let percent = tokens
        .get(last + 1)
        .is_some_and(|n| n.text.eq_ignore_ascii_case("percent") && adjoin(text, tokens[last], *n));
    let kind = match (ordinal, percent) {
        (true, _) => NumberKind::Ordinal,
        (_, true) => NumberKind::Percent,
        _ => NumberKind::Cardinal,
    };
    let number = Number {
        span: Span::new(token.start, end(tokens[last])),
        kind,
        value,
        weak: weak && !percent,
    };
    Some((number, last + 1))
}

fn below_hundred(word: &str) -> Option<u128> {
    SMALL
        .iter()
        .position(|w| *w == word)
        .map(|n| n as u128)
        .or_else(|| {
            TENS.iter()
                .position(|w| !w.is_empty() && *w == word)
                .map(|n| 10 * n as u128)
        })
}

fn ordinal_of(word: &str) -> Option<u128> {
    ORDINALS
        .iter()
        .position(|w| !w.is_empty() && *w == word)
        .map(|n| n as u128)
        .or_else(|| {
            let stem = word.strip_suffix("ieth")?;
            TENS.iter()
                .position(|w| w.strip_suffix('y') == Some(stem))
                .map(|n| 10 * n as u128)
        })
}

/// A month's name; "May" and "March" only where a number, a preposition or "last" stands beside them.
fn month(text: &str, tokens: &[Token<'_>], k: usize) -> Option<NumberValue> {
    let token = tokens[k];
    let short =
        |name: &str| token.text.len() == 3 && name.starts_with(token.text) && name.len() > 3;
    let at = MONTHS
        .iter()
        .position(|name| *name == token.text || short(name))?;
    let figure =
        |t: Option<&Token<'_>>| t.is_some_and(|t| t.text.starts_with(|c: char| c.is_ascii_digit()));
    let before = k
        .checked_sub(1)
        .map(|b| tokens[b].text.to_ascii_lowercase());
    let sure = figure(tokens.get(k + 1))
        || k > 0 && figure(tokens.get(k - 1)) && adjoin(text, tokens[k - 1], token);
    let led = matches!(
        before.as_deref(),
        Some(
            "in" | "of"
                | "since"
                | "until"
                | "by"
                | "last"
                | "next"
                | "early"
                | "late"
                | "mid"
                | "this"
                | "from"
                | "to"
        )
    );
    let ambiguous = matches!(at, 2 | 4) || token.text.len() == 3;
    (sure || !ambiguous || led && token.text.len() > 3 || led && at == 4)
        .then(|| NumberValue::new(at as u128 + 1, 0))
}
