//! [`OdtStyles`]: what the styles of a text document of LibreOffice say.
//!
//! In: the parts `styles.xml` and `content.xml`. Out: whether a style is of titles, captions or hidden text, also by the styles
//! that it is derived from. O(bytes), a look-up O([`MAX_CHAIN`] log styles).

use std::collections::BTreeMap;

use crate::error::Result;
use crate::format::office::spaces::ODF;
use crate::format::xml::{Event, Events};
use crate::text::BlockKind;

/// Styles that are derived from each other. LibreOffice itself derives five; a circle ends here too.
const MAX_CHAIN: usize = 32;

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    is_hidden: Option<bool>,
    /// The level in the outline of a paragraph that is no `text:h`.
    is_heading: bool,
}

/// The styles by family and name.
#[derive(Debug, Default)]
pub(super) struct OdtStyles {
    styles: BTreeMap<(String, String), Style>,
}

impl OdtStyles {
    /// Adds the styles of a part.
    ///
    /// # Errors
    ///
    /// If it is damaged.
    pub(super) fn add(&mut self, part: &str, text: &str) -> Result<()> {
        let mut events = Events::new(part, text, ODF);
        while let Some(event) = events.next()? {
            let Event::Open(element) = event else {
                continue;
            };
            if element.is("office", "body") {
                events.skip()?;
                continue;
            }
            if !element.is("style", "style") {
                continue;
            }
            let value = |name: &str| element.attribute("style", name).unwrap_or_default();
            let key = (value("family").to_string(), value("name").to_string());
            let level = value("default-outline-level");
            let mut style = Style {
                parent: element
                    .attribute("style", "parent-style-name")
                    .map(|parent| parent.to_string()),
                is_hidden: None,
                is_heading: !matches!(&*level, "" | "0"),
            };
            while let Some(event) = events.child()? {
                let Event::Open(element) = event else {
                    continue;
                };
                if element.is("style", "text-properties")
                    && let Some(display) = element.attribute("text", "display")
                {
                    style.is_hidden = Some(display == "none");
                }
                events.skip()?;
            }
            self.styles.insert(key, style);
        }
        Ok(())
    }

    /// What a paragraph of a style is.
    pub(super) fn kind(&self, style: &str) -> Option<BlockKind> {
        self.chain("paragraph", style)
            .find_map(|(name, style)| match name {
                "Title" | "Subtitle" => Some(BlockKind::Heading),
                "Caption" => Some(BlockKind::Caption),
                _ => style.is_heading.then_some(BlockKind::Heading),
            })
    }

    /// Whether text of a style is hidden; none if nothing says so.
    pub(super) fn hidden(&self, family: &str, style: &str) -> Option<bool> {
        self.chain(family, style)
            .find_map(|(_, style)| style.is_hidden)
    }

    /// A style and those that it is derived from, with their names.
    fn chain<'s>(
        &'s self,
        family: &'s str,
        name: &'s str,
    ) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let get = |name: &str| {
            let found = self
                .styles
                .get_key_value(&(family.to_string(), name.to_string()));
            found.map(|((_, name), style)| (name.as_str(), style))
        };
        let family = family.to_string();
        let next = move |(_, style): &(&str, &Style)| {
            let key = (family.clone(), style.parent.clone()?);
            let found = self.styles.get_key_value(&key);
            found.map(|((_, name), style)| (name.as_str(), style))
        };
        std::iter::successors(get(name), next).take(MAX_CHAIN)
    }
}
