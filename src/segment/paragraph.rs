//! Text → paragraphs: lines, with the lines of a hard-wrapped block joined.
//!
//! In: text. Out: spans of paragraphs in order. A block of lines is hard-wrapped if nearly each line is as full
//! as the widest lets it be; other text has one paragraph a line. O(bytes).

use crate::segment::cut::is_blank;
use crate::text::brackets::{CLOSING, Pair, opened_by};
use crate::text::script::{Class, class, is_japanese};
use crate::text::{Language, Span};

/// Columns between which the width of hard-wrapped text lies.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 36..=120;

/// Bytes from which a line is running text rather than a heading.
const SHORTEST_RUNNING: usize = 60;

#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    columns: usize,
    first_word: usize,
}

/// Calls `emit` with the span of each paragraph, in bytes.
pub(crate) fn each_paragraph(text: &str, language: Language, mut emit: impl FnMut(Span)) {
    let mut lines: Vec<Line> = Vec::new();
    let mut known_width = None;
    let mut at = 0;
    let mut ends = LineEnds::new(text);
    while at < text.len() {
        let (end, next) = ends.after(at);
        let raw = &text[at..end];
        if raw.trim_matches(is_blank).is_empty() {
            emit_block(text, &lines, language, &mut known_width, &mut emit);
            lines.clear();
        } else {
            lines.push(measure(text, at, end, language));
        }
        at = next;
    }
    emit_block(text, &lines, language, &mut known_width, &mut emit);
}

/// Finds line ends, each byte looked at once.
struct LineEnds<'t> {
    text: &'t str,
    newline: usize,
    may_hold_rare: bool,
}

const RARE_BREAKS: [char; 5] = ['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

impl<'t> LineEnds<'t> {
    fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        // The last two bytes of U+0085, U+2028 and U+2029, and of few others. They are looked for many at a time.
        let is_wide = |byte: u8, next: u8| {
            (byte == 0xc2) & (next == 0x85) | (byte == 0x80) & matches!(next, 0xa8 | 0xa9)
        };
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        let may_hold_rare = memchr::memchr2(0xb, 0xc, bytes).is_some()
            || pairs.fold(false, |any, (&byte, &next)| any | is_wide(byte, next));
        let newline = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(text.len());
        LineEnds {
            text,
            newline,
            may_hold_rare,
        }
    }

    /// The end of the line that begins at `at`, and the beginning of the next.
    fn after(&mut self, at: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        if self.newline < at {
            let found = memchr::memchr2(b'\n', b'\r', &bytes[at..]);
            self.newline = found.map_or(bytes.len(), |k| at + k);
        }
        let end = self.newline;
        if self.may_hold_rare
            && let Some(k) = self.text[at..end].find(RARE_BREAKS)
        {
            let width = self.text[at + k..].chars().next().map_or(1, char::len_utf8);
            return (at + k, at + k + width);
        }
        match bytes.get(end) {
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => (end, end + 2),
            Some(_) => (end, end + 1),
            None => (end, end),
        }
    }
}

fn measure(text: &str, start: usize, end: usize, language: Language) -> Line {
    let bytes = text.as_bytes()[start..end].trim_ascii_end();
    let first_word = match language {
        Language::Japanese => 4,
        _ => bytes
            .iter()
            .take(40)
            .position(u8::is_ascii_whitespace)
            .unwrap_or(bytes.len().min(40)),
    };
    Line {
        start,
        end,
        columns: columns(bytes),
        first_word,
    }
}

/// The columns of a line, wide characters counting two; of one too long to be hard-wrapped, more than any width.
fn columns(line: &[u8]) -> usize {
    const LONGEST: usize = 4 * *WRAP_WIDTHS.end() + 16;
    if line.len() > LONGEST {
        return LONGEST;
    }
    // Sums that fit a byte are found many at a time.
    line.chunks(127)
        .map(|part| {
            let leads: u8 = part.iter().map(|b| u8::from(b & 0xc0 != 0x80)).sum();
            let wide: u8 = part.iter().map(|&b| u8::from(b >= 0xe3)).sum();
            usize::from(leads) + usize::from(wide)
        })
        .sum()
}

fn emit_block(
    text: &str,
    lines: &[Line],
    language: Language,
    known_width: &mut Option<usize>,
    emit: &mut impl FnMut(Span),
) {
    let Some(first) = lines.first() else { return };
    if let Some(width) = block_width(text, lines) {
        *known_width = Some(width);
    }
    let mut span = Span::new(first.start, first.end);
    for pair in lines.windows(2) {
        if goes_on(text, span.start, pair[0], pair[1], language, *known_width) {
            span.end = pair[1].end;
        } else {
            emit(span);
            span = Span::new(pair[1].start, pair[1].end);
        }
    }
    emit(span);
}

/// The width at which a block is hard-wrapped, if it is: of three lines or more, four in five full, and one
/// that breaks inside a sentence.
fn block_width(text: &str, lines: &[Line]) -> Option<usize> {
    let width = lines.iter().map(|line| line.columns).max()?;
    if lines.len() < 3 || !WRAP_WIDTHS.contains(&width) {
        return None;
    }
    let pairs = lines.windows(2);
    let full = pairs.clone().filter(|p| is_full(p[0], p[1], width)).count();
    let broken = pairs
        .filter(|p| !has_ended(&text[p[0].start..p[0].end]))
        .count();
    (full * 5 >= (lines.len() - 1) * 4 && broken * 2 >= full).then_some(width)
}

/// Whether the first word of `next` had no room on `line`.
fn is_full(line: Line, next: Line, width: usize) -> bool {
    line.columns + 1 + next.first_word >= width
}

fn has_ended(line: &str) -> bool {
    let line = line.trim_end_matches(is_blank);
    let open = line.trim_end_matches(CLOSING);
    open.ends_with([
        '.', '!', '?', ':', '。', '！', '？', '．', '｡', '…', '：', ';',
    ]) || open.len() < line.len() && !open.is_empty() && line.ends_with(['」', '』', '"', '”'])
}

/// Whether `next` goes on with the paragraph of the line before it, which starts at byte `paragraph_start`.
fn goes_on(
    text: &str,
    paragraph_start: usize,
    line: Line,
    next: Line,
    language: Language,
    width: Option<usize>,
) -> bool {
    let before = text[line.start..line.end].trim_matches(is_blank);
    let after_raw = &text[next.start..next.end];
    let after = after_raw.trim_matches(is_blank);
    if is_item(after) {
        return false;
    }
    // A stop alone on its line has lost its sentence.
    if (matches!(after, "." | "。") || after.starts_with(". ")) && !has_ended(before) {
        return true;
    }
    let full = width.is_some_and(|width| line.columns <= width + 2 && is_full(line, next, width));
    if language == Language::Japanese {
        let unfinished =
            before.ends_with(['、', '，', '､']) || is_open_noun_phrase(before, after_raw);
        return !after_raw.starts_with(begins_paragraph) && (unfinished || full);
    }
    if before.ends_with(',') && after.starts_with(char::is_lowercase) || full {
        return true;
    }
    if has_ended(before) {
        return false;
    }
    if after.starts_with('(') {
        return before.len() >= SHORTEST_RUNNING && opens_small(after);
    }
    // A lower-case start goes on with running text, but a column of short entries is a list.
    let last = last_sentence(before);
    // A line that went on with the one before it is running text.
    let runs = paragraph_start < line.start
        || before.contains(' ') && before.starts_with(char::is_uppercase)
        || last.len() < before.len();
    after.starts_with(char::is_lowercase)
        && runs
        && !(last.len() < before.len() && last.starts_with(char::is_lowercase))
}

/// Whether a character begins a paragraph of Japanese: an indent, or a bracket that is typed in Japanese.
fn begins_paragraph(c: char) -> bool {
    let is_open = opened_by(c).is_some_and(Pair::is_of_japanese);
    c == '\u{3000}' || is_open && !matches!(c, '(' | '[' | '［')
}

/// A line that ends with の behind a noun in kanji or katakana, and goes on with Japanese text that is not indented: no
/// heading ends so, while those that end with もの or とは, and captions that end with other particles, are usual.
fn is_open_noun_phrase(line: &str, next: &str) -> bool {
    let noun = |c: char| matches!(class(c), Class::Kanji | Class::Katakana);
    line.strip_suffix('の')
        .is_some_and(|noun_phrase| noun_phrase.ends_with(noun))
        && next.starts_with(is_japanese)
}

/// The text of a line after its last stop.
fn last_sentence(line: &str) -> &str {
    let stop = line
        .as_bytes()
        .windows(2)
        .rposition(|pair| matches!(pair[0], b'.' | b'?' | b'!') && pair[1] == b' ');
    stop.map_or(line, |stop| line[stop + 2..].trim_start_matches(is_blank))
}

/// Whether a bracket that a line begins with holds a piece of a sentence, not one of its own.
fn opens_small(line: &str) -> bool {
    let inside = line[1..].trim_start_matches(is_blank);
    inside.starts_with(|c: char| c.is_lowercase() || c.is_numeric())
}

/// Whether a line begins with the mark of a list item, a heading, a table or a fence.
fn is_item(line: &str) -> bool {
    let Some(first) = line.chars().next() else {
        return false;
    };
    let rest = &line[first.len_utf8()..];
    match first {
        '-' | '*' | '+' | '–' | '—' | '>' => rest.starts_with(is_blank),
        // A fence of code.
        '`' => rest.starts_with("``"),
        '~' => rest.starts_with("~~"),
        '#'
        | '|'
        | '•'
        | '・'
        | '●'
        | '○'
        | '■'
        | '□'
        | '◆'
        | '◇'
        | '▪'
        | '▶'
        | '※'
        | '★'
        | '☆'
        | '⁃'
        | '‣'
        | '◦'
        | '①'..='⑳' => true,
        '(' | '（' => rest.chars().nth(1).is_some_and(|c| c == ')' || c == '）'),
        '0'..='9' | '０'..='９' => {
            let digit = |c: char| matches!(c, '0'..='9' | '０'..='９' | '.');
            let after = line.trim_start_matches(digit);
            let number = &line[..line.len() - after.len()];
            number.len() < 12 && number.ends_with('.') && after.starts_with([' ', ')', '\t'])
                || after.starts_with([')', '）', '．'])
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_line_breaks_are_seen_by_their_bytes() {
        for (text, is_broken) in [
            ("犬。〨猫。", false),
            ("犬。\u{b}猫。", true),
            ("犬。\u{c}猫。", true),
            ("犬。\u{85}猫。", true),
            ("犬。\u{2028}猫。", true),
            ("犬。\u{2029}猫。", true),
        ] {
            let mut n_paragraphs = 0;
            each_paragraph(text, Language::Japanese, |_| n_paragraphs += 1);
            assert_eq!(n_paragraphs, 1 + usize::from(is_broken), "{text:?}");
        }
    }
}
