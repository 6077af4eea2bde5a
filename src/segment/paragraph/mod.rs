//! Text → paragraphs: lines, with the lines of a hard-wrapped block joined.
//!
//! In: text. Out: spans of paragraphs in order. Text is hard-wrapped if the lines that break inside a sentence had no
//! room for the next word, in fixed pitch or in proportional type; other text has one paragraph a line. O(bytes).

mod blanks;
mod lines;
mod marks;
mod metric;
mod wrap;

use crate::segment::cut::is_blank;
use crate::segment::paragraph::lines::{Line, lines_of};
use crate::segment::paragraph::marks::{
    Item, begins_no_sentence, begins_paragraph, begins_with_stop, has_columns, has_ended, indent,
    is_held_by_bracket, is_in_title_case, is_open_noun_phrase, item, last_sentence, opens_small,
};
use crate::segment::paragraph::wrap::{Wrap, Wraps};
use crate::text::script::{is_hiragana, is_katakana};
use crate::text::{Language, Span};

/// Bytes from which a line is running text rather than a heading.
const SHORTEST_RUNNING: usize = 60;

/// Calls `emit` with the span of each paragraph, in bytes.
pub(crate) fn each_paragraph(text: &str, language: Language, mut emit: impl FnMut(Span)) {
    let lines = lines_of(text);
    let mut wraps = Wraps::of(text, &lines, language);
    let mut from = 0;
    while from < lines.len() {
        let inside = lines[from + 1..]
            .iter()
            .take_while(|line| !line.opens_block);
        let to = from + 1 + inside.count();
        let wrap = wraps.of_block(from..to, language);
        let block = Block {
            text,
            lines: &lines,
            language,
            wraps: &wraps,
            wrap,
            holds_paragraphs: wrap.is_some_and(|wrap| wraps.holds_paragraphs(from..to, wrap)),
        };
        let mut first = from;
        for next in from + 1..to {
            if !block.goes_on(first, next) {
                emit(Span::new(lines[first].start, lines[next - 1].end));
                first = next;
            }
        }
        emit(Span::new(lines[first].start, lines[to - 1].end));
        from = to;
    }
}

/// Lines without a blank one between them, and how they are wrapped.
struct Block<'t> {
    text: &'t str,
    /// All lines of the text.
    lines: &'t [Line],
    language: Language,
    wraps: &'t Wraps,
    wrap: Option<Wrap>,
    holds_paragraphs: bool,
}

impl<'t> Block<'t> {
    fn raw(&self, line: usize) -> &'t str {
        &self.text[self.lines[line].start..self.lines[line].end]
    }

    fn trimmed(&self, line: usize) -> &'t str {
        self.raw(line).trim_matches(is_blank)
    }

    /// Whether a line had no room for the beginning of the next.
    fn is_full(&self, line: usize) -> bool {
        self.wrap.is_some_and(|wrap| self.wraps.is_full(line, wrap))
            || self.wraps.is_full_at_blank(line)
    }

    /// Whether the line numbered `next` goes on with the paragraph of the line before it, which begins with the line
    /// numbered `first`.
    fn goes_on(&self, first: usize, next: usize) -> bool {
        let (before, after) = (self.trimmed(next - 1), self.trimmed(next));
        if is_held_by_bracket(before, after) {
            return true;
        }
        let has_ended = has_ended(before);
        let is_full = self.is_full(next - 1);
        match item(after) {
            Item::Yes => return false,
            Item::Maybe if has_ended || !is_full || self.is_item(first) => return false,
            _ => {}
        }
        // A stop alone on its line has lost its sentence.
        if (matches!(after, "." | "。") || after.starts_with(". ")) && !has_ended {
            return true;
        }
        // Where paragraphs are not parted by blank lines, a colon leads in a list or a quotation of its own.
        if is_full && self.holds_paragraphs && before.ends_with([':', '：']) {
            return after.starts_with(char::is_lowercase);
        }
        match self.language {
            Language::Japanese => self.goes_on_in_japanese(first, next, is_full),
            _ => self.goes_on_in_english(first, next, is_full),
        }
    }

    fn is_item(&self, line: usize) -> bool {
        item(self.trimmed(line)) != Item::No
    }

    fn goes_on_in_japanese(&self, first: usize, next: usize, is_full: bool) -> bool {
        let (before, before_raw) = (self.trimmed(next - 1), self.raw(next - 1));
        let (after, after_raw) = (self.trimmed(next), self.raw(next));
        if begins_with_stop(after_raw) {
            return true;
        }
        let is_broken = is_full && !has_ended(before);
        if after_raw.starts_with(begins_paragraph) {
            let hangs = first + 1 < next && before_raw.starts_with('\u{3000}');
            let is_indented = after_raw.starts_with('\u{3000}');
            return is_broken && (!is_indented || hangs || self.is_item(first));
        }
        if is_broken && !has_ended(after) && has_columns(after) && !self.is_full(next) {
            return false;
        }
        is_full
            || before.ends_with(['、', '，', '､'])
            || is_open_noun_phrase(before, after_raw)
            || self.breaks_in_a_word(next)
    }

    /// Whether a long line of a wrapped text, which is not full, breaks inside a Japanese word: the next line begins with kana that
    /// begin no sentence, or with kana and ends one. Lines of a PDF are set with Latin words between, whose widths are not known.
    fn breaks_in_a_word(&self, next: usize) -> bool {
        let (before, after) = (self.trimmed(next - 1), self.trimmed(next));
        let is_long = |wrap| self.wraps.is_long(next - 1, wrap);
        let is_kana = after.starts_with(is_hiragana)
            || before.ends_with(is_katakana) && after.starts_with(is_katakana);
        let is_in_a_word =
            after.starts_with(begins_no_sentence) || is_kana && after.contains(['。', '．']);
        is_in_a_word && !has_ended(before) && self.wrap.is_some_and(is_long)
    }

    fn goes_on_in_english(&self, first: usize, next: usize, is_full: bool) -> bool {
        let (before, after) = (self.trimmed(next - 1), self.trimmed(next));
        let is_small = after.starts_with(char::is_lowercase);
        // Wrapped lines that end with an abbreviation end no sentence before a small letter.
        let is_long = |wrap| self.wraps.is_long(next - 1, wrap);
        if is_small && (before.ends_with(',') || self.wrap.is_some_and(is_long)) {
            return true;
        }
        if is_full {
            return !self.begins_in_english(first, next);
        }
        if has_ended(before) {
            return false;
        }
        if after.starts_with('(') {
            return before.len() >= SHORTEST_RUNNING && opens_small(after);
        }
        // A lower-case start goes on with running text, but a column of short entries is a list.
        let last = last_sentence(before);
        // In wrapped text, a sentence that begins on a line after another one goes on, however short the line is. In other
        // text it does so before a number and a small letter: `100 metres from`.
        let unit = after.trim_start_matches(|c: char| c.is_ascii_digit() || ",.".contains(c));
        let is_amount =
            unit.len() < after.len() && unit.trim_start().starts_with(char::is_lowercase);
        if (self.wrap.is_some() || is_amount) && last.len() < before.len() && last.contains(' ') {
            return true;
        }
        // A line that went on with the one before it is running text.
        let runs = first + 1 < next
            || before.contains(' ') && before.starts_with(char::is_uppercase)
            || last.len() < before.len();
        is_small && runs && !(last.len() < before.len() && last.starts_with(char::is_lowercase))
    }

    /// Whether a line behind a full one begins a paragraph: by its indent, or since a title stands before it.
    fn begins_in_english(&self, first: usize, next: usize) -> bool {
        let (before, after) = (self.trimmed(next - 1), self.trimmed(next));
        let is_indented = indent(self.raw(next)) > indent(self.raw(next - 1));
        if is_indented && !self.is_item(first) {
            return self.wraps.indents_begin || has_ended(before);
        }
        self.holds_paragraphs
            && after.starts_with(char::is_uppercase)
            && is_in_title_case(self.trimmed(first))
            && is_in_title_case(before)
            && !is_in_title_case(after)
            && !has_ended(before)
    }
}
