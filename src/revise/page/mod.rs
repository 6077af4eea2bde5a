//! The review page: one HTML file that needs no network and no server.
//!
//! In: a sheet. Out: HTML. Its content security policy allows only its own script and style, by their hashes, and
//! takes from the script all that makes elements of text. The page holds the text of the bitext as JSON, and the script makes
//! text nodes only. O(bytes).

mod anchors;
mod data;
mod places;

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::anchor::Anchored;
use crate::error::Result;
use crate::revise::sheet::ReviewSheet;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// The parts of the script, in order. Code that runs while the script loads uses only what is declared above it.
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("strings.js"),
    include_str!("model.js"),
    include_str!("carry.js"),
    include_str!("diff.js"),
    include_str!("shape.js"),
    include_str!("tally.js"),
    include_str!("store.js"),
    include_str!("text.js"),
    include_str!("places.js"),
    include_str!("row.js"),
    include_str!("rows.js"),
    include_str!("cursor.js"),
    include_str!("edit.js"),
    include_str!("panel.js"),
    include_str!("search.js"),
    include_str!("confirm_all.js"),
    include_str!("saved.js"),
    include_str!("map.js"),
    include_str!("export.js"),
    include_str!("actions.js"),
    include_str!("keys.js"),
    include_str!("begin.js"),
);
/// The end of the script: what a host adds stands before it.
const BEGIN: &str = "begin();\n";

/// What a program that serves the page from a server adds to it. The page may then load from that server, and from nowhere else.
/// The script is not a stable interface: its functions may change in any version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageHost<'a> {
    /// A style sheet, after the page's own.
    pub style: &'a str,
    /// A script, after the page's own and before the page begins, so that it can replace functions of it. It must not hold
    /// `</script`.
    pub script: &'a str,
    /// JSON for the script, the text of the element `host-data`.
    pub data: &'a str,
}

/// Writes a page on which a person reads, searches, corrects and confirms the alignment, and exports it as a table or JSON.
/// `title` is the title of the page. `anchored` must be the bitext of the sheet; the page shows its links. O(bytes).
///
/// ```
/// use taiyaku::review::{ReviewOptions, review};
/// use taiyaku::revise::{ReviewSheet, Reviewed, write_page};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// let reviewed = Reviewed::new(&alignment);
/// let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
/// let mut html = Vec::new();
/// write_page(&sheet, "Rain", &anchored, &mut html)?;
/// assert!(html.starts_with(b"<!DOCTYPE html>"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_page(
    sheet: &ReviewSheet<'_>,
    title: &str,
    anchored: &Anchored,
    out: impl Write,
) -> Result<()> {
    write(sheet, title, anchored, None, out)
}

/// Like [`write_page`], for a program that serves the page from a server of its own: with a style, a script and data of that
/// program, and a policy that allows requests to that server. O(bytes).
///
/// ```
/// use taiyaku::revise::{PageHost, ReviewSheet, Reviewed, write_hosted_page};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained.", "雨が降った。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let reviewed = Reviewed::new(&alignment);
/// let sheet = ReviewSheet::new(&bitext, &alignment, &[], &reviewed);
/// let host = PageHost { script: "saveNow = () => send(pending);", ..PageHost::default() };
/// let mut html = Vec::new();
/// write_hosted_page(&sheet, "Rain", &anchored, &host, &mut html)?;
/// assert!(String::from_utf8_lossy(&html).contains("connect-src 'self'"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_hosted_page(
    sheet: &ReviewSheet<'_>,
    title: &str,
    anchored: &Anchored,
    host: &PageHost<'_>,
    out: impl Write,
) -> Result<()> {
    write(sheet, title, anchored, Some(host), out)
}

fn write(
    sheet: &ReviewSheet<'_>,
    title: &str,
    anchored: &Anchored,
    host: Option<&PageHost<'_>>,
    mut out: impl Write,
) -> Result<()> {
    let title_as_text = escape(title);
    let data = data::page_data(sheet, title, anchored);
    let (connect, host) = match host {
        Some(host) => ("; connect-src 'self'", *host),
        None => ("", PageHost::default()),
    };
    let script = [SCRIPT, host.script, BEGIN].concat();
    let style = [STYLE, host.style].concat();
    let host_data = match host.data {
        "" => String::new(),
        data => format!(
            "<script type=\"application/json\" id=\"host-data\">{}</script>\n",
            data.replace('<', "\\u003c")
        ),
    };
    let (script_hash, style_hash) = (policy_hash(&script), policy_hash(&style));
    let mut rest = TEMPLATE;
    // A value that was filled in is not searched again, so that the text of a document cannot name a place of the template.
    while let Some((before, after)) = rest.split_once('{') {
        out.write_all(before.as_bytes())?;
        let (name, after) = after
            .split_once('}')
            .expect("every place of the template is closed");
        let value = match name {
            "title" => title_as_text.as_bytes(),
            "style" => style.as_bytes(),
            "script" => script.as_bytes(),
            "connect" => connect.as_bytes(),
            "host-data" => host_data.as_bytes(),
            "style-hash" => style_hash.as_bytes(),
            "script-hash" => script_hash.as_bytes(),
            "data" => {
                data.write_without_tags(&mut out)?;
                b""
            }
            other => unreachable!("the template names {other}"),
        };
        out.write_all(value)?;
        rest = after;
    }
    Ok(out.write_all(rest.as_bytes())?)
}

/// A source of a content security policy: the hash of a text.
fn policy_hash(text: &str) -> String {
    format!(
        "sha256-{}",
        STANDARD.encode(hmac_sha256::Hash::hash(text.as_bytes()))
    )
}

/// Text as HTML. A browser drops NUL in one place and shows it as U+FFFD in another.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_text() {
        for (name, title, expected) in [
            ("plain", "雨 & rain", "雨 &amp; rain"),
            (
                "markup",
                "</title><script>&lt;",
                "&lt;/title>&lt;script>&amp;lt;",
            ),
            ("a NUL", "a\0b", "a\u{fffd}b"),
        ] {
            assert_eq!(escape(title), expected, "{name}");
        }
    }
}
