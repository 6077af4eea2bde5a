//! [`Glossary`]: terms of the original and their required renderings.
//!
//! In: lines of two columns, or pairs. Out: terms, found in a text in O(words). The column that holds Japanese is the
//! target, so that a file for [`Lexicon::from_reader`](crate::Lexicon::from_reader) can be read here too.

use std::io::BufRead;

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::lexicon::builder::is_the_japanese_one;
use crate::lexicon::edict::is_edict_line;
use crate::text::lines::numbered_lines;
use crate::text::{Language, on_one_line};

/// Terms of the original with their required renderings.
///
/// Pass it to [`AlignerBuilder::glossary`](crate::AlignerBuilder::glossary). The aligner matches the terms by their
/// renderings, and a review of what the aligner read checks them.
///
/// ```
/// use taiyaku::review::{Check, ReviewOptions, review};
/// use taiyaku::{Aligner, Bitext, Glossary};
///
/// let glossary = Glossary::from_iter([("pier", "桟橋")]);
/// let aligner = Aligner::builder().glossary(glossary).build();
/// let anchored = aligner.read(&Bitext::new("The pier is long.", "埠頭は長い。"));
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// assert!(findings.iter().any(|finding| finding.check == Check::Glossary));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "Vec<Term>", into = "Vec<Term>"))]
pub struct Glossary {
    terms: Vec<Term>,
    /// The number of each term.
    numbers: FxHashMap<String, usize>,
}

/// A term and its allowed renderings. The first one is suggested.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Term {
    pub(crate) source: String,
    pub(crate) targets: Vec<String>,
}

impl Glossary {
    /// An empty glossary.
    #[must_use]
    pub fn new() -> Glossary {
        Glossary::default()
    }

    /// Reads a glossary in UTF-8. Each line is `term TAB rendering; rendering …`, with the languages in either order. Further
    /// columns are ignored. Empty lines, lines that begin with `#`, and entries of EDICT are skipped. If neither column holds
    /// Japanese, the first is the term. Several lines of one term add renderings. O(bytes).
    ///
    /// ```
    /// use taiyaku::Glossary;
    ///
    /// let glossary = Glossary::from_reader("pier\t桟橋; 埠頭\n北門\tnorth gate\n".as_bytes())?;
    /// assert_eq!(glossary.len(), 2);
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If reading fails, or a line has fewer than two columns, an empty column or a NUL. The message names the line.
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
            let (sources, targets) = term_first(first, second);
            let pieces = |column| {
                str::split(column, [';', '；'])
                    .map(str::trim)
                    .filter(|p| !p.is_empty())
            };
            for source in pieces(sources) {
                for target in pieces(targets) {
                    glossary.add(source, target);
                }
            }
        }
        Ok(glossary)
    }

    /// Adds a rendering of a term. A term may have several renderings; a review accepts any of them. If only the first text
    /// holds Japanese, the second is the term. Lines of a text are joined. Returns `false` if a text is blank or the glossary
    /// already has the pair. O(bytes).
    ///
    /// ```
    /// use taiyaku::Glossary;
    ///
    /// let mut glossary = Glossary::new();
    /// assert!(glossary.insert("pier", "桟橋"));
    /// assert!(glossary.insert("pier", "埠頭"));
    /// assert!(!glossary.insert("桟橋", "pier"));
    /// assert_eq!(glossary.len(), 1);
    /// ```
    pub fn insert(&mut self, term: &str, rendering: &str) -> bool {
        let (source, target) = term_first(term.trim(), rendering.trim());
        !source.is_empty() && !target.is_empty() && self.add(source, target)
    }

    /// The number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms with their renderings, in the order in which they were added.
    ///
    /// ```
    /// use taiyaku::Glossary;
    ///
    /// let glossary = Glossary::from_iter([("pier", "桟橋"), ("pier", "埠頭")]);
    /// let (term, renderings) = glossary.iter().next().expect("one term");
    /// assert_eq!((term, renderings), ("pier", &["桟橋".to_owned(), "埠頭".to_owned()][..]));
    /// ```
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &[String])> {
        let terms = self.terms.iter();
        terms.map(|term| (term.source.as_str(), term.targets.as_slice()))
    }

    pub(crate) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Adds a pair, neither of which is blank. Both become one line, as the reasons of findings quote them.
    fn add(&mut self, source: &str, target: &str) -> bool {
        let source = on_one_line(source, Language::English);
        let target = on_one_line(target, Language::Japanese);
        let Some(&number) = self.numbers.get(&*source) else {
            let source = source.into_owned();
            self.numbers.insert(source.clone(), self.terms.len());
            self.terms.push(Term {
                source,
                targets: vec![target.into_owned()],
            });
            return true;
        };
        let targets = &mut self.terms[number].targets;
        let is_new = !targets.iter().any(|known| *known == target);
        if is_new {
            targets.push(target.into_owned());
        }
        is_new
    }
}

/// The term and its rendering for two texts in either order. The rendering is the text that holds Japanese.
fn term_first<'a>(first: &'a str, second: &'a str) -> (&'a str, &'a str) {
    match is_the_japanese_one(first, second) {
        true => (second, first),
        false => (first, second),
    }
}

impl<S: AsRef<str>, T: AsRef<str>> Extend<(S, T)> for Glossary {
    /// Adds pairs as [`Glossary::insert`] does.
    fn extend<I: IntoIterator<Item = (S, T)>>(&mut self, pairs: I) {
        for (term, rendering) in pairs {
            self.insert(term.as_ref(), rendering.as_ref());
        }
    }
}

impl<S: AsRef<str>, T: AsRef<str>> FromIterator<(S, T)> for Glossary {
    /// Makes a glossary of pairs, each added as by [`Glossary::insert`].
    fn from_iter<I: IntoIterator<Item = (S, T)>>(pairs: I) -> Self {
        let mut glossary = Glossary::default();
        glossary.extend(pairs);
        glossary
    }
}

#[cfg(feature = "serde")]
impl From<Vec<Term>> for Glossary {
    /// Terms stay terms: in a file, the writing of a whole column decides which it is, and not that of each pair.
    fn from(terms: Vec<Term>) -> Self {
        let mut glossary = Glossary::default();
        for term in &terms {
            let source = term.source.trim();
            let targets = term.targets.iter().map(|target| target.trim());
            for target in targets.filter(|target| !source.is_empty() && !target.is_empty()) {
                glossary.add(source, target);
            }
        }
        glossary
    }
}

#[cfg(feature = "serde")]
impl From<Glossary> for Vec<Term> {
    fn from(glossary: Glossary) -> Self {
        glossary.terms
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
    fn renderings_are_divided_by_either_semicolon() {
        for (name, text) in [
            ("half width", "pier\t桟橋; 埠頭\n"),
            ("full width", "pier\t桟橋；埠頭\n"),
        ] {
            let glossary = Glossary::from_reader(text.as_bytes()).unwrap();
            assert_eq!(glossary.terms()[0].targets, ["桟橋", "埠頭"], "{name}");
        }
    }

    #[test]
    fn several_lines_of_a_term_are_one_term() {
        let text = "pier\t桟橋\n埠頭\tpier\npier\t桟橋\nboat\t舟\n";
        let glossary = Glossary::from_reader(text.as_bytes()).unwrap();
        assert_eq!(glossary.len(), 2);
        assert_eq!(glossary.terms()[0].targets, ["桟橋", "埠頭"]);
        let pairs = [
            ("pier", "桟橋"),
            ("埠頭", "pier"),
            (" ", "雨"),
            ("boat", "舟"),
        ];
        assert_eq!(Glossary::from_iter(pairs), glossary);
    }

    #[test]
    fn texts_of_several_lines_become_one() {
        for (name, term, rendering, expected) in [
            (
                "line ends",
                "water\n  mill",
                "水車\r\n小屋",
                ("water mill", "水車小屋"),
            ),
            ("carriage return", "a\rb", "雨\r雪", ("a b", "雨雪")),
        ] {
            let glossary = Glossary::from_iter([(term, rendering)]);
            let term = &glossary.terms()[0];
            assert_eq!((&*term.source, &*term.targets[0]), expected, "{name}");
        }
    }

    #[cfg(feature = "serde")]
    #[test]
    fn what_is_serialised_is_the_same() {
        for (name, text) in [
            ("plain", "pier\t桟橋; 埠頭\n"),
            ("Japanese in both columns", "水車小屋\tmill; はしる\n"),
            (
                "Japanese in both, one term twice",
                "雨\train; あめ\n雨\t雪\n",
            ),
        ] {
            let glossary = Glossary::from_reader(text.as_bytes()).expect(name);
            let json = serde_json::to_string(&glossary).expect(name);
            let back: Glossary = serde_json::from_str(&json).expect(name);
            assert_eq!(back, glossary, "{name}");
        }
        let blank = r#"[{"source":" ","targets":["雨"]},{"source":"rain","targets":["\t"]}]"#;
        let back: Glossary = serde_json::from_str(blank).expect("terms");
        assert!(back.is_empty());
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
