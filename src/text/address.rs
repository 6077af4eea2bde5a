//! Addresses of the web and of mail in a text: `https://example.org/a`, `www.example.org`, `mailto:a@example.org`.
//!
//! In: a text. Out: where its addresses stand. O(bytes).

use crate::text::Span;

/// How an address begins.
const STARTS: [&str; 5] = ["http://", "https://", "ftp://", "mailto:", "www."];

/// The bytes of the address that the text begins with. The stops and brackets of the sentence around it are none of its own.
pub(crate) fn url(rest: &str) -> Option<usize> {
    let start = STARTS.iter().find(|start| rest.starts_with(**start))?;
    let is_part = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '\\' | '^' | '|')
    };
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    // Of `https://example.org[the words of a link]` the address is what stands before the bracket.
    let whole = &rest[..end];
    let open = whole.rfind('[').filter(|&at| !whole[at..].contains(']'));
    let end = open.unwrap_or(end);
    let mut url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    for (open, close) in [('(', ')'), ('[', ']')] {
        let count = |c: char| url.matches(c).count();
        let closed = count(close).saturating_sub(count(open));
        for _ in 0..closed {
            url = url.strip_suffix(close).unwrap_or(url);
        }
    }
    (start.len() < url.len()).then_some(url.len())
}

/// Where the addresses of a text stand.
pub(crate) fn addresses(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    if !text.contains(':') && !text.contains("www.") {
        return found;
    }
    let mut behind = 0;
    let bytes = text.as_bytes();
    for (at, byte) in text.bytes().enumerate() {
        let begins = matches!(byte, b'h' | b'f' | b'm' | b'w')
            && at
                .checked_sub(1)
                .is_none_or(|before| !bytes[before].is_ascii_alphanumeric());
        if behind <= at
            && begins
            && let Some(length) = url(&text[at..])
        {
            behind = at + length;
            found.push(Span::new(at, behind));
        }
    }
    found
}

/// An address as it is compared: without its scheme and without a stroke at its end.
pub(crate) fn bare(address: &str) -> &str {
    let scheme = STARTS.iter().find(|start| address.starts_with(**start));
    let bare = &address[scheme.map_or(0, |scheme| scheme.len())..];
    bare.strip_prefix("www.")
        .unwrap_or(bare)
        .trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("none here: at all", &[][..]),
            ("See https://a.example/b.", &["https://a.example/b"]),
            (
                "詳しくはhttps://a.example/bを参照",
                &["https://a.example/b"],
            ),
            (
                "（www.a.example）と mailto:b@c.example！",
                &["www.a.example", "mailto:b@c.example"],
            ),
            (
                "(http://a.example/x_(y)) and ftp://b",
                &["http://a.example/x_(y)", "ftp://b"],
            ),
            (
                "http://a.example/b[the words] of it",
                &["http://a.example/b"],
            ),
            ("http://[::1]/a[2]", &["http://[::1]/a[2]"]),
            ("xhttp://a.example", &[]),
            ("http:// alone, www. too", &[]),
            ("http://a,http://b", &["http://a,http://b"]),
        ] {
            let found: Vec<&str> = addresses(text).iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn an_address_is_the_same_with_another_scheme() {
        for address in [
            "https://www.a.example/b/",
            "http://a.example/b",
            "www.a.example/b",
        ] {
            assert_eq!(bare(address), "a.example/b", "{address}");
        }
    }
}
