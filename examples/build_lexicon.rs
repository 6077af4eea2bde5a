//! Derives `data/lexicon.tsv` from EDICT: `build_lexicon /usr/share/edict/edict > data/lexicon.tsv`.
//!
//! In: EDICT in EUC-JP, as Debian's package `edict` installs it. Out: sorted lines `key TAB stem stem …`:
//! common entries, the inflection stems of verbs and adjectives as keys of their own, at most six English
//! stems a key, no hiragana key shorter than three.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;

use taiyaku::anchor::lexicon::{gloss_stems, is_useful_key};
use taiyaku::anchor::word::Stemmer;

const MOST_STEMS: usize = 6;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: build_lexicon EDICT > data/lexicon.tsv")?;
    let bytes = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
    let (text, _, broken) = encoding_rs::EUC_JP.decode(&bytes);
    if broken {
        return Err(format!("{path}: not EUC-JP").into());
    }
    let mut stemmer = Stemmer::new();
    let mut lexicon: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines().filter(|line| line.contains("(P)")) {
        add(line, &mut stemmer, &mut lexicon);
    }
    let mut out = std::io::stdout().lock();
    for (key, stems) in lexicon {
        writeln!(out, "{key}\t{}", stems.join(" "))?;
    }
    Ok(())
}

fn add(line: &str, stemmer: &mut Stemmer, lexicon: &mut BTreeMap<String, Vec<String>>) {
    let Some((head, body)) = line.split_once(" /") else {
        return;
    };
    let (written, read) = match head.split_once(" [") {
        Some((written, read)) => (written, read.trim_end_matches(']')),
        None => (head, ""),
    };
    let usually_kana = body.contains("(uk)");
    let glosses: Vec<&str> = body
        .split('/')
        .filter(|g| !g.starts_with("EntL") && *g != "(P)")
        .collect();
    let stems = gloss_stems(&glosses.join(" ; "), stemmer);
    let any_marked = head.contains("(P)");
    let forms = written.split(';').chain(
        read.split(';')
            .filter(|form| usually_kana || is_katakana(form)),
    );
    for form in forms.filter(|form| !any_marked || form.contains("(P)")) {
        let form = form.split('(').next().unwrap_or(form);
        for key in std::iter::once(form.to_owned()).chain(inflections(form, body)) {
            if !is_useful_key(&key) {
                continue;
            }
            let known = lexicon.entry(key).or_default();
            for stem in &stems {
                if known.len() < MOST_STEMS && !known.contains(stem) {
                    known.push(stem.clone());
                }
            }
        }
    }
    lexicon.retain(|_, stems| !stems.is_empty());
}

fn is_katakana(form: &str) -> bool {
    form.chars()
        .all(|c| ('\u{30a1}'..='\u{30ff}').contains(&c) || c.is_ascii_punctuation() || c == 'P')
}

/// The stems to which endings are added, by EDICT's part of speech.
fn inflections(form: &str, body: &str) -> Vec<String> {
    let Some(last) = form.chars().next_back() else {
        return Vec::new();
    };
    let stem = &form[..form.len() - last.len_utf8()];
    let endings: &[&str] = if body.contains("v1") {
        &[""]
    } else if body.contains("adj-i") {
        &["く", "か", "け", "さ"]
    } else if body.contains("v5") {
        match last {
            'う' => &["わ", "い", "え", "お", "っ"],
            'く' => &["か", "き", "け", "こ", "い", "っ"],
            'ぐ' => &["が", "ぎ", "げ", "ご", "い"],
            'す' => &["さ", "し", "せ", "そ"],
            'つ' => &["た", "ち", "て", "と", "っ"],
            'ぬ' => &["な", "に", "ね", "の", "ん"],
            'ぶ' => &["ば", "び", "べ", "ぼ", "ん"],
            'む' => &["ま", "み", "め", "も", "ん"],
            'る' => &["ら", "り", "れ", "ろ", "っ"],
            _ => &[],
        }
    } else {
        &[]
    };
    endings
        .iter()
        .map(|ending| format!("{stem}{ending}"))
        .collect()
}
