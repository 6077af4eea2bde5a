//! What must be the same on both sides: URLs, e-mail addresses, code, tags and placeholders.
//!
//! In: a text. Out: the spans of such [`Verbatim`]s with their kinds. O(bytes): one look at each byte tells most texts, which
//! hold none, and the others are scanned.

use crate::text::Span;
use crate::text::address::url;
use crate::text::part::beginning;

/// What kind of text must not be translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum VerbatimKind {
    Url,
    Email,
    /// Between backticks.
    Code,
    /// `<b>`, `</b>`, `<br/>`.
    Tag,
    /// `{name}`, `{{name}}`, `${name}`, `%s`, `%1$d`, `%(name)s`.
    Placeholder,
    /// An identifier, path, option or call that only looks like code: guarded; what of it is compared says `commands.rs`.
    Loose,
}

/// A piece of text that must not be translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verbatim {
    pub(crate) kind: VerbatimKind,
    pub(crate) span: Span,
}

/// The verbatim pieces of a text in order, not overlapping.
pub(crate) struct CodeSpans {
    pub(crate) found: Vec<Verbatim>,
}

impl CodeSpans {
    pub(crate) fn new(text: &str) -> Self {
        let mut found = Vec::new();
        if !may_hold_code(text) {
            return CodeSpans { found };
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match piece(text, at) {
                Some((kind, end)) => {
                    found.push(Verbatim {
                        kind,
                        span: Span::new(at, end),
                    });
                    at = end;
                }
                None => at = next(text, at),
            }
        }
        CodeSpans { found }
    }

    /// Those that can be compared.
    pub(crate) fn exact(&self) -> Self {
        let is_exact = |piece: &&Verbatim| piece.kind != VerbatimKind::Loose;
        CodeSpans {
            found: self.found.iter().filter(is_exact).copied().collect(),
        }
    }

    /// Whether a span lies in such a piece.
    pub(crate) fn holds(&self, span: Span) -> bool {
        let at = self.found.partition_point(|v| v.span.end <= span.start);
        self.found
            .get(at)
            .is_some_and(|v| v.span.start <= span.start)
    }

    /// Whether a span lies in or touches such a piece.
    pub(crate) fn touches(&self, span: Span) -> bool {
        let at = self.found.partition_point(|v| v.span.end < span.start);
        self.found.get(at).is_some_and(|v| v.span.start <= span.end)
    }
}

/// What joins the parts of a piece, and what may begin one besides letters and digits.
const JOINTS: &str = "_./:=&#@$\\*+|~^[](){};-";
const BEGINNINGS: &str = "_-@#$&/\\~.:*`<{%";

/// Whether each byte is a letter, a digit, or one of these.
static JOINS: [bool; 256] = letters_and(JOINTS);
static BEGINS: [bool; 256] = letters_and(BEGINNINGS);

const fn letters_and(others: &str) -> [bool; 256] {
    let mut known = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        known[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut k = 0;
    while k < others.len() {
        known[others.as_bytes()[k] as usize] = true;
        k += 1;
    }
    known
}

/// What a byte says about whether a text may hold a piece.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    /// Nothing: letters, digits, spaces, what is not ASCII, marks that join nothing.
    None,
    /// It is code by itself: "`" and "{", which may hold spaces.
    Alone,
    /// It may be code if a visible ASCII character stands before or behind it.
    Touching,
    /// It may be code only behind a visible ASCII character: an opening bracket, which begins no piece.
    Inside,
    /// It ends sentences too: code only if visible ASCII other than such marks and quotation marks stands behind.
    Stop,
    /// A hyphen joins words: code only if no letter or digit stands before it and something stands behind.
    Hyphen,
}

static SIGNS: [Sign; 256] = {
    let mut signs = [Sign::None; 256];
    let kinds: [(&[u8], Sign); 5] = [
        (b"`{", Sign::Alone),
        (b"_/=&#@$\\*+|~^}<%", Sign::Touching),
        (b"([", Sign::Inside),
        (b".:;", Sign::Stop),
        (b"-", Sign::Hyphen),
    ];
    let mut kind = 0;
    while kind < kinds.len() {
        let mut k = 0;
        while k < kinds[kind].0.len() {
            signs[kinds[kind].0[k] as usize] = kinds[kind].1;
            k += 1;
        }
        kind += 1;
    }
    signs
};

/// Marks at the end of a sentence that are passed over: the cost of a long row of them is bounded.
const MOST_ENDS: usize = 8;

/// Whether a text may hold a piece. A piece holds a joint that is not cut off at its end, or one of the marks that begin
/// pieces by themselves; a closing bracket counts only behind an opening one.
fn may_hold_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_visible = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let ends = |byte: &u8| matches!(byte, b'.' | b':' | b';' | b'"' | b'\'');
    let goes_on = |at: usize| {
        let near = &bytes[at..bytes.len().min(at + MOST_ENDS)];
        match near.iter().find(|byte| !ends(byte)) {
            Some(byte) => byte.is_ascii_graphic(),
            None => near.len() == MOST_ENDS,
        }
    };
    let is_code = |at: usize| {
        let before = || at.checked_sub(1).map(|before| &bytes[before]);
        match SIGNS[usize::from(bytes[at])] {
            Sign::None => false,
            Sign::Alone => true,
            Sign::Touching => is_visible(before()) || is_visible(bytes.get(at + 1)),
            Sign::Inside => is_visible(before()),
            Sign::Stop => goes_on(at),
            Sign::Hyphen => {
                let joins = before().is_some_and(u8::is_ascii_alphanumeric);
                !joins && (is_visible(before()) || is_visible(bytes.get(at + 1)))
            }
        }
    };
    // All bytes are looked at many at a time: most texts hold no sign other than full stops.
    if !bytes.iter().fold(false, |any, &byte| any | is_rare(byte)) {
        return memchr::memchr_iter(b'.', bytes).any(is_code);
    }
    let is_sign = |&byte: &u8| SIGNS[usize::from(byte)] != Sign::None;
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(is_sign) {
        at += step;
        if is_code(at) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether a byte is a sign other than the full stop; without a branch.
fn is_rare(byte: u8) -> bool {
    let is_plain = (byte == b'!') | (byte == b'"') | (byte == b'\'') | (byte == b')');
    let is_plain = is_plain | (byte == b',') | (byte == b'.') | (byte == b'>');
    byte.is_ascii_punctuation() & !(is_plain | (byte == b'?') | (byte == b']'))
}

/// The next place, after the character at a byte or the word that begins there, at which a piece may begin.
fn next(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let end = word_end(bytes, at).max(at + 1);
    bytes[end..]
        .iter()
        .position(|&byte| BEGINS[usize::from(byte)])
        .map_or(bytes.len(), |skipped| end + skipped)
}

fn word_end(bytes: &[u8], at: usize) -> usize {
    let length = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric());
    at + length.count()
}

fn piece(text: &str, at: usize) -> Option<(VerbatimKind, usize)> {
    let rest = &text[at..];
    let first = *rest.as_bytes().first()?;
    // A word that nothing joins to another, as most are.
    if first.is_ascii_alphanumeric() {
        let after = rest.as_bytes().get(word_end(rest.as_bytes(), 0));
        let joins = |&byte: &u8| JOINS[usize::from(byte)] || matches!(byte, b'"' | b'\'');
        if !after.is_some_and(joins) {
            return None;
        }
    }
    let found = match first {
        b'`' => between_backticks(rest).map(|n| (VerbatimKind::Code, n)),
        b'<' => tag(rest).map(|n| (VerbatimKind::Tag, n)),
        b'{' => braces(rest).map(|n| (VerbatimKind::Placeholder, n)),
        b'$' if rest.as_bytes().get(1) == Some(&b'{') => {
            braces(&rest[1..]).map(|n| (VerbatimKind::Placeholder, n + 1))
        }
        b'%' => percent(rest).map(|n| (VerbatimKind::Placeholder, n)),
        _ if first.is_ascii_alphanumeric() => url(rest)
            .map(|n| (VerbatimKind::Url, n))
            .or_else(|| email(rest).map(|n| (VerbatimKind::Email, n))),
        _ => None,
    };
    let loose = || loose(rest, text[..at].chars().next_back()).map(|n| (VerbatimKind::Loose, n));
    found
        .or_else(loose)
        .map(|(kind, length)| (kind, at + length))
}

/// The longest piece that is looked at, in bytes: what opens and is never closed must not cost a scan each time.
const LONGEST: usize = 400;

fn bounded(rest: &str) -> &str {
    beginning(rest, LONGEST)
}

fn between_backticks(rest: &str) -> Option<usize> {
    let rest = bounded(rest);
    let ticks = rest.bytes().take_while(|&byte| byte == b'`').count();
    let close = rest[ticks..].find(&rest[..ticks])?;
    let end = close + 2 * ticks;
    // `this' and `that': the second mark opens again.
    let opens_again = ticks == 1
        && rest[..end - 1].ends_with([' ', '('])
        && rest[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (0 < close && !opens_again && !rest[ticks..ticks + close].contains('\n')).then_some(end)
}

fn tag(rest: &str) -> Option<usize> {
    let rest = bounded(rest);
    let inside = rest[1..].trim_start_matches('/');
    let name = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let begins = inside
        .as_bytes()
        .first()
        .is_some_and(u8::is_ascii_alphabetic);
    let end = rest.find('>')?;
    let after_name = inside.as_bytes().get(name)?;
    let is_tag = begins && matches!(after_name, b'>' | b' ' | b'/') && !rest[..end].contains('\n');
    let attributes = &rest[1..end];
    let plain = !attributes.contains(' ') || attributes.contains('=') || attributes.ends_with('/');
    (is_tag && plain).then_some(end + 1)
}

fn braces(rest: &str) -> Option<usize> {
    let rest = bounded(rest);
    let open = rest.bytes().take_while(|&byte| byte == b'{').count();
    let inside = rest[open..]
        .bytes()
        .take_while(|&b| {
            b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b':' | b'!' | b' ' | b'?')
        })
        .count();
    let close = rest
        .get(open + inside..)?
        .bytes()
        .take_while(|&b| b == b'}')
        .count();
    // "{ and }" are two brackets of a text about them.
    let is_spaced = open == 1 && rest.as_bytes().get(1) == Some(&b' ');
    (open <= 2 && close == open && inside <= 40 && !is_spaced).then_some(open + inside + close)
}

/// printf's conversions; `50% of` and `100%d` are none.
fn percent(rest: &str) -> Option<usize> {
    let bytes = bounded(rest).as_bytes();
    if bytes.get(1) == Some(&b'(') {
        let close = bytes.iter().position(|&byte| byte == b')')?;
        return bytes
            .get(close + 1)
            .filter(|b| b"sdfi".contains(b))
            .map(|_| close + 2);
    }
    let mut at = 1;
    while bytes
        .get(at)
        .is_some_and(|b| b.is_ascii_digit() || matches!(b, b'$' | b'.' | b'-'))
    {
        at += 1;
    }
    let conversion = bytes.get(at).filter(|b| b"sdifux@".contains(b))?;
    let ends = !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    (ends || *conversion == b'@').then_some(at + 1)
}

fn email(rest: &str) -> Option<usize> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let rest = bounded(rest);
    let name = rest.find(|c| !is_name(c))?;
    let host = rest[name..].strip_prefix('@')?;
    let end = host
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
        .unwrap_or(host.len());
    let host = host[..end].trim_end_matches(['.', '-']);
    (0 < name && host.contains('.')).then_some(name + 1 + host.len())
}

/// Words that are put together as no prose is: `a_b`, `a.b`, `a/b`, `--flag`, `f(x)`, `x = 1`, `@user`, `#tag`, `$HOME`.
fn loose(rest: &str, before: Option<char>) -> Option<usize> {
    let first = rest.chars().next()?;
    let in_word = before.is_some_and(|c| c.is_ascii_alphanumeric());
    // Three hyphens are a dash.
    let in_dash = first == '-' && before == Some('-');
    if in_word || in_dash || !(first.is_ascii_alphanumeric() || "_-@#$&/\\~.:*".contains(first)) {
        return None;
    }
    let rest = bounded(rest);
    let is_part =
        |c: char| c.is_ascii_alphanumeric() || JOINTS.contains(c) || matches!(c, '"' | '\'');
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let word = rest[..end].trim_end_matches(['.', ':', ';', '-', '\'', '"']);
    let word = &word[..balanced(word)];
    let inner = word.trim_start_matches(['"', '\'']);
    // Of words with hyphens no code is made by an apostrophe: the mid-'90s.
    let is_in_words = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '\'' | '"');
    let hyphens_only = inner.chars().all(is_in_words);
    let joint = |c: char| JOINTS.contains(c);
    let is_code = inner.contains(joint) && (!hyphens_only || inner.starts_with('-'));
    let in_brackets = inner
        .strip_prefix(['(', '[', '<'])
        .and_then(|i| i.strip_suffix([')', ']', '>']));
    let is_bracketed = in_brackets.is_some_and(|inside| !inside.contains(joint));
    let opens = inner
        .strip_prefix(['(', '['])
        .is_some_and(|inside| !inside.contains(joint));
    let closes = inner
        .strip_suffix([')', ']'])
        .is_some_and(|inside| !inside.contains(joint));
    let has_letter = word.chars().any(|c| c.is_ascii_alphabetic());
    (is_code && !is_bracketed && !opens && !closes && has_letter && 1 < word.len())
        .then_some(word.len())
}

/// How far a piece goes before a bracket in it that has no partner.
fn balanced(word: &str) -> usize {
    let mut open = Vec::new();
    for (at, byte) in word.bytes().enumerate() {
        match byte {
            b'(' | b'[' => open.push((at, byte)),
            b')' | b']' => {
                let partner = if byte == b')' { b'(' } else { b'[' };
                match open.pop() {
                    Some((_, last)) if last == partner => {}
                    _ => return at,
                }
            }
            _ => {}
        }
    }
    open.first().map_or(word.len(), |&(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All pieces, whatever the first look says.
    fn scanned(text: &str) -> Vec<Verbatim> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < text.len() {
            match piece(text, at) {
                Some((kind, end)) => {
                    let span = Span::new(at, end);
                    found.push(Verbatim { kind, span });
                    at = end;
                }
                None => at = next(text, at),
            }
        }
        found
    }

    #[test]
    fn a_rare_sign_is_a_sign_and_no_full_stop() {
        for byte in 0..=u8::MAX {
            let is_sign = SIGNS[usize::from(byte)] != Sign::None;
            assert_eq!(is_rare(byte), is_sign && byte != b'.', "{byte:#x}");
        }
    }

    #[test]
    fn prose_holds_no_code() {
        for (name, text, may) in [
            (
                "a sentence",
                "It rained; we stayed (and slept) at home.",
                false,
            ),
            (
                "words with hyphens",
                "A well-known, up-to-date house - ours.",
                false,
            ),
            ("speech", "\"Come in,\" she said. \"It's late.\"", false),
            (
                "an apostrophe behind a hyphen",
                "It opened in the mid-'90s.",
                false,
            ),
            ("Japanese", "雨が降った。家にいた（そして寝た）。", false),
            ("an address", "See www.example.org for it.", true),
            ("a call", "It calls run(fast) twice.", true),
            ("between backticks", "Press ` x ` now.", true),
            ("an option", "Use -v here.", true),
        ] {
            assert_eq!(may_hold_code(text), may, "{name}");
            assert_eq!(CodeSpans::new(text).found, scanned(text), "{name}");
        }
    }

    proptest! {
        #[test]
        fn the_first_look_hides_no_piece(text in "[a-c1 .:;'\"_/=&#@$*+|~^()<>{}%`\\[\\]\\\\あ！-]{0,14}") {
            prop_assert_eq!(CodeSpans::new(&text).found, scanned(&text));
        }

        #[test]
        fn nor_one_of_an_address(text in "[a, ]{0,2}(www\\.|mailto:|http://|%|\\$)[a.,;:!?'*_\" -]{0,5}") {
            prop_assert_eq!(CodeSpans::new(&text).found, scanned(&text));
        }
    }
}
