//! ENAMDICT and KANJIDIC → names with their readings, and the readings that each kanji may have.
//!
//! In: the files in UTF-8. Out: kanji and hiragana, as characters. O(bytes).

use std::collections::HashMap;
use std::io::{self, BufRead};

use taiyaku::text::script::{Class, class, hiragana};

/// A name in kanji and how it is read.
pub(crate) struct Name {
    pub(crate) kanji: Vec<char>,
    /// In hiragana.
    pub(crate) reading: Vec<char>,
    /// What kinds of name it is, as ENAMDICT marks them: s a surname, p a place, h a person in full …
    pub(crate) kinds: String,
    /// What ENAMDICT writes in Latin letters, without its remarks in brackets.
    pub(crate) latin: String,
}

/// Kinds of names whose readings are those that texts have: unclassified ones (u) are mostly invented.
const KINDS: [&str; 9] = ["s", "p", "m", "f", "g", "h", "st", "o", "wk"];

/// Longest name that is taken, in kanji and in kana: longer ones are phrases.
const LONGEST: (usize, usize) = (6, 16);

impl Name {
    pub(crate) fn is_of(&self, kind: &str) -> bool {
        self.kinds.split(',').any(|own| own == kind)
    }

    /// Reads a line, `渋谷 [しぶや] /(p,s) Shibuya/`; none if it is not all kanji, or of no kind that counts.
    pub(crate) fn of_line(line: &str) -> Option<Name> {
        let (head, body) = line.split_once(" /(")?;
        let (kanji, reading) = head.split_once(" [")?;
        let (kinds, gloss) = body.split_once(')')?;
        let mut characters: Vec<char> = Vec::new();
        for character in kanji.chars() {
            match (character, characters.last()) {
                ('々', Some(&last)) => characters.push(last),
                _ if class(character) == Class::Kanji => characters.push(character),
                _ => return None,
            }
        }
        let name = Name {
            kanji: characters,
            reading: reading.strip_suffix(']')?.chars().map(hiragana).collect(),
            kinds: kinds.to_owned(),
            latin: gloss
                .split(['/', '('])
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned(),
        };
        let is_kana = name
            .reading
            .iter()
            .all(|&kana| class(kana) == Class::Hiragana);
        let is_long = LONGEST.0 < name.kanji.len() || LONGEST.1 < name.reading.len();
        let counts = KINDS.iter().any(|kind| name.is_of(kind));
        (is_kana && !is_long && counts && !name.reading.is_empty()).then_some(name)
    }
}

pub(crate) fn read_names(reader: impl BufRead) -> io::Result<Vec<Name>> {
    let mut names = Vec::new();
    for line in reader.lines() {
        names.extend(Name::of_line(&line?));
    }
    Ok(names)
}

/// The readings of KANJIDIC, on, kun and nanori, in hiragana; kun without and with their okurigana.
pub(crate) fn read_kanjidic(reader: impl BufRead) -> io::Result<HashMap<char, Vec<String>>> {
    let mut all = HashMap::new();
    for line in reader.lines() {
        let line = line?;
        let Some(kanji) = line.chars().next().filter(|&c| class(c) == Class::Kanji) else {
            continue;
        };
        let fields = line.split(' ').skip(1);
        // After T2 come the names of the kanji as a radical.
        let fields = fields.take_while(|field| *field != "T2" && !field.starts_with('{'));
        let mut readings: Vec<String> = Vec::new();
        for field in fields.map(|field| field.trim_matches('-')) {
            let kana: String = field.chars().filter(|&c| c != '.').map(hiragana).collect();
            if kana.is_empty() || !kana.chars().all(|c| class(c) == Class::Hiragana) {
                continue;
            }
            readings.extend(field.split_once('.').map(|stem| stem.0.to_owned()));
            readings.push(kana);
        }
        readings.sort();
        readings.dedup();
        all.insert(kanji, readings);
    }
    Ok(all)
}
