//! Time of segmentation beside other libraries on the same text, in bytes a second, one thread.
//!
//! In: English and Japanese text put together from our own words by a seeded generator. Out: criterion's table.
//! The others find sentences only; ours finds fine segments and paragraphs too. Blank lines part the paragraphs, since
//! `sentencex` looks back to the paragraph's beginning at each stop: on one long paragraph its time is quadratic.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use taiyaku::Language;
use taiyaku::segment::Segmenter;
use unicode_segmentation::UnicodeSegmentation;

const BYTES: usize = 100_000;
const PARAGRAPH_SENTENCES: u32 = 5;

const ENGLISH_WORDS: &str = "the river keeper opened a small gate and water ran over old stones while her brother \
    counted boats from Dr. Mill to the lake near northern hills with 3.5 metres of rope in March when they saw nobody \
    who could tell them why so many houses stood empty after winter but it's quite usual for people, as we know, \
    to walk along this path into town every morning before school begins at eight or later";
const ENGLISH_ENDS: [&str; 6] = [". ", ". ", ". ", "? ", "! ", " … "];
const JAPANESE_WORDS: &str = "川の 番人が 小さな 水門を 開け 古い 石の 上を 水が 流れ 弟は 舟を 数え 三月の 朝に \
    3.5メートルの ロープと、 地図を （古い版） 持って 誰も いない 家々の 前を 毎日 歩いて いく 人たちは 学校が 始まる までに \
    町へ 着こうと、 冬の 道を 急いで いたのだが 北の 丘の カメラに";
const JAPANESE_ENDS: [&str; 6] = ["た。", "た。", "る。", "るか？", "た！", "た……"];

/// A small generator, so that the text is the same everywhere.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

fn prose(words: &str, gap: &str, ends: [&str; 6], quotes: (&str, &str)) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut seeded = Seeded(1);
    let mut text = String::new();
    let mut n_sentences = 0;
    while text.len() < BYTES {
        let quoted = seeded.below(6) == 0;
        text.push_str(if quoted { quotes.0 } else { "" });
        for k in 0..6 + seeded.below(14) {
            let word = words[seeded.below(words.len())];
            if k == 0 {
                text.extend(word.chars().take(1).flat_map(char::to_uppercase));
                text.extend(word.chars().skip(1));
            } else {
                text.push_str(gap);
                text.push_str(word);
            }
        }
        let end = ends[seeded.below(ends.len())];
        text.push_str(end.trim_end());
        text.push_str(if quoted { quotes.1 } else { "" });
        text.push_str(&end[end.trim_end().len()..]);
        n_sentences += 1;
        if n_sentences % PARAGRAPH_SENTENCES == 0 {
            text.push_str("\n\n");
        }
    }
    text
}

fn segmentation(criterion: &mut Criterion) {
    let english = prose(ENGLISH_WORDS, " ", ENGLISH_ENDS, ("“", "”"));
    let japanese = prose(JAPANESE_WORDS, "", JAPANESE_ENDS, ("「", "」"));
    let mut group = criterion.benchmark_group("segmentation");
    group
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    for (code, language, text) in [
        ("en", Language::English, &english),
        ("ja", Language::Japanese, &japanese),
    ] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        let ours = Segmenter::new(language);
        group.bench_with_input(BenchmarkId::new("taiyaku", code), text, |b, text| {
            b.iter(|| black_box(ours.segments(text)).len());
        });
        group.bench_with_input(BenchmarkId::new("sentencex", code), text, |b, text| {
            b.iter(|| black_box(sentencex::segment(code, text)).len());
        });
        let icu = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
        group.bench_with_input(BenchmarkId::new("icu_segmenter", code), text, |b, text| {
            b.iter(|| black_box(icu.segment_str(text)).count());
        });
        group.bench_with_input(
            BenchmarkId::new("unicode-segmentation", code),
            text,
            |b, text| b.iter(|| black_box(text.split_sentence_bounds()).count()),
        );
    }
    group.finish();
}

/// Text that nobody writes: the rate must not fall far below that of prose, whatever the pattern.
fn hostile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostile");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1));
    for (name, language, part) in [
        ("brackets never closed", Language::Japanese, "「"),
        ("stops", Language::Japanese, "。"),
        ("abbreviations", Language::English, "a."),
        ("quotation marks", Language::English, "\""),
        ("no stop, one line", Language::English, "word "),
        ("no stop, one line, Japanese", Language::Japanese, "言葉"),
    ] {
        let text = part.repeat(1_000_000 / part.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        let segmenter = Segmenter::new(language);
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |b, text| {
            b.iter(|| black_box(segmenter.segments(text)).len());
        });
    }
    group.finish();
}

criterion_group!(benches, segmentation, hostile);
criterion_main!(benches);
