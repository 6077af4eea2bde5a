//! Passages left out, added, moved, or not translated.

use std::ops::Range;

use taiyaku::text::script::{Class, runs};

use super::{Place, Plant, Spot};
use crate::edit::Edits;
use taiyaku_lab::random::Random;

/// Content words of a clause, at least: a clause of fewer says nothing that could be missed.
const LEAST_WORDS: usize = 2;

pub(super) fn dropped_sentence(spot: &Spot<'_>, target: &mut Edits) -> Option<Place> {
    if spot.english.chars().count() < 25 {
        return None;
    }
    target.push(spot.pair.target.clone(), "");
    Some(spot.original())
}

pub(super) fn added_sentence(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let stranger = spot.garden.stranger;
    let other = random.pick(&stranger.beads)?;
    let sentence = &stranger.target[other.target.clone()];
    if sentence.chars().count() < 15 {
        return None;
    }
    let end = spot.text.len();
    Some(spot.replace(end..end, sentence, target))
}

pub(super) fn dropped_clause(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let clause = random.pick(&clauses(spot.text))?.clone();
    target.push(spot.at(clause), "");
    Some(spot.original())
}

pub(super) fn added_clause(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let start = spot.text.find('、')? + '、'.len_utf8();
    let stranger = spot.garden.stranger;
    let other = random.pick(&stranger.beads)?;
    let theirs = &stranger.target[other.target.clone()];
    let clause = random.pick(&clauses(theirs))?.clone();
    Some(spot.replace(start..start, &theirs[clause], target))
}

/// Clauses of a sentence between two 、, of ten characters or more, that say something.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let commas: Vec<usize> = text
        .match_indices('、')
        .map(|(at, c)| at + c.len())
        .collect();
    let starts = std::iter::once(0).chain(commas.iter().copied());
    let clauses = starts.zip(&commas).map(|(start, &end)| start..end);
    let other = [
        '「', '」', '（', '）', '『', '』', '(', ')', '。', '！', '？', '?', '!',
    ];
    let is_clause = |clause: &str| !clause.contains(other);
    let is_word = |kind: Class| matches!(kind, Class::Kanji | Class::Katakana);
    clauses
        .filter(|clause| {
            let clause = &text[clause.clone()];
            let n_words = runs(clause).filter(|(_, kind)| is_word(*kind)).count();
            10 <= clause.chars().count() && LEAST_WORDS <= n_words && is_clause(clause)
        })
        .collect()
}

/// Three sentences to a place ten or more beads further on.
pub(super) fn moved(spot: &Spot<'_>, random: &mut Random, target: &mut Edits) -> Option<Place> {
    let document = spot.garden.document;
    let (beads, bead) = (&document.beads, spot.bead);
    let last = bead + Plant::MovedParagraph.beads() - 1;
    let to = beads.get(last + 10 + random.below(5))?;
    let range = beads[bead].target.start..beads.get(last)?.target.end;
    let source = beads[bead].source.start..beads[last].source.end;
    let text = &document.target[range.clone()];
    if text.chars().count() < 60 || !beads[bead..=last].iter().all(|b| b.is_plain) {
        return None;
    }
    target.push(to.target.end..to.target.end, format!("\n\n{text}"));
    target.push(range, "");
    Some(Place {
        in_source: true,
        range: source,
    })
}

pub(super) fn untranslated_sentence(spot: &Spot<'_>, target: &mut Edits) -> Option<Place> {
    if spot.english.split(' ').count() < 8 || spot.english.contains(['_', '`', '=', '{']) {
        return None;
    }
    Some(spot.replace(0..spot.text.len(), spot.english, target))
}
