//! The main job: a bilingual page, or an English and a Japanese file, becomes a table of aligned pairs.

use std::io;
use std::process::ExitCode;

use taiyaku::format::{self, tsv};
use taiyaku::{Aligner, Bead, Bitext, page};

const USAGE: &str = "usage: export_tsv [PAGE | --source EN --target JA] [-o TABLE]";
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/article.page.txt");

fn main() -> ExitCode {
    let (mut page, mut source, mut target, mut output) = (None, None, None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--source" => source = arguments.next(),
            "--target" => target = arguments.next(),
            "-o" | "--output" => output = arguments.next(),
            option if option.starts_with('-') => return failure(USAGE),
            _ => page = Some(argument),
        }
    }
    let inputs = match (page, source, target) {
        (None, None, None) => vec![SAMPLE.to_owned()],
        (Some(page), None, None) => vec![page],
        (None, Some(source), Some(target)) => vec![source, target],
        _ => return failure(USAGE),
    };
    match export(&inputs, output.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failure(&error.to_string()),
    }
}

fn export(inputs: &[String], output: Option<&str>) -> taiyaku::Result<()> {
    let bitext = match inputs {
        [source, target] => {
            let (source, target) = (format::text_file(source)?, format::text_file(target)?);
            for warning in page::check_sides(&source, &target)? {
                eprintln!("warning: {warning}");
            }
            Bitext::new(source, target)
        }
        _ => Bitext::from_page(format::text_file(&inputs[0])?)?,
    };
    let alignment = Aligner::new().align(&bitext);
    let n_with = |is_so: fn(&Bead) -> bool| alignment.beads().iter().filter(|b| is_so(b)).count();
    eprintln!(
        "pairs: {}, omissions: {}, additions: {}",
        n_with(|bead| !bead.is_null()),
        n_with(|bead| bead.target.is_empty()),
        n_with(|bead| bead.source.is_empty()),
    );
    let pairs = bitext.pairs(&alignment);
    let Some(output) = output else {
        return tsv::write(pairs, io::stdout().lock());
    };
    format::check_output(output, inputs)?;
    format::to_file(output, |out| tsv::write(pairs, out))
}

fn failure(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
