//! Electronic books (EPUB 2 and 3).
//!
//! In: the bytes of a book. Out: the text of its pages in the order of the spine, read as web pages are, each block with its
//! place: part and paragraph. Pages outside the main order (`linear="no"`, mostly notes) come last. The table of contents is
//! left out, since it repeats the headings. An encrypted book, a missing part and damaged XML are errors that name the part.
//! O(unpacked bytes).

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::format::archive::{Archive, LIMITS, resolve};
use crate::format::html;
use crate::format::xml::{Doctype, Element, Event, Events, Space};
use crate::text::{Content, ContentBuilder};

const CONTAINER: &str = "META-INF/container.xml";
const ENCRYPTION: &str = "META-INF/encryption.xml";

const SPACES: &[Space] = &[
    (
        "urn:oasis:names:tc:opendocument:xmlns:container",
        "container",
    ),
    ("http://www.idpf.org/2007/opf", "opf"),
    ("http://www.w3.org/2001/04/xmlenc#", "enc"),
];

/// Ways to make fonts useless outside of a book. Its text is not encrypted by them.
const FONT_ALGORITHMS: [&str; 2] = [
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
];

/// The types of pages.
const PAGES: [&str; 3] = ["application/xhtml+xml", "text/html", "text/x-oeb1-document"];

/// The parts that a book may name in its spine. Each is read at most once.
const MOST_PAGES: usize = 20_000;

/// Reads a book. O(unpacked bytes).
///
/// # Errors
///
/// If the bytes are no book, or it is encrypted, damaged, or larger than the limits. The error names the part.
pub(crate) fn read(bytes: &[u8]) -> Result<Content> {
    let mut archive = Archive::open(bytes, LIMITS)?;
    if archive.has(ENCRYPTION) {
        refuse_encryption(&archive.text(ENCRYPTION)?)?;
    }
    let package = package(&archive.text(CONTAINER)?)?;
    let pages = pages(&package, &archive.text(&package)?)?;
    if pages.is_empty() {
        return Err(fault(&package, "expected a spine of pages, found none"));
    }
    let mut builder = ContentBuilder::of_container();
    for page in &pages {
        let text = archive.text(page)?;
        html::add_part(page, &text, &mut builder);
    }
    Ok(builder.finish())
}

/// The name of the package, from the container.
fn package(container: &str) -> Result<String> {
    let mut found = None;
    each_element(CONTAINER, container, |element| {
        if element.is("container", "rootfile") && found.is_none() {
            found = element.attribute("", "full-path").map(String::from);
        }
    })?;
    found.ok_or_else(|| fault(CONTAINER, "expected a `rootfile` with a `full-path`"))
}

/// An entry of the manifest.
struct Item {
    href: String,
    is_page: bool,
    is_contents: bool,
}

/// The pages of a package in reading order.
fn pages(package: &str, text: &str) -> Result<Vec<String>> {
    let mut items: BTreeMap<String, Item> = BTreeMap::new();
    let mut spine: Vec<(String, bool)> = Vec::new();
    let mut contents: BTreeSet<String> = BTreeSet::new();
    each_element(package, text, |element| {
        let value = |name: &str| element.attribute("", name).unwrap_or_default().into_owned();
        match element.name() {
            "item" if element.space == "opf" => {
                let properties = value("properties");
                let item = Item {
                    href: value("href"),
                    is_page: PAGES.contains(&value("media-type").as_str()),
                    is_contents: properties.split_ascii_whitespace().any(|p| p == "nav"),
                };
                items.entry(value("id")).or_insert(item);
            }
            "itemref" if element.space == "opf" => {
                spine.push((value("idref"), value("linear") != "no"));
            }
            "reference" if element.space == "opf" && value("type") == "toc" => {
                contents.extend(part(package, &value("href")));
            }
            _ => {}
        }
    })?;
    if spine.len() > MOST_PAGES {
        let what = format!("{} pages, the limit is {MOST_PAGES}", spine.len());
        return Err(fault(package, &what));
    }
    // A stable sort: the order of the spine stays.
    spine.sort_by_key(|&(_, is_linear)| !is_linear);
    let mut pages: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for (id, _) in &spine {
        let Some(item) = items.get(id) else {
            let what = format!("the spine names `{id}`, which the manifest has not");
            return Err(fault(package, &what));
        };
        if !item.is_page || item.is_contents {
            continue;
        }
        let Some(page) = part(package, &item.href) else {
            let what = format!("`{}` leads out of the book", item.href);
            return Err(fault(package, &what));
        };
        if !contents.contains(&page) && seen.insert(page.clone()) {
            pages.push(page);
        }
    }
    Ok(pages)
}

/// The part that an address names, from the package.
fn part(package: &str, href: &str) -> Option<String> {
    let path = href.split(['#', '?']).next().unwrap_or("");
    resolve(package, &percent_decoded(path))
}

/// An address without `%20` and the like. What is no UTF-8 stays as it is. O(bytes).
fn percent_decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| address.to_owned())
}

/// Refuses a book whose text is encrypted.
fn refuse_encryption(text: &str) -> Result<()> {
    let mut found = None;
    let mut is_in_key = false;
    each_element(ENCRYPTION, text, |element| {
        is_in_key |= element.is("enc", "EncryptedKey");
        is_in_key &= !element.is("enc", "EncryptedData");
        if element.is("enc", "EncryptionMethod") && !is_in_key {
            let algorithm = element.attribute("", "Algorithm").unwrap_or_default();
            if !FONT_ALGORITHMS.contains(&algorithm.as_ref()) && found.is_none() {
                found = Some(algorithm.into_owned());
            }
        }
    })?;
    match found {
        None => Ok(()),
        Some(algorithm) => {
            let shown: String = algorithm.chars().take(80).collect();
            let what = format!("the book is encrypted ({shown}); it needs a copy without DRM");
            Err(fault(ENCRYPTION, &what))
        }
    }
}

/// Calls `f` with each element of a part, in order.
fn each_element(part: &str, text: &str, mut f: impl FnMut(&Element<'_>)) -> Result<()> {
    let mut events = Events::new(part, text, SPACES).with_doctype(Doctype::Named);
    while let Some(event) = events.next()? {
        if let Event::Open(element) = event {
            f(&element);
        }
    }
    Ok(())
}

fn fault(part: &str, what: &str) -> Error {
    Error::format("", format!("{part}: {what}"))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    const ROOT: &str = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
        <rootfile full-path='OPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
    const BOOK: &str = "<package xmlns='http://www.idpf.org/2007/opf'><manifest>\
        <item id='a' href='a%20b.xhtml#top' media-type='application/xhtml+xml'/>\
        <item id='b' href='../b.xhtml' media-type='application/xhtml+xml'/>\
        <item id='c' href='contents.xhtml' media-type='application/xhtml+xml' properties='scripted nav'/>\
        <item id='d' href='d.svg' media-type='image/svg+xml'/>\
        </manifest><spine><itemref idref='c'/><itemref idref='b' linear='no'/><itemref idref='a'/><itemref idref='d'/>\
        <itemref idref='a'/></spine></package>";
    const A: &str = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title/><script src='x'/></head>\
        <body><p/><nav>雨<br/><br/>風</nav><p><a id='x'/>It rained.<![CDATA[ a<b]]></p></body></html>";

    /// What is read of a book with other parts in place of these, or the error.
    fn shown(changed: &[(&str, &str)]) -> String {
        let usual = [
            (CONTAINER, ROOT),
            ("OPS/book.opf", BOOK),
            ("OPS/a b.xhtml", A),
            ("b.xhtml", "\u{feff}<p>We stayed.</p>"),
        ];
        let mut parts: BTreeMap<&str, &str> = BTreeMap::from(usual);
        parts.extend(changed.iter().copied());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts.into_iter().filter(|part| !part.1.is_empty()) {
            let options = SimpleFileOptions::default();
            writer.start_file(name, options).expect("a part");
            writer.write_all(text.as_bytes()).expect("its bytes");
        }
        let bytes = writer.finish().expect("an archive").into_inner();
        match read(&bytes) {
            Err(error) => error.to_string(),
            Ok(content) => {
                let blocks = content.blocks().iter().map(|block| {
                    let place = block.place.as_deref().unwrap_or("nowhere");
                    format!("{place}: {}; ", block.span.of(content.text()))
                });
                blocks.collect()
            }
        }
    }

    const USUAL: &str = "OPS/a b.xhtml, paragraph 1: 雨; OPS/a b.xhtml, paragraph 2: 風; \
        OPS/a b.xhtml, paragraph 3: It rained. a<b; b.xhtml, paragraph 1: We stayed.; ";

    #[test]
    fn pages_are_read_in_the_order_of_the_spine() {
        assert_eq!(shown(&[]), USUAL);
    }

    #[test]
    fn fonts_may_be_encrypted_and_nothing_else() {
        let encryption = |algorithm: &str| {
            format!(
                "<encryption xmlns:e='http://www.w3.org/2001/04/xmlenc#'><e:EncryptedKey><e:EncryptionMethod Algorithm='rsa'/>\
                </e:EncryptedKey><e:EncryptedData><e:EncryptionMethod Algorithm='{algorithm}'/></e:EncryptedData></encryption>"
            )
        };
        let fonts = encryption(FONT_ALGORITHMS[0]);
        assert_eq!(shown(&[(ENCRYPTION, &fonts)]), USUAL);
        let text = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc");
        assert_eq!(
            shown(&[(ENCRYPTION, &text)]),
            "META-INF/encryption.xml: the book is encrypted (http://www.w3.org/2001/04/xmlenc#aes128-cbc); it needs a copy \
             without DRM"
        );
    }

    #[test]
    fn a_damaged_book_names_its_part() {
        let no_pages = "<package xmlns='http://www.idpf.org/2007/opf'/>";
        let outside = BOOK.replace("../b", "../../b");
        let unknown = BOOK.replace("idref='b'", "idref='e'");
        let rows = [
            (
                "no container",
                (CONTAINER, ""),
                "META-INF/container.xml: the part is missing",
            ),
            (
                "no root",
                (CONTAINER, "<container/>"),
                "META-INF/container.xml: expected a `rootfile` with a `full-path`",
            ),
            (
                "no package",
                ("OPS/book.opf", ""),
                "OPS/book.opf: the part is missing",
            ),
            (
                "no XML",
                ("OPS/book.opf", "<package"),
                "OPS/book.opf: byte 0: expected XML",
            ),
            (
                "no pages",
                ("OPS/book.opf", no_pages),
                "OPS/book.opf: expected a spine of pages, found none",
            ),
            (
                "a page outside",
                ("OPS/book.opf", &outside),
                "OPS/book.opf: `../../b.xhtml` leads out of the book",
            ),
            (
                "an unknown page",
                ("OPS/book.opf", &unknown),
                "OPS/book.opf: the spine names `e`, which the manifest has not",
            ),
            (
                "no page",
                ("OPS/a b.xhtml", ""),
                "OPS/a b.xhtml: the part is missing",
            ),
        ];
        for (name, part, expected) in rows {
            let error = shown(&[part]);
            assert!(error.starts_with(expected), "{name}: {error}");
        }
        assert!(read(b"PK\x03\x04").is_err());
        assert!(read(b"").is_err());
    }
}
