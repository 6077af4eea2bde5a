//! The content of a `source`, `target` or `seg`: prose with inline elements, as XLIFF and TMX have it.
//!
//! In: the events of XML after such an element opened, and what each inline element is. Out: a [`UnitText`], with the ranges
//! that are marked as segments. O(bytes).

use std::ops::Range;

use crate::error::Result;
use crate::format::units::UnitText;
use crate::format::xml::{Element, Event, Events};
use crate::text::InlineKind;

/// What an inline element is.
pub(crate) enum Markup {
    /// Markup of a format that does not matter here: its content is read.
    Transparent,
    /// Its content is code or markup of the original file.
    Native(InlineKind),
    /// Its content is prose, even inside native code.
    Prose,
    /// It stands for code or markup of the original file, before and after its content.
    Stands([(InlineKind, String); 2]),
    /// A segment with this name.
    Segment(String),
}

/// What was read.
#[derive(Default)]
pub(crate) struct Marked {
    pub(crate) text: UnitText,
    /// The names and the ranges of the segments, in order and not inside each other.
    pub(crate) segments: Vec<(String, Range<usize>)>,
}

/// An element that is open.
struct Open {
    native: Option<InlineKind>,
    after: Option<(InlineKind, String)>,
    segment: Option<(String, usize)>,
    is_in_segment: bool,
}

/// Reads what is left of the element that was opened last. O(bytes).
///
/// # Errors
///
/// As [`Events::next`].
pub(crate) fn read(
    events: &mut Events<'_>,
    markup_of: &dyn Fn(&Element<'_>) -> Markup,
) -> Result<Marked> {
    let mut read = Marked::default();
    let mut open: Vec<Open> = Vec::new();
    while let Some(event) = events.next()? {
        let native = open.last().and_then(|open| open.native);
        match event {
            Event::Text(text) => match native {
                Some(kind) => read.text.push_inline(kind, &text),
                None => read.text.push(&text),
            },
            Event::Open(element) => {
                let mut opened = Open {
                    native,
                    after: None,
                    segment: None,
                    is_in_segment: open.last().is_some_and(|open| open.is_in_segment),
                };
                match markup_of(&element) {
                    Markup::Transparent => {}
                    Markup::Native(kind) => opened.native = Some(kind),
                    Markup::Prose => opened.native = None,
                    Markup::Stands([(kind, before), after]) => {
                        read.text.push_inline(kind, &before);
                        opened.after = Some(after);
                    }
                    Markup::Segment(name) if !opened.is_in_segment => {
                        opened.segment = Some((name, read.text.len()));
                        opened.is_in_segment = true;
                    }
                    Markup::Segment(_) => {}
                }
                open.push(opened);
            }
            Event::Close => {
                let Some(closed) = open.pop() else {
                    break;
                };
                if let Some((kind, after)) = closed.after {
                    read.text.push_inline(kind, &after);
                }
                if let Some((name, start)) = closed.segment {
                    read.segments.push((name, start..read.text.len()));
                }
            }
        }
    }
    Ok(read)
}
