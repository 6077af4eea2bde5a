//! The shapes of a slide → their paragraphs in reading order.
//!
//! In: the part of a slide or of the notes of a speaker. Out: paragraphs and references to diagrams. The title is first, then
//! the places of the layout in the order of the file, then other shapes from top to bottom and left to right; the shapes of a
//! group stay together. Numbers of slides, dates, heads and feet are left out. O(n log n) in the shapes, O(bytes).

use crate::error::Result;
use crate::format::office::docx::formula;
use crate::format::office::spaces::OOXML;
use crate::format::office::story::Paragraph;
use crate::format::xml::{Element, Event, Events};
use crate::text::BlockKind;

/// Shapes whose tops differ by less than this are beside each other: a quarter of an inch, in 914,400ths of it.
const ROW: i64 = 228_600;

/// What a part is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// A slide.
    Slide,
    /// The notes of a speaker, of which only the text is read.
    Notes,
}

/// A piece of a slide.
#[derive(Debug)]
pub(super) enum Item {
    Paragraph(Paragraph),
    /// A diagram, by the identifier of the relation to its part.
    Diagram(String),
}

/// Reads the shapes of a part, in reading order.
///
/// # Errors
///
/// If the part is damaged.
pub(super) fn read(part: &str, text: &str, page: Page) -> Result<Vec<Item>> {
    let mut events = Events::new(part, text, OOXML);
    let expected = match page {
        Page::Slide => "sld",
        Page::Notes => "notes",
    };
    match events.next()? {
        Some(Event::Open(element)) if element.is("p", expected) => {}
        _ => return Err(events.fault(&format!("expected a slide, `p:{expected}`"))),
    }
    let mut shapes = Vec::new();
    while let Some(event) = events.next()? {
        let Event::Open(element) = event else {
            continue;
        };
        if element.is("p", "spTree") {
            let tree = read_shape(&mut events, Form::Group, page)?;
            shapes.extend(tree.items);
        }
    }
    Ok(shapes)
}

/// Reads a paragraph of DrawingML, whose element was opened last.
///
/// # Errors
///
/// If the XML is damaged.
pub(super) fn paragraph(events: &mut Events, kind: BlockKind) -> Result<Paragraph> {
    let mut paragraph = Paragraph::new(kind, String::new());
    pieces(events, &mut paragraph)?;
    Ok(paragraph)
}

fn pieces(events: &mut Events, paragraph: &mut Paragraph) -> Result<()> {
    while let Some(event) = events.child()? {
        let Event::Open(element) = event else {
            continue;
        };
        match (element.space, element.name()) {
            ("a", "t") => paragraph.text(&events.text()?),
            ("a", "br") => {
                paragraph.line_break();
                events.skip()?;
            }
            ("a", "pPr") => {
                properties(events, paragraph)?;
            }
            ("a", "rPr" | "endParaRPr") => events.skip()?,
            // The number of the slide is furniture.
            ("a", "fld") if element.attribute("", "type").as_deref() == Some("slidenum") => {
                events.skip()?;
            }
            ("m", "oMath") => {
                let text = formula(events)?;
                paragraph.formula(&text);
            }
            ("mc", "AlternateContent") => {
                let before = paragraph.len();
                while let Some(event) = events.child()? {
                    match event {
                        Event::Open(_) if paragraph.len() == before => pieces(events, paragraph)?,
                        Event::Open(_) => events.skip()?,
                        _ => {}
                    }
                }
            }
            _ => pieces(events, paragraph)?,
        }
    }
    Ok(())
}

/// Reads the properties of a paragraph: whether it is an item of a list.
fn properties(events: &mut Events, paragraph: &mut Paragraph) -> Result<()> {
    while let Some(event) = events.child()? {
        let Event::Open(element) = event else {
            continue;
        };
        let is_free = matches!(paragraph.kind, BlockKind::Paragraph | BlockKind::ListItem);
        match (element.space, element.name()) {
            ("a", "buChar" | "buAutoNum" | "buBlip") if is_free => {
                paragraph.kind = BlockKind::ListItem;
            }
            ("a", "buNone") if is_free => paragraph.kind = BlockKind::Paragraph,
            _ => {}
        }
        events.skip()?;
    }
    Ok(())
}

/// How the children of an element of a shape are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// They are shapes or properties of the group.
    Group,
    /// They are the parts of a shape, a table or a picture.
    Single,
}

/// A shape or a group.
#[derive(Debug)]
struct Shape {
    /// Its place in the layout, such as `title`.
    placeholder: Option<String>,
    /// Its left upper corner.
    corner: Option<(i64, i64)>,
    is_hidden: bool,
    alternative: String,
    /// Whether the text that comes is of a table.
    is_table: bool,
    items: Vec<Item>,
    /// The shapes of a group, until they are put in order.
    shapes: Vec<Shape>,
}

impl Shape {
    fn new() -> Self {
        Shape {
            placeholder: None,
            corner: None,
            is_hidden: false,
            alternative: String::new(),
            is_table: false,
            items: Vec::new(),
            shapes: Vec::new(),
        }
    }

    /// Where it is in the reading order.
    fn order(&self) -> (u8, i64, i64) {
        match self.placeholder.as_deref() {
            Some("title" | "ctrTitle") => (0, 0, 0),
            Some(_) => (1, 0, 0),
            None => {
                let (x, y) = self.corner.unwrap_or_default();
                (2, y.div_euclid(ROW), x)
            }
        }
    }

    /// Whether it is left out.
    fn is_left_out(&self, page: Page) -> bool {
        let place = self.placeholder.as_deref();
        let is_furniture = matches!(place, Some("dt" | "ftr" | "hdr" | "sldNum" | "sldImg"));
        self.is_hidden || is_furniture || page == Page::Notes && place != Some("body")
    }

    /// The kind of its paragraphs.
    fn kind(&self) -> BlockKind {
        match self.placeholder.as_deref() {
            _ if self.is_table => BlockKind::Cell,
            Some("title" | "ctrTitle") => BlockKind::Heading,
            // The layout gives these marks.
            Some("obj") => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        }
    }

    /// Puts the shapes of a group in order, and takes their items.
    fn finish(&mut self, page: Page) {
        let mut shapes = std::mem::take(&mut self.shapes);
        shapes.retain(|shape| !shape.is_left_out(page));
        shapes.sort_by_key(Shape::order);
        for shape in shapes {
            self.items.extend(shape.items);
        }
        if !self.alternative.trim().is_empty() {
            let mut paragraph = Paragraph::new(BlockKind::Caption, String::new());
            paragraph.text(&std::mem::take(&mut self.alternative));
            self.items.push(Item::Paragraph(paragraph));
        }
    }
}

/// Reads the element of a shape or a group, which was opened last.
fn read_shape(events: &mut Events, form: Form, page: Page) -> Result<Shape> {
    let mut shape = Shape::new();
    walk(events, &mut shape, form, page)?;
    shape.finish(page);
    Ok(shape)
}

fn walk(events: &mut Events, shape: &mut Shape, form: Form, page: Page) -> Result<()> {
    while let Some(event) = events.child()? {
        let Event::Open(element) = event else {
            continue;
        };
        match (element.space, element.name()) {
            ("p", "sp" | "pic" | "graphicFrame" | "cxnSp") if form == Form::Group => {
                shape.shapes.push(read_shape(events, Form::Single, page)?);
            }
            ("p", "grpSp") if form == Form::Group => {
                shape.shapes.push(read_shape(events, Form::Group, page)?);
            }
            ("a", "p") if form == Form::Single => {
                let paragraph = paragraph(events, shape.kind())?;
                shape.items.push(Item::Paragraph(paragraph));
            }
            ("a", "tbl") => {
                shape.is_table = true;
                walk(events, shape, form, page)?;
                shape.is_table = false;
            }
            // A cell that another covers.
            ("a", "tc") if is_true(&element, "hMerge") || is_true(&element, "vMerge") => {
                events.skip()?;
            }
            ("dgm", "relIds") => {
                let id = element.attribute("r", "dm").unwrap_or_default();
                shape.items.push(Item::Diagram(id.to_string()));
                events.skip()?;
            }
            ("mc", "AlternateContent") => {
                let before = (shape.shapes.len(), shape.items.len());
                while let Some(event) = events.child()? {
                    match event {
                        Event::Open(_) if (shape.shapes.len(), shape.items.len()) == before => {
                            walk(events, shape, form, page)?;
                        }
                        Event::Open(_) => events.skip()?,
                        _ => {}
                    }
                }
            }
            _ => {
                shape_property(&element, shape);
                walk(events, shape, form, page)?;
            }
        }
    }
    Ok(())
}

fn shape_property(element: &Element, shape: &mut Shape) {
    let value = |name: &str| element.attribute("", name);
    match (element.space, element.name()) {
        ("p", "cNvPr") => {
            shape.is_hidden = is_true(element, "hidden");
            shape.alternative = value("descr").unwrap_or_default().into_owned();
        }
        ("p", "ph") => {
            let place = value("type").map_or("obj".to_string(), |value| value.into_owned());
            shape.placeholder = Some(place);
        }
        ("a", "off") if shape.corner.is_none() => {
            let number = |name: &str| value(name).and_then(|value| value.parse().ok());
            shape.corner = number("x").zip(number("y"));
        }
        _ => {}
    }
}

fn is_true(element: &Element, name: &str) -> bool {
    let value = element.attribute("", name);
    value.is_some_and(|value| matches!(&*value, "1" | "true"))
}
