//! [`Weights`]: all numbers of the score that were chosen by measuring.
//!
//! In: nothing. Out: the numbers that cost, evidence, length and learning read, as fields and by name, so that
//! `fit` in `crates/lab` can vary them. One set serves all texts. `evaluate GOLD_DIR` measures what it reaches.

use crate::anchor::features::{AnchorKind, UnitClass};
use crate::text::Begin;

/// Declares the numbers once: as fields, with their defaults, and by name.
macro_rules! weights {
    ($($(#[doc = $doc:literal])* $name:ident: $type:ty = $value:expr,)*) => {
        /// The numbers of the score; for `crates/lab`, no part of the crate's promises.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Weights {
            $($(#[doc = $doc])* pub $name: $type,)*
        }

        impl Default for Weights {
            fn default() -> Self {
                Weights { $($name: $value,)* }
            }
        }

        impl Weights {
            /// The names of all numbers.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            /// The number of that name.
            pub fn get(&self, name: &str) -> Option<f64> {
                match name {
                    $(stringify!($name) => Some(f64::from(self.$name)),)*
                    _ => None,
                }
            }

            /// Sets the number of that name; returns whether there is one.
            pub fn set(&mut self, name: &str, value: f64) -> bool {
                match name {
                    $(stringify!($name) => self.$name = value as $type,)*
                    _ => return false,
                }
                true
            }
        }
    };
}

weights! {
    /// Prior of a bead of one source and one target sentence (soft cuts closed); those below likewise, the sizes
    /// in either order.
    prior_1_1: f32 = 0.90,
    /// 1-2 and 2-1.
    prior_1_2: f32 = 0.042,
    /// 1-3 and 3-1.
    prior_1_3: f32 = 0.006,
    /// 1-4 and 4-1.
    prior_1_4: f32 = 0.002,
    /// 1-5 and 5-1; each sentence more halves it.
    prior_1_5: f32 = 0.0008,
    /// 2-2.
    prior_2_2: f32 = 0.003,
    /// 2-3 and 3-2.
    prior_2_3: f32 = 0.002,
    /// 2-4 and 4-2.
    prior_2_4: f32 = 0.0007,
    /// 3-3.
    prior_3_3: f32 = 0.0007,
    /// 3-4 and 4-3.
    prior_3_4: f32 = 0.0003,
    /// 4-4.
    prior_4_4: f32 = 0.0001,
    /// How many beads the prior is worth when a document's own kinds are counted.
    prior_beads: f32 = 50.0,

    /// Probability that a null run opens after a bead, on each side, before the document was seen.
    null_open: f64 = 0.055,
    /// How many beads that is worth when a document's own nulls are counted.
    null_beads: f64 = 150.0,
    /// The most that a document's own nulls may make of it.
    null_open_most: f64 = 0.1,
    /// Probability that a null run goes on.
    null_go_on: f64 = 0.6,
    /// Probability that a null run turns to the other side.
    null_turn: f64 = 0.028,

    /// Nats for a run of nulls that begins or ends at a soft cut of its side: a part of a sentence is seldom left out alone.
    null_soft: f32 = -0.5,
    /// The same at a sentence inside a quotation that its paragraph opened.
    null_quoted: f32 = -0.3,

    /// Nats for a segment inside a bead, not its first, that begins a paragraph.
    paragraph_inside: f32 = -3.0,
    /// Nats for a bead that begins at a soft cut, on each side. Swept with `evaluate` on 320 documents: −1.0 instead
    /// of −0.5 gains .05 strict F1 with shifted paragraphs, .1 with merged ones.
    soft_edge: f32 = -1.0,
    /// Nats for a soft cut closed inside a bead.
    soft_closed: f32 = -0.3,
    /// Nats if neither side ends with a question mark.
    question_neither: f32 = 0.05,
    /// Nats if one side ends with a question mark.
    question_one: f32 = -2.2,
    /// Nats if both sides end with a question mark.
    question_both: f32 = 2.0,
    /// Nats if neither side has quotation marks.
    quote_neither: f32 = 0.08,
    /// Nats if one side has quotation marks.
    quote_one: f32 = -0.8,
    /// Nats if both sides have quotation marks.
    quote_both: f32 = 1.2,

    /// How often a number has its counterpart in the other side's translation. On 79 texts of seven domains without
    /// gaps .95 of the numbers had it, .98 of the Latin words, .85 of the katakana, .58 of the dictionary's words with
    /// kanji, .16 of those in kana, .31 of the interjections. The rates that align best lie lower, since
    /// what is missed in one segment is not independent: with .9 for sounds, a long text without a lexicon lost five
    /// points of null F1.
    rate_number: f32 = 0.85,
    /// The same of a word in Latin letters.
    rate_latin: f32 = 0.9,
    /// The same of a word that begins alike in two languages of which nothing is known. For German and French strict F1
    /// is .90 with .7 and .8, .865 with .93.
    rate_cognate: f32 = 0.8,
    /// The same of a katakana word that sounds like an English one.
    rate_sound: f32 = 0.7,
    /// The same of a name in kanji that is read as a word in romaji. With .7, .8 and .85 on texts full of such names
    /// strict F1 was 86.7, 86.5 and 86.6, null F1 80.7, 80.6 and 81.1; other texts have few.
    rate_reading: f32 = 0.8,
    /// The same of an interjection.
    rate_interjection: f32 = 0.55,
    /// The same of a word of the dictionary written with kanji.
    rate_dictionary: f32 = 0.5,
    /// The same of a word of the dictionary written in kana.
    rate_kana: f32 = 0.15,
    /// The same of a word of the source that the dictionary links.
    rate_gloss: f32 = 0.4,
    /// Nats for a number of the target that nothing in the whole source can meet. On the same texts with gaps, .02 of
    /// the numbers of translated segments were such orphans, and .60 of those of segments without a partner; of Latin
    /// words .01 and .57, of katakana .11 and .41, of the dictionary's words .21 and .41; of the source's numbers .01
    /// and .45, of its words .16 and .34.
    orphan_number: f32 = -2.0,
    /// The same of a word in Latin letters.
    orphan_latin: f32 = -2.0,
    /// The same of a katakana word.
    orphan_katakana: f32 = -0.8,
    /// The same of a word of the dictionary, with kanji.
    orphan_kanji: f32 = -0.3,
    /// The same of a number of the source.
    orphan_source_number: f32 = -2.0,
    /// The same of a word of the source, if the lexicon linked all others: an orphan counts the less, the fewer words
    /// the lexicon knows.
    orphan_source_word: f32 = -0.7,
    /// A document of whose words less than this share meet in its sure pairs is translated freely: its dictionary's rates and
    /// the prices of its orphans shrink. Of 253 documents of usual translation 5 % have less than .62, a novel .52, a
    /// translation of 1866 .40.
    free_below: f32 = 0.65,
    /// How much they shrink for each share of that which is missing.
    free_slope: f32 = 2.0,
    /// They keep at least this share.
    free_least: f32 = 0.1,
    /// Share of segments in which a unit is met by chance before any was seen.
    chance: f32 = 0.003,
    /// How many segments that share is worth.
    chance_segments: f32 = 20.0,

    /// What learned links count beside a lexicon: they were taught by the same beads that they judge.
    learned: f32 = 0.45,
    /// How much more they count where there is no lexicon beside them.
    learned_alone: f32 = 5.0 / 3.0,

    /// The most that a similarity from the caller counts against a bead beside a lexicon, in nats. Together with the next three it was
    /// chosen on 16 unedited texts and 79 with gaps, with embeddings of an encoder (`docs/ablations.md`).
    similarity_lowest: f32 = -1.5,
    /// The same for it.
    similarity_highest: f32 = 2.0,
    /// How many deviations the similarities of sure pairs must lie from those of random ones to count at all beside a lexicon. Of
    /// an encoder they lay 3.3 to 5 apart in 11 of 16 documents; in novels and old spelling less than 3, and it misled there.
    similarity_apart_least: f32 = 3.0,
    /// The same to count in full.
    similarity_apart_full: f32 = 4.0,

    /// The weight of the length term.
    length: f32 = 1.45,
    /// Variance of ln(source/target) of long windows; residuals of 1-1 beads of real documents lie between .11
    /// (manuals) and .26 (meetings).
    length_spread: f32 = 0.03,
    /// What short windows add to it, a character.
    length_spread_short: f32 = 3.0,
    /// Share of translations of any length.
    length_loose: f32 = 0.05,
}

impl Weights {
    /// The same where words of the dictionary tell only so much of what they usually do, between 0 and 1.
    pub(crate) fn of_free_translation(&self, worth: f32) -> Weights {
        Weights {
            rate_dictionary: worth * self.rate_dictionary,
            rate_kana: worth * self.rate_kana,
            rate_gloss: worth * self.rate_gloss,
            orphan_kanji: worth * self.orphan_kanji,
            orphan_source_word: worth * self.orphan_source_word,
            ..self.clone()
        }
    }

    /// Prior of a bead of so many source and target sentences, at least 1 of each.
    pub(crate) fn prior(&self, source: usize, target: usize) -> f32 {
        match (source.min(target), source.max(target)) {
            (1, 1) => self.prior_1_1,
            (1, 2) => self.prior_1_2,
            (1, 3) => self.prior_1_3,
            (1, 4) => self.prior_1_4,
            (1, many) => libm::ldexpf(self.prior_1_5, 5 - many as i32),
            (2, 2) => self.prior_2_2,
            (2, 3) => self.prior_2_3,
            (2, _) => self.prior_2_4,
            (3, 3) => self.prior_3_3,
            (3, _) => self.prior_3_4,
            _ => self.prior_4_4,
        }
    }

    /// Nats for a run of nulls that begins or ends where such a segment begins; at most 0.
    pub(crate) fn null_edge(&self, begin: Begin, in_quotation: bool) -> f32 {
        match begin {
            Begin::Soft => self.null_soft,
            Begin::Quoted | Begin::Sentence if in_quotation => self.null_quoted,
            Begin::Quoted | Begin::Sentence | Begin::Paragraph => 0.0,
        }
    }

    /// Nats for a unit of the target that nothing in the source can meet.
    pub(crate) fn orphan_of_target(&self, class: UnitClass) -> f32 {
        match class {
            UnitClass::Number => self.orphan_number,
            UnitClass::Word => self.orphan_latin,
            UnitClass::Katakana => self.orphan_katakana,
            UnitClass::Kanji => self.orphan_kanji,
            UnitClass::Kana | UnitClass::Interjection | UnitClass::Unknown => 0.0,
        }
    }

    /// Nats for a unit of the source that nothing in the target can meet.
    pub(crate) fn orphan_of_source(&self, class: UnitClass) -> f32 {
        match class {
            UnitClass::Number => self.orphan_source_number,
            UnitClass::Word => self.orphan_source_word,
            _ => 0.0,
        }
    }

    /// How often a unit linked in that manner has its counterpart in the other side's translation.
    pub(crate) fn rate(&self, kind: AnchorKind) -> f32 {
        match kind {
            AnchorKind::Number => self.rate_number,
            AnchorKind::Latin => self.rate_latin,
            AnchorKind::Sound => self.rate_sound,
            AnchorKind::Reading => self.rate_reading,
            AnchorKind::Interjection => self.rate_interjection,
            // A learned pair brings a rate of its own.
            AnchorKind::Dictionary | AnchorKind::Learned => self.rate_dictionary,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_set_by_its_name() {
        let mut weights = Weights::default();
        for (k, name) in Weights::NAMES.iter().enumerate() {
            assert!(weights.set(name, k as f64), "{name}");
            assert_eq!(weights.get(name), Some(k as f64), "{name}");
        }
        assert!(!weights.set("lengths", 1.0));
        assert_eq!(weights.get("lengths"), None);
    }
}
