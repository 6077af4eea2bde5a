//! The name of a file as a URI reference.
//!
//! In: a path as a person wrote it. Out: a relative reference with forward slashes, or a `file:` URI if the path is absolute. A
//! backslash is a separator only behind a drive; elsewhere it may be part of a name. O(bytes).

use std::fmt::Write;

/// The URI reference of a path; empty for an empty path.
pub(super) fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let bytes = path.as_bytes();
    let has_drive = bytes.len() > 2
        && bytes[0].is_ascii_alphabetic()
        && bytes[1] == b':'
        && matches!(bytes[2], b'/' | b'\\');
    let path = match has_drive {
        true => path.replace('\\', "/"),
        false => path.to_owned(),
    };
    let path = path.as_str();
    let mut uri = String::with_capacity(path.len() + 8);
    let rest = match has_drive {
        true => {
            let _ = write!(uri, "file:///{}", &path[..2]);
            &path[2..]
        }
        false => {
            uri.push_str(if path.starts_with('/') { "file://" } else { "" });
            path
        }
    };
    for byte in rest.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        for (name, path, expected) in [
            ("relative", "docs/ja/mill.md", "docs/ja/mill.md"),
            ("a backslash in a name", r"a\b.md", "a%5Cb.md"),
            ("from here", "./mill.md", "mill.md"),
            ("from above", "../mill.md", "../mill.md"),
            ("Japanese", "水車.md", "%E6%B0%B4%E8%BB%8A.md"),
            (
                "spaces and marks",
                "a b%20#?:c.md",
                "a%20b%2520%23%3F%3Ac.md",
            ),
            ("absolute", "/srv/mill.md", "file:///srv/mill.md"),
            ("a drive", r"C:\a b.md", "file:///C:/a%20b.md"),
            ("nothing", "", ""),
        ] {
            assert_eq!(uri(path), expected, "{name}");
        }
    }
}
