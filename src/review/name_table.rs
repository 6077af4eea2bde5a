//! [`Name`] and the table of names: what a document calls its names and how the translation renders each.
//!
//! In: nothing; [`names`](crate::review::names()) fills the table. Out: values, and the look-ups that the checks ask for. O(1) a look-up.

use crate::text::Span;

/// A name of the original and what the translation made of it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct Rendering {
    /// The rendering as the translation first writes it.
    pub text: String,
    /// Where the translation has it, in bytes of the target document's text.
    pub places: Vec<Span>,
    /// The numbers of the beads that hold the places, one each.
    pub beads: Vec<usize>,
}

/// The names of a document with all that the checks ask about them.
pub(crate) struct NameTable {
    pub(crate) names: Vec<NameUse>,
    /// The words of the translation that may be names, at full or half width as usual, Latin ones in lower case.
    pub(super) words: Vec<String>,
    /// For each of these words the names that it renders somewhere.
    pub(super) known: Vec<Vec<usize>>,
    /// The words of each bead's translation that may be names.
    pub(super) candidates: Vec<Vec<Candidate>>,
    /// The numbers of the names of each bead.
    pub(crate) by_bead: Vec<Vec<usize>>,
}

/// One name with its places.
pub(crate) struct NameUse {
    pub(crate) name: Name,
    /// The bead of each place in the source, in order.
    pub(crate) beads: Vec<usize>,
    /// Its number among the words of the source.
    pub(super) word: usize,
}

/// A katakana or Latin word of the translation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    /// Its number among the words of the translation.
    pub(super) word: usize,
    pub(super) is_latin: bool,
    /// Whether it stands in brackets behind another word.
    pub(super) is_gloss: bool,
}

impl NameUse {
    /// Whether the original of a bead has it.
    pub(crate) fn is_in(&self, bead: usize) -> bool {
        self.beads.binary_search(&bead).is_ok()
    }

    /// How often the original of a bead has it.
    pub(super) fn n_places_in(&self, bead: usize) -> usize {
        let before = self.beads.partition_point(|&other| other < bead);
        let with = self.beads.partition_point(|&other| other <= bead);
        with - before
    }

    /// Whether the translation of a bead has a rendering of it.
    pub(crate) fn is_rendered_in(&self, bead: usize) -> bool {
        self.rendering_in(bead).is_some()
    }

    /// The first rendering of it in the translation of a bead.
    pub(crate) fn rendering_in(&self, bead: usize) -> Option<Span> {
        let renderings = self.name.renderings.iter();
        let places = renderings.filter_map(|rendering| {
            let place = rendering.beads.binary_search(&bead).ok()?;
            rendering.places.get(place).copied()
        });
        places.min()
    }
}

impl NameTable {
    /// The names that have a rendering, in the order of their first places.
    pub(crate) fn rendered(&self) -> Vec<Name> {
        let names = self.names.iter().map(|used| &used.name);
        let rendered = names.filter(|name| !name.renderings.is_empty());
        rendered.cloned().collect()
    }

    /// Where the translation of a bead has a rendering of a name, whether or not its original has the name.
    pub(crate) fn said_in(&self, used: &NameUse, bead: usize) -> Option<Span> {
        let mut known = self.known(bead);
        let is_it = |&name: &usize| std::ptr::eq(&self.names[name], used);
        known.find_map(|(span, names)| names.iter().any(is_it).then_some(span))
    }

    /// The words of a bead's translation that render names somewhere, with the numbers of the names.
    pub(crate) fn known(&self, bead: usize) -> impl Iterator<Item = (Span, &[usize])> {
        let candidates = self.candidates[bead].iter();
        let known = candidates.map(|candidate| (candidate.span, &*self.known[candidate.word]));
        known.filter(|(_, names)| !names.is_empty())
    }
}
