//! Features: what the dynamic programme knows of each segment, as integers and lengths.
//!
//! In: two documents and a lexicon. Out: for each segment its length, its mass (how many words could meet something
//! by chance), how it begins, its end marks, and its units: the anchors of both sides, numbered. The links say which
//! source unit meets which target unit. O(bytes).

use crate::rows::Rows;
use crate::text::Begin;

/// What kind of anchor met its counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum AnchorKind {
    /// The same number, date or time, however it is written.
    Number,
    /// The same word in Latin letters.
    Latin,
    /// A katakana word that sounds like the English one.
    Sound,
    /// Kanji of a name that are read as the word, which is in romaji.
    Reading,
    /// A pair of the dictionary, embedded or the user's.
    Dictionary,
    /// An interjection or answer of the same sort (yes, thanks, oh).
    Interjection,
    /// A pair learned from the sure beads of the same text.
    Learned,
}

/// What stands at the end of a segment or around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks {
    pub(crate) question: bool,
    pub(crate) quote: bool,
    /// Whether it begins with a mark that opens a quotation.
    pub(crate) opens: bool,
}

/// The class of a unit. Units of a class have a counterpart in a translation about equally often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitClass {
    Number,
    /// A word in Latin letters; on the English side any word.
    Word,
    Katakana,
    /// An entry of the lexicon written with kanji.
    Kanji,
    /// An entry of the lexicon written in kana alone.
    Kana,
    Interjection,
    /// A unit of a pair of languages that we know nothing about. If it meets nothing, nothing follows from that.
    Unknown,
}

impl UnitClass {
    /// Every class, in the order of its number.
    pub(crate) const ALL: [UnitClass; 7] = [
        UnitClass::Number,
        UnitClass::Word,
        UnitClass::Katakana,
        UnitClass::Kanji,
        UnitClass::Kana,
        UnitClass::Interjection,
        UnitClass::Unknown,
    ];
}

/// One side of the features.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Side {
    /// Length of each segment in characters of English: classes of characters weigh differently.
    pub(crate) length: Vec<f32>,
    /// The number of words or characters that could meet something by chance.
    pub(crate) mass: Vec<f32>,
    pub(crate) begin: Vec<Begin>,
    pub(crate) marks: Vec<Marks>,
    /// Whether each segment begins inside a quotation that its paragraph opened.
    pub(crate) in_quotation: Vec<bool>,
    /// Whether paragraphs are known. Lines in a file of one sentence a line have none.
    pub(crate) has_paragraphs: bool,
    /// Distinct units of each segment, sorted.
    pub(crate) units: Rows,
    pub(crate) n_units: usize,
    /// What each unit is.
    pub(crate) classes: Vec<UnitClass>,
    /// Whether each unit is a word, so that a lexicon can be learned from it. Also set where the class is unknown.
    pub(crate) is_word: Vec<bool>,
}

impl Side {
    pub(crate) fn n_segments(&self) -> usize {
        self.length.len()
    }

    /// Whether a segment begins what translations like to begin at the same place: a paragraph; a quotation, where paragraphs are
    /// not known.
    pub(crate) fn opens(&self, segment: usize) -> bool {
        match self.has_paragraphs {
            true => self.begin[segment] == Begin::Paragraph,
            false => self.marks[segment].opens,
        }
    }

    /// Appends the segments of the part that follows, whose units have the same numbers.
    pub(crate) fn append(&mut self, part: Side) {
        self.length.extend_from_slice(&part.length);
        self.mass.extend_from_slice(&part.mass);
        self.begin.extend_from_slice(&part.begin);
        self.marks.extend_from_slice(&part.marks);
        self.units.append(part.units);
    }
}

/// A unit of the source and one of the target that can mean the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct UnitLink {
    pub(crate) source: u32,
    pub(crate) target: u32,
    pub(crate) kind: AnchorKind,
}

/// Both sides and what links them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Features {
    pub(crate) source: Side,
    pub(crate) target: Side,
    /// Sorted by target unit, then source unit; no pair twice.
    pub(crate) links: Vec<UnitLink>,
}

impl Features {
    /// Whether the lexicon knows any word of this text. The text may be in languages that it does not cover.
    pub(crate) fn in_lexicon(&self) -> bool {
        self.links
            .iter()
            .any(|link| link.kind == AnchorKind::Dictionary)
    }
}
