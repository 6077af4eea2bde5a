//! [`declared`]: the encoding that a file says it has.
//!
//! In: the bytes of a page, of XML, or of messages of gettext. Out: the encoding in `<meta charset>`, in the declaration of XML,
//! or in `charset=`, if it is one that is read. O(first bytes).

use crate::format::encoding::Encoding;
use crate::format::kinds::Format;

/// The bytes in which a file says its encoding. HTML asks for it in the first 1024; the header of messages follows a comment.
const HEAD: usize = 4096;
/// The bytes of the longest name of an encoding.
const LONGEST_NAME: usize = 32;

/// The encoding that a file of a format declares, if any. UTF-16 cannot be declared in bytes that read as ASCII.
pub(super) fn declared(format: Format, bytes: &[u8]) -> Option<Encoding> {
    let mut head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let name = match format {
        Format::Xliff | Format::Tmx => in_xml(&head),
        Format::Html => in_xml(&head).or_else(|| {
            let meta = memchr::memmem::find(&head, b"<meta")?;
            behind(&head[meta..], b"charset=")
        }),
        Format::Po => {
            // The header is one entry, which a blank line ends.
            let header = memchr::memmem::find(&head, b"msgid")?;
            let blank = [&b"\n\n"[..], b"\n\r\n"]
                .iter()
                .filter_map(|blank| memchr::memmem::find(&head[header..], blank))
                .min();
            head.truncate(header + blank.unwrap_or(head.len() - header));
            behind(&head[header..], b"charset=")
        }
        _ => None,
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

#[cfg(all(test, feature = "encodings"))]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_declares_is_its_encoding() {
        // 開 in EUC-JP, which is also half-width kana of Shift_JIS.
        let euc = b"\xb3\xab";
        let with = |head: &str, text: &[u8]| [head.as_bytes(), text, b"\"\n"].concat();
        let header = "# a\nmsgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=";
        let entry = "\\n\"\n\nmsgid \"Open\"\nmsgstr \"";
        let po = |name: &str| format!("{header}{name}{entry}");
        let later = "msgid \"\"\nmsgstr \"a\"\n\nmsgid \"charset=EUC-JP\"\nmsgstr \"";
        let xml = "<?xml version='1.0' encoding='EUC-JP'?><tmx>";
        let meta = "<head><title>x</title><META http-equiv=Content-Type content=\"text/html; charset=x-euc-jp\">";
        for (name, format, file, expected) in [
            ("PO", Format::Po, with(&po("EUC-JP"), euc), Encoding::EucJp),
            (
                "a page",
                Format::Html,
                with("<meta charset='euc-jp'>", euc),
                Encoding::EucJp,
            ),
            (
                "an old page",
                Format::Html,
                with(meta, euc),
                Encoding::EucJp,
            ),
            ("XML", Format::Tmx, with(xml, euc), Encoding::EucJp),
            ("XHTML", Format::Html, with(xml, euc), Encoding::EucJp),
            (
                "a message",
                Format::Po,
                with(later, euc),
                Encoding::ShiftJis,
            ),
            (
                "other bytes",
                Format::Po,
                with(&po("ISO-2022-JP"), euc),
                Encoding::ShiftJis,
            ),
            (
                "a template",
                Format::Po,
                with(&po("CHARSET"), euc),
                Encoding::ShiftJis,
            ),
            (
                "saved anew",
                Format::Po,
                with(&po("Shift_JIS"), "開く".as_bytes()),
                Encoding::Utf8,
            ),
            (
                "UTF-16",
                Format::Po,
                with(&po("UTF-16"), "開く".as_bytes()),
                Encoding::Utf8,
            ),
            (
                "by mistake",
                Format::Html,
                with("<meta charset=latin1>", "雨が降った。".as_bytes()),
                Encoding::Utf8,
            ),
            (
                "plain text",
                Format::Text,
                with("<meta charset=euc-jp>", euc),
                Encoding::ShiftJis,
            ),
            ("nothing", Format::Html, Vec::new(), Encoding::Utf8),
        ] {
            let found = format.detect(&file, "file");
            assert_eq!(found.ok(), Some(expected), "{name}");
        }
    }
}
