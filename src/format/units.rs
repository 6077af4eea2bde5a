//! [`Unit`]: a text and its translation, as a file that is aligned already has them; and the [`Bitext`] of many.
//!
//! In: the units of a file in order, each with its place and its notes, and the languages that the file declares. Out: a bitext
//! whose beads are all known, one a unit, and their notes; or an error that says which languages were found. O(bytes).

use std::ops::Range;
use std::sync::Arc;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::format::noted::{NotedBitext, OwnedNotes};
use crate::page;
use crate::segment::Segmenter;
use crate::text::{BlockKind, Content, ContentBuilder, Document, Inline, InlineKind, Language};

/// A text and its translation.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Unit {
    /// The text of each side: the English original, then the Japanese translation, once the units are [oriented](orient). A
    /// side without text is not translated, or has no original.
    pub(crate) sides: [UnitText; 2],
    /// Its name in the file.
    pub(crate) key: Option<Arc<str>>,
    /// Where it is in the file, for example `line 12`, and whether it is unfinished.
    pub(crate) place: Arc<str>,
    /// The probability that the sides belong together, 0 to 1, if the file says it.
    pub(crate) confidence: Option<f32>,
    /// What a person noted about it.
    pub(crate) notes: OwnedNotes,
}

/// The text of a side of a unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct UnitText {
    text: String,
    /// In order and disjoint.
    inlines: Vec<Inline>,
}

impl UnitText {
    /// A text that the file has as it is. O(bytes).
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        UnitText {
            text: text.into(),
            inlines: Vec::new(),
        }
    }

    /// Adds prose. O(bytes).
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds code or markup. O(bytes).
    pub(crate) fn push_inline(&mut self, kind: InlineKind, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        match self.inlines.last_mut() {
            Some(last) if last.kind == kind && last.span.end == start => last.span.end = end,
            _ if start < end => self.inlines.push(Inline {
                span: (start..end).into(),
                kind,
            }),
            _ => {}
        }
    }

    /// Adds another text. O(bytes).
    pub(crate) fn append(&mut self, other: &UnitText) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        let moved = other.inlines.iter().map(|inline| Inline {
            span: inline.span.shifted(start),
            ..*inline
        });
        self.inlines.extend(moved);
    }

    /// The bytes so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is only white space.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// A range of the text, with the inline spans that lie in it. O(bytes of it + log inline spans).
    pub(crate) fn part(&self, range: Range<usize>) -> UnitText {
        let first = self
            .inlines
            .partition_point(|inline| inline.span.end <= range.start);
        let inlines = self.inlines[first..].iter();
        let inlines = inlines.take_while(|inline| inline.span.start < range.end);
        let inlines = inlines.filter_map(|inline| {
            let start = inline.span.start.max(range.start);
            let end = inline.span.end.min(range.end);
            (start < end).then(|| Inline {
                span: (start - range.start..end - range.start).into(),
                kind: inline.kind,
            })
        });
        UnitText {
            inlines: inlines.collect(),
            text: self.text[range].to_owned(),
        }
    }

    /// The inline spans, and as code the placeholders outside them, in order. O(bytes).
    fn all_inlines(&self) -> Vec<Inline> {
        let mut inlines = Vec::with_capacity(self.inlines.len());
        let mut from = 0;
        for &inline in &self.inlines {
            placeholders(&self.text, from..inline.span.start, &mut inlines);
            inlines.push(inline);
            from = inline.span.end;
        }
        placeholders(&self.text, from..self.text.len(), &mut inlines);
        inlines
    }
}

/// The characters of a name of the file in a place. Many places can name the same.
const LONGEST_SHOWN: usize = 80;

/// The beginning of a name, for a place. O(1).
pub(crate) fn shown(name: &str) -> &str {
    let end = name.char_indices().nth(LONGEST_SHOWN);
    &name[..end.map_or(name.len(), |(at, _)| at)]
}

/// The longest placeholder, in bytes. Longer text in braces is prose or a pattern that holds prose.
const LONGEST_PLACEHOLDER: usize = 64;

/// Adds the placeholders in a range of a text: `%s`, `%1$d`, `%(name)s`, `%{name}`, `{name}`, `{0:.2f}`, `{{name}}`. O(bytes).
fn placeholders(text: &str, range: Range<usize>, inlines: &mut Vec<Inline>) {
    let bytes = &text.as_bytes()[..range.end];
    let mut at = range.start;
    while let Some(found) = bytes
        .get(at..)
        .and_then(|rest| memchr::memchr2(b'%', b'{', rest))
    {
        let start = at + found;
        let end = match bytes[start] {
            // "100% sure": a percentage is no conversion.
            b'%' if start > range.start && bytes[start - 1].is_ascii_digit() => None,
            b'%' => conversion(bytes, start + 1),
            _ => braces(bytes, start),
        };
        match end {
            Some(end) => inlines.push(Inline {
                span: (start..end).into(),
                kind: InlineKind::Code,
            }),
            // "%%" is a percent sign, not the beginning of a conversion.
            None if bytes[start..].starts_with(b"%%") => at = start + 1,
            None => {}
        }
        at = end.unwrap_or(at.max(start) + 1);
    }
}

/// The end of a conversion of `printf` or Python whose first byte after `%` is at `at`.
fn conversion(bytes: &[u8], at: usize) -> Option<usize> {
    let skip = |from: usize, set: &[u8]| {
        let rest = bytes.get(from..).unwrap_or_default();
        let rest = &rest[..rest.len().min(LONGEST_PLACEHOLDER)];
        from + rest.iter().take_while(|byte| set.contains(byte)).count()
    };
    let mut at = at;
    match bytes.get(at)? {
        b'{' => return braces(bytes, at),
        b'(' => {
            let rest = &bytes[at..bytes.len().min(at + LONGEST_PLACEHOLDER)];
            at += memchr::memchr(b')', rest)? + 1;
        }
        _ => {}
    }
    at = skip(at, b"0123456789$-+#*.'lhqLjzt");
    let is_type = b"diouxXeEfFgGcsSpaA@".contains(bytes.get(at)?);
    is_type.then_some(at + 1)
}

/// The end of a placeholder in braces that begins at `start`.
fn braces(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = &bytes[start..bytes.len().min(start + LONGEST_PLACEHOLDER)];
    let n_open = rest.iter().take_while(|&&byte| byte == b'{').count();
    let inside = &rest[n_open..];
    let end = memchr::memchr(b'}', inside)?;
    let is_name = inside[..end]
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_.-:$#!%<>+[]() '\",".contains(byte));
    // A message pattern such as {n, plural, other {# files}} holds prose.
    let has_prose = inside[..end].contains(&b',')
        || inside[..end].iter().filter(|&&byte| byte == b' ').count() > 2;
    let n_closed = inside[end..]
        .iter()
        .take(n_open)
        .take_while(|&&byte| byte == b'}')
        .count();
    (is_name && !has_prose && n_closed == n_open).then_some(start + n_open + end + n_closed)
}

/// The confidence that a file gives; none if the text is no probability, 0 to 1.
pub(crate) fn confidence_of(text: &str) -> Option<f32> {
    let number = text.trim().parse().ok();
    number.filter(|number| (0.0..=1.0).contains(number))
}

/// The bytes of each side that tell its language, if the file does not.
const SAMPLE: usize = 64 << 10;

/// The language of a code such as `en-US`, `ja_JP` or `jpn`.
pub(crate) fn language_of(code: &str) -> Language {
    let primary = code.trim().split(['-', '_', '@', '.']).next();
    match primary.unwrap_or_default().to_ascii_lowercase().as_str() {
        "en" | "eng" | "english" => Language::English,
        "ja" | "jpn" | "jp" | "japanese" => Language::Japanese,
        _ => Language::Other,
    }
}

/// Exchanges the sides of units whose first side is the Japanese one. `declared` are the codes of the languages that the file
/// names; what it does not name is found in the text, of which at most [`SAMPLE`] bytes are read. O(units + `SAMPLE`).
///
/// # Errors
///
/// If the file declares other languages than English and Japanese, or declares none and has neither. The error says what was
/// found.
pub(crate) fn orient(units: &mut [Unit], declared: [Option<&str>; 2]) -> Result<()> {
    let codes = declared.map(|code| code.filter(|code| !code.trim().is_empty()));
    let known = codes.map(|code| code.map(language_of));
    let is_wrong =
        known.contains(&Some(Language::Other)) || known[0].is_some() && known[0] == known[1];
    if is_wrong {
        let names =
            codes.map(|code| code.map_or("no language".to_owned(), |code| format!("`{code}`")));
        let expected = format!(
            "expected English and Japanese, found {} and {}",
            names[0], names[1]
        );
        return Err(Error::format("", expected));
    }
    let samples = match known {
        [Some(_), Some(_)] => [String::new(), String::new()],
        _ => [0, 1].map(|side| sample(units.iter().map(|unit| unit.sides[side].text()))),
    };
    let languages =
        [0, 1].map(|side| known[side].or_else(|| page::dominant_language(&samples[side])));
    let is = |side: usize, language: Language| languages[side] == Some(language);
    let is_swapped = is(0, Language::Japanese) && !is(1, Language::Japanese)
        || is(1, Language::English) && !is(0, Language::English);
    let is_foreign = !is(0, Language::English) && !is(1, Language::Japanese);
    if is_swapped {
        units.iter_mut().for_each(|unit| unit.sides.reverse());
    } else if is_foreign && languages.contains(&Some(Language::Other)) {
        let found = match page::check_sides(&samples[0], &samples[1]) {
            Ok(warnings) => warnings
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
            Err(error) => error.to_string(),
        };
        return Err(Error::format(
            "",
            format!("expected English and Japanese: {found}"),
        ));
    }
    Ok(())
}

/// The beginnings of texts, in lines, up to [`SAMPLE`] bytes.
pub(crate) fn sample<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut sample = String::new();
    for text in texts {
        let left = SAMPLE - sample.len().min(SAMPLE);
        let fits = |&(at, c): &(usize, char)| at + c.len_utf8() <= left;
        sample.extend(text.char_indices().take_while(fits).map(|(_, c)| c));
        sample.push('\n');
        if left == 0 {
            break;
        }
    }
    sample
}

/// The bitext of oriented units. Every unit with text is a known bead. O(bytes).
///
/// # Errors
///
/// If no unit has text.
pub(crate) fn bitext(units: &[Unit]) -> Result<Bitext> {
    Ok(known(units)?.0)
}

/// The bitext of oriented units, with their notes. O(bytes).
///
/// # Errors
///
/// If no unit has text.
pub(crate) fn noted(mut units: Vec<Unit>) -> Result<NotedBitext> {
    let (bitext, with_beads) = known(&units)?;
    let notes = with_beads.into_iter();
    let notes = notes.map(|k| std::mem::take(&mut units[k].notes)).collect();
    Ok(NotedBitext::new(bitext, notes))
}

/// The bitext of oriented units, and the number of the unit of each known bead.
fn known(units: &[Unit]) -> Result<(Bitext, Vec<usize>)> {
    let mut builders = [
        ContentBuilder::of_container(),
        ContentBuilder::of_container(),
    ];
    let mut n_blocks: Vec<[usize; 2]> = Vec::with_capacity(units.len());
    for unit in units {
        let [source, target] = &mut builders;
        n_blocks.push([add(source, unit, 0), add(target, unit, 1)]);
    }
    let [source, target] = builders.map(ContentBuilder::finish);
    if source.blocks().is_empty() && target.blocks().is_empty() {
        return Err(Error::format(
            "",
            "expected units of translation, found none with text",
        ));
    }
    let (source, source_ends) = segmented(source, Language::English);
    let (target, target_ends) = segmented(target, Language::Japanese);
    let mut known = Vec::with_capacity(units.len());
    let mut confidences = Vec::with_capacity(units.len());
    let mut with_beads = Vec::with_capacity(units.len());
    let (mut blocks, mut at) = ([0; 2], [0; 2]);
    for (k, (unit, n)) in units.iter().zip(n_blocks).enumerate() {
        let end = |side: usize, ends: &[usize]| match blocks[side] + n[side] {
            0 => 0,
            n_blocks => ends[n_blocks - 1],
        };
        let next = [end(0, &source_ends), end(1, &target_ends)];
        if next != at {
            known.push((at[0]..next[0], at[1]..next[1]));
            confidences.push(unit.confidence.unwrap_or(1.0));
            with_beads.push(k);
        }
        blocks = [blocks[0] + n[0], blocks[1] + n[1]];
        at = next;
    }
    let bitext = Bitext::from_documents(source, target).with_known_beads(known);
    let bitext = match confidences.iter().all(|&confidence| confidence == 1.0) {
        true => bitext,
        false => bitext.with_known_confidences(confidences),
    };
    Ok((bitext, with_beads))
}

/// The document of a side, and for each block the number of segments up to its end.
fn segmented(content: Content, language: Language) -> (Document, Vec<usize>) {
    let document = Segmenter::new(language).document_of(content);
    let segments = document.segments();
    let mut ends = Vec::new();
    let mut at = 0;
    for block in document.content().map_or(&[][..], Content::blocks) {
        at += segments[at..]
            .iter()
            .take_while(|segment| segment.span.start < block.span.end)
            .count();
        ends.push(at);
    }
    (document, ends)
}

/// Adds a side of a unit: a paragraph for each part between blank lines. Returns the number of blocks.
fn add(builder: &mut ContentBuilder, unit: &Unit, side: usize) -> usize {
    let text = &unit.sides[side];
    let inlines = text.all_inlines();
    let mut inlines = inlines.iter().peekable();
    let mut n_blocks = 0;
    for part in parts(text.text()) {
        builder
            .begin(BlockKind::Paragraph)
            .place(Arc::clone(&unit.place));
        if let Some(key) = &unit.key {
            builder.key(Arc::clone(key));
        }
        let mut at = part.start;
        while inlines
            .next_if(|inline| inline.span.end <= part.start)
            .is_some()
        {}
        while let Some(&&inline) = inlines.peek().filter(|inline| inline.span.start < part.end) {
            let (start, end) = (
                inline.span.start.max(part.start),
                inline.span.end.min(part.end),
            );
            if at < start {
                builder.insert(&text.text()[at..start]);
            }
            builder.inline(inline.kind, |builder| {
                builder.insert(&text.text()[start..end]);
            });
            at = end;
            if inline.span.end > part.end {
                break;
            }
            inlines.next();
        }
        builder.insert(&text.text()[at..part.end]).end();
        n_blocks += 1;
    }
    n_blocks
}

/// The parts of a text between blank lines, without blank ones.
fn parts(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n');
    std::iter::from_fn(move || {
        let (mut start, mut end) = (None, at);
        for line in lines.by_ref() {
            let from = at;
            at += line.len();
            match (line.trim().is_empty(), start) {
                (true, Some(_)) => break,
                (true, None) => {}
                (false, _) => {
                    start.get_or_insert(from);
                    end = from + line.trim_end().len();
                }
            }
        }
        start.map(|start| start..end)
    })
}
