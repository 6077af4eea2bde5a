//! Two files of JSON Lines: every line is a document.
//!
//! In: lines `{"id": …, "text": …}`. Out: a line for each pair, which `taiyaku corpus` aligns. Texts are read again from their
//! places in the files. O(bytes).

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::Serialize;
use taiyaku::Aligner;
use taiyaku::corpus::matching::{Fingerprint, Matcher};
use taiyaku::corpus::{self, InFlight, Weigh};
use taiyaku::format::Format;
use taiyaku::format::json_lines::{Id, read_one_text};

use super::{
    BYTES_A_BYTE, DocumentReader, Matching, Pairs, Side, report_pairs, report_unread, result,
};
use crate::corpus::lines::{Line, Lines, is_packed};
use crate::failure::Failure;
use crate::progress::Progress;

/// A line on its way through the threads.
struct Unread(io::Result<Line>);

impl Weigh for Unread {
    fn weight(&self) -> usize {
        let text = self
            .0
            .as_ref()
            .ok()
            .and_then(|line| line.text.as_ref().ok());
        text.map_or(0, |text| text.len().saturating_mul(BYTES_A_BYTE))
    }
}

/// A line that was read: its place, and its fingerprint or what is wrong.
struct ReadLine {
    place: Place,
    fingerprint: Result<Fingerprint, String>,
}

impl Weigh for ReadLine {
    fn weight(&self) -> usize {
        let bytes = |fingerprint: &Fingerprint| fingerprint.n_bytes();
        self.fingerprint.as_ref().map_or(0, bytes)
    }
}

pub(super) fn run(matching: &Matching<'_>, aligner: &Aligner) -> Result<(), Failure> {
    matching.check_name("jsonl")?;
    let (source_path, target_path) = (matching.sources, matching.targets);
    let inputs = [source_path, target_path].into_iter();
    let output = matching
        .output
        .other_than(inputs.chain(matching.other_inputs.iter().copied()))?;
    let matcher = Matcher::new(aligner);
    let read = |path, side| {
        let reader = DocumentReader::new(&matcher, side);
        Column::read(path, &reader, side, matching.memory)
    };
    let mut sources = read(source_path, Side::Source)?;
    let mut targets = read(target_path, Side::Target)?;
    let pairs = Pairs::find(
        &matcher,
        &sources.fingerprints,
        &targets.fingerprints,
        matching.least_confidence,
    );
    let mut opened = output.open()?;
    for pair in &pairs.pairs {
        let (source, target) = (sources.line(pair.source)?, targets.line(pair.target)?);
        let (source, target) = (sources.parse(&source)?, targets.parse(&target)?);
        let is_same = source.format == target.format;
        let id = Ids {
            source: source.id,
            target: target.id,
        };
        let line = PairLine {
            id,
            format: (is_same && source.format != Format::Text).then(|| source.format.name()),
            source_format: (!is_same).then(|| source.format.name()),
            target_format: (!is_same).then(|| target.format.name()),
            source: &source.text,
            target: &target.text,
            confidence: pair.confidence,
        };
        let mut bytes = serde_json::to_vec(&line).expect("plain values have a JSON form");
        bytes.push(b'\n');
        opened
            .write_all(&bytes)
            .map_err(|error| Failure::io(output.name(), &error))?;
    }
    opened.finish()?;
    let is_taken = |number: usize| pairs.of_source(number).is_some();
    sources.report_alone(is_taken)?;
    targets.report_alone(|number| pairs.has_target(number))?;
    let (n_sources, n_targets) = (sources.places.len(), targets.places.len());
    report_pairs(pairs.pairs.len(), n_sources, n_targets);
    result(sources.n_unread + targets.n_unread)
}

/// A pair as `taiyaku corpus` reads it.
#[derive(Serialize)]
struct PairLine<'a> {
    id: Ids,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_format: Option<&'static str>,
    source: &'a str,
    target: &'a str,
    #[serde(rename = "match")]
    confidence: f32,
}

#[derive(Serialize)]
struct Ids {
    source: Id,
    target: Id,
}

/// A line that holds a document, and how it is read.
struct DocumentLine {
    id: Id,
    text: String,
    format: Format,
}

impl DocumentLine {
    /// The document of a line; the error says what is wrong with it. Without an id it has the number of the line.
    fn parse(bytes: &[u8], number: usize, side: Side) -> Result<DocumentLine, String> {
        let (id, text) = read_one_text(bytes, side.name());
        let (text, format) = text.map_err(|error| error.to_string())?;
        let id = match id == Id::default() {
            true => Id::from(number as u64),
            false => id,
        };
        Ok(DocumentLine { id, text, format })
    }

    fn fingerprint(self, reader: &DocumentReader<'_>) -> Result<Fingerprint, String> {
        let content = self.format.read(self.text);
        let content = content.map_err(|error| error.to_string())?;
        Ok(reader.fingerprint(content))
    }
}

/// Where a line stands in its file.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// From 1.
    number: usize,
    start: u64,
    n_bytes: usize,
}

impl Place {
    fn of(line: &Line) -> Place {
        Place {
            number: line.number,
            start: line.start,
            n_bytes: line.n_bytes as usize,
        }
    }
}

/// The documents of a file that could be read.
struct Column<'a> {
    path: &'a Path,
    side: Side,
    file: File,
    places: Vec<Place>,
    fingerprints: Vec<Fingerprint>,
    n_unread: usize,
}

impl<'a> Column<'a> {
    fn read(
        path: &'a Path,
        reader: &DocumentReader<'_>,
        side: Side,
        memory: usize,
    ) -> Result<Column<'a>, Failure> {
        let in_file = |error| Failure::io(path.display(), &error);
        let file = File::open(path).map_err(in_file)?;
        if !file.metadata().map_err(in_file)?.is_file() {
            return Err(Failure::new(format!(
                "{}: expected a file, since its texts are read twice",
                path.display()
            )));
        }
        let mut column = Column {
            path,
            side,
            file: file.try_clone().map_err(in_file)?,
            places: Vec::new(),
            fingerprints: Vec::new(),
            n_unread: 0,
        };
        let mut problems = Vec::new();
        let mut input = BufReader::with_capacity(1 << 16, file);
        if is_packed(input.fill_buf().map_err(in_file)?) {
            return Err(Failure::new(format!(
                "{}: expected plain JSON Lines, since its texts are read twice, found a packed file; unpack it first",
                path.display()
            )));
        }
        let lines = Lines::new(input, memory / BYTES_A_BYTE).map(Unread);
        let read = |Unread(line): Unread| {
            let line = line.map_err(in_file)?;
            let place = Place::of(&line);
            let document = line
                .text
                .and_then(|text| DocumentLine::parse(&text, place.number, side));
            let fingerprint = document.and_then(|document| document.fingerprint(reader));
            Ok(ReadLine { place, fingerprint })
        };
        let mut progress = Progress::start();
        let each = |line: Result<ReadLine, Failure>| {
            let ReadLine { place, fingerprint } = line?;
            let number = place.number;
            match fingerprint {
                Ok(fingerprint) => column.add(place, fingerprint),
                Err(problem) => {
                    problems.push(format!("{}: line {number}: {problem}", path.display()))
                }
            }
            progress.show(|| format!("{}: {number} lines read", path.display()));
            Ok::<(), Failure>(())
        };
        corpus::stream(lines, InFlight::bytes(memory), read, each)?;
        drop(progress);
        column.n_unread = report_unread(&problems, path, "lines");
        match column.places.is_empty() {
            true => Err(Failure::new(format!(
                "{}: expected a document, found no line that can be read",
                path.display()
            ))),
            false => Ok(column),
        }
    }

    fn add(&mut self, place: Place, fingerprint: Fingerprint) {
        self.places.push(place);
        self.fingerprints.push(fingerprint);
    }

    /// Reads a line again.
    fn line(&mut self, document: usize) -> Result<(Place, Vec<u8>), Failure> {
        let place = self.places[document];
        let mut bytes = vec![0; place.n_bytes];
        let sought = self.file.seek(SeekFrom::Start(place.start));
        sought
            .and_then(|_| self.file.read_exact(&mut bytes))
            .map_err(|error| Failure::io(self.path.display(), &error))?;
        Ok((place, bytes))
    }

    /// The document of a line that was read again.
    fn parse(&self, (place, bytes): &(Place, Vec<u8>)) -> Result<DocumentLine, Failure> {
        DocumentLine::parse(bytes, place.number, self.side).map_err(|problem| {
            Failure::new(format!(
                "{}: line {}: changed while it was matched: {problem}",
                self.path.display(),
                place.number
            ))
        })
    }

    /// Lists the documents without a partner on standard error.
    fn report_alone(&mut self, is_taken: impl Fn(usize) -> bool) -> Result<(), Failure> {
        let alone: Vec<usize> = (0..self.places.len()).filter(|&k| !is_taken(k)).collect();
        for document in alone {
            let line = self.line(document)?;
            let (place, id) = (self.path.display(), self.parse(&line)?.id);
            say!("no partner: {place}: line {}: id {id}", line.0.number);
        }
        Ok(())
    }
}
