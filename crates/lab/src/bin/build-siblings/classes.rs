//! The classes whose words exclude each other, and which words belong to them.
//!
//! In: WordNet and the embedded lexicon. Out: the lines of the file, sorted. A word belongs to a class if enough of what it was
//! counted for is a meaning of the class, and if the lexicon has a Japanese word for it. O(words × meanings).

use std::collections::{BTreeMap, BTreeSet};

use taiyaku::lexicon::Lexicon;
use taiyaku::text::word::{Stemmer, is_stop_word};
use taiyaku_cli::failure::Failure;

use crate::wordnet::{Meaning, Sense, WordNet};

/// The share of a word's meanings that a class has to be for the word to be looked for, and the share of all words of its stem for
/// the stem to stand for it. Of .05 to .3 these find most planted words at few alarms on good translations.
const LEAST_OF_WORD: f64 = 0.1;
const LEAST_OF_STEM: f64 = 0.2;
/// The same for a word of a pair of opposites.
const LEAST_OF_OPPOSITE: f64 = 0.2;
/// The share of a word's meanings in a class that one has to be for words above and below it to be akin.
const LEAST_OF_AKIN: f64 = 0.25;

/// The classes: a name, the meanings above the words (`metal:1` is the first meaning of metal), and, for an adjective behind "=",
/// it and those that are akin to it. Behind "+" the word itself belongs to the class too.
const CLASSES: &[(&str, &str)] = &[
    ("animal", "animal:1"),
    ("body", "external_body_part:1 internal_organ:1 joint:1"),
    ("building", "building:1 room:1"),
    ("clothing", "clothing:1"),
    (
        "colour",
        "chromatic_color:1 achromatic_color:1 =chromatic:3 =achromatic:1 =black:1 =white:1",
    ),
    ("drink", "beverage:1"),
    (
        "food",
        "edible_fruit:1 vegetable:1 grain:2 cereal:1 meat:1 +bread:1 +cheese:1 +egg:2 +butter:1",
    ),
    ("furniture", "furniture:1"),
    ("illness", "disease:1"),
    ("instrument", "musical_instrument:1"),
    ("jewel", "jewelry:1 gem:2"),
    ("kin", "relative:1"),
    ("language", "language:1"),
    ("litigant", "litigant:1"),
    ("meal", "meal:1"),
    ("plant", "tree:1 flower:1"),
    (
        "science",
        "science:1 +history:2 +philosophy:2 +law:2 +literature:3",
    ),
    ("season", "season:2"),
    ("sport", "sport:1"),
    (
        "substance",
        "metallic_element:1 alloy:1 fabric:1 +leather:1 +plastic:1 +glass:1 +wood:1 +rubber:1 +clay:1 +concrete:1 +stone:2 +brick:1",
    ),
    (
        "tool",
        "tool:1 cutlery:2 kitchen_utensil:1 tableware:1 +scissors:1",
    ),
    ("vehicle", "vehicle:1 public_transport:1"),
    ("weapon", "weapon:1"),
    ("weather", "weather:1"),
    (
        "work",
        "professional:1 skilled_worker:1 employee:1 servant:1 artist:1 educator:1 clergyman:1 monarch:1 scientist:1 writer:1 \
         musician:1 performer:1 farmer:1 merchant:1 policeman:1",
    ),
];

/// Words that texts use for other things than WordNet counted (master, star), that stand for many of their class (kin, descendant), or
/// that a request turns round (May I borrow it? 貸してくれますか).
const LEFT_OUT: [&str; 14] = [
    "borrow",
    "commando",
    "descendant",
    "general",
    "kin",
    "kinsman",
    "lend",
    "man",
    "master",
    "model",
    "private",
    "processor",
    "server",
    "star",
];

/// Words of one class that stand for each other, though WordNet sets them side by side.
const SAME: [[&str; 2]; 10] = [
    ["ambassador", "envoy"],
    ["dinner", "supper"],
    ["rag", "towel"],
    ["palace", "temple"],
    ["arm", "hand"],
    ["captain", "pilot"],
    ["clothes", "dress"],
    ["dinner", "lunch"],
    ["finger", "hand"],
    ["iron", "steel"],
];

/// What belongs to one class.
struct Class<'a> {
    meanings: BTreeSet<Meaning>,
    /// The words, and those of their meanings that weigh most.
    words: BTreeMap<&'a str, BTreeSet<Meaning>>,
}

/// What is known of all words.
struct Known<'a> {
    net: &'a WordNet,
    stemmer: Stemmer,
    /// The stems of the lexicon.
    stems: BTreeSet<String>,
    /// What each stem weighs in all its words.
    weights: BTreeMap<String, f64>,
}

/// The lines of the file.
pub(crate) fn lines(net: &WordNet) -> Result<Vec<String>, Failure> {
    let mut known = Known::new(net);
    let mut lines = Vec::new();
    for (name, roots) in CLASSES {
        let class = known.class(roots)?;
        known.write(name, &class, &mut lines);
    }
    known.write_opposites(&mut lines);
    Ok(lines)
}

impl<'a> Known<'a> {
    fn new(net: &'a WordNet) -> Self {
        let lexicon = Lexicon::embedded();
        let entries = 0..lexicon.len() as u32;
        let stems = entries.flat_map(|entry| lexicon.stems(entry));
        let mut known = Known {
            net,
            stemmer: Stemmer::new(),
            stems: stems.map(str::to_owned).collect(),
            weights: BTreeMap::new(),
        };
        for (word, senses) in net.senses().filter(|(word, _)| is_plain(word)) {
            let stem = known.stem(word);
            *known.weights.entry(stem).or_default() += weight(senses);
        }
        known
    }

    fn stem(&mut self, word: &str) -> String {
        let stem = self.stemmer.stem(word);
        self.stemmer.text(stem).to_owned()
    }

    /// Whether a word can be looked for.
    fn is_usable(&mut self, word: &str) -> bool {
        is_plain(word) && !is_stop_word(word) && !LEFT_OUT.contains(&word) && {
            let stem = self.stem(word);
            self.stems.contains(&stem)
        }
    }

    /// The words of the class with these roots.
    fn class(&mut self, roots: &str) -> Result<Class<'a>, Failure> {
        let net = self.net;
        let mut meanings = BTreeSet::new();
        for root in roots.split(' ') {
            let word = root.trim_start_matches(['+', '=']);
            let part = if root.starts_with('=') { 'a' } else { 'n' };
            let found = word
                .split_once(':')
                .and_then(|(word, rank)| net.find(part, word, rank.parse().ok()?));
            let found = found.ok_or_else(|| Failure::new(format!("no meaning {root}")))?;
            match root.as_bytes()[0] {
                b'=' => meanings.extend(net.similar(found).iter().copied().chain([found])),
                b'+' => meanings.extend(net.under(found)),
                _ => meanings.extend(net.under(found).into_iter().filter(|one| *one != found)),
            }
        }
        let mut words = BTreeMap::new();
        for (word, senses) in net.senses() {
            let inside = || senses.iter().filter(|one| meanings.contains(&one.meaning));
            let of_class: f64 = inside().map(Sense::weight).sum();
            if of_class < LEAST_OF_WORD * weight(senses) || of_class == 0.0 || !self.is_usable(word)
            {
                continue;
            }
            let main = inside().filter(|one| LEAST_OF_AKIN * of_class <= one.weight());
            words.insert(word, main.map(|one| one.meaning).collect());
        }
        Ok(Class { meanings, words })
    }

    /// Adds the lines of a class.
    fn write(&mut self, name: &str, class: &Class<'_>, lines: &mut Vec<String>) {
        let mut of_stems: BTreeMap<String, f64> = BTreeMap::new();
        let all: BTreeMap<&str, &[Sense]> = self.net.senses().collect();
        for word in class.words.keys() {
            *of_stems.entry(self.stem(word)).or_default() += weight(all[word]);
        }
        let akin = |one: &BTreeSet<Meaning>, other: &BTreeSet<Meaning>| {
            let over = |meaning: &Meaning| {
                let mut over = self.net.over(*meaning);
                over.retain(|one| class.meanings.contains(one));
                over
            };
            one.iter().any(|meaning| !over(meaning).is_disjoint(other))
        };
        let mut found = Vec::new();
        for (word, meanings) in &class.words {
            let others = class.words.iter().filter(|(other, theirs)| {
                let is_same = SAME.contains(&[word, other]) || SAME.contains(&[other, word]);
                *other != word && (is_same || akin(meanings, theirs) || akin(theirs, meanings))
            });
            let others: Vec<&str> = others.map(|(other, _)| *other).collect();
            found.push((*word, others.join(" ")));
        }
        for (word, others) in found {
            let stem = self.stem(word);
            let is_rare = of_stems[&stem] < LEAST_OF_STEM * self.weights[&stem];
            if is_rare && name != "sport" && is_form_of_verb(word, &stem) {
                continue;
            }
            let sign = if is_rare { "-" } else { "" };
            lines.push(format!("{name}\t{sign}{word}\t{stem}\t{others}"));
        }
    }

    /// Adds the pairs of opposites, those of verbs apart.
    fn write_opposites(&mut self, lines: &mut Vec<String>) {
        let net = self.net;
        let all: BTreeMap<&str, &[Sense]> = net.senses().collect();
        let mut of: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for (one, other) in &net.opposites {
            let class = if one.0 == 'v' {
                "opposite-verb"
            } else {
                "opposite"
            };
            for word in net.words(*one) {
                for opposite in net.words(*other) {
                    let is_pair = self.stem(word) != self.stem(opposite)
                        && !negates(word, net.words(*other))
                        && [(word, one), (opposite, other)]
                            .iter()
                            .all(|(word, meaning)| {
                                self.is_usable(word) && is_mainly(all.get(word), **meaning)
                            });
                    if is_pair {
                        of.entry((class, word)).or_default().insert(opposite);
                        of.entry((class, opposite)).or_default();
                    }
                }
            }
        }
        for ((class, word), opposites) in of {
            let opposites: Vec<&str> = opposites.into_iter().collect();
            let stem = self.stem(word);
            lines.push(format!("{class}\t{word}\t{stem}\t{}", opposites.join(" ")));
        }
    }
}

/// Whether a word is a single one, and no sign of an element.
fn is_plain(word: &str) -> bool {
    2 < word.len() && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a noun looks like a form of another word, by its stem: sacking, fed, felt.
fn is_form_of_verb(word: &str, stem: &str) -> bool {
    let n_common = word
        .bytes()
        .zip(stem.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    word.ends_with("ing") || word.ends_with("ed") || n_common + 1 < stem.len()
}

/// What a word weighs in all its meanings.
fn weight(senses: &[Sense]) -> f64 {
    senses.iter().map(Sense::weight).sum()
}

/// Whether enough of a word is one meaning.
fn is_mainly(senses: Option<&&[Sense]>, meaning: Meaning) -> bool {
    senses.is_some_and(|senses| {
        let mut senses_of = senses.iter();
        let sense = senses_of.find(|one| one.meaning == meaning);
        sense.is_some_and(|one| LEAST_OF_OPPOSITE * weight(senses) <= one.weight())
    })
}

/// Whether a word is one of others behind a syllable that negates: Japanese says that in many ways.
fn negates<'w>(word: &str, mut others: impl Iterator<Item = &'w str>) -> bool {
    const SYLLABLES: [&str; 7] = ["un", "in", "im", "il", "ir", "non", "dis"];
    others.any(|other| {
        let mut syllables = SYLLABLES.iter();
        syllables.any(|syllable| word.strip_prefix(syllable) == Some(other))
    })
}
