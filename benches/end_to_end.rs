//! Text in, beads out, on synthetic bitexts of 100 to 10,000 sentences a side; and segmentation by itself.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use taiyaku::segment::Segmenter;
use taiyaku::{Aligner, Bitext, Language};
use taiyaku_benches::synthetic::synthetic;

fn segment(criterion: &mut Criterion) {
    let (source, target) = synthetic(5_000);
    let mut group = criterion.benchmark_group("segment");
    for (name, language, text) in [
        ("english", Language::English, source),
        ("japanese", Language::Japanese, target),
    ] {
        let segmenter = Segmenter::new(language);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| segmenter.segments(black_box(&text)))
        });
    }
    group.finish();
}

fn features(criterion: &mut Criterion) {
    let aligner = Aligner::new();
    let mut group = criterion.benchmark_group("features");
    let (source, target) = synthetic(1_000);
    group.throughput(Throughput::Bytes((source.len() + target.len()) as u64));
    let bitext = Bitext::new(source, target);
    group.bench_function("1000", |bencher| {
        bencher.iter(|| taiyaku::align::programme::features(black_box(&bitext), aligner.lexicon()));
    });
    group.finish();
}

fn align(criterion: &mut Criterion) {
    let aligner = Aligner::new();
    let mut group = criterion.benchmark_group("align");
    group.sample_size(10);
    for n_sentences in [100, 1_000, 10_000] {
        let (source, target) = synthetic(n_sentences);
        let bitext = Bitext::new(source, target);
        let n_segments = bitext.source().segments().len() + bitext.target().segments().len();
        group.throughput(Throughput::Elements(n_segments as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(n_sentences),
            &bitext,
            |bencher, bitext| {
                bencher.iter(|| aligner.align(black_box(bitext)));
            },
        );
    }
    group.finish();
}

fn end_to_end(criterion: &mut Criterion) {
    let aligner = Aligner::new();
    let mut group = criterion.benchmark_group("end_to_end");
    group.sample_size(10);
    for n_sentences in [100, 1_000, 10_000] {
        let (source, target) = synthetic(n_sentences);
        group.throughput(Throughput::Bytes((source.len() + target.len()) as u64));
        group.bench_function(BenchmarkId::from_parameter(n_sentences), |bencher| {
            bencher.iter(|| {
                aligner.align(&Bitext::new(
                    black_box(source.as_str()),
                    black_box(target.as_str()),
                ))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, segment, features, align, end_to_end);
criterion_main!(benches);
