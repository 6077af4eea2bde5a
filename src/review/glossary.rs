//! [`Glossary`]: terms of the original and how they must be rendered.
//!
//! In: lines of two columns. Out: terms, found in a text in O(words). Whichever column holds Japanese is the
//! target, so that the file of [`Lexicon::from_reader`](crate::Lexicon::from_reader) serves here too.

use std::io::BufRead;

use crate::error::{Error, Result};
use crate::text::script::is_japanese;

/// Terms of the original with their demanded renderings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Glossary {
    terms: Vec<Term>,
}

/// A term and the ways in which it may be rendered, the first of which is the one to suggest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Term {
    pub(crate) source: String,
    pub(crate) targets: Vec<String>,
}

impl Glossary {
    /// Reads a glossary in UTF-8: each line `term TAB rendering; rendering …`, in either order of the languages;
    /// further columns are left alone, empty lines and lines that begin with `#` passed over. Where neither
    /// column holds Japanese the first is the term. O(bytes).
    ///
    /// # Errors
    ///
    /// If reading fails or a line has no two columns; the message names the line.
    pub fn from_reader(reader: impl BufRead) -> Result<Glossary> {
        let mut glossary = Glossary::default();
        for (index, line) in reader.lines().enumerate() {
            let place = || format!("line {}", index + 1);
            let line = line.map_err(|error| Error::io(place(), error))?;
            let line = line.trim_start_matches('\u{feff}').trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut columns = line.split('\t').map(str::trim);
            let (Some(first), Some(second)) = (columns.next(), columns.next()) else {
                return Err(Error::format(place(), "expected `term TAB rendering`"));
            };
            if first.is_empty() || second.is_empty() {
                return Err(Error::format(place(), "expected no empty column"));
            }
            let (sources, targets) = match first.contains(is_japanese) {
                true => (second, first),
                false => (first, second),
            };
            let pieces = |column: &str| -> Vec<String> {
                let pieces = column.split(';').map(str::trim).filter(|p| !p.is_empty());
                pieces.map(str::to_owned).collect()
            };
            for source in pieces(sources) {
                glossary.add(source, pieces(targets));
            }
        }
        Ok(glossary)
    }

    /// The number of terms.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    fn add(&mut self, source: String, targets: Vec<String>) {
        self.terms.push(Term { source, targets });
    }
}
