//! Makes `data/dictionary/lexicon.tsv` from EDICT (in UTF-8), or, without arguments, says what the embedded one holds.
//!
//! `scripts/build_lexicon.sh` runs it on the file of Debian's package `edict` and the frequent words of `wordfreq`.

use std::collections::HashSet;
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
    /// Take also the entries of these words, one a line, but old and rare ones, katakana, and other readings of a common word
    #[arg(long, value_name = "FILE")]
    frequent: Option<PathBuf>,
    /// Take every entry, not only the common ones, marked (P), and short words of computing, marked (comp)
    #[arg(long, conflicts_with = "frequent")]
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
    let lines = reader(edict)?
        .lines()
        .collect::<Result<Vec<String>, _>>()
        .map_err(|error| Failure::io(edict.display(), &error))?;
    let wanted = match &arguments.frequent {
        _ if arguments.all => Wanted::All,
        Some(path) => Wanted::frequent(path, &lines)?,
        None => Wanted::Common,
    };
    let lexicon = read(&lines, &wanted, edict)?;
    output.write(|out| Ok(out.write_all(lexicon.as_text().as_bytes())?))
}

/// Which entries are taken.
enum Wanted {
    Common,
    All,
    /// Beside the common ones those with these headwords.
    Frequent(HashSet<String>),
}

impl Wanted {
    /// The words of a file, without those whose common meanings other lines have.
    fn frequent(path: &Path, lines: &[String]) -> Result<Wanted, Failure> {
        let words = reader(path)?.lines().collect::<Result<HashSet<_>, _>>();
        let mut words = words.map_err(|error| Failure::io(path.display(), &error))?;
        for line in lines.iter().filter(|line| is_common(line)) {
            words.remove(headword(line));
        }
        words.retain(|word| !is_katakana(word));
        Ok(Wanted::Frequent(words))
    }

    fn takes(&self, line: &str) -> bool {
        match self {
            Wanted::All => true,
            _ if is_common(line) || is_short_computing_word(line) => true,
            Wanted::Common => false,
            Wanted::Frequent(words) => words.contains(headword(line)) && !is_old_or_rare(line),
        }
    }
}

fn read(lines: &[String], wanted: &Wanted, path: &Path) -> Result<Lexicon, Failure> {
    let mut kept = String::new();
    for line in lines {
        // An empty line in place of the others keeps the numbers of the lines right in messages.
        if wanted.takes(line) {
            kept.push_str(line);
        }
        kept.push('\n');
    }
    Lexicon::from_reader(Cursor::new(kept))
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

fn headword(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

fn is_common(line: &str) -> bool {
    line.ends_with("/(P)/")
}

/// Katakana is met by its sound.
fn is_katakana(word: &str) -> bool {
    word.chars()
        .all(|character| ('ァ'..='ヺ').contains(&character) || "・ー".contains(character))
}

/// Whether the first meaning of an entry is marked as old or rare, or its spelling as irregular.
fn is_old_or_rare(line: &str) -> bool {
    const MARKS: [&str; 9] = ["arch", "obs", "obsc", "ok", "oK", "iK", "ik", "io", "rare"];
    let first = line.split('/').nth(1).unwrap_or_default();
    first
        .split(['(', ')', ','])
        .any(|mark| MARKS.contains(&mark))
}

/// Whether an entry is marked as a word of computing, which technical texts are full of, is short enough to be a
/// building block of longer ones, and is not kana.
fn is_short_computing_word(line: &str) -> bool {
    const LONGEST: usize = 4;
    let headword = headword(line);
    let is_kana = headword
        .chars()
        .all(|character| ('ぁ'..='ヿ').contains(&character));
    line.contains("(comp)") && !is_kana && headword.chars().count() <= LONGEST
}
