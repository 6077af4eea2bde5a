//! Many bitexts, JSON Lines in and out: `align_corpus [--findings] [FILE]`, or the standard input. The order is kept.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use rayon::prelude::*;
use taiyaku::format::json_lines::{Aligned, Answer, Failed, Texts, read_request, write_answer};
use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Bitext};

/// Lines that are held in memory at once.
const BATCH: usize = 256;

fn main() -> taiyaku::Result<()> {
    let mut input: Box<dyn BufRead> = Box::new(io::stdin().lock());
    let mut options = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--findings" => options = Some(ReviewOptions::default()),
            path => input = Box::new(BufReader::new(File::open(path)?)),
        }
    }
    let aligner = Aligner::new();
    let mut lines = (1..).zip(input.split(b'\n'));
    loop {
        let batch: Vec<(usize, io::Result<Vec<u8>>)> = lines.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(());
        }
        let answers = batch.into_par_iter().map(|(number, line)| {
            let (line, mut out) = (line?, Vec::new());
            if !line.trim_ascii().is_empty() {
                write_answer(&answer(&aligner, options.as_ref(), number, &line), &mut out)?;
            }
            Ok(out)
        });
        for answer in answers.collect::<Vec<taiyaku::Result<Vec<u8>>>>() {
            io::stdout().write_all(&answer?)?;
        }
    }
}

fn answer(aligner: &Aligner, options: Option<&ReviewOptions>, line: usize, text: &[u8]) -> Answer {
    let (id, texts) = read_request(text);
    let bitext = texts.and_then(|texts| match texts {
        Texts::Sides { source, target } => Ok(Bitext::new(source, target)),
        Texts::Page { page } => Bitext::from_page(page),
    });
    let failed = |id, error: taiyaku::Error| Failed {
        id,
        line,
        error: error.to_string(),
    };
    let bitext = match bitext {
        Ok(bitext) => bitext,
        Err(error) => return Answer::Failed(failed(id, error)),
    };
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let moved = aligner.moved(&anchored, &alignment);
    let aligned = Aligned::new(id, &bitext, &alignment, &moved);
    let findings = options.map(|options| review(&anchored, &alignment, options));
    Answer::Aligned(match findings {
        Some(findings) => aligned.with_findings(&bitext, &findings),
        None => aligned,
    })
}
