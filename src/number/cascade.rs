//! The one order in which the forms of a number are tried, in every language: date, clock, fraction, number.
//!
//! In: a text and its language. Out: its numbers. A reader of a form adds what it reads at a place and returns
//! where that ends, or returns `None`, and the next form is tried. O(bytes).

use crate::number::places::{self, Place, Token};
use crate::number::scan::Scan;
use crate::number::types::{Number, NumberKind};
use crate::number::{clock, date, digits, english, fraction, japanese, measure};
use crate::text::Language;

/// The numbers of a text, in order of place.
pub(super) fn numbers(text: &str, language: Language) -> Vec<Number> {
    let mut scan = Scan::new(text, language);
    let mut at = 0;
    while let Some(place) = places::next(&scan, at) {
        at = read(&mut scan, &place).unwrap_or_else(|| places::skip(&scan, &place));
    }
    scan.numbers
}

fn read(scan: &mut Scan<'_>, place: &Place) -> Option<usize> {
    date::read(scan, place)
        .or_else(|| clock::read(scan, place))
        .or_else(|| fraction::read(scan, place))
        .or_else(|| number(scan, place))
}

/// Reads a plain number with the words and signs around it.
fn number(scan: &mut Scan<'_>, place: &Place) -> Option<usize> {
    match scan.language {
        Language::English => english::read(scan, place),
        Language::Japanese => japanese::read(scan, place),
        _ => in_digits(scan, place),
    }
}

/// Reads a number in Arabic digits without regard to words.
fn in_digits(scan: &mut Scan<'_>, place: &Place) -> Option<usize> {
    let Token::Digits(arabic) = &place.token else {
        return None;
    };
    let value = digits::value(scan.text, place.start, arabic);
    let (kind, end) = match measure::percent(scan, arabic.end) {
        Some(end) => (NumberKind::Percent, end),
        None => (digits::plain_kind(arabic), arabic.end),
    };
    Some(scan.add_number(place.number(end, kind, value)))
}
