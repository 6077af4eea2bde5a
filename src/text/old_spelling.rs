//! Whether a Japanese text is spelled as before 1946: kanji with katakana, older kana, older forms of kanji.
//!
//! In: a text. Out: its [`OldSpelling`], or none. What follows from it for the words of the text is in `anchor/spelling/`.
//! O(bytes).

use std::sync::LazyLock;

use crate::text::script::{Class, class};

/// How a text is spelled. What is not old in it is read as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct OldSpelling {
    /// The endings and particles stand in katakana, as in statutes and telegrams.
    pub(crate) in_katakana: bool,
    /// Kana are spelled by the older rules: いふ, ゐる, つて.
    pub(crate) older_kana: bool,
    /// Some kanji have their older form.
    pub(crate) older_kanji: bool,
}

/// Signs of a spelling that a whole text must have at least.
const FEWEST_SIGNS: usize = 3;

/// Of its endings so many are single particles, at least two and one in six. In the translation of 1866 it is one in two; lists of
/// menus, parts and measures (使用テスト, 雨雲用バス) have none.
const FEWEST_PARTICLES: usize = 2;
const ENDINGS_A_PARTICLE: usize = 6;

/// A text in kanji and katakana has a katakana ending behind a kanji at least once in so many kanji. In the translation of 1866
/// it is once in two; modern texts have none, but a name such as 丸ノ内.
const KANJI_AN_ENDING: usize = 12;

/// Kana of the modern rules that a text may have for each sign of the older ones. Old novels have up to 2, where the editor
/// mended some of it, modern ones 100 and more.
const MODERN_A_SIGN: usize = 4;

/// Counts of a text that tell how it is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Signs {
    kanji: usize,
    older_kanji: usize,
    /// Hiragana that is not the reading of a word in 《》.
    hiragana: usize,
    /// Katakana particles and endings behind a kanji.
    endings: usize,
    /// Those that are a single particle in front of a kanji, a mark, or the end of a line. Loanwords are longer.
    particles: usize,
    older_kana: usize,
    modern_kana: usize,
}

/// The longest text, in bytes, that is looked through character by character in any case.
const SHORT: usize = 2_048;

/// A longer text that is spelled in an old way has one of these. They are looked for many bytes at a time: to look at every
/// character of 174 modern texts took 7 % of the time of reading them, to look for these takes under 1 %.
const COMMON: [&str; 18] = [
    "ヲ",
    "ゐ",
    "だらう",
    "でせう",
    "やうに",
    "いふ",
    "思ふ",
    "言ふ",
    "云ふ",
    "國",
    "學",
    "會",
    "來",
    "氣",
    "當",
    "對",
    "發",
    "實",
];

impl OldSpelling {
    /// How a document is spelled. O(bytes).
    pub(crate) fn of(text: &str) -> OldSpelling {
        let has =
            |common: &&str| memchr::memmem::find(text.as_bytes(), common.as_bytes()).is_some();
        if SHORT < text.len() && !COMMON.iter().any(has) {
            return OldSpelling::default();
        }
        let signs = Signs::of(text);
        let in_katakana = FEWEST_SIGNS <= signs.endings
            && FEWEST_PARTICLES <= signs.particles
            && signs.endings <= ENDINGS_A_PARTICLE * signs.particles
            && signs.kanji <= KANJI_AN_ENDING * signs.endings
            && signs.hiragana < signs.endings;
        let older_kana = FEWEST_SIGNS <= signs.older_kana
            && signs.modern_kana <= MODERN_A_SIGN * signs.older_kana;
        OldSpelling {
            in_katakana,
            older_kana: in_katakana || older_kana,
            older_kanji: 0 < signs.older_kanji,
        }
    }

    /// How a part of a document is spelled that as a whole is spelled so. O(bytes).
    pub(crate) fn of_part(self, part: &str) -> OldSpelling {
        if !self.in_katakana {
            return self;
        }
        let signs = Signs::of(part);
        let in_katakana = signs.hiragana <= signs.endings;
        OldSpelling {
            in_katakana,
            ..self
        }
    }

    /// Whether nothing is old.
    pub(crate) fn is_modern(self) -> bool {
        self == OldSpelling::default()
    }
}

impl Signs {
    fn of(text: &str) -> Signs {
        let mut signs = Signs::default();
        let mut is_reading = false;
        let mut before = [' '; 2];
        for character in text.chars().chain(['\n']) {
            let kind = class(character);
            if kind != Class::Katakana
                && kind != Class::Hiragana
                && class(before[0]) == Class::Kanji
                && is_particle(before[1])
            {
                signs.particles += 1;
            }
            match kind {
                Class::Kanji => {
                    signs.kanji += 1;
                    signs.older_kanji += usize::from(new_kanji(character).is_some());
                }
                Class::Hiragana if !is_reading => {
                    signs.hiragana += 1;
                    signs.count_kana(before, character);
                }
                Class::Katakana => {
                    let is_ending = class(before[1]) == Class::Kanji && is_ending(character);
                    signs.endings += usize::from(is_ending);
                }
                _ => match character {
                    '《' => is_reading = true,
                    '》' | '\n' => is_reading = false,
                    _ => {}
                },
            }
            before = [before[1], character];
        }
        signs
    }

    fn count_kana(&mut self, before: [char; 2], character: char) {
        let behind_kanji = class(before[1]) == Class::Kanji;
        match (before[1], character) {
            (_, 'ゐ' | 'ゑ') => self.older_kana += 1,
            // An adjective may stand before ふ: 白いふとん.
            ('い', 'ふ') if class(before[0]) != Class::Kanji => self.older_kana += 1,
            // やう (様) follows what describes it, and not a noun: そばやうどん.
            ('や', 'う') if describes(before[0]) => self.older_kana += 1,
            ('さ', 'う') => self.older_kana += 1,
            (_, 'ふ') if behind_kanji => self.older_kana += 1,
            ('つ', 'た' | 'て') if class(before[0]) == Class::Kanji => self.older_kana += 1,
            (_, 'っ') | ('よ' | 'そ', 'う') => self.modern_kana += 1,
            _ => {}
        }
    }
}

/// Whether a clause that describes a noun may end so.
fn describes(last: char) -> bool {
    matches!(
        last,
        'の' | 'な' | 'る' | 'た' | 'い' | 'ぬ' | 'ふ' | 'く' | 'す' | 'つ' | 'む' | 'だ'
    )
}

/// Whether a katakana character is a particle that stands alone.
fn is_particle(character: char) -> bool {
    matches!(
        character,
        'ノ' | 'ヲ' | 'ハ' | 'ニ' | 'ト' | 'モ' | 'ヘ' | 'ガ'
    )
}

/// Whether a katakana character is a particle, or the beginning of an ending.
fn is_ending(character: char) -> bool {
    matches!(
        character,
        'ノ' | 'ヲ'
            | 'ハ'
            | 'ニ'
            | 'ト'
            | 'モ'
            | 'ヘ'
            | 'ガ'
            | 'ス'
            | 'シ'
            | 'ル'
            | 'リ'
            | 'レ'
            | 'ラ'
            | 'タ'
            | 'テ'
            | 'セ'
            | 'サ'
            | 'ヒ'
            | 'フ'
            | 'キ'
            | 'ク'
            | 'ケ'
            | 'ミ'
            | 'ム'
            | 'メ'
            | 'ナ'
            | 'ヨ'
            | 'ズ'
            | 'ザ'
            | 'ベ'
            | 'ジ'
            | 'デ'
            | 'バ'
    )
}

/// The first kanji of the table of old forms, and how many code points it covers.
const FIRST: usize = 0x4e00;
const COVERED: usize = 0xa000 - FIRST;

/// The form of today of a kanji of an older form. O(1).
pub(crate) fn new_kanji(character: char) -> Option<char> {
    static TABLE: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
        let mut table = vec![None; COVERED];
        let lines = include_str!("../../data/old_kanji.txt").lines();
        let pairs = lines.filter(|line| !line.starts_with('#'));
        for pair in pairs.flat_map(str::split_whitespace) {
            let mut characters = pair.chars();
            if let (Some(new), Some(old)) = (characters.next(), characters.next())
                && let Some(place) = table.get_mut((old as usize).wrapping_sub(FIRST))
            {
                *place = Some(new);
            }
        }
        table
    });
    *TABLE.get((character as usize).wrapping_sub(FIRST))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_text_is_spelled() {
        let (katakana, kana, kanji) = (
            OldSpelling {
                in_katakana: true,
                older_kana: true,
                older_kanji: false,
            },
            OldSpelling {
                older_kana: true,
                ..OldSpelling::default()
            },
            OldSpelling {
                older_kanji: true,
                ..OldSpelling::default()
            },
        );
        let modern = OldSpelling::default();
        for (name, text, expected) in [
            ("a statute", "主人ハ倉ノ鍵ヲ人ニ渡スコトヲ得ス", katakana),
            (
                "readings",
                "主人《しゆじん》ハ倉ノ鍵《かぎ》ヲ人ニ渡ス",
                katakana,
            ),
            ("a novel", "犬がゐると思ふ。立つて見てゐた。", kana),
            ("one sign", "ふと言ふ。", modern),
            ("kanji", "國の話をする。", kanji),
            ("loanwords", "カメラとテレビのデータヲ読む。", modern),
            ("a name", "丸ノ内と虎ノ門と霞ノ関へ行きました。", modern),
            (
                "a list",
                "石壁\n使用テスト\n公園地図\n雨雲用バス\n作業ナイフ\n主要メモリ",
                modern,
            ),
            (
                "bedding and noodles",
                "白いふとん。黒いふた。そばやうどん。いかやうに。",
                modern,
            ),
            ("nothing", "", modern),
        ] {
            for copies in [1, SHORT] {
                let text = format!("{text}\n").repeat(copies);
                let expected = match (name, copies) {
                    ("one sign", 2..) => kana,
                    _ => expected,
                };
                assert_eq!(OldSpelling::of(&text), expected, "{name}, {copies}");
            }
        }
    }

    #[test]
    fn a_part_of_a_text_in_katakana_may_be_of_today() {
        let document = OldSpelling::of("主人ハ倉ノ鍵ヲ人ニ渡スコトヲ得ス");
        for (name, part, in_katakana) in [
            ("an article", "第三條　夜ハ門ヲ閉ヅ", true),
            ("a note by the editor", "この文は古いものです。", false),
            ("kanji alone", "附則", true),
        ] {
            assert_eq!(document.of_part(part).in_katakana, in_katakana, "{name}");
        }
    }

    #[test]
    fn every_pair_of_the_table_is_read() {
        for (old, new) in [
            ('學', Some('学')),
            ('觀', Some('観')),
            ('学', None),
            ('a', None),
            ('😀', None),
        ] {
            assert_eq!(new_kanji(old), new);
        }
    }
}
