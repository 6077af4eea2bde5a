//! Ends of sentences in the translation: a mark that is missing, at the end of a pair or inside it, or that stands twice.
//!
//! In: the text of both sides. Out: a finding for all ends of a kind. O(bytes).
//!
//! No alarm is raised for: a sentence that goes on in the next pair; an end without 。 where the document leaves it out as a
//! rule, or whose original has no full stop either (headings, items), or that stands in a list of such, or behind a noun (headings,
//! captions, labels). Inside a pair a polite form must be followed by what no
//! sentence goes on with; a plain form, which may stand before the noun that it belongs to, must stand about where a
//! sentence of the original ends, in a pair of which the translation has fewer sentences and does not join them.

use std::sync::LazyLock;

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::checks::lists::{Patterns, SENTENCES};
use crate::review::checks::notes;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft_in_places, in_english, in_japanese};
use crate::segment::Segmenter;
use crate::text::script::{Class, class, is_japanese, weigh};
use crate::text::{Begin, Language, Span, part};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.7;
/// Share of the sentences that end with a mark from which on the others are suspicious, and how many there must be.
const HABIT: f32 = 0.9;
const LEAST: usize = 8;
/// How far before its end, in bytes, a sentence is looked at for its topic: else a text without marks costs the square of its length.
const LONGEST_CLAUSE: usize = 600;
/// How far from the end of a sentence of the original the end of one of the translation is looked for, as a share of
/// the pair's length.
const FARTHEST: f32 = 0.15;
/// Marks in the translation that end a sentence or hold it open.
const ENDS: [char; 17] = [
    '。', '．', '.', '！', '!', '？', '?', '…', '‥', '―', '—', '♪', '：', ':', '～', '〜', '⁉',
];
const CLOSING: [char; 16] = [
    '」', '』', '）', ')', '】', '〉', '》', '”', '"', '’', '\'', ']', '］', '*', '_', ' ',
];

/// Plain forms that end a sentence more often than others.
const FINAL: [&str; 5] = ["た", "だ", "ない", "いる", "れる"];

/// Ends of Japanese sentences: polite ones, and plain ones, which may stand before a noun too.
static POLITE: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(SENTENCES.of("polite")));
static PLAIN: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(SENTENCES.of("plain")));
/// Beginnings of Japanese sentences in hiragana.
static STARTS: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(SENTENCES.of("starts")));

/// Looks at the ends of every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut places = Places::default();
    pair_ends(view, &mut places);
    let segmenter = Segmenter::new(Language::English);
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        inner_ends(view, &segmenter, (k, bead), &mut places);
    }
    places.report(out);
}

/// What is found, by its cause.
#[derive(Default)]
struct Places {
    doubled: Vec<(usize, Span)>,
    open: Vec<(usize, Span)>,
    comma: Vec<(usize, Span)>,
    inner_polite: Vec<(usize, Span)>,
    inner_plain: Vec<(usize, Span)>,
}

impl Places {
    fn report(self, out: &mut Vec<Draft>) {
        let without = ("the sentence does not end with 。", "文末に句点がない");
        let inside = ("a sentence ends here without 。", "文の切れ目に句点がない");
        let twice = ("two marks in a row", "句読点が重なっている");
        for (severity, reason, places) in [
            (Severity::Warning, twice, self.doubled),
            (Severity::Warning, without, self.open),
            (Severity::Hint, without, self.comma),
            (Severity::Warning, inside, self.inner_polite),
            (Severity::Hint, inside, self.inner_plain),
        ] {
            if places.is_empty() {
                continue;
            }
            out.push(
                draft_in_places(Check::EndPunctuation, severity, &places).because(
                    format!("{}{}", reason.0, in_english(places.len())),
                    format!("{}{}", reason.1, in_japanese(places.len())),
                ),
            );
        }
    }
}

/// The end of a pair without 。, with what precedes it.
struct OpenEnd<'a> {
    bead: usize,
    /// The last character.
    span: Span,
    bare: &'a str,
    is_quoted: bool,
}

/// Ends of pairs.
fn pair_ends(view: &View<'_>, places: &mut Places) {
    let mut open = Vec::new();
    let mut n_closed = 0;
    for (k, bead) in view.pairs() {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        let at = view.target.span(&bead.target);
        if let Some(span) = doubled_mark(target) {
            places.doubled.push((k, span.shifted(at.start)));
        }
        let stop = source.trim_end_matches(CLOSING);
        if !stop.ends_with(['.', '!', '?']) || stop.ends_with("...") {
            continue;
        }
        let bare = target.trim_end_matches(CLOSING);
        let Some(last) = bare.chars().next_back() else {
            continue;
        };
        if ENDS.contains(&last) {
            n_closed += 1;
        } else if SURE <= bead.confidence {
            let start = bare.len() - last.len_utf8();
            open.push(OpenEnd {
                bead: k,
                span: Span::new(start, bare.len()).shifted(at.start),
                bare,
                is_quoted: bare.len() < target.len(),
            });
        }
    }
    let is_habit = LEAST <= n_closed && HABIT * (n_closed + open.len()) as f32 <= n_closed as f32;
    for (k, end) in open.iter().enumerate() {
        let place = (end.bead, end.span);
        if end.bare.ends_with(['、', '，', ',']) {
            if ends_paragraph(view, end.bead) {
                places.comma.push(place);
            }
            continue;
        }
        let around = [k.checked_sub(1), Some(k + 1)].into_iter().flatten();
        let mut around = around.filter_map(|k| open.get(k));
        // A quotation or bracket at the end often does without 。.
        if is_habit
            && !end.is_quoted
            && (is_sentence(end.bare)
                || end.bare.ends_with(is_japanese) && is_in_paragraph(view, end.bead))
            && !around.any(|other| are_items(view, end.bead, other.bead))
        {
            places.open.push(place);
        }
    }
}

/// Whether a text without 。 ends like a sentence: in kana, but not in a noun of kana or a particle, as headings and items do.
fn is_sentence(bare: &str) -> bool {
    let is_kana = bare
        .chars()
        .next_back()
        .is_some_and(|c| class(c) == Class::Hiragana);
    let is_label = bare.starts_with(['【', '［', '[', '＜', '<']) || notes::begins_at(bare);
    is_kana
        && !is_label
        && !SENTENCES
            .of("no_sentence")
            .iter()
            .any(|end| bare.ends_with(end))
}

/// Whether a pair stands in a paragraph of several, where a noun at the end is a sentence too (体言止め).
fn is_in_paragraph(view: &View<'_>, bead: usize) -> bool {
    let segments = view.target.document.segments();
    let first = segments.get(view.beads[bead].target.start);
    !ends_paragraph(view, bead) || first.is_some_and(|s| s.begin != Begin::Paragraph)
}

/// Whether a paragraph of the translation ends with a bead.
fn ends_paragraph(view: &View<'_>, bead: usize) -> bool {
    let next = view
        .target
        .document
        .segments()
        .get(view.beads[bead].target.end);
    next.is_none_or(|segment| segment.begin == Begin::Paragraph)
}

/// Whether two pairs are paragraphs one behind the other, as the items of a list are.
fn are_items(view: &View<'_>, one: usize, other: usize) -> bool {
    let (first, second) = (one.min(other), one.max(other));
    let segments = view.target.document.segments();
    let begins = |bead: usize| {
        let first = view.beads[bead].target.start;
        segments
            .get(first)
            .is_some_and(|s| s.begin == Begin::Paragraph)
    };
    first + 1 == second && begins(first) && begins(second) && ends_paragraph(view, second)
}

/// 。。 、、 。、 、。 in a text, but not as dots of silence.
fn doubled_mark(text: &str) -> Option<Span> {
    const WIDTH: usize = '。'.len_utf8();
    let bytes = text.as_bytes();
    let is_mark = |three: &[u8]| matches!(three, [0xe3, 0x80, 0x81 | 0x82]);
    // The second byte of either mark is rare among kana and kanji.
    let mut starts = memchr::memchr_iter(0x80, bytes).map(|second| second - 1);
    let start = starts.find(|&start| {
        let pair = bytes.get(start..start + 2 * WIDTH);
        pair.is_some_and(|pair| is_mark(&pair[..WIDTH]) && is_mark(&pair[WIDTH..]))
    })?;
    let run = bytes[start..]
        .chunks(WIDTH)
        .take_while(|&three| is_mark(three));
    let end = start + run.count() * WIDTH;
    (end - start == 2 * WIDTH).then_some(Span::new(start, end))
}

/// Ends of sentences inside a pair.
fn inner_ends(
    view: &View<'_>,
    segmenter: &Segmenter,
    (k, bead): (usize, &Bead),
    places: &mut Places,
) {
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    let starts = view.target.span(&bead.target).start;
    let place = |at: usize| {
        let last = target[..at].chars().next_back().map_or(0, char::len_utf8);
        (k, Span::new(at - last, at).shifted(starts))
    };
    let n_polite = places.inner_polite.len();
    places
        .inner_polite
        .extend(ends_of(target, &POLITE).map(place));
    let may_be_plain = places.inner_polite.len() == n_polite
        && view.source.document.language() == Language::English;
    if may_be_plain && ends_of(target, &PLAIN).any(|at| has_topic(target, at)) {
        let english = english_ends(segmenter, source);
        if english.is_empty() {
            return;
        }
        let n_missing = (english.len() + 1).saturating_sub(n_sentences(target));
        let mut found: Vec<usize> = english
            .into_iter()
            .filter_map(|share| plain_end(target, share))
            .collect();
        found.dedup();
        let found = found.into_iter().filter(|&at| has_topic(target, at));
        places.inner_plain.extend(found.take(n_missing).map(place));
    }
}

/// Whether what ends at a place in a plain form is a sentence: it has a topic of its own, which clauses before a noun
/// lack, or what follows begins one. Forms that stand before a noun more often must have it near.
fn has_topic(text: &str, at: usize) -> bool {
    let before = part::end(&text[..at], LONGEST_CLAUSE);
    let is_final = FINAL.iter().any(|form| before.ends_with(form));
    let marks: &[char] = match is_final {
        true => &['。', '！', '？', '!', '?', '：'],
        false => &['。', '！', '？', '!', '?', '：', '「', '」', '，', '、'],
    };
    let clause = before.rsplit(marks).next().unwrap_or(before);
    STARTS.begin(&text[at..]) || (is_final || !before.ends_with('い')) && clause.contains('は')
}

/// Where one of some forms is followed by what begins a sentence.
fn ends_of<'a>(text: &'a str, forms: &'a Patterns) -> impl Iterator<Item = usize> + 'a {
    let ends = forms.found_in(text).map(|(_, span)| span.end);
    // ますます is an adverb.
    ends.filter(|&at| begins_sentence(&text[at..]) && !text[..at].ends_with("ますます"))
}

fn begins_sentence(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else {
        return false;
    };
    match class(first) {
        Class::Kanji => !rest.starts_with(['様', '際', '為', '中', '通', '故']),
        Class::Katakana | Class::Latin => true,
        Class::Hiragana => STARTS.begin(rest),
        _ => matches!(first, '「' | '『'),
    }
}

/// Where the sentences of an English text end before its last, as shares of its length.
fn english_ends(segmenter: &Segmenter, text: &str) -> Vec<f32> {
    let mut sentences = segmenter.sentences(text);
    sentences.pop();
    if sentences.is_empty() {
        return Vec::new();
    }
    let long = |text: &str| weigh(text, Language::English).length;
    let whole = long(text).max(1.0);
    let ends = sentences.iter().map(|sentence| sentence.end);
    ends.map(|end| long(&text[..end]) / whole).collect()
}

/// The sentences of a Japanese text, by their marks.
fn n_sentences(text: &str) -> usize {
    let marks = |c: char| {
        matches!(
            c,
            '。' | '．' | '！' | '？' | '!' | '?' | '…' | '：' | '；' | '―'
        )
    };
    let pieces = text.split(marks);
    pieces
        .filter(|piece| piece.chars().any(char::is_alphanumeric))
        .count()
}

/// The end of a plain sentence next to a share of the length of a text, if nothing joins the sentences there.
fn plain_end(text: &str, share: f32) -> Option<usize> {
    let length = weigh(text, Language::Japanese).length.max(1.0);
    let far = |at: usize| {
        let here = weigh(&text[..at], Language::Japanese).length / length;
        (here - share).abs()
    };
    let mut near: Vec<(f32, usize)> = ends_of(text, &PLAIN)
        .map(|at| (far(at), at))
        .filter(|(far, _)| *far <= FARTHEST)
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let nearest = near.first()?.1;
    let marks = ["。", "！", "？", "!", "?"];
    let is_other = marks.iter().chain(SENTENCES.of("joints")).any(|joint| {
        let mut found = text.match_indices(joint);
        found.any(|(at, joint)| far(at + joint.len()) <= FARTHEST)
    });
    (!is_other).then_some(nearest)
}
