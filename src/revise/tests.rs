use std::ops::Range;

use super::*;
use crate::Aligner;
use crate::align::Alignment;
use crate::bitext::Bitext;

fn bitext() -> Bitext {
    Bitext::new(
        "It rained. We stayed. The cat slept. Nobody came. The clock struck nine.",
        "雨が降った。家にいた。猫は眠った。誰も来なかった。時計が九時を打った。",
    )
}

fn written(bitext: &Bitext, alignment: &Alignment, reviewed: &Reviewed) -> [String; 2] {
    let sheet = ReviewSheet::new(bitext, alignment, &[], reviewed);
    let (mut as_table, mut as_json) = (Vec::new(), Vec::new());
    write_table(&sheet, &mut as_table).unwrap();
    write_json(&sheet, &mut as_json).unwrap();
    [as_table, as_json].map(|bytes| String::from_utf8(bytes).unwrap())
}

/// A plain table and JSON of the bitext, five rows of one segment a side.
fn plain() -> (Bitext, [String; 2]) {
    let bitext = bitext();
    let alignment = Aligner::new().align(&bitext);
    assert_eq!(alignment.beads().len(), 5);
    let reviewed = Reviewed::new(&alignment);
    let files = written(&bitext, &alignment, &reviewed);
    (bitext, files)
}

/// Fixed beads as in `1-1:1-2`, segments from 1, and the problems.
fn read_text(text: &str) -> (Vec<String>, Vec<String>) {
    let back = read(text, "f", &bitext()).unwrap();
    let side = |r: &Range<usize>| match r.len() {
        0 => format!("<{}", r.start + 1),
        _ => format!("{}-{}", r.start + 1, r.end),
    };
    let fixed = back.reviewed.fixed();
    let beads = fixed
        .beads()
        .iter()
        .map(|b| format!("{}:{}", side(&b.source), side(&b.target)));
    (
        beads.collect(),
        back.problems.iter().map(ToString::to_string).collect(),
    )
}

/// The table with one of its lines changed.
fn edited(table: &str, line: usize, edit: impl Fn(&mut Vec<String>)) -> String {
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    let mut fields: Vec<String> = lines[line].split('\t').map(str::to_owned).collect();
    edit(&mut fields);
    lines[line] = fields.join("\t");
    lines.join("\n") + "\n"
}

#[test]
fn what_is_written_is_read() {
    let bitext = bitext();
    let alignment = Aligner::new().align(&bitext);
    let (_, [plain, _]) = plain();
    let confirmed = edited(
        &edited(&plain, 2, |f| f[8] = "confirmed".to_owned()),
        4,
        |f| {
            f[9] = "x".to_owned();
            f[10] = r"first\nsecond".to_owned();
            f[12] = "number:00abcdef01234567".to_owned();
        },
    );
    let back = read(&confirmed, "f", &bitext).unwrap();
    assert_eq!(back.problems, []);
    assert_eq!(back.reviewed.rows()[3].comment, "first\nsecond");
    assert!(back.reviewed.rows()[3].mark);
    assert_eq!(back.reviewed.ignored().len(), 1);
    for file in written(&bitext, &alignment, &back.reviewed) {
        assert_eq!(read(&file, "f", &bitext).unwrap(), back);
    }
}

#[test]
fn rows_may_be_sorted_filtered_and_saved_by_a_spreadsheet() {
    let (_, [plain, _]) = plain();
    let confirmed = plain.replace("\topen\t", "\tConfirmed\t");
    let mut lines: Vec<&str> = confirmed.lines().collect();
    lines[1..].reverse();
    let all = ["1-1:1-1", "2-2:2-2", "3-3:3-3", "4-4:4-4", "5-5:5-5"];
    let rows: [(&str, String, &[&str]); 5] = [
        ("reversed", lines.join("\n"), &all),
        ("line ends of Windows", lines.join("\r\n"), &all),
        (
            "two rows only",
            [lines[0], lines[2], lines[4]].join("\n"),
            &["2-2:2-2", "4-4:4-4"],
        ),
        ("commas", confirmed.replace('\t', ","), &all),
        (
            "semicolons and no last line end",
            confirmed.trim_end().replace('\t', ";"),
            &all,
        ),
    ];
    for (name, text, beads) in rows {
        assert_eq!(
            read_text(&text),
            (beads.iter().map(|b| (*b).to_owned()).collect(), vec![]),
            "{name}"
        );
    }
}

/// The table with its columns in another order, each named by its place.
fn with_columns(table: &str, order: &[usize]) -> String {
    let lines = table.lines().map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let kept: Vec<&str> = order.iter().map(|&k| fields[k]).collect();
        kept.join("\t") + "\n"
    });
    lines.collect()
}

#[test]
fn whatever_a_spreadsheet_does_to_a_table_the_rows_are_the_same() {
    let (_, [plain, _]) = plain();
    let table = plain.replace("\topen\t", "\tconfirmed\t");
    let in_quotes = |delimiter: &str| -> String {
        let quoted = |line: &str| {
            let fields = line.split('\t').map(|field| format!("\"{field}\""));
            fields.collect::<Vec<_>>().join(delimiter) + "\r\n"
        };
        table.lines().map(quoted).collect()
    };
    let cut = |line: &str| line.trim_end_matches('\t').to_owned() + "\n";
    let twice = {
        let lines: Vec<&str> = table.lines().collect();
        [&lines[..], &lines[1..]].concat().join("\n")
    };
    let by = |column: usize| {
        let mut lines: Vec<&str> = table.lines().collect();
        lines[1..].sort_by_key(|line| line.split('\t').nth(column));
        lines.join("\n")
    };
    let rows = [
        ("a byte order mark", format!("\u{feff}{table}")),
        ("line ends of old Macintoshes", table.replace('\n', "\r")),
        ("every field in quotation marks, tabs", in_quotes("\t")),
        ("every field in quotation marks, commas", in_quotes(",")),
        ("every field in quotation marks, semicolons", in_quotes(";")),
        (
            "empty columns at the end left out",
            table.lines().map(cut).collect(),
        ),
        (
            "columns from last to first",
            with_columns(&table, &[12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]),
        ),
        (
            "only the needed columns",
            with_columns(&table, &[8, 5, 7, 6]),
        ),
        ("a column of one's own", table.replace('\n', "\tmine\n")),
        (
            "headers in capitals",
            table
                .replacen("source_segments", " Source_Segments", 1)
                .replacen("state", "STATE ", 1),
        ),
        ("empty lines", table.replace('\n', "\n\n\t\t\t\n")),
        ("spaces around fields", table.replace('\t', " \t ")),
        ("no last line end", table.trim_end().to_owned()),
        ("every row twice", twice),
        ("sorted by the translation", by(4)),
        ("sorted by confidence", by(2)),
        (
            "a state in capitals",
            table.replace("confirmed", "CONFIRMED"),
        ),
        (
            "a kind taken for a date",
            table.replace("\t'1-1\t", "\t1月1日\t"),
        ),
        ("a confidence with a comma", table.replace("\t0.", "\t0,")),
        ("a corrected row", table.replace("confirmed", "corrected")),
    ];
    let all = ["1-1:1-1", "2-2:2-2", "3-3:3-3", "4-4:4-4", "5-5:5-5"].map(str::to_owned);
    for (name, text) in rows {
        assert_eq!(read_text(&text), (all.to_vec(), vec![]), "{name}");
    }
}

#[test]
fn rows_are_merged_split_and_moved_by_their_segments() {
    let (bitext, [plain, _]) = plain();
    let head = "document\tsource_segments\ttarget_segments\tstate\tcomment\tignored\n";
    let document = document_hash(&bitext);
    let table = |rows: &[&str]| {
        let lines = rows.iter().map(|row| format!("{document}\t{row}\n"));
        head.to_owned() + &lines.collect::<String>()
    };
    let rows: [(&str, &[&str], &[&str]); 6] = [
        ("merged", &["s1..s2\tt1..t2\tcorrected"], &["1-2:1-2"]),
        (
            "split",
            &["s2\t<t2\tcorrected", "<s3\tt2\tcorrected"],
            &["2-2:<2", "<3:2-2"],
        ),
        (
            "moved",
            &["s2\tt1..t2\tcorrected", "s1\t<t1\tcorrected"],
            &["1-1:<1", "2-2:1-2"],
        ),
        (
            "only what is fixed",
            &["s5\tt5\tconfirmed", "s1\tt1\topen"],
            &["5-5:5-5"],
        ),
        (
            "a comment and no state",
            &["s4\tt4\t\tsee here", "s3\tt3\tconfirmed"],
            &["3-3:3-3"],
        ),
        (
            "a bead of all",
            &["s1..s5\tt1..t5\tconfirmed"],
            &["1-5:1-5"],
        ),
    ];
    for (name, rows, beads) in rows {
        assert_eq!(
            read_text(&table(rows)),
            (beads.iter().map(|b| (*b).to_owned()).collect(), vec![]),
            "{name}"
        );
    }
    let with_notes = table(&[
        "s4\tt4\t\tsee here\tother:00abcdef01234567 11abcdef01234567",
        "s2\tt2\tconfirmed",
    ]);
    let back = read(&with_notes, "f", &bitext).unwrap();
    assert_eq!(
        (
            back.reviewed.rows()[1].comment.as_str(),
            back.reviewed.ignored().len()
        ),
        ("see here", 2)
    );
    let multiline = edited(&plain, 2, |f| {
        f[10] = "\"first \"\"line\"\",\nand second\"".to_owned()
    });
    let back = read(&multiline, "f", &bitext).unwrap();
    assert_eq!(
        (back.problems, back.reviewed.rows()[1].comment.as_str()),
        (vec![], "first \"line\",\nand second")
    );
}

#[test]
fn text_that_was_moved_in_a_spreadsheet_is_a_correction() {
    let (_, [plain, _]) = plain();
    let field = |line: usize, at: usize| {
        plain
            .lines()
            .nth(line)
            .unwrap()
            .split('\t')
            .nth(at)
            .unwrap()
            .to_owned()
    };
    let merged = edited(&edited(&plain, 2, |f| f[4] += &field(3, 4)), 3, |f| {
        f[4].clear()
    });
    assert_eq!(
        read_text(&merged),
        (vec!["2-2:2-3".to_owned(), "3-3:<4".to_owned()], vec![])
    );
    let emptied = edited(
        &edited(&plain, 4, |f| f[3] = field(4, 3) + " " + &field(5, 3)),
        5,
        |f| {
            f[3].clear();
            f[4].clear();
        },
    );
    let (rows, problems) = read_text(&emptied);
    assert_eq!(rows, ["4-5:4-4"]);
    assert!(
        problems[0].contains("line 6: the target cell is empty") && problems.len() == 1,
        "{problems:?}"
    );
}

#[test]
fn a_damaged_row_is_named_and_costs_no_other() {
    let (_, [plain, _]) = plain();
    let confirmed = plain.replace("\topen\t", "\tconfirmed\t");
    let all_but = |left_out: usize| -> Vec<String> {
        let kept = (1..=5).filter(|&k| k != left_out);
        kept.map(|k| format!("{k}-{k}:{k}-{k}")).collect()
    };
    type Edit = fn(&mut Vec<String>);
    let rows: [(&str, usize, Edit, &str); 8] = [
        (
            "segments",
            2,
            |f| f[6] = "#REF!".to_owned(),
            "line 3: expected segments like s5, s5..s7 or <s8, found `#REF!`",
        ),
        (
            "segments of no document",
            3,
            |f| f[7] = "t9".to_owned(),
            "line 4: expected target segments up to 5, found 9 to 9",
        ),
        (
            "the comment of a row without a place",
            3,
            |f| {
                f[7] = "t".to_owned();
                f[10] = "see here".to_owned();
            },
            "line 4: expected segments like t5, t5..t7 or <t8, found `t`; its comment is `see here`",
        ),
        (
            "state",
            5,
            |f| f[8] = "perhaps".to_owned(),
            "line 6: expected the state open, confirmed or corrected, found `perhaps`; the row is aligned again",
        ),
        (
            "text",
            1,
            |f| f[3] = "It snowed.".to_owned(),
            "line 2: expected in column source the text of its segments or of segments near by, found `It snowed.`; the row is aligned again, its comment is kept",
        ),
        (
            "columns",
            4,
            |f| f.truncate(7),
            "line 5: expected at least 9 columns separated by '\\t', found 7",
        ),
        (
            "quotation mark",
            2,
            |f| {
                f[10] = "\"never closed".to_owned();
                f[7] = "t1".to_owned();
                f[4] = "雨が降った。".to_owned();
            },
            "line 3: shares segments with line 2; the row is aligned again",
        ),
        (
            "another document",
            2,
            |f| {
                f[5] = "d0000000000000000".to_owned();
                f[3] = "It snowed.".to_owned();
                f[4] = "雪が降った。".to_owned();
                f[13] = "雪が降った。".to_owned();
            },
            "line 3: belongs to another text, document d0000000000000000; the row is skipped",
        ),
    ];
    for (name, line, edit, problem) in rows {
        let text = edited(&confirmed, line, edit);
        assert_eq!(
            read_text(&text),
            (all_but(line), vec![problem.to_owned()]),
            "{name}"
        );
    }
}

#[test]
fn damaged_json_keeps_its_other_lines() {
    let (_, [_, plain]) = plain();
    let confirmed = plain.replace("\"open\"", "\"confirmed\"");
    let lines: Vec<&str> = confirmed.lines().collect();
    let all_but_third = ["1-1:1-1", "2-2:2-2", "4-4:4-4", "5-5:5-5"]
        .map(str::to_owned)
        .to_vec();
    let one = |line: &str| -> String {
        let mut lines = lines.clone();
        lines[3] = line;
        lines.join("\n")
    };
    let rows = [
        (
            "no segments",
            one("{\"source\":[2,3],\"state\":\"confirmed\"},"),
            "line 4: expected a row of a review: missing field `target`",
        ),
        (
            "out of range",
            one("{\"source\":[2,30],\"target\":[2,3],\"comment\":\"雨\"},"),
            "line 4: expected source segments up to 5, found 3 to 30; its comment is `雨`",
        ),
        (
            "no JSON",
            one("{\"source\":[2,3"),
            "line 4: expected a row of a review: EOF while parsing a list\n\
             line 5: expected JSON: expected `,` or `]` at line 5 column 1; the other lines are kept",
        ),
    ];
    for (name, text, problem) in rows {
        let (fixed, problems) = read_text(&text);
        assert_eq!(
            (&fixed, problems.join("\n").as_str()),
            (&all_but_third, problem),
            "{name}"
        );
    }
    let cut = lines[..5].join("\n");
    assert_eq!(
        read_text(&cut).0,
        ["1-1:1-1", "2-2:2-2", "3-3:3-3", "4-4:4-4"]
    );
}

#[test]
fn a_file_of_another_text_is_refused() {
    let other = Bitext::new("It snowed.", "雪が降った。");
    let (_, files) = plain();
    for file in files {
        let error = read(&file, "pairs.tsv", &other).unwrap_err();
        assert!(error.is_format());
        let message = error.to_string();
        assert!(
            message.starts_with("pairs.tsv: expected a review of document d"),
            "{message}"
        );
        assert!(message.contains("belongs to another text"), "{message}");
    }
    let rows = [
        (
            "nothing",
            "",
            "f: line 1: expected a table of a review, whose first row names its columns document,",
        ),
        (
            "a plain table",
            "id\tkind\n1\t1-1\n",
            "f: line 1: expected a table of a review, whose first row names its columns document,",
        ),
        (
            "JSON of another kind",
            "{\"rows\": []}",
            "f: line 1: expected JSON: missing field `format`",
        ),
        (
            "a later version",
            "{\"format\":\"taiyaku-review\",\"version\":2,\"document\":\"d\"}",
            "f: expected the format taiyaku-review version 1, found taiyaku-review version 2",
        ),
    ];
    for (name, text, expected) in rows {
        let message = read(text, "f", &other).unwrap_err().to_string();
        assert!(message.starts_with(expected), "{name}: {message}");
    }
}

/// A review of five rows of which the second has a suggestion and the fourth has changed.
fn with_suggestion_and_change() -> (Bitext, Alignment, Reviewed) {
    let (bitext, [_, json]) = plain();
    let rows = [
        (
            "\"source\":[1,2]",
            r#""suggestion":"家に\nいました。","state":"confirmed","#,
        ),
        (
            "\"source\":[3,4]",
            r#""changed":{"state":"confirmed","source_text":"No one came.","target_text":"誰も\"来ない\"。"},"#,
        ),
    ];
    let mut json = json;
    for (row, more) in rows {
        let at = json.find(row).unwrap();
        let from = at + json[at..].find("\"state\":\"open\",").unwrap();
        let state = "\"state\":\"open\",".len();
        match more.contains("\"changed\"") {
            true => json.insert_str(from, more),
            false => json.replace_range(from..from + state, more),
        }
    }
    let back = read(&json, "f", &bitext).unwrap();
    assert_eq!(back.problems, []);
    let alignment = Aligner::new().realign(&bitext, &back.reviewed.fixed());
    (bitext, alignment, back.reviewed)
}

#[test]
fn suggestions_and_old_texts_are_written_and_read() {
    let (bitext, alignment, reviewed) = with_suggestion_and_change();
    let rows = reviewed.rows();
    assert_eq!(rows[1].suggestion.as_deref(), Some("家に\nいました。"));
    let was = Changed::new(RowState::Confirmed, "No one came.", "誰も\"来ない\"。");
    assert_eq!(rows[3].changed, Some(was));
    assert_eq!(reviewed.onto(&alignment), reviewed);
    let [_, json] = written(&bitext, &alignment, &reviewed);
    let back = read(&json, "f", &bitext).unwrap();
    assert_eq!((back.reviewed, back.problems), (reviewed, vec![]));
}

#[test]
fn a_row_that_is_confirmed_again_has_not_changed() {
    let (bitext, alignment, reviewed) = with_suggestion_and_change();
    let [_, json] = written(&bitext, &alignment, &reviewed);
    let again = json.replace(
        "\"state\":\"open\",\"mark\"",
        "\"state\":\"confirmed\",\"mark\"",
    );
    let back = read(&again, "f", &bitext).unwrap();
    assert!(back.reviewed.rows().iter().all(|row| row.changed.is_none()));
}
