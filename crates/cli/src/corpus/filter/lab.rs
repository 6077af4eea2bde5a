use super::*;
use std::collections::BTreeMap;
use taiyaku::{Aligner, Begin, Document, Language, Segment};
#[test]
fn lab_pairs() {
    let l = Languages::new();
    let ratios: Vec<(f64, LengthRatio)> = [1.5, 2.0, 2.5, 3.0]
        .map(|r| (r, LengthRatio::new(r).unwrap()))
        .to_vec();
    let (mut n, mut fs, mut ft, mut same, mut bad) = (0, 0, 0, 0, [0; 4]);
    let mut seen = BTreeMap::new();
    let mut dup = 0;
    let t0 = std::time::Instant::now();
    let mut tl = 0.0;
    for line in std::fs::read_to_string("/tmp/lab-filter/clean.jsonl")
        .unwrap()
        .lines()
    {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let (s, t) = (v["s"].as_str().unwrap(), v["t"].as_str().unwrap());
        n += 1;
        let t1 = std::time::Instant::now();
        let a = l.is_not_english(s);
        tl += t1.elapsed().as_secs_f64();
        if a {
            fs += 1;
            println!("SRC {s:.90}");
        }
        if languages::is_not_japanese(t) {
            ft += 1;
            println!("TGT {t:.90}");
        }
        if s.is_empty() || t.is_empty() {
            continue;
        }
        if normal::is_same(s, t) {
            same += 1;
            println!("SAME {s} | {t}");
        }
        for (k, (_, r)) in ratios.iter().enumerate() {
            bad[k] += usize::from(!r.is_usual(s, t));
        }
        let h = normal::hash(s, t);
        if let Some(first) = seen.insert(h, format!("{s} | {t}")) {
            dup += 1;
            if dup < 0 {
                println!("DUP {first}");
            }
        }
    }
    println!(
        "{n} pairs: source {fs}, target {ft}, same {same}, dup {dup}, ratio {bad:?}; languages {:.1} us a pair; all {:.2} s",
        tl / n as f64 * 1e6,
        t0.elapsed().as_secs_f64()
    );
    let mut by: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in std::fs::read_to_string("/tmp/lab-filter/foreign.tsv")
        .unwrap()
        .lines()
    {
        let (lang, text) = line.split_once('\t').unwrap();
        let e = by.entry(lang.into()).or_default();
        e.1 += 1;
        if l.is_not_english(text) {
            e.0 += 1
        } else {
            println!("MISS {lang} {text}")
        }
    }
    let all = std::fs::read_to_string("/tmp/lab-filter/foreign.tsv").unwrap();
    let rows: Vec<_> = all.lines().map(|l| l.split_once('\t').unwrap()).collect();
    let (mut two, mut found) = (0, 0);
    for w in rows.windows(2).filter(|w| w[0].0 == w[1].0) {
        two += 1;
        let t = format!("{} {}", w[0].1, w[1].1);
        if l.is_not_english(&t) {
            found += 1
        } else {
            println!("MISS2 {t}")
        }
    }
    println!("two sentences: {found} of {two}");
    let sum = by.values().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    println!("found {sum:?} {by:?}");
}
#[test]
fn lab_documents() {
    use clap::{Args, Command, FromArgMatches};
    let filters = |o: &[&str]| {
        let c = FilterArguments::augment_args(Command::new("c"));
        let m = c.get_matches_from(std::iter::once(&"c").chain(o));
        FilterArguments::from_arg_matches(&m)
            .unwrap()
            .filters()
            .unwrap()
            .unwrap()
    };
    let aligner = Aligner::new();
    let sets: Vec<(&str, Filters)> = vec![
        ("identical", filters(&["--no-identical"])),
        ("languages", filters(&["--languages"])),
        ("ratio2.5", filters(&["--max-length-ratio", "2.5"])),
        ("1-1", filters(&["--one-to-one"])),
        ("conf.5", filters(&["--min-confidence", ".5"])),
        ("dups", filters(&["--no-duplicates"])),
        ("error", filters(&["--drop-findings", "error"])),
        ("warning", filters(&["--drop-findings", "warning"])),
        (
            "all",
            filters(&[
                "--no-nulls",
                "--no-identical",
                "--languages",
                "--max-length-ratio",
                "2.5",
                "--min-confidence",
                ".5",
                "--no-duplicates",
            ]),
        ),
    ];
    let mut groups: BTreeMap<String, Vec<Bitext>> = BTreeMap::new();
    for e in std::fs::read_dir("/work/shared/gold/real").unwrap() {
        let p = e.unwrap().path();
        let name = p.file_name().unwrap().to_string_lossy().to_string();
        let Some(id) = name.strip_suffix(".en.txt") else {
            continue;
        };
        let read =
            |x: &str| std::fs::read_to_string(p.with_file_name(format!("{id}.{x}.txt"))).unwrap();
        let f: taiyaku::format::Format = match id.split('-').next().unwrap() {
            "md" | "manual" => "markdown",
            "srt" => "srt",
            "aozora" => "aozora",
            _ => "text",
        }
        .parse()
        .unwrap();
        let texts = taiyaku::format::json_lines::Texts::Sides {
            source: read("en"),
            target: read("ja"),
        };
        let b = taiyaku::format::json_lines::Request::new(texts, [f, f])
            .into_bitext()
            .unwrap();
        groups
            .entry(if f.name() == "markdown" {
                id.into()
            } else {
                "other real".into()
            })
            .or_default()
            .push(b);
    }
    for d in ["dev", "dev2"] {
        for e in std::fs::read_dir(format!("/work/shared/gold/{d}")).unwrap() {
            let p = e.unwrap().path();
            let name = p.file_name().unwrap().to_string_lossy().to_string();
            let Some(id) = name.strip_suffix("-clean.en.txt") else {
                continue;
            };
            let read = |x: &str| {
                std::fs::read_to_string(p.with_file_name(format!("{id}-clean.{x}.txt"))).unwrap()
            };
            groups
                .entry(format!("gold {d}"))
                .or_default()
                .push(Bitext::new(read("en"), read("ja")));
        }
    }
    for (g, bs) in &groups {
        let al: Vec<_> = bs
            .iter()
            .map(|b| {
                let a = aligner.read(b);
                let al = aligner.align(&a);
                let f = taiyaku::review::review(&a, &al, &Default::default());
                (al, f)
            })
            .collect();
        for (name, f) in &sets {
            let mut d = f.duplicates();
            let mut c = Counts::default();
            let t = std::time::Instant::now();
            for (b, (a, fi)) in bs.iter().zip(&al) {
                let v = f.judge(b, a, fi);
                if *name == "identical" && g.starts_with("gold") {
                    for (p, v) in b.pairs(a).zip(&v) {
                        if let Verdict::Drop(_) = v {
                            println!("   {v:?} {:.60} | {:.60}", p.source_text(), p.target_text());
                        }
                    }
                }
                c.add(&settle(&v, d.as_mut()).1);
            }
            println!("{g} {name} {:.2}s {c}", t.elapsed().as_secs_f64());
        }
    }
}
