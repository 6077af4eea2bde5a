//! The names of the original and how the translation renders each: [`names`], a table with counts and places.
//!
//! In: capitalised words of the original; Latin words and katakana of the translation. Out: for every name its
//! renderings, told by spelling, by sound, or because they come and go together. O(bytes), and O(names · katakana) a pair.
//!
//! A word is a name if it has a capital inside a sentence and hardly ever comes without one. A Latin word in brackets behind a
//! rendering is a gloss and none of its own; a katakana word that sounds more like another word of the sentence
//! renders that one.

use std::borrow::Cow;
use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::Alignment;
use crate::anchor::Anchored;
use crate::name::{EnglishWord, KatakanaWord, LeastLikeness, WordReader};
use crate::review::check::Check;
use crate::review::checks::code::CodeSpans;
use crate::review::name_table::{Candidate, Name, NameTable, NameUse, Rendering};
use crate::review::name_words::{MOST_OF_A_BEAD, Words, candidates_in, with_company};
use crate::review::options::ReviewOptions;
use crate::review::source_words::SourceWords;
use crate::review::view::View;
use crate::text::fold::fold_width;
use crate::text::word::{is_function_word, stem};
use crate::text::{Language, Span};

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
///
/// # Panics
///
/// If the alignment is of another bitext.
pub fn names(anchored: &Anchored, alignment: &Alignment) -> Vec<Name> {
    let options = ReviewOptions::default().only([Check::NameVariants]);
    let view = View::new(anchored, alignment, &options);
    table(&view).rendered()
}

/// The table of names of a view, made when it is first asked for. One thread makes it, so that nobody waits for work of his
/// own.
pub(crate) fn table<'v>(view: &'v View<'_>) -> &'v NameTable {
    view.names.get_or_init(|| NameTable::new(view))
}

/// How likely a katakana word must sound like a name, and how much more than like any other word of the sentence.
const ALIKE: f32 = 0.5;
/// Pairs in which a name and a katakana word come together, and their share of all pairs with either, if they are
/// to be one without sounding alike.
const TOGETHER: usize = 3;
const SHARE_TOGETHER: f32 = 0.75;
/// Share of a word's places at which it may come without a capital and still be a name.
const LOWER: f32 = 0.1;

impl NameTable {
    /// O(bytes), and O(names · katakana) a pair.
    fn new(view: &View<'_>) -> Self {
        let source = view.source_words();
        let names = names_of(view, source);
        let mut by_bead = vec![Vec::new(); view.beads.len()];
        for (number, used) in names.iter().enumerate() {
            for &bead in &used.beads {
                let of_bead: &mut Vec<usize> = &mut by_bead[bead];
                if of_bead.last() != Some(&number) && of_bead.len() < MOST_OF_A_BEAD {
                    of_bead.push(number);
                }
            }
        }
        let mut target = Words::default();
        let candidates = view.beads.iter();
        let candidates = candidates.map(|bead| {
            let span = view.target.span(&bead.target);
            candidates_in(span, view.target.text(), &mut target)
        });
        let candidates = candidates.collect();
        let mut table = NameTable {
            names,
            by_bead,
            known: vec![Vec::new(); target.forms.len()],
            words: target.forms.into_iter().map(Cow::into_owned).collect(),
            candidates,
        };
        if view.source.document.language() == Language::English {
            table.render_alike(view, source);
            table.render_together();
            table.find_inside();
        }
        table.names.iter_mut().for_each(sort_renderings);
        table
    }

    /// The katakana words of a bead's translation that render no known name and are in no dictionary.
    pub(crate) fn unknown<'t>(
        &'t self,
        view: &'t View<'_>,
        bead: usize,
    ) -> impl Iterator<Item = &'t str> {
        let strange = self.strange(bead).map(|(_, word)| word);
        strange.filter(|word| view.lexicon().find(word).is_none())
    }

    /// The katakana words of a bead's translation that render no known name, and their places.
    pub(crate) fn strange(&self, bead: usize) -> impl Iterator<Item = (Span, &str)> {
        let is_strange =
            |candidate: &&Candidate| !candidate.is_latin && self.known[candidate.word].is_empty();
        let strange = self.candidates[bead].iter().filter(is_strange);
        strange.map(|candidate| (candidate.span, &*self.words[candidate.word]))
    }

    /// Renderings that are spelled or sound like a name of their bead.
    fn render_alike(&mut self, view: &View<'_>, source: &SourceWords) {
        let mut heard = self.heard(view, source);
        let n_places = |bead, name: usize| self.names[name].n_places_in(bead);
        keep_likeliest(&mut heard, &self.words, n_places);
        let mut forms: Vec<Vec<String>> = vec![Vec::new(); self.names.len()];
        for of_bead in heard.chunk_by(|a, b| a.bead == b.bead) {
            for it in of_bead {
                let mut others = of_bead.iter().filter(|other| other.name == it.name);
                if !it.candidate.is_gloss || others.all(|other| other.candidate.is_gloss) {
                    self.add(it, view.target.text(), &mut forms[it.name]);
                }
            }
        }
    }

    /// The words of all beads that are spelled or sound like a name of their bead.
    fn heard(&self, view: &View<'_>, source: &SourceWords) -> Vec<Heard> {
        let mut sounds = Sounds::default();
        let mut heard = Vec::new();
        for (bead, names) in self.by_bead.iter().enumerate() {
            for &candidate in &self.candidates[bead] {
                for &name in names {
                    let pair = (self.names[name].word, candidate.word);
                    let written = &self.words[candidate.word];
                    let likeness = match candidate.is_latin {
                        true => (*written == source.forms[pair.0]).then_some(1.0),
                        false => likeness(view, bead, pair, written, source, &mut sounds),
                    };
                    heard.extend(likeness.map(|likeness| Heard {
                        bead,
                        name,
                        candidate,
                        likeness,
                    }));
                }
            }
        }
        heard
    }

    /// Adds a place to a name; `forms` are its renderings as they are compared.
    fn add(&mut self, heard: &Heard, text: &str, forms: &mut Vec<String>) {
        let Heard {
            bead,
            name,
            candidate,
            ..
        } = *heard;
        let known = &mut self.known[candidate.word];
        if !known.contains(&name) {
            known.push(name);
        }
        let renderings = &mut self.names[name].name.renderings;
        let shown = with_company(text, candidate.span);
        let form = plain(fold_width(shown.of(text)).text());
        match forms.iter().position(|known| *known == form) {
            Some(number) => {
                renderings[number].places.push(shown);
                renderings[number].beads.push(bead);
            }
            None => {
                forms.push(form);
                renderings.push(Rendering {
                    text: shown.of(text).to_owned(),
                    places: vec![shown],
                    beads: vec![bead],
                });
            }
        }
    }

    /// Katakana words that come and go with a name that has no rendering.
    fn render_together(&mut self) {
        let mut n_beads = vec![0; self.words.len()];
        for candidates in &self.candidates {
            let katakana = candidates.iter().filter(|candidate| !candidate.is_latin);
            for word in distinct(katakana) {
                n_beads[word] += 1;
            }
        }
        let is_unrendered = |used: &NameUse| used.name.renderings.is_empty();
        let numbered = self.names.iter().enumerate();
        let frequent = numbered.filter(|(_, used)| TOGETHER <= used.beads.len());
        let unrendered = frequent.filter(|(_, used)| is_unrendered(used));
        let partners = unrendered.filter_map(|(number, used)| {
            let word = self.partner(used, &n_beads)?;
            Some((number, word))
        });
        for (name, word) in partners.collect::<Vec<_>>() {
            let mut rendering = Rendering {
                text: self.words[word].clone(),
                places: Vec::new(),
                beads: Vec::new(),
            };
            for &bead in &self.names[name].beads {
                let candidates = self.candidates[bead].iter();
                for candidate in candidates.filter(|candidate| candidate.word == word) {
                    rendering.places.push(candidate.span);
                    rendering.beads.push(bead);
                }
            }
            self.known[word].push(name);
            self.names[name].name.renderings.push(rendering);
        }
    }

    /// The katakana word that stands in nearly all the beads of a name and in hardly any other; `n_beads` says in how many
    /// beads each katakana word stands.
    fn partner(&self, used: &NameUse, n_beads: &[usize]) -> Option<usize> {
        let mut beads = used.beads.clone();
        beads.dedup();
        let mut n_together: FxHashMap<usize, usize> = FxHashMap::default();
        for &bead in &beads {
            for word in distinct(self.candidates[bead].iter()) {
                *n_together.entry(word).or_insert(0) += 1;
            }
        }
        let candidates = n_together.into_iter().filter(|&(word, both)| {
            TOGETHER <= both && 0 < n_beads[word] && self.known[word].is_empty()
        });
        let shares = candidates.map(|(word, both)| {
            let either = beads.len() + n_beads[word] - both;
            (both as f32 / either as f32, word)
        });
        let best = shares
            .filter(|(share, _)| SHARE_TOGETHER <= *share)
            .max_by(|a, b| {
                let words = [a.1, b.1].map(|word| &self.words[word]);
                a.0.total_cmp(&b.0).then(words[1].cmp(words[0]))
            });
        best.map(|(_, word)| word)
    }

    /// Known renderings inside longer katakana words of the beads that have the name and no rendering of it.
    fn find_inside(&mut self) {
        for used in self.names.iter_mut() {
            let renderings = &mut used.name.renderings;
            if renderings.is_empty() {
                continue;
            }
            let surfaces = renderings
                .iter()
                .map(|r| fold_width(&r.text).text().to_owned());
            let surfaces: Vec<String> = surfaces.collect();
            let rendered = renderings.iter().flat_map(|r| &r.beads).copied();
            let rendered: FxHashSet<usize> = rendered.collect();
            for &bead in used.beads.iter().filter(|bead| !rendered.contains(bead)) {
                let candidates = self.candidates[bead].iter();
                for candidate in candidates.filter(|candidate| !candidate.is_latin) {
                    let word = &self.words[candidate.word];
                    let inside = surfaces
                        .iter()
                        .position(|surface| word.contains(&**surface));
                    if let Some(number) = inside {
                        renderings[number].places.push(candidate.span);
                        renderings[number].beads.push(bead);
                    }
                }
            }
        }
    }
}

/// A word of a bead's translation that may render a name of its original, and how much it is like it, from 0 to 1.
struct Heard {
    bead: usize,
    name: usize,
    candidate: Candidate,
    likeness: f32,
}

/// Keeps for each name as many words of a bead as its original has the name, besides glosses: of Herod and Herodias each has one.
/// Those are kept that are like it in most beads, then those most like it, and what is one of them with a letter more, less or other.
fn keep_likeliest(
    heard: &mut Vec<Heard>,
    written: &[String],
    n_places: impl Fn(usize, usize) -> usize,
) {
    let key = |heard: &Heard| (heard.name, heard.candidate.word);
    let mut n_heard: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for heard in heard.iter() {
        *n_heard.entry(key(heard)).or_insert(0) += 1;
    }
    let mut others: FxHashSet<(usize, usize, usize)> = FxHashSet::default();
    for of_bead in heard.chunk_by(|a, b| a.bead == b.bead) {
        let mut words: Vec<&Heard> = of_bead.iter().collect();
        words.retain(|heard| !heard.candidate.is_gloss);
        words.sort_by(|a, b| {
            let by_number = n_heard[&key(b)].cmp(&n_heard[&key(a)]);
            let by_likeness = b.likeness.total_cmp(&a.likeness);
            let by_word = a.candidate.word.cmp(&b.candidate.word);
            a.name
                .cmp(&b.name)
                .then(by_number)
                .then(by_likeness)
                .then(by_word)
        });
        words.dedup_by_key(|heard| key(heard));
        for of_name in words.chunk_by(|a, b| a.name == b.name) {
            let (bead, name) = (of_name[0].bead, of_name[0].name);
            let (kept, rest) = of_name.split_at(of_name.len().min(n_places(bead, name)));
            let is_respelled = |heard: &&&Heard| {
                let word = &written[heard.candidate.word];
                let kept = kept.iter().map(|kept| &written[kept.candidate.word]);
                kept.map(|kept| strsim::levenshtein(kept, word))
                    .any(|distance| distance <= 1)
            };
            let rest = rest.iter().filter(|heard| !is_respelled(heard));
            others.extend(rest.map(|heard| (bead, name, heard.candidate.word)));
        }
    }
    heard.retain(|heard| {
        let place = (heard.bead, heard.name, heard.candidate.word);
        heard.candidate.is_gloss || !others.contains(&place)
    });
}

/// The words of some candidates, each once.
fn distinct<'c>(candidates: impl Iterator<Item = &'c Candidate>) -> Vec<usize> {
    let mut words: Vec<usize> = candidates.map(|candidate| candidate.word).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Puts the places of each rendering in order, each once, and the renderings in the order of [`Name::renderings`].
fn sort_renderings(used: &mut NameUse) {
    for rendering in &mut used.name.renderings {
        let places = rendering.places.iter().copied();
        let mut places: Vec<(Span, usize)> = places.zip(rendering.beads.iter().copied()).collect();
        places.sort_unstable();
        places.dedup();
        (rendering.places, rendering.beads) = places.into_iter().unzip();
    }
    used.name.renderings.sort_by(|a, b| {
        let by_number = b.places.len().cmp(&a.places.len());
        by_number.then_with(|| a.places.cmp(&b.places))
    });
}

/// English and katakana words by number, with their sounds: each is read once.
#[derive(Default)]
struct Sounds {
    reader: WordReader,
    english: Vec<Option<EnglishWord>>,
    katakana: Vec<Option<KatakanaWord>>,
}

/// The word of a number, made when it is first asked for.
fn of_number<T>(words: &mut Vec<Option<T>>, number: usize, make: impl FnOnce() -> T) -> &T {
    if words.len() <= number {
        words.resize_with(number + 1, || None);
    }
    words[number].get_or_insert_with(make)
}

/// How much a katakana word of a bead sounds like a name, if it does, and more so than like any other word of the bead's original.
fn likeness(
    view: &View<'_>,
    bead: usize,
    (name, katakana): (usize, usize),
    heard: &str,
    source: &SourceWords,
    sounds: &mut Sounds,
) -> Option<f32> {
    let forms = &source.forms;
    let Sounds {
        reader,
        english,
        katakana: known,
    } = sounds;
    let sounded = of_number(known, katakana, || KatakanaWord::new(heard));
    let written = of_number(english, name, || reader.english(&forms[name]));
    let score = written.likeness(sounded, LeastLikeness::new(ALIKE))?;
    let others = || {
        let words = source.of_segments(view.beads[bead].source.clone()).iter();
        let numbers = words.map(|word| word.form as usize);
        numbers.filter(|&other| other != name)
    };
    if is_another_word(
        view,
        heard,
        &forms[name],
        others().map(|other| &*forms[other]),
    ) {
        return None;
    }
    let least = LeastLikeness::new(score);
    let is_better = |other: usize| {
        let written = of_number(english, other, || reader.english(&forms[other]));
        written.is_likelier(sounded, least)
    };
    (!others().any(is_better)).then_some(score)
}

/// Whether the dictionary knows a katakana word as something else than a name: リスト is no Rust, and ウィンドウ is not Windows
/// where the original has a window.
fn is_another_word<'w>(
    view: &View<'_>,
    katakana: &str,
    name: &str,
    mut others: impl Iterator<Item = &'w str>,
) -> bool {
    /// Letters of an ending.
    const ENDING: usize = 3;
    let lexicon = view.lexicon();
    let Some(entry) = lexicon.find(katakana) else {
        return false;
    };
    let begins_alike = |stem: &str| {
        let letters = stem.bytes().zip(name.bytes());
        letters.take_while(|(a, b)| a == b).count() >= 3
    };
    let is_form = |word: &str, stem: &str| {
        word.strip_prefix(stem)
            .is_some_and(|ending| ending.len() <= ENDING)
    };
    !lexicon.stems(entry).any(begins_alike)
        || others.any(|word| lexicon.stems(entry).any(|stem| is_form(word, stem)))
}

/// A rendering without what does not make it another: case and the space before 社.
fn plain(rendering: &str) -> String {
    rendering
        .chars()
        .filter(|c| *c != ' ')
        .flat_map(char::to_lowercase)
        .collect()
}

/// What the original says about a word.
#[derive(Clone, Default)]
struct WordUse {
    /// How often it comes without a capital.
    n_lower: usize,
    /// Whether it is no function word and no single letter, once it has come with a capital.
    may_be_name: Option<bool>,
    /// Its number among the words that come with a capital.
    capital: Option<usize>,
}

/// The names of the original with their places and beads.
fn names_of(view: &View<'_>, source: &SourceWords) -> Vec<NameUse> {
    let mut uses = vec![WordUse::default(); source.forms.len()];
    let mut names: Vec<(NameUse, bool)> = Vec::new();
    for (bead, at) in view.beads.iter().enumerate() {
        for segment in at.source.clone() {
            let start = view.source.document.segments()[segment].span.start;
            let text = view.source.segment(segment);
            let code = LazyCell::new(|| CodeSpans::new(text));
            for word in source.of_segments(segment..segment + 1) {
                let (span, number) = (word.span(), word.form as usize);
                if !text[span.start..].starts_with(char::is_uppercase) {
                    uses[number].n_lower += 1;
                    continue;
                }
                let form = &source.forms[number];
                let may_be_name = uses[number].may_be_name.get_or_insert_with(|| {
                    !is_function_word(form) && form.chars().nth(1).is_some()
                });
                if !*may_be_name || code.touches(span) {
                    continue;
                }
                let name = *uses[number].capital.get_or_insert_with(|| {
                    names.push((NameUse::new(span.of(text), number), false));
                    names.len() - 1
                });
                let (used, is_name) = &mut names[name];
                *is_name = *is_name || is_inside_a_sentence(text, span);
                used.name.source.push(span.shifted(start));
                used.beads.push(bead);
            }
        }
    }
    // What only begins sentences is a name if no dictionary knows it.
    let is_unknown = |used: &NameUse| {
        let form = &source.forms[used.word];
        3 < form.len() && !view.lexicon().is_empty() && !view.lexicon().has_stem(&stem(form))
    };
    let is_kept = |(used, is_name): &(NameUse, bool)| {
        let n_lower = uses[used.word].n_lower;
        n_lower as f32 <= LOWER * used.beads.len() as f32
            && (*is_name || (n_lower == 0 && is_unknown(used)))
    };
    let names = names.into_iter().filter(is_kept);
    names.map(|(used, _)| used).collect()
}

impl NameUse {
    /// A name as it is first written, without a place.
    fn new(word: &str, number: usize) -> Self {
        NameUse {
            name: Name {
                name: word.to_owned(),
                source: Vec::new(),
                renderings: Vec::new(),
            },
            beads: Vec::new(),
            word: number,
        }
    }
}

/// Whether a word stands behind another word of its sentence, so that its capital is its own.
fn is_inside_a_sentence(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end_matches([' ', '\n', '(', '"', '“', '‘', '\'']);
    before
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '’' | ';' | '-'))
}
