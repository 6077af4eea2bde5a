//! Makes `data/dictionary/siblings.tsv` from WordNet: the words of narrow classes (colours, kin, animals, …), which exclude each
//! other, and pairs of opposites.
//!
//! `scripts/build_siblings.sh` runs it on the database of WordNet 3.1.

mod classes;
mod wordnet;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use taiyaku_cli::failure::{Failure, exit_code};
use taiyaku_cli::output::OutputArguments;

use crate::wordnet::WordNet;

/// Make the file of words that exclude each other from the database of WordNet.
#[derive(Parser)]
struct Arguments {
    /// The folder of WordNet that holds `data.noun` and `index.sense`
    wordnet: PathBuf,
    #[command(flatten)]
    output: OutputArguments,
}

/// What stands before the words.
const HEAD: &str = "\
# English words that exclude each other, a word a line, tabs between: the class; the word, behind \"-\" if it is looked for in English
# only, since its stem means other things too; its stem; and words of the class that do not exclude it, because one may stand for the
# other (a poodle is a dog). In the classes \"opposite\" and \"opposite-verb\" the last column has the words that do exclude it.
# Derived from WordNet 3.1, Copyright 2011 by Princeton University: see LICENSE. Made by scripts/build_siblings.sh.
";

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let output = arguments
        .output
        .other_than(std::iter::once(arguments.wordnet.as_path()))?;
    let net = WordNet::read(&arguments.wordnet)?;
    let lines = classes::lines(&net)?;
    output.write(|out| {
        out.write_all(HEAD.as_bytes())?;
        for line in &lines {
            writeln!(out, "{line}")?;
        }
        Ok(())
    })
}
