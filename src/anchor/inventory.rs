//! What one document has that the other language may repeat: a few kilobytes, whatever its length.
//!
//! In: a document and a lexicon. Out: its [`Inventory`], the distinct numbers, words, katakana and dictionary entries, each
//! with the place where it first stands. Of a long document the units that come first and those that come last are kept.
//! O(bytes).

use crate::anchor::reader::Reader;
use crate::anchor::spelling::{Reading, Speller};
use crate::anchor::vocabulary::{Unit, Vocabulary};
use crate::lexicon::Lexicon;
use crate::text::script;
use crate::text::{Document, Masked};

/// The most distinct units that are kept of a document, half from its beginning and half from its end.
const MOST_UNITS: usize = 2_048;

/// The most bytes of a word that is kept: longer ones are data, not words.
const LONGEST_WORD: usize = 64;

/// The most segments for whose units memory is reserved.
const MOST_RESERVED: usize = 4_096;

/// The distinct units of a document, packed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Inventory {
    numbers: Box<[u64]>,
    /// Weaker values of numbers, with the place of the number among `numbers`.
    weaker: Box<[(u32, u64)]>,
    entries: Box<[u32]>,
    words: Words,
    katakana: Words,
    /// Entries of the lexicon in katakana, with the place of the run among `katakana`.
    inside: Box<[(u32, u32)]>,
    /// Where each unit first stands, from 0, the beginning of the document, to 65,535, its end: those of the numbers, then
    /// of the entries, the words and the katakana.
    places: Box<[u16]>,
}

/// Words in one piece of text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Words {
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Words {
    fn new<'a>(words: impl Iterator<Item = &'a str>) -> Words {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for word in words {
            text.push_str(word);
            ends.push(text.len() as u32);
        }
        let (text, ends) = (text.into(), ends.into());
        Words { text, ends }
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let word = &self.text[start..end as usize];
            start = end as usize;
            word
        })
    }
}

/// A unit of a document with the place where it first stands.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Placed {
    pub(crate) unit: u32,
    /// From 0, the beginning of the document, to 65,535, its end.
    pub(crate) place: u16,
}

/// The inventory of a document, and its length in characters of English. O(bytes).
pub(crate) fn inventory(document: &Document, lexicon: &Lexicon) -> (Inventory, f32) {
    let n_segments = document.segments().len();
    let language = document.language();
    let mut reader = Reader::new(language, lexicon, n_segments.min(MOST_RESERVED));
    let speller = Speller::new(document, lexicon);
    let mut mentions = Vec::new();
    let mut starts: Vec<f32> = Vec::new();
    let mut length = 0.0;
    for segment in 0..n_segments {
        let reading = Reading::new(document.prose(segment, Masked::Markup), speller);
        let text = reading.text();
        reader.read(text, &mut mentions);
        let long = script::weigh(text, language).length.max(1.0);
        for mention in &mentions {
            // Units are numbered in the order in which they are met.
            if mention.unit as usize == starts.len() {
                let share = mention.span(0).start as f32 / text.len().max(1) as f32;
                starts.push(length + share * long);
            }
        }
        length += long;
        // Numbers are made before words, so that one of a segment may be passed over.
        starts.resize(reader.vocabulary.units.len(), length);
    }
    (pack(&reader.vocabulary, &starts, length), length)
}

fn pack(vocabulary: &Vocabulary, starts: &[f32], length: f32) -> Inventory {
    let n_units = vocabulary.units.len();
    let first_of_end = n_units.saturating_sub(MOST_UNITS / 2);
    let is_kept = |k: u32| (k as usize) < MOST_UNITS / 2 || first_of_end <= k as usize;
    let kept = (0..).zip(&vocabulary.units).filter(|(k, _)| is_kept(*k));
    let (mut numbers, mut entries, mut words, mut katakana) = (vec![], vec![], vec![], vec![]);
    for (k, unit) in kept {
        match unit {
            Unit::Number(key) => numbers.push((k, *key)),
            Unit::Entry(entry) => entries.push((k, *entry)),
            Unit::Word(word) if word.len() <= LONGEST_WORD => words.push((k, &**word)),
            Unit::Katakana(run) if run.len() <= LONGEST_WORD => katakana.push((k, &**run)),
            // Every document has interjections.
            Unit::Word(_) | Unit::Katakana(_) | Unit::Interjection(_) => {}
        }
    }
    let place = |k: u32| {
        let share = (starts[k as usize] / length.max(1.0)).clamp(0.0, 1.0);
        (share * f32::from(u16::MAX)) as u16
    };
    let of_numbers = numbers.iter().map(|n| n.0);
    let of_entries = entries.iter().map(|e| e.0);
    let of_words = words.iter().map(|w| w.0);
    let units = of_numbers.chain(of_entries).chain(of_words);
    let units = units.chain(katakana.iter().map(|k| k.0));
    Inventory {
        places: units.map(place).collect(),
        weaker: with_owner(&vocabulary.other_keys, &numbers),
        inside: with_owner(&vocabulary.entries_inside, &katakana),
        numbers: numbers.into_iter().map(|n| n.1).collect(),
        entries: entries.into_iter().map(|e| e.1).collect(),
        words: Words::new(words.into_iter().map(|w| w.1)),
        katakana: Words::new(katakana.into_iter().map(|k| k.1)),
    }
}

/// What belongs to kept units, each with the place of its unit among them. Both lists are in the order of units.
fn with_owner<T: Copy, K>(all: &[(u32, T)], kept: &[(u32, K)]) -> Box<[(u32, T)]> {
    let owned = all.iter().filter_map(|&(unit, item)| {
        let at = kept.binary_search_by_key(&unit, |k| k.0).ok()?;
        Some((at as u32, item))
    });
    owned.collect()
}

impl Inventory {
    /// The number of units.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// About how many bytes it takes.
    pub(crate) fn n_bytes(&self) -> usize {
        8 * self.numbers.len()
            + 16 * self.weaker.len()
            + 4 * (self.entries.len() + self.words.ends.len() + self.katakana.ends.len())
            + self.words.text.len()
            + self.katakana.text.len()
            + 8 * self.inside.len()
            + 2 * self.places.len()
    }

    /// Adds the units to a vocabulary, and returns their numbers there with their places. Words are not stemmed yet.
    pub(super) fn add_to(&self, vocabulary: &mut Vocabulary) -> Vec<Placed> {
        let mut units = Vec::with_capacity(self.len());
        let mut weaker = self.weaker.iter().peekable();
        for (k, &key) in (0..).zip(&*self.numbers) {
            let own = std::iter::from_fn(|| weaker.next_if(|(of, _)| *of == k).map(|&(_, w)| w));
            units.push(vocabulary.number_of(key, own.collect::<Vec<_>>().into_iter()));
        }
        units.extend(self.entries.iter().map(|&entry| vocabulary.entry(entry)));
        let spelled = |word| vocabulary.spelling(word, |_| false).expect("it is a unit");
        units.extend(self.words.iter().map(spelled));
        let mut inside = self.inside.iter().peekable();
        for (k, run) in (0..).zip(self.katakana.iter()) {
            let own = std::iter::from_fn(|| inside.next_if(|(of, _)| *of == k).map(|&(_, e)| e));
            units.push(vocabulary.katakana(run, own.collect::<Vec<_>>().into_iter()));
        }
        let places = self.places.iter();
        let placed = units.into_iter().zip(places);
        placed
            .map(|(unit, &place)| Placed { unit, place })
            .collect()
    }
}
