//! Text → paragraphs → segments. A paragraph, a sentence or a soft cut begins each segment.
//!
//! In: a text in one language, or a range of it. Out: segments without blanks at their ends, in order and disjoint. They
//! cover every character that is no blank: white space, or not seen (`text/legible.rs`). O(bytes); only the cuts of one
//! paragraph are allocated, and the text as it is read if it is written in another way.

mod code;
mod cut;
mod english;
mod japanese;
mod lists;
mod masked;
mod open;
mod own;
mod paragraph;
mod replace;
pub mod srx;
mod tail;

use std::borrow::Cow;
use std::sync::Arc;

use crate::segment::cut::{Cut, is_blank};
use crate::segment::lists::Lists;
use crate::segment::masked::Masked;
pub use crate::segment::replace::Replacement;
use crate::text::fold::Folded;
use crate::text::legible::legible;
use crate::text::script::is_japanese;
use crate::text::{Begin, Block, BlockKind, Content, Document, IntoText, Language, Segment, Span};

/// Cuts a text of one language into sentences and fine segments.
///
/// ```
/// use taiyaku::{Language, segment::Segmenter};
///
/// let segmenter = Segmenter::new(Language::Japanese);
/// let sentences = segmenter.sentences("雨が降った。「もう帰ろう。」と彼は言った。");
/// assert_eq!(sentences.len(), 2);
/// ```
#[derive(Debug, Clone)]
pub struct Segmenter {
    language: Language,
    /// The embedded ones are shared until the caller adds something.
    lists: Arc<Lists>,
    longest_quotation: usize,
}

/// The longest quotation that stays one sentence, in bytes. Standards disagree: the specs of rule-based segmenters keep a
/// quotation together, treebanks cut it. The bound is a compromise: the specs have quotations of up to 270 bytes, and in UD
/// English EWT dev 12 of 34 boundaries inside quotations lie in shorter ones.
const LONGEST_QUOTATION: usize = 280;

impl Segmenter {
    /// Makes a segmenter for a language. [`Language::Other`] is cut like English, without English abbreviations.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let lists = Lists::embedded(language);
        Segmenter {
            language,
            lists,
            longest_quotation: LONGEST_QUOTATION,
        }
    }

    /// Adds an abbreviation, in any case, with or without its last full stop. The stop does not end a sentence, unless a word
    /// follows that usually begins one. An abbreviation of more than 24 bytes is never found; add it as an exception.
    ///
    /// ```
    /// use taiyaku::{Language, segment::Segmenter};
    ///
    /// let text = "The Abt. Forst replied. We filed it.";
    /// let segmenter = Segmenter::new(Language::English);
    /// assert_eq!(segmenter.sentences(text).len(), 3);
    /// assert_eq!(segmenter.with_abbreviation("Abt.").sentences(text).len(), 2);
    /// ```
    #[must_use]
    pub fn with_abbreviation(mut self, abbreviation: &str) -> Self {
        let abbreviation = self.as_read(abbreviation.trim());
        let word = abbreviation.trim_end_matches('.');
        if !word.is_empty() {
            Arc::make_mut(&mut self.lists).add_abbreviation(word);
        }
        self
    }

    /// Adds a text, for example a name with a full stop. The segmenter never ends a sentence inside it or directly after it.
    /// The text is compared as it is read: soft hyphens and the like count for nothing, and a no-break space is a space. Each
    /// stop costs O(stops in all exceptions).
    ///
    /// ```
    /// use taiyaku::{Language, segment::Segmenter};
    ///
    /// let segmenter = Segmenter::new(Language::Japanese).with_exception("喫茶あした。");
    /// assert_eq!(segmenter.sentences("喫茶あした。へ行こう。また会おう。").len(), 2);
    /// ```
    #[must_use]
    pub fn with_exception(mut self, exception: &str) -> Self {
        let exception = self.as_read(exception.trim());
        if !exception.is_empty() {
            Arc::make_mut(&mut self.lists).add_exception(&exception);
        }
        self
    }

    /// Sets the longest quotation that stays one sentence, in bytes. The cuts inside such a quotation are soft. Default: 280.
    /// With 0, a quotation is cut between all its sentences, unless the host sentence goes on after it.
    ///
    /// ```
    /// use taiyaku::{Language, segment::Segmenter};
    ///
    /// let text = "“It is late. Let us go.” She rose.";
    /// let segmenter = Segmenter::new(Language::English);
    /// assert_eq!(segmenter.sentences(text).len(), 2);
    /// assert_eq!(segmenter.with_longest_quotation(0).sentences(text).len(), 3);
    /// ```
    #[must_use]
    pub fn with_longest_quotation(mut self, bytes: usize) -> Self {
        self.longest_quotation = bytes;
        self
    }

    /// The language of the segmenter.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the fine segments of a text. Every character is in one of them or is a blank between them: white space, or a
    /// character that is not seen, such as a mark of byte order (U+FEFF), a space of no width (U+200B) or a soft hyphen. No
    /// segment begins or ends with a blank. O(bytes).
    ///
    /// ```
    /// use taiyaku::{Language, segment::Segmenter};
    ///
    /// let text = "雨が降った。家にいた。";
    /// let segments = Segmenter::new(Language::Japanese).segments(text);
    /// assert_eq!(segments[1].span.of(text), "家にいた。");
    /// ```
    #[must_use]
    pub fn segments(&self, text: &str) -> Vec<Segment> {
        let mut segments = Vec::new();
        self.segments_in(text, Span::new(0, text.len()), 0, &mut segments);
        segments
    }

    /// Appends the fine segments of a range of a text. Spans count bytes in the whole text. Paragraphs are numbered from
    /// `first_paragraph`. O(bytes of the range).
    ///
    /// ```
    /// use taiyaku::{Language, Span, segment::Segmenter};
    ///
    /// let text = "title: It rained. We stayed.";
    /// let mut segments = Vec::new();
    /// Segmenter::new(Language::English).segments_in(text, Span::new(7, 28), 0, &mut segments);
    /// assert_eq!(segments[0].span.of(text), "It rained.");
    /// ```
    ///
    /// # Panics
    ///
    /// If `range` does not slice the text.
    pub fn segments_in(
        &self,
        text: &str,
        range: Span,
        first_paragraph: u32,
        segments: &mut Vec<Segment>,
    ) {
        let part = range.of(text);
        let folded = legible(part, self.language);
        let read = folded.as_ref().map_or(part, Folded::text);
        let n_before = segments.len();
        let mut number = first_paragraph;
        let mut cuts = Vec::new();
        paragraph::each_paragraph(read, self.language, |paragraph| {
            let body = paragraph.of(read);
            self.cuts(body, &mut cuts);
            let before = segments.len();
            push_pieces(body, &cuts, paragraph.start, number, segments);
            number += u32::from(segments.len() > before);
        });
        if let Some(folded) = &folded {
            as_written(part, folded, n_before, segments);
        }
        for segment in &mut segments[n_before..] {
            segment.span = segment.span.shifted(range.start);
        }
    }

    /// A text of the user as texts are read.
    fn as_read<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match legible(text, self.language) {
            Some(folded) => Cow::Owned(folded.text().to_owned()),
            None => Cow::Borrowed(text),
        }
    }

    /// Replaces `cuts` by those of a paragraph, which may be written in another way than it is read.
    fn cuts_as_read(&self, body: &str, cuts: &mut Vec<Cut>) {
        let Some(folded) = legible(body, self.language) else {
            return self.cuts(body, cuts);
        };
        self.cuts(folded.text(), cuts);
        for cut in cuts.iter_mut() {
            cut.at = folded.original(Span::new(cut.at, cut.at)).start;
        }
    }

    /// Replaces `cuts` by those of a paragraph.
    fn cuts(&self, body: &str, cuts: &mut Vec<Cut>) {
        cuts.clear();
        match self.language {
            Language::Japanese => japanese::cuts(body, &self.lists, self.longest_quotation, cuts),
            _ => {
                let body = with_blanks_for_breaks(body);
                english::cuts(&body, &self.lists, self.longest_quotation, cuts)
            }
        }
        cut_at_joins(body, cuts);
        cut_long_sentences(body, cuts);
    }

    /// Segments what a reader made of a file. Every segment is in one block, and no segment begins or ends in an inline span,
    /// but for the blanks at the ends of markup. O(bytes).
    ///
    /// ```
    /// use taiyaku::segment::Segmenter;
    /// use taiyaku::text::{BlockKind, ContentBuilder};
    /// use taiyaku::Language;
    ///
    /// let mut builder = ContentBuilder::of_container();
    /// builder.begin(BlockKind::Heading).insert("Rain");
    /// builder.begin(BlockKind::Paragraph).insert("It rained. We stayed.");
    /// let document = Segmenter::new(Language::English).document_of(builder.finish());
    /// assert_eq!(document.segments().len(), 3);
    /// ```
    pub fn document_of(&self, content: impl Into<Arc<Content>>) -> Document {
        let content = content.into();
        let mut segments = Vec::new();
        let mut paragraph = 0;
        for block in content.blocks() {
            self.segments_of_block(&content, block, paragraph, &mut segments);
            paragraph = segments.last().map_or(0, |last| last.paragraph + 1);
        }
        match content.is_plain() {
            true => Document::from_segments(content.shared_text(), self.language, segments),
            false => Document::from_content(content, self.language, segments),
        }
    }

    /// Appends the segments of a block. Its paragraphs are numbered from `first_paragraph`.
    fn segments_of_block(
        &self,
        content: &Content,
        block: &Block,
        first_paragraph: u32,
        segments: &mut Vec<Segment>,
    ) {
        let text = content.text();
        match block.kind {
            BlockKind::Lines => self.segments_in(text, block.span, first_paragraph, segments),
            BlockKind::Code => {
                let n_before = segments.len();
                self.segments_in(text, block.span, first_paragraph, segments);
                code::join_marks(text, n_before, segments);
                code::soften_lines(text, n_before, segments);
            }
            _ => {
                let masked = Masked::new(content, block.span);
                let mut cuts = Vec::new();
                self.cuts_as_read(masked.text(), &mut cuts);
                masked.restore(&mut cuts);
                let body = block.span.of(text);
                push_pieces(body, &cuts, block.span.start, first_paragraph, segments);
            }
        }
    }

    /// Segments a text and returns it as a document. O(bytes).
    ///
    /// ```
    /// use taiyaku::{Language, segment::Segmenter};
    ///
    /// let document = Segmenter::new(Language::Japanese).document("雨が降った。家にいた。");
    /// assert_eq!(document.segment_text(1), "家にいた。");
    /// ```
    pub fn document(&self, text: impl IntoText) -> Document {
        let text = text.into_text();
        let segments = self.segments(&text);
        Document::from_segments(text, self.language, segments)
    }

    /// Returns the sentences of a text. Soft cuts are closed, and a short quotation is one sentence. O(bytes).
    ///
    /// A sentence that is segmented again, with its lines joined, is one sentence. There are exceptions where the surrounding
    /// text decides: a lower-case start in a paragraph without capitals, an item of an enumeration, a quotation that began in
    /// the sentence before.
    #[must_use]
    pub fn sentences(&self, text: &str) -> Vec<Span> {
        let mut sentences: Vec<Span> = Vec::new();
        for segment in self.segments(text) {
            match sentences.last_mut() {
                Some(last) if !segment.begin.begins_sentence() => last.end = segment.span.end,
                _ => sentences.push(segment.span),
            }
        }
        sentences
    }
}

/// A paragraph with a blank for each byte of a line break, so that its lines are read as one.
fn with_blanks_for_breaks(body: &str) -> Cow<'_, str> {
    match memchr::memchr2(b'\n', b'\r', body.as_bytes()) {
        Some(_) => Cow::Owned(body.replace(['\n', '\r'], " ")),
        None => Cow::Borrowed(body),
    }
}

/// Gives the segments from number `first` on their places in the text as it is written. Where a stop and marks over it are read in
/// another order, a piece of them has no place of its own: the next segment begins as it does.
fn as_written(text: &str, read: &Folded<'_>, first: usize, segments: &mut Vec<Segment>) {
    let mut lost: Option<Segment> = None;
    for mut segment in segments.split_off(first) {
        let span = read.original(segment.span);
        segment.span = trimmed(text, span.start, span.end);
        if let Some(before) = lost.take_if(|before| before.paragraph == segment.paragraph) {
            segment.begin = before.begin;
        }
        match segment.span.is_empty() {
            true => lost = Some(segment),
            false => segments.push(segment),
        }
    }
}

fn push_pieces(body: &str, cuts: &[Cut], offset: usize, number: u32, segments: &mut Vec<Segment>) {
    let (mut start, mut begin) = (0, Begin::Paragraph);
    let last = Cut::hard(body.len());
    for cut in cuts.iter().copied().chain([last]) {
        let span = trimmed(body, start, cut.at);
        start = cut.at;
        // The bar that closes a row of a table belongs to its last cell.
        if begin != Begin::Paragraph && span.of(body) == "|" {
            if let Some(last) = segments.last_mut() {
                last.span.end = span.end + offset;
            }
        } else if !span.is_empty() {
            segments.push(Segment {
                span: span.shifted(offset),
                paragraph: number,
                begin,
            });
            begin = cut.begin;
        } else if begin == Begin::Soft {
            begin = cut.begin;
        }
    }
}

/// Adds a soft cut where a line was joined to the next because it ends with a comma or の. The other side often divides
/// there.
fn cut_at_joins(body: &str, cuts: &mut Vec<Cut>) {
    let joins = [',', '、', '，', '､', 'の'];
    let n_known = cuts.len();
    let bytes = body.as_bytes();
    for newline in memchr::memchr3_iter(b'\n', b'\r', 0xb, bytes) {
        let at = newline + 1;
        if bytes[newline] == b'\r' && bytes.get(at) == Some(&b'\n') {
            continue;
        }
        let known = cuts[..n_known]
            .binary_search_by_key(&at, |cut| cut.at)
            .is_ok();
        if body[..newline].trim_end_matches(is_blank).ends_with(joins) && !known {
            cuts.push(Cut::soft(at));
        }
    }
    cuts.sort_by_key(|cut| cut.at);
}

/// The least bytes of a sentence that the other side has probably divided, and of the pieces it is cut into: about 150 and
/// 40 Japanese characters.
const LONG_SENTENCE: usize = 450;
const SHORTEST_PIECE: usize = 120;

/// Adds soft cuts after commas and semicolons in very long sentences. A bead joins at most six segments a side, so that a
/// sentence as long as a paragraph could not be aligned otherwise.
fn cut_long_sentences(body: &str, cuts: &mut Vec<Cut>) {
    let ends = cuts.iter().map(|cut| cut.at).chain([body.len()]);
    let mut found = Vec::new();
    let mut start = 0;
    for end in ends {
        let long = &body[start..end];
        if LONG_SENTENCE <= long.len() && LONG_SENTENCE <= width(long) {
            cut_long_sentence(long, start, &mut found);
        }
        start = end;
    }
    if !found.is_empty() {
        cuts.extend(found);
        cuts.sort_by_key(|cut| cut.at);
    }
}

/// Appends the cuts of a long sentence that begins at byte `start` of its paragraph. O(bytes).
fn cut_long_sentence(long: &str, start: usize, cuts: &mut Vec<Cut>) {
    let whole = width(long);
    // The widths up to the mark and up to the last cut.
    let (mut here, mut cut) = (0, 0);
    let mut from = 0;
    for (at, mark) in long.match_indices(['、', '，', ',', ';', '；', '､']) {
        let after = at + mark.len();
        here += width(&long[from..after]);
        from = after;
        // A comma of ASCII stands before Japanese in texts whose widths were made alike.
        let is_next = |c: char| c == ' ' || is_japanese(c);
        let divides = mark.len() > 1 || long[after..].starts_with(is_next);
        if divides && SHORTEST_PIECE <= here - cut && SHORTEST_PIECE <= whole - here {
            cuts.push(Cut::soft(start + after));
            cut = here;
        }
    }
}

/// The bytes of a text without blanks behind a blank, as justified text has them.
fn width(text: &str) -> usize {
    let bytes = text.as_bytes().iter();
    let pairs = bytes.clone().zip(bytes.skip(1));
    text.len() - pairs.filter(|&(&a, &b)| a == b' ' && b == b' ').count()
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let piece = text[start..end].trim_end_matches(is_blank);
    let body = piece.trim_start_matches(is_blank);
    Span::new(start + piece.len() - body.len(), start + piece.len())
}
