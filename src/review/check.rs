//! [`Check`]: what a finding is about, and the table of all checks.
//!
//! A row says everything that the programme knows about a check: its names, what it needs, where it applies, and which files
//! of `checks/` find it. A new check is a row here and a file there. The table is a macro that hands its rows to another:
//! here they become the enum and its names, in [`checks`](crate::review::checks) the files that run.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::text::Language;

/// The table of all checks, handed to a macro that makes something of its rows.
macro_rules! check_table {
    ($macro:ident) => {
        $macro! {
            /// 訳抜け: a segment of the original that is rendered nowhere.
            Omission {
                name: "omission",
                japanese_name: "訳抜け",
                jtf_rule: None,
                needs: Moved,
                languages: Any,
                found_by: [omission],
            }

            /// A clause or list member inside a matched pair that has no counterpart in the translation.
            PartialOmission {
                name: "partial-omission",
                japanese_name: "部分的な訳抜け",
                jtf_rule: None,
                needs: LearnedWords,
                languages: EnglishToJapanese,
                found_by: [partial],
            }

            /// A segment of the translation that renders nothing.
            Addition {
                name: "addition",
                japanese_name: "訳文の追加",
                jtf_rule: None,
                needs: Moved,
                languages: Any,
                found_by: [omission],
            }

            /// A clause or list member of the translation, inside a matched pair, that has no counterpart in the original.
            PartialAddition {
                name: "partial-addition",
                japanese_name: "部分的な追加",
                jtf_rule: None,
                needs: LearnedWords,
                languages: EnglishToJapanese,
                found_by: [partial],
            }

            /// A passage that stands at another place of the translation.
            Moved {
                name: "moved",
                japanese_name: "位置の移動",
                jtf_rule: None,
                needs: Moved,
                languages: Any,
                found_by: [moved],
            }

            /// A number, date, time or percentage that the two sides do not share.
            Number {
                name: "number",
                japanese_name: "数値",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                found_by: [number, sign],
            }

            /// A name that only one side of a pair has.
            Name {
                name: "name",
                japanese_name: "固有名詞",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                found_by: [name, exchanged, place],
            }

            /// One name rendered in several ways in the document.
            NameVariants {
                name: "name-variants",
                japanese_name: "固有名詞の表記ゆれ",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                found_by: [name],
            }

            /// Words left in the other language, or a segment not translated at all.
            Untranslated {
                name: "untranslated",
                japanese_name: "未訳",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                found_by: [untranslated],
            }

            /// A term of the glossary that is not rendered as the glossary demands.
            Glossary {
                name: "glossary",
                japanese_name: "用語集",
                jtf_rule: None,
                needs: Nothing,
                languages: OfEnglish,
                found_by: [glossary],
            }

            /// One source sentence or term rendered in several ways, or several sentences rendered the same.
            Terminology {
                name: "terminology",
                japanese_name: "用語の不統一",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                found_by: [terminology, terms],
            }

            /// A negation, or a question, that only one side has.
            Polarity {
                name: "polarity",
                japanese_name: "肯定・否定",
                jtf_rule: None,
                needs: Nothing,
                languages: EnglishToJapanese,
                found_by: [polarity],
            }

            /// Brackets or quotation marks that are not in pairs, or that only one side has.
            Brackets {
                name: "brackets",
                japanese_name: "かっこ類",
                jtf_rule: Some("4.3.1.丸かっこ（）"),
                needs: Nothing,
                languages: Any,
                found_by: [brackets],
            }

            /// Another end of sentence than the original's.
            EndPunctuation {
                name: "end-punctuation",
                japanese_name: "文末の記号",
                jtf_rule: Some("4.1.1.句点(。)"),
                needs: Nothing,
                languages: ToJapanese,
                found_by: [ends],
            }

            /// Emphasis marks (`*`, `_`, `**`, …) of another number.
            Emphasis {
                name: "emphasis",
                japanese_name: "強調記号",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                found_by: [marks],
            }

            /// URLs, e-mail addresses, code, tags and placeholders that must be the same on both sides.
            Verbatim {
                name: "verbatim",
                japanese_name: "URL・コード・タグ",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                found_by: [marks],
            }

            /// Full-width and half-width forms of the same kind of character side by side.
            Width {
                name: "width",
                japanese_name: "全角・半角",
                jtf_rule: Some("2.1.8.算用数字"),
                needs: Nothing,
                languages: ToJapanese,
                found_by: [typography],
            }

            /// Kana with a combining mark in place of the composed character (NFD).
            Decomposed {
                name: "decomposed",
                japanese_name: "濁点の分離",
                jtf_rule: None,
                needs: Nothing,
                languages: ToJapanese,
                found_by: [typography],
            }

            /// A word or particle written twice in a row.
            DoubledWord {
                name: "doubled-word",
                japanese_name: "語の重複",
                jtf_rule: None,
                needs: Nothing,
                languages: ToJapanese,
                found_by: [typography],
            }

            /// です・ます beside だ・である.
            MixedStyle {
                name: "mixed-style",
                japanese_name: "文体の混在",
                jtf_rule: Some("1.1.1.本文"),
                needs: Nothing,
                languages: ToJapanese,
                found_by: [style],
            }

            /// A translation much longer or shorter than its original.
            Length {
                name: "length",
                japanese_name: "長さ",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                found_by: [outlier],
            }

            /// A pair that the aligner is not sure of.
            Confidence {
                name: "confidence",
                japanese_name: "対応の確信度",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                found_by: [outlier],
            }
        }
    };
}
pub(in crate::review) use check_table;

/// What a check looks at besides the pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::review) enum Needs {
    Nothing,
    /// The passages that stand at another place of the translation.
    Moved,
    /// The words that the alignment teaches.
    LearnedWords,
}

/// The languages that a check knows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Languages {
    Any,
    OfEnglish,
    ToJapanese,
    EnglishToJapanese,
}

impl Languages {
    fn include(self, source: Language, target: Language) -> bool {
        let (of_english, to_japanese) = (source == Language::English, target == Language::Japanese);
        match self {
            Languages::Any => true,
            Languages::OfEnglish => of_english,
            Languages::ToJapanese => to_japanese,
            Languages::EnglishToJapanese => of_english && to_japanese,
        }
    }
}

/// What is known about a check besides its files.
struct Row {
    check: Check,
    name: &'static str,
    japanese_name: &'static str,
    jtf_rule: Option<&'static str>,
    needs: Needs,
    languages: Languages,
}

macro_rules! declare_checks {
    ($($(#[$doc:meta])+ $check:ident {
        name: $name:literal,
        japanese_name: $japanese_name:literal,
        jtf_rule: $jtf_rule:expr,
        needs: $needs:ident,
        languages: $languages:ident,
        found_by: [$($file:ident),+],
    })+) => {
        /// What a finding is about. [`name`](Check::name) is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
        #[non_exhaustive]
        pub enum Check {
            $($(#[$doc])+ $check,)+
        }

        /// The checks, in the order of their declaration.
        static ROWS: &[Row] = &[$(Row {
            check: Check::$check,
            name: $name,
            japanese_name: $japanese_name,
            jtf_rule: $jtf_rule,
            needs: Needs::$needs,
            languages: Languages::$languages,
        }),+];

        impl Check {
            pub(in crate::review) const ALL: [Check; [$(Check::$check),+].len()] = [$(Check::$check),+];

            /// All checks, in the order of their declaration.
            ///
            /// ```
            /// use taiyaku::review::Check;
            ///
            /// assert!(Check::all().any(|check| check.name() == "number"));
            /// ```
            pub fn all() -> impl ExactSizeIterator<Item = Check> + DoubleEndedIterator {
                Check::ALL.into_iter()
            }
        }
    };
}

check_table!(declare_checks);

impl Check {
    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// Its stable name, in lower case with hyphens.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Its name for a Japanese reader.
    ///
    /// ```
    /// use taiyaku::review::Check;
    ///
    /// assert_eq!(Check::Omission.japanese_name(), "訳抜け");
    /// ```
    #[must_use]
    pub fn japanese_name(self) -> &'static str {
        self.row().japanese_name
    }

    /// The rule of the JTF style guide for translators into Japanese (第2.2版) that it watches over, if any.
    ///
    /// ```
    /// use taiyaku::review::Check;
    ///
    /// let of_the_guide = Check::all().filter(|check| check.jtf_rule().is_some());
    /// assert!(of_the_guide.count() > 0);
    /// ```
    #[must_use]
    pub fn jtf_rule(self) -> Option<&'static str> {
        self.row().jtf_rule
    }

    /// What it looks at besides the pairs.
    pub(in crate::review) fn needs(self) -> Needs {
        self.row().needs
    }

    /// Whether it knows the languages of a bitext.
    pub(in crate::review) fn knows(self, source: Language, target: Language) -> bool {
        self.row().languages.include(source, target)
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Check {
    type Err = Error;

    /// The check of a [`name`](Check::name).
    fn from_str(name: &str) -> Result<Self> {
        let found = ROWS.iter().find(|row| row.name == name);
        found.map(|row| row.check).ok_or_else(|| {
            let names = Check::ALL.map(Check::name).join(", ");
            Error::format(
                format!("check `{name}`"),
                format!("expected one of {names}"),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_row_is_that_of_its_check_and_has_names_of_its_own() {
        let mut names = BTreeSet::new();
        for (check, row) in Check::ALL.into_iter().zip(ROWS) {
            assert_eq!(row.check, check, "{}", row.name);
            assert_eq!(row.name.parse::<Check>().unwrap(), check);
            assert!(
                names.insert(row.name) && names.insert(row.japanese_name),
                "{check}"
            );
            let is_plain = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(row.name.chars().all(is_plain), "{check}");
        }
        let error = "numbers".parse::<Check>().unwrap_err();
        assert!(error.to_string().contains("partial-omission"), "{error}");
    }

    #[test]
    fn checks_know_their_languages() {
        let (english, japanese) = (Language::English, Language::Japanese);
        for (check, source, target, expected) in [
            (Check::Number, Language::Other, Language::Other, true),
            (Check::Polarity, english, japanese, true),
            (Check::Polarity, japanese, english, false),
            (Check::Polarity, Language::Other, japanese, false),
            (Check::MixedStyle, Language::Other, japanese, true),
            (Check::MixedStyle, english, Language::Other, false),
            (Check::Glossary, english, Language::Other, true),
            (Check::Glossary, japanese, english, false),
        ] {
            assert_eq!(
                check.knows(source, target),
                expected,
                "{check} {source:?} {target:?}"
            );
        }
    }
}
