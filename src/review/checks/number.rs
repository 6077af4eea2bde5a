//! Numbers, dates, times, percentages and ordinals that the two sides of a pair do not share.
//!
//! In: the numbers of both sides as values, whatever their writing. Out: a finding for what meets nothing, and for numbers that
//! meet but count different units (5 km, 5メートル). O(bytes).
//!
//! No alarm is raised for: a number that the other side of a neighbouring pair has and its own does not know, as where
//! sentences were cut elsewhere; one that may well be no number (the pronoun "one", 一つ) or a small one in words
//! that only one side has; a digit string that stands on the other side as it is; the number of a list item or note;
//! an amount in another unit (5 miles, 8キロ) that is the same by `units.rs`. A pair that the aligner is not sure of,
//! or that stands beside an omission or addition, gives no error.

use rustc_hash::FxHashSet;

use crate::align::Bead;
use crate::number::{Number, NumberKind};
use crate::review::check::Check;
use crate::review::checks::notes;
use crate::review::checks::units::{self, Amount};
use crate::review::finding::{Draft, Severity};
use crate::review::view::{Side, View, draft};
use crate::text::{Language, script};

/// Below this confidence a pair gives no error: there the sentences may have been matched wrongly.
const SURE: f32 = 0.7;
/// Numbers of a pair whose units are compared, at most.
const MOST: usize = 100;
/// How many times one unit is the other where it is no free rendering, as metres for yards are.
const FAR: f64 = 2.0;
/// Numbers up to this are often said otherwise (both, twice, 二人) when they are written in words.
const SMALL: u64 = 12;

/// Looks at the numbers of every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs() {
        let source: Vec<&Number> = view.source.numbers(&bead.source).iter().collect();
        let target: Vec<&Number> = view.target.numbers(&bead.target).iter().collect();
        if source.is_empty() && target.is_empty() {
            continue;
        }
        if !source.is_empty() && !target.is_empty() {
            other_units(view, k, (&source, &target), out);
        }
        let mut unmatched = Unmatched {
            source: alone(&source, &target, &view.source, view.target_text(bead)),
            target: alone(&target, &source, &view.target, view.source_text(bead)),
        };
        if unmatched.is_empty() {
            continue;
        }
        unmatched.forget_conversions(view, &source, &target);
        unmatched.forget_neighbours(view, k);
        unmatched.add_weak_amounts(view, &source, &target);
        unmatched.report(view, k, bead, out);
    }
}

/// Numbers that are the same on both sides, with units of one dimension that are not.
fn other_units(
    view: &View<'_>,
    bead: usize,
    (source, target): (&[&Number], &[&Number]),
    out: &mut Vec<Draft>,
) {
    let source_amounts = units::amounts(view.source.text(), source, Language::English);
    if source_amounts.is_empty() {
        return;
    }
    let target_amounts = units::amounts(view.target.text(), target, Language::Japanese);
    for number in source.iter().take(MOST) {
        let ours: Vec<&Amount> = source_amounts.iter().filter(|a| a.is_of(number)).collect();
        let same = target.iter().take(MOST).filter(|n| n.key() == number.key());
        let is_known = |amount: &&Amount| target_amounts.iter().any(|other| amount.is_about(other));
        let [other] = same.collect::<Vec<_>>()[..] else {
            continue;
        };
        if ours.is_empty() || ours.iter().any(is_known) {
            continue;
        }
        let theirs = target_amounts.iter().filter(|a| a.is_of(other));
        let times = theirs.flat_map(|a| ours.iter().filter_map(|ours| ours.times(a)));
        let Some(least) = times.min_by(f64::total_cmp) else {
            continue;
        };
        let is_sure = SURE <= view.beads[bead].confidence && FAR <= least;
        let severity = if is_sure {
            Severity::Error
        } else {
            Severity::Warning
        };
        out.push(
            draft(Check::Number, severity, bead)
                .source([number.span])
                .target([other.span])
                .because(
                    "the same number of another unit",
                    "数値は同じだが単位が違う",
                ),
        );
    }
}

/// The values of some numbers, by which another one can be asked whether it meets them.
struct Values {
    keys: FxHashSet<u64>,
    other_keys: FxHashSet<u64>,
}

impl Values {
    fn new(numbers: &[&Number]) -> Self {
        Values {
            keys: numbers.iter().map(|n| n.key()).collect(),
            other_keys: numbers.iter().flat_map(|n| n.other_keys()).collect(),
        }
    }

    /// Whether one of the numbers can mean the same.
    fn meet(&self, number: &Number) -> bool {
        self.keys.contains(&number.key())
            || self.other_keys.contains(&number.key())
            || number.other_keys().any(|key| self.keys.contains(&key))
    }
}

/// The numbers of one side that meet none of the other.
fn alone<'a>(
    these: &[&'a Number],
    those: &[&Number],
    here: &Side<'_>,
    other_text: &str,
) -> Vec<&'a Number> {
    let values = Values::new(those);
    let mut alone: Vec<&Number> = these
        .iter()
        .copied()
        .filter(|n| !n.weak && !values.meet(n))
        .collect();
    if alone.is_empty() {
        return alone;
    }
    let there: FxHashSet<String> = digit_strings(other_text).collect();
    alone.retain(|number| {
        !there.contains(&digits(number.span.of(here.text())))
            && !is_marker(number, here)
            && !notes::is_open_behind(&here.text()[..number.span.start])
            && !is_said_otherwise(number, other_text)
    });
    alone
}

/// The digits of a text at half width, without what groups them.
fn digits(text: &str) -> String {
    let folded = script::fold_width(text);
    folded.text().chars().filter(char::is_ascii_digit).collect()
}

/// The digit strings of a text, each with its groups joined.
fn digit_strings(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_inside = |c: char| script::class(c) == script::Class::Digit || matches!(c, ',' | '，');
    text.split(move |c| !is_inside(c))
        .map(digits)
        .filter(|digits| !digits.is_empty())
}

/// Whether a number is the mark of a list item or note: `1.`, `(2)`, `[3]`, ③ at the beginning of a segment, or a note in
/// square brackets anywhere.
fn is_marker(number: &Number, side: &Side<'_>) -> bool {
    let text = side.text();
    let (before, after) = (&text[..number.span.start], &text[number.span.end..]);
    let is_note = before.ends_with(['[', '［', '〔']) && after.starts_with([']', '］', '〕']);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let begins = line
        .trim_matches([' ', '\u{3000}', '(', '（', '*', '-', '#', '・'])
        .is_empty();
    let ends = after.starts_with(['.', ')', '）', '．', ':', '：']);
    is_note || begins && ends && number.kind != NumberKind::Section
}

/// Whether the other side says a number by a word of its own: century, decade, both, pair.
fn is_said_otherwise(number: &Number, other_text: &str) -> bool {
    let words: &[&str] = match number.value.to_integer() {
        Some(100) => &["century", "centuries", "centenary", "世紀"],
        Some(10) => &["decade"],
        Some(2) => &[
            "both",
            "pair",
            "couple",
            "either",
            "two",
            "double",
            "another",
            "もう一",
            "両",
        ],
        Some(14) => &["fortnight"],
        Some(24) => &["day and night", "around the clock"],
        Some(0) => &["no ", "none", "ない", "ません"],
        _ => return false,
    };
    words.iter().any(|word| other_text.contains(word))
}

/// The weak numbers of one side that meet none of the other.
fn weak_alone<'a>(these: &[&'a Number], those: &[&Number]) -> Vec<&'a Number> {
    let values = Values::new(those);
    let alone = these.iter().filter(|n| n.weak && !values.meet(n));
    alone.copied().collect()
}

/// Those of some numbers that are amounts of the dimension of one of the unmatched ones.
fn like<'a>(
    unmatched: &[&Amount],
    amounts: &[Amount],
    mut numbers: Vec<&'a Number>,
) -> Vec<&'a Number> {
    let is_like = |number: &Number| {
        let mut own = amounts.iter().filter(|amount| amount.is_of(number));
        own.any(|amount| unmatched.iter().any(|other| amount.is_like(other)))
    };
    numbers.retain(|number| is_like(number));
    numbers
}

/// Whether a Japanese amount is the pause between two times: 一日おき is every two days.
fn is_every_other(number: &Number, text: &str) -> bool {
    let behind = text[number.span.end..].chars().take(4);
    behind.collect::<String>().contains("おき")
}

/// Numbers of a pair that meet nothing.
struct Unmatched<'a> {
    source: Vec<&'a Number>,
    target: Vec<&'a Number>,
}

impl<'a> Unmatched<'a> {
    fn is_empty(&self) -> bool {
        self.source.is_empty() && self.target.is_empty()
    }

    /// Forgets amounts that are the same in another unit.
    fn forget_conversions(&mut self, view: &View<'_>, source: &[&Number], target: &[&Number]) {
        let source_amounts = units::amounts(view.source.text(), source, Language::English);
        let target_amounts = units::amounts(view.target.text(), target, Language::Japanese);
        for one in &source_amounts {
            for other in &target_amounts {
                if one.is_about(other) {
                    self.source.retain(|number| !one.holds(number));
                    self.target.retain(|number| !other.holds(number));
                }
            }
        }
    }

    /// Forgets numbers that the other side of a neighbouring bead has.
    fn forget_neighbours(&mut self, view: &View<'_>, bead: usize) {
        for other in view.neighbours(bead) {
            let source: Vec<&Number> = view.source.numbers(&other.source).iter().collect();
            let target: Vec<&Number> = view.target.numbers(&other.target).iter().collect();
            let (source, target) = (Values::new(&source), Values::new(&target));
            self.source
                .retain(|number| !target.meet(number) || source.meet(number));
            self.target
                .retain(|number| !source.meet(number) || target.meet(number));
        }
    }

    /// Where only one side has an amount that meets nothing, adds the weak numbers of the other that are amounts of its
    /// dimension and meet nothing either: 1週間 for two weeks.
    fn add_weak_amounts(&mut self, view: &View<'_>, source: &[&'a Number], target: &[&'a Number]) {
        if self.source.is_empty() == self.target.is_empty() {
            return;
        }
        let source_amounts = units::amounts(view.source.text(), source, Language::English);
        let target_amounts = units::amounts(view.target.text(), target, Language::Japanese);
        let is_unmatched = |amount: &&Amount, unmatched: &[&Number]| {
            let mut of = unmatched.iter();
            of.any(|number| amount.is_of(number))
        };
        if self.target.is_empty() {
            let unmatched: Vec<&Amount> = source_amounts
                .iter()
                .filter(|amount| is_unmatched(amount, &self.source))
                .collect();
            let text = view.target.text();
            self.target = like(&unmatched, &target_amounts, weak_alone(target, source));
            self.target.retain(|n| !is_every_other(n, text));
        } else {
            let unmatched: Vec<&Amount> = target_amounts
                .iter()
                .filter(|amount| is_unmatched(amount, &self.target))
                .collect();
            self.source = like(&unmatched, &source_amounts, weak_alone(source, target));
        }
    }

    fn report(self, view: &View<'_>, k: usize, bead: &Bead, out: &mut Vec<Draft>) {
        let (source_text, target_text) = (view.source.text(), view.target.text());
        let hard = |number: &Number, text: &str| {
            !digits(number.span.of(text)).is_empty()
                || number.kind == NumberKind::Month
                || number.value.to_integer().is_none_or(|n| SMALL < n)
        };
        let is_small = |number: &Number| {
            let is_count = matches!(number.kind, NumberKind::Cardinal | NumberKind::Ordinal);
            is_count && number.value.to_integer().is_some_and(|n| n <= 3)
        };
        let is_sure = SURE <= bead.confidence && view.neighbours(k).all(|other| !other.is_null());
        let n_hard_source = self.source.iter().filter(|n| hard(n, source_text)).count();
        let n_hard_target = self.target.iter().filter(|n| hard(n, target_text)).count();
        let severity = match (n_hard_source, n_hard_target) {
            (1.., 1..) if is_sure => Severity::Error,
            (1.., 1..) => Severity::Warning,
            (0, 0) if self.source.is_empty() || self.target.is_empty() => return,
            (0, 0) => Severity::Hint,
            _ if !self.source.is_empty() && !self.target.is_empty() => Severity::Warning,
            (0, _) if self.target.iter().all(|n| is_small(n)) => Severity::Hint,
            _ if is_sure => Severity::Warning,
            _ => Severity::Hint,
        };
        if self.source.len() == self.target.len() {
            for (one, other) in self.source.iter().zip(&self.target) {
                report_some(view, (k, severity), &[one], &[other], out);
            }
        } else {
            report_some(view, (k, severity), &self.source, &self.target, out);
        }
    }
}

fn report_some(
    view: &View<'_>,
    (bead, severity): (usize, Severity),
    source: &[&Number],
    target: &[&Number],
    out: &mut Vec<Draft>,
) {
    let shown = |numbers: &[&Number], text: &str| {
        let shown = numbers.iter().map(|n| n.span.of(text).trim().to_owned());
        shown.collect::<Vec<_>>().join(", ")
    };
    let (ours, theirs) = (
        shown(source, view.source.text()),
        shown(target, view.target.text()),
    );
    let (english, japanese) = match (source, target) {
        (_, []) => (
            format!("the translation has no {ours}"),
            format!("原文の {ours} が訳文にない"),
        ),
        ([], _) => (
            format!("the original has no {theirs}"),
            format!("訳文の {theirs} が原文にない"),
        ),
        _ => (
            format!("{ours} in the original, {theirs} in the translation"),
            format!("原文は {ours}、訳文は {theirs}"),
        ),
    };
    out.push(
        draft(Check::Number, severity, bead)
            .source(source.iter().map(|n| n.span))
            .target(target.iter().map(|n| n.span))
            .because(english, japanese),
    );
}
