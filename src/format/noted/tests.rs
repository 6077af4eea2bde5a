//! Tests of the notes that formats give back.

use proptest::prelude::*;

use super::*;
use crate::align::Aligner;
use crate::error::Result;
use crate::format::xml::is_xml;
use crate::format::{Export, Format, Losses, csv_table, hostile, json_lines, po, tmx, xliff, xlsx};
use crate::review::RowState::{Confirmed, Corrected, Open};
use crate::review::{ReviewOptions, review};

/// A format that is written and read.
struct Written {
    name: &'static str,
    format: Format,
    write: fn(&Export<'_>, &mut Vec<u8>) -> Result<Losses>,
    /// Whether it holds marks.
    has_marks: bool,
    /// What it holds of a comment.
    held: fn(&str) -> String,
}

/// The comment as XML holds it.
fn in_xml(comment: &str) -> String {
    comment.chars().filter(|&c| is_xml(c)).collect()
}

/// The comment as lines hold it.
fn in_lines(comment: &str) -> String {
    let lines = comment.replace("\r\n", "\n").replace('\0', "");
    let ends = [
        '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}',
    ];
    lines.replace(ends, "\n")
}

const FORMATS: &[Written] = &[
    Written {
        name: "CSV",
        format: Format::Table,
        write: |export, out| csv_table::write(export, out),
        has_marks: true,
        held: str::to_owned,
    },
    Written {
        name: "XLSX",
        format: Format::Xlsx,
        write: |export, out| xlsx::write(export, out),
        has_marks: true,
        held: |comment| comment.replace("\r\n", "\n"),
    },
    Written {
        name: "JSON Lines",
        format: Format::JsonLines,
        write: |export, out| json_lines::write_pairs(export, out),
        has_marks: true,
        held: str::to_owned,
    },
    Written {
        name: "TMX",
        format: Format::Tmx,
        write: |export, out| tmx::write(export, out),
        has_marks: false,
        held: in_xml,
    },
    Written {
        name: "XLIFF 2.1",
        format: Format::Xliff,
        write: |export, out| xliff::write(export, out),
        has_marks: false,
        held: in_xml,
    },
    Written {
        name: "XLIFF 1.2",
        format: Format::Xliff,
        write: |export, out| xliff::write_1_2(export, out),
        has_marks: false,
        held: in_xml,
    },
    Written {
        name: "PO",
        format: Format::Po,
        write: |export, out| po::write(export, out),
        has_marks: false,
        held: in_lines,
    },
];

fn notes(state: RowState, mark: bool, comment: &str) -> OwnedNotes {
    OwnedNotes {
        state,
        mark,
        comment: comment.to_owned(),
        suggestion: None,
    }
}

/// Writes a bitext with notes and findings in each format and reads it. The notes are as they were, but for what a format does
/// not hold. Returns the number of findings.
fn assert_notes_come_back(pairs: &[(String, String)], notes: &[OwnedNotes]) -> usize {
    let bitext = hostile::bitext(pairs);
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    let row_notes = notes.iter().map(OwnedNotes::as_row_notes).collect();
    let export = Export::new(&bitext, &alignment)
        .with_code()
        .with_findings(&findings)
        .with_notes(row_notes);
    for format in FORMATS {
        let name = format.name;
        let mut file = Vec::new();
        (format.write)(&export, &mut file).expect(name);
        let back = format.format.read_noted(&file).expect(name);
        let n_beads = Aligner::new().align(&back.bitext).beads().len();
        assert_eq!(n_beads, notes.len(), "{name}");
        let held = notes.iter().map(|notes| {
            let comment = (format.held)(&notes.comment);
            OwnedNotes {
                mark: notes.mark && format.has_marks,
                comment: comment
                    .trim()
                    .chars()
                    .next()
                    .map_or(String::new(), |_| comment.clone()),
                ..notes.clone()
            }
        });
        let mut expected: Vec<OwnedNotes> = held.collect();
        if expected.iter().all(|notes| *notes == OwnedNotes::default()) {
            expected.clear();
        }
        assert_eq!(back.notes, expected, "{name}");
    }
    findings.len()
}

#[test]
fn hard_comments_come_back() {
    let comments = [
        "see page 2",
        "one\ntwo\n\nfour\n",
        "  indented\n",
        "error number: 24 in the original, 42 in the translation",
        " warning names: x\nhint length: y",
        "comment: error number: x",
        "comment: comment: error number: x\ncomment: y",
        "err\u{1}or number: x",
        "comment: plain",
        "error nothing: no such check",
        "=1+1",
        "1-1",
        "'quoted'",
        "a, \"b\";\tc",
        "<note>&amp;]]></note>",
        "# ~ | : . ,",
        "~ obsolete",
        "#. confidence: 0.5",
        "C:\\new _x000D_",
        "NEL\u{85}separator\u{2028}end\r\nreturn\rend",
        " \n ",
        "雨だ。👩‍👩‍👧‍👦",
    ];
    // Each with a finding, and texts of their own, since a message of PO may be there once.
    let pair = |k: usize| {
        (
            format!("We had {}24 rooms.", k + 1),
            "42室あった。".to_owned(),
        )
    };
    let pairs: Vec<_> = (0..comments.len()).map(pair).collect();
    let states = [Open, Confirmed, Corrected].into_iter().cycle();
    let marks = [false, true].into_iter().cycle();
    let notes: Vec<_> = comments
        .iter()
        .zip(states.zip(marks))
        .map(|(comment, (state, mark))| notes(state, mark, comment))
        .collect();
    let n_findings = assert_notes_come_back(&pairs, &notes);
    assert!(n_findings >= pairs.len(), "{n_findings}");
}

#[test]
fn a_comment_of_a_megabyte_comes_back() {
    let pairs = [("It rained.".to_owned(), "雨だ。".to_owned())];
    let long = "error number: 雨 <&\"\\\n".repeat((1 << 20) / 24);
    let bitext = hostile::bitext(&pairs);
    let alignment = Aligner::new().align(&bitext);
    let long = notes(Confirmed, false, &long);
    let export = Export::new(&bitext, &alignment).with_notes(vec![long.as_row_notes()]);
    for format in FORMATS {
        let mut file = Vec::new();
        let losses = (format.write)(&export, &mut file).expect(format.name);
        let back = format.format.read_noted(&file).expect(format.name);
        let found = back.notes[0].comment.encode_utf16().count();
        match format.format {
            Format::Xlsx => assert_eq!((losses.long_cells, found), (1, 32_767)),
            _ => assert!(back.notes[0] == long, "{}", format.name),
        }
    }
}

#[test]
fn a_suggestion_is_kept_or_becomes_the_text() {
    let pairs = [("It rained.".to_owned(), "雨だ。".to_owned())];
    let bitext = hostile::bitext(&pairs);
    let alignment = Aligner::new().align(&bitext);
    let suggested = OwnedNotes {
        suggestion: Some("雨が降った。".to_owned()),
        ..notes(Corrected, false, "")
    };
    let export = Export::new(&bitext, &alignment).with_notes(vec![suggested.as_row_notes()]);
    for format in FORMATS {
        let mut file = Vec::new();
        (format.write)(&export, &mut file).expect(format.name);
        let back = format.format.read_noted(&file).expect(format.name);
        let (text, suggestion) = match format.format {
            Format::JsonLines => ("雨だ。", suggested.suggestion.clone()),
            _ => ("雨が降った。", None),
        };
        assert_eq!(hostile::texts(&back.bitext)[0].1, text, "{}", format.name);
        assert_eq!(back.notes[0].suggestion, suggestion, "{}", format.name);
        assert_eq!(back.notes[0].state, Corrected, "{}", format.name);
    }
}

#[test]
fn a_file_without_notes_has_none() {
    let bitext = hostile::bitext_of_rows();
    let alignment = Aligner::new().align(&bitext);
    let n_beads = alignment.beads().len();
    let open = vec![RowNotes::default(); n_beads];
    for export in [
        Export::new(&bitext, &alignment),
        Export::new(&bitext, &alignment).with_notes(open),
    ] {
        for format in FORMATS {
            let mut file = Vec::new();
            (format.write)(&export, &mut file).expect(format.name);
            let back = format.format.read_noted(&file).expect(format.name);
            assert_eq!(back.notes, [], "{}", format.name);
        }
    }
    let back = Format::Hunalign.read_noted("It rained.\t雨だ。\t0.5\n".as_bytes());
    assert_eq!(back.expect("hunalign").notes, []);
}

const XLIFF_1: &str = "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2' xmlns:mq='MQXliff'><file original='x' source-language='en' target-language='ja' datatype='plaintext'><body>";
const XLIFF_2: &str = "<xliff version='2.0' xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='en' trgLang='ja'><file id='f'>";
const TMX: &str = "<tmx version='1.4'><header/><body>";
const TEXTS: &str = "<source>Rain.</source><target>雨。</target>";
const VARIANTS: &str =
    "<tuv xml:lang='en'><seg>Rain.</seg></tuv><tuv xml:lang='ja'><seg>雨。</seg></tuv>";

/// A file of another tool: its name, its text, and the state and the comment of each of its pairs; nothing if none has any.
type Row<'r> = (&'r str, String, &'r [(RowState, &'r str)]);

fn assert_read(format: Format, rows: &[Row<'_>]) {
    for (name, file, expected) in rows {
        let back = format.read_noted(file.as_bytes()).expect(name);
        let found = back.notes.iter();
        let found: Vec<_> = found
            .map(|notes| (notes.state, notes.comment.as_str()))
            .collect();
        assert_eq!(found, *expected, "{format}, {name}");
    }
}

#[test]
fn xliff_1_of_other_tools() {
    let unit = |attributes: &str, inside: &str| {
        format!(
            "{XLIFF_1}<trans-unit id='1' {attributes}>{inside}</trans-unit></body></file></xliff>"
        )
    };
    let state = |state: &str| {
        unit(
            "",
            &TEXTS.replace("<target>", &format!("<target state='{state}'>")),
        )
    };
    let with = |more: &str| unit("", &format!("{TEXTS}{more}"));
    let two = "<source>Rain. Wind.</source><seg-source><mrk mtype='seg' mid='1'>Rain.</mrk><mrk mtype='seg' mid='2'>Wind.</mrk></seg-source><target><mrk mtype='seg' mid='1'>雨。</mrk><mrk mtype='seg' mid='2'>風。</mrk></target><note>both</note>";
    assert_read(
        Format::Xliff,
        &[
            ("translated", state("translated"), &[]),
            ("signed off", state("signed-off"), &[(Confirmed, "")]),
            ("final", state("final"), &[(Confirmed, "")]),
            (
                "approved",
                unit("approved='yes'", TEXTS),
                &[(Confirmed, "")],
            ),
            ("not approved", unit("approved='no'", TEXTS), &[]),
            (
                "memoQ: confirmed",
                unit("mq:status='ManuallyConfirmed'", TEXTS),
                &[(Confirmed, "")],
            ),
            (
                "memoQ: proofread",
                unit("mq:status='Proofread'", TEXTS),
                &[(Confirmed, "")],
            ),
            (
                "memoQ: edited",
                unit("mq:status='PartiallyEdited'", TEXTS),
                &[],
            ),
            (
                "memoQ: comments",
                with(
                    "<mq:comments><mq:comment deleted='false'>a</mq:comment><mq:comment deleted='true'>b</mq:comment><mq:comment>c</mq:comment></mq:comments>",
                ),
                &[(Open, "a\nc")],
            ),
            (
                "notes of people, and a finding of ours",
                with("<note from='x'>a</note><note>warning number: 1</note><note>b &lt; c</note>"),
                &[(Open, "a\nb < c")],
            ),
            (
                "a note on a suggestion of a memory",
                with("<alt-trans><target>x</target><note>a</note></alt-trans>"),
                &[],
            ),
            (
                "two segments",
                unit("approved='yes'", two),
                &[(Confirmed, "both"), (Confirmed, "")],
            ),
        ],
    );
}

#[test]
fn xliff_2_of_other_tools() {
    let unit = |inside: &str| {
        format!(
            "{XLIFF_2}<notes><note>of the file</note></notes><unit id='1'>{inside}</unit></file></xliff>"
        )
    };
    let state = |state: &str| unit(&format!("<segment {state}>{TEXTS}</segment>"));
    let two = "<notes><note category='x'>a</note><note category='comment'>b</note><note category='finding'>hint length: c</note></notes><segment state='final'><source>Rain.</source><target>雨。</target></segment><segment state='translated'><source>Wind.</source><target>風。</target></segment>";
    assert_read(
        Format::Xliff,
        &[
            ("translated", state("state='translated'"), &[]),
            ("reviewed", state("state='reviewed'"), &[(Confirmed, "")]),
            ("final", state("state='final'"), &[(Confirmed, "")]),
            (
                "ours without its metadata",
                state("state='reviewed' subState='taiyaku:corrected'"),
                &[(Corrected, "")],
            ),
            (
                "two segments",
                unit(two),
                &[(Confirmed, "a\nb"), (Open, "")],
            ),
        ],
    );
}

#[test]
fn tmx_and_po_of_other_tools() {
    let unit = |inside: &str| format!("{TMX}<tu>{inside}</tu></body></tmx>");
    let noted = VARIANTS.replacen("<seg>", "<note>of the original</note><seg>", 1);
    assert_read(
        Format::Tmx,
        &[
            ("nothing", unit(VARIANTS), &[]),
            (
                "notes and properties",
                unit(&format!(
                    "<prop type='x-project'>p</prop><note>a</note><note>b</note>{VARIANTS}"
                )),
                &[(Open, "a\nb")],
            ),
            (
                "a note of a variant",
                unit(&noted),
                &[(Open, "of the original")],
            ),
            (
                "a state of others",
                unit(&format!("<prop type='x-state'>draft</prop>{VARIANTS}")),
                &[],
            ),
        ],
    );
    let message = |before: &str| {
        format!(
            "# head\nmsgid \"\"\nmsgstr \"Language: ja\\n\"\n\n{before}msgid \"Rain.\"\nmsgstr \"雨。\"\n"
        )
    };
    assert_read(
        Format::Po,
        &[
            ("nothing", message(""), &[]),
            (
                "each kind of comment",
                message("# a\n#b\n#. extracted\n#: file.c:1\n#, fuzzy\n#| msgid \"Rain\"\n"),
                &[(Open, "a\nb")],
            ),
            (
                "an obsolete message before",
                message("# old\n#~ msgid \"Wind.\"\n#~ msgstr \"風。\"\n\n# new\n"),
                &[(Open, "new")],
            ),
            (
                "forms of a plural",
                "# n\nmsgid \"a day\"\nmsgid_plural \"days\"\nmsgstr[0] \"日\"\nmsgstr[1] \"日々\"\n".to_owned(),
                &[(Open, "n"), (Open, "")],
            ),
        ],
    );
}

#[test]
fn tables_and_lines_that_people_edited() {
    let table = |cells: &str| {
        format!(
            "id,kind,confidence,source,target,state,mark,comment\n1,'1-1,0.5,Rain.,雨。,{cells}\n"
        )
    };
    assert_read(
        Format::Table,
        &[
            ("our words", table("corrected,,a"), &[(Corrected, "a")]),
            (
                "a word of Japanese",
                table("確認済み,,"),
                &[(Confirmed, "")],
            ),
            (
                "another word",
                table("half done,,a"),
                &[(Open, "half done\na")],
            ),
            (
                "the columns of others",
                "source,target,state,comment\nRain.,雨。,confirmed,a\n".to_owned(),
                &[],
            ),
        ],
    );
    let line = |fields: &str| format!("{{\"source\":\"Rain.\",\"target\":\"雨。\",{fields}}}\n");
    assert_read(
        Format::JsonLines,
        &[
            (
                "ours",
                line("\"state\":\"confirmed\",\"comment\":\"a\""),
                &[(Confirmed, "a")],
            ),
            (
                "fields of other kinds",
                line("\"state\":7,\"mark\":\"x\",\"comment\":[],\"suggestion\":{}"),
                &[],
            ),
        ],
    );
}

proptest! {
    #[test]
    fn any_notes_come_back(
        (pairs, noted) in hostile::pairs().prop_flat_map(|pairs| {
            let comment = (
                prop::sample::select(vec!["", "", "error number: ", "comment: ", "comment: hint length: "]),
                prop_oneof!["[ a-c\n\r\t'\"=,#<&:\u{7}\u{85}雨_x0D\\\\-]{0,10}", any::<String>()],
            );
            let comment = comment.prop_map(|(before, text)| format!("{before}{text}"));
            let state = prop::sample::select(vec![Open, Confirmed, Corrected]);
            let note = (state, any::<bool>(), comment);
            let n_pairs = pairs.len();
            (Just(pairs), prop::collection::vec(note, n_pairs))
        })
    ) {
        let noted: Vec<_> = noted
            .iter()
            .map(|(state, mark, comment)| notes(*state, *mark, comment))
            .collect();
        assert_notes_come_back(&pairs, &noted);
    }
}
