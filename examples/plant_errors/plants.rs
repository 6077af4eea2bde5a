//! The errors that are planted: each takes a clean pair of sentences and spoils it in one way, if it can.

use std::ops::Range;

use taiyaku::anchor::name::sounds_alike;
use taiyaku::anchor::{self, AnchorKind};
use taiyaku::review::Check;
use taiyaku::text::script::{Class, class, runs};
use taiyaku::{Bitext, Lexicon};

use crate::edit::Edits;
use crate::gold::{Document, Pair};
use crate::random::Random;

/// A way to spoil a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plant {
    DroppedSentence,
    AddedSentence,
    DroppedClause,
    AddedClause,
    MovedParagraph,
    ChangedNumber,
    SwappedName,
    RespelledName,
    Residue,
    UntranslatedSentence,
    ReplacedTerm,
    DroppedNegation,
    DroppedQuestion,
    LoneBracket,
    DroppedStop,
    DroppedEmphasis,
    ChangedUrl,
    ChangedPlaceholder,
    OtherWidth,
    Decomposed,
    DoubledWord,
    OtherStyle,
}

/// Where an error was planted, in bytes of one of the texts before it was.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) in_source: bool,
    pub(crate) range: Range<usize>,
}

/// What an error may take from elsewhere.
pub(crate) struct Garden<'a> {
    pub(crate) document: &'a Document,
    /// Another document, from which sentences are added.
    pub(crate) stranger: &'a Document,
    pub(crate) lexicon: &'a Lexicon,
    /// Katakana names: the bead, the place, the English name.
    pub(crate) names: Vec<(usize, Range<usize>, String)>,
}

impl Plant {
    pub(crate) const ALL: [Plant; 22] = [
        Plant::DroppedSentence,
        Plant::AddedSentence,
        Plant::DroppedClause,
        Plant::AddedClause,
        Plant::MovedParagraph,
        Plant::ChangedNumber,
        Plant::SwappedName,
        Plant::RespelledName,
        Plant::Residue,
        Plant::UntranslatedSentence,
        Plant::ReplacedTerm,
        Plant::DroppedNegation,
        Plant::DroppedQuestion,
        Plant::LoneBracket,
        Plant::DroppedStop,
        Plant::DroppedEmphasis,
        Plant::ChangedUrl,
        Plant::ChangedPlaceholder,
        Plant::OtherWidth,
        Plant::Decomposed,
        Plant::DoubledWord,
        Plant::OtherStyle,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Plant::DroppedSentence => "dropped sentence",
            Plant::AddedSentence => "added sentence",
            Plant::DroppedClause => "dropped clause",
            Plant::AddedClause => "added clause",
            Plant::MovedParagraph => "moved paragraph",
            Plant::ChangedNumber => "changed number",
            Plant::SwappedName => "swapped name",
            Plant::RespelledName => "respelled name",
            Plant::Residue => "word left in English",
            Plant::UntranslatedSentence => "untranslated sentence",
            Plant::ReplacedTerm => "replaced term",
            Plant::DroppedNegation => "dropped negation",
            Plant::DroppedQuestion => "dropped question",
            Plant::LoneBracket => "lone bracket",
            Plant::DroppedStop => "dropped 。",
            Plant::DroppedEmphasis => "dropped emphasis",
            Plant::ChangedUrl => "changed URL",
            Plant::ChangedPlaceholder => "changed placeholder",
            Plant::OtherWidth => "number of other width",
            Plant::Decomposed => "decomposed kana",
            Plant::DoubledWord => "doubled word",
            Plant::OtherStyle => "sentence of other style",
        }
    }

    /// The checks that should find it.
    pub(crate) fn checks(self) -> &'static [Check] {
        match self {
            Plant::DroppedSentence => &[Check::Omission],
            Plant::AddedSentence => &[Check::Addition],
            Plant::DroppedClause => &[Check::PartialOmission],
            Plant::AddedClause => &[Check::PartialAddition],
            Plant::MovedParagraph => &[Check::Moved],
            Plant::ChangedNumber => &[Check::Number],
            Plant::SwappedName => &[Check::Name],
            Plant::RespelledName => &[Check::NameVariants],
            Plant::Residue | Plant::UntranslatedSentence => &[Check::Untranslated],
            Plant::ReplacedTerm => &[Check::Terminology],
            Plant::DroppedNegation | Plant::DroppedQuestion => &[Check::Polarity],
            Plant::LoneBracket => &[Check::Brackets],
            Plant::DroppedStop => &[Check::EndPunctuation],
            Plant::DroppedEmphasis => &[Check::Emphasis],
            Plant::ChangedUrl | Plant::ChangedPlaceholder => &[Check::Verbatim],
            Plant::OtherWidth => &[Check::Width],
            Plant::Decomposed => &[Check::Decomposed],
            Plant::DoubledWord => &[Check::DoubledWord],
            Plant::OtherStyle => &[Check::MixedStyle],
        }
    }

    /// Beads that it spoils, from the one it is planted in.
    pub(crate) fn beads(self) -> usize {
        if self == Plant::MovedParagraph { 3 } else { 1 }
    }

    /// Spoils a pair, if it is one that can be spoiled so.
    pub(crate) fn plant(
        self,
        garden: &Garden<'_>,
        bead: usize,
        random: &mut Random,
        (source, target): (&mut Edits, &mut Edits),
    ) -> Option<Place> {
        let document = garden.document;
        let pair = document.beads.get(bead)?;
        if !pair.is_plain {
            return None;
        }
        let text = &document.target[pair.target.clone()];
        let english = &document.source[pair.source.clone()];
        let long = |text: &str, n: usize| n <= text.chars().count();
        let at =
            |range: Range<usize>| pair.target.start + range.start..pair.target.start + range.end;
        let place = |range: Range<usize>| {
            Some(Place {
                in_source: false,
                range,
            })
        };
        match self {
            Plant::DroppedSentence => {
                if !long(english, 25) {
                    return None;
                }
                target.push(pair.target.clone(), "");
                Some(Place {
                    in_source: true,
                    range: pair.source.clone(),
                })
            }
            Plant::AddedSentence => {
                let other = random.pick(&garden.stranger.beads)?;
                let sentence = &garden.stranger.target[other.target.clone()];
                if !long(sentence, 15) {
                    return None;
                }
                let end = pair.target.end;
                target.push(end..end, sentence);
                place(end..end)
            }
            Plant::DroppedClause => {
                let clause = random.pick(&clauses(text))?.clone();
                target.push(at(clause), "");
                Some(Place {
                    in_source: true,
                    range: pair.source.clone(),
                })
            }
            Plant::AddedClause => {
                let start = text.find('、')? + '、'.len_utf8();
                let other = random.pick(&garden.stranger.beads)?;
                let theirs = &garden.stranger.target[other.target.clone()];
                let clause = random.pick(&clauses(theirs))?.clone();
                let range = at(start..start);
                target.push(range.clone(), &theirs[clause]);
                place(range)
            }
            Plant::MovedParagraph => moved(garden, bead, random, target),
            Plant::ChangedNumber => {
                let (range, other) = changed_number(text, english, random)?;
                target.push(at(range.clone()), other);
                place(at(range))
            }
            Plant::SwappedName => swapped_name(garden, bead, random, target),
            Plant::RespelledName => respelled_name(garden, bead, random, target),
            Plant::Residue => {
                let (range, _, word) = random.pick(&translated_words(garden, pair))?.clone();
                let spaced = format!(" {word} ");
                target.push(at(range.clone()), spaced);
                place(at(range))
            }
            Plant::UntranslatedSentence => {
                if english.split(' ').count() < 8 || english.contains(['_', '`', '=', '{']) {
                    return None;
                }
                target.push(pair.target.clone(), english);
                place(pair.target.clone())
            }
            Plant::ReplacedTerm => {
                let (range, other) = replaced_term(garden, pair, random)?;
                target.push(at(range.clone()), other);
                place(at(range))
            }
            Plant::DroppedNegation => {
                let words = [" not ", "n't ", "n’t ", " never ", " no ", "cannot "];
                if !words.iter().any(|word| english.contains(word)) {
                    return None;
                }
                let (range, plain) = without_negation(text)?;
                target.push(at(range), plain);
                place(pair.target.clone())
            }
            Plant::DroppedQuestion => {
                let end = ["か？", "か。", "か?", "？"]
                    .iter()
                    .find(|end| text.ends_with(**end))?;
                if !english.ends_with('?') {
                    return None;
                }
                target.push(at(text.len() - end.len()..text.len()), "。");
                place(pair.target.clone())
            }
            Plant::LoneBracket => {
                let brackets = ['「', '」', '『', '』', '（', '）'];
                let found: Vec<usize> = text
                    .char_indices()
                    .filter(|(_, c)| brackets.contains(c))
                    .map(|c| c.0)
                    .collect();
                let start = *random.pick(&found)?;
                target.push(at(start..start + 3), "");
                place(pair.target.clone())
            }
            Plant::DroppedStop => {
                let start = text.strip_suffix('。')?.len();
                if !english.ends_with('.') {
                    return None;
                }
                target.push(at(start..text.len()), "");
                place(pair.target.clone())
            }
            Plant::DroppedEmphasis => {
                let word = english.split(' ').find(|word| {
                    4 <= word.len() && word.bytes().all(|b| b.is_ascii_alphabetic())
                })?;
                let start = pair.source.start + english.find(word)?;
                source.push(start..start + word.len(), format!("**{word}**"));
                Some(Place {
                    in_source: true,
                    range: pair.source.clone(),
                })
            }
            Plant::ChangedUrl => {
                let url = format!("https://example.org/notes/{}", random.below(900) + 100);
                let other = format!("https://example.com/notes/{}", random.below(90) + 10);
                source.push(pair.source.end..pair.source.end, format!(" ({url})"));
                target.push(pair.target.end..pair.target.end, format!("（{other}）"));
                place(pair.target.end..pair.target.end)
            }
            Plant::ChangedPlaceholder => {
                source.push(pair.source.end..pair.source.end, " {count}");
                target.push(pair.target.end..pair.target.end, " {cuont}");
                place(pair.target.end..pair.target.end)
            }
            Plant::OtherWidth => {
                let numbers: Vec<_> = runs(text)
                    .filter(|(span, kind)| {
                        let run = span.of(text);
                        *kind == Class::Digit && 2 <= run.len() && run.is_ascii()
                    })
                    .collect();
                let span = random.pick(&numbers)?.0;
                let full = |c: char| char::from_u32(c as u32 + 0xfee0).unwrap_or(c);
                target.push(
                    at(span.start..span.end),
                    span.of(text).chars().map(full).collect::<String>(),
                );
                place(at(span.start..span.end))
            }
            Plant::Decomposed => {
                let found: Vec<(usize, char)> = text
                    .char_indices()
                    .filter(|(_, c)| "がぎぐげござじずぜぞだでどばびぶべぼ".contains(*c))
                    .collect();
                let (start, kana) = *random.pick(&found)?;
                let plain = char::from_u32(kana as u32 - 1)?;
                let range = at(start..start + kana.len_utf8());
                target.push(range.clone(), format!("{plain}\u{3099}"));
                place(range)
            }
            Plant::DoubledWord => {
                let found: Vec<_> = runs(text)
                    .filter(|(span, kind)| {
                        let n = span.of(text).chars().count();
                        *kind == Class::Kanji && (2..=4).contains(&n)
                            || *kind == Class::Katakana && (3..=6).contains(&n)
                    })
                    .collect();
                let span = random.pick(&found)?.0;
                let range = at(span.start..span.end);
                target.push(range.clone(), span.of(text).repeat(2));
                place(range)
            }
            Plant::OtherStyle => {
                let pairs = [
                    ("ています。", "ている。"),
                    ("しました。", "した。"),
                    ("です。", "だ。"),
                    ("している。", "しています。"),
                    ("した。", "しました。"),
                    ("である。", "です。"),
                ];
                let (end, other) = pairs.iter().find(|(end, _)| text.ends_with(end))?;
                if text.contains(['「', '」', '『']) {
                    return None;
                }
                target.push(at(text.len() - end.len()..text.len()), *other);
                place(pair.target.clone())
            }
        }
    }
}

/// Clauses of a sentence between two 、, of ten characters or more.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let commas: Vec<usize> = text
        .match_indices('、')
        .map(|(at, c)| at + c.len())
        .collect();
    let starts = std::iter::once(0).chain(commas.iter().copied());
    let clauses = starts.zip(&commas).map(|(start, &end)| start..end);
    let balanced = |clause: &str| !clause.contains(['「', '」', '（', '）', '『', '』', '(', ')']);
    clauses
        .filter(|c| 10 <= text[c.clone()].chars().count() && balanced(&text[c.clone()]))
        .collect()
}

/// Three sentences to a place ten or more beads further on.
fn moved(
    garden: &Garden<'_>,
    bead: usize,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let beads = &garden.document.beads;
    let last = bead + Plant::MovedParagraph.beads() - 1;
    let to = beads.get(last + 10 + random.below(5))?;
    let range = beads[bead].target.start..beads.get(last)?.target.end;
    let source = beads[bead].source.start..beads[last].source.end;
    let text = &garden.document.target[range.clone()];
    if text.chars().count() < 60 || !beads[bead..=last].iter().all(|b| b.is_plain) {
        return None;
    }
    target.push(to.target.end..to.target.end, format!("\n\n{text}"));
    target.push(range, "");
    Some(Place {
        in_source: true,
        range: source,
    })
}

/// A number in digits that both sides have, and another one.
fn changed_number(
    text: &str,
    english: &str,
    random: &mut Random,
) -> Option<(Range<usize>, String)> {
    let found: Vec<_> = runs(text)
        .filter(|(span, kind)| {
            let run = span.of(text);
            let around =
                |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || ".,-_[".contains(c));
            *kind == Class::Digit
                && run.is_ascii()
                && english
                    .split(|c: char| !c.is_ascii_digit())
                    .any(|n| n == run)
                && !around(text[..span.start].chars().next_back())
                && !around(text[span.end..].chars().next())
        })
        .collect();
    let span = random.pick(&found)?.0;
    let number: u64 = span.of(text).parse().ok()?;
    let by = [1, 2, 3, 10, 100][random.below(if number < 100 { 3 } else { 5 })];
    Some((span.start..span.end, (number + by).to_string()))
}

/// The katakana names of a document.
pub(crate) fn names(document: &Document) -> Vec<(usize, Range<usize>, String)> {
    let mut names = Vec::new();
    for (bead, pair) in document
        .beads
        .iter()
        .enumerate()
        .filter(|(_, pair)| pair.is_plain)
    {
        let english = &document.source[pair.source.clone()];
        let text = &document.target[pair.target.clone()];
        let capitals: Vec<&str> = english
            .split(|c: char| !c.is_alphabetic())
            .skip(1)
            .filter(|word| {
                4 <= word.len()
                    && word.starts_with(char::is_uppercase)
                    && word[1..].bytes().all(|b| b.is_ascii_lowercase())
            })
            .collect();
        for (span, _) in runs(text).filter(|(_, kind)| *kind == Class::Katakana) {
            let run = span.of(text);
            let name = capitals.iter().find(|name| {
                let lower = format!(" {}", name.to_lowercase());
                sounds_alike(name, run).is_some_and(|score| 0.75 <= score)
                    && !document.source.contains(&lower)
            });
            if let Some(name) = name.filter(|_| 3 <= run.chars().count()) {
                let start = pair.target.start;
                names.push((
                    bead,
                    start + span.start..start + span.end,
                    (*name).to_owned(),
                ));
            }
        }
    }
    names
}

fn swapped_name(
    garden: &Garden<'_>,
    bead: usize,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let english = &garden.document.source[garden.document.beads[bead].source.clone()];
    let here: Vec<_> = garden.names.iter().filter(|(at, ..)| *at == bead).collect();
    let (_, range, name) = *random.pick(&here)?;
    // Said once in the sentence, so that it is gone.
    let text = &garden.document.target[garden.document.beads[bead].target.clone()];
    if text.matches(&garden.document.target[range.clone()]).count() != 1 {
        return None;
    }
    let others: Vec<_> = garden
        .names
        .iter()
        .filter(|(_, _, other)| other != name && !english.contains(&**other))
        .collect();
    let (_, other, _) = *random.pick(&others)?;
    target.push(range.clone(), &garden.document.target[other.clone()]);
    Some(Place {
        in_source: false,
        range: range.clone(),
    })
}

/// A name that stands three times or more with one kana more or less.
fn respelled_name(
    garden: &Garden<'_>,
    bead: usize,
    random: &mut Random,
    target: &mut Edits,
) -> Option<Place> {
    let text = |range: &Range<usize>| &garden.document.target[range.clone()];
    let often: Vec<_> = garden
        .names
        .iter()
        .filter(|(at, range, name)| {
            *at == bead
                && 3 <= garden
                    .names
                    .iter()
                    .filter(|(_, r, n)| n == name && text(r) == text(range))
                    .count()
        })
        .collect();
    let (_, range, _) = *random.pick(&often)?;
    let written = text(range);
    let respelled = match written
        .char_indices()
        .find(|(_, c)| matches!(c, 'ー' | 'ッ' | 'ィ' | 'ェ'))
    {
        Some((at, c)) => format!("{}{}", &written[..at], &written[at + c.len_utf8()..]),
        None => {
            let second = written.char_indices().nth(1)?.0;
            format!("{}ー{}", &written[..second], &written[second..])
        }
    };
    target.push(range.clone(), respelled);
    Some(Place {
        in_source: false,
        range: range.clone(),
    })
}

/// Words of a pair that the dictionary links: the place of the Japanese in the pair, the key, and the English.
fn translated_words(garden: &Garden<'_>, pair: &Pair) -> Vec<(Range<usize>, String, String)> {
    let document = garden.document;
    let bitext = Bitext::new(
        &document.source[pair.source.clone()],
        &document.target[pair.target.clone()],
    );
    let (source, target) = (bitext.source(), bitext.target());
    let (all, every) = (0..source.segments().len(), 0..target.segments().len());
    anchor::links(source, all, target, every, garden.lexicon)
        .into_iter()
        .filter(|link| link.kind == AnchorKind::Dictionary)
        .map(|link| {
            let key = link.target.of(target.text());
            (
                link.target.start..link.target.end,
                key.to_owned(),
                link.source.of(source.text()).to_owned(),
            )
        })
        .filter(|(_, key, word)| {
            let kanji = key.chars().filter(|&c| class(c) == Class::Kanji).count();
            2 <= kanji
                && kanji == key.chars().count()
                && 4 <= word.len()
                && word.bytes().all(|b| b.is_ascii_lowercase())
        })
        .collect()
}

/// A term of kanji that renders the same word in three other pairs or more, and another word for it.
fn replaced_term(
    garden: &Garden<'_>,
    pair: &Pair,
    random: &mut Random,
) -> Option<(Range<usize>, String)> {
    let found = translated_words(garden, pair);
    let often = |key: &str, word: &str| {
        let beads = garden.document.beads.iter().filter(|other| {
            let english = garden.document.source[other.source.clone()].to_lowercase();
            english.contains(word) && garden.document.target[other.target.clone()].contains(key)
        });
        4 <= beads.count()
    };
    let found: Vec<_> = found
        .into_iter()
        .filter(|(_, key, word)| often(key, word))
        .collect();
    let (range, key, _) = random.pick(&found)?.clone();
    let stem = garden
        .lexicon
        .find(&key)
        .and_then(|entry| garden.lexicon.stems(entry).next())?;
    let others: Vec<&str> = (0..garden.lexicon.len() as u32)
        .filter(|&entry| garden.lexicon.stems(entry).take(2).any(|s| s == stem))
        .map(|entry| garden.lexicon.key(entry))
        .filter(|other| {
            *other != key
                && 2 <= other.chars().count()
                && other.chars().all(|c| class(c) == Class::Kanji)
        })
        .collect();
    Some((range, (*random.pick(&others)?).to_owned()))
}

/// A negation near the end and what stands for it without.
fn without_negation(text: &str) -> Option<(Range<usize>, &'static str)> {
    const PAIRS: [(&str, &str); 16] = [
        ("ありませんでした", "ありました"),
        ("ませんでした", "ました"),
        ("ではありません", "です"),
        ("ではない", "である"),
        ("じゃない", "だ"),
        ("できない", "できる"),
        ("できません", "できます"),
        ("しなかった", "した"),
        ("いなかった", "いた"),
        ("られない", "られる"),
        ("されない", "される"),
        ("しない", "する"),
        ("いない", "いる"),
        ("らない", "る"),
        ("くない", "い"),
        ("ません", "ます"),
    ];
    let found = PAIRS.iter().filter_map(|(word, plain)| {
        let at = text.rfind(word)?;
        Some((at..at + word.len(), *plain))
    });
    found.max_by_key(|(range, _)| (range.end, range.len()))
}
