//! Two names of one pair that have each other's places in its sentence.
//!
//! In: the [table of names](crate::review::names()). Out: a warning a pair in which the start is the end (from Paris to Rome,
//! ローマからパリへ; leaves Paris and reaches Rome, ローマを出てパリに着く), or the one who acts is the one to whom it is done or
//! from whom something is taken. O(names).
//!
//! No alarm is raised for: sentences of several clauses; passive sentences and verbs of receiving, in either language; a name
//! that stands there twice.

use crate::name::{EnglishWord, KatakanaWord, LeastLikeness, WordReader};
use crate::review::check::Check;
use crate::review::checks::lists::TITLES;
use crate::review::checks::place::Original;
use crate::review::checks::roles::{RECEIVED, is_converse};
use crate::review::finding::{Draft, Severity};
use crate::review::name_table::NameTable;
use crate::review::name_words::katakana_runs;
use crate::review::names::table;
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::word::{is_stop_word, words};

/// Words of a sentence whose order says who acts on whom.
const MOST_WORDS: usize = 14;
/// Words between the start and the end of a way, and those between what leaves and what it reaches.
const MOST_BETWEEN: usize = 3;
const MOST_ON_THE_WAY: usize = 6;
/// Words before the start of a way, and before its end.
const STARTING: [&str; 9] = [
    "from",
    "leave",
    "leaves",
    "left",
    "leaving",
    "departs",
    "departed",
    "departing",
    "quit",
];
const ENDING: [&str; 9] = [
    "to", "for", "reach", "reaches", "reached", "in", "at", "into", "reaching",
];
/// Verbs of coming, behind which "in" and "at" name the end of a way.
const COMING: [&str; 6] = [
    "arrive", "arrives", "arrived", "arriving", "landed", "lands",
];

/// Looks at the pairs with two names.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    if !view.is_english_to_japanese() {
        return;
    }
    let table = table(view);
    let original = Original::new(view);
    for (k, bead) in view.pairs() {
        if bead.source.len() != 1 {
            continue;
        }
        let source = view.source.span(&bead.source);
        let target = view.target.span(&bead.target);
        let mut names = match table.by_bead[k].len() {
            0 | 1 => Vec::new(),
            _ => names_of(view, table, k),
        };
        if names.len() < 2 {
            names = original.on_both_sides(bead);
        }
        if names.len() < 2 {
            let one = names.pop();
            names = names_by_sound(view, bead.source.start, (source, target), one);
        }
        let texts = (source.of(view.source.text()), target.of(view.target.text()));
        for (one, first) in &names {
            for (other, second) in names.iter().filter(|(other, _)| one.end <= other.start) {
                let sentence = Sentence {
                    texts,
                    english: [back(*one, source), back(*other, source)],
                    japanese: [back(*first, target), back(*second, target)],
                };
                if sentence.is_another_way() || sentence.is_another_deed() {
                    let shown = [one, other].map(|span| span.of(view.source.text()));
                    out.push(
                        draft(Check::Name, Severity::Warning, k)
                            .source([*one, *other])
                            .target([*first.min(second), *first.max(second)])
                            .because(
                                format!("“{}” and “{}” are exchanged", shown[0], shown[1]),
                                format!("「{}」と「{}」が入れ替わっている", shown[0], shown[1]),
                            ),
                    );
                }
            }
        }
    }
}

/// A span in a part of the document.
fn back(span: Span, part: Span) -> Span {
    Span::new(span.start - part.start, span.end - part.start)
}

/// The names of a pair that each side has once: their places in both documents.
fn names_of(view: &View<'_>, table: &NameTable, k: usize) -> Vec<(Span, Span)> {
    let names = table.by_bead[k].iter().map(|&name| &table.names[name]);
    let found = names.filter_map(|used| {
        // The beads of its places, in order.
        let first = used.beads.partition_point(|&bead| bead < k);
        let is_here = |at: usize| used.beads.get(at) == Some(&k);
        if !is_here(first) || is_here(first + 1) {
            return None;
        }
        let rendering = used.rendering_in(k)?;
        let text = view.target_text(&view.beads[k]);
        let is_single = text.matches(rendering.of(view.target.text())).count() == 1;
        is_single.then_some((used.name.source[first], rendering))
    });
    found.collect()
}

/// The only two words of a segment with a capital, if the translation has both, by their sound or as the one that is known: a name
/// that begins a sentence, or stands once, is not in the table.
fn names_by_sound(
    view: &View<'_>,
    segment: usize,
    (source, target): (Span, Span),
    known: Option<(Span, Span)>,
) -> Vec<(Span, Span)> {
    /// How likely a katakana word must sound like a name.
    const ALIKE: f32 = 0.5;
    let (english, japanese) = (source.of(view.source.text()), target.of(view.target.text()));
    let is_name = |word: &str| {
        word.len() > 2
            && word.starts_with(|c: char| c.is_uppercase())
            && !is_stop_word(&word.to_ascii_lowercase())
    };
    let words = view.source_words().of_segments(segment..segment + 1).iter();
    let words = words.map(|word| (word.span(), word.span().of(english)));
    let mut capitals = words.filter(|(_, word)| is_name(word));
    let (Some(one), Some(other), None) = (capitals.next(), capitals.next(), capitals.next()) else {
        return Vec::new();
    };
    if one.0.start != 0 && known.is_none() {
        return Vec::new();
    }
    let runs: Vec<Span> = katakana_runs(japanese).collect();
    // No run renders both.
    if runs.len() < 2 {
        return Vec::new();
    }
    let mut reader = WordReader::default();
    let [name, not] = [one, other].map(|(_, word)| reader.english(word));
    let heard = runs.iter().map(|run| {
        let heard = KatakanaWord::new(run.of(japanese));
        let alike = |word: &EnglishWord| word.likeness(&heard, LeastLikeness::ANY);
        (*run, [&name, &not].map(|word| alike(word).unwrap_or(0.0)))
    });
    let heard: Vec<(Span, [f32; 2])> = heard.collect();
    let rendering = |this: usize, that: usize| {
        let mut alike = heard
            .iter()
            .filter(|(_, scores)| ALIKE <= scores[this] && scores[that] < scores[this]);
        let first = alike.next().filter(|_| alike.next().is_none());
        first.map(|(run, _)| *run)
    };
    let in_text = |span: Span, part: Span| span.shifted(part.start);
    let of_known = |name: Span| {
        let known = known.filter(|(place, _)| *place == in_text(name, source));
        known.map(|(_, rendering)| back(rendering, target))
    };
    let first = of_known(one.0).or_else(|| rendering(0, 1));
    let second = of_known(other.0).or_else(|| rendering(1, 0));
    let (Some(first), Some(second)) = (first, second) else {
        return Vec::new();
    };
    vec![
        (in_text(one.0, source), in_text(first, target)),
        (in_text(other.0, source), in_text(second, target)),
    ]
}

/// Two names in a sentence and its translation.
struct Sentence<'a> {
    texts: (&'a str, &'a str),
    /// The places of the names, the first of the original first.
    english: [Span; 2],
    japanese: [Span; 2],
}

/// Verbs and words with which the one who is named first does not act, or the sentence has another clause.
const OTHERWISE: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "and",
    "or",
    "but",
    "who",
    "which",
    "that",
    "when",
    "if",
    "because",
    "than",
    "as",
    "has",
    "had",
    "have",
    "like",
    "likes",
    "liked",
    "needs",
    "wants",
    "with",
    "hid",
    "hides",
    "concealed",
    "conceals",
    "kept",
    "keeps",
    "saved",
    "saves",
];
/// Verbs with which the one who is named first is given something: he acts only where it is said from whom.
const RECEIVING: [&str; 8] = [
    "got", "gets", "received", "receives", "learned", "learns", "heard", "hears",
];

impl Sentence<'_> {
    /// Whether a way begins in the translation where it ends in the original.
    fn is_another_way(&self) -> bool {
        let [one, other] = self.english;
        let english = self.texts.0;
        let between = &english[one.end..other.start];
        let ends = |text: &str, list: &[&'static str]| {
            list.iter().copied().find(|word| ends_with_word(text, word))
        };
        let (Some(start), Some(end)) = (
            ends(&english[..one.start], &STARTING),
            ends(between, &ENDING),
        ) else {
            return false;
        };
        let n_between = words(between).count();
        let is_way = match start {
            "from" => end == "to" && n_between <= MOST_BETWEEN,
            _ if ["in", "at"].contains(&end) => {
                words(between).any(|(_, word)| COMING.contains(&word))
            }
            _ => n_between <= MOST_ON_THE_WAY,
        };
        if !is_way {
            return false;
        }
        let [start, end] = self.japanese.map(|span| self.behind(span));
        let begins = |behind: &str, list: &[&str]| list.iter().any(|p| behind.starts_with(p));
        let is_start = |behind: &str| {
            begins(
                behind,
                &[
                    "から",
                    "より",
                    "発",
                    "を出",
                    "を発",
                    "を離",
                    "を後に",
                    "をた",
                ],
            )
        };
        let is_end = |behind: &str| begins(behind, &["へ", "に", "まで", "行", "着"]);
        is_start(end) && is_end(start)
    }

    /// Whether the one who acts in the original is acted on in the translation.
    fn is_another_deed(&self) -> bool {
        let (english, japanese) = self.texts;
        let [one, other] = self.english;
        let [actor, patient] = self.japanese;
        let is_plain = || {
            words(english).nth(MOST_WORDS).is_none()
                && !english.contains([',', ';', ':', '"', '“'])
                && !words(english).any(|(_, word)| self.is_otherwise(&word.to_lowercase()))
                && !ends_with_word(&english[..other.start], "by")
        };
        let acts = || {
            let mut behind = words(&english[one.end..other.start]);
            behind.next().is_some_and(|(span, word)| {
                span.start == 1 && word.chars().all(|c| c.is_ascii_lowercase())
            })
        };
        let begins = english[..one.start].trim().is_empty();
        let is_first = |before: &str| {
            // Only a time or place stands before the one who acts.
            before.is_empty()
                || before.ends_with(['で', 'に', '日']) && !before.contains(['を', 'が', 'は'])
        };
        // 準決勝では、 and 昨夜、 are no clauses.
        let before = japanese[..patient.start].trim();
        let (setting, before) = before.rsplit_once(['、', '，']).unwrap_or(("", before));
        let setting = setting.strip_suffix("では").unwrap_or(setting);
        let is_setting = !setting.contains(['を', 'が', 'は', '、', '，']);
        let is_topic = is_setting && is_first(before) && {
            let behind = self.behind(patient);
            behind.starts_with('は') || behind.starts_with('が')
        };
        // Behind a comma another clause begins.
        let is_one_clause = !japanese[patient.start..].contains(['、', '，']);
        begins
            && is_topic
            && is_one_clause
            && self.is_acted_on(actor)
            && acts()
            && is_plain()
            && !self.is_received()
    }

    /// Whether a word in lower case shows another kind of sentence.
    fn is_otherwise(&self, word: &str) -> bool {
        OTHERWISE.contains(&word) || RECEIVING.contains(&word) && !self.is_from()
    }

    /// Whether the original says from whom, before the second name.
    fn is_from(&self) -> bool {
        ends_with_word(&self.texts.0[..self.english[1].start], "from")
    }

    /// Whether the topic of the translation is acted on. もらう and 受ける are deeds of the one who gets something from another.
    fn is_received(&self) -> bool {
        const GETTING: [&str; 3] = ["もら", "いただ", "受け"];
        let (english, japanese) = self.texts;
        let mut received = RECEIVED.iter().filter(|word| japanese.contains(**word));
        received.any(|word| !self.is_from() || !GETTING.contains(word))
            || is_converse(english, japanese)
    }

    /// Whether the one who acts in the original stands where the one who is acted on does: behind を or に, or から where the original
    /// has "from", and no other "from".
    fn is_acted_on(&self, actor: Span) -> bool {
        let english = self.texts.0;
        let behind = self.behind(actor);
        let is_from = self.is_from();
        let from = words(english).filter(|(_, word)| word.eq_ignore_ascii_case("from"));
        let stands_there = match is_from {
            true => behind.starts_with("から"),
            false => behind.starts_with(['を', 'に']),
        };
        stands_there && from.count() == usize::from(is_from)
    }

    /// What stands behind a name of the translation and its title.
    fn behind(&self, name: Span) -> &str {
        let rest = &self.texts.1[name.end..];
        TITLES
            .of("behind")
            .iter()
            .find_map(|title| rest.strip_prefix(title))
            .unwrap_or(rest)
    }
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let bare = text.trim_end().as_bytes();
    let start = bare.len().saturating_sub(word.len());
    // Most texts end with other letters, and need not be read.
    if !bare[start..].eq_ignore_ascii_case(word.as_bytes()) {
        return false;
    }
    words(text).last().is_some_and(|(span, last)| {
        last.eq_ignore_ascii_case(word) && text[span.end..].trim().is_empty()
    })
}
