//! Tab-separated values: one pair a line, for a spreadsheet or a script.
//!
//! In: pairs, or a table. Out: UTF-8 with a header row and the columns of [`COLUMNS`], or the rows of a table. O(bytes); the
//! writer uses all cores.
//!
//! The format keeps the text of both sides, the numbers of segments, and the confidence to four decimals. It loses the places
//! of the segments in the documents, and the cuts inside a pair.
//!
//! The quoting is that of the `csv` crate, which every spreadsheet reads: a field that holds `"` is quoted, and each `"` in it
//! is doubled. A pair is always one line: a tab or line break inside the text is written with a backslash, as `\t`, `\n`,
//! `\r`, `\u{2028}` and so on, and a backslash as `\\`. [`unescape`] reverses this.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::io::{self, Write};

use crate::align::BeadKind;
use crate::error::{Error, Result};
use crate::format::shown::finding_in_line;
use crate::format::units::confidence_of;
use crate::pair::Pair;
use crate::parallel;
use crate::review::Finding;

/// The header row.
///
/// - `id`: the number of the pair in its alignment, from 1.
/// - `kind`: the bead kind, such as 1-1 or 1-2; 1-0 for an omission, 0-1 for an addition.
/// - `confidence`: a probability with four decimals.
/// - `source`, `target`: the English original and the Japanese translation.
pub const COLUMNS: [&str; 5] = ["id", "kind", "confidence", "source", "target"];

/// Writes the header row and the pairs. O(bytes).
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
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write<'a>(pairs: impl IntoIterator<Item = Pair<'a>>, out: impl Write) -> Result<()> {
    let header = COLUMNS.iter().copied();
    write_table(pairs, header, out, &|_, _| Ok(()))
}

/// Like [`write`](write()), with one more column, `findings`: severity, check and reason of each finding that begins at the
/// pair, separated by ` | `. The findings are those of a [`review`](mod@crate::review), in any order.
/// O(bytes + findings · log findings).
///
/// ```
/// use taiyaku::review::{ReviewOptions, review};
/// use taiyaku::{Aligner, Bitext, format::tsv};
///
/// let bitext = Bitext::new("The mill has 24 rooms.", "水車小屋には部屋が42ある。");
/// let aligner = Aligner::new();
/// let anchored = aligner.read(&bitext);
/// let alignment = aligner.align(&anchored);
/// let findings = review(&anchored, &alignment, &ReviewOptions::default());
/// let mut table = Vec::new();
/// tsv::write_reviewed(bitext.pairs(&alignment), &findings, &mut table)?;
/// let table = String::from_utf8(table).unwrap();
/// assert!(table.ends_with("\terror number: 24 in the original, 42 in the translation\n"));
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_reviewed<'a, 'f>(
    pairs: impl IntoIterator<Item = Pair<'a>>,
    findings: impl IntoIterator<Item = &'f Finding>,
    out: impl Write,
) -> Result<()> {
    let header = COLUMNS.iter().copied().chain(["findings"]);
    let mut findings: Vec<&Finding> = findings.into_iter().collect();
    findings.sort_by_key(|finding| finding.beads.start);
    write_table(pairs, header, out, &|pair, table| {
        let number = pair.number().unwrap_or(usize::MAX);
        let first = findings.partition_point(|finding| finding.beads.start < number);
        let here = findings[first..].iter();
        let here: Vec<String> = here
            .take_while(|finding| finding.beads.start == number)
            .map(|finding| finding_in_line(finding))
            .collect();
        table.write_field(&*escape(&here.join(" | ")))
    })
}

/// A row of a table of pairs.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PairRow {
    /// The number of segments on each side.
    pub kind: BeadKind,
    /// The probability that the pair is right, with four decimals.
    pub confidence: f32,
    /// The English original; empty for an addition.
    pub source: String,
    /// The Japanese translation; empty for an omission.
    pub target: String,
}

/// Reads a table that [`write`](write()) or [`write_reviewed`] wrote. The columns may be in any order, and other columns are
/// ignored. `id` is not read, because rows may have been sorted. Errors name the table as `place`. O(bytes).
///
/// ```
/// use taiyaku::format::tsv;
///
/// let rows = tsv::read("kind\tconfidence\tsource\ttarget\n1-1\t0.9877\tRain.\t雨。\n", "pairs.tsv")?;
/// assert_eq!((rows[0].source.as_str(), rows[0].target.as_str()), ("Rain.", "雨。"));
/// let error = tsv::read("kind\tsource\n", "pairs.tsv").unwrap_err();
/// assert_eq!(error.to_string(), "pairs.tsv: line 1: expected a column `confidence`");
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If a column is missing, or if a row is not a pair. The error names the line.
pub fn read(text: &str, place: &str) -> Result<Vec<PairRow>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut table = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .flexible(true)
        .from_reader(text.as_bytes());
    let wrong =
        |line: u64, expected: String| Error::format(format!("{place}: line {line}"), expected);
    let header = table
        .headers()
        .map_err(|error| wrong(1, error.to_string()))?;
    let column = |name: &str| {
        let at = header.iter().position(|field| field == name);
        at.ok_or_else(|| wrong(1, format!("expected a column `{name}`")))
    };
    let [kind, confidence, source, target] = [
        column("kind")?,
        column("confidence")?,
        column("source")?,
        column("target")?,
    ];
    let n_columns = [kind, confidence, source, target]
        .into_iter()
        .fold(0, usize::max)
        + 1;
    let mut rows = Vec::new();
    for record in table.records() {
        let line = |position: Option<&csv::Position>| position.map_or(0, csv::Position::line);
        let record = record.map_err(|error| wrong(line(error.position()), error.to_string()))?;
        let wrong = |expected: String| wrong(line(record.position()), expected);
        if record.len() < n_columns {
            let found = record.len();
            return Err(wrong(format!(
                "expected {n_columns} columns separated by tabs, found {found}"
            )));
        }
        rows.push(PairRow {
            kind: record[kind]
                .parse()
                .map_err(|error: Error| wrong(error.to_string()))?,
            confidence: parse_confidence(&record[confidence]).map_err(wrong)?,
            source: unescape(&record[source]).into_owned(),
            target: unescape(&record[target]).into_owned(),
        });
    }
    Ok(rows)
}

fn parse_confidence(confidence: &str) -> Result<f32, String> {
    confidence_of(confidence)
        .ok_or_else(|| format!("expected a confidence from 0 to 1, found `{confidence}`"))
}

/// The number of pairs that a thread writes at once, and the most that are held in memory.
const AT_ONCE: usize = 512;
const MOST: usize = 128 * AT_ONCE;

/// A table that is being written, in memory.
type Table = csv::Writer<Vec<u8>>;

/// Writes a header and pairs, on all cores. `more` adds columns to those of a pair.
fn write_table<'a>(
    pairs: impl IntoIterator<Item = Pair<'a>>,
    header: impl Iterator<Item = &'static str>,
    mut out: impl Write,
    more: &(dyn Fn(&Pair<'a>, &mut Table) -> csv::Result<()> + Sync),
) -> Result<()> {
    let table = || {
        csv::WriterBuilder::new()
            .delimiter(b'\t')
            .from_writer(Vec::new())
    };
    let finished = |table: Table| table.into_inner().map_err(|error| error.into_error());
    let mut first = table();
    written(first.write_record(header))?;
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
            return Ok(out.flush()?);
        }
        let tables: Vec<io::Result<Vec<u8>>> = parallel::map_chunks(&block, AT_ONCE, rows);
        for table in tables {
            out.write_all(&table?)?;
        }
    }
}

/// Converts a result of the `csv` crate. A failure to write stays an I/O error.
pub(crate) fn written<T>(result: csv::Result<T>) -> Result<T> {
    result.map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Error::format("", format!("expected a record of a table, found {other:?}")),
    })
}

/// Writes the columns of a pair. `short` is a buffer for the columns without text.
fn write_pair(pair: &Pair<'_>, short: &mut String, table: &mut Table) -> csv::Result<()> {
    let mut field = |value: &dyn Display| {
        short.clear();
        // Writing to a string never fails.
        let _ = fmt::Write::write_fmt(short, format_args!("{value}"));
        table.write_field(&*short)
    };
    match pair.number() {
        Some(number) => field(&(number + 1))?,
        None => field(&"")?,
    }
    field(&pair.bead().kind())?;
    field(&format_args!("{:.4}", pair.confidence()))?;
    table.write_field(&*escape(&pair.source_text()))?;
    table.write_field(&*escape(&pair.target_text()))
}

/// Replaces tabs, line breaks and backslashes by escapes with a backslash. O(bytes).
///
/// ```
/// use taiyaku::format::tsv::{escape, unescape};
///
/// assert_eq!(escape("雨\tRain\n"), r"雨\tRain\n");
/// assert_eq!(unescape(r"雨\tRain\n"), "雨\tRain\n");
/// ```
#[must_use]
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

/// Every character that [`escape`] replaces, with its escape.
#[cfg(feature = "html")]
pub(crate) fn escapes() -> impl Iterator<Item = (char, String)> {
    let basic_plane = '\0'..='\u{ffff}';
    let escaped = basic_plane.filter(|&c| c == '\\' || breaks(c));
    escaped.map(|c| (c, c.escape_default().to_string()))
}

/// Reverses [`escape`]. A backslash that does not begin an escape is kept. O(bytes).
#[must_use]
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

/// The character of the escape at the start of `text`, and the length of the escape in bytes.
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

/// Whether a text holds the first byte of a character that is escaped. The loop has no early exit, so that it vectorises.
fn may_break(text: &str) -> bool {
    let may = |byte: u8| byte < b' ' || matches!(byte, b'\\' | 0xc2 | 0xe2);
    text.bytes().fold(false, |any, byte| any | may(byte))
}

/// Whether some readers end the field or the line at this character, or drop it.
fn breaks(c: char) -> bool {
    matches!(
        c,
        '\0' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'
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

    #[test]
    fn findings_may_come_in_any_order() {
        let bitext = Bitext::new(
            "It cost 24 euros. We paid 35 francs. Nobody wrote 17 letters.",
            "42ユーロだった。私たちは53フランを払った。誰も71通の手紙を書かなかった。",
        );
        let anchored = crate::Aligner::new().read(&bitext);
        let one_to_one = |k| Bead::new(k..k + 1, k..k + 1, 0.9);
        let alignment = Alignment::from_beads((0..3).map(one_to_one).collect());
        let mut findings = crate::review::review(&anchored, &alignment, &Default::default());
        let table = |findings: &[Finding]| {
            let mut table = Vec::new();
            write_reviewed(bitext.pairs(&alignment), findings, &mut table).unwrap();
            String::from_utf8(table).unwrap()
        };
        let in_order = table(&findings);
        assert_eq!(in_order.matches("number: ").count(), 3, "{in_order}");
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.beads.start));
        assert_eq!(table(&findings), in_order);
    }

    #[test]
    fn a_table_that_is_none_of_pairs_is_refused() {
        let rows = [
            ("nothing", "", "f: line 1: expected a column `kind`"),
            (
                "a column is missing",
                "id\tkind\tconfidence\tsource\n",
                "f: line 1: expected a column `target`",
            ),
            (
                "a short row",
                "kind\tconfidence\tsource\ttarget\n1-1\t0.5\tRain.\n",
                "f: line 2: expected 4 columns separated by tabs, found 3",
            ),
            (
                "a kind taken for a date",
                "kind\tconfidence\tsource\ttarget\n1-1\t0.5\ta\tb\n1月2日\t0.5\tRain.\t雨\n",
                "f: line 3: expected a kind like 1-2, found `1月2日`",
            ),
            (
                "a confidence of another scale",
                "kind\tconfidence\tsource\ttarget\n1-1\t98\tRain.\t雨\n",
                "f: line 2: expected a confidence from 0 to 1, found `98`",
            ),
        ];
        for (name, text, message) in rows {
            assert_eq!(read(text, "f").unwrap_err().to_string(), message, "{name}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            lines in proptest::collection::vec(("[a-zA-Z \"\\\\\t,.]{0,12}", "[ぁ-ん雨「」\"\\\\\u{2028}]{0,8}"), 0..6),
            with_mark in any::<bool>(),
        ) {
            let (source, target): (Vec<String>, Vec<String>) = lines.into_iter().unzip();
            let bitext = Bitext::new(source.join("\n"), target.join("\n"));
            let alignment = crate::Aligner::new().align(&bitext);
            let mut table = Vec::new();
            write(bitext.pairs(&alignment), &mut table).unwrap();
            let mark = if with_mark { "\u{feff}" } else { "" };
            let rows = read(&format!("{mark}{}", String::from_utf8(table).unwrap()), "f").unwrap();
            prop_assert_eq!(rows.len(), alignment.beads().len());
            for (row, pair) in rows.iter().zip(bitext.pairs(&alignment)) {
                prop_assert_eq!(&row.source, &pair.source_text());
                prop_assert_eq!(&row.target, &pair.target_text());
                prop_assert_eq!(row.kind, pair.bead().kind());
                prop_assert!((row.confidence - pair.confidence()).abs() < 1e-4);
            }
        }

        #[test]
        fn escaping_can_be_taken_back(text in any::<String>()) {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(breaks));
            prop_assert_eq!(unescape(&escaped), text.as_str());
        }

        #[test]
        fn unescaping_takes_any_text(text in "[\\\\tnru{}0-9雨]{0,20}") {
            let _ = unescape(&text);
        }
    }
}
