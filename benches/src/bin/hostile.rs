//! What hostile texts cost beside ordinary text, as a table: CPU and memory a byte, each kind in a process of its own.
//!
//! In: how many bytes, words of the names of kinds. Out: a row a kind, the dearest first. Linux alone, which counts both in
//! `/proc`. With `--check` the exit code is 1 where a kind costs more than is allowed.
//!
//! ```text
//! cargo run --release -p taiyaku-benches --bin hostile -- [--check] [--bytes 100000] [words of names …]
//! ```

use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::{env, fs, io};

use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Bitext, on_this_thread};
use taiyaku_benches::hostile::{Kind, ordinary};

/// Bytes of both sides, unless a number is given.
const N_BYTES: usize = 100_000;
/// What is measured: aligning alone, and with the findings.
const WORKS: [&str; 2] = ["align", "findings"];
/// How many times ordinary text a kind may cost a byte: CPU, and memory. The goals are 5 and 3, which `benches/README.md` shows row
/// by row; this leaves room for a machine that does other things.
const ALLOWED: [f64; 2] = [12.0, 9.0];
/// A kind that seems to cost too much is measured again, this often in all.
const MEASURED: usize = 3;

/// What the work on one text took.
#[derive(Debug, Clone, Copy)]
struct Cost {
    nanoseconds: f64,
    bytes: f64,
}

/// Times the CPU and the memory of ordinary text, for each work.
type Row = [[f64; 2]; WORKS.len()];

fn main() -> io::Result<ExitCode> {
    let mut words: Vec<String> = env::args().skip(1).collect();
    if let [one, kind, n_bytes, work] = &words[..]
        && one == "--one"
    {
        let n_bytes = n_bytes.parse().expect("a number of bytes");
        measure(kind, n_bytes, work);
        return Ok(ExitCode::SUCCESS);
    }
    let is_check = words.first().is_some_and(|word| word == "--check");
    if is_check {
        words.remove(0);
    }
    let mut n_bytes = N_BYTES;
    if words.first().is_some_and(|word| word == "--bytes") {
        words.remove(0);
        n_bytes = words.remove(0).parse().expect("--bytes takes a number");
    }
    let rows = table(n_bytes, &words)?;
    println!("Times the CPU and the memory of ordinary text: aligning, and with findings.");
    for (name, row) in &rows {
        println!("| {name} | {} |", figures(row));
    }
    let is_dear = rows.iter().any(|(_, row)| is_dear(row));
    Ok(match is_check && is_dear {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// The rows of the kinds whose names have one of some words, or of all kinds.
fn table(n_bytes: usize, words: &[String]) -> io::Result<Vec<(String, Row)>> {
    let is_chosen =
        |kind: &Kind| words.is_empty() || words.iter().any(|word| kind.name().contains(word));
    let usual = costs("ordinary", n_bytes)?;
    let mut rows = Vec::new();
    for (at, kind) in Kind::all().enumerate().filter(|(_, kind)| is_chosen(kind)) {
        let mut row = compared(&costs(&at.to_string(), n_bytes)?, &usual);
        for _ in 1..MEASURED {
            if !is_dear(&row) {
                break;
            }
            let usual = costs("ordinary", n_bytes)?;
            row = lesser(&row, &compared(&costs(&at.to_string(), n_bytes)?, &usual));
        }
        rows.push((kind.name(), row));
    }
    rows.sort_by(|a, b| b.1[0][0].total_cmp(&a.1[0][0]));
    Ok(rows)
}

fn compared(costs: &[Cost; WORKS.len()], usual: &[Cost; WORKS.len()]) -> Row {
    std::array::from_fn(|k| {
        let (cost, usual) = (costs[k], usual[k]);
        [
            cost.nanoseconds / usual.nanoseconds,
            cost.bytes / usual.bytes,
        ]
    })
}

fn lesser(one: &Row, other: &Row) -> Row {
    std::array::from_fn(|k| std::array::from_fn(|figure| one[k][figure].min(other[k][figure])))
}

fn is_dear(row: &Row) -> bool {
    row.iter()
        .any(|work| work.iter().zip(ALLOWED).any(|(&times, most)| times > most))
}

fn figures(row: &Row) -> String {
    let figures: Vec<String> = row.iter().flatten().map(|x| format!("{x:.1}")).collect();
    figures.join(" | ")
}

/// What a kind costs a byte, each work in a process of its own.
fn costs(kind: &str, n_bytes: usize) -> io::Result<[Cost; WORKS.len()]> {
    let mut costs = [Cost {
        nanoseconds: f64::NAN,
        bytes: f64::NAN,
    }; WORKS.len()];
    for (cost, work) in costs.iter_mut().zip(WORKS) {
        let output = Command::new(env::current_exe()?)
            .args(["--one", kind, &n_bytes.to_string(), work])
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let figures: Vec<f64> = text
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect();
        let [nanoseconds, bytes] = figures[..] else {
            let error = String::from_utf8_lossy(&output.stderr);
            return Err(io::Error::other(format!("{work} of kind {kind}: {error}")));
        };
        *cost = Cost { nanoseconds, bytes };
    }
    Ok(costs)
}

/// Prints what one text costs a byte, in nanoseconds and bytes.
fn measure(kind: &str, n_bytes: usize, work: &str) {
    let (source, target) = match kind.parse() {
        Ok(at) => {
            let kind = Kind::all().nth(at).expect("the number of a kind");
            kind.texts(n_bytes)
        }
        Err(_) => ordinary(n_bytes),
    };
    let n_bytes = (source.len() + target.len()) as f64;
    let aligner = Aligner::new();
    on_this_thread(|| {
        // Opens the lexicon.
        black_box(aligner.align(&Bitext::new("A cat.", "猫。")));
        // The high-water mark begins here, if the system lets it.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let (time, memory) = (on_cpu(), most_memory());
        let bitext = Bitext::new(source, target);
        let anchored = aligner.read(&bitext);
        let alignment = black_box(aligner.align(&anchored));
        if work == "findings" {
            black_box(review(&anchored, &alignment, &ReviewOptions::default()));
        }
        let (time, memory) = (on_cpu() - time, most_memory() - memory);
        println!("{} {}", time / n_bytes, memory / n_bytes);
    });
}

/// Nanoseconds that this process was on a core.
fn on_cpu() -> f64 {
    let text = fs::read_to_string("/proc/self/schedstat").expect("Linux counts times");
    let first = text.split_whitespace().next();
    first
        .and_then(|word| word.parse().ok())
        .expect("nanoseconds first")
}

/// The most bytes that were resident.
fn most_memory() -> f64 {
    let text = fs::read_to_string("/proc/self/status").expect("Linux counts memory");
    let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = mark.and_then(|mark| mark.trim().trim_end_matches(" kB").parse::<f64>().ok());
    1024.0 * kilobytes.expect("the high-water mark in kB")
}
