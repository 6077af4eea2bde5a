//! WordNet as it is read: which meanings a word has and how often, and how meanings belong together.
//!
//! In: the folder of the database (`data.noun` …, `index.sense`). Out: a [`WordNet`]. O(bytes).

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::path::Path;

use taiyaku_cli::failure::Failure;
use taiyaku_cli::lexicon::reader;

/// A part of speech and the place of a meaning in its file.
pub(crate) type Meaning = (char, u32);

/// The parts of speech, and the files that hold them.
const FILES: [(char, &str); 4] = [('n', "noun"), ('v', "verb"), ('a', "adj"), ('r', "adv")];

/// The whole database.
#[derive(Default)]
pub(crate) struct WordNet {
    words: BTreeMap<Meaning, Vec<String>>,
    /// The meanings right above and right below one.
    above: BTreeMap<Meaning, Vec<Meaning>>,
    below: BTreeMap<Meaning, Vec<Meaning>>,
    /// Adjectives that are akin to one, such as those of all colours.
    similar: BTreeMap<Meaning, Vec<Meaning>>,
    /// Pairs of meanings of which one is the opposite of the other.
    pub(crate) opposites: Vec<(Meaning, Meaning)>,
    /// The meanings of each word with their rank in its part of speech and how often they were counted.
    senses: BTreeMap<String, Vec<Sense>>,
}

/// A meaning of a word.
pub(crate) struct Sense {
    pub(crate) meaning: Meaning,
    rank: u32,
    count: u32,
}

impl Sense {
    /// How much of the word it is: its count, and a little for a meaning that was never counted.
    pub(crate) fn weight(&self) -> f64 {
        f64::from(self.count) + if self.rank == 1 { 0.5 } else { 0.25 }
    }
}

impl WordNet {
    pub(crate) fn read(folder: &Path) -> Result<Self, Failure> {
        let mut net = WordNet::default();
        for (part, name) in FILES {
            // The licence stands before the meanings.
            each_line(&folder.join(format!("data.{name}")), |line| {
                match line.starts_with("  ") {
                    true => Some(()),
                    false => net.add(part, line),
                }
            })?;
        }
        each_line(&folder.join("index.sense"), |line| net.count(line))?;
        Ok(net)
    }

    /// Adds a line of a data file.
    fn add(&mut self, part: char, line: &str) -> Option<()> {
        let mut fields = line.split(" | ").next()?.split(' ');
        let meaning = (part, fields.next()?.parse().ok()?);
        let n_words = u32::from_str_radix(fields.nth(2)?, 16).ok()?;
        for _ in 0..n_words {
            // An adjective may end in a mark of its place: (p).
            let word = fields.next()?.split('(').next()?.to_lowercase();
            self.words.entry(meaning).or_default().push(word);
            fields.next()?;
        }
        let n_pointers: u32 = fields.next()?.parse().ok()?;
        for _ in 0..n_pointers {
            let (sign, place) = (fields.next()?, fields.next()?.parse().ok()?);
            let other = match fields.next()?.chars().next()? {
                's' => 'a',
                part => part,
            };
            fields.next()?;
            let other = (other, place);
            match sign {
                // Not "@i", of which only names are: Joseph, a carpenter.
                "@" if other.0 == part => {
                    self.above.entry(meaning).or_default().push(other);
                    self.below.entry(other).or_default().push(meaning);
                }
                "&" => self.similar.entry(meaning).or_default().push(other),
                "!" => self.opposites.push((meaning, other)),
                _ => {}
            }
        }
        Some(())
    }

    /// Adds a line of the index: a meaning of a word, its rank, and how often it was counted.
    fn count(&mut self, line: &str) -> Option<()> {
        let fields: Vec<&str> = line.split(' ').collect();
        let [key, place, rank, count] = fields[..] else {
            return None;
        };
        let (word, rest) = key.split_once('%')?;
        let part = match rest.as_bytes().first()? {
            b'1' => 'n',
            b'2' => 'v',
            b'3' | b'5' => 'a',
            b'4' => 'r',
            _ => return None,
        };
        let sense = Sense {
            meaning: (part, place.parse().ok()?),
            rank: rank.parse().ok()?,
            count: count.parse().ok()?,
        };
        self.senses.entry(word.to_owned()).or_default().push(sense);
        Some(())
    }

    /// All words in order, each with its meanings.
    pub(crate) fn senses(&self) -> impl Iterator<Item = (&str, &[Sense])> {
        let senses = self.senses.iter();
        senses.map(|(word, senses)| (word.as_str(), senses.as_slice()))
    }

    /// The words of a meaning.
    pub(crate) fn words(&self, meaning: Meaning) -> impl Iterator<Item = &str> {
        self.words
            .get(&meaning)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// The meaning of a word of a part of speech that has the rank: `metal:1`.
    pub(crate) fn find(&self, part: char, word: &str, rank: u32) -> Option<Meaning> {
        let mut senses = self.senses.get(word)?.iter();
        senses
            .find(|sense| sense.meaning.0 == part && sense.rank == rank)
            .map(|sense| sense.meaning)
    }

    /// A meaning and all below it.
    pub(crate) fn under(&self, root: Meaning) -> BTreeSet<Meaning> {
        reach(root, &self.below)
    }

    /// A meaning and all above it.
    pub(crate) fn over(&self, meaning: Meaning) -> BTreeSet<Meaning> {
        reach(meaning, &self.above)
    }

    /// The adjectives that are akin to one.
    pub(crate) fn similar(&self, meaning: Meaning) -> &[Meaning] {
        self.similar.get(&meaning).map_or(&[], Vec::as_slice)
    }
}

/// Reads a file line by line. A line that is not understood is an error that shows it.
fn each_line(path: &Path, mut read: impl FnMut(&str) -> Option<()>) -> Result<(), Failure> {
    for (number, line) in (1..).zip(reader(path)?.lines()) {
        let line = line.map_err(|error| Failure::io(path.display(), &error))?;
        read(&line).ok_or_else(|| {
            Failure::new(format!(
                "{}: line {number}: expected a line of WordNet 3.1, found {line}",
                path.display()
            ))
        })?;
    }
    Ok(())
}

fn reach(from: Meaning, steps: &BTreeMap<Meaning, Vec<Meaning>>) -> BTreeSet<Meaning> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(meaning) = open.pop() {
        if seen.insert(meaning) {
            open.extend(steps.get(&meaning).into_iter().flatten());
        }
    }
    seen
}
