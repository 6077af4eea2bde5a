//! A comparison that was turned: its sides exchanged (the boy is taller than his father, 父親はその少年より背が高い), or less
//! of something became more of it (fewer than last year, 昨年を上回った; less steep, さらに急).
//!
//! In: the sure pairs with "than" or "less", and the dictionary. Out: warnings, and hints for "less". O(bytes of such a pair).
//!
//! No alarm is raised for: things that the dictionary does not know in both places; a quality that is put by its opposite where
//! the sides are exchanged (the father is shorter); a clause that is negated.

use memchr::memmem;

use crate::align::Bead;
use crate::name::sounds_alike;
use crate::review::check::Check;
use crate::review::checks::polarity::is_negated;
use crate::review::finding::{Draft, Severity};
use crate::review::name_words::katakana_runs;
use crate::review::view::{View, draft, draft_instead};
use crate::text::Span;
use crate::text::script::{is_hiragana, is_kanji};
use crate::text::word::{is_stop_word, stem, words};

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// How likely a katakana word must sound like an English one that it renders.
const HEARD: f32 = 0.6;
/// Words behind "than" that may name what is compared; of a longer clause the first name it.
const NEAR: usize = 4;
const FIRST: usize = 2;
/// Words that say more or less by themselves, besides those in -er.
const MORE: [&str; 6] = ["more", "greater", "larger", "bigger", "higher", "better"];
const LESS: [&str; 6] = ["less", "fewer", "smaller", "lower", "worse", "slower"];
/// Words for a place or time, which compare though they are common.
const PLACES: [&str; 11] = [
    "inside", "outside", "here", "there", "now", "last", "this", "previous", "old", "new", "same",
];
/// Kanji before a word for a person that leave it a word.
const PREFIXES: [char; 7] = ['元', '前', '現', '旧', '各', '両', '全'];
/// What divides a clause from others, in English and in Japanese.
const MARKS: [char; 9] = [',', ';', ':', '.', '!', '?', '(', ')', '"'];
const JAPANESE_MARKS: [char; 7] = ['、', '。', '，', '「', '」', '！', '？'];
/// What stands behind the thing with which another is compared, and behind the one that is compared.
const COMPARED: [&str; 7] = [
    "より",
    "に比べ",
    "と比べ",
    "に比較",
    "を上回",
    "を下回",
    "を超え",
];
const TOPIC: [&str; 5] = ["のほう", "の方", "は", "が", "も"];
/// Japanese that says that there is more of a thing than of another, and less.
const ABOVE: [&str; 4] = ["を上回", "より多", "よりも多", "を超え"];
const BELOW: [&str; 4] = ["を下回", "より少", "よりも少", "に及ばな"];
/// Renderings of words that compare, beside those of the dictionary.
const KNOWN: [(&str, &[&str]); 12] = [
    ("inside", &["中", "内"]),
    ("outside", &["外"]),
    ("here", &["ここ", "こちら"]),
    ("there", &["そこ", "あそこ", "そちら", "あちら"]),
    ("now", &["今", "現"]),
    ("last", &["前", "昨", "去", "先"]),
    ("previous", &["前", "昨", "先"]),
    ("this", &["今", "この"]),
    ("old", &["旧", "古"]),
    ("new", &["新"]),
    ("expected", &["予想", "期待", "想定"]),
    ("forecast", &["予測", "予報", "見通し"]),
];

/// Looks at every sure pair that compares.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        if let Some((words, places, reason)) = turned(view, source, target) {
            out.push(report(view, (k, bead), (words, places, reason)));
        } else if let Some((word, place)) = less(view, source, target) {
            let check = (Check::Opposite, Severity::Hint);
            out.push(draft_instead(view, check, k, (word, place)));
        }
    }
}

/// Words of the original, what they became, and the reason in both languages.
type Turned = (Vec<Span>, Vec<Span>, (String, String));

fn report(
    view: &View<'_>,
    (k, bead): (usize, &Bead),
    (words, places, (english, japanese)): Turned,
) -> Draft {
    let (start, target_start) = (
        view.source.span(&bead.source).start,
        view.target.span(&bead.target).start,
    );
    draft(Check::Opposite, Severity::Warning, k)
        .source(words.into_iter().map(|span| span.shifted(start)))
        .target(places.into_iter().map(|span| span.shifted(target_start)))
        .because(english, japanese)
}

/// A comparison whose sides are exchanged, or which says less in place of more.
fn turned(view: &View<'_>, source: &str, target: &str) -> Option<Turned> {
    memmem::find(source.as_bytes(), b" than ")?;
    let comparison = Comparison::read(source)?;
    let other = Compared::read(target)?;
    if is_negated(comparison.clause.of(source)) || is_negated(other.clause.of(target)) {
        return None;
    }
    let order = comparison.order(view, source, &other, target);
    let [one, two] = comparison.things.map(|span| span.of(source));
    let behind = &target[other.compared.end..other.clause.end];
    let quality = comparison.quality.of(source);
    if let Order::Exchanged(places) = order {
        return is_same_quality(view, quality, behind).then(|| {
            let reason = (
                format!("“{one}” and “{two}” are exchanged in a comparison"),
                format!("比較の「{one}」と「{two}」が入れ替わっている"),
            );
            (comparison.things.to_vec(), places.to_vec(), reason)
        });
    }
    if order != Order::Kept {
        return None;
    }
    let folded = quality.to_ascii_lowercase();
    let find = |words: &[&str]| {
        let mut places = words
            .iter()
            .filter_map(|word| Some((target.find(word)?, word.len())));
        places.next().map(|(at, length)| Span::new(at, at + length))
    };
    let (above, below) = (find(&ABOVE), find(&BELOW));
    let place = match (above, below) {
        (Some(place), None) if LESS.contains(&&*folded) => place,
        (None, Some(place)) if MORE.contains(&&*folded) => place,
        _ => return None,
    };
    let reason = (
        format!(
            "“{quality} than” in the original, {} in the translation",
            place.of(target)
        ),
        format!(
            "原文は“{quality} than”だが、訳文は「{}」になっている",
            place.of(target)
        ),
    );
    Some((vec![comparison.quality], vec![place], reason))
}

/// Whether the things that a sentence compares are exchanged in its translation, whatever the quality.
pub(super) fn has_exchanged_things(view: &View<'_>, source: &str, target: &str) -> bool {
    if memmem::find(source.as_bytes(), b" than ").is_none() {
        return false;
    }
    let (Some(comparison), Some(other)) = (Comparison::read(source), Compared::read(target)) else {
        return false;
    };
    matches!(
        comparison.order(view, source, &other, target),
        Order::Exchanged(_)
    )
}

/// In which order a translation names two things.
#[derive(PartialEq)]
enum Order {
    /// As the original does.
    Kept,
    /// The first thing is what the second is compared with: where the first and the second stand.
    Exchanged([Span; 2]),
    Unknown,
}

/// A thing with more of a quality than another one.
struct Comparison {
    /// From the first word for each to the last.
    things: [Span; 2],
    quality: Span,
    clause: Span,
}

impl Comparison {
    /// Reads "THING is QUALITY than THING", "QUALITY THING than THING" and "is QUALITY PLACE than PLACE".
    fn read(source: &str) -> Option<Self> {
        let at = memmem::find(source.as_bytes(), b" than ")?;
        let start = source[..at].rfind(MARKS).map_or(0, |mark| mark + 1);
        let behind = at + " than ".len();
        let end = source[behind..]
            .find(MARKS)
            .map_or(source.len(), |mark| behind + mark);
        let of = |from: usize, to: usize| {
            let found = words(&source[from..to]).map(move |(span, _)| span.shifted(from));
            found.collect::<Vec<Span>>()
        };
        let (before, after) = (of(start, at), of(behind, end));
        let quality = quality(source, &before)?;
        let is_thing = |span: &&Span| is_thing(span.of(source));
        let before_it = before[..quality].iter().filter(is_thing);
        let behind_it = before[quality + 1..].iter().filter(is_thing);
        let is_behind = quality + 1 < before.len();
        let ones: Vec<Span> = match is_behind {
            true => behind_it.copied().collect(),
            false => before_it.copied().collect(),
        };
        let n_others = if after.len() <= NEAR { NEAR } else { FIRST };
        let others = after.iter().filter(is_thing).take(n_others);
        let others: Vec<Span> = others.copied().collect();
        let whole = |spans: &[Span]| Some(Span::new(spans.first()?.start, spans.last()?.end));
        Some(Comparison {
            things: [whole(&ones)?, whole(&others)?],
            quality: before[quality],
            clause: Span::new(start, end),
        })
    }

    /// In which order a translation has the things.
    fn order(&self, view: &View<'_>, source: &str, other: &Compared, target: &str) -> Order {
        let parts = [other.compared, other.topic].map(|part| part.of(target));
        let [mut ones, mut others] = self.things.map(|thing| {
            let all = words(thing.of(source)).map(|(_, word)| word.to_lowercase());
            all.filter(|word| is_thing(word)).collect::<Vec<_>>()
        });
        // Inside the hut and outside, the new pump and the old one: these words alone tell the things apart.
        let tells = |word: &String| PLACES.contains(&&**word);
        if ones.iter().any(tells) && others.iter().any(tells) {
            ones.retain(tells);
            others.retain(tells);
        }
        // For each thing whether a word for it stands in one of the parts alone.
        let stands = |words: &[String], not: &[String]| {
            let own = words.iter().filter(|word| !not.contains(word));
            let mut stands = [false; 2];
            for word in own {
                let [one, two] = parts.map(|part| is_in(view, word, part));
                stands[0] |= one && !two;
                stands[1] |= two && !one;
            }
            stands
        };
        match (stands(&ones, &others), stands(&others, &ones)) {
            ([true, false], [false, true]) => Order::Exchanged([other.topic, other.compared]),
            ([false, true], [_, false]) | ([false, _], [true, false]) => Order::Kept,
            _ => Order::Unknown,
        }
    }
}

/// The number of the word among those before "than" that names the quality.
fn quality(source: &str, before: &[Span]) -> Option<usize> {
    let word = |at: usize| before[at].of(source).to_ascii_lowercase();
    let is_degree = |word: &str| MORE.contains(&word) || LESS.contains(&word);
    let is_quality = |word: &str| is_degree(word) || 4 < word.len() && word.ends_with("er");
    let last = before.len().checked_sub(1)?;
    if is_quality(&word(last))
        || 0 < last && is_degree(&word(last - 1)) && is_thing(&word(last)) && 1 < last
    {
        return Some(last);
    }
    // More women than men; it was warmer inside than outside.
    let is_being = |at: usize| ["is", "are", "was", "were"].contains(&&*word(at));
    (0..last).find(|&at| is_quality(&word(at)) && (at == 0 || is_being(at - 1)))
}

/// Whether an English word may name what is compared.
fn is_thing(word: &str) -> bool {
    let folded = word.to_ascii_lowercase();
    !is_stop_word(&folded) || PLACES.contains(&&*folded)
}

/// What a Japanese clause compares.
struct Compared {
    compared: Span,
    topic: Span,
    clause: Span,
}

impl Compared {
    /// Reads "TOPICは…COMPAREDより", "COMPAREDよりTOPICのほうが".
    fn read(target: &str) -> Option<Self> {
        let at = COMPARED
            .iter()
            .filter_map(|mark| {
                target
                    .find(mark)
                    .filter(|&at| !target[..at].ends_with(['に', 'と']))
            })
            .min()?;
        let start = target[..at]
            .rfind(JAPANESE_MARKS)
            .map_or(0, |mark| after(target, mark));
        let end = target[at..]
            .find(JAPANESE_MARKS)
            .map_or(target.len(), |mark| at + mark);
        let before = &target[start..at];
        // In もの the も is no particle.
        let ends = |mark: &str| {
            let place = before.rfind(mark)?;
            (!before[place..].starts_with("もの")).then_some((place, mark.len()))
        };
        let mut topics = TOPIC.iter().filter_map(|mark| ends(mark));
        let (mut topic, mut from) = (None, start);
        if let Some((place, length)) = topics.by_ref().filter(|(place, _)| 0 < *place).max() {
            (topic, from) = (
                Some(Span::new(start, start + place)),
                start + place + length,
            );
        } else if 0 < start {
            // この店では、…は、銅より…
            let earlier = target[..start].trim_end_matches(JAPANESE_MARKS);
            let mut ends = ["は", "が", "も"]
                .iter()
                .filter_map(|mark| earlier.strip_suffix(mark));
            let own = ends.next().map(|own| {
                (
                    own.rfind(JAPANESE_MARKS).map_or(0, |mark| after(own, mark)),
                    own.len(),
                )
            });
            topic = own.map(|(from, to)| Span::new(from, to));
        }
        let behind = &target[at..end];
        let place = TOPIC
            .iter()
            .filter_map(|mark| behind.find(mark))
            .filter(|&place| "より".len() < place)
            .min();
        let topic = topic.or_else(|| Some(Span::new(at, at + place?)))?;
        Some(Compared {
            compared: Span::new(from, at),
            topic,
            clause: Span::new(start, end),
        })
    }
}

/// Where the character at a byte ends.
fn after(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Whether a part of a Japanese sentence has a word for an English one.
fn is_in(view: &View<'_>, word: &str, part: &str) -> bool {
    let mut known = KNOWN.iter().filter(|(known, _)| *known == word);
    if known.any(|(_, words)| words.iter().any(|one| part.contains(one)))
        || part.to_lowercase().contains(word)
    {
        return true;
    }
    let heard = |run: Span| sounds_alike(word, run.of(part)).is_some_and(|score| HEARD <= score);
    if katakana_runs(part).any(heard) {
        return true;
    }
    let lexicon = view.lexicon();
    let stem = stem(word);
    lexicon.entries_led_by(&stem).any(|entry| {
        let key = lexicon.key(entry);
        let root = key.trim_end_matches(is_hiragana);
        let root = if root.is_empty() { key } else { root };
        // One kanji may be part of another word.
        part.match_indices(root).any(|(at, _)| {
            let is_apart =
                !part[..at].ends_with(is_kanji) && !part[at + root.len()..].starts_with(is_kanji);
            is_apart || root.chars().nth(1).is_some()
        })
    })
}

/// "Less" with a quality that the translation has as it is: less steep, さらに急.
fn less(view: &View<'_>, source: &str, target: &str) -> Option<(Span, Span)> {
    /// What may render "less".
    const LESSER: [&str; 27] = [
        "落", "少", "低", "小", "弱", "緩", "下", "減", "劣", "軽", "ほど", "控", "抑", "薄", "浅",
        "短", "遅", "安", "未", "以内", "割", "負", "簡", "楽", "及", "失", "足",
    ];
    const BEFORE: [&str; 5] = ["no", "not", "or", "any", "nothing"];
    let at = memmem::find(source.as_bytes(), b" less ")? + 1;
    let last = words(&source[..at])
        .last()
        .map(|(_, word)| word.to_ascii_lowercase());
    let behind = &source[at + "less ".len()..];
    let (span, word) = words(behind).next().filter(|(span, _)| span.start == 0)?;
    let is_turned = is_thing(word)
        && 3 < word.len()
        && !last.is_some_and(|last| BEFORE.contains(&&*last))
        && !is_negated(source)
        && !is_negated(target)
        && !LESSER.iter().any(|one| target.contains(one));
    let place = is_turned.then(|| place_of(view, word, target))??;
    Some((Span::new(at, at + "less ".len() + span.end), place))
}

/// Where a text has a word that the dictionary knows for an English one.
fn place_of(view: &View<'_>, word: &str, target: &str) -> Option<Span> {
    let lexicon = view.lexicon();
    let stem = stem(&word.to_lowercase());
    lexicon.entries_led_by(&stem).find_map(|entry| {
        let root = lexicon.key(entry).trim_end_matches(is_hiragana);
        let mut places = target.match_indices(root).filter(|_| !root.is_empty());
        let (at, _) = places.find(|(at, _)| {
            let behind = &target[at + root.len()..];
            !target[..*at].ends_with(is_kanji) && !behind.starts_with(is_kanji)
        })?;
        Some(Span::new(at, at + root.len()))
    })
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
            // 元監査人 is an auditor.
            let before = target[..span.start].trim_end_matches(PREFIXES);
            !(key.starts_with(is_kanji) && before.ends_with(is_kanji))
        };
        places.filter(is_word).find(goes_on)
    })
}

/// What says that a thing has less of a quality.
const FALLING_SHORT: [&str; 5] = ["劣", "負け", "下だ", "下で", "及ば"];

/// Japanese that the dictionary has not for qualities.
const QUALITIES: [(&str, &[&str]); 6] = [
    (
        "better",
        &["良", "よく", "よい", "いい", "優", "上手", "うま"],
    ),
    ("worse", &["悪", "ひど", "下手"]),
    ("more", &["多", "もっと", "よく", "強"]),
    ("fewer", &["少な"]),
    ("older", &["年上", "古", "年長"]),
    ("younger", &["年下", "若"]),
];

/// Whether what a translation says behind two things has a word for the same quality.
fn is_same_quality(view: &View<'_>, quality: &str, behind: &str) -> bool {
    if FALLING_SHORT.iter().any(|less| behind.contains(less)) {
        return false;
    }
    let folded = quality.to_lowercase();
    let mut known = QUALITIES.iter().filter(|(known, _)| *known == folded);
    if known.any(|(_, words)| words.iter().any(|word| behind.contains(word))) {
        return true;
    }
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
