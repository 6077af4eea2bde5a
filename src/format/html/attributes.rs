//! [`Attributes`]: what the reader needs of the attributes of an element.
//!
//! In: names and values as they are in the tag. Out: the values that decide what an element is. The first of two attributes
//! of one name counts. O(bytes).

use std::ops::Range;

use crate::text::part::beginning;

/// The attributes of an element that say what it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Attributes {
    pub(super) id: Option<Box<str>>,
    pub(super) class: Option<Box<str>>,
    /// `role`, `epub:type` and `itemprop`: words in lower case.
    pub(super) roles: Vec<Box<str>>,
    pub(super) language: Option<Language>,
    /// The text in place of a picture, and its place in the file.
    pub(super) alt: Option<(Range<usize>, Box<str>)>,
    pub(super) is_hidden: bool,
    /// Whether it is a link to a place in a page.
    pub(super) is_to_place: bool,
    /// Whether it is a script that holds HTML.
    pub(super) is_template: bool,
    has_href: bool,
}

/// A language that an element names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Japanese,
    Other,
}

impl Attributes {
    /// Adds an attribute, whose name is in lower case. O(bytes).
    pub(super) fn add(&mut self, name: &str, value: &str, at: Range<usize>) {
        match name {
            "id" if self.id.is_none() => self.id = Some(value.into()),
            // What `id` was before.
            "name" if self.id.is_none() => self.id = Some(value.into()),
            "class" if self.class.is_none() => self.class = Some(value.into()),
            "role" | "epub:type" | "itemprop" => {
                let words = value.split_ascii_whitespace();
                let words = words.map(|word| word.to_ascii_lowercase().into());
                self.roles.extend(words);
            }
            "lang" | "xml:lang" if self.language.is_none() => self.language = language(value),
            "alt" if self.alt.is_none() => self.alt = Some((at, value.into())),
            "type" => self.is_template |= is_template(value),
            "hidden" => self.is_hidden = true,
            "aria-hidden" => self.is_hidden |= value.eq_ignore_ascii_case("true"),
            "style" => self.is_hidden |= hides(value),
            "href" if !self.has_href => {
                self.has_href = true;
                self.is_to_place = value.contains('#');
            }
            _ => {}
        }
    }

    /// Whether a role, a type or a property is one of these words.
    pub(super) fn is(&self, words: &[&str]) -> bool {
        self.roles.iter().any(|role| words.contains(&role.as_ref()))
    }

    /// Calls `f` with each word of the class and the name, in lower case: `articleFooter` and `article-footer` have two. Each
    /// name is also passed whole, as `=articlefooter`.
    pub(super) fn each_name(&self, mut f: impl FnMut(&str)) {
        let values = [self.class.as_deref(), self.id.as_deref()];
        let values = values
            .into_iter()
            .flatten()
            .map(|names| beginning(names, NAMES_LOOKED_AT));
        for name in values.flat_map(str::split_whitespace) {
            if !STATES.iter().any(|state| name.starts_with(state)) {
                each_word(name, &mut f);
            }
        }
    }
}

/// How a class begins that says what is around an element, not what it is.
const STATES: [&str; 7] = ["has-", "no-", "with-", "without-", "is-", "not-", "js-"];

/// The bytes of names that are looked at. Frameworks give an element 50 classes of 15 bytes.
const NAMES_LOOKED_AT: usize = 2000;

fn each_word(name: &str, f: &mut impl FnMut(&str)) {
    let mut whole = String::from("=");
    let mut word = String::new();
    let mut before = ' ';
    for c in name.chars() {
        let is_next = !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase();
        if is_next && !word.is_empty() {
            f(&word);
            word.clear();
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
            whole.extend(c.to_lowercase());
        }
        before = c;
    }
    if !word.is_empty() {
        f(&word);
    }
    f(&whole);
}

/// Whether a type of a script is that of a template: `text/html`, `text/x-handlebars-template`.
fn is_template(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    kind == "text/html" || kind.starts_with("text/") && kind.ends_with("template")
}

fn language(tag: &str) -> Option<Language> {
    let first = tag.trim().split(['-', '_']).next().unwrap_or("");
    match first.to_ascii_lowercase().as_str() {
        "" => None,
        "en" => Some(Language::English),
        "ja" | "jp" => Some(Language::Japanese),
        _ => Some(Language::Other),
    }
}

/// Whether a style hides its element.
fn hides(style: &str) -> bool {
    style.split(';').any(|rule| {
        let Some((name, value)) = rule.split_once(':') else {
            return false;
        };
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "display" => value.starts_with("none"),
            "visibility" => value.starts_with("hidden"),
            _ => false,
        }
    })
}
