//! Findings as a page to read and to print, without a script.
//!
//! In: an export. Out: HTML that is XML too, in UTF-8: the counts by check and severity, then the findings. O(bytes + n log n) in
//! the findings.
//!
//! A content security policy allows nothing but the style of the page, by its hash. Colours follow the setting for light or dark.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::error::Result;
use crate::format::findings_order::{in_order, pair_number};
use crate::format::places::Places;
use crate::format::report::excerpt::{Excerpt, Piece};
use crate::format::xml_writer::XmlWriter;
use crate::format::{Export, Losses};
use crate::review::{Check, Finding, Severity};

/// It has no character that XML escapes: a browser does not resolve references in it.
pub(super) const STYLE: &str = include_str!("page.css");

/// Allows the style by its hash, and nothing else. A test compares the hash.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'sha256-HsXjWxY9R7ASK/RWQdKAuv6WVHSxnTGO4aztepF6jMs='; base-uri 'none'; form-action 'none'";

const SEVERITIES: [(Severity, &str, &str); 3] = [
    (Severity::Error, "Errors", "誤り"),
    (Severity::Warning, "Warnings", "警告"),
    (Severity::Hint, "Hints", "参考"),
];

/// The most places of a side that are named.
const MOST_PLACES: usize = 20;

/// Writes the findings as a page. O(bytes + n log n) in the findings.
///
/// ```
/// use taiyaku::format::{Export, report};
/// use taiyaku::review::{ReviewOptions, review};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("The mill has 24 rooms.", "水車小屋には部屋が42ある。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// let export = Export::new(&bitext, &alignment).with_findings(&findings);
/// let mut page = Vec::new();
/// report::write_html(&export, &mut page)?;
/// let page = String::from_utf8(page).unwrap();
/// assert!(page.contains("水車小屋には部屋が<mark>42</mark>ある。"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_html(export: &Export<'_>, out: impl Write) -> Result<Losses> {
    let findings = in_order(export);
    let title = match export.title() {
        "" => "Findings of the review",
        title => title,
    };
    let mut page = Page {
        xml: XmlWriter::new(out)?,
        losses: Losses::default(),
    };
    page.xml.doctype("html")?;
    page.xml.open(
        "html",
        &[("xmlns", "http://www.w3.org/1999/xhtml"), ("lang", "en")],
    )?;
    page.head(title)?;
    page.xml.line()?;
    page.xml.open("body", &[])?;
    page.xml.line()?;
    page.xml.leaf("h1", &[], title)?;
    page.files(export)?;
    page.counts(&findings)?;
    let places = Places::new(export.bitext());
    for (severity, english, japanese) in SEVERITIES {
        let here = findings.iter().filter(|f| f.severity == severity);
        for (k, finding) in here.enumerate() {
            if k == 0 {
                page.bilingual("h2", english, japanese)?;
            }
            page.finding(finding, export, &places)?;
        }
    }
    page.xml.close_line()?;
    page.xml.close_line()?;
    let Page { xml, mut losses } = page;
    losses.characters += xml.finish()?;
    Ok(losses)
}

struct Page<W: Write> {
    xml: XmlWriter<W>,
    losses: Losses,
}

impl<W: Write> Page<W> {
    fn head(&mut self, title: &str) -> io::Result<()> {
        let xml = &mut self.xml;
        xml.line()?;
        xml.open("head", &[])?;
        xml.line()?;
        xml.empty("meta", &[("charset", "utf-8")])?;
        xml.line()?;
        let policy = [
            ("http-equiv", "Content-Security-Policy"),
            ("content", POLICY),
        ];
        xml.empty("meta", &policy)?;
        xml.line()?;
        let viewport = [
            ("name", "viewport"),
            ("content", "width=device-width, initial-scale=1"),
        ];
        xml.empty("meta", &viewport)?;
        xml.line()?;
        xml.leaf("title", &[], title)?;
        xml.line()?;
        xml.leaf("style", &[], STYLE)?;
        xml.close_line()
    }

    /// The names of the files, once if they are the same.
    fn files(&mut self, export: &Export<'_>) -> io::Result<()> {
        let mut files = export.files().to_vec();
        files.dedup();
        for file in files.into_iter().filter(|file| !file.is_empty()) {
            self.xml.line()?;
            self.xml.leaf("p", &[("class", "file")], file)?;
        }
        Ok(())
    }

    /// A table of the numbers of findings, by check and severity.
    fn counts(&mut self, findings: &[&Finding]) -> io::Result<()> {
        let mut counts: BTreeMap<Check, [usize; 3]> = BTreeMap::new();
        let mut sums = [0; 3];
        for finding in findings {
            let column = SEVERITIES.iter().position(|row| row.0 == finding.severity);
            let Some(column) = column else { continue };
            counts.entry(finding.check).or_default()[column] += 1;
            sums[column] += 1;
        }
        self.xml.line()?;
        self.xml.open("table", &[])?;
        self.xml.line()?;
        self.xml.open("tr", &[])?;
        self.bilingual("th", "Check", "項目")?;
        for (_, english, japanese) in SEVERITIES {
            self.bilingual("th", english, japanese)?;
        }
        self.xml.close_line()?;
        for (check, numbers) in counts {
            self.count(&words(check), check.japanese_name(), numbers)?;
        }
        self.count("All", "合計", sums)?;
        self.xml.close_line()
    }

    fn count(&mut self, english: &str, japanese: &str, numbers: [usize; 3]) -> io::Result<()> {
        self.xml.line()?;
        self.xml.open("tr", &[])?;
        self.bilingual("td", english, japanese)?;
        for number in numbers {
            self.xml
                .leaf("td", &[("class", "n")], &number.to_string())?;
        }
        self.xml.close()
    }

    /// An element with a name in both languages.
    fn bilingual(&mut self, name: &'static str, english: &str, japanese: &str) -> io::Result<()> {
        self.xml.line()?;
        self.xml.open(name, &[])?;
        self.xml.text(english)?;
        self.xml.text(" ")?;
        self.xml.leaf("span", &[("lang", "ja")], japanese)?;
        self.xml.close()
    }

    fn finding(
        &mut self,
        finding: &Finding,
        export: &Export<'_>,
        places: &Places<'_>,
    ) -> io::Result<()> {
        let id = format!("f-{}", finding.id);
        let attributes = [("class", finding.severity.name()), ("id", id.as_str())];
        self.xml.line()?;
        self.xml.open("article", &attributes)?;
        self.bilingual("h3", &words(finding.check), finding.check.japanese_name())?;
        for (lang, reason) in [
            ("en", &finding.reason.english),
            ("ja", &finding.reason.japanese),
        ] {
            self.xml.line()?;
            self.xml
                .leaf("p", &[("class", "reason"), ("lang", lang)], reason)?;
        }
        let excerpts = Excerpt::of_finding(export, finding);
        for (excerpt, language) in excerpts.iter().zip(export.languages()) {
            self.text(excerpt, language)?;
        }
        if let Some(notes) = export.notes_of(finding.beads.start) {
            self.note(
                "suggestion",
                export.languages()[1],
                notes.suggestion.unwrap_or(""),
            )?;
            self.note("comment", "", notes.comment)?;
        }
        let shown = [0, 1].map(|side| {
            let places = places.of_finding(finding, export.alignment(), side);
            let shown = places.iter().map(ToString::to_string);
            let mut shown: Vec<String> = shown.filter(|place| !place.is_empty()).collect();
            shown.dedup();
            let n_more = shown.len().saturating_sub(MOST_PLACES);
            shown.truncate(MOST_PLACES);
            let more = if n_more > 0 {
                format!(", … {n_more}")
            } else {
                String::new()
            };
            shown.join(", ") + &more
        });
        let place = format!(
            "original 原文 {} → translation 訳文 {} · pair 対 {}",
            shown[0],
            shown[1],
            pair_number(finding)
        );
        self.xml.line()?;
        self.xml.leaf("p", &[("class", "place")], &place)?;
        self.xml.close_line()
    }

    /// The text of a side; nothing if the side is empty.
    fn text(&mut self, excerpt: &Excerpt, language: &str) -> io::Result<()> {
        self.losses.long_cells += excerpt.n_cuts;
        if excerpt.pieces.is_empty() {
            return Ok(());
        }
        self.xml.line()?;
        self.xml
            .open("p", &[("class", "text"), ("lang", language)])?;
        for piece in &excerpt.pieces {
            match piece {
                Piece::Plain(text) => self.xml.text(text)?,
                Piece::Marked(text) => self.xml.leaf("mark", &[], text)?,
            }
        }
        self.xml.close()
    }

    /// What a person noted; nothing if it is empty. The language of a comment is not known.
    fn note(&mut self, class: &str, language: &str, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let class = format!("text {class}");
        self.xml.line()?;
        self.xml
            .leaf("p", &[("class", &class), ("lang", language)], text)
    }
}

/// The name of a check in words.
fn words(check: Check) -> String {
    check.name().replace('-', " ")
}
