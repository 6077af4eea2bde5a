//! TMX, the exchange format of translation memories: 1.4, and 1.1, which names languages by `lang`.
//!
//! In: the text of a `.tmx` file. Out: a unit a `tu`: the first variant in English and the first in Japanese, with the `tuid`
//! as key; or an error that names the byte. Variants in other languages and units with neither language are left out. O(bytes).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::format::inline_markup::{self, Markup};
use crate::format::units::{Unit, UnitText, language_of, shown};
use crate::format::xml::{Doctype, Element, Event, Events};
use crate::text::{InlineKind, Language};

/// Languages that an error names.
const MOST_NAMED: usize = 8;

/// Reads the units. O(bytes).
///
/// # Errors
///
/// If the file is not TMX, or holds no English or no Japanese.
pub(crate) fn read(text: &str) -> Result<Vec<Unit>> {
    let mut events = Events::new("TMX", text, &[]).with_doctype(Doctype::Named);
    let mut units = Vec::new();
    let mut seen = Seen::default();
    let (mut n_units, mut is_tmx) = (0, false);
    while let Some(event) = events.next()? {
        let Event::Open(element) = event else {
            continue;
        };
        match element.name() {
            "tmx" => {}
            "body" if is_tmx => {}
            "tu" if is_tmx => {
                n_units += 1;
                let key = element.attribute("", "tuid").map(|key| Arc::from(&*key));
                let place = match &key {
                    Some(key) => format!("tu {n_units}, tuid {}", shown(key)),
                    None => format!("tu {n_units}"),
                };
                let sides = variants(&mut events, &mut seen)?;
                if sides.iter().any(|side| !side.is_blank()) {
                    units.push(Unit {
                        sides,
                        key,
                        place: place.into(),
                        confidence: None,
                    });
                }
            }
            name if !is_tmx => {
                let what = format!("expected the element `tmx`, found `{name}`");
                return Err(events.fault(&what));
            }
            _ => events.skip()?,
        }
        is_tmx = true;
    }
    seen.check()?;
    Ok(units)
}

/// The languages of the file.
#[derive(Default)]
struct Seen {
    known: [bool; 2],
    others: BTreeSet<String>,
}

impl Seen {
    /// The side of a language code; none for other languages.
    fn side(&mut self, code: &str) -> Option<usize> {
        let side = match language_of(code) {
            Language::English => 0,
            Language::Japanese => 1,
            Language::Other => {
                if self.others.len() < MOST_NAMED && !self.others.contains(code) {
                    self.others.insert(code.to_owned());
                }
                return None;
            }
        };
        self.known[side] = true;
        Some(side)
    }

    fn check(&self) -> Result<()> {
        let missing = match self.known {
            [true, true] => return Ok(()),
            // Units of one language alone are untranslated.
            [true, false] | [false, true] if self.others.is_empty() => return Ok(()),
            [true, false] => "Japanese",
            [false, true] => "English",
            [false, false] => "English and Japanese",
        };
        let others: Vec<&str> = self.others.iter().map(String::as_str).collect();
        let found = match others.is_empty() {
            true => "none".to_owned(),
            false => others.join(", "),
        };
        Err(Error::format(
            "",
            format!("expected variants in {missing}, found {found}"),
        ))
    }
}

/// Reads what is left of a `tu`: its English and its Japanese text.
fn variants(events: &mut Events<'_>, seen: &mut Seen) -> Result<[UnitText; 2]> {
    let mut sides: [Option<UnitText>; 2] = [None, None];
    while let Some(event) = events.child()? {
        let Event::Open(element) = event else {
            continue;
        };
        if element.name() != "tuv" {
            events.skip()?;
            continue;
        }
        let code = element
            .attribute("xml", "lang")
            .or_else(|| element.attribute("", "lang"));
        let Some(code) = code else {
            return Err(events.fault("expected an attribute `xml:lang` of the element `tuv`"));
        };
        let side = seen.side(&code).filter(|&side| sides[side].is_none());
        let text = segment(events)?;
        if let Some(side) = side {
            sides[side] = Some(text);
        }
    }
    Ok(sides.map(Option::unwrap_or_default))
}

/// Reads what is left of a `tuv`: the text of its `seg`.
fn segment(events: &mut Events<'_>) -> Result<UnitText> {
    let mut text = UnitText::default();
    while let Some(event) = events.child()? {
        match event {
            Event::Open(element) if element.name() == "seg" => {
                text = inline_markup::read(events, &markup_of)?.text;
            }
            Event::Open(_) => events.skip()?,
            _ => {}
        }
    }
    Ok(text)
}

/// What an inline element of TMX is. Inside its own is the native code of the original file.
fn markup_of(element: &Element<'_>) -> Markup {
    match element.name() {
        "bpt" => Markup::Native(InlineKind::Opening),
        "ept" => Markup::Native(InlineKind::Closing),
        "it" => match element.attribute("", "pos").as_deref() {
            Some("begin") => Markup::Native(InlineKind::Opening),
            Some("end") => Markup::Native(InlineKind::Closing),
            _ => Markup::Native(InlineKind::Code),
        },
        "ph" | "ut" => Markup::Native(InlineKind::Code),
        "sub" => Markup::Prose,
        _ => Markup::Transparent,
    }
}
