//! `corpus`: many bitexts, JSON Lines in, JSON Lines out, in the same order, in constant memory.
//!
//! In: lines. Out: a line for each. O(bytes).

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;
use taiyaku::format::json_lines::{self, Aligned, Answer, Failed, Id, Texts};
use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Bitext};

use crate::failure::{Failure, exit_code};
use crate::lexicon::LexiconArguments;
use crate::output::OutputArguments;
use crate::progress::Progress;
use crate::threads::ThreadsArguments;

mod across;

/// A batch ends with this many lines or bytes, or when no further line has arrived yet.
const BATCH_LINES: usize = 256;
const BATCH_BYTES: usize = 4 << 20;
/// Lines read ahead while a batch is aligned.
const LINES_AHEAD: usize = 64;

/// Align many bitexts: one JSON object a line in, one a line out, in the same order.
///
/// A line in is {"id": "doc-1", "source": "English text", "target": "日本語のテキスト"}, or
/// {"id": "doc-2", "page": "both in one text"}.
///
/// A line out is {"id": "doc-1", "beads": [{"source": [[0, 57]], "target": [[0, 21], [21, 40]], "confidence": 0.98}, …]}.
/// Each span is half-open and counts Unicode scalar values of the text given, so that a Python user slices with
/// it directly; there is one span a segment, and an empty list is the empty side of an omission or addition.
/// The spans of both sides of a page count in the page.
///
/// A passage that the translation has at another place is null there, and stands in "moved" besides, in the same form:
/// {"id": …, "beads": […], "moved": [{"source": [[60, 93]], "target": [[8, 21]], "confidence": 0.99}]}.
///
/// With --findings every bead also has "findings": [{"check": "number", "severity": "error", "source": [[10, 14]], "target": [[3, 5]],
/// "detail": "24 in the original, 42 in the translation", "detail_ja": "…", "id": "…"}]; one that spans several beads stands at
/// the first. --across tells besides where a sentence or a term is rendered in another way than in the other lines.
///
/// A line that cannot be aligned gives {"id": "doc-3", "line": 3, "error": "what is wrong and where"}, and the next
/// line goes on; the command still ends with exit code 0, and says on the standard error how many lines were bad.
///
/// Examples:
///   taiyaku corpus texts.jsonl -o beads.jsonl
///   taiyaku corpus texts.jsonl --findings --across -o findings.jsonl
///   cat texts.jsonl | taiyaku corpus --threads 1 | jq -c '.beads[]'
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// JSON Lines to read; `-` is the standard input.
    #[arg(default_value = "-")]
    input: PathBuf,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    threads: ThreadsArguments,
    /// Passes over each document [default: what suits the lexicon].
    #[arg(long, value_name = "N")]
    passes: Option<usize>,
    /// Review the pairs, and tell the findings of every bead.
    #[arg(long)]
    findings: bool,
    /// With --findings: hold sentences and terms of every line against those of all others. The input, a file, is read
    /// and aligned twice.
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
            eprintln!("reading JSON Lines from the terminal; --help tells the form");
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
        if input_name == "standard input" {
            return Err(Failure::new(
                "--across reads the input twice: give it a file instead of the standard input",
            ));
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
            // Half a file goes.
            drop(opened);
            // The reader may wait for input that never comes; nobody would take the answers.
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

/// What every line is answered with.
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
    Ok(Worker {
        aligner: builder.build(),
        review: arguments.findings.then(ReviewOptions::default),
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

/// Answers batch by batch, so that memory is bounded, a reader that waits for an answer gets it, and the
/// order is kept.
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
        eprintln!("{input_name}: {n_bad} of {n_lines} lines were bad, the first: {problem}");
    }
    Ok(())
}

/// A line of the output.
struct Answered {
    json: Vec<u8>,
    /// What was wrong, if the answer is an error object.
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
    let bitext = texts.and_then(Texts::into_bitext);
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
