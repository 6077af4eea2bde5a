//! Latin words and their English stems.
//!
//! In: a text of either language. Out: its Latin words as spans ([`words`]), and for each word a small number
//! ([`Stem`]) that all its inflected and British or American forms share. Finding words is O(bytes); each
//! distinct spelling is stemmed once by a [`Stemmer`], later look-ups are one hash.

use std::borrow::Cow;
use std::sync::OnceLock;

use rust_stemmers::Algorithm;
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::text::Span;
use crate::text::script::{Class, class};

/// The number of a stem in one [`Stemmer`], in order of first occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stem(pub u32);

/// Stems words and caches the stems: Snowball English after a table of irregular forms (`data/irregular.tsv`), repeated
/// until nothing changes, so that a stem is its own stem.
pub struct Stemmer {
    snowball: rust_stemmers::Stemmer,
    /// The stem of every spelling that was stemmed, and of every stem.
    known: FxHashMap<Box<str>, Stem>,
    stems: Vec<Box<str>>,
}

impl Stemmer {
    /// An empty stemmer.
    #[must_use]
    pub fn new() -> Self {
        Stemmer {
            snowball: rust_stemmers::Stemmer::create(Algorithm::English),
            known: FxHashMap::default(),
            stems: Vec::new(),
        }
    }

    /// The number of a word's stem. The word may be in any case and width and may bear accents.
    pub fn stem(&mut self, word: &str) -> Stem {
        if let Some(&stem) = self.known.get(word) {
            return stem;
        }
        let text = find_stem(&self.snowball, word);
        let stem = self.intern(&text);
        self.known.insert(word.into(), stem);
        stem
    }

    /// The number of a text that is a stem, such as a gloss of the lexicon.
    pub fn intern(&mut self, stem: &str) -> Stem {
        if let Some(&known) = self.known.get(stem)
            && &*self.stems[known.0 as usize] == stem
        {
            return known;
        }
        let number = Stem(self.stems.len() as u32);
        self.stems.push(stem.into());
        self.known.insert(stem.into(), number);
        number
    }

    /// The number of a stem if a word with it was stemmed before. One hash; the stemmer does not change.
    #[must_use]
    pub fn find(&self, stem: &str) -> Option<Stem> {
        let known = *self.known.get(stem)?;
        (&*self.stems[known.0 as usize] == stem).then_some(known)
    }

    /// The letters of a stem.
    ///
    /// # Panics
    ///
    /// If the stem is not of this stemmer.
    #[must_use]
    pub fn text(&self, stem: Stem) -> &str {
        &self.stems[stem.0 as usize]
    }

    /// The number of distinct stems.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stems.len()
    }

    /// Whether no word has been stemmed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }
}

impl Default for Stemmer {
    fn default() -> Self {
        Stemmer::new()
    }
}

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stemmer")
            .field("stems", &self.stems)
            .finish_non_exhaustive()
    }
}

/// Whether a word, in any case, is a function word, an auxiliary or a hesitation that occurs in any sentence (the list
/// `silent` of `data/function_words.tsv`). One hash.
pub fn is_stop_word(word: &str) -> bool {
    // The longest stop word has ten letters.
    const LONGEST: usize = 10;
    static STOP_WORDS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let stop_words = STOP_WORDS.get_or_init(|| function_words("silent").collect());
    if stop_words.contains(word) {
        return true;
    }
    if word.len() > 3 * LONGEST || word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    stop_words.contains(&*fold(word))
}

/// Whether a word, in lower case, is a function word that nobody keeps in English in a Japanese sentence: a stop word, or
/// an adverb, preposition or linking word (`data/function_words.tsv`). One or two hashes.
pub(crate) fn is_function_word(word: &str) -> bool {
    static TRANSLATED: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let translated = TRANSLATED.get_or_init(|| function_words("translated").collect());
    translated.contains(word) || is_stop_word(word)
}

/// The words of a list of `data/function_words.tsv`.
fn function_words(list: &str) -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../data/function_words.tsv").lines();
    let columns = lines.filter_map(|line| line.split_once('\t'));
    let words = columns.filter(move |(name, _)| *name == list);
    words.flat_map(|(_, words)| words.split_whitespace())
}

/// The letters of a word for comparison: half-width, lower case, without accents.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd()
        .filter(|&character| !is_combining_mark(character))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Like [`fold`]. A word that is already in this form is borrowed.
pub(crate) fn folded_or_same(word: &str) -> Cow<'_, str> {
    match is_folded(word) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(fold(word)),
    }
}

/// Whether a word has only lower-case ASCII letters and digits, so that [`fold`] does not change it.
fn is_folded(word: &str) -> bool {
    let is_folded = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    word.bytes().all(is_folded)
}

/// Like [`fold`], into a string that is reused if the word is not in this form.
pub(crate) fn folded<'a>(word: &'a str, folded: &'a mut String) -> &'a str {
    if is_folded(word) {
        return word;
    }
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
    } else {
        folded.push_str(&fold(word));
    }
    folded
}

/// The stem of a word, like that of a [`Stemmer`], without a cache.
pub(crate) fn stem(word: &str) -> String {
    find_stem(&rust_stemmers::Stemmer::create(Algorithm::English), word)
}

/// The words of a text that are not written in kanji or kana, in order: runs of letters, or of letters and
/// digits (`mp3`, `i32`, never digits alone). A possessive or contracted ending ('s, ’ll, n't) belongs to no
/// word; other apostrophes and hyphens divide words. O(bytes).
pub fn words(text: &str) -> impl Iterator<Item = (Span, &str)> {
    Words { text, at: 0 }
}

struct Words<'a> {
    text: &'a str,
    at: usize,
}

/// The class of the character that begins with a byte.
#[derive(Clone, Copy)]
enum Byte {
    Letter,
    Digit,
    OtherAscii,
    /// Kanji from U+4000 to U+9FFF, three bytes each.
    Kanji,
    Wide,
}

static BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Wide; 256];
    let mut byte = 0;
    while byte < 256 {
        bytes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Byte::Letter,
            b'0'..=b'9' => Byte::Digit,
            ..0x80 => Byte::OtherAscii,
            0xe4..=0xe9 => Byte::Kanji,
            _ => Byte::Wide,
        };
        byte += 1;
    }
    bytes
};

impl<'a> Words<'a> {
    /// The end of the run of word characters at `start`, and whether it holds a letter.
    fn run(&self, start: usize) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        let (mut end, mut has_letter) = (start, false);
        while let Some(&byte) = bytes.get(end) {
            let kind = BYTES[usize::from(byte)];
            // Most words are of ASCII alone.
            if matches!(kind, Byte::Letter | Byte::Digit) {
                has_letter |= matches!(kind, Byte::Letter);
                end += 1;
                continue;
            }
            let is_wide = !matches!(kind, Byte::OtherAscii);
            let character = is_wide.then(|| self.text[end..].chars().next()).flatten();
            let Some(character) = character.filter(|&c| is_word_character(c)) else {
                break;
            };
            has_letter |= class(character) != Class::Digit;
            end += character.len_utf8();
        }
        (end, has_letter)
    }

    /// The next byte from `start` on at which a word may begin: not at ASCII other than letters and digits, nor at kana,
    /// kanji and common punctuation, which are recognised by their first bytes.
    fn may_begin(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            at += match BYTES[usize::from(byte)] {
                Byte::Letter | Byte::Digit => break,
                Byte::OtherAscii => 1,
                Byte::Kanji => 3,
                Byte::Wide => match (byte, bytes[at + 1]) {
                    // From U+2000 to U+203F.
                    (0xe2, 0x80) => 3,
                    // From U+3000 to U+3FFF but for combining marks among the punctuation.
                    (0xe3, 0x80) if 0xaa <= bytes[at + 2] => break,
                    (0xe3, _) => 3,
                    // Full-width punctuation from ！ to ／ and from ： to ＠.
                    (0xef, 0xbc) if matches!(bytes[at + 2], 0x81..=0x8f | 0x9a..=0xa0) => 3,
                    _ => break,
                },
            };
        }
        at
    }

    /// The end of an apostrophe and contracted ending at `end`, if there is one.
    fn ending(&self, end: usize) -> Option<usize> {
        // Most words end at a space, a comma or a full stop.
        if !matches!(self.text.as_bytes().get(end), Some(b'\'' | 0x80..)) {
            return None;
        }
        let after = &self.text[end..];
        let letters = after.strip_prefix(['\'', '’', '＇'])?;
        let start = self.text.len() - letters.len();
        let (stop, _) = self.run(start);
        let ending = &self.text[start..stop];
        ["s", "t", "ll", "re", "ve", "d", "m"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
            .then_some(stop)
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = (Span, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.may_begin(self.at);
            let (mut end, has_letter) = self.run(start);
            if end == start {
                self.at = start + self.text[start..].chars().next()?.len_utf8();
                continue;
            }
            self.at = end;
            if !has_letter {
                continue;
            }
            if let Some(after) = self.ending(end) {
                self.at = after;
                let is_not = matches!(self.text.as_bytes()[after - 1], b't' | b'T');
                let base = self.text[start..end].strip_suffix(['n', 'N']);
                if let (true, Some(base)) = (is_not, base)
                    && !base.is_empty()
                {
                    end = start + base.len();
                }
            }
            let span = Span::new(start, end);
            return Some((span, span.of(self.text)));
        }
    }
}

/// Any letter of a script that divides words, Latin first. A combining mark belongs to its letter.
fn is_word_character(character: char) -> bool {
    match class(character) {
        Class::Latin | Class::Digit => true,
        Class::Other => {
            (character.is_alphabetic() && !matches!(character, '\u{3000}'..='\u{33ff}'))
                || is_combining_mark(character)
        }
        _ => false,
    }
}

/// A longer word is no word, and its own stem. The stemmer moves the rest of a word at every "y".
const LONGEST_WORD: usize = 100;

/// Folds and stems a word. The stem is empty only if the word is.
fn find_stem(snowball: &rust_stemmers::Stemmer, word: &str) -> String {
    if LONGEST_WORD < word.len() {
        return fold(word);
    }
    // Two rounds settle nearly every word; a bound makes the loop end whatever the stemmer does.
    const MAXIMUM_ROUNDS: usize = 8;
    let mut stem = fold(word);
    for _ in 0..MAXIMUM_ROUNDS {
        let base = irregular(&stem).unwrap_or(&stem);
        let mut next = without_endings(snowball, base);
        if let Some(spelling) = american(&next) {
            next = Cow::Owned(without_endings(snowball, &spelling).into_owned());
        }
        if next == stem || next.is_empty() {
            break;
        }
        stem = next.into_owned();
    }
    stem
}

/// The Snowball stem of a word. The last letters decide most words.
fn without_endings<'a>(snowball: &rust_stemmers::Stemmer, word: &'a str) -> Cow<'a, str> {
    match may_have_ending(word) {
        true => snowball.stem(word),
        false => Cow::Borrowed(word),
    }
}

/// Whether a word may have an ending that a step of Snowball removes or changes, by its last three letters. Most endings
/// count only after a vowel and a consonant (at least two letters), or after two of each (four).
fn may_have_ending(word: &str) -> bool {
    let bytes = word.as_bytes();
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if !bytes.iter().all(is_plain) {
        return true;
    }
    let &[.., third, second, last] = bytes else {
        return false;
    };
    let shortest = match (third, second, last) {
        (_, _, b'e') | (_, b'e', b'd') | (b'i', b'n', b'g') => 3,
        (_, b'a' | b'e' | b'i' | b'o' | b'u', b'y') => return false,
        (_, _, b'y') => 3,
        (b'e', b's', b's') => 6,
        (_, b's', b's') => return false,
        (b'o', b'u', b's') => 7,
        (_, b'u', b's') => return false,
        (_, _, b's') => 3,
        (_, b'l', b'i') => 4,
        (b'o', b'g', b'i') | (b'f', b'u', b'l') | (_, b'l', b'l') => 5,
        (b'n', b'c', b'i') | (_, b'i', b'c') | (_, b'a', b'l') => 6,
        (_, b'e', b'r') | (b't', b'o', b'r') => 6,
        (b'i', b't', b'i') | (b'i', b's', b'm') | (b'i', b'o', b'n') => 7,
        (b'a' | b'e', b'n', b't') => 7,
        _ => return false,
    };
    shortest <= bytes.len()
}

fn irregular(form: &str) -> Option<&'static str> {
    static FORMS: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    FORMS
        .get_or_init(|| {
            include_str!("../../data/irregular.tsv")
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .collect()
        })
        .get(form)
        .copied()
}

/// The American spelling of a British stem: organis → organize, analys → analyze, behaviour → behavior.
fn american(stem: &str) -> Option<String> {
    const SHORTEST: usize = 6;
    if stem.len() < SHORTEST {
        return None;
    }
    [("is", "ize"), ("ys", "yze"), ("our", "or")]
        .iter()
        .find_map(|(british, american)| Some(stem.strip_suffix(british)?.to_owned() + american))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_that_is_too_long_is_its_own_stem() {
        let word = |letter: &str, n: usize| format!("s{}", letter.repeat(n));
        for (name, word, is_stemmed) in [
            ("as long as words are", word("y", LONGEST_WORD - 1), true),
            ("longer", word("y", LONGEST_WORD), false),
            // Quadratic, it would take a minute.
            ("a megabyte", word("y", 1 << 20), false),
        ] {
            assert_eq!(stem(&word) != word, is_stemmed, "{name}");
        }
    }

    #[test]
    fn words_of_a_text() {
        for (name, text, expected) in [
            ("plain", "The cat, the dog.", "The cat the dog"),
            (
                "possessive",
                "Anna's dogs' bowl, Anna’s",
                "Anna dogs bowl Anna",
            ),
            (
                "contracted",
                "I'll go; don't, can’t, we've",
                "I go do ca we",
            ),
            ("apostrophe", "O'Reilly", "O Reilly"),
            ("hyphen", "well-known", "well known"),
            ("digits", "mp3 2024 i32 4.5 v2", "mp3 i32 v2"),
            ("in Japanese", "新しいCargoでCLIを使う", "Cargo CLI"),
            ("full width", "ＡＰＩを呼ぶ", "ＡＰＩ"),
            ("accents", "café naïve", "café naïve"),
            ("other script", "привет мир", "привет мир"),
            ("none", "今日は。", ""),
            ("dangling", "'s 't' x'", "s t x"),
        ] {
            let found: Vec<&str> = words(text).map(|(_, word)| word).collect();
            assert_eq!(found.join(" "), expected, "{name}");
        }
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let mut stemmer = Stemmer::new();
        for group in [
            "run runs running ran RAN",
            "child children",
            "write wrote written writing",
            "organise organize organized organising",
            "behaviour behavior",
            "analyse analyze analyzing",
            "café Cafe ＣＡＦＥ",
            "study studies studied",
            "think thought",
            "man men",
        ] {
            let stems: Vec<Stem> = group.split(' ').map(|word| stemmer.stem(word)).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{group}");
        }
        assert_ne!(stemmer.stem("dog"), stemmer.stem("cat"));
    }

    #[test]
    fn old_forms_of_a_word_share_a_stem() {
        for (old, new) in [
            ("giveth", "gives"),
            ("knowest", "know"),
            ("saith", "said"),
            ("shewn", "shown"),
            ("connexion", "connections"),
        ] {
            assert_eq!(stem(old), stem(new), "{old}");
        }
        for word in ["forest", "nearest", "beneath"] {
            assert!(word.starts_with(&stem(word)), "{word}");
        }
        assert!(is_stop_word("thou") && is_stop_word("hath"));
    }

    #[test]
    fn a_stem_is_found_once_met() {
        let mut stemmer = Stemmer::new();
        assert_eq!(stemmer.find("run"), None);
        let run = stemmer.stem("running");
        assert_eq!(stemmer.find("run"), Some(run));
        assert_eq!(stemmer.find("running"), None);
        assert_eq!(stemmer.intern("run"), run);
        assert_eq!(stemmer.text(run), "run");
    }

    #[test]
    fn stop_words() {
        for word in ["the", "The", "THE", "uh", "okay", "ｔｈｅ", "yourselves"] {
            assert!(is_stop_word(word), "{word}");
        }
        for word in ["cat", "", "notwithstandingly", "今"] {
            assert!(!is_stop_word(word), "{word}");
        }
    }

    #[test]
    fn kana_kanji_and_punctuation_begin_no_word() {
        let punctuation = ('\u{2000}'..='\u{203f}').chain('\u{3000}'..'\u{302a}');
        let punctuation = punctuation.chain('！'..='／').chain('：'..='＠');
        for character in punctuation.chain('\u{3040}'..='\u{9fff}') {
            assert!(!is_word_character(character), "{character}");
        }
    }

    proptest! {
        #[test]
        fn a_stem_is_its_own_stem(word in "[a-z]{1,14}") {
            let mut stemmer = Stemmer::new();
            let stem = stemmer.stem(&word);
            let text = stemmer.text(stem).to_owned();
            prop_assert_eq!(stemmer.stem(&text), stem);
        }

        #[test]
        fn snowball_takes_nothing_off_other_endings(
            word in "[a-z]{0,10}([a-z0-9]{2}|s|ed|ing|ly|y|tional|enci|abli|izer|ation|alism|iti|ogi|ous|ful|ness|ical|\
                ment|ant|ence|ism|ive|e|ll)",
        ) {
            if !may_have_ending(&word) {
                let snowball = rust_stemmers::Stemmer::create(Algorithm::English);
                prop_assert_eq!(&*snowball.stem(&word), &word);
            }
        }

        #[test]
        fn spans_are_in_order_and_slice(text in any::<String>()) {
            let mut end = 0;
            for (span, word) in words(&text) {
                prop_assert!(end <= span.start && span.start < span.end);
                prop_assert_eq!(span.of(&text), word);
                end = span.end;
                let mut stemmer = Stemmer::new();
                stemmer.stem(word);
            }
        }
    }
}
