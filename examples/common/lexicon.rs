//! The dictionary that the command line asks for.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use taiyaku::anchor::name::Readings;
use taiyaku::{Aligner, Lexicon};

use crate::failure::Failure;

/// Options of the dictionary, the same in every example.
#[derive(clap::Args)]
pub(crate) struct LexiconArguments {
    /// Do without the embedded dictionary.
    #[arg(long)]
    no_lexicon: bool,
    /// Do without the readings of kanji, by which names are met.
    #[arg(long)]
    no_readings: bool,
    /// Your own glossary, whose entries go before those of the dictionary: a line is 日本語 TAB English; other English,
    /// or an entry of EDICT in UTF-8.
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
}

impl LexiconArguments {
    /// The user's glossary, if there is one.
    #[allow(dead_code, reason = "not every example checks terms")]
    pub(crate) fn glossary(&self) -> Option<&Path> {
        self.glossary.as_deref()
    }

    /// An aligner with this dictionary; it shares the embedded one if nothing else is asked for.
    #[allow(dead_code, reason = "some examples set more than the dictionary")]
    pub(crate) fn aligner(&self) -> Result<Aligner, Failure> {
        if !self.no_lexicon && !self.no_readings && self.glossary.is_none() {
            return Ok(Aligner::new());
        }
        Ok(Aligner::builder().lexicon(self.lexicon()?).build())
    }

    pub(crate) fn lexicon(&self) -> Result<Lexicon, Failure> {
        let base = if self.no_lexicon {
            Lexicon::empty()
        } else {
            Aligner::new().lexicon().clone()
        };
        let base = if self.no_readings {
            base.with_readings(Readings::default())
        } else {
            base
        };
        let Some(path) = &self.glossary else {
            return Ok(base);
        };
        let file = File::open(path).map_err(|error| Failure::io(path.display(), &error))?;
        let glossary = Lexicon::from_reader(BufReader::new(file))
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        let mut lexicon = base.clone();
        lexicon.merge(&glossary);
        Ok(lexicon)
    }
}
