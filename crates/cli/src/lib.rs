//! The command `taiyaku`: its arguments, errors and outputs.
//!
//! In: the command line. Out: files or standard output, messages on standard error, and an exit code: 0 for success, 1 for
//! a failure, 2 for invalid arguments, 3 if some documents of a corpus were not aligned. The public modules are for the other
//! programs of the repository and may change in any version.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Writes a line to standard error, in which names and texts of the input control no terminal. A closed standard error is no
/// reason to stop: the output is what counts.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let words = format!($($words)*);
        let _ = writeln!(std::io::stderr(), "{}", $crate::failure::harmless(&words));
    }};
}

mod align;
mod bitext;
mod checks;
mod convert;
mod corpus;
#[cfg(feature = "desk")]
mod desk;
pub mod embeddings;
pub mod failure;
mod form;
mod interrupt;
pub mod lexicon;
mod lines;
mod npy;
pub mod output;
mod pairs;
mod patience;
mod pdf;
pub mod progress;
mod read;
mod realign;
mod review;
mod segment;
mod sheet;
mod strangers;
pub mod threads;
mod tongue;

/// Align a Japanese translation with its English original, sentence by sentence, and review it.
///
/// The command uses no neural model and no network: no text leaves your machine. The same input gives the same output on
/// every machine.
///
/// Examples:
///   taiyaku align page.txt -o pairs.tsv                          a page that holds both languages
///   taiyaku align --source en.txt --target ja.txt -o pairs.tsv   two files
///   taiyaku review page.txt -o review.html                       a page for the review of the translation
///   taiyaku convert memory.tmx pairs.xlsx                        a file that is aligned already, in another format
///   taiyaku corpus < texts.jsonl > beads.jsonl                   many texts
///   taiyaku segment novel.txt                                    sentences, one a line
///   taiyaku desk                                                 all of a review in the browser
///
/// `taiyaku align --help` shows the options of `align`; the other subcommands have --help too.
#[derive(Parser)]
#[command(
    name = "taiyaku",
    version,
    verbatim_doc_comment,
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    Align(Box<align::Arguments>),
    Review(review::Arguments),
    Realign(realign::Arguments),
    Convert(Box<convert::Arguments>),
    Corpus(corpus::Arguments),
    Segment(segment::Arguments),
    #[cfg(feature = "desk")]
    Desk(desk::Arguments),
}

/// Runs the command line.
pub fn main() -> ExitCode {
    interrupt::listen();
    failure::exit_code(match Arguments::parse().task {
        Task::Align(arguments) => align::run(&arguments),
        Task::Review(arguments) => review::run(&arguments),
        Task::Realign(arguments) => realign::run(&arguments),
        Task::Convert(arguments) => convert::run(&arguments),
        Task::Corpus(arguments) => corpus::run(&arguments),
        Task::Segment(arguments) => segment::run(&arguments),
        #[cfg(feature = "desk")]
        Task::Desk(arguments) => desk::run(&arguments),
    })
}
