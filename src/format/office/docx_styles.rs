//! [`Styles`]: what the styles of a document of Word say about a paragraph or a run.
//!
//! In: the part `word/styles.xml`. Out: whether a style is of headings, captions, list items or hidden text, also by the styles
//! that it is based on. O(bytes), a look-up O([`MAX_CHAIN`] log styles).

use std::collections::BTreeMap;

use crate::error::Result;
use crate::format::office::spaces::OOXML;
use crate::format::xml::{Element, Event, Events};
use crate::text::BlockKind;

/// Styles that are based on each other. Word allows about ten; a circle ends here too.
const MAX_CHAIN: usize = 32;

/// The level of an outline at which a paragraph is body text.
const BODY_LEVEL: u8 = 9;

/// What a paragraph or a style says of itself.
#[derive(Debug, Default)]
pub(super) struct Properties {
    /// The style of the paragraph, or that on which a style is based.
    pub(super) style: Option<String>,
    /// The level of the outline.
    outline: Option<u8>,
    /// Whether it is in a list.
    list: Option<bool>,
    /// Whether runs are hidden.
    pub(super) hidden: Option<bool>,
    /// Whether the end of the paragraph is deleted.
    pub(super) is_end_deleted: bool,
    /// The name of a style in lower case, in English in any edition of Word.
    name: String,
}

impl Properties {
    /// Reads what is left of the element of the properties of a paragraph, a run or a style.
    ///
    /// # Errors
    ///
    /// If the XML is damaged.
    pub(super) fn read(&mut self, events: &mut Events) -> Result<()> {
        while let Some(event) = events.child()? {
            let Event::Open(element) = event else {
                continue;
            };
            let value = element.attribute("w", "val");
            match (element.space, element.name()) {
                ("w", "pStyle" | "rStyle" | "basedOn") => {
                    self.style = value.map(|value| value.to_string());
                }
                ("w", "name") => self.name = value.unwrap_or_default().to_lowercase(),
                ("w", "outlineLvl") => self.outline = value.and_then(|value| value.parse().ok()),
                ("w", "numId") => self.list = Some(value.as_deref() != Some("0")),
                ("w", "vanish") => self.hidden = Some(is_on(&element)),
                ("w", "del" | "moveFrom") => self.is_end_deleted = true,
                // What the paragraph was before a change.
                ("w", "pPrChange" | "rPrChange") => {
                    events.skip()?;
                    continue;
                }
                ("w", "numPr" | "pPr") => {
                    self.read(events)?;
                    continue;
                }
                // Of the mark at the end of a paragraph, or of the runs of a style.
                ("w", "rPr") => {
                    let mut of_runs = Properties::default();
                    of_runs.read(events)?;
                    self.hidden = self.hidden.or(of_runs.hidden);
                    self.is_end_deleted |= of_runs.is_end_deleted;
                    continue;
                }
                _ => {}
            }
            events.skip()?;
        }
        Ok(())
    }
}

/// The styles by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Properties>,
    /// The style of a paragraph that names none.
    default: Option<String>,
}

impl Styles {
    /// Reads the part of the styles.
    ///
    /// # Errors
    ///
    /// If it is damaged.
    pub(super) fn read(part: &str, text: &str) -> Result<Styles> {
        let mut events = Events::new(part, text, OOXML);
        let mut styles = Styles::default();
        while let Some(event) = events.next()? {
            let Event::Open(element) = event else {
                continue;
            };
            if !element.is("w", "style") {
                continue;
            }
            let id = element.attribute("w", "styleId").unwrap_or_default();
            let is_default = element
                .attribute("w", "default")
                .is_some_and(|value| is_true(&value));
            if is_default && element.attribute("w", "type").as_deref() == Some("paragraph") {
                styles.default = Some(id.to_string());
            }
            let mut properties = Properties::default();
            properties.read(&mut events)?;
            styles.styles.insert(id.to_string(), properties);
        }
        Ok(styles)
    }

    /// What a paragraph with these properties is.
    pub(super) fn kind(&self, properties: &Properties) -> BlockKind {
        let (mut outline, mut list) = (properties.outline, properties.list);
        let mut named = None;
        for style in self.chain(properties) {
            outline = outline.or(style.outline);
            list = list.or(style.list);
            named = named.or(match style.name.as_str() {
                "title" | "subtitle" => Some(BlockKind::Heading),
                "caption" => Some(BlockKind::Caption),
                name if name.starts_with("heading ") => Some(BlockKind::Heading),
                _ => None,
            });
        }
        match (outline, named, list) {
            (Some(level), ..) if level < BODY_LEVEL => BlockKind::Heading,
            (None, Some(kind), _) => kind,
            (_, Some(BlockKind::Caption), _) => BlockKind::Caption,
            (.., Some(true)) => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        }
    }

    /// Whether runs with these properties are hidden; none if nothing says so.
    pub(super) fn hidden(&self, properties: &Properties) -> Option<bool> {
        let of_style = || {
            self.chain_of(properties.style.as_deref())
                .find_map(|style| style.hidden)
        };
        properties.hidden.or_else(of_style)
    }

    /// The style of a paragraph and those that it is based on.
    fn chain<'s>(&'s self, properties: &'s Properties) -> impl Iterator<Item = &'s Properties> {
        self.chain_of(properties.style.as_deref().or(self.default.as_deref()))
    }

    fn chain_of<'s>(&'s self, style: Option<&'s str>) -> impl Iterator<Item = &'s Properties> {
        let first = style.and_then(|style| self.styles.get(style));
        let next = |style: &&Properties| self.styles.get(style.style.as_deref()?);
        std::iter::successors(first, next).take(MAX_CHAIN)
    }
}

/// Whether an element that switches something on does so.
pub(super) fn is_on(element: &Element) -> bool {
    element
        .attribute("w", "val")
        .is_none_or(|value| is_true(&value))
}

fn is_true(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}
