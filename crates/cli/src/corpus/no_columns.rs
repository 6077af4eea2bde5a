//! What a build without the feature `parquet` says of Parquet and Arrow.
//!
//! In: a path or a stream. Out: a failure that names the feature. O(1).

use std::convert::Infallible;
use std::io::{self, BufRead, Write};
use std::marker::PhantomData;
use std::path::Path;

use crate::corpus::answer::Row;
use crate::corpus::record::Records;
use crate::failure::Failure;

/// The shapes of `columns`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Answers,
    Pairs,
}

/// The kinds of `columns`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Arrow,
    Parquet,
}

/// An output that cannot be written.
pub(crate) struct ColumnsWriter<W> {
    never: Infallible,
    out: PhantomData<W>,
}

const OFF: &str = "this build of taiyaku has no Parquet and no Arrow: the feature `parquet` is off";

/// Whether an input that begins so is Arrow.
pub(crate) fn is_arrow(begins: &[u8]) -> bool {
    begins.first() == Some(&0xff) || begins.starts_with(b"ARROW1")
}

/// Fails.
pub(crate) fn parquet_records(path: &Path, _largest: usize) -> Result<(Records, u64), Failure> {
    Err(Failure::new(format!("{}: {OFF}", path.display())))
}

/// Fails.
pub(crate) fn arrow_records(
    name: String,
    _input: Box<dyn BufRead + Send>,
    _largest: usize,
) -> Result<Records, Failure> {
    Err(Failure::new(format!("{name}: {OFF}")))
}

impl<W: Write> ColumnsWriter<W> {
    pub(crate) fn new(_kind: Kind, _out: W, _shape: Shape) -> io::Result<Self> {
        Err(io::Error::new(io::ErrorKind::Unsupported, OFF))
    }

    pub(crate) fn write(&mut self, _rows: &[Row], _n_bytes: usize) -> io::Result<()> {
        match self.never {}
    }

    pub(crate) fn complete_batch(&mut self) -> io::Result<()> {
        match self.never {}
    }

    pub(crate) fn finish(self) -> io::Result<W> {
        match self.never {}
    }
}
