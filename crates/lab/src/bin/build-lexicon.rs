//! Makes `data/dictionary/lexicon.tsv` from EDICT (in UTF-8), or, without arguments, says what the embedded one holds.
//!
//! `scripts/build_lexicon.sh` runs it on the file of Debian's package `edict`.

use std::io::{BufRead, Cursor};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use taiyaku::lexicon::Lexicon;
use taiyaku_cli::failure::{Failure, exit_code};
use taiyaku_cli::lexicon::reader;
use taiyaku_cli::output::OutputArguments;

/// Make a lexicon file from EDICT: one line a key, with the stems of its English glosses.
///
/// EDICT comes in EUC-JP; convert it first: `iconv -f EUC-JP -t UTF-8 edict > edict.utf8`. Without arguments the
/// size of the embedded lexicon and whose work it is are printed.
#[derive(Parser)]
struct Arguments {
    /// EDICT in UTF-8
    edict: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArguments,
    /// Take every entry, not only the common ones, marked (P), and short words of computing, marked (comp)
    #[arg(long)]
    all: bool,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let output = arguments.output.other_than(arguments.edict.as_deref())?;
    let Some(edict) = &arguments.edict else {
        println!(
            "{} keys, {} bytes\n{}",
            Lexicon::embedded().len(),
            Lexicon::embedded().as_text().len(),
            Lexicon::ATTRIBUTION
        );
        return Ok(());
    };
    let lexicon = read(edict, arguments.all)?;
    output.write(|out| Ok(out.write_all(lexicon.as_text().as_bytes())?))
}

fn read(path: &Path, all: bool) -> Result<Lexicon, Failure> {
    let mut kept = String::new();
    for line in reader(path)?.lines() {
        let line = line.map_err(|error| Failure::io(path.display(), &error))?;
        // An empty line in place of the others keeps the numbers of the lines right in messages.
        if all || line.ends_with("/(P)/") || is_short_computing_word(&line) {
            kept.push_str(&line);
        }
        kept.push('\n');
    }
    Lexicon::from_reader(Cursor::new(kept))
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))
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
