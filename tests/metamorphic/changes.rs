//! Changes of a text that change nothing that is said.
//!
//! In: a text in English or Japanese. Out: the same text as another program, system or person would write it. O(characters).

use unicode_normalization::UnicodeNormalization;

/// A way to change a text.
pub(crate) type Change = fn(&str) -> String;

fn same(text: &str) -> String {
    text.to_owned()
}

/// Puts a string at each place between two characters for which `is_place` holds.
pub(crate) fn between(text: &str, put: &str, is_place: impl Fn(char, char) -> bool) -> String {
    let mut changed = String::new();
    let mut before = '\n';
    for c in text.chars() {
        if is_place(before, c) {
            changed.push_str(put);
        }
        changed.push(c);
        before = c;
    }
    if is_place(before, '\n') {
        changed.push_str(put);
    }
    changed
}

/// Puts a string in the middle of each word of six Latin letters or more.
fn in_words(text: &str, put: &str) -> String {
    let mut changed = String::new();
    for part in text.split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
        let is_long = part.bytes().take_while(u8::is_ascii_alphabetic).count() >= 6;
        let (start, end) = part.split_at(if is_long { 3 } else { 0 });
        changed += start;
        changed += if is_long { put } else { "" };
        changed += end;
    }
    changed
}

fn is_japanese(c: char) -> bool {
    matches!(c, 'ぁ'..='ヺ' | '一'..='\u{9fff}')
}

/// Puts a string after each kana or kanji that stands before another.
fn in_japanese(text: &str, put: &str) -> String {
    between(text, put, |before, c| is_japanese(before) && is_japanese(c))
}

fn after_kanji(text: &str, put: &str) -> String {
    between(text, put, |before, _| matches!(before, '一'..='\u{9fff}'))
}

/// Puts a string at the end of each line that is not blank.
fn at_ends(text: &str, put: &str) -> String {
    between(text, put, |before, c| c == '\n' && !before.is_whitespace())
}

fn at_starts(text: &str, put: &str) -> String {
    between(text, put, |before, c| before == '\n' && !c.is_whitespace())
}

/// Puts a string between a Japanese sentence and the next on its line.
fn after_stops(text: &str, put: &str) -> String {
    let is_mark = |c: char| c.is_whitespace() || "」』）。！？…".contains(c);
    between(text, put, |before, c| {
        "。！？".contains(before) && !is_mark(c)
    })
}

/// Each character for which there is another in a table of pairs.
fn mapped(text: &str, pairs: impl Iterator<Item = (char, char)>) -> String {
    let pairs: std::collections::BTreeMap<char, char> = pairs.collect();
    text.chars().map(|c| *pairs.get(&c).unwrap_or(&c)).collect()
}

/// The characters of a block under their compatible forms.
fn of_block(block: std::ops::RangeInclusive<char>) -> impl Iterator<Item = (char, char)> {
    block.filter_map(|c| {
        let mut plain = c.nfkc();
        plain
            .next()
            .filter(|_| plain.next().is_none())
            .map(|plain| (plain, c))
    })
}

fn half_width_kana(text: &str) -> String {
    let apart: String = text
        .chars()
        .flat_map(|c| {
            let is_kana = matches!(c, 'ァ'..='ヶ');
            let parts: Vec<char> = if is_kana { c.nfd().collect() } else { vec![c] };
            parts
        })
        .collect();
    let marks = [('\u{3099}', 'ﾞ'), ('\u{309a}', 'ﾟ')];
    mapped(&apart, of_block('｡'..='ﾝ').chain(marks))
}

fn full_width(text: &str) -> String {
    let letters = ('０'..='９').chain('Ａ'..='Ｚ').chain('ａ'..='ｚ');
    mapped(text, letters.filter_map(|c| Some((c.nfkc().next()?, c))))
}

fn straight(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
}

fn curly(text: &str) -> String {
    let mut changed = String::new();
    let mut before = '\n';
    for c in text.chars() {
        let opens = before.is_whitespace() || "([—“‘".contains(before);
        changed.push(match (c, opens) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', true) => '‘',
            ('\'', false) => '’',
            _ => c,
        });
        before = c;
    }
    changed
}

/// Capitals for each line that ends with a letter.
fn capital_headings(text: &str) -> String {
    let lines = text.split_inclusive('\n');
    let changed = lines.map(
        |line| match line.trim_end().ends_with(char::is_alphanumeric) {
            true => line.to_uppercase(),
            false => line.to_owned(),
        },
    );
    changed.collect()
}

/// The same change of both sides.
const fn both(name: &str, change: Change) -> (&str, Change, Change) {
    (name, change, change)
}

/// What files are: the name of the change, and what it does to the English and the Japanese text.
pub(crate) const CHANGES: &[(&str, Change, Change)] = &[
    (
        "soft hyphens",
        |t| in_words(t, "\u{ad}"),
        |t| in_japanese(t, "\u{ad}"),
    ),
    (
        "spaces of no width",
        |t| in_words(t, "\u{200b}"),
        |t| in_japanese(t, "\u{200b}"),
    ),
    (
        "spaces of no width between words",
        |t| t.replace(' ', " \u{200b}"),
        same,
    ),
    (
        "word joiners",
        |t| t.replace(' ', "\u{2060} \u{2060}"),
        |t| in_japanese(t, "\u{2060}"),
    ),
    (
        "joiners",
        |t| in_words(t, "\u{200d}"),
        |t| in_japanese(t, "\u{200d}"),
    ),
    (
        "non-joiners",
        |t| t.replace(' ', "\u{200c} "),
        |t| in_japanese(t, "\u{200c}"),
    ),
    (
        "marks of byte order",
        |t| format!("\u{feff}{t}"),
        |t| format!("\u{feff}{t}\u{feff}"),
    ),
    both("marks of byte order within", |t| at_starts(t, "\u{feff}")),
    (
        "marks of direction",
        |t| at_starts(t, "\u{200e}"),
        |t| at_ends(t, "\u{200f}"),
    ),
    (
        "isolated lines",
        |t| at_ends(&at_starts(t, "\u{2068}"), "\u{2069}"),
        |t| at_ends(&at_starts(t, "\u{202b}"), "\u{202c}"),
    ),
    (
        "places of objects",
        |t| at_starts(t, "\u{fffc}"),
        |t| at_ends(t, "\u{fffc}"),
    ),
    (
        "control characters",
        |t| in_words(t, "\u{1f}"),
        |t| in_japanese(t, "\0"),
    ),
    ("hyphens of Word", |t| t.replace('-', "\u{1e}"), same),
    both("no-break spaces", |t| t.replace(' ', "\u{a0}")),
    both("narrow no-break spaces", |t| t.replace(' ', "\u{202f}")),
    both("thin spaces", |t| t.replace(' ', "\u{2009}")),
    (
        "no-break spaces behind stops",
        |t| t.replace(". ", ".\u{a0}"),
        same,
    ),
    (
        "no-break and other spaces",
        |t| t.replace(". ", ".\u{a0} "),
        same,
    ),
    ("two spaces behind stops", |t| t.replace(". ", ".  "), same),
    both("two spaces", |t| t.replace(' ', "  ")),
    both("letters and marks apart", |t| t.nfd().collect()),
    both("compatible forms", |t| t.nfkd().collect()),
    both("compatible forms composed", |t| t.nfkc().collect()),
    ("kana of half width", same, half_width_kana),
    ("letters of full width", same, full_width),
    both("letters of full width in both", full_width),
    ("radicals", same, |t| {
        mapped(t, of_block('\u{2f00}'..='\u{2fd5}'))
    }),
    ("older kanji", same, |t| {
        mapped(t, of_block('\u{f900}'..='\u{fad9}'))
    }),
    (
        "ligatures",
        |t| t.replace("fi", "ﬁ").replace("fl", "ﬂ"),
        same,
    ),
    ("selectors of kanji", same, |t| after_kanji(t, "\u{e0100}")),
    ("standard selectors of kanji", same, |t| {
        after_kanji(t, "\u{fe00}")
    }),
    both("blank lines doubled", |t| t.replace('\n', "\n\n")),
    (
        "blank lines of spaces",
        |t| t.replace('\n', "\n \u{a0}\n"),
        |t| t.replace('\n', "\n\u{3000}\n"),
    ),
    both("blank lines around", |t| format!("\n\n{t}\n\n")),
    both("CRLF", |t| t.replace('\n', "\r\n")),
    both("CR", |t| t.replace('\n', "\r")),
    ("CR on one side", |t| t.replace('\n', "\r"), same),
    (
        "separators of lines",
        |t| t.replace('\n', "\u{2028}"),
        |t| t.replace('\n', "\u{2029}"),
    ),
    (
        "vertical tabs",
        |t| t.replace('\n', "\u{b}"),
        |t| t.replace('\n', "\u{85}"),
    ),
    (
        "spaces at the ends",
        |t| at_ends(t, "  "),
        |t| at_ends(t, "\u{3000}"),
    ),
    both("no-break spaces at the ends", |t| at_ends(t, "\u{a0}")),
    (
        "indents",
        |t| at_starts(t, "    "),
        |t| at_starts(t, "\u{3000}"),
    ),
    both("tabs", |t| at_starts(t, "\t")),
    ("spaces between sentences", same, |t| {
        after_stops(t, "\u{3000}")
    }),
    ("narrow spaces between sentences", same, |t| {
        after_stops(t, " ")
    }),
    both("straight quotation marks", straight),
    ("curly quotation marks", curly, same),
    both("three stops", |t| t.replace('…', "...")),
    both("an ellipsis", |t| t.replace("...", "…")),
    ("dashes", |t| t.replace('—', "--"), |t| t.replace('—', "―")),
    (
        "hyphens that do not break",
        |t| t.replace('-', "\u{2011}"),
        same,
    ),
    ("wave dashes", same, |t| {
        mapped(t, [('～', '〜'), ('〜', '～')].into_iter())
    }),
    ("capital headings", capital_headings, same),
];
