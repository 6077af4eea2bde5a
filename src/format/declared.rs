//! [`declared`]: the encoding that a file says it has.
//!
//! In: the bytes of a page, of XML, or of messages of gettext. Out: the encoding in `<meta charset>`, in the declaration of XML,
//! or in `charset=`, if it is one that is read. O(first bytes).

use crate::format::encoding::Encoding;

/// The bytes in which a file says its encoding. HTML asks for it in the first 1024; the header of messages follows a comment.
const HEAD: usize = 4096;
/// The bytes of the longest name of an encoding.
const LONGEST_NAME: usize = 32;

/// Where a file says its encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declaration {
    /// In the declaration of XML.
    Xml,
    /// In `<meta>`, or in the declaration of XML.
    Page,
    /// In the header of messages of gettext.
    Messages,
}

/// The encoding that a file declares, if any. UTF-16 cannot be declared in bytes that read as ASCII.
pub(super) fn declared(declaration: Declaration, bytes: &[u8]) -> Option<Encoding> {
    let mut head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let name = match declaration {
        Declaration::Xml => in_xml(&head),
        Declaration::Page => in_xml(&head).or_else(|| {
            let meta = memchr::memmem::find(&head, b"<meta")?;
            behind(&head[meta..], b"charset=")
        }),
        Declaration::Messages => {
            // The header is one entry, which a blank line ends.
            let header = memchr::memmem::find(&head, b"msgid")?;
            let blank = [&b"\n\n"[..], b"\n\r\n"]
                .iter()
                .filter_map(|blank| memchr::memmem::find(&head[header..], blank))
                .min();
            head.truncate(header + blank.unwrap_or(head.len() - header));
            behind(&head[header..], b"charset=")
        }
    };
    let encoding = name?.parse().ok()?;
    let is_wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    (!is_wide).then_some(encoding)
}

/// The name in the declaration of XML.
fn in_xml(head: &[u8]) -> Option<&str> {
    let start = head.trim_ascii_start();
    let end = start.windows(2).position(|two| two == b"?>")?;
    start
        .starts_with(b"<?xml")
        .then(|| behind(&start[..end], b"encoding="))?
}

/// The name behind a key.
fn behind<'a>(text: &'a [u8], key: &[u8]) -> Option<&'a str> {
    let at = memchr::memmem::find(text, key)? + key.len();
    let rest = text[at..].trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").unwrap_or(rest);
    let rest = rest.strip_prefix(b"'").unwrap_or(rest);
    let is_name = |&&b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let length = rest.iter().take(LONGEST_NAME).take_while(is_name).count();
    std::str::from_utf8(&rest[..length]).ok()
}
