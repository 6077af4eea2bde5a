//! Words that become others: numbers, terms, words left in English.

use std::ops::Range;

use taiyaku::Bitext;
use taiyaku::anchor::AnchorKind;
use taiyaku::text::script::{Class, class, runs};

use super::{Place, Spot};
use crate::edit::Edits;
use taiyaku_lab::random::Random;

/// The share of a word's pairs that have its usual rendering, at least.
const USUAL: f64 = 0.7;

/// A number in digits that both sides have, and another one.
pub(super) fn changed_number(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let (text, english) = (spot.text, spot.english);
    let found: Vec<_> = runs(text)
        .filter(|(span, kind)| {
            let run = span.of(text);
            let around =
                |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || ".,-_[".contains(c));
            *kind == Class::Digit
                && run.is_ascii()
                && english
                    .split(|c: char| !c.is_ascii_digit())
                    .any(|n| n == run)
                && !around(text[..span.start].chars().next_back())
                && !around(text[span.end..].chars().next())
        })
        .collect();
    let span = random.pick(&found)?.0;
    let number: u64 = span.of(text).parse().ok()?;
    let by = [1, 2, 3, 10, 100][random.below(if number < 100 { 3 } else { 5 })];
    Some(spot.replace(span.start..span.end, (number + by).to_string(), target))
}

/// Words of a pair that the dictionary links: the place of the Japanese in the pair, the key, and the English.
fn translated_words(spot: &Spot<'_>) -> Vec<(Range<usize>, String, String)> {
    let bitext = Bitext::new(spot.english, spot.text);
    let (source, target) = (bitext.source(), bitext.target());
    let (all, every) = (0..source.segments().len(), 0..target.segments().len());
    let anchored = taiyaku::Aligner::builder()
        .lexicon(std::sync::Arc::clone(spot.garden.lexicon))
        .build()
        .read(&bitext);
    let links = anchored.links(all, every);
    links
        .into_iter()
        .filter(|link| link.kind == AnchorKind::Dictionary)
        .map(|link| {
            let key = link.target.of(target.text());
            (
                link.target.start..link.target.end,
                key.to_owned(),
                link.source.of(source.text()).to_owned(),
            )
        })
        .filter(|(_, key, word)| {
            let kanji = key.chars().filter(|&c| class(c) == Class::Kanji).count();
            2 <= kanji
                && kanji == key.chars().count()
                && 4 <= word.len()
                && word.bytes().all(|b| b.is_ascii_lowercase())
        })
        .collect()
}

/// A word of the translation becomes the word of the original.
pub(super) fn residue(spot: &Spot<'_>, random: &mut Random, target: &mut Edits) -> Option<Place> {
    let (range, _, word) = random.pick(&translated_words(spot))?.clone();
    Some(spot.replace(range, format!(" {word} "), target))
}

/// A term of kanji that renders the same word in three other pairs or more, and nearly wherever the word stands,
/// becomes another word for it that is used nowhere else; once in a document, so that the usual one stays usual.
pub(super) fn replaced_term(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let (document, lexicon) = (spot.garden.document, spot.garden.lexicon);
    let is_usual = |key: &str, word: &str| {
        let has_word = |text: &str| {
            let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
            words.any(|other| other.eq_ignore_ascii_case(word))
        };
        let sources = document.beads.iter();
        let with: Vec<&str> = sources
            .filter(|other| has_word(&document.source[other.source.clone()]))
            .map(|other| &document.target[other.target.clone()])
            .collect();
        let n = with.iter().filter(|text| text.contains(key)).count();
        4 <= n && USUAL * with.len() as f64 <= n as f64
    };
    let found: Vec<_> = translated_words(spot)
        .into_iter()
        .filter(|(_, key, word)| {
            let is_single = spot.text.matches(&**key).count() == 1;
            is_single && !target.replace(key, &document.target) && is_usual(key, word)
        })
        .collect();
    let (range, key, _) = random.pick(&found)?.clone();
    let stem = lexicon
        .find(&key)
        .and_then(|entry| lexicon.stems(entry).next())?;
    let others: Vec<&str> = (0..lexicon.len() as u32)
        .filter(|&entry| lexicon.stems(entry).take(2).any(|s| s == stem))
        .map(|entry| lexicon.key(entry))
        .filter(|other| {
            !other.contains(&*key)
                && !key.contains(other)
                && !document.target.contains(other)
                && 2 <= other.chars().count()
                && other.chars().all(|c| class(c) == Class::Kanji)
        })
        .collect();
    let other = *random.pick(&others)?;
    Some(spot.replace(range, other, target))
}
