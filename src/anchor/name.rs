//! Names by sound: katakana against English words, both folded to a key of consonants.
//!
//! In: the words of one text, and katakana of the other. Out: the words that sound like it. Both sides are
//! folded first (l and r, v and b, th and s are one); then equal keys meet, and longer ones a single
//! insertion, deletion or substitution apart. O(1) a look-up, through a table of keys and of keys with one
//! letter less.

use rustc_hash::FxHashMap;

/// A key of fewer consonants meets its like only if the katakana has at least three characters.
const FEWEST_CONSONANTS: usize = 3;
/// Keys of so many consonants may differ in one.
const FEWEST_CONSONANTS_NEARLY: usize = 4;
/// Romaji may be this much shorter or longer than the English word.
const LENGTH_RATIO: std::ops::RangeInclusive<f32> = 0.5..=2.2;
/// A run of katakana of so many characters may be two English words.
const COMPOUND: usize = 5;

/// Spellings of English that stand for one sound, replaced in this order.
const SPELLINGS: [(&str, &str); 12] = [
    ("tion", "shon"),
    ("sion", "shon"),
    ("ph", "f"),
    ("th", "s"),
    ("ck", "k"),
    ("qu", "kw"),
    ("x", "ks"),
    ("wh", "w"),
    ("dg", "j"),
    ("kn", "n"),
    ("wr", "r"),
    ("gh", ""),
];

/// Rows of the kana table with their consonants; `*` marks small vowels, which replace the vowel before them.
const ROWS: [(&str, &str); 16] = [
    ("アイウエオ", ""),
    ("カキクケコ", "k"),
    ("ガギグゲゴ", "g"),
    ("サシスセソ", "s"),
    ("ザジズゼゾ", "z"),
    ("タチツテト", "t"),
    ("ダヂヅデド", "d"),
    ("ナニヌネノ", "n"),
    ("ハヒフヘホ", "h"),
    ("バビブベボ", "b"),
    ("パピプペポ", "p"),
    ("マミムメモ", "m"),
    ("ラリルレロ", "r"),
    ("ワヰ　ヱヲ", "w"),
    ("ヤ　ユ　ヨ", "y"),
    ("ァィゥェォ", "*"),
];

/// The consonants of an English word in small letters, as a Japanese ear keeps them. Empty if the word has
/// letters beyond a–z. O(letters).
pub fn sound_key_english(word: &str) -> String {
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return String::new();
    }
    let mut spelled = word.to_owned();
    for (from, to) in SPELLINGS {
        if spelled.contains(from) {
            spelled = spelled.replace(from, to);
        }
    }
    let letters = spelled.as_bytes();
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let mut key = String::with_capacity(letters.len());
    for (k, &c) in letters.iter().enumerate() {
        let next = letters.get(k + 1).copied().unwrap_or(b' ');
        let before = if k == 0 { b' ' } else { letters[k - 1] };
        match c {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'w' if k == 0 => key.push('a'),
            b'w' => {}
            _ if vowel(c) => {}
            b'r' if vowel(before) && !vowel(next) => {}
            b'c' if next == b'h' => {}
            b'c' if matches!(next, b'e' | b'i' | b'y') => key.push('s'),
            b'h' if before == b'c' => key.push('t'),
            b'h' if before == b's' => {}
            _ => key.push(c as char),
        }
    }
    fold(&key)
}

/// The consonants of a katakana word. O(characters).
pub fn sound_key_katakana(word: &str) -> String {
    let romaji = romaji(word);
    let letters = romaji.as_bytes();
    let mut key = String::with_capacity(letters.len());
    let mut k = 0;
    while k < letters.len() {
        let pair = letters.get(k..k + 2).unwrap_or(b"");
        match (letters[k], pair) {
            (_, b"sh") => key.push('s'),
            (_, b"ch" | b"ts") => key.push('t'),
            (b'a' | b'e' | b'i' | b'o' | b'u' | b'w', _) if k == 0 => key.push('a'),
            (b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w', _) => {}
            (c, _) => key.push(c as char),
        }
        k += if matches!(pair, b"sh" | b"ch" | b"ts") {
            2
        } else {
            1
        };
    }
    fold(&key)
}

/// Folds what Japanese does not tell apart, and drops doubles.
fn fold(key: &str) -> String {
    let mut folded = String::with_capacity(key.len());
    let letters = key.as_bytes();
    for (k, &c) in letters.iter().enumerate() {
        let next = letters.get(k + 1).copied().unwrap_or(b' ');
        let c = match c {
            b'c' | b'q' => 'k',
            b'l' => 'r',
            b'v' => 'b',
            b'f' => 'h',
            b'z' | b'j' => 's',
            b'm' if matches!(next, b'p' | b'b') => 'n',
            c => c as char,
        };
        if !folded.ends_with(c) {
            folded.push(c);
        }
    }
    folded
}

/// Katakana in Hepburn letters, without long vowels and doubled consonants.
fn romaji(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            'ャ' | 'ュ' | 'ョ' => {
                out.pop();
                out.push(match c {
                    'ャ' => 'a',
                    'ュ' => 'u',
                    _ => 'o',
                });
            }
            'シ' => out.push_str("shi"),
            'チ' => out.push_str("chi"),
            'ツ' => out.push_str("tsu"),
            'フ' => out.push_str("fu"),
            'ジ' | 'ヂ' => out.push_str("ji"),
            'ヴ' => out.push_str("vu"),
            'ン' => out.push('n'),
            _ => push_kana(c, &mut out),
        }
    }
    out
}

fn push_kana(c: char, out: &mut String) {
    const VOWELS: [char; 5] = ['a', 'i', 'u', 'e', 'o'];
    for (row, consonant) in ROWS {
        if let Some(vowel) = row.chars().position(|kana| kana == c) {
            if consonant == "*" {
                out.pop();
            } else {
                out.push_str(consonant);
            }
            out.push(VOWELS[vowel]);
            return;
        }
    }
}

/// How alike an English word in small letters and a katakana word sound, 0 to 1: the normalised Levenshtein
/// similarity of their keys; 0 where their lengths do not fit. O(letters²).
pub fn sounds_alike(english: &str, katakana: &str) -> f64 {
    let ratio = romaji(katakana).len() as f32 / english.len().max(1) as f32;
    if !LENGTH_RATIO.contains(&ratio) {
        return 0.0;
    }
    let (a, b) = (sound_key_english(english), sound_key_katakana(katakana));
    strsim::normalized_levenshtein(without_final_r(english, &a), &b)
}

/// The key without the last r of -er, -or, -ar, -re, which Japanese writes as a long vowel.
fn without_final_r<'a>(word: &str, key: &'a str) -> &'a str {
    let ends = ["er", "or", "ar", "re"]
        .iter()
        .any(|ending| word.ends_with(ending));
    if ends {
        key.strip_suffix('r').unwrap_or(key)
    } else {
        key
    }
}

/// English words by sound.
#[derive(Debug, Clone, Default)]
pub struct SoundIndex {
    words: Vec<Sounding>,
    by_key: FxHashMap<Box<str>, Vec<u32>>,
    /// Keys with one letter left out.
    by_shorter: FxHashMap<Box<str>, Vec<u32>>,
}

#[derive(Debug, Clone)]
struct Sounding {
    id: u32,
    key: Box<str>,
    length: usize,
}

impl SoundIndex {
    /// An index of words in small letters, each with a number of the caller's. O(letters).
    pub fn new<'a>(words: impl Iterator<Item = (u32, &'a str)>) -> Self {
        let mut index = SoundIndex::default();
        for (id, word) in words {
            let key = sound_key_english(word);
            let key = without_final_r(word, &key);
            if key.len() < 2 {
                continue;
            }
            let number = index.words.len() as u32;
            index.by_key.entry(key.into()).or_default().push(number);
            if key.len() >= FEWEST_CONSONANTS_NEARLY - 1 {
                for shorter in one_less(key) {
                    index.by_shorter.entry(shorter).or_default().push(number);
                }
            }
            index.words.push(Sounding {
                id,
                key: key.into(),
                length: word.len(),
            });
        }
        index
    }

    /// Appends the numbers of the words that sound like a run of katakana, or like a part of it where the run
    /// is two words; sorted, each once.
    pub fn candidates(&self, katakana: &str, found: &mut Vec<u32>) {
        self.whole(katakana, true, found);
        if found.is_empty() {
            self.halves(katakana, found);
        }
        found.sort_unstable();
        found.dedup();
    }

    fn whole(&self, katakana: &str, nearly: bool, found: &mut Vec<u32>) {
        let key = sound_key_katakana(katakana);
        if key.len() < 2 || key.len() < FEWEST_CONSONANTS && katakana.chars().count() < 3 {
            return;
        }
        let letters = romaji(katakana).len() as f32;
        let mut take = |number: u32| {
            let word = &self.words[number as usize];
            let fits = LENGTH_RATIO.contains(&(letters / word.length as f32));
            let longer = word.key.len().max(key.len());
            let near = nearly
                && longer >= FEWEST_CONSONANTS_NEARLY
                && strsim::levenshtein(&word.key, &key) <= 1;
            if fits && (*word.key == *key || near) {
                found.push(word.id);
            }
        };
        self.by_key
            .get(key.as_str())
            .into_iter()
            .flatten()
            .copied()
            .for_each(&mut take);
        if nearly {
            self.by_shorter
                .get(key.as_str())
                .into_iter()
                .flatten()
                .copied()
                .for_each(&mut take);
            for shorter in one_less(&key) {
                self.by_key
                    .get(&shorter)
                    .into_iter()
                    .flatten()
                    .copied()
                    .for_each(&mut take);
                self.by_shorter
                    .get(&shorter)
                    .into_iter()
                    .flatten()
                    .copied()
                    .for_each(&mut take);
            }
        }
    }

    fn halves(&self, katakana: &str, found: &mut Vec<u32>) {
        let places: Vec<usize> = katakana.char_indices().map(|(at, _)| at).collect();
        // A run longer than any compound is no word; looking at all its halves would cost its square.
        if !(COMPOUND..=40).contains(&places.len()) {
            return;
        }
        for &at in &places[2..places.len() - 1] {
            let (mut left, mut right) = (Vec::new(), Vec::new());
            self.whole(&katakana[..at], false, &mut left);
            self.whole(&katakana[at..], false, &mut right);
            if !left.is_empty() && !right.is_empty() {
                found.extend(left.into_iter().chain(right));
            }
        }
    }
}

fn one_less(key: &str) -> impl Iterator<Item = Box<str>> + '_ {
    (0..key.len()).map(|k| format!("{}{}", &key[..k], &key[k + 1..]).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_both_languages_meet() {
        for (english, katakana) in [
            ("computer", "コンピューター"),
            ("system", "システム"),
            ("volunteer", "ボランティア"),
            ("project", "プロジェクト"),
            ("station", "ステーション"),
            ("christopher", "クリストファー"),
            ("label", "ラベル"),
        ] {
            let mut found = Vec::new();
            SoundIndex::new([(7, english)].into_iter()).candidates(katakana, &mut found);
            let keys = (sound_key_english(english), sound_key_katakana(katakana));
            assert_eq!(found, [7], "{english} {katakana} {keys:?}");
        }
    }

    #[test]
    fn a_compound_meets_both_its_words() {
        let mut found = Vec::new();
        let words = [(0, "system"), (1, "card"), (2, "banana")];
        SoundIndex::new(words.into_iter()).candidates("システムカード", &mut found);
        assert_eq!(found, [0, 1]);
    }

    #[test]
    fn other_words_do_not_sound_alike() {
        assert!(sounds_alike("banana", "コンピューター") < 0.5);
    }
}
