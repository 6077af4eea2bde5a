//! [`ReadingIndex`]: the words of a document in romaji, walked letter by letter along the readings of kanji.
//!
//! In: words, then runs of kanji. Out: which pieces of a run can be read as which words. Building is O(letters ·
//! log words); from each kanji at most `MOST_STEPS` letters are followed.

use rustc_hash::FxHashMap;

use super::Readings;
use super::table::{Key, Reading};
use crate::anchor::name::romaji::lengthens;
use crate::anchor::name::{RomajiKey, romaji_key};
use crate::text::Span;
use crate::text::script::{Class, class};

/// A piece of a kanji run that can be read as a word of the index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReadingMatch {
    /// Where it stands, in bytes of the text that was searched.
    pub span: Span,
    /// The number of the word: its place among the words that the index was made of.
    pub word: u32,
    /// How surely it is read so: ln of how much likelier these kanji have the reading than other kanji.
    pub score: f32,
}

/// The distinct words of a document that may be Japanese names in romaji.
#[derive(Debug, Clone, Default)]
pub struct ReadingIndex {
    /// Keys in order, with the number of their word; several spellings may share a key.
    words: Vec<(RomajiKey, u32)>,
    /// For each pair of first letters the words that begin so, half-open.
    beginnings: Vec<(u32, u32)>,
}

impl ReadingIndex {
    /// An index over words, which are numbered as they come; those that are no romaji are left out.
    /// O(letters · log words).
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let keys = (0..)
            .zip(words)
            .filter_map(|(k, word)| Some((romaji_key(word)?, k)));
        let mut words: Vec<(RomajiKey, u32)> = keys.collect();
        words.sort_unstable();
        let mut beginnings = vec![(0, 0); if words.is_empty() { 0 } else { 32 * 32 }];
        for (k, (key, _)) in (0..).zip(&words) {
            let range = &mut beginnings[beginning(key.as_str().as_bytes())];
            *range = (if range.1 == 0 { k } else { range.0 }, k + 1);
        }
        ReadingIndex { words, beginnings }
    }

    /// Whether no word is in romaji.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn letters(&self, word: usize) -> &[u8] {
        self.words[word].0.as_str().as_bytes()
    }

    /// Adds every piece of the text's kanji runs that can be read as a word, whatever it is worth, in the order of
    /// where they start. O(characters of the runs · steps), see [`Readings`].
    pub fn candidates(&self, readings: &Readings, text: &str, out: &mut Vec<ReadingMatch>) {
        if self.is_empty() {
            return;
        }
        for run in kanji_runs(text) {
            let first = out.len();
            self.candidates_of_run(readings, run.of(text), out);
            for found in &mut out[first..] {
                found.span = found.span.shifted(run.start);
            }
        }
    }

    /// The same for one run of kanji.
    fn candidates_of_run(&self, readings: &Readings, run: &str, out: &mut Vec<ReadingMatch>) {
        let characters: Vec<Character> = run
            .char_indices()
            .map(|(at, character)| Character {
                at,
                character,
                keys: readings.keys(character),
            })
            .collect();
        for start in 0..characters.len() {
            if is_joiner(characters[start].character) {
                continue;
            }
            let first = out.len();
            let mut walk = Walk {
                index: self,
                readings,
                text: run,
                characters: &characters,
                start,
                steps: MOST_STEPS,
                out,
            };
            walk.follow(start, State::new(self.words.len()));
            keep_best(out, first);
        }
    }
}

/// A character of a run, where it stands, and the keys of the table that begin with it.
#[derive(Clone, Copy)]
struct Character<'a> {
    at: usize,
    character: char,
    keys: &'a [Key],
}

/// The candidates of the runs of kanji met so far: most runs of a text come again.
#[derive(Debug, Default)]
pub(crate) struct KnownRuns<'t> {
    places: FxHashMap<&'t str, (usize, usize)>,
    found: Vec<ReadingMatch>,
}

impl<'t> KnownRuns<'t> {
    /// Adds those candidates of a text that are worth at least so much, as [`ReadingIndex::candidates`] does.
    pub(super) fn candidates(
        &mut self,
        index: &ReadingIndex,
        readings: &Readings,
        text: &'t str,
        least: f32,
        out: &mut Vec<ReadingMatch>,
    ) {
        for run in kanji_runs(text) {
            let (first, end) = *self.places.entry(run.of(text)).or_insert_with(|| {
                let first = self.found.len();
                index.candidates_of_run(readings, run.of(text), &mut self.found);
                let mut kept = first;
                for at in first..self.found.len() {
                    if least <= self.found[at].score {
                        self.found[kept] = self.found[at];
                        kept += 1;
                    }
                }
                self.found.truncate(kept);
                (first, kept)
            });
            out.extend(self.found[first..end].iter().map(|&found| ReadingMatch {
                span: found.span.shifted(run.start),
                ..found
            }));
        }
    }
}

/// Of the matches from `first` on only the best of each piece and word is kept.
fn keep_best(found: &mut Vec<ReadingMatch>, first: usize) {
    found[first..].sort_by(|one, other| {
        (one.span.end, one.word)
            .cmp(&(other.span.end, other.word))
            .then(other.score.total_cmp(&one.score))
    });
    let mut kept = first;
    for at in first..found.len() {
        let is_new = kept == first || {
            let last = &found[kept - 1];
            (last.span.end, last.word) != (found[at].span.end, found[at].word)
        };
        if is_new {
            found[kept] = found[at];
            kept += 1;
        }
    }
    found.truncate(kept);
}

/// Letters that are followed from one kanji at most: a bound on the work whatever the text.
const MOST_STEPS: u32 = 600;

/// What reading a kanji with a voiced beginning (kawa, gawa) or a clipped end (hoku, hok-) takes off, in nats.
const VOICED: f32 = 0.7;
const CLIPPED: f32 = 0.5;

/// Runs of kanji, also those with a kana between them that names have (霞ヶ関, 三ノ宮, 関が原).
fn kanji_runs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = first_kanji(text, at)?;
        let mut end = start;
        let mut rest = text[start..].chars();
        while let Some(character) = rest.next() {
            if is_kanji(character) {
                end = text.len() - rest.as_str().len();
            } else if !is_joiner(character) || !rest.as_str().starts_with(is_kanji) {
                break;
            }
        }
        at = end;
        Some(Span::new(start, end))
    })
}

fn is_kanji(character: char) -> bool {
    class(character) == Class::Kanji
}

/// Where the first kanji from a byte on stands. Kana and letters, most of a text, are told by their first two bytes.
fn first_kanji(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        at += match (byte, bytes.get(at + 1)) {
            // One byte of a character below U+3000.
            (..0xe3, _) => 1,
            // U+3040 to U+33FF.
            (0xe3, Some(0x81..0x90)) => 3,
            _ => match text[at..].chars().next() {
                Some(character) if is_kanji(character) => return Some(at),
                character => character.map_or(1, char::len_utf8),
            },
        };
    }
    None
}

/// Whether the kana can stand between the kanji of a name.
fn is_joiner(character: char) -> bool {
    !joiner_readings(character).is_empty()
}

fn joiner_readings(character: char) -> &'static [&'static str] {
    match character {
        'ヶ' | 'ケ' | 'が' | 'ガ' | 'ヵ' => &["ga", "ka"],
        'ノ' | 'の' => &["no"],
        'ツ' | 'つ' => &["tu", ""],
        _ => &[],
    }
}

/// The words that begin with the letters followed so far.
#[derive(Clone, Copy)]
struct State {
    first: usize,
    end: usize,
    depth: usize,
    worth: f32,
    /// The last reading was clipped and asks for a certain consonant to follow.
    clipped: Option<Clip>,
    /// Nothing may end here: a kana that joins was read last.
    is_joined: bool,
}

impl State {
    fn new(n_words: usize) -> State {
        State {
            first: 0,
            end: n_words,
            depth: 0,
            worth: 0.0,
            clipped: None,
            is_joined: false,
        }
    }
}

/// What may follow a clipped reading: hoku only k, niti k, s, t or p.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clip {
    OnlyK,
    Any,
}

struct Walk<'a, 'b> {
    index: &'a ReadingIndex,
    readings: &'a Readings,
    text: &'a str,
    characters: &'a [Character<'a>],
    start: usize,
    steps: u32,
    out: &'b mut Vec<ReadingMatch>,
}

impl Walk<'_, '_> {
    /// Follows every reading of the characters from `at` on.
    fn follow(&mut self, at: usize, state: State) {
        if 0 < state.depth && state.clipped.is_none() && !state.is_joined {
            self.tell_words(at, state);
        }
        if at == self.characters.len() || 0 == self.steps {
            return;
        }
        let mut kanji = self.characters[at];
        if at != self.start && is_joiner(kanji.character) {
            for letters in joiner_readings(kanji.character) {
                if let Some(next) = self.step(state, letters.bytes()) {
                    let is_joined = true;
                    self.follow(at + 1, State { is_joined, ..next });
                }
            }
            return;
        }
        let is_repeated = kanji.character == '々' && at != self.start;
        if is_repeated {
            kanji = self.characters[at - 1];
        }
        let rest = &self.text[kanji.at + kanji.character.len_utf8()..];
        let nexts = self.next_letters(state);
        let readings = self.readings;
        for key in kanji.keys {
            let is_here = match key.n_characters {
                1 => true,
                _ => !is_repeated && rest.starts_with(readings.rest(key)),
            };
            if is_here {
                for &reading in readings.of(key) {
                    self.read(reading, at, at + key.n_characters, state, nexts);
                }
            }
        }
    }

    /// Follows a reading of the characters from `at` to `next`.
    /// `nexts` are the letters that words go on with.
    fn read(&mut self, reading: Reading, at: usize, next: usize, state: State, nexts: u32) {
        let letters = self.readings.letters(reading);
        if state.depth == 0 && 1 < letters.len() {
            let (first, end) = self.index.beginnings[beginning(letters)];
            if first == end {
                return;
            }
        }
        for (onset, cost) in self.onsets(at, state, letters) {
            let first = onset.or(letters.first().copied()).unwrap_or(b' ');
            if nexts >> (first & 31) & 1 == 0 {
                continue;
            }
            let skipped = usize::from(onset.is_some());
            let whole = onset.into_iter().chain(letters[skipped..].iter().copied());
            let worth = state.worth + reading.worth - cost;
            let plain = State {
                worth,
                clipped: None,
                is_joined: false,
                ..state
            };
            if let Some(state) = self.step(plain, whole.clone()) {
                self.follow(next, state);
            }
            let clip = match letters {
                [_, .., b'k', b'u' | b'i'] => Clip::OnlyK,
                [_, .., b't', b'u' | b'i'] => Clip::Any,
                _ => continue,
            };
            if let Some(state) = self.step(plain, whole.take(letters.len() - 2)) {
                let worth = worth - CLIPPED;
                let clipped = Some(clip);
                self.follow(
                    next,
                    State {
                        worth,
                        clipped,
                        ..state
                    },
                );
            }
        }
    }

    /// The first letters with which a reading may begin here (none: its own), and what each takes off.
    fn onsets(
        &self,
        at: usize,
        state: State,
        letters: &[u8],
    ) -> impl Iterator<Item = (Option<u8>, f32)> + use<> {
        let first = letters.first().copied().unwrap_or(b' ');
        let is_first = at == self.start;
        let after_n = self.last(state) == Some(b'n');
        let voiced = match (first, letters.get(1)) {
            (b'k', _) => Some(b'g'),
            (b's', _) | (b't', Some(b'i' | b'u' | b'y')) => Some(b'z'),
            (b't', _) => Some(b'd'),
            (b'h', _) => Some(b'b'),
            _ => None,
        };
        let popped = (first == b'h' && (after_n || state.clipped.is_some())).then_some(b'p');
        let plain = match state.clipped {
            None => true,
            Some(Clip::OnlyK) => first == b'k',
            Some(Clip::Any) => matches!(first, b'k' | b's' | b't'),
        };
        let voiced = voiced.filter(|_| !is_first && state.clipped.is_none());
        let popped = popped.filter(|_| !is_first && state.clipped != Some(Clip::OnlyK));
        let plain = plain.then_some((None, 0.0));
        let changed = [voiced, popped].into_iter().flatten();
        plain
            .into_iter()
            .chain(changed.map(|letter| (Some(letter), VOICED)))
    }

    /// A bit for each letter with which the words go on, or that only lengthens their last; all bits if there are many
    /// words.
    fn next_letters(&self, state: State) -> u32 {
        const FEW: usize = 16;
        if FEW < state.end - state.first {
            return u32::MAX;
        }
        let letters = (state.first..state.end).map(|word| self.index.letters(word));
        let nexts = letters.filter_map(|letters| letters.get(state.depth));
        let bits = nexts.fold(0, |bits, letter| bits | 1 << (letter & 31));
        match self.last(state) {
            Some(b'o') => bits | 1 << (b'o' & 31) | 1 << (b'u' & 31),
            Some(last) => bits | 1 << (last & 31),
            None => bits,
        }
    }

    fn last(&self, state: State) -> Option<u8> {
        let at = state.depth.checked_sub(1)?;
        Some(self.index.letters(state.first)[at])
    }

    /// The words that go on with the letters; none if there is none.
    fn step(&mut self, mut state: State, letters: impl Iterator<Item = u8>) -> Option<State> {
        for letter in letters {
            if state.end == state.first + 1 {
                // Most often one word is left.
                match self.index.letters(state.first).get(state.depth) {
                    _ if lengthens(self.last(state), letter) => {}
                    Some(&own) if own == letter => state.depth += 1,
                    _ => return None,
                }
                continue;
            }
            if lengthens(self.last(state), letter) {
                continue;
            }
            self.steps = self.steps.checked_sub(1)?;
            let at = |word: &(RomajiKey, u32)| word.0.as_str().as_bytes().get(state.depth).copied();
            let words = &self.index.words[state.first..state.end];
            let below = words.partition_point(|word| at(word) < Some(letter));
            let within = words[below..].partition_point(|word| at(word) == Some(letter));
            if within == 0 {
                return None;
            }
            state.first += below;
            state.end = state.first + within;
            state.depth += 1;
        }
        Some(state)
    }

    /// Tells the words that end here.
    fn tell_words(&mut self, at: usize, state: State) {
        let end = self.characters.get(at).map_or(self.text.len(), |c| c.at);
        let span = Span::new(self.characters[self.start].at, end);
        let words = &self.index.words[state.first..state.end];
        let ended = words
            .iter()
            .take_while(|word| word.0.as_str().len() == state.depth);
        self.out.extend(ended.map(|&(_, word)| ReadingMatch {
            span,
            word,
            score: state.worth,
        }));
    }
}

/// A number under 1,024 for the first two letters of a key.
fn beginning(letters: &[u8]) -> usize {
    let letter = |at: usize| usize::from(letters.get(at).copied().unwrap_or(0) & 31);
    letter(0) * 32 + letter(1)
}
