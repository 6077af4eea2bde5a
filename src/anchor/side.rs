//! One side read: the units of every segment, numbered.
//!
//! In: a document and a lexicon. Out: its [`Side`] of the features, its vocabulary, and where its units and numbers stand.
//! Parts of a document are read on several threads and joined in order, so that the numbers are those of
//! one reading. O(bytes).

use std::ops::Range;

use crate::anchor::features::{Marks, Side, UnitClass};
use crate::anchor::reader::{Mention, Reader};
use crate::anchor::spelling::{Reading, Speller};
use crate::anchor::vocabulary::{NOTHING, Vocabulary};
use crate::lexicon::Lexicon;
use crate::number::Number;
use crate::parallel;
use crate::rows::Rows;
use crate::text::brackets::{CLOSING, OPENING_QUOTES_OF_ANY};
use crate::text::script::{self, Class, Run};
use crate::text::{Begin, Document, Language, Masked};

/// The fewest segments that one thread reads: enough that few words are numbered by two threads.
const LEAST_PART: usize = 1_024;
const MOST_PARTS: usize = 32;
/// Where paragraphs have as many segments as this on the average, they are not known: lines with a blank one here and there.
const LONGEST_PARAGRAPHS: usize = 30;

/// What was read of a side.
#[derive(Default)]
pub(super) struct ReadSide {
    pub(super) side: Side,
    pub(super) vocabulary: Vocabulary,
    pub(super) places: Places,
}

/// Where the units and numbers of segments stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Places {
    mentions: Rows<Mention>,
    /// Their spans in bytes of the document.
    numbers: Rows<Number>,
}

impl Places {
    /// Adds a segment that starts at a byte of the document: its mentions and its numbers, in bytes of the segment.
    fn push(&mut self, mentions: &[Mention], numbers: Vec<Number>, segment_start: usize) {
        self.mentions.push(mentions.iter().copied());
        self.numbers.push(numbers.into_iter().map(|number| Number {
            span: number.span.shifted(segment_start),
            ..number
        }));
    }

    /// The mentions of a segment, in the order in which they were read.
    pub(super) fn mentions(&self, segment: usize) -> &[Mention] {
        self.mentions.row(segment)
    }

    /// The number of all mentions.
    pub(super) fn n_mentions(&self) -> usize {
        self.mentions.rows(0..self.mentions.len()).len()
    }

    /// The numbers of some segments.
    pub(super) fn numbers(&self, segments: Range<usize>) -> &[Number] {
        self.numbers.rows(segments)
    }

    /// The same places, with the numbers that the units have in the whole side.
    fn renumbered(mut self, numbers: &[u32]) -> Places {
        self.mentions.rewrite(|mentions, kept| {
            kept.extend(mentions.iter().filter_map(|m| m.renumbered(numbers)));
        });
        self
    }

    /// Gives back the room that is not used.
    fn shrink(&mut self) {
        self.mentions.shrink();
        self.numbers.shrink();
    }

    /// Appends the places of the segments that follow.
    fn append(&mut self, part: Places) {
        self.mentions.append(part.mentions);
        self.numbers.append(part.numbers);
    }
}

/// Reads one side. O(bytes), on all cores.
pub(super) fn side(document: &Document, lexicon: &Lexicon) -> ReadSide {
    let n_segments = document.segments().len();
    let length = n_segments.div_ceil(MOST_PARTS).max(LEAST_PART);
    in_parts(document, length, lexicon)
}

/// Reads a document in parts of so many segments.
fn in_parts(document: &Document, length: usize, lexicon: &Lexicon) -> ReadSide {
    let n_segments = document.segments().len();
    let speller = Speller::new(document, lexicon);
    let parts = parallel::map(n_segments.div_ceil(length), |k| {
        let segments = k * length..((k + 1) * length).min(n_segments);
        part(document, segments, speller, lexicon)
    });
    join(parts, document, lexicon)
}

/// What was read of a part of a document. Units have the numbers of the part, and are listed as often as they occur.
struct SidePart {
    side: Side,
    vocabulary: Vocabulary,
    places: Places,
    turns: Vec<QuoteTurn>,
}

fn part(
    document: &Document,
    segments: Range<usize>,
    speller: Speller<'_>,
    lexicon: &Lexicon,
) -> SidePart {
    let is_japanese = document.language() == Language::Japanese;
    let mut reader = Reader::new(document.language(), lexicon, segments.len());
    let mut side = Side::default();
    let mut places = Places::default();
    let mut turns = Vec::with_capacity(segments.len());
    let mut mentions = Vec::new();
    for (k, segment) in segments.clone().zip(&document.segments()[segments]) {
        let reading = Reading::new(document.prose(k, Masked::Markup), speller);
        let text = reading.text();
        let mut numbers = reader.read(text, &mut mentions);
        side.units.push(mentions.iter().map(|m| m.unit));
        if reading.is_folded() {
            for mention in &mut mentions {
                *mention = mention.in_span(reading.written(mention.span(0)));
            }
            for number in &mut numbers {
                number.span = reading.written(number.span);
            }
        }
        places.push(&mentions, numbers, segment.span.start);
        let counted = Reading::new(document.prose(k, Masked::MarkupAndCode), speller);
        let counted = counted.text();
        let is_whole = std::ptr::eq(counted, text) || counted == text;
        let (length, mass) = if is_japanese && is_whole {
            let weighed = script::weigh_runs(&reader.runs);
            (weighed.length, weighed.characters as f32)
        } else {
            let weighed = script::weigh(counted, document.language());
            let mass = if is_japanese {
                weighed.characters
            } else {
                weighed.words
            };
            (weighed.length, (mass as f32).max(1.0))
        };
        side.length.push(length.max(1.0));
        side.mass.push(mass);
        side.begin.push(segment.begin);
        side.marks.push(marks(text, &reader.runs));
        turns.push(QuoteTurn::of(text));
    }
    SidePart {
        side,
        vocabulary: reader.vocabulary,
        places,
        turns,
    }
}

/// What a segment does to the quotations that are open where it begins.
#[derive(Debug, Clone, Copy, Default)]
struct QuoteTurn {
    /// Quotations closed that it did not open, and opened that it did not close.
    closed: u32,
    opened: u32,
    /// Whether it holds an odd number of straight marks, which open and close alike.
    turns_straight: bool,
}

impl QuoteTurn {
    fn of(text: &str) -> QuoteTurn {
        let mut turn = QuoteTurn::default();
        for mark in text.chars() {
            match mark {
                '「' | '『' | '“' | '｢' => turn.opened += 1,
                '」' | '』' | '”' | '｣' if turn.opened > 0 => turn.opened -= 1,
                '」' | '』' | '”' | '｣' => turn.closed += 1,
                '"' => turn.turns_straight = !turn.turns_straight,
                _ => {}
            }
        }
        turn
    }

    /// For each segment whether it begins inside a quotation that its paragraph opened.
    fn inside(turns: &[QuoteTurn], begin: &[Begin]) -> Vec<bool> {
        let (mut depth, mut in_straight) = (0u32, false);
        let of = |(turn, begin): (&QuoteTurn, &Begin)| {
            if *begin == Begin::Paragraph {
                (depth, in_straight) = (0, false);
            }
            let is_inside = depth > 0 || in_straight;
            depth = depth.saturating_sub(turn.closed) + turn.opened;
            in_straight ^= turn.turns_straight;
            is_inside
        };
        turns.iter().zip(begin).map(of).collect()
    }
}

/// Joins the parts of a document: units get their numbers in the whole.
fn join(parts: Vec<SidePart>, document: &Document, lexicon: &Lexicon) -> ReadSide {
    let (mut sides, mut vocabularies, mut turns) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        turns.extend(part.turns);
        sides.push((part.side, part.places));
        vocabularies.push(part.vocabulary);
    }
    let (vocabulary, units) = Vocabulary::joined(vocabularies, document.language());
    let parts = parallel::map_each(sides, |k, (mut side, places)| {
        let units = &units[k];
        let of = |unit: u32| Some(units[unit as usize]).filter(|&unit| unit != NOTHING);
        side.units.renumber(of);
        (side, places.renumbered(units))
    });
    let (mut side, mut places) = (Side::default(), Places::default());
    for (part, part_places) in parts {
        side.append(part);
        places.append(part_places);
    }
    side.in_quotation = QuoteTurn::inside(&turns, &side.begin);
    let more = side.begin.iter().skip(1);
    let n_more = more.filter(|&&begin| begin == Begin::Paragraph).count();
    side.has_paragraphs = 0 < n_more && side.begin.len() < LONGEST_PARAGRAPHS * (n_more + 1);
    side.units.shrink();
    places.shrink();
    side.n_units = vocabulary.units.len();
    let classes = vocabulary.classes(lexicon);
    side.is_word = classes
        .iter()
        .map(|&class| class == UnitClass::Word)
        .collect();
    side.classes = classes;
    ReadSide {
        side,
        vocabulary,
        places,
    }
}

/// The marks of a segment; `runs` are those of Japanese, else none.
fn marks(text: &str, runs: &[Run]) -> Marks {
    let closes =
        |c| CLOSING.contains(&c) || matches!(c, '】' | '…' | '.' | '。' | '!' | '！' | ' ');
    let end = text.trim_end_matches(closes);
    let asks = end.ends_with(['?', '？', '⁇', '⁈', '⁉'])
        || end.ends_with('か') && text.ends_with(['。', '」', '）']);
    // See “Why does it rain?”. names a question, and asks none.
    let behind = text[end.len()..].trim_end();
    let names = behind.starts_with(CLOSING) && behind.ends_with(['.', '。']);
    let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '「'..='』' | '«' | '»');
    let mut others = runs.iter().filter(|run| run.class == Class::Other);
    let quote = if !runs.is_empty() {
        others.any(|run| run.span.of(text).contains(is_quote))
    } else if text.is_ascii() {
        text.contains('"')
    } else {
        text.contains(is_quote)
    };
    Marks {
        question: asks && !names,
        quote,
        opens: opens_quotation(text.trim_start()),
    }
}

/// Whether text begins with a mark that opens a quotation, of any language, or with the dash of a speaker.
fn opens_quotation(text: &str) -> bool {
    text.starts_with(OPENING_QUOTES_OF_ANY)
        || ["— ", "– ", "―"].iter().any(|dash| text.starts_with(dash))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Segmenter;

    const ENGLISH: &str = "She walked 12 miles. “Walking is dull,” he said. A walk of 12 miles! Yes, 3 more. \
        Bread, a café and the Café. The cafés walk on. He said x. Why? Oh.";
    const JAPANESE: &str = "彼女は12マイル歩いた。「歩くのは退屈だ」と彼は言った。１２マイルの散歩！はい、あと三つ。\
        パンとカフェ、そのカフェで散歩の話。なぜ退屈なのか？ああ。API を呼ぶ。";

    #[test]
    fn a_quotation_opens_where_paragraphs_are_not_known() {
        let n_open = |text: &str| {
            let document = Document::from_lines(text, Language::Other);
            let side = side(&document, &Lexicon::empty()).side;
            (0..side.n_segments()).filter(|&k| side.opens(k)).count()
        };
        let lines = "雨。\n「寒い。」\n雪。";
        assert_eq!(n_open(lines), 1);
        assert_eq!(
            n_open(&lines.replace("\n雪", "\n\n雪")),
            2,
            "two paragraphs"
        );
        let many = [lines; 20].join("\n");
        assert_eq!(n_open(&format!("{many}\n\n{lines}")), 21, "one blank line");
        for opens in [
            "“Rain.”",
            "„Regen.“",
            "»Regen.«",
            "« Pluie. »",
            "‚Regen.‘",
            "— Pluie.",
        ] {
            assert_eq!(n_open(opens), 1, "{opens}");
        }
        for plain in ["Rain.", "5 – 7", "—", "-5"] {
            assert_eq!(n_open(plain), 0, "{plain}");
        }
    }

    #[test]
    fn a_question_that_is_named_asks_nothing() {
        for (text, asks) in [
            ("Why does it rain?", true),
            ("“Why does it rain?”", true),
            ("See “Why does it rain?”.", false),
            ("(See “Why does it rain?”).", false),
            ("なぜ雨が降るのですか。", true),
            ("「なぜ雨が降るのですか。」", true),
            ("「なぜ雨が降るのか？」。", false),
            ("It rains.", false),
        ] {
            assert_eq!(marks(text, &[]).question, asks, "{text}");
        }
    }

    #[test]
    fn numbers_are_those_of_one_reading() {
        let lexicon = Lexicon::usual();
        for (language, text) in [
            (Language::English, ENGLISH),
            (Language::Japanese, JAPANESE),
            (Language::Other, ENGLISH),
        ] {
            let document = Segmenter::new(language).document(text);
            let read = |length| in_parts(&document, length, &lexicon);
            let whole = read(usize::MAX);
            assert!(whole.side.n_segments() > 6 && whole.side.n_units > 4);
            for length in 1..5 {
                let parts = read(length);
                assert_eq!(parts.side, whole.side, "{language:?} by {length}");
                assert_eq!(parts.vocabulary.units, whole.vocabulary.units);
                assert_eq!(parts.vocabulary.spellings, whole.vocabulary.spellings);
                assert_eq!(parts.vocabulary.other_keys, whole.vocabulary.other_keys);
                assert_eq!(parts.places, whole.places);
            }
        }
    }
}
