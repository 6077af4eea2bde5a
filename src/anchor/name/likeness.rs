//! How likely written and heard sounds are one word: a weighted edit distance, made a probability.
//!
//! In: two strings of sounds as `name.rs` folds them. Out: 0..1. O(length · length), both at most forty sounds.

use super::is_vowel;

/// How likely sounds written in English and sounds heard in Japanese are one word, 0..1; none if the logit of
/// the score is under `least_logit`.
pub(super) fn likeness(written: &[u8], heard: &[u8], least_logit: f32) -> Option<f32> {
    let (shorter, longer) = (
        usize::min(written.len(), heard.len()),
        usize::max(written.len(), heard.len()),
    );
    if shorter == 0 || MOST_TIMES_AS_LONG * shorter < longer {
        return None;
    }
    let consonants = |sounds: &[u8]| sounds.iter().filter(|sound| !is_vowel(**sound)).count();
    let n = (consonants(written) + consonants(heard)) as f32 / 2.0;
    let vowels = (written.len() + heard.len()) as f32 / 2.0 - n;
    let size = n + VOWEL_SIZE * vowels;
    let forgiven = libm::powf(size, COST_GROWTH);
    let best = LOGIT_OFFSET + LOGIT_SIZE * size.min(LARGEST_SIZE);
    let limit = (best - least_logit) * forgiven / LOGIT_COST;
    let cost = distance(written, heard, limit)?;
    let logit = best - LOGIT_COST * cost / forgiven;
    Some(1.0 / (1.0 + libm::expf(-logit)))
}

/// Constants of the logistic, found by hand on 3,599 common katakana words of EDICT against their first gloss and
/// 200 other glosses each: .84 are found at one false in a thousand, .62 at one in ten thousand.
const LOGIT_OFFSET: f32 = 0.4;
const LOGIT_COST: f32 = 11.0;
const LOGIT_SIZE: f32 = 0.5;
/// Less likely words are not told: a score of a fifth.
pub(super) const LEAST_LOGIT: f32 = -1.4;
/// How many times as long one word may be, in sounds; Japanese puts in vowels.
const MOST_TIMES_AS_LONG: usize = 2;
/// What a vowel counts beside a consonant.
const VOWEL_SIZE: f32 = 0.5;
/// How the cost that is forgiven grows with the size of the word.
const COST_GROWTH: f32 = 0.8;
/// Beyond this size longer words are no surer.
const LARGEST_SIZE: f32 = 6.0;

/// A weighted edit distance: what it costs to hear the written sounds as the others; none beyond `limit`.
fn distance(written: &[u8], heard: &[u8], limit: f32) -> Option<f32> {
    let width = heard.len() + 1;
    let mut above: Vec<f32> = Vec::with_capacity(width);
    above.push(0.0);
    for at in 0..heard.len() {
        above.push(above[at] + added(heard, at));
    }
    let mut row = vec![0.0; width];
    for (line, &sound) in written.iter().enumerate() {
        let lost = lost(written, line);
        row[0] = above[0] + lost;
        for (at, &other) in heard.iter().enumerate() {
            let changed = above[at] + changed(sound, other);
            let dropped = above[at + 1] + lost;
            row[at + 1] = changed.min(dropped).min(row[at] + added(heard, at));
        }
        std::mem::swap(&mut above, &mut row);
        if above.iter().all(|cost| limit < *cost) {
            return None;
        }
    }
    let cost = above[width - 1];
    (cost <= limit).then_some(cost)
}

/// What a sound that only Japanese has costs: a vowel behind a consonant is there to be spoken.
fn added(heard: &[u8], at: usize) -> f32 {
    let follows_consonant = at
        .checked_sub(1)
        .is_some_and(|before| !is_vowel(heard[before]));
    match heard[at] {
        b'u' | b'o' if follows_consonant => 0.08,
        b'i' if follows_consonant => 0.2,
        b'y' | b'w' => 0.2,
        vowel if is_vowel(vowel) => 0.3,
        b'n' | b'h' => 0.8,
        _ => 1.0,
    }
}

/// What a written sound that is not heard costs.
fn lost(written: &[u8], at: usize) -> f32 {
    let is_last = at + 1 == written.len();
    let after_vowel = at
        .checked_sub(1)
        .is_some_and(|before| is_vowel(written[before]));
    match written[at] {
        b'e' if is_last => 0.02,
        b'e' => 0.2,
        b'w' | b'y' => 0.2,
        vowel if is_vowel(vowel) && after_vowel => 0.12,
        vowel if is_vowel(vowel) => 0.35,
        b'h' | b'r' => 0.6,
        b't' | b'd' | b's' | b'g' => 0.8,
        _ => 1.0,
    }
}

/// What hearing one sound as another costs.
fn changed(written: u8, heard: u8) -> f32 {
    if written == heard {
        return 0.0;
    }
    match (written, heard) {
        (b'u', b'a') | (b'o', b'a') | (b'e', b'i') | (b'i', b'e') | (b'a', b'e') => 0.15,
        (b'y', b'i') | (b'i', b'y') | (b'w', b'u') | (b'u', b'w') | (b'u', b'y') => 0.1,
        (one, other) if is_vowel(one) && is_vowel(other) => 0.25,
        (b'm', b'n') | (b'n', b'm') => 0.4,
        (b'd', b't') | (b't', b'd') | (b'k', b'g') | (b'g', b'k') | (b'b', b'p') => 0.4,
        (b's', b't') | (b't', b's') | (b'd', b's') | (b'g', b's') | (b'b', b'h') | (b'h', b'b') => {
            0.5
        }
        (b'k', b's') | (b'k', b't') | (b's', b'k') => 0.7,
        (one, other) if is_vowel(one) != is_vowel(other) => 1.2,
        _ => 1.0,
    }
}
