//! A table of Markdown, as GitHub shows it.
//!
//! In: an export. Out: CommonMark with a table of GFM, whose cells show the very texts: what has a meaning in Markdown is
//! escaped. NUL, which Markdown does not have, is left out and counted. O(bytes).

use std::io::Write;

use crate::error::Result;
use crate::format::shown::{findings_in_lines, note_of};
use crate::format::{Export, Losses};

/// Writes the pairs as a table of Markdown: number, original and translation, then the findings if the text was reviewed, and
/// the notes if a person reviewed it. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, columns};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It *really* rained.", "本当に雨が降った。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut table = Vec::new();
/// columns::write_markdown(&Export::new(&bitext, &alignment), &mut table)?;
/// let table = String::from_utf8(table).unwrap();
/// assert!(table.ends_with("| 1 | It \\*really\\* rained. | 本当に雨が降った。 |\n"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_markdown(export: &Export<'_>, mut out: impl Write) -> Result<Losses> {
    let mut losses = Losses::default();
    let mut text = String::new();
    if !export.title().is_empty() {
        text.push_str("# ");
        push_escaped(&mut text, export.title(), &mut losses);
        text.push_str("\n\n");
    }
    let mut names = vec!["#", "Original", "Translation"];
    names.extend(export.findings().map(|_| "Findings"));
    names.extend(export.has_notes().then_some("Notes"));
    text.push_str(&format!("| {} |\n", names.join(" | ")));
    text.push_str(&format!("| ---: |{}\n", " --- |".repeat(names.len() - 1)));
    let mut n_findings = 0;
    for row in export.rows() {
        text.push_str(&format!("| {}", row.id()));
        let mut cell = |shown: &str| {
            text.push_str(" | ");
            push_escaped(&mut text, shown, &mut losses);
        };
        cell(&row.source());
        cell(&row.target());
        if export.findings().is_some() {
            cell(&findings_in_lines(row.findings));
        }
        if export.has_notes() {
            cell(&note_of(&row).unwrap_or_default());
        }
        text.push_str(" |\n");
        out.write_all(text.as_bytes())?;
        text.clear();
        n_findings += row.findings.len();
    }
    out.write_all(text.as_bytes())?;
    out.flush()?;
    losses.findings = export.findings_left_out(n_findings);
    Ok(losses)
}

/// Appends a text as Markdown that shows it.
fn push_escaped(markdown: &mut String, text: &str, losses: &mut Losses) {
    let inside = text.trim_matches([' ', '\t']);
    let start = text.len() - text.trim_start_matches([' ', '\t']).len();
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        match c {
            '\0' => losses.characters += 1,
            '\\' | '`' | '*' | '_' | '[' | '<' | '~' | '$' => markdown.extend(['\\', c]),
            // Only before a name or a number it begins a reference.
            '&' if next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()) => {
                markdown.push_str("\\&");
            }
            // Parsers disagree about a pipe behind backslashes, not about its reference.
            '|' => markdown.push_str("&#124;"),
            '\r' if next == Some('\n') => {}
            '\n' | '\r' => markdown.push_str("<br>"),
            // White space at the ends of a cell is dropped.
            ' ' if at < start || start + inside.len() <= at => markdown.push_str("&#32;"),
            '\t' if at < start || start + inside.len() <= at => markdown.push_str("&#9;"),
            _ => markdown.push(c),
        }
    }
}

#[cfg(all(
    test,
    feature = "markdown",
    any(feature = "exchange", feature = "sheets")
))]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;
    use crate::align::Aligner;
    use crate::bitext::Bitext;
    use crate::format::{RowNotes, hostile};
    use crate::review::RowState;

    /// The texts of the cells below the header, as they are shown.
    fn cells(markdown: &str) -> Vec<Vec<String>> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut is_inside = false;
        let github = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_MATH;
        for event in Parser::new_ext(markdown, github) {
            match event {
                Event::Start(Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) if !rows.is_empty() => {
                    is_inside = true;
                    rows.last_mut().expect("a row").push(String::new());
                }
                Event::End(TagEnd::TableCell) => is_inside = false,
                Event::Text(text) if is_inside => {
                    rows.last_mut()
                        .expect("a row")
                        .last_mut()
                        .expect("a cell")
                        .push_str(&text);
                }
                Event::InlineHtml(tag) if is_inside && &*tag == "<br>" => {
                    rows.last_mut()
                        .expect("a row")
                        .last_mut()
                        .expect("a cell")
                        .push('\n');
                }
                Event::Start(_) | Event::End(_) if !is_inside => {}
                other => assert!(!is_inside, "{other:?} in {markdown}"),
            }
        }
        rows
    }

    fn check(bitext: &Bitext) {
        let alignment = Aligner::new().align(bitext);
        let export = Export::new(bitext, &alignment).with_code();
        let mut markdown = Vec::new();
        let losses = write_markdown(&export, &mut markdown).expect("a vector");
        let markdown = String::from_utf8(markdown).expect("UTF-8");
        let mut n_removed = 0;
        let mut plain = |text: &str| {
            n_removed += text.matches('\0').count();
            text.replace('\0', "")
        };
        let expected = hostile::texts(bitext).into_iter().enumerate();
        let expected: Vec<Vec<String>> = expected
            .map(|(k, (source, target))| vec![(k + 1).to_string(), plain(&source), plain(&target)])
            .collect();
        assert_eq!(cells(&markdown), expected);
        assert_eq!(losses.characters, n_removed);
    }

    #[test]
    fn hard_rows_are_shown_as_they_are() {
        check(&hostile::bitext_of_rows());
        let long = [(
            "It rained.".to_owned(),
            format!("{}。", "雨|".repeat(250_000)),
        )];
        check(&hostile::bitext(&long));
    }

    #[test]
    fn pieces_are_escaped() {
        for (name, text, expected) in [
            (
                "ampersands",
                "AT&T & R&D &amp; &#1;",
                r"AT\&T & R\&D \&amp; \&#1;",
            ),
            ("a pipe behind a backslash", r"a\|b", r"a\\&#124;b"),
            ("line breaks", "a\r\nb\rc\nd", "a<br>b<br>c<br>d"),
            ("white space at the ends", " a b\t", "&#32;a b&#9;"),
            ("white space alone", " ", "&#32;"),
            ("NUL", "a\0b", "ab"),
        ] {
            let mut markdown = String::new();
            push_escaped(&mut markdown, text, &mut Losses::default());
            assert_eq!(markdown, expected, "{name}");
        }
    }

    #[test]
    fn notes_have_a_column() {
        let bitext = Bitext::new("It rained.", "雨が降った。");
        let alignment = Aligner::new().align(&bitext);
        let note = RowNotes {
            state: RowState::Confirmed,
            comment: "so\nbe it",
            ..RowNotes::default()
        };
        let export = Export::new(&bitext, &alignment)
            .with_title("a_b")
            .with_notes(vec![note]);
        let mut markdown = Vec::new();
        write_markdown(&export, &mut markdown).expect("a vector");
        let expected = "# a\\_b\n\n| # | Original | Translation | Notes |\n| ---: | --- | --- | --- |\n\
            | 1 | It rained. | 雨が降った。 | confirmed: so<br>be it |\n";
        assert_eq!(String::from_utf8(markdown).expect("UTF-8"), expected);
    }

    proptest! {
        #[test]
        fn any_pairs_are_shown_as_they_are(pairs in hostile::pairs()) {
            check(&hostile::bitext(&pairs));
        }
    }
}
