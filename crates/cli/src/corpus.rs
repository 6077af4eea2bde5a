//! `corpus`: aligns many bitexts, JSON Lines in and out, in the same order, in constant memory.
//!
//! In: lines. Out: a line for each. O(bytes).

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;
use taiyaku::format::json_lines::{self, Aligned, Answer, Failed, Id, Request};
use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Bitext};

use crate::checks::ChecksArguments;
use crate::failure::{Failure, exit_code};
use crate::lexicon::LexiconArguments;
use crate::output::OutputArguments;
use crate::progress::Progress;
use crate::threads::ThreadsArguments;

mod across;
pub(crate) mod matching;

/// A batch ends with this many lines or bytes, or when no further line has arrived yet.
const BATCH_LINES: usize = 256;
const BATCH_BYTES: usize = 4 << 20;
/// Lines read ahead while a batch is aligned.
const LINES_AHEAD: usize = 64;

/// Align many bitexts: reads one JSON object a line and writes one a line, in the same order.
///
/// An input line is {"id": "doc-1", "source": "English text", "target": "日本語のテキスト"}, or
/// {"id": "doc-2", "page": "both in one text"}.
///
/// "format" names the format of the texts ("markdown", "html", "srt", "vtt", "ass", "aozora"; "text" is the default), or
/// "source_format" and "target_format" those of each. A bead of code has "block": "code". Cue lines, running heads, notation
/// and the like are in no bead; where they interrupt a sentence, a segment has more than one span.
///
/// An output line is {"id": "doc-1", "beads": [{"source": [[0, 57]], "target": [[0, 21], [21, 40]], "confidence": 0.98}, …]}.
/// Spans are half-open and count Unicode scalar values of the input text, so that Python slices with them directly. There
/// is one span a segment. An empty list is the empty side of an omission or addition. For a page, the spans of both sides
/// count in the page.
///
/// A passage that the translation has at another place is a null in "beads" and is also listed in "moved":
/// {"id": …, "beads": […], "moved": [{"source": [[60, 93]], "target": [[8, 21]], "confidence": 0.99}]}.
///
/// With --findings every bead also has "findings": [{"check": "number", "severity": "error", "mqm": "number", "its": "numbers",
/// "source": [[10, 14]], "target": [[3, 5]], "detail": "24 in the original, 42 in the translation", "detail_ja": "…",
/// "id": "…"}]. "mqm" and "its" are its types in MQM and in ITS 2.0. A finding with places in several beads is listed once, at
/// the first. --across also reports sentences and terms that are rendered in another way than in other lines.
///
/// A line that cannot be aligned returns {"id": "doc-3", "line": 3, "error": "what is wrong and where"}. The other lines
/// are aligned, the number of such lines is printed on standard error, and the exit code is 0.
///
/// Examples:
///   taiyaku corpus texts.jsonl -o beads.jsonl
///   taiyaku corpus texts.jsonl --findings --across -o findings.jsonl
///   cat texts.jsonl | taiyaku corpus --threads 1 | jq -c '.beads[]'
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The JSON Lines to read; `-` is standard input.
    #[arg(default_value = "-")]
    input: PathBuf,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    threads: ThreadsArguments,
    /// Number of passes over each document [default: 2, or 3 if the lexicon knows no word of it].
    #[arg(long, value_name = "N")]
    passes: Option<usize>,
    /// Review the pairs and write the findings of every bead.
    #[arg(long)]
    findings: bool,
    #[command(flatten)]
    checks: ChecksArguments,
    /// With --findings: compare the sentences and terms of every line with those of all others. The input must be a file;
    /// it is read and aligned twice.
    #[arg(long, requires = "findings")]
    across: bool,
    #[command(flatten)]
    lexicon: LexiconArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.run(|| corpus(arguments))
}

fn corpus(arguments: &Arguments) -> Result<(), Failure> {
    let inputs = [arguments.input.as_path()].into_iter();
    let output = arguments
        .output
        .other_than(inputs.chain(arguments.lexicon.inputs()))?;
    let mut input_name = arguments.input.display().to_string();
    let input: Box<dyn BufRead + Send> = if input_name == "-" {
        input_name = "standard input".into();
        if io::stdin().is_terminal() {
            say!("reading JSON Lines from the terminal; --help describes the format");
        }
        Box::new(BufReader::new(io::stdin()))
    } else {
        let file =
            File::open(&arguments.input).map_err(|error| Failure::io(&input_name, &error))?;
        Box::new(BufReader::with_capacity(1 << 16, file))
    };
    let mut worker = worker(arguments)?;
    if arguments.across
        && let Some(options) = worker.review.take()
    {
        let is_file = std::fs::metadata(&arguments.input).is_ok_and(|input| input.is_file());
        if !is_file {
            return Err(Failure::new(format!(
                "--across reads the input twice: expected a file, found {input_name}"
            )));
        }
        let memory = across::memory(&arguments.input, &worker)?;
        worker.review = Some(options.memory(memory));
    }
    let mut opened = output.open()?;
    let (sender, lines) = sync_channel(LINES_AHEAD);
    thread::scope(|scope| {
        let reader = scope.spawn(move || read_lines(input, &sender));
        let aligned = align_lines(&worker, lines, &mut opened, &input_name)
            .map_err(|error| Failure::io(output.name(), &error));
        if aligned.is_err() {
            // Removes the unfinished file.
            drop(opened);
            // The reader may wait for input that never comes. It is not joined.
            exit_now(aligned);
        }
        let read = reader.join().expect("the reader does not panic");
        read.map_err(|error| Failure::io(&input_name, &error))?;
        opened.finish()
    })
}

fn exit_now(result: Result<(), Failure>) -> ! {
    let code = i32::from(exit_code(result) != ExitCode::SUCCESS);
    std::process::exit(code)
}

/// What every line needs: the aligner, and the options of the review.
struct Worker {
    aligner: Aligner,
    review: Option<ReviewOptions>,
}

fn worker(arguments: &Arguments) -> Result<Worker, Failure> {
    let knowledge = arguments.lexicon.read()?;
    let mut builder = knowledge.aligner_builder();
    if let Some(passes) = arguments.passes {
        builder = builder.passes(passes);
    }
    if !arguments.findings {
        arguments.checks.refuse()?;
    }
    let options = arguments.checks.options()?;
    Ok(Worker {
        aligner: builder.build(),
        review: arguments.findings.then_some(options),
    })
}

/// A line of the input, counted from 1, without its line break.
struct Line {
    number: usize,
    bytes: Vec<u8>,
}

fn read_lines(mut input: impl BufRead, sender: &SyncSender<Line>) -> io::Result<()> {
    for number in 1.. {
        let mut bytes = Vec::new();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if !bytes.trim_ascii().is_empty() && sender.send(Line { number, bytes }).is_err() {
            break;
        }
    }
    Ok(())
}

/// Answers in batches. Memory is bounded, the order is kept, and a batch ends when no further line has arrived, so that
/// an interactive caller gets its answer.
fn align_lines(
    worker: &Worker,
    lines: Receiver<Line>,
    output: &mut impl Write,
    input_name: &str,
) -> io::Result<()> {
    let mut progress = Progress::start();
    let (mut n_lines, mut n_bad) = (0, 0);
    let mut first_bad = None;
    let mut batch = Vec::new();
    while let Ok(first) = lines.recv() {
        let mut n_bytes = first.bytes.len();
        batch.push(first);
        while batch.len() < BATCH_LINES && n_bytes < BATCH_BYTES {
            let Ok(line) = lines.try_recv() else { break };
            n_bytes += line.bytes.len();
            batch.push(line);
        }
        n_lines += batch.len();
        let answers: Vec<_> = batch
            .par_drain(..)
            .map(|line| answer(worker, line))
            .collect();
        for answer in answers {
            output.write_all(&answer.json)?;
            if let Some(problem) = answer.problem {
                n_bad += 1;
                first_bad.get_or_insert(problem);
            }
        }
        output.flush()?;
        progress.show(|| format!("{n_lines} lines aligned"));
    }
    if let Some(problem) = first_bad {
        say!("{input_name}: {n_bad} of {n_lines} lines were not aligned; the first is {problem}");
    }
    Ok(())
}

/// A line of the output.
struct Answered {
    json: Vec<u8>,
    /// The error, if the answer is an error object.
    problem: Option<String>,
}

fn answer(worker: &Worker, line: Line) -> Answered {
    let number = line.number;
    let (id, bitext) = bitext(&line);
    let (answer, problem) = match bitext {
        Ok(bitext) => (Answer::Aligned(aligned(worker, id, &bitext)), None),
        Err(error) => {
            let problem = format!("line {number}: {error}");
            (
                Answer::Failed(Failed::new(id, number, error)),
                Some(problem),
            )
        }
    };
    let mut json = Vec::new();
    json_lines::write_answer(&answer, &mut json).expect("memory does not fail");
    Answered { json, problem }
}

fn bitext(line: &Line) -> (Id, Result<Bitext, String>) {
    let (id, texts) = json_lines::read_request(&line.bytes);
    let bitext = texts.and_then(Request::into_bitext);
    (id, bitext.map_err(|error| error.to_string()))
}

fn aligned(worker: &Worker, id: Id, bitext: &Bitext) -> Aligned {
    let anchored = worker.aligner.read(bitext);
    let alignment = worker.aligner.align(&anchored);
    let moved = worker.aligner.moved(&anchored, &alignment);
    let aligned = Aligned::new(id, bitext, &alignment, &moved);
    match &worker.review {
        Some(options) => aligned.with_findings(bitext, &review(&anchored, &alignment, options)),
        None => aligned,
    }
}
