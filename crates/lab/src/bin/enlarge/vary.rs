//! Other numbers and other names, the same on both sides of a bead and all through a chapter.

use std::collections::BTreeMap;

use crate::{Bead, Piece, Random};

/// Letters of a Latin word that is taken for a name.
const SHORTEST_NAME: usize = 4;

/// What the present chapter writes for a number or a name.
#[derive(Default)]
pub(crate) struct Variation {
    known: BTreeMap<String, String>,
}

impl Variation {
    /// Changes what both sides write alike: ASCII numbers, and Latin words with a capital.
    pub(crate) fn vary(&mut self, bead: &mut Bead, random: &mut Random) {
        let shared: Vec<String> = bead
            .source
            .iter()
            .flat_map(|piece| words(&piece.text))
            .filter(|word| is_number(word) || is_name(word))
            .filter(|word| {
                bead.target
                    .iter()
                    .any(|p| words(&p.text).any(|other| other == *word))
            })
            .map(str::to_owned)
            .collect();
        for word in &shared {
            if !self.known.contains_key(word) {
                let other = if is_number(word) {
                    number(word, random)
                } else {
                    name(random)
                };
                self.known.insert(word.clone(), other);
            }
        }
        if !shared.is_empty() {
            for piece in bead.source.iter_mut().chain(&mut bead.target) {
                self.rewrite(piece, &shared);
            }
        }
    }

    fn rewrite(&self, piece: &mut Piece, shared: &[String]) {
        let mut text = String::with_capacity(piece.text.len());
        let mut at = 0;
        for word in words(&piece.text) {
            let start = word.as_ptr() as usize - piece.text.as_ptr() as usize;
            text.push_str(&piece.text[at..start]);
            let known = shared
                .iter()
                .find(|s| *s == word)
                .and_then(|s| self.known.get(s));
            text.push_str(known.map_or(word, String::as_str));
            at = start + word.len();
        }
        text.push_str(&piece.text[at..]);
        piece.text = text;
    }
}

/// Runs of ASCII letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit()) && word.len() < 5
}

fn is_name(word: &str) -> bool {
    word.len() >= SHORTEST_NAME
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Another number of as many digits, so that a year stays a year.
fn number(word: &str, random: &mut Random) -> String {
    let digits: Vec<u8> = word
        .bytes()
        .enumerate()
        .map(|(k, digit)| match (k, digit) {
            (0, b'0' | b'1' | b'2') => digit,
            (0, _) => b'3' + random.below(7) as u8,
            _ => b'0' + random.below(10) as u8,
        })
        .collect();
    digits.into_iter().map(char::from).collect()
}

fn name(random: &mut Random) -> String {
    let mut name = String::new();
    for k in 0..2 + random.below(2) {
        let consonant = b"bdfghklmnprstvz"[random.below(15)];
        let vowel = b"aeiou"[random.below(5)];
        name.push(char::from(if k == 0 {
            consonant.to_ascii_uppercase()
        } else {
            consonant
        }));
        name.push(char::from(vowel));
    }
    name.push(char::from(b"lnrst"[random.below(5)]));
    name
}
