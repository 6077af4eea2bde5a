//! The dictionary, the readings of names, and words that exclude each other, which `taiyaku` embeds, as text. README.md describes
//! their form.
//!
//! The first two are derived from files of the Electronic Dictionary Research and Development Group, and the words of the first were
//! chosen by the frequencies of wordfreq; the third is derived from WordNet. All are under CC BY-SA 4.0. A program that shows or
//! distributes their contents shows [`ATTRIBUTION`].

/// Japanese words with the stems of their English glosses: lines `key TAB gloss SPACE gloss …`, sorted by the bytes of the key.
pub const LEXICON: &str = include_str!("lexicon.tsv");

/// The readings of kanji in names: lines `kanji TAB reading worth …`, sorted by the bytes of the key.
pub const READINGS: &str = include_str!("readings.tsv");

/// English words that exclude each other, by classes; its first lines say how they are written. Derived from WordNet.
pub const SIBLINGS: &str = include_str!("siblings.tsv");

/// The notice to show with these texts, or with anything made from them, wherever it is published.
pub const ATTRIBUTION: &str = "The embedded Japanese-English lexicon is derived from EDICT, ENAMDICT and \
    KANJIDIC, the property of the Electronic Dictionary Research and Development Group (EDRDG, https://www.edrdg.org/), used in \
    conformance with the Group's licence, and from word frequencies of wordfreq by Robyn Speer \
    (https://github.com/rspeer/wordfreq), and is under the Creative Commons Attribution-ShareAlike 4.0 International licence \
    (CC BY-SA 4.0). The lists of words that exclude each other are derived from WordNet 3.1, Copyright 2011 by Princeton \
    University.";
