//! A word for a time that became another one of its kind: yesterday and 一昨日, next month and 今月, late May and 5月上旬, per day and
//! 1時間当たり.
//!
//! In: the sure pairs and `data/review/times.tsv`. Out: warnings with the word and what stands in its place. O(bytes).
//!
//! No alarm is raised for: a time that has any of its renderings in the translation; a Japanese word that another word of the original
//! explains; long pairs, and pairs that the aligner is not sure of.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::review::check::Check;
use crate::review::checks::lists::Patterns;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft_instead};
use crate::text::Span;
use crate::text::word::words;

/// Below this confidence a pair is not compared.
const SURE: f32 = 0.8;
/// Longest original, in bytes: in a longer one another clause may have the time that is found.
const LONGEST: usize = 240;
/// What stands for the name of a period, and for a day of the week, in a phrase.
const PERIOD: &str = "@";
const DAY: &str = "@day";
/// The days of the week, in lower case.
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Names of periods; besides ordinals and decades (19th, 1990s).
const PERIODS: &str = "january february march april may june july august september october november december month year week century \
     decade twenties thirties forties fifties sixties seventies eighties nineties teens first second third fourth fifth sixth \
     seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth \
     twentieth";

/// A time of a kind.
struct Time {
    kind: &'static str,
    /// All Japanese words that render it.
    renderings: Vec<&'static str>,
}

/// Some English words that say a time.
struct Phrase {
    time: usize,
    words: Vec<&'static str>,
    use_of: Use,
}

#[derive(Clone, Copy, PartialEq)]
enum Use {
    /// It is looked for.
    Says,
    /// It only explains the Japanese of its time.
    Explains,
}

/// The list of times.
struct Times {
    all: Vec<Time>,
    /// By their first word; long ones first.
    phrases: FxHashMap<&'static str, Vec<Phrase>>,
    /// Japanese that is reported, and the time of each.
    reported: Patterns,
    times: Vec<usize>,
    periods: FxHashSet<&'static str>,
}

static TIMES: LazyLock<Times> =
    LazyLock::new(|| Times::read(include_str!("../../../data/review/times.tsv")));

/// Looks for times in every sure pair.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    for (k, bead) in view.pairs().filter(|(_, bead)| SURE <= bead.confidence) {
        let (source, target) = (view.source_text(bead), view.target_text(bead));
        if LONGEST < source.len() {
            continue;
        }
        let theirs = TIMES.in_japanese(target);
        if theirs.is_empty() {
            continue;
        }
        let Some((word, place)) = TIMES.changed(source, target, &theirs) else {
            continue;
        };
        let check = (Check::Opposite, Severity::Warning);
        out.push(draft_instead(view, check, k, (word, place)));
    }
}

impl Times {
    fn read(file: &'static str) -> Self {
        let mut all = Vec::new();
        let mut phrases: FxHashMap<&str, Vec<Phrase>> = FxHashMap::default();
        let (mut reported, mut times) = (Vec::new(), Vec::new());
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [kind, english, japanese] = columns[..] else {
                continue;
            };
            let time = all.len();
            for phrase in english.split(';') {
                let phrase = Phrase::read(time, phrase);
                phrases.entry(phrase.words[0]).or_default().push(phrase);
            }
            for word in japanese.split(';').filter(|word| !word.starts_with('~')) {
                reported.push(word);
                times.push(time);
            }
            let renderings = japanese.split(';').map(|word| word.trim_start_matches('~'));
            all.push(Time {
                kind,
                renderings: renderings.collect(),
            });
        }
        let of_first = phrases.values_mut();
        of_first.for_each(|phrases| phrases.sort_by_key(|one| std::cmp::Reverse(one.words.len())));
        Times {
            all,
            phrases,
            reported: Patterns::new(&reported),
            times,
            periods: PERIODS.split(' ').filter(|one| !one.is_empty()).collect(),
        }
    }

    /// The first time of an original that its translation lacks, and what stands in its place.
    fn changed(
        &self,
        source: &str,
        target: &str,
        theirs: &[(usize, Span)],
    ) -> Option<(Span, Span)> {
        let ours = self.in_english(source);
        let is_ours = |time: usize| ours.iter().any(|(one, _)| one.time == time);
        let said = ours.iter().filter(|(one, _)| one.use_of == Use::Says);
        let mut changed = said.filter_map(|(one, word)| {
            let kind = self.all[one.time].kind;
            let mut others = theirs.iter().filter(|(time, _)| {
                self.all[*time].kind == kind && *time != one.time && !is_ours(*time)
            });
            let (_, place) = others.next()?;
            (!self.is_rendered(one.time, target, theirs)).then_some((*word, *place))
        });
        changed.next()
    }

    /// Whether a translation has a rendering of a time that is no part of a word for another.
    fn is_rendered(&self, time: usize, target: &str, theirs: &[(usize, Span)]) -> bool {
        let others = theirs.iter().filter(|(other, _)| *other != time);
        let others: Vec<Span> = others.map(|(_, span)| *span).collect();
        self.all[time].renderings.iter().any(|word| {
            target.match_indices(word).any(|(at, _)| {
                let end = at + word.len();
                !others.iter().any(|span| span.start < end && at < span.end)
            })
        })
    }

    /// The phrases of an English text, each with its place; of phrases that overlap those with most words.
    fn in_english(&self, text: &str) -> Vec<(&Phrase, Span)> {
        let all: Vec<(Span, String)> = words(text)
            .map(|(span, word)| (span, word.to_ascii_lowercase()))
            .collect();
        // Each with the number of its first word. The same words may belong to several times.
        let mut found: Vec<(&Phrase, usize)> = Vec::new();
        for at in 0..all.len() {
            let mut longest = 0;
            for phrase in self.phrases.get(&*all[at].1).into_iter().flatten() {
                if phrase.words.len() < longest {
                    break;
                }
                if self.stands_at(phrase, &all[at..]) {
                    longest = phrase.words.len();
                    found.push((phrase, at));
                }
            }
        }
        let is_part = |(one, at): (&Phrase, usize)| {
            let (end, mut others) = (at + one.words.len(), found.iter());
            others.any(|(other, start)| {
                let overlaps = at < start + other.words.len() && *start < end;
                overlaps && one.words.len() < other.words.len()
            })
        };
        let whole = found.iter().filter(|one| !is_part(**one));
        let placed = whole.map(|(phrase, at)| {
            let last = at + phrase.words.len() - 1;
            (*phrase, Span::new(all[*at].0.start, all[last].0.end))
        });
        placed.collect()
    }

    /// Whether the words of a text begin with those of a phrase.
    fn stands_at(&self, phrase: &Phrase, text: &[(Span, String)]) -> bool {
        phrase.words.len() <= text.len()
            && phrase
                .words
                .iter()
                .zip(text)
                .all(|(word, (_, other))| match *word {
                    PERIOD => self.is_period(other),
                    DAY => DAYS.contains(&&**other),
                    word => word == other,
                })
    }

    /// Whether a word in lower case is the name of a period, or begins one.
    fn is_period(&self, word: &str) -> bool {
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_counted = letters.len() < word.len();
        self.periods.contains(word)
            || is_counted && ["s", "st", "nd", "rd", "th"].contains(&letters)
    }

    /// The times of a Japanese text that may be reported, each with its place; of words that overlap the first and longest.
    fn in_japanese(&self, text: &str) -> Vec<(usize, Span)> {
        let mut found: Vec<(usize, Span)> = Vec::new();
        for (word, span) in self.reported.found_in(text) {
            let last = found.last_mut();
            match last {
                Some((time, known)) if known.start == span.start && known.end < span.end => {
                    (*time, *known) = (self.times[word], span);
                }
                Some((_, known)) if span.start < known.end => {}
                _ => found.push((self.times[word], span)),
            }
        }
        found
    }
}

impl Phrase {
    fn read(time: usize, phrase: &'static str) -> Self {
        let (use_of, phrase) = match phrase.strip_prefix('+') {
            Some(rest) => (Use::Explains, rest),
            None => (Use::Says, phrase),
        };
        Phrase {
            time,
            words: phrase.split(' ').collect(),
            use_of,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let file = include_str!("../../../data/review/times.tsv");
        let lines: Vec<&str> = file.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(TIMES.all.len(), lines.len());
        for line in lines {
            let held: Vec<&str> = line.split(['\t', ';']).collect();
            assert!(!held.contains(&""), "{line}");
        }
    }

    #[test]
    fn long_phrases_count_alone() {
        for (text, expected) in [
            ("the day before yesterday", "the day before yesterday"),
            ("in the year before last", "year before last"),
            ("every other day", "every other day"),
            ("in late May", "late May"),
            ("in the late 1980s", "late 1980s"),
            ("last Friday", "last Friday"),
            ("a late train", ""),
        ] {
            let said = TIMES.in_english(text).into_iter();
            let said = said.filter(|(one, _)| one.use_of == Use::Says);
            let said: Vec<&str> = said.map(|(_, span)| span.of(text)).collect();
            assert_eq!(said.join("/"), expected, "{text}");
        }
        for (text, expected) in [("一昨日の朝", "一昨日"), ("再来年と来年", "再来年 来年")]
        {
            let found = TIMES.in_japanese(text).into_iter();
            let found: Vec<&str> = found.map(|(_, span)| span.of(text)).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
