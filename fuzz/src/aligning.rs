//! Aligning: any two texts, and any two texts with beads that a person fixed.
//!
//! In: an [`Input`]. Out: nothing, or a panic. A few milliseconds: the texts are short.

use std::ops::Range;

use arbitrary::{Arbitrary, Unstructured};
use taiyaku::review::{Finding, ReviewOptions, Verdict, names, review};
use taiyaku::{
    Aligner, Alignment, Anchored, AsAnchored, Bitext, Document, FixedBeads, Glossary, Language,
    Similarity, WorkLimit,
};

use crate::input::{Input, LONGEST_ALIGNED, aligner};

/// How the texts of a bitext are cut.
#[derive(Debug, Clone, Copy, Arbitrary)]
enum Cut {
    Segmenter,
    Lines,
    OtherLanguages,
}

/// Beads tile both sides, confidences are from 0 to 1, and the same input gives the same bytes, by whichever way it comes.
pub fn align(input: &Input<'_>) {
    let mut choices = input.choices();
    let bitext = bitext_of(input, &mut choices);
    let aligner = any_aligner(input, &mut choices);
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    assert_tiles(&bitext, &alignment);
    assert_same(&aligner, &anchored, &alignment, &mut choices);
    assert_moved(&aligner, &anchored, &alignment);
    let findings = review(
        &anchored,
        &alignment,
        &ReviewOptions::default().all_checks(),
    );
    assert_findings(&bitext, &alignment, &findings);
    for name in names(&anchored, &alignment) {
        assert!(
            !serde_json::to_string(&name)
                .expect("a name is JSON")
                .is_empty()
        );
    }
    let json = serde_json::to_string(&alignment).expect("an alignment is JSON");
    let back: Alignment = serde_json::from_str(&json).expect("it was written");
    assert_eq!(back, alignment);
}

/// One of the ways in which the same alignment comes out.
fn assert_same(
    aligner: &Aligner,
    anchored: &Anchored,
    alignment: &Alignment,
    choices: &mut Unstructured<'_>,
) {
    let bitext = anchored.bitext();
    let (name, again) = match u8::arbitrary(choices).unwrap_or_default() % 4 {
        0 => ("without what was read", aligner.align(bitext)),
        1 => ("a second time", aligner.align(anchored)),
        2 => {
            let again = taiyaku::on_this_thread(|| aligner.align(bitext));
            ("on this thread", again)
        }
        _ => {
            let limit = WorkLimit {
                cells: u64::arbitrary(choices).unwrap_or_default() % 100_000,
                cells_at_once: 1_000_000,
            };
            let within = aligner.align_within(bitext, limit);
            (
                "within a limit",
                within.unwrap_or_else(|| alignment.clone()),
            )
        }
    };
    assert_eq!(&again, alignment, "{name}");
}

/// Fixed beads stand as they are, the rest is tiled; beads that contradict each other are refused.
pub fn realign(input: &Input<'_>) {
    let mut choices = input.choices();
    let bitext = bitext_of(input, &mut choices);
    let n_segments = sizes(&bitext);
    let beads = beads(&mut choices, n_segments);
    let sorted = is_in_order(&beads);
    let Ok(fixed) = FixedBeads::new(beads.clone()) else {
        assert!(!sorted, "{beads:?} are in order");
        return;
    };
    assert_eq!(fixed.beads().len(), beads.len());
    let aligner = aligner();
    let anchored = aligner.read(&bitext);
    let alignment = aligner.realign(&anchored, &fixed);
    assert_tiles(&bitext, &alignment);
    assert_holds(&alignment, &fixed);
    assert_eq!(
        aligner.realign(&bitext, &fixed),
        alignment,
        "without what was read"
    );
    let seed = u32::arbitrary(&mut choices).unwrap_or_default();
    let noise = Similarity::from_fn(|source, target| noise(seed, source, target));
    let with = aligner.realign_with(&anchored, &fixed, &noise);
    assert_tiles(&bitext, &with);
    assert_holds(&with, &fixed);
    let known = Bitext::from_documents(bitext.source().clone(), bitext.target().clone())
        .with_known_beads(ranges(fixed.beads()));
    assert_holds(&aligner.align(&known), &fixed);
    // What comes out, fixed whole, comes out again.
    let whole = FixedBeads::new(ranges(alignment.beads())).expect("an alignment is in order");
    assert_eq!(
        ranges(aligner.realign(&anchored, &whole).beads()),
        ranges(alignment.beads())
    );
    assert_moved(aligner, &anchored, &alignment);
}

/// Beads of any size at any place, most of them of this bitext and after each other.
fn beads(choices: &mut Unstructured<'_>, sizes: [usize; 2]) -> Vec<(Range<usize>, Range<usize>)> {
    let n_beads = u8::arbitrary(choices).unwrap_or_default() % 8;
    let mut at = [0, 0];
    let mut beads = Vec::new();
    for _ in 0..n_beads {
        let [gap_source, source, gap_target, target, backward] = <[u8; 5]>::arbitrary(choices)
            .unwrap_or_default()
            .map(usize::from);
        let range = |at: usize, gap: usize, length: usize, size: usize| {
            let start = (at + gap % 4).min(size);
            start..(start + length % 7).min(size)
        };
        let bead = (
            range(at[0], gap_source, source, sizes[0]),
            range(at[1], gap_target, target, sizes[1]),
        );
        at = match backward {
            0..250 => [bead.0.end, bead.1.end],
            _ => [0, 0],
        };
        beads.push(bead);
    }
    beads
}

/// Whether each bead holds a segment and follows the bead before it.
fn is_in_order(beads: &[(Range<usize>, Range<usize>)]) -> bool {
    let holds = beads
        .iter()
        .all(|(source, target)| !source.is_empty() || !target.is_empty());
    let follows = beads
        .windows(2)
        .all(|two| two[0].0.end <= two[1].0.start && two[0].1.end <= two[1].1.start);
    holds && follows
}

/// A similarity of no meaning, sometimes not a number.
fn noise(seed: u32, source: usize, target: usize) -> f32 {
    let mixed = (seed ^ (source as u32).wrapping_mul(0x9e37_79b9))
        .wrapping_add((target as u32).wrapping_mul(0x85eb_ca6b));
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d);
    match mixed % 61 {
        0 => f32::NAN,
        1 => f32::INFINITY,
        2 => f32::MIN,
        _ => (mixed >> 16) as f32 / 65_536.0,
    }
}

fn assert_holds(alignment: &Alignment, fixed: &FixedBeads) {
    for bead in fixed.beads() {
        assert!(
            alignment.beads().contains(bead),
            "{bead:?} is not in {alignment:?}"
        );
    }
}

fn ranges(beads: &[taiyaku::Bead]) -> Vec<(Range<usize>, Range<usize>)> {
    beads
        .iter()
        .map(|bead| (bead.source.clone(), bead.target.clone()))
        .collect()
}

/// The numbers of segments of both sides.
#[must_use]
pub fn sizes(bitext: &Bitext) -> [usize; 2] {
    [bitext.source(), bitext.target()].map(|side| side.segments().len())
}

fn bitext_of(input: &Input<'_>, choices: &mut Unstructured<'_>) -> Bitext {
    let [source, target] = input.sides(LONGEST_ALIGNED);
    match Cut::arbitrary(choices).unwrap_or(Cut::Segmenter) {
        Cut::Segmenter => Bitext::new(&*source, &*target),
        Cut::Lines => Bitext::from_documents(
            Document::from_lines(&*source, Language::English),
            Document::from_lines(&*target, Language::Japanese),
        ),
        Cut::OtherLanguages => Bitext::from_documents(
            Document::from_lines(&*source, Language::Japanese),
            Document::from_lines(&*target, Language::Other),
        ),
    }
}

/// The usual aligner, or one with a glossary of the third and fourth field, fewer passes, or no learning.
fn any_aligner(input: &Input<'_>, choices: &mut Unstructured<'_>) -> Aligner {
    let options = u8::arbitrary(choices).unwrap_or_default();
    if options % 4 == 0 {
        return aligner().clone();
    }
    let mut builder = Aligner::builder().lexicon(std::sync::Arc::clone(aligner().lexicon()));
    if options & 1 != 0 {
        builder = builder.glossary(Glossary::from_iter([(
            input.text(2, 100),
            input.text(3, 100),
        )]));
    }
    if options & 2 != 0 {
        builder = builder.passes(usize::from(options >> 4));
    }
    if options & 8 != 0 {
        builder = builder.without_learning();
    }
    builder.build()
}

/// Beads follow each other from the first segment to the last, each with a segment and a confidence from 0 to 1. Their pairs
/// have texts of one line.
pub fn assert_tiles(bitext: &Bitext, alignment: &Alignment) {
    let (mut source, mut target) = (0, 0);
    for bead in alignment.beads() {
        assert_eq!(
            (bead.source.start, bead.target.start),
            (source, target),
            "{bead:?}"
        );
        let n_segments = bead.source.len() + bead.target.len();
        assert!(0 < n_segments, "{bead:?}");
        assert!((0.0..=1.0).contains(&bead.confidence), "{bead:?}");
        (source, target) = (bead.source.end, bead.target.end);
    }
    assert_eq!([source, target], sizes(bitext));
    for pair in bitext.pairs(alignment) {
        let texts = [pair.source_text(), pair.target_text()];
        assert!(texts.iter().any(|text| !text.is_empty()));
        assert!(texts.iter().all(|text| !text.contains('\n')), "{texts:?}");
    }
}

/// Findings have spans that slice the texts, beads that exist, one id each, and a reason of one line in both languages.
pub fn assert_findings(bitext: &Bitext, alignment: &Alignment, findings: &[Finding]) {
    let mut ids: Vec<_> = findings.iter().map(|finding| finding.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), findings.len(), "two findings have one id");
    for finding in findings {
        assert!(finding.beads.start < finding.beads.end, "{finding:?}");
        assert!(finding.beads.end <= alignment.beads().len(), "{finding:?}");
        for (spans, side) in [
            (&finding.source, bitext.source()),
            (&finding.target, bitext.target()),
        ] {
            assert!(
                spans
                    .iter()
                    .all(|span| side.text().get(span.start..span.end).is_some()),
                "{finding:?}"
            );
            assert!(spans.is_sorted(), "{finding:?}");
        }
        for reason in [&finding.reason.english, &finding.reason.japanese] {
            assert!(!reason.is_empty() && !reason.contains('\n'), "{finding:?}");
        }
    }
    let rendered = Verdict::new(bitext, alignment, findings).rendered;
    assert!((0.0..=1.0).contains(&rendered), "{rendered}");
}

/// Moved passages are nulls of the alignment on both sides, and no segment is in two.
fn assert_moved(aligner: &Aligner, anchored: &impl AsAnchored, alignment: &Alignment) {
    let moved = aligner.moved(anchored, alignment);
    let is_null = |segment: usize, side: fn(&taiyaku::Bead) -> &Range<usize>| {
        alignment
            .beads()
            .iter()
            .any(|bead| bead.is_null() && side(bead).contains(&segment))
    };
    for (k, passage) in moved.iter().enumerate() {
        assert!(
            !passage.source.is_empty() && !passage.target.is_empty(),
            "{passage:?}"
        );
        assert!(
            passage
                .source
                .clone()
                .all(|s| is_null(s, |bead| &bead.source)),
            "{passage:?}"
        );
        assert!(
            passage
                .target
                .clone()
                .all(|t| is_null(t, |bead| &bead.target)),
            "{passage:?}"
        );
        for other in &moved[..k] {
            let is_apart =
                |a: &Range<usize>, b: &Range<usize>| a.end <= b.start || b.end <= a.start;
            assert!(
                is_apart(&passage.source, &other.source)
                    && is_apart(&passage.target, &other.target)
            );
        }
    }
}
