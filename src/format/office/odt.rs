//! A text document of LibreOffice → its paragraphs.
//!
//! In: an archive with the part `content.xml`. Out: a [`Story`]. Left out: what tracked changes deleted, annotations, hidden
//! text and sections, readings of ruby, the numbers of notes and lists, templates of indexes, embedded objects.
//! O(unpacked bytes).

use crate::error::{Error, Result};
use crate::format::archive::Archive;
use crate::format::office::odt_styles::OdtStyles;
use crate::format::office::spaces::ODF;
use crate::format::office::story::Story;
use crate::format::xml::{Doctype, Element, Event, Events};
use crate::text::BlockKind;

const PART: &str = "content.xml";

/// Reads the document of an archive.
///
/// # Errors
///
/// If a part is missing, damaged, encrypted or too large. The error names the part and the byte.
pub(super) fn read(archive: &mut Archive) -> Result<Story> {
    refuse_encrypted(archive)?;
    if !archive.has(PART) {
        let what = format!("{PART}: the part is missing; expected a text document of LibreOffice");
        return Err(Error::format("", what));
    }
    let text = archive.text(PART)?;
    let mut styles = OdtStyles::default();
    if archive.has("styles.xml") {
        styles.add("styles.xml", &archive.text("styles.xml")?)?;
    }
    styles.add(PART, &text)?;
    let mut events = Events::new(PART, &text, ODF);
    let mut reader = Reader {
        styles,
        story: Story::default(),
        n_paragraphs: 0,
    };
    let mut has_text = false;
    while let Some(event) = events.next()? {
        let Event::Open(element) = event else {
            continue;
        };
        if element.is("office", "text") {
            has_text = true;
            reader.walk(&mut events, At::default())?;
        }
    }
    match has_text {
        true => Ok(reader.story),
        false => Err(events.fault("expected a text document, `office:text`")),
    }
}

/// The parts of a document with a password are encrypted each by itself; the manifest says so.
fn refuse_encrypted(archive: &mut Archive) -> Result<()> {
    let part = "META-INF/manifest.xml";
    if !archive.has(part) {
        return Ok(());
    }
    let text = archive.text(part)?;
    // LibreOffice before 3 declared the type of this part.
    let mut events = Events::new(part, &text, ODF).with_doctype(Doctype::Named);
    while let Some(event) = events.next()? {
        if let Event::Open(element) = event
            && (element.is("manifest", "encryption-data")
                || element.is("manifest", "encrypted-key"))
        {
            let what = "the document is encrypted; save it without a password";
            return Err(Error::format("", what));
        }
    }
    Ok(())
}

/// Where a reader is.
#[derive(Debug, Clone, Copy, Default)]
struct At {
    /// The kind of all paragraphs here.
    inside: Option<BlockKind>,
    /// Whether paragraphs are of a list.
    is_list: bool,
    /// The number of the paragraph that is open.
    paragraph: Option<usize>,
    /// Whether text is hidden.
    is_hidden: bool,
}

struct Reader {
    styles: OdtStyles,
    story: Story,
    n_paragraphs: usize,
}

impl Reader {
    /// Reads what is left of the element that was opened last.
    fn walk(&mut self, events: &mut Events, at: At) -> Result<()> {
        while let Some(event) = events.child()? {
            match event {
                Event::Text(text) => self.text(&text, at),
                Event::Open(element) => self.element(events, &element, at)?,
                Event::Close => {}
            }
        }
        Ok(())
    }

    fn element(&mut self, events: &mut Events, element: &Element, at: At) -> Result<()> {
        match element.space {
            "text" => self.text_element(events, element, at),
            "table" => match element.name() {
                "table" => {
                    let inside = at.inside.or(Some(BlockKind::Cell));
                    self.apart(events, At { inside, ..at })
                }
                "covered-table-cell" | "title" | "desc" | "shapes" => events.skip(),
                _ => self.walk(events, at),
            },
            "draw" => match element.name() {
                // What the object is in itself is in other parts.
                "object" | "object-ole" | "image" | "plugin" | "applet" => events.skip(),
                "frame" | "g" => self.frame(events, at),
                _ => self.apart(events, at),
            },
            "office" => match element.name() {
                "annotation" | "annotation-end" | "forms" | "scripts" | "event-listeners" => {
                    events.skip()
                }
                _ => self.walk(events, at),
            },
            "svg" => events.skip(),
            _ => self.walk(events, at),
        }
    }

    fn text_element(&mut self, events: &mut Events, element: &Element, at: At) -> Result<()> {
        let name = element.name();
        let value = |name: &str| element.attribute("text", name);
        match name {
            "p" | "h" => self.paragraph(events, element, at),
            "list" => {
                let is_list = true;
                self.apart(events, At { is_list, ..at })
            }
            "note" => {
                let inside = Some(BlockKind::Note);
                self.apart(events, At { inside, ..at })
            }
            "s" => {
                self.put(at, |story, at| story.at(at).blank());
                events.skip()
            }
            "tab" => {
                self.put(at, |story, at| story.at(at).blank());
                events.skip()
            }
            "line-break" => {
                self.put(at, |story, at| story.at(at).line_break());
                events.skip()
            }
            "span" => {
                let style = value("style-name").unwrap_or_default();
                let hidden = self.styles.hidden("text", &style);
                let is_hidden = hidden.unwrap_or(at.is_hidden);
                self.walk(events, At { is_hidden, ..at })
            }
            "tracked-changes" | "note-citation" | "ruby-text" | "number" => events.skip(),
            _ if name.ends_with("-source") || name.ends_with("-decls") => events.skip(),
            _ if value("is-hidden").as_deref() == Some("true") => events.skip(),
            "section" if value("display").as_deref() == Some("none") => events.skip(),
            _ => self.walk(events, at),
        }
    }

    fn paragraph(&mut self, events: &mut Events, element: &Element, at: At) -> Result<()> {
        self.n_paragraphs += 1;
        let style = element.attribute("text", "style-name").unwrap_or_default();
        let own = match element.name() {
            "h" => Some(BlockKind::Heading),
            _ => self.styles.kind(&style),
        };
        let list = at.is_list.then_some(BlockKind::ListItem);
        let kind = at.inside.or(own).or(list).unwrap_or(BlockKind::Paragraph);
        let is_hidden = at.is_hidden || self.styles.hidden("paragraph", &style) == Some(true);
        let paragraph = self.story.begin(kind, self.place());
        self.walk(
            events,
            At {
                paragraph: Some(paragraph),
                is_hidden,
                ..at
            },
        )
    }

    fn place(&self) -> String {
        format!("{PART}, paragraph {}", self.n_paragraphs)
    }

    /// Reads what has paragraphs of its own.
    fn apart(&mut self, events: &mut Events, at: At) -> Result<()> {
        let paragraph = None;
        self.walk(events, At { paragraph, ..at })
    }

    /// Reads a frame or a group, and its alternative text.
    fn frame(&mut self, events: &mut Events, at: At) -> Result<()> {
        let paragraph = None;
        let inner = At { paragraph, ..at };
        let (mut title, mut description) = (String::new(), String::new());
        while let Some(event) = events.child()? {
            let Event::Open(element) = event else {
                continue;
            };
            match (element.space, element.name()) {
                ("svg", "title") => title = events.text()?,
                ("svg", "desc") => description = events.text()?,
                _ => self.element(events, &element, inner)?,
            }
        }
        let text = match description.trim().is_empty() {
            true => title,
            false => description,
        };
        if !text.trim().is_empty() && !at.is_hidden {
            let place = self.place();
            self.story.alternative(&text, place);
        }
        Ok(())
    }

    /// Adds text, whose white space counts as one blank.
    fn text(&mut self, text: &str, at: At) {
        let is_space = |char: char| matches!(char, ' ' | '\t' | '\n' | '\r');
        self.put(at, |story, at| {
            let paragraph = story.at(at);
            for (k, word) in text.split(is_space).enumerate() {
                if k > 0 && !paragraph.is_at_blank() {
                    paragraph.blank();
                }
                paragraph.text(word);
            }
        });
    }

    /// Adds something to the open paragraph, if what is here is shown.
    fn put(&mut self, at: At, add: impl FnOnce(&mut Story, usize)) {
        if let Some(paragraph) = at.paragraph
            && !at.is_hidden
        {
            add(&mut self.story, paragraph);
        }
    }
}
