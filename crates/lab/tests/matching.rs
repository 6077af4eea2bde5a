//! Quality floor of document matching on the samples of the repository.

use std::path::Path;

use taiyaku::corpus::matching::{Fingerprint, Match, Matcher};
use taiyaku::segment::Segmenter;
use taiyaku::{Aligner, Language};
use taiyaku_lab::SAMPLES;
use taiyaku_lab::passages::{Passage, documents};

/// Sentences of a passage: few enough that the samples give some dozens.
const N_SENTENCES: usize = 5;

fn read<'t>(
    matcher: &Matcher,
    language: Language,
    texts: impl Iterator<Item = &'t String>,
) -> Vec<Fingerprint> {
    let segmenter = Segmenter::new(language);
    texts
        .map(|text| matcher.fingerprint(&segmenter.document(text.as_str())))
        .collect()
}

/// All passages of five sentences, the translations in reverse order, one in five without its partner.
#[test]
fn passages_find_their_translations() {
    let documents = documents(Path::new(SAMPLES), "").expect("the samples are there");
    let passages = documents.iter().flat_map(|d| d.windows(N_SENTENCES));
    let passages: Vec<Passage> = passages.collect();
    let matcher = Matcher::new(&Aligner::new());
    let numbers = 0..passages.len();
    let sources: Vec<usize> = numbers.clone().filter(|k| k % 10 != 0).collect();
    let targets: Vec<usize> = numbers.rev().filter(|k| k % 10 != 5).collect();
    let english = sources.iter().map(|&k| &passages[k].source);
    let japanese = targets.iter().map(|&k| &passages[k].target);
    let english = read(&matcher, Language::English, english);
    let japanese = read(&matcher, Language::Japanese, japanese);
    let mut found = matcher.matches(&english, &japanese);
    found.retain(|pair| Match::LEAST_CONFIDENCE <= pair.confidence);
    let n_pairs = sources.iter().filter(|k| targets.contains(k)).count();
    let is_right = |pair: &&Match| sources[pair.source] == targets[pair.target];
    let n_right = found.iter().filter(is_right).count();
    println!("{n_pairs} pairs, {} found, {n_right} right", found.len());
    assert!(30 <= n_pairs, "{n_pairs} pairs are too few to say anything");
    assert!(
        0.95 * n_pairs as f64 <= n_right as f64,
        "{n_right} of {n_pairs} pairs"
    );
    assert!(
        found.len() - n_right <= 1,
        "{} found, {n_right} right",
        found.len()
    );
}
