//! The output of a program: standard output, or a file that is written completely or not at all and never over an input.
//!
//! In: a path and the paths of the inputs. Out: something to write to. O(bytes).

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use taiyaku::format::{NewFile, check_output};

use crate::failure::Failure;
use crate::interrupt;

/// The output file, the same in every program that writes one file.
#[derive(clap::Args)]
pub struct OutputArguments {
    /// File to write instead of standard output. It is written completely or not at all, and must not be an input.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl OutputArguments {
    /// The output, checked against the inputs. Call this before any work.
    ///
    /// # Errors
    ///
    /// If the output is one of the inputs.
    pub fn other_than<'p>(
        &self,
        inputs: impl IntoIterator<Item = &'p Path>,
    ) -> Result<Output, Failure> {
        let path = self.path();
        // A standard output that was redirected to an input would be read again without end.
        let written = path.unwrap_or(Path::new("/dev/stdout"));
        check_output(written, inputs.into_iter().map(as_file))?;
        Ok(Output {
            path: path.map(Path::to_path_buf),
        })
    }

    /// The option with a path.
    pub(crate) fn of(path: impl Into<PathBuf>) -> OutputArguments {
        OutputArguments {
            output: Some(path.into()),
        }
    }

    /// Standard output.
    pub(crate) fn standard() -> OutputArguments {
        OutputArguments { output: None }
    }

    /// The file to write, or none for standard output, which `-` names too.
    pub fn path(&self) -> Option<&Path> {
        self.output
            .as_deref()
            .filter(|path| *path != Path::new("-"))
    }
}

/// An output that is not an input.
pub struct Output {
    path: Option<PathBuf>,
}

impl Output {
    /// A file that the caller has checked.
    pub(crate) fn of(path: &Path) -> Output {
        Output {
            path: Some(path.to_path_buf()),
        }
    }

    /// The name of the output in messages.
    pub fn name(&self) -> String {
        match &self.path {
            Some(path) => path.display().to_string(),
            None => "standard output".to_owned(),
        }
    }

    /// The path of the file, if it is one.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Opens the output. Call this after all inputs were read.
    ///
    /// # Errors
    ///
    /// If the file cannot be created.
    pub fn open(&self) -> Result<Opened, Failure> {
        Ok(match &self.path {
            Some(path) => Opened::File(interrupt::create(path)?),
            None => Opened::Standard(BufWriter::new(io::stdout())),
        })
    }

    /// Opens the output and writes all of it.
    ///
    /// # Errors
    ///
    /// If `fill` fails or the output cannot be written. A file at that path is not changed then.
    pub fn write(
        &self,
        fill: impl FnOnce(&mut dyn Write) -> taiyaku::Result<()>,
    ) -> Result<(), Failure> {
        let mut opened = self.open()?;
        fill(&mut opened).map_err(|error| Failure::writing(&self.name(), error))?;
        opened.finish()
    }
}

/// `-` is standard input, which may be a file too.
pub(crate) fn as_file(input: &Path) -> &Path {
    match input.to_str() {
        Some("-") => Path::new("/dev/stdin"),
        _ => input,
    }
}

/// An open output. Without [`finish`](Opened::finish), a file at that path is not changed.
pub enum Opened {
    /// A file.
    File(NewFile),
    /// Standard output.
    Standard(BufWriter<io::Stdout>),
}

impl Opened {
    /// Completes the output. Only now a file gets its name.
    ///
    /// # Errors
    ///
    /// If the rest cannot be written.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Opened::File(file) => {
                let draft = file.draft().map(Path::to_path_buf);
                let finished = file.finish();
                draft.iter().for_each(|draft| interrupt::keep(draft));
                Ok(finished?)
            }
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
