//! `spoil` makes gold that tiles its texts, has gaps, and is the same for the same seed.

use std::path::Path;
use std::process::Command;

use taiyaku_lab::gold::{Reading, Texts, read};
use taiyaku_lab::score::{Gold, Predicted, score};

fn spoil(folder: &Path, seed: &str) {
    let done = Command::new(env!("CARGO_BIN_EXE_spoil"))
        .args(["--seed", seed, "--lost", "0.1", "-o"])
        .arg(folder)
        .output()
        .expect("spoil starts");
    let message = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{message}");
}

#[test]
fn the_samples_spoiled() {
    let root = std::env::temp_dir().join(format!("taiyaku-spoil-{}", std::process::id()));
    let folders = ["a", "b", "c"].map(|name| root.join(name));
    for (folder, seed) in folders.iter().zip(["1", "1", "2"]) {
        spoil(folder, seed);
    }
    let mut n_nulls = 0;
    let mut is_other = false;
    for name in ["kyoto", "dialogue", "chronicle", "election"] {
        let name = format!("{name}-spoiled");
        let gold_of = |folder: &Path| {
            let text = read(&folder.join(format!("{name}.gold.json"))).expect("gold");
            serde_json::from_str::<Gold>(&text).expect("gold in JSON")
        };
        let gold = gold_of(&folders[0]);
        let texts = |folder: &Path| {
            let texts = Texts::read(folder, &name, Reading::AsText).expect("texts");
            texts.sides(&gold)
        };
        let [source, target] = texts(&folders[0]);
        assert_eq!(texts(&folders[1]), [source.clone(), target.clone()]);
        is_other |= texts(&folders[2]) != [source.clone(), target.clone()];
        let spans = |numbers: &[usize], segments: &[(i64, i64)]| {
            numbers.iter().map(|&k| segments[k]).collect()
        };
        let as_gold: Vec<Predicted> = gold
            .beads
            .iter()
            .map(|(en, ja)| Predicted {
                en: spans(en, &gold.en_segments),
                ja: spans(ja, &gold.ja_segments),
                conf: None,
            })
            .collect();
        let figures = score(&source, &target, &gold, &as_gold)
            .expect("gold that tiles its texts")
            .figures();
        assert_eq!((figures.strict.f1, figures.character), (1.0, 1.0), "{name}");
        let nulls = gold.beads.iter();
        n_nulls += nulls
            .filter(|(en, ja)| en.is_empty() || ja.is_empty())
            .count();
    }
    assert!(n_nulls > 8, "{n_nulls}");
    assert!(is_other, "another seed, other texts");
    std::fs::remove_dir_all(root).expect("the folder is removed");
}
