//! Makes `data/lexicon.tsv` from EDICT (in UTF-8), or, without arguments, says what the embedded one holds.
//!
//! `scripts/build_lexicon.sh` runs it on the file of Debian's package `edict`.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use taiyaku::format::{check_output, to_file};
use taiyaku::lexicon::Lexicon;

/// Make a lexicon file from EDICT: one line a key, with the stems of its English glosses.
///
/// EDICT comes in EUC-JP; convert it first: `iconv -f EUC-JP -t UTF-8 edict > edict.utf8`. Without arguments the
/// size of the embedded lexicon and whose work it is are printed.
#[derive(Parser)]
struct Arguments {
    /// EDICT in UTF-8
    edict: Option<PathBuf>,
    /// Where to write; standard output if left out
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Take every entry, not only the common ones, marked (P), and short words of computing, marked (comp)
    #[arg(long)]
    all: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("build_lexicon: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let Some(edict) = &arguments.edict else {
        #[cfg(feature = "lexicon")]
        println!(
            "{} keys, {} bytes\n{}",
            Lexicon::embedded().len(),
            Lexicon::embedded().as_text().len(),
            Lexicon::ATTRIBUTION
        );
        return Ok(());
    };
    if let Some(output) = &arguments.output {
        check_output(output, [edict]).map_err(|error| error.to_string())?;
    }
    let lexicon =
        read(edict, arguments.all).map_err(|error| format!("{}: {error}", edict.display()))?;
    match &arguments.output {
        Some(path) => to_file(path, |out| Ok(out.write_all(lexicon.as_text().as_bytes())?))
            .map_err(|error| error.to_string()),
        None => {
            print!("{}", lexicon.as_text());
            Ok(())
        }
    }
}

fn read(path: &Path, all: bool) -> Result<Lexicon, Box<dyn std::error::Error>> {
    let mut kept = String::new();
    for line in BufReader::new(File::open(path)?).lines() {
        let line = line?;
        // An empty line in place of the others keeps the numbers of the lines right in messages.
        if all || line.ends_with("/(P)/") || is_short_computing_word(&line) {
            kept.push_str(&line);
        }
        kept.push('\n');
    }
    Ok(Lexicon::from_reader(Cursor::new(kept))?)
}

/// Whether an entry is marked as a word of computing, which technical texts are full of, is short enough to be a
/// building block of longer ones, and is not katakana, which is met by its sound.
fn is_short_computing_word(line: &str) -> bool {
    const LONGEST: usize = 4;
    let headword = line.split(' ').next().unwrap_or_default();
    let is_kana = headword
        .chars()
        .all(|character| ('ぁ'..='ヿ').contains(&character));
    line.contains("(comp)") && !is_kana && headword.chars().count() <= LONGEST
}
