//! Counts → the lines of the table: each kanji's readings in Kunrei letters with what meeting them is worth.
//!
//! In: a [`Model`]. Out: text. O(readings).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use taiyaku::name::{Readings, read_as, romaji_key_kana};

use crate::train::{Counts, Model};

/// Kanji seen less often than this in names have no line.
const LEAST_MET: f64 = 8.0;
/// Readings seen less often, or a smaller part of what the kanji is read, are left out.
const LEAST_SEEN: f64 = 2.0;
const LEAST_SHARE: f64 = 0.01;
const MOST_READINGS: usize = 12;
/// A reading that is seen less often, or is a smaller part of what its kanji is read, is worth no more than this: too
/// little for the kanji alone to be a name.
const LEAST_ALONE: f64 = 10.0;
const LEAST_ALONE_SHARE: f64 = 0.4;
const MOST_IN_COMPANY: f64 = 7.6;
/// A pair of kanji must be read so in so many names.
const LEAST_PAIR: f64 = 5.0;
/// What a reading's own frequency weighs against that of its letters: so many sightings.
const PRIOR: f64 = 20.0;
/// Nats a letter of the scale of worths.
const STEP: f64 = 0.4;
/// Well-known names: so many persons or places have them, they are read so in such a part of them, and meeting one
/// is worth so many nats, before what the reading's share takes off.
const LEAST_KNOWN: f64 = 6.0;
const LEAST_KNOWN_SHARE: f64 = 0.1;
const KNOWN: f64 = 9.0;

type Keys = BTreeMap<String, f64>;

/// The table: single kanji, pairs read as one, and well-known names whose kanji alone would not tell them.
pub(crate) fn of(model: &Model) -> String {
    let base = of_kanji(model);
    let readings = Readings::from_text(&base).expect("a table of the form that is read");
    let mut lines: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    for (key, counts) in &model.known {
        let kanji: String = key.iter().collect();
        let total: f64 = counts.values().sum();
        for (letters, count) in keys_of(counts) {
            let worth = KNOWN + (count / total).ln();
            let spelled = read_as(&readings, &kanji, &letters).map_or(0.0, f64::from);
            if LEAST_KNOWN <= count && LEAST_KNOWN_SHARE * total <= count && spelled + STEP < worth
            {
                lines
                    .entry(kanji.clone())
                    .or_default()
                    .insert(letters, worth);
            }
        }
    }
    let mut merged: BTreeMap<&str, String> = base
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(k, r)| (k, r.to_owned()))
        .collect();
    for (kanji, known) in &lines {
        let line = merged.entry(kanji).or_default();
        for (letters, worth) in known {
            let others = line.split_inclusive(|c: char| c.is_ascii_uppercase());
            let others: String = others.filter(|r| r[..r.len() - 1] != **letters).collect();
            *line = format!("{letters}{}{others}", worth_letter(*worth));
        }
    }
    merged
        .iter()
        .map(|(kanji, readings)| format!("{kanji}\t{readings}\n"))
        .collect()
}

/// The keys of well-known names.
pub(crate) fn known_keys(model: &Model) -> BTreeSet<String> {
    let all = model.known.values().flat_map(keys_of);
    all.filter(|(_, count)| LEAST_KNOWN <= *count)
        .map(|(letters, _)| letters)
        .collect()
}

fn worth_letter(worth: f64) -> char {
    char::from(b'A' + (worth / STEP).round().clamp(0.0, 25.0) as u8)
}

fn keys_of(counts: &Counts) -> Keys {
    let mut keys = Keys::new();
    for (kana, count) in counts {
        let kana: String = kana.iter().collect();
        if let Some(letters) = romaji_key_kana(&kana) {
            *keys.entry(letters.as_str().to_owned()).or_default() += count;
        }
    }
    keys
}

fn of_kanji(model: &Model) -> String {
    let mut by_key: BTreeMap<String, (bool, f64, Keys)> = BTreeMap::new();
    for (key, counts) in &model.counts {
        let line = (1 < key.len(), model.met[key], keys_of(counts));
        by_key.insert(key.iter().collect(), line);
    }
    let chance = Chance::of(by_key.values().filter(|line| !line.0).map(|line| &line.2));
    let mut text = String::new();
    for (key, (is_pair, met, keys)) in &by_key {
        let (least_met, least_seen) = if *is_pair {
            (LEAST_PAIR, LEAST_PAIR)
        } else {
            (LEAST_MET, LEAST_SEEN)
        };
        if *met < least_met {
            continue;
        }
        let mut kept: Vec<(&String, f64)> = keys
            .iter()
            .filter(|(_, count)| least_seen <= **count && LEAST_SHARE * met <= **count)
            .map(|(letters, count)| (letters, *count))
            .collect();
        kept.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
        kept.truncate(MOST_READINGS);
        if kept.is_empty() {
            continue;
        }
        text.push_str(key);
        text.push('\t');
        let is_single = key.chars().nth(1).is_none();
        for (letters, count) in kept {
            let mut worth = (count / met / chance.of_reading(letters)).ln();
            if is_single && (count < LEAST_ALONE || count / met < LEAST_ALONE_SHARE) {
                worth = worth.min(MOST_IN_COMPANY);
            }
            text.push_str(letters);
            text.push(worth_letter(worth));
        }
        text.push('\n');
    }
    text
}

/// How often a reading is met, whatever the kanji.
struct Chance {
    counts: HashMap<String, f64>,
    total: f64,
    letters: HashMap<char, f64>,
}

impl Chance {
    fn of<'a>(all: impl Iterator<Item = &'a Keys>) -> Chance {
        let mut chance = Chance {
            counts: HashMap::new(),
            total: 0.0,
            letters: HashMap::new(),
        };
        let mut n_letters = 0.0;
        for (letters, count) in all.flatten() {
            *chance.counts.entry(letters.clone()).or_default() += count;
            chance.total += count;
            for letter in letters.chars().chain([' ']) {
                *chance.letters.entry(letter).or_default() += count;
                n_letters += count;
            }
        }
        chance
            .letters
            .values_mut()
            .for_each(|count| *count /= n_letters);
        chance
    }

    fn of_reading(&self, letters: &str) -> f64 {
        let spelled: f64 = letters
            .chars()
            .chain([' '])
            .map(|letter| self.letters[&letter])
            .product();
        let seen = self.counts.get(letters).copied().unwrap_or(0.0);
        (seen + PRIOR * spelled) / (self.total + PRIOR)
    }
}
