//! Sentences that are not rendered alike throughout.
//!
//! In: the pairs, and what other documents have ([`Memory`](crate::review::Memory)). Out: hints. O(bytes).
//!
//! No alarm is raised for: sentences of less than four words, which answer the moment, and renderings that differ in
//! little; different sources that mean the same but for punctuation and case.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::hash::Hasher;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHasher};

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::memory::Counterpart;
use crate::review::view::{View, draft};
use crate::text::script::{fold_width, half_width};
use crate::text::word::words;

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
    sure.filter(|(_, bead)| {
        let mut words = words(view.source_text(bead));
        words.nth(LEAST_WORDS - 1).is_some()
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
    let mut n_begun: [FxHashMap<u64, u32>; 2] = Default::default();
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
    let mut first_of_source: FxHashMap<&str, &Compared> = FxHashMap::default();
    let mut first_of_target: FxHashMap<&str, &Compared> = FxHashMap::default();
    for pair in &pairs {
        let before = *first_of_source.entry(&pair.source).or_insert(pair);
        if differ(&before.target, &pair.target, NEARLY) {
            out.push(of_two(view, before, pair).because(
                "the same sentence is rendered in another way before",
                "同じ原文に前とは違う訳がある",
            ));
        } else if let Some(other) = elsewhere(memory.of_source(&pair.source), &pair.target, NEARLY)
        {
            out.push(of_one(view, pair).because(
                format!("the same sentence is elsewhere rendered “{other}”"),
                format!("同じ原文がほかの文書では「{other}」"),
            ));
        }
        if !pair.is_long {
            continue;
        }
        let before = *first_of_target.entry(&pair.target).or_insert(pair);
        if differ(&before.source, &pair.source, NEARLY_SOURCE) {
            out.push(of_two(view, before, pair).because(
                "another sentence has this rendering before",
                "違う原文に前と同じ訳がある",
            ));
        } else if let Some(other) =
            elsewhere(memory.of_target(&pair.target), &pair.source, NEARLY_SOURCE)
        {
            out.push(of_one(view, pair).because(
                format!("elsewhere this is the rendering of “{other}”"),
                format!("ほかの文書では「{other}」の訳"),
            ));
        }
    }
}

fn differ(one: &str, other: &str, nearly: f64) -> bool {
    one != other && (most_likeness(one, other) < nearly || likeness(one, other) < nearly)
}

fn of_one(view: &View<'_>, pair: &Compared) -> Draft {
    let bead = &view.beads[pair.bead];
    draft(Check::Terminology, Severity::Hint, pair.bead)
        .source([view.source.span(&bead.source)])
        .target([view.target.span(&bead.target)])
}

fn of_two(view: &View<'_>, before: &Compared, pair: &Compared) -> Draft {
    let beads = [&view.beads[before.bead], &view.beads[pair.bead]];
    draft(Check::Terminology, Severity::Hint, pair.bead)
        .source(beads.map(|bead| view.source.span(&bead.source)))
        .target(beads.map(|bead| view.target.span(&bead.target)))
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
