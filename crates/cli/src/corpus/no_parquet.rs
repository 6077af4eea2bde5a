//! What a build without the feature `parquet` says of Parquet.
//!
//! In: a path. Out: a failure that names the feature. O(1).

use std::convert::Infallible;
use std::io::{self, Write};
use std::path::Path;

use crate::corpus::record::Records;
use crate::failure::Failure;

/// The shapes of `parquet`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Answers,
    Pairs,
}

/// A file that cannot be written.
pub(crate) struct ParquetWriter<W> {
    never: Infallible,
    out: std::marker::PhantomData<W>,
}

const OFF: &str = "this build of taiyaku has no Parquet: the feature `parquet` is off";

/// Fails.
pub(crate) fn records(path: &Path, _largest: usize) -> Result<(Records, u64), Failure> {
    Err(Failure::new(format!("{}: {OFF}", path.display())))
}

impl<W: Write> ParquetWriter<W> {
    pub(crate) fn new(_out: W, _shape: Shape) -> io::Result<Self> {
        Err(io::Error::new(io::ErrorKind::Unsupported, OFF))
    }

    pub(crate) fn write_line(&mut self, _json: &[u8]) -> io::Result<()> {
        match self.never {}
    }

    pub(crate) fn finish(self) -> io::Result<W> {
        match self.never {}
    }
}
