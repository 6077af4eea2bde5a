//! Windows: runs of one to six segments of one side, one side of a bead.
//!
//! A leaf: the widest window, and numbers by the size of a window. O(1).

/// The most segments of a window.
pub(crate) const WIDEST: usize = 6;

/// Numbers by the size of a window less one, as many as two vectors of the machine hold; those from [`WIDEST`] on mean
/// nothing.
pub(crate) type BySize = [f32; 8];
