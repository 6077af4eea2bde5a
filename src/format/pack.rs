//! [`Pack`]: a zip archive that is written part by part.
//!
//! In: the names of parts, and then their bytes. Out: the archive, the same bytes on any day. Only the list of the parts is kept in
//! memory. O(bytes).

use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::error::{Error, Result};

/// An archive that is being written. What is written to it goes to the part that was [begun](Pack::begin) last.
pub(crate) struct Pack<W: Write> {
    zip: ZipWriter<StreamWriter<Once<W>>>,
}

impl<W: Write> Pack<W> {
    /// Makes an archive without parts. O(1).
    pub(crate) fn new(out: W) -> Self {
        Pack {
            zip: ZipWriter::new_stream(Once {
                out,
                has_failed: false,
            }),
        }
    }

    /// Ends the part before, and begins another.
    ///
    /// # Errors
    ///
    /// If the output fails, or if the part before has more than 4 GB.
    pub(crate) fn begin(&mut self, name: &str) -> Result<()> {
        // The fastest deflate, and the first date of zip: the same bytes on any day. LibreOffice does not open parts with the
        // sizes of large files, so that a part has at most 4 GB.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(1))
            .last_modified_time(DateTime::default());
        zipped(self.zip.start_file(name, options))
    }

    /// Copies a part of another archive as it is packed there. O(bytes).
    ///
    /// # Errors
    ///
    /// If the output fails.
    #[cfg(feature = "sheets")]
    pub(crate) fn copy<R: io::Read>(&mut self, part: zip::read::ZipFile<'_, R>) -> Result<()> {
        zipped(self.zip.raw_copy_file(part))
    }

    /// Ends the archive, and returns the output.
    ///
    /// # Errors
    ///
    /// If the output fails, or if the archive has more than 4 GB.
    pub(crate) fn finish(self) -> Result<W> {
        let mut out = zipped(self.zip.finish())?.into_inner().out;
        out.flush()?;
        Ok(out)
    }
}

impl<W: Write> Write for Pack<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.zip.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        // Deflate would end its block.
        Ok(())
    }
}

/// An output that fails once. The crate ends an archive that is dropped, and prints it if that fails as well.
struct Once<W> {
    out: W,
    has_failed: bool,
}

impl<W: Write> Once<W> {
    fn noted<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        let is_over = |error: &io::Error| error.kind() != io::ErrorKind::Interrupted;
        self.has_failed = result.as_ref().err().is_some_and(is_over);
        result
    }
}

impl<W: Write> Write for Once<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.has_failed {
            return Ok(bytes.len());
        }
        let written = self.out.write(bytes);
        self.noted(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.has_failed {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.noted(flushed)
    }
}

/// Converts a result of the `zip` crate. A failure to write stays an I/O error.
pub(crate) fn zipped<T>(result: zip::result::ZipResult<T>) -> Result<T> {
    result.map_err(|error| match error {
        zip::result::ZipError::Io(error) => error.into(),
        other => Error::format("", format!("expected a zip archive, found {other}")),
    })
}
