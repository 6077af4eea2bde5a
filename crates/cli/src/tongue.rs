//! The languages of the command line.
//!
//! In: an option. Out: a [`Language`]. O(1).

use clap::ValueEnum;
use taiyaku::Language;

/// The language of a side.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Tongue {
    En,
    Ja,
    /// Any other language: words are compared as they are written.
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
