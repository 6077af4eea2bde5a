//! Cuts in an English paragraph: terminators, abbreviations, quotations, enumerations.
//!
//! In: a paragraph. Out: cuts in order. A stop before a lower-case start or after an ellipsis, inside a short
//! quotation, or inside a bracket whose host sentence goes on is a soft cut. One scan over the bytes that stops only at
//! marks; what it looks at around a mark is bounded: O(bytes).

mod enumeration;
mod full_stop;
mod judge;
mod label;
mod stop;
mod unstopped;
mod words;

use crate::segment::cut::{Cut, is_blank};
use crate::segment::english::enumeration::Enumeration;
use crate::segment::english::stop::{Stop, is_terminator};
use crate::segment::english::words::Informal;
use crate::segment::lists::Lists;
use crate::segment::open::{Open, Opened};
use crate::segment::tail::{Leading, Tail, is_picture};
use crate::text::Begin;
use crate::text::brackets::CLOSING_QUOTES;

/// Bytes at which the scan stops to look.
static LOOK: [bool; 256] = {
    let mut look = [false; 256];
    let marks = b".!?()[]\"'`:;=_*-@";
    let mut k = 0;
    while k < marks.len() {
        look[marks[k] as usize] = true;
        k += 1;
    }
    // The first bytes of marks that are not ASCII.
    look[0xe2] = true;
    look[0xe3] = true;
    look[0xef] = true;
    look[0xf0] = true;
    look
};

/// Appends the cuts of a paragraph.
pub(crate) fn cuts(text: &str, lists: &Lists, longest_quotation: usize, cuts: &mut Vec<Cut>) {
    let mut scan = Scan {
        text,
        lists,
        longest_quotation,
        cuts,
        open: Open::default(),
        enumeration: Enumeration::default(),
        start: 0,
        leading: Leading::of(text, lists),
        informal: Informal::new(text),
    };
    scan.begin(text.len() - text.trim_start_matches(is_blank).len());
    scan.run();
}

/// Whether the sentence around a bracket or quotation goes on after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    GoesOn,
    Ends,
}

/// The scan over one paragraph.
struct Scan<'t> {
    text: &'t str,
    lists: &'t Lists,
    longest_quotation: usize,
    cuts: &'t mut Vec<Cut>,
    open: Open,
    enumeration: Enumeration,
    /// Byte at or before which the sentence begins.
    start: usize,
    leading: Leading,
    informal: Informal<'t>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut k = 0;
        while let Some(step) = bytes[k..].iter().position(|&b| LOOK[b as usize]) {
            k = self.look(k + step);
        }
    }

    /// Looks at the mark at byte `k`, and returns the byte to go on from.
    fn look(&mut self, k: usize) -> usize {
        let bytes = self.text.as_bytes();
        match bytes[k] {
            b'.' | b'!' | b'?' => self.stop(k),
            b'(' => self.opens(k, ')', 1),
            b'[' => self.opens(k, ']', 1),
            b')' => {
                self.item(k);
                self.closes(k, ')', 1)
            }
            b']' => self.closes(k, ']', 1),
            b'"' => self.straight_quote(k),
            b'\'' | b'`' => self.apostrophe(k),
            b':' | b';' | b'=' | b'@' | b'_' | b'*' | b'-' => self.unstopped(k),
            _ => self.wide(k),
        }
    }

    /// A mark that is not ASCII.
    fn wide(&mut self, k: usize) -> usize {
        let Some(c) = self.text[k..].chars().next() else {
            return self.text.len();
        };
        let width = c.len_utf8();
        match c {
            _ if is_terminator(c) => self.stop(k),
            '“' => self.opens(k, '”', width),
            '”' => self.closes(k, '”', width),
            '‘' => self.opens(k, '’', width),
            '’' if self.closes_quotation(k, width) => self.closes(k, '’', width),
            _ if is_picture(c) => self.picture(k),
            _ => k + width,
        }
    }

    fn stop(&mut self, k: usize) -> usize {
        if self.text.as_bytes()[k] == b'.' {
            self.item(k);
        }
        let stop = Stop::read(self.text, k, &self.open, self.leading, self.lists);
        let found = self.judge(&stop);
        self.close_over(&stop, found);
        if let Some(cut) = found {
            self.push(cut);
            self.begin(cut.at);
        }
        stop.end
    }

    /// An emoji without a stop before it. It ends a sentence before a capital, surely before a word that begins sentences.
    fn picture(&mut self, k: usize) -> usize {
        let (text, lists) = (self.text, self.lists);
        if self.leading.pictures() {
            // The emoji of a list stands before each item.
            let begins = k > self.start && text[..k].ends_with(' ');
            self.cut_at(begins.then_some(k));
            return k + text[k..].chars().next().map_or(1, char::len_utf8);
        }
        let end = Tail::read(text, k, self.leading, lists).end;
        let after = text[end..].trim_start_matches(is_blank);
        let is_parted = k > self.start && after.len() < text.len() - end;
        if is_parted && words::unopened(after).starts_with(char::is_uppercase) {
            let at = text.len() - after.len();
            match lists.starts_sentence(words::first_word(after)) {
                true => self.cut_at(Some(at)),
                false => self.push(Cut::soft(at)),
            }
        }
        end
    }

    fn opens(&mut self, k: usize, close: char, width: usize) -> usize {
        self.open.push(Opened {
            close,
            at: k,
            n_cuts: self.cuts.len(),
            at_start: k == self.start,
        });
        k + width
    }

    /// A closing mark with no stop before it: what it closes is a piece of its host, whatever stands inside.
    fn closes(&mut self, k: usize, close: char, width: usize) -> usize {
        let end = k + width;
        let Some(opened) = self.open.pop(close, k) else {
            return end;
        };
        let after = self.text[end..].trim_start_matches(is_blank);
        let host = match after.starts_with(char::is_lowercase) {
            true => Host::GoesOn,
            false => Host::Ends,
        };
        self.soften(opened, k, host);
        if words::unopened(after).starts_with(char::is_uppercase)
            && after.len() < self.text.len() - end
        {
            let at = self.text.len() - after.len();
            if let Some(begin) = self.ends_unstopped(opened, k, close, after) {
                self.push(Cut { at, begin });
                self.begin(at);
            }
        }
        end
    }

    /// What begins behind a closing mark with no stop before it and a capital behind it, if a sentence ends there: at
    /// speech that was broken off, and at a source or remark in brackets that begins as a sentence.
    fn ends_unstopped(&self, opened: Opened, at: usize, close: char, after: &str) -> Option<Begin> {
        /// Bytes of what is only the mark of an item.
        const ITEM_MARK: usize = 4;
        if matches!(close, ')' | ']') {
            let behind_quotation = self
                .cuts
                .last()
                .is_some_and(|c| c.at == opened.at && c.is_soft());
            let starts = || self.lists.starts_sentence(words::first_word(after));
            let remark = opened.at_start && at - opened.at >= ITEM_MARK;
            return (remark && (behind_quotation || starts())).then_some(Begin::Sentence);
        }
        let inside = &self.text[..at];
        let broken = inside.ends_with(['—', '–']) || inside.ends_with("--");
        broken.then(|| match self.speaker_follows(after) {
            true => Begin::Soft,
            false => Begin::Sentence,
        })
    }

    /// A straight quotation mark closes what is open, unless it can only open.
    fn straight_quote(&mut self, k: usize) -> usize {
        let before = self.text[..k].chars().next_back();
        let free = before.is_none_or(|c| !c.is_alphanumeric() && !is_terminator(c) && c != ',');
        let opens =
            before.is_none_or(is_blank) && self.text[k + 1..].starts_with(|c: char| !is_blank(c));
        if self.open.holds('"') && !opens {
            return self.closes(k, '"', 1);
        }
        if free {
            self.open.pop('"', k);
            return self.opens(k, '"', 1);
        }
        k + 1
    }

    /// An apostrophe, or a single quotation mark.
    fn apostrophe(&mut self, k: usize) -> usize {
        let bytes = self.text.as_bytes();
        let next = bytes.get(k + 1);
        let before = k.checked_sub(1).map(|at| bytes[at]);
        let inner = before.is_some_and(|b| b.is_ascii_alphanumeric());
        if inner && next.is_some_and(u8::is_ascii_alphanumeric) {
            return k + 1;
        }
        let free = before.is_none_or(|b| {
            b.is_ascii_whitespace() || matches!(b, b'(' | b'[' | b'-' | b'"' | b'`' | b'\'')
        });
        if free
            && next
                .is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_' || *b >= 0x80 || *b == b'`')
        {
            return self.opens(k, '\'', 1);
        }
        if self.closes_quotation(k, 1) {
            return self.closes(k, '\'', 1);
        }
        k + 1
    }

    /// Whether the mark at byte `k`, which may be an apostrophe, closes a quotation.
    fn closes_quotation(&self, k: usize, width: usize) -> bool {
        let after = &self.text[k + width..];
        let parted = after.is_empty()
            || after.starts_with([',', ';', ':', '.', '!', '?', ')', '"', '”'])
            || after.starts_with(" (");
        parted || self.text[..k].ends_with([',', '—', '–', '-', '…'])
    }

    /// Makes few cuts inside what was opened soft if its host goes on, and a short quotation one sentence.
    fn soften(&mut self, opened: Opened, close_at: usize, host: Host) {
        /// Cuts in a long quotation that its host may still span.
        const FEW: usize = 2;
        let inside = self.cuts.len().saturating_sub(opened.n_cuts);
        if host == Host::GoesOn && inside <= FEW {
            opened.soften(self.cuts);
        } else if close_at - opened.at <= self.longest_quotation {
            opened.quote(self.cuts);
        }
    }

    /// Closes what is open where marks stand between a stop and the cut after it.
    fn close_over(&mut self, stop: &Stop, found: Option<Cut>) {
        let text = self.text;
        let host = match found.is_none_or(Cut::is_soft) && stop.end < text.len() {
            true => Host::GoesOn,
            false => Host::Ends,
        };
        for (k, c) in text[stop.stops_end..stop.end].char_indices() {
            let at = stop.stops_end + k;
            let quotation = CLOSING_QUOTES.contains(&c);
            if (quotation || matches!(c, ')' | ']'))
                && let Some(opened) = self.open.pop(c, at)
                && (quotation || host == Host::GoesOn)
            {
                self.soften(opened, at, host);
            }
        }
    }

    /// The mark of an item that ends at byte `k`.
    fn item(&mut self, k: usize) {
        if let Some(item) = self.enumeration.see(self.text, k, self.start) {
            if let Some(first) = item.first {
                insert(self.cuts, first);
            }
            insert(self.cuts, item.at);
            self.start = self.start.max(item.at);
        }
    }

    /// Marks after which a sentence may begin without a stop.
    fn unstopped(&mut self, k: usize) -> usize {
        let (text, lists) = (self.text, self.lists);
        let mut end = k + 1;
        match text.as_bytes()[k] {
            b'@' => {
                let at = unstopped::after_address(text, k, lists);
                self.cut_at(at);
            }
            b':' => {
                let at = unstopped::after_emoticon(text, k);
                self.cut_at(at);
                for at in unstopped::after_colon(text, k, self.start, lists)
                    .into_iter()
                    .flatten()
                {
                    self.cut_at(Some(at));
                }
            }
            b';' => {
                let at = unstopped::after_emoticon(text, k);
                self.cut_at(at);
            }
            _ => {
                let (rule_end, at) = unstopped::after_rule(text, k);
                end = rule_end;
                self.cut_at(at);
            }
        }
        end
    }

    fn cut_at(&mut self, at: Option<usize>) {
        if let Some(at) = at {
            self.push(Cut::hard(at));
            self.begin(at);
        }
    }

    /// A sentence begins at byte `at`.
    fn begin(&mut self, at: usize) {
        self.start = at;
        if let Some(name_at) = unstopped::after_closing(self.text, at, self.lists) {
            self.push(Cut::hard(name_at));
            self.start = name_at;
        }
    }

    fn push(&mut self, cut: Cut) {
        match self.cuts.last_mut() {
            Some(last) if last.at >= cut.at => last.begin = last.begin.min(cut.begin),
            _ => self.cuts.push(cut),
        }
    }
}

/// A hard cut at an enumeration mark, at or behind the last cut.
fn insert(cuts: &mut Vec<Cut>, at: usize) {
    let cut = Cut::hard(at);
    match cuts.iter().rposition(|c| c.at <= at) {
        Some(k) if cuts[k].at == at => cuts[k] = cut,
        Some(k) => cuts.insert(k + 1, cut),
        None => cuts.insert(0, cut),
    }
}
