//! The text of a tree, block by block.
//!
//! In: a tree, the fate of its elements and the counts of their text. Out: the blocks of a [`ContentBuilder`]. Nothing is
//! nested, so that depth does not matter. O(events + bytes).

use std::sync::Arc;

use crate::format::html::article::{Fate, NOTES};
use crate::format::html::flow::{Flow, NextBlock, PieceOf};
use crate::format::html::measure::Measure;
use crate::format::html::tag::Tag;
use crate::format::html::tree::{Element, Event, Tree};
use crate::text::{BlockKind, ContentBuilder, InlineKind};

/// Characters of the longest picture that stands for a character, such as an emoji.
const LONGEST_GLYPH: usize = 2;
/// The ends of sentences from which on preformatted text without symbols is prose.
const STOPS_OF_PROSE: usize = 2;
/// Preformatted prose has at most one symbol in this many visible characters.
const VISIBLE_FOR_A_SYMBOL: usize = 50;

/// A page that is read.
pub(super) struct Page<'t> {
    pub(super) file: &'t str,
    pub(super) tree: &'t Tree,
    pub(super) fates: &'t [Fate],
    /// The counts of all the text in each element.
    pub(super) measures: &'t [Measure],
}

/// Adds the blocks of a page. O(events + bytes).
pub(super) fn walk(page: &Page<'_>, flow: &mut Flow<'_>, builder: &mut ContentBuilder) {
    let mut walker = Walker {
        page,
        flow,
        builder,
        kinds: vec![BlockKind::Paragraph; page.tree.elements.len()],
        pre: None,
        at_pre_start: false,
    };
    let mut k = 0;
    let mut current = 0;
    while let Some(event) = page.tree.events.get(k) {
        k = match *event {
            Event::Open(element) => {
                current = element;
                walker.open(element)
            }
            Event::Close(element) => {
                current = page.tree.elements[element].parent;
                walker.close(element);
                k + 1
            }
            Event::Text(_) | Event::Reference(..) => {
                if page.fates[current] == Fate::Kept {
                    walker.text(k);
                }
                k + 1
            }
        };
    }
}

struct Walker<'w, 'p> {
    page: &'w Page<'w>,
    flow: &'w mut Flow<'p>,
    builder: &'w mut ContentBuilder,
    /// The kind of the blocks in each element that is open.
    kinds: Vec<BlockKind>,
    /// The preformatted element that is open.
    pre: Option<usize>,
    at_pre_start: bool,
}

impl Walker<'_, '_> {
    /// Begins an element, and returns the event that comes next: behind it, if it is done with.
    fn open(&mut self, element: usize) -> usize {
        let page = self.page;
        let at = &page.tree.elements[element];
        let (next, behind) = (at.events.start + 1, at.events.end);
        self.kinds[element] = self.kind(element);
        if at.tag.is_block() {
            self.end_block(element);
        }
        if page.fates[element] == Fate::Out {
            return behind;
        }
        match at.tag {
            Tag::Br if self.pre.is_some() => self.newline(at),
            Tag::Br => self.flow.line_break(at.start_tag.clone()),
            Tag::Img => self.picture(element),
            Tag::Code | Tag::Math if self.is_inline_code(element) => {
                self.inline_code(element);
                return behind;
            }
            Tag::Pre if page.measures[element].visible == 0 => return behind,
            Tag::Pre if self.pre.is_none() => {
                self.pre = Some(element);
                self.at_pre_start = true;
            }
            _ => {}
        }
        next
    }

    fn close(&mut self, element: usize) {
        let at = &self.page.tree.elements[element];
        if self.pre == Some(element) {
            self.pre = None;
        }
        if at.tag.is_block() {
            self.end_block(at.parent);
        }
    }

    /// Ends the block. What comes next is in this element.
    fn end_block(&mut self, element: usize) {
        let kind = self.kinds[element];
        let mut key = None;
        if kind == BlockKind::Heading {
            key = self.key_of(element);
        }
        let may_divide = !matches!(kind, BlockKind::Heading | BlockKind::Cell);
        let next = NextBlock {
            kind,
            key,
            may_divide,
        };
        self.flow.end(self.builder, next);
    }

    /// The kind of the blocks in an element.
    fn kind(&self, element: usize) -> BlockKind {
        let at = &self.page.tree.elements[element];
        let outer = self.kinds[at.parent];
        match at.tag {
            Tag::H1 | Tag::Heading | Tag::Title => BlockKind::Heading,
            Tag::Pre if self.pre.is_none() => preformatted(&self.page.measures[element]),
            _ if self.pre.is_some() => outer,
            _ if at.has_role(&NOTES) || is_named_note(at) => BlockKind::Note,
            _ if outer == BlockKind::Note => outer,
            Tag::Li | Tag::Term => BlockKind::ListItem,
            // A cell with several paragraphs is the layout of a page.
            Tag::Td if 1 < self.page.measures[element].n_blocks => BlockKind::Paragraph,
            Tag::Td => BlockKind::Cell,
            Tag::Caption => BlockKind::Caption,
            _ => outer,
        }
    }

    /// The key of a heading: its name, that of an anchor in it, or that of the section that it begins.
    fn key_of(&self, element: usize) -> Option<Arc<str>> {
        let elements = &self.page.tree.elements;
        let heading = &elements[element];
        if !matches!(heading.tag, Tag::H1 | Tag::Heading) {
            return None;
        }
        let parent = heading.parent;
        let is_first = parent + 1 == element && is_section(&elements[parent]);
        let child = elements.get(element + 1).filter(|c| c.parent == element);
        let candidates = [Some(heading), child, is_first.then(|| &elements[parent])];
        let id = |at: &Element| at.attributes.as_ref()?.id.clone();
        let id = candidates.into_iter().flatten().find_map(id)?;
        is_name(&id).then(|| format!("id {id}").into())
    }

    fn text(&mut self, event: usize) {
        let Some(mut piece) = piece(self.page, event) else {
            return;
        };
        if self.pre.is_none() {
            self.flow.add(self.builder, piece);
            return;
        }
        if std::mem::take(&mut self.at_pre_start) && piece.stands_for.is_none() {
            let newline = ["\r\n", "\n", "\r"]
                .into_iter()
                .find(|newline| piece.text.starts_with(newline));
            let n_bytes = newline.map_or(0, str::len);
            piece.text = &piece.text[n_bytes..];
            piece.start += n_bytes;
        }
        self.flow.add_as_it_is(self.builder, piece);
    }

    /// Adds a line break of preformatted text.
    fn newline(&mut self, at: &Element) {
        let piece = PieceOf {
            text: "\n",
            start: at.start_tag.start,
            stands_for: Some((at.start_tag.start, at.start_tag.end)),
        };
        self.flow.add_as_it_is(self.builder, piece);
    }

    /// Whether an element is a word of its sentence that is not translated.
    fn is_inline_code(&self, element: usize) -> bool {
        let (at, measure) = (
            &self.page.tree.elements[element],
            &self.page.measures[element],
        );
        let is_code = at.tag == Tag::Math || measure.japanese == 0;
        self.pre.is_none() && is_code && 0 < measure.visible && measure.n_blocks == 0
    }

    fn inline_code(&mut self, element: usize) {
        let page = self.page;
        let events = &page.tree.elements[element].events;
        let mut pieces = Vec::new();
        let mut k = events.start + 1;
        while k < events.end {
            match page.tree.events[k] {
                Event::Open(inner) if page.fates[inner] == Fate::Out => {
                    k = page.tree.elements[inner].events.end;
                }
                _ => pieces.extend(piece(page, k)),
            }
            k += 1;
        }
        // White space at its edges is not code.
        let mut pieces = pieces.into_iter().peekable();
        while let Some(piece) = pieces.peek_mut() {
            let (white, rest) = piece.split_white();
            self.flow.add(self.builder, white);
            if !rest.text.is_empty() {
                *piece = rest;
                break;
            }
            pieces.next();
        }
        self.flow.before(self.builder, 'x');
        let flow = &mut *self.flow;
        self.builder.inline(InlineKind::Code, |builder| {
            for piece in pieces {
                flow.add(builder, piece);
            }
        });
    }

    /// Adds the text that stands for a picture: a caption, or in the middle of a text a part of it.
    fn picture(&mut self, element: usize) {
        let at = &self.page.tree.elements[element];
        let alt = at.attributes.as_ref().and_then(|a| a.alt.as_ref());
        let Some((bytes, alt)) = alt.filter(|(_, alt)| says_something(alt)) else {
            return;
        };
        let is_glyph = alt.chars().count() <= LONGEST_GLYPH;
        let is_in_text = is_glyph || self.builder.is_open() && self.goes_on(at.events.end);
        let is_verbatim = self.page.file.get(bytes.clone()) == Some(alt);
        let piece = PieceOf {
            text: alt,
            start: bytes.start,
            stands_for: (!is_verbatim).then_some((bytes.start, bytes.end)),
        };
        if is_in_text {
            self.flow.add(self.builder, piece);
            return;
        }
        let next = NextBlock {
            kind: BlockKind::Caption,
            key: None,
            may_divide: false,
        };
        self.flow.end(self.builder, next);
        self.flow.add(self.builder, piece);
        self.end_block(at.parent);
    }

    /// Whether text of the same block follows an event. O(events up to the next text, block or picture).
    fn goes_on(&self, event: usize) -> bool {
        let tree = self.page.tree;
        for k in event + 1..tree.events.len() {
            match tree.events[k] {
                Event::Open(element) | Event::Close(element) => {
                    let tag = tree.elements[element].tag;
                    if tag.is_block() || matches!(tag, Tag::Img | Tag::Br) {
                        return false;
                    }
                }
                Event::Text(_) | Event::Reference(..) => {
                    let text = tree.text(self.page.file, k).unwrap_or("");
                    if !text.trim().is_empty() {
                        return true;
                    }
                }
            }
        }
        false
    }
}

/// The text of an event.
fn piece<'t>(page: &Page<'t>, event: usize) -> Option<PieceOf<'t>> {
    let text = page.tree.text(page.file, event)?;
    match &page.tree.events[event] {
        Event::Text(bytes) => Some(PieceOf {
            text,
            start: bytes.start,
            stands_for: None,
        }),
        Event::Reference(bytes, _) => Some(PieceOf {
            text,
            start: bytes.start,
            stands_for: Some((bytes.start, bytes.end)),
        }),
        Event::Open(_) | Event::Close(_) => None,
    }
}

fn is_section(at: &Element) -> bool {
    let is_named = || at.has_name(&["section"]);
    at.tag == Tag::Section || at.tag == Tag::Div && is_named()
}

fn is_named_note(at: &Element) -> bool {
    at.tag.is_block() && at.has_name(&NOTES)
}

/// The kind of a preformatted text: code, unless it has sentences and few symbols, as pages of old have.
fn preformatted(measure: &Measure) -> BlockKind {
    let is_prose = STOPS_OF_PROSE <= measure.stops
        && VISIBLE_FOR_A_SYMBOL * measure.symbols <= measure.visible;
    match is_prose {
        true => BlockKind::Lines,
        false => BlockKind::Code,
    }
}

/// Whether a text in place of a picture has letters and is not the name of its file.
fn says_something(alt: &str) -> bool {
    let alt = alt.trim();
    let small = alt.to_ascii_lowercase();
    let extensions = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"];
    let is_file = extensions.iter().any(|e| small.ends_with(e)) && !alt.contains(' ');
    !alt.is_empty() && !is_file
}

/// Whether the name of a heading is more than its number: `section-3` can be another heading in a translation.
fn is_name(id: &str) -> bool {
    let letters = id.trim_end_matches(|c: char| c.is_ascii_digit() || "-_.:".contains(c));
    let is_numbered = letters.len() < id.len();
    let is_only_numbered = is_numbered && letters.chars().all(char::is_alphanumeric);
    !letters.is_empty() && !is_only_numbered
}
