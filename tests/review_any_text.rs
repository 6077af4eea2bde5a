//! What must hold for the review of every text: it never panics, its spans slice, its ids stay, the page shows text as
//! text, and what it exports comes back.

#![cfg(feature = "html")]

use std::collections::BTreeSet;
use std::ops::Range;

use proptest::prelude::*;
use serde_json::Value;
use taiyaku::review::{Finding, FindingId, ReviewOptions, Verdict, names, review};
use taiyaku::revise::{ReviewSheet, Reviewed, RowState, write_json, write_page, write_table};
use taiyaku::{Aligner, Alignment, Bead, Bitext, revise};

fn written(write: impl FnOnce(&mut Vec<u8>) -> taiyaku::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory takes what is written");
    String::from_utf8(bytes).expect("UTF-8")
}

fn ranges(alignment: &Alignment) -> Vec<(Range<usize>, Range<usize>)> {
    let beads = alignment.beads().iter();
    beads
        .map(|b| (b.source.clone(), b.target.clone()))
        .collect()
}

fn assert_sound(bitext: &Bitext, alignment: &Alignment, findings: &[Finding]) {
    let mut ids = BTreeSet::new();
    for finding in findings {
        assert!(
            ids.insert(finding.id),
            "two findings have the id {}",
            finding.id
        );
        assert!(finding.beads.start < finding.beads.end, "{finding:?}");
        assert!(finding.beads.end <= alignment.beads().len(), "{finding:?}");
        for (spans, text) in [
            (&finding.source, bitext.source().text()),
            (&finding.target, bitext.target().text()),
        ] {
            for span in spans {
                assert!(text.get(span.start..span.end).is_some(), "{finding:?}");
            }
            assert!(spans.is_sorted(), "{finding:?}");
        }
        for reason in [&finding.reason.english, &finding.reason.japanese] {
            assert!(!reason.is_empty() && !reason.contains('\n'), "{finding:?}");
        }
    }
    let rendered = Verdict::new(bitext, alignment, findings).rendered;
    assert!((0.0..=1.0).contains(&rendered), "{rendered}");
}

/// What the page holds outside its own style and scripts must be fixed by the template, and its data the texts.
fn assert_shows_text(html: &str, bitext: &Bitext) {
    let (head, rest) = html
        .split_once("<script type=\"application/json\" id=\"data\">")
        .expect("the page has data");
    let (data, rest) = rest.split_once("</script>").expect("the data end");
    assert!(!data.contains('<'), "a tag could begin in the data");
    let tags = |text: &str| text.matches("<script").count() + text.matches("<img").count();
    assert_eq!((tags(head), tags(rest)), (0, 1));
    assert!(rest.ends_with("</script>\n</body>\n</html>\n"));
    let data: Value = serde_json::from_str(data).expect("JSON");
    for (side, document) in [("source", bitext.source()), ("target", bitext.target())] {
        let segments = data[side]["segments"].as_array().expect("segments");
        assert_eq!(segments.len(), document.segments().len());
        for (k, segment) in segments.iter().enumerate() {
            assert_eq!(segment[0], document.segment_text(k), "segment {k}");
            let length = document.segment_text(k).encode_utf16().count() as u64;
            let anchors = segment[3].as_array().expect("anchors");
            for anchor in anchors.chunks(3) {
                let place = |k: usize| anchor[k].as_u64().expect("a place");
                assert!(place(0) < place(1) && place(1) <= length, "{segment}");
            }
        }
    }
}

/// Reviews a text, shows it, and takes it back; everything that must hold is asserted.
fn go_round(source: &str, target: &str) {
    let bitext = Bitext::new(source, target);
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    assert_sound(&bitext, &alignment, &findings);
    let table_of_names = names(&anchored, &alignment);

    let mut reviewed = Reviewed::new(&alignment);
    let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
    let html =
        written(|out| write_page(&sheet.with_names(&table_of_names), source, &anchored, out));
    assert_shows_text(&html, &bitext);

    // Everything confirmed, everything ignored.
    let plain = written(|out| write_table(&sheet, out)).replace("\topen\t", "\tconfirmed\t");
    if !alignment.beads().is_empty() {
        let back = revise::read(&plain, "plain.tsv", &bitext).expect("a table");
        assert_eq!(back.problems, []);
        reviewed = back.reviewed;
    }
    reviewed = reviewed.ignore(findings.iter().map(|finding| finding.id));
    let again = aligner.realign(&bitext, &reviewed.fixed());
    assert_eq!(ranges(&again), ranges(&alignment));
    let onto = reviewed.onto(&again);
    let sheet = ReviewSheet::new(&bitext, &again, &findings, &onto);
    for file in [
        written(|out| write_table(&sheet, out)),
        written(|out| write_json(&sheet, out)),
    ] {
        if again.beads().is_empty() {
            continue;
        }
        let back = revise::read(&file, "again", &bitext).expect("a review");
        assert_eq!(back.problems, []);
        assert_eq!(back.reviewed, onto);
        let alignment_again = aligner.realign(&bitext, &back.reviewed.fixed());
        assert_eq!(ranges(&alignment_again), ranges(&alignment));
    }
}

#[test]
fn hostile_texts_are_reviewed_shown_and_taken_back() {
    let rows = [
        ("nothing", String::new(), String::new()),
        ("white space", " \n\t\u{3000}".to_owned(), "\r\n".to_owned()),
        ("one side empty", "One. Two.".to_owned(), String::new()),
        ("the other empty", String::new(), "一つ。二つ。".to_owned()),
        (
            "tags",
            "It ends </script><script>alert(1)</script> here. <img src=x onerror=alert(2)> {data} {title} <!-- <script>".to_owned(),
            "ここで</script><script>alert(1)</script>終わる。<img src=x onerror=alert(2)> {script} ]]>\u{2028}\u{2029}".to_owned(),
        ),
        (
            "bidi controls",
            "The \u{202e}admin\u{202c} is \u{2066}here\u{2069}. \u{200f}So.".to_owned(),
            "\u{202e}管理者\u{202c}はここ。\u{061c}\u{feff}そう。".to_owned(),
        ),
        (
            "control characters",
            "A \0 and a \u{1} and \u{7f}\u{85}. Tab\tstop.\u{b}".to_owned(),
            "\0と\u{1b}。\t\"引用\t符\"\u{c}。".to_owned(),
        ),
        (
            "lone combining marks",
            "\u{301}\u{301} a\u{301}\u{301}. \u{fe0f}\u{200d}".to_owned(),
            "\u{3099}\u{309a}か\u{3099}\u{3099}。\u{ff9e}".to_owned(),
        ),
        ("one line", "word after word ".repeat(6_250), "語また語".repeat(25_000)),
        ("open brackets", "(\"[".repeat(20_000), "「（『".repeat(20_000)),
        ("digits", "1 2,3.4 ".repeat(10_000), "一二三1２".repeat(10_000)),
        ("one name", "Ann ".repeat(10_000), "アン".repeat(10_000)),
        ("names", "Ann met Bob. ".repeat(300), "アンはボブに会った。".repeat(300)),
        ("code", "`a_b` {x} %s http://a.b/c ".repeat(4_000), "`a_c`{y}%dhttp://a.b/d".repeat(4_000)),
        ("both the same", "Same text. ".repeat(500), "Same text. ".repeat(500)),
    ];
    for (name, source, target) in rows {
        println!("{name}"); // which row, should one fail
        go_round(&source, &target);
    }
}

#[test]
fn half_a_million_commas_are_reviewed() {
    let bitext = Bitext::new("a, ".repeat(20_000), "、".repeat(500_000));
    let sides = [bitext.source(), bitext.target()].map(|side| side.segments().len());
    // What is told of them is the matter here, not how they are aligned: the half of them in one bead.
    let bead = |source: Range<usize>, target: Range<usize>| Bead::new(source, target, 0.5);
    let middle = sides.map(|n| n / 2);
    let alignment = Alignment::from_beads(vec![
        bead(0..middle[0], 0..middle[1]),
        bead(middle[0]..sides[0], middle[1]..middle[1]),
        bead(sides[0]..sides[0], middle[1]..sides[1]),
    ]);
    let anchored = Aligner::new().read(&bitext);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    assert_sound(&bitext, &alignment, &findings);
    let reviewed = Reviewed::new(&alignment);
    let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
    let html = written(|out| write_page(&sheet, "commas", &anchored, out));
    assert_shows_text(&html, &bitext);
    for file in [
        written(|out| write_table(&sheet, out)),
        written(|out| write_json(&sheet, out)),
    ] {
        let back = revise::read(&file, "commas", &bitext).expect("a review");
        assert_eq!((back.problems, back.reviewed), (vec![], reviewed.clone()));
    }
}

/// Pieces of which hostile texts are made.
const PIECES: &[&str] = &[
    "The mill",
    "Anna",
    "24",
    "24 rooms",
    "1.5 million",
    "not",
    "?",
    ". ",
    "! ",
    "\n",
    "\n\n",
    ", ",
    "\"",
    "(",
    ")",
    "水車小屋",
    "アンナ",
    "42",
    "二十四",
    "部屋は",
    "ない",
    "か。",
    "。",
    "、",
    "「",
    "」",
    "（",
    "）",
    "です。",
    "だ。",
    "</script>",
    "<b>",
    "&lt;",
    "{data}",
    "%s",
    "http://a.b",
    "`x`",
    "\u{202e}",
    "\0",
    "\u{301}",
    "\u{3099}",
    "🐟",
    "が\u{3099}",
    "\t",
    "\\n",
    "'",
    "ｶﾞ",
    "Ａ",
    "*",
    "**",
    "・",
    "…",
    "――",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// Pairs of sentences of which each one is right, and one of which the number is wrong.
const RIGHT: &[(&str, &str)] = &[
    ("The ship sank in the storm.", "船は嵐で沈んだ。"),
    ("Nobody was on the pier.", "桟橋には誰もいなかった。"),
    ("The teacher bought a camera.", "先生はカメラを買った。"),
    ("It rained for three days.", "三日間雨が降った。"),
    (
        "The computer hummed all night.",
        "コンピューターは一晩中うなっていた。",
    ),
];
const WRONG: (&str, &str) = ("The mill has 24 rooms.", "水車小屋には部屋が42室ある。");

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_goes_round(source in "\\PC{0,120}", target in "\\PC{0,120}") {
        go_round(&source, &target);
    }

    #[test]
    fn pieces_of_hostile_texts_go_round(source in pieces(), target in pieces()) {
        go_round(&source, &target);
    }

    #[test]
    fn what_is_ignored_stays_ignored_and_the_rest_stays(source in pieces(), target in pieces(), which in any::<prop::sample::Index>()) {
        let bitext = Bitext::new(source, target);
        let aligner = Aligner::new();
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        let all = review(&anchored, &alignment, &ReviewOptions::default());
        prop_assert_eq!(&all, &review(&anchored, &alignment, &ReviewOptions::default()));
        if !all.is_empty() {
            let ignored = which.get(&all).id;
            let rest = review(&anchored, &alignment, &ReviewOptions::default().ignore([ignored]));
            let wanted: Vec<Finding> = all.into_iter().filter(|f| f.id != ignored).collect();
            prop_assert_eq!(rest, wanted);
        }
    }

    #[test]
    fn ids_survive_edits_elsewhere(
        before in prop::collection::vec(0..RIGHT.len(), 0..4),
        after in prop::collection::vec(0..RIGHT.len(), 0..4),
        gap in prop::sample::select(vec!["\n\n", "\n"]),
    ) {
        let id = |before: &[usize], after: &[usize]| -> Vec<FindingId> {
            let pairs = before.iter().map(|&k| RIGHT[k]).chain([WRONG]).chain(after.iter().map(|&k| RIGHT[k]));
            let (source, target): (Vec<&str>, Vec<&str>) = pairs.unzip();
            let bitext = Bitext::new(source.join(gap), target.join(gap));
            let aligner = Aligner::new();
            let anchored = aligner.read(&bitext);
            let alignment = aligner.align(&anchored);
            let findings = review(&anchored, &alignment, &ReviewOptions::default().only([taiyaku::review::Check::Number]));
            findings.iter().map(|f| f.id).collect()
        };
        let alone = id(&[], &[]);
        prop_assert_eq!(alone.len(), 1);
        prop_assert_eq!(id(&before, &after), alone);
    }

    #[test]
    fn what_is_fixed_stands_however_the_file_is_laid_out(
        source in pieces(), target in pieces(),
        states in prop::collection::vec(0usize..3, 1..40),
        order in any::<u64>(), filters in any::<bool>(), ends in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let bitext = Bitext::new(source, target);
        let aligner = Aligner::new();
        let alignment = aligner.align(&bitext);
        let sheet_of = Reviewed::new(&alignment);
        let plain = written(|out| write_table(&ReviewSheet::new(&bitext, &alignment, &[], &sheet_of), out));
        let mut lines: Vec<String> = plain.lines().map(str::to_owned).collect();
        let mut fixed = Vec::new();
        for (k, line) in lines.iter_mut().enumerate().skip(1) {
            let state = RowState::all().nth(states[k % states.len()]).expect("there are three");
            *line = line.replacen("\topen\t", &format!("\t{}\t", state.name()), 1);
            if state.is_fixed() {
                fixed.push(ranges(&alignment)[k - 1].clone());
            }
        }
        let header = lines.remove(0);
        lines.sort_by_key(|line| line.bytes().fold(order, |hash, byte| hash.rotate_left(5) ^ u64::from(byte).wrapping_mul(0x9e37_79b9)));
        if filters {
            lines.retain(|line| !line.contains("\topen\t"));
        }
        if lines.is_empty() {
            return Ok(());
        }
        let text = format!("\u{feff}{header}{ends}{}{ends}", lines.join(ends));
        let back = revise::read(text.trim_start_matches('\u{feff}'), "f", &bitext).unwrap();
        prop_assert_eq!(&back.problems, &[]);
        let again = ranges(&aligner.realign(&bitext, &back.reviewed.fixed()));
        for bead in fixed {
            prop_assert!(again.contains(&bead), "{bead:?} is not among {again:?}");
        }
    }
}
