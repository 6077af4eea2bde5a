//! The dictionary and the glossary that the command line asks for.
//!
//! In: options. Out: an aligner that knows the words, and lends them to the review of what it reads. O(bytes).

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use taiyaku::name::Readings;
use taiyaku::{Aligner, AlignerBuilder, Glossary, Lexicon};

use crate::failure::Failure;

/// Options of the dictionary, the same in every program.
#[derive(clap::Args)]
pub struct LexiconArguments {
    /// Do without the embedded dictionary.
    #[arg(long)]
    no_lexicon: bool,
    /// Do without the readings of kanji, by which names are met.
    #[arg(long)]
    no_readings: bool,
    /// Your own glossary, whose entries go before those of the dictionary and are terms that a review checks: a line is
    /// 日本語 TAB English; other English. An entry of EDICT in UTF-8 is a word of the dictionary, and no term.
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
}

impl LexiconArguments {
    /// The files that are read.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.glossary.as_deref().into_iter()
    }

    /// Reads what is asked for: the one way to an aligner and to a review, so that the glossary reaches both.
    ///
    /// # Errors
    ///
    /// If the glossary cannot be read.
    pub fn read(&self) -> Result<Knowledge, Failure> {
        let mut knowledge = Knowledge {
            lexicon: None,
            glossary: Glossary::default(),
        };
        if !self.no_lexicon && !self.no_readings && self.glossary.is_none() {
            return Ok(knowledge);
        }
        let mut lexicon = match self.no_lexicon {
            true => Lexicon::empty(),
            false => Lexicon::clone(Aligner::new().lexicon()),
        };
        if self.no_readings {
            lexicon = lexicon.with_readings(Readings::default());
        }
        if let Some(path) = &self.glossary {
            let named = |error| Failure::new(format!("{}: {error}", path.display()));
            lexicon.merge(&Lexicon::from_reader(reader(path)?).map_err(named)?);
            knowledge.glossary = Glossary::from_reader(reader(path)?).map_err(named)?;
        }
        knowledge.lexicon = Some(Arc::new(lexicon));
        Ok(knowledge)
    }
}

/// Opens a file to be read.
///
/// # Errors
///
/// If there is none; the error names it.
pub fn reader(path: &Path) -> Result<BufReader<File>, Failure> {
    let file = File::open(path).map_err(|error| Failure::io(path.display(), &error))?;
    Ok(BufReader::new(file))
}

/// The words that aligning, the checks, the names and the page know.
pub struct Knowledge {
    /// None if nothing but the embedded one is asked for, which is shared.
    lexicon: Option<Arc<Lexicon>>,
    glossary: Glossary,
}

impl Knowledge {
    /// An aligner that knows them, for more options.
    pub fn aligner_builder(&self) -> AlignerBuilder {
        let builder = Aligner::builder().glossary(self.glossary.clone());
        match &self.lexicon {
            Some(lexicon) => builder.lexicon(Arc::clone(lexicon)),
            None => builder,
        }
    }

    /// An aligner that knows them.
    pub fn aligner(&self) -> Aligner {
        self.aligner_builder().build()
    }
}
