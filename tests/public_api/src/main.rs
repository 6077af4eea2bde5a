//! Compares the public items of a library with a list that was reviewed.
//!
//! In: rustdoc's JSON of the library, and the list: one item a line, in order. Out: the lines that are gone (`-`) and new (`+`), and
//! exit code 1 if there are any; or, with `--accept`, the new list. Exit code 2 if this program cannot read the JSON of this version.
//! O(n log n) in the items.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::{env, fs};

use public_api::Builder;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<ExitCode, Failure> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [json, list, rest @ ..] = arguments.as_slice() else {
        return Err("expected: rustdoc.json list.txt [--accept]".into());
    };
    if let Some(version) = other_version(json)? {
        let known = rustdoc_types::FORMAT_VERSION;
        println!("rustdoc writes its JSON in version {version}, and `public-api` reads {known}");
        return Ok(ExitCode::from(2));
    }
    let now = items(json)?;
    if rest.iter().any(|word| word == "--accept") {
        fs::write(list, now.join("\n") + "\n")?;
        println!("{}: {} items", list, now.len());
        return Ok(ExitCode::SUCCESS);
    }
    let before = fs::read_to_string(list)?;
    let changes = changes(&before.lines().collect::<Vec<_>>(), &now);
    for change in &changes {
        println!("{change}");
    }
    println!(
        "{} public items, {} lines changed",
        now.len(),
        changes.len()
    );
    Ok(ExitCode::from(u8::from(!changes.is_empty())))
}

/// The version of the JSON, if it is not the one that is read here.
fn other_version(json: &str) -> Result<Option<u64>, Failure> {
    let value: serde_json::Value = serde_json::from_str(&fs::read_to_string(json)?)?;
    let version = value["format_version"].as_u64();
    let version = version.ok_or("no version in the JSON of rustdoc")?;
    Ok(Some(version).filter(|&found| found != u64::from(rustdoc_types::FORMAT_VERSION)))
}

/// Every public item on a line, without the impls that all types have.
fn items(json: &str) -> Result<Vec<String>, Failure> {
    let library = Builder::from_rustdoc_json(json)
        .sorted(true)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()?;
    Ok(library.items().map(ToString::to_string).collect())
}

/// The lines that one list has more often than the other, in order.
fn changes(before: &[&str], now: &[String]) -> Vec<String> {
    let mut surplus: BTreeMap<&str, i32> = BTreeMap::new();
    for line in before {
        *surplus.entry(line).or_default() -= 1;
    }
    for line in now {
        *surplus.entry(line).or_default() += 1;
    }
    let changed = surplus.into_iter().filter(|&(_, n)| n != 0);
    let lines = changed.map(|(line, n)| format!("{}{line}", if n > 0 { '+' } else { '-' }));
    lines.collect()
}
