//! Where an example writes: a file, whole or not at all and never over an input, or the standard output.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use taiyaku::format::{NewFile, check_output};

use crate::failure::Failure;

/// Where to write, the same in every example that writes one file.
#[derive(clap::Args)]
pub(crate) struct OutputArguments {
    /// File to write, whole or not at all, instead of the standard output; none of the files that are read.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl OutputArguments {
    /// The output, if it is none of the inputs. To be asked before any work is done.
    #[allow(dead_code, reason = "not every example has a standard output")]
    pub(crate) fn other_than<'p>(
        &self,
        inputs: impl IntoIterator<Item = &'p Path>,
    ) -> Result<Output, Failure> {
        match &self.output {
            Some(path) => Output::to_file(path, inputs),
            None => Ok(Output { path: None }),
        }
    }
}

/// An output that is no input.
pub(crate) struct Output {
    path: Option<PathBuf>,
}

impl Output {
    pub(crate) fn to_file<'p>(
        path: &Path,
        inputs: impl IntoIterator<Item = &'p Path>,
    ) -> Result<Output, Failure> {
        check_output(path, inputs.into_iter().map(as_file))?;
        Ok(Output {
            path: Some(path.to_owned()),
        })
    }

    /// What the output is called in a message.
    #[allow(dead_code, reason = "only an example that writes bit by bit asks")]
    pub(crate) fn name(&self) -> String {
        match &self.path {
            Some(path) => path.display().to_string(),
            None => "standard output".to_owned(),
        }
    }

    /// Opens it: to be done last, when all that is read was found good.
    pub(crate) fn open(&self) -> Result<Opened, Failure> {
        Ok(match &self.path {
            Some(path) => Opened::File(NewFile::create(path)?),
            None => Opened::Standard(BufWriter::new(io::stdout())),
        })
    }

    /// Opens it, and writes all of it.
    #[allow(dead_code, reason = "not every example writes all at once")]
    pub(crate) fn write(
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
pub(crate) enum Opened {
    File(NewFile),
    Standard(BufWriter<io::Stdout>),
}

impl Opened {
    pub(crate) fn finish(self) -> Result<(), Failure> {
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
