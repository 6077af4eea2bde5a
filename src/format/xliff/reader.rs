//! The reader of XLIFF: 1.0 to 1.2, and 2.x.
//!
//! In: the text of a file. Out: a unit a segment, with the name of its unit as key, its state and its comments; or an error
//! that names the byte. Units with `translate="no"`, notes that are our findings, suggestions (`alt-trans`) and elements of
//! other namespaces but memoQ's comments are left out; code and markup that inline elements stand for are inline spans. O(bytes).
//!
//! The state is the one that we wrote. In files of other tools, a segment is confirmed that is `reviewed`, `signed-off`, `final`
//! or approved, or that memoQ calls so. The comments of a unit of several segments are those of its first.
//!
//! A unit whose segments are in another order in the translation, or are not marked there, is one unit.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Result;
use crate::format::exchange::comment_of;
use crate::format::inline_markup::{self, Marked, Markup};
use crate::format::noted::OwnedNotes;
use crate::format::units::confidence_of;
use crate::format::units::{Unit, UnitText, orient, shown};
use crate::format::xliff::{writer_1, writer_2};
use crate::format::xml::{Doctype, Element, Event, Events, Space};
use crate::review::RowState;
use crate::text::InlineKind;

/// The namespaces. Files of 1.0 and 1.1 often have none.
const SPACES: &[Space] = &[
    ("urn:oasis:names:tc:xliff:document:1.0", ""),
    ("urn:oasis:names:tc:xliff:document:1.1", ""),
    ("urn:oasis:names:tc:xliff:document:1.2", ""),
    ("urn:oasis:names:tc:xliff:document:2.0", ""),
    ("urn:oasis:names:tc:xliff:document:2.1", ""),
    ("urn:oasis:names:tc:xliff:document:2.2", ""),
    ("urn:oasis:names:tc:xliff:metadata:2.0", METADATA),
    ("MQXliff", MEMOQ),
];

/// The name of the namespace of the metadata module.
const METADATA: &str = "mda";

/// The name of the namespace of memoQ.
const MEMOQ: &str = "mq";

/// Reads the units, oriented. O(bytes).
///
/// # Errors
///
/// If the file is not XLIFF, or if its languages are not English and Japanese.
pub(crate) fn read(text: &str) -> Result<Vec<Unit>> {
    let mut reader = Reader {
        events: Events::new("XLIFF", text, SPACES).with_doctype(Doctype::Named),
        open: Vec::new(),
        languages: [None, None],
        in_file: Vec::new(),
        units: Vec::new(),
        n_units: 0,
    };
    while let Some(event) = reader.events.next()? {
        match event {
            Event::Open(element) => reader.open(&element)?,
            Event::Close => reader.close()?,
            Event::Text(_) => {}
        }
    }
    Ok(reader.units)
}

/// An element around units.
struct Open {
    is_file: bool,
    is_translated: bool,
}

struct Reader<'x> {
    events: Events<'x>,
    open: Vec<Open>,
    /// The codes of the languages of the file that is open.
    languages: [Option<String>; 2],
    /// The units of the file that is open.
    in_file: Vec<Unit>,
    units: Vec<Unit>,
    n_units: usize,
}

/// What an element says of its `translate`; none if it says nothing.
fn translates(element: &Element<'_>) -> Option<bool> {
    let value = element.attribute("", "translate")?;
    Some(!value.eq_ignore_ascii_case("no"))
}

impl Reader<'_> {
    fn open(&mut self, element: &Element<'_>) -> Result<()> {
        let outside = self.open.last().is_none_or(|open| open.is_translated);
        let is_translated = translates(element).unwrap_or(outside);
        if element.space.is_empty() && (!self.open.is_empty() || element.name() == "xliff") {
            match element.name() {
                "xliff" | "file" | "body" | "group" => {
                    self.languages(element);
                    self.open.push(Open {
                        is_file: element.name() == "file",
                        is_translated,
                    });
                    return Ok(());
                }
                "trans-unit" | "unit" => {
                    self.n_units += 1;
                    let head = Head::of(element, self.n_units);
                    return match (is_translated, element.name()) {
                        (false, _) => self.events.skip(),
                        (true, "unit") => self.unit(&head),
                        (true, _) => self.trans_unit(&head),
                    };
                }
                _ => {}
            }
        }
        match self.open.is_empty() {
            true => {
                let name: String = element.name().chars().take(20).collect();
                Err(self
                    .events
                    .fault(&format!("expected the element `xliff`, found `{name}`")))
            }
            false => self.events.skip(),
        }
    }

    /// The languages of `xliff` of version 2 and of `file` of version 1.
    fn languages(&mut self, element: &Element<'_>) {
        let names = match element.name() {
            "xliff" => ["srcLang", "trgLang"],
            "file" => ["source-language", "target-language"],
            _ => return,
        };
        for (language, name) in self.languages.iter_mut().zip(names) {
            if let Some(code) = element.attribute("", name) {
                *language = Some(code.into_owned());
            } else if element.attribute("", names[0]).is_some() {
                *language = None;
            }
        }
    }

    fn close(&mut self) -> Result<()> {
        if self.open.pop().is_some_and(|closed| closed.is_file) {
            let [source, target] = &self.languages;
            orient(&mut self.in_file, [source.as_deref(), target.as_deref()])?;
            self.units.append(&mut self.in_file);
        }
        Ok(())
    }

    /// Reads a unit of version 1.
    fn trans_unit(&mut self, head: &Head) -> Result<()> {
        let (mut source, mut divided, mut target) = (None, None, None);
        let mut state = None;
        let mut facts = Facts::default();
        while let Some(event) = self.events.child()? {
            let Event::Open(element) = event else {
                continue;
            };
            if element.is("", "context-group") {
                let names = [writer_1::CONFIDENCE, writer_1::STATE];
                self.facts("", "context-type", names, &mut facts)?;
                continue;
            }
            if element.is("", "note") {
                facts.add_note(&self.events.text()?);
                continue;
            }
            if element.is(MEMOQ, "comments") {
                self.memoq_comments(&mut facts)?;
                continue;
            }
            let name = if element.space.is_empty() {
                element.name()
            } else {
                ""
            };
            if !matches!(name, "source" | "seg-source" | "target") {
                self.events.skip()?;
                continue;
            }
            if name == "target" {
                state = element.attribute("", "state").map(String::from);
            }
            let read = inline_markup::read(&mut self.events, &markup_of_1)?;
            match name {
                "source" => source = Some(read),
                "seg-source" => divided = Some(read),
                _ => target = Some(read),
            }
        }
        let Some(source) = source else {
            let what = format!("expected a `source` in {}", head.place);
            return Err(self.events.fault(&what));
        };
        let target = target.unwrap_or_default();
        // Without `seg-source`, the segments are marked in `source`.
        let divided = divided.unwrap_or(source);
        let first = self.in_file.len();
        self.push(head, state.as_deref(), divided, target);
        facts.apply(&mut self.in_file[first..]);
        Ok(())
    }

    /// Reads what is left of the comments of memoQ, which keeps those that were deleted.
    fn memoq_comments(&mut self, facts: &mut Facts) -> Result<()> {
        while let Some(event) = self.events.child()? {
            let Event::Open(element) = event else {
                continue;
            };
            let is_deleted = element.attribute("", "deleted").as_deref() == Some("true");
            match element.is(MEMOQ, "comment") && !is_deleted {
                true => facts.add_note(&self.events.text()?),
                false => self.events.skip()?,
            }
        }
        Ok(())
    }

    /// Reads what is left of a group of facts, each an element of this namespace whose attribute names what it is: the
    /// confidence and the state.
    fn facts(
        &mut self,
        space: &str,
        attribute: &str,
        [confidence, state]: [&str; 2],
        facts: &mut Facts,
    ) -> Result<()> {
        let mut depth = 1;
        while depth > 0 {
            match self.events.next()? {
                Some(Event::Open(element)) => {
                    let name = element.attribute("", attribute);
                    match name.filter(|_| element.space == space).as_deref() {
                        Some(name) if name == confidence => {
                            let found = confidence_of(&self.events.text()?);
                            facts.confidence = found.or(facts.confidence);
                        }
                        Some(name) if name == state => {
                            let found = self.events.text()?.trim().parse().ok();
                            facts.state = found.or(facts.state);
                        }
                        _ => depth += 1,
                    }
                }
                Some(Event::Close) => depth -= 1,
                Some(Event::Text(_)) => {}
                None => break,
            }
        }
        Ok(())
    }

    /// Adds the segments of a unit, or the unit if its sides do not have the same segments.
    fn push(&mut self, head: &Head, state: Option<&str>, source: Marked, target: Marked) {
        let names = |side: &Marked| {
            side.segments
                .iter()
                .map(|segment| segment.0.clone())
                .collect::<Vec<_>>()
        };
        let is_divided = source.segments.len() > 1 && names(&source) == names(&target);
        if !is_divided {
            self.in_file
                .push(head.unit([source.text, target.text], None, state));
            return;
        }
        for (there, here) in source.segments.iter().zip(&target.segments) {
            let sides = [
                source.text.part(there.1.clone()),
                target.text.part(here.1.clone()),
            ];
            self.in_file.push(head.unit(sides, Some(&there.0), state));
        }
    }

    /// Reads a unit of version 2.
    fn unit(&mut self, head: &Head) -> Result<()> {
        let mut data: BTreeMap<String, String> = BTreeMap::new();
        let mut segments: Vec<Segment> = Vec::new();
        let mut facts = Facts::default();
        let first = self.in_file.len();
        while let Some(event) = self.events.child()? {
            let Event::Open(element) = event else {
                continue;
            };
            match element.name() {
                "metadata" if element.space == METADATA => {
                    let names = [writer_2::CONFIDENCE, writer_2::STATE];
                    self.facts(METADATA, "type", names, &mut facts)?;
                }
                "notes" if element.space.is_empty() => self.notes(&mut facts)?,
                "originalData" if element.space.is_empty() => self.original_data(&mut data)?,
                "segment" | "ignorable" if element.space.is_empty() => {
                    segments.push(self.segment(&element, &data)?);
                }
                _ => self.events.skip()?,
            }
        }
        if segments.iter().any(|segment| segment.order.is_some()) {
            let state = segments.iter().find_map(|segment| segment.state.clone());
            let source = joined(&segments, 0);
            let mut numbered: Vec<(usize, Segment)> = (1..).zip(segments).collect();
            numbered.sort_by_key(|(number, segment)| segment.order.unwrap_or(*number));
            let in_order: Vec<Segment> = numbered.into_iter().map(|(_, segment)| segment).collect();
            let sides = [source, joined(&in_order, 1)];
            self.in_file.push(head.unit(sides, None, state.as_deref()));
            facts.apply(&mut self.in_file[first..]);
            return Ok(());
        }
        segments.retain(|segment| !segment.is_ignorable);
        let is_one = segments.len() == 1;
        for (k, segment) in segments.into_iter().enumerate() {
            let number = (k + 1).to_string();
            let name = segment.id.as_deref().unwrap_or(&number);
            let name = (!is_one).then_some(name);
            let mut unit = head.unit(segment.sides, name, segment.state.as_deref());
            if segment.is_corrected {
                unit.notes.state = RowState::Corrected;
            }
            self.in_file.push(unit);
        }
        facts.apply(&mut self.in_file[first..]);
        Ok(())
    }

    /// Reads what is left of the `notes` of a unit.
    fn notes(&mut self, facts: &mut Facts) -> Result<()> {
        while let Some(event) = self.events.child()? {
            match event {
                Event::Open(element) if element.is("", "note") => {
                    facts.add_note(&self.events.text()?);
                }
                Event::Open(_) => self.events.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn original_data(&mut self, data: &mut BTreeMap<String, String>) -> Result<()> {
        while let Some(event) = self.events.child()? {
            if let Event::Open(element) = event {
                let id = element.attribute("", "id").map(String::from);
                let text = self.events.text()?;
                if let Some(id) = id.filter(|_| text.len() <= LONGEST_DATA) {
                    data.insert(id, text);
                }
            }
        }
        Ok(())
    }

    /// Reads what is left of a `segment` or `ignorable`.
    fn segment(
        &mut self,
        segment: &Element<'_>,
        data: &BTreeMap<String, String>,
    ) -> Result<Segment> {
        let attribute = |name: &str| segment.attribute("", name).map(String::from);
        let mut sides = [UnitText::default(), UnitText::default()];
        let mut order = None;
        while let Some(event) = self.events.child()? {
            let Event::Open(element) = event else {
                continue;
            };
            let side = match element.name() {
                "source" if element.space.is_empty() => 0,
                "target" if element.space.is_empty() => 1,
                _ => {
                    self.events.skip()?;
                    continue;
                }
            };
            order = element
                .attribute("", "order")
                .and_then(|order| order.parse().ok())
                .or(order);
            let markup_of = |element: &Element<'_>| markup_of_2(element, data);
            sides[side] = inline_markup::read(&mut self.events, &markup_of)?.text;
        }
        Ok(Segment {
            id: attribute("id"),
            state: attribute("state"),
            sides,
            is_ignorable: segment.name() == "ignorable",
            is_corrected: attribute("subState").as_deref() == Some(writer_2::CORRECTED),
            order,
        })
    }
}

/// The longest code of an original file that is read, in bytes: many inline elements can refer to the same.
const LONGEST_DATA: usize = 128;

/// A segment of version 2.
struct Segment {
    id: Option<String>,
    state: Option<String>,
    sides: [UnitText; 2],
    is_ignorable: bool,
    is_corrected: bool,
    /// Its number in the order of the translation, if that is another.
    order: Option<usize>,
}

/// What a unit says of all its segments.
#[derive(Default)]
struct Facts {
    confidence: Option<f32>,
    state: Option<RowState>,
    notes: OwnedNotes,
}

impl Facts {
    fn add_note(&mut self, note: &str) {
        if let Some(comment) = comment_of(note) {
            self.notes.add_comment(comment);
        }
    }

    /// Says it of the units. The first gets the comments: once, however many there are.
    fn apply(self, units: &mut [Unit]) {
        for unit in units.iter_mut() {
            unit.confidence = self.confidence;
            unit.notes.state = self.state.unwrap_or(unit.notes.state);
        }
        if let Some(first) = units.first_mut() {
            first.notes.comment = self.notes.comment;
        }
    }
}

/// Whether a state is one of a segment that a person looked at, in version 1 or 2.
fn is_confirmed(state: &str) -> bool {
    matches!(state, "reviewed" | "signed-off" | "final")
}

/// Whether a unit of version 1 is approved, as the format or memoQ says it.
fn is_approved(unit: &Element<'_>) -> bool {
    let memoq = unit.attribute(MEMOQ, "status");
    unit.attribute("", "approved").as_deref() == Some("yes")
        || matches!(
            memoq.as_deref(),
            Some("ManuallyConfirmed" | "Reviewer1Confirmed" | "Proofread")
        )
}

/// A side of a whole unit.
fn joined(segments: &[Segment], side: usize) -> UnitText {
    let mut whole = UnitText::default();
    segments
        .iter()
        .for_each(|segment| whole.append(&segment.sides[side]));
    whole
}

/// What a unit says of itself.
struct Head {
    key: Option<Arc<str>>,
    place: String,
    is_approved: bool,
}

impl Head {
    fn of(element: &Element<'_>, number: usize) -> Self {
        let id = element.attribute("", "id").map(String::from);
        let name = element
            .attribute("", "resname")
            .or_else(|| element.attribute("", "name"));
        let place = match &id {
            Some(id) => format!("unit {}", shown(id)),
            None => format!("unit number {number}"),
        };
        Head {
            key: name.map(String::from).or(id).map(Arc::from),
            place,
            is_approved: is_approved(element),
        }
    }

    fn unit(&self, sides: [UnitText; 2], segment: Option<&str>, state: Option<&str>) -> Unit {
        let segment = segment.map_or(String::new(), |name| format!(", segment {}", shown(name)));
        let is_confirmed = self.is_approved || state.is_some_and(is_confirmed);
        let state = state.map_or(String::new(), |state| format!(", state {}", shown(state)));
        let mut notes = OwnedNotes::default();
        if is_confirmed {
            notes.state = RowState::Confirmed;
        }
        Unit {
            sides,
            key: self.key.clone(),
            place: format!("{}{segment}{state}", self.place).into(),
            confidence: None,
            notes,
        }
    }
}

/// What an inline element of version 1 is.
fn markup_of_1(element: &Element<'_>) -> Markup {
    let equivalent = || {
        element
            .attribute("", "equiv-text")
            .map(String::from)
            .unwrap_or_default()
    };
    match element.name() {
        "bpt" => Markup::Native(InlineKind::Opening),
        "ept" => Markup::Native(InlineKind::Closing),
        "it" => match element.attribute("", "pos").as_deref() {
            Some("open") => Markup::Native(InlineKind::Opening),
            Some("close") => Markup::Native(InlineKind::Closing),
            _ => Markup::Native(InlineKind::Code),
        },
        "ph" => Markup::Native(InlineKind::Code),
        "x" => stands(InlineKind::Code, equivalent()),
        "bx" => stands(InlineKind::Opening, equivalent()),
        "ex" => stands(InlineKind::Closing, equivalent()),
        "sub" => Markup::Prose,
        "mrk" if element.attribute("", "mtype").as_deref() == Some("seg") => Markup::Segment(
            element
                .attribute("", "mid")
                .map(String::from)
                .unwrap_or_default(),
        ),
        _ => Markup::Transparent,
    }
}

/// What an inline element of version 2 is.
fn markup_of_2(element: &Element<'_>, data: &BTreeMap<String, String>) -> Markup {
    let native = |reference: &str, equivalent: &str| {
        let code = element
            .attribute("", reference)
            .and_then(|id| data.get(&*id).cloned());
        code.or_else(|| element.attribute("", equivalent).map(String::from))
            .unwrap_or_default()
    };
    match element.name() {
        "ph" => stands(InlineKind::Code, native("dataRef", "equiv")),
        "sc" => stands(InlineKind::Opening, native("dataRef", "equiv")),
        "ec" => stands(InlineKind::Closing, native("dataRef", "equiv")),
        "pc" => Markup::Stands([
            (InlineKind::Opening, native("dataRefStart", "equivStart")),
            (InlineKind::Closing, native("dataRefEnd", "equivEnd")),
        ]),
        _ => Markup::Transparent,
    }
}

fn stands(kind: InlineKind, text: String) -> Markup {
    Markup::Stands([(kind, text), (kind, String::new())])
}
