//! Pairs → tab-separated values, one pair a line, for a spreadsheet or a script.
//!
//! In: pairs. Out: UTF-8 with a header row and the columns of [`COLUMNS`]. Written by the `csv` crate with
//! its quoting, so that every spreadsheet reads it: a field that holds `"` stands in quotation marks, each
//! `"` in it doubled. So that one pair is one line whatever its text, a line break or tab inside the text is
//! written with a backslash: `\t`, `\n`, `\r`, `\u{2028}` and so on, and a backslash as `\\`; [`unescape`]
//! takes that back. O(bytes), on all cores.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::io::{self, Write};

use rayon::prelude::*;

use crate::pair::Pair;
use crate::parallel::evenly;
use crate::review::Finding;

/// The header row. `id` counts the pairs from 1; `kind` is the bead kind (1-1, 1-2, 1-0 for an omission, 0-1
/// for an addition); `confidence` is a probability with four decimals; `source` is the English original and
/// `target` the Japanese translation.
pub const COLUMNS: [&str; 5] = ["id", "kind", "confidence", "source", "target"];

/// Writes pairs with their header row. O(bytes).
///
/// ```
/// use taiyaku::{Aligner, Bitext, format::tsv};
///
/// let bitext = Bitext::new("It rained.", "雨が降った。");
/// let alignment = Aligner::new().align(&bitext);
/// let mut table = Vec::new();
/// tsv::write(bitext.pairs(&alignment), &mut table)?;
/// let table = String::from_utf8(table).unwrap();
/// assert!(table.starts_with("id\tkind\tconfidence\tsource\ttarget\n1\t1-1\t"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write<'a>(pairs: impl IntoIterator<Item = Pair<'a>>, out: impl Write) -> io::Result<()> {
    let header = COLUMNS.iter().copied();
    write_table(pairs, header, out, &|_, _| Ok(()))
}

/// Writes pairs as [`write`](write()) does, with a column `findings` more: of each finding that begins at the pair its
/// severity, check and reason, several divided by ` | `. The findings are those of a
/// [`review`](mod@crate::review). O(bytes).
///
/// # Errors
///
/// If `out` fails.
pub fn write_reviewed<'a>(
    pairs: impl IntoIterator<Item = Pair<'a>>,
    findings: &[Finding],
    out: impl Write,
) -> io::Result<()> {
    let header = COLUMNS.iter().copied().chain(["findings"]);
    write_table(pairs, header, out, &|pair, table| {
        let first = findings.partition_point(|finding| finding.beads.start < pair.number());
        let here = findings[first..].iter();
        let here: Vec<String> = here
            .take_while(|finding| finding.beads.start == pair.number())
            .map(|f| format!("{} {}: {}", f.severity, f.check, f.reason.english))
            .collect();
        table.write_field(&*escape(&here.join(" | ")))
    })
}

/// Pairs that a thread writes at once, and most that are held in memory.
const AT_ONCE: usize = 512;
const MOST: usize = 128 * AT_ONCE;

/// A table under way in memory.
type Table = csv::Writer<Vec<u8>>;

/// Writes a header and pairs, on all cores; `more` adds further columns to those of a pair.
fn write_table<'a>(
    pairs: impl IntoIterator<Item = Pair<'a>>,
    header: impl Iterator<Item = &'static str>,
    mut out: impl Write,
    more: &(dyn Fn(&Pair<'a>, &mut Table) -> csv::Result<()> + Sync),
) -> io::Result<()> {
    let table = || {
        csv::WriterBuilder::new()
            .delimiter(b'\t')
            .from_writer(Vec::new())
    };
    let finished = |table: Table| table.into_inner().map_err(|error| error.into_error());
    let mut first = table();
    first.write_record(header)?;
    out.write_all(&finished(first)?)?;
    let rows = |pairs: &[Pair<'a>]| {
        let (mut table, mut short) = (table(), String::new());
        for pair in pairs {
            write_pair(pair, &mut short, &mut table)?;
            more(pair, &mut table)?;
            table.write_record(None::<&[u8]>)?;
        }
        finished(table)
    };
    let mut pairs = pairs.into_iter();
    loop {
        let block: Vec<Pair<'a>> = pairs.by_ref().take(MOST).collect();
        if block.is_empty() {
            return out.flush();
        }
        let tables: Vec<io::Result<Vec<u8>>> =
            evenly(block.par_chunks(AT_ONCE)).map(rows).collect();
        for table in tables {
            out.write_all(&table?)?;
        }
    }
}

/// Writes the columns of a pair; `short` is used again for those that are no text.
fn write_pair(pair: &Pair<'_>, short: &mut String, table: &mut Table) -> csv::Result<()> {
    let mut field = |value: &dyn Display| {
        short.clear();
        // Writing to a string does not fail.
        let _ = fmt::Write::write_fmt(short, format_args!("{value}"));
        table.write_field(&*short)
    };
    field(&(pair.number() + 1))?;
    field(&pair.bead().kind())?;
    field(&format_args!("{:.4}", pair.confidence()))?;
    table.write_field(&*escape(&pair.source_text()))?;
    table.write_field(&*escape(&pair.target_text()))
}

/// A text without tabs and line breaks: those, and backslashes, are written with a backslash. O(bytes).
///
/// ```
/// use taiyaku::format::tsv::{escape, unescape};
///
/// assert_eq!(escape("雨\tRain\n"), r"雨\tRain\n");
/// assert_eq!(unescape(r"雨\tRain\n"), "雨\tRain\n");
/// ```
pub fn escape(text: &str) -> Cow<'_, str> {
    if !may_break(text) || !text.contains(|c| c == '\\' || breaks(c)) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c == '\\' || breaks(c) {
            // `\u{2028}` for the rare ones, `\t`, `\r`, `\n` and `\\` for the others.
            escaped.extend(c.escape_default());
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// The text that [`escape`] was given. A backslash that begins no escape stands for itself. O(bytes).
pub fn unescape(escaped: &str) -> Cow<'_, str> {
    if !escaped.contains('\\') {
        return Cow::Borrowed(escaped);
    }
    let mut text = String::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, len) = escape_at(rest).unwrap_or(('\\', 1));
        text.push(c);
        rest = &rest[len..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character that the escape at the head of `text` stands for, and the escape's length in bytes.
fn escape_at(text: &str) -> Option<(char, usize)> {
    match text.as_bytes().get(1)? {
        b't' => Some(('\t', 2)),
        b'n' => Some(('\n', 2)),
        b'r' => Some(('\r', 2)),
        b'\\' => Some(('\\', 2)),
        b'u' => {
            let (digits, _) = text.strip_prefix("\\u{")?.split_once('}')?;
            let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            breaks(c).then_some((c, digits.len() + "\\u{}".len()))
        }
        _ => None,
    }
}

/// Whether a text holds a first byte of what is escaped: quickly told of whole texts, without a way out at the first.
fn may_break(text: &str) -> bool {
    let may = |byte: u8| byte < b' ' || matches!(byte, b'\\' | 0xc2 | 0xe2);
    text.bytes().fold(false, |any, byte| any | may(byte))
}

/// Whether some reader would end the field or the line here.
fn breaks(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'
            ..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Alignment, Bead, Bitext};

    #[test]
    fn escapes_are_as_documented() {
        let rows = [
            ("plain", "雨 rain", "雨 rain"),
            ("tab", "a\tb", r"a\tb"),
            ("line break", "a\r\nb", r"a\r\nb"),
            ("line separator", "a\u{2028}b", r"a\u{2028}b"),
            ("form feed", "a\u{c}b", r"a\u{c}b"),
            ("backslash", r"C:\new", r"C:\\new"),
            ("quotation mark", "\"a\"", "\"a\""),
        ];
        for (name, text, escaped) in rows {
            assert_eq!(escape(text), escaped, "{name}");
            assert_eq!(unescape(escaped), text, "{name}");
        }
    }

    #[test]
    fn a_lone_backslash_stands_for_itself() {
        let rows = [
            r"\",
            r"a\z",
            r"\u{110000}",
            r"\u{41}",
            r"\u{",
            r"\u",
            r"\雨",
        ];
        for text in rows {
            assert_eq!(unescape(text), text);
        }
    }

    #[test]
    fn pairs_come_one_a_line() {
        let bitext = Bitext::new("He said \"no\".", "彼は「いや」と言った。\n\n\t蛇足。");
        let n_target = bitext.target().segments().len();
        let first = Bead {
            source: 0..1,
            target: 0..1,
            confidence: 0.98768,
        };
        let second = Bead {
            source: 1..1,
            target: 1..n_target,
            confidence: 0.5,
        };
        let alignment = Alignment::from_beads(vec![first, second]);
        let mut table = Vec::new();
        write(bitext.pairs(&alignment), &mut table).unwrap();
        assert_eq!(
            String::from_utf8(table).unwrap(),
            "id\tkind\tconfidence\tsource\ttarget\n\
             1\t1-1\t0.9877\t\"He said \"\"no\"\".\"\t彼は「いや」と言った。\n\
             2\t0-1\t0.5000\t\t蛇足。\n"
        );
    }

    proptest! {
        #[test]
        fn escaping_can_be_taken_back(text in any::<String>()) {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(breaks));
            prop_assert_eq!(unescape(&escaped), text.as_str());
        }

        #[test]
        fn unescaping_takes_any_text(text in "[\\\\tnru{}0-9雨]{0,20}") {
            unescape(&text);
        }
    }
}
