//! The dictionary and the glossary of the command line.
//!
//! In: options. Out: an aligner with both; the review takes them from what the aligner read. O(bytes).

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use taiyaku::name::Readings;
use taiyaku::{Aligner, AlignerBuilder, Glossary, Lexicon};
use twox_hash::XxHash64;

use crate::failure::Failure;

/// Options of the dictionary, the same in every subcommand.
#[derive(Debug, clap::Args)]
pub struct LexiconArguments {
    /// Do not use the embedded dictionary.
    #[arg(long)]
    no_lexicon: bool,
    /// Do not match names by the readings of their kanji.
    #[arg(long)]
    no_readings: bool,
    /// A glossary in UTF-8. Each line is 日本語 TAB English; other English, or English first. The aligner prefers its
    /// entries to the dictionary, and a review checks them. Lines of EDICT extend the dictionary and are not checked.
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
}

impl LexiconArguments {
    /// The files to read.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.glossary.as_deref().into_iter()
    }

    /// Reads the dictionary and the glossary. The aligner and the review get both from the result.
    ///
    /// # Errors
    ///
    /// If the glossary cannot be read.
    pub fn read(&self) -> Result<Knowledge, Failure> {
        let mut knowledge = Knowledge {
            lexicon: None,
            glossary: Glossary::default(),
            digest: 0,
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
            // Read once: a pipe is empty the second time.
            let bytes = fs::read(path).map_err(|error| Failure::io(path.display(), &error))?;
            knowledge.digest = XxHash64::oneshot(0, &bytes);
            lexicon.merge(&Lexicon::from_reader(bytes.as_slice()).map_err(named)?);
            knowledge.glossary = Glossary::from_reader(bytes.as_slice()).map_err(named)?;
        }
        knowledge.lexicon = Some(Arc::new(lexicon));
        Ok(knowledge)
    }
}

/// Opens a file for reading.
///
/// # Errors
///
/// If the file cannot be opened; the error names it.
pub fn reader(path: &Path) -> Result<BufReader<File>, Failure> {
    let file = File::open(path).map_err(|error| Failure::io(path.display(), &error))?;
    Ok(BufReader::new(file))
}

/// The dictionary and the glossary for aligning, checks, names and page.
pub struct Knowledge {
    /// None for the embedded one, which is shared.
    lexicon: Option<Arc<Lexicon>>,
    glossary: Glossary,
    /// Of the bytes of the glossary.
    pub(crate) digest: u64,
}

impl Knowledge {
    /// The builder of an aligner with both, for more options.
    pub fn aligner_builder(&self) -> AlignerBuilder {
        let builder = Aligner::builder().glossary(self.glossary.clone());
        match &self.lexicon {
            Some(lexicon) => builder.lexicon(Arc::clone(lexicon)),
            None => builder,
        }
    }

    /// An aligner with both.
    pub fn aligner(&self) -> Aligner {
        self.aligner_builder().build()
    }
}
