//! Makes `data/dictionary/readings.tsv` from ENAMDICT and KANJIDIC (in UTF-8): what each kanji is read in names.
//!
//! `scripts/build_readings.sh` runs it on the files of Debian's packages. With `--measure` it says instead how many
//! names are found, and how many by mistake, by a table made from the other half of the names.

mod english;
mod measure;
mod names;
mod table;
mod train;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use taiyaku_cli::failure::{Failure, exit_code};
use taiyaku_cli::lexicon::reader;
use taiyaku_cli::output::OutputArguments;

/// Make the table of the readings of kanji in names.
///
/// The files come in EUC-JP; convert them first: `iconv -f EUC-JP -t UTF-8 enamdict > enamdict.utf8`.
#[derive(Parser)]
struct Arguments {
    /// ENAMDICT in UTF-8
    enamdict: PathBuf,
    /// KANJIDIC in UTF-8
    kanjidic: PathBuf,
    /// EDICT in UTF-8, for the English words that look like names
    edict: PathBuf,
    #[command(flatten)]
    output: OutputArguments,
    /// Say how many names are found instead
    #[arg(long)]
    measure: bool,
    /// With --measure: Japanese texts that hold none of the names, in which every match is a mistake
    #[arg(long, value_name = "FILE", num_args = 1..)]
    texts: Vec<PathBuf>,
    /// Say what pairs such as 安倍=Abe are worth instead
    #[arg(long, value_name = "KANJI=ROMAJI", num_args = 1..)]
    ask: Vec<String>,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let inputs = [&arguments.enamdict, &arguments.kanjidic, &arguments.edict];
    let inputs = inputs.into_iter().chain(&arguments.texts);
    let output = arguments.output.other_than(inputs.map(PathBuf::as_path))?;
    let names =
        names::read_names(reader(&arguments.enamdict)?).map_err(in_file(&arguments.enamdict))?;
    let dictionary =
        names::read_kanjidic(reader(&arguments.kanjidic)?).map_err(in_file(&arguments.kanjidic))?;
    eprintln!("{} names, {} kanji", names.len(), dictionary.len());
    if arguments.measure {
        let text = |path: &PathBuf| std::fs::read_to_string(path).map_err(in_file(path));
        let texts: Result<Vec<String>, Failure> = arguments.texts.iter().map(text).collect();
        return measure::halves(&names, &dictionary, reader(&arguments.edict)?, &texts?)
            .map_err(in_file(&arguments.edict));
    }
    for (kanji, romaji) in arguments.ask.iter().filter_map(|pair| pair.split_once('=')) {
        let readings = taiyaku::name::Readings::embedded();
        println!(
            "{kanji} {romaji} {:?}",
            taiyaku::name::read_as(readings, kanji, romaji)
        );
    }
    if !arguments.ask.is_empty() {
        return Ok(());
    }
    let all: Vec<&names::Name> = names.iter().collect();
    let model = train::Model::of(&all, &dictionary);
    let english = english::read_words(reader(&arguments.edict)?, &table::known_keys(&model))
        .map_err(in_file(&arguments.edict))?;
    let mut table: String = english.iter().map(|word| format!("{word}\tA\n")).collect();
    table.push_str(&table::of(&model));
    output.write(|out| Ok(out.write_all(table.as_bytes())?))
}

fn in_file(path: &Path) -> impl Fn(io::Error) -> Failure + '_ {
    move |error| Failure::io(path.display(), &error)
}
