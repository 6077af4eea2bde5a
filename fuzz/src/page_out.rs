//! The pages that are written: the page of a review, the page in two columns, the report of findings, and Markdown.
//!
//! In: an [`Input`]: two texts, a title, names of files, a comment. Out: nothing, or a panic. A page is parsed as a browser parses
//! it, and must have the elements and attributes of a page of harmless texts, whatever the texts are. O(bytes).

use std::collections::BTreeSet;
use std::sync::OnceLock;

use arbitrary::Arbitrary;
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use taiyaku::format::{Export, RowNotes, columns, report};
use taiyaku::review::{ReviewOptions, RowState, review_with_names};
use taiyaku::revise::{ReviewSheet, Reviewed, write_page};
use taiyaku::{Alignment, Bead, Bitext, Result};

use crate::aligning::sizes;
use crate::input::{Input, aligner};

/// The longest text of a side, in bytes.
const LONGEST: usize = 400;

/// What stands on a page beside the pairs.
struct Texts<'a> {
    title: &'a str,
    files: [&'a str; 2],
    languages: [&'a str; 2],
    comment: &'a str,
    suggestion: &'a str,
    /// Whether the rows with a suggestion are those of even numbers.
    on_even: bool,
}

/// A page as a browser reads it.
#[derive(Debug, Default)]
struct Parsed {
    /// The elements, each with its attributes; values that are ids or languages of texts are left out.
    elements: BTreeSet<String>,
    /// The texts of scripts and styles that the page has, but for the data.
    code: Vec<String>,
    /// The data of the page of a review.
    data: Vec<String>,
    /// The text of the title, and all other text.
    title: String,
    text: String,
    errors: Vec<String>,
}

/// No element, attribute or script but those of the template, and nothing but text from the texts.
pub fn page_out(input: &Input<'_>) {
    let mut choices = input.choices();
    let kind = u8::arbitrary(&mut choices).unwrap_or_default() % 4;
    let [source, target] = input.sides(LONGEST);
    let fields: [String; 5] = [2, 3, 4, 5, 6].map(|k| input.text(k, 80).into_owned());
    let texts = Texts {
        title: &fields[0],
        files: [&fields[1], &fields[2]],
        languages: ["en", "ja"],
        comment: &fields[3],
        suggestion: &fields[4],
        on_even: bool::arbitrary(&mut choices).unwrap_or_default(),
    };
    let bitext = Bitext::new(&*source, &*target);
    let page = Page {
        kind,
        bitext: &bitext,
        texts: &texts,
    };
    let html = page.written();
    if kind == MARKDOWN {
        return;
    }
    let parsed = parsed(&html);
    let allowed = allowed(kind);
    assert_eq!(
        parsed.errors, allowed.errors,
        "errors of a browser in {html:?}"
    );
    let more: Vec<&String> = parsed.elements.difference(&allowed.elements).collect();
    assert!(more.is_empty(), "{more:?} in {html:?}");
    assert_eq!(parsed.code, allowed.code, "scripts and styles");
    page.assert_texts(&parsed);
}

const REVIEW: u8 = 0;
const COLUMNS: u8 = 1;
const MARKDOWN: u8 = 3;

/// A page to write.
struct Page<'a> {
    kind: u8,
    bitext: &'a Bitext,
    texts: &'a Texts<'a>,
}

impl Page<'_> {
    /// Writes the page. All segments are one bead, or pairs of one segment, so that texts stand beside each other as they are.
    fn written(&self) -> String {
        let [n_source, n_target] = sizes(self.bitext);
        let beads = (0..n_source.max(n_target)).map(|k| {
            Bead::new(
                k.min(n_source)..(k + 1).min(n_source),
                k.min(n_target)..(k + 1).min(n_target),
                0.5,
            )
        });
        let alignment = Alignment::from_beads(beads.collect());
        let anchored = aligner().read(self.bitext);
        let options = ReviewOptions::default().all_checks();
        let (findings, names) = review_with_names(&anchored, &alignment, &options);
        let notes = |k: usize| RowNotes {
            state: RowState::Confirmed,
            mark: k == 0,
            comment: self.texts.comment,
            suggestion: (k.is_multiple_of(2) == self.texts.on_even)
                .then_some(self.texts.suggestion),
        };
        let notes = (0..alignment.beads().len()).map(notes).collect();
        let export = Export::new(self.bitext, &alignment)
            .with_findings(&findings)
            .with_names(&names)
            .with_notes(notes)
            .with_title(self.texts.title)
            .with_files(self.texts.files[0], self.texts.files[1])
            .with_languages(self.texts.languages[0], self.texts.languages[1]);
        let reviewed = Reviewed::new(&alignment);
        let sheet =
            ReviewSheet::new(self.bitext, &alignment, &findings, &reviewed).with_names(&names);
        text(|out| match self.kind {
            REVIEW => write_page(&sheet, self.texts.title, &anchored, out),
            COLUMNS => columns::write_html(&export, out).map(drop),
            MARKDOWN => columns::write_markdown(&export, out).map(drop),
            _ => report::write_html(&export, out).map(drop),
        })
    }

    /// The texts stand on the page, as text.
    fn assert_texts(&self, parsed: &Parsed) {
        if self.kind == REVIEW {
            let data: serde_json::Value = serde_json::from_str(&parsed.data[0]).expect("JSON");
            assert_eq!(data["title"], self.texts.title);
            for (side, document) in [
                ("source", self.bitext.source()),
                ("target", self.bitext.target()),
            ] {
                for k in 0..document.segments().len() {
                    assert_eq!(data[side]["segments"][k][0], document.segment_text(k));
                }
            }
        }
        if self.kind == COLUMNS {
            let document = self.bitext.source();
            for k in 0..document.segments().len() {
                let text = document.segment_text(k);
                let is_plain =
                    |c: char| c == ' ' || c.is_alphanumeric() || "<>&'\"-/=!".contains(c);
                if text.chars().all(is_plain) {
                    assert!(parsed.text.contains(text), "{text:?} is not on the page");
                }
            }
        }
    }
}

fn text(write: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory");
    String::from_utf8(bytes).expect("we write UTF-8")
}

/// The elements and scripts of the pages of harmless texts with many findings.
fn allowed(kind: u8) -> &'static Parsed {
    static ALLOWED: OnceLock<Vec<Parsed>> = OnceLock::new();
    &ALLOWED.get_or_init(|| (0..MARKDOWN).map(harmless).collect())[usize::from(kind)]
}

fn harmless(kind: u8) -> Parsed {
    let source = "The mill has 24 rooms. It is not new?\n\nAnna met Bob in Tokyo on May 5. Where is it? She left.\n";
    let target = "水車小屋には部屋が42ある。それは新しい。\n\nアンナは大阪でボブに6月5日に会った。ここだ（。です。ある。だ。";
    let bitext = Bitext::new(source, target);
    let mut all = Parsed::default();
    for on_even in [false, true] {
        let texts = Texts {
            title: "Rain",
            files: ["rain.txt", "ame.txt"],
            languages: ["en", "ja"],
            comment: "see page 2",
            suggestion: "雨だ。",
            on_even,
        };
        let page = Page {
            kind,
            bitext: &bitext,
            texts: &texts,
        };
        let parsed = parsed(&page.written());
        all.elements.extend(parsed.elements);
        (all.code, all.errors) = (parsed.code, parsed.errors);
    }
    // Severities that no finding of these texts has.
    let severities = ["error", "warning", "hint"];
    let pairs = severities
        .iter()
        .flat_map(|from| severities.iter().map(move |to| (from, to)));
    let more: Vec<String> = pairs
        .flat_map(|(from, to)| {
            let (from, to) = (format!("={from}"), format!("={to}"));
            let elements = all.elements.iter();
            elements
                .map(|element| element.replace(&from, &to))
                .collect::<Vec<_>>()
        })
        .collect();
    all.elements.extend(more);
    all
}

/// Parses a page as a browser does.
fn parsed(html: &str) -> Parsed {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let mut parsed = Parsed::default();
    walk(&dom.document, "", &mut parsed);
    // Characters that no text should have stay what they are, and a carriage return is a reference, as in XML.
    let is_of_characters = |error: &String| {
        let kinds = [
            "Bad character",
            "noncharacter",
            "numeric character reference",
        ];
        kinds.iter().any(|kind| error.contains(kind))
    };
    parsed.errors = dom
        .errors
        .borrow()
        .iter()
        .map(|error| error.to_string())
        .filter(|error| !is_of_characters(error))
        .collect();
    parsed
}

fn walk(node: &Handle, within: &str, parsed: &mut Parsed) {
    let mut name = within.to_owned();
    match &node.data {
        NodeData::Element {
            name: tag, attrs, ..
        } => {
            name = tag.local.to_string();
            let attrs = attrs.borrow();
            let mut shown: Vec<String> = attrs
                .iter()
                .map(|attr| attribute(&attr.name.local, &attr.value))
                .collect();
            shown.sort();
            parsed
                .elements
                .insert(format!("{name} {}", shown.join(" ")));
            if shown.iter().any(|attribute| attribute == "id=data") {
                name = "data".to_owned();
            }
        }
        NodeData::Text { contents } => {
            let contents = contents.borrow().to_string();
            match within {
                "script" | "style" => parsed.code.push(contents),
                "data" => parsed.data.push(contents),
                "title" => parsed.title.push_str(&contents),
                _ => parsed.text.push_str(&contents),
            }
        }
        NodeData::Comment { contents } => {
            parsed.elements.insert(format!("comment {contents}"));
        }
        NodeData::ProcessingInstruction { target, .. } => {
            parsed.elements.insert(format!("instruction {target}"));
        }
        NodeData::Document | NodeData::Doctype { .. } => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, &name, parsed);
    }
}

/// An attribute with its value; of the id of a finding only that it is one.
fn attribute(name: &str, value: &str) -> String {
    let is_id = |value: &str| {
        value.len() <= 40
            && value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    match (name, value.strip_prefix("f-")) {
        ("id", Some(rest)) if is_id(rest) => "id=f-…".to_owned(),
        _ => format!("{name}={value}"),
    }
}
