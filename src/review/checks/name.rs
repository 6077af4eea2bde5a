//! One name rendered in several ways, and names that only one side of a pair has.
//!
//! In: the [table of names](crate::review::names()). Out: a finding a rendering that is not the usual one, with all its places; and
//! a finding a pair whose names differ. O(names).
//!
//! No alarm is raised for: a Latin name in brackets behind its rendering; renderings in kanji, which go by the
//! sentence; a people for its country (Scottish, スコットランド); a name beside katakana that renders no known word, which may be
//! that name; a name that a pair lacks on one side while a sentence beside it has it there, or that is only dropped or
//! put for a pronoun, as Japanese does. A rendering in another script (Latin for katakana) or with 社 is a hint.

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::name_table::{NameTable, NameUse, Rendering};
use crate::review::names::table;
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script::{Class, class};

/// Beads on either side in which a name may have been said instead.
const AROUND: usize = 2;
/// A name must have been rendered so often before its absence says something.
const USUAL: usize = 3;

/// Looks at all names of the document.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let table = table(view);
    for used in &table.names {
        variants(used, out);
    }
    for (k, bead) in view.pairs() {
        differences(view, table, k, bead, out);
    }
}

/// The renderings of a name that are not the usual one.
fn variants(used: &NameUse, out: &mut Vec<Draft>) {
    let [usual, others @ ..] = &used.name.renderings[..] else {
        return;
    };
    if others.is_empty() {
        return;
    }
    let counted = |r: &Rendering| format!("{} ({})", r.text, r.places.len());
    let all: Vec<String> = used.name.renderings.iter().map(counted).collect();
    let (name, all) = (&used.name.name, all.join(", "));
    let has_katakana = |text: &str| text.chars().any(|c| class(c) == Class::Katakana);
    for (k, rendering) in others.iter().enumerate() {
        let before = std::iter::once(usual).chain(&others[..k]);
        let is_same_script =
            has_katakana(&rendering.text) && before.map(|r| &r.text).any(|text| has_katakana(text));
        let severity = if is_same_script {
            Severity::Warning
        } else {
            Severity::Hint
        };
        let sources = used.name.source.iter().zip(&used.beads);
        let sources = sources
            .filter(|(_, bead)| rendering.beads.binary_search(bead).is_ok())
            .map(|(span, _)| *span);
        out.push(
            draft(Check::NameVariants, severity, rendering.beads[0])
                .source(sources)
                .target(rendering.places.iter().copied())
                .because(
                    format!("“{name}” is rendered in several ways: {all}"),
                    format!("「{name}」の表記がそろっていない：{all}"),
                ),
        );
    }
}

/// A name and one of its places.
type Place<'t> = (&'t NameUse, Span);

/// The names of one pair that only one side has.
fn differences(view: &View<'_>, table: &NameTable, k: usize, bead: &Bead, out: &mut Vec<Draft>) {
    let mut missing = missing(view, table, k, bead);
    let mut added: Vec<Place<'_>> = Vec::new();
    for (span, names) in table.known(k) {
        let is_here = |&name: &usize| table.names[name].beads.binary_search(&k).is_ok();
        if !names.iter().any(is_here) {
            added.push((&table.names[names[0]], span));
        }
    }
    missing.retain(|(used, _)| !added.iter().any(|(other, _)| begin_alike(used, other)));
    if !missing.is_empty() {
        let n_unknown = table.unknown(view, k);
        missing.truncate(missing.len().saturating_sub(n_unknown));
    }
    if !missing.is_empty() && !added.is_empty() {
        let is_usual = |(used, _): &Place<'_>| !used.name.renderings.is_empty();
        let severity = match missing.iter().any(is_usual) {
            true => Severity::Warning,
            false => Severity::Hint,
        };
        out.push(report(view, k, severity, &missing, &added));
        return;
    }
    let around = k.saturating_sub(AROUND)..(k + AROUND + 1).min(view.beads.len());
    let is_around = |beads: &[usize]| {
        let first = beads.partition_point(|bead| *bead < around.start);
        beads.get(first).is_some_and(|bead| *bead < around.end)
    };
    let said_near = |used: &NameUse| used.name.renderings.iter().any(|r| is_around(&r.beads));
    missing.retain(|(used, _)| USUAL <= n_rendered(used) && !said_near(used));
    added.retain(|(used, _)| USUAL <= n_rendered(used) && !is_around(&used.beads));
    if !missing.is_empty() {
        out.push(report(view, k, Severity::Hint, &missing, &[]));
    }
    if !added.is_empty() {
        out.push(report(view, k, Severity::Hint, &[], &added));
    }
}

/// The names of a pair's original that its translation does not have, each with its first place.
fn missing<'t>(view: &View<'_>, table: &'t NameTable, k: usize, bead: &Bead) -> Vec<Place<'t>> {
    let mut missing: Vec<Place<'t>> = Vec::new();
    for (used, span) in names_in(view, table, k) {
        if missing.iter().any(|(known, _)| std::ptr::eq(*known, used)) {
            continue;
        }
        let is_long = used.name.name.chars().nth(2).is_some();
        let mut renderings = used.name.renderings.iter();
        let reached = !is_long
            || renderings.any(|r| r.beads.binary_search(&k).is_ok())
            || is_rendered_otherwise(view, bead, span);
        if !reached {
            missing.push((used, span));
        }
    }
    missing
}

/// How often a name is rendered.
fn n_rendered(used: &NameUse) -> usize {
    let renderings = used.name.renderings.iter();
    renderings.map(|rendering| rendering.places.len()).sum()
}

/// A finding of names that only the original has, or only the translation.
fn report(
    view: &View<'_>,
    k: usize,
    severity: Severity,
    missing: &[Place<'_>],
    added: &[Place<'_>],
) -> Draft {
    let list = |names: &[Place<'_>]| {
        let names = names.iter().map(|(used, _)| &*used.name.name);
        names.collect::<Vec<_>>().join(", ")
    };
    let shown = added.iter().map(|(_, span)| span.of(view.target.text()));
    let shown = shown.collect::<Vec<_>>().join(", ");
    let (missed, said) = (list(missing), list(added));
    let (english, japanese) = match (missing, added) {
        (_, []) => (
            format!("the translation does not have “{missed}”"),
            format!("原文の「{missed}」が訳文にない"),
        ),
        ([], _) => (
            format!("“{shown}” ({said}) is not in the original"),
            format!("訳文の「{shown}」（{said}）が原文にない"),
        ),
        _ => (
            format!("“{missed}” in the original, “{shown}” ({said}) in the translation"),
            format!("原文は「{missed}」、訳文は「{shown}」（{said}）"),
        ),
    };
    draft(Check::Name, severity, k)
        .source(missing.iter().map(|(_, span)| *span))
        .target(added.iter().map(|(_, span)| *span))
        .because(english, japanese)
}

/// Whether two names begin with the same letters, as a country and its people: Scottish, Scotland.
fn begin_alike(one: &NameUse, other: &NameUse) -> bool {
    let letters = |used: &NameUse| {
        used.name
            .name
            .to_lowercase()
            .chars()
            .take(3)
            .collect::<String>()
    };
    letters(one) == letters(other)
}

/// The names of a bead's original with their places.
fn names_in<'a>(
    view: &View<'_>,
    table: &'a NameTable,
    k: usize,
) -> impl Iterator<Item = (&'a NameUse, Span)> {
    let span = view.source.span(&view.beads[k].source);
    table.by_bead[k].iter().flat_map(move |&number| {
        let used = &table.names[number];
        let from = used
            .name
            .source
            .partition_point(|place| place.start < span.start);
        let places = used.name.source[from..].iter();
        places
            .take_while(move |place| place.end <= span.end)
            .map(move |&place| (used, place))
    })
}

/// Whether an anchor at the name meets something of the translation, such as its kanji.
fn is_rendered_otherwise(view: &View<'_>, bead: &Bead, name: Span) -> bool {
    let source = view.anchors.source.of(bead.source.clone());
    let units: Vec<u32> = source
        .iter()
        .filter(|a| a.span == name)
        .map(|a| a.unit)
        .collect();
    if units.is_empty() {
        return false;
    }
    let mut target = view.anchors.target.of(bead.target.clone()).iter();
    target.any(|a| {
        view.anchors
            .met_by(a.unit)
            .any(|(unit, _)| units.contains(&unit))
    })
}
