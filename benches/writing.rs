//! Writers of pairs: 100,000 aligned sentences in each format, beside aligning them.

use std::hint::black_box;
use std::io::{Sink, sink};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use taiyaku::format::{
    Export, Losses, columns, csv_table, hunalign, json_lines, ladder, moses, office, po, report,
    sarif, tmx, tsv, xces, xliff, xlsx,
};
use taiyaku::review::{ReviewOptions, review};
use taiyaku::{Aligner, Bitext, Result};
use taiyaku_benches::synthetic::synthetic;

const N_SENTENCES: usize = 100_000;

/// The writer of a format.
type Write = fn(&Export<'_>, Sink) -> Result<Losses>;

/// The formats of pairs, each with its writer.
const FORMATS: [(&str, Write); 15] = [
    ("tsv", |export, out| {
        tsv::write(export.rows().map(|row| row.pair), out)?;
        Ok(Losses::default())
    }),
    ("ladder", |export, out| {
        ladder::write(export.alignment(), out)?;
        Ok(Losses::default())
    }),
    ("moses", |export, out| moses::write(export, out, sink())),
    ("hunalign", hunalign::write),
    ("jsonl", json_lines::write_pairs),
    ("csv", csv_table::write),
    ("xlsx", xlsx::write),
    ("docx", office::write_docx),
    ("markdown", columns::write_markdown),
    ("html", columns::write_html),
    ("tmx", tmx::write),
    ("xliff", xliff::write),
    ("xliff1", xliff::write_1_2),
    ("po", po::write),
    ("xces", |export, out| {
        xces::write(export, ["en.xml", "ja.xml"], out)?;
        xces::write_document(export, xces::Side::Source, sink())?;
        xces::write_document(export, xces::Side::Target, sink())
    }),
];

/// The reports of findings.
const REPORTS: [(&str, Write); 3] = [
    ("sarif", sarif::write),
    ("report.jsonl", report::write_jsonl),
    ("report.html", report::write_html),
];

fn writing(criterion: &mut Criterion) {
    let aligner = Aligner::new();
    let (source, target) = synthetic(N_SENTENCES);
    let n_bytes = (source.len() + target.len()) as u64;
    let bitext = Bitext::new(source, target);
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    let pairs = Export::new(&bitext, &alignment);
    let reviewed = pairs
        .clone()
        .with_findings(&findings)
        .with_files("en.txt", "ja.txt");

    let mut group = criterion.benchmark_group("writing");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(n_bytes));
    group.bench_function(BenchmarkId::new("align", N_SENTENCES), |bencher| {
        bencher.iter(|| aligner.align(&aligner.read(black_box(&bitext))));
    });
    let writers = FORMATS.iter().map(|row| (row, &pairs));
    let reports = REPORTS.iter().map(|row| (row, &reviewed));
    for ((name, write), export) in writers.chain(reports) {
        group.bench_function(BenchmarkId::new(*name, N_SENTENCES), |bencher| {
            bencher.iter(|| write(black_box(export), sink()));
        });
    }
    group.finish();
}

criterion_group!(benches, writing);
criterion_main!(benches);
