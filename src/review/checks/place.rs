//! Countries, peoples and cities of a pair that became others.
//!
//! In: the pairs, and the list of places with their renderings (`data/review/places.tsv`). Out: a warning a pair that lacks a
//! place of its original and has another that its original does not name. O(bytes).
//!
//! No alarm is raised for: a place that is only left out or added; a country that is put for its city, or a city for its
//! country; a name inside another word (インドネシア, パリッと); a place that the translation keeps in Latin letters.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::source_words::SourceWord;
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script::{Class, class};
use crate::text::word::{fold, words};

/// Looks at the places of every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    if !view.is_english_to_japanese() {
        return;
    }
    let places = Places::known();
    let original = Original::new(view);
    for (k, bead) in view.pairs() {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        let named = original.places_of(bead);
        if named.is_empty() {
            continue;
        }
        let missing = named.iter().filter(|(place, span)| {
            !places.is_rendered(*place, target) && !target.contains(span.of(source))
        });
        let missing: Vec<&(usize, Span)> = missing.collect();
        if missing.is_empty() {
            continue;
        }
        let said = places.in_japanese(target);
        let added = said.iter().filter(|(place, _)| {
            let is_put_for = |other: usize| places.is_put_for(*place, other);
            !named
                .iter()
                .any(|(other, _)| other == place || is_put_for(*other))
        });
        let added: Vec<&(usize, Span)> = added.collect();
        let ([(lost, place), ..], [(_, instead), ..]) = (&missing[..], &added[..]) else {
            continue;
        };
        let (name, shown) = (place.of(source), instead.of(target));
        let expected = &places.rows[*lost].renderings[0];
        out.push(
            draft(Check::Name, Severity::Warning, k)
                .source([place.shifted(view.source.span(&bead.source).start)])
                .target([instead.shifted(view.target.span(&bead.target).start)])
                .because(
                    format!("“{name}” ({expected}) in the original, “{shown}” in the translation"),
                    format!("原文は「{name}」（{expected}）、訳文は「{shown}」"),
                ),
        );
    }
}

/// The original, in which the beads that name no place are known by their words.
pub(super) struct Original<'v, 'a> {
    view: &'v View<'a>,
    /// For each form of a word, whether it may be the longest word in the name of a place: only such forms are looked up.
    is_telling: Vec<bool>,
}

impl<'v, 'a> Original<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>) -> Self {
        let telling = &Places::known().telling;
        let forms = view.source_words().forms.iter();
        Original {
            view,
            is_telling: forms.map(|form| telling.contains(&**form)).collect(),
        }
    }

    /// The places that the original of a bead names, each once.
    fn places_of(&self, bead: &Bead) -> Vec<(usize, Span)> {
        let is_telling = |word: &SourceWord| self.is_telling[word.form as usize];
        match self.view.words_of(bead) {
            Some(words) if !words.iter().any(is_telling) => Vec::new(),
            _ => Places::known().in_english(self.view.source_text(bead)),
        }
    }

    /// The places of the list that both sides of a pair name once, where they stand.
    pub(super) fn on_both_sides(&self, bead: &Bead) -> Vec<(Span, Span)> {
        let named = self.places_of(bead);
        if named.is_empty() {
            return Vec::new();
        }
        let view = self.view;
        let said = Places::known().in_japanese(view.target_text(bead));
        let starts = [
            view.source.span(&bead.source),
            view.target.span(&bead.target),
        ];
        let both = named.iter().filter_map(|(place, span)| {
            let mut same = said.iter().filter(|(other, _)| other == place);
            let (_, other) = same.next().filter(|_| same.next().is_none())?;
            Some((
                span.shifted(starts[0].start),
                other.shifted(starts[1].start),
            ))
        });
        both.collect()
    }
}

/// Whether a word begins the name of a place of the list, which this check looks at.
pub(super) fn is_place(word: &str) -> bool {
    Places::known().english.contains_key(word)
}

/// The list of places.
struct Places {
    rows: Vec<Row>,
    /// By the first word of an English form: the words behind it, the place; longer forms first.
    english: FxHashMap<&'static str, Vec<(Vec<&'static str>, usize)>>,
    /// The longest word of each form, in lower case.
    telling: FxHashSet<String>,
    /// By the first character of a rendering: the rendering, the place; longer renderings first.
    japanese: FxHashMap<char, Vec<(&'static str, usize)>>,
}

struct Row {
    /// The country of a city, as it is rendered first.
    of: Option<&'static str>,
    renderings: Vec<&'static str>,
}

impl Places {
    fn known() -> &'static Places {
        static PLACES: OnceLock<Places> = OnceLock::new();
        PLACES.get_or_init(|| {
            let mut places = Places {
                rows: Vec::new(),
                english: FxHashMap::default(),
                telling: FxHashSet::default(),
                japanese: FxHashMap::default(),
            };
            let lines = include_str!("../../../data/review/places.tsv").lines();
            for line in lines.filter(|line| !line.starts_with('#')) {
                places.add(line);
            }
            let lengths = places.english.values_mut();
            lengths.for_each(|forms| forms.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
            let lengths = places.japanese.values_mut();
            lengths.for_each(|texts| texts.sort_by_key(|(text, _)| std::cmp::Reverse(text.len())));
            places
        })
    }

    fn add(&mut self, line: &'static str) {
        let mut columns = line.split('\t');
        let (Some(of), Some(english), Some(japanese)) =
            (columns.next(), columns.next(), columns.next())
        else {
            return;
        };
        let place = self.rows.len();
        for form in english.split(';') {
            let mut words = form.split(' ');
            let Some(first) = words.next() else { continue };
            // Of words of equal length the first, as U in U S A: the last, A, is a word of any text.
            let longest = form.split(' ').rev().max_by_key(|word| word.len());
            self.telling.insert(fold(longest.unwrap_or(first)));
            let forms = self.english.entry(first).or_default();
            forms.push((words.collect(), place));
        }
        let mut renderings = Vec::new();
        for rendering in japanese.split(';') {
            let accepted = rendering.strip_prefix('~');
            if accepted.is_none() {
                let first = rendering.chars().next().unwrap_or_default();
                let of_first = self.japanese.entry(first).or_default();
                of_first.push((rendering, place));
            }
            renderings.push(accepted.unwrap_or(rendering));
        }
        self.rows.push(Row {
            of: Some(of).filter(|of| *of != "-"),
            renderings,
        });
    }

    /// The places that an English text names, each once.
    fn in_english(&self, text: &str) -> Vec<(usize, Span)> {
        let mut found: Vec<(usize, Span)> = Vec::new();
        let all: Vec<(Span, &str)> = words(text).collect();
        let mut at = 0;
        while at < all.len() {
            let (span, word) = all[at];
            let forms = self.english.get(word).into_iter().flatten();
            let is_here = |rest: &[&str]| {
                let behind = all[at + 1..].iter().map(|(_, word)| *word);
                rest.len() < all.len() - at && behind.zip(rest).all(|(a, b)| a == *b)
            };
            let mut here = forms.filter(|(rest, _)| is_here(rest));
            let Some((rest, place)) = here.next() else {
                at += 1;
                continue;
            };
            if !found.iter().any(|(known, _)| known == place) {
                found.push((*place, Span::new(span.start, all[at + rest.len()].0.end)));
            }
            at += 1 + rest.len();
        }
        found
    }

    /// The places that a Japanese text names by more than one character, each as a word of its own.
    fn in_japanese(&self, text: &str) -> Vec<(usize, Span)> {
        let mut found = Vec::new();
        let mut before = None;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let here = self.japanese.get(&c).into_iter().flatten();
            let mut here = here.filter(|(name, _)| {
                rest.starts_with(*name) && is_alone(before, name, &rest[name.len()..])
            });
            match here.next() {
                Some((name, place)) => {
                    found.push((*place, Span::new(at, at + name.len())));
                    before = name.chars().next_back();
                    at += name.len();
                }
                None => {
                    before = Some(c);
                    at += c.len_utf8();
                }
            }
        }
        found
    }

    /// Whether a text has any rendering of a place, or of its country or city.
    fn is_rendered(&self, place: usize, text: &str) -> bool {
        let row = &self.rows[place];
        row.renderings
            .iter()
            .any(|rendering| text.contains(rendering))
            || row.of.is_some_and(|of| text.contains(of))
    }

    /// Whether one of two places is the country of the other.
    fn is_put_for(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.rows[one], &self.rows[other]);
        let is_of =
            |city: &Row, country: &Row| city.of.is_some_and(|of| country.renderings.contains(&of));
        is_of(one, other) || is_of(other, one)
    }
}

/// Whether a name between two texts is no part of a longer word of its script.
fn is_alone(before: Option<char>, name: &str, behind: &str) -> bool {
    let is_katakana = |c: Option<char>| c.is_some_and(|c| class(c) == Class::Katakana);
    let first = name.chars().next();
    match is_katakana(first) {
        true => !is_katakana(before) && !goes_on(name, behind),
        // 日本橋 and 中国地方 are places too; 東京 in 東京都 is alone, 京都 in it is not.
        false => before.is_none_or(|c| class(c) != Class::Kanji),
    }
}

/// Whether what stands behind a name in katakana makes it another word (スペイン in スペインチーム is a name, インド in インディゴ
/// would be none).
fn goes_on(name: &str, behind: &str) -> bool {
    /// Characters of a name that another word in katakana may follow, at least, and of that word.
    const NAME: usize = 3;
    const WORD: usize = 2;
    let run = behind.chars().take_while(|&c| class(c) == Class::Katakana);
    let n_behind = run.count();
    let is_word =
        WORD <= n_behind && !behind.starts_with(['ン', 'ー', 'ッ', 'ィ', 'ァ', 'ェ', 'ォ']);
    0 < n_behind && !(is_word && NAME <= name.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_known_by_a_word() {
        let places = Places::known();
        for (&first, forms) in &places.english {
            for (rest, _) in forms {
                let name = [&[first], &rest[..]].concat();
                let text = name.join(" ");
                let found: Vec<&str> = words(&text).map(|(_, word)| word).collect();
                assert_eq!(found, name);
                assert!(
                    name.iter().any(|word| places.telling.contains(&fold(word))),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn places_are_found_as_words() {
        let places = Places::known();
        for (name, text, expected) in [
            ("a country", "フランスへ行く", "フランス"),
            ("a longer one", "インドネシアへ行く", "インドネシア"),
            ("part of a word", "パリパリの海苔", ""),
            ("two", "東京とソウル", "東京 ソウル"),
            ("inside kanji", "東京都", "東京"),
            ("one kanji", "訪米", ""),
        ] {
            let found = places.in_japanese(text);
            let found: Vec<&str> = found.iter().map(|(_, span)| span.of(text)).collect();
            assert_eq!(found.join(" "), expected, "{name}");
        }
        for (name, text, expected) in [
            ("a people", "The Dutch left.", "Dutch"),
            (
                "two words",
                "In New York and South Korea",
                "New York/South Korea",
            ),
            ("a longer form", "South Africans", "South Africans"),
            ("no capital", "to polish brass", ""),
        ] {
            let found = places.in_english(text);
            let found: Vec<&str> = found.iter().map(|(_, span)| span.of(text)).collect();
            assert_eq!(found.join("/"), expected, "{name}");
        }
    }
}
