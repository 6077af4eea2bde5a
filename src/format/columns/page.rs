//! A web page with a table: for reading, and for printing.
//!
//! In: an export. Out: one HTML file without scripts and without anything from elsewhere, that is well-formed XML too. A content
//! security policy allows nothing but its style. The characters that XML forbids are left out and counted. O(bytes).

use std::io::{self, Write};

use crate::error::Result;
use crate::format::shown::{finding_in_line, note_of};
use crate::format::xml_writer::XmlWriter;
use crate::format::{Export, ExportRow, Losses};

/// The look of the page, without characters that HTML and XML read differently.
const STYLE: &str = "
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #1f1e1b; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { padding: .5rem .75rem; border-bottom: 1px solid #ccc; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th:first-child, td:first-child { width: 3.5rem; color: #605c53; font-size: .8rem; text-align: right; }
td div { margin-top: .25rem; font-size: .8rem; }
.error { color: #a8251c; } .warning { color: #7a4d00; } .hint { color: #3a5f63; } .note { color: #2f6b3c; }
@media print { @page { size: A4 landscape; } body { margin: 0; max-width: none; font-size: 10pt; }
  thead { display: table-header-group; } tr { break-inside: avoid; } }
";

/// Allows the style by its hash, and nothing else. A test compares the hash.
const POLICY: &str = "default-src 'none'; style-src 'sha256-f4fAJY9zG4YR5PiTYYxKdoeONepkwJwCgT8nTcb5aF0='; base-uri 'none'; form-action 'none'";

/// Writes the pairs as a web page in two columns. Findings stand under the translation, each with its severity as class; then
/// what a person noted. The texts have their languages. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, columns};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("Rain <b> fell.", "雨が降った。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut page = Vec::new();
/// columns::write_html(&Export::new(&bitext, &alignment), &mut page)?;
/// let page = String::from_utf8(page).unwrap();
/// assert!(page.contains("<td lang=\"en\">Rain &lt;b&gt; fell.</td>"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_html(export: &Export<'_>, mut out: impl Write) -> Result<Losses> {
    let mut xml = XmlWriter::without_declaration(&mut out);
    xml.doctype("html")?;
    xml.open("html", &[("lang", export.languages()[0])])?;
    write_head(export, &mut xml)?;
    xml.line()?;
    xml.open("body", &[])?;
    if !export.title().is_empty() {
        xml.leaf("h1", &[], export.title())?;
    }
    xml.open("table", &[])?;
    xml.open("thead", &[])?;
    xml.open("tr", &[])?;
    for name in ["#", "Original", "Translation"] {
        xml.leaf("th", &[("scope", "col")], name)?;
    }
    xml.close()?;
    xml.close()?;
    xml.open("tbody", &[])?;
    let mut n_findings = 0;
    for row in export.rows() {
        write_row(export, &row, &mut xml)?;
        n_findings += row.findings.len();
    }
    for _ in ["tbody", "table", "body", "html"] {
        xml.close()?;
    }
    Ok(Losses {
        characters: xml.finish()?,
        findings: export.findings_left_out(n_findings),
        ..Losses::default()
    })
}

fn write_head(export: &Export<'_>, xml: &mut XmlWriter<impl Write>) -> io::Result<()> {
    xml.open("head", &[])?;
    xml.empty("meta", &[("charset", "utf-8")])?;
    let policy = [
        ("http-equiv", "Content-Security-Policy"),
        ("content", POLICY),
    ];
    xml.empty("meta", &policy)?;
    let viewport = [
        ("name", "viewport"),
        ("content", "width=device-width, initial-scale=1"),
    ];
    xml.empty("meta", &viewport)?;
    // A page must have a title.
    let title = match export.title() {
        "" => "Original and translation",
        title => title,
    };
    xml.leaf("title", &[], title)?;
    xml.leaf("style", &[], STYLE)?;
    xml.close()
}

fn write_row(
    export: &Export<'_>,
    row: &ExportRow<'_, '_>,
    xml: &mut XmlWriter<impl Write>,
) -> io::Result<()> {
    let [source, target] = export.languages();
    xml.line()?;
    xml.open("tr", &[])?;
    xml.leaf("td", &[], &row.id().to_string())?;
    xml.leaf("td", &[("lang", source)], &row.source())?;
    xml.open("td", &[("lang", target)])?;
    xml.text(&row.target())?;
    for finding in row.findings {
        let text = finding_in_line(finding);
        let attributes = [("class", finding.severity.name()), ("lang", "en")];
        xml.leaf("div", &attributes, &text)?;
    }
    if let Some(note) = note_of(row) {
        xml.leaf("div", &[("class", "note"), ("lang", "und")], &note)?;
    }
    xml.close()?;
    xml.close()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::Aligner;
    use crate::bitext::Bitext;
    use crate::format::hostile;
    use crate::format::xml::{Event, Events, is_xml};

    /// The texts of the cells, as a parser of XML reads them.
    fn cells(page: &str) -> Vec<String> {
        let mut events = Events::new("page", page, &[]);
        let mut cells = Vec::new();
        while let Some(event) = events.next().expect("well-formed") {
            if let Event::Open(element) = event
                && element.is("", "td")
            {
                cells.push(events.text().expect("well-formed"));
            }
        }
        cells
    }

    fn check(bitext: &Bitext) {
        let alignment = Aligner::new().align(bitext);
        let export = Export::new(bitext, &alignment).with_code();
        let mut page = Vec::new();
        let losses = write_html(&export, &mut page).expect("a vector");
        let page = String::from_utf8(page).expect("UTF-8");
        let mut n_removed = 0;
        let mut allowed = |text: &str| {
            n_removed += text.chars().filter(|&c| !is_xml(c)).count();
            text.chars().filter(|&c| is_xml(c)).collect()
        };
        let expected: Vec<String> = hostile::texts(bitext)
            .into_iter()
            .zip(1..)
            .flat_map(|((source, target), id)| [id.to_string(), allowed(&source), allowed(&target)])
            .collect();
        // Without the document type, which the reader refuses.
        let (doctype, page) = page.split_once('\n').expect("lines");
        assert_eq!(doctype, "<!DOCTYPE html>");
        assert_eq!(cells(page), expected);
        assert_eq!(losses.characters, n_removed);
    }

    #[test]
    fn hard_rows_are_shown_as_they_are() {
        check(&hostile::bitext_of_rows());
        let long = [(
            "It rained.".to_owned(),
            format!("{}。", "雨<".repeat(250_000)),
        )];
        check(&hostile::bitext(&long));
    }

    #[test]
    fn the_style_is_the_one_that_the_policy_allows() {
        // So it is the same in HTML and XML.
        assert!(!STYLE.contains(['<', '>', '&', '\r']));
        #[cfg(feature = "html")]
        {
            use base64::Engine;
            let hash = hmac_sha256::Hash::hash(STYLE.as_bytes());
            let hash = base64::prelude::BASE64_STANDARD.encode(hash);
            assert!(POLICY.contains(&format!("'sha256-{hash}'")), "{hash}");
        }
    }

    proptest! {
        #[test]
        fn any_pairs_are_shown_as_they_are(pairs in hostile::pairs()) {
            check(&hostile::bitext(&pairs));
        }
    }
}
