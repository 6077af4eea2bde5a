//! [`Language`]: English, Japanese, or another.
//!
//! In: a code. Out: a language, and back. O(1).

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// The language of a side.
///
/// ```
/// use taiyaku::Language;
///
/// assert_eq!("ja".parse::<Language>()?, Language::Japanese);
/// assert_eq!(Language::English.to_string(), "en");
/// assert!("de".parse::<Language>().is_err());
/// # Ok::<(), taiyaku::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
#[non_exhaustive]
pub enum Language {
    /// English.
    English,
    /// Japanese.
    Japanese,
    /// Any other language. Its words are compared as they are written, without a dictionary.
    Other,
}

impl Language {
    /// The BCP 47 code: `en`, `ja`, or `und` for any other.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Japanese => "ja",
            Language::Other => "und",
        }
    }
}

impl fmt::Display for Language {
    /// Writes the [code](Language::code).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = Error;

    /// Parses a [code](Language::code).
    fn from_str(code: &str) -> Result<Self> {
        let all = [Language::English, Language::Japanese, Language::Other];
        let found = all.into_iter().find(|language| language.code() == code);
        found.ok_or_else(|| {
            Error::format(
                format!("language `{code}`"),
                "expected `en`, `ja`, or `und` for another",
            )
        })
    }
}

impl TryFrom<String> for Language {
    type Error = Error;

    fn try_from(code: String) -> Result<Self> {
        code.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.code().to_owned()
    }
}
