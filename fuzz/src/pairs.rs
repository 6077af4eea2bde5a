//! [`pairs_of`] and [`bitext_of`]: pairs of texts as a bitext whose beads are known.
//!
//! In: an [`Input`] whose fields are a source, its translation, the next source, and so on. Out: the pairs, and their bitext. O(bytes).

use taiyaku::format::{Export, json_lines};
use taiyaku::{Alignment, Bitext};

use crate::input::{Input, aligner};

/// The most pairs, and the longest text of a pair, in bytes.
const MOST: usize = 8;
const LONGEST: usize = 240;

/// The pairs of an input from a field on, each with a letter on both sides.
#[must_use]
pub fn pairs_of(input: &Input<'_>, first: usize) -> Vec<(String, String)> {
    let n_pairs = input
        .n_fields()
        .saturating_sub(first)
        .div_ceil(2)
        .clamp(1, MOST);
    let pair = |k: usize| {
        let [source, target] =
            [0, 1].map(|side| input.text(first + 2 * k + side, LONGEST).into_owned());
        (format!("Rain {source}"), format!("雨{target}"))
    };
    (0..n_pairs).map(pair).collect()
}

/// The bitext of pairs, each a known bead: JSON Lines keep every character.
#[must_use]
pub fn bitext_of(pairs: &[(String, String)]) -> Bitext {
    let line = |(source, target): &(String, String)| {
        serde_json::json!({"source": source, "target": target}).to_string()
    };
    let lines: Vec<String> = pairs.iter().map(line).collect();
    json_lines::read_pairs(&lines.join("\n")).expect("pairs with letters")
}

/// The alignment of a bitext whose beads are known.
#[must_use]
pub fn alignment_of(bitext: &Bitext) -> Alignment {
    aligner().align(bitext)
}

/// The texts of the rows of an export.
#[must_use]
pub fn texts(bitext: &Bitext) -> Vec<(String, String)> {
    let alignment = alignment_of(bitext);
    let export = Export::new(bitext, &alignment).with_code();
    let rows = export.rows();
    rows.map(|row| (row.source().into_owned(), row.target().into_owned()))
        .collect()
}
