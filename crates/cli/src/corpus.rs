//! `corpus`: aligns many bitexts, in bounded memory, and loses nothing.
//!
//! In: JSON Lines, Parquet, Arrow, a table of paths or a folder of pairs. Out: an answer for each document, in order. O(bytes).
//!
//! `input` gives records, `worker` answers each, `taiyaku::corpus::stream` keeps the order and the memory, `sink` writes.

use std::path::{Path, PathBuf};

use taiyaku::WorkLimit;
use taiyaku::corpus::matching::Match;
use taiyaku::corpus::{InFlight, Order};

use crate::checks::ChecksArguments;
use crate::corpus::answer::Shape;
use crate::corpus::filter::FilterArguments;
use crate::corpus::input::{Input, Opened};
use crate::corpus::matching::Matching;
use crate::corpus::record::numbered;
use crate::corpus::run::Run;
use crate::corpus::sink::{Form, Kind, Rows, Sink};
use crate::corpus::unfinished::{Header, Resume};
use crate::corpus::weight::largest_document;
use crate::corpus::worker::Worker;
use crate::failure::Failure;
use crate::lexicon::LexiconArguments;
use crate::output::OutputArguments;
use crate::threads::ThreadsArguments;

mod across;
mod answer;
#[cfg(feature = "parquet")]
mod columns;
#[cfg(not(feature = "parquet"))]
#[path = "corpus/no_columns.rs"]
mod columns;
mod draft_folder;
mod files;
mod filter;
mod folder;
mod input;
mod lines;
mod matching;
mod record;
mod run;
mod sink;
mod table;
mod tally;
mod unfinished;
mod walk;
mod weight;
mod worker;

/// Align many documents, in bounded memory: JSON Lines, Parquet, Arrow, a table of paths or a folder in; beads or pairs out.
///
/// INPUT is
///   - JSON Lines, plain, .gz or .zst: {"id": "doc-1", "source": "English text", "target": "日本語のテキスト"}, or
///     {"id": "doc-2", "page": "both in one text"}. "format" names the format of the texts (text, the default; markdown, html,
///     srt, vtt, ass, aozora), or "source_format" and "target_format" those of each;
///   - Parquet with columns of these names, or with a column "json" that has such lines. Its pages are read as its writer made
///     them, whatever their size;
///   - Arrow with the same columns: a stream of the IPC format, also on standard input, or a file of it. Columns of bytes are
///     texts too;
///   - a table of paths, plain, that ends in .tsv: an original, a tab and its translation a row; or the first row names the
///     columns: "source" and "target", or "page", and "id". Paths count from the folder of the table, a field may be quoted as
///     in CSV, a row with one side is skipped;
///   - a folder of files whose names differ in their language: a.en.txt and a.ja.txt, en/a.md and ja-JP/a.md. Files that are
///     aligned already (.po, .xlf, .tmx) are documents too.
///
/// The output is JSON Lines, Parquet or a stream of Arrow (.arrows), by the name of the output:
/// {"id": "doc-1", "beads": [{"source": [[0, 57]], "target": [[0, 21], [21, 40]], "confidence": 0.98}, …]}.
/// Spans are half-open and count Unicode scalar values of the input text, so that Python slices with them directly. There
/// is one span a segment, or more where a cue line or a running head interrupts it. An empty list is the empty side of an
/// omission or addition. For a page, the spans of both sides count in the page. A bead of code has "block": "code".
///
/// A passage that the translation has at another place is a null in "beads" and is also listed in "moved":
/// {"id": …, "beads": […], "moved": [{"source": [[60, 93]], "target": [[8, 21]], "confidence": 0.99}]}.
///
/// With --pairs the output has a line for each pair, {"id": …, "source": "…", "target": "…", "confidence": 0.98}, without
/// omissions, additions and code. A .tsv has the same, separated by tabs: original, translation, confidence, id.
///
/// With --findings every bead also has "findings": [{"check": "number", "severity": "error", "mqm": "number", "its": "numbers",
/// "source": [[10, 14]], "target": [[3, 5]], "detail": "24 in the original, 42 in the translation", "detail_ja": "…",
/// "id": "…"}]. "mqm" and "its" are its types in MQM and in ITS 2.0. A finding with places in several beads is listed once, at
/// the first. --across also reports sentences and terms that are rendered in another way than in other documents.
///
/// A document that cannot be aligned gets {"id": "doc-3", "line": 3, "error": "what is wrong and where"}, the others are
/// aligned, and the exit code is 3. "line" is the line of a file or table, the row of Parquet or Arrow, or the place of the
/// document in a folder. With --pairs such a document has no line; it is counted on standard error.
///
/// A program can feed a stream of Arrow and read one (--form arrow). Each document is a row of the output, in order. The rows of
/// a batch are written when its last document is done, those of a large batch in parts.
///
/// An output is complete or not there. After a kill, --resume continues the run and writes the same bytes as an undisturbed
/// run.
///
/// Examples:
///   taiyaku corpus texts.jsonl -o beads.jsonl
///   taiyaku corpus texts.jsonl.gz -o beads.parquet
///   taiyaku corpus folder -o pairs.tsv.zst --min-confidence .9 --no-identical --no-duplicates
///   taiyaku corpus texts.jsonl -o beads.jsonl --resume
///   taiyaku corpus --match en/ ja/ -o documents.tsv && taiyaku corpus documents.tsv -o beads.jsonl
///   taiyaku corpus texts.jsonl --findings --across -o findings.jsonl
///   cat texts.jsonl | taiyaku corpus --threads 1 | jq -c '.beads[]'
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// What to read; `-` is JSON Lines or a stream of Arrow on standard input. With --match, the English documents.
    #[arg(default_value = "-")]
    input: PathBuf,
    /// With --match: the Japanese documents.
    #[arg(requires = "matches")]
    targets: Option<PathBuf>,
    /// Find which document of INPUT goes with which of TARGETS, by what they have in common. Both are folders, or JSON Lines
    /// of {"id": …, "text": …}. The output is a table of paths, or JSON Lines; both are an input of this command. A document
    /// without a partner is listed. --min-confidence is that of a match [default: .5].
    #[arg(long = "match", requires = "targets", conflicts_with_all = NOT_WITH_MATCH)]
    matches: bool,
    #[command(flatten)]
    output: OutputArguments,
    /// Format of the output [default: that of its name, else jsonl].
    #[arg(long, value_name = "NAME")]
    form: Option<Form>,
    /// Write a line for each pair with its texts instead of a line for each document.
    #[arg(long)]
    pairs: bool,
    #[command(flatten)]
    flow: FlowArguments,
    #[command(flatten)]
    work: WorkArguments,
    #[command(flatten)]
    filters: FilterArguments,
}

/// The options that are about pairs of sentences.
const NOT_WITH_MATCH: [&str; 16] = [
    "form",
    "pairs",
    "resume",
    "unordered",
    "max_work",
    "passes",
    "findings",
    "checks",
    "across",
    "one_to_one",
    "no_nulls",
    "max_length_ratio",
    "languages",
    "no_identical",
    "no_duplicates",
    "drop_findings",
];

/// How the documents flow through the program.
#[derive(clap::Args)]
struct FlowArguments {
    #[command(flatten)]
    threads: ThreadsArguments,
    /// Memory for the documents that are worked on at the same time, in MiB. A document that needs more is not aligned.
    /// Besides, each thread needs at most a quarter of it for a document in which nothing matches.
    #[arg(long, value_name = "MIB", default_value_t = 256, value_parser = clap::value_parser!(u32).range(16..=1 << 20))]
    memory: u32,
    /// Most work for one document, in millions of cells that the dynamic programme visits. 3 million take about a second.
    /// An ordinary document has about ten cells a sentence.
    #[arg(long, value_name = "MILLIONS", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    max_work: u32,
    /// Write each document when it is done. The output then depends on chance.
    #[arg(long, conflicts_with = "resume")]
    unordered: bool,
    /// Continue an interrupted run of the same command. If this run is interrupted, its draft is kept in the folder NAME.part
    /// beside the output. Without this option the draft is removed, except after a kill.
    #[arg(long)]
    resume: bool,
}

/// What is done with each document.
#[derive(clap::Args)]
struct WorkArguments {
    /// Number of passes over each document [default: 2, or 3 if the lexicon knows no word of it].
    #[arg(long, value_name = "N")]
    passes: Option<usize>,
    /// Review the pairs and write the findings of every bead.
    #[arg(long)]
    findings: bool,
    #[command(flatten)]
    checks: ChecksArguments,
    /// With --findings: compare the sentences and terms of every document with those of all others. The input must be a file
    /// or a folder; it is read and aligned twice.
    #[arg(long, requires = "findings")]
    across: bool,
    #[command(flatten)]
    lexicon: LexiconArguments,
}

/// Of the memory, what one search of the dynamic programme may take, and what one of its cells takes: 140 bytes, measured on
/// 12,000 lines that are all alike.
const SEARCH_SHARE: u64 = 4;
const BYTES_A_CELL: u64 = 140;

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.flow.threads.run(|| match &arguments.targets {
        Some(targets) => arguments.match_with(targets),
        None => corpus(arguments),
    })
}

fn corpus(arguments: &Arguments) -> Result<(), Failure> {
    let kind = Kind::of(arguments.form, &arguments.output)?;
    let rows = match arguments.pairs {
        true => Rows::Pairs,
        false => Rows::Documents,
    };
    let (mut worker, glossary) = arguments.worker(kind.shape(rows))?;
    let input = Input::new(&arguments.input)?;
    if arguments.work.across && !input.is_repeatable() {
        return Err(Failure::new(format!(
            "--across reads the input twice: expected a file or a folder, found {}",
            input.name()
        )));
    }
    let largest = largest_document(arguments.flow.bytes());
    let in_flight = arguments.flow.in_flight();
    let Opened {
        records,
        all,
        files,
    } = input.open(largest)?;
    let inputs = [arguments.input.as_path()].into_iter();
    let inputs = inputs.chain(files.iter().map(PathBuf::as_path));
    let lexicon = arguments.work.lexicon.inputs();
    let output = arguments.output.other_than(inputs.chain(lexicon))?;
    let mut digests = vec![glossary];
    if let Some(options) = worker.review.take_if(|_| arguments.work.across) {
        let (memory, digest) = across::memory(input.open(largest)?, &worker, in_flight)?;
        worker.review = Some(options.memory(memory));
        digests.push(digest);
    }
    let header = arguments.header(kind, &digests);
    let resume = match arguments.flow.resume {
        true => Resume::Yes,
        false => Resume::No,
    };
    let (sink, left) = Sink::open(kind, worker.shape, &output, &header, resume)?;
    let filters = worker.filters.as_ref();
    let duplicates = filters.and_then(|filters| filters.duplicates());
    let mut run = Run::new([input.name(), output.name()], sink, duplicates, all);
    let mut records = numbered(records);
    if let Some(left) = left {
        run = run.resume(&mut records, left)?;
    }
    run.over(records, &worker, in_flight)
}

impl FlowArguments {
    fn bytes(&self) -> usize {
        (self.memory as usize) << 20
    }

    fn in_flight(&self) -> InFlight {
        InFlight::bytes(self.bytes()).order(match self.unordered {
            true => Order::AsDone,
            false => Order::Kept,
        })
    }

    fn limit(&self) -> WorkLimit {
        WorkLimit {
            cells: u64::from(self.max_work) * 1_000_000,
            cells_at_once: self.bytes() as u64 / SEARCH_SHARE / BYTES_A_CELL,
        }
    }
}

impl Arguments {
    fn match_with(&self, targets: &Path) -> Result<(), Failure> {
        let least = self.filters.least_confidence(Match::LEAST_CONFIDENCE)?;
        let lexicon = &self.work.lexicon;
        let other_inputs: Vec<&Path> = lexicon.inputs().collect();
        let matching = Matching {
            sources: &self.input,
            targets,
            output: &self.output,
            least_confidence: least,
            other_inputs: &other_inputs,
            memory: self.flow.bytes(),
        };
        matching::run(&matching, &lexicon.read()?.aligner())
    }

    /// The worker, and the digest of the glossary.
    fn worker(&self, shape: Shape) -> Result<(Worker, u64), Failure> {
        let work = &self.work;
        let filters = self.filters.filters()?;
        let needs_findings = filters
            .as_ref()
            .is_some_and(|filters| filters.needs_findings());
        let is_reviewed = work.findings || needs_findings;
        if !is_reviewed {
            work.checks.refuse()?;
        }
        let options = work.checks.options()?;
        let knowledge = work.lexicon.read()?;
        let mut builder = knowledge.aligner_builder();
        if let Some(passes) = work.passes {
            builder = builder.passes(passes);
        }
        let worker = Worker {
            aligner: builder.build(),
            review: is_reviewed.then_some(options),
            filters,
            shape,
            limit: self.flow.limit(),
        };
        Ok((worker, knowledge.digest))
    }

    /// What a later run must have in common with this one. `digests` are those of the glossary and of the input of --across.
    fn header(&self, kind: Kind, digests: &[u64]) -> Header {
        let FlowArguments {
            memory, max_work, ..
        } = self.flow;
        let work = &self.work;
        let options = [
            ("output", format!("{kind:?}")),
            ("--pairs", self.pairs.to_string()),
            ("--memory", memory.to_string()),
            ("--max-work", max_work.to_string()),
            ("--passes", format!("{:?}", work.passes)),
            ("--findings", work.findings.to_string()),
            ("--checks", format!("{:?}", work.checks)),
            ("--across", work.across.to_string()),
            ("dictionary", format!("{:?}", work.lexicon)),
            ("glossary or input of --across", format!("{digests:x?}")),
            ("filters", format!("{:?}", self.filters)),
        ];
        Header {
            taiyaku: env!("CARGO_PKG_VERSION").to_owned(),
            options: options
                .map(|(name, value)| (name.to_owned(), value))
                .to_vec(),
        }
    }
}
