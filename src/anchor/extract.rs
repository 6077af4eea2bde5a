//! From text to units: the anchors of every segment, interned, and which of them can meet.
//!
//! In: two documents and a lexicon. Out: [`Features`]; or, for the few segments of one pair, the [`Link`]s
//! with their spans. O(bytes), plus O(1) a distinct katakana word for its candidates by sound.

use std::ops::Range;

use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;

use crate::anchor::features::{AnchorKind, Features, Marks, Side, UnitLink};
use crate::anchor::interjection::interjections;
use crate::anchor::lexicon::{Lexicon, LexiconMatch};
use crate::anchor::name::SoundIndex;
use crate::anchor::number::{Number, numbers};
use crate::anchor::word::{self, Stemmer};
use crate::text::script::{self, Class};
use crate::text::{Document, Language, Span};

/// Two anchors that met.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Link {
    /// How they are known to mean the same.
    pub kind: AnchorKind,
    /// The anchor in the source document's text, in bytes.
    pub source: Span,
    /// The anchor in the target document's text, in bytes.
    pub target: Span,
}

/// A unit met in a text: its number in the vocabulary of its side, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    pub(super) unit: u32,
    pub(super) span: Span,
}

/// What a unit is, so that units of the two sides can be linked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Unit {
    Number(u64),
    Word(Box<str>),
    Katakana(Box<str>),
    /// A key of the lexicon, as it stands in the text.
    Key(Box<str>),
    Interjection(u8),
}

/// The units of one side in the order in which they were first met.
#[derive(Default)]
pub(super) struct Vocabulary {
    ids: FxHashMap<Unit, u32>,
    pub(super) units: Vec<Unit>,
    /// Weaker values of numbers: a unit can meet these too.
    other_keys: Vec<(u32, u64)>,
}

impl Vocabulary {
    fn id(&mut self, unit: Unit) -> u32 {
        if let Some(&id) = self.ids.get(&unit) {
            return id;
        }
        let id = self.units.len() as u32;
        self.units.push(unit.clone());
        self.ids.insert(unit, id);
        id
    }

    fn number(&mut self, number: &Number) -> u32 {
        let known = self.units.len();
        let id = self.id(Unit::Number(number.key()));
        if id as usize == known {
            self.other_keys
                .extend(number.other_keys().map(|key| (id, key)));
        }
        id
    }
}

/// Reads segments of one side.
pub(super) struct Reader<'a> {
    lexicon: &'a Lexicon,
    language: Language,
    stemmer: Stemmer,
    pub(super) vocabulary: Vocabulary,
    /// What the lexicon gives for katakana words and keys, by unit.
    glosses: Vec<(u32, Vec<Box<str>>)>,
    matches: Vec<LexiconMatch>,
    /// Every spelling of a word with its unit, for the look-up by sound.
    spellings: FxHashMap<Box<str>, u32>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(language: Language, lexicon: &'a Lexicon) -> Self {
        Reader {
            lexicon,
            language,
            stemmer: Stemmer::new(),
            vocabulary: Vocabulary::default(),
            glosses: Vec::new(),
            matches: Vec::new(),
            spellings: FxHashMap::default(),
        }
    }

    /// The units of one segment, in bytes of the segment.
    pub(super) fn read(&mut self, text: &str, mentions: &mut Vec<Mention>) {
        mentions.clear();
        let numbers = numbers(text, self.language);
        for number in numbers.iter().filter(|n| !n.weak) {
            let unit = self.vocabulary.number(number);
            mentions.push(Mention {
                unit,
                span: number.span,
            });
        }
        let in_number = |span: Span| {
            let at = numbers.partition_point(|n| n.span.end <= span.start);
            numbers
                .get(at)
                .is_some_and(|n| !n.weak && n.span.start < span.end)
        };
        let language = self.language;
        let mut read_word = |span: Span, word: &str| {
            let says_nothing = language != Language::Other && word::is_stop_word(word);
            if in_number(span) || says_nothing {
                return;
            }
            if let Some(unit) = self.word(word) {
                mentions.push(Mention { unit, span });
            }
        };
        match language {
            // Unicode's own word boundaries serve every script and accent.
            Language::Other => text
                .unicode_word_indices()
                .for_each(|(at, word)| read_word(Span::new(at, at + word.len()), word)),
            _ => word::words(text).for_each(|(span, word)| read_word(span, word)),
        }
        if self.language == Language::Japanese {
            self.read_japanese(text, &in_number, mentions);
        }
        let said = interjections(text, self.language);
        if let Some(span) = said.span {
            for class in said.classes {
                let unit = self.vocabulary.id(Unit::Interjection(class.0));
                mentions.push(Mention { unit, span });
            }
        }
    }

    /// The unit of a word, if it is long enough to say something.
    fn word(&mut self, word: &str) -> Option<u32> {
        let spelling = word::fold(word);
        if let Some(&unit) = self.spellings.get(spelling.as_str()) {
            return Some(unit);
        }
        let stem: Box<str> = match self.language {
            Language::Other => prefix(&spelling),
            _ => {
                let stem = self.stemmer.stem(&spelling);
                self.stemmer.text(stem).into()
            }
        };
        stem.chars().nth(1)?;
        let unit = self.vocabulary.id(Unit::Word(stem));
        self.spellings.insert(spelling.into(), unit);
        Some(unit)
    }

    fn read_japanese(
        &mut self,
        text: &str,
        in_number: &dyn Fn(Span) -> bool,
        mentions: &mut Vec<Mention>,
    ) {
        let mut matches = std::mem::take(&mut self.matches);
        matches.clear();
        // Keys and sounds are those of full-width kana; spans go back to the text as it stands.
        let folded = script::fold_width(text);
        let (text, original) = (folded.text(), |span: Span| folded.original(span));
        self.lexicon.matches(text, &mut matches);
        let runs = katakana_runs(text);
        for &run in &runs {
            let known = self.vocabulary.units.len();
            let unit = self.vocabulary.id(Unit::Katakana(run.of(text).into()));
            if unit as usize == known {
                let inside = matches
                    .iter()
                    .filter(|m| run.start <= m.span.start && m.span.end <= run.end);
                let glosses = inside
                    .flat_map(|m| self.lexicon.stems(m.entry))
                    .map(Box::from)
                    .collect();
                self.glosses.push((unit, glosses));
            }
            mentions.push(Mention {
                unit,
                span: original(run),
            });
        }
        for found in &matches {
            let at = runs.partition_point(|run| run.end <= found.span.start);
            let in_run = runs
                .get(at)
                .is_some_and(|run| run.start <= found.span.start);
            if in_run || in_number(original(found.span)) {
                continue;
            }
            let known = self.vocabulary.units.len();
            let unit = self.vocabulary.id(Unit::Key(found.span.of(text).into()));
            if unit as usize == known {
                let glosses = self.lexicon.stems(found.entry).map(Box::from).collect();
                self.glosses.push((unit, glosses));
            }
            mentions.push(Mention {
                unit,
                span: original(found.span),
            });
        }
        self.matches = matches;
    }
}

/// Runs of at least two katakana, in order.
fn katakana_runs(text: &str) -> Vec<Span> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (script::class(c) == Class::Katakana, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if text[from..at].chars().nth(1).is_some() {
                    runs.push(Span::new(from, at));
                }
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// Letters by which words of two languages of one family are compared: the first five, without accents.
const PREFIX: usize = 5;

fn prefix(word: &str) -> Box<str> {
    use unicode_normalization::UnicodeNormalization;
    let plain = word
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    plain.take(PREFIX).collect::<String>().into()
}

/// Words of the source by their first letters, to find what a translator spelled a little otherwise:
/// `Colour` for `Color`, `Kubernets` for `Kubernetes`.
struct SpelledNearly<'a> {
    by_beginning: FxHashMap<&'a str, Vec<(u32, &'a str)>>,
}

impl<'a> SpelledNearly<'a> {
    /// Letters that must be the same, and most words that may share them.
    const BEGINNING: usize = 3;
    const MOST: usize = 32;
    /// Letters of the shorter word, and how alike the two must be: one letter in seven may differ.
    const SHORTEST: usize = 5;
    const ALIKE: f64 = 0.85;

    fn new(units: &'a [Unit]) -> Self {
        let mut by_beginning: FxHashMap<&str, Vec<(u32, &str)>> = FxHashMap::default();
        for (k, unit) in (0..).zip(units) {
            if let Unit::Word(word) = unit
                && word.len() >= Self::SHORTEST
                && let Some(beginning) = word.get(..Self::BEGINNING)
            {
                let words = by_beginning.entry(beginning).or_default();
                if words.len() < Self::MOST {
                    words.push((k, word));
                }
            }
        }
        SpelledNearly { by_beginning }
    }

    fn like<'b>(&'b self, word: &'b str) -> impl Iterator<Item = u32> + 'b {
        let long = word.len() >= Self::SHORTEST;
        let beginning = word.get(..Self::BEGINNING).filter(|_| long).unwrap_or("");
        let words = self.by_beginning.get(beginning).into_iter().flatten();
        let alike =
            |other: &str| strsim::normalized_damerau_levenshtein(word, other) >= Self::ALIKE;
        words
            .filter(move |(_, other)| alike(other))
            .map(|&(unit, _)| unit)
    }
}

/// How likely two words must sound the same to be linked: with .5 instead, strict F1 was .1 lower on merged and
/// noisy texts at most, and null F1 .6 higher on one long text (`evaluate`).
const LEAST_SOUND: f32 = 0.7;

/// Which units of the two sides can meet, sorted by target unit, then source unit.
pub(super) fn link_units(source: &Reader<'_>, target: &Reader<'_>) -> Vec<UnitLink> {
    let mut links = Vec::new();
    let id = |unit: Unit| source.vocabulary.ids.get(&unit).copied();
    let mut link = |source: Option<u32>, target: usize, kind: AnchorKind| {
        if let Some(source) = source {
            links.push(UnitLink {
                source,
                target: target as u32,
                kind,
            });
        }
    };
    let sounds = (target.language == Language::Japanese).then(|| {
        let mut spellings: Vec<(&str, u32)> = source
            .spellings
            .iter()
            .map(|(s, &unit)| (&**s, unit))
            .collect();
        spellings.sort_unstable();
        (SoundIndex::new(spellings.iter().map(|s| s.0)), spellings)
    });
    let spelled_nearly = SpelledNearly::new(&source.vocabulary.units);
    let mut candidates = Vec::new();
    for (k, unit) in target.vocabulary.units.iter().enumerate() {
        match unit {
            Unit::Number(_) => link(id(unit.clone()), k, AnchorKind::Number),
            Unit::Word(word) => match (id(unit.clone()), target.language) {
                (None, Language::Japanese) => spelled_nearly
                    .like(word)
                    .for_each(|unit| link(Some(unit), k, AnchorKind::Latin)),
                (same, _) => link(same, k, AnchorKind::Latin),
            },
            Unit::Interjection(_) => link(id(unit.clone()), k, AnchorKind::Interjection),
            Unit::Katakana(run) => {
                let Some((sounds, spellings)) = &sounds else {
                    continue;
                };
                candidates.clear();
                sounds.candidates(run, &mut candidates);
                if candidates.is_empty() {
                    candidates.extend(
                        sounds
                            .pieces(run)
                            .into_iter()
                            .flat_map(|piece| piece.candidates),
                    );
                }
                for candidate in candidates.iter().filter(|c| c.score >= LEAST_SOUND) {
                    link(
                        Some(spellings[candidate.word as usize].1),
                        k,
                        AnchorKind::Sound,
                    );
                }
            }
            Unit::Key(_) => {}
        }
    }
    for (target, glosses) in &target.glosses {
        for gloss in glosses {
            link(
                id(Unit::Word(gloss.clone())),
                *target as usize,
                AnchorKind::Dictionary,
            );
        }
    }
    let mut weaker: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for &(unit, key) in &source.vocabulary.other_keys {
        weaker.entry(key).or_default().push(unit);
    }
    for &(target, key) in &target.vocabulary.other_keys {
        link(id(Unit::Number(key)), target as usize, AnchorKind::Number);
    }
    for (k, unit) in target.vocabulary.units.iter().enumerate() {
        if let Unit::Number(key) = unit {
            for &source in weaker.get(key).into_iter().flatten() {
                link(Some(source), k, AnchorKind::Number);
            }
        }
    }
    links.sort_by_key(|l| (l.target, l.source, l.kind));
    links.dedup_by_key(|l| (l.target, l.source));
    links
}

impl Features {
    /// The features of both sides. O(bytes).
    pub(crate) fn new(source: &Document, target: &Document, lexicon: &Lexicon) -> Self {
        let mut source_reader = Reader::new(source.language(), lexicon);
        let mut target_reader = Reader::new(target.language(), lexicon);
        let source = side(source, &mut source_reader);
        let target = side(target, &mut target_reader);
        let links = link_units(&source_reader, &target_reader);
        Features {
            source,
            target,
            links,
        }
    }
}

fn side(document: &Document, reader: &mut Reader<'_>) -> Side {
    let mut side = Side::default();
    let mut pieces = Pieces::default();
    let (mut mentions, mut row) = (Vec::new(), Vec::new());
    for (k, segment) in document.segments().iter().enumerate() {
        let text = document.segment_text(k);
        reader.read(text, &mut mentions);
        row.clear();
        row.extend(mentions.iter().map(|m| m.unit));
        row.sort_unstable();
        row.dedup();
        side.units.push(row.iter().copied());
        if document.language() == Language::Japanese {
            pieces.read(text, &mut row);
        } else {
            row.retain(|&unit| matches!(reader.vocabulary.units[unit as usize], Unit::Word(_)));
        }
        side.pieces.push(row.iter().copied());
        let weighed = script::weigh(text, document.language());
        side.length.push(weighed.length.max(1.0));
        side.mass
            .push(if document.language() == Language::Japanese {
                weighed.characters as f32
            } else {
                (weighed.words as f32).max(1.0)
            });
        side.begin.push(segment.begin);
        side.marks.push(marks(text));
    }
    side.n_units = reader.vocabulary.units.len();
    side.n_pieces = if document.language() == Language::Japanese {
        pieces.ids.len()
    } else {
        side.n_units
    };
    side
}

fn marks(text: &str) -> Marks {
    const CLOSING: &[char] = &[
        '"', '”', '’', '\'', ')', '」', '』', '）', ']', '】', '…', '.', '。', '!', '！', ' ',
    ];
    let end = text.trim_end_matches(CLOSING);
    let asks = end.ends_with(['?', '？', '⁇', '⁈', '⁉'])
        || end.ends_with('か') && text.ends_with(['。', '」', '」', '）']);
    Marks {
        question: asks,
        quote: text.contains(['"', '“', '”', '「', '」', '『', '』', '«', '»']),
    }
}

/// Pieces of Japanese from which words are learned: runs of katakana, kanji and their parts, kanji with the
/// kana after them, longer runs of hiragana. Numbered so that at one place a longer piece comes later.
#[derive(Default)]
struct Pieces {
    ids: FxHashMap<Box<str>, u32>,
}

impl Pieces {
    fn read(&mut self, text: &str, row: &mut Vec<u32>) {
        row.clear();
        let characters: Vec<(usize, Class)> = text
            .char_indices()
            .map(|(at, c)| (at, script::class(c)))
            .collect();
        let end_of = |k: usize| characters.get(k).map_or(text.len(), |c| c.0);
        let mut start = 0;
        while start < characters.len() {
            let class = characters[start].1;
            let length = characters[start..]
                .iter()
                .take_while(|c| c.1 == class)
                .count();
            let mut take =
                |from: usize, to: usize| row.push(self.id(&text[end_of(from)..end_of(to)]));
            match class {
                Class::Katakana if length >= 2 => take(start, start + length),
                Class::Hiragana if (3..=8).contains(&length) => take(start, start + length),
                Class::Kanji => {
                    for size in 1..=length.min(4) {
                        for from in start..=start + length - size {
                            take(from, from + size);
                        }
                    }
                    let kana = characters[start + length..]
                        .iter()
                        .take_while(|c| c.1 == Class::Hiragana)
                        .count();
                    for more in 1..=kana.min(2) {
                        take(start + length - 1, start + length + more);
                    }
                }
                _ => {}
            }
            start += length;
        }
        row.sort_unstable();
        row.dedup();
    }

    fn id(&mut self, piece: &str) -> u32 {
        if let Some(&id) = self.ids.get(piece) {
            return id;
        }
        let id = self.ids.len() as u32;
        self.ids.insert(piece.into(), id);
        id
    }
}

/// The anchors of some source and target segments that met, with their spans; in the order of the target.
/// O(bytes of the segments).
pub fn links(
    source: &Document,
    source_segments: Range<usize>,
    target: &Document,
    target_segments: Range<usize>,
    lexicon: &Lexicon,
) -> Vec<Link> {
    let mut source_reader = Reader::new(source.language(), lexicon);
    let mut target_reader = Reader::new(target.language(), lexicon);
    let source_mentions = mentions(source, source_segments, &mut source_reader);
    let target_mentions = mentions(target, target_segments, &mut target_reader);
    let unit_links = link_units(&source_reader, &target_reader);
    let mut links = Vec::new();
    for mention in &target_mentions {
        let from = unit_links.partition_point(|l| l.target < mention.unit);
        for link in unit_links[from..]
            .iter()
            .take_while(|l| l.target == mention.unit)
        {
            let met = source_mentions.iter().filter(|m| m.unit == link.source);
            links.extend(met.map(|m| Link {
                kind: link.kind,
                source: m.span,
                target: mention.span,
            }));
        }
    }
    links
}

fn mentions(document: &Document, segments: Range<usize>, reader: &mut Reader<'_>) -> Vec<Mention> {
    let (mut all, mut of_segment) = (Vec::new(), Vec::new());
    for segment in segments {
        let at = document.segments()[segment].span.start;
        reader.read(document.segment_text(segment), &mut of_segment);
        all.extend(of_segment.iter().map(|m| Mention {
            unit: m.unit,
            span: m.span.shifted(at),
        }));
    }
    all
}
