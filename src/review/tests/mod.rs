//! Table tests of the checks: each row a pair of texts and what is found, with the names of the rows.

mod brackets;
#[cfg(feature = "lexicon")]
mod compares;
#[cfg(feature = "lexicon")]
mod exchanges;
mod excluded;
mod left;
mod marks;
mod meaning;
mod measures;
mod names;
#[cfg(feature = "lexicon")]
mod negated;
#[cfg(feature = "lexicon")]
mod rendered;
mod sense;
#[cfg(feature = "lexicon")]
mod siblings;
mod style;
mod times;
#[cfg(feature = "lexicon")]
mod turned;
mod typography;
mod values;
mod words;

use crate::align::{Aligner, Alignment, Bead};
use crate::bitext::Bitext;
use crate::review::{Check, Finding, ReviewOptions, Severity, review};
use crate::text::{Begin, Document, Language, Segment, Span};

/// A document of one segment a line.
fn lines(text: &str, language: Language) -> Document {
    let mut segments = Vec::new();
    let mut start = 0;
    for (paragraph, line) in text.split('\n').enumerate() {
        if !line.is_empty() {
            segments.push(Segment {
                span: Span::new(start, start + line.len()),
                paragraph: paragraph as u32,
                begin: Begin::Paragraph,
            });
        }
        start += line.len() + 1;
    }
    Document::from_segments(text, language, segments)
}

/// The findings of texts whose lines belong together one by one; `-` stands for no line.
fn found(source: &str, target: &str, options: &ReviewOptions) -> (Bitext, Vec<Finding>) {
    found_by(&Aligner::new(), source, target, options)
}

/// The same with the words that an aligner knows.
fn found_by(
    aligner: &Aligner,
    source: &str,
    target: &str,
    options: &ReviewOptions,
) -> (Bitext, Vec<Finding>) {
    let rows: Vec<(&str, &str)> = source.split('\n').zip(target.split('\n')).collect();
    let mut beads: Vec<Bead> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for (one, other) in rows {
        let (m, n) = (usize::from(one != "-"), usize::from(other != "-"));
        beads.push(Bead {
            source: i..i + m,
            target: j..j + n,
            confidence: 0.99,
        });
        (i, j) = (i + m, j + n);
        ours.extend((m == 1).then_some(one));
        theirs.extend((n == 1).then_some(other));
    }
    let bitext = Bitext::from_documents(
        lines(&ours.join("\n"), Language::English),
        lines(&theirs.join("\n"), Language::Japanese),
    );
    let anchored = aligner.read(&bitext);
    let findings = review(&anchored, &Alignment::from_beads(beads), options);
    (bitext, findings)
}

/// Findings of a check as `severity source | target`, the spans of a side joined by `, `.
fn shown(check: Check, source: &str, target: &str) -> String {
    let options = ReviewOptions::default().only([check]);
    let (bitext, findings) = found(source, target, &options);
    let show = |spans: &[Span], text: &str| {
        let spans = spans.iter().map(|span| span.of(text)).collect::<Vec<_>>();
        spans.join(", ")
    };
    let shown = findings.iter().map(|f| {
        let source = show(&f.source, bitext.source().text());
        let target = show(&f.target, bitext.target().text());
        format!("{} {source} | {target}", f.severity).replace("  ", " ")
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn table(check: Check, rows: &[(&str, &str, &str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(name, source, target, expected)| {
            let shown = shown(check, source, target);
            (shown != *expected).then(|| format!("{name}: {shown:?} and not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A table of pairs of which a check finds nothing.
fn silent(check: Check, rows: &[(&str, &str, &str)]) {
    let rows = rows
        .iter()
        .map(|(name, source, target)| (*name, *source, *target, ""));
    table(check, &rows.collect::<Vec<_>>());
}

#[test]
fn what_is_ignored_stays_ignored() {
    let (source, target) = ("The well is 30 metres deep.", "井戸の深さは13メートルだ。");
    let options = ReviewOptions::default().only([Check::Number]);
    let (_, findings) = found(source, target, &options);
    assert_eq!(findings[0].severity, Severity::Error);
    let options = options.ignore([findings[0].id]);
    let (_, findings) = found(
        &format!("The dog barked.\n{source}"),
        &format!("犬が吠えた。\n{target}"),
        &options,
    );
    assert_eq!(findings, []);
}
