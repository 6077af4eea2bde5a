//! Similarities that a caller brings help where they tell something, and change nothing where they do not.

use std::fs;

use taiyaku::{Aligner, Alignment, Begin, Bitext, Document, Language, Segment, Similarity};

const DIMENSION: usize = 48;

/// Numbers that look like chance but are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ x >> 31
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn direction(&mut self) -> [f32; DIMENSION] {
        let scale = (3.0 / DIMENSION as f32).sqrt();
        let mut number = || (self.next() >> 40) as f32 / (1u64 << 23) as f32 - 1.0;
        std::array::from_fn(|_| number() * scale)
    }
}

/// One side: for each segment the meanings that it carries.
type Meanings = Vec<Vec<usize>>;

/// A document in which nothing can be recognised: segments of letters drawn at random, in paragraphs of their own.
fn document(meanings: &Meanings, letters: &[u8], chance: &mut Chance) -> Document {
    let mut text = String::new();
    let mut segments = Vec::new();
    for (paragraph, meanings) in (0..).zip(meanings) {
        let start = text.len();
        for _ in 0..meanings.len() * (25 + chance.below(25)) {
            match chance.below(6) {
                0 if !text.ends_with([' ', '\n']) && text.len() > start => text.push(' '),
                _ => text.push(char::from(letters[chance.below(letters.len())])),
            }
        }
        text.push('.');
        segments.push(Segment::new(start..text.len(), paragraph, Begin::Paragraph));
        text.push('\n');
    }
    Document::from_segments(text, Language::Other, segments)
}

/// The embeddings of one side, as an encoder would give them that errs by so much.
fn embeddings(meanings: &Meanings, noise: f32, chance: &mut Chance) -> Vec<f32> {
    let mut rows = Vec::new();
    for meanings in meanings {
        let mut row = [0.0; DIMENSION];
        for &meaning in meanings {
            let own = Chance(meaning as u64 * 7919).direction();
            row.iter_mut().zip(own).for_each(|(x, y)| *x += y);
        }
        let norm = row.iter().map(|x| x * x).sum::<f32>().sqrt();
        let error = chance.direction();
        rows.extend(row.iter().zip(error).map(|(x, y)| x / norm + noise * y));
    }
    rows
}

/// A long text of no known words: a preface on one side, gaps on both, and now and then two segments in one.
fn sides(n: usize) -> (Meanings, Meanings) {
    let (mut source, mut target) = (Meanings::new(), Meanings::new());
    target.extend((0..n / 4).map(|k| vec![n + k]));
    for k in 0..n {
        let missing = k % (n / 3) > n / 3 - 20;
        match k % 7 {
            _ if missing && k < n / 2 => source.push(vec![k]),
            _ if missing => target.push(vec![k]),
            3 => {
                source.push(vec![k, 2 * n + k]);
                target.extend([vec![k], vec![2 * n + k]]);
            }
            _ => {
                source.push(vec![k]);
                target.push(vec![k]);
            }
        }
    }
    (source, target)
}

/// Share of the beads that join segments of the same meaning, of those that the meanings ask for.
fn right(alignment: &Alignment, source: &Meanings, target: &Meanings) -> f64 {
    let beads = alignment.beads().iter().filter(|bead| !bead.is_null());
    let right = beads.filter(|bead| {
        let mine: Vec<usize> = source[bead.source.clone()].concat();
        mine == target[bead.target.clone()].concat()
    });
    let common = source.iter().filter(|meanings| {
        let theirs = |target: &Vec<usize>| target.contains(&meanings[0]);
        target.iter().any(theirs)
    });
    right.count() as f64 / common.count() as f64
}

#[test]
fn they_find_the_path_where_there_are_no_anchors() {
    let (source, target) = sides(600);
    let mut chance = Chance(5);
    let bitext = Bitext::from_documents(
        document(&source, b"abcdefghijklm", &mut chance),
        document(&target, b"nopqrstuvwxyz", &mut chance),
    );
    let aligner = Aligner::new();
    let alone = right(&aligner.align(&bitext), &source, &target);
    assert!(alone < 0.3, "{alone} right without similarities");
    for (noise, least) in [(0.3, 0.9), (0.8, 0.9)] {
        let rows = [&source, &target].map(|side| embeddings(side, noise, &mut chance));
        let similarity = Similarity::from_embeddings(&rows[0], &rows[1], DIMENSION);
        let with = aligner.align_with(&bitext, &similarity);
        let share = right(&with, &source, &target);
        println!("noise {noise}: {share:.4} right, {alone:.4} without");
        assert!(share >= least, "noise {noise}: {share}");
    }
}

fn sample(name: &str) -> Bitext {
    let side = |language: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples");
        let path = format!("{folder}/{name}.{language}.txt");
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    Bitext::new(side("en"), side("ja"))
}

#[test]
fn what_tells_nothing_changes_nothing() {
    for name in ["note", "dialogue"] {
        let bitext = sample(name);
        let aligner = Aligner::new();
        let alone = aligner.align(&bitext);
        let [n_source, n_target] =
            [bitext.source(), bitext.target()].map(|side| side.segments().len());
        for (garbage, value) in [
            ("zeros", 0.0),
            ("ones", 1.0),
            ("no numbers", f32::NAN),
            ("infinite", f32::INFINITY),
            ("tiny", f32::MIN_POSITIVE),
        ] {
            let rows = [n_source, n_target].map(|n| vec![value; n * 3]);
            let similarity = Similarity::from_embeddings(&rows[0], &rows[1], 3);
            assert_eq!(
                aligner.align_with(&bitext, &similarity),
                alone,
                "{name}, {garbage}"
            );
            let similarity = Similarity::from_fn(|_, _| value);
            assert_eq!(
                aligner.align_with(&bitext, &similarity),
                alone,
                "{name}, {garbage}"
            );
        }
        for seed in 0..8 {
            let mut chance = Chance(seed);
            let mut noise = |n: usize| Vec::from_iter((0..n).flat_map(|_| chance.direction()));
            let (source, target) = (noise(n_source), noise(n_target));
            let similarity = Similarity::from_embeddings(&source, &target, DIMENSION);
            let with = aligner.align_with(&bitext, &similarity);
            let ranges = |alignment: &Alignment| -> Vec<_> {
                let beads = alignment.beads().iter();
                beads
                    .map(|bead| (bead.source.clone(), bead.target.clone()))
                    .collect()
            };
            let (alone, with) = (ranges(&alone), ranges(&with));
            let kept = with.iter().filter(|bead| alone.contains(bead)).count();
            assert!(
                10 * kept >= 9 * alone.len(),
                "{name}, {kept} of {} kept",
                alone.len()
            );
        }
    }
}

#[test]
fn a_function_serves_as_well_as_matrices() {
    let bitext = sample("dialogue");
    let aligner = Aligner::new();
    let alone = aligner.align(&bitext);
    let partner = |i: usize| {
        alone
            .beads()
            .iter()
            .position(|bead| bead.source.contains(&i))
    };
    let similarity = Similarity::from_fn(|i, j| {
        let bead = &alone.beads()[partner(i).expect("beads tile the text")];
        let noise = (i * 31 + j * 17) % 10;
        f32::from(u8::from(bead.target.contains(&j))) + 0.02 * noise as f32
    });
    let with = aligner.align_with(&bitext, &similarity);
    let mean = |alignment: &Alignment| {
        let confidences = alignment.beads().iter().map(|bead| bead.confidence);
        confidences.sum::<f32>() / alignment.beads().len() as f32
    };
    assert!(
        mean(&with) > mean(&alone),
        "{} and {}",
        mean(&with),
        mean(&alone)
    );
}

#[test]
#[should_panic(expected = "rows of embeddings and segments")]
fn matrices_of_other_segments_are_refused() {
    let similarity = Similarity::from_embeddings(&[1.0, 0.0], &[1.0, 0.0], 2);
    Aligner::new().align_with(&Bitext::new("One. Two.", "一。二。"), &similarity);
}
