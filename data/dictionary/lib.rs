//! The dictionary and the readings of names that `taiyaku` embeds, as text. README.md describes their form.
//!
//! Both are derived from files of the Electronic Dictionary Research and Development Group, and the words of the first were
//! chosen by the frequencies of wordfreq, under CC BY-SA 4.0. A program that
//! shows or distributes their contents shows [`ATTRIBUTION`].

/// Japanese words with the stems of their English glosses: lines `key TAB gloss SPACE gloss …`, sorted by the bytes of the key.
pub const LEXICON: &str = include_str!("lexicon.tsv");

/// The readings of kanji in names: lines `kanji TAB reading worth …`, sorted by the bytes of the key.
pub const READINGS: &str = include_str!("readings.tsv");

/// The notice to show with both texts, or with anything made from them, wherever it is published.
pub const ATTRIBUTION: &str = "The embedded Japanese-English lexicon is derived from EDICT, ENAMDICT and \
    KANJIDIC, the property of the Electronic Dictionary Research and Development Group (EDRDG, https://www.edrdg.org/), used in \
    conformance with the Group's licence, and from word frequencies of wordfreq by Robyn Speer \
    (https://github.com/rspeer/wordfreq), and is under the Creative Commons Attribution-ShareAlike 4.0 International licence (CC BY-SA 4.0).";
