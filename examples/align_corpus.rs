//! Many bitexts, JSON Lines in and out: `align_corpus [--findings] [FILE]`, or the standard input. The order is kept.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use taiyaku::corpus::{self, InFlight};
use taiyaku::format::json_lines::{Aligned, Answer, Failed, Request, read_request, write_answer};
use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Error};

/// Bytes of lines and answers that are held in memory at once.
const AT_ONCE: usize = 10 << 20;

fn main() -> taiyaku::Result<()> {
    let mut input: Box<dyn BufRead + Send> = Box::new(BufReader::new(io::stdin()));
    let mut options = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--findings" => options = Some(ReviewOptions::default()),
            path => {
                let file = File::open(path).map_err(|error| Error::from(error).at(path))?;
                input = Box::new(BufReader::new(file));
            }
        }
    }
    let aligner = Aligner::new();
    let lines = (1..).zip(input.split(b'\n'));
    let mut out = io::stdout();
    corpus::stream(
        lines,
        InFlight::bytes(AT_ONCE),
        |(number, line)| {
            let (line, mut out) = (line?, Vec::new());
            if !line.trim_ascii().is_empty() {
                write_answer(&answer(&aligner, options.as_ref(), number, &line), &mut out)?;
            }
            Ok::<_, Error>(out)
        },
        |answer| Ok(out.write_all(&answer?)?),
    )
}

fn answer(aligner: &Aligner, options: Option<&ReviewOptions>, line: usize, text: &[u8]) -> Answer {
    let (id, texts) = read_request(text);
    let bitext = match texts.and_then(Request::into_bitext) {
        Ok(bitext) => bitext,
        Err(error) => return Answer::Failed(Failed::new(id, line, error.to_string())),
    };
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let moved = aligner.moved(&anchored, &alignment);
    let aligned = Aligned::new(id, &bitext, &alignment, &moved);
    Answer::Aligned(match options {
        Some(options) => aligned.with_findings(&bitext, &review(&anchored, &alignment, options)),
        None => aligned,
    })
}
