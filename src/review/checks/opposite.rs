//! A word that is rendered by its opposite: north by 南, won by 敗れた, before dawn by 夜明けの後.
//!
//! In: the words of the sure pairs and the pairs of opposites (`data/review/opposites.tsv`). Out: warnings with the word and the
//! Japanese of its opposite. O(words), and O(renderings) for the few words that have an opposite. Where no pair of the list applies, a
//! word is compared with others of its kind (`sibling.rs`).
//!
//! No alarm is raised for: a word that has any of its renderings, of the list or of the dictionary, in the translation; an opposite
//! that another word of the original explains, or that is part of another word (南 in 南北); a quality (good, safe) where either side
//! is negated; long pairs, and pairs that the aligner is not sure of.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

use memchr::memmem::Finder;
use rustc_hash::FxHashMap;

use crate::align::Bead;
use crate::anchor::places::{Anchor, AnchorForm};
use crate::name::sounds_alike;
use crate::review::check::Check;
use crate::review::checks::compared::has_exchanged_things;
use crate::review::checks::polarity::{is_negated, is_turned};
use crate::review::checks::related::CharacterBits;
use crate::review::checks::roles::is_seen_from_the_other;
use crate::review::checks::sibling::{self, Siblings};
use crate::review::finding::{Draft, Severity};
use crate::review::name_words::katakana_runs;
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script::{Class, class, is_kanji};
use crate::text::word::{is_stop_word, stem, words};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// Longest original, in bytes: in a longer one the opposite has other reasons to stand there.
const LONGEST: usize = 300;
/// Words behind "before" or "after" among which the noun is looked for, and behind a word that means something together with
/// another (turn the light off).
const NEAR: usize = 3;
/// What divides a word from another that belongs to it.
const CLAUSE_MARKS: [char; 6] = [',', ';', ':', '.', '!', '?'];

/// A word and its opposite, one way.
struct Opposite {
    is_quality: bool,
    /// Whether the dictionary may explain the opposite by another word.
    may_be_of_another: bool,
    /// The words that are looked for.
    words: Vec<Word>,
    /// The words that explain the opposite, as the file has them, and as they are looked for once they are asked for: few are.
    explained_by: &'static str,
    explaining: OnceLock<Explaining>,
    renderings: Vec<&'static str>,
    /// The Japanese of the opposite, as the file has it, and its forms, long ones first, once they are asked for.
    opposite: &'static str,
    forms: OnceLock<Vec<Form>>,
    chance: Vec<&'static str>,
    /// Words that hold a rendering by chance.
    no_renderings: Vec<&'static str>,
}

/// Words that explain an opposite.
struct Explaining {
    stems: BTreeSet<String>,
    /// Those that do so together with another.
    two: Vec<Word>,
}

/// An English word by its stem, and another that has to stand behind it (turn … off).
struct Word {
    stem: String,
    second: Option<&'static str>,
}

/// A form of the Japanese of an opposite.
struct Form {
    text: String,
    /// Its first character and the next, if there is one.
    beginning: [char; 2],
    finder: Finder<'static>,
    /// Whether no kanji may stand before it.
    begins_word: bool,
}

/// The number of an opposite, and of the word of it.
type Looked = (usize, usize);

/// The pairs of opposites, and their numbers by the stems that are looked for.
struct Opposites {
    all: Vec<Opposite>,
    by_stem: FxHashMap<String, Vec<Looked>>,
}

static OPPOSITES: LazyLock<Opposites> = LazyLock::new(|| {
    let file = include_str!("../../../data/review/opposites.tsv");
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    let all: Vec<Opposite> = lines.filter_map(Opposite::read).collect();
    let mut by_stem: FxHashMap<String, Vec<Looked>> = FxHashMap::default();
    for (number, one) in all.iter().enumerate() {
        for (word, looked) in one.words.iter().enumerate() {
            let numbers = by_stem.entry(looked.stem.clone()).or_default();
            numbers.push((number, word));
        }
    }
    Opposites { all, by_stem }
});

/// Looks for opposites in every sure pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let of_units = by_unit(view);
    let (siblings, mut of_kind) = (Siblings::new(view), Vec::new());
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let source = view.source_text(bead);
        if LONGEST < source.len() {
            continue;
        }
        // Few words have an opposite, and few forms of it begin with characters of the translation.
        let characters = LazyCell::new(|| CharacterBits::of(view.target_text(bead).chars()));
        let words = view.anchors.source.of(bead.source.clone()).iter();
        for anchor in words.filter(|anchor| anchor.form == AnchorForm::Word) {
            let numbers = of_units[anchor.unit as usize].iter();
            let mut known = numbers.map(|&(number, word)| (&OPPOSITES.all[number], word));
            let target = view.target_text(bead);
            let at = view.source.span(&bead.source).start;
            let word = Span::new(anchor.span.start - at, anchor.span.end - at);
            let is_exchanged = || {
                has_exchanged_things(view, source, target)
                    || is_seen_from_the_other(view, (source, target), word)
            };
            let found = known
                .clone()
                .find_map(|(one, word)| one.found(view, bead, &characters, (anchor, word)));
            if let Some(place) = found {
                if !is_exchanged() {
                    report(view, k, (anchor.span, place), out);
                }
            } else if let Some(sibling) = siblings.find(k, anchor)
                && !known
                    .any(|(one, _)| one.stands_in(target, &characters) && one.is_explained(source))
                && !is_exchanged()
            {
                of_kind.push(sibling);
            }
        }
        for (word, place) in before_and_after(view, bead) {
            report(view, k, (word, place), out);
        }
    }
    out.extend(sibling::lone(of_kind));
}

/// The numbers of opposites of each source unit.
fn by_unit(view: &View<'_>) -> Vec<&'static [Looked]> {
    let units = 0..view.anchored.n_units().0 as u32;
    let numbers = units.map(|unit| {
        let stem = view.anchored.source_stem(unit);
        let known = stem.and_then(|stem| OPPOSITES.by_stem.get(stem));
        known.map_or(&[][..], Vec::as_slice)
    });
    numbers.collect()
}

fn report(view: &View<'_>, bead: usize, (word, place): (Span, Span), out: &mut Vec<Draft>) {
    let (english, japanese) = (word.of(view.source.text()), place.of(view.target.text()));
    out.push(
        draft(Check::Opposite, Severity::Warning, bead)
            .source([word])
            .target([place])
            .because(
                format!("“{english}” in the original, its opposite {japanese} in the translation"),
                format!("原文は“{english}”だが、訳文は反対の「{japanese}」になっている"),
            ),
    );
}

impl Opposite {
    fn read(line: &'static str) -> Option<Self> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, word, japanese, opposite, theirs, chance] = columns[..] else {
            return None;
        };
        let (no_renderings, chance) = all(chance).partition(|word| word.starts_with('!'));
        let no_renderings: Vec<&str> = no_renderings;
        Some(Opposite {
            is_quality: kind.starts_with("quality"),
            may_be_of_another: kind.ends_with('*'),
            words: plain(word).map(Word::read).collect(),
            explained_by: opposite,
            explaining: OnceLock::new(),
            renderings: all(japanese).map(bare).collect(),
            opposite: theirs,
            forms: OnceLock::new(),
            chance,
            no_renderings: no_renderings.iter().map(|word| &word[1..]).collect(),
        })
    }

    /// The forms of the Japanese of the opposite.
    fn forms(&self) -> &[Form] {
        self.forms.get_or_init(|| {
            let mut forms: Vec<Form> = plain(self.opposite).flat_map(Form::read).collect();
            forms.sort_by_key(|form| std::cmp::Reverse(form.text.len()));
            forms
        })
    }

    /// Where the translation of a pair, whose characters are known, has the opposite of a word, of which the number is given.
    fn found(
        &self,
        view: &View<'_>,
        bead: &Bead,
        characters: &CharacterBits,
        (word, looked): (&Anchor, usize),
    ) -> Option<Span> {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        if !self.stands_in(target, characters) {
            return None;
        }
        let behind = word.span.end - view.source.span(&bead.source).start;
        if !self.words[looked].goes_on(&source[behind..]) {
            return None;
        }
        let before = &source[..word.span.start - view.source.span(&bead.source).start];
        if self.is_quality && is_turned(before) {
            return None;
        }
        let (place, rest) = self.place(target)?;
        let is_rendered = self.renderings.iter().any(|one| rest.contains(one));
        if is_rendered || self.is_explained(source) {
            return None;
        }
        // Too hot to drink is put as 熱すぎて飲めない.
        let is_too_much = words(before).last().is_some_and(|(_, word)| word == "too");
        let (ours, theirs) = (is_negated(source), !is_too_much && is_negated(target));
        if ours != theirs || self.is_quality && ours && !is_superlative(source, target) {
            return None;
        }
        let stem = view.anchored.source_stem(word.unit)?;
        let is_known = dictionary(view, stem).any(|key| rest.contains(key));
        let is_other =
            || self.may_be_of_another && is_of_another(view, bead, word, place.of(target));
        (!is_known && !is_other()).then(|| place.shifted(view.target.span(&bead.target).start))
    }

    /// Whether a translation has the opposite, if only by chance.
    fn stands_in(&self, target: &str, characters: &CharacterBits) -> bool {
        self.forms().iter().any(|form| {
            let [first, next] = form.beginning;
            characters.may_hold(first)
                && characters.may_hold(next)
                && form.finder.find(target.as_bytes()).is_some()
        })
    }

    /// Whether a word of the original explains the opposite.
    fn is_explained(&self, source: &str) -> bool {
        let known = self
            .explaining
            .get_or_init(|| Explaining::read(self.explained_by));
        words(source).any(|(span, word)| {
            let word = stem(word);
            let mut two = known.two.iter();
            known.stems.contains(&word)
                || two.any(|two| two.stem == word && two.goes_on(&source[span.end..]))
        })
    }

    /// The first place of the opposite that is not there by chance, and the text without what is.
    fn place(&self, target: &str) -> Option<(Span, String)> {
        let blank = |text: &mut String, word: &str| {
            if text.contains(word) {
                *text = text.replace(word, &"\0".repeat(word.len()));
            }
        };
        let mut known = target.to_owned();
        self.chance.iter().for_each(|word| blank(&mut known, word));
        let mut rest = target.to_owned();
        let no_renderings = self.no_renderings.iter();
        no_renderings.for_each(|word| blank(&mut rest, word));
        let mut first: Option<Span> = None;
        for form in self.forms() {
            if let Some(place) = form.find(&known) {
                first = Some(first.map_or(place, |first| first.min(place)));
                blank(&mut known, &form.text);
                blank(&mut rest, &form.text);
            }
        }
        first.map(|place| (place, rest))
    }
}

/// Those words of a column of the file that do not only explain.
fn plain(column: &'static str) -> impl Iterator<Item = &'static str> {
    all(column).filter(|word| !word.starts_with('+'))
}

/// The words of a column of the file.
fn all(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split(';').filter(|word| *word != "-")
}

/// A word without the sign that it only explains.
fn bare(word: &'static str) -> &'static str {
    word.trim_start_matches('+')
}

impl Explaining {
    fn read(column: &'static str) -> Self {
        let words = all(column).map(bare).map(Word::read);
        let (two, alone): (Vec<Word>, Vec<Word>) = words.partition(|word| word.second.is_some());
        Explaining {
            stems: alone.into_iter().map(|word| word.stem).collect(),
            two,
        }
    }
}

impl Word {
    fn read(word: &'static str) -> Self {
        let (first, second) = match word.split_once('…') {
            Some((first, second)) => (first, Some(second)),
            None => (word, None),
        };
        Word {
            stem: stem(first),
            second,
        }
    }

    /// Whether the second word, if there has to be one, stands behind the first.
    fn goes_on(&self, behind: &str) -> bool {
        let Some(second) = self.second else {
            return true;
        };
        let end = behind.find(CLAUSE_MARKS).unwrap_or(behind.len());
        let mut near = words(&behind[..end]).take(NEAR + 1);
        near.any(|(_, word)| word.eq_ignore_ascii_case(second))
    }
}

impl Form {
    /// The forms that one stands for: all those of an adjective.
    fn read(word: &'static str) -> Vec<Self> {
        /// What stands for い in the other forms of an adjective.
        const ENDINGS: [&str; 6] = ["く", "かっ", "けれ", "すぎ", "過ぎ", "そう"];
        let (word, begins_word) = match word.strip_prefix('^') {
            Some(rest) => (rest, true),
            None => (word, false),
        };
        let mut texts = vec![word.to_owned()];
        if let Some(stem) = word.strip_suffix('い') {
            texts.extend(ENDINGS.iter().map(|ending| format!("{stem}{ending}")));
        }
        let forms = texts.into_iter().map(|text| {
            let mut characters = text.chars();
            let first = characters.next().unwrap_or_default();
            Form {
                beginning: [first, characters.next().unwrap_or(first)],
                finder: Finder::new(&text).into_owned(),
                text,
                begins_word,
            }
        });
        forms.collect()
    }

    /// Where it stands first.
    fn find(&self, text: &str) -> Option<Span> {
        let mut places = self.finder.find_iter(text.as_bytes());
        let at = places.find(|&at| {
            !(self.begins_word && text[..at].chars().next_back().is_some_and(is_kanji))
        })?;
        Some(Span::new(at, at + self.text.len()))
    }
}

/// Whether both sides say that nothing has more of a quality than something: nothing is cheaper than this,
/// これほど安いものはない.
fn is_superlative(source: &str, target: &str) -> bool {
    const NOTHING: [&str; 5] = ["nothing", "nobody", "no", "none", "never"];
    let is_denied = |(_, word): (Span, &str)| NOTHING.contains(&&*word.to_ascii_lowercase());
    ["ほど", "より"].iter().any(|one| target.contains(one))
        && source.contains(" than ")
        && words(source).next().is_some_and(is_denied)
}

/// Whether the dictionary has what stands for an opposite as a word for another word of the original.
fn is_of_another(view: &View<'_>, bead: &Bead, word: &Anchor, opposite: &str) -> bool {
    let is_kana = |c: char| class(c) == Class::Hiragana;
    let root = |word| match str::trim_matches(word, is_kana) {
        "" => word,
        root => root,
    };
    let opposite = root(opposite);
    let others = view.anchors.source.of(bead.source.clone()).iter();
    let others = others.filter(|other| other.form == AnchorForm::Word && other.unit != word.unit);
    let mut stems = others.filter_map(|other| view.anchored.source_stem(other.unit));
    stems.any(|stem| dictionary(view, stem).any(|key| root(key) == opposite))
}

/// The words that the dictionary has for a stem before all others.
fn dictionary<'a>(view: &'a View<'_>, stem: &'a str) -> impl Iterator<Item = &'a str> {
    let lexicon = view.lexicon();
    lexicon.entries_led_by(stem).map(|entry| lexicon.key(entry))
}

/// What "before" and "after" become: the noun behind the word has a rendering with 後 or 前 right behind it.
const TURNED: [(&str, &str, [&str; 2], [&str; 4]); 2] = [
    (
        "before ",
        "after",
        ["後", "あと"],
        ["前", "まえ", "まで", "先"],
    ),
    (
        "after ",
        "before",
        ["前", "まえ"],
        ["後", "あと", "明け", "のち"],
    ),
];

/// Nouns behind "before" that the translation has before 後, and behind "after" before 前: the English word and the Japanese.
fn before_and_after(view: &View<'_>, bead: &Bead) -> Vec<(Span, Span)> {
    static FINDERS: LazyLock<[Finder<'_>; 2]> = LazyLock::new(|| TURNED.map(|t| Finder::new(t.0)));
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    let mut found = Vec::new();
    for (finder, (word, other, turned, right)) in FINDERS.iter().zip(TURNED) {
        let Some(at) = finder.find(source.as_bytes()) else {
            continue;
        };
        let is_word = !source[..at].ends_with(|c: char| c.is_alphanumeric());
        let says = |one: &str| words(source).any(|(_, word)| word.eq_ignore_ascii_case(one));
        let has_any = |forms: &[&str]| forms.iter().any(|one| target.contains(one));
        if !is_word || !has_any(&turned) || has_any(&right) || says(other) {
            continue;
        }
        let behind = &source[at + word.len()..];
        let end = behind.find([',', '.', ';', ':']).unwrap_or(behind.len());
        let nouns = words(&behind[..end]).take(NEAR);
        let nouns = nouns.filter(|(_, noun)| !is_stop_word(noun));
        let place = nouns.flat_map(|(_, noun)| {
            let known = turned_behind(view, &stem(noun), target, turned);
            known.or_else(|| heard_before(noun, target, turned))
        });
        if let Some(place) = place.min() {
            let start = view.source.span(&bead.source).start + at;
            let word = Span::new(start, start + word.trim_end().len());
            found.push((word, place.shifted(view.target.span(&bead.target).start)));
        }
    }
    found
}

/// Where a word for a noun or verb stands right before one of two words, with the word: 夜明けの後, 食べた後.
fn turned_behind(view: &View<'_>, noun: &str, target: &str, turned: [&str; 2]) -> Option<Span> {
    dictionary(view, noun).find_map(|key| {
        let stem = key.trim_end_matches(|c| class(c) == Class::Hiragana);
        let at = target.find(key).map(|at| (at, at + key.len()));
        let verb = || {
            let at = target
                .find(stem)
                .filter(|_| stem != key && !stem.is_empty())?;
            let is_part = target[..at].chars().next_back().is_some_and(is_kanji);
            let end = at + stem.len() + verb_ending(&target[at + stem.len()..])?;
            (!is_part).then_some((at, end))
        };
        let short = || short_for(key, target, turned[0]);
        let found = [at, verb()].into_iter().flatten().find_map(|(at, end)| {
            let rest = &target[end..];
            let behind = rest.strip_prefix('の').unwrap_or(rest);
            let turned = turned.iter().find(|word| behind.starts_with(**word))?;
            Some(Span::new(at, target.len() - behind.len() + turned.len()))
        });
        found.or_else(short)
    })
}

/// Where katakana for a noun or verb stands right before one of two words, with the word: インストールする前.
fn heard_before(noun: &str, target: &str, turned: [&str; 2]) -> Option<Span> {
    /// How likely the katakana must sound like the word.
    const HEARD: f32 = 0.6;
    /// What joins it to the word.
    const JOINTS: [&str; 4] = ["する", "した", "の", ""];
    katakana_runs(target).find_map(|run| {
        let rest = &target[run.end..];
        let behind = JOINTS.iter().find_map(|joint| {
            let behind = rest.strip_prefix(joint)?;
            let turned = turned.iter().find(|word| behind.starts_with(**word))?;
            Some(target.len() - behind.len() + turned.len())
        })?;
        let is_heard = sounds_alike(noun, run.of(target)).is_some_and(|score| HEARD <= score);
        is_heard.then(|| Span::new(run.start, behind))
    })
}

/// Where one kanji of a word stands for all of it before 前 or 後, as in 食前 and 術後.
fn short_for(key: &str, target: &str, turned: &str) -> Option<Span> {
    let is_part = |c: Option<char>| c.is_some_and(is_kanji);
    key.chars().filter(|&c| is_kanji(c)).find_map(|kanji| {
        let word = format!("{kanji}{turned}");
        let at = target.find(&word)?;
        let end = at + word.len();
        let is_alone =
            !is_part(target[..at].chars().next_back()) && !is_part(target[end..].chars().next());
        is_alone.then_some(Span::new(at, end))
    })
}

/// The length of the kana with which a verb ends before a noun: べた, べる.
fn verb_ending(rest: &str) -> Option<usize> {
    /// Characters of such an ending, at most.
    const LONGEST: usize = 3;
    let kana = rest.chars().take_while(|&c| class(c) == Class::Hiragana);
    let kana: Vec<char> = kana.take(LONGEST).collect();
    let last = kana
        .iter()
        .rposition(|c| "ただるうくすつむぶぐぬ".contains(*c))?;
    Some(kana[..=last].iter().map(|c| c.len_utf8()).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let file = include_str!("../../../data/review/opposites.tsv");
        let lines: Vec<&str> = file.lines().filter(|line| !line.starts_with('#')).collect();
        for line in &lines {
            let one = Opposite::read(line);
            let is_whole = |one: &Opposite| !one.words.is_empty() && !one.forms().is_empty();
            assert!(one.as_ref().is_some_and(is_whole), "{line}");
            let held: Vec<&str> = line.split('\t').flat_map(|c| c.split(';')).collect();
            assert!(!held.contains(&""), "{line}");
        }
        assert_eq!(OPPOSITES.all.len(), lines.len());
    }

    #[test]
    fn an_opposite_by_chance_is_no_place() {
        let line = "thing\tnorth\t北\tsouth\t南\t南北;南瓜";
        let north = Opposite::read(line).unwrap();
        for (name, target, expected) in [
            ("alone", "南の門", Some("南")),
            ("part of another word", "南瓜の畑", None),
            ("both", "南北の道", None),
            ("behind another word", "南瓜は南に", Some("南")),
            ("none", "門", None),
        ] {
            let place = north.place(target).map(|(place, _)| place.of(target));
            assert_eq!(place, expected, "{name}");
        }
    }
}
