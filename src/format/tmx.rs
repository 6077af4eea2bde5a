//! TMX, the exchange format of translation memories: 1.4b is written; 1.4, and 1.1, which names languages by `lang`, are read.
//!
//! In: an export, or the text of a `.tmx` file. Out: TMX; or a unit a `tu`: the first variant in English and the first in
//! Japanese, with the `tuid` as key; or an error that names the byte. O(bytes).
//!
//! The format keeps the texts, the numbers of the pairs (`tuid`), confidence to four decimals (`x-confidence`), the kind
//! (`x-kind`), what a person said (`x-state`, `note`), and each finding as a `note`. It loses pairs with an empty side,
//! characters that XML forbids, the places of findings, and blocks. The reader keeps the texts, the ids, the confidence, the state,
//! and as comment each `note` that is no finding, also of other tools; variants in other languages and units with neither language
//! are left out.

use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::format::exchange;
use crate::format::export::{Export, ExportRow, Losses};
use crate::format::inline_markup::{self, Markup};
use crate::format::noted::OwnedNotes;
use crate::format::shown::finding_in_line;
use crate::format::units::{Unit, UnitText, confidence_of, language_of, shown};
use crate::format::xml::{Doctype, Element, Event, Events};
use crate::format::xml_writer::XmlWriter;
use crate::review::RowState;
use crate::text::{InlineKind, Language};

/// Languages that an error names.
const MOST_NAMED: usize = 8;

/// Writes the pairs as TMX 1.4b. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, tmx};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// let export = Export::new(&bitext, &alignment).with_languages("en-GB", "ja-JP");
/// let mut file = Vec::new();
/// let losses = tmx::write(&export, &mut file)?;
/// assert!(losses.is_empty());
/// assert!(String::from_utf8_lossy(&file).contains("<tuv xml:lang=\"ja-JP\"><seg>雨が降った。</seg></tuv>"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If a language tag is not of BCP 47, if both sides have the same, or if `out` fails.
pub fn write(export: &Export<'_>, out: impl Write) -> Result<Losses> {
    let languages = exchange::language_tags(export)?;
    let mut xml = XmlWriter::new(BufWriter::new(out))?;
    xml.doctype("tmx SYSTEM \"tmx14.dtd\"")?;
    xml.open("tmx", &[("version", "1.4")])?;
    xml.line()?;
    write_header(&mut xml, export, languages[0])?;
    xml.line()?;
    xml.open("body", &[])?;
    let (mut n_half_empty, mut n_findings) = (0, 0);
    for row in export.rows() {
        let texts = [row.source(), row.target()];
        if texts.iter().any(|text| exchange::is_blank(text)) {
            n_half_empty += 1;
            continue;
        }
        n_findings += row.findings.len();
        xml.line()?;
        xml.open("tu", &[("tuid", &row.id().to_string())])?;
        write_facts(&mut xml, &row)?;
        for (language, text) in languages.iter().zip(&texts) {
            xml.line()?;
            xml.open("tuv", &[("xml:lang", language)])?;
            xml.leaf("seg", &[], text)?;
            xml.close()?;
        }
        xml.close_line()?;
    }
    xml.close_line()?;
    xml.close_line()?;
    let all_findings = export.findings().map_or(0, <[_]>::len);
    Ok(Losses {
        half_empty: n_half_empty,
        characters: xml.finish()?,
        findings: all_findings - n_findings,
        ..Losses::default()
    })
}

fn write_header<W: Write>(
    xml: &mut XmlWriter<W>,
    export: &Export<'_>,
    language: &str,
) -> Result<()> {
    let date = export.date().map(|date| date.basic());
    let mut attributes = vec![
        ("creationtool", exchange::TOOL),
        ("creationtoolversion", exchange::VERSION),
        // A pair can join sentences. OmegaT cuts a memory of paragraphs into sentences again, side by side, and so would lose
        // the pairs; it and the other tools keep a memory of sentences as it is.
        ("segtype", "sentence"),
        ("o-tmf", exchange::TOOL),
        ("adminlang", "en"),
        ("srclang", language),
        ("datatype", "plaintext"),
    ];
    if let Some(date) = &date {
        attributes.push(("creationdate", date));
    }
    match export.title() {
        "" => xml.empty("header", &attributes)?,
        title => {
            xml.open("header", &attributes)?;
            xml.leaf("note", &[], title)?;
            xml.close()?;
        }
    }
    Ok(())
}

/// Writes what is known about a pair: the document type wants it before the variants.
fn write_facts<W: Write>(xml: &mut XmlWriter<W>, row: &ExportRow<'_, '_>) -> Result<()> {
    for finding in row.findings {
        xml.line()?;
        xml.leaf("note", &[], &finding_in_line(finding))?;
    }
    let comment = exchange::comment(row);
    if !comment.is_empty() {
        xml.line()?;
        xml.leaf("note", &[], &exchange::note_of(comment))?;
    }
    let mut property = |name: &str, value: &str| -> Result<()> {
        xml.line()?;
        Ok(xml.leaf("prop", &[("type", name)], value)?)
    };
    property(CONFIDENCE, &exchange::confidence(row))?;
    property("x-kind", &row.pair.kind().to_string())?;
    match exchange::state(row) {
        RowState::Open => Ok(()),
        state => property(STATE, state.name()),
    }
}

/// The type of the property of a unit that is its confidence.
const CONFIDENCE: &str = "x-confidence";

/// The type of the property that is its state.
const STATE: &str = "x-state";

/// Reads the units. O(bytes).
///
/// # Errors
///
/// If the file is not TMX, or holds no English or no Japanese.
pub(crate) fn read(text: &str) -> Result<Vec<Unit>> {
    let mut events = Events::new("TMX", text, &[]).with_doctype(Doctype::Named);
    let mut units = Vec::new();
    let mut seen = Seen::default();
    let (mut n_units, mut is_tmx) = (0, false);
    while let Some(event) = events.next()? {
        let Event::Open(element) = event else {
            continue;
        };
        match element.name() {
            "tmx" => {}
            "body" if is_tmx => {}
            "tu" if is_tmx => {
                n_units += 1;
                let key = element.attribute("", "tuid").map(|key| Arc::from(&*key));
                let place = match &key {
                    Some(key) => format!("tu {n_units}, tuid {}", shown(key)),
                    None => format!("tu {n_units}"),
                };
                let unit = unit(&mut events, &mut seen)?;
                if unit.sides.iter().any(|side| !side.is_blank()) {
                    units.push(Unit {
                        key,
                        place: place.into(),
                        ..unit
                    });
                }
            }
            name if !is_tmx => {
                let what = format!("expected the element `tmx`, found `{name}`");
                return Err(events.fault(&what));
            }
            _ => events.skip()?,
        }
        is_tmx = true;
    }
    seen.check()?;
    Ok(units)
}

/// The languages of the file.
#[derive(Default)]
struct Seen {
    known: [bool; 2],
    others: BTreeSet<String>,
}

impl Seen {
    /// The side of a language code; none for other languages.
    fn side(&mut self, code: &str) -> Option<usize> {
        let side = match language_of(code) {
            Language::English => 0,
            Language::Japanese => 1,
            Language::Other => {
                if self.others.len() < MOST_NAMED && !self.others.contains(code) {
                    self.others.insert(code.to_owned());
                }
                return None;
            }
        };
        self.known[side] = true;
        Some(side)
    }

    fn check(&self) -> Result<()> {
        let missing = match self.known {
            [true, true] => return Ok(()),
            // Units of one language alone are untranslated.
            [true, false] | [false, true] if self.others.is_empty() => return Ok(()),
            [true, false] => "Japanese",
            [false, true] => "English",
            [false, false] => "English and Japanese",
        };
        let others: Vec<&str> = self.others.iter().map(String::as_str).collect();
        let found = match others.is_empty() {
            true => "none".to_owned(),
            false => others.join(", "),
        };
        Err(Error::format(
            "",
            format!("expected variants in {missing}, found {found}"),
        ))
    }
}

/// Reads what is left of a `tu`: its English and its Japanese text, its confidence and state, if properties are those, and its
/// comments.
fn unit(events: &mut Events<'_>, seen: &mut Seen) -> Result<Unit> {
    let mut sides: [Option<UnitText>; 2] = [None, None];
    let mut unit = Unit::default();
    while let Some(event) = events.child()? {
        let Event::Open(element) = event else {
            continue;
        };
        if element.name() != "tuv" {
            fact(events, &element, &mut unit)?;
            continue;
        }
        let code = element
            .attribute("xml", "lang")
            .or_else(|| element.attribute("", "lang"));
        let Some(code) = code else {
            return Err(events.fault("expected an attribute `xml:lang` of the element `tuv`"));
        };
        let side = seen.side(&code).filter(|&side| sides[side].is_none());
        let (text, notes) = segment(events)?;
        if let Some(side) = side {
            sides[side] = Some(text);
            unit.notes.add_comment(&notes.comment);
        }
    }
    unit.sides = sides.map(Option::unwrap_or_default);
    Ok(unit)
}

/// Reads what is left of a `prop`, a `note` or another element of a `tu` before its variants.
fn fact(events: &mut Events<'_>, element: &Element<'_>, unit: &mut Unit) -> Result<()> {
    let kind = element.attribute("", "type");
    match (element.name(), kind.as_deref()) {
        ("prop", Some(CONFIDENCE)) => unit.confidence = confidence_of(&events.text()?),
        ("prop", Some(STATE)) => {
            let state = events.text()?.trim().parse();
            unit.notes.state = state.unwrap_or(unit.notes.state);
        }
        ("note", _) => note(events, &mut unit.notes)?,
        _ => events.skip()?,
    }
    Ok(())
}

/// Reads what is left of a `note`.
fn note(events: &mut Events<'_>, notes: &mut OwnedNotes) -> Result<()> {
    if let Some(comment) = exchange::comment_of(&events.text()?) {
        notes.add_comment(comment);
    }
    Ok(())
}

/// Reads what is left of a `tuv`: the text of its `seg`, and its comments.
fn segment(events: &mut Events<'_>) -> Result<(UnitText, OwnedNotes)> {
    let mut text = UnitText::default();
    let mut notes = OwnedNotes::default();
    while let Some(event) = events.child()? {
        match event {
            Event::Open(element) if element.name() == "seg" => {
                text = inline_markup::read(events, &markup_of)?.text;
            }
            Event::Open(element) if element.name() == "note" => note(events, &mut notes)?,
            Event::Open(_) => events.skip()?,
            _ => {}
        }
    }
    Ok((text, notes))
}

/// What an inline element of TMX is. Inside its own is the native code of the original file.
fn markup_of(element: &Element<'_>) -> Markup {
    match element.name() {
        "bpt" => Markup::Native(InlineKind::Opening),
        "ept" => Markup::Native(InlineKind::Closing),
        "it" => match element.attribute("", "pos").as_deref() {
            Some("begin") => Markup::Native(InlineKind::Opening),
            Some("end") => Markup::Native(InlineKind::Closing),
            _ => Markup::Native(InlineKind::Code),
        },
        "ph" | "ut" => Markup::Native(InlineKind::Code),
        "sub" => Markup::Prose,
        _ => Markup::Transparent,
    }
}
