//! The names of the original and how the translation renders each: [`names`], a table with counts and places.
//!
//! In: capitalised words of the original; Latin words and katakana of the translation. Out: for every name its
//! renderings, told by spelling, by sound, or because they come and go together. O(bytes), and O(names · katakana) a pair.
//!
//! A word is a name if it has a capital inside a sentence and hardly ever comes without one. A Latin word in brackets behind a
//! rendering is a gloss and none of its own; a katakana word that sounds more like another word of the sentence
//! renders that one.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::Alignment;
use crate::anchor::Anchored;
use crate::name::sounds_alike;
use crate::review::checks::code::CodeSpans;
use crate::review::checks::untranslated::is_function_word;
use crate::review::finding::Check;
use crate::review::options::ReviewOptions;
use crate::review::view::View;
use crate::text::script::{Class, class, fold_width, runs};
use crate::text::word::{fold, words};
use crate::text::{Language, Span};

/// A name of the original and what the translation made of it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Name {
    /// The name as the original first writes it.
    pub name: String,
    /// Where the original has it, in bytes of the source document's text.
    pub source: Vec<Span>,
    /// Its renderings, the most frequent first, equally frequent ones in the order of their first places.
    pub renderings: Vec<Rendering>,
}

/// One way in which a name is rendered.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Rendering {
    /// The rendering as the translation first writes it.
    pub text: String,
    /// Where the translation has it, in bytes of the target document's text.
    pub places: Vec<Span>,
    /// The numbers of the beads that hold the places, one each.
    pub beads: Vec<usize>,
}

/// The names of a bitext, in the order of their first places. O(bytes).
///
/// ```
/// use taiyaku::review::names;
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new(
///     "We met Melissa. The bakery was closed, so Melissa laughed. I asked Melissa why.",
///     "メリッサに会った。パン屋は閉まっていて、メリサは笑った。メリッサに訳を聞いた。",
/// );
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let table = names(&anchored, &aligner.align(&anchored));
/// let renderings: Vec<_> = table[0].renderings.iter().map(|r| (&*r.text, r.places.len())).collect();
/// assert_eq!(renderings, [("メリッサ", 2), ("メリサ", 1)]);
/// ```
pub fn names(anchored: &Anchored, alignment: &Alignment) -> Vec<Name> {
    let options = ReviewOptions::default().only([Check::NameVariants]);
    let view = View::new(anchored, alignment, &options);
    let table = NameTable::new(&view);
    let mut names: Vec<Name> = table.names.into_iter().map(|used| used.name).collect();
    names.retain(|name| !name.renderings.is_empty());
    names
}

/// How likely a katakana word must sound like a name, and how much more than like any other word of the sentence.
const ALIKE: f32 = 0.5;
/// Pairs in which a name and a katakana word come together, and their share of all pairs with either, if they are
/// to be one without sounding alike.
const TOGETHER: usize = 3;
const SHARE_TOGETHER: f32 = 0.75;
/// Names, and words that may render them, that are looked at in one pair.
const MOST_OF_A_BEAD: usize = 64;
/// Share of a word's places at which it may come without a capital and still be a name.
const LOWER: f32 = 0.1;

/// The names of a document with all that the checks ask about them.
pub(crate) struct NameTable {
    pub(crate) names: Vec<NameUse>,
    /// Katakana and Latin words that render a name somewhere, with the numbers of the names.
    pub(crate) known: FxHashMap<String, Vec<usize>>,
    /// The words of each bead's translation that may be names.
    pub(crate) written: Vec<Vec<Written>>,
    /// The numbers of the names of each bead.
    pub(crate) by_bead: Vec<Vec<usize>>,
}

/// One name with its places.
pub(crate) struct NameUse {
    pub(crate) name: Name,
    /// The bead of each place in the source.
    pub(crate) beads: Vec<usize>,
}

/// A katakana or Latin word of the translation.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) span: Span,
    /// At full or half width as usual, Latin in lower case.
    pub(crate) folded: String,
    is_latin: bool,
    /// Whether it stands in brackets behind another word.
    is_gloss: bool,
}

impl NameTable {
    pub(crate) fn new(view: &View<'_>) -> Self {
        let names = names_of(view);
        let mut by_bead = vec![Vec::new(); view.beads.len()];
        for (number, used) in names.iter().enumerate() {
            for &bead in &used.beads {
                let of_bead: &mut Vec<usize> = &mut by_bead[bead];
                if of_bead.last() != Some(&number) && of_bead.len() < MOST_OF_A_BEAD {
                    of_bead.push(number);
                }
            }
        }
        let mut table = NameTable {
            names,
            by_bead,
            known: FxHashMap::default(),
            written: view
                .beads
                .iter()
                .map(|bead| written(view.target.span(&bead.target), view.target.text()))
                .collect(),
        };
        if view.source.document.language() == Language::English {
            table.render_alike(view);
            table.render_together();
            table.find_inside();
        }
        for used in &mut table.names {
            for rendering in &mut used.name.renderings {
                let mut places: Vec<(Span, usize)> = rendering
                    .places
                    .iter()
                    .copied()
                    .zip(rendering.beads.iter().copied())
                    .collect();
                places.sort_unstable();
                places.dedup();
                (rendering.places, rendering.beads) = places.into_iter().unzip();
            }
            used.name.renderings.sort_by(|a, b| {
                b.places
                    .len()
                    .cmp(&a.places.len())
                    .then_with(|| a.places.cmp(&b.places))
            });
        }
        table
    }

    /// The number of katakana words of a bead's translation that render no known name and are in no dictionary.
    pub(crate) fn unknown(&self, view: &View<'_>, bead: usize) -> usize {
        let is_unknown = |written: &&Written| {
            !written.is_latin
                && !self.known.contains_key(&written.folded)
                && view.lexicon().find(&written.folded).is_none()
        };
        self.written[bead].iter().filter(is_unknown).count()
    }

    fn add(&mut self, name: usize, bead: usize, written: &Written, text: &str) {
        let known = self.known.entry(written.folded.clone()).or_default();
        if !known.contains(&name) {
            known.push(name);
        }
        let renderings = &mut self.names[name].name.renderings;
        let shown = with_company(text, written);
        let folded = fold_width(shown.of(text));
        let found = renderings.iter_mut().find(|r| {
            let known = fold_width(&r.text);
            plain(known.text()) == plain(folded.text())
        });
        match found {
            Some(rendering) => {
                rendering.places.push(shown);
                rendering.beads.push(bead);
            }
            None => renderings.push(Rendering {
                text: shown.of(text).to_owned(),
                places: vec![shown],
                beads: vec![bead],
            }),
        }
    }

    /// Renderings that are spelled or sound like a name of their bead.
    fn render_alike(&mut self, view: &View<'_>) {
        let by_bead = std::mem::take(&mut self.by_bead);
        for (bead, names) in by_bead.iter().enumerate() {
            let keys: Vec<(usize, String)> = names
                .iter()
                .map(|&n| (n, fold(&self.names[n].name.name)))
                .collect();
            let others = std::cell::OnceCell::new();
            let mut found: Vec<(usize, Written)> = Vec::new();
            for written in &self.written[bead] {
                for (name, key) in &keys {
                    let is_it = match written.is_latin {
                        true => written.folded == *key,
                        false => {
                            let score = sounds_alike(key, &written.folded).unwrap_or(0.0);
                            let others: &Vec<String> = others.get_or_init(|| {
                                let text = view.source_text(&view.beads[bead]);
                                words(text).map(|(_, word)| fold(word)).collect()
                            });
                            let better = |other: &String| {
                                other != key
                                    && sounds_alike(other, &written.folded)
                                        .is_some_and(|s| score < s)
                            };
                            ALIKE <= score
                                && !is_another_word(view, &written.folded, key)
                                && !others.iter().any(better)
                        }
                    };
                    if is_it {
                        found.push((*name, written.clone()));
                    }
                }
            }
            for (name, written) in &found {
                let has_another = found.iter().any(|(n, w)| n == name && !w.is_gloss);
                if !(written.is_gloss && has_another) {
                    self.add(*name, bead, written, view.target.text());
                }
            }
        }
        self.by_bead = by_bead;
    }

    /// Katakana words that come and go with a name that has no rendering.
    fn render_together(&mut self) {
        let mut beads_of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (bead, written) in self.written.iter().enumerate() {
            for word in written.iter().filter(|w| !w.is_latin) {
                let beads = beads_of.entry(&word.folded).or_default();
                if beads.last() != Some(&bead) {
                    beads.push(bead);
                }
            }
        }
        let mut partners = Vec::new();
        for (number, used) in self.names.iter().enumerate() {
            if used.beads.len() < TOGETHER || !used.name.renderings.is_empty() {
                continue;
            }
            let mut near: FxHashMap<&str, usize> = FxHashMap::default();
            let mut beads = used.beads.clone();
            beads.dedup();
            for &bead in &beads {
                let mut seen: Vec<&str> = self.written[bead].iter().map(|w| &*w.folded).collect();
                seen.sort_unstable();
                seen.dedup();
                seen.into_iter()
                    .for_each(|word| *near.entry(word).or_insert(0) += 1);
            }
            let share = |word: &str, both: usize| {
                let either = beads.len() + beads_of.get(word).map_or(0, Vec::len) - both;
                both as f32 / either as f32
            };
            let candidates = near.into_iter().filter(|(word, both)| {
                TOGETHER <= *both && beads_of.contains_key(word) && !self.known.contains_key(*word)
            });
            let best = candidates
                .map(|(word, both)| (share(word, both), word))
                .filter(|(share, _)| SHARE_TOGETHER <= *share)
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
            partners.extend(best.map(|(_, word)| (number, word.to_owned())));
        }
        for (name, word) in partners {
            let beads = self.names[name].beads.clone();
            for bead in beads {
                for written in self.written[bead]
                    .clone()
                    .iter()
                    .filter(|w| w.folded == word)
                {
                    self.add_plain(name, bead, written);
                }
            }
        }
    }

    fn add_plain(&mut self, name: usize, bead: usize, written: &Written) {
        self.known
            .entry(written.folded.clone())
            .or_default()
            .push(name);
        let renderings = &mut self.names[name].name.renderings;
        match renderings.iter_mut().find(|r| r.text == written.folded) {
            Some(rendering) => {
                rendering.places.push(written.span);
                rendering.beads.push(bead);
            }
            None => renderings.push(Rendering {
                text: written.folded.clone(),
                places: vec![written.span],
                beads: vec![bead],
            }),
        }
        if let Some(known) = self.known.get_mut(&written.folded) {
            known.dedup();
        }
    }

    /// Known renderings inside longer katakana words of the beads that have the name and no rendering of it.
    fn find_inside(&mut self) {
        let mut found = Vec::new();
        for (number, used) in self.names.iter().enumerate() {
            let surfaces: Vec<String> = used
                .name
                .renderings
                .iter()
                .map(|r| fold_width(&r.text).text().to_owned())
                .collect();
            let rendered: FxHashSet<usize> = used
                .name
                .renderings
                .iter()
                .flat_map(|r| &r.beads)
                .copied()
                .collect();
            for &bead in used.beads.iter().filter(|bead| !rendered.contains(bead)) {
                for written in self.written[bead].iter().filter(|w| !w.is_latin) {
                    let inside = surfaces.iter().position(|s| written.folded.contains(&**s));
                    found.extend(inside.map(|rendering| (number, rendering, bead, written.span)));
                }
            }
        }
        for (name, rendering, bead, span) in found {
            let rendering = &mut self.names[name].name.renderings[rendering];
            rendering.places.push(span);
            rendering.beads.push(bead);
        }
    }
}

/// Whether the dictionary knows a katakana word as something else than a name: リスト is no Rust.
fn is_another_word(view: &View<'_>, katakana: &str, name: &str) -> bool {
    let lexicon = view.lexicon();
    let begins_alike = |stem: &str| {
        stem.bytes()
            .zip(name.bytes())
            .take_while(|(a, b)| a == b)
            .count()
            >= 3
    };
    lexicon
        .find(katakana)
        .is_some_and(|entry| !lexicon.stems(entry).any(begins_alike))
}

/// A rendering without what does not make it another: case and the space before 社.
fn plain(rendering: &str) -> String {
    rendering
        .chars()
        .filter(|c| *c != ' ')
        .flat_map(char::to_lowercase)
        .collect()
}

/// A word with 社 behind it, which some translators write and some do not.
fn with_company(text: &str, written: &Written) -> Span {
    let rest = &text[written.span.end..];
    let after = rest.trim_start_matches(' ');
    let gap = rest.len() - after.len();
    let mut next = after.chars();
    let is_company =
        next.next() == Some('社') && next.next().is_none_or(|c| class(c) != Class::Kanji);
    match is_company && gap <= 1 {
        true => Span::new(written.span.start, written.span.end + gap + '社'.len_utf8()),
        false => written.span,
    }
}

/// The words of a translation that may be names.
fn written(span: Span, text: &str) -> Vec<Written> {
    let piece = span.of(text);
    let mut found = Vec::new();
    for (run, kind) in runs(piece) {
        if kind == Class::Katakana && run.of(piece).chars().nth(1).is_some() {
            let folded = fold_width(run.of(piece)).text().to_owned();
            found.push((run, folded, false));
        }
    }
    found.extend(words(piece).map(|(run, word)| (run, fold(word), true)));
    found.sort_by_key(|(run, ..)| run.start);
    found.truncate(4 * MOST_OF_A_BEAD);
    let found = found.into_iter().map(|(run, folded, is_latin)| {
        let before = piece[..run.start].trim_end();
        let opens = ["(", "（", "：", ":"]
            .iter()
            .any(|bracket| before.ends_with(bracket));
        Written {
            span: run.shifted(span.start),
            folded,
            is_latin,
            is_gloss: opens && is_latin,
        }
    });
    found.collect()
}

/// The names of the original with their places and beads.
fn names_of(view: &View<'_>) -> Vec<NameUse> {
    let mut uses: FxHashMap<String, (NameUse, bool)> = FxHashMap::default();
    let mut lower: FxHashMap<String, usize> = FxHashMap::default();
    let mut order = Vec::new();
    for (bead, at) in view
        .beads
        .iter()
        .enumerate()
        .map(|(k, bead)| (k, &bead.source))
    {
        for segment in at.clone() {
            let start = view.source.document.segments()[segment].span.start;
            let text = view.source.segment(segment);
            let code = CodeSpans::new(text);
            for (span, word) in words(text) {
                let is_capital = word.chars().next().is_some_and(char::is_uppercase);
                let key = fold(word);
                if !is_capital {
                    *lower.entry(key).or_insert(0) += 1;
                    continue;
                }
                if is_function_word(&key) || key.chars().nth(1).is_none() || code.touches(span) {
                    continue;
                }
                let inside = is_inside_a_sentence(text, span);
                let (used, is_name) = uses.entry(key.clone()).or_insert_with(|| {
                    order.push(key);
                    let name = Name {
                        name: word.to_owned(),
                        source: Vec::new(),
                        renderings: Vec::new(),
                    };
                    (
                        NameUse {
                            name,
                            beads: Vec::new(),
                        },
                        false,
                    )
                });
                *is_name |= inside;
                used.name.source.push(span.shifted(start));
                used.beads.push(bead);
            }
        }
    }
    order
        .into_iter()
        .filter_map(|key| {
            let (used, is_name) = uses.remove(&key)?;
            let n_lower = lower.get(&key).copied().unwrap_or(0);
            (is_name && n_lower as f32 <= LOWER * used.beads.len() as f32).then_some(used)
        })
        .collect()
}

/// Whether a word stands behind another word of its sentence, so that its capital is its own.
fn is_inside_a_sentence(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end_matches([' ', '\n', '(', '"', '“', '‘', '\'']);
    before
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '’' | ';' | '-'))
}
