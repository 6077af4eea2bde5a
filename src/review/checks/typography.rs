//! Characters of the translation: widths mixed, kana with a mark of its own (NFD), words written twice.
//!
//! In: the segments of a Japanese translation. Out: findings; those of one cause together, with all their places. O(bytes).
//!
//! No alarm is raised for: full-width letters and digits where the document writes most so; one full-width digit beside
//! half-width numbers of several, which is a style; words said twice on purpose: onomatopoeia and other doubled
//! hiragana (わくわく), short katakana (ドキドキ), 々, 一つ一つ, 何度も何度も, and where the original says a word twice too, or has
//! a word that doubles its own first half (a name); what the document doubles again and again, which is a word.

use rustc_hash::FxHashMap;

use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{Side, View, draft_in_places, in_english, in_japanese};
use crate::text::Span;
use crate::text::script::{Class, class, is_full_width};
use crate::text::word::{fold, words};

/// Share of the rarer width from which on both are a habit.
const HABIT: f32 = 0.25;
/// Longest word, in characters, that is looked for twice in a row.
const LONGEST: usize = 12;
/// How often a word may stand doubled before it is one that is written so.
const HABITUAL: usize = 3;
/// Letters of an English word from which on it may double its first half: Fakhfakh.
const SHORTEST_DOUBLE: usize = 6;
/// Particles of which two in a row are a slip.
const PARTICLES: [char; 4] = ['を', 'が', 'の', 'に'];

/// Looks at the characters of every segment.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let runs = width_runs(&view.target);
    let widths = [Class::Digit, Class::Latin].map(|class| Widths::of(&runs, class));
    let mut runs = &runs[..];
    let mut characters = Characters::default();
    let mut causes = Causes::default();
    for (k, bead) in view.beads.iter().enumerate() {
        for segment in bead.target.clone() {
            let text = view.target.segment(segment);
            let mut found = Found {
                bead: k,
                start: view.target.document.segments()[segment].span.start,
                causes: &mut causes,
            };
            characters.read(text);
            forms(text, &characters.all, &mut found);
            let n_here = runs.iter().take_while(|run| run.segment == segment).count();
            let here;
            (here, runs) = runs.split_at(n_here);
            for widths in widths.iter().filter(|_| !here.is_empty()) {
                let (spans, reason) = widths.rarer(here);
                found.add(Check::Width, Severity::Hint, spans, reason);
            }
            if characters.may_say_twice() {
                words_twice(text, view.source_text(bead), &characters.all, &mut found);
            }
        }
    }
    causes.report(out);
}

/// What is found, by its cause, in the order of the first places.
#[derive(Default)]
struct Causes {
    causes: Vec<Cause>,
    /// Their numbers by their English reasons, which differ from check to check.
    numbers: FxHashMap<String, usize>,
}

/// One cause, with its places.
struct Cause {
    check: Check,
    severity: Severity,
    reason: (String, String),
    places: Vec<(usize, Span)>,
}

impl Causes {
    fn report(self, out: &mut Vec<Draft>) {
        for cause in self.causes {
            let n_places = cause.places.len();
            if cause.check == Check::DoubledWord && HABITUAL <= n_places {
                continue;
            }
            let (english, japanese) = cause.reason;
            out.push(
                draft_in_places(cause.check, cause.severity, &cause.places).because(
                    english + &in_english(n_places),
                    japanese + &in_japanese(n_places),
                ),
            );
        }
    }
}

/// Where what is found in one segment goes.
struct Found<'o> {
    bead: usize,
    /// Where the segment begins.
    start: usize,
    causes: &'o mut Causes,
}

impl Found<'_> {
    /// Adds spans of the segment to those of their cause.
    fn add(&mut self, check: Check, severity: Severity, spans: Vec<Span>, reason: (&str, &str)) {
        if spans.is_empty() {
            return;
        }
        let (bead, start) = (self.bead, self.start);
        let places = spans.into_iter().map(|span| (bead, span.shifted(start)));
        let Causes { causes, numbers } = self.causes;
        if let Some(&number) = numbers.get(reason.0) {
            causes[number].places.extend(places);
            return;
        }
        numbers.insert(reason.0.to_owned(), causes.len());
        causes.push(Cause {
            check,
            severity,
            reason: (reason.0.to_owned(), reason.1.to_owned()),
            places: places.collect(),
        });
    }
}

/// Slots for pairs of characters.
const SLOTS: usize = 1 << 10;

/// The characters of a text, and where two of them may stand again soon behind. The memory is used again for the next text.
struct Characters {
    all: Vec<char>,
    /// The places of characters that stood with the next one not long before, and of some others.
    again: Vec<usize>,
    has_doubled_particle: bool,
    /// By a hash of two characters in a row, how many characters were read when they were met last.
    last_met: Box<[usize; SLOTS]>,
    n_read: usize,
}

impl Default for Characters {
    fn default() -> Self {
        Characters {
            all: Vec::new(),
            again: Vec::new(),
            has_doubled_particle: false,
            last_met: Box::new([0; SLOTS]),
            n_read: LONGEST + 1,
        }
    }
}

impl Characters {
    fn read(&mut self, text: &str) {
        self.all.clear();
        // To push into known room takes half as long as to extend.
        self.all.reserve(text.len());
        text.chars().for_each(|c| self.all.push(c));
        self.again.clear();
        self.has_doubled_particle = false;
        for (k, pair) in self.all.windows(2).enumerate() {
            let slot = (pair[0] as usize * 31 + pair[1] as usize) % SLOTS;
            let now = self.n_read + k;
            if now - self.last_met[slot] <= LONGEST {
                self.again.push(k);
            }
            self.last_met[slot] = now;
            self.has_doubled_particle |= is_doubled_particle(pair);
        }
        self.n_read += self.all.len() + LONGEST;
    }

    /// Whether a word or particle may stand twice in a row: a word begins again with the same two characters.
    fn may_say_twice(&self) -> bool {
        let all = &self.all[..];
        let is_word = |&k: &usize| {
            let mut lengths = 2..=LONGEST.min(k);
            lengths.any(|n| all[k - n] == all[k] && all[k..].starts_with(&all[k - n..k]))
        };
        self.has_doubled_particle || self.again.iter().any(is_word)
    }
}

/// Whether two characters are one particle twice.
fn is_doubled_particle(pair: &[char]) -> bool {
    pair[0] == pair[1] && PARTICLES.contains(&pair[0])
}

/// Half-width katakana, and kana whose marks are characters of their own.
fn forms(text: &str, characters: &[char], found: &mut Found<'_>) {
    let is_half = |c: char| ('ｦ'..='ﾟ').contains(&c);
    // All characters are looked at many at a time: nearly no text has any such.
    let either = |found: bool, &c: &char| found | is_half(c) | is_mark(c);
    if !characters.iter().fold(false, either) {
        return;
    }
    let reason = ("half-width katakana", "半角カタカナが使われている");
    let spans = spans_of(text, is_half);
    found.add(Check::Width, Severity::Warning, spans, reason);
    let reason = (
        "kana and its mark are two characters (NFD)",
        "濁点・半濁点が別の文字になっている（NFD）",
    );
    found.add(Check::Decomposed, Severity::Error, decomposed(text), reason);
}

/// Words that a segment says twice in a row and its original does not.
fn words_twice(text: &str, source: &str, characters: &[char], found: &mut Found<'_>) {
    let mut doubled = doubled_words(characters);
    doubled.retain(|span| !source.contains(span.of(text)));
    doubled.retain(|span| !is_said_on_purpose(span.of(text)));
    if doubled.is_empty() || says_twice(source) {
        return;
    }
    for span in doubled {
        let word = span.of(text);
        let word = &word[..word.len() / 2];
        let reason = (
            format!("“{word}” twice in a row"),
            format!("「{word}」が重なっている"),
        );
        let reason = (&*reason.0, &*reason.1);
        found.add(Check::DoubledWord, Severity::Warning, vec![span], reason);
    }
}

/// Whether a doubled word is one that is said twice: 何度も何度も, 少しずつ少しずつ.
fn is_said_on_purpose(doubled: &str) -> bool {
    doubled.starts_with('何') || doubled.ends_with(['も', '々']) || doubled.ends_with("ずつ")
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

/// Whether a character is the mark of a kana, but a character of its own.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309a}')
}

/// Kana followed by a mark that could be one character with it.
fn decomposed(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut before: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        if is_mark(c)
            && let Some((start, kana)) = before
            && unicode_normalization::char::compose(kana, c).is_some()
        {
            spans.push(Span::new(start, at + c.len_utf8()));
        }
        before = Some((at, c));
    }
    spans
}

/// A run of Latin letters or of digits in the translation.
struct WidthRun {
    segment: usize,
    /// In bytes of the segment.
    span: Span,
    class: Class,
    has_full: bool,
    has_half: bool,
    is_long: bool,
}

/// All such runs of a side, in order.
fn width_runs(side: &Side<'_>) -> Vec<WidthRun> {
    let mut found = Vec::new();
    for segment in 0..side.document.segments().len() {
        let text = side.segment(segment);
        if !may_hold_letters(text) {
            continue;
        }
        found.extend(letter_runs(text).map(|(span, class)| {
            let run = span.of(text);
            WidthRun {
                segment,
                span,
                class,
                has_full: run.chars().any(is_full_width),
                has_half: !run.chars().all(is_full_width),
                is_long: run.chars().nth(1).is_some(),
            }
        }));
    }
    found
}

/// The runs of Latin letters, and of digits, of a text.
fn letter_runs(text: &str) -> impl Iterator<Item = (Span, Class)> + '_ {
    let is_letter = |class: Class| matches!(class, Class::Digit | Class::Latin);
    let mut end = 0;
    std::iter::from_fn(move || {
        let mut characters = text[end..].chars();
        let (start, kind) = loop {
            let start = text.len() - characters.as_str().len();
            let kind = class(characters.next()?);
            if is_letter(kind) {
                break (start, kind);
            }
        };
        let rest = characters.as_str();
        let after = rest.trim_start_matches(|c| class(c) == kind);
        end = text.len() - after.len();
        Some((Span::new(start, end), kind))
    })
}

/// Whether a text may hold Latin letters or digits of either width, by its bytes, of which many are looked at at a time.
fn may_hold_letters(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Letters with accents begin with bytes from 0xc2 to 0xc9 and with 0xe1.
    let begins =
        |byte: u8| byte.is_ascii_alphanumeric() | (0xc2..=0xc9).contains(&byte) | (byte == 0xe1);
    // The second byte is 0xbc from ０ to Ｚ and 0xbd from ａ to ｚ.
    let is_wide = |second: u8, third: u8| {
        (second == 0xbc) & ((0x90..=0x99).contains(&third) | (0xa1..=0xba).contains(&third))
            | (second == 0xbd) & (0x81..=0x9a).contains(&third)
    };
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    bytes.iter().fold(false, |may, &byte| may | begins(byte))
        || pairs.fold(false, |may, (&second, &third)| may | is_wide(second, third))
}

/// How a document writes the letters or digits.
struct Widths {
    class: Class,
    full_is_rarer: bool,
    half_is_rarer: bool,
    /// Whether one full-width digit and half-width numbers of several are the style.
    by_length: bool,
}

impl Widths {
    fn of(runs: &[WidthRun], class: Class) -> Self {
        let (mut n_full, mut n_half) = (0usize, 0usize);
        let mut by_length = class == Class::Digit;
        for run in runs.iter().filter(|run| run.class == class) {
            match run.has_full {
                true => n_full += 1,
                false => n_half += 1,
            }
            by_length &= run.has_full != run.is_long;
        }
        let rarer = |few: usize, many: usize| few as f32 <= HABIT * (few + many) as f32;
        Widths {
            class,
            full_is_rarer: rarer(n_full, n_half),
            half_is_rarer: rarer(n_half, n_full) && class == Class::Digit,
            by_length,
        }
    }

    /// Those of the runs of a segment in the rarer width, or in both at once.
    fn rarer(&self, runs: &[WidthRun]) -> (Vec<Span>, (&'static str, &'static str)) {
        let is_wrong = |run: &&WidthRun| {
            let is_rare = run.has_full && self.full_is_rarer || run.has_half && self.half_is_rarer;
            run.class == self.class && (run.has_full && run.has_half || is_rare && !self.by_length)
        };
        let wrong = runs.iter().filter(is_wrong);
        let spans = wrong.map(|run| run.span).collect();
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
fn doubled_words(all: &[char]) -> Vec<Span> {
    let bytes_of = |some: &[char]| some.iter().map(|c| c.len_utf8()).sum::<usize>();
    let mut found: Vec<Span> = Vec::new();
    // The last of them ends with this character and byte.
    let (mut known, mut end) = (0, 0);
    let mut k = 0;
    while k + 1 < all.len() {
        let longest = LONGEST.min((all.len() - k) / 2);
        let twice = (2..=longest).rev().find(|&n| {
            all[k + n] == all[k]
                && all[k..k + n] == all[k + n..k + 2 * n]
                && is_word(&all[k..k + n], &all[..k], all.get(k + 2 * n).copied())
        });
        let length = match twice {
            Some(n) => 2 * n,
            None if is_doubled_particle(&all[k..k + 2]) && is_particle(all, k) => 2,
            None => {
                k += 1;
                continue;
            }
        };
        let start = end + bytes_of(&all[known..k]);
        end = start + bytes_of(&all[k..k + length]);
        found.push(Span::new(start, end));
        k += length;
        known = k;
    }
    found
}

/// Whether two kana in a row are two particles: a kanji, katakana or letter before, and something but kana of their own after.
fn is_particle(characters: &[char], k: usize) -> bool {
    let Some(before) = k.checked_sub(1) else {
        return false;
    };
    let noun = matches!(
        class(characters[before]),
        Class::Kanji | Class::Katakana | Class::Latin | Class::Digit
    ) || matches!(characters[before], '」' | '』' | '）');
    let (this, after) = (characters[k], characters.get(k + 2).copied());
    noun && match this {
        // 火がが, 木のの; が before がる and の before のろ are words.
        'を' => true,
        _ => after.is_some_and(|c| class(c) != Class::Hiragana || c == '、'),
    }
}

/// Whether a piece that stands twice is a word: it holds kanji, or katakana enough, and may be no doubled word of
/// the language.
fn is_word(characters: &[char], before: &[char], after: Option<char>) -> bool {
    let of = |wanted: Class| characters.iter().filter(|&&c| class(c) == wanted).count();
    let first = class(characters[0]);
    // 三人の証人の証言 says 人の証 twice, inside its words.
    let is_mixed = characters.iter().any(|&c| class(c) != first);
    let starts_inside = before.last().is_some_and(|&c| {
        class(c) == first
            && (matches!(first, Class::Katakana | Class::Latin | Class::Digit) || is_mixed)
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

/// Whether an English text says a word twice, or has a word that doubles its first half.
fn says_twice(text: &str) -> bool {
    let mut last: Option<(Span, String)> = None;
    for (span, word) in words(text) {
        let word = fold(word);
        if SHORTEST_DOUBLE <= word.len() && is_double(&word) {
            return true;
        }
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

/// Whether a word is its first half twice.
fn is_double(word: &str) -> bool {
    let (one, other) = word.as_bytes().split_at(word.len() / 2);
    one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::script::runs;
    use proptest::prelude::*;

    #[test]
    fn every_letter_and_digit_is_seen_by_its_bytes() {
        let is_letter = |c: &char| matches!(class(*c), Class::Digit | Class::Latin);
        for c in ('\0'..='\u{ffff}').filter(is_letter) {
            assert!(may_hold_letters(&format!("雨{c}。")), "{c:?}");
        }
        assert!(!may_hold_letters("「雨、ダム（〈無〉）」だー！？"));
    }

    proptest! {
        #[test]
        fn the_first_look_hides_no_doubled_word(texts in prop::collection::vec("[雨傘アイあaをが]{0,30}", 1..4)) {
            let mut characters = Characters::default();
            for text in texts {
                characters.read(&text);
                let doubled = doubled_words(&characters.all);
                prop_assert!(characters.may_say_twice() || doubled.is_empty(), "{}", text);
                for span in doubled {
                    let (one, other) = span.of(&text).split_at(span.len() / 2);
                    prop_assert_eq!(one, other);
                }
            }
        }

        #[test]
        fn runs_of_letters_are_runs_of_a_class(text in "[雨アaＡé1２ 。！]{0,20}") {
            let is_letter = |class| matches!(class, Class::Digit | Class::Latin);
            let expected: Vec<_> = runs(&text).filter(|&(_, class)| is_letter(class)).collect();
            prop_assert_eq!(letter_runs(&text).collect::<Vec<_>>(), expected);
        }
    }
}
