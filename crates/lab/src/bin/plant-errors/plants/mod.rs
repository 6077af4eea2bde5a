//! The errors that are planted: each takes a clean pair of sentences and spoils it in one way, if it can.

use std::ops::Range;

use taiyaku::Lexicon;
use taiyaku::review::Check;

use crate::edit::Edits;
use crate::gold::{Document, Pair};
use taiyaku_lab::random::Random;

pub(crate) use names::names;

mod form;
mod names;
mod passage;
mod polarity;
mod word;

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
    pub(crate) lexicon: &'a std::sync::Arc<Lexicon>,
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
        edits: (&mut Edits, &mut Edits),
    ) -> Option<Place> {
        let pair = garden.document.beads.get(bead)?;
        if !pair.is_plain {
            return None;
        }
        let spot = Spot {
            garden,
            bead,
            pair,
            text: &garden.document.target[pair.target.clone()],
            english: &garden.document.source[pair.source.clone()],
        };
        let (source, target) = edits;
        match self {
            Plant::DroppedSentence => passage::dropped_sentence(&spot, target),
            Plant::AddedSentence => passage::added_sentence(&spot, random, target),
            Plant::DroppedClause => passage::dropped_clause(&spot, random, target),
            Plant::AddedClause => passage::added_clause(&spot, random, target),
            Plant::MovedParagraph => passage::moved(&spot, random, target),
            Plant::UntranslatedSentence => passage::untranslated_sentence(&spot, target),
            Plant::ChangedNumber => word::changed_number(&spot, random, target),
            Plant::Residue => word::residue(&spot, random, target),
            Plant::ReplacedTerm => word::replaced_term(&spot, random, target),
            Plant::SwappedName => names::swapped_name(&spot, random, target),
            Plant::RespelledName => names::respelled_name(&spot, random, target),
            Plant::DroppedNegation => polarity::dropped_negation(&spot, target),
            Plant::DroppedQuestion => polarity::dropped_question(&spot, target),
            Plant::LoneBracket => form::lone_bracket(&spot, random, target),
            Plant::DroppedStop => form::dropped_stop(&spot, target),
            Plant::DroppedEmphasis => form::dropped_emphasis(&spot, source),
            Plant::ChangedUrl => form::changed_url(&spot, random, (source, target)),
            Plant::ChangedPlaceholder => form::changed_placeholder(&spot, (source, target)),
            Plant::OtherWidth => form::other_width(&spot, random, target),
            Plant::Decomposed => form::decomposed(&spot, random, target),
            Plant::DoubledWord => form::doubled_word(&spot, random, target),
            Plant::OtherStyle => form::other_style(&spot, target),
        }
    }
}

/// The pair that is to be spoiled.
struct Spot<'a> {
    garden: &'a Garden<'a>,
    bead: usize,
    pair: &'a Pair,
    text: &'a str,
    english: &'a str,
}

impl Spot<'_> {
    /// Where a range of its translation stands in the document.
    fn at(&self, range: Range<usize>) -> Range<usize> {
        let start = self.pair.target.start;
        start + range.start..start + range.end
    }

    /// Replaces a range of its translation, which is the place to be found.
    fn replace(&self, range: Range<usize>, text: impl Into<String>, target: &mut Edits) -> Place {
        target.push(self.at(range.clone()), text);
        Place {
            in_source: false,
            range: self.at(range),
        }
    }

    /// Its whole translation as the place to be found.
    fn whole(&self) -> Place {
        Place {
            in_source: false,
            range: self.pair.target.clone(),
        }
    }

    /// Its original as the place to be found.
    fn original(&self) -> Place {
        Place {
            in_source: true,
            range: self.pair.source.clone(),
        }
    }
}
