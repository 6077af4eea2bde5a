//! Tests of the writers of PO, TMX and XLIFF with their readers.

use proptest::prelude::*;

use super::*;
use crate::align::Aligner;
use crate::bitext::Bitext;
use crate::format::export::{Losses, RowNotes};
use crate::format::shown::finding_in_line;
use crate::format::units::confidence_of;
use crate::format::{Format, hostile, po, tmx, xliff};

/// A format that is written and read.
struct Written {
    name: &'static str,
    format: Format,
    write: fn(&Export<'_>, &mut Vec<u8>) -> Result<Losses>,
    /// The sides without which a pair is left out.
    needs: &'static [usize],
    /// Whether it holds a character.
    holds: fn(char) -> bool,
}

const FORMATS: &[Written] = &[
    Written {
        name: "TMX",
        format: Format::Tmx,
        write: |export, out| tmx::write(export, out),
        needs: &[0, 1],
        holds: is_xml,
    },
    Written {
        name: "XLIFF 2.1",
        format: Format::Xliff,
        write: |export, out| xliff::write(export, out),
        needs: &[0],
        holds: is_xml,
    },
    Written {
        name: "XLIFF 1.2",
        format: Format::Xliff,
        write: |export, out| xliff::write_1_2(export, out),
        needs: &[0],
        holds: is_xml,
    },
    Written {
        name: "PO",
        format: Format::Po,
        write: |export, out| po::write(export, out),
        needs: &[0],
        holds: |c| c != '\0',
    },
];

/// A format that is written and read: its name, and what it writes of an export.
pub(crate) fn written(name: &str, export: &Export<'_>) -> String {
    let format = FORMATS.iter().find(|format| format.name == name);
    let mut file = Vec::new();
    (format.expect(name).write)(export, &mut file).expect(name);
    String::from_utf8(file).expect(name)
}

/// Writes a bitext in each format and reads it. All is as it was but for what the losses count.
fn assert_round_trips(bitext: Bitext) {
    let bitext = hostile::with_confidences(bitext);
    let alignment = Aligner::new().align(&bitext);
    let export = Export::new(&bitext, &alignment);
    let texts = hostile::texts(&bitext);
    let confidences = hostile::confidences(&bitext);
    for format in FORMATS {
        let name = format.name;
        let mut file = Vec::new();
        let losses = (format.write)(&export, &mut file).expect(name);
        let mut again = Vec::new();
        (format.write)(&export, &mut again).expect(name);
        assert!(file == again, "{name}: other bytes the second time");
        let mut n_removed = 0;
        let mut expected = Vec::new();
        for ((source, target), confidence) in texts.iter().zip(&confidences) {
            let sides = [source, target];
            if format.needs.iter().any(|&side| sides[side].is_empty()) {
                continue;
            }
            let [source, target] = sides.map(|text| {
                let held: String = text.chars().filter(|&c| (format.holds)(c)).collect();
                n_removed += text.chars().count() - held.chars().count();
                held
            });
            expected.push((source, target, confidence.clone()));
        }
        let read = format.format.read_bitext(&file).expect(name);
        let found = hostile::texts(&read).into_iter();
        let found: Vec<_> = found
            .zip(hostile::confidences(&read))
            .map(|((source, target), confidence)| (source, target, confidence))
            .collect();
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(&expected) {
            assert!(found == expected, "{name}: {found:?}, not {expected:?}");
        }
        let expected = Losses {
            half_empty: texts.len() - found.len(),
            characters: n_removed,
            ..Losses::default()
        };
        assert_eq!(losses, expected, "{name}");
    }
}

#[test]
fn hard_rows_are_read_as_they_were_written() {
    assert_round_trips(hostile::bitext_of_rows());
}

#[test]
fn a_megabyte_in_a_cell_is_read_as_it_was_written() {
    let long = |piece: &str| piece.repeat((1 << 20) / piece.len());
    let pairs = [
        (long("It rained. <&\"\\"), long("雨が降った。]]>\t")),
        ("We stayed.".to_owned(), "家にいた。".to_owned()),
    ];
    assert_round_trips(hostile::bitext(&pairs));
}

#[test]
fn a_repeated_pair_is_read_as_often() {
    let pair = ("It rained.".to_owned(), "雨が降った。".to_owned());
    assert_round_trips(hostile::bitext(&[pair.clone(), pair.clone(), pair]));
}

proptest! {
    #[test]
    fn any_pairs_are_read_as_they_were_written(pairs in hostile::pairs()) {
        assert_round_trips(hostile::bitext(&pairs));
    }
}

/// What tools want of a file, each with the format and what the file holds for it.
#[test]
fn files_are_as_tools_want_them() {
    let bitext = Bitext::new("It has 24 rooms. We stayed.", "部屋が42ある。家にいた。");
    let alignment = Aligner::new().align(&bitext);
    let date = "2026-11-30T09:30:00Z".parse().expect("a date");
    let export = Export::new(&bitext, &alignment)
        .with_languages("en-GB", "ja-JP")
        .with_files("rooms.txt", "部屋.txt")
        .with_title("rooms")
        .with_date(date);
    for (name, format, expected) in [
        (
            "a document type, which checkers look for",
            "TMX",
            "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">",
        ),
        (
            "OmegaT cuts a memory of paragraphs",
            "TMX",
            "segtype=\"sentence\"",
        ),
        (
            "memories with one language and region",
            "TMX",
            "srclang=\"en-GB\"",
        ),
        (
            "Smartling knows few types of data",
            "TMX",
            "datatype=\"plaintext\"",
        ),
        (
            "the source is the variant in the language of the header",
            "TMX",
            "<tuv xml:lang=\"en-GB\"><seg>It has 24 rooms.</seg></tuv>",
        ),
        (
            "plain text without inline elements",
            "TMX",
            "<tuv xml:lang=\"ja-JP\"><seg>部屋が42ある。</seg></tuv>",
        ),
        ("a stable id", "TMX", "<tu tuid=\"2\">"),
        (
            "a date in the basic form",
            "TMX",
            "creationdate=\"20261130T093000Z\"",
        ),
        ("the title", "TMX", "<note>rooms</note>"),
        (
            "2.1 with the languages at the root",
            "XLIFF 2.1",
            "version=\"2.1\" srcLang=\"en-GB\" trgLang=\"ja-JP\"",
        ),
        ("white space is text", "XLIFF 2.1", "xml:space=\"preserve\""),
        (
            "pairs stay as they are",
            "XLIFF 2.1",
            "<file id=\"f1\" canResegment=\"no\" original=\"rooms.txt\">",
        ),
        ("stable ids of units", "XLIFF 2.1", "<unit id=\"u2\">"),
        (
            "OmegaT shows segments that are translated",
            "XLIFF 2.1",
            "state=\"translated\"",
        ),
        (
            "files of 1.2 name their languages",
            "XLIFF 1.2",
            "source-language=\"en-GB\" target-language=\"ja-JP\"",
        ),
        (
            "and their original",
            "XLIFF 1.2",
            "<file original=\"rooms.txt\" datatype=\"plaintext\"",
        ),
        (
            "and the tool",
            "XLIFF 1.2",
            "<tool tool-id=\"taiyaku\" tool-name=\"taiyaku\"",
        ),
        (
            "a date in the extended form",
            "XLIFF 1.2",
            "date=\"2026-11-30T09:30:00Z\"",
        ),
        (
            "Pootle and Weblate read `approved`",
            "XLIFF 1.2",
            "<trans-unit id=\"1\" approved=\"no\" xml:space=\"preserve\">",
        ),
        (
            "OmegaT and Lilt read the state",
            "XLIFF 1.2",
            "<target state=\"translated\">家にいた。</target>",
        ),
        (
            "gettext spells regions with an underscore",
            "PO",
            "\"Language: ja_JP\\n\"",
        ),
        (
            "the encoding",
            "PO",
            "\"Content-Type: text/plain; charset=UTF-8\\n\"",
        ),
        (
            "the date",
            "PO",
            "\"PO-Revision-Date: 2026-11-30 09:30+0000\\n\"",
        ),
        (
            "no context where no id repeats",
            "PO",
            "\nmsgid \"It has 24 rooms.\"\nmsgstr \"部屋が42ある。\"\n",
        ),
    ] {
        let file = written(format, &export);
        assert!(file.contains(expected), "{format}, {name}: {file}");
    }
    for format in FORMATS {
        let file = written(format.name, &Export::new(&bitext, &alignment));
        assert!(!file.contains("2026"), "{}: {file}", format.name);
    }
}

/// The states and flags of rows: the kind of pair, what a person said, and what each format makes of it.
#[test]
fn states_follow_the_words_of_the_formats() {
    use RowState::{Confirmed, Corrected, Open};
    let two = |state: RowState| [state, Open];
    for (name, target, confidence, state, xliff_2, xliff_1, is_fuzzy) in [
        (
            "open",
            "家にいた。",
            0.9,
            Open,
            "state=\"translated\">",
            "state=\"translated\"",
            false,
        ),
        (
            "doubtful",
            "家にいた。",
            0.7,
            Open,
            "state=\"translated\" subState=\"taiyaku:doubtful\">",
            "state=\"needs-review-translation\"",
            true,
        ),
        (
            "an error",
            "42室。",
            0.9,
            Open,
            "state=\"translated\">",
            "state=\"needs-review-translation\"",
            true,
        ),
        (
            "confirmed",
            "家にいた。",
            0.7,
            Confirmed,
            "state=\"reviewed\">",
            "state=\"signed-off\"",
            false,
        ),
        (
            "an error that is none",
            "42室。",
            0.9,
            Confirmed,
            "state=\"reviewed\">",
            "state=\"signed-off\"",
            false,
        ),
        (
            "corrected",
            "家にいた。",
            0.7,
            Corrected,
            "state=\"reviewed\" subState=\"taiyaku:corrected\">",
            "state=\"signed-off\"",
            false,
        ),
        (
            "an omission",
            "",
            0.7,
            Open,
            "state=\"initial\">",
            "<source>We had 24 rooms.</source>\n        <context-group",
            false,
        ),
    ] {
        let pairs = [
            ("We had 24 rooms.".to_owned(), target.to_owned()),
            ("It rained.".to_owned(), "雨だ。".to_owned()),
        ];
        let bitext = hostile::bitext(&pairs).with_known_confidences(vec![confidence, 1.0]);
        let aligner = Aligner::new();
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&bitext);
        let options = crate::review::ReviewOptions::default();
        let findings = crate::review::review(&anchored, &alignment, &options);
        let findings = findings.iter().filter(|finding| {
            finding.severity == Severity::Error && finding.beads.start == 0 && !target.is_empty()
        });
        let notes = two(state).map(|state| RowNotes {
            state,
            ..RowNotes::default()
        });
        let export = Export::new(&bitext, &alignment)
            .with_findings(findings)
            .with_notes(notes.to_vec());
        let first = |format: &str, end: &str| {
            let file = written(format, &export);
            let end = file.find(end).expect(name);
            file[..end].to_owned()
        };
        let file = first("XLIFF 2.1", "</unit>");
        assert!(file.contains(xliff_2), "{name}: {file}");
        let file = first("XLIFF 1.2", "</trans-unit>");
        assert!(file.contains(xliff_1), "{name}: {file}");
        let is_approved = file.contains("approved=\"yes\"");
        assert_eq!(is_approved, state != Open, "{name}: {file}");
        let file = first("PO", "msgid \"It rained");
        assert_eq!(file.contains("#, fuzzy"), is_fuzzy, "{name}: {file}");
    }
}

#[test]
fn findings_and_comments_are_notes() {
    let pairs = [
        ("We had 24 rooms.".to_owned(), "42室あった。".to_owned()),
        (String::new(), "13日だ。".to_owned()),
    ];
    let bitext = hostile::bitext(&pairs);
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&bitext);
    let options = crate::review::ReviewOptions::default();
    let findings = crate::review::review(&anchored, &alignment, &options);
    let number = findings
        .iter()
        .find(|finding| finding.check == crate::review::Check::Number && finding.beads.start == 0);
    let number = number.expect("a number");
    let n_lost = findings
        .iter()
        .filter(|finding| finding.beads.start == 1)
        .count();
    assert!(n_lost > 0, "an addition is a finding");
    let notes = vec![
        RowNotes {
            state: RowState::Corrected,
            comment: "see page 2\nagain",
            suggestion: Some("24室\nあった。"),
            ..RowNotes::default()
        },
        RowNotes::default(),
    ];
    let suggested = Export::new(&bitext, &alignment)
        .with_findings(&findings)
        .with_notes(notes.clone());
    let without = RowNotes {
        suggestion: None,
        ..notes[0]
    };
    let export = Export::new(&bitext, &alignment)
        .with_findings(&findings)
        .with_notes(vec![without, notes[1]]);
    let remark = finding_in_line(number);
    assert_eq!(remark, format!("warning number: {}", number.reason.english));
    for (format, expected) in [
        ("TMX", format!("<note>{remark}</note>")),
        ("TMX", "<note>see page 2\nagain</note>".to_owned()),
        ("TMX", "<prop type=\"x-state\">corrected</prop>".to_owned()),
        ("TMX", "<seg>24室\nあった。</seg>".to_owned()),
        ("XLIFF 2.1", format!("<note id=\"{}\" category=\"finding\" priority=\"4\" appliesTo=\"target\">{remark}</note>", number.id)),
        ("XLIFF 2.1", format!("<its:locQualityIssue locQualityIssueType=\"numbers\" locQualityIssueComment=\"{remark}\" locQualityIssueSeverity=\"60\"/>")),
        ("XLIFF 2.1", "<its:locQualityIssues xml:id=\"lqi1\">".to_owned()),
        ("XLIFF 2.1", "<target><sm id=\"q1\" type=\"its:generic\" its:locQualityIssuesRef=\"#its=lqi1\"/>42室あった。<em startRef=\"q1\"/></target>".to_owned()),
        ("XLIFF 2.1", "<target>24室\nあった。</target>".to_owned()),
        ("XLIFF 2.1", "<note category=\"comment\" appliesTo=\"target\">see page 2\nagain</note>".to_owned()),
        ("XLIFF 2.1", "<mda:meta type=\"state\">corrected</mda:meta>".to_owned()),
        ("XLIFF 1.2", format!("<note from=\"taiyaku\" annotates=\"target\" priority=\"4\">{remark}</note>")),
        ("XLIFF 1.2", "<note from=\"reviewer\" annotates=\"target\">see page 2\nagain</note>".to_owned()),
        ("XLIFF 1.2", "<context context-type=\"x-state\">corrected</context>".to_owned()),
        ("PO", format!("# {remark}\n")),
        ("PO", "# see page 2\n# again\n#. confidence: 1.0000, kind: 1-1, state: corrected\nmsgid".to_owned()),
        ("PO", "msgstr \"24室\\nあった。\"".to_owned()),
    ] {
        // Findings speak of the text before a suggestion.
        let export = if expected.contains("24室") { &suggested } else { &export };
        let file = written(format, export);
        assert!(file.contains(&expected), "{format}, {expected}: {file}");
    }
    for format in FORMATS {
        let losses = (format.write)(&export, &mut Vec::new()).expect(format.name);
        assert_eq!(
            (losses.findings, losses.half_empty),
            (n_lost, 1),
            "{}",
            format.name
        );
    }
}

#[test]
fn wrong_languages_are_errors_that_say_what_to_do() {
    let bitext = Bitext::new("It rained.", "雨が降った。");
    let alignment = Aligner::new().align(&bitext);
    let same = "languages: expected two languages, found `ja` for both sides: set them, for example to `en` and `ja`";
    let wrong = "languages: expected a language tag such as `en-GB`, found `en_GB`";
    for (name, tags, expected) in [
        ("the same", ["ja", "ja"], same),
        ("an underscore", ["en_GB", "ja"], wrong),
    ] {
        let export = Export::new(&bitext, &alignment).with_languages(tags[0], tags[1]);
        for format in FORMATS {
            let mut file = Vec::new();
            let error = (format.write)(&export, &mut file).expect_err(name);
            assert_eq!(error.to_string(), expected, "{}, {name}", format.name);
            assert!(file.is_empty(), "{}, {name}", format.name);
        }
    }
}

#[test]
fn a_file_of_additions_is_no_xliff_2() {
    let bitext = hostile::bitext(&[(String::new(), "雨が降った。".to_owned())]);
    let alignment = Aligner::new().align(&bitext);
    let export = Export::new(&bitext, &alignment);
    let error = xliff::write(&export, Vec::new()).expect_err("a unit is missing");
    assert!(
        error
            .to_string()
            .starts_with("expected a pair with an original"),
        "{error}"
    );
}

#[test]
fn fuzzy_and_obsolete_messages_are_read_as_before() {
    let file = "#. confidence: 0.5, kind: 1-1\n#, fuzzy\n#~ msgid \"Old.\"\n#~ msgstr \"古い。\"\n\n#. confidence: 2\n#, fuzzy\nmsgid \"It rained.\"\nmsgstr \"雨だ。\"\n\n#. confidence: 0.25, kind: 1-1\nmsgid \"We stayed.\"\nmsgstr \"家にいた。\"\n";
    let units = po::read(file).expect("PO");
    let found: Vec<_> = units
        .iter()
        .map(|unit| (&*unit.place, unit.confidence))
        .collect();
    assert_eq!(found, [("line 8, fuzzy", None), ("line 12", Some(0.25))]);
}

#[test]
fn language_tags_are_checked() {
    for (name, tag, expected) in [
        ("a language", "en", true),
        ("a region", "en-GB", true),
        ("a script and a region", "zh-Hant-TW", true),
        ("a private use", "x-pirate", true),
        ("undetermined", "und", true),
        ("an underscore", "en_GB", false),
        ("empty", "", false),
        ("an empty part", "en-", false),
        ("digits first", "12", false),
        ("a name", "Portuguese", false),
        ("another script", "日本", false),
    ] {
        assert_eq!(is_tag(tag), expected, "{name}");
    }
}

#[test]
fn confidences_of_files_are_probabilities() {
    for (name, text, expected) in [
        ("four decimals", "0.9876", Some(0.9876)),
        ("white space", " 1 ", Some(1.0)),
        ("too large", "98", None),
        ("negative", "-0.1", None),
        ("no number", "NaN", None),
        ("empty", "", None),
    ] {
        assert_eq!(confidence_of(text), expected, "{name}");
    }
}
