//! Brackets and quotation marks: the one table of pairs, and the marks that close a sentence.
//!
//! In: a character. Out: the pair that it belongs to. O(1); nearly every character is none of them, and one comparison of ranges says so.

/// What a pair of marks does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairKind {
    /// Encloses a remark.
    Bracket,
    /// Encloses a quotation in Japanese text.
    Quotation,
    /// A quotation in English text whose closing mark may be an apostrophe.
    SingleQuotation,
    /// The same mark opens and closes.
    Straight,
    /// A sign of comparison elsewhere.
    Angle,
}

/// An opening mark and the mark that closes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) open: char,
    pub(crate) close: char,
    pub(crate) kind: PairKind,
}

impl Pair {
    const fn new(open: char, close: char, kind: PairKind) -> Pair {
        Pair { open, close, kind }
    }

    /// Whether the pair encloses text in Japanese: its two marks differ and mean nothing else.
    pub(crate) fn is_of_japanese(&self) -> bool {
        matches!(self.kind, PairKind::Bracket | PairKind::Quotation)
    }
}

/// Every pair.
const PAIRS: [Pair; 18] = [
    Pair::new('「', '」', PairKind::Quotation),
    Pair::new('『', '』', PairKind::Quotation),
    Pair::new('“', '”', PairKind::Quotation),
    Pair::new('｢', '｣', PairKind::Quotation),
    Pair::new('（', '）', PairKind::Bracket),
    Pair::new('(', ')', PairKind::Bracket),
    Pair::new('[', ']', PairKind::Bracket),
    Pair::new('［', '］', PairKind::Bracket),
    Pair::new('【', '】', PairKind::Bracket),
    Pair::new('〈', '〉', PairKind::Bracket),
    Pair::new('《', '》', PairKind::Bracket),
    Pair::new('〔', '〕', PairKind::Bracket),
    Pair::new('‘', '’', PairKind::SingleQuotation),
    Pair::new('"', '"', PairKind::Straight),
    Pair::new('\'', '\'', PairKind::Straight),
    Pair::new('`', '`', PairKind::Straight),
    Pair::new('<', '>', PairKind::Angle),
    Pair::new('＜', '＞', PairKind::Angle),
];

/// The marks that open a quotation in Japanese text.
pub(crate) const OPENING_QUOTES: [char; 4] = ['「', '『', '“', '｢'];

/// The marks that open a quotation in text of any language. Some close one in others.
pub(crate) const OPENING_QUOTES_OF_ANY: [char; 15] = [
    '"', '“', '„', '‟', '‘', '‚', '\'', '「', '『', '｢', '〝', '«', '»', '‹', '›',
];
/// The marks that close a quotation in English text.
pub(crate) const CLOSING_QUOTES: [char; 4] = ['"', '”', '’', '\''];

/// The marks that usually stand between the end of a sentence and the next one.
pub(crate) const CLOSING: [char; 9] = ['"', '”', '’', '\'', ')', '」', '』', '）', ']'];

/// The pair that a mark opens.
pub(crate) fn opened_by(open: char) -> Option<&'static Pair> {
    find(open, |pair| pair.open == open)
}

/// The pair that a mark closes.
pub(crate) fn closed_by(close: char) -> Option<&'static Pair> {
    find(close, |pair| pair.close == close)
}

fn find(mark: char, is_it: impl Fn(&Pair) -> bool) -> Option<&'static Pair> {
    static ALL: [Pair; PAIRS.len()] = PAIRS;
    may_be_mark(mark)
        .then(|| ALL.iter().find(|pair| is_it(pair)))
        .flatten()
}

/// Whether a character lies where the marks of the table do.
fn may_be_mark(character: char) -> bool {
    matches!(character, '"'..='`' | '‘'..='”' | '〈'..='〕' | '（'..='｣')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_found_by_both_marks() {
        for pair in &PAIRS {
            assert_eq!(opened_by(pair.open), Some(pair));
            assert_eq!(closed_by(pair.close), Some(pair));
        }
        for other in "aア漢。、.,»}♪".chars() {
            assert_eq!(
                (opened_by(other), closed_by(other)),
                (None, None),
                "{other}"
            );
        }
    }

    #[test]
    fn the_sets_are_of_the_table() {
        let opens = |kind| PAIRS.iter().filter(move |pair| pair.kind == kind);
        let quotes: Vec<char> = opens(PairKind::Quotation).map(|pair| pair.open).collect();
        assert_eq!(quotes, OPENING_QUOTES);
        assert!(CLOSING.iter().all(|&mark| closed_by(mark).is_some()));
        assert!(CLOSING_QUOTES.iter().all(|mark| CLOSING.contains(mark)));
    }
}
