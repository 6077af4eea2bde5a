//! Slides of PowerPoint → their paragraphs.
//!
//! In: an archive with a part such as `ppt/presentation.xml`. Out: a [`Story`]: the slides in their order, each with its shapes
//! in reading order, its diagrams, and the notes of the speaker. O(unpacked bytes), and O(n log n) in the shapes of a slide.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::format::archive::Archive;
use crate::format::office::relations::{Relations, main_part};
use crate::format::office::slide::{self, Item, Page};
use crate::format::office::spaces::OOXML;
use crate::format::office::story::{Paragraph, Story};
use crate::format::xml::{Event, Events};
use crate::text::BlockKind;

/// Reads the slides of an archive.
///
/// # Errors
///
/// If a part is missing, damaged or too large. The error names the part and the byte.
pub(super) fn read(archive: &mut Archive) -> Result<Story> {
    let main = main_part(archive, "ppt/presentation.xml", "slides of PowerPoint")?;
    let relations = Relations::of(archive, &main)?;
    let text = archive.text(&main)?;
    let mut events = Events::new(&main, &text, OOXML);
    match events.next()? {
        Some(Event::Open(element)) if element.is("p", "presentation") => {}
        _ => return Err(events.fault("expected slides, `p:presentation`")),
    }
    let mut story = Story::default();
    let mut n_slides = 0;
    let mut seen = BTreeSet::new();
    while let Some(event) = events.next()? {
        let Event::Open(element) = event else {
            continue;
        };
        if !element.is("p", "sldId") {
            continue;
        }
        n_slides += 1;
        let id = element.attribute("r", "id").unwrap_or_default();
        let part = relations.part(&id);
        // A slide that is named twice would cost its bytes each time.
        let Some(part) = part.filter(|part| seen.insert(part.to_string())) else {
            let what = format!("slide {n_slides} has no part of its own");
            return Err(events.fault(&what));
        };
        let name = format!("slide {n_slides}");
        read_slide(archive, part, &name, &mut seen, &mut story)?;
    }
    Ok(story)
}

/// Reads a slide and its notes; of the parts that it refers to, those that were not seen yet.
fn read_slide(
    archive: &mut Archive,
    part: &str,
    name: &str,
    seen: &mut BTreeSet<String>,
    story: &mut Story,
) -> Result<()> {
    let relations = Relations::of(archive, part)?;
    let mut paragraphs = Vec::new();
    for item in slide::read(part, &archive.text(part)?, Page::Slide)? {
        match item {
            Item::Paragraph(paragraph) => paragraphs.push(paragraph),
            Item::Diagram(id) => {
                if let Some(part) = relations.part(&id)
                    && seen.insert(part.to_string())
                {
                    paragraphs.extend(read_diagram(part, &archive.text(part)?)?);
                }
            }
        }
    }
    add(paragraphs, name, story);
    let mut paragraphs = Vec::new();
    if let Some(part) = relations.of_type("notesSlide")
        && seen.insert(part.to_string())
    {
        for item in slide::read(part, &archive.text(part)?, Page::Notes)? {
            if let Item::Paragraph(mut paragraph) = item {
                paragraph.kind = BlockKind::Note;
                paragraphs.push(paragraph);
            }
        }
    }
    add(paragraphs, &format!("{name}, notes"), story);
    Ok(())
}

/// Adds paragraphs, each with its number in reading order as its place.
fn add(paragraphs: Vec<Paragraph>, name: &str, story: &mut Story) {
    let shown = paragraphs
        .into_iter()
        .filter(|paragraph| !paragraph.is_blank());
    for (k, mut paragraph) in shown.enumerate() {
        paragraph.place = format!("{name}, paragraph {}", k + 1);
        story.push(paragraph);
    }
}

/// The texts of the nodes of a diagram, in the order of its part.
fn read_diagram(part: &str, text: &str) -> Result<Vec<Paragraph>> {
    let mut events = Events::new(part, text, OOXML);
    let mut paragraphs = Vec::new();
    while let Some(event) = events.next()? {
        let Event::Open(element) = event else {
            continue;
        };
        if element.is("a", "p") {
            paragraphs.push(slide::paragraph(&mut events, BlockKind::Paragraph)?);
        }
    }
    Ok(paragraphs)
}
