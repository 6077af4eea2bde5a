//! Terms that are rendered in several ways.
//!
//! In: the pairs, the words that the dictionary links in them, and what other documents have. Out: a hint a term, with the
//! places of its unusual renderings, or of all if none is usual. O(bytes).
//!
//! No alarm is raised for: general words (`data/review/general_words.txt`); renderings that are neither kanji nor
//! katakana; words without a clear usual rendering, unless one is a loan word and the other is not; another rendering that
//! contains the usual one or is contained in it, or that another word of the sentence explains; an occurrence whose pair or
//! neighbour has the usual rendering to spare; a word that is left out.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use memchr::memmem::Finder;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::Bead;
use crate::name::sounds_alike;
use crate::review::check::Check;
use crate::review::checks::term_table::{FreeWord, Occurrence, Terms, is_katakana};
use crate::review::checks::term_texts::TermTexts;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::word::stem;

/// Pairs in which a term has its usual rendering, and their share of those that render it by a known word.
const LEAST_USUAL: usize = 3;
const SHARE_USUAL: f32 = 0.65;
/// Pairs that have each of two renderings, a loan word and another, of which none is usual.
const LEAST_RIVAL: usize = 4;
/// The same where the term is met by nothing, which it is in no other pair.
const LEAST_CONSTANT: usize = 4;
/// Pairs in which a rendering that no dictionary knows stands for a term, their share of the pairs that hold it, and by how much
/// that share is greater than the term's own share of all pairs.
const LEAST_LEARNED: usize = 3;
const SHARE_LEARNED: f32 = 0.6;
const LIFT_LEARNED: f32 = 3.0;
/// Uses from which on a term has a rendering to be learned.
const LEAST_KEY: usize = 6;
/// The most words that are looked at for it.
const MOST_LEARNED: usize = 3;
/// Letters that all words of the family of a term hold: alignment, aligned, misaligned.
const LEAST_ROOT: usize = 4;
/// How likely a loan word must sound like a term of which the dictionary does not know it.
const HEARD: f32 = 0.5;
/// The most places of other renderings, as a share of all, beside which only the others are shown.
const SHARE_OTHERS: f32 = 0.3;

/// The usual rendering of a term.
struct Usual<'a> {
    key: &'a str,
    /// Pairs that have it.
    n_pairs: usize,
    place: Where,
    /// Whether a single pair where the term is met by nothing is worth a word.
    is_constant: bool,
}

/// Where a rendering is usual.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    Here,
    InTheCorpus,
}

/// A place where a term has another rendering than the usual one.
struct Deviation<'a> {
    key: &'a str,
    bead: usize,
    source: Span,
    target: Span,
}

/// Looks at every word that stands in some pairs.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let memory = &view.options.memory;
    let found = Terms::of(view, |term| !is_general(term));
    // Others have no usual rendering.
    let terms = found.in_order(view, LEAST_USUAL, |term| memory.of_term(term).is_some());
    let texts = TermTexts::new(view);
    let mut reported = FxHashSet::default();
    for (term, uses) in &terms {
        let usual = usual_here(view, uses).or_else(|| usual_elsewhere(view, term));
        let usual = usual.or_else(|| usual_learned(&texts, term, uses));
        if let Some(usual) = usual {
            let found = deviations(&texts, term, uses, &usual);
            report(view, (term, uses), &usual, found, out);
        }
        long_vowels(term, uses, &mut reported, out);
    }
}

/// Whether a word is too general to be a term.
fn is_general(word: &str) -> bool {
    static GENERAL: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let general = GENERAL.get_or_init(|| {
        let lines = include_str!("../../../data/review/general_words.txt").lines();
        let lines = lines.filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    general.contains(word)
}

/// The renderings of each term, with the pairs that have each.
pub(in crate::review) fn renderings(view: &View<'_>) -> Vec<(String, BTreeMap<String, u32>)> {
    let owned = |(key, n): (&str, usize)| (key.to_owned(), n as u32);
    let found = Terms::of(view, |_| true);
    let terms = found.in_order(view, 0, |_| true).into_iter();
    let counted = terms.map(|(term, uses)| {
        let renderings = counts(&uses).into_iter().map(owned);
        (term.to_owned(), renderings.collect())
    });
    counted.collect()
}

/// The usual rendering in the document, if there is one.
fn usual_here<'a>(view: &View<'_>, uses: &[Occurrence<'a>]) -> Option<Usual<'a>> {
    let (key, rival) = usual(uses)?;
    let finder = Finder::new(key);
    let has_usual = |used: &Occurrence<'_>| {
        let is_met = used.met.iter().any(|met| met.key == key);
        let target = || view.target_text(&view.beads[used.bead]);
        is_met || finder.find(target().as_bytes()).is_some()
    };
    let (mut n_pairs, mut n_rendered) = (0, 0);
    for used in uses {
        let has_usual = has_usual(used);
        n_pairs += usize::from(has_usual);
        n_rendered += usize::from(has_usual || used.is_met);
    }
    let is_usual = LEAST_USUAL <= n_pairs && SHARE_USUAL * n_rendered as f32 <= n_pairs as f32;
    let has_rival = rival.is_some_and(|(other, n)| {
        LEAST_RIVAL <= n && is_katakana(other) != is_katakana(key) && is_another(other, key)
    });
    (is_usual || has_rival).then_some(Usual {
        key,
        n_pairs,
        place: Where::Here,
        // What is left out here and there is understood; what is left out once may be another word.
        is_constant: LEAST_CONSTANT <= n_pairs && uses.len() - n_pairs == 1,
    })
}

/// The usual rendering in the corpus, if there is one.
fn usual_elsewhere<'a>(view: &View<'a>, term: &str) -> Option<Usual<'a>> {
    let known = view.options.memory.of_term(term)?;
    let n_rendered: u32 = known.values().sum();
    let best = known.iter().max_by_key(|(key, n)| (**n, Reverse(*key)));
    let (key, &n_pairs) = best?;
    let is_usual =
        LEAST_USUAL <= n_pairs as usize && SHARE_USUAL * n_rendered as f32 <= n_pairs as f32;
    is_usual.then_some(Usual {
        key,
        n_pairs: n_pairs as usize,
        place: Where::InTheCorpus,
        is_constant: false,
    })
}

/// The rendering that no dictionary knows and that keeps standing where a term of many uses meets nothing.
fn usual_learned<'a>(
    texts: &TermTexts<'_, 'a>,
    term: &str,
    uses: &[Occurrence<'_>],
) -> Option<Usual<'a>> {
    if uses.len() < LEAST_KEY {
        return None;
    }
    let unmet: Vec<&Occurrence<'_>> = uses.iter().filter(|used| !used.is_met).collect();
    if unmet.len() < LEAST_KEY {
        return None;
    }
    let words: Vec<&[FreeWord<'a>]> = unmet.iter().map(|used| texts.free.of(used.bead)).collect();
    let n_free = count(&words);
    let unit = learned_units(texts, term, uses.len(), &n_free, LEAST_RIVAL).next()?;
    let mut of_unit = words
        .iter()
        .copied()
        .flatten()
        .filter(|word| word.2 == unit);
    let key = of_unit.next()?.0;
    let has_key = |used: &&Occurrence<'_>| {
        let bead = &texts.view.beads[used.bead];
        texts.view.target_text(bead).contains(key)
    };
    Some(Usual {
        key,
        n_pairs: uses.iter().filter(has_key).count(),
        place: Where::Here,
        is_constant: false,
    })
}

/// Whether a rendering is another one: neither contains the other, and they are no two spellings of a loan word.
fn is_another(key: &str, usual: &str) -> bool {
    let is_spelling = is_katakana(key) && is_katakana(usual);
    !key.contains(usual) && !usual.contains(key) && !is_spelling
}

/// The uses of a term that have another rendering than the usual one, in order.
fn deviations<'a: 'u, 'u>(
    texts: &TermTexts<'_, 'a>,
    term: &str,
    uses: &[Occurrence<'u>],
    usual: &Usual<'_>,
) -> Vec<Deviation<'u>> {
    let view = texts.view;
    let mut found = Vec::new();
    let mut unmet = Vec::new();
    let (usual_finder, term_finder) = (Finder::new(usual.key), Finder::new(term));
    let n_usual = |bead: &Bead| {
        usual_finder
            .find_iter(view.target_text(bead).as_bytes())
            .count()
    };
    let n_term = |bead: usize| {
        term_finder
            .find_iter(texts.original(bead).as_bytes())
            .count()
    };
    for used in uses {
        let mut others = used.met.iter().filter(|met| {
            !met.is_others && is_another(met.key, usual.key) && is_linked(view, term, met.key)
        });
        let other = others.next();
        if other.is_none() && used.is_met {
            continue;
        }
        let n_here = n_usual(&view.beads[used.bead]);
        if 0 < n_here && (used.met.len() < 2 || n_term(used.bead) <= n_here) {
            continue;
        }
        let near = |other: usize| 0 < n_usual(&view.beads[other]) && n_term(other) == 0;
        if n_here == 0 && view.beside(used.bead).any(near) {
            continue;
        }
        match other {
            Some(met) => found.push(Deviation {
                key: met.key,
                bead: used.bead,
                source: used.span,
                target: met.span,
            }),
            None if n_here == 0 => unmet.push(used),
            None => {}
        }
    }
    if usual.place == Where::Here {
        learn(texts, (term, &unmet), usual, &mut found);
    }
    found.sort_by_key(|deviation| (deviation.bead, deviation.source));
    found
}

/// Whether a rendering that was met is one: a loan word that the dictionary does not know sounds like the term, and one that it
/// knows has it as a meaning. ユースケース is not use.
fn is_linked(view: &View<'_>, term: &str, key: &str) -> bool {
    if !is_katakana(key) {
        return true;
    }
    let lexicon = view.lexicon();
    match lexicon.find(key) {
        Some(entry) => lexicon.stems(entry).any(|stem| term.starts_with(stem)),
        None => sounds_alike(term, key).is_some_and(|score| HEARD <= score),
    }
}

/// Finds what renders a term that meets nothing, of the words that render nothing else: one that keeps standing there, or, if
/// there is a single such pair, one that may mean the same as the usual rendering.
fn learn<'a: 'u, 'u>(
    texts: &TermTexts<'_, 'a>,
    (term, unmet): (&str, &[&Occurrence<'u>]),
    usual: &Usual<'_>,
    found: &mut Vec<Deviation<'u>>,
) {
    let is_single = unmet.len() == 1 && usual.is_constant;
    if !is_single && unmet.len() < LEAST_LEARNED {
        return;
    }
    let view = texts.view;
    let words: Vec<&[FreeWord<'a>]> = unmet.iter().map(|used| texts.free.of(used.bead)).collect();
    let n_free = count(&words);
    let n_uses = usual.n_pairs + unmet.len();
    let learned: Vec<u32> = learned_units(texts, term, n_uses, &n_free, LEAST_LEARNED).collect();
    let is_learned = |unit: u32| learned.contains(&unit);
    for (used, words) in unmet.iter().zip(words) {
        let others = words.iter().filter(|word| is_another(word.0, usual.key));
        let learned = others.clone().filter(|word| is_learned(word.2));
        let akin = || others.clone().find(|word| is_akin(view, word.0, usual.key));
        let word = learned.max_by_key(|word| (n_free[&word.2], Reverse(word.1)));
        let word = word.or_else(|| if usual.is_constant { akin() } else { None });
        if let Some(&(_, place, _)) = word {
            let target = with_ending(view.target.text(), place);
            found.push(Deviation {
                key: target.of(view.target.text()),
                bead: used.bead,
                source: used.span,
                target,
            });
        }
    }
}

/// In how many of some pairs each unit stands.
fn count(words: &[&[FreeWord<'_>]]) -> FxHashMap<u32, usize> {
    let mut n_pairs: FxHashMap<u32, usize> = FxHashMap::default();
    for words in words {
        let mut units: Vec<u32> = words.iter().map(|word| word.2).collect();
        units.sort_unstable();
        units.dedup();
        for unit in units {
            *n_pairs.entry(unit).or_default() += 1;
        }
    }
    n_pairs
}

/// The words that may be the rendering of a term that is used `n_uses` times: those that stand most often, and `least` times, in
/// its pairs without a known rendering, the most frequent first.
fn learned_units(
    texts: &TermTexts<'_, '_>,
    term: &str,
    n_uses: usize,
    n_free: &FxHashMap<u32, usize>,
    least: usize,
) -> impl Iterator<Item = u32> {
    let frequent = n_free.iter().filter(|(_, n)| least <= **n);
    let mut units: Vec<u32> = frequent.map(|(&unit, _)| unit).collect();
    units.sort_unstable_by_key(|unit| (Reverse(n_free[unit]), *unit));
    units.truncate(MOST_LEARNED);
    let root = LazyCell::new(move || {
        let root = stem(term);
        let root = if root.len() < LEAST_ROOT {
            term
        } else {
            &*root
        };
        Finder::new(root).into_owned()
    });
    let units = units.into_iter();
    units.filter(move |&unit| goes_with_term(texts, &root, n_uses, texts.beads_of(unit)))
}

/// Whether most of the beads that hold a word also hold the term or a word of its family, whose root is given.
fn goes_with_term(
    texts: &TermTexts<'_, '_>,
    root: &Finder<'_>,
    n_uses: usize,
    beads: &[u32],
) -> bool {
    /// A word that stands in so many times as many beads is not compared.
    const MORE: usize = 4;
    if MORE * n_uses < beads.len() {
        return false;
    }
    let has_root = |bead: &u32| {
        let text = texts.original(*bead as usize);
        root.find(text.as_bytes()).is_some()
    };
    let share_of_all = n_uses as f32 / texts.view.beads.len().max(1) as f32;
    let least = SHARE_LEARNED.max(LIFT_LEARNED * share_of_all);
    let are_most = |n_having: usize| least <= n_having as f32 / beads.len().max(1) as f32;
    // Most words are refused long before their last bead.
    let mut n_having = beads.len();
    for bead in beads {
        if !are_most(n_having) {
            return false;
        }
        n_having -= usize::from(!has_root(bead));
    }
    are_most(n_having)
}

/// A word with the 性 behind it: 整合性.
fn with_ending(text: &str, word: Span) -> Span {
    match text[word.end..].starts_with('性') {
        true => Span::new(word.start, word.end + '性'.len_utf8()),
        false => word,
    }
}

/// Whether the dictionary has an English word for both.
fn is_akin(view: &View<'_>, key: &str, usual: &str) -> bool {
    let lexicon = view.lexicon();
    let (Some(one), Some(other)) = (lexicon.find(key), lexicon.find(usual)) else {
        return false;
    };
    lexicon
        .stems(one)
        .any(|stem| lexicon.stems(other).any(|s| s == stem))
}

/// Reports the unusual renderings of a term in one finding.
fn report(
    view: &View<'_>,
    (term, uses): (&str, &[Occurrence<'_>]),
    usual: &Usual<'_>,
    found: Vec<Deviation<'_>>,
    out: &mut Vec<Draft>,
) {
    let Some(first) = found.first() else { return };
    let (key, n) = (usual.key, usual.n_pairs);
    let (place, japanese_place) = match usual.place {
        Where::Here => ("elsewhere", "ほか"),
        Where::InTheCorpus => ("in the corpus", "他の文書"),
    };
    let mut by_key: Vec<(&str, usize)> = Vec::new();
    for deviation in &found {
        match by_key.iter_mut().find(|(key, _)| *key == deviation.key) {
            Some((_, n)) => *n += 1,
            None => by_key.push((deviation.key, 1)),
        }
    }
    by_key.sort_by_key(|(_, n)| Reverse(*n));
    let (english, japanese) = match by_key[..] {
        [(other, 1)] => (
            format!("“{term}” is {other} here and {key} {place} ({n})"),
            format!("「{term}」がここでは「{other}」、{japanese_place}では「{key}」（{n}）"),
        ),
        _ => {
            let counted = |(key, n): &(&str, usize)| format!("{key} ({n})");
            let others: Vec<String> = by_key.iter().map(counted).collect();
            let others = others.join(", ");
            (
                format!("“{term}” is rendered in several ways: {key} ({n} {place}), {others}"),
                format!("「{term}」の訳がそろっていない：{key}（{japanese_place}{n}）, {others}"),
            )
        }
    };
    let mut places: Vec<(Span, Span)> = found.iter().map(|d| (d.source, d.target)).collect();
    let mut bead = first.bead;
    let n_all = (found.len() + n) as f32;
    if usual.place == Where::Here && SHARE_OTHERS * n_all < found.len() as f32 {
        let usual_places = usual_places(view, uses, key);
        bead = usual_places.first().map_or(bead, |place| place.0.min(bead));
        places.extend(
            usual_places
                .into_iter()
                .map(|(_, source, target)| (source, target)),
        );
        places.sort_unstable();
    }
    out.push(
        draft(Check::Terminology, Severity::Hint, bead)
            .source(places.iter().map(|place| place.0))
            .target(places.iter().map(|place| place.1))
            .because(english, japanese),
    );
}

/// Where a term has its usual rendering: the bead and the place on both sides.
fn usual_places(view: &View<'_>, uses: &[Occurrence<'_>], key: &str) -> Vec<(usize, Span, Span)> {
    let places = uses.iter().filter_map(|used| {
        let whole = view.target.span(&view.beads[used.bead].target);
        let start = whole.start + whole.of(view.target.text()).find(key)?;
        Some((used.bead, used.span, Span::new(start, start + key.len())))
    });
    places.collect()
}

/// Reports a loan word that is written with and without the sign of length at its end: サーバー, サーバ. Those that were
/// reported are in `reported`.
fn long_vowels<'a>(
    term: &str,
    uses: &[Occurrence<'a>],
    reported: &mut FxHashSet<&'a str>,
    out: &mut Vec<Draft>,
) {
    let mut met = uses.iter().flat_map(|used| used.met);
    if !met.any(|met| met.key.ends_with('ー')) {
        return;
    }
    let counts = counts(uses);
    let spelled = |key: &str| {
        let at = counts.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        Some(counts[at].1)
    };
    for &(long, n_long) in &counts {
        let Some(short) = long.strip_suffix('ー').filter(|short| is_katakana(short)) else {
            continue;
        };
        let Some(n_short) = spelled(short).filter(|_| reported.insert(long)) else {
            continue;
        };
        let rarer = if n_short <= n_long { short } else { long };
        let here = uses
            .iter()
            .flat_map(|used| used.met.iter().map(move |met| (used, met)));
        let here: Vec<_> = here.filter(|(_, met)| met.key == rarer).collect();
        let Some((first, _)) = here.first() else {
            continue;
        };
        let all = format!("{long} ({n_long}), {short} ({n_short})");
        out.push(
            draft(Check::Terminology, Severity::Hint, first.bead)
                .source(here.iter().map(|(used, _)| used.span))
                .target(here.iter().map(|(_, met)| met.span))
                .because(
                    format!("“{term}” is spelled in two ways: {all}"),
                    format!("「{term}」の表記がそろっていない：{all}"),
                ),
        );
    }
}

/// The rendering that most of the uses have, the first of equal ones, and the next that is another word.
fn usual<'a>(uses: &[Occurrence<'a>]) -> Option<(&'a str, Option<(&'a str, usize)>)> {
    if uses.len() < LEAST_USUAL {
        return None;
    }
    let mut counts = counts(uses);
    counts.sort_by_key(|(_, n)| Reverse(*n));
    let (key, n) = *counts.first()?;
    let rival = counts[1..].iter().find(|(other, _)| is_another(other, key));
    (LEAST_USUAL <= n).then_some((key, rival.copied()))
}

/// How many of the uses have each rendering, in the order of renderings.
fn counts<'a>(uses: &[Occurrence<'a>]) -> Vec<(&'a str, usize)> {
    let renderings = (0u32..).zip(uses);
    let renderings = renderings.flat_map(|(k, used)| used.met.iter().map(move |met| (met, k)));
    let mut renderings: Vec<(u32, u32, &str)> = renderings
        .map(|(met, k)| (met.number, k, met.key))
        .collect();
    renderings.sort_unstable_by_key(|&(number, k, _)| (number, k));
    renderings.dedup_by_key(|&mut (number, k, _)| (number, k));
    let groups = renderings.chunk_by(|a, b| a.0 == b.0);
    let mut counts: Vec<(&str, usize)> = groups.map(|group| (group[0].2, group.len())).collect();
    counts.sort_unstable();
    counts
}
