//! The writer of PO.
//!
//! In: an export. Out: a header and a message a pair. An original that stood before has a `msgctxt`, the number of its pair: an
//! id may be there once. The first has none, so that a text without repetitions is as translators know it. O(bytes).
//!
//! A message is fuzzy, which gettext and every editor show as to be looked at, if nobody reviewed its pair and it is doubtful
//! or has an error.

use std::borrow::Cow;
use std::io::{BufWriter, Write};

use rustc_hash::FxHashSet;

use crate::error::Result;
use crate::format::exchange;
use crate::format::export::{Export, ExportRow, Losses};
use crate::format::po::{CONFIDENCE, STATE};
use crate::format::shown::finding_in_line;
use crate::review::RowState;

/// Writes the pairs as PO. O(bytes).
///
/// ```
/// use taiyaku::format::{Export, po};
/// use taiyaku::{Aligner, Bitext};
///
/// let bitext = Bitext::new("It rained. We stayed.", "雨が降った。家にいた。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut file = Vec::new();
/// let losses = po::write(&Export::new(&bitext, &alignment), &mut file)?;
/// assert!(losses.is_empty());
/// assert!(String::from_utf8_lossy(&file).contains("msgid \"It rained.\"\nmsgstr \"雨が降った。\"\n"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If a language tag is not of BCP 47, if both sides have the same, or if `out` fails.
pub fn write(export: &Export<'_>, out: impl Write) -> Result<Losses> {
    let languages = exchange::language_tags(export)?;
    let mut po = Writer {
        out: BufWriter::new(out),
        n_removed: 0,
    };
    po.header(export, languages)?;
    let mut seen: FxHashSet<Cow<'_, str>> = FxHashSet::default();
    let (mut n_half_empty, mut n_findings) = (0, 0);
    for row in export.rows() {
        let source = row.source();
        if is_blank(&source) {
            n_half_empty += 1;
            continue;
        }
        n_findings += row.findings.len();
        po.comments(&row)?;
        if seen.contains(&source) {
            po.string("msgctxt", &row.id().to_string())?;
        }
        po.string("msgid", &source)?;
        po.string("msgstr", &row.target())?;
        seen.insert(source);
    }
    po.out.flush()?;
    Ok(Losses {
        half_empty: n_half_empty,
        characters: po.n_removed,
        findings: export.findings_left_out(n_findings),
        ..Losses::default()
    })
}

/// What ends a line for some reader: Python and others know more than the line feed.
const LINE_ENDS: [char; 10] = [
    '\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}',
];

/// What gettext cannot hold: the end of a string, and the mark between a context and its message.
const FORBIDDEN: [char; 2] = ['\0', '\u{4}'];

/// Whether nothing of a text is left but white space.
fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || FORBIDDEN.contains(&c))
}

struct Writer<W: Write> {
    out: W,
    n_removed: usize,
}

impl<W: Write> Writer<W> {
    /// Writes the header. The format spells tags with an underscore.
    fn header(&mut self, export: &Export<'_>, [source, target]: [&str; 2]) -> Result<()> {
        let mut lines = vec![("Project-Id-Version", export.title().to_owned())];
        if let Some(date) = export.date() {
            let (year, month, day) = (date.year, date.month, date.day);
            let (hour, minute) = (date.hour, date.minute);
            let date = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}+0000");
            lines.push(("PO-Revision-Date", date));
        }
        lines.extend([
            ("Language", target.replace('-', "_")),
            ("MIME-Version", "1.0".to_owned()),
            ("Content-Type", "text/plain; charset=UTF-8".to_owned()),
            ("Content-Transfer-Encoding", "8bit".to_owned()),
            ("X-Source-Language", source.replace('-', "_")),
            (
                "X-Generator",
                format!("{} {}", exchange::TOOL, exchange::VERSION),
            ),
        ]);
        self.out.write_all(b"msgid \"\"\nmsgstr \"\"\n")?;
        for (name, value) in lines {
            let line = value.replace(LINE_ENDS, " ");
            let line = format!("{name}: {}\n", line.trim());
            let line = self.escaped(&line);
            writeln!(self.out, "\"{line}\"")?;
        }
        Ok(())
    }

    /// Writes what stands before a message, in the order that gettext has.
    fn comments(&mut self, row: &ExportRow<'_, '_>) -> Result<()> {
        self.out.write_all(b"\n")?;
        for finding in row.findings {
            let remark = finding_in_line(finding).replace(LINE_ENDS, " ");
            let remark = self.allowed(&remark).into_owned();
            writeln!(self.out, "# {remark}")?;
        }
        self.comment(exchange::comment(row))?;
        let (confidence, kind) = (exchange::confidence(row), row.pair.kind());
        let state = match exchange::state(row) {
            RowState::Open => String::new(),
            state => format!(", {STATE}{state}"),
        };
        let facts = format!("{CONFIDENCE}{confidence}, kind: {kind}{state}");
        writeln!(self.out, "#. {facts}")?;
        if exchange::needs_review(row) && !row.target().is_empty() {
            self.out.write_all(b"#, fuzzy\n")?;
        }
        Ok(())
    }

    /// Writes the comment of a person, a line for each of its lines.
    fn comment(&mut self, comment: &str) -> Result<()> {
        if comment.trim().is_empty() {
            return Ok(());
        }
        for line in comment.replace("\r\n", "\n").split(LINE_ENDS) {
            let line = self.allowed(line).into_owned();
            match line.is_empty() {
                true => self.out.write_all(b"#\n")?,
                false => writeln!(self.out, "# {}", exchange::note_of(&line))?,
            }
        }
        Ok(())
    }

    fn string(&mut self, keyword: &str, text: &str) -> Result<()> {
        let text = self.escaped(text);
        Ok(writeln!(self.out, "{keyword} \"{text}\"")?)
    }

    /// The text without what gettext cannot hold.
    fn allowed<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let n_removed = memchr::memchr2_iter(0, 4, text.as_bytes()).count();
        self.n_removed += n_removed;
        match n_removed {
            0 => Cow::Borrowed(text),
            _ => Cow::Owned(text.replace(FORBIDDEN, "")),
        }
    }

    /// The text as it stands between quotes. Other controls stand as they are: polib and translate-toolkit do not know `\a`.
    fn escaped<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let text = self.allowed(text);
        if !text.contains(['\\', '"', '\n', '\t', '\r']) {
            return text;
        }
        let mut escaped = String::with_capacity(text.len() + 16);
        for c in text.chars() {
            escaped.push_str(match c {
                '\\' => "\\\\",
                '"' => "\\\"",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ => {
                    escaped.push(c);
                    continue;
                }
            });
        }
        Cow::Owned(escaped)
    }
}
