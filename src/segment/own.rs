//! Segments of a caller's own, such as the lines of a file: what begins at each of them.
//!
//! In: a text and segments of it that are cut already. Out: the same segments, each with what the segmenter finds at its
//! beginning: a sentence, a sentence inside a short quotation, or nothing, so that it goes on with the segment before it.
//! The segments of a paragraph are read together, as one text. O(bytes).

use crate::segment::Segmenter;
use crate::segment::cut::{Cut, is_blank};
use crate::text::brackets::CLOSING;
use crate::text::script::{is_japanese, is_kanji, is_katakana};
use crate::text::{Begin, Document, IntoText, Language, Segment, Span, line_end};

impl Document {
    /// Makes a document from a text of one segment a line. Each line that is not blank is a segment, without the white space
    /// at its ends. A blank line begins a paragraph. Lines end with LF or CR LF, or with CR in a text without LF. O(bytes).
    ///
    /// A line that goes on with the sentence of the line before it begins with [`Begin::Soft`], and one inside a short
    /// quotation with [`Begin::Quoted`]; see [`Segmenter::mark`]. To say it yourself, change the segments and pass them to
    /// [`Document::from_segments`]. [`Document::line_numbers`] returns the line of each segment.
    ///
    /// ```
    /// use taiyaku::{Begin, Document, Language};
    ///
    /// let document = Document::from_lines("A ship\nsank.\n\n  Nobody saw it. \n", Language::English);
    /// assert_eq!(document.segments().len(), 3);
    /// assert_eq!(document.segments()[1].begin, Begin::Soft);
    /// assert_eq!(document.segment_text(2), "Nobody saw it.");
    /// assert_eq!(document.segments()[2].paragraph, 1);
    /// ```
    pub fn from_lines(text: impl IntoText, language: Language) -> Self {
        Segmenter::new(language).document_of_lines(text)
    }
}

impl Segmenter {
    /// Makes a document from a text of one segment a line, as [`Document::from_lines`] does, with the abbreviations and
    /// exceptions of this segmenter. O(bytes).
    ///
    /// ```
    /// use taiyaku::{Begin, Language, segment::Segmenter};
    ///
    /// let segmenter = Segmenter::new(Language::English).with_abbreviation("Abt.");
    /// let document = segmenter.document_of_lines("We asked Abt.\nForst.\nNobody knew.");
    /// let begins = document.segments().iter().map(|segment| segment.begin);
    /// assert!(begins.eq([Begin::Paragraph, Begin::Soft, Begin::Sentence]));
    /// ```
    pub fn document_of_lines(&self, text: impl IntoText) -> Document {
        let text = text.into_text();
        let mut segments: Vec<Segment> = Vec::new();
        let (mut start, mut paragraph) = (0, 0);
        let mut begin = Begin::Paragraph;
        for line in text.split_inclusive(line_end(&text)) {
            let trimmed = line.trim();
            if trimmed.is_empty() {
                paragraph += u32::from(begin != Begin::Paragraph);
                begin = Begin::Paragraph;
            } else {
                let from = start + line.len() - line.trim_start().len();
                segments.push(Segment::new(from..from + trimmed.len(), paragraph, begin));
                begin = Begin::Sentence;
            }
            start += line.len();
        }
        self.mark(&text, &mut segments);
        Document::from_segments(text, self.language, segments)
    }

    /// Sets what begins at each segment of a text that the caller has cut, as the rules of this segmenter find it:
    /// [`Begin::Sentence`], [`Begin::Quoted`] inside a short quotation, or [`Begin::Soft`] where the sentence before it goes
    /// on. The alignment joins segments more easily at the last. Segments that begin a paragraph stay as they are, and those
    /// of a paragraph are read together. O(bytes).
    ///
    /// ```
    /// use taiyaku::{Begin, Language, Segment, segment::Segmenter};
    ///
    /// let text = "雨が降り、風が吹いた。寒かった。";
    /// let at = [(0, 15), (15, 33), (33, 48)];
    /// let mut segments = at.map(|(start, end)| Segment::new(start..end, 0, Begin::Sentence));
    /// segments[0].begin = Begin::Paragraph;
    /// Segmenter::new(Language::Japanese).mark(text, &mut segments);
    /// assert_eq!(segments.map(|segment| segment.begin), [Begin::Paragraph, Begin::Soft, Begin::Sentence]);
    /// ```
    ///
    /// # Panics
    ///
    /// If a segment overlaps the one before it, is out of order, or does not slice the text.
    pub fn mark(&self, text: &str, segments: &mut [Segment]) {
        let mut cuts = Vec::new();
        let mut rest = segments;
        while !rest.is_empty() {
            let inside = rest[1..]
                .iter()
                .take_while(|segment| segment.begin != Begin::Paragraph);
            let (paragraph, after) = rest.split_at_mut(1 + inside.count());
            self.mark_paragraph(text, paragraph, &mut cuts);
            rest = after;
        }
    }

    /// Marks the segments of a paragraph, all but the first.
    fn mark_paragraph(&self, text: &str, segments: &mut [Segment], cuts: &mut Vec<Cut>) {
        let [first, .., last] = segments else {
            return;
        };
        let start = first.span.start;
        let body = Span::new(start, last.span.end).of(text);
        self.cuts_as_read(body, cuts);
        let mut end = first.span.end;
        let mut k = 0;
        for segment in &mut segments[1..] {
            let (from, to) = (end - start, segment.span.start - start);
            let (before, after) = (&body[..from], &body[to..]);
            let gap = |cut: &Cut| body[from..to].len() >= cut.at.saturating_sub(from);
            while k < cuts.len() && cuts[k].at < from {
                k += 1;
            }
            let found = cuts[k..]
                .iter()
                .take_while(|cut| gap(cut))
                .map(|cut| cut.begin);
            segment.begin = found
                .min()
                .unwrap_or_else(|| self.begin_without_cut(before, after));
            end = segment.span.end;
        }
    }

    /// What begins where the rules find no cut between two segments of the caller: a sentence if nothing says that the one
    /// before goes on, as behind a heading.
    fn begin_without_cut(&self, before: &str, after: &str) -> Begin {
        let has_stop = || {
            let open = before.trim_end_matches(CLOSING);
            open.ends_with(['.', '!', '?', '…', '。', '！', '？', '．', '｡'])
        };
        let goes_on = before.ends_with([',', '、', '，', '､', '—', '–'])
            || after
                .starts_with(|c: char| c.is_lowercase() || ",.;:!?)]”’、。，．）」』".contains(c))
            || has_stop()
            || self.language == Language::Japanese && is_open_in_japanese(before, after);
        match goes_on {
            true => Begin::Soft,
            false => Begin::Sentence,
        }
    }
}

/// Whether a particle or an inflected end without a stop says that Japanese text goes on.
fn is_open_in_japanese(before: &str, after: &str) -> bool {
    let mut letters = before.chars().rev();
    let (last, next_to_last) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
    let noun = |c: char| is_kanji(c) || is_katakana(c) || c.is_ascii_alphanumeric();
    let particle = match last {
        'を' => true,
        'は' | 'が' | 'の' | 'に' | 'で' | 'も' | 'と' | 'へ' | 'や' => noun(next_to_last),
        'て' | 'ば' | 'ら' | 'り' | 'く' => is_japanese(next_to_last),
        _ => false,
    };
    particle && after.trim_start_matches(is_blank).starts_with(is_japanese)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_segments() {
        for (name, text, segments, lines, paragraphs) in [
            ("nothing", "", vec![], vec![], vec![]),
            ("blank lines alone", "\n \n\r\n", vec![], vec![], vec![]),
            (
                "no last line break",
                "a\nb",
                vec!["a", "b"],
                vec![0, 1],
                vec![0, 0],
            ),
            (
                "paragraphs and carriage returns",
                "\n\n a \r\n\r\n\r\nb\r\nc",
                vec!["a", "b", "c"],
                vec![2, 5, 6],
                vec![0, 1, 1],
            ),
            (
                "carriage returns alone",
                "a\rb\r\rc\r",
                vec!["a", "b", "c"],
                vec![0, 1, 3],
                vec![0, 0, 1],
            ),
            (
                "a wide space",
                "　雨。　\n雪。",
                vec!["雨。", "雪。"],
                vec![0, 1],
                vec![0, 0],
            ),
        ] {
            let document = Document::from_lines(text, Language::Other);
            let n = document.segments().len();
            let found: Vec<&str> = (0..n).map(|k| document.segment_text(k)).collect();
            assert_eq!(found, segments, "{name}");
            assert_eq!(document.line_numbers(), lines, "{name}");
            let numbers: Vec<u32> = document.segments().iter().map(|s| s.paragraph).collect();
            assert_eq!(numbers, paragraphs, "{name}");
        }
    }

    /// Lines that begin with nothing, `+` for a soft beginning, `"` for one inside a quotation, or `#` for a paragraph.
    const BEGINS: [(&str, Language, &str); 18] = [
        (
            "sentences",
            Language::English,
            "The tide rose.|Nobody slept.",
        ),
        (
            "a sentence in two",
            Language::English,
            "The tide rose, and|+nobody slept.",
        ),
        ("behind a comma", Language::English, "In March,|+Anna came."),
        (
            "an abbreviation",
            Language::English,
            "We met Mr.|+Lund.|He left.",
        ),
        ("a heading", Language::English, "THE TIDE|It rose."),
        ("items", Language::English, "rope|Lamps|Two knives"),
        (
            "a quotation in two",
            Language::English,
            "“Go.|\"Go now.”|He went.",
        ),
        (
            "its host",
            Language::English,
            "“Go now!”|+she said.|He went.",
        ),
        (
            "an open bracket",
            Language::English,
            "He left (it was late.|+It was dark) and slept.",
        ),
        ("文", Language::Japanese, "潮が満ちた。|誰も眠らなかった。"),
        (
            "一文を二行に",
            Language::Japanese,
            "潮が満ちて、|+誰も眠らなかった。",
        ),
        (
            "助詞で終わる行",
            Language::Japanese,
            "古い灯台を|+直した。|寒かった。",
        ),
        ("見出し", Language::Japanese, "灯台への道|潮が満ちた。"),
        (
            "会話",
            Language::Japanese,
            "「行け。|\"早く行け。」|彼は走った。",
        ),
        (
            "会話の続き",
            Language::Japanese,
            "「行け。」|+と言った。|彼は走った。",
        ),
        (
            "二人の会話",
            Language::Japanese,
            "「行こう。」|「いや、待て。」",
        ),
        (
            "a blank line",
            Language::English,
            "“Go.”|He went.||#“No,|+he said.”|It rained.",
        ),
        (
            "German",
            Language::Other,
            "Es regnete,|+und wir blieben.|Niemand kam.",
        ),
    ];

    #[test]
    fn lines_begin_as_the_segmenter_finds_them() {
        for (name, language, marked) in BEGINS {
            let lines = marked.split('|');
            let text: Vec<&str> = lines
                .clone()
                .map(|l| l.trim_start_matches(['+', '"', '#']))
                .collect();
            let document = Document::from_lines(text.join("\n"), language);
            let found: Vec<Begin> = document.segments().iter().map(|s| s.begin).collect();
            let expected = lines
                .filter(|line| !line.is_empty())
                .enumerate()
                .map(|(k, line)| match line.as_bytes()[0] {
                    b'+' => Begin::Soft,
                    b'"' => Begin::Quoted,
                    b'#' => Begin::Paragraph,
                    _ if k == 0 => Begin::Paragraph,
                    _ => Begin::Sentence,
                });
            assert_eq!(found, expected.collect::<Vec<_>>(), "{name}");
        }
    }

    #[test]
    fn segments_without_blanks_between_them_are_marked() {
        let text = "It rained; we stayed.Nobody came.";
        let spans = [(0, 10), (11, 21), (21, 33)];
        let mut segments = spans.map(|(start, end)| Segment::new(start..end, 0, Begin::Sentence));
        Segmenter::new(Language::English).mark(text, &mut segments);
        let begins = segments.map(|segment| segment.begin);
        assert_eq!(begins, [Begin::Sentence, Begin::Soft, Begin::Sentence]);
    }
}
