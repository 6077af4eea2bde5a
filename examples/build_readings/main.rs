//! Makes `data/readings.tsv` from ENAMDICT and KANJIDIC (in UTF-8): what each kanji is read in names.
//!
//! `scripts/build_readings.sh` runs it on the files of Debian's packages. With `--measure` it says instead how many
//! names are found, and how many by mistake, by a table made from the other half of the names.

mod english;
mod measure;
mod names;
mod table;
mod train;

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use taiyaku::format::{check_output, to_file};

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
    /// Where to write; standard output if left out
    #[arg(short, long)]
    output: Option<PathBuf>,
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
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("build_readings: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let open = |path: &Path| match File::open(path) {
        Ok(file) => Ok(BufReader::new(file)),
        Err(error) => Err(format!("{}: {error}", path.display())),
    };
    let failed = |path: &Path| {
        let path = path.display().to_string();
        move |error: std::io::Error| format!("{path}: {error}")
    };
    if let Some(output) = &arguments.output {
        let inputs = [&arguments.enamdict, &arguments.kanjidic, &arguments.edict];
        check_output(output, inputs.into_iter().chain(&arguments.texts))
            .map_err(|error| error.to_string())?;
    }
    let names =
        names::read_names(open(&arguments.enamdict)?).map_err(failed(&arguments.enamdict))?;
    let dictionary =
        names::read_kanjidic(open(&arguments.kanjidic)?).map_err(failed(&arguments.kanjidic))?;
    eprintln!("{} names, {} kanji", names.len(), dictionary.len());
    if arguments.measure {
        let texts: Result<Vec<String>, _> = arguments
            .texts
            .iter()
            .map(std::fs::read_to_string)
            .collect();
        let texts = texts.map_err(|error| format!("the texts: {error}"))?;
        return measure::halves(&names, &dictionary, open(&arguments.edict)?, &texts)
            .map_err(failed(&arguments.edict));
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
    let english = english::read_words(open(&arguments.edict)?, &table::known_keys(&model))
        .map_err(failed(&arguments.edict))?;
    let mut table: String = english.iter().map(|word| format!("{word}\tA\n")).collect();
    table.push_str(&table::of(&model));
    match &arguments.output {
        Some(path) => to_file(path, |out| Ok(out.write_all(table.as_bytes())?))
            .map_err(|error| error.to_string()),
        None => {
            print!("{table}");
            Ok(())
        }
    }
}
