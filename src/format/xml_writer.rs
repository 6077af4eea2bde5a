//! [`XmlWriter`]: elements, attributes and text as XML 1.0, which any parser reads back as they were.
//!
//! In: names, values and text. Out: well-formed XML in UTF-8. White space in text is kept as it is, also carriage returns, and
//! tabs and line ends in attributes. Characters that XML forbids (most controls, U+FFFE, U+FFFF) are left out and counted.
//! O(bytes).

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::escape::{escape, partial_escape};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

use crate::format::xml::is_xml;

/// The names and values of attributes.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A writer of XML.
pub(crate) struct XmlWriter<W: Write> {
    out: Writer<W>,
    open: Vec<&'static str>,
    removed: usize,
}

impl<W: Write> XmlWriter<W> {
    /// Writes the XML declaration. O(1).
    pub(crate) fn new(out: W) -> io::Result<Self> {
        let mut writer = XmlWriter::without_declaration(out);
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
        writer.out.write_event(Event::Decl(declaration))?;
        writer.line()?;
        Ok(writer)
    }

    /// Writes no XML declaration, which HTML does not have. O(1).
    #[cfg_attr(not(feature = "web"), allow(dead_code))]
    pub(crate) fn without_declaration(out: W) -> Self {
        XmlWriter {
            out: Writer::new(out),
            open: Vec::new(),
            removed: 0,
        }
    }

    /// Begins a new line outside text, indented by the number of open elements. Where white space is text, call it not.
    pub(crate) fn line(&mut self) -> io::Result<()> {
        let out = self.out.get_mut();
        match self.open.len() {
            0 => out.write_all(b"\n"),
            depth => write!(out, "\n{:1$}", "", 2 * depth),
        }
    }

    /// Opens an element. O(bytes).
    pub(crate) fn open(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
    ) -> io::Result<()> {
        let start = self.start(name, attributes);
        self.open.push(name);
        self.out.write_event(Event::Start(start))
    }

    /// Writes an element without content. O(bytes).
    pub(crate) fn empty(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
    ) -> io::Result<()> {
        let start = self.start(name, attributes);
        self.out.write_event(Event::Empty(start))
    }

    /// Writes an element with text alone. O(bytes).
    pub(crate) fn leaf(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        self.text(text)?;
        self.close()
    }

    /// Closes the innermost open element.
    ///
    /// # Panics
    ///
    /// If none is open.
    pub(crate) fn close(&mut self) -> io::Result<()> {
        let name = self.open.pop().expect("an element is open");
        self.out.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Closes the innermost open element, on a line of its own.
    pub(crate) fn close_line(&mut self) -> io::Result<()> {
        let name = self.open.pop().expect("an element is open");
        self.line()?;
        self.out.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes text. O(bytes).
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        let text = self.allowed(text);
        // A carriage return becomes a reference: a raw one is read as a line feed.
        let text = BytesText::from_escaped(partial_escape(&*text));
        self.out.write_event(Event::Text(text))
    }

    /// Writes what is buffered, and returns the number of characters that were left out.
    ///
    /// # Panics
    ///
    /// If an element is open.
    pub(crate) fn finish(mut self) -> io::Result<usize> {
        assert!(self.open.is_empty(), "elements are open: {:?}", self.open);
        self.line()?;
        self.out.get_mut().flush()?;
        Ok(self.removed)
    }

    /// Writes a document type declaration, after [`new`](XmlWriter::new).
    pub(crate) fn doctype(&mut self, content: &str) -> io::Result<()> {
        let doctype = Event::DocType(BytesText::from_escaped(content));
        self.out.write_event(doctype)?;
        self.line()
    }

    fn start(&mut self, name: &'static str, attributes: Attributes<'_>) -> BytesStart<'static> {
        let mut start = BytesStart::new(name);
        for &(key, value) in attributes {
            let value = self.allowed(value);
            let mut value = escape(&*value);
            // A raw tab or line end is read as a space.
            for (c, reference) in [('\t', "&#9;"), ('\n', "&#10;")] {
                if value.contains(c) {
                    value = Cow::Owned(value.replace(c, reference));
                }
            }
            start.push_attribute(Attribute {
                key: QName(key),
                value,
            });
        }
        start
    }

    /// The text without the characters that XML forbids.
    fn allowed<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let n_forbidden = text.chars().filter(|&c| !is_xml(c)).count();
        if n_forbidden == 0 {
            return Cow::Borrowed(text);
        }
        self.removed += n_forbidden;
        Cow::Owned(text.chars().filter(|&c| is_xml(c)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::xml::{Event as ReadEvent, Events};

    #[test]
    fn what_is_written_is_read_back() {
        for (name, text, expected) in [
            ("markup", "a <b> & \"c\" 'd' ]]>", "a <b> & \"c\" 'd' ]]>"),
            ("white space", " a\tb\nc\r\nd\re  ", " a\tb\nc\r\nd\re  "),
            (
                "line ends of others",
                "a\u{85}b\u{2028}c",
                "a\u{85}b\u{2028}c",
            ),
            ("forbidden", "a\u{0}b\u{1b}c\u{fffe}", "abc"),
            (
                "emoji, bidi marks",
                "🚋\u{202e}x\u{202c}",
                "🚋\u{202e}x\u{202c}",
            ),
        ] {
            let mut bytes = Vec::new();
            let mut writer = XmlWriter::new(&mut bytes).expect(name);
            writer.leaf("x", &[("k", text)], text).expect(name);
            writer.finish().expect(name);
            let written = String::from_utf8(bytes).expect(name);
            let mut events = Events::new("part", &written, &[]);
            let Ok(Some(ReadEvent::Open(element))) = events.next() else {
                panic!("{name}: {written}");
            };
            assert_eq!(
                element.attribute("", "k").as_deref(),
                Some(expected),
                "{name}"
            );
            assert_eq!(events.text().expect(name), expected, "{name}");
        }
    }

    #[test]
    fn forbidden_characters_are_counted() {
        let mut writer = XmlWriter::new(Vec::new()).expect("a vector");
        writer.open("x", &[("k", "a\u{1}")]).expect("a vector");
        writer.line().expect("a vector");
        writer.empty("y", &[]).expect("a vector");
        writer.text("\u{2}\u{3}b").expect("a vector");
        writer.close_line().expect("a vector");
        assert_eq!(writer.finish().expect("a vector"), 3);
    }
}
