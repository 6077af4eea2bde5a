//! Writing pairs and reading them: every format gives back what its losses do not count.
//!
//! In: an [`Input`] whose fields are pairs. Out: nothing, or a panic that names the format. O(bytes).

use arbitrary::{Arbitrary, Unstructured};
use taiyaku::format::{
    Export, Format, Losses, RowNotes, csv_table, hunalign, json_lines, moses, po, tmx, tsv, xces,
    xliff, xlsx,
};
use taiyaku::review::RowState;
use taiyaku::{Bitext, Result};

use crate::input::{Input, one_of};
use crate::pairs::{alignment_of, bitext_of, pairs_of, texts};

/// The files of an export, and what they lost.
type Files = (Vec<Vec<u8>>, Losses);

/// A format that is written and read.
struct Written {
    name: &'static str,
    write: fn(&Export<'_>) -> Result<Files>,
    read: fn(&[Vec<u8>]) -> Result<Bitext>,
    /// Whether the confidence is read back, to four decimals.
    has_confidence: bool,
}

macro_rules! one_file {
    ($name:literal, $write:expr, $format:ident) => {
        Written {
            name: $name,
            write: |export| {
                let mut file = Vec::new();
                let losses = $write(export, &mut file)?;
                Ok((vec![file], losses))
            },
            read: |files| Format::$format.read_bitext(&files[0]),
            has_confidence: true,
        }
    };
}

const FORMATS: &[Written] = &[
    one_file!("TMX", tmx::write, Tmx),
    one_file!("XLIFF 2.1", xliff::write, Xliff),
    one_file!("XLIFF 1.2", xliff::write_1_2, Xliff),
    one_file!("PO", po::write, Po),
    one_file!("CSV", csv_table::write, Table),
    one_file!("XLSX", xlsx::write, Xlsx),
    one_file!("JSON Lines", json_lines::write_pairs, JsonLines),
    one_file!("hunalign", hunalign::write, Hunalign),
    Written {
        name: "Moses",
        write: |export| {
            let mut files = [Vec::new(), Vec::new()];
            let [source, target] = &mut files;
            let losses = moses::write(export, source, target)?;
            Ok((files.to_vec(), losses))
        },
        read: |files| moses::read(&text(&files[0]), &text(&files[1])),
        has_confidence: false,
    },
    Written {
        name: "XCES",
        write: |export| {
            let mut files = [Vec::new(), Vec::new(), Vec::new()];
            let [links, source, target] = &mut files;
            let losses = xces::write(export, ["a", "b"], links)?
                .and(xces::write_document(export, xces::Side::Source, source)?)
                .and(xces::write_document(export, xces::Side::Target, target)?);
            Ok((files.to_vec(), losses))
        },
        read: |files| xces::read(&text(&files[0]), &text(&files[1]), &text(&files[2])),
        has_confidence: true,
    },
    Written {
        name: "TSV",
        write: |export| {
            let mut file = Vec::new();
            tsv::write(export.bitext().pairs(export.alignment()), &mut file)?;
            Ok((vec![file], Losses::default()))
        },
        read: |files| Format::Table.read_bitext(&files[0]),
        has_confidence: true,
    },
];

fn text(file: &[u8]) -> String {
    String::from_utf8(file.to_vec()).expect("we write UTF-8")
}

/// What is lost is counted: without losses the texts are as they were, with confidences to four decimals; with losses there is a
/// pair for each that is not counted. The same export gives the same bytes.
pub fn round_trip(input: &Input<'_>) {
    let mut choices = input.choices();
    let format = one_of(&mut choices, FORMATS);
    let pairs = pairs_of(input, 1);
    let bitext = bitext_of(&pairs);
    let bitext = with_confidences(bitext, &mut choices);
    let alignment = alignment_of(&bitext);
    // Losses count the characters of the title too; those of the pairs are looked at here.
    let is_held = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let title: String = input.text(0, 60).chars().filter(is_held).collect();
    let export = Export::new(&bitext, &alignment)
        .with_code()
        .with_files(title.clone(), "b.txt")
        .with_title(title);
    let expected = texts(&bitext);
    assert_eq!(expected.len(), pairs.len(), "a bead a pair");
    assert_comes_back(format, &export, &expected);
    let notes = notes(&bitext, input, &mut choices);
    let noted = export.clone().with_notes(notes);
    let rows = noted.rows();
    let expected: Vec<_> = rows
        .map(|row| (row.source().into_owned(), row.target().into_owned()))
        .collect();
    if format.name != "TSV" {
        // With a suggestion of white space alone a row can be half empty.
        assert_is_read(format, &noted, &expected);
    }
}

fn assert_comes_back(format: &Written, export: &Export<'_>, expected: &[(String, String)]) {
    let name = format.name;
    let (files, losses) = (format.write)(export).expect(name);
    assert_eq!(
        (format.write)(export).expect(name),
        (files.clone(), losses),
        "{name}: a second time"
    );
    let back = match (format.read)(&files) {
        Ok(back) => back,
        Err(error) => panic!("{name}: {error}; lost {losses}; {expected:?}"),
    };
    let found = texts(&back);
    assert_eq!(
        found.len(),
        expected.len() - losses.half_empty,
        "{name}: pairs of {expected:?}"
    );
    if losses.is_empty() {
        assert_eq!(found, expected, "{name}");
    } else if losses.half_empty == 0 {
        assert_ne!(found, expected, "{name}: nothing is lost, but {losses}");
    }
    if format.has_confidence && losses.half_empty == 0 {
        let confidences = |bitext: &Bitext| -> Vec<f32> {
            alignment_of(bitext)
                .beads()
                .iter()
                .map(|bead| bead.confidence)
                .collect()
        };
        for (found, expected) in confidences(&back).iter().zip(confidences(export.bitext())) {
            assert!(
                (found - expected).abs() <= 0.000_051,
                "{name}: {found}, not {expected}"
            );
        }
    }
}

/// What a person noted never makes a file that is not read, or one with other originals.
fn assert_is_read(format: &Written, export: &Export<'_>, expected: &[(String, String)]) {
    let name = format.name;
    let (files, losses) = (format.write)(export).expect(name);
    let Ok(back) = (format.read)(&files) else {
        assert!(
            !losses.is_empty(),
            "{name}: not read, and nothing is lost: {expected:?}"
        );
        return;
    };
    if losses.is_empty() && !matches!(name, "JSON Lines" | "XCES") {
        let found: Vec<String> = texts(&back).into_iter().map(|pair| pair.0).collect();
        let sources: Vec<&String> = expected.iter().map(|pair| &pair.0).collect();
        assert_eq!(
            found.iter().collect::<Vec<_>>(),
            sources,
            "{name}: originals with notes"
        );
    }
}

fn with_confidences(bitext: Bitext, choices: &mut Unstructured<'_>) -> Bitext {
    let n_beads = bitext.known_beads().len();
    let confidence =
        |_| f32::from(u16::arbitrary(choices).unwrap_or(u16::MAX)) / f32::from(u16::MAX);
    let confidences = (0..n_beads).map(confidence).collect();
    bitext.with_known_confidences(confidences)
}

/// Notes of each row: texts of the other fields as comments and suggestions.
fn notes<'n>(
    bitext: &Bitext,
    input: &'n Input<'n>,
    choices: &mut Unstructured<'_>,
) -> Vec<RowNotes<'n>> {
    let n_beads = bitext.known_beads().len();
    let any_text = |choices: &mut Unstructured<'_>| {
        let field = choices
            .choose_index(input.n_fields().max(1))
            .unwrap_or_default();
        std::str::from_utf8(input.bytes(field)).unwrap_or_default()
    };
    let states: Vec<RowState> = RowState::all().collect();
    let notes = (0..n_beads).map(|_| RowNotes {
        state: *one_of(choices, &states),
        mark: bool::arbitrary(choices).unwrap_or_default(),
        comment: any_text(choices),
        suggestion: bool::arbitrary(choices)
            .unwrap_or_default()
            .then(|| any_text(choices)),
    });
    notes.collect()
}
