//! Sentences that are not rendered alike throughout.
//!
//! In: the pairs, and what other documents have ([`Memory`](crate::review::Memory)). Out: a hint a sentence, with all its
//! places. O(bytes).
//!
//! No alarm is raised for: sentences of less than four words, which answer the moment, and renderings that differ in
//! little; different sources that mean the same but for punctuation and case, or that share half of their words.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::memory::Counterpart;
use crate::review::view::{Side, View, draft};
use crate::text::Span;
use crate::text::fold::{fold_width, half_width};
use crate::text::word::{fold, is_function_word, words};

/// Words of a sentence, and characters of its rendering, from which on repetition is looked at.
const LEAST_WORDS: usize = 4;
const LEAST_CHARACTERS: usize = 8;
/// How alike two renderings of a sentence are that differ in little, and two sentences of a rendering.
const NEARLY: f64 = 0.9;
const NEARLY_SOURCE: f64 = 0.8;
/// Below this confidence a pair is not compared.
const SURE: f32 = 0.7;

/// Looks at sentences that stand there twice, or in another document.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    sentences(view, out);
}

/// Letters, digits and kana alone, in lower case: what two sentences are compared by.
pub(in crate::review) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match plain_character(c) {
            Plain::Kept(c) => plain.push(c),
            Plain::Dropped => {}
            Plain::Unknown => return plain_of_folded(text),
        }
    }
    plain
}

/// The hash of the first characters of [`plain`]: no two texts with different ones are alike. O(1).
fn beginning(text: &str) -> u64 {
    /// Enough to tell most sentences apart.
    const LENGTH: usize = 16;
    let mut hasher = FxHasher::default();
    let mut n_hashed = 0;
    for c in text.chars() {
        match plain_character(c) {
            Plain::Kept(c) => hasher.write_u32(c.into()),
            Plain::Dropped => continue,
            Plain::Unknown => {
                let mut hasher = FxHasher::default();
                let plain = plain_of_folded(text);
                let first = plain.chars().take(LENGTH);
                first.for_each(|c| hasher.write_u32(c.into()));
                return hasher.finish();
            }
        }
        n_hashed += 1;
        if n_hashed == LENGTH {
            break;
        }
    }
    hasher.finish()
}

/// What becomes of a character where a text is made plain.
enum Plain {
    Kept(char),
    Dropped,
    /// That depends on the characters beside it, or it becomes several.
    Unknown,
}

fn plain_character(c: char) -> Plain {
    match c {
        'a'..='z'
        | '0'..='9'
        | 'ぁ'..='ゖ'
        | 'ァ'..='ヺ'
        | 'ー'
        | '々'
        | '\u{4e00}'..='\u{9fa5}' => Plain::Kept(c),
        'A'..='Z' => Plain::Kept(c.to_ascii_lowercase()),
        '\0'..='\u{7f}' | '、' | '。' | '\u{3000}' | '’' | '‘' => Plain::Dropped,
        '！'..='～' => match half_width(c).to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => Plain::Kept(c),
            _ => Plain::Dropped,
        },
        '\u{ff5f}'..='\u{ffe6}' | 'ﬀ'..='ﬆ' => Plain::Unknown,
        _ if c.is_alphanumeric() => Plain::Unknown,
        _ => Plain::Dropped,
    }
}

/// The same of any text.
fn plain_of_folded(text: &str) -> String {
    let folded = fold_width(text);
    folded
        .text()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A pair whose sentences are compared with those of other pairs.
pub(in crate::review) struct Compared {
    pub(in crate::review) bead: usize,
    /// What the two sides are compared by.
    pub(in crate::review) source: Rc<str>,
    pub(in crate::review) target: Rc<str>,
    /// Whether the rendering is long enough that another sentence should not have it.
    pub(in crate::review) is_long: bool,
}

/// The pairs that are sure, and whose source is long enough to be rendered alike throughout.
pub(in crate::review) fn compared(view: &View<'_>) -> Vec<Compared> {
    let mut known = KnownTexts::default();
    let pairs = sure_pairs(view);
    pairs
        .map(|(k, bead)| known.compared(view, k, bead))
        .collect()
}

fn sure_pairs<'a>(view: &View<'a>) -> impl Iterator<Item = (usize, &'a Bead)> {
    let sure = view.pairs().filter(|(_, bead)| SURE <= bead.confidence);
    sure.filter(|(_, bead)| match view.words_of(bead) {
        Some(words) => LEAST_WORDS <= words.len(),
        None => words(view.source_text(bead)).nth(LEAST_WORDS - 1).is_some(),
    })
}

/// Texts that were made plain; one that stands there again is looked up.
#[derive(Default)]
struct KnownTexts<'a>(FxHashMap<&'a str, Rc<str>>);

impl<'a> KnownTexts<'a> {
    fn plain(&mut self, text: &'a str) -> Rc<str> {
        Rc::clone(self.0.entry(text).or_insert_with(|| plain(text).into()))
    }

    fn compared(&mut self, view: &View<'a>, number: usize, bead: &Bead) -> Compared {
        let target = self.plain(view.target_text(bead));
        Compared {
            bead: number,
            source: self.plain(view.source_text(bead)),
            is_long: LEAST_CHARACTERS <= target.chars().count(),
            target,
        }
    }
}

/// Of these pairs those of which one side begins as that of another does; others stand in the document once.
fn repeated(view: &View<'_>) -> Vec<Compared> {
    let begun = sure_pairs(view).map(|(k, bead)| {
        let texts = [view.source_text(bead), view.target_text(bead)];
        (k, bead, texts.map(beginning))
    });
    let begun: Vec<(usize, &Bead, [u64; 2])> = begun.collect();
    let room = || FxHashMap::with_capacity_and_hasher(begun.len(), FxBuildHasher);
    let mut n_begun: [FxHashMap<u64, u32>; 2] = [room(), room()];
    for (_, _, beginnings) in &begun {
        for (n_begun, beginning) in n_begun.iter_mut().zip(beginnings) {
            *n_begun.entry(*beginning).or_default() += 1;
        }
    }
    let is_repeated = |beginnings: &[u64; 2]| {
        let mut numbers = n_begun.iter().zip(beginnings);
        numbers.any(|(n_begun, beginning)| 1 < n_begun[beginning])
    };
    let mut known = KnownTexts::default();
    let repeated = begun.iter().filter(|(_, _, begun)| is_repeated(begun));
    repeated
        .map(|&(k, bead, _)| known.compared(view, k, bead))
        .collect()
}

/// The same sentence rendered differently, and different sentences rendered the same: in the document, else in the corpus.
fn sentences(view: &View<'_>, out: &mut Vec<Draft>) {
    let memory = &view.options.memory;
    let pairs = match memory.is_empty() {
        true => repeated(view),
        false => compared(view),
    };
    let mut by_source = Groups::default();
    let mut by_target = Groups::default();
    for pair in &pairs {
        let is_other = |before: &Compared| differ(&before.target, &pair.target, NEARLY);
        if !by_source.add(&pair.source, pair, is_other)
            && let Some(other) = elsewhere(memory.of_source(&pair.source), &pair.target, NEARLY)
        {
            out.push(of_some(view, [pair]).because(
                format!("the same sentence is elsewhere rendered “{other}”"),
                format!("同じ原文がほかの文書では「{other}」"),
            ));
        }
        if !pair.is_long {
            continue;
        }
        let is_other = |before: &Compared| {
            differ(&before.source, &pair.source, NEARLY_SOURCE) && !share_words(view, before, pair)
        };
        if !by_target.add(&pair.target, pair, is_other)
            && let Some(other) =
                elsewhere(memory.of_target(&pair.target), &pair.source, NEARLY_SOURCE)
        {
            out.push(of_some(view, [pair]).because(
                format!("elsewhere this is the rendering of “{other}”"),
                format!("ほかの文書では「{other}」の訳"),
            ));
        }
    }
    for group in by_source.several() {
        out.push(of_some(view, group).because(
            "the same sentence is rendered in several ways",
            "同じ原文に違う訳がある",
        ));
    }
    for group in by_target.several() {
        out.push(of_some(view, group).because(
            "different sentences have the same rendering",
            "違う原文に同じ訳がある",
        ));
    }
}

/// Pairs that share the text of one side: the first, and those that differ from it in the other.
#[derive(Default)]
struct Groups<'p> {
    by_text: FxHashMap<&'p str, usize>,
    groups: Vec<Vec<&'p Compared>>,
}

impl<'p> Groups<'p> {
    /// Adds a pair if it is the first or another than the first; returns whether it is another.
    fn add(
        &mut self,
        text: &'p str,
        pair: &'p Compared,
        is_other: impl Fn(&Compared) -> bool,
    ) -> bool {
        let next = self.groups.len();
        let number = *self.by_text.entry(text).or_insert(next);
        if number == next {
            self.groups.push(vec![pair]);
            return false;
        }
        let is_other = is_other(self.groups[number][0]);
        if is_other {
            self.groups[number].push(pair);
        }
        is_other
    }

    /// The groups of two pairs or more, in the order of their first pairs.
    fn several(self) -> impl Iterator<Item = Vec<&'p Compared>> {
        self.groups.into_iter().filter(|group| 1 < group.len())
    }
}

/// Whether the originals of two pairs have half of their words in common, so that they may mean the same.
fn share_words(view: &View<'_>, one: &Compared, other: &Compared) -> bool {
    let words_of = |pair: &Compared| {
        let words = words(view.source_text(&view.beads[pair.bead]));
        let words = words.map(|(_, word)| fold(word));
        let words = words.filter(|word| !is_function_word(word));
        words.take(COMPARED).collect::<BTreeSet<String>>()
    };
    let (one, other) = (words_of(one), words_of(other));
    let n_shared = one.intersection(&other).count();
    0 < n_shared && one.len().max(other.len()) <= 2 * n_shared
}

fn differ(one: &str, other: &str, nearly: f64) -> bool {
    one != other && (most_likeness(one, other) < nearly || likeness(one, other) < nearly)
}

/// A finding of some pairs.
fn of_some<'p>(view: &View<'_>, pairs: impl IntoIterator<Item = &'p Compared>) -> Draft {
    let beads: Vec<usize> = pairs.into_iter().map(|pair| pair.bead).collect();
    let spans = |side: &Side<'_>, segments: fn(&Bead) -> &Range<usize>| -> Vec<Span> {
        let beads = beads.iter().map(|&bead| &view.beads[bead]);
        beads.map(|bead| side.span(segments(bead))).collect()
    };
    draft(Check::Terminology, Severity::Hint, beads[0])
        .source(spans(&view.source, |bead| &bead.source))
        .target(spans(&view.target, |bead| &bead.target))
}

/// What most often stands beside the sentence in the corpus, if that is another text than here, and not a rarer one. The
/// first of equal ones; of a long one the beginning.
fn elsewhere(
    known: Option<&BTreeMap<String, Counterpart>>,
    here: &str,
    nearly: f64,
) -> Option<String> {
    const SHOWN: usize = 60;
    let known = known?;
    let n_here = known.get(here).map_or(0, |here| here.n_pairs);
    let others = known.iter().filter(|(plain, _)| plain.as_str() != here);
    let (plain, most) = others.max_by_key(|(plain, other)| (other.n_pairs, Reverse(*plain)))?;
    if most.n_pairs < n_here || !differ(plain, here, nearly) {
        return None;
    }
    let mut shown: String = most.text.chars().take(SHOWN).collect();
    if shown.len() < most.text.len() {
        shown.push('…');
    }
    Some(shown)
}

/// Characters of a long text that are compared, so that the cost is bounded.
const COMPARED: usize = 120;

/// How alike the beginnings of two texts are.
fn likeness(one: &str, other: &str) -> f64 {
    let start = |text: &str| text.chars().take(COMPARED).collect::<String>();
    strsim::normalized_damerau_levenshtein(&start(one), &start(other))
}

/// How alike the beginnings of two texts are at most: no edit puts more than one character in another's place. O(characters).
fn most_likeness(one: &str, other: &str) -> f64 {
    let start = |text: &str| {
        let mut characters: Vec<char> = text.chars().take(COMPARED).collect();
        characters.sort_unstable();
        characters
    };
    let (one, other) = (start(one), start(other));
    let (mut i, mut j, mut n_shared) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => (i, j, n_shared) = (i + 1, j + 1, n_shared + 1),
        }
    }
    let longer = one.len().max(other.len()).max(1);
    1.0 - (longer - n_shared) as f64 / longer as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_bound_is_a_bound(one in "[abあ]{0,8}", other in "[abあ]{0,8}") {
            let most = if one.is_empty() && other.is_empty() { 1.0 } else { most_likeness(&one, &other) };
            prop_assert!(likeness(&one, &other) <= most);
        }

        #[test]
        fn what_is_compared_is_the_same_either_way(text in "[a-cA-C1１Ａｂｱﾞ！，～’、。々〇ーéﬁかカ漢“─…・ ]{0,12}") {
            prop_assert_eq!(plain(&text), plain_of_folded(&text));
        }

        #[test]
        fn texts_that_are_alike_begin_alike(
            one in "[aA1１Ａｱｲﾞア！’かé・ ]{0,4}",
            other in "[aA1１Ａｱｲﾞア！’かé・ ]{0,4}",
            rest in "[ab]{20}",
        ) {
            if plain(&one) == plain(&other) {
                prop_assert_eq!(beginning(&one), beginning(&other));
                prop_assert_eq!(beginning(&format!("{one}{rest}")), beginning(&format!("{other}{rest}")));
            }
        }
    }
}
