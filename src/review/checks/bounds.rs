//! Numbers that one side makes the least and the other the most: at least 10 metres, 10メートル以下; and times that one side
//! makes the first and the other the last: since 2020, 2020年以前.
//!
//! In: the numbers that both sides of a pair have once. Out: errors. O(numbers); what is read around one is bounded.
//!
//! No alarm is raised for: bounds that differ only in whether they include the number (more than 10, 10以上); a Japanese
//! bound that a negation follows (10人以上は入れない); days and places in an order.

use crate::number::{Number, NumberKind};
use crate::review::check::Check;
use crate::review::checks::lists::BOUNDS;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::part;
use crate::text::script::{Class, class};

/// Below this confidence a pair gives no error.
const SURE: f32 = 0.7;
/// Bytes before an English number in which a bound is looked for.
const BEFORE: usize = 32;
/// Bytes behind an English number in which a bound is looked for, and words of a unit before it.
const BEHIND: usize = 48;
const UNIT_WORDS: usize = 3;
/// Characters of a Japanese unit between a number and a bound, at most.
const UNIT_CHARACTERS: usize = 9;
/// Characters behind a Japanese bound in which a negation turns it.
const NEGATED: usize = 24;
/// Bytes of the clause behind a Japanese number that are read: a unit, a bound, and what may negate it.
const CLAUSE: usize = 160;
/// Numbers of a pair that are looked at, at most.
const MOST: usize = 60;

/// What a number bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::review) enum Bound {
    AtLeast,
    More,
    AtMost,
    Less,
}

impl Bound {
    /// The bound of what is not bounded by this one.
    fn negated(self) -> Self {
        match self {
            Bound::AtLeast => Bound::Less,
            Bound::More => Bound::AtMost,
            Bound::AtMost => Bound::More,
            Bound::Less => Bound::AtLeast,
        }
    }

    fn is_lower(self) -> bool {
        matches!(self, Bound::AtLeast | Bound::More)
    }
}

/// Compares the bounds of every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let (source_text, target_text) = (view.source.text(), view.target.text());
    for (k, bead) in view.pairs() {
        let source = view.source.numbers(&bead.source);
        let target = view.target.numbers(&bead.target);
        if source.is_empty() || target.is_empty() || MOST < source.len() || MOST < target.len() {
            continue;
        }
        for number in source {
            let Some((ours, theirs)) = only(number, source).zip(only(number, target)) else {
                continue;
            };
            let Some(is_lower) = turned((ours, source_text), (theirs, target_text)) else {
                continue;
            };
            let severity = if SURE <= bead.confidence {
                Severity::Error
            } else {
                Severity::Warning
            };
            let (english, japanese) = match (is_quantity(ours), is_lower) {
                (true, true) => ("a least number became a greatest", "下限が上限になっている"),
                (true, false) => ("a greatest number became a least", "上限が下限になっている"),
                (false, true) => (
                    "the time after became the time before",
                    "以降が以前になっている",
                ),
                (false, false) => (
                    "the time before became the time after",
                    "以前が以降になっている",
                ),
            };
            out.push(
                draft(Check::Number, severity, k)
                    .source([ours.span])
                    .target([theirs.span])
                    .because(english, japanese),
            );
        }
    }
}

/// Whether the source makes a number a lower bound where the target makes it an upper one, or the other way round; none if
/// they agree or one does not tell.
fn turned(
    (ours, source_text): (&Number, &str),
    (theirs, target_text): (&Number, &str),
) -> Option<bool> {
    // The Japanese is looked at first: that costs less, and few numbers have a bound there.
    let ((other, is_negated), one) = if is_quantity(ours) && is_quantity(theirs) {
        (
            in_japanese(target_text, theirs)?,
            in_english(source_text, ours)?,
        )
    } else if is_time(ours) && is_time(theirs) {
        (
            time_in_japanese(target_text, theirs)?,
            time_in_english(source_text, ours)?,
        )
    } else {
        return None;
    };
    (!is_negated && one.is_lower() != other.is_lower()).then_some(one.is_lower())
}

/// The one number of a list that has the value of a number.
fn only<'a>(number: &Number, list: &'a [Number]) -> Option<&'a Number> {
    let mut same = list.iter().filter(|other| other.key() == number.key());
    same.next().filter(|_| same.next().is_none())
}

/// Whether a number counts or measures, and is no date, time or place in an order.
fn is_quantity(number: &Number) -> bool {
    matches!(
        number.kind,
        NumberKind::Cardinal | NumberKind::Percent | NumberKind::Currency | NumberKind::Fraction
    )
}

/// Whether a number is a year or a time of day.
fn is_time(number: &Number) -> bool {
    matches!(
        number.kind,
        NumberKind::Year | NumberKind::EraYear | NumberKind::Time
    )
}

/// Whether two bounds say the same of whole numbers, as 1以上 for "larger than 0" and 2つ以上 for "more than one".
pub(in crate::review) fn are_same(
    (source, source_text): (&Number, &str),
    (target, target_text): (&Number, &str),
) -> bool {
    let values = (source.value.to_integer(), target.value.to_integer());
    let (Some(ours), Some(theirs)) = values else {
        return false;
    };
    if ours.abs_diff(theirs) != 1 {
        return false;
    }
    let (Some(one), Some((other, is_negated))) = (
        in_english(source_text, source),
        in_japanese(target_text, target),
    ) else {
        return false;
    };
    let is_same = |other: Bound| match (one, other) {
        (Bound::More, Bound::AtLeast) | (Bound::AtMost, Bound::Less) => ours < theirs,
        (Bound::AtLeast, Bound::More) | (Bound::Less, Bound::AtMost) => theirs < ours,
        _ => false,
    };
    is_same(other) || is_negated && is_same(other.negated())
}

/// What an English number bounds.
fn in_english(text: &str, number: &Number) -> Option<Bound> {
    let before = part::end(&text[..number.span.start], BEFORE).to_ascii_lowercase();
    let before = before
        .trim_end_matches(['$', '€', '£', '¥', '~'])
        .trim_end();
    let before = ["about", "approximately", "roughly", "the"]
        .iter()
        .find_map(|word| before.strip_suffix(word))
        .unwrap_or(before)
        .trim_end();
    let first = [
        ("before-at-least", Bound::AtLeast),
        ("before-more", Bound::More),
        ("before-at-most", Bound::AtMost),
        ("before-less", Bound::Less),
    ];
    for (list, bound) in first {
        if let Some(rest) = BOUNDS
            .of(list)
            .iter()
            .find_map(|word| strip_last_word(before, word))
        {
            if is_throughout(before, &text[number.span.end..]) {
                return None;
            }
            let is_strict = matches!(bound, Bound::More | Bound::Less);
            let turned = is_strict && is_negated(rest);
            return Some(if turned { bound.negated() } else { bound });
        }
    }
    behind_english(&text[number.span.end..])
}

/// Whether an English text speaks of the time after a year or hour, or of that before.
fn time_in_english(text: &str, number: &Number) -> Option<Bound> {
    let near = part::end(&text[..number.span.start], BEFORE).to_ascii_lowercase();
    let before = near.trim_end();
    for (list, bound) in [
        ("before-since", Bound::AtLeast),
        ("before-until", Bound::AtMost),
    ] {
        if BOUNDS
            .of(list)
            .iter()
            .any(|word| strip_last_word(before, word).is_some())
        {
            let mut words = before.split([' ', '\n']);
            return (!words.any(is_not)).then_some(bound);
        }
    }
    let rest = part::beginning(&text[number.span.end..], BEHIND).to_ascii_lowercase();
    let lists = [
        ("behind-since", Bound::AtLeast),
        ("behind-until", Bound::AtMost),
    ];
    let found = lists.iter().find(|(list, _)| {
        BOUNDS
            .of(list)
            .iter()
            .any(|word| has_first_word(rest.trim_start(), word))
    });
    found.map(|(_, bound)| *bound)
}

/// Whether "over" may say how long: over five years is 5年間で as well as 5年以上.
fn is_throughout(before: &str, rest: &str) -> bool {
    let units = [
        "second", "minute", "hour", "day", "week", "month", "year", "decade", "centur",
    ];
    let unit = rest.trim_start_matches([' ', '-']);
    before.ends_with("over") && units.iter().any(|word| unit.starts_with(word))
}

fn is_not(word: &str) -> bool {
    BOUNDS.of("not").contains(&word) || word.ends_with("n't") || word.ends_with("n’t")
}

/// Whether the words before an English comparison negate it: no more than, must not be less than.
fn is_negated(before: &str) -> bool {
    let mut words = before.rsplit([' ', '\n']).filter(|word| !word.is_empty());
    match words.next() {
        Some("be" | "go" | "have" | "is" | "are") => words.next().is_some_and(is_not),
        Some(word) => is_not(word),
        None => false,
    }
}

/// The bound behind an English number and its unit.
fn behind_english(rest: &str) -> Option<Bound> {
    if rest.starts_with('+') {
        return Some(Bound::AtLeast);
    }
    let near = part::beginning(rest, BEHIND).to_ascii_lowercase();
    let end = near
        .find([',', '.', ';', ':', '(', ')', '!', '?'])
        .unwrap_or(near.len());
    let near = near[..end].trim_end();
    let lists = [
        ("behind-at-least", Bound::AtLeast),
        ("behind-at-most", Bound::AtMost),
    ];
    let last = [
        ("last-at-least", Bound::AtLeast),
        ("last-at-most", Bound::AtMost),
    ];
    for at in word_starts(near).take(UNIT_WORDS + 1) {
        let rest = &near[at..];
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        for (list, bound) in lists {
            if BOUNDS
                .of(list)
                .iter()
                .any(|word| has_first_word(rest, word))
            {
                return Some(bound);
            }
        }
        for (list, bound) in last {
            if BOUNDS.of(list).contains(&rest) {
                return Some(bound);
            }
        }
    }
    None
}

/// What a Japanese number bounds, and whether a negation follows.
fn in_japanese(text: &str, number: &Number) -> Option<(Bound, bool)> {
    let before = text[..number.span.start]
        .trim_end_matches(['約', ' ', '$', '＄', '¥', '￥', '€', '£', '、']);
    let first = [
        ("japanese-first-at-least", Bound::AtLeast),
        ("japanese-first-at-most", Bound::AtMost),
    ];
    let leading = first
        .iter()
        .find(|(list, _)| BOUNDS.of(list).iter().any(|word| before.ends_with(word)));
    let leading = leading.map(|(_, bound)| *bound);
    let clause = clause_behind(text, number);
    let lists = [
        ("japanese-at-least", Bound::AtLeast),
        ("japanese-at-most", Bound::AtMost),
        ("japanese-less", Bound::Less),
        ("japanese-more", Bound::More),
    ];
    let Some((following, end)) = behind_japanese(clause, &lists) else {
        return Some((leading?, false));
    };
    let is_negated = is_negated_in_japanese(&clause[end..]);
    match leading {
        Some(leading) if leading.is_lower() != following.is_lower() => None,
        _ => Some((following, is_negated)),
    }
}

/// Whether a Japanese text speaks of the time after a year or hour, or of that before, and whether a negation follows.
fn time_in_japanese(text: &str, number: &Number) -> Option<(Bound, bool)> {
    let clause = clause_behind(text, number);
    let lists = [
        ("japanese-since", Bound::AtLeast),
        ("japanese-until", Bound::AtMost),
    ];
    let (bound, end) = behind_japanese(clause, &lists)?;
    Some((bound, is_negated_in_japanese(&clause[end..])))
}

/// Words that hold a piece of a negation and negate nothing.
const NEGATING_NOTHING: [&str; 7] = [
    "必ず",
    "まず",
    "はず",
    "いずれ",
    "わずか",
    "少なく",
    "済ませ",
];

/// What stands behind a number in its sentence, as far as it is read.
fn clause_behind<'a>(text: &'a str, number: &Number) -> &'a str {
    let rest = part::beginning(&text[number.span.end..], CLAUSE);
    rest.split(['。', '\n']).next().unwrap_or_default()
}

/// Whether what stands behind a Japanese bound negates it. 以上でなければならない does not.
fn is_negated_in_japanese(rest: &str) -> bool {
    let near: String = rest.chars().take(NEGATED).collect();
    let must = ["なければ", "なくては", "ねばな"];
    let end = must
        .iter()
        .filter_map(|word| near.find(word))
        .min()
        .unwrap_or(near.len());
    let mut near = near[..end].to_owned();
    for word in NEGATING_NOTHING {
        near = near.replace(word, "");
    }
    ["ない", "ませ", "なく", "なかっ", "ず"]
        .iter()
        .any(|word| near.contains(word))
}

/// The bound behind a Japanese number and its unit, and where its word ends.
fn behind_japanese(clause: &str, lists: &[(&str, Bound)]) -> Option<(Bound, usize)> {
    for (at, c) in clause.char_indices().take(UNIT_CHARACTERS) {
        let rest = &clause[at..];
        for &(list, bound) in lists {
            if let Some(word) = BOUNDS.of(list).iter().find(|word| rest.starts_with(**word)) {
                return Some((bound, at + word.len()));
            }
        }
        let is_unit = matches!(class(c), Class::Kanji | Class::Katakana | Class::Latin)
            || "つかヶケカヵ％%℃° ".contains(c);
        if !is_unit {
            return None;
        }
    }
    None
}

/// The text before a last word.
fn strip_last_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_suffix(word)?;
    (!rest.ends_with(|c: char| c.is_alphabetic())).then(|| rest.trim_end())
}

fn has_first_word(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic()))
}

/// Where the words of a text begin.
fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let begins = matches!(before, ' ' | '\n' | '-') && !matches!(c, ' ' | '\n' | '-');
        before = c;
        begins.then_some(at)
    })
}
