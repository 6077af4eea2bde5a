//! From text to units: the anchors of every segment, interned, and which of them can meet.
//!
//! In: two documents and a lexicon. Out: [`Features`]; or, for the few segments of one pair, the [`Link`]s
//! with their spans. Parts of a document are read on several threads and joined in order, so that the numbers are
//! those of one reading. O(bytes).

use std::ops::Range;

use rayon::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::anchor::features::{AnchorKind, Features, Marks, Side, UnitClass, UnitLink};
use crate::anchor::interjection::interjections;
use crate::anchor::lexicon::{Lexicon, LexiconMatch};
use crate::anchor::meet::Meeting;
use crate::anchor::name::KnownRuns;
use crate::anchor::named::{Found, Romaji, add_names};
use crate::anchor::number::numbers;
use crate::anchor::piece::Pieces;
use crate::anchor::vocabulary::{Unit, Vocabulary};
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

/// Reads segments of one side.
pub(super) struct Reader<'a> {
    lexicon: &'a Lexicon,
    language: Language,
    stemmer: Stemmer,
    pub(super) vocabulary: Vocabulary,
    matches: Vec<LexiconMatch>,
    /// The word under way, as words are compared.
    spelling: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(language: Language, lexicon: &'a Lexicon) -> Self {
        Reader {
            lexicon,
            language,
            stemmer: Stemmer::new(),
            vocabulary: Vocabulary::default(),
            matches: Vec::new(),
            spelling: String::new(),
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
                let unit = self.vocabulary.interjection(class.0);
                mentions.push(Mention { unit, span });
            }
        }
    }

    /// The unit of a word, if it is long enough to say something.
    fn word(&mut self, word: &str) -> Option<u32> {
        word::fold_into(word, &mut self.spelling);
        let spelling = self.spelling.as_str();
        if let Some(&unit) = self.vocabulary.spellings.get(spelling) {
            return Some(unit);
        }
        let unit = match self.language {
            Language::Other => self.vocabulary.word(telling(&prefix(spelling))?),
            _ => {
                let stem = self.stemmer.stem(spelling);
                self.vocabulary
                    .word(longer_than_one(self.stemmer.text(stem))?)
            }
        };
        self.vocabulary.spellings.insert(spelling.into(), unit);
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
            let inside = matches
                .iter()
                .filter(|m| run.start <= m.span.start && m.span.end <= run.end);
            let unit = self
                .vocabulary
                .katakana(run.of(text), inside.map(|m| m.entry));
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
            let unit = self.vocabulary.entry(found.entry);
            mentions.push(Mention {
                unit,
                span: original(found.span),
            });
        }
        self.matches = matches;
    }
}

/// A word of another language if it is long enough to say something. Two languages with one alphabet share words of two
/// letters by chance (`es`, `on`, `in`): without them the first pass over German and French is right for .83 of the
/// beads instead of .69.
fn telling(word: &str) -> Option<&str> {
    let latin = word.starts_with(|c| script::class(c) == Class::Latin);
    let shortest = match latin && !word.contains(|c: char| c.is_ascii_digit()) {
        true => 3,
        false => 2,
    };
    word.chars().nth(shortest - 1).map(|_| word)
}

fn longer_than_one(word: &str) -> Option<&str> {
    word.chars().nth(1).map(|_| word)
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

/// Segments of a part of a document that one thread reads: enough that words are seldom stemmed twice.
const LEAST_PART: usize = 1_024;
const MOST_PARTS: usize = 32;

impl Features {
    /// The features of both sides. O(bytes).
    pub(crate) fn new(source: &Document, target: &Document, lexicon: &Lexicon) -> Self {
        read(source, target, lexicon, false).features
    }
}

/// Both sides read: the features, and what else came to light on the way.
pub(super) struct Read {
    pub(super) features: Features,
    /// The anchors of both sides in their places but for the names, if they were asked for.
    pub(super) places: Option<[Places; 2]>,
    pub(super) vocabularies: [Vocabulary; 2],
    /// What can meet but for the names, if places were asked for.
    pub(super) links: Vec<UnitLink>,
    /// The names of each segment of the target.
    pub(super) names: Vec<Found>,
}

/// Reads both sides. O(bytes).
pub(super) fn read(
    source: &Document,
    target: &Document,
    lexicon: &Lexicon,
    with_places: bool,
) -> Read {
    let unknown = [source, target]
        .iter()
        .any(|side| side.language() == Language::Other);
    let language = target.language();
    // What is looked up is made of the source alone, while the target is still being read.
    let ((mut source_side, meeting, romaji), mut target_side) = rayon::join(
        || {
            let part = side(source, lexicon, with_places);
            let (meeting, romaji) = rayon::join(
                || Meeting::new(&part.vocabulary, language),
                || Romaji::new(&part.vocabulary, language, lexicon),
            );
            (part, meeting, romaji)
        },
        || side(target, lexicon, with_places),
    );
    let known = &source_side.vocabulary;
    let (mut links, names) = rayon::join(
        || meeting.links(known, &target_side.vocabulary, lexicon),
        || romaji.find_all(target, known),
    );
    if unknown {
        let classes = source_side.side.classes.iter_mut();
        for class in classes.chain(&mut target_side.side.classes) {
            if *class != UnitClass::Number {
                *class = UnitClass::Unknown;
            }
        }
    }
    let known = if with_places {
        links.clone()
    } else {
        Vec::new()
    };
    let vocabulary = &target_side.vocabulary;
    add_names(
        &names,
        target,
        vocabulary,
        &mut target_side.side,
        &mut links,
    );
    Read {
        features: Features {
            source: source_side.side,
            target: target_side.side,
            links,
        },
        places: source_side
            .places
            .zip(target_side.places)
            .map(|(a, b)| [a, b]),
        vocabularies: [source_side.vocabulary, target_side.vocabulary],
        links: known,
        names,
    }
}

/// What was read of a part of a document.
#[derive(Default)]
struct Part {
    side: Side,
    vocabulary: Vocabulary,
    pieces: Pieces,
    places: Option<Places>,
}

/// The anchors of segments with their places, in bytes of the document.
#[derive(Default)]
pub(super) struct Places {
    pub(super) mentions: Vec<Mention>,
    /// Where the mentions of each segment end.
    pub(super) ends: Vec<usize>,
}

impl Places {
    fn push(&mut self, mentions: &[Mention], offset: usize) {
        self.mentions.extend(mentions.iter().map(|m| Mention {
            unit: m.unit,
            span: m.span.shifted(offset),
        }));
        self.ends.push(self.mentions.len());
    }

    /// Appends the part that follows, given what number each of its units has here.
    fn join(&mut self, part: Places, units: &[u32]) {
        let before = self.mentions.len();
        self.mentions.extend(part.mentions.iter().map(|m| Mention {
            unit: units[m.unit as usize],
            span: m.span,
        }));
        self.ends.extend(part.ends.iter().map(|end| before + end));
    }
}

fn side(document: &Document, lexicon: &Lexicon, with_places: bool) -> Part {
    let n_segments = document.segments().len();
    let length = n_segments.div_ceil(MOST_PARTS).max(LEAST_PART);
    let starts: Vec<usize> = (0..n_segments.max(1)).step_by(length).collect();
    let parts: Vec<Part> = starts
        .par_iter()
        .map(|&start| {
            let segments = start..(start + length).min(n_segments);
            part(document, segments, lexicon, with_places)
        })
        .collect();
    let learns_from_pieces = document.language() == Language::Japanese;
    let mut parts = parts.into_iter();
    let Some(mut whole) = parts.next() else {
        return Part::default();
    };
    for next in parts {
        let units = whole.vocabulary.join(next.vocabulary);
        let pieces = if learns_from_pieces {
            whole.pieces.join(next.pieces)
        } else {
            units.clone()
        };
        whole.side.join(next.side, &units, &pieces);
        if let (Some(places), Some(next)) = (&mut whole.places, next.places) {
            places.join(next, &units);
        }
    }
    whole.side.n_units = whole.vocabulary.units.len();
    whole.side.classes = whole.vocabulary.classes(lexicon);
    whole.side.n_pieces = if learns_from_pieces {
        whole.pieces.len()
    } else {
        whole.side.n_units
    };
    whole
}

fn part(document: &Document, segments: Range<usize>, lexicon: &Lexicon, with_places: bool) -> Part {
    let mut reader = Reader::new(document.language(), lexicon);
    let mut side = Side::default();
    let mut pieces = Pieces::default();
    let mut places = with_places.then(Places::default);
    let (mut mentions, mut row) = (Vec::new(), Vec::new());
    for k in segments {
        let text = document.segment_text(k);
        reader.read(text, &mut mentions);
        if let Some(places) = &mut places {
            places.push(&mentions, document.segments()[k].span.start);
        }
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
        side.begin.push(document.segments()[k].begin);
        side.marks.push(marks(text));
    }
    Part {
        side,
        vocabulary: reader.vocabulary,
        pieces,
        places,
    }
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
    let target_mentions = mentions(target, target_segments.clone(), &mut target_reader);
    let known = &source_reader.vocabulary;
    let meeting = Meeting::new(known, target.language());
    let unit_links = meeting.links(known, &target_reader.vocabulary, lexicon);
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
    let romaji = Romaji::new(known, target.language(), lexicon);
    let mut runs = KnownRuns::default();
    for segment in target_segments {
        let at = target.segments()[segment].span.start;
        let found = romaji.find(target.segment_text(segment), known, &mut runs);
        for (span, unit) in found.names {
            let met = source_mentions.iter().filter(|m| m.unit == unit);
            links.extend(met.map(|m| Link {
                kind: AnchorKind::Reading,
                source: m.span,
                target: span.shifted(at),
            }));
        }
    }
    links.sort_by_key(|link| link.target.start);
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
