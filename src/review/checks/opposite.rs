//! A word that is rendered by its opposite: north by 南, won by 敗れた, before dawn by 夜明けの後.
//!
//! In: the words of the sure pairs and the pairs of opposites (`data/review/opposites.tsv`). Out: warnings with the word and the
//! Japanese of its opposite. O(words), and O(renderings) for the few words that have an opposite.
//!
//! No alarm is raised for: a word that has any of its renderings, of the list or of the dictionary, in the translation; an opposite
//! that another word of the original explains, or that is part of another word (南 in 南北); a quality (good, safe) where either side
//! is negated; long pairs, and pairs that the aligner is not sure of.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use rustc_hash::FxHashMap;

use crate::align::Bead;
use crate::anchor::places::{Anchor, AnchorForm};
use crate::review::check::Check;
use crate::review::checks::polarity::is_negated;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::word::{is_stop_word, stem, words};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// Longest original, in bytes: in a longer one the opposite has other reasons to stand there.
const LONGEST: usize = 300;
/// Words behind "before" or "after" among which the noun is looked for.
const NEAR: usize = 3;

/// A word and its opposite, one way.
struct Opposite {
    is_quality: bool,
    /// The stems that are looked for, and those that explain the opposite.
    stems: Vec<String>,
    explaining: BTreeSet<String>,
    renderings: Vec<&'static str>,
    /// The Japanese of the opposite, long ones first.
    opposite: Vec<&'static str>,
    chance: Vec<&'static str>,
}

/// The pairs of opposites, and their numbers by the stems that are looked for.
struct Opposites {
    all: Vec<Opposite>,
    by_stem: FxHashMap<String, Vec<usize>>,
}

static OPPOSITES: LazyLock<Opposites> = LazyLock::new(|| {
    let file = include_str!("../../../data/review/opposites.tsv");
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    let all: Vec<Opposite> = lines.filter_map(Opposite::read).collect();
    let mut by_stem: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (number, one) in all.iter().enumerate() {
        for stem in &one.stems {
            by_stem.entry(stem.clone()).or_default().push(number);
        }
    }
    Opposites { all, by_stem }
});

/// Looks for opposites in every sure pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let of_units = by_unit(view);
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let source = view.source_text(bead);
        if LONGEST < source.len() {
            continue;
        }
        for anchor in view.anchors.source.of(bead.source.clone()) {
            let numbers = match anchor.form {
                AnchorForm::Word => &of_units[anchor.unit as usize],
                _ => continue,
            };
            let mut found = numbers
                .iter()
                .filter_map(|&n| OPPOSITES.all[n].found(view, bead, anchor));
            if let Some(place) = found.next() {
                report(view, k, (anchor.span, place), out);
            }
        }
        for (word, place) in before_and_after(view, bead) {
            report(view, k, (word, place), out);
        }
    }
}

/// The numbers of opposites of each source unit.
fn by_unit(view: &View<'_>) -> Vec<&'static [usize]> {
    let units = 0..view.anchored.n_units().0 as u32;
    let numbers = units.map(|unit| {
        let stem = view.anchored.source_stem(unit);
        let known = stem.and_then(|stem| OPPOSITES.by_stem.get(stem));
        known.map_or(&[][..], Vec::as_slice)
    });
    numbers.collect()
}

fn report(view: &View<'_>, bead: usize, (word, place): (Span, Span), out: &mut Vec<Draft>) {
    let (english, japanese) = (word.of(view.source.text()), place.of(view.target.text()));
    out.push(
        draft(Check::Opposite, Severity::Warning, bead)
            .source([word])
            .target([place])
            .because(
                format!("“{english}” in the original, its opposite {japanese} in the translation"),
                format!("原文は“{english}”だが、訳文は反対の「{japanese}」になっている"),
            ),
    );
}

impl Opposite {
    fn read(line: &'static str) -> Option<Self> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, word, japanese, opposite, theirs, chance] = columns[..] else {
            return None;
        };
        let all = |column: &'static str| column.split(';').filter(|word| *word != "-");
        let plain = |column: &'static str| all(column).filter(|word| !word.starts_with('+'));
        let bare = |word: &'static str| word.trim_start_matches('+');
        let mut opposites: Vec<&str> = plain(theirs).collect();
        opposites.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Some(Opposite {
            is_quality: kind == "quality",
            stems: plain(word).map(stem).collect(),
            explaining: all(opposite).map(bare).map(stem).collect(),
            renderings: all(japanese).map(bare).collect(),
            opposite: opposites,
            chance: all(chance).collect(),
        })
    }

    /// Where the translation of a pair has the opposite of a word.
    fn found(&self, view: &View<'_>, bead: &Bead, word: &Anchor) -> Option<Span> {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        if !self.opposite.iter().any(|other| target.contains(other)) {
            return None;
        }
        let (place, rest) = self.place(target)?;
        let is_rendered = self.renderings.iter().any(|one| rest.contains(one));
        let explains = |word: &str| self.explaining.contains(&*stem(word));
        if is_rendered || words(source).any(|(_, word)| explains(word)) {
            return None;
        }
        let (ours, theirs) = (is_negated(source), is_negated(target));
        if ours != theirs || self.is_quality && ours {
            return None;
        }
        let stem = view.anchored.source_stem(word.unit)?;
        let is_known = dictionary(view, stem).any(|key| rest.contains(key));
        (!is_known).then(|| place.shifted(view.target.span(&bead.target).start))
    }

    /// The first place of the opposite that is not there by chance, and the text without what is.
    fn place(&self, target: &str) -> Option<(Span, String)> {
        let blank = |text: &mut String, word: &str| {
            if text.contains(word) {
                *text = text.replace(word, &"\0".repeat(word.len()));
            }
        };
        let mut known = target.to_owned();
        self.chance.iter().for_each(|word| blank(&mut known, word));
        let mut rest = target.to_owned();
        let mut first: Option<Span> = None;
        for word in &self.opposite {
            if let Some(at) = known.find(word) {
                let place = Span::new(at, at + word.len());
                first = Some(first.map_or(place, |first| first.min(place)));
                blank(&mut known, word);
                blank(&mut rest, word);
            }
        }
        first.map(|place| (place, rest))
    }
}

/// The words that the dictionary has for a stem before all others.
fn dictionary<'a>(view: &'a View<'_>, stem: &'a str) -> impl Iterator<Item = &'a str> {
    let lexicon = view.lexicon();
    lexicon.entries_led_by(stem).map(|entry| lexicon.key(entry))
}

/// What "before" and "after" become: the noun behind the word has a rendering with 後 or 前 right behind it.
const TURNED: [(&str, &str, [&str; 2], [&str; 4]); 2] = [
    (
        "before ",
        "after",
        ["後", "あと"],
        ["前", "まえ", "まで", "先"],
    ),
    (
        "after ",
        "before",
        ["前", "まえ"],
        ["後", "あと", "明け", "のち"],
    ),
];

/// Nouns behind "before" that the translation has before 後, and behind "after" before 前: the English word and the Japanese.
fn before_and_after(view: &View<'_>, bead: &Bead) -> Vec<(Span, Span)> {
    static FINDERS: LazyLock<[Finder<'_>; 2]> = LazyLock::new(|| TURNED.map(|t| Finder::new(t.0)));
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    let mut found = Vec::new();
    for (finder, (word, other, turned, right)) in FINDERS.iter().zip(TURNED) {
        let Some(at) = finder.find(source.as_bytes()) else {
            continue;
        };
        let is_word = !source[..at].ends_with(|c: char| c.is_alphanumeric());
        let says = |one: &str| words(source).any(|(_, word)| word.eq_ignore_ascii_case(one));
        if !is_word || says(other) || right.iter().any(|one| target.contains(one)) {
            continue;
        }
        let behind = &source[at + word.len()..];
        let end = behind.find([',', '.', ';', ':']).unwrap_or(behind.len());
        let nouns = words(&behind[..end]).take(NEAR);
        let nouns = nouns.filter(|(_, noun)| !is_stop_word(noun));
        let place = nouns.flat_map(|(_, noun)| turned_behind(view, &stem(noun), target, turned));
        if let Some(place) = place.min() {
            let start = view.source.span(&bead.source).start + at;
            let word = Span::new(start, start + word.trim_end().len());
            found.push((word, place.shifted(view.target.span(&bead.target).start)));
        }
    }
    found
}

/// Where a word for a noun stands right before one of two words, with the word.
fn turned_behind(view: &View<'_>, noun: &str, target: &str, turned: [&str; 2]) -> Option<Span> {
    dictionary(view, noun).find_map(|key| {
        let at = target.find(key)?;
        let rest = &target[at + key.len()..];
        let behind = rest.strip_prefix('の').unwrap_or(rest);
        let turned = turned.iter().find(|word| behind.starts_with(**word))?;
        let end = target.len() - behind.len() + turned.len();
        Some(Span::new(at, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let file = include_str!("../../../data/review/opposites.tsv");
        let lines: Vec<&str> = file.lines().filter(|line| !line.starts_with('#')).collect();
        for line in &lines {
            let one = Opposite::read(line);
            let is_whole = |one: &Opposite| !one.stems.is_empty() && !one.opposite.is_empty();
            assert!(one.as_ref().is_some_and(is_whole), "{line}");
            let held: Vec<&str> = line.split('\t').flat_map(|c| c.split(';')).collect();
            assert!(!held.contains(&""), "{line}");
        }
        assert_eq!(OPPOSITES.all.len(), lines.len());
    }

    #[test]
    fn an_opposite_by_chance_is_no_place() {
        let line = "thing\tnorth\t北\tsouth\t南\t南北;南瓜";
        let north = Opposite::read(line).unwrap();
        for (name, target, expected) in [
            ("alone", "南の門", Some("南")),
            ("part of another word", "南瓜の畑", None),
            ("both", "南北の道", None),
            ("behind another word", "南瓜は南に", Some("南")),
            ("none", "門", None),
        ] {
            let place = north.place(target).map(|(place, _)| place.of(target));
            assert_eq!(place, expected, "{name}");
        }
    }
}
