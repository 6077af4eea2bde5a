//! [`Story`]: the paragraphs of a document in reading order, while they are read.
//!
//! In: pieces of text, in any order of paragraphs. Out: a [`Content`]. A paragraph keeps its place in the order when another,
//! such as a text box in it, begins and ends inside it. O(bytes).

use std::ops::Range;

use crate::text::{BlockKind, Content, ContentBuilder, InlineKind};

/// A paragraph.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    pub(super) kind: BlockKind,
    pub(super) place: String,
    text: String,
    /// Where lines were broken, in bytes of the text.
    seams: Vec<usize>,
    /// Formulas, in bytes of the text.
    code: Vec<Range<usize>>,
}

impl Paragraph {
    /// A paragraph without text.
    pub(super) fn new(kind: BlockKind, place: String) -> Self {
        Paragraph {
            kind,
            place,
            text: String::new(),
            seams: Vec::new(),
            code: Vec::new(),
        }
    }

    /// Adds text. White space is a blank, hyphens that only allow a break are left out, and hyphens that forbid one are `-`.
    pub(super) fn text(&mut self, text: &str) {
        let chars = text.chars().filter(|&char| char != '\u{ad}');
        self.text.extend(chars.map(|char| match char {
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' => ' ',
            '\u{2011}' => '-',
            char => char,
        }));
    }

    /// Adds a blank, if there is none.
    pub(super) fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Adds the break of a line.
    pub(super) fn line_break(&mut self) {
        self.blank();
        self.seams.push(self.text.len());
    }

    /// Adds a formula.
    pub(super) fn formula(&mut self, text: &str) {
        let start = self.text.len();
        self.text(text);
        if start < self.text.len() {
            self.code.push(start..self.text.len());
        }
    }

    /// The number of bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it ends with a blank or has no text.
    pub(super) fn is_at_blank(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(' ')
    }

    /// Whether there is nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn write(&self, builder: &mut ContentBuilder) {
        let trimmed = self.text.trim_start();
        let start = self.text.len() - trimmed.len();
        let end = start + trimmed.trim_end().len();
        builder.begin(self.kind).place(self.place.as_str());
        let mut seams = self.seams.iter().copied().peekable();
        let mut code = self.code.iter().cloned().peekable();
        let mut at = start;
        while at < end {
            while seams
                .next_if(|&seam| seam <= at)
                .is_some_and(|seam| seam < at)
            {}
            while code.next_if(|range| range.end <= at).is_some() {}
            let formula = code.peek().filter(|range| range.start <= at);
            if let Some(range) = formula {
                let to = range.end.min(end);
                let text = &self.text[at..to];
                builder.inline(InlineKind::Code, |builder| {
                    builder.insert(text);
                });
                at = to;
                continue;
            }
            let next = [
                Some(end),
                seams.peek().copied(),
                code.peek().map(|range| range.start),
            ];
            let to = next.into_iter().flatten().min().unwrap_or(end);
            builder.insert(&self.text[at..to]);
            at = to;
            if seams.peek() == Some(&at) && at < end {
                builder.seam();
            }
        }
        builder.end();
    }
}

/// Paragraphs in reading order.
#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    paragraphs: Vec<Paragraph>,
}

impl Story {
    /// Begins a paragraph after all others, and returns its number.
    pub(super) fn begin(&mut self, kind: BlockKind, place: String) -> usize {
        self.paragraphs.push(Paragraph::new(kind, place));
        self.paragraphs.len() - 1
    }

    /// A paragraph by its number.
    pub(super) fn at(&mut self, at: usize) -> &mut Paragraph {
        &mut self.paragraphs[at]
    }

    /// Adds the paragraphs of another story.
    pub(super) fn append(&mut self, story: Story) {
        self.paragraphs.extend(story.paragraphs);
    }

    /// Adds a paragraph.
    pub(super) fn push(&mut self, paragraph: Paragraph) {
        self.paragraphs.push(paragraph);
    }

    /// Adds the alternative text of a picture.
    pub(super) fn alternative(&mut self, text: &str, place: String) {
        let mut paragraph = Paragraph::new(BlockKind::Caption, place);
        paragraph.text(text);
        self.paragraphs.push(paragraph);
    }

    /// The number of paragraphs and of their bytes: equal at two times if nothing was added between them.
    pub(super) fn size_from(&self, at: Option<usize>) -> (usize, usize) {
        let paragraph = at.map_or(0, |at| self.paragraphs[at].len());
        (self.paragraphs.len(), paragraph)
    }

    /// The content; paragraphs without text are left out. O(bytes).
    pub(super) fn into_content(self) -> Content {
        let mut builder = ContentBuilder::of_container();
        for paragraph in self
            .paragraphs
            .iter()
            .filter(|paragraph| !paragraph.is_blank())
        {
            paragraph.write(&mut builder);
        }
        builder.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn seams_and_formulas_are_at_their_places_in_the_trimmed_text() {
        let mut story = Story::default();
        story.begin(BlockKind::Paragraph, "a".to_string());
        let at = story.begin(BlockKind::Paragraph, "b".to_string());
        let paragraph = story.at(at);
        paragraph.line_break();
        paragraph.text("  雨\u{ad}\t");
        paragraph.formula("x");
        paragraph.line_break();
        paragraph.line_break();
        paragraph.text("y\u{2011}z");
        paragraph.line_break();
        let content = story.into_content();
        assert_eq!(content.text(), "雨 x y-z");
        let blocks = content.blocks();
        assert_eq!(blocks.len(), 1, "a paragraph without text is left out");
        assert_eq!(blocks[0].place.as_deref(), Some("b"));
        let formulas: Vec<&str> = content
            .inlines()
            .iter()
            .map(|inline| inline.span.of(content.text()))
            .collect();
        assert_eq!(formulas, ["x"]);
        assert_eq!(
            content.seams_in(Span::new(0, content.text().len())),
            ["雨 x ".len()]
        );
    }

    #[test]
    fn a_paragraph_keeps_its_place_while_others_begin() {
        let mut story = Story::default();
        let host = story.begin(BlockKind::Paragraph, "1".to_string());
        story.at(host).text("ho");
        let inner = story.begin(BlockKind::Note, "2".to_string());
        story.at(inner).text("note");
        story.at(host).text("st");
        assert_eq!(story.into_content().text(), "host\n\nnote");
    }
}
