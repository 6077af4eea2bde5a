//! How a number is written: its digits, and whether it marks an item, names something, or says only about how much.
//!
//! In: a number and its text. Out: what its writing tells, by which `number.rs` passes over numbers that need no
//! counterpart. O(bytes looked at), which is bounded but for the digits of a whole text.

use rustc_hash::FxHashSet;

use crate::number::{Number, NumberKind};
use crate::review::checks::units;
use crate::review::view::Side;
use crate::text::fold::fold_width;
use crate::text::{part, script};

/// How far the beginning of an address is looked for, in bytes.
const ADDRESS: usize = 200;
/// How far the bracket of a conversion is looked for, in bytes: (約1万円).
const BRACKET: usize = 60;

/// The digits of a text at half width, without what groups them.
pub(in crate::review) fn digits(text: &str) -> String {
    let folded = fold_width(text);
    folded.text().chars().filter(char::is_ascii_digit).collect()
}

/// The digit strings of a text, each with its groups joined, without those that a power of ten multiplies.
pub(in crate::review) fn digit_strings(text: &str) -> FxHashSet<String> {
    let is_inside = |c: char| script::class(c) == script::Class::Digit || matches!(c, ',' | '，');
    let mut strings = FxHashSet::default();
    let mut rest = text;
    while let Some(start) = rest.find(is_inside) {
        let run = &rest[start..];
        let end = run.find(|c| !is_inside(c)).unwrap_or(run.len());
        rest = &run[end..];
        if !is_multiplied(rest) {
            strings.insert(digits(&run[..end]));
        }
    }
    strings.remove("");
    strings
}

/// Whether the text behind digits is a power of ten.
fn is_multiplied(rest: &str) -> bool {
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let words = ["hundred", "thousand", "million", "billion", "trillion"];
    rest.starts_with(['百', '千', '万', '億', '兆'])
        || words.iter().any(|word| rest.starts_with(word))
}

/// Whether the digits of a number are all of it, and no power of ten multiplies them.
pub(in crate::review) fn is_in_plain_digits(number: &Number, digits: &str) -> bool {
    let is_whole = |n: u64| digits.parse() == Ok(n) || number.kind == NumberKind::EraYear;
    number.value.to_integer().is_none_or(is_whole)
}

/// Whether a number that is written with letters (June, billion, 1048576k) stands on the other side as it is: it was left in
/// English, which another check reports.
pub(in crate::review) fn is_left_as_it_is(number: &Number, text: &str, other_text: &str) -> bool {
    let own = number.span.of(text);
    if !own.contains(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let joins = |c: char| c.is_ascii_alphanumeric();
    other_text.match_indices(own).any(|(at, _)| {
        !other_text[..at].ends_with(joins) && !other_text[at + own.len()..].starts_with(joins)
    })
}

/// Whether a number is the section of a manual, `ls(1)`, and the other side has the name alone.
pub(in crate::review) fn is_section_of_manual(
    number: &Number,
    text: &str,
    other_text: &str,
) -> bool {
    let (before, after) = (&text[..number.span.start], &text[number.span.end..]);
    let Some(before) = before.strip_suffix('(').filter(|_| after.starts_with(')')) else {
        return false;
    };
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let before = part::end(before, BRACKET);
    let name = &before[before.trim_end_matches(is_of_name).len()..];
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    begins
        && other_text.match_indices(name).any(|(at, _)| {
            let rest = &other_text[at + name.len()..];
            let has_number = rest
                .strip_prefix(['(', '（'])
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            !other_text[..at].ends_with(is_of_name) && !rest.starts_with(is_of_name) && !has_number
        })
}

/// Whether a number is the mark of a list item or note: `1.`, `(2)`, `[3]`, ③ at the beginning of a segment, or a note in
/// square brackets anywhere.
pub(in crate::review) fn is_marker(number: &Number, side: &Side<'_>) -> bool {
    let text = side.text();
    let (before, after) = (&text[..number.span.start], &text[number.span.end..]);
    let is_note = before.ends_with(['[', '［', '〔']) && after.starts_with([']', '］', '〕']);
    let line = before.trim_end_matches([' ', '\u{3000}', '(', '（', '*', '-', '#', '・']);
    let begins = line.is_empty() || line.ends_with('\n');
    let is_numbered = after.starts_with('\u{3000}')
        || is_of_section(number)
            && after
                .strip_prefix(' ')
                .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let ends =
        after.starts_with(['.', ')', '）', '．', ':', '：']) && number.kind != NumberKind::Section;
    is_note || begins && (ends || is_numbered)
}

/// Whether a number has parts, as that of a clause: 3.1.
fn is_of_section(number: &Number) -> bool {
    number.kind == NumberKind::Section || number.value.to_integer().is_none()
}

/// Whether a number is that of a heading: Article 9 and 第９条 at the beginning of a line.
pub(in crate::review) fn is_heading(number: &Number, text: &str) -> bool {
    let line = part::end(&text[..number.span.start], BRACKET)
        .rsplit('\n')
        .next()
        .unwrap_or_default();
    let parts = [
        "Article", "Section", "Chapter", "Part", "Clause", "Title", "Annex", "§",
    ];
    let is_english = parts.contains(&line.trim_matches([' ', '*', '#', '_']));
    let is_japanese = line.trim().is_empty()
        && number.span.of(text).starts_with('第')
        && text[number.span.end..].starts_with(['条', '章', '節', '項', '編', '款']);
    is_english || is_japanese
}

/// Whether a number stands in an address of the web, which another check compares.
pub(in crate::review) fn is_in_address(number: &Number, text: &str) -> bool {
    let is_outside = |c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, '<' | '>' | '"');
    let token = part::end(&text[..number.span.start], ADDRESS)
        .rsplit(is_outside)
        .next()
        .unwrap_or_default();
    token.contains("://") || token.contains("www.")
}

/// Whether a number of an English text stands in a name, which the translation may have in another form: Covid-19, 24/7,
/// 3D, the Five Eyes.
pub(in crate::review) fn is_in_name(number: &Number, text: &str) -> bool {
    let (own, before, rest) = (
        number.span.of(text),
        &text[..number.span.start],
        &text[number.span.end..],
    );
    if own.starts_with(|c: char| c.is_ascii_uppercase()) {
        let is_inside = before.ends_with(' ')
            && !before
                .trim_end()
                .ends_with(['.', '!', '?', ':', '"', '“', '”', '(']);
        let next = rest.strip_prefix(' ').unwrap_or_default();
        return is_inside
            && number.kind == NumberKind::Cardinal
            && next.starts_with(|c: char| c.is_ascii_uppercase());
    }
    if own.contains('/') {
        return own.ends_with("11");
    }
    if own.ends_with(|c: char| c.is_ascii_digit())
        && rest.starts_with(|c: char| c.is_ascii_uppercase())
    {
        return true;
    }
    let is_date = matches!(number.kind, NumberKind::Day | NumberKind::Month);
    let is_digit = |c: char| c.is_ascii_digit();
    let has_slash = before
        .strip_suffix('/')
        .is_some_and(|before| before.ends_with(is_digit))
        || rest
            .strip_prefix('/')
            .is_some_and(|rest| rest.starts_with(is_digit));
    if has_slash && !is_date {
        return true;
    }
    let Some(word) = before.strip_suffix('-') else {
        return false;
    };
    let first = word
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    first.starts_with(|c: char| c.is_ascii_uppercase()) && own.starts_with(is_digit)
}

/// The value of a number with the letter of a thousand, a million or a billion: 400K, 2.5M.
pub(in crate::review) fn abbreviated(number: &Number, text: &str) -> Option<f64> {
    let rest = &text[number.span.end..];
    let factor = match rest.chars().next()? {
        'K' | 'k' => 1e3,
        'M' => 1e6,
        'B' => 1e9,
        _ => return None,
    };
    let is_unit = rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let value = units::value(&number.value).filter(|_| !is_unit)?;
    Some((value * factor).round())
}

/// Whether a number only says how much about: hundreds of, a few thousand, 数百, 何千, 20数人.
pub(in crate::review) fn is_vague(number: &Number, text: &str) -> bool {
    let (own, before) = (number.span.of(text), &text[..number.span.start]);
    let some = ['数', '何', '幾'];
    let is_magnitude = own.ends_with('s')
        && !own.ends_with("decades")
        && !own.contains(|c: char| c.is_ascii_digit())
        && number.kind == NumberKind::Cardinal;
    let words = ["few ", "several ", "some ", "many ", "couple "];
    is_magnitude
        || own.contains(some)
        || before.ends_with(some)
        || text[number.span.end..].starts_with('数')
        || words.iter().any(|word| before.ends_with(word))
}

/// Whether a Japanese text has the unit of a decimal number at its point: 9秒58, 1メートル75.
pub(in crate::review) fn is_parted_by_unit(number: &Number, text: &str, other_text: &str) -> bool {
    let Some((whole, places)) = number.span.of(text).split_once('.') else {
        return false;
    };
    let other = fold_width(other_text);
    ["秒", "メートル", "㍍", "ドル", "円", "センチ", "キロ"]
        .iter()
        .any(|unit| other.text().contains(&format!("{whole}{unit}{places}")))
}

/// Whether a number of the translation is its own conversion of an amount, in brackets: 78ポンド（約1万円）.
pub(in crate::review) fn is_conversion(number: &Number, text: &str) -> bool {
    let inside = open_bracket(number, text).unwrap_or_default();
    let about = ["約", "およそ", "日本円", "≒", "＝", "="];
    about.iter().any(|word| inside.starts_with(word))
}

/// What stands between a bracket that is open before a number and the number.
pub(in crate::review) fn open_bracket<'a>(number: &Number, text: &'a str) -> Option<&'a str> {
    let before = part::end(&text[..number.span.start], BRACKET);
    let at = before.rfind(['（', '(', '）', ')'])?;
    before[at..].strip_prefix(['（', '('])
}

/// Those of some numbers that are written in digits.
pub(in crate::review) fn in_digits<'a>(numbers: &[&'a Number], text: &str) -> Vec<&'a Number> {
    let is_in_digits = |number: &&Number| !digits(number.span.of(text)).is_empty();
    numbers
        .iter()
        .copied()
        .filter(|number| is_in_digits(number))
        .collect()
}
