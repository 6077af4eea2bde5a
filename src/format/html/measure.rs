//! [`Measures`]: how much text each element has, in which script, and how much of it in links.
//!
//! In: a tree. Out: for each element, the counts of the text that is directly in it, or in all of it. O(elements + bytes).

use crate::format::html::tag::Tag;
use crate::format::html::tree::{Event, Tree};
use crate::text::script::{Class, class};

/// Counts of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// Latin letters.
    pub(super) latin: usize,
    /// Kanji and kana.
    pub(super) japanese: usize,
    /// The same inside links.
    pub(super) linked_latin: usize,
    pub(super) linked_japanese: usize,
    /// Links.
    pub(super) n_links: usize,
    pub(super) digits: usize,
    /// Characters that are not white space.
    pub(super) visible: usize,
    /// Ends of sentences.
    pub(super) stops: usize,
    /// Characters that code has and prose has not.
    pub(super) symbols: usize,
    /// Elements that divide a text into paragraphs.
    pub(super) n_blocks: usize,
}

/// Latin letters that take the place of one Japanese character, about as in a translation.
const LATIN_FOR_JAPANESE: usize = 2;

impl Measure {
    /// Letters of both scripts, in Latin letters.
    pub(super) fn letters(&self) -> usize {
        self.latin + LATIN_FOR_JAPANESE * self.japanese
    }

    /// Letters inside links.
    pub(super) fn linked(&self) -> usize {
        self.linked_latin + LATIN_FOR_JAPANESE * self.linked_japanese
    }

    /// Letters outside links: Latin, Japanese.
    pub(super) fn prose(&self) -> [usize; 2] {
        [
            self.latin - self.linked_latin,
            self.japanese - self.linked_japanese,
        ]
    }

    pub(super) fn add(&mut self, other: &Measure) {
        self.latin += other.latin;
        self.japanese += other.japanese;
        self.linked_latin += other.linked_latin;
        self.linked_japanese += other.linked_japanese;
        self.n_links += other.n_links;
        self.digits += other.digits;
        self.visible += other.visible;
        self.stops += other.stops;
        self.symbols += other.symbols;
        self.n_blocks += other.n_blocks;
    }

    /// Counts a text that is directly in an element.
    fn count(&mut self, text: &str, is_linked: bool) {
        let (mut latin, mut japanese) = (0, 0);
        // The last two characters.
        let (mut before, mut last) = (' ', ' ');
        for c in text.chars() {
            match class(c) {
                Class::Latin => latin += 1,
                Class::Kanji | Class::Hiragana | Class::Katakana => japanese += 1,
                Class::Digit => self.digits += 1,
                Class::Space => {
                    self.stops += usize::from(is_stop(before, last));
                    (before, last) = (last, ' ');
                    continue;
                }
                Class::Other => {
                    self.stops += usize::from(c == '。');
                    self.symbols += usize::from(SYMBOLS.contains(c));
                }
            }
            self.visible += 1;
            (before, last) = (last, c);
        }
        self.stops += usize::from(is_stop(before, last));
        self.latin += latin;
        self.japanese += japanese;
        if is_linked {
            self.linked_latin += latin;
            self.linked_japanese += japanese;
        }
    }
}

const SYMBOLS: &str = "{}[]<>=;|\\_$#@&*+~^`/";

fn is_stop(before: char, last: char) -> bool {
    before.is_lowercase() && matches!(last, '.' | '?' | '!')
}

/// The counts of the text that is directly in each element, its own link and block included. O(elements + bytes).
pub(super) fn direct(tree: &Tree, file: &str) -> Vec<Measure> {
    let mut measures = vec![Measure::default(); tree.elements.len()];
    let mut is_linked = vec![false; tree.elements.len()];
    let mut current = 0;
    for (k, event) in tree.events.iter().enumerate() {
        match event {
            Event::Open(element) => {
                let at = &tree.elements[*element];
                current = *element;
                is_linked[current] = at.tag == Tag::A || is_linked[at.parent];
                measures[current].n_links += usize::from(at.tag == Tag::A);
                measures[current].n_blocks += usize::from(divides(at.tag));
            }
            Event::Close(element) => current = tree.elements[*element].parent,
            Event::Text(_) | Event::Reference(..) => {
                let text = tree.text(file, k).unwrap_or("");
                measures[current].count(text, is_linked[current]);
            }
        }
    }
    measures
}

fn divides(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::P | Tag::H1 | Tag::Heading | Tag::List | Tag::Terms | Tag::Table | Tag::Pre
    )
}

/// The counts of all the text in each element, without what is left out in it. O(elements).
pub(super) fn whole(tree: &Tree, direct: &[Measure], is_out: &[bool]) -> Vec<Measure> {
    let mut measures = direct.to_vec();
    for (element, at) in tree.elements.iter().enumerate().skip(1).rev() {
        if is_out[element] {
            measures[element] = Measure::default();
        } else {
            let measure = measures[element];
            measures[at.parent].add(&measure);
        }
    }
    measures
}
