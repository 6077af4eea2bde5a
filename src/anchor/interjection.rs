//! Utterances of a word or two (yes, no, thanks, well, hmm …), which share no dictionary word with their
//! translation: both sides are sorted into the same classes (`data/interjections.tsv`).
//!
//! In: a segment. Out: the classes of the interjections that it begins with or consists of, and what is left.
//! O(bytes of the interjections), a few hashes; most segments are decided by their first word.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::char::decompose_canonical;

use crate::text::script::{Class, class, hiragana};
use crate::text::word::fold;
use crate::text::{Language, Span};

/// A class of interjections that translate each other, numbered as in the data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InterjectionClass(pub u8);

impl InterjectionClass {
    /// The name of the class, such as `thanks`.
    #[must_use]
    pub fn name(self) -> &'static str {
        table()
            .names
            .get(usize::from(self.0))
            .copied()
            .unwrap_or("")
    }
}

/// What interjections an utterance begins with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Interjections {
    /// The classes of all of them, in order of number, each once; hesitations (uh, um, えー) belong to none.
    pub classes: Vec<InterjectionClass>,
    /// Whether nothing but interjections, hesitations and punctuation was said.
    pub is_whole: bool,
    /// Whether a hesitation was among them.
    pub is_hesitant: bool,
    /// Where they stand: from the first to the last of them, in bytes.
    pub span: Option<Span>,
}

/// The interjections that an utterance begins with: each must be divided from other words by punctuation or the
/// end (`No, wait` begins with one, `No one` does not), and at most six are read.
#[must_use]
pub fn interjections(text: &str, language: Language) -> Interjections {
    if language == Language::Other {
        return Interjections::default();
    }
    let pieces = Pieces {
        text,
        at: 0,
        n_read: 0,
        language,
        table: table(),
    };
    let forms = match language {
        Language::Japanese => &table().japanese,
        _ => &table().english,
    };
    let mut found = Interjections::default();
    // Pieces between punctuation: each must consist of interjections from its beginning to its end.
    for (span, piece) in pieces {
        let Some(numbers) = divide(&piece, forms, language) else {
            return found.finished();
        };
        for number in numbers {
            if number == table().hesitation {
                found.is_hesitant = true;
            } else {
                found.classes.push(number);
            }
        }
        let start = found.span.map_or(span.start, |known| known.start);
        found.span = Some(Span::new(start, span.end));
    }
    found.is_whole = found
        .span
        .is_some_and(|known| text[known.end..].chars().all(is_divider));
    found.finished()
}

impl Interjections {
    /// The same with its classes in order, each once.
    fn finished(mut self) -> Self {
        self.classes.sort_unstable();
        self.classes.dedup();
        self
    }
}

/// How many pieces between punctuation are read, and how long one may be, in bytes. Nothing longer is only
/// interjections, and the bound keeps the work linear.
const MOST_PIECES: usize = 6;
const LONGEST_PIECE: usize = 96;

/// Forms said one after another without punctuation at most: はいそうですね.
const MOST_IN_A_PIECE: usize = 4;

/// What may follow a Japanese form at the end of a piece.
const ENDINGS: [&str; 17] = [
    "です",
    "ですね",
    "ですよ",
    "ですよね",
    "ですか",
    "だ",
    "だね",
    "だよ",
    "だよね",
    "ね",
    "よ",
    "よね",
    "か",
    "な",
    "わ",
    "さ",
    "の",
];

/// Marks that draw a sound out or cut it short.
const DRAWN: [char; 8] = ['ー', '〜', '~', 'っ', 'ぁ', 'ぅ', 'ぇ', 'ぉ'];

/// Every form of the interjections, with what tells early that a text has none.
struct Forms {
    names: Vec<&'static str>,
    english: FxHashMap<String, Vec<InterjectionClass>>,
    japanese: FxHashMap<String, Vec<InterjectionClass>>,
    hesitation: InterjectionClass,
    /// Bytes of the longest form.
    longest: usize,
    /// The first words of the English forms, the first characters of the Japanese ones.
    first_words: FxHashSet<Vec<u8>>,
    first_characters: Characters,
    /// All characters of the Japanese forms and of what goes with them.
    characters: Characters,
}

/// A set of characters, a bit for each up to the last.
#[derive(Default)]
struct Characters(Vec<u64>);

impl Characters {
    fn contains(&self, character: char) -> bool {
        let number = character as usize;
        let word = self.0.get(number / 64);
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

impl Extend<char> for Characters {
    fn extend<I: IntoIterator<Item = char>>(&mut self, characters: I) {
        for character in characters {
            let number = character as usize;
            let n_words = self.0.len().max(number / 64 + 1);
            self.0.resize(n_words, 0);
            self.0[number / 64] |= 1 << (number % 64);
        }
    }
}

impl Forms {
    /// Reads lines of `class TAB language TAB form;form …`; a line that begins with # is a comment.
    fn read(lines: &'static str) -> Forms {
        let mut table = Forms {
            names: Vec::new(),
            english: FxHashMap::default(),
            japanese: FxHashMap::default(),
            hesitation: InterjectionClass(u8::MAX),
            longest: 0,
            first_words: FxHashSet::default(),
            first_characters: Characters::default(),
            characters: Characters::default(),
        };
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            if let (Some(name), Some(language), Some(forms)) =
                (columns.next(), columns.next(), columns.next())
            {
                table.add(name, language, forms);
            }
        }
        let forms = table.english.keys().chain(table.japanese.keys());
        table.longest = forms.map(String::len).max().unwrap_or(0);
        let first_word = |form: &String| form.split(' ').next().unwrap_or("").into();
        table.first_words = table.english.keys().map(first_word).collect();
        let first_character = |form: &String| form.chars().next();
        let first_characters = table.japanese.keys().filter_map(first_character);
        table.first_characters.extend(first_characters);
        let endings = ENDINGS.iter().flat_map(|ending| ending.chars());
        let endings = endings.filter_map(plain_character).chain(DRAWN);
        table.characters.extend(endings);
        let forms = table.japanese.keys().flat_map(|form| form.chars());
        table.characters.extend(forms);
        table
    }

    /// Adds the forms that a class has in a language.
    fn add(&mut self, name: &'static str, language: &str, forms: &str) {
        let known = self.names.iter().position(|known| *known == name);
        let number = known.unwrap_or(self.names.len());
        if number == self.names.len() {
            self.names.push(name);
        }
        let number = InterjectionClass(number as u8);
        if name == "hesitation" {
            self.hesitation = number;
        }
        for form in forms.split(';') {
            let classes = match language {
                "ja" => self.japanese.entry(plain_japanese(form)),
                _ => self.english.entry(plain_english(form)),
            }
            .or_default();
            if !classes.contains(&number) {
                classes.push(number);
            }
        }
    }

    /// Whether a piece may begin with a form. This sorts out most pieces before they are folded.
    fn may_begin(&self, piece: &str, language: Language) -> bool {
        if language == Language::Japanese {
            let plain = piece.chars().next().and_then(plain_character);
            return plain.is_none_or(|first| self.first_characters.contains(first));
        }
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'\'';
        let bytes = piece.as_bytes();
        let end = bytes.iter().position(|&byte| !letters(byte));
        let end = end.unwrap_or(bytes.len());
        // What is not in ASCII is folded into something else.
        bytes.get(end).is_some_and(|byte| !byte.is_ascii())
            || end == 0
            || self.is_first_word(&piece[..end])
    }

    /// Whether an English form begins with a word, in any case.
    fn is_first_word(&self, word: &str) -> bool {
        let mut lower = [0; LONGEST_PIECE];
        let Some(lower) = lower.get_mut(..word.len()) else {
            return false;
        };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        self.first_words.contains(&*lower)
    }

    /// Whether a character may stand in a form.
    fn may_hold(&self, character: char, language: Language) -> bool {
        language != Language::Japanese
            || plain_character(character).is_none_or(|plain| self.characters.contains(plain))
    }
}

/// A kana as unvoiced hiragana, or a kanji as it is; none for a character that needs full folding.
fn plain_character(character: char) -> Option<char> {
    match character {
        KANA_FIRST..='ゖ' | 'ァ'..=KANA_LAST => {
            Some(plain_kana()[character as usize - KANA_FIRST as usize])
        }
        '\u{4e00}'..='\u{9fff}' => Some(character),
        _ => None,
    }
}

const KANA_FIRST: char = 'ぁ';
const KANA_LAST: char = 'ヺ';

/// Every kana, from the first to the last, as unvoiced hiragana.
fn plain_kana() -> &'static [char] {
    static PLAIN: OnceLock<Vec<char>> = OnceLock::new();
    PLAIN.get_or_init(|| {
        let plain = |kana: char| {
            let mut first = None;
            decompose_canonical(kana, |part| first = first.or(Some(part)));
            hiragana(first.unwrap_or(kana))
        };
        (KANA_FIRST..=KANA_LAST).map(plain).collect()
    })
}

fn table() -> &'static Forms {
    static FORMS: OnceLock<Forms> = OnceLock::new();
    FORMS.get_or_init(|| Forms::read(include_str!("../../data/interjections.tsv")))
}

/// The pieces of an utterance between punctuation, folded as forms are. They are read one by one, since the first that
/// is no form ends the search. A piece that is too long, or that holds a character of no form, comes out empty and is
/// the last.
struct Pieces<'a> {
    text: &'a str,
    at: usize,
    n_read: usize,
    language: Language,
    table: &'static Forms,
}

impl Pieces<'_> {
    fn divides(&self, character: char) -> bool {
        let inside = match self.language {
            Language::English => matches!(character, ' ' | '-' | '\'' | '’'),
            _ => matches!(character, '〜' | '～' | '~'),
        };
        is_divider(character) && !inside
    }

    /// The number of bytes up to the next punctuation; none if they are too many for a form or cannot be one.
    fn length(&self, rest: &str) -> Option<usize> {
        if !self.table.may_begin(rest, self.language) {
            return None;
        }
        for (byte, character) in rest.char_indices() {
            if LONGEST_PIECE < byte {
                return None;
            }
            if self.divides(character) {
                return Some(byte);
            }
            if !self.table.may_hold(character, self.language) {
                return None;
            }
        }
        (rest.len() <= LONGEST_PIECE).then_some(rest.len())
    }
}

impl Iterator for Pieces<'_> {
    type Item = (Span, String);

    fn next(&mut self) -> Option<Self::Item> {
        let is_english = self.language == Language::English;
        while self.n_read < MOST_PIECES {
            let rest = &self.text[self.at..];
            let first = rest.chars().next()?;
            if self.divides(first) {
                self.at += first.len_utf8();
                continue;
            }
            let start = self.at;
            let Some(length) = self.length(rest) else {
                (self.at, self.n_read) = (self.text.len(), MOST_PIECES);
                return Some((Span::new(start, self.text.len()), String::new()));
            };
            (self.at, self.n_read) = (start + length, self.n_read + 1);
            let trimmed = rest[..length].trim_end();
            let span = Span::new(start, start + trimmed.len());
            let plain = match is_english {
                true => plain_english(trimmed),
                false => plain_japanese(trimmed),
            };
            if !(is_english && plain.is_empty() && span.len() <= 2) {
                return Some((span, plain));
            }
        }
        None
    }
}

/// Whether a character divides pieces: anything that is not a letter, a digit, a kanji or kana.
fn is_divider(character: char) -> bool {
    match character {
        // The common ones, which need not be looked up.
        '\0'..='\u{7f}' => !character.is_ascii_alphanumeric(),
        '\u{2010}'..='\u{203f}' | '、'..='〄' | '〈'..='〠' | '！'..='／' | '：'..='＠' => {
            true
        }
        _ => matches!(class(character), Class::Space | Class::Other) && !character.is_alphabetic(),
    }
}

/// Lower case, words divided by one space, apostrophes kept.
fn plain_english(piece: &str) -> String {
    let folded = match piece.is_ascii() {
        true => Cow::Borrowed(piece),
        false => Cow::Owned(fold(piece)),
    };
    let mut plain = String::with_capacity(folded.len());
    for character in folded.chars() {
        match character {
            '’' | '\'' => plain.push('\''),
            _ if character.is_alphanumeric() => plain.push(character.to_ascii_lowercase()),
            _ if plain.is_empty() || plain.ends_with(' ') => {}
            _ => plain.push(' '),
        }
    }
    plain.truncate(plain.trim_end_matches(' ').len());
    plain
}

/// Hiragana, without the marks that draw a sound out or cut it short at the end: あー and あっ are あ.
fn plain_japanese(piece: &str) -> String {
    let mut plain = String::with_capacity(piece.len());
    let mut push = |character: char| {
        let character = hiragana(character);
        let is_drawn = DRAWN.contains(&character);
        let is_mark = !is_drawn && matches!(class(character), Class::Other | Class::Space);
        // One long mark stays, so that うーん is not うん.
        let is_drawn_on = is_drawn && (plain.is_empty() || plain.ends_with('ー'));
        if !is_mark && !is_drawn_on {
            plain.push(if is_drawn { 'ー' } else { character });
        }
    };
    for character in piece.chars() {
        match plain_character(character) {
            Some(plain) => push(plain),
            None if character == 'ー' => push(character),
            None => fold(character.encode_utf8(&mut [0; 4]))
                .chars()
                .for_each(&mut push),
        }
    }
    plain.truncate(plain.trim_end_matches('ー').len());
    plain
}

/// The classes of a piece that is a form or a few forms one after another; none if it is not.
fn divide(
    piece: &str,
    forms: &FxHashMap<String, Vec<InterjectionClass>>,
    language: Language,
) -> Option<Vec<InterjectionClass>> {
    let mut classes = Vec::new();
    let mut rest = piece;
    for _ in 0..MOST_IN_A_PIECE {
        let (form, after) = longest_form(rest, forms, language)?;
        classes.extend_from_slice(form);
        if after.is_empty() || (language == Language::Japanese && ENDINGS.contains(&after)) {
            return Some(classes);
        }
        rest = after;
    }
    None
}

/// The longest form at the beginning, and what stands behind it.
fn longest_form<'a, 'b>(
    text: &'a str,
    forms: &'b FxHashMap<String, Vec<InterjectionClass>>,
    language: Language,
) -> Option<(&'b [InterjectionClass], &'a str)> {
    let longest = table().longest.min(text.len());
    let mut ends = (1..=longest)
        .rev()
        .filter(|&end| text.is_char_boundary(end));
    ends.find_map(|end| {
        let after = &text[end..];
        let is_word_end =
            language == Language::Japanese || after.is_empty() || after.starts_with(' ');
        let classes = is_word_end.then(|| forms.get(&text[..end])).flatten()?;
        Some((&classes[..], after.trim_start_matches([' ', 'ー'])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(text: &str, language: Language) -> String {
        let found = interjections(text, language);
        let mut names: Vec<&str> = found.classes.iter().map(|class| class.name()).collect();
        if found.is_hesitant {
            names.push("(hesitant)");
        }
        if !found.is_whole {
            names.push("…");
        }
        names.join(" ")
    }

    #[test]
    fn both_languages_meet() {
        for (english, japanese, class) in [
            ("Yeah.", "ええ。", "yes"),
            ("Yes, yes.", "はい、はい。", "yes"),
            ("Mm-hmm.", "うん", "yes"),
            ("No!", "いいえ。", "no"),
            ("Thanks.", "ありがとうございます。", "thanks"),
            ("Thank you very much.", "どうもありがとう！", "thanks"),
            ("Okay.", "オーケー。", "okay"),
            ("All right…", "わかりました。", "okay"),
            ("Oh!", "「おおっ！」", "oh"),
            ("Hmm.", "うーん……", "think"),
            ("(laughs)", "（笑）", "laugh"),
            ("I’m sorry.", "すみません。", "sorry"),
            ("Well,", "さて、", "well"),
            ("Ha ha ha!", "あははっ！", "laugh"),
        ] {
            let english = interjections(english, Language::English);
            let found = interjections(japanese, Language::Japanese);
            for found in [&english, &found] {
                assert!(found.is_whole, "{japanese}");
                assert!(
                    found.classes.iter().any(|known| known.name() == class),
                    "{japanese}: {class}"
                );
            }
        }
    }

    #[test]
    fn sentences_begin_with_them() {
        for (text, language, expected) in [
            ("No one came.", Language::English, "…"),
            ("No, I came.", Language::English, "no …"),
            ("Thanks, I came.", Language::English, "thanks …"),
            ("いやな人。", Language::Japanese, "…"),
            ("いや、来た。", Language::Japanese, "no …"),
            ("uh", Language::English, "(hesitant)"),
            ("えーと、", Language::Japanese, "well think (hesitant)"),
            ("", Language::English, "…"),
            ("。", Language::Japanese, "…"),
            ("はい", Language::Other, "…"),
        ] {
            assert_eq!(names(text, language), expected, "{text}");
        }
    }

    #[test]
    fn every_form_of_the_table_is_found_however_it_begins() {
        let lines = include_str!("../../data/interjections.tsv").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, language, forms] = columns[..] else {
                continue;
            };
            let language = match language {
                "ja" => Language::Japanese,
                _ => Language::English,
            };
            for form in forms.split(';') {
                let large: String = form.to_uppercase();
                for said in [form, &large, &format!("「{form}」")] {
                    assert!(interjections(said, language).is_whole, "{said}");
                }
            }
        }
    }

    #[test]
    fn common_dividers_are_no_letters() {
        for character in ('\0'..='\u{7f}').chain('\u{2010}'..='＠') {
            let by_class = matches!(class(character), Class::Space | Class::Other);
            let divides = by_class && !character.is_alphabetic();
            assert_eq!(is_divider(character), divides, "{character}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in any::<String>()) {
            for language in [Language::English, Language::Japanese, Language::Other] {
                if let Some(span) = interjections(&text, language).span {
                    prop_assert!(text.get(span.start..span.end).is_some());
                }
            }
        }
    }
}
