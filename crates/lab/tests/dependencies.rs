//! What a user builds: the packages of the plain library and of the command, and what each feature adds to them.
//!
//! In: `cargo tree`, from `Cargo.lock` and the packages on this disk. Out: a snapshot of names, without versions; a package of two
//! versions is named twice. A feature that is off costs nothing, so each list has a change only if somebody wanted it:
//! `INSTA_UPDATE=always cargo test -p taiyaku-lab --test dependencies` accepts it. Two seconds.

#![cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]

use std::fmt::Write;
use std::process::Command;

use insta::assert_snapshot;
use serde_json::Value;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The system on which the test runs: others add packages of their own.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// Runs cargo in the repository, without the network.
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--locked", "--offline"])
        .current_dir(ROOT)
        .output()
        .expect("cargo runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The packages that are built for one with these features alone, and for its build scripts: names and versions in order.
fn packages(package: &str, features: &str) -> Vec<String> {
    let tree = cargo(&[
        "tree",
        "--package",
        package,
        "--no-default-features",
        "--features",
        features,
        "--edges",
        "normal,build",
        "--target",
        TARGET,
        "--prefix",
        "none",
    ]);
    let mut packages: Vec<String> = tree
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            Some(format!("{} {}", words.next()?, words.next()?))
        })
        .filter(|name| !name.starts_with(&format!("{package} ")))
        .collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

/// The features of a package, as its manifest names them.
fn features(package: &str) -> Vec<String> {
    let metadata = cargo(&["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    let found = packages.iter().find(|found| found["name"] == package);
    let features = found.expect("a member")["features"].as_object();
    features.expect("a table").keys().cloned().collect()
}

/// A line of the snapshot: how many packages, and which.
fn list(out: &mut String, name: &str, packages: &[String]) {
    let names = packages.iter().map(|found| found.split(' ').next());
    let names: Vec<&str> = names.flatten().collect();
    let names = names.join(" ");
    writeln!(out, "{name}: {} {names}", packages.len()).expect("a string");
}

/// The packages of the crate with no feature, and of each feature those that it adds.
fn lists(package: &str) -> String {
    let mut out = String::new();
    let plain = packages(package, "");
    list(&mut out, "(no feature)", &plain);
    for feature in features(package) {
        let with = packages(package, &feature);
        for found in &plain {
            assert!(with.contains(found), "{feature} takes {found} away");
        }
        let added = with.into_iter().filter(|found| !plain.contains(found));
        list(
            &mut out,
            &format!("+ {feature}"),
            &added.collect::<Vec<_>>(),
        );
    }
    out
}

#[test]
fn of_the_library() {
    assert_snapshot!(lists("taiyaku"));
}

#[test]
fn of_the_command() {
    assert_snapshot!(lists("taiyaku-cli"));
}
