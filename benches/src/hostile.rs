//! Texts that nobody writes, each a kind that once cost, or might cost, more than its length: what an attacker or a broken
//! file sends.
//!
//! In: how many bytes both sides have together. Out: the kinds by name, and ordinary text of the repository to compare with.

use std::fmt::Write;

/// How the parts of a text stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One line without blanks.
    Run,
    /// One line, blanks between the parts.
    Words,
    /// Each part a line.
    Lines,
    /// Each part a paragraph.
    Paragraphs,
}
use Form::{Lines, Paragraphs, Run, Words};

/// A text that repeats one part on each side, in the forms that say how.
type Repeated = (&'static str, &'static str, &'static str, &'static [Form]);

const ALL: &[Form] = &[Run, Words, Lines, Paragraphs];
const APART: &[Form] = &[Words, Lines, Paragraphs];

/// What is repeated, class by class.
const REPEATED: &[Repeated] = &[
    ("a letter", "a", "あ", ALL),
    ("letters with stops", "a.", "あ。", ALL),
    ("a capital", "A", "ア", ALL),
    ("capitals with stops", "A.", "ア。", ALL),
    ("an answer", "Yes.", "はい。", APART),
    ("a word", "the", "言葉", ALL),
    ("a name", "Tanaka", "田中", ALL),
    ("a month", "May", "五月", ALL),
    ("initials", "J. K.", "Ｊ・Ｋ・", APART),
    ("a title", "Mr. A", "A氏", APART),
    ("abbreviations", "e.g.", "等。", APART),
    ("a denial", "not", "ない", ALL),
    ("a digit", "1", "1", ALL),
    ("digits with commas", "1,", "1、", ALL),
    ("kanji of numbers", "one", "一", ALL),
    ("kanji of thousands", "thousand", "十百千万億", ALL),
    (
        "number words",
        "twenty-one hundred million and",
        "二十一億と",
        APART,
    ),
    ("ordinals", "first", "第一", ALL),
    ("dates", "1/2/2000", "2000年1月2日", ALL),
    ("clocks", "12:00", "正午", ALL),
    ("amounts", "$1", "1ドル", ALL),
    ("per cent", "1%", "１％", ALL),
    ("fractions", "1/2", "半分", ALL),
    ("stops", ".", "。", ALL),
    ("commas", ",", "、", ALL),
    ("a letter and a comma", "a,", "、", APART),
    ("exclamations", "!", "！", ALL),
    ("questions", "?", "？", ALL),
    ("dots", "…", "…", ALL),
    ("dashes", "—", "―", ALL),
    ("hyphens", "-", "ー", ALL),
    ("straight quotes", "\"", "\"", ALL),
    ("apostrophes", "'", "'", ALL),
    ("curly quotes", "“", "”", ALL),
    ("round brackets", "(", "（", ALL),
    ("square brackets", "[", "【", ALL),
    ("corner brackets", "{", "「", ALL),
    ("double corners", "<", "『", ALL),
    ("closing brackets", ")", "」", ALL),
    ("pairs of brackets", "()", "「」", ALL),
    ("brackets in turn", "([{<", "（「『【〈《", ALL),
    ("slashes", "/", "・", ALL),
    ("accents", "\u{301}", "\u{3099}", ALL),
    ("letters with accents", "e\u{301}", "か\u{3099}", ALL),
    ("faces", "😀", "😀", ALL),
    ("faces with stops", "😀.", "😀。", APART),
    (
        "families",
        "👨\u{200D}👩\u{200D}👧",
        "👨\u{200D}👩\u{200D}👧",
        ALL,
    ),
    ("flags", "🇯", "🇵", ALL),
    ("variation selectors", "\u{FE0F}", "\u{E0100}", ALL),
    ("no width", "\u{200B}", "\u{2060}", ALL),
    ("soft hyphens", "\u{AD}", "\u{FEFF}", ALL),
    ("no-break spaces", "\u{A0}", "\u{3000}", ALL),
    ("controls", "\u{1}", "\u{7F}", ALL),
    ("private use", "\u{E000}", "\u{F8FF}", ALL),
    ("kanji of the planes above", "𠮷", "𠮷", ALL),
    ("kana of half width", "ｱ", "ｱ", ALL),
    ("Latin of full width", "Ａ", "Ａ", ALL),
    ("Cyrillic", "Слово", "Слово", APART),
    ("Arabic", "كلمة", "كلمة", APART),
    ("Hangul", "단어", "단어", APART),
    ("Thai", "คำ", "คำ", ALL),
    ("list marks", "- a", "・あ", &[Lines, Paragraphs]),
    ("headings", "# a", "# あ", &[Lines, Paragraphs]),
    ("quotations", "> a", "> あ", &[Lines, Paragraphs]),
    ("rows of a table", "| a | b |", "| あ | い |", &[Lines]),
    ("tags", "<div>", "<div>", ALL),
    ("entities", "&amp;", "&amp;", ALL),
    ("addresses", "https://a.b/c", "https://a.b/c", APART),
    ("mail", "a@b.c", "a@b.c", APART),
    ("placeholders", "{0} %s", "{0} %s", APART),
    ("code", "`a`", "`a`", ALL),
    ("files", "a/b.c", "a/b.c", APART),
    ("a run before katakana", "mmmmmmmm", "mmmmmmmmア", ALL),
    (
        "a sentence",
        "Nobody saw the wet grey cat.",
        "猫を見た者はいなかった。",
        &[Words, Paragraphs],
    ),
];

/// A text made by a rule: for a number of bytes, both sides.
type Made = (&'static str, fn(usize) -> (String, String));

const MADE: &[Made] = &[
    ("a letter a line, all letters", |n| {
        (
            cycle("abcdefghijklmnopqrstuvwxyz", "\n", n),
            cycle("あいうえおかきくけこさしすせそ", "\n", n),
        )
    }),
    ("items against their reverse", |n| {
        let items = n / 26;
        (
            numbered(1..=items, |k| format!("Item {k}.\n")),
            numbered((1..=items).rev(), |k| format!("項目{k}。\n")),
        )
    }),
    ("numbers against their reverse", |n| {
        let items = n / 16;
        (
            numbered(1..=items, |k| format!("{k}.\n")),
            numbered((1..=items).rev(), |k| format!("{k}。\n")),
        )
    }),
    ("rare words", |n| {
        (
            invented(n / 2, 7, ". ", &LATIN),
            invented(n / 2, 11, "。", &KANA),
        )
    }),
    ("rare words, a line each", |n| {
        (
            invented(n / 2, 7, "\n", &LATIN),
            invented(n / 2, 11, "\n", &KANA),
        )
    }),
    ("near-equal long words", |n| {
        (long_words(n / 2, ". "), long_words(n / 2, "。"))
    }),
    ("one long word", |n| ("y".repeat(n / 2), "ｙ".repeat(n / 6))),
    ("two other languages", |n| {
        (sentences(n / 2, &GERMAN), sentences(n / 2, &FRENCH))
    }),
    ("one language twice", |n| {
        (sentences(n / 2, &ENGLISH), sentences(n / 2, &ENGLISH))
    }),
    ("texts of other subjects", |n| {
        (sentences(n / 2, &ENGLISH), sentences(n / 2, &JAPANESE))
    }),
    ("much against little", |n| {
        (sentences(n, &ENGLISH), "猫。".into())
    }),
    ("little against much", |n| {
        ("A cat.".into(), sentences(n, &JAPANESE))
    }),
    ("short against long segments", |n| {
        ("a. ".repeat(n / 6), sentences(n / 2, &JAPANESE))
    }),
    ("all of one name", |n| {
        ("Anna. ".repeat(n / 12), "アンナ。".repeat(n / 24))
    }),
    ("all names there are", |n| {
        (
            invented(n / 2, 5, ", ", &SYLLABLES),
            invented(n / 2, 5, "、", &KATAKANA),
        )
    }),
];

const LATIN: [&str; 16] = [
    "b", "ka", "du", "tri", "lo", "me", "sna", "vel", "qu", "or", "ist", "ent", "gra", "phi",
    "zor", "ul",
];
const KANA: [&str; 16] = [
    "ぬ", "む", "る", "れ", "そ", "と", "み", "へ", "ほ", "ゆ", "よ", "わ", "つ", "さ", "く", "け",
];
const SYLLABLES: [&str; 8] = ["Mar", "Tal", "Ker", "Son", "Bel", "Nor", "Vin", "Dor"];
const KATAKANA: [&str; 8] = [
    "マル", "タル", "カー", "ソン", "ベル", "ノル", "ビン", "ドル",
];
const ENGLISH: [&str; 24] = [
    "the",
    "harbour",
    "was",
    "quiet",
    "until",
    "fishermen",
    "returned",
    "with",
    "empty",
    "nets",
    "and",
    "long",
    "stories",
    "about",
    "weather",
    "which",
    "nobody",
    "in",
    "town",
    "believed",
    "any",
    "more",
    "that",
    "year",
];
const JAPANESE: [&str; 16] = [
    "議会",
    "は",
    "新しい",
    "法律",
    "を",
    "可決し",
    "、",
    "予算",
    "の",
    "配分",
    "に",
    "ついて",
    "長く",
    "議論",
    "した",
    "年",
];
const GERMAN: [&str; 16] = [
    "der",
    "Hafen",
    "war",
    "still",
    "bis",
    "die",
    "Fischer",
    "mit",
    "leeren",
    "Netzen",
    "und",
    "langen",
    "Geschichten",
    "über",
    "Wetter",
    "kamen",
];
const FRENCH: [&str; 16] = [
    "le",
    "parlement",
    "a",
    "voté",
    "une",
    "nouvelle",
    "loi",
    "sur",
    "le",
    "budget",
    "après",
    "de",
    "longs",
    "débats",
    "cette",
    "année",
];

/// A kind of hostile text.
#[derive(Debug, Clone, Copy)]
pub struct Kind(usize);

impl Kind {
    /// All kinds, in an order that does not change.
    pub fn all() -> impl Iterator<Item = Kind> {
        let repeated: usize = REPEATED.iter().map(|(.., forms)| forms.len()).sum();
        (0..repeated + MADE.len()).map(Kind)
    }

    /// What the texts are, in a few words.
    pub fn name(self) -> String {
        match self.repeated() {
            Ok(((name, ..), form)) => format!(
                "{name}, {}",
                match form {
                    Run => "a run",
                    Words => "words",
                    Lines => "lines",
                    Paragraphs => "paragraphs",
                }
            ),
            Err(made) => made.0.to_owned(),
        }
    }

    /// Both sides, which have some `n_bytes` together.
    pub fn texts(self, n_bytes: usize) -> (String, String) {
        match self.repeated() {
            Ok(((_, source, target, _), form)) => (
                repeat(source, form, n_bytes / 2),
                repeat(target, form, n_bytes / 2),
            ),
            Err(made) => made.1(n_bytes),
        }
    }

    fn repeated(self) -> Result<(&'static Repeated, Form), &'static Made> {
        let mut at = self.0;
        for repeated in REPEATED {
            match repeated.3.get(at) {
                Some(&form) => return Ok((repeated, form)),
                None => at -= repeated.3.len(),
            }
        }
        Err(&MADE[at])
    }
}

/// Ordinary text: the samples of the repository, one behind the other, again and again.
pub fn ordinary(n_bytes: usize) -> (String, String) {
    let source = [
        include_str!("../../data/samples/chronicle.en.txt"),
        include_str!("../../data/samples/dialogue.en.txt"),
        include_str!("../../data/samples/election.en.txt"),
        include_str!("../../data/samples/kyoto.en.txt"),
        include_str!("../../data/samples/note.en.txt"),
    ];
    let target = [
        include_str!("../../data/samples/chronicle.ja.txt"),
        include_str!("../../data/samples/dialogue.ja.txt"),
        include_str!("../../data/samples/election.ja.txt"),
        include_str!("../../data/samples/kyoto.ja.txt"),
        include_str!("../../data/samples/note.ja.txt"),
    ];
    let (source, target) = (source.join("\n\n"), target.join("\n\n"));
    let times = (n_bytes / (source.len() + target.len())).max(1);
    (
        vec![source; times].join("\n\n"),
        vec![target; times].join("\n\n"),
    )
}

fn repeat(part: &str, form: Form, n_bytes: usize) -> String {
    let between = match form {
        Run => "",
        Words => " ",
        Lines => "\n",
        Paragraphs => "\n\n",
    };
    format!("{part}{between}").repeat(n_bytes / (part.len() + between.len()))
}

/// The characters of a text in turn, and something behind each.
fn cycle(characters: &str, behind: &str, n_bytes: usize) -> String {
    let mut text = String::new();
    for character in characters.chars().cycle() {
        if text.len() >= n_bytes / 2 {
            break;
        }
        text.push(character);
        text.push_str(behind);
    }
    text
}

fn numbered(numbers: impl Iterator<Item = usize>, item: fn(usize) -> String) -> String {
    numbers.map(item).collect()
}

/// Words that no text has, each once, made of syllables.
fn invented(n_bytes: usize, seed: usize, behind: &str, syllables: &[&str]) -> String {
    let mut text = String::new();
    for k in 0.. {
        if text.len() >= n_bytes {
            break;
        }
        let mut rest = k * 7_919 + seed;
        for _ in 0..5 {
            text.push_str(syllables[rest % syllables.len()]);
            rest = rest / syllables.len() + k % 13;
        }
        text.push_str(behind);
    }
    text
}

fn long_words(n_bytes: usize, behind: &str) -> String {
    let mut text = String::new();
    for k in 0.. {
        if text.len() >= n_bytes {
            break;
        }
        let _ = write!(
            text,
            "{}{}{}{behind}",
            "inter".repeat(8),
            ["a", "e", "i", "o", "u"][k % 5],
            "national".repeat(5)
        );
    }
    text
}

/// Sentences of words in an order of their own.
fn sentences(n_bytes: usize, words: &[&str]) -> String {
    let is_japanese = words == JAPANESE;
    let mut text = String::new();
    for k in 0.. {
        if text.len() >= n_bytes {
            break;
        }
        let word = words[(k * k / 3 + k) % words.len()];
        text.push_str(word);
        let ends = k % 11 == 10;
        text.push_str(match (is_japanese, ends) {
            (true, true) => "。",
            (true, false) => "",
            (false, true) => ". ",
            (false, false) => " ",
        });
    }
    text
}
