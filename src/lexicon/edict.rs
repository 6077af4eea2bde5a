//! One line of EDICT → the keys under which it is found in running text, and the words of its glosses, ranked.
//!
//! In: `走る [はしる] /(v5r,vi) (1) to run/(v5r,vi) (2) to drive/…/(P)/`. Out: keys with the endings that the
//! conjugations of its class leave (走ら 走り 走る 走れ 走ろ 走っ), and content words. O(bytes of the line).

use crate::text::fold::fold_width;
use crate::text::script::{Class, class, is_japanese};
use crate::text::word::{is_stop_word, words};

/// The key of the first line of EDICT, which holds its name and date.
pub(super) const EDICT_TITLE: &str = "　？？？";

/// Whether a line is an entry of EDICT, or its title.
pub(super) fn is_edict_line(line: &str) -> bool {
    line.starts_with(EDICT_TITLE) || parse(line).is_some()
}

/// The longest key taken from EDICT, in characters; longer ones are phrases that hardly recur.
pub(super) const LONGEST_KEY: usize = 10;

/// A key of hiragana alone must be this long: shorter ones are met inside other words far too often.
/// Measured: the right partner among 50 is found with .775 instead of .730.
const SHORTEST_HIRAGANA: usize = 3;

/// Content words a gloss may have and still be used when the line has shorter glosses too.
const LONGEST_GLOSS: usize = 3;

/// Words of glosses that explain, or stand for the object of a verb, and are no translation.
const PLACEHOLDERS: [&str; 14] = [
    "something",
    "someone",
    "somebody",
    "somewhere",
    "sth",
    "oneself",
    "one",
    "ones",
    "esp",
    "usu",
    "eg",
    "ie",
    "lit",
    "abbr",
];

/// A parsed line.
pub(super) struct Line<'a> {
    headword: &'a str,
    reading: Option<&'a str>,
    /// The part between the first and the last slash.
    body: &'a str,
}

/// Parses a line; none if it is not in the form of EDICT.
pub(super) fn parse(line: &str) -> Option<Line<'_>> {
    let (head, body) = line.split_once(" /")?;
    // A line may have no gloss at all.
    let body = if body.is_empty() {
        body
    } else {
        body.strip_suffix('/')?
    };
    let (headword, reading) = match head.split_once(" [") {
        Some((headword, reading)) => (headword, Some(reading.strip_suffix(']')?)),
        None => (head, None),
    };
    let is_word = !headword.is_empty() && !headword.contains(' ');
    is_word.then_some(Line {
        headword,
        reading,
        body,
    })
}

impl Line<'_> {
    fn has_tag(&self, tag: &str) -> bool {
        groups(self.body).any(|group| group.split(',').any(|part| part == tag))
    }

    /// Whether the entry is one of the common ones.
    fn is_common(&self) -> bool {
        self.has_tag("P")
    }
}

/// The keys of a line: its headword, and its reading if it is usually written in kana.
pub(super) fn keys(line: &Line<'_>) -> Vec<String> {
    let mut keys = Vec::new();
    let readings = line.reading.filter(|_| line.has_tag("uk"));
    // EDICT2 has several words in one line: 見る(P);観る(P) [みる(P)].
    for word in [Some(line.headword), readings]
        .into_iter()
        .flatten()
        .flat_map(|words| words.split(';'))
    {
        add_forms(&mut keys, line, word.split('(').next().unwrap_or(word));
    }
    keys.retain(|key| is_good_key(key));
    keys.sort();
    keys.dedup();
    keys
}

/// The words of a line's glosses, each with a rank. The lower the rank, the better the word translates the entry.
pub(super) fn ranked_words<'a>(line: &Line<'a>) -> Vec<(u32, &'a str)> {
    let common = if line.is_common() { 0 } else { 3 };
    let mut sense = 0;
    let mut glosses: Vec<(u32, Vec<&'a str>)> = Vec::new();
    for gloss in line
        .body
        .split('/')
        .filter(|gloss| !gloss.starts_with("EntL"))
    {
        let is_numbered =
            groups(gloss).any(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
        if is_numbered {
            sense += 1;
        }
        let is_old =
            groups(gloss).any(|group| matches!(group, "arch" | "obs" | "obsc" | "ok" | "sl"));
        let content: Vec<&str> = outside_brackets(gloss)
            .flat_map(|piece| words(piece).map(|(_, word)| word))
            .filter(|word| !is_stop_word(word) && !PLACEHOLDERS.contains(word))
            .collect();
        if !content.is_empty() {
            let rank = common + u32::min(sense, 4) + if is_old { 4 } else { 0 };
            glosses.push((rank, content));
        }
    }
    let shortest = glosses
        .iter()
        .map(|(_, content)| content.len())
        .min()
        .unwrap_or(0);
    glosses
        .into_iter()
        .filter(|(_, content)| content.len() <= usize::max(LONGEST_GLOSS, shortest))
        .flat_map(|(rank, content)| {
            let rank = rank + 2 * (content.len() as u32 - 1);
            content.into_iter().map(move |word| (rank, word))
        })
        .collect()
}

/// The insides of the round brackets of a text.
fn groups(text: &str) -> impl Iterator<Item = &str> {
    text.split('(')
        .skip(1)
        .filter_map(|piece| Some(piece.split_once(')')?.0))
}

/// The pieces of a text that stand in no round brackets.
fn outside_brackets(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    text.split_inclusive(['(', ')']).filter_map(move |piece| {
        let is_outside = depth == 0;
        match piece.as_bytes().last() {
            Some(b'(') => depth += 1,
            Some(b')') => depth = i32::max(0, depth - 1),
            _ => {}
        }
        is_outside.then(|| piece.trim_end_matches(['(', ')']))
    })
}

fn is_good_key(key: &str) -> bool {
    let n_characters = key.chars().count();
    let all = |kind: Class| key.chars().all(|character| class(character) == kind);
    if LONGEST_KEY < n_characters || !key.chars().any(is_japanese) {
        return false;
    }
    if all(Class::Hiragana) {
        return SHORTEST_HIRAGANA <= n_characters;
    }
    if all(Class::Katakana) {
        return 1 < n_characters;
    }
    // Numbers have their own reader.
    !key.chars()
        .all(|character| "〇一二三四五六七八九十百千万億兆".contains(character))
        && !key.chars().any(|character| character.is_ascii_digit())
}

/// Adds the forms of a word under which its conjugations are found.
fn add_forms(keys: &mut Vec<String>, line: &Line<'_>, word: &str) {
    let folded = fold_width(word);
    let word = folded.text();
    let n_before = keys.len();
    for (tag, ending, beginnings) in CONJUGATIONS {
        let Some(stem) = word.strip_suffix(ending) else {
            continue;
        };
        if stem.is_empty() || !line.has_tag(tag) {
            continue;
        }
        let is_open = matches!(*tag, "v1" | "adj-i");
        if is_open && !is_short(stem) {
            keys.push(stem.to_owned());
        } else {
            keys.extend(beginnings.chars().map(|kana| format!("{stem}{kana}")));
        }
    }
    if keys.len() == n_before {
        keys.push(word.to_owned());
    }
}

/// Whether a stem is so short that it is found inside other words: one character, or two hiragana.
fn is_short(stem: &str) -> bool {
    let n_characters = stem.chars().count();
    n_characters < 2
        || (n_characters < SHORTEST_HIRAGANA
            && stem
                .chars()
                .all(|character| class(character) == Class::Hiragana))
}

/// Part of speech, the ending of its dictionary form, and the kana that can follow the stem. Where the stem is
/// long enough, `v1` and `adj-i` need no kana behind it.
const CONJUGATIONS: &[(&str, &str, &str)] = &[
    ("v1", "る", "るたてなまられよずさそつ"),
    ("v5k", "く", "かきくけこい"),
    ("v5k-s", "く", "かきくけこっ"),
    ("v5g", "ぐ", "がぎぐげごい"),
    ("v5s", "す", "さしすせそ"),
    ("v5t", "つ", "たちつてとっ"),
    ("v5n", "ぬ", "なにぬねのん"),
    ("v5b", "ぶ", "ばびぶべぼん"),
    ("v5m", "む", "まみむめもん"),
    ("v5r", "る", "らりるれろっ"),
    ("v5r-i", "る", "らりるれろっ"),
    ("v5aru", "る", "らりるれろっい"),
    ("v5u", "う", "わいうえおっ"),
    ("v5u-s", "う", "わいうえお"),
    ("vk", "る", "るたてなまられよい"),
    ("vs-s", "する", "さしすせ"),
    ("vs-i", "する", "さしすせ"),
    ("vz", "ずる", "ざじずぜ"),
    ("adj-i", "い", "いくかけさそす"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn keys_of(line: &str) -> String {
        keys(&parse(line).unwrap()).join(" ")
    }

    #[test]
    fn keys_cover_conjugations() {
        for (name, line, expected) in [
            (
                "godan",
                "走る [はしる] /(v5r,vi) to run/",
                "走っ 走ら 走り 走る 走れ 走ろ",
            ),
            ("ichidan", "食べる [たべる] /(v1,vt) to eat/", "食べ"),
            (
                "short ichidan",
                "見る [みる] /(v1,vt) to see/",
                "見さ 見ず 見そ 見た 見つ 見て 見な 見ま 見よ 見ら 見る 見れ",
            ),
            (
                "adjective",
                "美しい [うつくしい] /(adj-i) beautiful/",
                "美し",
            ),
            (
                "short adjective",
                "高い [たかい] /(adj-i) high/",
                "高い 高か 高く 高け 高さ 高す 高そ",
            ),
            ("noun", "機械 [きかい] /(n) machine/", "機械"),
            ("kana", "所 [ところ] /(n) (uk) place/", "ところ 所"),
            ("short kana", "事 [こと] /(n) (uk) thing/", "事"),
            ("width", "Ｔシャツ /(n) T-shirt/", "Tシャツ"),
            ("numeral", "三 [さん] /(num) three/", ""),
            (
                "suru",
                "愛する [あいする] /(vs-s,vt) to love/",
                "愛さ 愛し 愛す 愛せ",
            ),
        ] {
            assert_eq!(keys_of(line), expected, "{name}");
        }
    }

    #[test]
    fn words_are_ranked() {
        for (name, line, expected) in [
            (
                "verb",
                "走る [はしる] /(v5r,vi) (1) to run/(v5r,vi) (2) to drive (a car)/(P)/",
                "1 run 2 drive",
            ),
            ("rare", "走る [はしる] /(v5r) to run/", "3 run"),
            (
                "several words",
                "茶色 [ちゃいろ] /(n) light brown/tawny/(P)/",
                "2 light 2 brown 0 tawny",
            ),
            (
                "long gloss",
                "鉄 /(n) iron/one of the very old metals known to man/(P)/",
                "0 iron",
            ),
            ("nested", "丘 /(n) hill (cf. mount (high))/(P)/", "0 hill"),
        ] {
            let found: Vec<String> = ranked_words(&parse(line).unwrap())
                .iter()
                .map(|(rank, word)| format!("{rank} {word}"))
                .collect();
            assert_eq!(found.join(" "), expected, "{name}");
        }
    }

    #[test]
    fn other_lines_are_refused() {
        for line in [
            "",
            "word",
            "two words /gloss/",
            "語 /no end",
            "語 [ご /gloss/",
        ] {
            assert!(parse(line).is_none(), "{line}");
        }
    }
}
