//! Scores of small documents worked out by hand.

use crate::moves;
use taiyaku_lab::calibration::Calibration;
use taiyaku_lab::score::{Counts, Gold, Predicted, Span, score};

/// Four English and five Japanese segments: 1-1, 1-2, an addition, and 2-1. The emoji is one scalar value.
struct Sample {
    source: String,
    target: String,
    gold: Gold,
}

fn sample() -> Sample {
    let (source, en_segments) = joined(&["Rain.", "Two 😀 dogs.", "Up we go.", "Home."], " ");
    let (target, ja_segments) = joined(&["雨だ。", "犬が😀。", "二匹。", "蛇足。", "帰ろう。"], "");
    let beads = vec![
        (vec![0], vec![0]),
        (vec![1], vec![1, 2]),
        (vec![], vec![3]),
        (vec![2, 3], vec![4]),
    ];
    Sample {
        source,
        target,
        gold: Gold {
            en_segments,
            ja_segments,
            beads,
            ..Gold::default()
        },
    }
}

fn joined(segments: &[&str], glue: &str) -> (String, Vec<Span>) {
    let mut spans = Vec::new();
    let mut start = 0;
    for segment in segments {
        let end = start + segment.chars().count() as i64;
        spans.push((start, end));
        start = end + glue.len() as i64;
    }
    (segments.join(glue) + "\n", spans)
}

impl Sample {
    /// A predicted bead of gold segments.
    fn bead(&self, source: &[usize], target: &[usize]) -> Predicted {
        Predicted {
            en: source.iter().map(|&k| self.gold.en_segments[k]).collect(),
            ja: target.iter().map(|&k| self.gold.ja_segments[k]).collect(),
            conf: Some(0.9),
        }
    }

    fn perfect(&self) -> Vec<Predicted> {
        self.gold
            .beads
            .iter()
            .map(|(source, target)| self.bead(source, target))
            .collect()
    }

    fn score(&self, predicted: &[Predicted]) -> Counts {
        score(&self.source, &self.target, &self.gold, predicted).unwrap()
    }
}

#[track_caller]
fn assert_cells(counts: &Counts, expected: &str) {
    assert_eq!(counts.cells().join(" "), expected);
}

#[test]
fn the_gold_itself_is_right() {
    let sample = sample();
    let counts = sample.score(&sample.perfect());
    assert_cells(
        &counts,
        "1 3 100.00 100.00 100.00 100.00 100.00 100.00 100.00 100.00 100.00 0.00 100.00 0 0 0 0 0 0",
    );
}

#[test]
fn finer_segments_inside_a_gold_bead_are_no_mistake() {
    let sample = sample();
    let mut predicted = sample.perfect();
    let (start, end) = sample.gold.ja_segments[4];
    predicted.truncate(3);
    predicted.push(Predicted {
        ja: vec![(start, start + 2)],
        ..sample.bead(&[2], &[])
    });
    predicted.push(Predicted {
        ja: vec![(start + 2, end)],
        ..sample.bead(&[3], &[])
    });
    let figures = sample.score(&predicted).figures();
    assert_eq!(
        (figures.strict.f1, figures.link.f1, figures.character),
        (1.0, 1.0, 1.0)
    );
}

#[test]
fn a_segment_given_to_the_null_beside_it_is_counted() {
    let sample = sample();
    let predicted = [
        sample.bead(&[0], &[0]),
        sample.bead(&[1], &[1]),
        sample.bead(&[], &[2, 3]),
        sample.bead(&[2, 3], &[4]),
    ];
    let figures = sample.score(&predicted).figures();
    assert_eq!(
        (figures.link.precision, figures.link.recall),
        (1.0, 4.0 / 5.0)
    );
    assert_eq!(
        (
            figures.strict.precision,
            figures.strict.recall,
            figures.lax.f1
        ),
        (2.0 / 3.0, 2.0 / 3.0, 1.0)
    );
    let null = figures.null.unwrap();
    assert_eq!((null.precision, null.recall), (0.5, 1.0));
    // Of 43 characters, 40 have a partner, and 3 of those were left without one.
    assert_eq!(
        (figures.false_null, figures.character),
        (3.0 / 40.0, 40.0 / 43.0)
    );
}

#[test]
fn one_bead_for_all_straddles_on_both_sides() {
    let sample = sample();
    let all = |spans: &[Span]| vec![(spans[0].0, spans[spans.len() - 1].1)];
    let predicted = Predicted {
        en: all(&sample.gold.en_segments),
        ja: all(&sample.gold.ja_segments),
        conf: None,
    };
    let counts = sample.score(&[predicted]);
    let figures = counts.figures();
    assert_eq!((figures.strict.f1, figures.lax.f1), (0.0, 1.0));
    assert_eq!(
        (figures.link.precision, figures.link.recall),
        (5.0 / 20.0, 1.0)
    );
    assert_eq!(counts.cells()[13], "2", "straddling");
}

#[test]
fn a_tenth_of_the_shorter_segment_makes_a_link() {
    for (name, length, linked) in [("one of 4", 4, true), ("one of 20", 20, false)] {
        let side = |c: &str| c.repeat(length - 1) + "。";
        let (source, en_segments) = joined(&["One.", "Two."], " ");
        let (target, ja_segments) = joined(&[&side("一"), &side("二")], "");
        let beads = vec![(vec![0], vec![0]), (vec![1], vec![1])];
        let gold = Gold {
            en_segments,
            ja_segments,
            beads,
            ..Gold::default()
        };
        let sample = Sample {
            source,
            target,
            gold,
        };
        let length = length as i64;
        let predicted = [
            Predicted {
                ja: vec![(0, length + 1)],
                ..sample.bead(&[0], &[])
            },
            Predicted {
                ja: vec![(length + 1, 2 * length)],
                ..sample.bead(&[1], &[])
            },
        ];
        let expected = if linked { (1.0 / 2.0, "1") } else { (1.0, "0") };
        let counts = sample.score(&predicted);
        assert_eq!(
            (counts.figures().strict.f1, counts.cells()[13].as_str()),
            expected,
            "{name}"
        );
    }
}

#[test]
fn what_is_lost_doubled_or_impossible_is_counted() {
    let sample = sample();
    let rows: [(&str, Vec<Predicted>, [&str; 4]); 3] = [
        ("nothing predicted", Vec::new(), ["0", "43", "0", "0"]),
        (
            "twice",
            [sample.perfect(), vec![sample.bead(&[0], &[0])]].concat(),
            ["1", "0", "8", "0"],
        ),
        (
            "outside",
            [
                sample.perfect(),
                vec![Predicted {
                    en: vec![(-3, 0), (900, 901), (5, 4)],
                    ..Predicted::default()
                }],
            ]
            .concat(),
            ["0", "0", "0", "3"],
        ),
    ];
    for (name, predicted, expected) in rows {
        assert_eq!(
            sample.score(&predicted).cells()[14..18],
            expected,
            "{name}: order, lost, ovl, bad"
        );
    }
}

#[test]
fn gold_that_does_not_tile_its_text_is_an_error() {
    let whole = sample();
    let mut short = sample();
    short.gold.ja_segments.pop();
    short.gold.beads[3].1.clear();
    let error = score(&short.source, &short.target, &short.gold, &whole.perfect()).unwrap_err();
    assert_eq!(error, "Japanese: gold segments cover 13 of 17 characters");
}

#[test]
fn the_reliability_table_tells_pairs_from_nulls() {
    let sample = sample();
    let mut predicted = sample.perfect();
    predicted[0] = Predicted {
        conf: Some(0.6),
        ..sample.bead(&[0], &[0, 1])
    };
    let mut calibration = Calibration::default();
    calibration.add(&sample.gold, &predicted);
    let table = calibration.table();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines,
        [
            "[0.50,0.70) n=     1 said 0.600 right 0.000",
            "[0.90,0.95) n=     2 said 0.900 right 1.000",
            "ECE 0.2667 over 3 pairs",
            "confidence >= 0.5: 1.000 of pairs, precision 0.6667",
            "confidence >= 0.7: 0.667 of pairs, precision 1.0000",
            "confidence >= 0.9: 0.667 of pairs, precision 1.0000",
            "[0.90,0.95) n=     1 said 0.900 right 1.000",
            "ECE 0.1000 over 1 nulls",
            "confidence >= 0.5: 1.000 of nulls, precision 1.0000",
            "confidence >= 0.7: 1.000 of nulls, precision 1.0000",
            "confidence >= 0.9: 1.000 of nulls, precision 1.0000",
        ]
    );
}

#[test]
fn a_planted_passage_is_counted() {
    let joined_lines = |lines: Vec<String>| {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        joined(&lines, "\n")
    };
    let train = |k: usize| (20 + 3 * k, k % 24);
    let english = |(train, hour)| format!("Train {train} leaves at {hour}:15.");
    let japanese = |(train, hour)| format!("{train}号列車は{hour}時15分に出る。");
    let (source, en_segments) = joined_lines((0..30).map(train).map(english).collect());
    let (target, ja_segments) = joined_lines((0..30).map(train).map(japanese).collect());
    let gold = Gold {
        id: "timetable".into(),
        en_segments,
        ja_segments,
        beads: (0..30).map(|k| (vec![k], vec![k])).collect(),
        ..Gold::default()
    };
    let aligner = taiyaku::Aligner::new();
    let cells = |n_beads: usize| {
        let sides = [source.clone(), target.clone()];
        moves::measure(&aligner, &gold, sides, n_beads).cells()
    };
    assert_eq!(cells(4), ["1", "1", "100.00", "1", "0", "100.00"]);
    assert_eq!(cells(0), ["1", "0", "-", "0", "0", "-"]);
    assert_eq!(cells(12), ["0", "0", "-", "0", "0", "-"], "too short");
}
