//! Negations and questions that become plain statements.

use std::ops::Range;

use super::{Place, Spot};
use crate::edit::Edits;

/// What negates in English; a sentence that is to lose its negation has one of them, once.
const ENGLISH: [&str; 12] = [
    " not ",
    "n't ",
    "n’t ",
    " never ",
    " no ",
    "cannot ",
    "nothing ",
    "nobody ",
    " none ",
    " neither ",
    "without ",
    " nor ",
];
/// What negates nothing, or more than the word: with one of them a sentence is left alone.
const IDIOMS: [&str; 24] = [
    "しか",
    "かもしれ",
    "に違い",
    "にちがい",
    "すぎな",
    "過ぎな",
    "ほかな",
    "なければ",
    "なくては",
    "なきゃ",
    "ないと",
    "だけでな",
    "だけではな",
    "のみなら",
    "わけ",
    "ざる",
    "ないうち",
    "間違い",
    "仕方",
    "しょうが",
    "とんでも",
    "くださいませ",
    "ないで",
    "ではないか",
];

/// The one negation of a sentence whose original has one, too.
pub(super) fn dropped_negation(spot: &Spot<'_>, target: &mut Edits) -> Option<Place> {
    let folded = spot.english.to_lowercase();
    let n: usize = ENGLISH
        .iter()
        .map(|word| folded.matches(word).count())
        .sum();
    if n != 1 || folded.contains("not only") || folded.contains("no longer") {
        return None;
    }
    let (range, plain) = without_negation(spot.text)?;
    spot.replace(range, plain, target);
    Some(spot.whole())
}

/// The negated form in a sentence that has a single one, and the form without negation.
fn without_negation(text: &str) -> Option<(Range<usize>, String)> {
    let negations: Vec<(usize, &str)> =
        ["ない", "なかった", "ません", "なく", "なけれ", "ず", "ぬ"]
            .into_iter()
            .flat_map(|word| text.match_indices(word))
            .collect();
    let [(at, word)] = negations[..] else {
        return None;
    };
    if IDIOMS.iter().any(|idiom| text.contains(idiom)) {
        return None;
    }
    let (before, after) = (&text[..at], &text[at + word.len()..]);
    match word {
        "ません" => polite(before, after),
        "ない" | "なかった" => plain(before, word == "なかった"),
        _ => None,
    }
    .map(|(start, end, form)| (start..at + word.len() + end, form))
}

/// Where the form begins, how far it goes on behind the negation, and what it becomes.
type Replaced = (usize, usize, String);

fn polite(before: &str, after: &str) -> Option<Replaced> {
    let past = after.starts_with("でした");
    let end = if past { "でした".len() } else { 0 };
    for (stem, now, then) in [
        ("ではあり", "です", "でした"),
        ("じゃあり", "です", "でした"),
        ("くあり", "いです", "かったです"),
        ("", "ます", "ました"),
    ] {
        if let Some(rest) = before.strip_suffix(stem) {
            return Some((rest.len(), end, if past { then } else { now }.to_owned()));
        }
    }
    None
}

fn plain(before: &str, past: bool) -> Option<Replaced> {
    const NOUNS: [(&str, &str, &str); 10] = [
        ("では", "である", "であった"),
        ("じゃ", "だ", "だった"),
        ("く", "い", "かった"),
        ("し", "する", "した"),
        ("が", "がある", "があった"),
        ("は", "はある", "はあった"),
        ("も", "もある", "もあった"),
        ("危", "", ""),
        ("少", "", ""),
        ("切", "", ""),
    ];
    /// A verb's last kana before the negation, in the present, and its end in the past.
    const VERBS: [(char, &str, &str); 8] = [
        ('わ', "う", "った"),
        ('ら', "る", "った"),
        ('た', "つ", "った"),
        ('か', "く", "いた"),
        ('さ', "す", "した"),
        ('ま', "む", "んだ"),
        ('ば', "ぶ", "んだ"),
        ('な', "ぬ", "んだ"),
    ];
    for (stem, now, then) in NOUNS {
        if let Some(rest) = before.strip_suffix(stem) {
            let form = if past { then } else { now };
            return (!form.is_empty()).then(|| (rest.len(), 0, form.to_owned()));
        }
    }
    let last = before.chars().next_back()?;
    if let Some((_, now, then)) = VERBS.iter().find(|(kana, ..)| *kana == last) {
        let form = if past { then } else { now };
        return Some((before.len() - last.len_utf8(), 0, (*form).to_owned()));
    }
    let is_one_row = "えけせてねへめれげぜでべいきちにひみりぎじび".contains(last)
        || taiyaku::text::script::class(last) == taiyaku::text::script::Class::Kanji;
    is_one_row.then(|| (before.len(), 0, if past { "た" } else { "る" }.to_owned()))
}

/// The end of a question that without it is a statement.
pub(super) fn dropped_question(spot: &Spot<'_>, target: &mut Edits) -> Option<Place> {
    const ASKS: [&str; 22] = [
        "何",
        "なに",
        "なん",
        "誰",
        "だれ",
        "どう",
        "どこ",
        "どの",
        "どれ",
        "どちら",
        "どっち",
        "いつ",
        "いくつ",
        "いくら",
        "なぜ",
        "どんな",
        "いかが",
        "ませんか",
        "だろう",
        "かな",
        "ないか",
        "でしょ？",
    ];
    const ENDS: [(&str, &str); 9] = [
        ("でしょうか", "です"),
        ("ですか", "です"),
        ("ますか", "ます"),
        ("したか", "した"),
        ("のか", "のだ"),
        ("るか", "る"),
        ("たか", "た"),
        ("る", "る"),
        ("た", "た"),
    ];
    let asks = spot.text.ends_with(['？', '?']) || spot.text.ends_with("か。");
    if !asks || !spot.english.ends_with('?') || ASKS.iter().any(|word| spot.text.contains(word)) {
        return None;
    }
    let bare = spot.text.trim_end_matches(['？', '?', '。']);
    let (end, plain) = ENDS.iter().find(|(end, _)| bare.ends_with(end))?;
    let start = bare.len() - end.len();
    spot.replace(start..spot.text.len(), format!("{plain}。"), target);
    Some(spot.whole())
}
