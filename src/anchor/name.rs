//! Katakana against English by sound.
//!
//! In: a katakana run and an English word. Out: how likely one is the other's sound. Both are folded to the few
//! sounds that survive the way into Japanese (l and r are one, v and b, th and s …); their consonants alone are
//! the [`SoundKey`] by which candidates are found, and a weighted edit distance over consonants and vowels
//! judges them. A [`SoundIndex`] over the distinct words of a document finds the partners of a katakana run in
//! O(its length); one comparison is O(length²) on words, which are short.

use rustc_hash::FxHashMap;

use crate::anchor::word::fold;
use crate::text::Span;
use crate::text::script::{Class, class, fold_width, katakana};

/// Longest word, in sounds, that is compared; a longer one is cut.
const LONGEST_WORD: usize = 40;

/// The consonants of a word as they are heard in Japanese, with an `a` for a vowel at its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SoundKey(String);

impl SoundKey {
    /// The letters of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The key of an English word; letters outside ASCII count without their accents, other characters not at all.
pub fn sound_key_english(word: &str) -> SoundKey {
    key_of(&english_sounds(&fold(word), Reading::Usual))
}

/// The key of a word in katakana (or hiragana, of either width); other characters do not count.
pub fn sound_key_katakana(word: &str) -> SoundKey {
    key_of(&katakana_sounds(word))
}

/// How likely the katakana is the English word by its sound, 0..1, or none if they are too far apart.
/// A plural s of the English need not be heard.
pub fn sounds_alike(english: &str, katakana: &str) -> Option<f32> {
    let heard = katakana_sounds(katakana);
    let score = readings(english)
        .iter()
        .map(|sounds| likeness(sounds, &heard))
        .fold(0.0, f32::max);
    (LEAST_SCORE <= score).then_some(score)
}

/// An English word that may be what a katakana run says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The number of the word: its place among the words the index was made of.
    pub word: u32,
    /// How likely the sounds are the same word, 0..1.
    pub score: f32,
}

/// A piece of a katakana run and the English words that it may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Where the piece stands in the run, in bytes.
    pub span: Span,
    /// The words, best first; never empty.
    pub candidates: Vec<Candidate>,
}

/// The distinct English words of a document, found by sound.
#[derive(Debug, Clone, Default)]
pub struct SoundIndex {
    /// The readings of all words.
    readings: Vec<IndexedReading>,
    /// Every key, and every key with one letter left out, to the readings that have it.
    by_key: FxHashMap<String, Vec<u32>>,
}

#[derive(Debug, Clone)]
struct IndexedReading {
    word: u32,
    sounds: Vec<u8>,
}

impl SoundIndex {
    /// An index over words, which are numbered as they come. O(letters · letters of a word).
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut index = SoundIndex::default();
        for (number, word) in words.into_iter().enumerate() {
            for sounds in readings(word) {
                let key = key_of(&sounds).0;
                if key.is_empty() {
                    continue;
                }
                let reading = index.readings.len() as u32;
                index.readings.push(IndexedReading {
                    word: number as u32,
                    sounds,
                });
                for variant in variants(&key) {
                    index.by_key.entry(variant).or_default().push(reading);
                }
            }
        }
        index
    }

    /// Writes into `out` the words that a katakana run as a whole may be, best first, words of equal score in
    /// the order of their numbers.
    pub fn candidates(&self, run: &str, out: &mut Vec<Candidate>) {
        out.clear();
        let heard = katakana_sounds(run);
        let key = key_of(&heard).0;
        if key.is_empty() {
            return;
        }
        let mut met: Vec<u32> = Vec::new();
        for variant in variants(&key) {
            if let Some(readings) = self.by_key.get(&variant) {
                met.extend(readings.iter().take(MOST_OF_A_KEY));
            }
        }
        met.sort_unstable();
        met.dedup();
        for reading in met {
            let IndexedReading { word, ref sounds } = self.readings[reading as usize];
            let score = likeness(sounds, &heard);
            if score < LEAST_SCORE {
                continue;
            }
            match out.iter_mut().find(|candidate| candidate.word == word) {
                Some(candidate) => candidate.score = f32::max(candidate.score, score),
                None => out.push(Candidate { word, score }),
            }
        }
        out.sort_by(|one, other| {
            other
                .score
                .total_cmp(&one.score)
                .then(one.word.cmp(&other.word))
        });
        out.truncate(MOST_CANDIDATES);
    }

    /// Divides a katakana run (like システムカード) into pieces that are words of the document, so that as much
    /// of the run as possible is explained by as few words as possible. ・ ＝ and = always divide. Pieces that are
    /// no word of the document are left out. O(characters · longest piece).
    pub fn pieces(&self, run: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for (end, divider) in run
            .char_indices()
            .filter(|(_, character)| is_divider(*character))
        {
            self.divide(&run[start..end], start, &mut pieces);
            start = end + divider.len_utf8();
        }
        self.divide(&run[start..], start, &mut pieces);
        pieces
    }

    /// The best division of a run without dividers, by the best explained length up to each character.
    fn divide(&self, run: &str, offset: usize, pieces: &mut Vec<Piece>) {
        let mut bounds: Vec<usize> = run.char_indices().map(|(byte, _)| byte).collect();
        bounds.push(run.len());
        let n = bounds.len() - 1;
        let mut best = vec![0.0_f32; n + 1];
        let mut from: Vec<Option<(usize, Vec<Candidate>)>> = vec![None; n + 1];
        let mut found = Vec::new();
        for end in 1..=n {
            best[end] = best[end - 1];
            let first = end.saturating_sub(LONGEST_PIECE);
            for start in first..end {
                let length = end - start;
                let is_whole = length == n;
                if length < SHORTEST_PIECE && !is_whole || !is_cut(run, bounds[end]) {
                    continue;
                }
                if !is_cut(run, bounds[start]) {
                    continue;
                }
                self.candidates(&run[bounds[start]..bounds[end]], &mut found);
                let Some(top) = found.first() else { continue };
                if !is_whole && top.score < LEAST_SCORE_OF_A_PIECE {
                    continue;
                }
                let gain = best[start] + top.score * length as f32 - COST_OF_A_PIECE;
                if best[end] < gain || (is_whole && best[end] <= gain) {
                    best[end] = gain;
                    from[end] = Some((start, found.clone()));
                }
            }
        }
        let first_new = pieces.len();
        let mut end = n;
        while 0 < end {
            match from[end].take() {
                Some((start, candidates)) => {
                    let span = Span::new(offset + bounds[start], offset + bounds[end]);
                    pieces.push(Piece { span, candidates });
                    end = start;
                }
                None => end -= 1,
            }
        }
        pieces[first_new..].reverse();
    }
}

/// Scores below this are not worth a look.
const LEAST_SCORE: f32 = 0.2;

/// What a piece of a longer run must reach.
const LEAST_SCORE_OF_A_PIECE: f32 = 0.5;

/// Kana of the shortest and the longest piece of a run that is tried.
const SHORTEST_PIECE: usize = 3;
const LONGEST_PIECE: usize = 12;

/// What one more piece costs, in kana explained.
const COST_OF_A_PIECE: f32 = 0.5;

/// Candidates given back at most.
const MOST_CANDIDATES: usize = 8;

/// Readings of one key that are tried at most: a bound on the work when a hostile text repeats one skeleton.
const MOST_OF_A_KEY: usize = 64;

fn is_divider(character: char) -> bool {
    matches!(
        character,
        '・' | '･' | '＝' | '=' | '゠' | '‐' | '-' | '　' | ' '
    )
}

/// Whether a word may begin at this byte of a katakana run: not before a small kana, ー or ン.
fn is_cut(run: &str, byte: usize) -> bool {
    run[byte..]
        .chars()
        .next()
        .is_none_or(|next| !"ァィゥェォッャュョヮーンァｨｩｪｫｯｬｭｮｰﾝ".contains(next))
}

/// The key itself and, from three letters on, the key with each of its letters left out once.
fn variants(key: &str) -> Vec<String> {
    const SHORTEST: usize = 3;
    let mut variants = vec![key.to_owned()];
    if SHORTEST <= key.len() {
        for at in 0..key.len() {
            variants.push(format!("{}{}", &key[..at], &key[at + 1..]));
        }
    }
    variants.sort_unstable();
    variants.dedup();
    variants
}

/// How ambiguous English letters are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// g as in get, ch as in church.
    Usual,
    /// g as in gem before e, i and y; ch as in chaos.
    Other,
}

/// The sounds an English word may have: usual, other, without a plural s.
fn readings(word: &str) -> Vec<Vec<u8>> {
    let word = fold(word);
    let mut readings = Vec::new();
    let singular = word
        .strip_suffix('s')
        .filter(|rest| 3 <= rest.len() && !rest.ends_with('s'));
    for form in [Some(&*word), singular].into_iter().flatten() {
        for reading in [Reading::Usual, Reading::Other] {
            let sounds = english_sounds(form, reading);
            if !readings.contains(&sounds) {
                readings.push(sounds);
            }
        }
    }
    readings
}

/// Letter groups that are read as one, tried in order at each place: (letters, sounds, where).
const ENGLISH_GROUPS: &[(&str, &str, Place)] = &[
    ("kn", "n", Place::First),
    ("wr", "R", Place::First),
    ("ps", "s", Place::First),
    ("gh", "g", Place::First),
    ("x", "s", Place::First),
    ("gn", "n", Place::Last),
    ("mb", "m", Place::Last),
    ("re", "e", Place::Last),
    ("tion", "son", Place::Any),
    ("sion", "son", Place::Any),
    ("tch", "t", Place::Any),
    ("sch", "sk", Place::Any),
    ("ph", "h", Place::Any),
    ("th", "s", Place::Any),
    ("sh", "s", Place::Any),
    ("ck", "k", Place::Any),
    ("qu", "kw", Place::Any),
    ("wh", "w", Place::Any),
    ("dg", "s", Place::Any),
    ("gh", "", Place::Any),
    ("x", "ks", Place::Any),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Last,
    Any,
}

/// The sounds of an English word in lower case: vowels, and consonants folded as Japanese hears them.
fn english_sounds(word: &str, reading: Reading) -> Vec<u8> {
    let letters: Vec<u8> = word
        .bytes()
        .filter(u8::is_ascii_lowercase)
        .take(LONGEST_WORD)
        .collect();
    let mut sounds = Vec::with_capacity(letters.len() + 4);
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        let group = ENGLISH_GROUPS.iter().find(|(group, _, place)| {
            rest.starts_with(group.as_bytes())
                && match place {
                    Place::First => at == 0,
                    Place::Last => group.len() == rest.len() && 2 < at,
                    Place::Any => true,
                }
        });
        if let Some((group, sound, _)) = group {
            sound
                .bytes()
                .for_each(|sound| push_sound(&mut sounds, sound));
            at += group.len();
            continue;
        }
        let next = rest.get(1).copied().unwrap_or(b' ');
        let previous = at.checked_sub(1).map_or(b' ', |previous| letters[previous]);
        let is_soft = matches!(next, b'e' | b'i' | b'y');
        let sound = match rest[0] {
            b'c' if next == b'h' => {
                at += 1;
                if reading == Reading::Usual {
                    b't'
                } else {
                    b'k'
                }
            }
            b'c' if is_soft => b's',
            b'c' | b'q' => b'k',
            b'g' if is_soft && reading == Reading::Other => b's',
            b'j' | b'z' => b's',
            b'v' => b'b',
            b'f' => b'h',
            b'l' => b'r',
            b'm' if matches!(next, b'p' | b'b') => b'n',
            // An r that no vowel follows is only a long vowel in Japanese.
            b'r' if is_vowel(previous) && !is_vowel(next) && next != b'y' && next != b'r' => b' ',
            b'y' if at != 0 && !is_vowel(next) => b'i',
            b'w' if is_vowel(previous) && !is_vowel(next) => b'u',
            other => other,
        };
        if sound != b' ' {
            push_sound(&mut sounds, sound);
        }
        at += 1;
    }
    sounds
}

fn push_sound(sounds: &mut Vec<u8>, sound: u8) {
    let sound = sound.to_ascii_lowercase();
    if sounds.last() != Some(&sound) {
        sounds.push(sound);
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Sounds of the katakana ァ to ヺ in the order of Unicode, small ones as the large, in the folding of
/// [`english_sounds`]: シ is si, チ ti, ツ tu, フ hu, ジ si, ヴ bu; ッ has none.
const KANA_SOUNDS: [&str; 90] = [
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke",
    "ge", "ko", "go", "sa", "sa", "si", "si", "su", "su", "se", "se", "so", "so", "ta", "da", "ti",
    "si", "", "tu", "su", "te", "de", "to", "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa",
    "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me",
    "mo", "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "wi", "we",
    "wo", "n", "bu", "ka", "ke", "ba", "bi", "be", "bo",
];

/// The sounds of a word in kana.
fn katakana_sounds(word: &str) -> Vec<u8> {
    let folded = fold_width(word);
    let mut sounds: Vec<u8> = Vec::with_capacity(word.len());
    for character in folded.text().chars().map(katakana).take(LONGEST_WORD) {
        if !('ァ'..='ヺ').contains(&character) {
            continue;
        }
        let kana = KANA_SOUNDS[character as usize - 'ァ' as usize].as_bytes();
        let is_small = "ァィゥェォャュョヮ".contains(character);
        if is_small && sounds.last().copied().is_some_and(is_vowel) && 1 < sounds.len() {
            add_small_kana(&mut sounds, kana);
        } else if is_small && sounds == b"u" {
            // ウィ ウェ ウォ
            sounds[0] = b'w';
            sounds.extend_from_slice(kana);
        } else {
            kana.iter()
                .for_each(|&sound| push_sound(&mut sounds, sound));
        }
    }
    sounds
}

/// A small kana takes the place of the vowel before it: フ + ァ is ha, キ + ャ kya, シ + ャ sa, ク + ォ kwo.
fn add_small_kana(sounds: &mut Vec<u8>, kana: &[u8]) {
    let Some(vowel) = sounds.pop() else { return };
    let consonant = sounds.last().copied().unwrap_or(b' ');
    if is_vowel(consonant) {
        // A vowel on its own before a small one: イェ, ウィ inside a word.
        sounds.push(if vowel == b'u' { b'w' } else { b'y' });
        sounds.extend(kana.iter().filter(|&&sound| is_vowel(sound)));
    } else if kana.len() == 1 {
        if vowel == b'u' && matches!(consonant, b'k' | b'g') {
            sounds.push(b'w');
        }
        sounds.extend_from_slice(kana);
    } else {
        if !matches!(consonant, b's' | b't') {
            sounds.push(kana[0]);
        }
        sounds.push(kana[1]);
    }
}

/// The consonants of sounds, an `a` first if they begin with a vowel or w.
fn key_of(sounds: &[u8]) -> SoundKey {
    let mut key = String::new();
    for (at, &sound) in sounds.iter().enumerate() {
        let letter = match sound {
            b'w' if at == 0 => 'a',
            vowel if is_vowel(vowel) && at == 0 => 'a',
            b'w' | b'y' => continue,
            vowel if is_vowel(vowel) => continue,
            consonant => char::from(consonant),
        };
        if !key.ends_with(letter) {
            key.push(letter);
        }
    }
    SoundKey(key)
}

/// How likely sounds written in English and sounds heard in Japanese are one word, 0..1.
fn likeness(written: &[u8], heard: &[u8]) -> f32 {
    if written.is_empty() || heard.is_empty() {
        return 0.0;
    }
    let cost = distance(written, heard);
    let consonants = |sounds: &[u8]| sounds.iter().filter(|sound| !is_vowel(**sound)).count();
    let n = (consonants(written) + consonants(heard)) as f32 / 2.0;
    let vowels = (written.len() + heard.len()) as f32 / 2.0 - n;
    let size = n + 0.4 * vowels;
    // Logistic in the cost a sound and in the size.
    let x = LOGIT_OFFSET - LOGIT_COST * cost / size + LOGIT_SIZE * size.min(6.0);
    1.0 / (1.0 + libm::expf(-x))
}

const LOGIT_OFFSET: f32 = 0.0;
const LOGIT_COST: f32 = 14.0;
const LOGIT_SIZE: f32 = 0.8;

/// A weighted edit distance: what it costs to hear the written sounds as the others.
fn distance(written: &[u8], heard: &[u8]) -> f32 {
    let width = heard.len() + 1;
    let mut above: Vec<f32> = Vec::with_capacity(width);
    above.push(0.0);
    for at in 0..heard.len() {
        above.push(above[at] + added(heard, at));
    }
    let mut row = vec![0.0; width];
    for (line, &sound) in written.iter().enumerate() {
        let lost = lost(written, line);
        row[0] = above[0] + lost;
        for (at, &other) in heard.iter().enumerate() {
            let changed = above[at] + changed(sound, other);
            let dropped = above[at + 1] + lost;
            row[at + 1] = changed.min(dropped).min(row[at] + added(heard, at));
        }
        std::mem::swap(&mut above, &mut row);
    }
    above[width - 1]
}

/// What a sound that only Japanese has costs: a vowel behind a consonant is there to be spoken.
fn added(heard: &[u8], at: usize) -> f32 {
    let follows_consonant = at
        .checked_sub(1)
        .is_some_and(|before| !is_vowel(heard[before]));
    match heard[at] {
        b'u' | b'o' if follows_consonant => 0.08,
        b'i' if follows_consonant => 0.2,
        b'y' | b'w' => 0.2,
        vowel if is_vowel(vowel) => 0.3,
        b'n' | b'h' => 0.8,
        _ => 1.0,
    }
}

/// What a written sound that is not heard costs.
fn lost(written: &[u8], at: usize) -> f32 {
    let is_last = at + 1 == written.len();
    let after_vowel = at
        .checked_sub(1)
        .is_some_and(|before| is_vowel(written[before]));
    match written[at] {
        b'e' if is_last => 0.02,
        b'e' => 0.2,
        b'w' | b'y' => 0.2,
        vowel if is_vowel(vowel) && after_vowel => 0.12,
        vowel if is_vowel(vowel) => 0.35,
        b'h' | b'r' => 0.6,
        b't' | b'd' | b's' | b'g' => 0.8,
        _ => 1.0,
    }
}

/// What hearing one sound as another costs.
fn changed(written: u8, heard: u8) -> f32 {
    if written == heard {
        return 0.0;
    }
    match (written, heard) {
        (b'u', b'a') | (b'o', b'a') | (b'e', b'i') | (b'i', b'e') | (b'a', b'e') => 0.15,
        (b'y', b'i') | (b'i', b'y') | (b'w', b'u') | (b'u', b'w') | (b'u', b'y') => 0.1,
        (one, other) if is_vowel(one) && is_vowel(other) => 0.25,
        (b'm', b'n') | (b'n', b'm') => 0.4,
        (b'd', b't') | (b't', b'd') | (b'k', b'g') | (b'g', b'k') | (b'b', b'p') => 0.4,
        (b's', b't') | (b't', b's') | (b'd', b's') | (b'g', b's') | (b'b', b'h') | (b'h', b'b') => {
            0.5
        }
        (b'k', b's') | (b'k', b't') | (b's', b'k') => 0.7,
        (one, other) if is_vowel(one) != is_vowel(other) => 1.2,
        _ => 1.0,
    }
}
