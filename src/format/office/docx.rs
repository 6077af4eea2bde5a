//! A document of Word → its paragraphs.
//!
//! In: an archive with a part such as `word/document.xml`. Out: a [`Story`]. Text is what is in `w:t`, outside deletions, codes
//! of fields and hidden runs; a formula is the text of its `m:t`. A text box follows the paragraph that holds it, once, though
//! Word writes it in two forms. O(unpacked bytes).

use std::collections::BTreeMap;

use crate::error::Result;
use crate::format::archive::Archive;
use crate::format::office::docx_styles::{Properties, Styles};
use crate::format::office::relations::{Relations, main_part};
use crate::format::office::spaces::OOXML;
use crate::format::office::story::Story;
use crate::format::xml::{Element, Event, Events};
use crate::text::BlockKind;

/// Reads the document of an archive.
///
/// # Errors
///
/// If a part is missing, damaged or too large. The error names the part and the byte.
pub(super) fn read(archive: &mut Archive) -> Result<Story> {
    let main = main_part(archive, "word/document.xml", "a document of Word")?;
    let relations = Relations::of(archive, &main)?;
    let styles = match relations.of_type("styles") {
        Some(part) => Styles::read(part, &archive.text(part)?)?,
        None => Styles::default(),
    };
    let mut notes = Notes::new();
    for (kind, element) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        if let Some(part) = relations.of_type(kind) {
            read_notes(part, &archive.text(part)?, element, &styles, &mut notes)?;
        }
    }
    let text = archive.text(&main)?;
    let mut events = Events::new(&main, &text, OOXML);
    match events.next()? {
        Some(Event::Open(element)) if element.is("w", "document") => {}
        _ => return Err(events.fault("expected the document of Word, `w:document`")),
    }
    let mut reader = Reader::new(&main, &styles, notes);
    reader.walk(&mut events, At::default())?;
    reader.finish(&events)
}

/// The notes that no reference was found for yet, by the name of their element and their identifier.
type Notes = BTreeMap<(&'static str, String), Story>;

fn read_notes(
    part: &str,
    text: &str,
    element: &'static str,
    styles: &Styles,
    notes: &mut Notes,
) -> Result<()> {
    let mut events = Events::new(part, text, OOXML);
    while let Some(event) = events.next()? {
        let Event::Open(open) = event else { continue };
        // Those with a type are lines between the text and the notes.
        let kind = open.attribute("w", "type");
        if !open.is("w", element) || kind.is_some_and(|kind| kind != "normal") {
            continue;
        }
        let id = open.attribute("w", "id").unwrap_or_default().to_string();
        let place = format!("{part}, note {id}");
        let mut reader = Reader::new(&place, styles, Notes::new());
        let inside = Some(BlockKind::Note);
        reader.walk(
            &mut events,
            At {
                inside,
                ..At::default()
            },
        )?;
        notes.insert((element, id), reader.finish(&events)?);
    }
    Ok(())
}

/// Where a reader is.
#[derive(Debug, Clone, Copy, Default)]
struct At {
    /// The kind of all paragraphs here.
    inside: Option<BlockKind>,
    /// The number of the paragraph that is open.
    paragraph: Option<usize>,
    /// Whether text is hidden.
    is_hidden: bool,
}

/// What of a field comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Code,
    Result,
}

struct Reader<'d> {
    /// The part, or the note in it.
    part: &'d str,
    styles: &'d Styles,
    notes: Notes,
    story: Story,
    n_paragraphs: usize,
    /// The fields that are open.
    fields: Vec<Field>,
    n_codes: usize,
    /// The paragraph whose end is deleted: the next one continues it.
    continued: Option<usize>,
}

impl<'d> Reader<'d> {
    fn new(part: &'d str, styles: &'d Styles, notes: Notes) -> Self {
        Reader {
            part,
            styles,
            notes,
            story: Story::default(),
            n_paragraphs: 0,
            fields: Vec::new(),
            n_codes: 0,
            continued: None,
        }
    }

    /// The paragraphs. Fails if a field has no end, since what follows its beginning was taken for its code.
    fn finish(self, events: &Events) -> Result<Story> {
        match self.n_codes {
            0 => Ok(self.story),
            _ => Err(events.fault("a field whose code has no end")),
        }
    }

    /// Reads what is left of the element that was opened last.
    fn walk(&mut self, events: &mut Events, at: At) -> Result<()> {
        while let Some(event) = events.child()? {
            if let Event::Open(element) = event {
                self.element(events, &element, at)?;
            }
        }
        Ok(())
    }

    fn element(&mut self, events: &mut Events, element: &Element, at: At) -> Result<()> {
        match (element.space, element.name()) {
            ("w", "p") => self.paragraph(events, at),
            ("w", "tbl" | "txbxContent") => self.apart(events, element, at),
            ("w", "tr" | "tc") => self.row_or_cell(events, at),
            ("w", "r") => self.run(events, at),
            ("w", "sdt") => self.control(events, at),
            ("w", "ruby") => self.ruby(events, at),
            ("mc", "AlternateContent") => self.alternate(events, at),
            ("w", "altChunk") => Err(events.fault("an embedded document, which is not read")),
            // Deleted text; properties.
            ("w", "del" | "moveFrom" | "instrText" | "delText" | "sectPr" | "tblPr" | "rt") => {
                events.skip()
            }
            ("m", "oMath") => self.formula(events, at),
            ("wp", "docPr") => {
                self.picture(element, "descr", at);
                events.skip()
            }
            ("v", "shape" | "rect" | "roundrect" | "oval") => {
                self.picture(element, "alt", at);
                self.walk(events, at)
            }
            ("w", _) => self.piece(events, element, at),
            _ => self.walk(events, at),
        }
    }

    /// A piece of a run, or an element that only holds others.
    fn piece(&mut self, events: &mut Events, element: &Element, at: At) -> Result<()> {
        match element.name() {
            "t" => {
                let preserves = element.attribute("xml", "space").as_deref() == Some("preserve");
                let text = events.text()?;
                let text = match preserves {
                    true => &text,
                    false => text.trim_matches([' ', '\t', '\n', '\r']),
                };
                self.put(at, |story, at| story.at(at).text(text));
                return Ok(());
            }
            "tab" | "ptab" => self.put(at, |story, at| story.at(at).blank()),
            "br" | "cr" => self.put(at, |story, at| story.at(at).line_break()),
            "noBreakHyphen" => self.put(at, |story, at| story.at(at).text("-")),
            "sym" => {
                let char = symbol(element);
                self.put(at, |story, at| {
                    story.at(at).text(char.encode_utf8(&mut [0; 4]))
                });
            }
            "fldChar" => self.field(element.attribute("w", "fldCharType").as_deref()),
            "footnoteReference" => self.note("footnote", element, at),
            "endnoteReference" => self.note("endnote", element, at),
            _ => {}
        }
        self.walk(events, at)
    }

    /// Adds something to the open paragraph, if what is here is shown.
    fn put(&mut self, at: At, add: impl FnOnce(&mut Story, usize)) {
        if let Some(paragraph) = at.paragraph
            && !at.is_hidden
            && self.n_codes == 0
        {
            add(&mut self.story, paragraph);
        }
    }

    fn paragraph(&mut self, events: &mut Events, at: At) -> Result<()> {
        self.n_paragraphs += 1;
        let place = self.place();
        let paragraph = self.continued.take();
        let paragraph = paragraph.unwrap_or_else(|| self.story.begin(BlockKind::Paragraph, place));
        let mut properties = Properties::default();
        let mut inner = At {
            paragraph: Some(paragraph),
            ..at
        };
        let mut is_set = false;
        while let Some(event) = events.child()? {
            let Event::Open(element) = event else {
                continue;
            };
            if element.is("w", "pPr") {
                properties.read(events)?;
                continue;
            }
            if !is_set {
                is_set = true;
                // The properties of the mark at the end do not count for the runs.
                properties.hidden = None;
                let hidden = self.styles.hidden(&properties);
                inner.is_hidden |= hidden == Some(true);
            }
            self.element(events, &element, inner)?;
        }
        let kind = at.inside.unwrap_or_else(|| self.styles.kind(&properties));
        self.story.at(paragraph).kind = kind;
        self.continued = properties.is_end_deleted.then_some(paragraph);
        Ok(())
    }

    fn place(&self) -> String {
        format!("{}, paragraph {}", self.part, self.n_paragraphs)
    }

    /// A table or the text of a box: its paragraphs continue none outside.
    fn apart(&mut self, events: &mut Events, element: &Element, at: At) -> Result<()> {
        let is_table = element.name() == "tbl";
        let inside = at.inside.or(is_table.then_some(BlockKind::Cell));
        let outside = self.continued.take();
        self.walk(
            events,
            At {
                inside,
                paragraph: None,
                ..at
            },
        )?;
        self.continued = outside.filter(|_| !is_table);
        Ok(())
    }

    /// A row or a cell, unless it is deleted.
    fn row_or_cell(&mut self, events: &mut Events, at: At) -> Result<()> {
        while let Some(event) = events.child()? {
            let Event::Open(element) = event else {
                continue;
            };
            if !matches!((element.space, element.name()), ("w", "trPr" | "tcPr")) {
                self.element(events, &element, at)?;
                continue;
            }
            let mut is_deleted = false;
            while let Some(event) = events.child()? {
                if let Event::Open(element) = event {
                    is_deleted |= element.is("w", "del") || element.is("w", "cellDel");
                    events.skip()?;
                }
            }
            if is_deleted {
                return events.skip();
            }
        }
        self.continued = None;
        Ok(())
    }

    fn run(&mut self, events: &mut Events, at: At) -> Result<()> {
        let mut at = at;
        while let Some(event) = events.child()? {
            let Event::Open(element) = event else {
                continue;
            };
            if !element.is("w", "rPr") {
                self.element(events, &element, at)?;
                continue;
            }
            let mut properties = Properties::default();
            properties.read(events)?;
            if let Some(hidden) = self.styles.hidden(&properties) {
                at.is_hidden = hidden;
            }
        }
        Ok(())
    }

    /// A content control. What it shows while it is empty is no text of the document.
    fn control(&mut self, events: &mut Events, at: At) -> Result<()> {
        let mut is_empty = false;
        while let Some(event) = events.child()? {
            let Event::Open(element) = event else {
                continue;
            };
            match (element.space, element.name()) {
                ("w", "sdtPr") => {
                    while let Some(event) = events.child()? {
                        if let Event::Open(element) = event {
                            is_empty |= element.is("w", "showingPlcHdr");
                            events.skip()?;
                        }
                    }
                }
                ("w", "sdtContent") if !is_empty => self.walk(events, at)?,
                _ => events.skip()?,
            }
        }
        Ok(())
    }

    fn ruby(&mut self, events: &mut Events, at: At) -> Result<()> {
        while let Some(event) = events.child()? {
            match event {
                Event::Open(element) if element.is("w", "rubyBase") => self.walk(events, at)?,
                Event::Open(_) => events.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads the first form that has text.
    fn alternate(&mut self, events: &mut Events, at: At) -> Result<()> {
        let before = self.story.size_from(at.paragraph);
        while let Some(event) = events.child()? {
            match event {
                Event::Open(_) if self.story.size_from(at.paragraph) == before => {
                    self.walk(events, at)?;
                }
                Event::Open(_) => events.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn formula(&mut self, events: &mut Events, at: At) -> Result<()> {
        let text = formula(events)?;
        self.put(at, |story, at| story.at(at).formula(&text));
        Ok(())
    }

    fn picture(&mut self, element: &Element, name: &str, at: At) {
        let text = element.attribute("", name).unwrap_or_default();
        let is_hidden = element
            .attribute("", "hidden")
            .is_some_and(|value| matches!(&*value, "1" | "true"));
        if !text.trim().is_empty() && !is_hidden {
            let place = self.place();
            self.put(at, |story, _| story.alternative(&text, place));
        }
    }

    fn field(&mut self, what: Option<&str>) {
        let is_code = |field: Option<Field>| usize::from(field == Some(Field::Code));
        match what {
            Some("begin") => {
                self.fields.push(Field::Code);
                self.n_codes += 1;
            }
            Some("separate") => {
                self.n_codes -= is_code(self.fields.pop());
                self.fields.push(Field::Result);
            }
            Some("end") => self.n_codes -= is_code(self.fields.pop()),
            _ => {}
        }
    }

    /// Adds the note that a reference names, the first time that it is named.
    fn note(&mut self, kind: &'static str, element: &Element, at: At) {
        let id = element.attribute("w", "id").unwrap_or_default().to_string();
        if let Some(note) = self.notes.remove(&(kind, id)) {
            self.put(at, |story, _| story.append(note));
        }
    }
}

/// The text of a formula, whose element was opened last.
pub(super) fn formula(events: &mut Events) -> Result<String> {
    let mut text = String::new();
    while let Some(event) = events.child()? {
        match event {
            Event::Open(element) if element.is("m", "t") => text.push_str(&events.text()?),
            Event::Open(element) if element.is("w", "del") => events.skip()?,
            Event::Open(_) => text.push_str(&formula(events)?),
            _ => {}
        }
    }
    Ok(text)
}

/// The character of a symbol. Fonts of symbols have theirs at U+F020 to U+F0FF; the font Symbol is known, of others only that
/// there is a mark.
fn symbol(element: &Element) -> char {
    let value = element.attribute("w", "char").unwrap_or_default();
    let value = u32::from_str_radix(&value, 16).unwrap_or(0);
    let is_symbol = element.attribute("w", "font").as_deref() == Some("Symbol");
    match value {
        0xf020..=0xf0ff | 0x20..=0xff if is_symbol => {
            let at = (value & 0xff).saturating_sub(0x21) as usize;
            SYMBOLS.chars().nth(at).unwrap_or('•')
        }
        0xf020..=0xf0ff => '•',
        0x20.. => char::from_u32(value).unwrap_or('•'),
        _ => '•',
    }
}

/// The characters of the font Symbol from 0x21, by its published encoding; `•` where it has none.
const SYMBOLS: &str = "\
    !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠ\
    ΘΡΣΤΥςΩΞΨΖ[∴]⊥_•αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼••\
    •••••••••••••••••••••••••••••••€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°\
    ±″≥×∝∂•÷≠≡≈…••↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇•••∏√⋅¬∧∨⇔⇐⇑⇒⇓◊\
    〈•••∑•••••••••••〉∫⌠•⌡•••••••••";
