//! Checks after edits, single ones and many at random.

use super::*;

/// Texts of their own; every sentence has a number, so that a wrong pair is seen.
fn texts(n: usize) -> Bitext {
    let (mut source, mut target) = (String::new(), String::new());
    for k in 0..n {
        source.push_str(&format!(
            "The harbour master wrote {} lines on page {k}. ",
            k * 7 + 3
        ));
        target.push_str(&format!("港長は{k}ページに{}行を書いた。", k * 7 + 3));
    }
    Bitext::new(source, target)
}

fn rows(bitext: &Bitext) -> Vec<Row> {
    let alignment = Aligner::new().align(bitext);
    let beads = alignment.beads().iter();
    beads
        .map(|bead| {
            let (source, target) = (&bead.source, &bead.target);
            let source = (source.start, source.end);
            Row::open(
                source,
                (target.start, target.end),
                f64::from(bead.confidence),
            )
        })
        .collect()
}

#[test]
fn a_suggestion_is_checked_and_settles_its_finding() {
    let bitext = Bitext::new(
        "It has 24 rooms. Nobody lives there.",
        "部屋が42ある。誰も住んでいない。",
    );
    let (aligner, mut rows) = (Aligner::new(), rows(&bitext));
    let check = |rows: &[Row]| check(&bitext, None, &aligner, rows, &BTreeSet::new());
    assert_eq!(check(&rows).findings.len(), 1);
    rows[0].suggestion = Some("部屋が24ある。".to_owned());
    assert!(check(&rows).findings.is_empty());
    rows[1].suggestion = Some("7人が住んでいる。".to_owned());
    let checked = check(&rows);
    assert!(!checked.findings.is_empty());
    let json = serde_json::to_string(&crate::desk::findings::found(
        &checked.working,
        &checked.rows,
        &checked.alignment,
        (&checked.findings, &checked.names),
    ))
    .expect("JSON");
    assert!(json.contains(r#""suggested":[[1,1,0,"#), "{json}");
}

#[test]
fn only_rows_beside_a_correction_are_aligned_again() {
    let bitext = texts(40);
    let (aligner, right) = (Aligner::new(), rows(&bitext));
    let mut wrong = right.clone();
    // Rows 10 to 14 lost their way by one sentence.
    for row in &mut wrong[10..14] {
        row.target = (row.target.0 + 1, row.target.1 + 1);
        row.confidence = 0.3;
    }
    wrong[9].target.1 += 1;
    wrong[14].target.0 += 1;
    (wrong[9].confidence, wrong[14].confidence) = (0.3, 0.3);
    let seen = BTreeSet::new();
    let unchanged = check(&bitext, None, &aligner, &wrong, &seen);
    assert!(unchanged.splices.is_empty(), "nobody corrected anything");
    // A person puts the first boundary right.
    wrong[9].target.1 -= 1;
    wrong[10].target.0 -= 1;
    (wrong[9].state, wrong[9].confidence) = (State::Corrected, 1.0);
    let checked = check(&bitext, None, &aligner, &wrong, &seen);
    let places = |rows: &[Row]| rows.iter().map(Row::place).collect::<Vec<_>>();
    assert_eq!(places(&checked.rows), places(&right));
    assert_eq!(checked.rows[9].state, State::Corrected);
    // It is not done twice.
    let again = check(&bitext, None, &aligner, &wrong, &corrected(&wrong));
    assert!(again.splices.is_empty());
    // A confirmed row stops it.
    wrong[11].state = State::Confirmed;
    let checked = check(&bitext, None, &aligner, &wrong, &seen);
    assert_eq!(checked.rows[11], wrong[11]);
}

/// A linear congruential generator (Knuth's MMIX constants): the same edits on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// One edit as the page makes it: a suggestion, a boundary that is moved, two rows that become one, a state.
fn edit(rows: &mut Vec<Row>, random: &mut Random) {
    let at = random.below(rows.len() - 1);
    match random.below(6) {
        0 | 1 => {
            let texts = [
                "港長は7行を書いた。",
                "別の訳。そして、もう一文",
                "",
                "＿𠮷🐟？",
                "\u{200b}",
            ];
            let text = texts[random.below(texts.len())];
            rows[at].suggestion = (!text.is_empty()).then(|| text.to_owned());
        }
        2 if rows[at].target.1 - rows[at].target.0 > 0 => {
            let end = rows[at].target.1 - 1;
            (rows[at].target.1, rows[at + 1].target.0) = (end, end);
            for row in &mut rows[at..at + 2] {
                (row.state, row.suggestion, row.confidence) = (State::Corrected, None, 1.0);
            }
            rows.retain(|row| row.source.0 < row.source.1 || row.target.0 < row.target.1);
        }
        3 if rows.len() > 4 => {
            let below = rows.remove(at + 1);
            let row = &mut rows[at];
            (row.source.1, row.target.1) = (below.source.1, below.target.1);
            (row.state, row.suggestion, row.confidence) = (State::Corrected, None, 1.0);
        }
        4 => rows[at].state = State::Confirmed,
        _ => rows[at].comment.push('c'),
    }
}

fn face(checked: &Checked) -> String {
    let (rows, alignment) = (&checked.rows, &checked.alignment);
    let reviewed = (checked.findings.as_slice(), checked.names.as_slice());
    let found = crate::desk::findings::found(&checked.working, rows, alignment, reviewed);
    serde_json::to_string(&found).expect("JSON")
}

#[test]
fn after_any_edits_the_findings_are_those_of_a_full_run_and_fixed_rows_stay() {
    for seed in 0..12 {
        let (bitext, aligner, mut random) = (texts(24), Aligner::new(), Random(seed));
        let (mut rows, mut seen) = (rows(&bitext), BTreeSet::new());
        for step in 0..12 {
            edit(&mut rows, &mut random);
            let name = format!("seed {seed}, step {step}");
            let checked = check(&bitext, None, &aligner, &rows, &seen);
            let is_fixed = |row: &&Row| !row.is_untouched();
            let fixed = |rows: &[Row]| rows.iter().filter(is_fixed).cloned().collect::<Vec<_>>();
            assert_eq!(fixed(&checked.rows), fixed(&rows), "{name}");
            let n = [bitext.source(), bitext.target()].map(|side| side.segments().len());
            assert_eq!(extent(&checked.rows), Some([0, n[0], 0, n[1]]), "{name}");
            // The splices lead from the rows of the page to those that were checked.
            let mut spliced = rows.clone();
            for splice in &checked.splices {
                let end = splice.at + splice.out.len();
                assert_eq!(spliced[splice.at..end], splice.out, "{name}");
                spliced.splice(splice.at..end, splice.come.iter().cloned());
            }
            assert_eq!(spliced, checked.rows, "{name}");
            // All from the beginning: another reading of the files, another aligner, no memory of earlier checks.
            let all = corrected(&checked.rows);
            let full = check(&texts(24), None, &Aligner::new(), &checked.rows, &all);
            assert_eq!(face(&full), face(&checked), "{name}");
            (rows, seen) = (checked.rows, all);
        }
    }
}
