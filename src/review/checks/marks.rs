//! Marks that both sides of a pair should share: emphasis, and what must not be translated.
//!
//! In: the marks of both sides. Out: a finding a mark that differs. O(bytes).
//!
//! No alarm is raised for: `*` that begins an item or stands between spaces; emphasis that only changed its marks (`*x*`: `**x**`,
//! 「x」, 《x》) or that only the translation has; a URL of the same site (that of the translated page), or that a neighbouring pair
//! has; code whose text is there without backticks; tags that differ only in words for people (`alt="…"`).

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::checks::code::{CodeSpans, Verbatim, VerbatimKind};
use crate::review::checks::commands;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script::is_japanese;

/// Pieces of a pair that are reported at most.
const MOST: usize = 20;
/// Below this confidence a pair is not compared.
const SURE: f32 = 0.7;

/// Emphasis marks, long ones first.
const MARKS: [&str; 5] = ["**", "*", "__", "_", "~~"];

/// Looks at the marks of every pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let texts = [view.source_text(bead), view.target_text(bead)];
        let [ours, theirs] = texts.map(CodeSpans::new);
        emphasis(view, (k, bead), [&ours, &theirs], out);
        verbatim(view, (k, bead), (ours, theirs), out);
        commands::compare_keys(view, (k, bead), out);
        commands::compare_subcommands(view, (k, bead), out);
        commands::compare_values(view, (k, bead), out);
    }
}

/// Emphasis marks.
fn emphasis(
    view: &View<'_>,
    (k, bead): (usize, &Bead),
    code: [&CodeSpans; 2],
    out: &mut Vec<Draft>,
) {
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    let is_marked = |text: &str| memchr::memchr3(b'*', b'_', b'~', text.as_bytes()).is_some();
    if !is_marked(source) {
        return;
    }
    let [ours, theirs] = code.map(CodeSpans::exact);
    let pieces = MARKS.map(|mark| {
        let marked = (
            emphasised(source, &ours, mark),
            emphasised(target, &theirs, mark),
        );
        (mark, marked.0, marked.1)
    });
    let n_ours: usize = pieces.iter().map(|(_, ours, _)| ours.len()).sum();
    let n_theirs: usize = pieces.iter().map(|(_, _, theirs)| theirs.len()).sum();
    let n_quoted = n_opened(target, &['「', '『', '《', '“', '【', '〈']);
    let n_quotes = n_opened(source, &['“', '‘']) + n_opened(source, &['"']).div_ceil(2);
    if n_ours <= n_theirs + n_quoted.saturating_sub(n_quotes) {
        return;
    }
    for (mark, ours, theirs) in pieces {
        if ours.len() <= theirs.len()
            || source.matches(mark).count() == target.matches(mark).count()
        {
            continue;
        }
        let (english, japanese) = (
            format!(
                "{} pieces between {mark} in the original, {} in the translation",
                ours.len(),
                theirs.len()
            ),
            format!(
                "{mark} で囲んだ箇所が原文は {}、訳文は {}",
                ours.len(),
                theirs.len()
            ),
        );
        let shift = |spans: Vec<Span>, by: usize| spans.into_iter().map(move |s| s.shifted(by));
        // A single mark also stresses a word in informal prose, which Japanese does by words.
        let severity = match mark.len() {
            1 => Severity::Hint,
            _ => Severity::Warning,
        };
        out.push(
            draft(Check::Emphasis, severity, k)
                .source(shift(ours, view.source.span(&bead.source).start))
                .target(shift(theirs, view.target.span(&bead.target).start))
                .because(english, japanese),
        );
    }
}

/// How many of some marks a text holds.
fn n_opened(text: &str, marks: &[char]) -> usize {
    text.chars().filter(|c| marks.contains(c)).count()
}

/// The pieces between two of a mark that touches the text inside, not in code.
fn emphasised(text: &str, code: &CodeSpans, mark: &str) -> Vec<Span> {
    let first = mark.chars().next().unwrap_or('*');
    let mut found: Vec<Span> = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(next) = text[at..].find(first) {
        let start = at + next;
        let run = text[start..].len() - text[start..].trim_start_matches(first).len();
        at = start + run;
        let span = Span::new(start, at);
        if run != mark.len() || code.holds(span) {
            continue;
        }
        let before = text[..start].chars().next_back();
        let after = text[at..].chars().next();
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let in_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        if first == '_' && in_word(before) && in_word(after) {
            continue;
        }
        match open {
            Some(from) if !is_space(before) => {
                found.push(Span::new(from, at));
                open = None;
            }
            _ if !is_space(after) => open = Some(start),
            _ => {}
        }
    }
    found
}

/// URLs, addresses, code, tags and placeholders.
fn verbatim(
    view: &View<'_>,
    (k, bead): (usize, &Bead),
    (ours, theirs): (CodeSpans, CodeSpans),
    out: &mut Vec<Draft>,
) {
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    if ours.found.is_empty() && theirs.found.is_empty() {
        return;
    }
    let is_loose = |one: &Verbatim| one.kind == VerbatimKind::Loose;
    let (loose, ours): (Vec<_>, Vec<_>) = ours.found.into_iter().partition(is_loose);
    let (their_loose, mut rest): (Vec<_>, Vec<_>) = theirs.found.into_iter().partition(is_loose);
    commands::compare(view, (k, bead), (&loose, &their_loose), out);
    let missing = unmet((source, ours), (target, &mut rest));
    let mut n_translated = n_translated_placeholders(target);
    for one in missing.into_iter().take(MOST) {
        let text = one.span.of(source);
        if is_near(view, k, text, View::target_text) {
            continue;
        }
        if 0 < n_translated && is_placeholder_for_people(text) {
            n_translated -= 1;
            continue;
        }
        let like = rest.iter().position(|other| other.kind == one.kind);
        let other = like.map(|at| rest.remove(at));
        let shown = other.map_or("", |other| other.span.of(target));
        let Some(severity) = severity(one.kind, text, shown, target) else {
            continue;
        };
        let (english, japanese) = if shown.is_empty() {
            (
                format!("the translation has no {text}"),
                format!("訳文に {text} がない"),
            )
        } else {
            (
                format!("{text} became {shown}"),
                format!("{text} が {shown} になっている"),
            )
        };
        let span = other.map(|other| other.span.shifted(view.target.span(&bead.target).start));
        out.push(
            draft(Check::Verbatim, severity, k)
                .source([one.span.shifted(view.source.span(&bead.source).start)])
                .target(span)
                .because(english, japanese),
        );
    }
    added(view, (k, bead), &rest, out);
}

/// Whether a tag may stand for what a reader puts in its place, `<name>`, whose word is translated.
fn is_placeholder_for_people(piece: &str) -> bool {
    let inside = piece.strip_prefix('<').and_then(|p| p.strip_suffix('>'));
    inside.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// How many words in Japanese stand between the brackets of tags: <名前>.
fn n_translated_placeholders(target: &str) -> usize {
    let pieces = target.split(['<', '＜']).skip(1);
    let words = pieces.filter_map(|piece| piece.split_once(['>', '＞']));
    words.filter(|(word, _)| word.contains(is_japanese)).count()
}

/// How a piece is written where it is compared.
type Written = fn(&str) -> Cow<'_, str>;

/// The pieces of the source that the target does not have. Those that it has are taken from its list. O(pieces).
fn unmet(
    (source, ours): (&str, Vec<Verbatim>),
    (target, theirs): (&str, &mut Vec<Verbatim>),
) -> Vec<Verbatim> {
    let mut met = vec![false; theirs.len()];
    let mut missing = ours;
    // A placeholder may get a number in the translation, where the order is another one: %s and %1$s.
    let comparisons: [[Written; 2]; 3] = [
        [without_words, without_words],
        [without_words, without_number],
        [without_number, without_words],
    ];
    for [of_ours, of_theirs] in comparisons {
        let mut places: FxHashMap<(VerbatimKind, Cow<'_, str>), Vec<usize>> = FxHashMap::default();
        for (at, other) in theirs.iter().enumerate().filter(|(at, _)| !met[*at]).rev() {
            let key = (other.kind, of_theirs(other.span.of(target)));
            places.entry(key).or_default().push(at);
        }
        missing.retain(|one| {
            let key = (one.kind, of_ours(one.span.of(source)));
            let place = places.get_mut(&key).and_then(Vec::pop);
            place.inspect(|&at| met[at] = true).is_none()
        });
    }
    let mut met = met.into_iter();
    theirs.retain(|_| met.next() == Some(false));
    missing
}

/// A placeholder of `printf` without its number.
fn without_number(piece: &str) -> Cow<'_, str> {
    let number = piece.strip_prefix('%').and_then(|rest| {
        let (number, rest) = rest.split_once('$')?;
        number
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(rest)
    });
    number.map_or(Cow::Borrowed(piece), |rest| Cow::Owned(format!("%{rest}")))
}

/// A tag without the words for people in it, which are translated: the values of `alt`, `title` and the like.
fn without_words(piece: &str) -> Cow<'_, str> {
    const NAMES: [&str; 6] = [
        " alt=",
        " title=",
        " aria-label=",
        " placeholder=",
        " summary=",
        " label=",
    ];
    if !piece.starts_with('<') || !NAMES.iter().any(|name| piece.contains(name)) {
        return Cow::Borrowed(piece);
    }
    let mut text = piece.to_owned();
    for name in NAMES {
        let Some(at) = text.find(name) else { continue };
        let value = at + name.len();
        let quote = text[value..]
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''));
        let end = quote.and_then(|quote| text[value + 1..].find(quote));
        if let Some(length) = end {
            text.replace_range(value + 1..value + 1 + length, "");
        }
    }
    Cow::Owned(text)
}

/// Placeholders and tags that only the translation has.
fn added(view: &View<'_>, (k, bead): (usize, &Bead), rest: &[Verbatim], out: &mut Vec<Draft>) {
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    for one in rest.iter().take(MOST) {
        let text = one.span.of(target);
        let is_certain = matches!(one.kind, VerbatimKind::Placeholder | VerbatimKind::Tag);
        if !is_certain || is_near(view, k, text, View::source_text) || source.contains(text) {
            continue;
        }
        out.push(
            draft(Check::Verbatim, Severity::Warning, k)
                .target([one.span.shifted(view.target.span(&bead.target).start)])
                .because(
                    format!("the original has no {text}"),
                    format!("原文に {text} がない"),
                ),
        );
    }
}

/// How sure it is that a piece is missing, or was changed into `other`; none if it is all right.
fn severity(kind: VerbatimKind, text: &str, other: &str, target: &str) -> Option<Severity> {
    let host = |url: &str| {
        let rest = url.split("://").nth(1).unwrap_or(url);
        rest.split('/')
            .next()
            .unwrap_or_default()
            .trim_start_matches("www.")
            .to_owned()
    };
    match kind {
        VerbatimKind::Url if !other.is_empty() && host(text) == host(other) => Some(Severity::Hint),
        VerbatimKind::Url | VerbatimKind::Email if target.contains(text) => None,
        VerbatimKind::Email if has_translated_name(text, target) => None,
        VerbatimKind::Code if target.contains(text.trim_matches('`')) => None,
        VerbatimKind::Url | VerbatimKind::Code => Some(Severity::Warning),
        VerbatimKind::Tag | VerbatimKind::Placeholder if target.contains(text) => {
            Some(Severity::Warning)
        }
        _ => Some(Severity::Error),
    }
}

/// Whether a text has an address at the same host whose name is partly Japanese: パッケージ名@lists.example.org.
fn has_translated_name(address: &str, target: &str) -> bool {
    let Some((_, host)) = address.split_once('@') else {
        return false;
    };
    target.match_indices('@').any(|(at, _)| {
        let name = target[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        let joined = name.len() == at || name.ends_with(['-', '_', '.', '+']);
        let name = name.trim_end_matches(['-', '_', '.', '+']);
        joined && name.ends_with(is_japanese) && target[at + 1..].starts_with(host)
    })
}

/// Whether a neighbouring bead has a piece in the text of one of its sides.
fn is_near<'a>(
    view: &View<'a>,
    bead: usize,
    piece: &str,
    text_of: fn(&View<'a>, &Bead) -> &'a str,
) -> bool {
    let mut neighbours = view.neighbours(bead);
    neighbours.any(|other| text_of(view, other).contains(piece))
}
