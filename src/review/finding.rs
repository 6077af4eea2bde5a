//! [`Finding`]: what a translator is asked to look at, and why.
//!
//! A finding names its [`Check`], how sure it is ([`Severity`]), the beads and the exact spans of both sides, one
//! line of [`Reason`] in each language, and a [`FindingId`] by which it is known again in a later run. The
//! [`Sorter`] gives the ids: O(findings log findings) and the bytes of their spans.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::fnv::Fnv;
use crate::review::check::Check;
use crate::text::fold::half_width;
use crate::text::script::is_full_width;
use crate::text::{Document, Span};

/// Something in a translation that may be wrong.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Finding {
    /// Which check found it.
    pub check: Check,
    /// How certain it is that something must be changed.
    pub severity: Severity,
    /// The beads it stands in, by number; of a finding with several places those of the first.
    pub beads: Range<usize>,
    /// What of the original it talks about, in bytes of the source document's text, in order.
    pub source: Vec<Span>,
    /// What of the translation it talks about, in bytes of the target document's text, in order.
    pub target: Vec<Span>,
    /// Why, in one line.
    pub reason: Reason,
    /// By what it is known again: see [`FindingId`].
    pub id: FindingId,
}

/// How certain it is that something must be changed.
///
/// ```
/// use taiyaku::review::Severity;
///
/// assert!(Severity::Hint < Severity::Error);
/// assert_eq!("warning".parse::<Severity>()?, Severity::Warning);
/// # Ok::<(), taiyaku::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Severity {
    /// Worth a look when there is time: on published translations three of ten are right.
    Hint,
    /// Likely wrong: six of ten are.
    Warning,
    /// Almost certainly wrong: nine of ten are.
    Error,
}

impl Severity {
    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Severity {
    type Err = Error;

    /// The severity of a [`name`](Severity::name).
    fn from_str(name: &str) -> Result<Self> {
        let all = [Severity::Hint, Severity::Warning, Severity::Error];
        let found = all.into_iter().find(|severity| severity.name() == name);
        found.ok_or_else(|| {
            Error::format(
                format!("severity `{name}`"),
                "expected `hint`, `warning` or `error`",
            )
        })
    }
}

/// Why a finding was made: one line in each language, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Reason {
    /// In English.
    pub english: String,
    /// In Japanese.
    pub japanese: String,
}

/// By what a finding is known again: made of its check, the text of its spans (without regard to width, case and
/// white space) and how many such findings stand before it. It survives another run, and changes elsewhere in the
/// document; it does not survive a change of what it talks about. Shown as sixteen hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct FindingId(u64);

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for FindingId {
    type Err = Error;

    /// The id that sixteen hexadecimal digits show.
    fn from_str(digits: &str) -> Result<Self> {
        let is_id = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = is_id
            .then(|| u64::from_str_radix(digits, 16).ok())
            .flatten();
        number.map(FindingId).ok_or_else(|| {
            Error::format(
                format!("finding id `{digits}`"),
                "expected sixteen hexadecimal digits",
            )
        })
    }
}

impl TryFrom<String> for FindingId {
    type Error = Error;

    fn try_from(digits: String) -> Result<Self> {
        digits.parse()
    }
}

impl From<FindingId> for String {
    fn from(id: FindingId) -> Self {
        id.to_string()
    }
}

/// What a check says, before it has a place among the others and an id.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    pub(crate) check: Check,
    pub(crate) severity: Severity,
    pub(crate) beads: Range<usize>,
    pub(crate) source: Vec<Span>,
    pub(crate) target: Vec<Span>,
    pub(crate) english: String,
    pub(crate) japanese: String,
}

/// Puts findings in order, by bead, then span, then check, and gives them ids.
pub(crate) fn finish(bitext: &Bitext, mut drafts: Vec<Draft>) -> Vec<Finding> {
    for draft in &mut drafts {
        draft.source.sort_unstable();
        draft.target.sort_unstable();
    }
    drafts.sort_by(|a, b| {
        let key = |d: &Draft| (d.beads.start, d.beads.end, d.check);
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.source, &a.target).cmp(&(&b.source, &b.target)))
            .then_with(|| a.english.cmp(&b.english))
    });
    drafts.dedup();
    let mut seen: FxHashMap<u64, u64> = FxHashMap::default();
    drafts
        .into_iter()
        .map(|draft| {
            let mut hash = Fnv::new();
            hash.text(draft.check.name());
            hash.spans(bitext.source(), &draft.source);
            hash.spans(bitext.target(), &draft.target);
            let occurrence = seen.entry(hash.0).or_insert(0);
            hash.number(*occurrence);
            *occurrence += 1;
            Finding {
                check: draft.check,
                severity: draft.severity,
                beads: draft.beads,
                source: draft.source,
                target: draft.target,
                reason: Reason {
                    english: draft.english,
                    japanese: draft.japanese,
                },
                id: FindingId(hash.0),
            }
        })
        .collect()
}

impl Fnv {
    fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    /// A text without regard to width, case and white space: its form NFKC in lower case.
    fn text(&mut self, text: &str) {
        let before = self.0;
        let is_usual = text.chars().all(|c| {
            let Some(plain) = plain(c) else { return false };
            self.character(plain.to_ascii_lowercase());
            true
        });
        if !is_usual {
            self.0 = before;
            let plain = text.nfkc().flat_map(char::to_lowercase);
            plain.for_each(|c| self.character(c));
        }
        self.byte(0);
    }

    fn character(&mut self, character: char) {
        if character.is_whitespace() {
            return;
        }
        let mut buffer = [0; 4];
        let bytes = character.encode_utf8(&mut buffer).bytes();
        bytes.for_each(|byte| self.byte(byte));
    }

    fn spans(&mut self, document: &Document, spans: &[Span]) {
        for span in spans {
            self.text(span.of(document.text()));
        }
        self.byte(1);
    }
}

/// What a character is in NFKC, of the usual ones that no other of them changes: ASCII of either width, kana, kanji, and
/// their punctuation. But for ASCII they have no case.
fn plain(character: char) -> Option<char> {
    match character {
        '\0'..='\u{7f}'
        | '\u{2013}'..='\u{2016}'
        | '\u{2018}'..='\u{201f}'
        | '\u{3001}'..='\u{3029}'
        | 'ぁ'..='ゖ'
        | 'ァ'..='ヾ'
        | '\u{4e00}'..='\u{9fff}' => Some(character),
        '\u{3000}' => Some(' '),
        full if is_full_width(full) => Some(half_width(full)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft(source: Span, target: Span) -> Draft {
        Draft {
            check: Check::Number,
            severity: Severity::Error,
            beads: 0..1,
            source: vec![source],
            target: vec![target],
            english: String::new(),
            japanese: String::new(),
        }
    }

    #[test]
    fn an_id_survives_changes_elsewhere() {
        let find = |source: &str, target: &str, number: &str, digits: &str| {
            let bitext = Bitext::new(source, target);
            let at = |text: &str, word: &str| {
                let start = text.find(word).expect("the word stands in the text");
                Span::new(start, start + word.len())
            };
            let draft = draft(at(source, number), at(target, digits));
            finish(&bitext, vec![draft])[0].id
        };
        let id = find("It has 24 rooms.", "部屋は42室だ。", "24", "42");
        for (why, source, target, digits, is_same) in [
            ("the same", "It has 24 rooms.", "部屋は42室だ。", "42", true),
            (
                "more before",
                "A house. It has 24 rooms.",
                "家だ。部屋は42室だ。",
                "42",
                true,
            ),
            (
                "other width",
                "It has 24 rooms.",
                "部屋は４２室だ。",
                "４２",
                true,
            ),
            (
                "another number",
                "It has 24 rooms.",
                "部屋は43室だ。",
                "43",
                false,
            ),
        ] {
            let other = find(source, target, "24", digits);
            assert_eq!(other == id, is_same, "{why}");
        }
    }

    proptest! {
        #[test]
        fn usual_characters_are_hashed_as_all_are(
            text in "[\\x00-\\x7f\u{2010}-\u{2020}\u{3000}-\u{30ff}\u{4e00}-\u{9fff}\u{ff00}-\u{ff9f}]{0,12}",
        ) {
            let mut expected = Fnv::new();
            let normal = text.nfkc().flat_map(char::to_lowercase);
            normal.for_each(|c| expected.character(c));
            expected.byte(0);
            let mut hash = Fnv::new();
            hash.text(&text);
            prop_assert_eq!(hash.0, expected.0);
        }
    }

    #[test]
    fn every_usual_character_is_itself_in_the_normal_form() {
        for character in ('\0'..='\u{ffff}').filter(|&c| plain(c).is_some()) {
            let normal: Vec<char> = std::iter::once(character).nfkc().collect();
            assert_eq!(normal, [plain(character).unwrap()], "{character:?}");
            let is_alone = unicode_normalization::char::canonical_combining_class(character) == 0;
            assert!(is_alone, "{character:?}");
        }
    }

    #[test]
    fn equal_findings_have_ids_of_their_own() {
        let bitext = Bitext::new("24 and 24", "42と42");
        let drafts = vec![
            draft(Span::new(7, 9), Span::new(5, 7)),
            draft(Span::new(0, 2), Span::new(0, 2)),
        ];
        let found = finish(&bitext, drafts);
        assert_eq!(found[0].source, [Span::new(0, 2)]);
        assert_ne!(found[0].id, found[1].id);
    }

    #[test]
    fn ids_are_read_as_they_are_shown() {
        let id = FindingId(0x00ab_cdef_0123_4567);
        assert_eq!(id.to_string(), "00abcdef01234567");
        assert_eq!(id.to_string().parse::<FindingId>().unwrap(), id);
        for wrong in [
            "",
            "12",
            "00abcdef0123456g",
            "+0abcdef01234567",
            "00abcdef012345678",
        ] {
            assert!(wrong.parse::<FindingId>().is_err(), "{wrong}");
        }
    }
}
