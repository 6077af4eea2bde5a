//! The dynamic programme alone: best path and posteriors on synthetic costs in a corridor, no text involved.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use taiyaku::align::programme::Corridor;
use taiyaku_benches::noisy::cost;

/// Columns of the corridor: about what the skeleton leaves of a real document.
const WIDTH: usize = 16;

fn programme(criterion: &mut Criterion) {
    for name in ["best_path", "posteriors"] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        for n in [100, 1_000, 10_000, 100_000] {
            let corridor = Corridor::new(n, WIDTH);
            println!("{n} segments a side, {} cells", corridor.n_cells());
            for (unit, count) in [("cells", corridor.n_cells()), ("segments", 2 * n)] {
                group.throughput(Throughput::Elements(count as u64));
                group.bench_with_input(
                    BenchmarkId::new(unit, n),
                    &corridor,
                    |bencher, corridor| {
                        bencher.iter(|| match name {
                            "best_path" => corridor.best_path(black_box(cost)),
                            _ => corridor.likely_beads(black_box(cost)),
                        });
                    },
                );
            }
        }
        group.finish();
    }
}

criterion_group!(benches, programme);
criterion_main!(benches);
