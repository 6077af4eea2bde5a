//! A comparison whose sides are exchanged: the boy is taller than his father, 父親はその少年より背が高い.
//!
//! In: the sure pairs with "than", and the dictionary. Out: a warning where the second thing is the topic, the first stands before
//! より, and the quality is the same. O(bytes of such a pair).
//!
//! No alarm is raised for: things that the dictionary does not know in both places; a quality that is put by its opposite (the father
//! is shorter); a side that is negated.

use memchr::memmem;

use crate::name::sounds_alike;
use crate::review::check::Check;
use crate::review::checks::polarity::is_negated;
use crate::review::finding::{Draft, Severity};
use crate::review::name_words::katakana_runs;
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::script::{is_hiragana, is_kanji};
use crate::text::word::{is_stop_word, stem, words};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// How likely a katakana word must sound like an English one that it renders.
const HEARD: f32 = 0.6;
/// Words behind "than" that may name what is compared.
const NEAR: usize = 4;
/// Verbs that stand between a thing and its quality.
const VERBS: [&str; 12] = [
    "is", "are", "was", "were", "looks", "look", "looked", "seems", "seem", "seemed", "became",
    "gets",
];
/// What stands behind the topic of a Japanese comparison, and behind what it is compared with.
const TOPIC: [&str; 6] = ["は", "が", "も", "のほう", "の方", "のが"];
const COMPARED: [&str; 4] = ["より", "に比べ", "と比べ", "に比較"];

/// Looks at every sure pair that compares.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        if memmem::find(source.as_bytes(), b" than ").is_none()
            || is_negated(source)
            || is_negated(target)
        {
            continue;
        }
        let Some((comparison, [compared, topic])) = exchanged(view, source, target) else {
            continue;
        };
        let [one, other] = comparison.things.map(|span| span.of(source));
        let behind = &target[compared.end.max(topic.end)..];
        if is_same_quality(view, comparison.quality.of(source), behind) {
            let starts = [
                view.source.span(&bead.source),
                view.target.span(&bead.target),
            ];
            let [start, target_start] = starts.map(|span| span.start);
            out.push(
                draft(Check::Opposite, Severity::Warning, k)
                    .source(comparison.things.map(|span| span.shifted(start)))
                    .target(
                        [topic.min(compared), topic.max(compared)]
                            .map(|span| span.shifted(target_start)),
                    )
                    .because(
                        format!("“{one}” and “{other}” are exchanged in a comparison"),
                        format!("比較の「{one}」と「{other}」が入れ替わっている"),
                    ),
            );
        }
    }
}

/// Whether the things that a sentence compares are exchanged in its translation, whatever the quality.
pub(super) fn has_exchanged_things(view: &View<'_>, source: &str, target: &str) -> bool {
    memmem::find(source.as_bytes(), b" than ").is_some()
        && exchanged(view, source, target).is_some()
}

/// A comparison whose first thing is what the translation compares with, and whose second is its topic, with their places there.
fn exchanged(view: &View<'_>, source: &str, target: &str) -> Option<(Comparison, [Span; 2])> {
    let comparison = Comparison::read(source)?;
    let [one, other] = comparison.things.map(|span| span.of(source));
    if stem(&one.to_lowercase()) == stem(&other.to_lowercase()) {
        return None;
    }
    let compared = place(view, one, target, &COMPARED)?;
    let topic = place(view, other, target, &TOPIC)?;
    Some((comparison, [compared, topic]))
}

/// A thing with more of a quality than another one.
struct Comparison {
    things: [Span; 2],
    quality: Span,
}

impl Comparison {
    /// Reads "… THING is QUALITY than … THING".
    fn read(source: &str) -> Option<Self> {
        let all: Vec<(Span, &str)> = words(source).collect();
        let is = |word: &str, others: &[&str]| others.contains(&&*word.to_ascii_lowercase());
        let than = all.iter().position(|(_, word)| *word == "than")?;
        let verb = all[..than].iter().position(|(_, word)| is(word, &VERBS))?;
        let one = all[verb.checked_sub(1)?].0;
        let (quality, word) = all[than - 1];
        let is_more = word.ends_with("er") || 2 <= than && all[than - 2].1 == "more";
        let behind = &source[all[than].0.end..];
        let end = behind
            .find(['.', ',', ';', ':', '!', '?'])
            .unwrap_or(behind.len());
        let other = words(&behind[..end]).take(NEAR + 1).collect::<Vec<_>>();
        let (span, last) = *other.last().filter(|_| other.len() <= NEAR)?;
        let is_thing = |word: &str| !is_stop_word(word);
        (verb < than - 1 && is_more && is_thing(one.of(source)) && is_thing(last)).then(|| {
            Comparison {
                things: [one, span.shifted(all[than].0.end)],
                quality,
            }
        })
    }
}

/// Where a word for an English one stands right before one of some words.
pub(super) fn place(view: &View<'_>, word: &str, target: &str, behind: &[&str]) -> Option<Span> {
    let goes_on = |span: &Span| {
        let rest = &target[span.end..];
        behind.iter().any(|one| rest.starts_with(one))
    };
    let heard = |run: &Span| sounds_alike(word, run.of(target)).is_some_and(|score| HEARD <= score);
    if let Some(run) = katakana_runs(target).filter(heard).find(goes_on) {
        return Some(run);
    }
    let lexicon = view.lexicon();
    let stem = stem(&word.to_lowercase());
    lexicon.entries_led_by(&stem).find_map(|entry| {
        let key = lexicon.key(entry);
        let places = target
            .match_indices(key)
            .map(|(at, _)| Span::new(at, at + key.len()));
        let is_word = |span: &Span| {
            let before = target[..span.start].chars().next_back();
            !(key.starts_with(is_kanji) && before.is_some_and(is_kanji))
        };
        places.filter(is_word).find(goes_on)
    })
}

/// What says that a thing has less of a quality.
const LESS: [&str; 5] = ["劣", "負け", "下だ", "下で", "及ば"];

/// Whether what a translation says behind two things has a word for the same quality.
fn is_same_quality(view: &View<'_>, quality: &str, behind: &str) -> bool {
    if LESS.iter().any(|less| behind.contains(less)) {
        return false;
    }
    let folded = quality.to_lowercase();
    let plain = folded.strip_suffix("er").unwrap_or(&folded);
    let doubled = plain.len() - plain.chars().next_back().map_or(0, char::len_utf8);
    // Taller, larger, happier, bigger.
    let forms = [
        folded.clone(),
        plain.to_owned(),
        format!("{plain}e"),
        plain
            .strip_suffix('i')
            .map_or_else(String::new, |rest| format!("{rest}y")),
        plain[..doubled].to_owned(),
    ];
    let lexicon = view.lexicon();
    forms.iter().filter(|form| 2 < form.len()).any(|form| {
        lexicon.entries_led_by(&stem(form)).any(|entry| {
            let key = lexicon.key(entry).trim_end_matches(is_hiragana);
            let mut places = behind.match_indices(key);
            // One kanji may stand in a name or another word: 大 of 大阪, 年 of 年下.
            let is_word = |at: usize| {
                let mut others = key.chars().skip(1);
                let next = behind[at + key.len()..].chars().next();
                let is_apart = !behind[..at].ends_with(is_kanji);
                others.next().is_some() || is_apart && next.is_some_and(is_hiragana)
            };
            !key.is_empty() && places.any(|(at, _)| is_word(at))
        })
    })
}
