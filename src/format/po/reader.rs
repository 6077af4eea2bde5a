//! The reader of PO.
//!
//! In: the text of a file. Out: a unit a message, with the line of its `msgid`, its context and `msgid` as key, our state
//! (`#.`), and the comments of translators (`#`) but for our findings; or an error that names the line. The header, obsolete
//! messages (`#~`), references and flags are left out. A fuzzy message is kept: it is a translation to look at, and its place
//! says so. O(bytes).
//!
//! The crates for PO do not say where in the file a message is, or panic on damaged files.

use std::iter::Peekable;
use std::str::Chars;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::format::exchange::comment_of;
use crate::format::noted::OwnedNotes;
use crate::format::po::{CONFIDENCE, STATE};
use crate::format::units::confidence_of;
use crate::format::units::{Unit, UnitText, orient};
use crate::review::RowState;

/// Reads the units, oriented. O(bytes).
///
/// # Errors
///
/// If a line is none of PO, if a string is not closed, or if the languages are not English and Japanese.
pub(crate) fn read(text: &str) -> Result<Vec<Unit>> {
    let mut reader = Reader::default();
    for (k, line) in text.lines().enumerate() {
        reader.line(k + 1, line.trim_start())?;
    }
    reader.finish()?;
    let Reader {
        mut units,
        language,
        ..
    } = reader;
    orient(&mut units, [None, language.as_deref()])?;
    Ok(units)
}

/// What a string belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Context,
    Id,
    Plural,
    /// The translation of a form: 0 if the message has no plural.
    Form(usize),
}

/// The forms of a plural. Arabic has six.
const MOST_FORMS: usize = 16;

/// The error of a line.
fn fault(line: usize, expected: impl Into<String>) -> Error {
    Error::format(format!("line {line}"), expected)
}

/// A message up to the current line.
#[derive(Debug, Default)]
struct Message {
    /// The line of its `msgid`, or of its `msgctxt` up to there.
    line: usize,
    is_fuzzy: bool,
    confidence: Option<f32>,
    state: Option<RowState>,
    /// The lines of translators.
    comment: Option<String>,
    context: Option<Vec<u8>>,
    id: Option<Vec<u8>>,
    plural: Option<Vec<u8>>,
    forms: Vec<Vec<u8>>,
    /// Where strings go.
    open: Option<Field>,
}

#[derive(Debug, Default)]
struct Reader {
    message: Message,
    units: Vec<Unit>,
    /// The language that the header names.
    language: Option<String>,
}

impl Reader {
    /// Reads a line without white space before it.
    fn line(&mut self, number: usize, line: &str) -> Result<()> {
        if let Some(comment) = line.strip_prefix('#') {
            // A comment belongs to the message after it.
            if !self.message.forms.is_empty() {
                self.finish()?;
            }
            if comment.starts_with('~') && self.message.open.is_none() {
                // The flags before were those of an obsolete message.
                self.message = Message::default();
            }
            self.message.comment(comment);
            return Ok(());
        }
        let line = line.trim_end();
        if line.is_empty() {
            return Ok(());
        }
        let strings = match line.starts_with('"') {
            true => line,
            false => self.keyword(number, line)?,
        };
        let Some(field) = self.message.open else {
            return match line.starts_with('"') {
                true => Err(fault(
                    number,
                    "a string without `msgid` or `msgstr` before it",
                )),
                false => Ok(()),
            };
        };
        let bytes = self.message.field(field);
        unescape(strings, bytes).map_err(|expected| fault(number, expected))
    }

    /// Reads a keyword, and returns what stands after it.
    fn keyword<'t>(&mut self, number: usize, line: &'t str) -> Result<&'t str> {
        let end = line.find(|c: char| c.is_whitespace() || c == '"');
        let (keyword, rest) = line.split_at(end.unwrap_or(line.len()));
        if keyword == "domain" {
            self.message.open = None;
            return Ok("");
        }
        let wrong = || {
            let shown: String = keyword.chars().take(20).collect();
            fault(
                number,
                format!("expected `msgid`, `msgstr` or a comment, found `{shown}`"),
            )
        };
        let field = match keyword {
            "msgctxt" => Field::Context,
            "msgid" => Field::Id,
            "msgid_plural" => Field::Plural,
            "msgstr" => Field::Form(0),
            _ => {
                let form = keyword
                    .strip_prefix("msgstr[")
                    .and_then(|form| form.strip_suffix(']'));
                let form = form.and_then(|form| form.parse().ok()).ok_or_else(wrong)?;
                Field::Form(form)
            }
        };
        if matches!(field, Field::Context | Field::Id) && !self.message.forms.is_empty() {
            self.finish()?;
        }
        self.message.begin(field, number)?;
        match rest.trim_start().starts_with('"') {
            true => Ok(rest.trim_start()),
            false => Err(fault(
                number,
                format!("expected a string in quotes after `{keyword}`"),
            )),
        }
    }

    /// Ends the message.
    fn finish(&mut self) -> Result<()> {
        let message = std::mem::take(&mut self.message);
        let Some(id) = &message.id else {
            return match message.context {
                Some(_) => Err(fault(message.line, "a `msgctxt` without `msgid`")),
                None => Ok(()),
            };
        };
        if message.forms.is_empty() {
            return Err(fault(message.line, "a `msgid` without `msgstr`"));
        }
        let string = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec());
            text.map_err(|_| fault(message.line, "escapes that are not UTF-8"))
        };
        let id = string(id)?;
        if id.is_empty() && message.context.is_none() {
            self.language = header_language(&string(&message.forms[0])?);
            return Ok(());
        }
        let key: Arc<str> = match &message.context {
            Some(context) => format!("{}\u{4}{id}", string(context)?).into(),
            None => id.as_str().into(),
        };
        let plural = message.plural.as_deref().map(string).transpose()?;
        // A language with one form, such as Japanese, has it for the plural. A second form of Japanese is that of another plural.
        let is_one = message.forms.len() == 1;
        let mut comment = message.comment.clone();
        for (k, form) in message.forms.iter().enumerate() {
            let (source, which) = match &plural {
                None => (&id, String::new()),
                Some(_) if k == 0 && !is_one => (&id, ", form 0".to_owned()),
                Some(plural) if is_one => (plural, String::new()),
                Some(plural) => (plural, format!(", form {k}")),
            };
            let fuzzy = if message.is_fuzzy { ", fuzzy" } else { "" };
            self.units.push(Unit {
                sides: [
                    UnitText::plain(source.as_str()),
                    UnitText::plain(string(form)?),
                ],
                key: Some(Arc::clone(&key)),
                place: format!("line {}{which}{fuzzy}", message.line).into(),
                confidence: message.confidence,
                notes: OwnedNotes {
                    state: message.state.unwrap_or(RowState::Open),
                    // Once, however many forms there are.
                    comment: comment.take().unwrap_or_default(),
                    ..OwnedNotes::default()
                },
            });
        }
        Ok(())
    }
}

impl Message {
    /// Reads what stands behind `#`: flags, what a program extracted, or what a translator wrote.
    fn comment(&mut self, comment: &str) {
        match comment.chars().next() {
            Some(',') => {
                let mut flags = comment[1..].split(',');
                self.is_fuzzy |= flags.any(|flag| flag.trim() == "fuzzy");
            }
            Some('.') => {
                let facts = comment[1..].trim();
                self.confidence = confidence(facts).or(self.confidence);
                self.state = state(facts).or(self.state);
            }
            Some(':' | '|' | '~' | '=') => {}
            _ => {
                let line = comment.strip_prefix(' ').unwrap_or(comment);
                if let Some(line) = comment_of(line) {
                    match &mut self.comment {
                        Some(lines) => lines.extend(["\n", line]),
                        None => self.comment = Some(line.to_owned()),
                    }
                }
            }
        }
    }

    /// Begins a field.
    fn begin(&mut self, field: Field, number: usize) -> Result<()> {
        let (is_doubled, follows) = match field {
            Field::Context => (self.context.is_some(), self.id.is_none()),
            Field::Id => (self.id.is_some(), true),
            Field::Plural => (
                self.plural.is_some(),
                self.id.is_some() && self.forms.is_empty(),
            ),
            Field::Form(k) => (
                k < self.forms.len(),
                self.id.is_some() && k <= self.forms.len(),
            ),
        };
        if is_doubled || !follows || matches!(field, Field::Form(MOST_FORMS..)) {
            return Err(fault(number, "a keyword of PO out of its order"));
        }
        match field {
            Field::Context => self.context = Some(Vec::new()),
            Field::Id => self.id = Some(Vec::new()),
            Field::Plural => self.plural = Some(Vec::new()),
            Field::Form(_) => self.forms.push(Vec::new()),
        }
        if matches!(field, Field::Context | Field::Id) {
            self.line = number;
        }
        self.open = Some(field);
        Ok(())
    }

    fn field(&mut self, field: Field) -> &mut Vec<u8> {
        match field {
            Field::Context => self.context.get_or_insert_default(),
            Field::Id => self.id.get_or_insert_default(),
            Field::Plural => self.plural.get_or_insert_default(),
            Field::Form(k) => {
                if self.forms.len() <= k {
                    self.forms.resize_with(k + 1, Vec::new);
                }
                &mut self.forms[k]
            }
        }
    }
}

/// The confidence in an extracted comment such as `confidence: 0.9876, kind: 1-1, state: confirmed`.
fn confidence(comment: &str) -> Option<f32> {
    let rest = comment.strip_prefix(CONFIDENCE)?;
    confidence_of(rest.split(',').next()?)
}

/// The state in such a comment.
fn state(comment: &str) -> Option<RowState> {
    let mut facts = comment.strip_prefix(CONFIDENCE)?.split(',');
    let state = facts.find_map(|fact| fact.trim().strip_prefix(STATE))?;
    state.parse().ok()
}

/// The language of a header such as `Language: ja\nContent-Type: …`.
fn header_language(header: &str) -> Option<String> {
    let value = header.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case("language")
            .then(|| value.trim())
    });
    value.filter(|value| !value.is_empty()).map(str::to_owned)
}

/// Appends what strings in quotes stand for. They may stand side by side.
fn unescape(strings: &str, out: &mut Vec<u8>) -> Result<(), String> {
    let mut rest = strings.chars().peekable();
    while let Some(quote) = rest.next() {
        match quote {
            '"' => {}
            c if c.is_whitespace() => continue,
            _ => return Err("expected nothing after the closing quote".to_owned()),
        }
        loop {
            match rest.next() {
                Some('"') => break,
                Some('\\') => escape(&mut rest, out)?,
                Some(c) => out.extend(c.encode_utf8(&mut [0; 4]).bytes()),
                None => return Err("a string that is not closed".to_owned()),
            }
        }
    }
    Ok(())
}

/// Appends what an escape of C stands for, whose backslash is read. One that C does not have stays as it is.
fn escape(rest: &mut Peekable<Chars<'_>>, out: &mut Vec<u8>) -> Result<(), String> {
    let Some(c) = rest.next() else {
        return Err("a string that is not closed".to_owned());
    };
    let mut digits = |radix: u32, mut value: u32| {
        for _ in 0..2 {
            let Some(digit) = rest.peek().and_then(|c| c.to_digit(radix)) else {
                break;
            };
            value = value * radix + digit;
            rest.next();
        }
        // Three octal digits can name more than a byte, of which C keeps the last eight bits.
        value.to_le_bytes()[0]
    };
    out.push(match c {
        'n' => b'\n',
        't' => b'\t',
        'r' => b'\r',
        'a' => 0x07,
        'b' => 0x08,
        'v' => 0x0b,
        'f' => 0x0c,
        '"' => b'"',
        '\\' => b'\\',
        'x' => digits(16, 0),
        '0'..='7' => digits(8, c.to_digit(8).unwrap_or(0)),
        _ => {
            out.push(b'\\');
            out.extend(c.encode_utf8(&mut [0; 4]).bytes());
            return Ok(());
        }
    });
    Ok(())
}
