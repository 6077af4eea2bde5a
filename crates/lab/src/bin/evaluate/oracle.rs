//! Embeddings as an encoder of known quality would give them, made from the gold: to measure what similarities bring.
//!
//! In: gold, the segments of both sides, and how much noise. Out: two matrices, a row a segment. The meaning of a gold
//! bead is a row of units, one for some fifteen characters; a segment is the sum of the units of its share of the bead,
//! to which a topic that the whole document shares and the noise are added. The same name gives the same numbers.

use taiyaku_lab::score::{Gold, Span};

/// Numbers a segment.
pub(crate) const DIMENSION: usize = 128;
/// Length of the shared topic beside a meaning of length 1.
const TOPIC: f32 = 0.5;
/// Characters of the original that one unit of meaning takes.
const UNIT: i64 = 15;

/// The rows of both sides; noise 0.5 is that of a good encoder, 1 of a fair, 2 of a poor one.
pub(crate) fn embeddings(gold: &Gold, segments: [&[[usize; 2]]; 2], noise: f32) -> [Vec<f32>; 2] {
    let name = gold
        .id
        .bytes()
        .fold(0u64, |name, byte| mixed(name, u64::from(byte)));
    let topic = direction(mixed(name, 1));
    [0, 1].map(|side| {
        let shares = shares(gold, side);
        let mut rows = Vec::with_capacity(segments[side].len() * DIMENSION);
        for (segment, &[start, end]) in segments[side].iter().enumerate() {
            let mut meaning = [0.0f32; DIMENSION];
            let overlapping = shares
                .iter()
                .filter(|share| share.span.0 < end as i64 && (start as i64) < share.span.1);
            for share in overlapping {
                for unit in share.units_of(start as i64, end as i64) {
                    add(
                        &mut meaning,
                        &direction(mixed(mixed(name, share.bead), unit)),
                        1.0,
                    );
                }
            }
            let norm = meaning.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
            let mut row = meaning.map(|x| x / norm);
            add(&mut row, &topic, TOPIC);
            let own = mixed(mixed(name, 2 + side as u64), segment as u64);
            add(&mut row, &direction(own), noise);
            rows.extend(row);
        }
        rows
    })
}

/// The units that a segment of the gold carries.
struct Share {
    bead: u64,
    span: Span,
    units: (i64, i64),
}

impl Share {
    /// Those of the part from `start` to `end`, at least one.
    fn units_of(&self, start: i64, end: i64) -> impl Iterator<Item = u64> {
        let (length, units) = (self.span.1 - self.span.0, self.units.1 - self.units.0);
        let before = |at: i64| {
            self.units.0 + units * (at.clamp(self.span.0, self.span.1) - self.span.0) / length
        };
        let first = before(start).min(self.units.1 - 1);
        (first..before(end).max(first + 1)).map(|unit| unit as u64)
    }
}

fn shares(gold: &Gold, side: usize) -> Vec<Share> {
    let mut shares = Vec::new();
    for (bead, (en, ja)) in (10u64..).zip(&gold.beads) {
        let length = |segments: &[Span], of_bead: &[usize]| -> i64 {
            of_bead.iter().map(|&k| segments[k].1 - segments[k].0).sum()
        };
        let meaning = length(&gold.en_segments, en).max(length(&gold.ja_segments, ja));
        let n_units = (meaning / UNIT).max(en.len().max(ja.len()) as i64);
        let (segments, of_bead) = match side {
            0 => (&gold.en_segments, en),
            _ => (&gold.ja_segments, ja),
        };
        let whole = length(segments, of_bead).max(1);
        let mut before = 0;
        for &segment in of_bead {
            let span = segments[segment];
            let from = (n_units * before / whole).min(n_units - 1);
            before += span.1 - span.0;
            let to = (n_units * before / whole).max(from + 1);
            shares.push(Share {
                bead,
                span,
                units: (from, to),
            });
        }
    }
    shares
}

fn add(row: &mut [f32; DIMENSION], other: &[f32; DIMENSION], times: f32) {
    for (x, y) in row.iter_mut().zip(other) {
        *x += times * y;
    }
}

/// A direction that looks like chance, of length near 1.
fn direction(seed: u64) -> [f32; DIMENSION] {
    let scale = (3.0 / DIMENSION as f32).sqrt();
    std::array::from_fn(|k| {
        let uniform = (mixed(seed, k as u64) >> 40) as f32 / (1u64 << 24) as f32;
        (2.0 * uniform - 1.0) * scale
    })
}

fn mixed(a: u64, b: u64) -> u64 {
    let mut x = (a ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ x >> 31
}
