//! The languages that the command line knows.

use clap::ValueEnum;
use taiyaku::Language;

/// The language of a side.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Tongue {
    En,
    Ja,
    /// Any other: words are compared as they are written.
    Other,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Language {
        match tongue {
            Tongue::En => Language::English,
            Tongue::Ja => Language::Japanese,
            Tongue::Other => Language::Other,
        }
    }
}
