//! Findings, names, the review page and the table, and what comes back, of synthetic bitexts that are aligned already.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use taiyaku::review::{ReviewOptions, names, review};
use taiyaku::revise::Reviewed;
use taiyaku::revise::{ReviewSheet, write_page, write_table};
use taiyaku::{Aligner, Bitext, revise};
use taiyaku_benches::synthetic::synthetic;

fn reviewing(criterion: &mut Criterion) {
    let aligner = Aligner::new();
    let options = ReviewOptions::default();
    let mut group = criterion.benchmark_group("review");
    group.sample_size(10);
    for n_sentences in [100, 1_000, 10_000] {
        let (source, target) = synthetic(n_sentences);
        group.throughput(Throughput::Bytes((source.len() + target.len()) as u64));
        let bitext = Bitext::new(source, target);
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        let findings = review(&anchored, &alignment, &options);
        let reviewed = Reviewed::new(&alignment);
        let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
        let mut written = Vec::new();
        write_table(&sheet, &mut written).expect("memory takes what is written");
        let written = String::from_utf8(written).expect("UTF-8");

        group.bench_function(BenchmarkId::new("findings", n_sentences), |bencher| {
            bencher.iter(|| review(black_box(&anchored), &alignment, &options));
        });
        group.bench_function(BenchmarkId::new("names", n_sentences), |bencher| {
            bencher.iter(|| names(black_box(&anchored), &alignment));
        });
        group.bench_function(BenchmarkId::new("page", n_sentences), |bencher| {
            bencher.iter(|| write_page(black_box(&sheet), "bench", &anchored, std::io::sink()));
        });
        group.bench_function(BenchmarkId::new("table", n_sentences), |bencher| {
            bencher.iter(|| write_table(black_box(&sheet), std::io::sink()));
        });
        group.bench_function(BenchmarkId::new("read", n_sentences), |bencher| {
            bencher.iter(|| revise::read(black_box(&written), "bench", &bitext));
        });
    }
    group.finish();
}

criterion_group!(benches, reviewing);
criterion_main!(benches);
