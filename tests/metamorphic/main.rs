//! A text as it comes from Word, a PDF, the web or an old Mac aligns like the same text as it was typed.
//!
//! In: the samples with gold, each changed in ways that change nothing that is said. Out: the beads of the text before the
//! change, by the numbers of their sentences.

#![cfg(feature = "lexicon")]

mod changes;

use std::ops::Range;
use std::path::Path;

use taiyaku::format::Format;
use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Alignment, Bitext, Document, page};

use crate::changes::{CHANGES, between};

/// Both sides of a sample.
type Sides = [String; 2];

/// A bead by its sentences. The empty side of an omission or addition has no place.
type Bead = [Range<usize>; 2];

fn samples() -> Vec<(&'static str, Sides)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    let names = ["chronicle", "dialogue", "election", "kyoto", "note"];
    let mut samples: Vec<_> = names
        .map(|name| {
            let sides = ["en", "ja"].map(|side| read(&format!("{name}.{side}.txt")));
            (name, sides)
        })
        .into();
    let text = read("article.page.txt");
    let found = page::split(&text).expect("both languages");
    let sides = [found.source, found.target].map(|spans| {
        let parts: Vec<&str> = spans.iter().map(|span| span.of(&text)).collect();
        parts.join("\n")
    });
    samples.push(("article", sides));
    samples
}

/// The number of the sentence of each segment, and the number of sentences.
fn sentences(document: &Document) -> Vec<usize> {
    let mut numbers = Vec::new();
    let mut n = 0;
    for sentence in document.sentences() {
        numbers.resize(sentence.end, n);
        n += 1;
    }
    numbers.push(n);
    numbers
}

fn beads_of(bitext: &Bitext, alignment: &Alignment) -> Vec<Bead> {
    let numbers = [bitext.source(), bitext.target()].map(sentences);
    let side = |k: usize, segments: &Range<usize>| match segments.is_empty() {
        true => 0..0,
        false => numbers[k][segments.start]..numbers[k][segments.end - 1] + 1,
    };
    let beads = alignment.beads().iter();
    beads
        .map(|bead| [side(0, &bead.source), side(1, &bead.target)])
        .collect()
}

/// The beads of two texts.
fn beads(aligner: &Aligner, [source, target]: &Sides) -> Vec<Bead> {
    let bitext = Bitext::new(source, target);
    beads_of(&bitext, &aligner.align(&bitext))
}

/// The beads of two files of plain text.
fn beads_of_files(aligner: &Aligner, sides: &Sides) -> Vec<Bead> {
    let [source, target] = sides
        .each_ref()
        .map(|text| Format::Text.read(text.clone()).expect("any text is read"));
    let bitext = Bitext::from_contents(source, target);
    beads_of(&bitext, &aligner.align(&bitext))
}

#[test]
fn what_is_said_decides_the_beads() {
    let aligner = Aligner::new();
    let mut moved = Vec::new();
    for (sample, sides) in samples() {
        let before = beads(&aligner, &sides);
        assert!(before.len() > 15, "{sample}");
        for (name, source, target) in CHANGES {
            let changed = [source(&sides[0]), target(&sides[1])];
            let both = [
                ("text", beads(&aligner, &changed)),
                ("file", beads_of_files(&aligner, &changed)),
            ];
            for (read_as, after) in both {
                let n_moved = before.iter().filter(|bead| !after.contains(bead)).count();
                if n_moved > 0 || after.len() != before.len() {
                    moved.push(format!("{sample}, {name}, as a {read_as}: {n_moved}"));
                }
            }
        }
    }
    assert!(moved.is_empty(), "beads that moved:\n{}", moved.join("\n"));
}

/// Characters that a programme may take for "none": the first and the last of Unicode, of a plane and of private use, and those
/// that are no characters. Beside each is one as wide that nobody takes for anything.
const ODD: [(char, char); 10] = [
    ('\u{e000}', '\u{e123}'),
    ('\u{f8ff}', '\u{e123}'),
    ('\u{fdd0}', '\u{e123}'),
    ('\u{fffd}', '\u{ffee}'),
    ('\u{fffe}', '\u{ffee}'),
    ('\u{ffff}', '\u{ffee}'),
    ('\u{f0000}', '\u{f1234}'),
    ('\u{ffffd}', '\u{f1234}'),
    ('\u{10fffd}', '\u{f1234}'),
    ('\u{10ffff}', '\u{f1234}'),
];

/// A text with a character at the ends of its lines, before its stops, and behind numbers and single kanji.
fn with_character(text: &str, character: char) -> String {
    let put = character.to_string();
    between(text, &put, |before, c| {
        c == '\n'
            || before == '\n'
            || ".。".contains(c)
            || before.is_ascii_digit()
            || before == '川'
    })
}

#[test]
fn no_character_stands_for_none() {
    let aligner = Aligner::new();
    let options = ReviewOptions::default().all_checks();
    for (sample, sides) in samples() {
        let of = |character: Option<char>| {
            let changed = sides.each_ref().map(|text| match character {
                Some(character) => with_character(text, character),
                None => text.clone(),
            });
            let bitext = Bitext::new(&changed[0], &changed[1]);
            let anchored = aligner.read(&bitext);
            let alignment = aligner.align(&anchored);
            let findings = review(&anchored, &alignment, &options);
            let findings: Vec<_> = findings
                .into_iter()
                .map(|finding| (finding.check.name(), finding.beads))
                .collect();
            (beads_of(&bitext, &alignment), findings)
        };
        for (character, other) in ODD {
            let (expected, findings) = of(Some(other));
            let (beads, found) = of(Some(character));
            assert_beads(&beads, &expected, &format!("{sample}: {character:?}"));
            assert_eq!(found, findings, "{sample}: {character:?}");
        }
        let expected = of(None).0;
        for character in ['\0', '\u{7}', '\u{1a}', '\u{1f}'] {
            let beads = of(Some(character)).0;
            assert_beads(&beads, &expected, &format!("{sample}: {character:?}"));
        }
    }
}

/// A range counted from another sentence.
fn shifted_by(range: &Range<usize>, by: isize) -> Range<usize> {
    let shift = |sentence: usize| sentence.checked_add_signed(by).expect("a sentence");
    match range.is_empty() {
        true => 0..0,
        false => shift(range.start)..shift(range.end),
    }
}

/// Beads with their sentences counted from another one.
fn shifted(beads: &[Bead], [source, target]: [isize; 2]) -> Vec<Bead> {
    let shift = |[s, t]: &Bead| [shifted_by(s, source), shifted_by(t, target)];
    beads.iter().map(shift).collect()
}

/// The numbers of sentences of both sides.
fn n_sentences(beads: &[Bead]) -> [isize; 2] {
    let side = |k: usize| beads.iter().map(|bead| bead[k].end).max();
    [0, 1].map(|k| side(k).expect("a bead") as isize)
}

/// Below this confidence a bead is a toss-up, which what the rest of the text teaches may decide.
const DOUBTFUL: f32 = 0.7;

/// How many beads may differ: a doubtful one and the one that it joins, each as often as the text is there.
fn n_that_may_differ(alignment: &Alignment, times: usize) -> usize {
    let beads = alignment.beads().iter();
    2 * times * beads.filter(|bead| bead.confidence < DOUBTFUL).count()
}

/// As `assert_beads`, but for some beads.
fn assert_beads_but(n: usize, found: &[Bead], expected: &[Bead], name: &str) {
    let n_lost = expected.iter().filter(|bead| !found.contains(bead)).count();
    if n < n_lost || n == 0 {
        assert_beads(found, expected, name);
    }
}

/// The first bead that differs, with its neighbours.
fn assert_beads(found: &[Bead], expected: &[Bead], name: &str) {
    let first = found.iter().zip(expected).position(|(a, b)| a != b);
    let first = first.unwrap_or(found.len().min(expected.len()));
    let near = |beads: &[Bead]| {
        beads[first.min(beads.len())..]
            .iter()
            .take(3)
            .cloned()
            .collect::<Vec<_>>()
    };
    assert!(
        found == expected,
        "{name}: bead {first}: {:?}, expected {:?}",
        near(found),
        near(expected)
    );
}

/// A paragraph that has nothing to do with any sample.
const UNRELATED: [&str; 2] = [
    "The ferry to the outer islands leaves twice a week. Nobody takes it in winter. A cook once swam back.",
    "沖の島へ渡る船は週に二便ある。冬に乗る人はいない。料理人が泳いで帰ったことがある。",
];
/// Its sentences.
const N_UNRELATED: isize = 3;
/// The pairs beside it that it may move, and the omissions and additions before them.
const NEAR: usize = 2;

#[test]
fn an_unrelated_paragraph_moves_nothing_far_from_it() {
    let aligner = Aligner::new();
    for (sample, sides) in samples() {
        let before = beads(&aligner, &sides);
        for side in 0..2 {
            let mut longer = sides.clone();
            longer[side] = format!("{}\n\n{}\n", sides[side], UNRELATED[side]);
            let is_pair = |bead: &Bead| bead.iter().all(|side| !side.is_empty());
            let last = before.iter().rposition(is_pair).expect("a pair");
            let first = before.iter().position(is_pair).expect("a pair");
            let far = last + 1 - NEAR;
            let after = beads(&aligner, &longer);
            assert_beads(
                &after[..far],
                &before[..far],
                &format!("{sample}: behind side {side}"),
            );

            longer[side] = format!("{}\n\n{}", UNRELATED[side], sides[side]);
            let after = beads(&aligner, &longer);
            let mut by = [0, 0];
            by[side] = N_UNRELATED;
            let far = shifted(&before[first + NEAR..], by);
            let from = after.len().saturating_sub(far.len());
            assert_beads(
                &after[from..],
                &far,
                &format!("{sample}: before side {side}"),
            );
        }
    }
}

#[test]
fn a_text_twice_has_its_beads_twice() {
    let aligner = Aligner::new();
    for (sample, sides) in samples() {
        let bitext = Bitext::new(&sides[0], &sides[1]);
        let alignment = aligner.align(&bitext);
        let before = beads_of(&bitext, &alignment);
        let twice = sides.map(|text| format!("{text}\n\n{text}"));
        let expected = [before.clone(), shifted(&before, n_sentences(&before))].concat();
        let n = n_that_may_differ(&alignment, 2);
        assert_beads_but(n, &beads(&aligner, &twice), &expected, sample);
    }
}

#[test]
fn a_heading_on_both_sides_is_a_bead() {
    let aligner = Aligner::new();
    for (sample, sides) in samples() {
        let before = beads(&aligner, &sides);
        for (name, english, japanese) in [
            ("plain", "Harbour Notes", "港の覚え書き"),
            ("with a number", "Chapter 12: Fog", "第12章　霧"),
            ("capitals", "HARBOUR NOTES", "港の覚え書き"),
        ] {
            let [source, target] = &sides;
            let headed = [
                format!("{english}\n\n{source}"),
                format!("{japanese}\n\n{target}"),
            ];
            let expected = [vec![[0..1, 0..1]], shifted(&before, [1, 1])].concat();
            assert_beads(
                &beads(&aligner, &headed),
                &expected,
                &format!("{sample}: {name}"),
            );
        }
    }
}

#[test]
fn paragraphs_in_another_order_have_the_same_beads() {
    let aligner = Aligner::new();
    for (sample, sides) in samples() {
        let bitext = Bitext::new(&sides[0], &sides[1]);
        let alignment = aligner.align(&bitext);
        let before = beads_of(&bitext, &alignment);
        let documents = [bitext.source(), bitext.target()];
        let begins = |document: &Document, segment: usize| {
            document.segments()[segment].begin == taiyaku::Begin::Paragraph
        };
        // A bead in the middle that begins a paragraph on both sides.
        let all = alignment.beads();
        let mut inner: Vec<usize> = (1..all.len()).collect();
        inner.sort_by_key(|k| k.abs_diff(all.len() / 2));
        let middle = inner.into_iter().find(|&k| {
            let bead = &all[k];
            !bead.is_null()
                && !all[k - 1].is_null()
                && begins(documents[0], bead.source.start)
                && begins(documents[1], bead.target.start)
        });
        let middle = middle.expect(sample);
        let at = [all[middle].source.start, all[middle].target.start];
        let swapped = [0, 1].map(|side| {
            let at = documents[side].segments()[at[side]].span.start;
            let (first, second) = sides[side].split_at(at);
            format!("{}\n\n{first}", second.trim_end())
        });
        let [source, target] = before[middle].each_ref().map(|side| side.start as isize);
        let n = n_sentences(&before);
        let behind = shifted(&before[middle..], [-source, -target]);
        let moved = shifted(&before[..middle], [n[0] - source, n[1] - target]);
        assert_beads_but(
            n_that_may_differ(&alignment, 1),
            &beads(&aligner, &swapped),
            &[behind, moved].concat(),
            sample,
        );
    }
}
