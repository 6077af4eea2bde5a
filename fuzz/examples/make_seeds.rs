//! Writes the seeds of all targets to `corpus/TARGET/seed-NUMBER`.
//!
//! In: nothing. Out: files. Run: `cargo run --example make_seeds`.

use std::fs;
use std::path::Path;

use taiyaku_fuzz::seeds::{TARGETS, seeds};

fn main() -> std::io::Result<()> {
    for (name, _) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpus")
            .join(name);
        fs::create_dir_all(&folder)?;
        let seeds = seeds(name);
        for (k, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{k}")), seed)?;
        }
        println!("{name}: {} seeds", seeds.len());
    }
    Ok(())
}
