//! The walk along the readings of kanji: which words of an index a run of kanji can be read as.
//!
//! In: a [`ReadingIndex`], the readings of kanji, a run of kanji. Out: candidates. What a kanji can begin is worked out
//! once for all runs; from each kanji at most `MOST_STEPS` letters are followed.

use rustc_hash::FxHashMap;

use super::index::{ReadingIndex, ReadingMatch, beginning};
use super::kanji::{is_joiner, joiner_readings};
use super::table::{Key, Reading, Readings, voiced};
use crate::name::romaji::{RomajiKey, lengthens};
use crate::text::Span;

/// The most letters that are followed from one kanji. It bounds the work for any text.
const MOST_STEPS: u32 = 600;

/// What a voiced beginning (kawa, gawa) or a clipped end (hoku, hok-) of a reading costs, in nats.
const VOICED: f32 = 0.7;
const CLIPPED: f32 = 0.5;

/// What is kept from one run to the next. All runs must be walked with the same index and the same readings.
#[derive(Debug, Default)]
pub(super) struct Walk {
    known: FxHashMap<char, KnownCharacter>,
    /// What words begin with a reading of a key.
    beginnings: Vec<(Key, WordRange)>,
    /// The characters of the run under way: where each stands, and what is known of it.
    characters: Vec<(usize, char, KnownCharacter)>,
    /// Words under way, and the character they go on with.
    pending: Vec<(usize, WordRange)>,
}

/// What is known of a character.
#[derive(Debug, Clone, Copy)]
struct KnownCharacter {
    /// Where its beginnings stand among all.
    from: usize,
    to: usize,
    /// A bit for each letter that it may go on with.
    firsts: u32,
}

impl Walk {
    /// Adds every piece of a run of kanji that can be read as a word.
    pub(super) fn candidates(
        &mut self,
        index: &ReadingIndex,
        readings: &Readings,
        run: &str,
        out: &mut Vec<ReadingMatch>,
    ) {
        let steps = Steps {
            index,
            readings,
            left: MOST_STEPS,
        };
        self.characters.clear();
        for (byte, character) in run.char_indices() {
            let known = self.known(character, steps);
            self.characters.push((byte, character, known));
        }
        for start in 0..self.characters.len() {
            let first = out.len();
            let mut path = Path {
                run,
                characters: &self.characters,
                start,
                steps,
                pending: &mut self.pending,
            };
            path.follow(&self.beginnings, out);
            keep_best(out, first);
        }
    }

    fn known(&mut self, character: char, steps: Steps<'_>) -> KnownCharacter {
        *self.known.entry(character).or_insert_with(|| {
            let from = self.beginnings.len();
            if is_joiner(character) {
                return KnownCharacter {
                    from,
                    to: from,
                    firsts: u32::MAX,
                };
            }
            // A repeated kanji is read as the one before it.
            let mut firsts = if character == REPEATED { u32::MAX } else { 0 };
            for key in steps.readings.keys(character) {
                for &reading in steps.readings.of(key) {
                    let mut steps = steps;
                    steps.begin(reading, |state| self.beginnings.push((*key, state)));
                    firsts |= reading.firsts;
                }
            }
            KnownCharacter {
                from,
                to: self.beginnings.len(),
                firsts,
            }
        })
    }
}

const REPEATED: char = '々';

/// The words that begin with the letters followed so far.
#[derive(Debug, Clone, Copy)]
struct WordRange {
    first: usize,
    end: usize,
    depth: usize,
    worth: f32,
    /// The last reading was clipped, so that only certain consonants may follow.
    clipped: Option<Clip>,
    /// Nothing may end here: a kana that joins was read last.
    is_joined: bool,
    /// A bit for each letter that may follow.
    nexts: u32,
}

impl WordRange {
    fn new(n_words: usize) -> WordRange {
        WordRange {
            first: 0,
            end: n_words,
            depth: 0,
            worth: 0.0,
            clipped: None,
            is_joined: false,
            nexts: u32::MAX,
        }
    }
}

/// What may follow a clipped reading: hoku only k, niti k, s, t or p.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clip {
    OnlyK,
    Any,
}

/// The words that begin at one character of a run.
struct Path<'a, 'b> {
    run: &'a str,
    characters: &'a [(usize, char, KnownCharacter)],
    start: usize,
    steps: Steps<'a>,
    pending: &'b mut Vec<(usize, WordRange)>,
}

impl Path<'_, '_> {
    /// Follows every word to its end.
    fn follow(&mut self, beginnings: &[(Key, WordRange)], out: &mut Vec<ReadingMatch>) {
        let (byte, character, known) = self.characters[self.start];
        let rest = &self.run[byte + character.len_utf8()..];
        for &(key, state) in &beginnings[known.from..known.to] {
            if rest.starts_with(self.steps.readings.rest(&key)) {
                self.visit(self.start + key.n_characters, state, out);
            }
        }
        while let Some((at, state)) = self.pending.pop() {
            self.visit(at, state, out);
        }
    }

    /// Adds the words that end before the character at `at`, and continues the others.
    fn visit(&mut self, at: usize, state: WordRange, out: &mut Vec<ReadingMatch>) {
        if 0 < state.depth && state.clipped.is_none() && !state.is_joined {
            self.add_words(at, state, out);
        }
        let next = self.characters.get(at);
        if next.is_some_and(|next| next.2.firsts & state.nexts != 0) && 0 < self.steps.left {
            self.go_on(at, state);
        }
    }

    /// Continues the words with every reading of the character at `at`.
    fn go_on(&mut self, at: usize, state: WordRange) {
        let (mut byte, mut character, _) = self.characters[at];
        if is_joiner(character) {
            for letters in joiner_readings(character) {
                if let Some(next) = self.steps.step(state, None, letters.as_bytes()) {
                    let is_joined = true;
                    self.pending.push((at + 1, WordRange { is_joined, ..next }));
                }
            }
            return;
        }
        let is_repeated = character == REPEATED;
        if is_repeated {
            (byte, character, _) = self.characters[at - 1];
        }
        let rest = &self.run[byte + character.len_utf8()..];
        let readings = self.steps.readings;
        for key in readings.keys(character) {
            let is_here = match key.n_characters {
                1 => true,
                _ => !is_repeated && rest.starts_with(readings.rest(key)),
            };
            if !is_here {
                continue;
            }
            for &reading in readings.of(key) {
                self.steps.go_on(reading, state, |state| {
                    self.pending.push((at + key.n_characters, state));
                });
            }
        }
    }

    fn add_words(&self, at: usize, state: WordRange, out: &mut Vec<ReadingMatch>) {
        let words = &self.steps.index.words[state.first..state.end];
        let ended = words
            .iter()
            .take_while(|word| word.0.as_str().len() == state.depth);
        let end = self.characters.get(at).map_or(self.run.len(), |c| c.0);
        let span = Span::new(self.characters[self.start].0, end);
        out.extend(ended.map(|&(_, word)| ReadingMatch {
            span,
            word,
            score: state.worth,
        }));
    }
}

/// From the letters read so far to those read next.
#[derive(Clone, Copy)]
struct Steps<'a> {
    index: &'a ReadingIndex,
    readings: &'a Readings,
    /// Letters that may still be followed.
    left: u32,
}

impl Steps<'_> {
    /// Passes on the words that begin with a reading.
    fn begin(&mut self, reading: Reading, tell: impl FnMut(WordRange)) {
        let state = WordRange::new(self.index.words.len());
        self.read(reading, [(None, 0.0)], state, tell);
    }

    /// Passes on the words that go on with a reading.
    fn go_on(&mut self, reading: Reading, state: WordRange, tell: impl FnMut(WordRange)) {
        let nexts = state.nexts;
        if reading.firsts & nexts == 0 {
            return;
        }
        let letters = self.readings.letters(reading);
        let own = letters.first().copied().unwrap_or(b' ');
        let onsets = self.onsets(state, letters);
        let onsets = onsets.filter(|(onset, _)| nexts >> (onset.unwrap_or(own) & 31) & 1 != 0);
        self.read(reading, onsets, state, tell);
    }

    /// The same for given first letters of the reading (none: its own) and what each costs.
    fn read(
        &mut self,
        reading: Reading,
        onsets: impl IntoIterator<Item = (Option<u8>, f32)>,
        state: WordRange,
        mut tell: impl FnMut(WordRange),
    ) {
        let letters = self.readings.letters(reading);
        for (onset, cost) in onsets {
            let plain = WordRange {
                worth: state.worth + reading.worth - cost,
                clipped: None,
                is_joined: false,
                ..state
            };
            let own = usize::from(onset.is_some());
            if let Some(next) = self.step(plain, onset, &letters[own..]) {
                tell(next);
            }
            let clip = match letters {
                [_, .., b'k', b'u' | b'i'] => Clip::OnlyK,
                [_, .., b't', b'u' | b'i'] => Clip::Any,
                _ => continue,
            };
            if let Some(next) = self.step(plain, onset, &letters[own..letters.len() - 2]) {
                tell(WordRange {
                    worth: plain.worth - CLIPPED,
                    clipped: Some(clip),
                    ..next
                });
            }
        }
    }

    /// The first letters with which a reading may go on here (none: its own), and what each costs.
    fn onsets(
        &self,
        state: WordRange,
        letters: &[u8],
    ) -> impl Iterator<Item = (Option<u8>, f32)> + use<> {
        let first = letters.first().copied().unwrap_or(b' ');
        let after_n = self.last(state) == Some(b'n');
        let popped = (first == b'h' && (after_n || state.clipped.is_some())).then_some(b'p');
        let plain = match state.clipped {
            None => true,
            Some(Clip::OnlyK) => first == b'k',
            Some(Clip::Any) => matches!(first, b'k' | b's' | b't'),
        };
        let voiced = voiced(letters).filter(|_| state.clipped.is_none());
        let popped = popped.filter(|_| state.clipped != Some(Clip::OnlyK));
        let plain = plain.then_some((None, 0.0));
        let changed = [voiced, popped].into_iter().flatten();
        plain
            .into_iter()
            .chain(changed.map(|letter| (Some(letter), VOICED)))
    }

    /// A bit for each letter with which the words go on, or that lengthens their last letter; all bits if there are
    /// many words.
    fn next_letters(&self, state: WordRange) -> u32 {
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

    fn last(&self, state: WordRange) -> Option<u8> {
        let at = state.depth.checked_sub(1)?;
        Some(self.index.letters(state.first)[at])
    }

    /// The words that go on with the letters, or none.
    fn step(
        &mut self,
        mut state: WordRange,
        onset: Option<u8>,
        letters: &[u8],
    ) -> Option<WordRange> {
        let mut letters = letters;
        if state.depth == 0
            && onset.is_none()
            && let [one, other, rest @ ..] = letters
            && !lengthens(Some(*one), *other)
        {
            let (first, end) = self.index.beginnings[beginning(letters)];
            if first == end {
                return None;
            }
            (state.first, state.end, state.depth) = (first as usize, end as usize, 2);
            letters = rest;
        }
        for letter in onset.into_iter().chain(letters.iter().copied()) {
            if lengthens(self.last(state), letter) {
                continue;
            }
            if state.end == state.first + 1 {
                // Most often one word is left.
                match self.index.letters(state.first).get(state.depth) {
                    Some(&own) if own == letter => state.depth += 1,
                    _ => return None,
                }
                continue;
            }
            self.left = self.left.checked_sub(1)?;
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
        state.nexts = self.next_letters(state);
        Some(state)
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
