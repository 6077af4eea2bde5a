//! Blocks that CommonMark does not know: tags and expressions of MDX, containers, front matter.
//!
//! In: their place in the file. Out: blocks of a content. O(bytes).

use std::ops::Range;

use crate::text::{BlockKind, ContentBuilder, InlineKind};

/// A block that is taken out before the rest is read as CommonMark.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Own {
    /// Its bytes in the file.
    pub(super) range: Range<usize>,
    pub(super) kind: OwnKind,
}

/// What such a block is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum OwnKind {
    /// No prose.
    Code,
    /// Tags, with the values of attributes that are prose.
    Tags(Vec<Range<usize>>),
    /// Markup with a title.
    Titled(Range<usize>),
    /// A line of front matter, or more: its key, if any, and its value.
    Front(Option<Range<usize>>, Range<usize>),
}

impl Own {
    pub(super) fn code(range: Range<usize>) -> Self {
        let kind = OwnKind::Code;
        Own { range, kind }
    }

    /// Adds the block, or the blocks.
    pub(super) fn add_to(&self, builder: &mut ContentBuilder, file: &str) {
        let Range { start, end } = self.range.clone();
        match &self.kind {
            OwnKind::Code => add_code(builder, file, start..end),
            OwnKind::Tags(values) => add_tags(builder, file, start..end, values),
            OwnKind::Titled(title) => {
                builder.begin(BlockKind::Heading);
                add_markup(builder, InlineKind::Opening, start..title.start);
                builder.take(title.clone());
                add_markup(builder, InlineKind::Closing, title.end..end);
            }
            OwnKind::Front(key, value) => {
                builder.begin(BlockKind::FrontMatter);
                if let Some(key) = key {
                    builder.key(format!("front matter {}", &file[key.clone()]));
                }
                add_markup(builder, InlineKind::Opening, start..value.start);
                builder.take(value.clone());
                add_markup(builder, InlineKind::Closing, value.end..end);
            }
        }
        builder.end();
    }
}

/// Adds a block that is no prose, without white space at its ends.
pub(super) fn add_code(builder: &mut ContentBuilder, file: &str, range: Range<usize>) {
    let range = trimmed(file, range);
    if !range.is_empty() {
        builder.begin(BlockKind::Code).take(range).end();
    }
}

/// Adds a range of the file as markup, if it is not empty.
pub(super) fn add_markup(builder: &mut ContentBuilder, kind: InlineKind, range: Range<usize>) {
    if !range.is_empty() {
        builder.inline(kind, |builder| {
            builder.take(range);
        });
    }
}

/// The range without white space at its ends.
pub(super) fn trimmed(file: &str, range: Range<usize>) -> Range<usize> {
    let text = file[range.clone()].trim_end();
    let body = text.trim_start();
    let start = range.start + text.len() - body.len();
    start..start + body.len()
}

/// Whether a range holds a letter or a digit, which has to be in a block.
pub(super) fn has_words(file: &str, range: Range<usize>) -> bool {
    file[range].contains(char::is_alphanumeric)
}

/// Adds a block for each value that is prose, with the markup before it; what follows the last is code if it has words, so
/// that equal paths are recognised.
fn add_tags(
    builder: &mut ContentBuilder,
    file: &str,
    range: Range<usize>,
    values: &[Range<usize>],
) {
    let mut at = range.start;
    for value in values {
        let before = trimmed(file, at..value.start);
        builder.begin(BlockKind::Caption);
        add_markup(builder, InlineKind::Opening, before.start..value.start);
        builder.take(value.clone());
        // The quotation mark.
        at = value.end + 1;
        add_markup(builder, InlineKind::Closing, value.end..at);
    }
    let rest = trimmed(file, at..range.end);
    if values.is_empty() || has_words(file, rest.clone()) {
        add_code(builder, file, rest);
    } else {
        add_markup(builder, InlineKind::Closing, rest);
    }
}
