//! How often each kanji is read how: names are divided among their kanji again and again, each time by what the
//! last division found (Viterbi training), so that readings no dictionary of kanji has are learned too.
//!
//! In: names. Out: counts. O(names · readings of a kanji), a few rounds.

use std::collections::HashMap;

use taiyaku::name::{romaji_key, romaji_key_kana};

use crate::names::Name;

/// Kanji that are read as one: one character, or two such as 大和 (yamato).
pub(crate) type Key = Vec<char>;
/// Kana to how often it was seen.
pub(crate) type Counts = HashMap<Vec<char>, f64>;

/// What the names taught.
#[derive(Default)]
pub(crate) struct Model {
    pub(crate) counts: HashMap<Key, Counts>,
    /// How often each key was met, however it was read.
    pub(crate) met: HashMap<Key, f64>,
    /// Family names of persons, and what places begin with: how many have them, however they are read.
    pub(crate) known: HashMap<Key, Counts>,
}

/// One way in which a reading is heard inside a name.
struct Form {
    kana: Vec<char>,
    base: Vec<char>,
    cost: f64,
    /// Only behind another kanji (voiced) or before one (clipped).
    is_voiced: bool,
    is_clipped: bool,
}

const ROUNDS: usize = 4;
/// What a reading that is not known costs, in nats, and each of its kana.
const UNKNOWN: f64 = 7.0;
const UNKNOWN_KANA: f64 = 1.0;
const LONGEST_UNKNOWN: usize = 4;
/// Voiced and clipped forms.
const CHANGED: f64 = 0.7;
/// A new reading must be seen so often, and be such a part of what its kanji is read.
const LEAST_SEEN: f64 = 3.0;
const LEAST_SHARE: f64 = 0.002;
/// Two kanji with a reading of their own must have it in so many names.
const LEAST_PAIR: f64 = 4.0;
/// Kanji of the longest name that is kept as a whole.
const LONGEST_KNOWN: usize = 3;

impl Model {
    /// Learns from names, beginning with the readings of a dictionary of kanji.
    pub(crate) fn of(names: &[&Name], dictionary: &HashMap<char, Vec<String>>) -> Model {
        let mut model = Model::default();
        for (&kanji, readings) in dictionary {
            let counts = readings
                .iter()
                .map(|kana| (kana.chars().collect(), 1.0))
                .collect();
            model.counts.insert(vec![kanji], counts);
            model.met.insert(vec![kanji], readings.len() as f64);
        }
        for round in 0..ROUNDS {
            model = model.again(names, round + 1 == ROUNDS);
            eprintln!("round {}: {} keys", round + 1, model.counts.len());
        }
        model
    }

    fn again(&self, names: &[&Name], is_last: bool) -> Model {
        let forms = self.forms();
        let mut next = Model::default();
        let mut pairs: HashMap<Key, Counts> = HashMap::new();
        for name in names {
            for pair in name.kanji.windows(2) {
                *next.met.entry(pair.to_vec()).or_default() += 1.0;
            }
            for kanji in &name.kanji {
                *next.met.entry(vec![*kanji]).or_default() += 1.0;
            }
            let parts = divide(name, &forms);
            if is_last {
                for (key, kana) in beginnings(name, &parts) {
                    *next.known.entry(key).or_default().entry(kana).or_default() += 1.0;
                }
            }
            let mut add = |key: &[char], kana: &[char]| {
                let counts = next.counts.entry(key.to_vec()).or_default();
                *counts.entry(kana.to_vec()).or_default() += 1.0;
            };
            for (k, part) in parts.iter().enumerate() {
                match &part.base {
                    Some(base) => add(&part.key, base),
                    None if is_last => {}
                    None => {
                        add(&part.key, &part.kana);
                        let around = [k.checked_sub(1).map(|k| [k, k + 1]), Some([k, k + 1])];
                        for [first, second] in around.into_iter().flatten() {
                            let Some(second) = parts.get(second) else {
                                continue;
                            };
                            let key = [&parts[first].key[..], &second.key].concat();
                            let kana = [&parts[first].kana[..], &second.kana].concat();
                            if key.len() == 2 {
                                *pairs.entry(key).or_default().entry(kana).or_default() += 1.0;
                            }
                        }
                    }
                }
            }
        }
        for (key, counts) in &mut next.counts {
            let known = self.counts.get(key);
            let total = next.met[key];
            counts.retain(|kana, count| {
                known.is_some_and(|known| known.contains_key(kana))
                    || (LEAST_SEEN <= *count && LEAST_SHARE * total <= *count)
            });
        }
        for (key, counts) in pairs {
            for (kana, count) in counts {
                if LEAST_PAIR <= count {
                    let known = next.counts.entry(key.clone()).or_default();
                    known.entry(kana).or_insert(count);
                }
            }
        }
        next.counts.retain(|_, counts| !counts.is_empty());
        next
    }

    fn forms(&self) -> HashMap<Key, Vec<Form>> {
        let of = |key: &Key, counts: &Counts| {
            let total = self.met[key].max(counts.values().sum::<f64>());
            let mut forms = Vec::new();
            for (base, count) in counts {
                let cost = -(count / total).ln();
                let mut add = |kana: &[char], cost: f64, is_voiced: bool, is_clipped: bool| {
                    forms.push(Form {
                        kana: kana.to_vec(),
                        base: base.clone(),
                        cost,
                        is_voiced,
                        is_clipped,
                    });
                };
                add(base, cost, false, false);
                let clipped = clipped(base);
                if let Some(clipped) = &clipped {
                    add(clipped, cost + CHANGED, false, true);
                }
                for first in changed(base[0]).chars() {
                    let mut kana = base.clone();
                    kana[0] = first;
                    add(&kana, cost + CHANGED, true, false);
                    if let Some(mut kana) = clipped.clone() {
                        kana[0] = first;
                        add(&kana, cost + 2.0 * CHANGED, true, true);
                    }
                }
            }
            forms.sort_by(|a, b| {
                a.cost
                    .total_cmp(&b.cost)
                    .then_with(|| (&a.kana, &a.base).cmp(&(&b.kana, &b.base)))
            });
            forms
        };
        self.counts
            .iter()
            .map(|(key, counts)| (key.clone(), of(key, counts)))
            .collect()
    }
}

/// What a first kana becomes inside a name.
fn changed(kana: char) -> &'static str {
    const FROM: &str = "かきくけこさしすせそたちつてとはひふへほ";
    const TO: [&str; 20] = [
        "が", "ぎ", "ぐ", "げ", "ご", "ざ", "じ", "ず", "ぜ", "ぞ", "だ", "じぢ", "ずづ", "で",
        "ど", "ばぱ", "びぴ", "ぶぷ", "べぺ", "ぼぽ",
    ];
    FROM.chars()
        .position(|from| from == kana)
        .map_or("", |at| TO[at])
}

/// The form before k, s, t or p: がく, がっ.
fn clipped(base: &[char]) -> Option<Vec<char>> {
    let (last, rest) = base.split_last()?;
    (matches!(last, 'つ' | 'ち' | 'く' | 'き') && !rest.is_empty())
        .then(|| [rest, &['っ']].concat())
}

/// The family name of a person; the first two and three kanji of a longer place, each with its kana.
fn beginnings(name: &Name, parts: &[Part]) -> Vec<(Key, Vec<char>)> {
    let mut found = Vec::new();
    let (mut key, mut kana): (Key, Vec<char>) = Default::default();
    let is_person = name.is_of("h");
    let family = name.latin.split(' ').next().and_then(romaji_key);
    for part in parts.iter().take(parts.len().saturating_sub(1)) {
        key.extend(&part.key);
        kana.extend(&part.kana);
        let is_known = match is_person {
            true => family.is_some() && romaji_key_kana(&kana.iter().collect::<String>()) == family,
            false => ["p", "st", "o"].iter().any(|kind| name.is_of(kind)) && 1 < key.len(),
        };
        if is_known && key.len() <= LONGEST_KNOWN {
            found.push((key.clone(), kana.clone()));
        }
    }
    found
}

/// A piece of a name.
pub(crate) struct Part {
    key: Key,
    kana: Vec<char>,
    /// The reading it is a form of, if that is known.
    base: Option<Vec<char>>,
}

/// The kanji and the kana before a piece, and the reading that the piece is a form of, if that is known.
type Step<'a> = (usize, usize, Option<&'a Vec<char>>);

/// Divides a reading among the kanji in the cheapest way; nothing if there is none.
fn divide(name: &Name, forms: &HashMap<Key, Vec<Form>>) -> Vec<Part> {
    let (n, m) = (name.kanji.len(), name.reading.len());
    let mut best = vec![vec![f64::INFINITY; m + 1]; n + 1];
    let mut from: Vec<Vec<Option<Step<'_>>>> = vec![vec![None; m + 1]; n + 1];
    best[0][0] = 0.0;
    let begins = |at: usize| {
        name.reading
            .get(at)
            .is_none_or(|kana| !"んっゃゅょぁぃぅぇぉ".contains(*kana))
    };
    for k in 0..n {
        let of = |size: usize| name.kanji.get(k..k + size).and_then(|key| forms.get(key));
        let known = [of(1), of(2)];
        for at in 0..m {
            if best[k][at].is_infinite() {
                continue;
            }
            let so_far = best[k][at];
            let mut offer = |size: usize, length: usize, cost: f64, base| {
                let (k, at, before) = (k + size, at + length, (k, at, base));
                if at <= m && so_far + cost < best[k][at] && begins(at) {
                    best[k][at] = so_far + cost;
                    from[k][at] = Some(before);
                }
            };
            for (size, forms) in (1..)
                .zip(known)
                .filter_map(|(size, forms)| Some((size, forms?)))
            {
                for form in forms {
                    let fits = (k != 0 || !form.is_voiced) && (k + size != n || !form.is_clipped);
                    if fits && name.reading[at..].starts_with(&form.kana) {
                        offer(size, form.kana.len(), form.cost, Some(&form.base));
                    }
                }
            }
            for length in 1..=LONGEST_UNKNOWN {
                offer(1, length, UNKNOWN + UNKNOWN_KANA * length as f64, None);
            }
        }
    }
    let mut parts = Vec::new();
    let (mut k, mut at) = (n, m);
    while let Some((before, start, base)) = from[k][at] {
        parts.push(Part {
            key: name.kanji[before..k].to_vec(),
            kana: name.reading[start..at].to_vec(),
            base: base.cloned(),
        });
        (k, at) = (before, start);
    }
    parts.reverse();
    parts
}
