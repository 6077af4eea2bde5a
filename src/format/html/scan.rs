//! The text of a page → its [`Tree`], with the tokenizer of HTML of the WHATWG.
//!
//! In: a text. Out: its elements and its text with their bytes. The tokenizer, `html5gum`, reports what it has read and how
//! far; what differs from the bytes there is a reference. Never fails. O(bytes).

use std::convert::Infallible;
use std::ops::Range;

use html5gum::{Emitter, Error, State, Tokenizer};

use crate::format::html::attributes::Attributes;
use crate::format::html::tag::Tag;
use crate::format::html::tree::{Dialect, Tree, TreeBuilder};

/// Reads a page. O(bytes).
pub(super) fn scan(file: &str, dialect: Dialect) -> Tree {
    let mut scanner = Scanner {
        file,
        builder: TreeBuilder::new(dialect),
        dialect,
        position: 0,
        done: 0,
        markup: 0,
        tag: TagSoFar::default(),
        last_start: Vec::new(),
    };
    let mut tokenizer = Tokenizer::new_with_emitter(file, Borrowed(&mut scanner));
    // There is no token and no error of reading: both are uninhabited.
    while tokenizer.next().is_some() {}
    scanner.builder.finish()
}

/// A tag that is not read to its end.
#[derive(Default)]
struct TagSoFar {
    is_end: bool,
    closes_itself: bool,
    name: Vec<u8>,
    attribute: Vec<u8>,
    value: Vec<u8>,
    /// The first byte of the value.
    value_start: usize,
    value_end: usize,
    has_any: bool,
    attributes: Attributes,
}

struct Scanner<'t> {
    file: &'t str,
    builder: TreeBuilder,
    dialect: Dialect,
    /// How far the tokenizer has read.
    position: usize,
    /// The end of what was reported last.
    done: usize,
    /// Where the last `<` was.
    markup: usize,
    tag: TagSoFar,
    last_start: Vec<u8>,
}

impl Scanner<'_> {
    /// The end of what was read, which slices the file.
    fn here(&self) -> usize {
        let end = self.position.min(self.file.len()).max(self.done);
        (self.done..=end)
            .rev()
            .find(|&at| self.file.is_char_boundary(at))
            .unwrap_or(self.done)
    }

    fn text(&mut self, text: &[u8]) {
        let end = self.position.min(self.file.len()).max(self.done);
        let start = end.saturating_sub(text.len());
        let is_verbatim = self.done <= start && self.file.as_bytes()[start..end] == *text;
        if is_verbatim {
            self.builder.text(start..end);
            self.done = end;
        } else {
            let end = self.here();
            let text = String::from_utf8_lossy(text);
            self.builder.reference(self.done..end, &text);
            self.done = end;
        }
    }

    /// Adds the attribute that is read, if any.
    fn end_attribute(&mut self) {
        if self.tag.attribute.is_empty() || self.tag.is_end {
            return;
        }
        let name = String::from_utf8_lossy(&self.tag.attribute);
        let value = String::from_utf8_lossy(&self.tag.value);
        let at = value_bytes(self.file, self.tag.value_start..self.tag.value_end);
        self.tag.attributes.add(&name, &value, at);
        self.tag.has_any = true;
        self.tag.attribute.clear();
        self.tag.value.clear();
    }

    /// The tag of the name that was read.
    fn tag(&mut self) -> Tag {
        self.builder.tag(&self.tag.name)
    }

    /// The tag of a template, which is a section of the page if templates are its text.
    fn tag_of_template(&mut self) -> Tag {
        match self.tag() {
            Tag::Script | Tag::Template if self.dialect == Dialect::Templates => Tag::Section,
            tag => tag,
        }
    }

    fn start_tag(&mut self, at: Range<usize>) -> Option<State> {
        let attributes = std::mem::take(&mut self.tag.attributes);
        let tag = match attributes.is_template || self.tag.name == b"template" {
            true => self.tag_of_template(),
            false => self.tag(),
        };
        let has_any = self.tag.has_any && attributes != Attributes::default();
        let attributes = has_any.then(|| Box::new(attributes));
        let is_whole = self.tag.closes_itself && self.builder.may_close_itself();
        self.builder.start(tag, at, attributes);
        self.last_start.clone_from(&self.tag.name);
        if is_whole {
            self.builder.end_itself(tag);
            return None;
        }
        match tag {
            Tag::Script => Some(State::ScriptData),
            Tag::Style => Some(State::RawText),
            Tag::Title | Tag::Textarea => Some(State::RcData),
            // XML has no raw text. Scripts and styles are left out either way.
            Tag::RawMedia if self.dialect != Dialect::Xhtml => Some(State::RawText),
            Tag::Pre if self.tag.name == b"xmp" => Some(State::RawText),
            Tag::Pre if self.tag.name == b"plaintext" => Some(State::PlainText),
            _ => None,
        }
    }
}

/// The bytes of a value, which slice the file.
fn value_bytes(file: &str, bytes: Range<usize>) -> Range<usize> {
    match file.get(bytes.clone()) {
        Some(_) => bytes,
        None => 0..0,
    }
}

/// The tokenizer owns its emitter, and the tree is read when the tokenizer is gone.
struct Borrowed<'s, 't>(&'s mut Scanner<'t>);

impl Emitter for Borrowed<'_, '_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.0.last_start = name.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {}

    fn emit_error(&mut self, _error: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.0.text(text);
    }

    fn init_start_tag(&mut self) {
        self.0.tag = TagSoFar::default();
    }

    fn init_end_tag(&mut self) {
        self.0.tag = TagSoFar {
            is_end: true,
            ..TagSoFar::default()
        };
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.0.end_attribute();
        let end = self.0.here();
        let at = self.0.markup.clamp(self.0.done, end)..end;
        self.0.done = end;
        if self.0.tag.is_end {
            // There is no markup in a script of another kind.
            let tag = match self.0.last_start != b"script" {
                true => self.0.tag_of_template(),
                false => self.0.tag(),
            };
            self.0.builder.end(tag, at);
            self.0.last_start.clear();
            return None;
        }
        self.0.start_tag(at)
    }

    fn emit_current_comment(&mut self) {
        self.0.done = self.0.here();
    }

    fn emit_current_doctype(&mut self) {
        self.0.done = self.0.here();
    }

    fn set_self_closing(&mut self) {
        self.0.tag.closes_itself = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        self.0.tag.name.extend(name);
    }

    fn push_comment(&mut self, _text: &[u8]) {}

    fn push_doctype_name(&mut self, _name: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        self.0.end_attribute();
    }

    fn init_attribute_value(&mut self) {
        (self.0.tag.value_start, self.0.tag.value_end) = (self.0.position, self.0.position);
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.0.tag.attribute.extend(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.0.tag.value.extend(value);
        self.0.tag.value_end = self.0.position;
    }

    fn set_doctype_public_identifier(&mut self, _value: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _value: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _value: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _value: &[u8]) {}

    fn start_open_tag(&mut self) {
        self.0.markup = self.0.position.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.0.tag.is_end && !self.0.last_start.is_empty() && self.0.last_start == self.0.tag.name
    }

    /// XHTML has CDATA everywhere.
    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.0.dialect == Dialect::Xhtml
    }

    fn move_position(&mut self, by: isize) {
        self.0.position = self.0.position.saturating_add_signed(by);
    }
}
