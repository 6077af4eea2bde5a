//! Names in katakana that become another name, or are written in another way.

use std::ops::Range;

use taiyaku::name::sounds_alike;
use taiyaku::text::script::{Class, runs};

use super::{Place, Spot};
use crate::edit::Edits;
use crate::gold::Document;
use taiyaku_lab::random::Random;

/// The katakana names of a document.
pub(crate) fn names(document: &Document) -> Vec<(usize, Range<usize>, String)> {
    let mut names = Vec::new();
    for (bead, pair) in document
        .beads
        .iter()
        .enumerate()
        .filter(|(_, pair)| pair.is_plain)
    {
        let english = &document.source[pair.source.clone()];
        let text = &document.target[pair.target.clone()];
        let capitals: Vec<&str> = english
            .split(|c: char| !c.is_alphabetic())
            .skip(1)
            .filter(|word| is_capitalised(word))
            .collect();
        for (span, _) in runs(text).filter(|(_, kind)| *kind == Class::Katakana) {
            let run = span.of(text);
            let name = capitals.iter().find(|name| {
                let lower = format!(" {}", name.to_lowercase());
                sounds_alike(name, run).is_some_and(|score| 0.75 <= score)
                    && !document.source.contains(&lower)
            });
            if let Some(name) = name.filter(|_| 3 <= run.chars().count()) {
                let start = pair.target.start;
                names.push((
                    bead,
                    start + span.start..start + span.end,
                    (*name).to_owned(),
                ));
            }
        }
    }
    names
}

/// Whether a word may be a name: a capital, and three small letters or more, of any alphabet.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && 3 <= letters.clone().count()
        && letters.all(char::is_lowercase)
}

pub(super) fn swapped_name(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let (garden, bead) = (spot.garden, spot.bead);
    let here: Vec<_> = garden.names.iter().filter(|(at, ..)| *at == bead).collect();
    let (_, range, name) = *random.pick(&here)?;
    // Said once in the sentence, so that it is gone.
    if spot
        .text
        .matches(&garden.document.target[range.clone()])
        .count()
        != 1
    {
        return None;
    }
    let others: Vec<_> = garden
        .names
        .iter()
        .filter(|(_, _, other)| other != name && !spot.english.contains(&**other))
        .collect();
    let (_, other, _) = *random.pick(&others)?;
    target.push(range.clone(), &garden.document.target[other.clone()]);
    Some(Place {
        in_source: false,
        range: range.clone(),
    })
}

/// A name that stands three times or more with one kana more or less.
pub(super) fn respelled_name(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let (garden, bead) = (spot.garden, spot.bead);
    let text = |range: &Range<usize>| &garden.document.target[range.clone()];
    let often: Vec<_> = garden
        .names
        .iter()
        .filter(|(at, range, name)| {
            *at == bead
                && 3 <= garden
                    .names
                    .iter()
                    .filter(|(_, r, n)| n == name && text(r) == text(range))
                    .count()
        })
        .collect();
    let (_, range, _) = *random.pick(&often)?;
    let written = text(range);
    let respelled = match written
        .char_indices()
        .find(|(_, c)| matches!(c, 'ー' | 'ッ' | 'ィ' | 'ェ'))
    {
        Some((at, c)) => format!("{}{}", &written[..at], &written[at + c.len_utf8()..]),
        None => {
            let second = written.char_indices().nth(1)?.0;
            format!("{}ー{}", &written[..second], &written[second..])
        }
    };
    target.push(range.clone(), respelled);
    Some(Place {
        in_source: false,
        range: range.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::Pair;

    #[test]
    fn capitalised_words_of_any_alphabet() {
        for (word, expected) in [
            ("Anna", true),
            ("Étienne", true),
            ("Zoë", false),
            ("Chloë", true),
            ("Ærøskøbing", true),
            ("Žižek", true),
            ("Ivan", true),
            ("Иван", true),
            ("NASA", false),
            ("anna", false),
            ("étienne", false),
            ("É", false),
            ("雨", false),
            ("", false),
        ] {
            assert_eq!(is_capitalised(word), expected, "{word}");
        }
    }

    #[test]
    fn a_name_that_begins_with_an_accent_is_met() {
        let (source, target) = ("Then Étienne left.", "そしてエティエンヌは去った。");
        let document = Document {
            id: "accent".to_owned(),
            source: source.to_owned(),
            target: target.to_owned(),
            beads: vec![Pair {
                source: 0..source.len(),
                target: 0..target.len(),
                is_plain: true,
            }],
        };
        let met = names(&document);
        let met: Vec<&str> = met.iter().map(|(_, _, name)| name.as_str()).collect();
        assert_eq!(met, ["Étienne"]);
    }
}
