//! One name rendered in several ways, and names of a pair that became others.
//!
//! In: the [table of names](crate::review::names()). Out: a finding a name with several renderings, with all its places; and
//! a finding a pair that has another name in place of its own, or two pairs that exchanged theirs. O(names).
//!
//! No alarm is raised for: a Latin name in brackets behind its rendering; renderings in kanji, which go by the
//! sentence; a people for its country (Scottish, スコットランド); a name that is only dropped, or only put for a pronoun, as
//! Japanese does; an acronym that is written out; a name that a neighbouring sentence has instead; a name that the
//! translation keeps in Latin letters, or that the original has as a common noun.

use crate::align::Bead;
use crate::name::{
    KatakanaWord, LeastLikeness, WordReader, begin_alike as begin_alike_by_sound, sounds_alike,
};
use crate::review::check::Check;
use crate::review::checks::lists::TITLES;
use crate::review::checks::place::is_place;
use crate::review::finding::{Draft, Severity};
use crate::review::name_table::{NameTable, NameUse, Rendering};
use crate::review::name_words::katakana_runs;
use crate::review::names::table;
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script::{Class, class, is_katakana};
use crate::text::word::{stem, words};

/// Below this confidence a pair is not searched for words that stand for a name.
const SURE: f32 = 0.9;
/// Words of a sentence in which one name may have been put for another, at most.
const MOST_WORDS: usize = 14;
/// How likely a katakana word must sound like a name that it may render after all.
const HEARD: f32 = 0.35;
/// Letters with which a word of the original begins like a name whose rendering it explains: a people for its country; and
/// of a common noun.
const SAME_NAME: usize = 3;
const SAME_NOUN: usize = 4;
/// The most places of other renderings, as a share of all, beside which only the others are shown.
const SHARE_OTHERS: f32 = 0.3;

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

/// The renderings of a name, if there are several.
fn variants(used: &NameUse, out: &mut Vec<Draft>) {
    let renderings = &used.name.renderings;
    let [usual, others @ ..] = &renderings[..] else {
        return;
    };
    if others.is_empty() {
        return;
    }
    let counted = |r: &Rendering| format!("{} ({})", r.text, r.places.len());
    let all: Vec<String> = renderings.iter().map(counted).collect();
    let (name, all) = (&used.name.name, all.join(", "));
    let n_others: usize = others.iter().map(|r| r.places.len()).sum();
    let n_all = (n_others + usual.places.len()) as f32;
    let shown = match n_others as f32 <= SHARE_OTHERS * n_all {
        true => others,
        false => &renderings[..],
    };
    let mut target: Vec<Span> = shown.iter().flat_map(|r| &r.places).copied().collect();
    target.sort_unstable();
    target.dedup();
    let is_shown = |bead: &usize| shown.iter().any(|r| r.beads.binary_search(bead).is_ok());
    let sources = used.name.source.iter().zip(&used.beads);
    let sources = sources.filter(|(_, bead)| is_shown(bead));
    let first = shown.iter().map(|r| r.beads[0]).min().unwrap_or(0);
    out.push(
        draft(Check::NameVariants, severity_of(renderings), first)
            .source(sources.map(|(span, _)| *span))
            .target(target)
            .because(
                format!("“{name}” is rendered in several ways: {all}"),
                format!("「{name}」の表記がそろっていない：{all}"),
            ),
    );
}

/// A warning if two renderings are spelled differently in katakana by more than a sign of length.
fn severity_of(renderings: &[Rendering]) -> Severity {
    let spelled = |rendering: &Rendering| -> Option<String> {
        let text = rendering.text.trim_end_matches(['社', ' ', 'ー']);
        let has_katakana = text.chars().any(|c| class(c) == Class::Katakana);
        has_katakana.then(|| text.to_owned())
    };
    let mut spellings = renderings.iter().filter_map(spelled);
    let first = spellings.next();
    match spellings.any(|other| Some(other) != first) {
        true => Severity::Warning,
        false => Severity::Hint,
    }
}

/// A name and one of its places.
type Place<'t> = (&'t NameUse, Span);

/// The names of one pair in whose places others stand.
fn differences(view: &View<'_>, table: &NameTable, k: usize, bead: &Bead, out: &mut Vec<Draft>) {
    let added = added(view, table, k, bead);
    if added.is_empty() {
        replaced(view, table, (k, bead), out);
        return;
    }
    let mut missing = missing(view, table, k, bead);
    missing.retain(|(used, _)| {
        let mut others = added.iter();
        !others.any(|(other, span)| {
            let heard = span.of(view.target.text());
            let alike = |name: &NameUse| sounds_alike(&name.name.name, heard).unwrap_or(0.0);
            // A name with a rendering of its own is not heard in what sounds more like another one.
            let is_others = !used.name.renderings.is_empty() && alike(used) < alike(other);
            begin_alike(&used.name.name, &other.name.name, SAME_NAME)
                || HEARD <= alike(used) && !is_others
        })
    });
    if missing.is_empty() || is_exchanged(view, table, k, (&missing, &added), out) {
        return;
    }
    // A word of which nothing is known may be the name that was never rendered before.
    let is_usual = |(used, _): &Place<'_>| !used.name.renderings.is_empty();
    if !missing.iter().any(is_usual) {
        let is_beside_its_own = |place: &Place<'_>| {
            added
                .iter()
                .any(|other| are_of_one_person(view, table, k, (place, other)))
        };
        let (sure, mut rest): (Vec<_>, Vec<_>) = missing.into_iter().partition(is_beside_its_own);
        let n_unknown = n_unheard(view, table, k, bead);
        rest.truncate(rest.len().saturating_sub(n_unknown));
        missing = sure;
        missing.extend(rest);
    }
    if missing.is_empty() {
        return;
    }
    let severity = match missing.iter().any(is_usual) {
        true => Severity::Warning,
        false => Severity::Hint,
    };
    out.push(report(view, k, severity, &missing, &added));
}

/// Whether a name of the original and one of the translation stand beside the same other name of a person: Karl Brandt and
/// ヤン・ブラント.
fn are_of_one_person(
    view: &View<'_>,
    table: &NameTable,
    k: usize,
    (missing, added): (&Place<'_>, &Place<'_>),
) -> bool {
    let (source, target) = (view.source.text(), view.target.text());
    let are_joined = |start: usize, end: usize| {
        let between = target.get(start..end);
        between.is_some_and(|between| ["・", "＝", "="].contains(&between))
    };
    let is_next = |place: &Span| {
        let (before, behind) = (place.end..missing.1.start, missing.1.end..place.start);
        source.get(before) == Some(" ") || source.get(behind) == Some(" ")
    };
    let mut known = table.known(k);
    known.any(|(span, names)| {
        let is_beside = are_joined(added.1.end, span.start) || are_joined(span.end, added.1.start);
        let mut others = names
            .iter()
            .flat_map(|&name| &table.names[name].name.source);
        is_beside && others.any(is_next)
    })
}

/// A name for which the translation has a word in katakana that is no rendering of anything in the original.
fn replaced(view: &View<'_>, table: &NameTable, (k, bead): (usize, &Bead), out: &mut Vec<Draft>) {
    if bead.confidence < SURE || table.by_bead[k].is_empty() || is_long(view.source_text(bead)) {
        return;
    }
    // Most pairs lack no name, and need not be searched for what stands instead.
    let missing = missing(view, table, k, bead);
    let mut instead = match missing.is_empty() {
        true => return,
        false => strange_names(view, table, k, bead),
    };
    let source: Vec<Span> = missing.iter().map(|(_, span)| *span).collect();
    let (Some(&lost), Some(&shown)) = (source.first(), instead.first()) else {
        return;
    };
    // Words of one name count as one.
    let n_lost = n_apart(&source, view.source.text());
    if n_lost != 1 || n_apart(&instead, view.target.text()) != 1 {
        return;
    }
    let (name, heard) = (lost.of(view.source.text()), shown.of(view.target.text()));
    let target = view.target_text(bead);
    let begins_alike = |run: Span| begin_alike_by_sound(name, run.of(target));
    let is_person =
        has_title_before(view, bead, lost) && has_title_behind(view.target.text(), shown);
    if !is_surely_a_name(view, bead, lost)
        || is_place(name)
        || !is_person && katakana_runs(target).any(begins_alike)
    {
        return;
    }
    instead.truncate(1);
    out.push(
        draft(Check::Name, Severity::Hint, k)
            .source([lost])
            .target(instead)
            .because(
                format!("“{name}” in the original, “{heard}” in the translation"),
                format!("原文は「{name}」、訳文は「{heard}」"),
            ),
    );
}

/// Whether a sentence is so long that a free translation may have left out a name and named another.
fn is_long(source: &str) -> bool {
    words(source).nth(MOST_WORDS).is_some()
}

/// Whether a word with a capital is no common noun: no dictionary knows it, or a title stands before it.
fn is_surely_a_name(view: &View<'_>, bead: &Bead, name: Span) -> bool {
    let source = view.source.span(&bead.source);
    let before = &view.source.text()[source.start..name.start];
    // Look, … and Quickly, …
    let is_cry = || view.source.text()[name.end..].starts_with(',') && !ends_with_word(before);
    let word = stem(&name.of(view.source.text()).to_lowercase());
    // The stem of an adverb: Happily.
    !view.lexicon().has_stem(&word) && !word.ends_with("li") && !is_cry()
        || has_title_before(view, bead, name)
}

/// Whether a title stands before a name of the original.
fn has_title_before(view: &View<'_>, bead: &Bead, name: Span) -> bool {
    let source = view.source.span(&bead.source);
    let before = words(&view.source.text()[source.start..name.start]).last();
    before.is_some_and(|(_, word)| TITLES.of("before").contains(&word))
}

/// Whether a title stands behind a name of the translation.
fn has_title_behind(text: &str, name: Span) -> bool {
    let mut titles = TITLES.of("behind").iter();
    titles.any(|title| text[name.end..].starts_with(title))
}

/// Whether a text ends with a word and a space.
fn ends_with_word(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_alphanumeric())
}

/// How many runs some words are that stand right beside each other.
fn n_apart(words: &[Span], text: &str) -> usize {
    let is_apart = |pair: &&[Span]| {
        let between = text.get(pair[0].end..pair[1].start);
        !between.is_some_and(|between| [" ", "・", "＝", "="].contains(&between))
    };
    words.windows(2).filter(is_apart).count() + 1
}

/// The katakana words of a pair that may be names and that nothing of its original, or of a pair beside it, explains.
fn strange_names(view: &View<'_>, table: &NameTable, k: usize, bead: &Bead) -> Vec<Span> {
    let text = view.target.text();
    let near = [k].into_iter().chain(view.beside(k));
    let sources: Vec<&str> = near
        .filter(|&k| !view.beads[k].source.is_empty())
        .map(|k| view.source_text(&view.beads[k]))
        .collect();
    let is_heard = |heard: &str| {
        sources
            .iter()
            .any(|source| has_word_heard_as(source, heard))
    };
    let strange = table.strange(k).filter(|(span, word)| {
        let has_title = || has_title_behind(text, *span);
        let is_word = view.lexicon().find(word).is_some();
        let is_short = word.chars().nth(2).is_none();
        !is_short && (!is_word || has_title()) && !is_met(view, bead, *span) && !is_heard(word)
    });
    strange.map(|(span, _)| span).collect()
}

/// The number of unknown katakana words of a pair that sound like no word of its original.
fn n_unheard(view: &View<'_>, table: &NameTable, k: usize, bead: &Bead) -> usize {
    let source = view.source_text(bead);
    let unknown = table.unknown(view, k);
    unknown
        .filter(|heard| !has_word_heard_as(source, heard))
        .count()
}

/// Whether a text has a word that sounds like one in katakana.
fn has_word_heard_as(text: &str, heard: &str) -> bool {
    let (heard, mut reader) = (KatakanaWord::new(heard), WordReader::default());
    words(text).any(|(_, word)| {
        let word = reader.english(word);
        word.likeness(&heard, LeastLikeness::ANY).is_some()
    })
}

/// Whether two neighbouring pairs have each other's names, which is reported at the first of them.
fn is_exchanged(
    view: &View<'_>,
    table: &NameTable,
    k: usize,
    (missing, added): (&[Place<'_>], &[Place<'_>]),
    out: &mut Vec<Draft>,
) -> bool {
    for j in view.beside(k) {
        let ours = missing.iter().find_map(|(used, place)| {
            let said = table.said_in(used, j).filter(|_| !used.is_in(j))?;
            Some((*used, *place, said))
        });
        let theirs = added
            .iter()
            .find(|(used, _)| used.is_in(j) && !used.is_rendered_in(j));
        let (Some((ours, place, our_rendering)), Some((theirs, rendering))) = (ours, theirs) else {
            continue;
        };
        let there = names_in(view, table, j).find(|(used, _)| std::ptr::eq(*used, *theirs));
        let Some((_, their_place)) = there else {
            continue;
        };
        if j < k {
            return true;
        }
        let (one, other) = (&ours.name.name, &theirs.name.name);
        let exchanged = draft(Check::Name, Severity::Warning, k)
            .source([place, their_place])
            .target([*rendering, our_rendering])
            .because(
                format!("“{one}” and “{other}” are exchanged"),
                format!("「{one}」と「{other}」が入れ替わっている"),
            );
        out.push(Draft {
            beads: k..j + 1,
            ..exchanged
        });
        return true;
    }
    false
}

/// The names that the translation of a pair has and its original does not.
fn added<'t>(view: &View<'_>, table: &'t NameTable, k: usize, bead: &Bead) -> Vec<Place<'t>> {
    let (source, target) = (view.source_text(bead), view.target.text());
    let mut added = Vec::new();
    let mut folded = None;
    for (span, names) in table.known(k) {
        if names.iter().any(|&name| table.names[name].is_in(k)) {
            continue;
        }
        let text = span.of(target);
        let folded = folded.get_or_insert_with(|| source.to_lowercase());
        let is_kept = text.is_ascii() && folded.contains(&text.to_ascii_lowercase());
        let is_begun = || {
            let mut names = names.iter().map(|&name| &*table.names[name].name.name);
            names.any(|name| has_word_like(source, name))
        };
        if !is_kept && !is_begun() && !is_met(view, bead, span) {
            added.push((&table.names[names[0]], span));
        }
    }
    added
}

/// Whether a word of the original begins as a name does.
fn has_word_like(source: &str, name: &str) -> bool {
    words(source).any(|(_, word)| {
        let is_name = word.chars().next().is_some_and(char::is_uppercase);
        let least = if is_name { SAME_NAME } else { SAME_NOUN };
        begin_alike(word, name, least)
    })
}

/// Whether two words begin with the same letters, so many or all that one of them has.
fn begin_alike(one: &str, other: &str, least: usize) -> bool {
    let [one, other] = [one, other].map(|word| word.chars().flat_map(char::to_lowercase));
    let same = one.clone().zip(other.clone()).take_while(|(a, b)| a == b);
    let n_same = same.count();
    let has_one_more = || {
        let (one, other) = (one.count(), other.count());
        n_same == one.min(other) && n_same + 1 == one.max(other)
    };
    least <= n_same || 2 <= n_same && has_one_more()
}

/// Whether something at a place of the translation is the rendering of a word of its pair.
fn is_met(view: &View<'_>, bead: &Bead, place: Span) -> bool {
    let source = view.anchors.source.of(bead.source.clone());
    let target = view.anchors.target.of(bead.target.clone()).iter();
    let mut there = target.filter(|a| a.span.start < place.end && place.start < a.span.end);
    there.any(|anchor| {
        let mut met = view.anchors.met_by(anchor.unit);
        met.any(|(unit, _)| source.iter().any(|a| a.unit == unit))
    })
}

/// The names of a pair's original that its translation does not have, each with its first place.
fn missing<'t>(view: &View<'_>, table: &'t NameTable, k: usize, bead: &Bead) -> Vec<Place<'t>> {
    let mut missing: Vec<Place<'t>> = Vec::new();
    let target = view.target_text(bead).to_lowercase();
    for (used, span) in names_in(view, table, k) {
        if missing.iter().any(|(known, _)| std::ptr::eq(*known, used)) {
            continue;
        }
        let name = &used.name.name;
        let is_kept = || target.contains(&name.to_lowercase());
        if may_be_missed(view, bead, (used, span))
            && !used.is_rendered_in(k)
            && !is_kept()
            && !is_rendered_otherwise(view, bead, span)
        {
            missing.push((used, span));
        }
    }
    missing
}

/// Whether a name should have a rendering in katakana: it has one elsewhere, or stands in one pair, and the dictionary does
/// not know it, or knows it in katakana, or a title stands before it (Captain Fletcher).
fn may_be_missed(view: &View<'_>, bead: &Bead, (used, place): (&NameUse, Span)) -> bool {
    let name = &used.name.name;
    let n_capitals = name.chars().filter(|c| c.is_uppercase()).count();
    let is_acronym = 2 <= n_capitals && name.chars().count() <= n_capitals + 1;
    if is_acronym || name.chars().nth(2).is_none() {
        return false;
    }
    let is_single = used.beads.first() == used.beads.last();
    if !used.name.renderings.is_empty() || !is_single {
        return !used.name.renderings.is_empty();
    }
    let lexicon = view.lexicon();
    let stem = stem(&name.to_lowercase());
    let mut entries = lexicon.entries_led_by(&stem);
    !lexicon.has_stem(&stem)
        || entries.any(|entry| lexicon.key(entry).chars().all(is_katakana))
        || has_title_before(view, bead, place)
}

/// A finding of names in whose places others stand.
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
    draft(Check::Name, severity, k)
        .source(missing.iter().map(|(_, span)| *span))
        .target(added.iter().map(|(_, span)| *span))
        .because(
            format!("“{missed}” in the original, “{shown}” ({said}) in the translation"),
            format!("原文は「{missed}」、訳文は「{shown}」（{said}）"),
        )
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
