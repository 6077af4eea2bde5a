//! The events of the parser → blocks and inline spans.
//!
//! In: a prepared file. Out: its content. What lies between two pieces of text of a paragraph is markup; what has words and is
//! in no block, such as the definition of a link, is code. O(bytes).

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::format::markdown::inline;
use crate::format::markdown::lines::Prepared;
use crate::format::markdown::own::{Own, add_code, add_markup, has_words, trimmed};
use crate::text::{BlockKind, Content, ContentBuilder, InlineKind};

/// The fewest bytes of code or of an address that name the block that holds nothing else.
const SHORTEST_NAME: usize = 6;

/// Reads a prepared file.
pub(super) fn walk(file: &Arc<str>, prepared: &Prepared) -> Content {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_MATH;
    let mut walk = Walk {
        file,
        builder: ContentBuilder::of_file(Arc::clone(file)),
        own: &prepared.own,
        done: 0,
        at: 0,
        line: 0,
        text: None,
        skips_gap: false,
        skips_events: false,
        containers: Vec::new(),
        prefix: None,
        key: None,
        has_prose: false,
        emphasis: inline::Emphasis::default(),
    };
    for (event, range) in Parser::new_ext(&prepared.text, options).into_offset_iter() {
        walk.event(event, prepared.in_file(range));
    }
    walk.close();
    walk.settle(file.len());
    walk.builder.finish()
}

/// What is around a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    List {
        is_ordered: bool,
    },
    /// Blocks of this kind.
    Of(BlockKind),
}

/// The state between two events. All places are bytes of the file.
struct Walk<'f> {
    file: &'f str,
    builder: ContentBuilder,
    /// Blocks that were taken out and are still to be added.
    own: &'f [Own],
    /// Up to here every word is in a block.
    done: usize,
    /// Up to here the open block has its pieces.
    at: usize,
    /// Where the line of the open block begins.
    line: usize,
    /// Text that is still to be added.
    text: Option<Range<usize>>,
    /// Whether what comes before the next event is no markup: the marks before the text of a line.
    skips_gap: bool,
    /// Whether the events up to the end of a link have been dealt with.
    skips_events: bool,
    containers: Vec<Container>,
    /// Where the number of an item or the label of a note begins. It belongs to the next block.
    prefix: Option<usize>,
    /// The key of the next block.
    key: Option<String>,
    /// Whether the open block has words that are no code.
    has_prose: bool,
    /// The emphasis of the open block that the parser does not see.
    emphasis: inline::Emphasis,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skips_events {
            self.skips_events = !matches!(event, Event::End(TagEnd::Link));
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(_) => self.text(range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.code(range),
            Event::FootnoteReference(_) => {
                self.markup(range.start);
                self.take(range, |builder, _, range| {
                    add_markup(builder, InlineKind::Closing, range);
                });
            }
            Event::InlineHtml(_) => {
                self.markup(range.start);
                let end = inline::end_of_tag(self.file, range.clone());
                self.take(range.start..end, inline::add_tag);
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::TaskListMarker(_) => self.markup(range.start),
            Event::Rule => {
                self.close();
                self.add_code(range);
            }
            // What blocks of HTML are left has its words in no block yet.
            Event::Html(_) => self.close(),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {
                self.markup(range.start);
            }
            Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            } => {
                self.code(range);
                self.skips_events = true;
            }
            Tag::Link { .. } | Tag::Image { .. } => self.markup(range.start),
            Tag::Paragraph => {
                self.close();
                self.begin(range.start);
            }
            Tag::Heading { .. } => self.enter(BlockKind::Heading),
            Tag::CodeBlock(_) => {
                self.close();
                self.add_code(range);
            }
            Tag::List(first) => {
                self.close();
                let is_ordered = first.is_some();
                self.containers.push(Container::List { is_ordered });
            }
            Tag::Item => {
                self.close();
                if self.containers.last() == Some(&Container::List { is_ordered: true }) {
                    self.prefix.get_or_insert(range.start);
                }
                self.enter(BlockKind::ListItem);
            }
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.prefix = Some(range.start);
                self.key = Some(format!("footnote {label}"));
                self.enter(BlockKind::Note);
            }
            Tag::TableCell => self.enter(BlockKind::Cell),
            Tag::DefinitionListDefinition => self.enter(BlockKind::ListItem),
            Tag::DefinitionListTitle => self.enter(BlockKind::Paragraph),
            _ => self.close(),
        }
    }

    /// Enters what holds blocks of a kind.
    fn enter(&mut self, kind: BlockKind) {
        self.close();
        self.containers.push(Container::Of(kind));
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {
                self.flush();
                let from = self.at.min(range.end);
                self.take(from..range.end, |builder, _, range| {
                    add_markup(builder, InlineKind::Closing, range);
                });
            }
            TagEnd::Heading(_) => {
                self.end_heading(range);
                self.containers.pop();
            }
            TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::TableCell
            | TagEnd::DefinitionListDefinition
            | TagEnd::DefinitionListTitle => {
                self.close();
                self.containers.pop();
            }
            _ => self.close(),
        }
    }

    /// Ends a heading: its anchor, as `{#id}` or `{/*id*/}`, is its key.
    fn end_heading(&mut self, range: Range<usize>) {
        self.flush();
        if !self.builder.is_open() {
            return;
        }
        let line = range.start..self.at.max(range.end);
        let rest = self.at..line.end;
        let first_line = self.file[rest.clone()].lines().next().unwrap_or("");
        let rest = trimmed(self.file, rest.start..rest.start + first_line.len());
        if self.file[rest.clone()].starts_with('{') {
            self.take(self.at..rest.end, |builder, file, range| {
                let start = range.end - file[range.clone()].trim_start().len();
                builder.take(range.start..start);
                let mut emphasis = inline::Emphasis::default();
                inline::add_text(builder, file, start..range.end, &mut emphasis);
            });
        }
        if let Some(id) = heading_id(self.builder.open_text()) {
            let key = format!("heading {id}");
            self.builder.key(key);
        }
        self.close();
    }

    /// Adds text, later.
    fn text(&mut self, range: Range<usize>) {
        match &mut self.text {
            Some(text) if text.end == range.start => text.end = range.end,
            _ => {
                self.markup(range.start);
                self.text = Some(range);
            }
        }
    }

    fn code(&mut self, range: Range<usize>) {
        self.markup(range.start);
        self.take(range, |builder, _, range| {
            add_markup(builder, InlineKind::Code, range);
        });
    }

    fn line_break(&mut self, range: Range<usize>) {
        self.flush();
        if !self.builder.is_open() {
            return;
        }
        let mark = self.at.min(range.end)..range.end;
        let is_hard = !self.file[mark.clone()]
            .trim_matches(['\r', '\n'])
            .is_empty();
        let line = self.file[self.line..range.start.max(self.line)].trim();
        let rest = &self.file[range.end..];
        let next = rest.trim_start_matches([' ', '\t', '>']);
        let next_line = next.lines().next().unwrap_or("").trim_end();
        let is_divided = is_hard || inline::is_code(line) || inline::is_code(next_line);
        self.line = range.end + rest.len() - next.len();
        self.take(mark, |builder, file, range| {
            let mark = trimmed(file, range.clone());
            builder.take(range.start..mark.start);
            add_markup(builder, InlineKind::Closing, mark.clone());
            builder.take(mark.end..range.end);
        });
        if is_divided {
            self.builder.seam();
        }
        self.skips_gap = true;
    }

    /// Adds the text that is waiting, and what lies between it and a place, as markup. Begins a block if none is open.
    fn markup(&mut self, to: usize) {
        self.flush();
        if !self.builder.is_open() {
            self.begin(to);
        }
        let gap = self.at.min(to)..to;
        if std::mem::take(&mut self.skips_gap) || gap.is_empty() {
            self.at = self.at.max(to);
            return;
        }
        self.take(gap, |builder, file, range| {
            if file[range.clone()].trim().is_empty() {
                builder.take(range);
            } else {
                add_markup(builder, InlineKind::Opening, range);
            }
        });
    }

    fn flush(&mut self) {
        if let Some(text) = self.text.take() {
            let is_code = inline::is_code(self.file[text.clone()].trim());
            self.has_prose |= !is_code && has_words(self.file, text.clone());
            let mut emphasis = self.emphasis;
            self.take(text, |builder, file, range| {
                inline::add_text(builder, file, range, &mut emphasis);
            });
            self.emphasis = emphasis;
        }
    }

    /// Adds a range to the open block, as far as the block does not have it.
    fn take(
        &mut self,
        range: Range<usize>,
        add: impl FnOnce(&mut ContentBuilder, &str, Range<usize>),
    ) {
        let start = range.start.max(self.at);
        if start < range.end && self.builder.is_open() {
            add(&mut self.builder, self.file, start..range.end);
            self.at = range.end;
        }
    }

    /// Begins a block whose text begins at a byte. What was set aside for it comes first.
    fn begin(&mut self, start: usize) {
        let kind = self
            .containers
            .iter()
            .rev()
            .find_map(|container| match container {
                Container::Of(kind) => Some(*kind),
                Container::List { .. } => None,
            });
        let prefix = self.prefix.take().filter(|&prefix| {
            let next = self.own.iter().find(|own| own.range.start >= self.done);
            next.is_none_or(|own| start <= own.range.start || own.range.start < prefix)
        });
        let from = prefix.map_or(start, |prefix| prefix.clamp(self.done.min(start), start));
        self.settle(from);
        self.builder.begin(kind.unwrap_or(BlockKind::Paragraph));
        if let Some(key) = self.key.take() {
            self.builder.key(key);
        }
        add_markup(
            &mut self.builder,
            InlineKind::Opening,
            from.max(self.done)..start,
        );
        self.at = start.max(self.done);
        self.line = self.at;
        self.has_prose = false;
        self.emphasis = inline::Emphasis::default();
        self.skips_gap = false;
    }

    /// Ends the open block.
    fn close(&mut self) {
        self.flush();
        if self.builder.is_open() {
            if !self.has_prose
                && let Some(name) = name_of(self.builder.open_text())
            {
                let key = format!("code {name}");
                self.builder.key(key);
            }
            self.builder.end();
            self.done = self.done.max(self.at);
        }
    }

    fn add_code(&mut self, range: Range<usize>) {
        self.prefix = None;
        self.settle(range.start);
        let range = self.done.clamp(range.start, range.end)..range.end;
        add_code(&mut self.builder, self.file, range.clone());
        self.done = range.end;
    }

    /// Adds the blocks that were taken out before a place, and the words that no block has.
    fn settle(&mut self, to: usize) {
        while let Some((own, rest)) = self.own.split_first()
            && own.range.start < to
        {
            self.own = rest;
            if own.range.start >= self.done {
                self.add_words(own.range.start);
                own.add_to(&mut self.builder, self.file);
                self.done = own.range.end;
            }
        }
        self.add_words(to);
    }

    /// Adds the lines up to a place that have words in no block.
    fn add_words(&mut self, to: usize) {
        if to <= self.done {
            return;
        }
        let gap = self.done..to;
        self.done = to;
        if !has_words(self.file, gap.clone()) {
            return;
        }
        let mut at = gap.start;
        for line in self.file[gap].split_inclusive('\n') {
            let range = at..at + line.len();
            at = range.end;
            if has_words(self.file, range.clone()) {
                add_code(&mut self.builder, self.file, range);
            }
        }
    }
}

/// The anchor that a heading ends with.
fn heading_id(heading: &str) -> Option<&str> {
    let inside = heading.trim_end().strip_suffix('}')?;
    let inside = &inside[inside.rfind('{')? + 1..];
    let id = match inside.strip_prefix("/*") {
        Some(comment) => comment.strip_suffix("*/")?.trim(),
        None => inside.strip_prefix('#')?.split_whitespace().next()?,
    };
    (!id.is_empty()).then_some(id)
}

/// What names a block that holds nothing else, such as an address.
fn name_of(text: &str) -> Option<&str> {
    let name = text.trim();
    (name.len() >= SHORTEST_NAME && name.contains(char::is_alphanumeric)).then_some(name)
}
