//! Marks, widths, doubled words and style.

use taiyaku::text::script::{Class, runs};

use super::{Place, Spot};
use crate::edit::Edits;
use taiyaku_lab::random::Random;

pub(super) fn lone_bracket(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let brackets = ['「', '」', '『', '』', '（', '）'];
    let found: Vec<(usize, &str)> = spot.text.match_indices(brackets).collect();
    let (start, bracket) = *random.pick(&found)?;
    spot.replace(start..start + bracket.len(), "", target);
    Some(spot.whole())
}

pub(super) fn dropped_stop(spot: &Spot<'_>, target: &mut Edits) -> Option<Place> {
    let start = spot.text.strip_suffix('。')?.len();
    if !spot.english.ends_with('.') {
        return None;
    }
    spot.replace(start..spot.text.len(), "", target);
    Some(spot.whole())
}

pub(super) fn dropped_emphasis(spot: &Spot<'_>, source: &mut Edits) -> Option<Place> {
    let is_word = |word: &&str| 4 <= word.len() && word.bytes().all(|b| b.is_ascii_alphabetic());
    let word = spot.english.split(' ').find(is_word)?;
    let start = spot.pair.source.start + spot.english.find(word)?;
    source.push(start..start + word.len(), format!("**{word}**"));
    Some(spot.original())
}

pub(super) fn changed_url(
    spot: &Spot<'_>,
    random: &mut Random,
    (source, target): (&mut Edits, &mut Edits),
) -> Option<Place> {
    let url = format!("https://example.org/notes/{}", random.below(900) + 100);
    let other = format!("https://example.com/notes/{}", random.below(90) + 10);
    let end = spot.pair.source.end;
    source.push(end..end, format!(" ({url})"));
    let end = spot.text.len();
    Some(spot.replace(end..end, format!("（{other}）"), target))
}

pub(super) fn changed_placeholder(
    spot: &Spot<'_>,
    (source, target): (&mut Edits, &mut Edits),
) -> Option<Place> {
    let end = spot.pair.source.end;
    source.push(end..end, " {count}");
    let end = spot.text.len();
    Some(spot.replace(end..end, " {cuont}", target))
}

pub(super) fn other_width(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let numbers: Vec<_> = runs(spot.text)
        .filter(|(span, kind)| {
            let run = span.of(spot.text);
            *kind == Class::Digit && 2 <= run.len() && run.is_ascii()
        })
        .collect();
    let span = random.pick(&numbers)?.0;
    let full = |c: char| char::from_u32(c as u32 + 0xfee0).unwrap_or(c);
    let number: String = span.of(spot.text).chars().map(full).collect();
    Some(spot.replace(span.start..span.end, number, target))
}

pub(super) fn decomposed(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let found: Vec<(usize, char)> = spot
        .text
        .char_indices()
        .filter(|(_, c)| "がぎぐげござじずぜぞだでどばびぶべぼ".contains(*c))
        .collect();
    let (start, kana) = *random.pick(&found)?;
    let plain = char::from_u32(kana as u32 - 1)?;
    let range = start..start + kana.len_utf8();
    Some(spot.replace(range, format!("{plain}\u{3099}"), target))
}

pub(super) fn doubled_word(
    spot: &Spot<'_>,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let found: Vec<_> = runs(spot.text)
        .filter(|(span, kind)| {
            let n = span.of(spot.text).chars().count();
            *kind == Class::Kanji && (2..=4).contains(&n)
                || *kind == Class::Katakana && (3..=6).contains(&n)
        })
        .collect();
    let span = random.pick(&found)?.0;
    let twice = span.of(spot.text).repeat(2);
    Some(spot.replace(span.start..span.end, twice, target))
}

pub(super) fn other_style(spot: &Spot<'_>, target: &mut Edits) -> Option<Place> {
    let pairs = [
        ("ています。", "ている。"),
        ("しました。", "した。"),
        ("です。", "だ。"),
        ("している。", "しています。"),
        ("した。", "しました。"),
        ("である。", "です。"),
    ];
    let (end, other) = pairs.iter().find(|(end, _)| spot.text.ends_with(end))?;
    if spot.text.contains(['「', '」', '『']) {
        return None;
    }
    spot.replace(spot.text.len() - end.len()..spot.text.len(), *other, target);
    Some(spot.whole())
}
