//! A word that is rendered by another of its kind: snow by 雨, a lawyer by 医者, pull by 押す.
//!
//! In: the words of a short sure pair, and words that exclude each other ([`Siblings`]). Out: a hint with the word and the Japanese
//! of the other. O(words) for a text without words of a class, and O(words · words) for a pair with one that is not rendered.
//!
//! No alarm is raised for: a word that has any of its renderings in the translation; Japanese that another word of the pair or of a
//! neighbour explains, that is part of a longer word, or that is in kana; a name; opposites where either side is negated; a free
//! translation, which has few of the other words; a rendering that is found several times, and so is meant; long pairs.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::align::Bead;
use crate::anchor::places::{Anchor, AnchorForm};
use crate::review::check::Check;
use crate::review::checks::polarity::{is_negated, is_turned};
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script::{is_hiragana, is_kanji, is_katakana};
use crate::text::word::{stem, words};

/// Longest original, in bytes: in a longer one another word may explain the Japanese.
const LONGEST: usize = 160;
/// The first stems of a Japanese word, which say what it means.
const LEADING: usize = 2;
/// The classes whose words name those that they exclude; the words of another class exclude all that they do not name.
const OPPOSITE: &str = "opposite";
const OPPOSITE_VERB: &str = "opposite-verb";
/// The class of adjectives, which end in い.
const COLOUR: &str = "colour";
/// The class of relatives.
const KIN: &str = "kin";
/// The class of words that begin with a capital and are no names.
const LANGUAGE: &str = "language";

/// The least share of the other words of the pair that must meet, if there are two or more: in a free translation another word may
/// stand for it. On 16,389 pairs of free dialogue .5 gives 9 hints and .3 gives 12; of 160 wrong pairs
/// written for the review both find the same.
const LEAST_MET: f32 = 0.3;

/// A word of a class.
struct Member {
    class: &'static str,
    word: &'static str,
    stem: &'static str,
    /// Whether its stem means little else.
    is_telling: bool,
    named: &'static str,
}

/// The words that exclude each other, and their numbers by their stems.
#[derive(Default)]
struct Members {
    all: Vec<Member>,
    by_stem: FxHashMap<&'static str, Vec<usize>>,
}

/// Words that stand for others than the dictionary has first for them: 君 (you, not master), 可能 (can, not potential), 先生 (a doctor).
const OF_OTHER_WORDS: [&str; 10] = [
    "君", "僕", "主", "長", "子", "方", "上", "内", "可能", "先生",
];
/// Kanji that negate the word behind them.
const NEGATING: [char; 5] = ['不', '無', '未', '非', '反'];

/// The file of the words; nothing without the dictionary, by which they are found in Japanese.
#[cfg(feature = "lexicon")]
const FILE: &str = taiyaku_data::SIBLINGS;
#[cfg(not(feature = "lexicon"))]
const FILE: &str = "";

static MEMBERS: LazyLock<Members> = LazyLock::new(|| Members::read(FILE));

/// A word that another of its kind renders.
pub(super) struct Rendered {
    draft: Draft,
    /// The units of both, and the place of the other.
    units: (u32, u32),
    place: Span,
}

/// The findings whose rendering is found once: what renders a word again and again is meant (a comrade, always 同胞), and two
/// words that one renders belong together (a sister's son, 甥).
pub(super) fn lone(found: Vec<Rendered>) -> impl Iterator<Item = Draft> {
    let mut times: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    let mut n_of_places: FxHashMap<Span, usize> = FxHashMap::default();
    for one in &found {
        *times.entry(one.units).or_default() += 1;
        *n_of_places.entry(one.place).or_default() += 1;
    }
    let lone = found
        .into_iter()
        .filter(move |one| times[&one.units] == 1 && n_of_places[&one.place] == 1);
    lone.map(|one| one.draft)
}

/// The words of a text that belong to a class.
pub(super) struct Siblings<'a> {
    view: &'a View<'a>,
    /// The numbers of the members that each source unit may be.
    of_units: Vec<&'static [usize]>,
}

impl<'a> Siblings<'a> {
    pub(super) fn new(view: &'a View<'a>) -> Self {
        let units = 0..view.anchored.n_units().0 as u32;
        let members = units.map(|unit| {
            let stem = view.anchored.source_stem(unit);
            stem.map_or(&[][..], |stem| match MEMBERS.of(stem) {
                [] => compared(stem).map_or(&[][..], |stem| MEMBERS.of(stem)),
                known => known,
            })
        });
        Siblings {
            view,
            of_units: members.collect(),
        }
    }

    /// The finding for a word of a pair, whose number is given, if the translation has another of its kind in its place.
    pub(super) fn find(&self, k: usize, word: &Anchor) -> Option<Rendered> {
        let view = self.view;
        let (bead, members) = (&view.beads[k], self.of_units[word.unit as usize]);
        let source = view.source.span(&bead.source);
        if members.is_empty() || LONGEST < source.len() || self.is_met(bead, word.unit) {
            return None;
        }
        let text = view.source.text();
        let members = members.iter().map(|&member| &MEMBERS.all[member]);
        let members: Vec<&Member> = members
            .filter(|member| member.is_said_by(word.span, source.of(text), source.start))
            .collect();
        if members.is_empty() || is_relative_of_one(word.span, &members, text) {
            return None;
        }
        let target = view.anchors.target.of(bead.target.clone()).iter();
        let mut others = target.filter_map(|anchor| {
            let other = self.other(&members, anchor)?;
            (!self.is_explained(k, word, anchor)).then_some((anchor, other))
        });
        let (anchor, other) = others.next()?;
        let place = anchor.span;
        if self.is_free(bead, word.unit) {
            return None;
        }
        let is_turned = || {
            let before = &text[source.start..word.span.start];
            other.is_opposite()
                && (is_turned(before)
                    || is_negated(source.of(text))
                    || is_negated(view.target_text(bead)))
        };
        if self.is_rendered((bead, word), &members, (place, other)) || is_turned() {
            return None;
        }
        let (english, other) = (word.span.of(text), other.word);
        let japanese = place.of(view.target.text());
        let draft = draft(Check::Opposite, Severity::Hint, k)
            .source([word.span])
            .target([place])
            .because(
                format!("“{english}” in the original, {japanese} (“{other}”) in the translation"),
                format!("原文は“{english}”だが、訳文は「{japanese}」（“{other}”）になっている"),
            );
        Some(Rendered {
            draft,
            units: (word.unit, anchor.unit),
            place,
        })
    }

    /// Whether a pair has any Japanese for a word of its original, which may be some members, besides that of another.
    fn is_rendered(
        &self,
        (bead, word): (&Bead, &Anchor),
        members: &[&Member],
        (place, other): (Span, &Member),
    ) -> bool {
        let (view, lexicon) = (self.view, self.view.lexicon());
        let (target, japanese) = (view.target_text(bead), place.of(view.target.text()));
        let rest = target.replace(japanese, "\0");
        // 可能 renders nothing in 不可能.
        let whole = match other.is_opposite() && japanese.starts_with(NEGATING) {
            true => &rest,
            false => target,
        };
        let mut learned = view.learned.held_by(bead.target.clone());
        let mut stems = members.iter().map(|member| member.stem);
        stems.any(|stem| {
            let mut entries = lexicon.entries_of(stem);
            entries.any(|entry| whole.contains(lexicon.key(entry)))
                || other.is_opposite() && rest.contains(&*lexicon.kanji_led_by(stem))
        }) || learned.any(|(_, unit)| unit == word.unit)
    }

    /// Whether the translation has few of the words of a pair's original besides one.
    fn is_free(&self, bead: &Bead, unit: u32) -> bool {
        let (source, target) = (&self.view.source, &self.view.target);
        let whole = (source.span(&bead.source), target.span(&bead.target));
        let (n, n_met) = self.view.n_met(bead, whole, |word| word.unit != unit);
        1 < n && (n_met as f32) < LEAST_MET * n as f32
    }

    /// Whether a word of the original is met by any of the translation.
    fn is_met(&self, bead: &Bead, unit: u32) -> bool {
        let anchors = &self.view.anchors;
        let mut target = anchors.target.of(bead.target.clone()).iter();
        target.any(|anchor| anchors.met_by(anchor.unit).any(|(other, _)| other == unit))
    }

    /// The word that a Japanese one stands for, if one of some words excludes it.
    fn other(&self, members: &[&Member], anchor: &Anchor) -> Option<&'static Member> {
        if !matches!(anchor.form, AnchorForm::Key | AnchorForm::Katakana) {
            return None;
        }
        let (lexicon, text) = (self.view.lexicon(), self.view.target.text());
        let word = anchor.span.of(text);
        let is_other = word.chars().all(is_hiragana) || OF_OTHER_WORDS.contains(&word);
        if is_other || !is_alone(anchor.span, text) {
            return None;
        }
        let entry = lexicon.find(word)?;
        let known = |stem| MEMBERS.of(stem).iter().map(|&other| &MEMBERS.all[other]);
        let mut stems = lexicon.stems(entry).take(LEADING);
        let other = stems.find_map(|stem| {
            let mut others = known(stem).filter(|other| other.is_telling && other.can_be(word));
            others.find(|other| members.iter().any(|one| one.excludes(other)))
        })?;
        let mut all = lexicon.stems(entry).flat_map(known);
        let is_akin = all.any(|one| members.iter().any(|member| member.is_akin(one)));
        (!is_akin).then_some(other)
    }

    /// Whether a word of the pair or of a neighbour explains a Japanese one: the two meet, or the word is not met and has Japanese
    /// words with the same kanji.
    fn is_explained(&self, k: usize, word: &Anchor, japanese: &Anchor) -> bool {
        let (view, bead) = (self.view, &self.view.beads[k]);
        let kanji = japanese.span.of(view.target.text()).chars();
        let kanji: Vec<char> = kanji.filter(|&c| is_kanji(c)).collect();
        let shares_kanji = |unit: u32| {
            let stem = view.anchored.source_stem(unit);
            stem.is_some_and(|stem| {
                let known = view.lexicon().kanji_led_by(stem);
                kanji.iter().any(|c| known.binary_search(c).is_ok())
            })
        };
        let lexicon = view.lexicon();
        let entry = lexicon.find(japanese.span.of(view.target.text()));
        let means =
            |stem: &str| entry.is_some_and(|entry| lexicon.stems(entry).any(|one| one == stem));
        let meets = |unit: u32| {
            let mut met = view.anchors.met_by(japanese.unit);
            met.any(|(other, _)| other == unit) || {
                let compared = view.anchored.source_stem(unit).and_then(compared);
                compared.is_some_and(means)
            }
        };
        let here = view.anchors.source.of(bead.source.clone()).iter();
        let mut others = here.filter(|other| other.unit != word.unit);
        let beside = view.neighbours(k);
        let mut beside = beside.flat_map(|bead| view.anchors.source.of(bead.source.clone()));
        others.any(|other| {
            meets(other.unit) || shares_kanji(other.unit) && !self.is_met(bead, other.unit)
        }) || beside.any(|other| meets(other.unit))
    }
}

impl Members {
    fn read(file: &'static str) -> Self {
        let mut members = Members::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [class, word, stem, named] = columns[..] else {
                continue;
            };
            let plain = word.trim_start_matches('-');
            let numbers = members.by_stem.entry(stem).or_default();
            numbers.push(members.all.len());
            members.all.push(Member {
                class,
                word: plain,
                stem,
                is_telling: plain.len() == word.len(),
                named,
            });
        }
        members
    }

    /// The numbers of the words with a stem.
    fn of(&self, stem: &str) -> &[usize] {
        self.by_stem.get(stem).map_or(&[], Vec::as_slice)
    }
}

impl Member {
    fn is_opposite(&self) -> bool {
        [OPPOSITE, OPPOSITE_VERB].contains(&self.class)
    }

    fn names(&self, other: &Member) -> bool {
        self.named.split(' ').any(|word| word == other.word)
    }

    fn excludes(&self, other: &Member) -> bool {
        self.class == other.class
            && self.word != other.word
            && self.names(other) == self.is_opposite()
    }

    /// Whether another word of the class may stand for it.
    fn is_akin(&self, other: &Member) -> bool {
        self.class == other.class && !self.excludes(other) && !self.is_opposite()
    }

    /// Whether a Japanese word can have its part of speech: a noun has no kana, an adjective of colour ends in い, and
    /// an opposite is no adverb in に.
    fn can_be(&self, japanese: &str) -> bool {
        match self.class {
            OPPOSITE => !japanese.ends_with('に'),
            OPPOSITE_VERB => true,
            COLOUR => !japanese.trim_end_matches('い').contains(is_hiragana),
            _ => !japanese.contains(is_hiragana),
        }
    }

    /// Whether a word of the original, given by its place in the document, is a form of it and no name.
    fn is_said_by(&self, word: Span, source: &str, start: usize) -> bool {
        /// What stands before the first word of a sentence.
        const OPENING: [char; 10] = ['.', '!', '?', ':', '"', '“', '‘', '(', '—', '…'];
        let at = Span::new(word.start - start, word.end - start);
        let (before, text, behind) = (&source[..at.start], at.of(source), &source[at.end..]);
        let before_word = before.trim_end();
        let is_first = before_word.is_empty() || before_word.ends_with(OPENING);
        let is_capital = text.starts_with(char::is_uppercase);
        if before.ends_with(['-', '_', '.', '/']) || behind.starts_with(['-', '_', '/']) {
            return false;
        }
        if is_capital && !is_first && self.class != LANGUAGE {
            return false;
        }
        let folded = text.to_lowercase();
        match self.class {
            OPPOSITE_VERB => stem(&folded) == self.stem,
            _ => self.has_form(&folded),
        }
    }

    /// Whether a word in lower case is this noun, one or many, or this adjective, compared or not.
    fn has_form(&self, word: &str) -> bool {
        /// How a noun or an adjective ends, and the same in another form.
        const ENDINGS: [(&str, &str); 13] = [
            ("", ""),
            ("", "s"),
            ("", "es"),
            ("y", "ies"),
            ("f", "ves"),
            ("fe", "ves"),
            ("an", "en"),
            ("", "en"),
            ("", "ren"),
            ("", "er"),
            ("", "est"),
            ("e", "er"),
            ("e", "est"),
        ];
        let mut endings = ENDINGS.iter();
        let is_same = endings.any(|(one, other)| {
            let (stem, with) = (self.word.strip_suffix(one), word.strip_suffix(other));
            stem.is_some() && stem == with
        });
        // Feet of foot, mice of mouse: as long, begins alike, and is no form that another rule makes.
        let is_irregular = || {
            word.len().abs_diff(self.word.len()) <= 1
                && !self.word.starts_with(word)
                && !word.ends_with(['s', 'd', 'g', 'r', 'y'])
                && word.as_bytes().first() == self.word.as_bytes().first()
                && stem(word) == self.stem
        };
        is_same || compared(word).is_some_and(|base| base == self.stem) || is_irregular()
    }
}

/// The stem of the adjective that a word compares: smaller, larg-er, heavi-est.
fn compared(word: &str) -> Option<&str> {
    let base = word
        .strip_suffix("er")
        .or_else(|| word.strip_suffix("est"))?;
    let (shorter, last) = base.split_at_checked(base.len().checked_sub(1)?)?;
    // Bigger, but not taller or smaller.
    let is_doubled = shorter.ends_with(last) && "bdgmnt".contains(last);
    Some(if is_doubled { shorter } else { base })
}

/// Whether a relative of a relative is named: a brother's wife is one word, 義姉, and a sister's son 甥.
fn is_relative_of_one(word: Span, members: &[&Member], text: &str) -> bool {
    const OF: [&str; 2] = ["'s", "’s"];
    let is_kin = |stem: &str| {
        let mut numbers = MEMBERS.of(stem).iter();
        numbers.any(|&one| MEMBERS.all[one].class == KIN)
    };
    let before = text[..word.start].trim_end();
    let behind = &text[word.end..];
    let owner = OF.iter().find_map(|of| before.strip_suffix(of));
    let owner = owner.and_then(|owner| words(owner).last());
    let owned = OF.iter().find_map(|of| behind.strip_prefix(of));
    let owned = owned.and_then(|owned| words(owned).next());
    members.iter().any(|member| is_kin(member.stem))
        && [owner, owned]
            .into_iter()
            .flatten()
            .any(|(_, other)| is_kin(&stem(&other.to_lowercase())))
}

/// Whether a Japanese word is not part of a longer run of its characters, nor of a compound of kanji and katakana (トラ猫), but for
/// what may stand before and behind every noun (新ボイラー, ボイラー用).
fn is_alone(word: Span, text: &str) -> bool {
    const PREFIXES: &str = "新旧各全本両元前現毎同当他副主大小高低初古赤青白黒";
    const SUFFIXES: &str = "用側内中上下別等式型製的数群間系店長員前後時付類";
    let before = text[..word.start].chars().next_back();
    let behind = text[word.end..].chars().next();
    let mut within = word.of(text).chars();
    let (first, last) = (within.next(), within.next_back());
    let last = last.or(first);
    let both = |one: Option<char>, other: Option<char>, of: fn(char) -> bool| {
        one.is_some_and(of) && other.is_some_and(of)
    };
    let is_apart = |one, other| !both(one, other, is_kanji) && !both(one, other, is_katakana);
    let is_mixed = |outer: Option<char>, inner: Option<char>, affixes: &str| {
        let outer = outer.filter(|&c| !affixes.contains(c));
        outer.is_some_and(is_kanji) && inner.is_some_and(is_katakana)
            || outer.is_some_and(is_katakana) && inner.is_some_and(is_kanji)
    };
    is_apart(before, first)
        && is_apart(last, behind)
        && !is_mixed(before, first, PREFIXES)
        && !is_mixed(behind, last, SUFFIXES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let lines = FILE.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(MEMBERS.all.len(), lines.count());
        for member in &MEMBERS.all {
            assert_eq!(member.stem, stem(member.word), "{}", member.word);
        }
    }

    /// A list made of another dictionary has words that nothing in Japanese can name.
    #[test]
    #[cfg(feature = "lexicon")]
    fn the_dictionary_has_every_word() {
        let lexicon = crate::lexicon::Lexicon::embedded();
        for member in &MEMBERS.all {
            assert!(lexicon.has_stem(member.stem), "{}", member.word);
        }
    }

    #[test]
    fn forms_of_a_word() {
        let file = "tool\tknife\tknife\t\nbody\tfoot\tfoot\t\nopposite\tbig\tbig\tsmall\nwork\tgoer\tgoer\t\n";
        let members = Members::read(file);
        for (word, form, expected) in [
            (0, "knife", true),
            (0, "knives", true),
            (0, "knifed", false),
            (1, "feet", true),
            (1, "footing", false),
            (2, "bigger", true),
            (2, "bigness", false),
            (3, "going", false),
        ] {
            assert_eq!(members.all[word].has_form(form), expected, "{form}");
        }
    }
}
