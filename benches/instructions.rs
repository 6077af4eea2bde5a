//! Instructions, counted by valgrind: they do not drift with the load of a machine as wall times do.
//!
//! Needs valgrind and `gungraun-runner` in the version of the crate. The counts are kept in `benches/README.md`.

#![allow(missing_docs, reason = "the macros make modules")]

use std::hint::black_box;
use std::sync::Arc;

use gungraun::{library_benchmark, library_benchmark_group, main};
use taiyaku::align::programme::{self, Corridor};
use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Bitext, Lexicon};
use taiyaku_benches::hostile::{Kind, ordinary};
use taiyaku_benches::{noisy, synthetic};

/// Sentences of a text, segments a side of a matrix, columns of a corridor.
const SENTENCES: usize = 1_000;
const SEGMENTS: usize = 2_000;
const WIDTH: usize = 16;
/// Bytes of both sides of a hostile text.
const HOSTILE_BYTES: usize = 50_000;

/// Everything runs on the thread that is counted.
fn one_thread() {
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()
        .expect("this is the first pool");
}

fn corridor() -> Corridor {
    Corridor::new(SEGMENTS, WIDTH)
}

fn texts() -> (String, String) {
    one_thread();
    synthetic::synthetic(SENTENCES)
}

fn segmented() -> (Bitext, Arc<Lexicon>) {
    let (source, target) = texts();
    let lexicon = Arc::clone(Aligner::new().lexicon());
    (Bitext::new(source, target), lexicon)
}

fn aligner() -> ((String, String), Aligner) {
    (texts(), Aligner::new())
}

#[library_benchmark]
#[bench::corridor(setup = corridor)]
fn best_path(corridor: Corridor) -> usize {
    black_box(corridor).best_path(noisy::cost)
}

#[library_benchmark]
#[bench::corridor(setup = corridor)]
fn likely_beads(corridor: Corridor) -> usize {
    black_box(corridor).likely_beads(noisy::cost)
}

#[library_benchmark]
#[bench::sentences(setup = segmented)]
fn features((bitext, lexicon): (Bitext, Arc<Lexicon>)) -> usize {
    programme::features(black_box(&bitext), &lexicon)
}

#[library_benchmark]
#[bench::sentences(setup = aligner)]
fn end_to_end(((source, target), aligner): ((String, String), Aligner)) -> usize {
    aligner
        .align(&black_box(Bitext::new(source, target)))
        .beads()
        .len()
}

/// Ordinary text, or a kind of hostile text by its name.
fn hostile_texts(name: &str) -> ((String, String), Aligner) {
    one_thread();
    let texts = match Kind::all().find(|kind| kind.name() == name) {
        Some(kind) => kind.texts(HOSTILE_BYTES),
        None => ordinary(HOSTILE_BYTES),
    };
    (texts, Aligner::new())
}

// The dearest kinds, each for many like it; all are in the table of the program `hostile`.
#[library_benchmark]
#[benches::texts(
    args = [
        "ordinary",
        "a letter, lines",
        "a digit, lines",
        "an answer, words",
        "digits with commas, words",
        "dots, words",
        "entities, words",
        "faces with stops, words",
        "items against their reverse",
        "list marks, lines",
        "one long word",
        "rare words",
        "rows of a table, lines",
        "texts of other subjects",
    ],
    setup = hostile_texts
)]
fn hostile(((source, target), aligner): ((String, String), Aligner)) -> usize {
    let anchored = aligner.read(&black_box(Bitext::new(source, target)));
    let alignment = aligner.align(&anchored);
    review(&anchored, &alignment, &ReviewOptions::default()).len()
}

#[library_benchmark]
fn lexicon() -> usize {
    Lexicon::embedded().len()
}

library_benchmark_group!(
    name = instructions,
    benchmarks = [
        best_path,
        likely_beads,
        features,
        end_to_end,
        lexicon,
        hostile
    ]
);
main!(library_benchmark_groups = instructions);
