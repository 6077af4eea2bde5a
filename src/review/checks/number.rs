//! Numbers, dates, times, percentages and ordinals that the two sides of a pair do not share.
//!
//! In: the numbers of both sides as values, whatever their writing. Out: a finding for what meets nothing. O(bytes).
//!
//! No alarm is raised for: a number that the other side of a neighbouring pair has and its own does not know, as where
//! sentences were cut elsewhere; one that may well be no number (the pronoun "one", 一つ), one in a name (Covid-19, 24/7), or
//! a small count that only the translation has (この3つ); a digit string or a word that stands on the other side as it is; the
//! number of a list item or note, or of the section of a manual (`ls(1)`); an amount in another unit (5 miles, 8キロ) that
//! is the same by `units.rs`; what the other side says by a word (`said.rs`) or as another bound (`bounds.rs`). A pair that the
//! aligner is not sure of, or that stands beside an omission or addition, gives no error.

use crate::align::Bead;
use crate::number::{Number, NumberKind};
use crate::review::check::Check;
use crate::review::checks::meeting::{self, Values};
use crate::review::checks::units::{self, Amount};
use crate::review::checks::written::{
    abbreviated, digit_strings, digits, in_digits, is_conversion, is_heading, is_in_address,
    is_in_name, is_in_plain_digits, is_left_as_it_is, is_marker, is_parted_by_unit,
    is_section_of_manual, is_vague, open_bracket,
};
use crate::review::checks::{bounds, notes, references, said};
use crate::review::finding::{Draft, Severity};
use crate::review::view::{Side, View, draft};
use crate::text::Language;

/// Below this confidence a pair gives no error: there the sentences may have been matched wrongly.
const SURE: f32 = 0.7;
/// Numbers up to this are often said otherwise (both, twice, 二人) when they are written in words.
const SMALL: u64 = 12;
/// Up to so many things are counted in a translation though the original does not: この3つ.
const COUNTED: u64 = 10;
/// Powers of ten between two vague numbers that are no idiom: billions are said to be 何億.
const VAGUE: f64 = 1.5;
/// Numbers of a side that are read by the rules of other countries, at most.
const MOST: usize = 40;
/// Numbers of a pair that are compared, at most: more are a table in one segment.
const COMPARED: usize = 400;

/// Looks at the numbers of every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut found = Vec::new();
    for (k, bead) in view.pairs() {
        let source: Vec<&Number> = view.source.numbers(&bead.source).iter().collect();
        let target: Vec<&Number> = view.target.numbers(&bead.target).iter().collect();
        if source.is_empty() && target.is_empty() || COMPARED < source.len() + target.len() {
            continue;
        }
        let values = [
            Values::new(&source, view.source.text()),
            Values::new(&target, view.target.text()),
        ];
        let mut pair = Pair {
            view,
            bead: k,
            alone: Unmatched {
                source: alone(&source, &values[1], &view.source, view.target_text(bead)),
                target: alone(&target, &values[0], &view.target, view.source_text(bead)),
            },
            source,
            target,
            values,
        };
        if pair.alone.is_empty() {
            continue;
        }
        pair.forget_what_is_said();
        if !pair.alone.is_empty() {
            pair.add_partners();
            pair.alone.report(view, k, bead, &mut found);
        }
    }
    references::gather(view, found, out);
}

/// The numbers of one side that meet none of the other.
fn alone<'a>(
    these: &[&'a Number],
    those: &Values,
    here: &Side<'_>,
    other_text: &str,
) -> Vec<&'a Number> {
    let mut alone: Vec<&Number> = these
        .iter()
        .copied()
        .filter(|n| !n.weak && !those.meet(n, here.text()))
        .collect();
    if alone.is_empty() {
        return alone;
    }
    let there = digit_strings(other_text);
    alone.retain(|number| {
        let own = digits(number.span.of(here.text()));
        let is_there = there.contains(&own) && is_in_plain_digits(number, &own);
        let is_passed_over = is_marker(number, here)
            || is_in_address(number, here.text())
            || notes::is_open_behind(&here.text()[..number.span.start]);
        !is_there
            && !is_passed_over
            && !is_left_as_it_is(number, here.text(), other_text)
            && !is_section_of_manual(number, here.text(), other_text)
    });
    alone
}

/// The weak numbers of one side that meet none of the other.
fn weak_alone<'a>(these: &[&'a Number], those: &Values, text: &str) -> Vec<&'a Number> {
    let alone = these.iter().filter(|n| n.weak && !those.meet(n, text));
    alone.copied().collect()
}

/// The numbers of one side whose value it has more often than the other, the values in digits and not 1.
fn surplus<'a>(these: &[&'a Number], those: &[&Number], text: &str) -> Vec<&'a Number> {
    let count = |numbers: &[&Number], key: u64| numbers.iter().filter(|n| n.key() == key).count();
    let is_surplus = |number: &&&Number| {
        let n_others = count(those, number.key());
        0 < n_others
            && n_others < count(these, number.key())
            && !digits(number.span.of(text)).is_empty()
    };
    these.iter().filter(is_surplus).copied().collect()
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

/// A pair, its numbers, and those that meet nothing.
struct Pair<'v, 'a> {
    view: &'v View<'a>,
    bead: usize,
    source: Vec<&'a Number>,
    target: Vec<&'a Number>,
    /// Of the source and of the target.
    values: [Values; 2],
    alone: Unmatched<'a>,
}

impl<'a> Pair<'_, 'a> {
    /// Forgets the numbers that the other side says by other means.
    fn forget_what_is_said(&mut self) {
        self.forget_other_rules();
        self.forget_conversions();
        self.forget_neighbours();
        self.forget_vague();
        self.forget_words();
    }

    /// Forgets numbers that meet by the separators of another country, bounds that are said by the next number, and a date
    /// whose month and day are written as one number (911).
    fn forget_other_rules(&mut self) {
        let (source_text, target_text) = (self.view.source.text(), self.view.target.text());
        for (numbers, text, side) in [
            (&self.source, source_text, 1),
            (&self.target, target_text, 0),
        ] {
            for number in numbers.iter().take(MOST) {
                for value in meeting::by_other_separators(number, text)
                    .filter(|v| self.values[side].have(*v))
                {
                    self.alone.forget(|other| {
                        other.span == number.span || other.key() == meeting::key(value)
                    });
                }
            }
        }
        for number in self.alone.target.clone() {
            let is_same =
                |one: &&&Number| bounds::are_same((one, source_text), (number, target_text));
            if let Some(one) = self.source.iter().find(is_same) {
                let (one, other) = (one.span, number.span);
                self.alone.source.retain(|number| number.span != one);
                self.alone.target.retain(|number| number.span != other);
            }
        }
        self.forget_shares();
        if let ([month, day], [date]) = (&self.alone.source[..], &self.alone.target[..])
            && month.kind == NumberKind::Month
            && format!("{}{}", month.value, day.value) == date.value.to_string()
        {
            self.alone = Unmatched::default();
        }
    }

    /// Forgets shares that are said by two numbers (seven out of ten, 7割), and places behind a unit (9.58 seconds, 9秒58).
    fn forget_shares(&mut self) {
        let (source_text, target_text) = (self.view.source.text(), self.view.target.text());
        let target = self.view.target_text(&self.view.beads[self.bead]);
        self.alone
            .source
            .retain(|number| !is_parted_by_unit(number, source_text, target));
        let is_share = |n: &Number| matches!(n.kind, NumberKind::Fraction | NumberKind::Percent);
        if !self.alone.target.iter().any(|number| is_share(number)) {
            return;
        }
        for two in self.source.windows(2).take(MOST) {
            let between = source_text
                .get(two[0].span.end..two[1].span.start)
                .unwrap_or_default();
            let is_of = [
                " in ",
                " out of ",
                " of ",
                " in every ",
                " of every ",
                " in a ",
                " out of every ",
            ]
            .contains(&between);
            if !is_of {
                continue;
            }
            let Some(share) = meeting::share_of(two[0], two[1]) else {
                continue;
            };
            let spans = [two[0].span, two[1].span];
            if self
                .alone
                .target
                .iter()
                .any(|number| share.is_said_by(number, target_text))
            {
                self.alone
                    .target
                    .retain(|number| !share.is_said_by(number, target_text));
                self.alone
                    .source
                    .retain(|number| !spans.contains(&number.span));
            }
        }
    }

    /// Forgets amounts that are the same in another unit, also where the other unit stands beside them or is named with
    /// no number ("a week").
    fn forget_conversions(&mut self) {
        let (source_text, target_text) = (self.view.source.text(), self.view.target.text());
        let (ours, theirs) = self.amounts();
        for one in &ours {
            for other in theirs.iter().filter(|other| one.is_about(other)) {
                self.alone.source.retain(|number| !one.holds(number));
                self.alone.target.retain(|number| !other.holds(number));
            }
        }
        for (alone, amounts) in [
            (&mut self.alone.source, &ours),
            (&mut self.alone.target, &theirs),
        ] {
            alone.retain(|number| {
                let mut own = amounts.iter().filter(|amount| amount.is_of(number));
                let is_said = |one: &Amount| {
                    let mut others = amounts.iter().filter(|other| !other.holds(number));
                    others.any(|other| !one.has_unit_of(other) && one.is_about(other))
                };
                !own.any(is_said)
            });
        }
        self.alone.source.retain(|number| {
            let mut own = ours.iter().filter(|amount| amount.is_of(number));
            let mut is_beside = |one: &Amount| {
                ours.iter()
                    .any(|other| one.is_like(other) && !one.has_unit_of(other))
            };
            open_bracket(number, source_text).is_none() || !own.any(&mut is_beside)
        });
        if !self.alone.target.is_empty() {
            let named = units::named_units(self.view.source_text(&self.view.beads[self.bead]));
            self.alone.target.retain(|number| {
                let mut own = theirs.iter().filter(|amount| amount.is_of(number));
                let is_named = own.any(|amount| named.iter().any(|unit| unit.is_about(amount)));
                !is_named && !is_conversion(number, target_text)
            });
        }
    }

    /// The amounts of both sides.
    fn amounts(&self) -> (Vec<Amount>, Vec<Amount>) {
        let (source_text, target_text) = (self.view.source.text(), self.view.target.text());
        (
            units::amounts(source_text, &self.source, Language::English),
            units::amounts(target_text, &self.target, Language::Japanese),
        )
    }

    /// Forgets numbers that the other side of a neighbouring bead has.
    fn forget_neighbours(&mut self) {
        let view = self.view;
        let (source_text, target_text) = (view.source.text(), view.target.text());
        for other in view.neighbours(self.bead) {
            let source: Vec<&Number> = view.source.numbers(&other.source).iter().collect();
            let target: Vec<&Number> = view.target.numbers(&other.target).iter().collect();
            let source = Values::new(&source, source_text);
            let target = Values::new(&target, target_text);
            self.alone.source.retain(|number| {
                !target.meet(number, source_text) || source.meet(number, source_text)
            });
            self.alone.target.retain(|number| {
                !source.meet(number, target_text) || target.meet(number, target_text)
            });
        }
    }

    /// Forgets vague numbers unless both sides have one that differs: millions and 数百, but not 何百何千.
    fn forget_vague(&mut self) {
        let (source_text, target_text) = (self.view.source.text(), self.view.target.text());
        let is_vague_source = |n: &Number| is_vague(n, source_text);
        let is_vague_target = |n: &Number| is_vague(n, target_text);
        if self.target.iter().any(|n| is_vague_target(n)) {
            self.alone
                .source
                .retain(|n| !n.span.of(source_text).ends_with("dozen"));
        }
        let n_source = self
            .alone
            .source
            .iter()
            .filter(|n| is_vague_source(n))
            .count();
        let n_target = self
            .alone
            .target
            .iter()
            .filter(|n| is_vague_target(n))
            .count();
        let n_all = self.target.iter().filter(|n| is_vague_target(n)).count();
        let power = |n: &Number| units::value(&n.value).map_or(0.0, f64::log10);
        let powers = |numbers: &[&Number]| numbers.iter().map(|n| power(n)).fold(0.0, f64::max);
        let is_far = VAGUE <= (powers(&self.alone.source) - powers(&self.alone.target)).abs();
        if n_source != n_target || !is_far || n_source != 0 && n_target < n_all {
            self.alone.source.retain(|n| !is_vague_source(n));
            self.alone.target.retain(|n| !is_vague_target(n));
        }
    }

    /// Forgets numbers in names, and those that the other side says by a word: a number in digits only if the other side
    /// has none that meets nothing either.
    fn forget_words(&mut self) {
        let bead = &self.view.beads[self.bead];
        let (source_text, target_text) = (self.view.source.text(), self.view.target.text());
        let target = self.view.target_text(bead);
        let lower = self.view.source_text(bead).to_lowercase();
        let is_digits = |number: &Number, text: &str| !digits(number.span.of(text)).is_empty();
        let ours: Vec<f64> = (self.source.iter())
            .filter_map(|number| abbreviated(number, source_text))
            .collect();
        self.alone
            .source
            .retain(|number| !is_in_name(number, source_text));
        let (no_source, no_target) = (self.alone.source.is_empty(), self.alone.target.is_empty());
        self.alone.source.retain(|number| {
            let may_be_word = no_target || !is_digits(number, source_text);
            let is_heading = no_target && is_heading(number, source_text);
            !(is_heading || may_be_word && said::is_said_in_japanese(&number.value, target))
        });
        self.alone.target.retain(|number| {
            let may_be_word = no_source || !is_digits(number, target_text);
            let is_heading = no_source && is_heading(number, target_text);
            let is_abbreviated = units::value(&number.value).is_some_and(|n| ours.contains(&n));
            !(is_heading
                || is_abbreviated
                || may_be_word && said::is_said_in_english(&number.value, &lower))
        });
    }

    /// Where only one side has a number that meets nothing, adds what the other may have in its place: weak numbers that are
    /// amounts of its dimension (1週間 for two weeks) or multiples (3倍 for "doubled"), digits in a name, a value that stands
    /// there more often.
    fn add_partners(&mut self) {
        if self.alone.source.is_empty() == self.alone.target.is_empty() {
            return;
        }
        let (source_text, target_text) = (self.view.source.text(), self.view.target.text());
        let (ours, theirs) = self.amounts();
        let weak_source = weak_alone(&self.source, &self.values[1], source_text);
        let mut weak_target = weak_alone(&self.target, &self.values[0], target_text);
        weak_target.retain(|n| !is_every_other(n, target_text));
        let of = |alone: &[&Number], amounts: &'_ [Amount]| -> Vec<Amount> {
            let is_alone = |amount: &&Amount| alone.iter().any(|number| amount.is_of(number));
            amounts.iter().filter(is_alone).cloned().collect()
        };
        if self.alone.target.is_empty() {
            let unmatched = of(&self.alone.source, &ours);
            let unmatched: Vec<&Amount> = unmatched.iter().collect();
            let mut partners = like(&unmatched, &theirs, weak_target.clone());
            if partners.is_empty() && self.alone.source.len() == 1 {
                partners = in_digits(&weak_target, target_text);
                if partners.is_empty() {
                    partners = surplus(&self.target, &self.source, target_text);
                }
            }
            self.alone.target = partners;
        } else {
            let unmatched = of(&self.alone.target, &theirs);
            let unmatched: Vec<&Amount> = unmatched.iter().collect();
            let mut partners = like(&unmatched, &ours, weak_source.clone());
            let [only] = self.alone.target[..] else {
                self.alone.source = partners;
                return;
            };
            if partners.is_empty() && target_text[only.span.end..].starts_with('倍') {
                partners = weak_source
                    .iter()
                    .copied()
                    .filter(|n| n.value.to_integer() != Some(1))
                    .collect();
            }
            if partners.is_empty() {
                partners = in_digits(&weak_source, source_text);
            }
            if partners.is_empty() {
                partners = surplus(&self.source, &self.target, source_text);
            }
            self.alone.source = partners;
        }
    }
}

/// Numbers of a pair that meet nothing.
#[derive(Default)]
struct Unmatched<'a> {
    source: Vec<&'a Number>,
    target: Vec<&'a Number>,
}

impl Unmatched<'_> {
    fn is_empty(&self) -> bool {
        self.source.is_empty() && self.target.is_empty()
    }

    /// Forgets some numbers of both sides.
    fn forget(&mut self, is_known: impl Fn(&Number) -> bool) {
        self.source.retain(|number| !is_known(number));
        self.target.retain(|number| !is_known(number));
    }

    /// How sure it is that the pair is wrong, if at all.
    fn severity(&self, view: &View<'_>, k: usize, bead: &Bead) -> Option<Severity> {
        let (source_text, target_text) = (view.source.text(), view.target.text());
        let is_hard = |number: &Number, text: &str| {
            !digits(number.span.of(text)).is_empty()
                || number.kind == NumberKind::Month
                || number.value.to_integer().is_none_or(|n| SMALL < n)
        };
        let is_counted = |number: &&Number| {
            let is_count = matches!(number.kind, NumberKind::Cardinal | NumberKind::Ordinal);
            is_count && number.value.to_integer().is_some_and(|n| n <= COUNTED)
        };
        let is_sure = SURE <= bead.confidence && view.neighbours(k).all(|other| !other.is_null());
        let n_hard_source = self
            .source
            .iter()
            .filter(|n| is_hard(n, source_text))
            .count();
        let n_hard_target = self
            .target
            .iter()
            .filter(|n| is_hard(n, target_text))
            .count();
        let is_vague = self.source.iter().any(|n| is_vague(n, source_text));
        let is_weak = self.source.iter().chain(&self.target).any(|n| n.weak);
        Some(match (n_hard_source, n_hard_target) {
            (1.., 1..) if is_sure && n_hard_source == n_hard_target && !is_vague && !is_weak => {
                Severity::Error
            }
            (1.., 1..) => Severity::Warning,
            (0, 0) if self.source.is_empty() || self.target.is_empty() => return None,
            (0, 0) => Severity::Hint,
            _ if !self.source.is_empty() && !self.target.is_empty() => Severity::Warning,
            (0, _) if self.target.iter().all(is_counted) => return None,
            (_, 0) if self.source.iter().all(|n| n.value.to_integer() == Some(1)) => return None,
            _ if is_sure => Severity::Warning,
            _ => Severity::Hint,
        })
    }

    fn report(self, view: &View<'_>, k: usize, bead: &Bead, out: &mut Vec<Draft>) {
        let Some(severity) = self.severity(view, k, bead) else {
            return;
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
