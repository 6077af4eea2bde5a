//! Pairs: one a line, as data sets for training and tables of `pandas` have them.
//!
//! In: an export, or lines. Out: lines, or a bitext. O(bytes).
//!
//! A line is `{"id":1,"kind":"1-1","confidence":0.9871,"source":"Rain.","target":"雨。","source_spans":[[0,5]],
//! "target_spans":[[0,2]]}`. Spans are half-open and count Unicode scalar values of the file, as in an
//! [answer](crate::format::json_lines::Aligned). A pair of code has `"block":"code"`. If the text was reviewed, `findings` are those
//! that begin at the pair. If a person noted something, there are `state`, `mark`, `comment` and `suggestion`; `target` is always
//! the text of the file. The format loses nothing but the names and the digits of a confidence behind the fourth. The reader keeps
//! the texts, the confidence and the notes.

use std::io::Write;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::format::json_lines::answer::{FindingSpans, Spans};
use crate::format::json_lines::escaped_ends::write_line;
use crate::format::json_lines::with_column;
use crate::format::units::{self, Unit, UnitText};
use crate::format::{Export, ExportRow, Losses, NotedBitext, OwnedNotes, RowNotes};
use crate::review::RowState;

/// A pair as it is written.
#[derive(Serialize)]
struct PairLine<'r> {
    id: usize,
    kind: String,
    confidence: f64,
    source: &'r str,
    target: &'r str,
    source_spans: Vec<[usize; 2]>,
    target_spans: Vec<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<FindingSpans>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<bool>,
    #[serde(skip_serializing_if = "str::is_empty")]
    comment: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'r str>,
}

/// Writes the pairs, one a line. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, json_lines};
/// use taiyaku::{Alignment, Bead, Bitext};
///
/// let bitext = Bitext::new("It rained.", "雨が降った。");
/// let alignment = Alignment::from_beads(vec![Bead::new(0..1, 0..1, 0.75)]);
/// let mut lines = Vec::new();
/// let losses = json_lines::write_pairs(&Export::new(&bitext, &alignment), &mut lines)?;
/// assert!(losses.is_empty());
/// assert_eq!(
///     String::from_utf8(lines).unwrap(),
///     "{\"id\":1,\"kind\":\"1-1\",\"confidence\":0.75,\"source\":\"It rained.\",\"target\":\"雨が降った。\",\
///      \"source_spans\":[[0,10]],\"target_spans\":[[0,6]]}\n",
/// );
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_pairs(export: &Export<'_>, mut out: impl Write) -> Result<Losses> {
    let bitext = export.bitext();
    let spans = [Spans::new(bitext.source()), Spans::new(bitext.target())];
    for row in export.rows() {
        write_row(&row, export, &spans, &mut out)?;
    }
    out.flush()?;
    Ok(Losses::default())
}

fn write_row(
    row: &ExportRow<'_, '_>,
    export: &Export<'_>,
    [source, target]: &[Spans<'_>; 2],
    out: impl Write,
) -> Result<()> {
    let bead = row.pair.bead();
    let findings = export.findings().map(|_| {
        let findings = row.all_findings.iter();
        findings
            .map(|finding| FindingSpans::of(finding, source, target))
            .collect()
    });
    // An open row about which nothing was noted has no notes.
    let notes = row.notes.filter(|notes| *notes != RowNotes::default());
    let line = PairLine {
        id: row.id(),
        kind: row.pair.kind().to_string(),
        confidence: (f64::from(row.pair.confidence()) * 10_000.0).round() / 10_000.0,
        source: &row.source(),
        target: &row.pair.target_text(),
        source_spans: source.of_segments(&bead.source),
        target_spans: target.of_segments(&bead.target),
        block: row.pair.is_code().then_some("code"),
        findings,
        state: notes.map(|notes| notes.state.name()),
        mark: notes.and_then(|notes| notes.mark.then_some(true)),
        comment: notes.map_or("", |notes| notes.comment),
        suggestion: notes.and_then(|notes| notes.suggestion),
    };
    write_line(&line, out)
}

/// A pair as it is read.
#[derive(Deserialize)]
struct ReadLine {
    source: Option<String>,
    target: Option<String>,
    en: Option<String>,
    ja: Option<String>,
    /// As data sets of Hugging Face have it.
    translation: Option<Languages>,
    confidence: Option<f32>,
    // Fields of these names in data of others can be of any kind.
    state: Option<Value>,
    mark: Option<Value>,
    comment: Option<Value>,
    suggestion: Option<Value>,
}

#[derive(Deserialize)]
struct Languages {
    en: Option<String>,
    ja: Option<String>,
}

impl ReadLine {
    /// Takes what a person noted.
    fn take_notes(&mut self) -> OwnedNotes {
        let text = |field: Option<Value>| match field {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let state = text(self.state.take()).and_then(|state| state.parse().ok());
        OwnedNotes {
            state: state.unwrap_or(RowState::Open),
            mark: self.mark == Some(Value::Bool(true)),
            comment: text(self.comment.take()).unwrap_or_default(),
            suggestion: text(self.suggestion.take()),
        }
    }

    fn texts(self) -> Option<[String; 2]> {
        let both = |source: Option<String>, target: Option<String>| Some([source?, target?]);
        both(self.source, self.target)
            .or_else(|| both(self.en, self.ja))
            .or_else(|| {
                let languages = self.translation?;
                both(languages.en, languages.ja)
            })
    }
}

/// Reads pairs, one a line: `source` and `target`, or `en` and `ja`, also inside `translation`. Each is a
/// [known bead](Bitext::known_beads), with the `confidence` if there is one. Its blocks have the place `line 12`. Other fields
/// and blank lines are ignored. O(bytes).
///
/// ```
/// use taiyaku::format::json_lines;
///
/// let lines = "{\"source\": \"It rained.\", \"target\": \"雨が降った。\", \"confidence\": 0.75}\n\
///              {\"translation\": {\"en\": \"We stayed.\", \"ja\": \"家にいた。\"}}\n";
/// let bitext = json_lines::read_pairs(lines)?;
/// assert_eq!(bitext.known_beads(), [(0..1, 0..1), (1..2, 1..2)]);
/// let error = json_lines::read_pairs("{\"source\": \"It rained.\"}\n").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "line 1: expected \"source\" and \"target\", or \"en\" and \"ja\", also in \"translation\"",
/// );
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If a line is no pair, or if no line has text. The error names the line.
pub fn read_pairs(text: &str) -> Result<Bitext> {
    Ok(read_noted(text)?.bitext)
}

/// Like [`read_pairs`], with `state`, `mark`, `comment` and `suggestion` of each pair. O(bytes).
///
/// # Errors
///
/// As [`read_pairs`].
pub(crate) fn read_noted(text: &str) -> Result<NotedBitext> {
    let lines = text.trim_start_matches('\u{feff}').split('\n');
    let mut units = Vec::new();
    for (k, line) in lines.enumerate() {
        // White space of JSON alone: a text may not begin with any other.
        let line = line.trim_matches([' ', '\t', '\r']);
        if line.is_empty() {
            continue;
        }
        let place = format!("line {}", k + 1);
        let wrong = |expected: String| Error::format(&*place, expected);
        let mut read: ReadLine =
            serde_json::from_str(line).map_err(|error| wrong(with_column(&error).to_string()))?;
        let confidence = read.confidence;
        let notes = read.take_notes();
        if let Some(confidence) = confidence.filter(|number| !(0.0..=1.0).contains(number)) {
            return Err(wrong(format!(
                "expected a confidence from 0 to 1, found {confidence}"
            )));
        }
        let sides = read.texts().ok_or_else(|| {
            wrong(
                "expected \"source\" and \"target\", or \"en\" and \"ja\", also in \"translation\""
                    .into(),
            )
        })?;
        units.push(Unit {
            sides: sides.map(UnitText::plain),
            place: Arc::from(place),
            confidence,
            notes,
            ..Unit::default()
        });
    }
    units::noted(units)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::hostile;
    use crate::review::{ReviewOptions, RowState, review};
    use crate::{Aligner, Alignment, Bead};

    fn written(export: &Export<'_>) -> String {
        let mut lines = Vec::new();
        let losses = write_pairs(export, &mut lines).expect("memory");
        assert!(losses.is_empty());
        String::from_utf8(lines).expect("UTF-8")
    }

    fn through(bitext: &Bitext) -> Bitext {
        let alignment = Aligner::new().align(bitext);
        read_pairs(&written(&Export::new(bitext, &alignment).with_code())).expect("our own")
    }

    #[test]
    fn hard_rows_come_back() {
        let bitext = hostile::bitext_of_rows();
        let (before, after) = (hostile::texts(&bitext), hostile::texts(&through(&bitext)));
        for ((before, after), (name, ..)) in before.iter().zip(&after).zip(hostile::ROWS) {
            assert_eq!(before, after, "{name}");
        }
    }

    #[test]
    fn no_reader_cuts_a_line() {
        let bitext = hostile::bitext_of_rows();
        let alignment = Aligner::new().align(&bitext);
        let lines = written(&Export::new(&bitext, &alignment));
        let is_end = |c: char| {
            c != '\n' && c.is_control() && c != '\u{7f}' || matches!(c, '\u{2028}' | '\u{2029}')
        };
        assert!(!lines.contains(is_end));
    }

    #[test]
    fn a_text_of_a_megabyte_comes_back() {
        let long = "It rained all day, ".repeat(60_000);
        let pairs = [(format!("{long}and we stayed."), "雨で家にいた。".to_owned())];
        let bitext = hostile::bitext(&pairs);
        assert_eq!(hostile::texts(&through(&bitext)), pairs);
    }

    #[test]
    fn notes_and_findings_are_written() {
        let bitext = Bitext::new("It has 24 rooms. We stayed.", "部屋が42ある。家にいた。");
        let beads = vec![Bead::new(0..1, 0..1, 0.98766), Bead::new(1..2, 1..2, 1.0)];
        let alignment = Alignment::from_beads(beads);
        let aligner = Aligner::new();
        let anchored = aligner.read(&bitext);
        let findings = review(&anchored, &alignment, &ReviewOptions::default());
        let notes = vec![
            RowNotes {
                state: RowState::Confirmed,
                mark: true,
                comment: "rooms",
                suggestion: Some("部屋が24ある。"),
            },
            RowNotes::default(),
        ];
        let export = Export::new(&bitext, &alignment)
            .with_findings(&findings)
            .with_notes(notes);
        let lines = written(&export);
        let lines: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(lines[0]["confidence"], 0.9877);
        assert_eq!(lines[0]["target"], "部屋が42ある。");
        assert_eq!(lines[0]["suggestion"], "部屋が24ある。");
        assert_eq!(lines[0]["state"], "confirmed");
        assert_eq!(lines[0]["comment"], "rooms");
        assert_eq!(lines[0]["findings"][0]["target"][0][0], 3);
        assert_eq!(lines[1]["findings"], serde_json::json!([]));
        assert_eq!(lines[1].get("state"), None);
    }

    #[test]
    fn lines_of_data_sets_are_read() {
        for (name, line, expected) in [
            ("languages", r#"{"ja": "雨。", "en": "Rain."}"#, None),
            (
                "Hugging Face",
                r#"{"id": "7", "translation": {"en": "Rain.", "ja": "雨。"}}"#,
                None,
            ),
            (
                "an unfinished line",
                r#"{"source": "Rain."#,
                Some("line 1: column 17: EOF while parsing a string"),
            ),
            (
                "a confidence of another scale",
                r#"{"source": "Rain.", "target": "雨。", "confidence": 98}"#,
                Some("line 1: expected a confidence from 0 to 1, found 98"),
            ),
        ] {
            let found = read_pairs(line);
            match expected {
                None => {
                    let found = hostile::texts(&found.expect(name));
                    assert_eq!(found, [("Rain.".to_owned(), "雨。".to_owned())], "{name}");
                }
                Some(message) => assert_eq!(found.unwrap_err().to_string(), message, "{name}"),
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(pairs in hostile::pairs(), confidence in 0.0f32..=1.0) {
            let bitext = hostile::bitext(&pairs);
            prop_assert_eq!(hostile::texts(&through(&bitext)), hostile::texts(&bitext));
            let n_beads = bitext.known_beads().len();
            let bitext = bitext.with_known_confidences(vec![confidence; n_beads]);
            let back = Aligner::new().align(&through(&bitext));
            for bead in back.beads() {
                prop_assert!((bead.confidence - confidence).abs() < 1e-4);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[{}\":,a-c\n雨 0-9]{0,40}") {
            let _ = read_pairs(&text);
        }
    }
}
