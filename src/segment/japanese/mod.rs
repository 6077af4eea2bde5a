//! Cuts in a Japanese paragraph: a scanner over brackets, quotes and terminators of full and half width.
//!
//! In: a paragraph. Out: cuts in order. A stop outside brackets ends a sentence; so does one inside, unless the
//! host sentence goes on behind the bracket, or the quotation is short: then it is a soft cut. A bracket never closed
//! holds nothing. One scan over the bytes: O(bytes).

mod marks;

use crate::segment::cut::{Cut, is_blank, is_mere_beginning};
use crate::segment::japanese::marks::{
    closing_of, is_close, is_full_stop, is_latin_stop, is_pause, is_stop,
};
use crate::segment::lists::Lists;
use crate::segment::open::{Open, Opened};
use crate::segment::tail::{ClauseEnd, Leading, Tail, clause_end, feeling, is_picture};
use crate::text::Begin;
use crate::text::brackets::{OPENING_QUOTES, PairKind, closed_by};
use crate::text::part::{beginning, end};
use crate::text::script::{Class, class, is_japanese};

/// Appends the cuts of a paragraph.
pub(crate) fn cuts(text: &str, lists: &Lists, longest_quotation: usize, cuts: &mut Vec<Cut>) {
    let mut scan = Scan {
        text,
        lists,
        longest_quotation,
        cuts,
        open: Open::default(),
        start: text.len() - text.trim_start_matches(is_blank).len(),
        leading: Leading::of(text, lists),
    };
    scan.run();
}

/// The scan over one paragraph.
struct Scan<'t> {
    text: &'t str,
    lists: &'t Lists,
    longest_quotation: usize,
    cuts: &'t mut Vec<Cut>,
    open: Open,
    /// Byte at which the sentence begins.
    start: usize,
    leading: Leading,
}

/// The closing marks after a stop.
struct Closed {
    end: usize,
    /// Whether there is any.
    any: bool,
    /// Whether the host sentence goes on after them.
    goes_on: bool,
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut k = self.start;
        while k < bytes.len() {
            let b = bytes[k];
            // Kana and kanji, three bytes each, are skipped by their first two.
            if (0xe4..=0xee).contains(&b) && !bytes[k..].starts_with("笑".as_bytes())
                || b == 0xe3 && bytes[k + 1] != 0x80 && bytes[k + 1] != 0x83
            {
                k += 3;
            } else if b < 0x80
                && !matches!(
                    b,
                    b'.' | b'!' | b'?' | b'(' | b')' | b'[' | b']' | b'"' | b'^' | b'w'
                )
            {
                k += 1;
            } else {
                k = self.look(k);
            }
        }
    }

    /// Looks at the character at byte `k`, and returns the byte to go on from.
    fn look(&mut self, k: usize) -> usize {
        let text = self.text;
        let Some(c) = text[k..].chars().next() else {
            return text.len();
        };
        if let Some(end) = self.feeling(k) {
            return end;
        }
        let straight = c == '"' && !self.open.holds('"');
        if let Some(close) = closing_of(c).or(straight.then_some('"')) {
            self.open.push(Opened {
                close,
                at: k,
                n_cuts: self.cuts.len(),
                at_start: k == self.start,
            });
            k + c.len_utf8()
        } else if is_close(c) || c == '"' {
            self.close(k, c)
        } else if is_stop(text, k, c, self.lists) || is_pause(text, k, c) {
            self.stop(k)
        } else {
            k + c.len_utf8()
        }
    }

    /// An emoji, a face or a reaction at byte `k` without a stop before it: where it ends, if it belongs to the clause before
    /// it, which it ends.
    fn feeling(&mut self, k: usize) -> Option<usize> {
        let (text, lists) = (self.text, self.lists);
        let length = feeling(&text[k..], self.leading, lists)?;
        let clause = text[self.start..k].trim_end_matches(is_blank);
        let how = clause_end(clause, lists);
        let is_own_stop = || {
            text[k..]
                .chars()
                .next()
                .is_some_and(|c| is_stop(text, k, c, lists))
        };
        if how == ClauseEnd::Inside || how == ClauseEnd::Open && is_own_stop() {
            // Emoji are passed over at once, so that the time of a long run of them grows with its length.
            let is_run = text[k..].starts_with(is_picture) && !is_own_stop();
            return is_run.then_some(k + length);
        }
        let end = Tail::read(text, k, self.leading, lists).end;
        let after = text[end..].trim_start_matches(is_blank);
        let begins = |c: char| c.is_alphanumeric() || closing_of(c).is_some();
        if after.starts_with(begins) {
            let at = text.len() - after.len();
            if how == ClauseEnd::Finished {
                self.cuts.push(Cut::hard(at));
                self.start = at;
            } else {
                self.cuts.push(Cut::soft(at));
            }
        }
        Some(end)
    }

    /// A closing mark with no stop before it: the host goes on, but a line of quotations may be cut between them.
    fn close(&mut self, at: usize, c: char) -> usize {
        let end = at + c.len_utf8();
        let Some(opened) = self.open.pop(c, at) else {
            return end;
        };
        let after = self.text[end..].trim_start_matches(is_blank);
        let alone = is_quotation(c) && opened.at_start;
        let ends_host = after.is_empty() || alone && !self.lists.goes_on(after);
        if !ends_host {
            opened.soften(self.cuts);
        } else if self.is_short(c, opened, end) {
            opened.quote(self.cuts);
        }
        if alone
            && !after.is_empty()
            && let Some(begin) = self.ends_unstopped(opened, at, after)
        {
            let at = self.text.len() - after.len();
            self.cuts.push(Cut { at, begin });
            self.start = at;
        }
        end
    }

    /// What begins behind a quotation that begins a sentence and has no stop: the next quotation, or the narrative, if what is
    /// quoted is speech. Speech was broken off with a dash, or ends as sentences do; a title or a term does not. A clause with
    /// a verb of speech goes on with the quotation.
    fn ends_unstopped(&self, opened: Opened, at: usize, after: &str) -> Option<Begin> {
        let inside = &self.text[opened.at..at];
        let is_broken = inside.ends_with(['―', '—', '─', '–']);
        if after.starts_with(OPENING_QUOTES) {
            return Some(if is_broken {
                Begin::Sentence
            } else {
                Begin::Soft
            });
        }
        if self.lists.goes_on(after) || !after.starts_with(is_japanese) {
            return None;
        }
        let how = clause_end(inside, self.lists);
        if !is_broken && how == ClauseEnd::Inside || self.takes_up_speech(after) {
            return None;
        }
        match is_broken || how == ClauseEnd::Finished {
            true => Some(Begin::Sentence),
            false => Some(Begin::Soft),
        }
    }

    /// Whether a text begins with a clause that ends with a verb of speech.
    fn takes_up_speech(&self, text: &str) -> bool {
        /// Bytes within which the verb stands.
        const FARTHEST: usize = 240;
        let ends =
            |c: char| is_full_stop(c) || matches!(c, '、' | '，') || OPENING_QUOTES.contains(&c);
        let near = beginning(text, FARTHEST);
        near.match_indices(ends)
            .any(|(end, _)| self.lists.ends_with_speech(&near[..end]))
            || near.len() == text.len() && self.lists.ends_with_speech(near)
    }

    /// A run of terminators and pauses at byte `at`, and the closing marks behind it.
    fn stop(&mut self, at: usize) -> usize {
        let text = self.text;
        let (stops_end, hard) = run_of_stops(text, at);
        let closed = self.close_over(stops_end);
        let mut end = closed.end;
        // A sentence that begins with a pause: …だが, (…) 次に.
        let is_before_text = !hard && is_mere_beginning(&text[self.start..at]);
        if is_before_text && !text[stops_end..end].contains(is_quotation) {
            return end;
        }
        end += closing_emphasis(text, end);
        let tail = Tail::read(text, end, self.leading, self.lists);
        end = tail.end;
        let after = text[end..].trim_start_matches(is_blank);
        let glued = after.starts_with(['、', '，', '､', '。', '．', '：', '；', ':', ';'])
            || after.starts_with(is_close);
        if after.is_empty() || glued || self.lists.excepted(text, stops_end) {
            return end;
        }
        let next_at = text.len() - after.len();
        let soft = if closed.any {
            closed.goes_on
        } else {
            !hard && !tail.feels
                || !tail.refers && carries_on(text, at, after)
                || is_latin_stop(text, at, stops_end, after)
        };
        if soft {
            self.cuts.push(Cut::soft(next_at));
        } else {
            self.cuts.push(Cut::hard(next_at));
            self.start = next_at;
        }
        end
    }

    /// Closes what the marks behind a stop close.
    fn close_over(&mut self, from: usize) -> Closed {
        let text = self.text;
        let mut found = Closed {
            end: from,
            any: false,
            goes_on: false,
        };
        let closes = |c: &char| is_close(*c) || matches!(c, '"' | '’');
        while let Some(c) = text[found.end..].chars().next().filter(closes) {
            let opened = self.open.pop(c, found.end);
            let next = &text[found.end + c.len_utf8()..];
            if opened.is_none() && c == '"' && next.starts_with(|c: char| !is_blank(c)) {
                break;
            }
            found.any = true;
            found.end += c.len_utf8();
            let after = next.trim_start_matches(is_blank);
            let in_host = opened.is_some_and(|o| !o.at_start) && !after.is_empty();
            found.goes_on = self.lists.goes_on(after)
                // Brackets inside a sentence, and quotations in a row inside one.
                || in_host && (!is_quotation(c) || after.starts_with(OPENING_QUOTES));
            let inside_host = found.goes_on || after.starts_with(['、', '。', '，', '．']);
            match opened {
                Some(opened) if inside_host => opened.soften(self.cuts),
                Some(opened) if self.is_short(c, opened, found.end) => opened.quote(self.cuts),
                _ => {}
            }
        }
        found
    }

    /// Whether what was opened is a quotation so short that it is one sentence.
    fn is_short(&self, close: char, opened: Opened, end: usize) -> bool {
        is_quotation(close) && end - opened.at <= self.longest_quotation
    }
}

/// The length of the mark of emphasis at byte `at`, as plain text has it: `*` or `_`, once to three times. One closes if as many marks
/// of its kind were opened before it as make it the second of a pair.
fn closing_emphasis(text: &str, at: usize) -> usize {
    /// Bytes of the longest emphasis.
    const FARTHEST: usize = 1024;
    let rest = &text[at..];
    let Some(mark) = rest.chars().next().filter(|&c| matches!(c, '*' | '_')) else {
        return 0;
    };
    let length = |text: &str| text.len() - text.trim_start_matches(mark).len();
    let n = length(rest);
    let mut before = end(&text[..at], FARTHEST);
    let mut n_marks = 0;
    while let Some(found) = before.find(mark) {
        let run = &before[found..];
        let behind = &run[length(run)..];
        // An item begins with a mark and a blank.
        let is_mark = length(run) == n && (n_marks % 2 == 1 || !behind.starts_with(is_blank));
        n_marks += usize::from(is_mark);
        before = behind;
    }
    if n <= 3 && n_marks % 2 == 1 { n } else { 0 }
}

fn is_quotation(close: char) -> bool {
    let is_japanese = closed_by(close).is_some_and(|pair| pair.kind == PairKind::Quotation);
    is_japanese || matches!(close, '"' | '’')
}

/// The end of a run of terminators and pauses, and whether it ends a sentence by itself.
fn run_of_stops(text: &str, at: usize) -> (usize, bool) {
    let mut end = at;
    let mut hard = false;
    while let Some(c) = text[end..].chars().next() {
        let more = end == at
            || is_full_stop(c)
            || matches!(c, '!' | '?' | '.' | '…' | '‥' | '♪' | '★' | '☆')
            || matches!(c, '♡' | '♥' | '～' | '〜')
            || is_pause(text, end, c)
            || c == '・' && text[..end].ends_with('・');
        if !more {
            break;
        }
        hard |= is_full_stop(c)
            || matches!(c, '!' | '?' | '♪' | '★' | '☆')
            || c == '.' && end == at && !is_pause(text, at, c);
        end += c.len_utf8();
    }
    (end, hard)
}

/// Whether a stop is inside a name or a quoted exclamation: a particle follows that can begin no sentence.
fn carries_on(text: &str, at: usize, after: &str) -> bool {
    let question = !text[at..].starts_with(['。', '｡', '．', '.']);
    let starts = |list: &[&str]| list.iter().any(|word| after.starts_with(word));
    let mut letters = after.chars();
    let (first, second) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
    let noun = matches!(class(second), Class::Kanji | Class::Katakana);
    match first {
        'を' => true,
        'の' => !starts(&["のち", "のん", "のど", "のろ", "のび", "のぞ", "のり"]),
        'が' | 'は' | 'に' | 'へ' | 'も' => noun,
        'と' if question => {
            noun && !starts(&["と同", "と共", "と或"]) || starts(&["という", "との"])
        }
        _ => question && after.starts_with("って"),
    }
}
