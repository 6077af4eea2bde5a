//! Numbers that both sides have, with another unit: 5 km and 5メートル, 500 yen and 500ドル; and two numbers that exchanged
//! their units: 15 % and 30 dollars, 30%と15ドル.
//!
//! In: the amounts of a pair by `units.rs`. Out: findings. O(numbers squared of a pair, of a bounded number).
//!
//! No alarm is raised for: an amount that the other side also has in another unit; a unit that the table does not know;
//! numbers that stand on a side more than once; dates.

use crate::number::{Number, NumberKind};
use crate::review::check::Check;
use crate::review::checks::units::{self, Amount};
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Language;

/// Below this confidence a pair gives no error: there the sentences may have been matched wrongly.
const SURE: f32 = 0.7;
/// Numbers of a pair whose units are compared, at most.
const MOST: usize = 40;
/// How many times one unit is the other where it is no free rendering, as metres for yards are.
const FAR: f64 = 2.0;

/// Compares the units of every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs() {
        let source: Vec<&Number> = view
            .source
            .numbers(&bead.source)
            .iter()
            .take(MOST)
            .collect();
        let target: Vec<&Number> = view
            .target
            .numbers(&bead.target)
            .iter()
            .take(MOST)
            .collect();
        if source.is_empty() || target.is_empty() {
            continue;
        }
        let ours = units::amounts(view.source.text(), &source, Language::English);
        if ours.is_empty() {
            continue;
        }
        let theirs = units::amounts(view.target.text(), &target, Language::Japanese);
        let measured = measured((&source, &ours), (&target, &theirs));
        report(k, SURE <= bead.confidence, &measured, (&ours, &theirs), out);
    }
}

/// The numbers that both sides have once, and with a unit that is known.
fn measured<'a>(
    (source, ours): (&[&'a Number], &'a [Amount]),
    (target, theirs): (&[&'a Number], &'a [Amount]),
) -> Vec<Measured<'a>> {
    let mut measured = Vec::new();
    for number in source {
        let (Some(one), Some(other)) = (only(number, source), only(number, target)) else {
            continue;
        };
        let pair = Measured {
            source: one,
            target: other,
            ours: ours.iter().filter(|amount| amount.is_of(one)).collect(),
            theirs: theirs.iter().filter(|amount| amount.is_of(other)).collect(),
        };
        if !pair.ours.is_empty() && !pair.theirs.is_empty() {
            measured.push(pair);
        }
    }
    measured
}

/// Reports numbers of a pair with exchanged units, and of the rest those with another.
fn report(
    bead: usize,
    is_sure: bool,
    measured: &[Measured<'_>],
    (ours, theirs): (&[Amount], &[Amount]),
    out: &mut Vec<Draft>,
) {
    let exchanged = exchanged(measured);
    let if_sure = |severity| if is_sure { severity } else { Severity::Warning };
    for (one, other) in &exchanged {
        out.push(
            draft(Check::Units, if_sure(Severity::Error), bead)
                .source([one.source.span, other.source.span])
                .target([one.target.span, other.target.span])
                .because(
                    "two numbers with each other's unit",
                    "二つの数値の単位が入れ替わっている",
                ),
        );
    }
    let is_exchanged = |pair: &Measured<'_>| {
        let mut of = exchanged.iter().flat_map(|(one, other)| [one, other]);
        of.any(|known| known.source.span == pair.source.span)
    };
    for pair in measured.iter().filter(|pair| !is_exchanged(pair)) {
        let Some(severity) = pair.differs(ours, theirs) else {
            continue;
        };
        out.push(
            draft(Check::Units, if_sure(severity), bead)
                .source([pair.source.span])
                .target([pair.target.span])
                .because(
                    "the same number of another unit",
                    "数値は同じだが単位が違う",
                ),
        );
    }
}

/// The one number of a list that has the value of a number.
fn only<'a>(number: &Number, list: &[&'a Number]) -> Option<&'a Number> {
    let mut same = list.iter().filter(|other| other.key() == number.key());
    same.next().filter(|_| same.next().is_none()).copied()
}

/// A number that both sides have once, with its amounts on both.
struct Measured<'a> {
    source: &'a Number,
    target: &'a Number,
    ours: Vec<&'a Amount>,
    theirs: Vec<&'a Amount>,
}

impl Measured<'_> {
    /// How sure it is that the two units differ; none where they do not, or one side says both.
    fn differs(&self, source: &[Amount], target: &[Amount]) -> Option<Severity> {
        let is_known =
            |amount: &&Amount, others: &[Amount]| others.iter().any(|other| amount.is_about(other));
        if self.ours.iter().any(|amount| is_known(amount, target)) {
            return None;
        }
        let times = self
            .theirs
            .iter()
            .flat_map(|theirs| self.ours.iter().filter_map(|ours| ours.times(theirs)));
        if let Some(least) = times.min_by(f64::total_cmp) {
            return Some(if FAR <= least {
                Severity::Error
            } else {
                Severity::Warning
            });
        }
        let is_date = |number: &Number| {
            use NumberKind::{Day, EraYear, Month, Ordinal, Time, Year};
            matches!(number.kind, Day | EraYear | Month | Ordinal | Time | Year)
        };
        let is_measured = self
            .ours
            .iter()
            .chain(&self.theirs)
            .all(|amount| amount.is_measure());
        let is_told = self.theirs.iter().any(|amount| is_known(amount, source));
        (is_measured && !is_told && !is_date(self.source) && !is_date(self.target))
            .then_some(Severity::Warning)
    }

    /// Whether the target gives this number a unit of the source's other number and not its own.
    fn has_unit_of(&self, other: &Measured<'_>) -> bool {
        let share = |some: &[&Amount], others: &[&Amount]| {
            some.iter()
                .any(|one| others.iter().any(|other| one.has_unit_of(other)))
        };
        share(&other.ours, &self.theirs) && !share(&self.ours, &self.theirs)
    }
}

/// The pairs of numbers that exchanged their units.
fn exchanged<'a, 'b>(measured: &'b [Measured<'a>]) -> Vec<(&'b Measured<'a>, &'b Measured<'a>)> {
    let mut pairs = Vec::new();
    for (at, one) in measured.iter().enumerate() {
        for other in &measured[at + 1..] {
            if one.has_unit_of(other) && other.has_unit_of(one) {
                pairs.push((one, other));
            }
        }
    }
    pairs
}
