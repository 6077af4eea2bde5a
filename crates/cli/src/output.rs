//! Where a program writes: a file, whole or not at all and never over an input, or the standard output.
//!
//! In: a path and the paths of the inputs. Out: something to write to. O(bytes).

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use taiyaku::format::{NewFile, check_output};

use crate::failure::Failure;

/// Where to write, the same in every program that writes one file.
#[derive(clap::Args)]
pub struct OutputArguments {
    /// File to write, whole or not at all, instead of the standard output; none of the files that are read.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl OutputArguments {
    /// The output, if it is none of the inputs. To be asked before any work is done.
    ///
    /// # Errors
    ///
    /// If it is one of the inputs.
    pub fn other_than<'p>(
        &self,
        inputs: impl IntoIterator<Item = &'p Path>,
    ) -> Result<Output, Failure> {
        if let Some(path) = &self.output {
            check_output(path, inputs.into_iter().map(as_file))?;
        }
        Ok(Output {
            path: self.output.clone(),
        })
    }

    /// The file to write; none for the standard output.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_deref()
    }
}

/// An output that is no input.
pub struct Output {
    path: Option<PathBuf>,
}

impl Output {
    /// What the output is called in a message.
    pub fn name(&self) -> String {
        match &self.path {
            Some(path) => path.display().to_string(),
            None => "standard output".to_owned(),
        }
    }

    /// Opens it: to be done last, when all that is read was found good.
    ///
    /// # Errors
    ///
    /// If no file can be written there.
    pub fn open(&self) -> Result<Opened, Failure> {
        Ok(match &self.path {
            Some(path) => Opened::File(NewFile::create(path)?),
            None => Opened::Standard(BufWriter::new(io::stdout())),
        })
    }

    /// Opens it, and writes all of it.
    ///
    /// # Errors
    ///
    /// If `fill` fails or the output cannot be written; a file is then as it was before.
    pub fn write(
        &self,
        fill: impl FnOnce(&mut dyn Write) -> taiyaku::Result<()>,
    ) -> Result<(), Failure> {
        let mut opened = self.open()?;
        fill(&mut opened).map_err(|error| Failure::writing(&self.name(), error))?;
        opened.finish()
    }
}

/// `-` is the standard input, which may be a file too.
fn as_file(input: &Path) -> &Path {
    match input.to_str() {
        Some("-") => Path::new("/dev/stdin"),
        _ => input,
    }
}

/// An output under way. What is not finished leaves the file as it was.
pub enum Opened {
    /// A file.
    File(NewFile),
    /// The standard output.
    Standard(BufWriter<io::Stdout>),
}

impl Opened {
    /// Ends the output: only now a file has its name.
    ///
    /// # Errors
    ///
    /// If the rest cannot be written.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Opened::File(file) => Ok(file.finish()?),
            Opened::Standard(mut out) => out
                .flush()
                .map_err(|error| Failure::io("standard output", &error)),
        }
    }
}

impl Write for Opened {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Opened::File(file) => file.write(bytes),
            Opened::Standard(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Opened::File(file) => file.flush(),
            Opened::Standard(out) => out.flush(),
        }
    }
}
