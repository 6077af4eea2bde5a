//! Segment → what can be recognised on the other side.

pub mod interjection;
pub mod lexicon;
pub mod name;
pub mod number;
pub mod word;
