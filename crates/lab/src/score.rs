//! Predicted beads against gold beads, by the spans of their segments, so that both may cut the text differently.
//!
//! In: two texts, a gold alignment, predicted beads; all spans in Unicode scalar values. Out: [`Counts`] that add
//! up over documents, and the [`Figures`] made of them. O(characters + spans · gold segments that they touch).
//!
//! A predicted segment belongs to the gold segment that it overlaps most, in characters that are not white space,
//! and to every other one with which it shares a tenth of the shorter of the two.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// A half-open span in Unicode scalar values; predictions from elsewhere may hold any numbers.
pub type Span = (i64, i64);

/// Share of the shorter of two segments from which they belong together.
const LEAST_SHARE: f64 = 0.1;

/// What `ID.gold.json` holds of the alignment.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub struct Gold {
    /// The name of the document.
    pub id: String,
    /// How the text was changed, such as `clean` or `hard`.
    #[serde(default = "unnamed")]
    pub variant: String,
    /// The kind of text, such as `news`.
    #[serde(default = "unnamed")]
    pub domain: String,
    /// The collection that it is from.
    #[serde(default = "unnamed")]
    pub corpus: String,
    /// The segments of the original, which cover it.
    pub en_segments: Vec<Span>,
    /// The segments of the translation, which cover it.
    pub ja_segments: Vec<Span>,
    /// Segment numbers of both sides of each bead.
    pub beads: Vec<(Vec<usize>, Vec<usize>)>,
    /// Whether the texts hold what a reader leaves out, such as markup and cue lines. Such text of a gold null is then rightly
    /// left unaligned, and marks that are in no segment are not lost.
    #[serde(default)]
    pub furniture: bool,
}

fn unnamed() -> String {
    "-".into()
}

/// A line of `ID.pred.jsonl`.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Predicted {
    /// The segments of the original.
    #[serde(default)]
    pub en: Vec<Span>,
    /// The segments of the translation.
    #[serde(default)]
    pub ja: Vec<Span>,
    /// The probability that the bead is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conf: Option<f64>,
}

/// What is counted in a document; adds up over documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counts {
    /// Documents.
    pub documents: u64,
    /// Documents without a prediction.
    pub missing: u64,
    characters: u64,
    links: Matches,
    link_f1_sum: f64,
    beads: Matches,
    lax_predicted: u64,
    lax_gold: u64,
    /// Characters without a partner.
    null: Matches,
    /// Sum over characters of the share of its bead's other side that belongs to it.
    character_share: f64,
    straddling: u64,
    out_of_order: u64,
    lost: u64,
    /// Of a gold null, in no segment because a reader left it out.
    left_out: u64,
    overlapping: u64,
    impossible: u64,
}

/// How many were right, how many predicted, how many in the gold.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Matches {
    right: u64,
    predicted: u64,
    gold: u64,
}

impl AddAssign for Matches {
    fn add_assign(&mut self, other: Matches) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }
}

impl AddAssign<&Counts> for Counts {
    fn add_assign(&mut self, other: &Counts) {
        self.documents += other.documents;
        self.missing += other.missing;
        self.characters += other.characters;
        self.links += other.links;
        self.link_f1_sum += other.link_f1_sum;
        self.beads += other.beads;
        self.lax_predicted += other.lax_predicted;
        self.lax_gold += other.lax_gold;
        self.null += other.null;
        self.character_share += other.character_share;
        self.straddling += other.straddling;
        self.out_of_order += other.out_of_order;
        self.lost += other.lost;
        self.left_out += other.left_out;
        self.overlapping += other.overlapping;
        self.impossible += other.impossible;
    }
}

/// Precision, recall and their harmonic mean, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// The share of the predicted that is right.
    pub precision: f64,
    /// The share of the gold that was predicted.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Rates {
    fn new(precision: f64, recall: f64) -> Rates {
        let sum = precision + recall;
        let f1 = if sum > 0.0 {
            2.0 * precision * recall / sum
        } else {
            0.0
        };
        Rates {
            precision,
            recall,
            f1,
        }
    }
}

impl Matches {
    /// Nothing predicted where there is nothing to predict is right.
    fn rates(self) -> Rates {
        let share = |of: u64, other: u64| match (of, other) {
            (0, 0) => 1.0,
            (0, _) => 0.0,
            _ => self.right as f64 / of as f64,
        };
        Rates::new(
            share(self.predicted, self.gold),
            share(self.gold, self.predicted),
        )
    }
}

/// What the counts say, each a share from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Pairs of segments.
    pub link: Rates,
    /// Mean link F1 of the documents.
    pub link_macro_f1: f64,
    /// Beads that equal a gold bead; predicted beads inside one gold bead are joined first, and nulls left out.
    pub strict: Rates,
    /// Beads that share a gold bead on both sides.
    pub lax: Rates,
    /// Characters without a partner; none if the gold has no null.
    pub null: Option<Rates>,
    /// Aligned text of the gold that is left unaligned.
    pub false_null: f64,
    /// For each character, how much of its bead's other side belongs to it.
    pub character: f64,
}

impl Counts {
    /// The shares.
    pub fn figures(&self) -> Figures {
        let share = |part: f64, whole: u64| if whole == 0 { 0.0 } else { part / whole as f64 };
        Figures {
            link: self.links.rates(),
            link_macro_f1: share(self.link_f1_sum, self.documents),
            strict: self.beads.rates(),
            lax: Rates::new(
                share(self.lax_predicted as f64, self.beads.predicted),
                share(self.lax_gold as f64, self.beads.gold),
            ),
            null: (self.null.gold > 0).then(|| self.null.rates()),
            false_null: share(
                self.null.predicted as f64 - self.null.right as f64,
                self.characters - self.null.gold,
            ),
            character: share(self.character_share, self.characters),
        }
    }

    /// The columns of [`HEADINGS`], shares in per cent.
    pub fn cells(&self) -> Vec<String> {
        let figures = self.figures();
        let percent = |share: f64| format!("{:.2}", 100.0 * share);
        let null = |rate: fn(Rates) -> f64| {
            figures
                .null
                .map_or("-".into(), |rates| percent(rate(rates)))
        };
        vec![
            self.documents.to_string(),
            self.beads.gold.to_string(),
            percent(figures.link.f1),
            percent(figures.link_macro_f1),
            percent(figures.strict.precision),
            percent(figures.strict.recall),
            percent(figures.strict.f1),
            percent(figures.lax.f1),
            null(|rates| rates.precision),
            null(|rates| rates.recall),
            null(|rates| rates.f1),
            percent(figures.false_null),
            percent(figures.character),
            self.straddling.to_string(),
            self.out_of_order.to_string(),
            self.lost.to_string(),
            self.overlapping.to_string(),
            self.impossible.to_string(),
            self.missing.to_string(),
        ]
    }
}

/// Headings of the columns of a table of [`Counts::cells`].
pub const HEADINGS: [&str; 19] = [
    "docs", "beads", "linkF1", "macro", "strP", "strR", "strF1", "laxF1", "nullP", "nullR",
    "nullF1", "fnull", "char", "strad", "order", "lost", "ovl", "bad", "miss",
];

/// White space as Python's `str.isspace` has it, since gold spans are counted with it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// One side of the gold: its characters, its segments, and the bead of each segment.
struct Side<'g> {
    /// Characters that are not white space before each position.
    before: Vec<u64>,
    /// Whether each character is a letter or digit.
    is_word: Vec<bool>,
    segments: &'g [Span],
    /// Number of the bead that holds each segment.
    bead: Vec<usize>,
}

impl<'g> Side<'g> {
    fn new<'b>(
        text: &str,
        segments: &'g [Span],
        beads: impl Iterator<Item = &'b Vec<usize>>,
    ) -> Result<Self, String> {
        let mut before = vec![0];
        let mut count = 0;
        for c in text.chars() {
            count += u64::from(!is_space(c));
            before.push(count);
        }
        let n = before.len() as i64 - 1;
        let mut end = 0;
        for &(start, stop) in segments {
            if !(end <= start && start <= stop && stop <= n) {
                return Err(format!(
                    "gold segment {start}..{stop} after {end} in a text of {n} characters"
                ));
            }
            end = stop;
        }
        let mut side = Side {
            before,
            is_word: text.chars().map(char::is_alphanumeric).collect(),
            segments,
            bead: vec![usize::MAX; segments.len()],
        };
        for (number, bead) in beads.enumerate() {
            for &segment in bead {
                match side.bead.get_mut(segment) {
                    Some(of) if *of == usize::MAX => *of = number,
                    _ => {
                        return Err(format!(
                            "gold bead {number}: segment {segment} twice or too many"
                        ));
                    }
                }
            }
        }
        if side.bead.contains(&usize::MAX) {
            return Err("gold beads do not cover all segments".into());
        }
        let covered: u64 = segments.iter().map(|&span| side.characters(span)).sum();
        if covered != count {
            return Err(format!(
                "gold segments cover {covered} of {count} characters"
            ));
        }
        Ok(side)
    }

    fn len(&self) -> i64 {
        self.before.len() as i64 - 1
    }

    fn n_characters(&self) -> u64 {
        self.before[self.before.len() - 1]
    }

    fn characters(&self, (start, end): Span) -> u64 {
        self.before[end as usize] - self.before[start as usize]
    }

    /// Gold segments that share characters with a span, and how many.
    fn overlaps(&self, (start, end): Span) -> impl Iterator<Item = (usize, u64)> + '_ {
        let first = self
            .segments
            .partition_point(|segment| segment.0 <= start)
            .saturating_sub(1);
        (first..self.segments.len())
            .take_while(move |&k| self.segments[k].0 < end)
            .filter_map(move |k| {
                let shared = (start.max(self.segments[k].0), end.min(self.segments[k].1));
                let n_shared = if shared.0 < shared.1 {
                    self.characters(shared)
                } else {
                    0
                };
                (n_shared > 0).then_some((k, n_shared))
            })
    }

    /// Gold segments that a span belongs to, in order.
    fn linked(&self, span: Span) -> Vec<usize> {
        let overlaps: Vec<(usize, u64)> = self.overlaps(span).collect();
        // Of two that share as much the earlier one.
        let most = overlaps
            .iter()
            .rev()
            .max_by_key(|overlap| overlap.1)
            .map(|overlap| overlap.0);
        let n = self.characters(span);
        let enough = |k: usize, shared: u64| {
            shared as f64 >= LEAST_SHARE * n.min(self.characters(self.segments[k])) as f64
        };
        let linked = overlaps
            .iter()
            .filter(|&&(k, shared)| Some(k) == most || enough(k, shared));
        linked.map(|overlap| overlap.0).collect()
    }
}

/// A set of gold segments of one side.
type Segments = BTreeSet<usize>;

/// One side of a predicted bead in the terms of the gold.
#[derive(Default)]
struct Seen {
    segments: Segments,
    /// Characters in each gold bead, in the order in which the beads were met: sums of floats depend on it.
    characters: Vec<(usize, u64)>,
}

impl Seen {
    fn add(&mut self, bead: usize, characters: u64) {
        match self.characters.iter_mut().find(|met| met.0 == bead) {
            Some(met) => met.1 += characters,
            None => self.characters.push((bead, characters)),
        }
    }

    fn total(&self) -> u64 {
        self.characters.iter().map(|met| met.1).sum()
    }

    fn in_bead(&self, bead: usize) -> u64 {
        self.characters
            .iter()
            .find(|met| met.0 == bead)
            .map_or(0, |met| met.1)
    }
}

/// The counts of one document.
///
/// # Errors
///
/// If the gold does not tile its own texts.
pub fn score(
    source: &str,
    target: &str,
    gold: &Gold,
    predicted: &[Predicted],
) -> Result<Counts, String> {
    let sides = [
        Side::new(
            source,
            &gold.en_segments,
            gold.beads.iter().map(|bead| &bead.0),
        )
        .map_err(|error| format!("English: {error}"))?,
        Side::new(
            target,
            &gold.ja_segments,
            gold.beads.iter().map(|bead| &bead.1),
        )
        .map_err(|error| format!("Japanese: {error}"))?,
    ];
    let mut counts = Counts {
        documents: 1,
        ..Counts::default()
    };
    counts.characters = sides[0].n_characters() + sides[1].n_characters();
    let mut placed = [Vec::new(), Vec::new()];
    let mut beads: Vec<[Seen; 2]> = Vec::new();
    for bead in predicted {
        let seen = [(&bead.en, 0), (&bead.ja, 1)]
            .map(|(spans, k)| place(&sides[k], spans, &mut placed[k], &mut counts));
        if seen.iter().any(|side| !side.segments.is_empty()) {
            beads.push(seen);
        }
    }
    for k in 0..2 {
        count_coverage(&sides[k], gold, &placed[k], &mut counts);
    }
    count_links(gold, &beads, &mut counts);
    count_beads(&sides, gold, &beads, &mut counts);
    count_characters(&sides, gold, &beads, &mut counts);
    count_order(&beads, &mut counts);
    Ok(counts)
}

/// Finds the gold segments of one side of a bead; spans that lie outside the text are cut.
fn place(side: &Side<'_>, spans: &[Span], placed: &mut Vec<Span>, counts: &mut Counts) -> Seen {
    let mut seen = Seen::default();
    for &(start, end) in spans {
        if !(0 <= start && start <= end && end <= side.len()) {
            counts.impossible += 1;
        }
        let span = (start.clamp(0, side.len()), end.clamp(0, side.len()));
        if span.1 <= span.0 || side.characters(span) == 0 {
            continue;
        }
        placed.push(span);
        let linked = side.linked(span);
        counts.straddling += u64::from(linked.len() > 1);
        seen.segments.extend(linked);
        for (segment, characters) in side.overlaps(span) {
            seen.add(side.bead[segment], characters);
        }
    }
    seen
}

fn count_coverage(side: &Side<'_>, gold: &Gold, placed: &[Span], counts: &mut Counts) {
    let mut is_of_null = vec![false; side.is_word.len()];
    let nulls = (0..side.segments.len()).filter(|&k| is_null(&gold.beads[side.bead[k]]));
    for (start, end) in nulls.map(|segment| side.segments[segment]) {
        is_of_null[start as usize..end as usize].fill(true);
    }
    let mut changes = vec![0i64; side.before.len()];
    for &(start, end) in placed {
        changes[start as usize] += 1;
        changes[end as usize] -= 1;
    }
    let mut depth = 0;
    for (position, change) in changes.iter().enumerate().take(side.len() as usize) {
        depth += change;
        let visible = side.before[position + 1] - side.before[position];
        match (depth, gold.furniture) {
            (0, true) if is_of_null[position] => counts.left_out += visible,
            (0, true) if !side.is_word[position] => {}
            (0, _) => counts.lost += visible,
            _ => {}
        }
        counts.overlapping += if depth > 1 { visible } else { 0 };
    }
}

fn count_links(gold: &Gold, beads: &[[Seen; 2]], counts: &mut Counts) {
    let cross = |source: &[usize], target: &[usize], links: &mut BTreeSet<(usize, usize)>| {
        links.extend(
            source
                .iter()
                .flat_map(|&x| target.iter().map(move |&y| (x, y))),
        );
    };
    let mut gold_links = BTreeSet::new();
    for (source, target) in &gold.beads {
        cross(source, target, &mut gold_links);
    }
    let mut predicted_links = BTreeSet::new();
    for bead in beads {
        let [source, target] =
            [&bead[0], &bead[1]].map(|seen| Vec::from_iter(seen.segments.iter().copied()));
        cross(&source, &target, &mut predicted_links);
    }
    counts.links = Matches {
        right: predicted_links.intersection(&gold_links).count() as u64,
        predicted: predicted_links.len() as u64,
        gold: gold_links.len() as u64,
    };
    counts.link_f1_sum = counts.links.rates().f1;
}

fn is_null(bead: &(Vec<usize>, Vec<usize>)) -> bool {
    bead.0.is_empty() || bead.1.is_empty()
}

/// Numbers of the gold beads that a side touches.
fn touched(side: &Side<'_>, segments: &Segments) -> BTreeSet<usize> {
    segments.iter().map(|&segment| side.bead[segment]).collect()
}

fn count_beads(sides: &[Side<'_>; 2], gold: &Gold, beads: &[[Seen; 2]], counts: &mut Counts) {
    let mut inside: BTreeMap<usize, [Segments; 2]> = BTreeMap::new();
    let mut across = Vec::new();
    for bead in beads {
        if bead.iter().any(|seen| seen.segments.is_empty()) {
            continue;
        }
        let mut all = touched(&sides[0], &bead[0].segments);
        all.extend(touched(&sides[1], &bead[1].segments));
        let segments = [bead[0].segments.clone(), bead[1].segments.clone()];
        match (all.first(), all.len()) {
            (Some(&only), 1) => {
                let joined = inside.entry(only).or_default();
                for (joined, more) in joined.iter_mut().zip(segments) {
                    joined.extend(more);
                }
            }
            _ => across.push(segments),
        }
    }
    let equals = |number: usize, joined: &[Segments; 2]| {
        let (source, target) = &gold.beads[number];
        let set = |segments: &[usize]| Segments::from_iter(segments.iter().copied());
        joined[0] == set(source) && joined[1] == set(target)
    };
    counts.beads = Matches {
        right: inside
            .iter()
            .filter(|&(&number, joined)| equals(number, joined))
            .count() as u64,
        predicted: (inside.len() + across.len()) as u64,
        gold: gold.beads.iter().filter(|bead| !is_null(bead)).count() as u64,
    };
    let mut shared = BTreeSet::new();
    for segments in inside.values().chain(&across) {
        let source = touched(&sides[0], &segments[0]);
        let both: Vec<usize> = source
            .intersection(&touched(&sides[1], &segments[1]))
            .copied()
            .collect();
        counts.lax_predicted += u64::from(!both.is_empty());
        shared.extend(both);
    }
    counts.lax_gold = shared
        .iter()
        .filter(|&&number| !is_null(&gold.beads[number]))
        .count() as u64;
}

fn count_characters(sides: &[Side<'_>; 2], gold: &Gold, beads: &[[Seen; 2]], counts: &mut Counts) {
    for side in sides {
        let null =
            (0..side.segments.len()).filter(|&segment| is_null(&gold.beads[side.bead[segment]]));
        counts.null.gold += null
            .map(|segment| side.characters(side.segments[segment]))
            .sum::<u64>();
    }
    let mut share = 0.0;
    for [source, target] in beads {
        for (mine, other) in [(source, target), (target, source)] {
            let n_other = other.total();
            for &(bead, characters) in &mine.characters {
                let gold_null = is_null(&gold.beads[bead]);
                if n_other == 0 {
                    counts.null.predicted += characters;
                }
                match (n_other == 0, gold_null) {
                    (true, true) => {
                        counts.null.right += characters;
                        share += characters as f64;
                    }
                    (false, false) => {
                        share += (characters * other.in_bead(bead)) as f64 / n_other as f64;
                    }
                    _ => {}
                }
            }
        }
    }
    // What no segment holds is left unaligned as well.
    counts.null.predicted += counts.lost + counts.left_out;
    counts.null.right += counts.left_out;
    counts.character_share = share + counts.left_out as f64;
}

fn count_order(beads: &[[Seen; 2]], counts: &mut Counts) {
    let places = beads
        .iter()
        .filter_map(|[source, target]| Some((source.segments.first()?, target.segments.first()?)));
    let places: Vec<_> = places.collect();
    let crossing = places
        .windows(2)
        .filter(|pair| pair[1].0 < pair[0].0 || pair[1].1 < pair[0].1);
    counts.out_of_order = crossing.count() as u64;
}
