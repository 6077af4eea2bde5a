//! The JSON Lines of a corpus: requests, answers, and the stream of both.
//!
//! In: an [`Input`]: lines; texts of a request. Out: nothing, or a panic. O(bytes).

use arbitrary::Arbitrary;
use taiyaku::corpus::{self, InFlight};
use taiyaku::format::Format;
use taiyaku::format::json_lines::{
    Aligned, Answer, Failed, Id, Request, Texts, read_answer, read_one_text, read_pairs,
    read_request, write_answer, write_request,
};
use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Alignment, Bitext, WorkLimit};

use crate::aligning::assert_tiles;
use crate::input::{Input, LONGEST_ALIGNED, aligner, one_of};
use crate::readers::{TEXTS, assert_error};

/// The most lines, and the longest line.
const MOST_LINES: usize = 6;
const LONGEST_LINE: usize = 1_200;

/// Every line has one answer, in order; an answer is read as it was written, and its spans are those of the texts.
pub fn corpus(input: &Input<'_>) {
    let lines: Vec<&[u8]> = input
        .bytes(0)
        .split(|&byte| byte == b'\n')
        .take(MOST_LINES)
        .collect();
    let items = lines.iter().enumerate();
    let items = items.map(|(k, line)| (k, line[..line.len().min(LONGEST_LINE)].to_vec()));
    let mut answers: Vec<Vec<u8>> = Vec::new();
    let mut choices = input.choices();
    let in_flight = usize::from(u16::arbitrary(&mut choices).unwrap_or_default());
    let done = corpus::stream(
        items,
        InFlight::bytes(in_flight),
        |(k, line)| answer(k, &line),
        |answer: Vec<u8>| {
            answers.push(answer);
            Ok::<(), std::io::Error>(())
        },
    );
    assert!(done.is_ok());
    assert_eq!(answers.len(), lines.len(), "an answer a line");
    for (k, (answer, line)) in answers.iter().zip(&lines).enumerate() {
        let read = read_answer(answer).expect("it was written");
        let mut again = Vec::new();
        write_answer(&read, &mut again).expect("memory");
        assert_eq!(&again, answer, "written again");
        let id = match &read {
            Answer::Aligned(aligned) => &aligned.id,
            Answer::Failed(failed) => {
                assert_eq!(failed.line, k + 1);
                &failed.id
            }
        };
        let line = &line[..line.len().min(LONGEST_LINE)];
        assert_eq!(*id, read_request(line).0, "the id of the request");
    }
    for name in ["source", "target"] {
        let _ = read_one_text(input.bytes(0), name);
    }
    let _ = read_answer(input.bytes(0));
    let _ = read_pairs(&input.text(0, LONGEST_LINE));
    assert_request(input);
}

/// What a program of a corpus does with a line.
fn answer(k: usize, line: &[u8]) -> Vec<u8> {
    let (id, request) = read_request(line);
    let answer = match request.and_then(|request| aligned(&id, request)) {
        Ok(aligned) => Answer::Aligned(aligned),
        Err(error) => {
            assert_error(&error);
            Answer::Failed(Failed::new(id, k + 1, error.to_string()))
        }
    };
    let mut line = Vec::new();
    write_answer(&answer, &mut line).expect("memory");
    assert_eq!(
        line.iter().filter(|&&byte| byte == b'\n').count(),
        1,
        "one line"
    );
    line
}

fn aligned(id: &Id, request: Request) -> taiyaku::Result<Aligned> {
    let texts = request.texts.clone();
    let bitext = request.into_bitext()?;
    let aligner = aligner();
    let anchored = aligner.read(&bitext);
    let limit = WorkLimit {
        cells: 1_000_000,
        cells_at_once: 1_000_000,
    };
    let Some(alignment) = aligner.align_within(&anchored, limit) else {
        let aligned = Aligned::new(id.clone(), &Bitext::new("", ""), &Alignment::default(), &[]);
        return Ok(aligned);
    };
    assert_tiles(&bitext, &alignment);
    let moved = aligner.moved(&anchored, &alignment);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    let aligned =
        Aligned::new(id.clone(), &bitext, &alignment, &moved).with_findings(&bitext, &findings);
    assert_eq!(aligned.beads.len(), alignment.beads().len());
    let (source, target) = match &texts {
        Texts::Sides { source, target } => (source, target),
        Texts::Page { page } => (page, page),
        _ => return Ok(aligned),
    };
    for bead in aligned.beads.iter().chain(&aligned.moved) {
        assert_spans(&bead.source, source);
        assert_spans(&bead.target, target);
        for finding in bead.findings.iter().flatten() {
            assert_spans(&finding.source, source);
            assert_spans(&finding.target, target);
        }
    }
    Ok(aligned)
}

/// Spans are of the text, in Unicode scalar values, and hold something.
fn assert_spans(spans: &[[usize; 2]], text: &str) {
    let n_characters = text.chars().count();
    for &[start, end] in spans {
        assert!(
            start < end && end <= n_characters,
            "{start}..{end} of {n_characters} characters"
        );
    }
}

/// A request is read as it was written.
fn assert_request(input: &Input<'_>) {
    let mut choices = input.choices();
    let _ = u16::arbitrary(&mut choices);
    let [source, target] = [1, 2].map(|k| input.text(k, LONGEST_ALIGNED).into_owned());
    let texts = match bool::arbitrary(&mut choices).unwrap_or_default() {
        true => Texts::Page { page: source },
        false => Texts::Sides { source, target },
    };
    let of_source: Format = *one_of(&mut choices, &TEXTS);
    let of_target = match texts {
        Texts::Page { .. } => of_source,
        _ => *one_of(&mut choices, &TEXTS),
    };
    let request = Request::new(texts, [of_source, of_target]);
    let id = match u8::arbitrary(&mut choices).unwrap_or_default() {
        0 => Id::default(),
        1 => Id::from(u64::arbitrary(&mut choices).unwrap_or_default()),
        _ => Id::from(&*input.text(3, 40)),
    };
    let mut line = Vec::new();
    write_request(&id, &request, &mut line).expect("memory");
    let (found, back) = read_request(&line);
    assert_eq!(found, id);
    assert_eq!(back.expect("it was written"), request);
}
