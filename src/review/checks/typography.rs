//! Characters of the translation: widths mixed, kana with a mark of its own (NFD), words written twice.
//!
//! In: the segments of a Japanese translation. Out: findings; those of a kind of one segment together. O(bytes).
//!
//! No alarm is raised for: full-width letters and digits where the document writes most so; one full-width digit beside
//! half-width numbers of several, which is a style; words said twice on purpose: onomatopoeia and other doubled
//! hiragana (わくわく), short katakana (ドキドキ), 々, 一つ一つ, and where the original says a word twice too.

use crate::review::finding::{Check, Draft, Severity};
use crate::review::view::{Side, View, draft};
use crate::text::script::{Class, class, runs};
use crate::text::word::{fold, words};
use crate::text::{Language, Span};

/// Share of the rarer width from which on both are a habit.
const HABIT: f32 = 0.25;
/// Longest word, in characters, that is looked for twice in a row.
const LONGEST: usize = 12;
/// Particles of which two in a row are a slip.
const PARTICLES: [&str; 4] = ["をを", "がが", "のの", "にに"];

/// Looks at the characters of every segment.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    if view.target.document.language() != Language::Japanese {
        return;
    }
    let widths = [
        Widths::of(&view.target, Class::Digit),
        Widths::of(&view.target, Class::Latin),
    ];
    for (k, bead) in view.beads.iter().enumerate() {
        for segment in bead.target.clone() {
            let start = view.target.document.segments()[segment].span.start;
            let text = view.target.segment(segment);
            let mut report = |check, severity, spans: Vec<Span>, reason: (&str, &str)| {
                if !spans.is_empty() {
                    let spans = spans.into_iter().map(|span| span.shifted(start));
                    out.push(
                        draft(check, severity, k)
                            .target(spans)
                            .because(reason.0, reason.1),
                    );
                }
            };
            let half = |c: char| ('ｦ'..='ﾟ').contains(&c);
            report(
                Check::Width,
                Severity::Warning,
                spans_of(text, half),
                ("half-width katakana", "半角カタカナが使われている"),
            );
            for widths in &widths {
                let (spans, reason) = widths.rarer(text);
                report(Check::Width, Severity::Hint, spans, reason);
            }
            report(
                Check::Decomposed,
                Severity::Error,
                decomposed(text),
                (
                    "kana and its mark are two characters (NFD)",
                    "濁点・半濁点が別の文字になっている（NFD）",
                ),
            );
            let mut doubled = doubled_words(text);
            doubled.retain(|(span, _)| !view.source_text(bead).contains(span.of(text)));
            if !doubled.is_empty() && !says_twice(view.source_text(bead)) {
                for (span, severity) in doubled {
                    let word = span.of(text);
                    let word = &word[..word.len() / 2];
                    let reason = (
                        format!("“{word}” twice in a row"),
                        format!("「{word}」が重なっている"),
                    );
                    report(
                        Check::DoubledWord,
                        severity,
                        vec![span],
                        (&reason.0, &reason.1),
                    );
                }
            }
        }
    }
}

/// The runs of characters of a sort.
fn spans_of(text: &str, is_it: impl Fn(char) -> bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| is_it(c)) {
        let end = at + c.len_utf8();
        match spans.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => spans.push(Span::new(at, end)),
        }
    }
    spans
}

/// Kana followed by a mark that could be one character with it.
fn decomposed(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut before: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        if matches!(c, '\u{3099}' | '\u{309a}')
            && let Some((start, kana)) = before
            && unicode_normalization::char::compose(kana, c).is_some()
        {
            spans.push(Span::new(start, at + c.len_utf8()));
        }
        before = Some((at, c));
    }
    spans
}

/// How a document writes the letters or digits.
struct Widths {
    class: Class,
    full_is_rarer: bool,
    half_is_rarer: bool,
    /// Whether one full-width digit and half-width numbers of several are the style.
    by_length: bool,
}

fn is_full(c: char) -> bool {
    ('\u{ff01}'..='\u{ff5e}').contains(&c)
}

impl Widths {
    fn of(side: &Side<'_>, class: Class) -> Self {
        let (mut n_full, mut n_half) = (0usize, 0usize);
        let mut by_length = class == Class::Digit;
        for segment in 0..side.document.segments().len() {
            for (run, kind) in runs(side.segment(segment)).filter(|(_, kind)| *kind == class) {
                let run = run.of(side.segment(segment));
                let is_full = run.chars().any(is_full);
                let is_long = run.chars().nth(1).is_some();
                let _ = kind;
                if is_full {
                    n_full += 1;
                } else {
                    n_half += 1;
                }
                by_length &= is_full != is_long;
            }
        }
        let rarer = |few: usize, many: usize| few as f32 <= HABIT * (few + many) as f32;
        Widths {
            class,
            full_is_rarer: rarer(n_full, n_half),
            half_is_rarer: rarer(n_half, n_full) && class == Class::Digit,
            by_length,
        }
    }

    /// The runs of a text in the rarer width, or in both at once.
    fn rarer(&self, text: &str) -> (Vec<Span>, (&'static str, &'static str)) {
        let mut spans = Vec::new();
        for (span, _) in runs(text).filter(|(_, kind)| *kind == self.class) {
            let run = span.of(text);
            let (full, half) = (run.chars().any(is_full), !run.chars().all(is_full));
            let is_mixed = full && half;
            let is_rare = full && self.full_is_rarer || half && self.half_is_rarer;
            if is_mixed || is_rare && !self.by_length {
                spans.push(span);
            }
        }
        let reason = match self.class {
            Class::Digit => (
                "digits of another width than elsewhere",
                "数字の全角・半角がほかとそろっていない",
            ),
            _ => (
                "letters of another width than elsewhere",
                "英字の全角・半角がほかとそろっていない",
            ),
        };
        (spans, reason)
    }
}

/// Words and particles that stand twice in a row.
fn doubled_words(text: &str) -> Vec<(Span, Severity)> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let end = |k: usize| characters.get(k).map_or(text.len(), |c| c.0);
    let mut found = Vec::new();
    let mut k = 0;
    while k + 1 < characters.len() {
        let longest = LONGEST.min((characters.len() - k) / 2);
        let twice = (2..=longest).rev().find(|n| {
            let (first, second) = (end(k)..end(k + n), end(k + n)..end(k + 2 * n));
            text[first.clone()] == text[second]
                && is_word(
                    &text[first],
                    &characters[..k],
                    characters.get(k + 2 * n).map(|c| c.1),
                )
        });
        if let Some(n) = twice {
            found.push((Span::new(end(k), end(k + 2 * n)), Severity::Warning));
            k += 2 * n;
            continue;
        }
        let two = &text[end(k)..end((k + 2).min(characters.len()))];
        if PARTICLES.contains(&two) && is_particle(&characters, k) {
            found.push((Span::new(end(k), end(k + 2)), Severity::Warning));
            k += 2;
            continue;
        }
        k += 1;
    }
    found
}

/// Whether two kana in a row are two particles: a kanji, katakana or letter before, and something but kana of their own after.
fn is_particle(characters: &[(usize, char)], k: usize) -> bool {
    let Some(before) = k.checked_sub(1) else {
        return false;
    };
    let noun = matches!(
        class(characters[before].1),
        Class::Kanji | Class::Katakana | Class::Latin | Class::Digit
    ) || matches!(characters[before].1, '」' | '』' | '）');
    let (this, after) = (characters[k].1, characters.get(k + 2).map(|c| c.1));
    noun && match this {
        // 火がが, 木のの; が before がる and の before のろ are words.
        'を' => true,
        _ => after.is_some_and(|c| class(c) != Class::Hiragana || c == '、'),
    }
}

/// Whether a piece that stands twice is a word: it holds kanji, or katakana enough, and may be no doubled word of
/// the language.
fn is_word(piece: &str, before: &[(usize, char)], after: Option<char>) -> bool {
    let characters: Vec<char> = piece.chars().collect();
    let of = |wanted: Class| characters.iter().filter(|&&c| class(c) == wanted).count();
    let first = class(characters[0]);
    let starts_inside = before.last().is_some_and(|c| {
        class(c.1) == first && matches!(first, Class::Katakana | Class::Latin | Class::Digit)
    });
    let last = class(characters[characters.len() - 1]);
    let goes_on = after.is_some_and(|c| {
        class(c) == last && matches!(last, Class::Katakana | Class::Latin | Class::Digit)
    });
    if starts_inside || goes_on || characters.iter().all(|&c| c == characters[0]) {
        return false;
    }
    let plain = characters
        .iter()
        .all(|&c| !matches!(class(c), Class::Other | Class::Space | Class::Digit));
    let by_one = characters.starts_with(&['一'])
        || characters.starts_with(&['1'])
        || characters.starts_with(&['１']);
    let kanji = of(Class::Kanji);
    let katakana = of(Class::Katakana);
    let says = 2 <= kanji || 3 <= katakana || 3 <= of(Class::Latin);
    // 馬鹿馬鹿しい, 伸ばし伸ばし
    let is_stem = after == Some('し') || last == Class::Hiragana && kanji < 2;
    plain && says && !is_stem && !by_one && !characters.contains(&'々')
}

/// Whether an English text says a word twice.
fn says_twice(text: &str) -> bool {
    let mut last: Option<(Span, String)> = None;
    for (span, word) in words(text) {
        let word = fold(word);
        if let Some((before, other)) = &last
            && *other == word
            && span.start - before.end <= 6
        {
            return true;
        }
        last = Some((span, word));
    }
    false
}
