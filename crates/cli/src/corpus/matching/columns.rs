//! Two files of JSON Lines: every line is a document.
//!
//! In: lines `{"id": …, "text": …}`. Out: a line for each pair, which `taiyaku corpus` aligns. Texts are read again from their
//! places in the files. O(bytes).

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use taiyaku::Aligner;
use taiyaku::corpus::matching::{Fingerprint, Matcher};
use taiyaku::format::Format;
use taiyaku::format::json_lines::Id;

use super::{DocumentReader, Matching, Pairs, Side, report_pairs, report_unread, result};
use crate::corpus::lines::is_packed;
use crate::failure::Failure;
use crate::progress::Progress;

/// A batch ends with this many lines or bytes.
const BATCH_LINES: usize = 256;
const BATCH_BYTES: usize = 4 << 20;

pub(super) fn run(matching: &Matching<'_>, aligner: &Aligner) -> Result<(), Failure> {
    matching.check_name("jsonl")?;
    let (source_path, target_path) = (matching.sources, matching.targets);
    let inputs = [source_path, target_path].into_iter();
    let output = matching
        .output
        .other_than(inputs.chain(matching.other_inputs.iter().copied()))?;
    let matcher = Matcher::new(aligner);
    let mut sources = Column::read(source_path, &matcher, Side::Source)?;
    let mut targets = Column::read(target_path, &matcher, Side::Target)?;
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
            format: source.format.as_deref().filter(|_| is_same),
            source_format: source.format.as_deref().filter(|_| !is_same),
            target_format: target.format.as_deref().filter(|_| !is_same),
            source: source.text,
            target: target.text,
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
    format: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_format: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_format: Option<&'a str>,
    source: Cow<'a, str>,
    target: Cow<'a, str>,
    #[serde(rename = "match")]
    confidence: f32,
}

#[derive(Serialize)]
struct Ids {
    source: Id,
    target: Id,
}

/// The fields of a line. A column of a crawl may have the name of its side in place of `text`.
#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Fields<'a> {
    #[serde(default)]
    id: Id,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    source: Option<Cow<'a, str>>,
    #[serde(borrow)]
    target: Option<Cow<'a, str>>,
    format: Option<String>,
}

/// A line that holds a document.
struct DocumentLine<'a> {
    id: Id,
    text: Cow<'a, str>,
    format: Option<String>,
}

impl<'a> DocumentLine<'a> {
    /// The document of a line; the error says what is wrong with it.
    fn parse(bytes: &'a [u8], number: usize, side: Side) -> Result<DocumentLine<'a>, String> {
        let text = str::from_utf8(bytes)
            .map_err(|error| format!("byte {}: expected UTF-8", error.valid_up_to()))?;
        let text = text.trim_start_matches('\u{feff}').trim_end();
        let fields: Fields = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let own = match side {
            Side::Source => fields.source,
            Side::Target => fields.target,
        };
        let text = own
            .or(fields.text)
            .ok_or_else(|| format!("expected \"text\" or \"{}\"", side.name()))?;
        let id = match fields.id == Id::default() {
            true => Id::from(number as u64),
            false => fields.id,
        };
        Ok(DocumentLine {
            id,
            text,
            format: fields.format,
        })
    }

    fn fingerprint(self, reader: &DocumentReader<'_>) -> Result<Fingerprint, String> {
        let format: Result<Format, _> = self.format.as_deref().map_or(Ok(Format::Text), str::parse);
        let content = format.and_then(|format| format.read(self.text.into_owned()));
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
    fn read(path: &'a Path, matcher: &Matcher, side: Side) -> Result<Column<'a>, Failure> {
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
        let reader = DocumentReader::new(matcher, side);
        let mut problems = Vec::new();
        let mut input = BufReader::with_capacity(1 << 16, file);
        if is_packed(input.fill_buf().map_err(in_file)?) {
            return Err(Failure::new(format!(
                "{}: expected plain JSON Lines, since its texts are read twice, found a packed file; unpack it first",
                path.display()
            )));
        }
        let mut lines = Lines::new(input);
        let mut progress = Progress::start();
        loop {
            let batch = lines.batch().map_err(in_file)?;
            if batch.is_empty() {
                break;
            }
            let read = batch.par_iter().map(|(place, bytes)| {
                let line = DocumentLine::parse(bytes, place.number, side);
                line.and_then(|line| line.fingerprint(&reader))
            });
            let read: Vec<Result<Fingerprint, String>> = read.collect();
            for ((place, _), read) in batch.iter().zip(read) {
                match read {
                    Ok(fingerprint) => {
                        column.places.push(*place);
                        column.fingerprints.push(fingerprint);
                    }
                    Err(problem) => {
                        problems.push(format!(
                            "{}: line {}: {problem}",
                            path.display(),
                            place.number
                        ));
                    }
                }
            }
            progress.show(|| format!("{}: {} lines read", path.display(), lines.number));
        }
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
    fn parse<'b>(&self, (place, bytes): &'b (Place, Vec<u8>)) -> Result<DocumentLine<'b>, Failure> {
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

/// Reads lines with their places.
struct Lines<R> {
    input: R,
    number: usize,
    start: u64,
}

impl<R: BufRead> Lines<R> {
    fn new(input: R) -> Self {
        Lines {
            input,
            number: 0,
            start: 0,
        }
    }

    /// The next lines that are not blank; none at the end.
    fn batch(&mut self) -> std::io::Result<Vec<(Place, Vec<u8>)>> {
        let (mut batch, mut n_all) = (Vec::new(), 0);
        while batch.len() < BATCH_LINES && n_all < BATCH_BYTES {
            let mut bytes = Vec::new();
            let n_bytes = self.input.read_until(b'\n', &mut bytes)?;
            if n_bytes == 0 {
                break;
            }
            self.number += 1;
            let place = Place {
                number: self.number,
                start: self.start,
                n_bytes,
            };
            self.start += n_bytes as u64;
            if !bytes.trim_ascii().is_empty() {
                n_all += n_bytes;
                batch.push((place, bytes));
            }
        }
        Ok(batch)
    }
}
