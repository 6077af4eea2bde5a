//! Text that is cut already, one segment a line, in any two languages: `align_segments [SOURCE TARGET]`.
//!
//! Prints a bead a line in the form of Vecalign: the numbers of its segments from 0, and a cost.

use std::io;

use taiyaku::format::{text_file, vecalign};
use taiyaku::{Aligner, Bitext, Document, Language};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/segments");

fn main() -> taiyaku::Result<()> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.len() < 2 {
        paths = ["source", "target"]
            .map(|side| format!("{SAMPLES}.{side}.txt"))
            .into();
    }
    // The language of a side decides which words are compared; `Language::Other` takes any words as they are written.
    let source = Document::from_lines(text_file(&paths[0])?, Language::English);
    let target = Document::from_lines(text_file(&paths[1])?, Language::Japanese);
    let bitext = Bitext::from_documents(source, target);
    vecalign::write(&Aligner::new().align(&bitext), io::stdout().lock())
}
