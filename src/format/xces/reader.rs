//! The reader of XCES.
//!
//! In: the texts of a file of links and of its two documents. Out: a bitext whose beads are all known; or an error that names
//! the file and the link. O(bytes).

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::format::units::confidence_of;
use crate::format::units::{self, Unit, UnitText};
use crate::format::xml::{Doctype, Event, Events};
use crate::text::{Begin, Document, Language, Segment};

/// Reads a bitext. Each sentence is a segment and each link a known bead with its certainty as confidence; a certainty that is
/// not from 0 to 1, as hunalign has, is read as 1. A sentence without a link is an omission or addition. The English document is
/// the original, whichever the file names first. O(bytes).
///
/// ```
/// use taiyaku::Aligner;
/// use taiyaku::format::xces;
///
/// let english = "<text><s id=\"1\">It rained.</s> <s id=\"2\">We stayed.</s></text>";
/// let japanese = "<text><s id=\"1\">雨が降ったので家にいた。</s></text>";
/// let links = "<cesAlign><linkGrp><link xtargets=\"1 2;1\" certainty=\"0.75\"/></linkGrp></cesAlign>";
/// let bitext = xces::read(links, english, japanese)?;
/// let alignment = Aligner::new().align(&bitext);
/// assert_eq!((alignment.beads()[0].source.clone(), alignment.beads()[0].confidence), (0..2, 0.75));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If a file is damaged, if a link names a sentence that is not there, if links are not in the order of the documents, or if
/// there are links of several pairs of documents. The error names the file and the link.
pub fn read(align: &str, source_document: &str, target_document: &str) -> Result<Bitext> {
    let mut sides = [
        Sentences::read("the first document", source_document)?,
        Sentences::read("the second document", target_document)?,
    ];
    if sides.iter().all(|side| side.segments.is_empty()) {
        let expected = "expected sentences (`s`), found none with text";
        return Err(Error::format("the documents", expected));
    }
    let mut links = links(align, &sides)?;
    if is_turned(&sides)? {
        sides.reverse();
        links.iter_mut().for_each(|link| link.ranges.reverse());
    }
    let ends = [sides[0].segments.len(), sides[1].segments.len()];
    let (beads, confidences) = tiled(links, ends);
    let [source, target] = sides;
    let bitext = Bitext::from_documents(
        source.document(Language::English),
        target.document(Language::Japanese),
    );
    Ok(bitext
        .with_known_beads(beads)
        .with_known_confidences(confidences))
}

/// The names of the two documents that a file of links belongs to, as it has them. O(bytes up to the first link).
///
/// ```
/// use taiyaku::format::xces;
///
/// let links = "<cesAlign><linkGrp fromDoc=\"rain.en.xml\" toDoc=\"rain.ja.xml\"/></cesAlign>";
/// assert_eq!(xces::document_names(links)?, ["rain.en.xml", "rain.ja.xml"]);
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If the file is damaged or names no documents.
pub fn document_names(align: &str) -> Result<[String; 2]> {
    let mut events = Events::new("the links", align, &[]).with_doctype(Doctype::Named);
    while let Some(event) = events.next()? {
        let Event::Open(element) = event else {
            continue;
        };
        let [from, to] = ["fromDoc", "toDoc"].map(|name| element.attribute("", name));
        if let (Some(from), Some(to)) = (from, to) {
            return Ok([from.into_owned(), to.into_owned()]);
        }
        if element.name() == "link" {
            break;
        }
    }
    Err(Error::format(
        "the links",
        "expected the names of the documents, `fromDoc` and `toDoc`",
    ))
}

/// Whether the first document is the Japanese one: by the languages that the documents name, or else by their texts.
///
/// # Errors
///
/// If the languages are not English and Japanese.
fn is_turned(sides: &[Sentences; 2]) -> Result<bool> {
    let side = |k: usize| {
        let sample = units::sample(std::iter::once(&*sides[k].text));
        UnitText::plain(sample)
    };
    let mut both = [Unit {
        sides: [side(0), side(1)],
        ..Unit::default()
    }];
    let first = both[0].sides[0].clone();
    units::orient(&mut both, [0, 1].map(|k| sides[k].language.as_deref()))?;
    Ok(both[0].sides[0] != first)
}

/// The sentences of a document.
struct Sentences {
    /// The language that the document names.
    language: Option<String>,
    text: String,
    segments: Vec<Segment>,
    /// The number of the segment of each id. A sentence without text has none.
    numbers: FxHashMap<String, Option<usize>>,
}

impl Sentences {
    /// Reads a document. White space between sentences is kept: what stands on one line is joined with it. O(bytes).
    fn read(part: &str, xml: &str) -> Result<Self> {
        let mut events = Events::new(part, xml, &[]).with_doctype(Doctype::Named);
        let mut read = Sentences {
            language: None,
            text: String::new(),
            segments: Vec::new(),
            numbers: FxHashMap::default(),
        };
        let (mut paragraph, mut begin) = (0, Begin::Paragraph);
        let mut open: Vec<bool> = Vec::new();
        while let Some(event) = events.next()? {
            match event {
                Event::Open(element) if element.name() == "s" => {
                    let id = element.attribute("", "id").map(String::from);
                    let id = id.ok_or_else(|| events.fault("expected an attribute `id` of `s`"))?;
                    let range = read.sentence(&mut events)?;
                    let number = (!range.is_empty()).then_some(read.segments.len());
                    if !range.is_empty() {
                        read.segments.push(Segment::new(range, paragraph, begin));
                        begin = Begin::Sentence;
                    }
                    if read.numbers.insert(id, number).is_some() {
                        return Err(events.fault("expected an id of its own for each `s`"));
                    }
                }
                Event::Open(element) => {
                    if open.is_empty() {
                        read.language = element.attribute("xml", "lang").map(String::from);
                    }
                    open.push(element.name() == "p");
                    if element.name() == "p" {
                        read.end_paragraph(&mut paragraph, &mut begin);
                    }
                }
                Event::Close => {
                    if open.pop() == Some(true) {
                        read.end_paragraph(&mut paragraph, &mut begin);
                    }
                }
                Event::Text(text) if text.trim().is_empty() => read.text.push_str(&text),
                Event::Text(_) => {}
            }
        }
        Ok(read)
    }

    /// Reads what is left of an `s`, and returns the range of its text, without white space at its ends.
    fn sentence(&mut self, events: &mut Events<'_>) -> Result<Range<usize>> {
        let start = self.text.len();
        let sentence = events.text()?;
        self.text.push_str(&sentence);
        let start = start + sentence.len() - sentence.trim_start().len();
        Ok(start..start + sentence.trim().len())
    }

    fn end_paragraph(&mut self, paragraph: &mut u32, begin: &mut Begin) {
        if *begin != Begin::Paragraph {
            *paragraph += 1;
            *begin = Begin::Paragraph;
        }
        self.text.push_str("\n\n");
    }

    /// The numbers of the segments of ids that white space parts, which follow each other.
    fn range(&self, ids: &str) -> Result<Option<Range<usize>>, String> {
        let mut range: Option<Range<usize>> = None;
        for id in ids.split_whitespace() {
            let shown = units::shown(id);
            let number = self.numbers.get(id);
            let number =
                number.ok_or_else(|| format!("expected a sentence, found no `{shown}`"))?;
            let Some(number) = *number else {
                continue;
            };
            range = match range {
                None => Some(number..number + 1),
                Some(range) if range.end == number => Some(range.start..number + 1),
                Some(_) => {
                    return Err(format!(
                        "expected sentences that follow each other, found `{shown}`"
                    ));
                }
            };
        }
        Ok(range)
    }

    fn document(self, language: Language) -> Document {
        Document::from_segments(self.text, language, self.segments)
    }
}

/// The segments of both sides of a bead.
type Ranges = (Range<usize>, Range<usize>);

/// A link. A side without sentences is an empty range at the end of the links before it.
struct Link {
    ranges: [Range<usize>; 2],
    confidence: f32,
}

/// Reads the links, in the order of the documents. O(bytes).
fn links(align: &str, sides: &[Sentences; 2]) -> Result<Vec<Link>> {
    let mut events = Events::new("the links", align, &[]).with_doctype(Doctype::Named);
    let (mut links, mut n_links, mut n_groups) = (Vec::new(), 0, 0);
    let mut ends = [0; 2];
    while let Some(event) = events.next()? {
        let Event::Open(element) = event else {
            continue;
        };
        match element.name() {
            "linkGrp" => n_groups += 1,
            "link" => {
                n_links += 1;
                let wrong = |expected: String| Error::format(format!("link {n_links}"), expected);
                let targets = element.attribute("", "xtargets").unwrap_or_default();
                let parts = targets.split_once(';');
                let (first, second) = parts.ok_or_else(|| {
                    wrong("expected ids on both sides of `;` in `xtargets`".to_owned())
                })?;
                let certainty = element.attribute("", "certainty");
                let confidence = certainty.and_then(|certainty| confidence_of(&certainty));
                let ranges = [
                    sides[0].range(first).map_err(wrong)?,
                    sides[1].range(second).map_err(wrong)?,
                ];
                if ranges.iter().all(Option::is_none) {
                    continue;
                }
                let [first, second] = ranges;
                let ranges = [
                    first.unwrap_or(ends[0]..ends[0]),
                    second.unwrap_or(ends[1]..ends[1]),
                ];
                if ranges[0].start < ends[0] || ranges[1].start < ends[1] {
                    return Err(wrong(
                        "expected links in the order of the documents".to_owned(),
                    ));
                }
                ends = [ranges[0].end, ranges[1].end];
                links.push(Link {
                    ranges,
                    confidence: confidence.unwrap_or(1.0),
                });
            }
            _ => {}
        }
    }
    match n_groups {
        0 | 1 => Ok(links),
        _ => Err(Error::format(
            "the links",
            format!("expected the links of one pair of documents, found pairs: {n_groups}"),
        )),
    }
}

/// The beads of the links, and between them a bead a sentence that has none.
fn tiled(links: Vec<Link>, ends: [usize; 2]) -> (Vec<Ranges>, Vec<f32>) {
    let (mut beads, mut confidences) = (Vec::new(), Vec::new());
    let mut at = [0; 2];
    let last = Link {
        ranges: [ends[0]..ends[0], ends[1]..ends[1]],
        confidence: 1.0,
    };
    for link in links.into_iter().chain([last]) {
        let [source, target] = link.ranges;
        for number in at[0]..source.start {
            beads.push((number..number + 1, at[1]..at[1]));
        }
        for number in at[1]..target.start {
            beads.push((source.start..source.start, number..number + 1));
        }
        confidences.resize(beads.len(), 1.0);
        at = [source.end, target.end];
        if !source.is_empty() || !target.is_empty() {
            beads.push((source, target));
            confidences.push(link.confidence);
        }
    }
    (beads, confidences)
}
