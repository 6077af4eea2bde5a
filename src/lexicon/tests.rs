//! Tables of the words that a lexicon finds, of what it refuses, and of the embedded one.

use std::borrow::Cow;
#[cfg(feature = "lexicon")]
use std::collections::BTreeSet;

use super::*;
#[cfg(feature = "lexicon")]
use crate::text::script::is_kanji;
use proptest::prelude::*;

const GLOSSARY: &str = "\
# a comment
犬\tdog
犬小屋\tkennel; dog house
システム\tsystem
カード\tcard
システムカード\tsystem card
走る [はしる] /(v5r,vi) (1) to run/(v5r,vi) (2) to drive/(P)/
所 [ところ] /(n) (uk) place/spot/
最先端\tstate of the art\tnote
";

fn glossary() -> Lexicon {
    Lexicon::from_reader(GLOSSARY.as_bytes()).unwrap()
}

fn show(lexicon: &Lexicon, text: &str) -> String {
    let mut found = Vec::new();
    lexicon.matches(text, &mut found);
    let shown = found.iter().map(|found| {
        assert_eq!(lexicon.key(found.entry), found.span.of(text));
        let stems: Vec<&str> = lexicon.stems(found.entry).collect();
        format!("{}={}", found.span.of(text), stems.join(","))
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn matches_are_greedy() {
    let lexicon = glossary();
    for (name, text, expected) in [
        ("word", "犬が", "犬=dog"),
        ("longest", "犬小屋と犬小", "犬小屋=kennel,dog,hous 犬=dog"),
        (
            "conjugated",
            "走って、走らない",
            "走っ=run,drive 走ら=run,drive",
        ),
        (
            "whole compound",
            "システムカードは",
            "システムカード=system,card",
        ),
        ("unknown tail", "システムズ", "システム=system"),
        ("unknown head", "メガカード", "カード=card"),
        ("unknown both", "メガカードン", ""),
        ("kana", "ところで", "ところ=place,spot"),
        ("several words", "最先端", "最先端=state,art"),
        ("nothing", "猫 cat", ""),
        ("empty", "", ""),
    ] {
        assert_eq!(show(&lexicon, text), expected, "{name}");
    }
}

#[test]
fn glosses_of_several_words_stay_whole() {
    let lexicon = glossary();
    let entry = lexicon.find("犬小屋").unwrap();
    let glosses: Vec<Vec<&str>> = lexicon.glosses(entry).map(Iterator::collect).collect();
    assert_eq!(glosses, [vec!["kennel"], vec!["dog", "hous"]]);
    assert_eq!(lexicon.find("犬小"), None);
}

#[test]
fn merging_puts_the_newcomer_first() {
    let mut lexicon = glossary();
    let n_keys = lexicon.len();
    let other = Lexicon::from_reader("犬\thound\n猫\tcat\n".as_bytes()).unwrap();
    lexicon.merge(&other);
    assert_eq!(lexicon.len(), n_keys + 1);
    assert_eq!(show(&lexicon, "犬と猫"), "犬=hound,dog 猫=cat");
    lexicon.merge(&Lexicon::empty());
    assert_eq!(lexicon.len(), n_keys + 1);
}

#[test]
fn bad_lines_are_named() {
    for (name, text, expected) in [
        ("no tab", "犬\tdog\n\nnonsense\n", "line 3: expected"),
        ("no english", "犬\t；\n", "line 1: expected an English"),
        (
            "English of marks that are not seen",
            "犬\t\u{fe0f}; \u{200d}\n",
            "line 1: expected an English",
        ),
        ("no japanese", "\tdog\n", "line 1: expected Japanese"),
        (
            "NUL in a key",
            "猫\tcat\n犬\0\tdog\n",
            "line 2: expected text, found a NUL",
        ),
        ("NUL alone", "\0\tdog\n", "line 1: expected text"),
        ("NUL in a gloss", "犬\td\0og\n", "line 1: expected text"),
        (
            "NUL in an entry of EDICT",
            "犬\0 /(n) dog/\n",
            "line 1: expected text",
        ),
    ] {
        let error = Lexicon::from_reader(text.as_bytes()).unwrap_err();
        assert!(error.is_format(), "{name}");
        assert!(error.to_string().starts_with(expected), "{name}: {error}");
    }
    let error = Lexicon::from_reader(&b"\xff\xfe\n"[..]).unwrap_err();
    assert!(
        error.is_io() && error.to_string().starts_with("line 1: "),
        "{error}"
    );
}

#[cfg(feature = "lexicon")]
#[test]
fn the_embedded_lexicon_is_well_formed() {
    use super::builder::MOST_STEMS;
    use super::edict::LONGEST_KEY;
    use crate::text::word::{Stemmer, is_stop_word};

    let lexicon = Lexicon::embedded();
    let mut stemmer = Stemmer::new();
    let mut last = "";
    assert!(15_000 < lexicon.len(), "{} keys", lexicon.len());
    for entry in 0..lexicon.len() as u32 {
        let key = lexicon.key(entry);
        assert!(last < key, "{last} stands before {key}");
        assert!(key.chars().count() <= LONGEST_KEY, "{key}");
        let stems: Vec<&str> = lexicon.stems(entry).collect();
        assert!((1..=MOST_STEMS).contains(&stems.len()), "{key}: {stems:?}");
        for stem in stems {
            let again = stemmer.stem(stem);
            assert_eq!(stemmer.text(again), stem, "{key}");
            assert!(!is_stop_word(stem), "{key}: {stem}");
        }
        assert_eq!(lexicon.find(key), Some(entry));
        last = key;
    }
}

#[cfg(feature = "lexicon")]
#[test]
fn the_embedded_lexicon_knows_common_words() {
    for (text, stem) in [
        ("走っている", "run"),
        ("食べました", "eat"),
        ("大きくない", "big"),
        ("日本", "japan"),
        ("翻訳", "translat"),
        ("東京", "tokyo"),
        ("コンピューター", "comput"),
    ] {
        let lexicon = Lexicon::embedded();
        let mut found = Vec::new();
        lexicon.matches(text, &mut found);
        assert!(
            found
                .iter()
                .any(|found| lexicon.stems(found.entry).any(|known| known == stem)),
            "{text}: {}",
            show(lexicon, text)
        );
    }
}

/// The longest key that a text begins with, by trying them all.
fn longest_by_trying(lexicon: &Lexicon, text: &str) -> Option<u32> {
    let entries = 0..lexicon.len() as u32;
    let begun = entries.filter(|&entry| text.starts_with(lexicon.key(entry)));
    begun.max_by_key(|&entry| lexicon.key(entry).len())
}

#[test]
fn a_nul_in_a_text_is_a_character_like_others() {
    let lexicon = glossary();
    for (name, text, expected) in [
        ("behind a key", "犬\0", "犬=dog"),
        (
            "inside a key",
            "犬\0小屋 システム\0カード",
            "犬=dog システム=system カード=card",
        ),
        ("before a key", "\0犬小屋", "犬小屋=kennel,dog,hous"),
        ("behind a beginning of a key", "最\0最先\0", ""),
        ("alone", "\0\0", ""),
    ] {
        assert_eq!(show(&lexicon, text), expected, "{name}");
    }
    assert_eq!(lexicon.find("犬\0"), None);
}

proptest! {
    #[test]
    fn keys_of_any_characters_are_found(
        keys in prop::collection::btree_set("[\0-\u{2}a\u{ffff}\u{10ffff}犬]{1,12}", 0..8),
        text in "[\0-\u{2}a\u{ffff}\u{10ffff}犬]{0,14}",
    ) {
        let lines: String = keys.iter().map(|key| format!("{key}\tdog\n")).collect();
        let mut lexicon = Lexicon::from_sorted(Cow::Owned(lines));
        lexicon.merge(&glossary());
        for (at, first) in text.char_indices() {
            let rest = &text[at..];
            let behind = rest[first.len_utf8()..].chars();
            prop_assert_eq!(
                lexicon.longest_key(rest, first, behind),
                longest_by_trying(&lexicon, rest)
            );
        }
        for key in &keys {
            prop_assert_eq!(lexicon.find(key).map(|entry| lexicon.key(entry)), Some(&**key));
        }
    }

    #[test]
    fn matching_agrees_with_trying_every_key(text in "[犬小屋システムカードところ走って、 a\0]{0,20}") {
        let lexicon = glossary();
        let mut found = Vec::new();
        lexicon.matches(&text, &mut found);
        let mut end = 0;
        for LexiconMatch { span, entry } in found {
            prop_assert!(end <= span.start && span.start < span.end);
            prop_assert_eq!(span.of(&text), lexicon.key(entry));
            prop_assert_eq!(longest_by_trying(&lexicon, &text[span.start..]), Some(entry));
            end = span.end;
        }
    }

    #[test]
    fn any_text_can_be_searched_and_read(text in any::<String>()) {
        glossary().matches(&text, &mut Vec::new());
        let _ = Lexicon::from_reader(text.as_bytes());
    }

    #[test]
    fn what_is_read_is_written_and_read(lines in prop::collection::vec(("[犬小屋か\u{3099}ｶ\0]{1,4}", "[a-c\u{fe0f}\u{200d}ﷺ½;+'ｅ犬 -]{0,6}"), 1..5)) {
        let text: String = lines.iter().map(|(japanese, english)| format!("{japanese}\t{english}\n")).collect();
        if let Ok(lexicon) = Lexicon::from_reader(text.as_bytes()) {
            let back = Lexicon::from_text(lexicon.as_text().to_owned()).expect("it was written");
            prop_assert_eq!(back.as_text(), lexicon.as_text());
            for entry in 0..lexicon.len() as u32 {
                prop_assert!(lexicon.stems(entry).all(|stem| !stem.is_empty()), "{:?}", lexicon.as_text());
                prop_assert_eq!(lexicon.find(lexicon.key(entry)), Some(entry));
            }
        }
    }
}

#[cfg(feature = "lexicon")]
#[test]
fn the_table_agrees_with_the_stems_of_every_entry() {
    let lexicon = Lexicon::embedded();
    let asked = ["dog", "run", "state", "tokyo", "nonsenseword", ""];
    for stem in asked {
        let entries = || 0..lexicon.len() as u32;
        let knows = |entry: &u32| lexicon.stems(*entry).any(|known| known == stem);
        let led_by = |entry: &u32| lexicon.stems(*entry).take(3).any(|known| known == stem);
        assert_eq!(
            lexicon.has_stem(stem),
            entries().any(|e| knows(&e)),
            "{stem}"
        );
        let mut led: Vec<u32> = lexicon.entries_led_by(stem).collect();
        led.dedup();
        assert_eq!(led, entries().filter(led_by).collect::<Vec<_>>(), "{stem}");
        let keys: String = led.iter().map(|&entry| lexicon.key(entry)).collect();
        let kanji: BTreeSet<char> = keys.chars().filter(|&c| is_kanji(c)).collect();
        for time in ["first", "again"] {
            let led = lexicon.kanji_led_by(stem);
            assert!(led.iter().eq(&kanji), "{stem} {time}");
        }
    }
}
