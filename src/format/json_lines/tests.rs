//! The lines that are read and written.

use proptest::prelude::*;

use crate::format::json_lines::*;
use crate::review::{ReviewOptions, review};
use crate::{Aligner, Bitext};

#[test]
fn a_broken_line_says_where_and_keeps_its_id() {
    let rows: [(&str, &[u8], &str, &str); 8] = [
        (
            "no object",
            b"[1]",
            "null",
            "column 0: invalid type: sequence, expected an object",
        ),
        (
            "wrong type",
            br#"{"id": 7, "source": 3}"#,
            "7",
            "column 21: invalid type: integer `3`, expected a string",
        ),
        (
            "cut short",
            r#"{"id": "a", "page": "雨"#.as_bytes(),
            "\"a\"",
            "column 24: EOF while parsing a string",
        ),
        (
            "more after it",
            r#"{"id": "a", "page": "雨"} {"#.as_bytes(),
            "\"a\"",
            "column 28: trailing characters",
        ),
        (
            "no target",
            br#"{"id": "a", "source": "Rain."}"#,
            "\"a\"",
            "expected \"target\" beside \"source\"",
        ),
        (
            "both forms",
            br#"{"id": {"a": 1}, "source": "Rain.", "page": "Rain."}"#,
            "{\"a\": 1}",
            "expected \"source\" and \"target\", or \"page\", not both",
        ),
        (
            "nothing",
            b"{}",
            "null",
            "expected \"source\" and \"target\", or \"page\"",
        ),
        (
            "other bytes",
            b"{\"id\": \"\x89\x4a\"}",
            "null",
            "byte 8: expected UTF-8",
        ),
    ];
    for (name, line, expected_id, expected) in rows {
        let (id, request) = read_request(line);
        assert_eq!(id.to_string(), expected_id, "{name}");
        assert_eq!(request.unwrap_err().to_string(), expected, "{name}");
    }
}

#[test]
fn fields_may_come_in_any_order_with_others() {
    let (source, target) = ("Rain".to_owned(), "雨".to_owned());
    let line = r#"{"target": "雨", "x": [1, {}], "source": "Rain", "page": null, "id": 1}"#;
    let (id, request) = read_request(format!("\u{feff}{line}\r\n").as_bytes());
    assert_eq!(
        (id, request.unwrap()),
        (1.into(), Texts::Sides { source, target }.into())
    );
}

#[test]
fn an_id_is_kept_as_it_was_written() {
    for (name, id, expected) in [
        ("a large integer", "123456789012345678901234567890", None),
        ("a negative zero", "-0", None),
        ("a long fraction", "0.10000000000000000001", None),
        ("an exponent", "1E3", None),
        ("the order of keys", r#"{"b": 1, "a": [2.0]}"#, None),
        ("an escape", r#""\u00e9\/""#, None),
        ("null", "null", None),
        ("over lines", "{\"a\":\r\n1}", Some("{\"a\":1}")),
    ] {
        let line = format!(r#"{{"id": {id}, "source": "a", "target": "b"}}"#);
        let (read, request) = read_request(line.as_bytes());
        assert!(request.is_ok(), "{name}");
        let expected = expected.unwrap_or(id);
        let mut answer = Vec::new();
        write_answer(&Answer::Failed(Failed::new(read, 1, "")), &mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        assert!(
            answer.starts_with(&format!("{{\"id\":{expected},")),
            "{name}: {answer}"
        );
        let Answer::Failed(failed) = read_answer(answer.as_bytes()).unwrap() else {
            panic!("{name}");
        };
        assert_eq!(failed.id.to_string(), expected, "{name}");
    }
}

#[test]
fn a_line_may_hold_one_text() {
    let rows = [
        (
            "the usual name",
            r#"{"text": "a", "source": null}"#,
            Ok("a"),
        ),
        (
            "the name of the side",
            r#"{"source": "a", "target": "b"}"#,
            Ok("a"),
        ),
        ("the side first", r#"{"text": "b", "source": "a"}"#, Ok("a")),
        (
            "no text",
            r#"{"id": 1, "target": "a"}"#,
            Err("expected \"text\" or \"source\""),
        ),
        (
            "a number",
            r#"{"text": 1}"#,
            Err("\"text\": invalid type: integer `1`, expected a string at line 1 column 1"),
        ),
        (
            "no object",
            "[1]",
            Err("column 0: invalid type: sequence, expected an object"),
        ),
    ];
    for (name, line, expected) in rows {
        let (_, read) = read_one_text(line.as_bytes(), "source");
        let read = read
            .map(|(text, _)| text)
            .map_err(|error| error.to_string());
        let expected = expected.map(str::to_owned).map_err(str::to_owned);
        assert_eq!(read, expected, "{name}");
    }
    // In a request the field is another program's.
    let line = br#"{"text": 1, "source": "a", "target": "b"}"#;
    assert!(read_request(line).1.is_ok());
}

#[test]
fn an_answer_of_another_kind_is_refused() {
    let rows: [(&str, &[u8], &str); 4] = [
        (
            "a request",
            br#"{"id": 1, "page": "a"}"#,
            "expected \"beads\", or \"line\" and \"error\"",
        ),
        (
            "both",
            br#"{"beads": [], "line": 1, "error": "a"}"#,
            "expected \"beads\", or \"line\" and \"error\"",
        ),
        (
            "a bead without a side",
            br#"{"beads": [{"source": []}]}"#,
            "column 25: missing field `target`",
        ),
        ("no UTF-8", b"\xff", "byte 0: expected UTF-8"),
    ];
    for (name, line, message) in rows {
        assert_eq!(
            read_answer(line).unwrap_err().to_string(),
            message,
            "{name}"
        );
    }
}

#[test]
fn findings_stand_at_their_bead() {
    let bitext = Bitext::new(
        "𠮟. It was 1964. He left.",
        "𠮟。1965年だった。彼は去った。",
    );
    let aligner = Aligner::new();
    let alignment = aligner.align(&bitext);
    let findings = review(
        &aligner.read(&bitext),
        &alignment,
        &ReviewOptions::default(),
    );
    let finding = findings
        .iter()
        .find(|f| f.check.name() == "number")
        .unwrap();
    let aligned = Aligned::new(Id::default(), &bitext, &alignment, &[]);
    assert!(aligned.beads.iter().all(|bead| bead.findings.is_none()));
    let aligned = aligned.with_findings(&bitext, &findings);
    let of_bead = aligned.beads[finding.beads.start]
        .findings
        .as_ref()
        .unwrap();
    let found = of_bead.iter().find(|f| f.check == "number").unwrap();
    let sliced = |text: &str, [start, end]: [usize; 2]| -> String {
        text.chars().skip(start).take(end - start).collect()
    };
    assert_eq!(sliced(bitext.source().text(), found.source[0]), "1964");
    assert!(sliced(bitext.target().text(), found.target[0]).starts_with("1965"));
}

proptest! {
    #[test]
    fn requests_are_read_as_written(
        name in any::<String>(),
        source in any::<String>(),
        target in any::<String>(),
        is_page in any::<bool>(),
    ) {
        let texts = match is_page {
            true => Texts::Page { page: source },
            false => Texts::Sides { source, target },
        };
        let id = Id::from(name.as_str());
        let request = Request::from(texts);
        let mut line = Vec::new();
        write_request(&id, &request, &mut line).unwrap();
        prop_assert_eq!(line.iter().filter(|&&byte| byte == b'\n').count(), 1);
        let (read_id, read) = read_request(&line);
        prop_assert_eq!((read_id, read.unwrap()), (id, request));
    }

    #[test]
    fn answers_are_read_as_written_and_their_spans_slice(
        source in proptest::collection::vec("[a-zé🐟 ]{0,9}[.!1]", 0..5),
        target in proptest::collection::vec("[ぁ-ん𠮟1]{0,9}。", 0..5),
    ) {
        let bitext = Bitext::new(source.join(" "), target.concat());
        let aligner = Aligner::new();
        let alignment = aligner.align(&bitext);
        let findings = review(&aligner.read(&bitext), &alignment, &ReviewOptions::default());
        let aligned = Aligned::new(3.into(), &bitext, &alignment, &[]).with_findings(&bitext, &findings);
        let sides = [
            (bitext.source(), aligned.beads.iter().flat_map(|b| &b.source).collect::<Vec<_>>()),
            (bitext.target(), aligned.beads.iter().flat_map(|b| &b.target).collect::<Vec<_>>()),
        ];
        for (document, spans) in sides {
            let characters: Vec<char> = document.text().chars().collect();
            prop_assert_eq!(spans.len(), document.segments().len());
            for (k, &&[start, end]) in spans.iter().enumerate() {
                let sliced: String = characters[start..end].iter().collect();
                prop_assert_eq!(sliced.as_str(), document.segment_text(k));
            }
        }
        let answer = Answer::Aligned(aligned);
        let mut line = Vec::new();
        write_answer(&answer, &mut line).unwrap();
        prop_assert_eq!(read_answer(&line).unwrap(), answer);
    }

    #[test]
    fn failures_are_read_as_written(line in 1usize..999, error in any::<String>()) {
        let answer = Answer::Failed(Failed { id: Id::default(), line, error });
        let mut written = Vec::new();
        write_answer(&answer, &mut written).unwrap();
        prop_assert_eq!(read_answer(&written).unwrap(), answer);
    }

    #[test]
    fn any_line_is_read_or_refused(line in proptest::collection::vec(any::<u8>(), 0..40)) {
        let _ = (read_request(&line), read_answer(&line));
    }
}
