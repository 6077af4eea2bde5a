//! [`Check`]: what a finding is about.
//!
//! In: the [table of all checks](crate::review::check_table). Out: the enum, and for each check its names in both languages, its types
//! in MQM and ITS 2.0, what it needs, and where it applies. O(1) a look-up.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::review::check_table::check_table;
use crate::text::Language;

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

/// Whether a check runs unless others are asked for. One whose findings are seldom true does not.
#[derive(Debug, Clone, Copy, PartialEq)]
enum ByDefault {
    On,
    #[allow(dead_code, reason = "no check is so today")]
    Off,
}

/// What is known about a check besides its files.
struct Row {
    check: Check,
    name: &'static str,
    japanese_name: &'static str,
    description: &'static str,
    japanese_description: &'static str,
    mqm: Option<&'static str>,
    its: &'static str,
    jtf_rule: Option<&'static str>,
    needs: Needs,
    languages: Languages,
    default: ByDefault,
}

macro_rules! declare_checks {
    ($($(#[doc = $doc:literal])+ $check:ident {
        name: $name:literal,
        japanese_name: $japanese_name:literal,
        japanese_description: $japanese_description:literal,
        mqm: $mqm:expr,
        its: $its:literal,
        jtf_rule: $jtf_rule:expr,
        needs: $needs:ident,
        languages: $languages:ident,
        default: $default:ident,
        found_by: [$($file:ident),+],
    })+) => {
        /// What a finding is about. [`name`](Check::name) is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
        #[non_exhaustive]
        pub enum Check {
            $($(#[doc = $doc])+ $check,)+
        }

        /// The checks, in the order of their declaration.
        static ROWS: &[Row] = &[$(Row {
            check: Check::$check,
            name: $name,
            japanese_name: $japanese_name,
            description: concat!($($doc),+),
            japanese_description: $japanese_description,
            mqm: $mqm,
            its: $its,
            jtf_rule: $jtf_rule,
            needs: Needs::$needs,
            languages: Languages::$languages,
            default: ByDefault::$default,
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

    /// What it looks for, in one English sentence.
    ///
    /// ```
    /// use taiyaku::review::Check;
    ///
    /// let description = Check::Omission.description();
    /// assert_eq!(description, "A segment of the original that is rendered nowhere.");
    /// ```
    #[must_use]
    pub fn description(self) -> &'static str {
        self.row().description.trim_start()
    }

    /// What it looks for, in one Japanese sentence.
    #[must_use]
    pub fn japanese_description(self) -> &'static str {
        self.row().japanese_description
    }

    /// The issue type of MQM that such a finding is, by its identifier: `omission`, `mistranslation`, `termbase`, …; none
    /// where MQM has no type for it (a passage moved, a pair that the aligner is not sure of). Identifiers are those of
    /// [MQM 1.0](http://www.qt21.eu/mqm-definition/issues-list-2015-12-30.html).
    ///
    /// ```
    /// use taiyaku::review::Check;
    ///
    /// assert_eq!(Check::Polarity.mqm(), Some("mistranslation"));
    /// ```
    #[must_use]
    pub fn mqm(self) -> Option<&'static str> {
        self.row().mqm
    }

    /// The localization quality issue type of [ITS 2.0](https://www.w3.org/TR/its20/#lqissue-typevalues) that such a
    /// finding is: `omission`, `numbers`, `typographical`, ….
    ///
    /// ```
    /// use taiyaku::review::Check;
    ///
    /// assert_eq!(Check::Number.its(), "numbers");
    /// ```
    #[must_use]
    pub fn its(self) -> &'static str {
        self.row().its
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

    /// Whether it runs by default: whether its findings are true often enough. The others run if they are asked for.
    ///
    /// ```
    /// use taiyaku::review::Check;
    ///
    /// assert!(Check::Omission.is_default());
    /// ```
    #[must_use]
    pub fn is_default(self) -> bool {
        self.row().default == ByDefault::On
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
mod tests;
