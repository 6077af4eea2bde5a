//! Ends of sentences in the translation: a mark that is missing, at the end of a pair or inside it, or that stands twice.
//!
//! In: the text of both sides. Out: a finding an end. O(bytes).
//!
//! No alarm is raised for: a sentence that goes on in the next pair; an end without 。 where the document leaves it out as a
//! rule, or whose original has no full stop either (headings, items). Inside a pair a polite form must be followed by what no
//! sentence goes on with; a plain form, which may stand before the noun that it belongs to, must stand about where a
//! sentence of the original ends, in a pair of which the translation has fewer sentences and does not join them.

use std::sync::LazyLock;

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::checks::lists::{Patterns, SENTENCES};
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::segment::Segmenter;
use crate::text::script::{Class, class, weigh};
use crate::text::{Language, Span};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.7;
/// Share of the sentences that end with a mark from which on the others are suspicious, and how many there must be.
const HABIT: f32 = 0.9;
const LEAST: usize = 8;
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

/// Ends of Japanese sentences: polite ones, and plain ones, which may stand before a noun too.
static POLITE: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(SENTENCES.of("polite")));
static PLAIN: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(SENTENCES.of("plain")));
/// Beginnings of Japanese sentences in hiragana.
static STARTS: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(SENTENCES.of("starts")));

/// Looks at the ends of every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    pair_ends(view, out);
    let segmenter = Segmenter::new(Language::English);
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        inner_ends(view, &segmenter, (k, bead), out);
    }
}

/// Ends of pairs.
fn pair_ends(view: &View<'_>, out: &mut Vec<Draft>) {
    let mut open = Vec::new();
    let mut n_closed = 0;
    for (k, bead) in view.pairs() {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        let at = view.target.span(&bead.target);
        if let Some(span) = doubled_mark(target) {
            out.push(
                draft(Check::EndPunctuation, Severity::Warning, k)
                    .target([span.shifted(at.start)])
                    .because("two marks in a row", "句読点が重なっている"),
            );
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
            open.push((
                k,
                at,
                bare.len() - last.len_utf8(),
                last,
                target.len() - bare.len(),
            ));
        }
    }
    let is_habit = LEAST <= n_closed && HABIT * (n_closed + open.len()) as f32 <= n_closed as f32;
    for (k, at, start, last, behind) in open {
        let is_comma = matches!(last, '、' | '，' | ',');
        // A quotation or bracket at the end often does without 。.
        if !is_comma && (!is_habit || behind > 0 || class(last) == Class::Other) {
            continue;
        }
        let severity = if is_comma {
            Severity::Hint
        } else {
            Severity::Warning
        };
        let span = Span::new(at.start + start, at.start + start + last.len_utf8());
        out.push(
            draft(Check::EndPunctuation, severity, k)
                .target([span])
                .because("the sentence does not end with 。", "文末に句点がない"),
        );
    }
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
    out: &mut Vec<Draft>,
) {
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    let starts = view.target.span(&bead.target).start;
    let mut report = |at: usize, severity: Severity| {
        let last = target[..at].chars().next_back().map_or(0, char::len_utf8);
        out.push(
            draft(Check::EndPunctuation, severity, k)
                .target([Span::new(at - last, at).shifted(starts)])
                .because("a sentence ends here without 。", "文の切れ目に句点がない"),
        );
    };
    let mut n_polite = 0;
    for at in ends_of(target, &POLITE) {
        n_polite += 1;
        report(at, Severity::Warning);
    }
    let may_be_plain = n_polite == 0 && view.source.document.language() == Language::English;
    if may_be_plain && ends_of(target, &PLAIN).next().is_some() {
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
        for at in found.into_iter().take(n_missing) {
            report(at, Severity::Hint);
        }
    }
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
