//! Text → paragraphs → segments, each begun by a paragraph, a sentence or a soft cut.
//!
//! In: text, or a range of it, in one language. Out: segments: trimmed, in order, disjoint, covering every
//! non-blank character. O(bytes), no allocation but for the cuts of one paragraph.

mod cut;
mod english;
mod japanese;
mod lists;
mod open;
mod paragraph;
pub mod srx;

use crate::segment::cut::{Cut, is_blank};
use crate::segment::lists::Lists;
use crate::text::{Begin, Document, IntoText, Language, Segment, Span};

/// Cuts text of one language into fine segments.
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
    lists: Lists,
    longest_quotation: usize,
}

/// Bytes of the longest quotation that is one sentence however many it holds. Standards disagree: the specs of
/// rule-based segmenters keep a quotation together, treebanks cut it. The bound was measured on UD
/// English EWT dev, where 12 of 34 boundaries inside quotations lie in ones so short, beside those specs, which have
/// quotations of up to 270 bytes.
const LONGEST_QUOTATION: usize = 280;

impl Segmenter {
    /// A segmenter for a language. Another language than the two is cut as English, without its abbreviations.
    pub fn new(language: Language) -> Self {
        let lists = Lists::embedded(language);
        Segmenter {
            language,
            lists,
            longest_quotation: LONGEST_QUOTATION,
        }
    }

    /// The same segmenter, knowing one more abbreviation, in any case of letters, given with or without its last full
    /// stop. Its stop does not end a sentence unless a word follows that usually begins one. One longer than
    /// 24 bytes is never found: add it as an exception.
    ///
    /// ```
    /// use taiyaku::{Language, segment::Segmenter};
    ///
    /// let text = "The Abt. Forst replied. We filed it.";
    /// let segmenter = Segmenter::new(Language::English);
    /// assert_eq!(segmenter.sentences(text).len(), 3);
    /// assert_eq!(segmenter.with_abbreviation("Abt.").sentences(text).len(), 2);
    /// ```
    pub fn with_abbreviation(mut self, abbreviation: &str) -> Self {
        let word = abbreviation.trim().trim_end_matches('.');
        if !word.is_empty() {
            self.lists.add_abbreviation(word);
        }
        self
    }

    /// The same segmenter, never ending a sentence inside the given text or right behind it: a name with a stop in
    /// it, say. It is compared letter by letter. Each stop costs O(stops in all exceptions).
    ///
    /// ```
    /// use taiyaku::{Language, segment::Segmenter};
    ///
    /// let segmenter = Segmenter::new(Language::Japanese).with_exception("喫茶あした。");
    /// assert_eq!(segmenter.sentences("喫茶あした。へ行こう。また会おう。").len(), 2);
    /// ```
    pub fn with_exception(mut self, exception: &str) -> Self {
        let exception = exception.trim();
        if !exception.is_empty() {
            self.lists.add_exception(exception);
        }
        self
    }

    /// The same segmenter with another bound on quotations, in bytes: one of at most so many is one sentence,
    /// however many it holds, and its inner cuts are soft. 280 by default; 0 cuts between all of them, unless the
    /// host sentence goes on behind the quotation.
    ///
    /// ```
    /// use taiyaku::{Language, segment::Segmenter};
    ///
    /// let text = "“It is late. Let us go.” She rose.";
    /// let segmenter = Segmenter::new(Language::English);
    /// assert_eq!(segmenter.sentences(text).len(), 2);
    /// assert_eq!(segmenter.with_longest_quotation(0).sentences(text).len(), 3);
    /// ```
    pub fn with_longest_quotation(mut self, bytes: usize) -> Self {
        self.longest_quotation = bytes;
        self
    }

    /// The language that is cut.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The fine segments of a text. O(bytes).
    ///
    /// ```
    /// use taiyaku::{Language, segment::Segmenter};
    ///
    /// let text = "雨が降った。家にいた。";
    /// let segments = Segmenter::new(Language::Japanese).segments(text);
    /// assert_eq!(segments[1].span.of(text), "家にいた。");
    /// ```
    pub fn segments(&self, text: &str) -> Vec<Segment> {
        let mut segments = Vec::new();
        self.segments_in(text, Span::new(0, text.len()), 0, &mut segments);
        segments
    }

    /// Appends the fine segments of a range of a text. Spans count bytes in the whole text; paragraphs are
    /// numbered from `first_paragraph`. O(bytes of the range).
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
        let mut number = first_paragraph;
        let mut cuts = Vec::new();
        paragraph::each_paragraph(part, self.language, |paragraph| {
            let body = paragraph.of(part);
            cuts.clear();
            match self.language {
                Language::Japanese => {
                    japanese::cuts(body, &self.lists, self.longest_quotation, &mut cuts)
                }
                _ => english::cuts(body, &self.lists, self.longest_quotation, &mut cuts),
            }
            cut_at_joins(body, &mut cuts);
            cut_long_sentences(body, &mut cuts);
            let offset = range.start + paragraph.start;
            let before = segments.len();
            push_pieces(body, &cuts, offset, number, segments);
            number += u32::from(segments.len() > before);
        });
    }

    /// A document of a text, segmented. O(bytes).
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

    /// The sentences of a text, soft cuts closed and short quotations whole. O(bytes).
    ///
    /// A sentence, its lines joined into one, is its only sentence when it is cut again, but for what only its
    /// surroundings show: a lower-case start in a paragraph written without capitals, the item of an enumeration, a
    /// quotation that began in the sentence before it.
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

fn push_pieces(body: &str, cuts: &[Cut], offset: usize, number: u32, segments: &mut Vec<Segment>) {
    let (mut start, mut begin) = (0, Begin::Paragraph);
    let last = Cut::hard(body.len());
    for cut in cuts.iter().copied().chain([last]) {
        let span = trimmed(body, start, cut.at);
        start = cut.at;
        if !span.is_empty() {
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

/// Adds a soft cut where a line was joined to the next for its last character, a comma or a Japanese の: the other
/// side often divides there.
fn cut_at_joins(body: &str, cuts: &mut Vec<Cut>) {
    let joins = [',', '、', '，', '､', 'の'];
    let n_known = cuts.len();
    for newline in memchr::memchr_iter(b'\n', body.as_bytes()) {
        let at = newline + 1;
        let known = cuts[..n_known]
            .binary_search_by_key(&at, |cut| cut.at)
            .is_ok();
        if body[..newline].trim_end_matches(is_blank).ends_with(joins) && !known {
            cuts.push(Cut::soft(at));
        }
    }
    cuts.sort_by_key(|cut| cut.at);
}

/// Bytes from which a sentence is so long that the other side has most likely divided it, and the shortest piece
/// it is cut into: about 150 and 40 Japanese characters.
const LONG_SENTENCE: usize = 450;
const SHORTEST_PIECE: usize = 120;

/// Adds soft cuts after commas and semicolons in sentences of unusual length. A bead joins at most four segments,
/// so that a sentence like a whole paragraph could never meet its counterpart otherwise.
fn cut_long_sentences(body: &str, cuts: &mut Vec<Cut>) {
    let ends = cuts.iter().map(|cut| cut.at).chain([body.len()]);
    let mut found = Vec::new();
    let mut start = 0;
    for end in ends {
        if end - start >= LONG_SENTENCE {
            let mut from = start;
            for (at, mark) in body[start..end].match_indices(['、', '，', ',', ';', '；', '､'])
            {
                let after = start + at + mark.len();
                let divides = mark.len() > 1 || body[after..].starts_with(' ');
                if divides && after - from >= SHORTEST_PIECE && end - after >= SHORTEST_PIECE {
                    found.push(Cut::soft(after));
                    from = after;
                }
            }
        }
        start = end;
    }
    if !found.is_empty() {
        cuts.extend(found);
        cuts.sort_by_key(|cut| cut.at);
    }
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let piece = text[start..end].trim_end_matches(is_blank);
    let body = piece.trim_start_matches(is_blank);
    Span::new(start + piece.len() - body.len(), start + piece.len())
}
