//! The command `taiyaku`: one tree of arguments, one way of errors, one way of output.
//!
//! In: the command line. Out: files or the standard output, messages on the standard error, an exit code: 0, 1 for what
//! failed, 2 for arguments that make no sense. The public modules are for the other programs of the repository, and no
//! promise.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod align;
mod bitext;
mod corpus;
mod embeddings;
pub mod failure;
mod form;
pub mod lexicon;
mod lines;
mod npy;
pub mod output;
mod patience;
pub mod progress;
mod realign;
mod review;
mod segment;
mod sheet;
pub mod threads;
mod tongue;

/// Align a Japanese translation with its English original, sentence by sentence, and review it.
///
/// Nothing is sent anywhere: there is no neural model and no network. The same input gives the same output on every
/// machine.
///
/// Examples:
///   taiyaku align page.txt -o pairs.tsv                          a page that carries both languages
///   taiyaku align --source en.txt --target ja.txt -o pairs.tsv   two files
///   taiyaku review page.txt -o review.html                       a page on which to review the translation
///   taiyaku corpus < texts.jsonl > beads.jsonl                   many texts
///   taiyaku segment novel.txt                                    sentences, one a line
///
/// `taiyaku align --help` shows the options of `align`, and so on.
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
    Corpus(corpus::Arguments),
    Segment(segment::Arguments),
}

/// Does what the command line asks for.
pub fn main() -> ExitCode {
    failure::exit_code(match Arguments::parse().task {
        Task::Align(arguments) => align::run(&arguments),
        Task::Review(arguments) => review::run(&arguments),
        Task::Realign(arguments) => realign::run(&arguments),
        Task::Corpus(arguments) => corpus::run(&arguments),
        Task::Segment(arguments) => segment::run(&arguments),
    })
}
