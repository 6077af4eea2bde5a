//! Pairs that writers find hard, for their tests: a table with names, a strategy, and the way to a bitext and back.
//!
//! In: pairs. Out: a bitext whose beads are these pairs, and the texts of its rows. O(bytes).

use proptest::prelude::*;

use crate::align::Aligner;
use crate::bitext::Bitext;
use crate::format::Export;
use crate::format::units::{self, Unit, UnitText};

/// Pairs that some format finds hard, each with its name.
pub(crate) const ROWS: &[(&str, &str, &str)] = &[
    ("plain", "It rained all day.", "一日中雨が降った。"),
    ("tabs", "One\ttwo.", "一\t二。"),
    (
        "line breaks",
        "It rained.\nWe stayed.",
        "雨が降った。\r\n家にいた。",
    ),
    (
        "unseen between sentences",
        "It rained.\nReally? \u{200b}Yes.",
        "雨だ。\n本当? \u{200b}はい。",
    ),
    (
        "quotation marks",
        "\"Rain,\" she said; it's 'wet'.",
        "「雨」と\"彼女\"は言った。",
    ),
    (
        "markup",
        "Use <b>bold</b> &amp; ]]> <!-- x -->.",
        "<b>太字</b> &lt; ]]> を使う。",
    ),
    ("a formula", "=1+1 is two.", "=1+1 は二。"),
    ("a date", "1-1", "1-1"),
    ("leading apostrophe", "'Tis wet.", "'雨だ。"),
    ("backslashes", r"C:\new\table is \n.", r"C:\new は \n だ。"),
    (
        "pipes and stars",
        "a | b *c* _d_ `e` [f](g) #h",
        "a | b *c* _d_ `e` [f](g) #h",
    ),
    (
        "percent and braces",
        "100% of {name} is %s.",
        "{name} の 100% は %s。",
    ),
    (
        "control characters",
        "Bell\u{7} and escape\u{1b}[31m.",
        "ベル\u{7}とエスケープ\u{1b}[31m。",
    ),
    (
        "NEL, line separator",
        "One\u{85}two\u{2028}three\u{2029}four.",
        "一\u{85}二\u{2028}三\u{2029}四。",
    ),
    (
        "emoji, bidi marks",
        "A 🚋 \u{202e}abc\u{202c} came.",
        "🚋が\u{202e}abc\u{202c}来た。👩‍👩‍👧‍👦",
    ),
    (
        "not in XML",
        "Half\u{fffe}way\u{ffff}.",
        "途中\u{fffe}だ\u{ffff}。",
    ),
    ("hunalign's mark", "Rain ~~~ wind.", "雨 ~~~ 風。"),
    ("Excel's escape", "A _x000D_ stays.", "_x000D_ は残る。"),
    ("one side only", "Nobody came.", ""),
    ("the other side only", "", "誰も来なかった。"),
];

/// Pairs of any texts, of which each has a letter on one side.
pub(crate) fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    let hard = || {
        prop::sample::select(vec![
            '\t', '\n', '\r', '"', '\'', '<', '&', '|', '\\', ';', ',', '=', ' ', '\u{85}',
            '\u{2028}', '🚋', '\u{7}', '#', '~',
        ])
    };
    let character = || prop_oneof![4 => prop::char::range('a', 'e'), 3 => hard(), 2 => prop::char::range('あ', 'か'), 1 => any::<char>()];
    let text = move || {
        prop::collection::vec(character(), 0..12)
            .prop_map(|text| text.into_iter().collect::<String>())
    };
    let pair = (text(), text())
        .prop_map(|(source, target)| (format!("Rain {source}."), format!("雨{target}。")));
    prop::collection::vec(pair, 1..6)
}

/// The bitext of pairs, each a known bead.
pub(crate) fn bitext(pairs: &[(String, String)]) -> Bitext {
    let units: Vec<Unit> = pairs
        .iter()
        .map(|(source, target)| Unit {
            sides: [
                UnitText::plain(source.as_str()),
                UnitText::plain(target.as_str()),
            ],
            ..Unit::default()
        })
        .collect();
    units::bitext(&units).expect("pairs with text")
}

/// The bitext of [`ROWS`].
pub(crate) fn bitext_of_rows() -> Bitext {
    let pairs: Vec<(String, String)> = ROWS
        .iter()
        .map(|(_, source, target)| ((*source).to_owned(), (*target).to_owned()))
        .collect();
    bitext(&pairs)
}

/// The texts of the rows of a bitext that is aligned already.
pub(crate) fn texts(bitext: &Bitext) -> Vec<(String, String)> {
    let alignment = Aligner::new().align(bitext);
    let export = Export::new(bitext, &alignment).with_code();
    let rows = export.rows();
    rows.map(|row| (row.source().into_owned(), row.target().into_owned()))
        .collect()
}

/// A bitext with confidences of its own for each pair, to four decimals.
#[cfg(feature = "exchange")]
pub(crate) fn with_confidences(bitext: Bitext) -> Bitext {
    let n_beads = bitext.known_beads().len();
    let confidences = (0..n_beads).map(|k| ((k * 1237) % 10_000) as f32 / 10_000.0);
    bitext.with_known_confidences(confidences.collect())
}

/// The confidences of the rows of a bitext that is aligned already, to four decimals.
#[cfg(feature = "exchange")]
pub(crate) fn confidences(bitext: &Bitext) -> Vec<String> {
    let alignment = Aligner::new().align(bitext);
    let beads = alignment.beads().iter();
    beads
        .map(|bead| format!("{:.4}", bead.confidence))
        .collect()
}
