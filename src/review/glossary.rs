//! [`Glossary`]: terms of the original and how they must be rendered.
//!
//! In: lines of two columns. Out: terms, found in a text in O(words). Whichever column holds Japanese is the
//! target, so that the file of [`Lexicon::from_reader`](crate::Lexicon::from_reader) serves here too.

use std::io::BufRead;

use crate::error::{Error, Result};
use crate::lexicon::is_edict_line;
use crate::text::lines::numbered_lines;
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
    /// further columns are ignored. Empty lines, lines that begin with `#` and entries of EDICT, which demand no
    /// rendering, are skipped. Where neither column holds Japanese the first is the term. O(bytes).
    ///
    /// # Errors
    ///
    /// If reading fails, or a line has no two columns or holds a NUL; the message names the line.
    pub fn from_reader(reader: impl BufRead) -> Result<Glossary> {
        let mut glossary = Glossary::default();
        for line in numbered_lines(reader) {
            let (number, line) = line?;
            let place = || format!("line {number}");
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut columns = line.split('\t').map(str::trim);
            let (Some(first), Some(second)) = (columns.next(), columns.next()) else {
                if is_edict_line(line) {
                    continue;
                }
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

    pub(crate) fn terms(&self) -> &[Term] {
        &self.terms
    }

    fn add(&mut self, source: String, targets: Vec<String>) {
        self.terms.push(Term { source, targets });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_apart_by_their_writing() {
        for (name, line, source, targets) in [
            ("english first", "pier\t桟橋", "pier", vec!["桟橋"]),
            ("japanese first", "桟橋\tpier", "pier", vec!["桟橋"]),
            (
                "several renderings",
                "pier\t桟橋; 埠頭\tnote",
                "pier",
                vec!["桟橋", "埠頭"],
            ),
            (
                "kept in english",
                "Quaylog\tQuaylog",
                "Quaylog",
                vec!["Quaylog"],
            ),
        ] {
            let glossary =
                Glossary::from_reader(format!("# terms\n\n{line}\n").as_bytes()).unwrap();
            assert_eq!(glossary.terms()[0].source, source, "{name}");
            assert_eq!(glossary.terms()[0].targets, targets, "{name}");
        }
    }

    #[test]
    fn entries_of_edict_are_no_terms() {
        let text = "走る [はしる] /(v5r,vi) (1) to run/(P)/\npier\t桟橋\n犬 /(n) dog/\n";
        let glossary = Glossary::from_reader(text.as_bytes()).unwrap();
        assert_eq!(glossary.len(), 1);
    }

    #[test]
    fn a_bad_line_is_named() {
        for (name, text, message) in [
            (
                "one column",
                "pier\t桟橋\nboat",
                "line 2: expected `term TAB rendering`",
            ),
            (
                "empty column",
                "pier\t \t桟橋",
                "line 1: expected no empty column",
            ),
            (
                "a NUL",
                "pier\t桟橋\nboat\t舟\0",
                "line 2: expected text, found a NUL character",
            ),
        ] {
            let error = Glossary::from_reader(text.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), message, "{name}");
        }
    }
}
