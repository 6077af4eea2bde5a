//! [`Relations`]: which parts a part of an Office Open XML archive refers to.
//!
//! In: an archive and the name of a part. Out: other parts, by type or by identifier. References out of the archive are left
//! out. O(bytes), look-ups O(log relations) by identifier and O(relations) by type.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::format::archive::{Archive, resolve};
use crate::format::office::spaces::OOXML;
use crate::format::xml::{Event, Events};

/// The relations of a part.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// The last step of the type, and the part, by identifier.
    parts: BTreeMap<String, (String, String)>,
}

impl Relations {
    /// The relations of a part, or of the archive if the name is empty. None if the part has none.
    ///
    /// # Errors
    ///
    /// If they are damaged.
    pub(super) fn of(archive: &mut Archive, part: &str) -> Result<Relations> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = match folder {
            "" => format!("_rels/{file}.rels"),
            _ => format!("{folder}/_rels/{file}.rels"),
        };
        let mut relations = Relations::default();
        if !archive.has(&name) {
            return Ok(relations);
        }
        let text = archive.text(&name)?;
        let mut events = Events::new(&name, &text, OOXML);
        while let Some(event) = events.next()? {
            let Event::Open(element) = event else {
                continue;
            };
            if !element.is("rel", "Relationship") {
                continue;
            }
            let value = |name: &str| element.attribute("", name).unwrap_or_default();
            if value("TargetMode") == "External" {
                continue;
            }
            let (id, kind) = (value("Id"), value("Type"));
            let kind = kind.rsplit('/').next().unwrap_or_default();
            if let Some(target) = resolve(part, &value("Target")) {
                let target = (kind.to_string(), target);
                relations.parts.insert(id.to_string(), target);
            }
        }
        Ok(relations)
    }

    /// The part with an identifier.
    pub(super) fn part(&self, id: &str) -> Option<&str> {
        self.parts.get(id).map(|(_, part)| part.as_str())
    }

    /// The first part of a type, which is the last step of its address, such as `styles`.
    pub(super) fn of_type(&self, kind: &str) -> Option<&str> {
        let mut found = self.parts.values().filter(|(of, _)| of == kind);
        found.next().map(|(_, part)| part.as_str())
    }
}

/// The main part of an archive; `usual` is its usual name and `what` names the format.
///
/// # Errors
///
/// If there is none.
pub(super) fn main_part(archive: &mut Archive, usual: &str, what: &str) -> Result<String> {
    let relations = Relations::of(archive, "")?;
    let main = relations.of_type("officeDocument").unwrap_or(usual);
    match archive.has(main) {
        true => Ok(main.to_string()),
        false => {
            let what = format!("{main}: the part is missing; expected {what}");
            Err(Error::format("", what))
        }
    }
}
