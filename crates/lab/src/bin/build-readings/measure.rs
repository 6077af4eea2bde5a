//! How many names a table made from one half of them finds of the other half, and how many by mistake.
//!
//! In: names, and EDICT for words that are no names. Out: a table by threshold. O(names · sample).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, BufRead};

use taiyaku::name::{ReadingIndex, ReadingMatch, Readings, read_as, romaji_key_kana};
use taiyaku::text::Span;
use taiyaku::text::script::{Class, class};

use crate::names::Name;
use crate::table;
use crate::train::Model;

const THRESHOLDS: [f32; 12] = [
    0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0,
];
/// Names of a kind that are looked for, words of the index, and kanji strings against which it is held.
const SAMPLE: usize = 4000;
const WORDS: usize = 300;

pub(crate) fn halves(
    names: &[Name],
    dictionary: &HashMap<char, Vec<String>>,
    edict: impl BufRead,
    texts: &[String],
) -> io::Result<()> {
    let half = |name: &&Name| hash(&name.kanji).is_multiple_of(2);
    let (train, mut test): (Vec<&Name>, Vec<&Name>) = names.iter().partition(half);
    let table = table::of(&Model::of(&train, dictionary));
    let readings = Readings::from_text(&table).map_err(io::Error::other)?;
    println!("{} keys, {} bytes", readings.len(), table.len());
    test.sort_by_key(|name| hash(&name.kanji));
    print!("{:<28}", "threshold");
    THRESHOLDS.iter().for_each(|least| print!("{least:>7}"));
    println!();
    found(&readings, &test);
    let words: BTreeSet<String> = test
        .iter()
        .filter(|name| name.is_of("s") || name.is_of("p"))
        .map(|name| romaji(&name.reading))
        .filter(|word| (3..=12).contains(&word.len()))
        .take(WORDS)
        .collect();
    let index = ReadingIndex::new(words.iter().map(String::as_str));
    let common = common_words(edict)?;
    let kanji = test
        .iter()
        .map(|name| name.kanji.iter().collect())
        .take(5 * SAMPLE)
        .collect();
    for (label, others) in [("names", kanji), ("common words", common)] {
        by_mistake(label, &readings, &index, words.len(), &others);
    }
    in_texts(&readings, &index, words.len(), texts);
    Ok(())
}

/// How many names are found.
fn found(readings: &Readings, names: &[&Name]) {
    for (label, kind) in [
        ("surnames (s) found, %", "s"),
        ("places (p) found, %", "p"),
        ("given (m) found, %", "m"),
        ("given (f) found, %", "f"),
        ("persons (h) as one, %", "h"),
    ] {
        let of_kind = names.iter().filter(|name| name.is_of(kind)).take(SAMPLE);
        let scores: Vec<f32> = of_kind.map(|name| score(readings, name)).collect();
        show(label, &scores, 100.0 / scores.len() as f32);
    }
    let persons = names.iter().filter(|name| name.is_of("h")).take(SAMPLE);
    let parts: Vec<[f32; 2]> = persons.filter_map(|name| parts(readings, name)).collect();
    for (label, part) in [
        ("family names of persons, %", 0),
        ("their given names, %", 1),
    ] {
        let scores: Vec<f32> = parts.iter().map(|scores| scores[part]).collect();
        show(label, &scores, 100.0 / scores.len() as f32);
    }
}

/// How many pairs of a word and of kanji drawn at random are taken for a name, homophones among them.
fn by_mistake(
    label: &str,
    readings: &Readings,
    index: &ReadingIndex,
    n_words: usize,
    others: &BTreeSet<String>,
) {
    let (mut scores, mut found) = (Vec::new(), Vec::new());
    for text in others {
        found.clear();
        index.candidates(readings, text, &mut found);
        scores.extend(found.iter().map(|m: &ReadingMatch| m.score));
    }
    let pairs = others.len() as f32 * n_words as f32;
    show(&format!("{label}, false per million"), &scores, 1e6 / pairs);
}

/// How a piece lies to the words of the dictionary that it overlaps.
fn place(piece: Span, words: &[Span]) -> &'static str {
    let within = |inner: Span, outer: Span| outer.start <= inner.start && inner.end <= outer.end;
    match words {
        [] => "apart from words",
        [one] if *one == piece => "is a word",
        [one] if within(piece, *one) => "part of a word",
        all if all.iter().all(|word| within(*word, piece)) => "holds words",
        _ => "across words",
    }
}

/// Matches in texts that hold none of the words, by how they lie to the words of the dictionary.
fn in_texts(readings: &Readings, index: &ReadingIndex, n_words: usize, texts: &[String]) {
    let lexicon = taiyaku::Lexicon::embedded();
    let mut by_place: BTreeMap<(usize, &str), Vec<f32>> = BTreeMap::new();
    let (mut found, mut matches) = (Vec::new(), Vec::new());
    let mut n_kanji = 0;
    for line in texts.iter().flat_map(|text| text.lines()) {
        n_kanji += line.chars().filter(|&c| class(c) == Class::Kanji).count();
        found.clear();
        matches.clear();
        index.candidates(readings, line, &mut found);
        lexicon.matches(line, &mut matches);
        for m in &found {
            let over = |word: &Span| word.start < m.span.end && m.span.start < word.end;
            let is_long = |word: &Span| word.of(line).chars().nth(1).is_some();
            let words: Vec<Span> = matches
                .iter()
                .map(|word| word.span)
                .filter(over)
                .filter(is_long)
                .collect();
            let size = m.span.of(line).chars().count().min(3);
            by_place
                .entry((size, place(m.span, &words)))
                .or_default()
                .push(m.score);
        }
    }
    println!(
        "{n_kanji} kanji of texts; matches of 100 words in 10,000 kanji, by kanji of the piece"
    );
    for ((size, place), scores) in by_place {
        let scale = 1e4 / n_kanji.max(1) as f32 * 100.0 / n_words as f32;
        show(&format!("{size} {place}"), &scores, scale);
    }
}

fn score(readings: &Readings, name: &Name) -> f32 {
    let kanji: String = name.kanji.iter().collect();
    read_as(readings, &kanji, &romaji(&name.reading)).unwrap_or(-1.0)
}

/// What the family and the given name of a person are worth where the kanji divide best.
fn parts(readings: &Readings, name: &Name) -> Option<[f32; 2]> {
    let (family, given) = name.latin.split_once(' ')?;
    let kanji: String = name.kanji.iter().collect();
    let divided = kanji.char_indices().skip(1).map(|(at, _)| {
        let score = |kanji, romaji| read_as(readings, kanji, romaji).unwrap_or(-10.0);
        [score(&kanji[..at], family), score(&kanji[at..], given)]
    });
    divided.max_by(|one, other| (one[0] + one[1]).total_cmp(&(other[0] + other[1])))
}

fn show(label: &str, scores: &[f32], scale: f32) {
    print!("{label:<28}");
    for least in THRESHOLDS {
        let n = scores.iter().filter(|score| least <= **score).count();
        print!("{:>7.2}", n as f32 * scale);
    }
    println!();
}

/// A spelling of a reading in Latin letters.
fn romaji(reading: &[char]) -> String {
    let kana: String = reading.iter().collect();
    let key = romaji_key_kana(&kana);
    key.map_or(String::new(), |key| key.as_str().to_owned())
}

/// Words of EDICT that are marked as common and are all kanji.
fn common_words(edict: impl BufRead) -> io::Result<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    for line in edict.lines() {
        let line = line?;
        let word = line.split(' ').next().unwrap_or_default();
        if line.ends_with("/(P)/") && word.chars().all(|c| class(c) == Class::Kanji) {
            words.insert(word.to_owned());
        }
    }
    Ok(words)
}

/// FNV-1a, so that the halves are the same everywhere.
fn hash(kanji: &[char]) -> u64 {
    let bytes = kanji.iter().flat_map(|&c| (c as u32).to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}
