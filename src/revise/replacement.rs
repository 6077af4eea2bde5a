//! Spans that are replaced, in the text and in the file that it was read from.
//!
//! In: replacements of rows. Out: replacements in order, those at one place joined. O(n log n).

use crate::text::Span;

/// A span that is replaced, in the text and in the file.
pub(super) struct Replacement {
    pub(super) in_text: Place,
    pub(super) in_file: Place,
}

#[derive(Clone)]
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) new: String,
}

impl Place {
    pub(super) fn in_file(replacement: &Replacement) -> &Place {
        &replacement.in_file
    }

    pub(super) fn in_text(replacement: &Replacement) -> &Place {
        &replacement.in_text
    }
}

impl Place {
    pub(super) fn gone(span: Span) -> Place {
        Place {
            span,
            new: String::new(),
        }
    }

    pub(super) fn new(at: usize, new: String) -> Place {
        Place {
            span: Span::new(at, at),
            new,
        }
    }
}

/// Replacements in order. Those at one place are joined in the order of their rows.
pub(super) fn join<'r>(
    replacements: impl Iterator<Item = &'r Replacement>,
    of: fn(&Replacement) -> &Place,
) -> Vec<(Span, String)> {
    let mut places: Vec<&Place> = replacements.map(of).collect();
    places.sort_by_key(|place| place.span);
    let mut joined: Vec<(Span, String)> = Vec::with_capacity(places.len());
    for place in places {
        match joined.last_mut() {
            Some((last, new)) if place.span.start < last.end || place.span == *last => {
                last.end = last.end.max(place.span.end);
                new.push_str(&place.new);
            }
            _ => joined.push((place.span, place.new.clone())),
        }
    }
    joined
}
