//! A review whose text was edited after the file was written, and tables whose cells were.

use std::ops::Range;

use super::*;
use crate::align::{Alignment, Bead};
use crate::bitext::Bitext;
use crate::text::{Document, Language};

const PAIRS: [(&str, &str); 12] = [
    ("It rained all day.", "一日中雨が降っていた。"),
    ("We stayed at home.", "私たちは家にいた。"),
    ("The cat slept on the old sofa.", "猫は古いソファで眠った。"),
    ("Nobody came to the door.", "玄関には誰も来なかった。"),
    ("The clock struck nine.", "時計が九時を打った。"),
    (
        "My brother made tea for everyone.",
        "兄が皆にお茶をいれた。",
    ),
    ("He had read the paper twice.", "彼は新聞を二度読んでいた。"),
    (
        "Outside, a car went past slowly.",
        "外を車がゆっくり通り過ぎた。",
    ),
    (
        "Nine letters lay on the table.",
        "机の上に手紙が九通あった。",
    ),
    (
        "She opened only the smallest.",
        "彼女は一番小さいものだけを開けた。",
    ),
    ("There was no name on it.", "そこに名前はなかった。"),
    ("Yes.", "はい。"),
];

/// The bitext of some pairs, a line each, and its beads.
pub(super) fn bitext(lines: &[(String, String)]) -> (Bitext, Alignment) {
    let text = |of: fn(&(String, String)) -> &str| {
        let lines: Vec<&str> = lines.iter().map(of).collect();
        lines.join("\n")
    };
    let bitext = Bitext::from_documents(
        Document::from_lines(text(|line| &line.0), Language::English),
        Document::from_lines(text(|line| &line.1), Language::Japanese),
    );
    let (mut i, mut j) = (0, 0);
    let beads = lines.iter().map(|(source, target)| {
        let (from, to) = ((i, j), (i + n_lines(source), j + n_lines(target)));
        (i, j) = to;
        Bead::new(from.0..to.0, from.1..to.1, 0.9)
    });
    let alignment = Alignment::from_beads(beads.collect());
    (bitext, alignment)
}

fn n_lines(text: &str) -> usize {
    usize::from(!text.is_empty())
}

pub(super) fn pairs(numbers: &[usize]) -> Vec<(String, String)> {
    let pairs = numbers.iter().map(|&k| PAIRS[k]);
    pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

/// The table and the JSON of a review in which every row is as `row` makes it.
pub(super) fn files(
    lines: &[(String, String)],
    row: impl Fn(usize, &mut ReviewedRow),
) -> [String; 2] {
    let (bitext, alignment) = bitext(lines);
    let rows = alignment.beads().iter().enumerate().map(|(k, bead)| {
        let mut read = ReviewedRow::open(bead);
        row(k, &mut read);
        agree::ReadRow { row: read, line: k }
    });
    let (reviewed, problems) = Reviewed::from_read_rows(rows.collect(), Default::default());
    assert_eq!(problems, []);
    let sheet = ReviewSheet::new(&bitext, &alignment, &[], &reviewed);
    let (mut table, mut json) = (Vec::new(), Vec::new());
    write_table(&sheet, &mut table).unwrap();
    write_json(&sheet, &mut json).unwrap();
    [table, json].map(|bytes| String::from_utf8(bytes).unwrap())
}

pub(super) fn confirmed(_: usize, row: &mut ReviewedRow) {
    row.state = RowState::Confirmed;
}

/// Rows as `s1:t1 confirmed`, with what they have besides.
pub(super) fn shown(back: &ReadBack) -> Vec<String> {
    let side = |letter: char, range: &Range<usize>| match range.len() {
        0 => format!("<{letter}{}", range.start + 1),
        1 => format!("{letter}{}", range.end),
        _ => format!("{letter}{}..{}", range.start + 1, range.end),
    };
    let rows = back.reviewed.rows().iter().map(|row| {
        let mut shown = format!(
            "{}:{} {}",
            side('s', &row.source),
            side('t', &row.target),
            row.state
        );
        if let Some(suggestion) = &row.suggestion {
            shown += &format!(" [{suggestion}]");
        }
        if let Some(was) = &row.changed {
            shown += &format!(
                " was {} ({}|{})",
                was.state, was.source_text, was.target_text
            );
        }
        if !row.comment.is_empty() {
            shown += &format!(" #{}", row.comment);
        }
        shown
    });
    rows.collect()
}

#[test]
fn rows_whose_texts_stand_are_as_they_were() {
    let all = pairs(&[0, 1, 2, 3, 4]);
    type Edit = fn(&mut Vec<(String, String)>);
    let rows: [(&str, Edit, &[&str]); 9] = [
        (
            "a character of a translation",
            |lines| lines[1].1 = "私たちは家におった。".to_owned(),
            &[
                "s1:t1 confirmed",
                "s2:t2 open was confirmed (We stayed at home.|私たちは家にいた。)",
                "s3:t3 confirmed",
                "s4:t4 confirmed",
                "s5:t5 confirmed",
            ],
        ),
        (
            "a character of an original",
            |lines| lines[4].0 = "The clock struck ten.".to_owned(),
            &[
                "s1:t1 confirmed",
                "s2:t2 confirmed",
                "s3:t3 confirmed",
                "s4:t4 confirmed",
                "s5:t5 open was confirmed (The clock struck nine.|時計が九時を打った。)",
            ],
        ),
        (
            "a sentence written again",
            |lines| lines[0].1 = "朝から晩まで土砂降り。".to_owned(),
            &[
                "s1:t1 open was confirmed (It rained all day.|一日中雨が降っていた。)",
                "s2:t2 confirmed",
                "s3:t3 confirmed",
                "s4:t4 confirmed",
                "s5:t5 confirmed",
            ],
        ),
        (
            "a pair that came in",
            |lines| lines.insert(2, ("She left.".to_owned(), "彼女は去った。".to_owned())),
            &[
                "s1:t1 confirmed",
                "s2:t2 confirmed",
                "s4:t4 confirmed",
                "s5:t5 confirmed",
                "s6:t6 confirmed",
            ],
        ),
        (
            "a translation that is gone",
            |lines| lines[3].1.clear(),
            &[
                "s1:t1 confirmed",
                "s2:t2 confirmed",
                "s3:t3 confirmed",
                "s4:<t4 open was confirmed (Nobody came to the door.|玄関には誰も来なかった。)",
                "s5:t4 confirmed",
            ],
        ),
        (
            "blanks",
            |lines| lines[0].0 = "It  rained all day.".to_owned(),
            &[
                "s1:t1 confirmed",
                "s2:t2 confirmed",
                "s3:t3 confirmed",
                "s4:t4 confirmed",
                "s5:t5 confirmed",
            ],
        ),
        (
            "two sentences that changed places",
            |lines| lines.swap(0, 4),
            &["s2:t2 confirmed", "s3:t3 confirmed", "s4:t4 confirmed"],
        ),
        (
            "two edits side by side",
            |lines| {
                lines[1].1 = "私たちは家におった。".to_owned();
                lines[2].1 = "犬は古いソファで眠った。".to_owned();
            },
            &[
                "s1:t1 confirmed",
                "s2:t2 open was confirmed (We stayed at home.|私たちは家にいた。)",
                "s3:t3 open was confirmed (The cat slept on the old sofa.|猫は古いソファで眠った。)",
                "s4:t4 confirmed",
                "s5:t5 confirmed",
            ],
        ),
        (
            "a sentence divided in two",
            |lines| {
                lines[2].1 = "猫はソファで眠った。".to_owned();
                lines.insert(3, (String::new(), "古いソファだ。".to_owned()));
            },
            &[
                "s1:t1 confirmed",
                "s2:t2 confirmed",
                "s3:t3..4 open was confirmed (The cat slept on the old sofa.|猫は古いソファで眠った。)",
                "s4:t5 confirmed",
                "s5:t6 confirmed",
            ],
        ),
    ];
    for (name, edit, expected) in rows {
        let mut edited = all.clone();
        edit(&mut edited);
        let (now, _) = bitext(&edited);
        for file in files(&all, confirmed) {
            let back = read(&file, "f", &now).unwrap();
            let fixed: Vec<String> = match name {
                "two sentences that changed places" => shown(&back)
                    .into_iter()
                    .filter(|row| row.ends_with("confirmed"))
                    .collect(),
                _ => shown(&back),
            };
            assert_eq!(fixed, expected, "{name}: {:?}", back.problems);
        }
    }
}

#[test]
fn a_row_that_is_gone_is_a_problem_that_quotes_it() {
    let all = pairs(&[0, 1, 2, 3, 4]);
    let mut edited = all.clone();
    edited.remove(1);
    let (now, _) = bitext(&edited);
    for file in files(&all, |k, row| {
        row.state = RowState::Confirmed;
        row.comment = format!("note {k}");
    }) {
        let back = read(&file, "f", &now).unwrap();
        assert_eq!(shown(&back).len(), 4);
        let problems: Vec<String> = back.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "line 3: is no longer in the text, confirmed: `We stayed at home.` with `私たちは家にいた。`; its comment is `note 1`"
            ]
        );
    }
}

#[test]
fn repeated_sentences_map_in_order() {
    let all = pairs(&[11, 0, 11, 1, 11, 11, 2, 11]);
    let mut edited = all.clone();
    edited[1].1 = "一日中雨が降った。".to_owned();
    edited.insert(0, ("She left.".to_owned(), "彼女は去った。".to_owned()));
    let (now, _) = bitext(&edited);
    for file in files(&all, |k, row| {
        row.state = RowState::Confirmed;
        row.comment = k.to_string();
    }) {
        let back = read(&file, "f", &now).unwrap();
        assert_eq!(back.problems, []);
        let found: Vec<(usize, usize)> = back
            .reviewed
            .rows()
            .iter()
            .map(|row| (row.source.start, row.comment.parse().unwrap()))
            .collect();
        let expected: Vec<(usize, usize)> = (0..8).map(|k| (k + 1, k)).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_filtered_file_finds_the_right_one_of_equal_sentences() {
    let all = pairs(&[0, 11, 1, 11, 2, 11, 3, 11, 4]);
    let mut edited = all.clone();
    edited[8].1 = "時計が十時を打った。".to_owned();
    let (now, _) = bitext(&edited);
    let [table, _] = files(&all, confirmed);
    let lines: Vec<&str> = table.lines().collect();
    let filtered = [lines[0], lines[6], lines[7], lines[1]].join("\n");
    let back = read(&filtered, "f", &now).unwrap();
    assert_eq!(
        shown(&back),
        ["s1:t1 confirmed", "s6:t6 confirmed", "s7:t7 confirmed"]
    );
}

/// The table with one of its cells changed, by the name of the column.
fn with_cells(table: &str, cells: &[(usize, &str, &str)]) -> String {
    let mut lines: Vec<Vec<String>> = table
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    for (line, column, text) in cells {
        let at = COLUMNS.iter().position(|name| name == column).unwrap();
        lines[*line][at] = (*text).to_owned();
    }
    let lines: Vec<String> = lines.iter().map(|fields| fields.join("\t")).collect();
    lines.join("\n")
}

#[test]
fn an_edited_target_cell_is_a_suggestion() {
    let all = pairs(&[0, 1, 2, 3, 4]);
    let [table, _] = files(&all, confirmed);
    type Cells = &'static [(usize, &'static str, &'static str)];
    let rows: [(&str, Cells, &[&str]); 7] = [
        (
            "an edited translation",
            &[(2, "target", "私たちは家におりました。")],
            &["s2:t2 confirmed [私たちは家におりました。]"],
        ),
        (
            "a formula",
            &[(2, "target", "'=SUM(A1)")],
            &["s2:t2 confirmed [=SUM(A1)]"],
        ),
        (
            "blanks",
            &[(2, "target", " 私たちは 家にいた。")],
            &["s2:t2 confirmed"],
        ),
        (
            "the text of another row, which is still there",
            &[(2, "target", "猫は古いソファで眠った。")],
            &["s2:t2 confirmed [猫は古いソファで眠った。]"],
        ),
        (
            "the text of another row, which was cut",
            &[(2, "target", "猫は古いソファで眠った。"), (3, "target", "")],
            &["s2:t3 corrected", "s3:<t4 corrected"],
        ),
        (
            "two rows joined, and one of them edited",
            &[
                (
                    2,
                    "source",
                    "We stayed at home. The cat slept on the old sofa.",
                ),
                (2, "target", "私たちは家におり、猫は古いソファで眠った。"),
                (3, "source", ""),
                (3, "target", ""),
            ],
            &["s2..3:t2..3 corrected [私たちは家におり、猫は古いソファで眠った。]"],
        ),
        (
            "a translation joined to an edited one",
            &[
                (2, "target", "私たちは家におり、猫は古いソファで眠った。"),
                (3, "target", ""),
            ],
            &[
                "s2:t2..3 corrected [私たちは家におり、猫は古いソファで眠った。]",
                "s3:<t4 corrected",
            ],
        ),
    ];
    let (same, _) = bitext(&all);
    for (name, cells, expected) in rows {
        let back = read(&with_cells(&table, cells), "f", &same).unwrap();
        let last = if expected.len() == 1 { "s3:" } else { "s4:" };
        let others = |row: &String| {
            let edges = ["s1:", "s4:", "s5:", last];
            !edges.iter().any(|start| row.starts_with(start))
        };
        let found: Vec<String> = shown(&back).into_iter().filter(others).collect();
        assert_eq!(found, expected, "{name}: {:?}", back.problems);
        assert_eq!(back.problems, [], "{name}");
    }
}

#[test]
fn a_suggestion_survives_an_edit_elsewhere_and_is_done_when_it_is_the_text() {
    let all = pairs(&[0, 1, 2, 3, 4]);
    let suggest = |k: usize, row: &mut ReviewedRow| {
        row.state = RowState::Confirmed;
        if k == 1 {
            row.suggestion = Some("私たちは家におりました。".to_owned());
        }
    };
    for (name, line, target, expected) in [
        (
            "an edit elsewhere",
            0,
            "一日中雨が降った。",
            "s2:t2 confirmed [私たちは家におりました。]",
        ),
        (
            "the suggestion is the text",
            1,
            "私たちは家におりました。",
            "s2:t2 confirmed",
        ),
        (
            "another text than the suggestion",
            1,
            "我々は家にいました。",
            "s2:t2 open was confirmed (We stayed at home.|私たちは家にいた。) #suggested translation: 私たちは家におりました。",
        ),
    ] {
        let mut edited = all.clone();
        edited[line].1 = target.to_owned();
        let (now, _) = bitext(&edited);
        for file in files(&all, suggest) {
            let back = read(&file, "f", &now).unwrap();
            assert_eq!(shown(&back)[1], expected, "{name}");
        }
    }
}

#[test]
fn text_that_is_restored_is_confirmed_again() {
    let all = pairs(&[0, 1, 2, 3, 4]);
    let mut edited = all.clone();
    edited[2].1 = "猫は古い椅子で眠った。".to_owned();
    let (before, _) = bitext(&all);
    let changed = |k: usize, row: &mut ReviewedRow| match k {
        2 => row.changed = Some(Changed::new(RowState::Confirmed, &all[2].0, &all[2].1)),
        _ => row.state = RowState::Confirmed,
    };
    for file in files(&edited, changed) {
        let back = read(&file, "f", &before).unwrap();
        assert_eq!(shown(&back)[2], "s3:t3 confirmed");
    }
}

#[test]
fn a_table_begins_with_a_byte_order_mark_and_long_cells_are_listed() {
    let mut all = pairs(&[0, 1]);
    all[1].1 = "雨".repeat(40_000);
    let [table, _] = files(&all, confirmed);
    assert!(table.starts_with("\u{feff}id\t"));
    let (same, alignment) = bitext(&all);
    let reviewed = Reviewed::new(&alignment);
    let sheet = ReviewSheet::new(&same, &alignment, &[], &reviewed);
    let long: Vec<(usize, &str, usize)> = long_cells(&sheet)
        .into_iter()
        .map(|cell| (cell.row, cell.column, cell.length))
        .collect();
    assert_eq!(long, [(2, "target", 40_000), (2, "target_before", 40_000)]);
    let cut = with_cells(&table, &[(2, "target", &"雨".repeat(32_767))]);
    let back = read(&cut, "f", &same).unwrap();
    assert_eq!(shown(&back), ["s1:t1 confirmed", "s2:t2 confirmed"]);
}
