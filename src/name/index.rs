//! [`SoundIndex`]: the distinct English words of a document by their sound keys and the keys' one-letter deletions.
//!
//! In: words, then katakana runs. Out: the words that a run, or a piece of it, may be. Building is O(letters ·
//! letters of a word); a look-up is O(length of the run) hashes and the comparisons of what they find.

use std::ops::RangeInclusive;

use super::english::EnglishReader;
use super::kana::katakana_sounds;
use super::likeness::{Heard, LEAST_LOGIT, ROUNDING, Written, likeness};
use super::postings::{Posting, Postings};
use super::skeleton::{Consonants, Skeleton};
use super::vowels::Vowels;
use crate::parallel;
use crate::text::Span;

/// An English word that a katakana run may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The number of the word: its place among the words the index was made of.
    pub word: u32,
    /// How likely the sounds are the same word, 0..1.
    pub score: f32,
}

/// A piece of a katakana run and the English words that it may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Where the piece stands in the run, in bytes.
    pub span: Span,
    /// The words, best first; never empty.
    pub candidates: Vec<Candidate>,
}

/// The distinct English words of a document, found by sound.
#[derive(Debug, Clone, Default)]
pub struct SoundIndex {
    /// The readings of all words, and the sounds of one after another.
    readings: Vec<IndexedReading>,
    sounds: Vec<u8>,
    /// Every key to the readings that have it.
    by_key: Postings,
    /// Every key with one letter left out to the readings that have it.
    by_shorter_key: Postings,
}

#[derive(Debug, Clone, Copy)]
struct IndexedReading {
    word: u32,
    /// Where its sounds start, how many they are, and their size, see [`Written`].
    start: u32,
    n_sounds: u8,
    quarters: u8,
}

/// The readings of some words.
#[derive(Default)]
struct IndexPart {
    readings: Vec<IndexedReading>,
    sounds: Vec<u8>,
    /// The key of each reading, and its vowels.
    keys: Vec<(Skeleton, Vowels)>,
}

impl IndexPart {
    fn of(words: &[(u32, &str)]) -> IndexPart {
        let (mut part, mut reader) = (IndexPart::default(), EnglishReader::default());
        for &(word, letters) in words {
            for sounds in reader.read(letters) {
                part.push(word, sounds);
            }
        }
        part
    }

    /// Adds a reading of a word, unless its key is empty.
    fn push(&mut self, word: u32, sounds: &[u8]) {
        let key = Skeleton::of(sounds);
        if key.length == 0 {
            return;
        }
        self.readings.push(IndexedReading {
            word,
            start: self.sounds.len() as u32,
            n_sounds: sounds.len() as u8,
            quarters: Written::new(sounds).quarters,
        });
        self.sounds.extend_from_slice(sounds);
        self.keys.push((key, Vowels::written(sounds)));
    }

    fn join(mut self, next: IndexPart) -> IndexPart {
        let before = self.sounds.len() as u32;
        self.sounds.extend_from_slice(&next.sounds);
        self.keys.extend_from_slice(&next.keys);
        let moved = next.readings.into_iter().map(|reading| IndexedReading {
            start: before + reading.start,
            ..reading
        });
        self.readings.extend(moved);
        self
    }

    /// Each reading as it stands under its own key, and this key.
    fn postings(&self) -> impl Iterator<Item = (Posting, Skeleton)> {
        let readings = (0..).zip(&self.readings).zip(&self.keys);
        readings.map(|((reading, of), &(key, vowels))| {
            let posting = Posting {
                reading,
                n_sounds: of.n_sounds,
                quarters: of.quarters,
                consonants: Consonants::of(key),
                vowels,
                key: key.bits,
            };
            (posting, key)
        })
    }

    fn by_key(&self) -> Postings {
        let postings = self.postings().map(|(posting, _)| posting);
        Postings::new(&postings.collect::<Vec<_>>(), MOST_OF_A_KEY)
    }

    fn by_shorter_key(&self) -> Postings {
        let mut postings: Vec<Posting> = Vec::with_capacity(8 * self.keys.len());
        for (posting, key) in self.postings() {
            postings.extend(key.shorter().map(|key| Posting { key, ..posting }));
        }
        // Of two letters that are the same either may be left out.
        postings.dedup();
        Postings::new(&postings, MOST_OF_A_KEY)
    }
}

/// How near a candidate must be.
#[derive(Clone, Copy)]
struct Demand {
    /// The logit of its score.
    least_logit: f32,
    /// The length of the longer key from which on the keys may differ in a letter.
    shortest_varied: u32,
}

/// For any candidate of a run as a whole.
const WHOLE: Demand = Demand {
    least_logit: LEAST_LOGIT,
    shortest_varied: 3,
};

/// For a piece of a run, of which there are many: a score of .65.
const PIECE: Demand = Demand {
    least_logit: 0.6,
    shortest_varied: 4,
};

/// For a run as a whole, if only its likeliest words are wanted: a score of .7.
const LIKELY: Demand = Demand {
    // ln(.7 / .3), less than rounding may take.
    least_logit: 0.847,
    ..WHOLE
};

impl SoundIndex {
    /// An index over words, which are numbered as they come. They should be distinct in lower case, since only
    /// the eight best candidates of a run are returned. O(letters · letters of a word), on all cores.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<(u32, &str)> = (0..).zip(words).collect();
        let parts = parallel::map_chunks(&words, WORDS_AT_ONCE, IndexPart::of);
        let all = parts
            .into_iter()
            .reduce(IndexPart::join)
            .unwrap_or_default();
        let (by_key, by_shorter_key) = parallel::join(|| all.by_key(), || all.by_shorter_key());
        SoundIndex {
            readings: all.readings,
            sounds: all.sounds,
            by_key,
            by_shorter_key,
        }
    }

    /// Writes into `out` the words that a katakana run as a whole may be, best first, words of equal score in
    /// the order of their numbers.
    pub fn candidates(&self, run: &str, out: &mut Vec<Candidate>) {
        self.search(run, WHOLE, out);
    }

    /// Writes into `out` the words that a run most likely stands for, each with a score of .7 at least: as a whole, or, if
    /// no word is like it as a whole, in pieces.
    pub(crate) fn likely(&self, run: &str, out: &mut Vec<Candidate>) {
        out.clear();
        let Some(heard) = heard(run) else { return };
        self.judge(&heard, LIKELY, out);
        out.retain(|candidate| LIKELY_SCORE <= candidate.score);
        if !out.is_empty() || self.is_like_any(&heard, WHOLE) {
            return;
        }
        let mut pieces = Vec::new();
        match run.contains(is_divider) {
            true => pieces = self.pieces(run),
            false => self.divide(run, 0, Vec::new(), &mut pieces),
        }
        let found = pieces.into_iter().flat_map(|piece| piece.candidates);
        out.extend(found.filter(|candidate| LIKELY_SCORE <= candidate.score));
    }

    fn search(&self, run: &str, demand: Demand, out: &mut Vec<Candidate>) {
        out.clear();
        if let Some(heard) = heard(run) {
            self.judge(&heard, demand, out);
        }
    }

    fn written(&self, reading: u32) -> Written<'_> {
        let reading = &self.readings[reading as usize];
        let start = reading.start as usize;
        Written {
            sounds: &self.sounds[start..start + usize::from(reading.n_sounds)],
            quarters: reading.quarters,
        }
    }

    fn likeness(&self, reading: u32, heard: &Heard, demand: Demand) -> Option<f32> {
        likeness(self.written(reading), heard, demand.least_logit)
    }

    /// Whether any word is like the run.
    fn is_like_any(&self, heard: &Heard, demand: Demand) -> bool {
        let near = self.near(heard, demand);
        let mut likeness = near.iter().map(|&r| self.likeness(r, heard, demand));
        likeness.any(|score| score.is_some())
    }

    /// Writes the words that are like the run into `out`, best first.
    fn judge(&self, heard: &Heard, demand: Demand, out: &mut Vec<Candidate>) {
        for reading in self.near(heard, demand) {
            let Some(score) = self.likeness(reading, heard, demand) else {
                continue;
            };
            let word = self.readings[reading as usize].word;
            match out.iter_mut().find(|candidate| candidate.word == word) {
                Some(candidate) => candidate.score = f32::max(candidate.score, score),
                None => out.push(Candidate { word, score }),
            }
        }
        out.sort_by(|one, other| {
            other
                .score
                .total_cmp(&one.score)
                .then(one.word.cmp(&other.word))
        });
        out.truncate(MOST_CANDIDATES);
    }

    /// The readings worth a comparison, in order: their keys are the run's, or differ from it in a letter if the
    /// longer key is long enough, and their consonants and vowels, each alone, are not too far from it.
    fn near(&self, heard: &Heard, demand: Demand) -> Vec<u32> {
        let key = heard.skeleton();
        let mut near = Near::new(heard, demand);
        near.take(self.by_key.of(key.bits));
        if demand.shortest_varied <= key.length {
            for shorter in key.shorter() {
                near.take(self.by_key.of(shorter));
                near.take(self.by_shorter_key.of(shorter));
            }
        }
        if demand.shortest_varied <= key.length + 1 {
            near.take(self.by_shorter_key.of(key.bits));
        }
        near.readings.sort_unstable();
        near.readings.dedup();
        near.readings
    }

    /// Divides a katakana run (like システムカード) into pieces that are words of the document, so that as much
    /// of the run as possible is explained by as few words as possible. ・ ＝ and = always divide. Pieces that are
    /// no word of the document are left out. O(characters · longest piece).
    #[must_use]
    pub fn pieces(&self, run: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for (end, divider) in run
            .char_indices()
            .filter(|(_, character)| is_divider(*character))
        {
            self.divide_run(&run[start..end], start, &mut pieces);
            start = end + divider.len_utf8();
        }
        self.divide_run(&run[start..], start, &mut pieces);
        pieces
    }

    fn divide_run(&self, run: &str, offset: usize, pieces: &mut Vec<Piece>) {
        let mut whole = Vec::new();
        self.candidates(run, &mut whole);
        self.divide(run, offset, whole, pieces);
    }

    /// The best division of a run without dividers, by the best explained length up to each character. A run
    /// that surely is one word, or is too short for two, is not divided. `whole` are its candidates as a whole.
    fn divide(&self, run: &str, offset: usize, whole: Vec<Candidate>, pieces: &mut Vec<Piece>) {
        let is_short = run.chars().nth(2 * SHORTEST_PIECE - 1).is_none();
        let is_sure = whole.first().is_some_and(|top| SURE_SCORE <= top.score);
        if is_sure || (is_short && !whole.is_empty()) {
            let span = Span::new(offset, offset + run.len());
            pieces.push(Piece {
                span,
                candidates: whole,
            });
            return;
        }
        let mut found = Vec::new();
        let mut bounds: Vec<usize> = run.char_indices().map(|(byte, _)| byte).collect();
        bounds.push(run.len());
        let n = bounds.len() - 1;
        let mut best = vec![0.0_f32; n + 1];
        let mut from: Vec<Option<(usize, Vec<Candidate>)>> = vec![None; n + 1];
        for end in 1..=n {
            best[end] = best[end - 1];
            let first = end.saturating_sub(LONGEST_PIECE);
            for start in first..end {
                let length = end - start;
                let is_whole = length == n;
                if length < SHORTEST_PIECE && !is_whole || !is_cut(run, bounds[end]) {
                    continue;
                }
                if !is_cut(run, bounds[start]) {
                    continue;
                }
                let most = best[start] + length as f32 - COST_OF_A_PIECE;
                if is_whole {
                    found.clone_from(&whole);
                } else if most <= best[end] {
                    continue;
                } else {
                    self.search(&run[bounds[start]..bounds[end]], PIECE, &mut found);
                }
                let Some(top) = found.first() else { continue };
                let gain = best[start] + top.score * length as f32 - COST_OF_A_PIECE;
                if best[end] < gain || (is_whole && best[end] <= gain) {
                    best[end] = gain;
                    from[end] = Some((start, found.clone()));
                }
            }
        }
        let first_new = pieces.len();
        let mut end = n;
        while 0 < end {
            match from[end].take() {
                Some((start, candidates)) => {
                    let span = Span::new(offset + bounds[start], offset + bounds[end]);
                    pieces.push(Piece { span, candidates });
                    end = start;
                }
                None => end -= 1,
            }
        }
        pieces[first_new..].reverse();
    }
}

/// Readings that may be near enough to what is heard.
struct Near<'a> {
    readings: Vec<u32>,
    heard: &'a Heard,
    least_logit: f32,
    consonants: Consonants,
    vowels: Vowels,
    lengths: RangeInclusive<u8>,
}

impl<'a> Near<'a> {
    fn new(heard: &'a Heard, demand: Demand) -> Self {
        Near {
            readings: Vec::with_capacity(MOST_OF_A_KEY),
            heard,
            least_logit: demand.least_logit,
            consonants: Consonants::of(heard.skeleton()),
            vowels: heard.vowels(),
            lengths: heard.lengths(),
        }
    }

    /// Adds the readings of the right length whose lower bound of the cost is within the limit.
    fn take<'p>(&mut self, postings: impl Iterator<Item = &'p Posting>) {
        // Words with the same consonants often follow on one another.
        let mut known = (self.consonants, 0.0);
        for posting in postings {
            if !self.lengths.contains(&posting.n_sounds) {
                continue;
            }
            let limit = self.heard.limit(posting.quarters, self.least_logit) + ROUNDING;
            if posting.consonants != known.0 {
                known = (
                    posting.consonants,
                    posting.consonants.least_cost(self.consonants),
                );
            }
            let least = known.1;
            if least <= limit && least + posting.vowels.least_cost(self.vowels) <= limit {
                self.readings.push(posting.reading);
            }
        }
    }
}

/// The least score of a word that a run most likely stands for: with .5 instead, strict F1 was .1 lower on merged and
/// noisy texts at most, and null F1 .6 higher on one long text (`evaluate`).
const LIKELY_SCORE: f32 = 0.7;

/// The least score of a run that is surely one word.
const SURE_SCORE: f32 = 0.8;

/// Kana of the shortest and the longest piece of a run that is tried.
const SHORTEST_PIECE: usize = 3;
const LONGEST_PIECE: usize = 12;

/// What one more piece costs, in kana explained.
const COST_OF_A_PIECE: f32 = 0.5;

/// The most candidates that are returned.
const MOST_CANDIDATES: usize = 8;

/// Readings of one key that are tried at most: a bound on the work when a hostile text repeats one skeleton.
const MOST_OF_A_KEY: usize = 64;

/// Words that a thread reads at once when an index is built.
const WORDS_AT_ONCE: usize = 512;

/// The sounds of a run; none if it has no key.
fn heard(run: &str) -> Option<Heard> {
    let heard = Heard::new(katakana_sounds(run));
    (heard.skeleton().length > 0).then_some(heard)
}

fn is_divider(character: char) -> bool {
    matches!(
        character,
        '・' | '･' | '＝' | '=' | '゠' | '‐' | '-' | '　' | ' '
    )
}

/// Whether a word may begin at this byte of a katakana run: not before a small kana, ー or ン.
fn is_cut(run: &str, byte: usize) -> bool {
    run[byte..]
        .chars()
        .next()
        .is_none_or(|next| !"ァィゥェォッャュョヮーンァｨｩｪｫｯｬｭｮｰﾝ".contains(next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::sounds_alike;
    use proptest::prelude::*;

    fn divided(run: &str) -> String {
        let words = [
            "system",
            "card",
            "project",
            "manager",
            "user",
            "interface",
            "John",
            "Smith",
            "art",
        ];
        let index = SoundIndex::new(words);
        let pieces = index.pieces(run);
        let shown: Vec<String> = pieces
            .iter()
            .map(|piece| {
                format!(
                    "{}={}",
                    piece.span.of(run),
                    words[piece.candidates[0].word as usize]
                )
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn compounds_are_divided() {
        for (run, expected) in [
            ("システム", "システム=system"),
            ("システムカード", "システム=system カード=card"),
            (
                "プロジェクトマネージャー",
                "プロジェクト=project マネージャー=manager",
            ),
            (
                "ユーザーインターフェース",
                "ユーザー=user インターフェース=interface",
            ),
            ("ジョン・スミス", "ジョン=John スミス=Smith"),
            ("ジョン＝スミス", "ジョン=John スミス=Smith"),
            ("メガカード", "カード=card"),
            ("バナナ", ""),
            ("", ""),
            ("・", ""),
        ] {
            assert_eq!(divided(run), expected, "{run}");
        }
    }

    #[test]
    fn candidates_are_sorted() {
        let index = SoundIndex::new(["port", "Paul", "pool", "sport", "ports"]);
        let mut found = Vec::new();
        index.candidates("ポート", &mut found);
        let words: Vec<u32> = found.iter().map(|candidate| candidate.word).collect();
        assert_eq!(&words[..2], [0, 4]);
    }

    proptest! {
        #[test]
        fn any_text_is_taken(english in any::<String>(), run in any::<String>()) {
            let _ = sounds_alike(&english, &run);
            let index = SoundIndex::new([&*english]);
            let mut end = 0;
            for piece in index.pieces(&run) {
                prop_assert!(end <= piece.span.start && run.get(piece.span.start..piece.span.end).is_some());
                prop_assert!(!piece.candidates.is_empty());
                end = piece.span.end;
            }
        }

        #[test]
        fn the_index_never_says_more_than_the_comparison(word in "[a-z]{4,12}") {
            let index = SoundIndex::new([&*word]);
            let mut found = Vec::new();
            index.candidates("カード", &mut found);
            let direct = sounds_alike(&word, "カード").unwrap_or(0.0);
            prop_assert!(found.iter().all(|candidate| candidate.score <= direct));
        }
    }
}
