//! Kana as they are spelled today.
//!
//! In: the characters of a segment. Out: endings and particles in hiragana, no readings in 《》, the sounds of the modern rules.
//! O(characters).

use crate::lexicon::Lexicon;
use crate::text::script::{Class, class, hiragana};

/// The characters of a segment as they are spelled so far, each with the byte where what it was read from begins.
pub(super) type Spelled = Vec<(char, u32)>;

/// Particles that stand before or behind a word in katakana.
const PARTICLES: [char; 8] = ['ノ', 'ヲ', 'ハ', 'ニ', 'ト', 'モ', 'ガ', 'ヘ'];

/// The fewest characters of a katakana word of the dictionary behind a kanji, where endings may look like one (見タルト:
/// タルト, a tart), and elsewhere; and the most.
const SHORTEST_BEHIND_KANJI: usize = 4;
const SHORTEST: usize = 3;
const LONGEST: usize = 10;

fn is_katakana(character: char) -> bool {
    class(character) == Class::Katakana
}

/// Writes katakana as hiragana, but for words of other languages: those of the dictionary, and those with a long vowel or a
/// small one.
pub(super) fn in_hiragana(spelled: &mut Spelled, lexicon: &Lexicon) {
    let mut at = 0;
    while at < spelled.len() {
        if !is_katakana(spelled[at].0) {
            at += 1;
            continue;
        }
        let run = spelled[at..]
            .iter()
            .take_while(|c| is_katakana(c.0))
            .count();
        let behind_kanji = 0 < at && class(spelled[at - 1].0) == Class::Kanji;
        run_in_hiragana(&mut spelled[at..at + run], behind_kanji, lexicon);
        at += run;
    }
}

fn run_in_hiragana(run: &mut [(char, u32)], behind_kanji: bool, lexicon: &Lexicon) {
    let is_particle = |c: &&(char, u32)| PARTICLES.contains(&c.0);
    let n_before = usize::from(behind_kanji && PARTICLES.contains(&run[0].0));
    let n_behind = run[n_before..]
        .iter()
        .rev()
        .take(2)
        .take_while(is_particle)
        .count();
    let ends = run.len() - n_behind..=run.len();
    let is_word = |end: &usize| {
        let word = run[n_before..*end].iter().map(|c| c.0).collect::<String>();
        lexicon.find(&word).is_some()
    };
    let word = n_before..ends.clone().rev().find(is_word).unwrap_or(*ends.start());
    if is_foreign(&run[word.clone()], behind_kanji) {
        let (before, rest) = run.split_at_mut(word.start);
        let behind = &mut rest[word.len()..];
        before
            .iter_mut()
            .chain(behind)
            .for_each(|c| c.0 = hiragana(c.0));
        return;
    }
    let shortest = if behind_kanji {
        SHORTEST_BEHIND_KANJI
    } else {
        SHORTEST
    };
    let mut at = 0;
    while at < run.len() {
        let word = word_at(&run[at..], shortest, lexicon);
        if word == 0 {
            run[at].0 = hiragana(run[at].0);
        }
        at += word.max(1);
    }
}

/// Whether katakana is a word of another language by its spelling: a long or small vowel or a P, or away from kanji an end that no
/// Japanese word of grammar has (アメリカ, ワシントン).
fn is_foreign(word: &[(char, u32)], behind_kanji: bool) -> bool {
    let is_small = |c: &(char, u32)| {
        matches!(
            c.0,
            'ー' | 'パ'
                | 'ピ'
                | 'プ'
                | 'ペ'
                | 'ポ'
                | 'ァ'
                | 'ィ'
                | 'ゥ'
                | 'ェ'
                | 'ォ'
                | 'ャ'
                | 'ュ'
                | 'ョ'
                | 'ヴ'
        )
    };
    let ends = || {
        word.last()
            .is_some_and(|c| matches!(c.0, 'ア' | 'イ' | 'カ' | 'ラ' | 'ン'))
    };
    word.iter().any(is_small) || !behind_kanji && SHORTEST <= word.len() && ends()
}

/// The characters of the longest katakana word of the dictionary at the beginning of a run; 0 if there is none.
fn word_at(run: &[(char, u32)], shortest: usize, lexicon: &Lexicon) -> usize {
    let longest = run.len().min(LONGEST);
    let lengths = (shortest..=longest).rev();
    let word = |length: usize| run[..length].iter().map(|c| c.0).collect::<String>();
    lengths
        .into_iter()
        .find(|&length| lexicon.find(&word(length)).is_some())
        .unwrap_or(0)
}

/// Drops readings and their marks: 已《や》ム, ｜.
pub(super) fn without_readings(spelled: &mut Spelled) {
    let mut kept: Spelled = Vec::with_capacity(spelled.len());
    let mut at = 0;
    while at < spelled.len() {
        match spelled[at].0 {
            '｜' => at += 1,
            '《' => {
                let kana =
                    |c: &&(char, u32)| matches!(class(c.0), Class::Hiragana | Class::Katakana);
                let n_kana = spelled[at + 1..].iter().take_while(kana).count();
                let end = at + 1 + n_kana;
                if 0 < n_kana && spelled.get(end).is_some_and(|c| c.0 == '》') {
                    at = end + 1;
                } else {
                    kept.push(spelled[at]);
                    at += 1;
                }
            }
            _ => {
                kept.push(spelled[at]);
                at += 1;
            }
        }
    }
    *spelled = kept;
}

/// Spells sounds by the modern rules where they do not depend on the word.
pub(super) fn by_modern_rules(spelled: &mut Spelled) {
    for at in 0..spelled.len() {
        let next = spelled.get(at + 1).map_or(' ', |c| c.0);
        let before = if at == 0 { ' ' } else { spelled[at - 1].0 };
        let modern = match spelled[at].0 {
            'ゐ' => 'い',
            'ゑ' => 'え',
            'ゝ' | 'ヽ' if class(before) == Class::Hiragana => before,
            'ゞ' | 'ヾ' if class(before) == Class::Hiragana => voiced(before).unwrap_or(before),
            'つ' if matches!(next, 'た' | 'て')
                && matches!(class(before), Class::Kanji | Class::Hiragana) =>
            {
                'っ'
            }
            'や' if next == 'う' => 'よ',
            'さ' if next == 'う' => 'そ',
            'ら' if before == 'だ' && next == 'う' => 'ろ',
            'ふ' if before == 'い' => 'う',
            other => other,
        };
        spelled[at].0 = modern;
    }
}

/// A kana with the mark of a voiced sound.
pub(super) fn voiced(kana: char) -> Option<char> {
    let is_unvoiced = "かきくけこさしすせそたちつてとはひふへほ".contains(kana);
    is_unvoiced
        .then(|| char::from_u32(kana as u32 + 1))
        .flatten()
}
