//! A bilingual page, or an English and a Japanese file, becomes one HTML file on which to review the translation.

use std::io;
use std::process::ExitCode;

use taiyaku::review::{ReviewOptions, review_with_names};
use taiyaku::revise::{self, ReviewSheet, Reviewed};
use taiyaku::{Aligner, Bitext, format};

const USAGE: &str = "usage: review_page [PAGE | --source EN --target JA] [-o HTML]";
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
    match review_page(&inputs, output.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failure(&error.to_string()),
    }
}

fn review_page(inputs: &[String], output: Option<&str>) -> taiyaku::Result<()> {
    let bitext = match inputs {
        [source, target] => Bitext::new(format::text_file(source)?, format::text_file(target)?),
        _ => Bitext::from_page(format::text_file(&inputs[0])?)?,
    };
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let (findings, names) = review_with_names(&anchored, &alignment, &ReviewOptions::default());
    let reviewed = Reviewed::new(&alignment);
    let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed).with_names(&names);
    let Some(output) = output else {
        return revise::write_page(&sheet, "Review", &anchored, io::stdout().lock());
    };
    format::check_output(output, inputs)?;
    format::to_file(output, |out| {
        revise::write_page(&sheet, "Review", &anchored, out)
    })
}

fn failure(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
