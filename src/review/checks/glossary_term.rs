//! A term of the glossary: where it begins in a text, and where a text has one of its renderings.
//!
//! In: the term and its renderings. Out: whether the words at a place are the term; the places of its renderings, inflected
//! ones too. A term is a noun unless one of its renderings is a verb, or may be one with する. O(words), O(bytes).

use crate::review::checks::terminology::plain;
use crate::text::Span;
use crate::text::script::is_kanji;
use crate::text::word::{Stemmer, fold, words};

/// A term of the glossary.
pub(super) struct GlossaryTerm {
    pub(super) words: Vec<TermWord>,
    /// Its renderings as they are compared, the longest first.
    renderings: Vec<String>,
    /// Whether it is only a noun.
    is_noun: bool,
}

/// A word of a term.
pub(super) struct TermWord {
    pub(super) stem: u32,
    /// As the glossary writes it, and in lower case.
    written: String,
    folded: String,
}

/// A word of a text.
pub(super) struct WordInText<'a> {
    pub(super) span: Span,
    written: &'a str,
    pub(super) stem: u32,
}

impl<'a> WordInText<'a> {
    pub(super) fn new(span: Span, written: &'a str, stem: u32) -> Self {
        WordInText {
            span,
            written,
            stem,
        }
    }
}

impl GlossaryTerm {
    pub(super) fn new(source: &str, targets: &[String], stemmer: &mut Stemmer) -> Self {
        let words = words(source).map(|(_, word)| {
            let folded = fold(word);
            TermWord {
                stem: stemmer.stem(&folded).0,
                written: word.to_owned(),
                folded,
            }
        });
        let mut renderings: Vec<String> = Vec::new();
        for target in targets {
            let whole = plain(target);
            renderings.extend(verb_root(&whole).map(str::to_owned));
            renderings.push(whole);
        }
        renderings.retain(|rendering| !rendering.is_empty());
        renderings.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        GlossaryTerm {
            words: words.collect(),
            renderings,
            is_noun: targets.iter().all(|target| is_only_noun(target)),
        }
    }

    /// Whether the words of a text from one on are this term.
    pub(super) fn begins(&self, text: &str, words: &[WordInText<'_>], at: usize) -> bool {
        let here = &words[at..];
        let n = self.words.len();
        if here.len() < n {
            return false;
        }
        let mut pairs = self.words.iter().zip(here);
        let last = n - 1;
        pairs.all(|(term, word)| term.stem == word.stem && term.is_written(word.written))
            && !(self.is_noun && self.words[last].is_verb_form(&fold(here[last].written)))
            && !(self.is_noun && n == 1 && is_verb_at(text, words, at))
    }

    /// The places of its renderings in a text as it is compared, in order, none in another.
    pub(super) fn places(&self, text: &str) -> Vec<Span> {
        let mut places = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let here = self
                .renderings
                .iter()
                .find(|rendering| rest.starts_with(&***rendering));
            let length = match here {
                Some(rendering) => {
                    places.push(Span::new(at, at + rendering.len()));
                    rendering.len()
                }
                None => rest.chars().next().map_or(1, char::len_utf8),
            };
            at += length;
        }
        places
    }
}

impl TermWord {
    /// Whether a word of the same stem is a form of this one: not operation of operator, and in its capitals.
    fn is_written(&self, word: &str) -> bool {
        self.has_case_of(word) && derivation(&self.folded) == derivation(&fold(word))
    }

    /// Whether a word is written in capitals as the term is: IT is not it.
    fn has_case_of(&self, word: &str) -> bool {
        let is_capital = |word: &str| {
            let mut letters = word.chars();
            word.len() > 1 && letters.all(|c| c.is_uppercase() || c.is_ascii_digit())
        };
        let without_plural = word.strip_suffix('s').unwrap_or(word);
        !is_capital(&self.written) || is_capital(word) || is_capital(without_plural)
    }

    /// Whether a form of the word is that of a verb: archived, archiving.
    fn is_verb_form(&self, form: &str) -> bool {
        let mut endings = ["ed", "ing"].into_iter();
        endings.any(|ending| form.ends_with(ending) && !self.folded.ends_with(ending))
    }
}

/// Endings that make another word of a stem, without a final e, the longer before those in them.
const DERIVING: &[&str] = &[
    "ational", "ization", "isation", "ation", "ition", "ional", "ment", "anc", "enc", "ancy",
    "ency", "ship", "ness", "less", "abl", "ibl", "ally", "ical", "ator", "izer", "iser", "ion",
    "ity", "iv", "ism", "ist", "ous", "ful", "ify", "iz", "is", "ian", "al", "er", "or", "e", "ic",
    "ly",
];

/// The ending of a word that makes it another word of its stem. Endings of the plural and of verbs do not count.
fn derivation(word: &str) -> Option<&'static str> {
    let mut base = match word.strip_suffix("ies") {
        Some(root) => format!("{root}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    };
    for ending in ["ing", "ed", "e"] {
        let end = base.strip_suffix(ending).map(str::len);
        base.truncate(end.unwrap_or(base.len()));
    }
    let mut endings = DERIVING.iter();
    endings.find(|ending| base.ends_with(**ending)).copied()
}

/// Words behind which a word is a verb; behind `to` one is a verb if one of the others follows.
const BEFORE_VERB: &[&str] = &[
    "i", "you", "we", "they", "he", "she", "who", "will", "would", "can", "cannot", "could",
    "shall", "should", "must", "may", "might", "do", "does", "did", "never", "please",
];
const BEHIND_VERB: &[&str] = &[
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "it",
    "them",
    "him",
    "her",
    "us",
    "me",
    "you",
    "all",
    "every",
    "everything",
    "anything",
    "each",
    "your",
    "our",
    "my",
    "his",
    "their",
    "its",
];

/// Whether the word at a place is a verb: `You archive everything`, `to archive the files`, `Archive the files`.
fn is_verb_at(text: &str, words: &[WordInText<'_>], at: usize) -> bool {
    let is_joined = |one: &WordInText<'_>, other: &WordInText<'_>| {
        text[one.span.end..other.span.start]
            .chars()
            .all(char::is_whitespace)
    };
    let neighbour = |index: Option<usize>| {
        let word = words.get(index?)?;
        let (one, other) = match index? < at {
            true => (word, &words[at]),
            false => (&words[at], word),
        };
        is_joined(one, other).then(|| fold(word.written))
    };
    let before = neighbour(at.checked_sub(1));
    let has_object = neighbour(Some(at + 1)).is_some_and(|word| BEHIND_VERB.contains(&&*word));
    match before.as_deref() {
        Some("to") => has_object,
        Some(word) => BEFORE_VERB.contains(&word),
        None => has_object,
    }
}

/// A verb or an adjective without what is inflected: 整列 of 整列する, 整え of 整える, 書 of 書く, 高 of 高い.
fn verb_root(rendering: &str) -> Option<&str> {
    let root = ["させる", "される", "できる", "する"]
        .iter()
        .find_map(|end| rendering.strip_suffix(end));
    let root = root.or_else(|| {
        let (at, last) = rendering.char_indices().next_back()?;
        "うくぐすつぬぶむるい"
            .contains(last)
            .then(|| &rendering[..at])
    })?;
    root.chars().any(is_kanji).then_some(root)
}

/// Kanji with which a word ends that is no action: 書庫, 巻物, 寺院. Those that also end an action are not here: 力 of 入力, 集 of
/// 編集, 長 of 成長.
const NOUN_ENDS: &str = "庫館物器機屋寺塔堂城橋港駅像紙壁柱窓床院署局隊団軍族士師史誌碑状罪税";

/// Whether a rendering is a noun with which no する can stand.
fn is_only_noun(rendering: &str) -> bool {
    let mut characters = rendering.chars().rev();
    let Some(last) = characters.next() else {
        return true;
    };
    is_kanji(last) && (NOUN_ENDS.contains(last) || !characters.next().is_some_and(is_kanji))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renderings_are_found_inflected() {
        for (name, rendering, text, expected) in [
            ("a noun", "桟橋", "桟橋から桟橋へ", 2),
            ("a verb with する", "整列する", "本が整列していた", 1),
            ("a verb", "整える", "机を整えた", 1),
            ("a verb of one kanji", "書く", "手紙を書いた", 1),
            ("an adjective", "高い", "塔は高くない", 1),
            ("a loan word", "デプロイ", "昨日デプロイした", 1),
            ("kana alone", "する", "用意した", 0),
            ("nothing", "桟橋", "波止場へ", 0),
        ] {
            let term = GlossaryTerm::new("x", &[rendering.to_owned()], &mut Stemmer::new());
            assert_eq!(term.places(&plain(text)).len(), expected, "{name}");
        }
    }

    #[test]
    fn nouns_are_told_from_verbs() {
        for (name, term, rendering, text, expected) in [
            ("a noun", "archive", "書庫", "The archive burned.", true),
            ("a plural", "archive", "書庫", "Both archives burned.", true),
            ("a capital", "archive", "書庫", "ARCHIVE", true),
            (
                "a verb behind a pronoun",
                "archive",
                "書庫",
                "You archive it.",
                false,
            ),
            (
                "a verb behind to",
                "archive",
                "書庫",
                "We want to archive the files.",
                false,
            ),
            (
                "a noun behind to",
                "archive",
                "書庫",
                "It goes to archive five.",
                true,
            ),
            ("an order", "archive", "書庫", "Archive the files.", false),
            ("the past", "archive", "書庫", "She archived them.", false),
            (
                "a rendering that may be a verb",
                "deploy",
                "展開",
                "They deployed it.",
                true,
            ),
            ("a verb", "align", "整列する", "We align the rows.", true),
            ("an acronym", "IT", "情報技術", "Here it is.", false),
            (
                "an acronym as it is",
                "IT",
                "情報技術",
                "The IT budget.",
                true,
            ),
            (
                "a rendering that is an action, in the past",
                "edit",
                "編集",
                "They edited it.",
                true,
            ),
            (
                "an action that ends like a thing",
                "input",
                "入力",
                "They inputted it.",
                true,
            ),
            (
                "another word of the stem",
                "operator",
                "運航会社",
                "Two hours of operation.",
                false,
            ),
            (
                "an adjective of the stem",
                "nation",
                "国民",
                "The national team won.",
                false,
            ),
            (
                "a word without the ending",
                "university",
                "大学",
                "The universe is vast.",
                false,
            ),
            (
                "a derived word in the plural",
                "operator",
                "運航会社",
                "Both operators left.",
                true,
            ),
            (
                "a plural in -ies",
                "university",
                "大学",
                "Two universities closed.",
                true,
            ),
            (
                "a verb in -ize",
                "organize",
                "組織する",
                "They organized it.",
                true,
            ),
            (
                "two words",
                "armed conflict",
                "武力紛争",
                "Armed conflicts ended.",
                true,
            ),
        ] {
            let mut stemmer = Stemmer::new();
            let term = GlossaryTerm::new(term, &[rendering.to_owned()], &mut stemmer);
            let words: Vec<WordInText<'_>> = words(text)
                .map(|(span, word)| WordInText::new(span, word, stemmer.stem(&fold(word)).0))
                .collect();
            let is_found = (0..words.len()).any(|at| term.begins(text, &words, at));
            assert_eq!(is_found, expected, "{name}");
        }
    }
}
