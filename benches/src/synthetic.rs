//! Synthetic bitexts for the benches: the same texts on every machine.

use std::fmt::Write;

/// Words of the synthetic sentences, as the dictionary has them.
const NOUNS: [(&str, &str); 16] = [
    ("engine", "エンジン"),
    ("river", "川"),
    ("teacher", "先生"),
    ("camera", "カメラ"),
    ("window", "窓"),
    ("letter", "手紙"),
    ("mountain", "山"),
    ("computer", "コンピューター"),
    ("garden", "庭"),
    ("station", "駅"),
    ("doctor", "医者"),
    ("bridge", "橋"),
    ("newspaper", "新聞"),
    ("kitchen", "台所"),
    ("island", "島"),
    ("hotel", "ホテル"),
];
const VERBS: [(&str, &str); 8] = [
    ("bought", "買った"),
    ("saw", "見た"),
    ("painted", "描いた"),
    ("sold", "売った"),
    ("measured", "測った"),
    ("forgot", "忘れた"),
    ("cleaned", "掃除した"),
    ("photographed", "撮影した"),
];
/// Of so many sentences one has no partner, one has two, one begins a paragraph.
const OMITTED: u32 = 23;
const DIVIDED: u32 = 11;
const PARAGRAPH: u32 = 7;

/// A linear congruential generator (Knuth's MMIX constants): the same texts on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(n)) as u32
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u32) as usize]
    }
}

/// An English text of `n_sentences` and its Japanese translation.
pub fn synthetic(n_sentences: usize) -> (String, String) {
    let mut random = Random(7);
    let (mut source, mut target) = (String::new(), String::new());
    for _ in 0..n_sentences {
        let (owner, thing, place) = (
            random.pick(&NOUNS),
            random.pick(&NOUNS),
            random.pick(&NOUNS),
        );
        let verb = random.pick(&VERBS);
        let number = random.below(2_000);
        let end = if random.below(PARAGRAPH) == 0 {
            "\n\n"
        } else {
            " "
        };
        let _ = write!(
            source,
            "The {} {} {number} pieces of the {} near the {}.{end}",
            owner.0, verb.0, thing.0, place.0
        );
        if random.below(OMITTED) == 0 {
            continue;
        }
        let end = end.trim_start_matches(' ');
        let stop = if random.below(DIVIDED) == 0 {
            "にいた。そこで"
        } else {
            "のそばで"
        };
        let _ = write!(
            target,
            "{}は{}{stop}{}を{number}個{}。{end}",
            owner.1, place.1, thing.1, verb.1
        );
    }
    (source, target)
}
