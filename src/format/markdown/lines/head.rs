//! How a line begins: indentation, marks of quotes and lists, fences, and the marks of containers.
//!
//! In: a line. Out: where its text begins, and what it opens. O(bytes of the line).

use std::ops::Range;

/// The beginning of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    pub(super) start: usize,
    /// The first byte that is neither white space nor a mark of a quote.
    pub(super) body: usize,
    /// The marks of quotes.
    pub(super) depth: usize,
    /// Columns of indentation before the body, behind the marks of quotes.
    pub(super) indent: usize,
    /// The same, in the file.
    pub(super) file_indent: usize,
    /// Indentation that is left out.
    pub(super) cut: Range<usize>,
}

impl Head {
    /// The beginning of the line that starts at a byte of a text that ends with the line.
    pub(super) fn of(text: &str, start: usize) -> Self {
        let (mut at, mut depth, mut indent) = (start, 0, 0_usize);
        for byte in text.as_bytes()[start.min(text.len())..].iter() {
            match byte {
                b' ' => indent += 1,
                b'\t' => indent += 4 - indent % 4,
                b'>' if indent < 4 => (depth, indent) = (depth + 1, 0),
                _ => break,
            }
            at += 1;
        }
        // The space behind a mark belongs to it.
        let indent = if depth > 0 {
            indent.saturating_sub(1)
        } else {
            indent
        };
        Head {
            start,
            body: at,
            depth,
            indent,
            file_indent: indent,
            cut: start..start,
        }
    }

    /// Leaves out up to so many columns of indentation. A line of a quote stays where it is.
    pub(super) fn move_left(&mut self, text: &str, columns: usize) {
        if self.depth > 0 {
            return;
        }
        let (mut at, mut n_columns) = (self.start, 0);
        for byte in text.as_bytes()[self.start..self.body].iter() {
            let width = if *byte == b'\t' { 4 - n_columns % 4 } else { 1 };
            if n_columns + width > columns {
                break;
            }
            n_columns += width;
            at += 1;
        }
        self.cut = self.start..at;
        self.indent -= n_columns;
    }
}

/// Where the text of a line begins behind marks of lists.
pub(super) fn content_start(text: &str, body: usize, end: usize) -> usize {
    let mut at = body;
    loop {
        let line = &text[at..end];
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mark = match (digits, line.as_bytes().get(digits)) {
            (0, Some(b'-' | b'*' | b'+')) | (1..=9, Some(b'.' | b')')) => digits + 1,
            _ => return at,
        };
        let rest = line[mark..].trim_start_matches([' ', '\t']);
        if rest.len() == line.len() - mark && !rest.is_empty() {
            return at;
        }
        at = end - rest.len();
    }
}

/// A fence of code that is open.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fence {
    mark: u8,
    length: usize,
    /// The marks of quotes before it.
    pub(super) depth: usize,
}

impl Fence {
    /// The fence that a line opens, if it does.
    pub(super) fn opened_by(line: &str, depth: usize) -> Option<Fence> {
        let mark = *line
            .as_bytes()
            .first()
            .filter(|b| matches!(b, b'`' | b'~'))?;
        let info = line.trim_start_matches(char::from(mark));
        let length = line.len() - info.len();
        let is_fence = length >= 3 && (mark == b'~' || !info.contains('`'));
        is_fence.then_some(Fence {
            mark,
            length,
            depth,
        })
    }

    pub(super) fn is_closed_by(&self, line: &str) -> bool {
        let rest = line.trim_start_matches(char::from(self.mark));
        line.len() - rest.len() >= self.length && rest.trim().is_empty()
    }
}

/// The title on a line `:::name title`, as a range of it; empty if it has none. None if the line is no such line.
pub(super) fn title_of_container(line: &str) -> Option<Range<usize>> {
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() < 3 {
        return None;
    }
    let name = rest.trim_start();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '{' | '}');
    let title = name.trim_start_matches(is_name);
    Some(title_in(line, title, ['[', ']']))
}

/// The title on a line `!!! name "title"` or `=== "title"`, whose content is indented.
pub(super) fn title_of_admonition(line: &str) -> Option<Range<usize>> {
    let rest = ["!!!", "???+", "???", "==="]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ' | '+');
    let title = rest.trim_start_matches(is_name);
    let is_titled = title.len() > 1 && title.starts_with('"') && title.ends_with('"');
    let is_whole =
        rest.starts_with(' ') && (is_titled || title.is_empty() && !line.starts_with('='));
    is_whole.then(|| title_in(line, title, ['"', '"']))
}

/// The title on a line `[!NOTE] title` of a quote.
pub(super) fn title_of_note(line: &str) -> Option<Range<usize>> {
    let name = line.strip_prefix("[!")?;
    let title = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let title = title.strip_prefix(']')?;
    Some(title_in(
        line,
        title.trim_start_matches(['-', '+']),
        ['[', ']'],
    ))
}

/// The end of a line without white space and brackets, as a range of the line; an empty one if it has no words.
fn title_in(line: &str, rest: &str, brackets: [char; 2]) -> Range<usize> {
    let title = rest.trim_start_matches(|c: char| c.is_whitespace() || c == brackets[0]);
    let start = line.len() - title.len();
    let title = title.trim_end_matches(|c: char| c.is_whitespace() || c == brackets[1]);
    if title.contains(char::is_alphanumeric) {
        start..start + title.len()
    } else {
        0..0
    }
}

/// Whether a line begins a module: an import or an export of JavaScript.
pub(super) fn is_module(line: &str) -> bool {
    if let Some(what) = line.strip_prefix("import ") {
        let names = what.trim_end_matches([';', ' ']);
        return names.ends_with(['"', '\'', '{', ',']);
    }
    line.strip_prefix("export ").is_some_and(|what| {
        let word = what
            .split(|c: char| !c.is_ascii_alphabetic())
            .next()
            .unwrap_or("");
        let is_declaration = [
            "const", "let", "var", "function", "default", "class", "async",
        ]
        .contains(&word);
        is_declaration || what.starts_with(['{', '*'])
    })
}

/// Whether a line begins with a tag of a template or a comment of MDX, which is no part of a paragraph.
pub(super) fn is_template(line: &str) -> bool {
    ["{{<", "{{%", "{%", "{/*"]
        .iter()
        .any(|mark| line.starts_with(mark))
}

/// Whether an element stands inside a sentence.
pub(super) fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 26] = [
        "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "font", "i", "img", "ins",
        "kbd", "mark", "q", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup",
        "u",
    ];
    INLINE.contains(&name)
}

/// Whether the value of an attribute is prose.
pub(super) fn is_prose(name: &str, value: &str) -> bool {
    const PROSE: [&str; 11] = [
        "alt",
        "aria-label",
        "caption",
        "description",
        "heading",
        "label",
        "placeholder",
        "subtitle",
        "summary",
        "text",
        "title",
    ];
    // A label can be the name of a tab.
    let may_name = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_' | '.' | '/' | '#');
    let is_name = name == "label" && value.chars().all(may_name);
    PROSE.contains(&name) && !is_name && value.contains(char::is_alphanumeric)
}
