//! What a document weighs: the memory that it takes while it is aligned.
//!
//! In: bytes. Out: the largest document that fits, or the message for one that does not. O(1).

/// Memory that a byte of a document takes while it is aligned: its JSON, its texts, their anchors, the beads and the answer.
/// Measured on eight documents of 6 MB: 17 without findings, 25 with them (`benches/README.md`, "A corpus"). Texts of nothing
/// but digits or tags take up to 130.
pub(crate) const BYTES_A_BYTE: usize = 25;

/// The size of the largest document that is aligned in this much memory.
pub(crate) fn largest_document(memory: usize) -> usize {
    memory / BYTES_A_BYTE
}

/// The message for a document that is larger.
pub(crate) fn too_large(n_bytes: u64, largest: usize) -> String {
    let needed = n_bytes
        .saturating_mul(BYTES_A_BYTE as u64)
        .div_ceil(1 << 20);
    format!(
        "expected a document of at most {largest} bytes, found {n_bytes}; --memory {needed} allows it"
    )
}
