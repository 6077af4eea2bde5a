//! The lines of a file before they are read as CommonMark: what it does not know is taken out, and what stands inside a
//! component is moved to where the component stands.
//!
//! In: the text of a file. Out: a text for the parser, the way back to the file, and the blocks that were taken out. A line of
//! tags becomes a blank line, so that the prose around it is Markdown, as MDX has it. O(bytes).

mod head;

use std::ops::Range;

use crate::format::markdown::lines::head::{
    Fence, Head, content_start, title_of_admonition, title_of_container, title_of_note,
};
use crate::format::markdown::own::{Own, OwnKind, trimmed};
use crate::format::markdown::tag::{Tag, TagKind, braced};

/// Elements that are kept open at once; the outermost is forgotten.
const DEEPEST: usize = 64;
/// The columns from which a line is code, if it is not in a list.
const CODE_INDENT: usize = 4;
/// A byte that stands for each byte of a tag that a paragraph begins with. It means nothing in Markdown, and as it is
/// punctuation, emphasis can begin after it.
const FILLER: &str = ";";

/// A text for the parser.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    pub(super) text: String,
    /// Where a part begins in the text and in the file, in order.
    parts: Vec<(usize, usize)>,
    /// The blocks that were taken out, in order.
    pub(super) own: Vec<Own>,
}

impl Prepared {
    /// The place of a range of the text in the file. O(log lines).
    pub(super) fn in_file(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        // The end of a part, not the beginning of the next.
        let end = range
            .end
            .checked_sub(1)
            .map_or(0, |last| self.place(last) + 1);
        start..end.max(start)
    }

    fn place(&self, at: usize) -> usize {
        let next = self.parts.partition_point(|&(text, _)| text <= at);
        let (text, file) = next.checked_sub(1).map_or((0, 0), |part| self.parts[part]);
        file + (at - text)
    }

    fn push(&mut self, file: &str, range: Range<usize>) {
        self.push_as(range.start, &file[range]);
    }

    /// Adds a text in place of what the file has at `at`.
    fn push_as(&mut self, at: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        let n = self.text.len();
        let goes_on = self
            .parts
            .last()
            .is_some_and(|&(text, file)| n - text + file == at);
        if !goes_on {
            self.parts.push((n, at));
        }
        self.text.push_str(text);
    }
}

/// Prepares a file from a byte on. `own` are the blocks before it.
pub(super) fn prepare(file: &str, from: usize, own: Vec<Own>) -> Prepared {
    let mut lines = Lines {
        file,
        out: Prepared {
            own,
            ..Prepared::default()
        },
        fence: None,
        elements: Vec::new(),
        in_paragraph: false,
        in_list: false,
        unclosed: Vec::new(),
    };
    lines.out.text.reserve(file.len() - from);
    let mut at = from;
    while at < file.len() {
        at = lines.line(at);
    }
    lines.out
}

/// An element that is open.
#[derive(Debug)]
struct Element<'t> {
    name: &'t str,
    /// The columns that its tag is indented by, in the file and in the text.
    indent: usize,
    new_indent: usize,
    /// The columns by which what it holds is moved to the left. Known from its first line on.
    shift: Option<usize>,
    /// Whether it ends with its indentation.
    is_indented: bool,
}

/// The state between two lines.
struct Lines<'t> {
    file: &'t str,
    out: Prepared,
    fence: Option<Fence>,
    elements: Vec<Element<'t>>,
    /// Whether the line before is one of a paragraph.
    in_paragraph: bool,
    /// Whether an indented line belongs to a list.
    in_list: bool,
    /// Marks that nothing closes from here on.
    unclosed: Vec<&'static str>,
}

impl<'t> Lines<'t> {
    /// Reads the line that begins at a byte, and those that belong to it. Returns the next.
    fn line(&mut self, start: usize) -> usize {
        let file = self.file;
        let (end, next) = self.line_end(start);
        let mut head = Head::of(&file[..end], start);
        if head.body == end {
            self.out.push(file, start..next);
            self.in_paragraph = false;
            return next;
        }
        self.enter(&mut head);
        if let Some(fence) = &self.fence {
            let is_inside = fence.depth <= head.depth;
            if !is_inside || fence.is_closed_by(&file[head.body..end]) {
                self.fence = None;
            }
            if is_inside {
                return self.keep(&head, next);
            }
        }
        if head.depth == 0 && head.indent >= CODE_INDENT && !self.in_paragraph && !self.in_list {
            return self.keep(&head, next);
        }
        let content = content_start(file, head.body, end);
        if content == head.body && head.indent == 0 && head.depth == 0 && !self.in_paragraph {
            self.in_list = false;
        }
        self.in_list |= content > head.body;
        if let Some(fence) = Fence::opened_by(&file[content..end], head.depth) {
            self.fence = Some(fence);
            self.in_paragraph = false;
            return self.keep(&head, next);
        }
        if let Some(next) = self.special(&head, end) {
            return next;
        }
        self.in_paragraph = !file[head.body..].starts_with('#');
        self.keep(&head, next)
    }

    /// The end of a line without its line break, and the next line.
    fn line_end(&self, at: usize) -> (usize, usize) {
        let newline = memchr::memchr(b'\n', &self.file.as_bytes()[at..]);
        let next = newline.map_or(self.file.len(), |k| at + k + 1);
        (at + self.file[at..next].trim_end().len(), next)
    }

    /// Moves a line to the left by what the elements around it say.
    fn enter(&mut self, head: &mut Head) {
        if self.elements.is_empty() {
            return;
        }
        while let Some(last) = self.elements.last()
            && last.is_indented
            && head.indent <= last.indent
        {
            self.elements.pop();
        }
        let n = self.elements.len();
        let outer = n
            .checked_sub(2)
            .map_or(0, |k| self.elements[k].shift.unwrap_or(0));
        if let Some(last) = self.elements.last_mut() {
            let shift = *last.shift.get_or_insert(if last.indent < head.indent {
                head.indent - last.new_indent
            } else {
                outer
            });
            head.move_left(self.file, shift);
        }
    }

    /// Keeps a line for the parser.
    fn keep(&mut self, head: &Head, next: usize) -> usize {
        self.keep_head(head);
        self.out.push(self.file, head.body..next);
        next
    }

    fn keep_head(&mut self, head: &Head) {
        self.out.push(self.file, head.start..head.cut.start);
        self.out.push(self.file, head.cut.end..head.body);
    }

    /// Takes a block out. Returns the next line.
    fn take(&mut self, head: &Head, end: usize, kind: OwnKind) -> usize {
        let range = trimmed(self.file, head.body..end);
        let (end, next) = self.line_end(range.end);
        self.out.own.push(Own { range, kind });
        self.keep_head(head);
        self.out.push(self.file, end..next);
        self.in_paragraph = false;
        next
    }

    /// Whether nothing but white space follows on the line.
    fn ends_line(&self, at: usize) -> bool {
        self.line_end(at).0 == at || self.file[at..self.line_end(at).0].trim().is_empty()
    }

    /// Reads a line that CommonMark does not know, if it is one.
    fn special(&mut self, head: &Head, end: usize) -> Option<usize> {
        let file = self.file;
        let line = &file[head.body..end];
        match line.as_bytes()[0] {
            b'<' => self.raw(head).or_else(|| self.tags(head, end)),
            b'{' if !self.in_paragraph || head::is_template(line) => {
                let end = braced(file.as_bytes(), head.body)?;
                self.ends_line(end)
                    .then(|| self.take(head, end, OwnKind::Code))
            }
            b':' => {
                let title = title_of_container(line)?;
                Some(self.take_titled(head, end, title))
            }
            b'!' | b'?' | b'=' => {
                let title = title_of_admonition(line)?;
                let next = self.take_titled(head, end, title);
                self.open("", head, true);
                Some(next)
            }
            b'[' if head.depth > 0 => {
                let title = title_of_note(line)?;
                Some(self.take_titled(head, end, title))
            }
            b'i' | b'e' if !self.in_paragraph && head.depth == 0 && head.indent == 0 => {
                self.module(head, line)
            }
            _ => None,
        }
    }

    /// Takes out a line of markup and, if there is one, its title, a range of the line.
    fn take_titled(&mut self, head: &Head, end: usize, title: Range<usize>) -> usize {
        let title = head.body + title.start..head.body + title.end;
        let kind = if title.is_empty() {
            OwnKind::Code
        } else {
            OwnKind::Titled(title)
        };
        self.take(head, end, kind)
    }

    /// Takes out a comment, or an element whose content is no Markdown.
    fn raw(&mut self, head: &Head) -> Option<usize> {
        const RAW: [(&str, &str); 5] = [
            ("<!--", "-->"),
            ("<pre", "</pre>"),
            ("<script", "</script>"),
            ("<style", "</style>"),
            ("<textarea", "</textarea>"),
        ];
        let rest = &self.file[head.body..];
        let (open, close) = *RAW.iter().find(|(open, _)| rest.starts_with(open))?;
        let is_name =
            rest[open.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
        if open != "<!--" && is_name || self.unclosed.contains(&close) {
            return None;
        }
        let Some(found) = memchr::memmem::find(rest.as_bytes(), close.as_bytes()) else {
            self.unclosed.push(close);
            return None;
        };
        let end = head.body + found + close.len();
        self.ends_line(end)
            .then(|| self.take(head, end, OwnKind::Code))
    }

    /// Takes out a line of tags. A tag before text is kept from the parser, which would take the lines up to the next blank
    /// one for a block of HTML.
    fn tags(&mut self, head: &Head, end: usize) -> Option<usize> {
        let file = self.file;
        let mut tags = Vec::new();
        let mut at = head.body;
        while file[at..].starts_with('<') {
            let Some(tag) = Tag::at(file, at) else { break };
            at = tag.end;
            at += file[at..].len() - file[at..].trim_start_matches([' ', '\t']).len();
            tags.push(tag);
        }
        let first = tags.first()?;
        if !self.ends_line(at) {
            if first.end > end {
                return None;
            }
            let first_end = first.end;
            self.keep_head(head);
            self.out
                .push_as(head.body, &FILLER.repeat(first_end - head.body));
            let (_, next) = self.line_end(first_end);
            self.out.push(file, first_end..next);
            self.in_paragraph = true;
            return Some(next);
        }
        if self.in_paragraph && tags.iter().all(|tag| head::is_inline(tag.name)) {
            return None;
        }
        let mut values = Vec::new();
        for tag in &tags {
            let prose = tag
                .attributes
                .iter()
                .filter(|(name, value)| head::is_prose(name, &file[value.clone()]));
            values.extend(prose.map(|(_, value)| value.clone()));
        }
        let next = self.take(head, at, OwnKind::Tags(values));
        for tag in tags {
            match tag.kind {
                TagKind::Opening => self.open(tag.name, head, false),
                TagKind::Closing => self.close(tag.name),
                TagKind::Whole => {}
            }
        }
        Some(next)
    }

    fn open(&mut self, name: &'t str, head: &Head, is_indented: bool) {
        if self.elements.len() == DEEPEST {
            self.elements.remove(0);
        }
        self.elements.push(Element {
            name,
            indent: head.file_indent,
            new_indent: head.indent,
            shift: None,
            is_indented,
        });
    }

    fn close(&mut self, name: &str) {
        let opened = self
            .elements
            .iter()
            .rposition(|element| element.name == name && !element.is_indented);
        if let Some(opened) = opened {
            self.elements.truncate(opened);
        }
    }

    /// Takes out the imports and exports of MDX, up to a blank line.
    fn module(&mut self, head: &Head, line: &str) -> Option<usize> {
        if !head::is_module(line) {
            return None;
        }
        let (mut end, mut next) = self.line_end(head.body);
        while next < self.file.len() {
            let (line_end, after) = self.line_end(next);
            if line_end <= next {
                break;
            }
            (end, next) = (line_end, after);
        }
        Some(self.take(head, end, OwnKind::Code))
    }
}
