//! `corpus --match`: which documents of two folders, or of two columns of a crawl, belong together.
//!
//! In: two folders, or two files of JSON Lines. Out: a table of paths, or JSON Lines that `taiyaku corpus` aligns; and what
//! has no partner or could not be read, on standard error. Only fingerprints of the documents are kept. O(bytes).

mod columns;
mod folders;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::Path;

use taiyaku::corpus::matching::{Fingerprint, Match, Matcher};
use taiyaku::format::check_output;
use taiyaku::segment::Segmenter;
use taiyaku::{Aligner, Content, Language};

use crate::failure::Failure;
use crate::output::OutputArguments;

/// What to match, and where the result goes.
pub(crate) struct Matching<'a> {
    /// Folder or JSON Lines of the English documents.
    pub(crate) sources: &'a Path,
    /// Folder or JSON Lines of the Japanese documents.
    pub(crate) targets: &'a Path,
    pub(crate) output: &'a OutputArguments,
    /// Pairs that are less sure are not pairs. [`Match::LEAST_CONFIDENCE`] is the default.
    pub(crate) least_confidence: f32,
    /// Other inputs, which the output must not overwrite.
    pub(crate) other_inputs: &'a [&'a Path],
    /// Bytes for the documents that are read at the same time. One that needs more is not read.
    pub(crate) memory: usize,
}

impl Matching<'_> {
    /// Refuses a name of the output that says something else than what is written.
    fn check_name(&self, ending: &str) -> Result<(), Failure> {
        let Some(path) = self.output.path() else {
            return Ok(());
        };
        let end = path.extension().unwrap_or_default().to_string_lossy();
        match end.is_empty() || end.eq_ignore_ascii_case(ending) || !path.is_file() && path.exists()
        {
            true => Ok(()),
            false => Err(Failure::new(format!(
                "{}: expected a name that ends in .{ending}, which is what these inputs give",
                path.display()
            ))),
        }
    }
}

/// Memory that a byte takes while its fingerprint is made. Measured: 2.5 on a text of 28 MB, 4.3 on one of 300 MB.
const BYTES_A_BYTE: usize = 5;

/// Matches the documents and writes the result. To be called in the pool of the threads.
///
/// # Errors
///
/// If one input is a folder and the other is not, if an input holds no document that can be read, or if the output cannot be
/// written. A document that cannot be read is reported, and the rest goes on.
pub(crate) fn run(matching: &Matching<'_>, aligner: &Aligner) -> Result<(), Failure> {
    let is_same = check_output(matching.sources, [matching.targets]).is_err();
    if is_same {
        return Err(Failure::new(format!(
            "{}: expected two inputs, one in each language",
            matching.sources.display()
        )));
    }
    match (matching.sources.is_dir(), matching.targets.is_dir()) {
        (true, true) => folders::run(matching, aligner),
        (false, false) => columns::run(matching, aligner),
        (sources_are_folder, _) => {
            let (folder, other) = match sources_are_folder {
                true => (matching.sources, matching.targets),
                false => (matching.targets, matching.sources),
            };
            Err(Failure::new(format!(
                "{} is a folder and {} is not: expected two folders, or two files of JSON Lines",
                folder.display(),
                other.display()
            )))
        }
    }
}

/// One of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    Target,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Side::Source => "source",
            Side::Target => "target",
        }
    }
}

/// Makes fingerprints of the documents of one side.
struct DocumentReader<'a> {
    matcher: &'a Matcher,
    segmenter: Segmenter,
}

impl<'a> DocumentReader<'a> {
    fn new(matcher: &'a Matcher, side: Side) -> Self {
        let language = match side {
            Side::Source => Language::English,
            Side::Target => Language::Japanese,
        };
        let segmenter = Segmenter::new(language);
        DocumentReader { matcher, segmenter }
    }

    fn fingerprint(&self, content: Content) -> Fingerprint {
        let document = self.segmenter.document_of(content);
        self.matcher.fingerprint(&document)
    }
}

/// The pairs that are sure enough.
struct Pairs {
    /// In the order of the sources.
    pairs: Vec<Match>,
    by_source: HashMap<usize, Match>,
    targets: Vec<bool>,
}

impl Pairs {
    fn find(
        matcher: &Matcher,
        sources: &[Fingerprint],
        targets: &[Fingerprint],
        least_confidence: f32,
    ) -> Pairs {
        let mut pairs = matcher.matches(sources, targets);
        pairs.retain(|pair| least_confidence <= pair.confidence);
        let mut is_taken = vec![false; targets.len()];
        for pair in &pairs {
            is_taken[pair.target] = true;
        }
        let by_source = pairs.iter().map(|pair| (pair.source, *pair)).collect();
        Pairs {
            pairs,
            by_source,
            targets: is_taken,
        }
    }

    fn of_source(&self, source: usize) -> Option<Match> {
        self.by_source.get(&source).copied()
    }

    fn has_target(&self, target: usize) -> bool {
        self.targets[target]
    }
}

/// The most problems of a side that are shown one by one.
const MOST_SHOWN: usize = 20;

/// Reports what could not be read of a side, and returns how much it is.
fn report_unread(problems: &[String], place: &Path, what: &str) -> usize {
    for problem in problems.iter().take(MOST_SHOWN) {
        say!("not read: {problem}");
    }
    if MOST_SHOWN < problems.len() {
        let more = problems.len() - MOST_SHOWN;
        say!("not read: {more} more");
    }
    if !problems.is_empty() {
        let place = place.display();
        say!("{place}: {what} that could not be read: {}", problems.len());
    }
    problems.len()
}

/// The result of a run. It is a failure if documents could not be read.
fn result(n_unread: usize) -> Result<(), Failure> {
    match n_unread {
        0 => Ok(()),
        n => Err(Failure::incomplete(format!(
            "documents that could not be read: {n}"
        ))),
    }
}

/// Reports how many documents have a partner.
fn report_pairs(n_pairs: usize, n_sources: usize, n_targets: usize) {
    let alone = |n: usize| n - n_pairs;
    say!(
        "pairs: {n_pairs} of {n_sources} sources and {n_targets} targets; without a partner: {} and {}",
        alone(n_sources),
        alone(n_targets)
    );
}
