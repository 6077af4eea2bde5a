//! The output of a corpus: where it goes, in which form, packed or not.
//!
//! In: the lines or rows of documents, in order. Out: JSON Lines, tab-separated values, Parquet or a stream of Arrow, in a file or
//! on standard output.
//! O(bytes), and a memory of one frame.
//!
//! Packed output is cut into frames that can be unpacked by themselves. A frame ends with the document that makes it long
//! enough, so that a resumed run packs the same bytes.

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use flate2::write::GzEncoder;
use taiyaku::format::is_open_already;

use crate::corpus::answer::{DocumentForm, PairForm, Shape, Written};
use crate::corpus::columns::{self, ColumnsWriter};
use crate::corpus::tally::Tally;
use crate::corpus::unfinished::{Header, Left, Resume, Unfinished};
use crate::failure::Failure;
use crate::output::{Opened, Output, OutputArguments};

/// Bytes of lines that are packed together: large enough to pack well, small enough to hold.
const FRAME: usize = 4 << 20;
/// A frame of few lines ends after this many bytes of documents: an interruption costs half a second of work.
const FRAME_INPUT: usize = 4 << 20;
/// Level 3 is the usual one of Zstandard.
const ZSTANDARD_LEVEL: i32 = 3;

/// The format of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// JSON Lines.
    Jsonl,
    /// Pairs, separated by tabs.
    Tsv,
    /// Parquet.
    Parquet,
    /// A stream of Arrow.
    Arrow,
}

impl Form {
    /// The kind of columns, if it has columns.
    fn columns(self) -> Option<columns::Kind> {
        match self {
            Form::Jsonl | Form::Tsv => None,
            Form::Parquet => Some(columns::Kind::Parquet),
            Form::Arrow => Some(columns::Kind::Arrow),
        }
    }
}

/// How the bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Gzip,
    Zstandard,
}

/// What an output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    form: Form,
    packing: Option<Packing>,
}

impl Kind {
    /// The kind of the output: from `--form`, else from its name, else JSON Lines.
    pub(crate) fn of(named: Option<Form>, output: &OutputArguments) -> Result<Kind, Failure> {
        let Some(path) = output.path() else {
            let form = named.unwrap_or(Form::Jsonl);
            return Ok(Kind {
                form,
                packing: None,
            });
        };
        let end = |path: &Path| {
            let end = path.extension().and_then(|end| end.to_str());
            end.unwrap_or_default().to_ascii_lowercase()
        };
        let (packing, inner) = match end(path).as_str() {
            "gz" => (Some(Packing::Gzip), path.with_extension("")),
            "zst" => (Some(Packing::Zstandard), path.with_extension("")),
            _ => (None, path.to_path_buf()),
        };
        let form = match (named, end(&inner).as_str()) {
            (Some(form), _) => form,
            (None, "tsv") => Form::Tsv,
            (None, "parquet") => Form::Parquet,
            (None, "arrows") => Form::Arrow,
            (None, "jsonl" | "ndjson" | "json" | "") => Form::Jsonl,
            _ if !path.is_file() && path.exists() => Form::Jsonl,
            _ => {
                return Err(Failure::new(format!(
                    "{}: expected a name that ends in .jsonl, .tsv, .parquet or .arrows, the first two also with .gz or .zst; or --form",
                    path.display()
                )));
            }
        };
        if form.columns().is_some() && packing.is_some() {
            return Err(Failure::new(format!(
                "{}: expected .parquet or .arrows alone, without .gz or .zst",
                path.display()
            )));
        }
        Ok(Kind { form, packing })
    }

    /// What a line or row holds.
    pub(crate) fn shape(self, wants: Rows) -> Shape {
        match (self.form, wants) {
            (Form::Tsv, _) => Shape::Pairs(PairForm::Tabs),
            (Form::Jsonl, Rows::Pairs) => Shape::Pairs(PairForm::Json),
            (Form::Jsonl, Rows::Documents) => Shape::Documents(DocumentForm::Json),
            (_, Rows::Pairs) => Shape::Pairs(PairForm::Row),
            (_, Rows::Documents) => Shape::Documents(DocumentForm::Row),
        }
    }
}

/// What the user wants to have in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    Documents,
    Pairs,
}

/// An open output.
pub(crate) struct Sink {
    /// The frame that is not complete yet, if the output is packed.
    frame: Option<Frame>,
    target: Target,
}

/// Lines that are packed together.
struct Frame {
    packing: Packing,
    lines: Vec<u8>,
    /// Bytes of their documents.
    n_read: usize,
}

enum Target {
    /// Standard output, a pipe or a device.
    Direct(Opened),
    Resumable(Box<Unfinished>),
    Columns(Box<ColumnsWriter<Opened>>),
}

impl Sink {
    /// Opens an output. With it comes the draft of an interrupted run, if there is one.
    pub(crate) fn open(
        kind: Kind,
        shape: Shape,
        output: &Output,
        header: &Header,
        resume: Resume,
    ) -> Result<(Sink, Option<Left>), Failure> {
        let frame = kind.packing.map(Frame::new);
        let is_file = |path: &&Path| !is_open_already(path) && (path.is_file() || !path.exists());
        let file = output.path().filter(is_file);
        if resume == Resume::Yes && (kind.form.columns().is_some() || file.is_none()) {
            return Err(Failure::new(format!(
                "--resume: expected an output in a file of .jsonl or .tsv, also .gz or .zst, found {}",
                output.name()
            )));
        }
        if let Some(kind) = kind.form.columns() {
            let shape = match shape {
                Shape::Documents(_) => columns::Shape::Answers,
                Shape::Pairs(_) => columns::Shape::Pairs,
            };
            let writer = ColumnsWriter::new(kind, output.open()?, shape)
                .map_err(|error| Failure::new(format!("{}: {error}", output.name())))?;
            let target = Target::Columns(Box::new(writer));
            return Ok((Sink { frame, target }, None));
        }
        let (target, left) = match file {
            None => (Target::Direct(output.open()?), None),
            Some(path) => {
                let (unfinished, left) = Unfinished::open(path, header, resume)?;
                (Target::Resumable(Box::new(unfinished)), left)
            }
        };
        Ok((Sink { frame, target }, left))
    }

    /// Writes what is written of a document, and flushes standard output. `n_bytes` is the size of the document.
    pub(crate) fn write(&mut self, written: &Written, n_bytes: usize) -> io::Result<()> {
        let lines = match (written, &mut self.target) {
            (Written::Rows(rows), Target::Columns(writer)) => return writer.write(rows, n_bytes),
            (Written::Rows(_), _) => unreachable!("rows are made for columns"),
            (Written::Lines(lines), _) => lines,
        };
        let Some(frame) = &mut self.frame else {
            return self.target.write(lines);
        };
        frame.lines.extend_from_slice(lines);
        frame.n_read += n_bytes;
        match frame.is_full() {
            true => self.target.write(&frame.take()?),
            false => Ok(()),
        }
    }

    /// Everything that came is answered: whoever sent it may wait.
    pub(crate) fn complete_batch(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Columns(writer) => writer.complete_batch(),
            // Lines are flushed one by one.
            Target::Direct(_) | Target::Resumable(_) => Ok(()),
        }
    }

    /// Notes that the hash of a pair was looked up.
    pub(crate) fn see(&mut self, hash: u64) {
        if let Target::Resumable(unfinished) = &mut self.target {
            unfinished.see(hash);
        }
    }

    /// Writes a checkpoint, if one is due and everything so far is written.
    pub(crate) fn checkpoint(&mut self, digest: u64, tally: &Tally) -> io::Result<()> {
        let is_written = self.frame.as_ref().is_none_or(Frame::is_empty);
        match &mut self.target {
            Target::Resumable(unfinished) if is_written => unfinished.checkpoint(digest, tally),
            _ => Ok(()),
        }
    }

    /// Completes the output.
    pub(crate) fn finish(mut self, name: &str) -> Result<(), Failure> {
        let io = |error: io::Error| Failure::io(name, &error);
        if let Some(frame) = &mut self.frame {
            let written = frame.take().and_then(|packed| self.target.write(&packed));
            if let Err(error) = written {
                self.give_up();
                return Err(io(error));
            }
        }
        match self.target {
            Target::Direct(opened) => opened.finish(),
            Target::Resumable(unfinished) => unfinished.finish(),
            Target::Columns(writer) => writer.finish().map_err(io)?.finish(),
        }
    }

    /// Gives up. Only a draft that a later run can continue is left.
    pub(crate) fn give_up(self) {
        if let Target::Resumable(unfinished) = self.target {
            unfinished.give_up();
        }
    }
}

impl Frame {
    fn new(packing: Packing) -> Frame {
        Frame {
            packing,
            lines: Vec::new(),
            n_read: 0,
        }
    }

    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.n_read == 0
    }

    fn is_full(&self) -> bool {
        FRAME <= self.lines.len() || FRAME_INPUT <= self.n_read
    }

    /// The packed lines. The frame is empty then.
    fn take(&mut self) -> io::Result<Vec<u8>> {
        self.n_read = 0;
        packed(self.packing, &std::mem::take(&mut self.lines))
    }
}

impl Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Target::Direct(opened) => {
                opened.write_all(bytes)?;
                opened.flush()
            }
            Target::Resumable(unfinished) => unfinished.write_all(bytes),
            // There are no lines for a document that failed among pairs.
            Target::Columns(_) => {
                assert!(bytes.is_empty(), "columns have rows");
                Ok(())
            }
        }
    }
}

/// A frame of these bytes. Nothing in it depends on the clock.
fn packed(packing: Packing, bytes: &[u8]) -> io::Result<Vec<u8>> {
    match packing {
        Packing::Zstandard => zstd::encode_all(bytes, ZSTANDARD_LEVEL),
        Packing::Gzip => {
            let mut packer = GzEncoder::new(Vec::new(), flate2::Compression::default());
            packer.write_all(bytes)?;
            packer.finish()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_form() {
        for (name, form, expected) in [
            ("a.jsonl", None, Ok((Form::Jsonl, None))),
            ("a.jsonl.gz", None, Ok((Form::Jsonl, Some(Packing::Gzip)))),
            (
                "a.JSONL.ZST",
                None,
                Ok((Form::Jsonl, Some(Packing::Zstandard))),
            ),
            ("a.tsv.zst", None, Ok((Form::Tsv, Some(Packing::Zstandard)))),
            ("a.parquet", None, Ok((Form::Parquet, None))),
            (
                "a.parquet.gz",
                None,
                Err("expected .parquet or .arrows alone"),
            ),
            ("a.arrows", None, Ok((Form::Arrow, None))),
            (
                "a.arrows.zst",
                None,
                Err("expected .parquet or .arrows alone"),
            ),
            ("beads", None, Ok((Form::Jsonl, None))),
            ("a.txt", None, Err("expected a name that ends in .jsonl")),
            ("a.txt", Some(Form::Tsv), Ok((Form::Tsv, None))),
            ("/dev/null", None, Ok((Form::Jsonl, None))),
        ] {
            let output = OutputArguments::of(name);
            match (Kind::of(form, &output), expected) {
                (Ok(kind), Ok(expected)) => {
                    assert_eq!((kind.form, kind.packing), expected, "{name}")
                }
                (Err(error), Err(expected)) => {
                    let message = format!("{error:?}");
                    assert!(message.contains(expected), "{name}: {message}");
                }
                (found, _) => panic!("{name}: {found:?}"),
            }
        }
    }

    #[test]
    fn frames_are_unpacked_together() {
        let text = "雨が降った。\n".repeat(1_000);
        for packing in [Packing::Gzip, Packing::Zstandard] {
            let mut bytes = packed(packing, text.as_bytes()).unwrap();
            bytes.extend(packed(packing, b"second").unwrap());
            let mut unpacked = String::new();
            match packing {
                Packing::Gzip => io::Read::read_to_string(
                    &mut flate2::read::MultiGzDecoder::new(&*bytes),
                    &mut unpacked,
                ),
                _ => io::Read::read_to_string(
                    &mut zstd::Decoder::new(&*bytes).unwrap(),
                    &mut unpacked,
                ),
            }
            .unwrap();
            assert_eq!(unpacked, format!("{text}second"), "{packing:?}");
        }
    }
}
