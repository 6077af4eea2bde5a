//! Words of grammar that old texts write in kanji.
//!
//! In: the characters of a segment, kana in hiragana. Out: those words in kana, which are no anchors. O(characters).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::anchor::spelling::kana::Spelled;
use crate::text::script::{Class, class};

/// A word as it was written in kanji.
struct Word {
    old: Vec<char>,
    new: &'static str,
    /// Whether it is the word beside other kanji too.
    stands_anywhere: bool,
}

impl Word {
    /// Whether it stands at a place.
    fn stands_at(&self, spelled: &[(char, u32)], at: usize) -> bool {
        let end = at + self.old.len();
        let here = spelled.get(at..end).unwrap_or_default().iter();
        let is_kanji = |c: Option<&(char, u32)>| c.is_some_and(|c| class(c.0) == Class::Kanji);
        let is_alone = || !is_kanji(spelled[..at].last()) && !is_kanji(spelled.get(end));
        here.map(|c| &c.0).eq(&self.old)
            && (1 < self.old.len() || self.stands_anywhere || is_alone())
    }
}

/// The words of `data/old_words.tsv` by their first character, the longest first.
static WORDS: LazyLock<FxHashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let mut words: FxHashMap<char, Vec<Word>> = FxHashMap::default();
    let lines = include_str!("../../../data/old_words.tsv").lines();
    let pairs = lines.filter(|line| !line.starts_with('#'));
    for (old, new) in pairs.filter_map(|line| line.split_once('\t')) {
        let (old, stands_anywhere) = match old.strip_prefix('…') {
            Some(old) => (old, true),
            None => (old, false),
        };
        let old: Vec<char> = old.chars().collect();
        words.entry(old[0]).or_default().push(Word {
            old,
            new,
            stands_anywhere,
        });
    }
    for list in words.values_mut() {
        list.sort_by_key(|word| std::cmp::Reverse(word.old.len()));
    }
    words
});

/// Writes words of grammar in kana.
pub(super) fn in_kana(spelled: &mut Spelled) {
    let mut written: Spelled = Vec::with_capacity(spelled.len());
    let mut at = 0;
    while let Some(&(character, origin)) = spelled.get(at) {
        let mut words = WORDS.get(&character).into_iter().flatten();
        match words.find(|word| word.stands_at(spelled, at)) {
            Some(word) => {
                written.extend(word.new.chars().map(|c| (c, origin)));
                at += word.old.len();
            }
            None => {
                written.push((character, origin));
                at += 1;
            }
        }
    }
    *spelled = written;
}
