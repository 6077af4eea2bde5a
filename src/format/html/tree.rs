//! [`Tree`]: the elements of a page and its text, in the order of the file.
//!
//! In: start tags, end tags and text as they come. Out: [`Event`]s that are balanced, and for each [`Element`] its parent and
//! its events. Missing end tags are added by the rules that matter for text: a paragraph ends before a block, an item before
//! an item, a cell before a cell. Nothing is moved, so that text stays in the order of the file. O(tags + bytes), at any depth.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::format::html::attributes::Attributes;
use crate::format::html::tag::Tag;

/// What comes next in a page. Elements are numbers in [`Tree::elements`].
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Event {
    Open(usize),
    Close(usize),
    /// Text that stands in the file, in bytes.
    Text(Range<usize>),
    /// Text that stands for a reference such as `&amp;`.
    Reference(Range<usize>, Box<str>),
}

/// An element.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) tag: Tag,
    /// The number of its parent, which is smaller. The root is its own.
    pub(super) parent: usize,
    /// Its [`Event::Open`] and its [`Event::Close`].
    pub(super) events: Range<usize>,
    /// Its start tag, in bytes of the file.
    pub(super) start_tag: Range<usize>,
    /// None if it has no attribute that matters.
    pub(super) attributes: Option<Box<Attributes>>,
}

impl Element {
    /// Whether a role, a type or a property is one of these words.
    pub(super) fn has_role(&self, words: &[&str]) -> bool {
        self.attributes.as_ref().is_some_and(|a| a.is(words))
    }

    /// Whether its class or its name has one of these words.
    pub(super) fn has_name(&self, words: &[&str]) -> bool {
        let mut found = false;
        if let Some(attributes) = &self.attributes {
            attributes.each_name(|name| found |= words.contains(&name));
        }
        found
    }
}

/// A page. Element 0 is above all others and has no tag in the file.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    pub(super) events: Vec<Event>,
}

impl Tree {
    /// Whether it has templates, as elements or as scripts. O(elements).
    pub(super) fn has_templates(&self) -> bool {
        self.elements.iter().any(|at| {
            let is_template = || at.attributes.as_ref().is_some_and(|a| a.is_template);
            at.tag == Tag::Template || at.tag == Tag::Script && is_template()
        })
    }

    /// The text of an event; none if it is a tag.
    pub(super) fn text<'t>(&'t self, file: &'t str, event: usize) -> Option<&'t str> {
        match &self.events[event] {
            Event::Text(bytes) => file.get(bytes.clone()),
            Event::Reference(_, text) => Some(text),
            Event::Open(_) | Event::Close(_) => None,
        }
    }
}

/// How an element without content may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `<p/>` opens a paragraph.
    Html,
    /// The same, but templates are text: some help files have no other.
    Templates,
    /// `<p/>` is a whole paragraph.
    Xhtml,
}

/// Puts a [`Tree`] together.
#[derive(Debug)]
pub(super) struct TreeBuilder {
    tree: Tree,
    dialect: Dialect,
    /// The open elements, from the root.
    stack: Vec<usize>,
    /// For each tag, where it is in the stack.
    open: FxHashMap<Tag, Vec<usize>>,
    /// Where the blocks are in the stack, and the elements that hide what is outside of them.
    blocks: Vec<usize>,
    scopes: Vec<usize>,
    /// The numbers of names that are no [`Tag`] of their own.
    names: FxHashMap<Box<[u8]>, u32>,
}

impl TreeBuilder {
    pub(super) fn new(dialect: Dialect) -> Self {
        let mut builder = TreeBuilder {
            tree: Tree {
                elements: Vec::new(),
                events: Vec::new(),
            },
            dialect,
            stack: Vec::new(),
            open: FxHashMap::default(),
            blocks: Vec::new(),
            scopes: Vec::new(),
            names: FxHashMap::default(),
        };
        builder.push(Tag::Root, 0..0, None);
        builder
    }

    /// The tag of a name in lower case. O(bytes of the name).
    pub(super) fn tag(&mut self, name: &[u8]) -> Tag {
        Tag::of(name).unwrap_or_else(|| {
            if let Some(&number) = self.names.get(name) {
                return Tag::Other(number);
            }
            let number = self.names.len() as u32;
            self.names.insert(name.into(), number);
            Tag::Other(number)
        })
    }

    /// Whether a start tag that ends with `/>` is a whole element.
    pub(super) fn may_close_itself(&self) -> bool {
        let is_in = |tag| self.last(tag).is_some();
        self.dialect == Dialect::Xhtml || is_in(Tag::Svg) || is_in(Tag::Math)
    }

    /// Adds a start tag. O(elements that end here).
    pub(super) fn start(
        &mut self,
        tag: Tag,
        at: Range<usize>,
        attributes: Option<Box<Attributes>>,
    ) {
        if matches!(tag, Tag::Html | Tag::Head | Tag::Body) && self.last(tag).is_some() {
            return;
        }
        self.end_before(tag);
        self.push(tag, at, attributes);
        if tag.is_void() {
            self.close_to(self.stack.len() - 1);
        }
    }

    /// Ends the element that was started last, which closes itself.
    pub(super) fn end_itself(&mut self, tag: Tag) {
        let is_open = self
            .stack
            .last()
            .is_some_and(|&top| self.tree.elements[top].tag == tag);
        if is_open && 1 < self.stack.len() {
            self.close_to(self.stack.len() - 1);
        }
    }

    /// Adds an end tag; one that ends nothing is ignored. O(elements that end here).
    pub(super) fn end(&mut self, tag: Tag, at: Range<usize>) {
        match tag {
            // What follows the end of the body is still on the page.
            Tag::Html | Tag::Body => {}
            Tag::Br => self.start(tag, at, None),
            // One that ends no paragraph is an empty paragraph.
            Tag::P if self.last(tag) <= self.scopes.last().copied() => {
                self.start(tag, at, None);
                self.end_itself(tag);
            }
            Tag::H1 | Tag::Heading => {
                let heading = self.last(Tag::H1).max(self.last(Tag::Heading));
                self.close_above(heading, self.scopes.last().copied());
            }
            // Their cells are scopes themselves.
            Tag::Td | Tag::Tr | Tag::Rows => {
                self.close_above(self.last(tag), self.last(Tag::Table))
            }
            _ if tag.is_scope() => self.close_above(self.last(tag), None),
            _ if tag.is_block() => self.close_above(self.last(tag), self.scopes.last().copied()),
            _ => self.close_above(self.last(tag), self.blocks.last().copied()),
        }
    }

    /// Adds a text that stands in the file.
    pub(super) fn text(&mut self, at: Range<usize>) {
        match self.tree.events.last_mut() {
            Some(Event::Text(before)) if before.end == at.start => before.end = at.end,
            _ => self.tree.events.push(Event::Text(at)),
        }
    }

    /// Adds a text in place of a range of the file.
    pub(super) fn reference(&mut self, at: Range<usize>, text: &str) {
        self.tree.events.push(Event::Reference(at, text.into()));
    }

    /// Closes what is open and returns the tree.
    pub(super) fn finish(mut self) -> Tree {
        self.close_to(0);
        self.tree
    }

    /// Ends what a start tag ends by itself.
    fn end_before(&mut self, tag: Tag) {
        match tag {
            Tag::Body => self.close_above(self.last(Tag::Head), None),
            Tag::Li => self.close_above(self.last(tag), self.last_list()),
            Tag::Term => {
                let terms = self.last(Tag::Terms).max(self.scopes.last().copied());
                self.close_above(self.last(tag), terms);
            }
            Tag::Td => {
                let row = self.last(Tag::Tr).max(self.last(Tag::Table));
                self.close_above(self.last(tag), row);
            }
            Tag::Tr => {
                let rows = self.last(Tag::Rows).max(self.last(Tag::Table));
                self.close_above(self.last(tag), rows);
                self.close_above(self.last(Tag::Td), self.last(Tag::Table));
            }
            Tag::Rows => {
                let table = self.last(Tag::Table);
                self.close_above(self.last(Tag::Td), table);
                self.close_above(self.last(Tag::Tr), table);
                self.close_above(self.last(tag), table);
            }
            Tag::Reading => self.close_above(self.last(tag), self.last(Tag::Ruby)),
            Tag::A => self.close_above(self.last(tag), self.blocks.last().copied()),
            Tag::H1 | Tag::Heading => {
                let top = self.blocks.last().copied();
                let heading = self.last(Tag::H1).max(self.last(Tag::Heading));
                if heading == top {
                    self.close_above(heading, None);
                }
            }
            _ => {}
        }
        if tag.ends_paragraph() {
            self.close_above(self.last(Tag::P), self.scopes.last().copied());
        }
    }

    /// Where the list or the scope is that holds the items that come next.
    fn last_list(&self) -> Option<usize> {
        self.last(Tag::List).max(self.scopes.last().copied())
    }

    /// Where a tag is in the stack, if it is open.
    fn last(&self, tag: Tag) -> Option<usize> {
        self.open.get(&tag)?.last().copied()
    }

    /// Closes an element of the stack and all that is in it, unless it is below the limit or not open.
    fn close_above(&mut self, at: Option<usize>, limit: Option<usize>) {
        if let Some(at) = at.filter(|_| limit < at) {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, at: usize) {
        while self.stack.len() > at {
            let Some(element) = self.stack.pop() else {
                return;
            };
            let depth = self.stack.len();
            let tag = self.tree.elements[element].tag;
            if let Some(open) = self.open.get_mut(&tag) {
                open.pop();
            }
            self.blocks.pop_if(|block| *block == depth);
            self.scopes.pop_if(|scope| *scope == depth);
            self.tree.elements[element].events.end = self.tree.events.len();
            self.tree.events.push(Event::Close(element));
        }
    }

    fn push(&mut self, tag: Tag, at: Range<usize>, attributes: Option<Box<Attributes>>) {
        let (number, depth) = (self.tree.elements.len(), self.stack.len());
        let event = self.tree.events.len();
        self.tree.elements.push(Element {
            tag,
            parent: self.stack.last().copied().unwrap_or(0),
            events: event..event,
            start_tag: at,
            attributes,
        });
        self.tree.events.push(Event::Open(number));
        self.stack.push(number);
        self.open.entry(tag).or_default().push(depth);
        if tag.is_block() {
            self.blocks.push(depth);
        }
        if tag.is_scope() {
            self.scopes.push(depth);
        }
    }
}
