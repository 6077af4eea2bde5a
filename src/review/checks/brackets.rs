//! Brackets and quotation marks of the translation that are not in pairs.
//!
//! In: the brackets of both documents. Out: a finding a bracket without its partner, or one for all of a kind where the
//! document has several. O(bytes).
//!
//! No alarm is raised for: brackets in code; the bracket of a list mark or label, as in `a)` and 例）, where none of its kind is
//! open; faces; the same quotation mark before and behind a word; a
//! pair whose two brackets differ in width alone, which another check reports; half-open intervals, `[0, 1)`; a quotation that
//! ends some paragraphs later, or that the next paragraph opens again; a pair whose original has an unpaired bracket too.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::checks::code::CodeSpans;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{Side, View, draft_in_places, in_english, in_japanese};
use crate::text::script::{Class, class};
use crate::text::{Begin, Span};

/// Opening and closing brackets; those in one row match each other.
const KINDS: [(&str, &str); 9] = [
    ("(（", ")）"),
    ("[［", "]］"),
    ("「", "」"),
    ("『", "』"),
    ("【", "】"),
    ("〈", "〉"),
    ("《", "》"),
    ("〔", "〕"),
    ("“", "”"),
];
/// The row of square brackets, behind that of round ones, and that of quotation marks.
const SQUARE: usize = 1;
const DOUBLE: usize = 8;
/// Labels that are written before a bracket: 例） and 注）.
const LABELS: [&str; 8] = ["例", "注", "注意", "備考", "補足", "参考", "問", "答"];
/// Quotation marks.
const QUOTATION: [&str; 3] = ["「", "『", "“"];
const QUOTATION_ENDS: [&str; 3] = ["」", "』", "”"];
/// Paragraphs that a quotation may go on for.
const LONGEST_QUOTATION: u32 = 8;
/// The first marks of lists.
const FIRST_MARKS: [&str; 8] = ["1", "１", "a", "A", "ａ", "i", "ア", "イ"];
/// Brackets of one kind from which on they are the document's habit, and one finding.
const HABIT: usize = 4;
/// The longest half-open interval, `[0, 1)`, in bytes.
const LONGEST_INTERVAL: usize = 40;

/// A bracket that stands alone.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Lone {
    segment: usize,
    span: Span,
    opens: bool,
    /// Whether it is “ or ”.
    is_double: bool,
    /// Whether it may be the mouth of a face.
    is_face: bool,
    /// Whether it may close a half-open interval.
    ends_interval: bool,
}

/// The brackets of one mark: whether it opens, and their beads and places.
type Marked<'t> = (&'t str, bool, Vec<(usize, Span)>);

/// Looks at all brackets.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let in_target = lone(&view.target);
    if in_target.is_empty() {
        return;
    }
    let in_source = lone(&view.source);
    let halves = halves_of_quotations(&view.source);
    let is_original = |bead: &Bead| {
        let first = in_source.partition_point(|b| b.segment < bead.source.start);
        let mut segments = bead.source.clone();
        in_source
            .get(first)
            .is_some_and(|b| b.segment < bead.source.end)
            || segments.any(|k| halves.contains(&view.source.document.segments()[k].paragraph))
    };
    // By mark, in the order of their first places.
    let mut of_marks: Vec<Marked<'_>> = Vec::new();
    let mut has_long_quotations = false;
    for bracket in in_target {
        let bead = view
            .beads
            .partition_point(|b| b.target.end <= bracket.segment);
        let of = view.beads.get(bead);
        let mark = bracket.span.of(view.target.text());
        if of.is_none_or(is_original) || is_reopened(&view.target, &bracket) {
            has_long_quotations |= bracket.opens && QUOTATION.contains(&mark);
            continue;
        }
        let place = (bead, bracket.span);
        match of_marks.iter_mut().find(|(known, ..)| *known == mark) {
            Some((_, _, places)) => places.push(place),
            None => of_marks.push((mark, bracket.opens, vec![place])),
        }
    }
    for (mark, opens, places) in of_marks {
        // Where quotations go on from paragraph to paragraph, the end of one may be pages away from its beginning.
        if has_long_quotations && QUOTATION_ENDS.contains(&mark) {
            out.push(report(mark, opens, &places, Severity::Hint));
        } else if places.len() < HABIT {
            let one = |place| report(mark, opens, std::slice::from_ref(place), Severity::Error);
            out.extend(places.iter().map(one));
        } else {
            out.push(report(mark, opens, &places, Severity::Warning));
        }
    }
}

/// A finding for brackets of one mark.
fn report(mark: &str, opens: bool, places: &[(usize, Span)], severity: Severity) -> Draft {
    let (english, japanese) = if opens {
        (
            format!("{mark} is not closed"),
            format!("{mark} が閉じていない"),
        )
    } else {
        (
            format!("{mark} was not opened"),
            format!("{mark} に対応する開きかっこがない"),
        )
    };
    draft_in_places(Check::Brackets, severity, places).because(
        format!("{english}{}", in_english(places.len())),
        format!("{japanese}{}", in_japanese(places.len())),
    )
}

/// Whether a quotation that is left open is opened again by the next paragraph.
fn is_reopened(side: &Side<'_>, bracket: &Lone) -> bool {
    let mark = bracket.span.of(side.text());
    if !bracket.opens || !QUOTATION.contains(&mark) {
        return false;
    }
    let segments = side.document.segments();
    let paragraph = segments[bracket.segment].paragraph;
    let next = segments.partition_point(|segment| segment.paragraph <= paragraph);
    next < segments.len() && side.segment(next).starts_with(mark)
}

/// The paragraphs with a straight quotation mark without its partner, as one has that begins a quotation of
/// several paragraphs.
fn halves_of_quotations(side: &Side<'_>) -> FxHashSet<u32> {
    let mut halves = FxHashSet::default();
    for (number, segment) in side.document.segments().iter().enumerate() {
        let text = side.segment(number).as_bytes();
        let is_odd = memchr::memchr_iter(b'"', text).count() % 2 == 1;
        if is_odd && !halves.remove(&segment.paragraph) {
            halves.insert(segment.paragraph);
        }
    }
    halves
}

/// The kind of a bracket and whether it opens.
fn kind(c: char) -> Option<(usize, bool)> {
    // Nearly every character is none: it is not looked for in every row.
    let may_be = matches!(
        c,
        '(' | ')' | '[' | ']' | '“' | '”' | '（' | '）' | '［' | '］'
    ) || ('〈'..='〕').contains(&c);
    if !may_be {
        return None;
    }
    KINDS.iter().enumerate().find_map(|(kind, (open, close))| {
        let opens = open.contains(c);
        (opens || close.contains(c)).then_some((kind, opens))
    })
}

/// Whether a text may hold a bracket, by its bytes, of which many are looked at at a time.
fn may_hold_bracket(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_ascii = |byte: u8| matches!(byte, b'(' | b')' | b'[' | b']');
    // “ and ”; from 〈 to 〕; （）［］.
    let is_wide = |second: u8, third: u8| {
        (second == 0x80) & (0x88..=0xbf).contains(&third)
            | (second == 0xbc) & matches!(third, 0x88 | 0x89 | 0xbb | 0xbd)
    };
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    bytes.iter().fold(false, |may, &byte| may | is_ascii(byte))
        || pairs.fold(false, |may, (&second, &third)| may | is_wide(second, third))
}

/// What a byte that begins a character says of it: its bytes, and in the highest bit whether it may be a bracket.
static LEADS: [u8; 256] = {
    let mut leads = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        leads[byte] = match byte as u8 {
            b'(' | b')' | b'[' | b']' => MAY_BE | 1,
            ..0x80 => 1,
            0x80..0xe0 => 2,
            // “ and ”; from 〈 to 〕; （）［］.
            0xe2 | 0xe3 | 0xef => MAY_BE | 3,
            0xe0..0xf0 => 3,
            0xf0.. => 4,
        };
        byte += 1;
    }
    leads
};
const MAY_BE: u8 = 0x80;

/// The characters that may be brackets, told from others by their bytes, with their places.
fn may_be_brackets(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        while let Some(&byte) = bytes.get(next) {
            let at = next;
            let lead = LEADS[usize::from(byte)];
            next += usize::from(lead & !MAY_BE);
            // Of those of three bytes the second is rare among kana and kanji.
            let is_near = || byte < 0x80 || matches!(bytes[at + 1], 0x80 | 0xbc);
            if MAY_BE <= lead && is_near() {
                return text[at..].chars().next().map(|c| (at, c));
            }
        }
        None
    })
}

/// The brackets of a side that have no partner.
fn lone(side: &Side<'_>) -> Vec<Lone> {
    let mut pairing = Pairing::default();
    for (number, segment) in side.document.segments().iter().enumerate() {
        if segment.begin == Begin::Paragraph {
            pairing.end_paragraph(segment.paragraph);
        }
        let text = side.segment(number);
        if !may_hold_bracket(text) {
            continue;
        }
        let code = LazyCell::new(|| CodeSpans::new(text));
        for (at, c) in may_be_brackets(text) {
            let Some((kind, opens)) = kind(c) else {
                continue;
            };
            let span = Span::new(at, at + c.len_utf8());
            if code.holds(span) {
                continue;
            }
            let bracket = Lone {
                segment: number,
                span: span.shifted(segment.span.start),
                opens,
                is_double: kind == DOUBLE,
                is_face: is_in_face(text, span),
                ends_interval: ends_interval(text, span),
            };
            if opens {
                pairing.open(kind, bracket);
            } else {
                pairing.close(kind, bracket, list_mark(text, span));
            }
        }
    }
    pairing.finish()
}

/// Brackets that are put in pairs, in the order of the text.
#[derive(Default)]
struct Pairing {
    /// Without a partner, for good.
    lone: Vec<Lone>,
    /// Open in this paragraph, with their kinds.
    open: Vec<(usize, Lone)>,
    /// Unclosed at the end of their paragraph, with its number.
    pending: Vec<(usize, Lone, u32)>,
    paragraph: u32,
    /// The kind of a bracket that the first mark of a list closed: `(a) tea or b) coffee)`.
    closed_by_mark: Option<usize>,
    /// Whether a further mark of that list came.
    list_goes_on: bool,
}

impl Pairing {
    fn end_paragraph(&mut self, next: u32) {
        let pending = self.open.drain(..);
        self.pending
            .extend(pending.map(|(kind, bracket)| (kind, bracket, next)));
        self.paragraph = next;
        self.closed_by_mark = None;
    }

    fn open(&mut self, kind: usize, bracket: Lone) {
        self.open.push((kind, bracket));
        self.closed_by_mark = None;
    }

    /// A closing bracket, with the mark of a list item that it may belong to. It is the mark's only where no bracket
    /// of its kind is open.
    fn close(&mut self, kind: usize, bracket: Lone, mark: Option<&str>) {
        let is_plain = |(other, open): &(usize, Lone)| *other == kind && !open.is_face;
        let last = last_of(&self.open, is_plain);
        // (the lamp broke :) is in pairs, and so is (the lamp broke :().
        let last = last.or_else(|| last_of(&self.open, |(other, _)| *other == kind));
        if let Some(at) = last {
            let inner = self.open.drain(at..).skip(1);
            self.lone.extend(inner.map(|(_, bracket)| bracket));
            let is_first = mark.is_some_and(|mark| FIRST_MARKS.contains(&mark));
            (self.closed_by_mark, self.list_goes_on) = (is_first.then_some(kind), false);
            return;
        }
        if mark.is_some() {
            self.list_goes_on = true;
            return;
        }
        if self.close_interval(kind, &bracket) {
            return;
        }
        if self.closed_by_mark == Some(kind) && self.list_goes_on {
            self.closed_by_mark = None;
            return;
        }
        let paragraph = self.paragraph;
        let waits = |(other, _, of): &(usize, Lone, u32)| {
            *other == kind && paragraph <= of + LONGEST_QUOTATION
        };
        match last_of(&self.pending, waits) {
            Some(at) => {
                self.pending.remove(at);
            }
            None => self.lone.push(bracket),
        }
    }

    /// Whether a bracket closes a half-open interval: `[0, 1)`.
    fn close_interval(&mut self, kind: usize, bracket: &Lone) -> bool {
        let is_half = self.open.last().is_some_and(|(other, open)| {
            *other != kind && kind.max(*other) <= SQUARE && open.segment == bracket.segment
        });
        bracket.ends_interval && is_half && self.open.pop().is_some()
    }

    fn finish(mut self) -> Vec<Lone> {
        self.lone
            .extend(self.open.into_iter().map(|(_, bracket)| bracket));
        self.lone
            .extend(self.pending.into_iter().map(|(_, bracket, _)| bracket));
        self.lone.retain(|bracket| !bracket.is_face);
        self.lone.sort_by_key(|bracket| bracket.span);
        without_twins(self.lone)
    }
}

/// Without the marks that stand on both sides of a word: ”word”, as they are typed where a keyboard has one of the two.
fn without_twins(lone: Vec<Lone>) -> Vec<Lone> {
    let mut left: Vec<Lone> = Vec::with_capacity(lone.len());
    for bracket in lone {
        let is_twin = |last: &Lone| {
            last.is_double
                && bracket.is_double
                && last.opens == bracket.opens
                && last.segment == bracket.segment
        };
        match left.last().is_some_and(is_twin) {
            true => drop(left.pop()),
            false => left.push(bracket),
        }
    }
    left
}

/// The last of some that is so, among the last few: no text nests deeper.
fn last_of<T>(some: &[T], is_it: impl Fn(&T) -> bool) -> Option<usize> {
    const DEEPEST: usize = 32;
    let from = some.len().saturating_sub(DEEPEST);
    some[from..].iter().rposition(is_it).map(|at| from + at)
}

/// Whether a bracket may be the mouth of a face that needs no partner, `:)`, `:-(`, `(^^;`, or the edge of its head.
fn is_in_face(text: &str, span: Span) -> bool {
    const EYES: [char; 6] = [':', ';', '=', '：', '；', '＝'];
    const NOSES: [char; 6] = ['-', '\'', '’', 'o', '^', '‑'];
    const BROWS: [&str; 6] = ["^^", "^_^", "^-^", "-_-", "T_T", ">_<"];
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let is_eyes = |face: &str, eyes: Option<char>| {
        eyes.is_some_and(|c| EYES.contains(&c)) && !face.ends_with("::")
    };
    let no_nose = before.strip_suffix(NOSES).unwrap_or(before);
    let is_smile = is_eyes(before, before.chars().next_back())
        || no_nose.len() < before.len() && is_eyes(no_nose, no_nose.chars().next_back());
    // (: and (-: look the other way.
    let no_nose = after.strip_prefix(NOSES).unwrap_or(after);
    let turned = no_nose.strip_prefix(EYES);
    let is_turned =
        turned.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let has_head = BROWS
        .iter()
        .any(|brows| after.starts_with(brows) || before.ends_with(brows));
    is_smile || is_turned || has_head
}

/// Whether a closing bracket stands behind two bounds and an opening bracket of the other kind: `[0, 1)`, `(a, b]`.
fn ends_interval(text: &str, span: Span) -> bool {
    let other = match span.of(text) {
        ")" => '[',
        "]" => '(',
        _ => return false,
    };
    let before = &text[..span.start];
    let is_bound = |c: char| c.is_ascii_alphanumeric() || " ,.+-−∞_".contains(c);
    let bounds = before.trim_end_matches(is_bound);
    let inside = &before[bounds.len()..];
    bounds.ends_with(other) && inside.len() <= LONGEST_INTERVAL && inside.contains(',')
}

/// What stands before a closing bracket, if the two can be the mark of a list item: `1)`, `a)`.
fn list_mark(text: &str, span: Span) -> Option<&str> {
    if !text[span.start..].starts_with([')', '）']) {
        return None;
    }
    let before = &text[..span.start];
    let marked = before.trim_end_matches(|c: char| c.is_alphanumeric());
    let mark = &before[marked.len()..];
    let is_short = (1..=3).contains(&mark.chars().count());
    let stands =
        marked.is_empty() || marked.ends_with([' ', '\u{3000}', '\n', '、', ',', ':', '：', '。']);
    let is_mark = mark.chars().all(|c| {
        class(c) == Class::Digit || c.is_ascii_alphabetic() || class(c) == Class::Katakana
    });
    (is_short && stands && (is_mark || LABELS.contains(&mark))).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bracket_of_the_table_is_one() {
        for (at, (open, close)) in KINDS.iter().enumerate() {
            for (brackets, opens) in [(open, true), (close, false)] {
                for c in brackets.chars() {
                    assert_eq!(kind(c), Some((at, opens)), "{c}");
                    let text = format!("雨…{c}!");
                    assert!(may_be_brackets(&text).any(|found| found == (6, c)), "{c}");
                    assert!(may_hold_bracket(&text), "{c}");
                }
            }
        }
        assert_eq!(KINDS[SQUARE].0, "[［");
        assert_eq!(KINDS[DOUBLE].0, "“");
        assert_eq!(kind('雨'), None);
        assert!(!may_hold_bracket("雨、ダム。Rain? 〇"));
    }
}
