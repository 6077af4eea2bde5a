//! [`Events`]: the elements and the text of XML, in order, with bounded depth and without entities.
//!
//! In: the bytes or the text of a part, and the namespaces that its reader knows. Out: elements as they open and close, text
//! with its references resolved; or an error that names the part and the byte of its text. Prefixes do not matter: an element
//! has the name that the reader gave its namespace. O(bytes), with up to [`MAX_BINDINGS`] steps to find the
//! namespace of a prefix.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event as RawEvent};
use quick_xml::name::PrefixDeclaration;
use quick_xml::reader::Reader;

use crate::error::{Error, Result};
use crate::format::declared::{Declaration, declared};
use crate::format::encoding::{Encoding, decode_as};

/// Elements inside each other. Word nests a cell in seven; a table in a table nine times over is its own limit.
pub(crate) const MAX_DEPTH: usize = 256;

/// Namespaces declared at one place. LibreOffice declares 40.
pub(crate) const MAX_BINDINGS: usize = 256;

/// A namespace that a reader knows, and the name that it has for it.
pub(crate) type Space = (&'static str, &'static str);

/// The name of any namespace that the reader does not know.
pub(crate) const UNKNOWN: &str = "?";

/// Whether a part may have a document type declaration. Its entities are refused in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doctype {
    /// No declaration.
    Refused,
    /// A declaration that only names a type, such as `<!DOCTYPE html>`. Nothing that it refers to is read.
    Named,
}

/// What comes next.
pub(crate) enum Event<'x> {
    /// An element begins. An empty one is closed next.
    Open(Element<'x>),
    /// The innermost element ends.
    Close,
    /// Text, with white space as it is. A text can come in several pieces.
    Text(Cow<'x, str>),
}

/// An element with its attributes.
pub(crate) struct Element<'x> {
    /// The reader's name of its namespace, empty for none.
    pub(crate) space: &'static str,
    start: BytesStart<'x>,
    /// The namespaces of the attributes; empty if none has a prefix.
    attribute_spaces: Vec<&'static str>,
}

/// A prefix and the namespace that it stands for.
struct Binding {
    prefix: Box<str>,
    space: &'static str,
}

impl Element<'_> {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Whether it is the element of this namespace and name.
    pub(crate) fn is(&self, space: &str, name: &str) -> bool {
        self.space == space && self.name() == name
    }

    /// The value of an attribute. An attribute without a prefix has the namespace "". O(attributes).
    pub(crate) fn attribute(&self, space: &str, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        attributes.with_checks(false);
        let mut numbered = attributes.flatten().enumerate();
        let (_, found) = numbered.find(|(k, attribute)| {
            let (local, prefix) = attribute.key.decompose();
            let of_prefix = || self.attribute_spaces.get(*k).copied().unwrap_or(UNKNOWN);
            local.into_inner() == name && prefix.map_or("", |_| of_prefix()) == space
        })?;
        // Values with a wrong reference were refused when the element opened.
        found.normalized_value(XmlVersion::Explicit1_0).ok()
    }
}

/// The reader of a part.
pub(crate) struct Events<'x> {
    reader: Reader<&'x [u8]>,
    part: &'x str,
    spaces: &'static [Space],
    doctype: Doctype,
    depth: usize,
    has_root: bool,
    /// The prefixes that are bound, the innermost last.
    bindings: Vec<Binding>,
    /// The open elements that declare namespaces: their depth, and the number of bindings outside.
    scopes: Vec<(usize, usize)>,
}

impl<'x> Events<'x> {
    /// A reader of the text of a part. The name of the part is for errors; `spaces` names the namespaces by their addresses.
    /// O(1).
    pub(crate) fn new(part: &'x str, text: &'x str, spaces: &'static [Space]) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let xml = Binding {
            prefix: Box::from("xml"),
            space: "xml",
        };
        Events {
            reader,
            part,
            spaces,
            doctype: Doctype::Refused,
            depth: 0,
            has_root: false,
            bindings: vec![xml],
            scopes: Vec::new(),
        }
    }

    /// The same reader with another rule for document types.
    pub(crate) fn with_doctype(mut self, doctype: Doctype) -> Self {
        self.doctype = doctype;
        self
    }

    /// What comes next; none at the end. O(bytes of it).
    ///
    /// # Errors
    ///
    /// If the text is not well-formed, has an entity, or is too deep.
    pub(crate) fn next(&mut self) -> Result<Option<Event<'x>>> {
        loop {
            let raw = self.reader.read_event();
            let raw = raw.map_err(|error| {
                let byte = self.reader.error_position();
                fault(self.part, byte, &format!("expected XML: {error}"))
            })?;
            return match raw {
                RawEvent::Start(start) | RawEvent::Empty(start) => self.open(start).map(Some),
                RawEvent::End(_) => {
                    let declared = self.scopes.pop_if(|scope| scope.0 == self.depth);
                    if let Some((_, n_outside)) = declared {
                        self.bindings.truncate(n_outside);
                    }
                    self.depth = self.depth.saturating_sub(1);
                    Ok(Some(Event::Close))
                }
                RawEvent::Text(text) if self.depth == 0 => match text.trim().is_empty() {
                    true => continue,
                    false => Err(self.fault("text outside the root element")),
                },
                RawEvent::Text(text) => Ok(Some(Event::Text(text.xml10_content()))),
                RawEvent::CData(text) => Ok(Some(Event::Text(text.xml10_content()))),
                RawEvent::GeneralRef(name) => self.reference(&name).map(Some),
                RawEvent::DocType(text) => match self.doctype {
                    Doctype::Named if !text.contains('[') => continue,
                    _ => Err(self.fault("a document type declaration, which is refused")),
                },
                RawEvent::Comment(_) | RawEvent::Decl(_) | RawEvent::PI(_) => continue,
                RawEvent::Eof if self.depth > 0 => {
                    Err(self.fault("the part ends inside an element"))
                }
                RawEvent::Eof if !self.has_root => Err(self.fault("expected an XML element")),
                RawEvent::Eof => Ok(None),
            };
        }
    }

    /// The next child of the element that was opened last and whose children before it were all read: an element or text; none
    /// once the element is closed. O(bytes of it).
    ///
    /// # Errors
    ///
    /// As [`next`](Events::next).
    pub(crate) fn child(&mut self) -> Result<Option<Event<'x>>> {
        match self.next()? {
            None | Some(Event::Close) => Ok(None),
            event => Ok(event),
        }
    }

    /// Skips what is left of the element that was opened last. O(bytes).
    ///
    /// # Errors
    ///
    /// As [`next`](Events::next).
    pub(crate) fn skip(&mut self) -> Result<()> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }

    /// The text inside the element that was opened last, at any depth, until it is closed. O(bytes).
    ///
    /// # Errors
    ///
    /// As [`next`](Events::next).
    pub(crate) fn text(&mut self) -> Result<String> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            match self.next()? {
                Some(Event::Text(piece)) => text.push_str(&piece),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    /// The error of something at this place. O(1).
    pub(crate) fn fault(&self, what: &str) -> Error {
        fault(self.part, self.reader.buffer_position(), what)
    }

    fn open(&mut self, start: BytesStart<'x>) -> Result<Event<'x>> {
        if self.depth == 0 && self.has_root {
            return Err(self.fault("a second root element"));
        }
        self.has_root = true;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let what = format!("more than {MAX_DEPTH} elements inside each other");
            return Err(self.fault(&what));
        }
        self.declare(&start)?;
        let bound = |prefix: &str| bound(&self.bindings, prefix);
        let prefix = start.name().prefix();
        let space = bound(prefix.map_or("", |prefix| prefix.into_inner()));
        let mut attribute_spaces = Vec::new();
        if start.attributes_raw().contains(':') {
            let mut attributes = start.attributes();
            attributes.with_checks(false);
            let prefixes = attributes.flatten().map(|attribute| attribute.key.prefix());
            attribute_spaces = prefixes
                .map(|prefix| prefix.map_or("", |prefix| bound(prefix.into_inner())))
                .collect();
        }
        Ok(Event::Open(Element {
            space,
            start,
            attribute_spaces,
        }))
    }

    /// Binds the prefixes that an element declares. Checks all its attributes.
    fn declare(&mut self, start: &BytesStart<'x>) -> Result<()> {
        let n_outside = self.bindings.len();
        // The check for doubled names takes time that grows with the square of their number.
        let mut attributes = start.attributes();
        attributes.with_checks(false);
        for attribute in attributes {
            let attribute = attribute.map_err(|error| self.fault(&error.to_string()))?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0);
            let value = value.map_err(|error| self.fault(&error.to_string()))?;
            let Some(declared) = attribute.key.as_namespace_binding() else {
                continue;
            };
            let known = self.spaces.iter().find(|space| space.0 == value);
            let space = match value.is_empty() {
                true => "",
                false => known.map_or(UNKNOWN, |space| space.1),
            };
            let prefix = match declared {
                PrefixDeclaration::Default => "",
                PrefixDeclaration::Named(prefix) => prefix,
            };
            if self.bindings.len() == MAX_BINDINGS {
                let what = format!("more than {MAX_BINDINGS} namespaces");
                return Err(self.fault(&what));
            }
            let prefix = Box::from(prefix);
            self.bindings.push(Binding { prefix, space });
        }
        if self.bindings.len() > n_outside {
            self.scopes.push((self.depth, n_outside));
        }
        Ok(())
    }

    /// The text that a reference stands for.
    fn reference(&self, name: &BytesRef<'x>) -> Result<Event<'x>> {
        let char = name.resolve_char_ref();
        let char = char.map_err(|error| self.fault(&error.to_string()))?;
        let text: Cow<'x, str> = match char {
            Some(char) if is_xml(char) => Cow::Owned(char.to_string()),
            Some(char) => {
                let what = format!("the character U+{:04X} is not XML", u32::from(char));
                return Err(self.fault(&what));
            }
            None => match resolve_predefined_entity(name) {
                Some(text) => Cow::Borrowed(text),
                None => {
                    let shown: String = name.chars().take(20).collect();
                    return Err(self.fault(&format!("the entity &{shown};, which is refused")));
                }
            },
        };
        match self.depth {
            0 => Err(self.fault("text outside the root element")),
            _ => Ok(Event::Text(text)),
        }
    }
}

/// The text of an XML part: UTF-8, or UTF-16 with a mark or an XML declaration. A byte order mark is removed. O(bytes).
///
/// # Errors
///
/// If the bytes are in another encoding. The error names the part and the byte.
pub(crate) fn decode(bytes: Vec<u8>, part: &str) -> Result<String> {
    let encoding = match bytes.get(..2) {
        Some([0xff, 0xfe] | [b'<', 0]) => Encoding::Utf16Le,
        Some([0xfe, 0xff] | [0, b'<']) => Encoding::Utf16Be,
        _ => Encoding::Utf8,
    };
    // Text that says UTF-16 but is UTF-8 is written by programs that converted it.
    match declared(Declaration::Xml, &bytes) {
        Some(other) if encoding == Encoding::Utf8 && other != encoding => {
            let what = format!("expected UTF-8 or UTF-16, declared as {other}");
            Err(fault(part, 0, &what))
        }
        _ => decode_as(bytes, encoding, part).map_err(|error| Error::format("", error.to_string())),
    }
}

/// The namespace that a prefix stands for. O(bindings).
fn bound(bindings: &[Binding], prefix: &str) -> &'static str {
    let mut inner = bindings.iter().rev();
    match inner.find(|binding| *binding.prefix == *prefix) {
        Some(binding) => binding.space,
        None if prefix.is_empty() => "",
        None => UNKNOWN,
    }
}

/// Whether XML may have a character.
pub(crate) fn is_xml(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn fault(part: &str, byte: u64, what: &str) -> Error {
    Error::format("", format!("{part}: byte {byte}: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACES: &[Space] = &[("urn:a", "a"), ("urn:b", "b")];

    /// The events as text: `<a:name`, `>`, and text.
    fn shown(text: &str) -> std::result::Result<String, String> {
        let mut events = Events::new("part", text, SPACES);
        let mut shown = String::new();
        while let Some(event) = events.next().map_err(|error| error.to_string())? {
            match event {
                Event::Open(element) => {
                    shown += &format!("<{}:{}", element.space, element.name());
                    if let Some(value) = element.attribute("a", "k") {
                        shown += &format!(" a:k={value}");
                    }
                    if let Some(value) = element.attribute("", "k") {
                        shown += &format!(" k={value}");
                    }
                    shown.push(';');
                }
                Event::Close => shown.push('>'),
                Event::Text(text) => shown += &text,
            }
        }
        Ok(shown)
    }

    #[test]
    fn elements_have_the_names_of_their_namespaces() {
        let rows = [
            ("no namespace", "<x>1</x>", "<:x;1>"),
            (
                "a prefix",
                "<p:x xmlns:p='urn:a' p:k='1' k='2'/>",
                "<a:x a:k=1 k=2;>",
            ),
            (
                "a default",
                "<x xmlns='urn:a' k='1'><y/></x>",
                "<a:x k=1;<a:y;>>",
            ),
            (
                "inside only",
                "<x><y xmlns='urn:b'/><y/></x>",
                "<:x;<b:y;><:y;>>",
            ),
            (
                "taken back",
                "<x xmlns='urn:a'><y xmlns=''/></x>",
                "<a:x;<:y;>>",
            ),
            ("unknown", "<q:x xmlns:q='urn:q'/>", "<?:x;>"),
            ("unbound", "<q:x/>", "<?:x;>"),
            (
                "references",
                "<x k='&lt;&#x41;'>&amp;&#12354;</x>",
                "<:x k=<A;&あ>",
            ),
            (
                "CDATA, comment",
                "<x><![CDATA[<&]]><!-- c --><?p?></x>",
                "<:x;<&>",
            ),
            ("line ends", "<x>a\r\nb\rc</x>", "<:x;a\nb\nc>"),
        ];
        for (name, text, expected) in rows {
            assert_eq!(shown(text).as_deref(), Ok(expected), "{name}");
        }
    }

    #[test]
    fn what_is_not_well_formed_is_refused_with_its_byte() {
        let deep = "<x>".repeat(MAX_DEPTH + 1);
        let names: String = (0..=MAX_BINDINGS)
            .map(|k| format!(" xmlns:p{k}='u'"))
            .collect();
        let many = format!("<x{names}/>");
        let rows = [
            ("empty", "", "byte 0: expected an XML element"),
            ("no XML", "rain", "byte 4: text outside"),
            (
                "open at the end",
                "<x><y></y>",
                "byte 10: the part ends inside",
            ),
            (
                "an end of several lines",
                "<x></y\n\u{7}>",
                r"byte 3: expected XML: ill-formed document: expected `</x>`, but `</y\n\u{7}>` was found",
            ),
            ("wrong end", "<x></y>", "byte 3: expected XML"),
            ("no quotes", "<x k=1/>", "byte 8: "),
            ("cut in a tag", "<x><y k='", "byte 3: expected XML"),
            ("two roots", "<x/><x/>", "byte 8: a second root"),
            ("text behind", "<x/>rain", "byte 8: text outside"),
            ("an entity", "<x>&e;</x>", "byte 6: the entity &e;"),
            ("in an attribute", "<x k='&e;'/>", "byte 12: "),
            ("NUL", "<x>&#0;</x>", "byte 7: "),
            ("a control", "<x>&#1;</x>", "byte 7: the character U+0001"),
            (
                "an entity is declared",
                "<!DOCTYPE x [<!ENTITY e 'rain'>]><x/>",
                "byte 33: a document type",
            ),
            ("too deep", deep.as_str(), "more than 256 elements"),
            ("many namespaces", many.as_str(), "more than 256 namespaces"),
        ];
        for (name, text, expected) in rows {
            let error = shown(text).expect_err(name);
            let place = error.starts_with("part: byte ");
            assert!(place && error.contains(expected), "{name}: {error}");
        }
    }

    #[test]
    fn a_named_document_type_can_be_allowed() {
        let rows = [
            ("named", "<!DOCTYPE html><x/>", true),
            ("with an address", "<!DOCTYPE x SYSTEM \"x.dtd\"><x/>", true),
            (
                "with entities",
                "<!DOCTYPE x [<!ENTITY e 'rain'>]><x/>",
                false,
            ),
        ];
        for (name, text, is_read) in rows {
            let mut events = Events::new("part", text, SPACES).with_doctype(Doctype::Named);
            assert_eq!(events.next().is_ok(), is_read, "{name}");
        }
    }

    #[test]
    fn an_element_is_skipped_or_taken_whole() {
        let mut events = Events::new("part", "<x><y>1<z>2</z></y><w>3</w>4</x>", SPACES);
        assert!(matches!(events.next(), Ok(Some(Event::Open(_)))));
        assert!(matches!(events.child(), Ok(Some(Event::Open(_)))));
        assert_eq!(events.text().expect("text of y"), "12");
        assert!(matches!(events.child(), Ok(Some(Event::Open(_)))));
        events.skip().expect("rest of w");
        assert!(matches!(events.child(), Ok(Some(Event::Text(text))) if text == "4"));
        assert!(matches!(events.child(), Ok(None)));
        assert!(matches!(events.next(), Ok(None)));
    }

    #[test]
    fn parts_are_utf_8_or_utf_16() {
        let wide = |text: &str, unit: fn(u16) -> [u8; 2]| {
            text.encode_utf16().flat_map(unit).collect::<Vec<u8>>()
        };
        let declared = "<?xml version='1.0' encoding='UTF-16'?><x>雨</x>";
        let rows: [(&str, Vec<u8>, std::result::Result<&str, &str>); 9] = [
            ("UTF-8", "<x>雨</x>".into(), Ok("<x>雨</x>")),
            ("a mark", "\u{feff}<x/>".into(), Ok("<x/>")),
            (
                "UTF-16, small end",
                wide("\u{feff}<x/>", u16::to_le_bytes),
                Ok("<x/>"),
            ),
            (
                "UTF-16, big end",
                wide("\u{feff}<x/>", u16::to_be_bytes),
                Ok("<x/>"),
            ),
            (
                "UTF-16 without mark",
                wide(declared, u16::to_le_bytes),
                Ok(declared),
            ),
            (
                "half a unit",
                b"\xff\xfe<\0x".to_vec(),
                Err("part: byte 4: expected UTF-16LE, found 0x78"),
            ),
            (
                "half a pair",
                b"\xff\xfe<\0\x00\xd8".to_vec(),
                Err("part: byte 4: expected UTF-16LE, found 0x00"),
            ),
            (
                "Shift_JIS",
                b"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><x>\x89\x4a</x>".to_vec(),
                Err("part: byte 0: expected UTF-8 or UTF-16, declared as Shift_JIS"),
            ),
            (
                "ISO-2022-JP, which is ASCII",
                b"<?xml version='1.0' encoding='ISO-2022-JP'?><x/>".to_vec(),
                Err("part: byte 0: expected UTF-8 or UTF-16, declared as ISO-2022-JP"),
            ),
        ];
        for (name, bytes, expected) in rows {
            let text = decode(bytes, "part").map_err(|error| error.to_string());
            assert_eq!(text.as_deref().map_err(String::as_str), expected, "{name}");
        }
    }
}
