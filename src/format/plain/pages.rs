//! Running heads, feet and page numbers.
//!
//! In: a text with form feeds or without. Out: edits that leave these lines out, and join the sentence that they interrupt.
//! Other lines that interrupt it (notes at the foot of a page, captions of figures) are text, and come at the end.
//!
//! A line is furniture if it is short, stands alone at the edge of a page, and is there again on other pages, its numbers
//! aside. Where no form feed shows the pages, page numbers that rise by one do, or lines that come again and interrupt a
//! sentence. O(bytes).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::format::plain::edit::{Edit, StandsFor};
use crate::format::plain::heads::{EdgeLines, LEAST_PAGES};
use crate::format::plain::lines::Line;
use crate::format::plain::notes::notes;
use crate::format::plain::page_number::{
    decimal, ends_with_number, is_framed, is_later, numbers_of, page_number, without_numbers,
};
use crate::format::plain::two_parts::heads_in_two_parts;
use crate::text::script::is_japanese;

/// The longest running head, in characters.
const LONGEST_HEAD: usize = 120;
/// Lines at the top and at the bottom of a page that may be furniture, where form feeds show the pages.
const EDGE: usize = 3;
/// The least and the most lines of a page, blank ones left out, where page numbers show the pages.
const PAGE_LINES: Range<usize> = 8..200;
/// The most lines of notes at the foot of a page, and the marks that they begin with.
const MOST_NOTES: usize = 12;
const NOTE_MARKS: [char; 10] = ['*', '＊', '†', '‡', '§', '¶', '※', '¹', '²', '³'];
/// The least share of page numbers that interrupt a sentence, as 1 in this number. A page ends inside a sentence more often
/// than not.
const LEAST_INTERRUPTING: usize = 4;
/// A Japanese line is full if it has this share of the median of all lines, in percent.
const FULL: usize = 80;

pub(super) fn edits(text: &str, lines: &[Line]) -> Vec<Edit> {
    let mut pages = Pages::new(text, lines);
    let places = pages.places();
    let mut edits = Vec::new();
    let mut k = 0;
    while k < lines.len() {
        if places[k] == Place::Text {
            edits.extend(pages.fused_edit(k, &places));
            k += 1;
            continue;
        }
        let first = k;
        // Furniture, what floats, and the blank lines between.
        let mut last = k;
        while let Some(next) = lines.get(k) {
            if places[k] != Place::Text {
                last = k;
            } else if !next.is_blank() {
                break;
            }
            k += 1;
        }
        let floats = pages.floats(&places, first..last + 1);
        edits.push(pages.edit(first..last + 1, k, floats));
    }
    edits
}

/// Where a line belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where it is.
    Text,
    /// Nowhere: it is a running head, a foot or a page number.
    Furniture,
    /// Anywhere but inside the sentence that it interrupts: a caption, a title that is no running head.
    Float,
    /// In a note at the foot of a page, which comes at the end: its first line, or another.
    Note,
    NoteGoesOn,
}

/// The lines of a text and what they look like.
struct Pages<'t> {
    text: &'t str,
    lines: &'t [Line],
    /// The median of the lengths of lines, in characters.
    usual_length: usize,
    has_form_feeds: bool,
    /// The filled lines before each line.
    n_filled: Vec<usize>,
    /// How much larger the number of a page is than its place, if page numbers show it.
    first_number: Option<u32>,
}

impl<'t> Pages<'t> {
    fn new(text: &'t str, lines: &'t [Line]) -> Self {
        let filled = lines.iter().filter(|line| !line.is_blank());
        let mut lengths: Vec<usize> = filled
            .map(|line| text[line.bytes.clone()].chars().count())
            .collect();
        lengths.sort_unstable();
        Pages {
            text,
            lines,
            usual_length: lengths.get(lengths.len() / 2).copied().unwrap_or(0),
            has_form_feeds: lines.last().is_some_and(|line| line.page > 0),
            n_filled: filled_before(lines),
            first_number: None,
        }
    }

    fn line(&self, k: usize) -> &'t str {
        &self.text[self.lines[k].bytes.clone()]
    }

    /// The place of each line.
    fn places(&mut self) -> Vec<Place> {
        let mut places = vec![Place::Text; self.lines.len()];
        let candidates = match self.has_form_feeds {
            true => self.edges(),
            false => self.alone(),
        };
        let numbers = self.page_numbers(&candidates);
        for &k in &numbers {
            places[k] = Place::Furniture;
        }
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &k in candidates.iter().filter(|&&k| places[k] == Place::Text) {
            by_key
                .entry(without_numbers(self.line(k)))
                .or_default()
                .push(k);
        }
        for k in self.heads(&by_key, &candidates, &numbers) {
            places[k] = Place::Furniture;
        }
        if self.has_form_feeds {
            for k in heads_in_two_parts(self.text, self.lines) {
                places[k] = Place::Furniture;
            }
            self.float_heads(&candidates, &mut places);
            self.keep_inside(&mut places);
            let is_number = |k: &usize| places[*k] == Place::Furniture;
            let numbers: Vec<usize> = numbers.iter().copied().filter(is_number).collect();
            self.first_number = self.first_number(&numbers);
            let is_text = |k: usize| places[k] == Place::Text;
            for note in notes(self.text, self.lines, is_text) {
                places[note.clone()].fill(Place::NoteGoesOn);
                places[note.start] = Place::Note;
            }
        } else if !numbers.is_empty() {
            // In text of pages; elsewhere a line of its own inside a sentence is displayed there.
            for &k in candidates
                .iter()
                .filter(|&&k| self.interrupts(k, &candidates))
            {
                if places[k] == Place::Text {
                    places[k] = Place::Float;
                }
            }
        }
        places
    }

    /// In a text of pages that form feeds show, a line that stands alone before all or behind all of its page and interrupts a
    /// sentence is a head that is there once, such as that of a chapter.
    fn float_heads(&self, candidates: &[usize], places: &mut [Place]) {
        let is_blank =
            |k: Option<usize>| k.and_then(|k| self.lines.get(k)).is_none_or(Line::is_blank);
        let is_alone = |k: usize| is_blank(k.checked_sub(1)) && is_blank(Some(k + 1));
        for &k in candidates.iter().filter(|&&k| is_alone(k)) {
            let is_text = |other: &usize| {
                *other != k && !self.lines[*other].is_blank() && places[*other] == Place::Text
            };
            let before = (0..k).rev().take(4 * EDGE).find(is_text);
            let behind = (k..self.lines.len()).take(4 * EDGE).find(is_text);
            let is_full =
                |before: usize| self.line(before).chars().count() * 100 >= self.usual_length * FULL;
            let interrupts = before
                .zip(behind)
                .is_some_and(|(before, behind)| is_full(before) && self.goes_on(before, behind));
            if places[k] == Place::Text && interrupts {
                places[k] = Place::Float;
            }
        }
    }

    /// How much larger page numbers in digits are than the places of their pages, if all that were found agree.
    fn first_number(&self, numbers: &[usize]) -> Option<u32> {
        let numbers = numbers
            .iter()
            .filter_map(|&k| Some((k, decimal(self.line(k))?)));
        let mut first = numbers.clone().map(|(k, number)| {
            let page = u32::try_from(self.lines[k].page).ok()?;
            number.checked_sub(page)
        });
        let one = first.next()??;
        let agrees = numbers.count() > 1 && first.all(|other| other == Some(one));
        agrees.then_some(one)
    }

    /// The byte at which the page number begins that stands directly behind the first part of a divided word at the end of
    /// a page: pdftotext removes the hyphen, and the line break with it.
    fn fused_number(&self, k: usize) -> Option<usize> {
        let page = u32::try_from(self.lines[k].page).ok()?;
        let number = self.first_number?.checked_add(page)?.to_string();
        let word = self.line(k).strip_suffix(&number)?;
        let is_last = self
            .lines
            .get(k + 1..)?
            .iter()
            .take_while(|line| line.page == self.lines[k].page)
            .all(Line::is_blank);
        let is_divided = is_last && word.ends_with(|c: char| c.is_lowercase());
        is_divided.then(|| self.lines[k].bytes.start + word.len())
    }

    /// The byte of a hyphen that divides a word between a line and another.
    fn hyphen(&self, before: usize, after: usize) -> Option<usize> {
        let part = self.line(before).strip_suffix(['-', '\u{2010}'])?;
        let is_divided = part.ends_with(|c: char| c.is_lowercase())
            && self.line(after).starts_with(char::is_lowercase);
        is_divided.then(|| self.lines[before].bytes.start + part.len())
    }

    /// The edit for a page number behind a divided word where no other furniture follows.
    fn fused_edit(&self, k: usize, places: &[Place]) -> Option<Edit> {
        let at = self.fused_number(k)?;
        let next = (k + 1..self.lines.len()).find(|&k| !self.lines[k].is_blank())?;
        let goes_on =
            places[next] == Place::Text && self.line(next).starts_with(char::is_lowercase);
        goes_on.then(|| Edit {
            bytes: at..self.lines[next].bytes.start,
            stands_for: StandsFor::InsideWord { later: Vec::new() },
        })
    }

    /// The text in a run of lines that comes at the end: lines that float, and notes as a whole.
    fn floats(&self, places: &[Place], run: Range<usize>) -> Vec<Range<usize>> {
        let mut floats: Vec<Range<usize>> = Vec::new();
        for k in run {
            let bytes = self.lines[k].bytes.clone();
            match places[k] {
                Place::Float | Place::Note => floats.push(bytes),
                Place::NoteGoesOn if !bytes.is_empty() => {
                    if let Some(note) = floats.last_mut() {
                        note.end = bytes.end;
                    }
                }
                _ => {}
            }
        }
        floats
    }

    /// The candidates that are running heads or feet.
    fn heads(
        &self,
        by_key: &BTreeMap<String, Vec<usize>>,
        candidates: &[usize],
        numbers: &[usize],
    ) -> Vec<usize> {
        let mut heads = Vec::new();
        if self.has_form_feeds {
            let edges = EdgeLines::new(self.text, self.lines);
            for again in by_key.values() {
                heads.extend(edges.heads(again, |places| self.is_repeated(places, numbers)));
            }
            return heads;
        }
        for again in by_key.values() {
            if self.is_head(again, candidates, numbers) {
                heads.extend(again);
            }
        }
        heads
    }

    /// Whether the places of a key, its numbers aside, are those of a running head or foot, where no form feed shows the pages.
    fn is_head(&self, places: &[usize], candidates: &[usize], numbers: &[usize]) -> bool {
        let interrupting = places
            .iter()
            .filter(|&&k| self.interrupts(k, candidates))
            .count();
        if let [_] = places {
            return false;
        }
        let is_page_apart = places
            .windows(2)
            .all(|two| PAGE_LINES.start <= self.n_filled(two[0], two[1]));
        if !is_page_apart || !self.is_repeated(places, numbers) {
            return false;
        }
        if numbers.is_empty() {
            let n_usual = LEAST_PAGES <= places.len() && places.len() <= 2 * interrupting;
            return n_usual && self.are_regular(places);
        }
        0 < interrupting
            || places
                .iter()
                .any(|&k| self.is_beside(k, candidates, numbers))
    }

    /// Whether places are a page apart from each other: the least distance is two thirds of the largest, or more.
    fn are_regular(&self, places: &[usize]) -> bool {
        let apart = places.windows(2).map(|two| self.n_filled(two[0], two[1]));
        let (least, most) = (apart.clone().min(), apart.max());
        3 * least.unwrap_or(0) >= 2 * most.unwrap_or(0)
    }

    /// Whether lines with one key are the same line, or have a number that grows with the pages.
    fn is_repeated(&self, places: &[usize], numbers: &[usize]) -> bool {
        let first = self.line(places[0]);
        if places.iter().all(|&k| self.line(k) == first) {
            return true;
        }
        let page = |k: usize| match self.has_form_feeds {
            true => self.lines[k].page,
            false => numbers.partition_point(|&number| number < k),
        };
        let knows_pages = self.has_form_feeds || !numbers.is_empty();
        places.windows(2).all(|two| {
            let grown = numbers_of(self.line(two[0])).zip(numbers_of(self.line(two[1])));
            let mut grown = grown.filter(|(before, after)| before != after);
            let n_pages = if knows_pages {
                page(two[1]) - page(two[0])
            } else {
                1
            };
            // One number, that of the page, or none.
            let is_by_pages = grown
                .next()
                .is_none_or(|(before, after)| is_later(before, after, n_pages));
            is_by_pages && grown.next().is_none()
        })
    }

    /// Keeps what is behind a line that is no furniture, seen from the edge of its page. A page number with a frame stays out:
    /// no text looks like `12 / 40`, and the head of a chapter may stand before it.
    fn keep_inside(&self, places: &mut [Place]) {
        let mut start = 0;
        for page in self.lines.chunk_by(|a, b| a.page == b.page) {
            let lines = start..start + page.len();
            start = lines.end;
            let is_text = |k: &usize| !self.lines[*k].is_blank() && places[*k] == Place::Text;
            let first = lines.clone().find(is_text).unwrap_or(lines.end);
            let last = lines
                .clone()
                .rfind(is_text)
                .map_or(lines.start, |last| last + 1);
            if last <= first {
                continue;
            }
            for (place, k) in places[first..last].iter_mut().zip(first..) {
                if !(*place == Place::Furniture && is_framed(self.line(k))) {
                    *place = Place::Text;
                }
            }
        }
    }

    /// Short lines at the top and the bottom of the pages that form feeds show.
    fn edges(&self) -> Vec<usize> {
        let mut candidates = Vec::new();
        let mut start = 0;
        for page in self.lines.chunk_by(|a, b| a.page == b.page) {
            let filled: Vec<usize> = (start..start + page.len())
                .filter(|&k| !self.lines[k].is_blank())
                .collect();
            let n = filled.len();
            let at_edge = filled
                .iter()
                .enumerate()
                .filter(|&(at, _)| at < EDGE || n <= at + EDGE);
            candidates.extend(at_edge.map(|(_, &k)| k).filter(|&k| self.is_short(k)));
            start += page.len();
        }
        candidates
    }

    /// Short lines with a blank line, or an edge of the text, before and after.
    fn alone(&self) -> Vec<usize> {
        let is_blank =
            |k: Option<usize>| k.and_then(|k| self.lines.get(k)).is_none_or(Line::is_blank);
        let alone = |k: &usize| {
            !self.lines[*k].is_blank()
                && is_blank(k.checked_sub(1))
                && is_blank(Some(k + 1))
                && self.is_short(*k)
        };
        (0..self.lines.len()).filter(alone).collect()
    }

    fn is_short(&self, k: usize) -> bool {
        let line = self.line(k);
        // The blanks between the parts of a head count for nothing.
        let n_characters = || line.split_whitespace().flat_map(str::chars).count();
        line.len() <= 8 * LONGEST_HEAD
            && n_characters() <= LONGEST_HEAD
            && (!ends_sentence(line) || self.has_form_feeds && ends_with_number(line))
    }

    /// The candidates that are page numbers: each is one more than that of a page before, or one less than that of the next.
    /// Without form feeds some of them must interrupt a sentence; numbers of chapters do not.
    fn page_numbers(&self, candidates: &[usize]) -> Vec<usize> {
        let numbered: Vec<(usize, u32)> = candidates
            .iter()
            .filter_map(|&k| Some((k, page_number(self.line(k))?)))
            .collect();
        let follows = |a: &(usize, u32), b: &(usize, u32)| {
            a.1 + 1 == b.1 && PAGE_LINES.contains(&self.n_filled(a.0, b.0))
        };
        let is_after = |at: usize| at > 0 && follows(&numbered[at - 1], &numbered[at]);
        let is_one = |at: usize| is_after(at) || at + 1 < numbered.len() && is_after(at + 1);
        let found: Vec<usize> = match self.has_form_feeds {
            true => self.numbers_by_pages(&numbered),
            false => (0..numbered.len())
                .filter(|&at| is_one(at))
                .map(|at| numbered[at].0)
                .collect(),
        };
        let is_next =
            |k: &usize| !self.lines[*k].is_blank() && candidates.binary_search(k).is_err();
        let has_notes = |k: usize| {
            let next = (k + 1..self.lines.len()).take(4 * EDGE).find(is_next);
            next.is_some_and(|next| self.with_notes(k, next) < k)
        };
        let interrupts = found
            .iter()
            .filter(|&&k| self.interrupts(k, candidates) || has_notes(k))
            .count();
        match self.has_form_feeds || found.len() <= interrupts * LEAST_INTERRUPTING {
            true => found,
            false => Vec::new(),
        }
    }

    /// Of lines that are numbers, those that are as much larger than the place of their page as one on another page.
    fn numbers_by_pages(&self, numbered: &[(usize, u32)]) -> Vec<usize> {
        let page = |k: usize| self.lines[k].page;
        let first = |&(k, number): &(usize, u32)| i64::from(number) - page(k) as i64;
        let mut pages: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
        for numbered in numbered {
            let of_first = pages
                .entry(first(numbered))
                .or_insert((page(numbered.0), page(numbered.0)));
            of_first.1 = page(numbered.0);
        }
        let is_on_two = |numbered: &&(usize, u32)| {
            pages
                .get(&first(numbered))
                .is_some_and(|(from, to)| from < to)
        };
        numbered
            .iter()
            .filter(is_on_two)
            .map(|numbered| numbered.0)
            .collect()
    }

    /// The filled lines from one line to another.
    fn n_filled(&self, from: usize, to: usize) -> usize {
        self.n_filled[to] - self.n_filled[from]
    }

    /// Whether only blank lines and candidates are between a line and a page number.
    fn is_beside(&self, k: usize, candidates: &[usize], numbers: &[usize]) -> bool {
        let at = numbers.partition_point(|&number| number < k);
        let is_clear = |mut between: Range<usize>| {
            between.len() <= 2 * EDGE + 2
                && between.all(|k| self.lines[k].is_blank() || candidates.binary_search(&k).is_ok())
        };
        let before = at.checked_sub(1).map(|at| numbers[at]);
        before.is_some_and(|number| is_clear(number + 1..k))
            || numbers
                .get(at)
                .is_some_and(|&number| is_clear(k + 1..number))
    }

    /// Whether the run of candidates around a line interrupts a sentence.
    fn interrupts(&self, k: usize, candidates: &[usize]) -> bool {
        let is_candidate = |k: usize| candidates.binary_search(&k).is_ok();
        let is_edge = |k: &usize| !self.lines[*k].is_blank() && !is_candidate(*k);
        let reach = 4 * EDGE;
        let before = (k.saturating_sub(reach)..k).rev().find(is_edge);
        let after = (k + 1..(k + reach).min(self.lines.len())).find(is_edge);
        match (before, after) {
            (Some(before), Some(after)) => self.goes_on(before, after),
            _ => false,
        }
    }

    /// Whether the sentence of a line goes on in another.
    fn goes_on(&self, before: usize, after: usize) -> bool {
        let (before, after) = (self.line(before), self.line(after));
        if ends_sentence(before) {
            return false;
        }
        let Some(first) = after.chars().next() else {
            return false;
        };
        if is_japanese(first) || before.ends_with(is_japanese) {
            let length = before.chars().count();
            return !matches!(first, '「' | '『' | '・' | '■' | '●' | '第')
                && length * 100 >= self.usual_length * FULL
                && after.chars().count() > 1;
        }
        first.is_lowercase() && before.contains(' ')
    }

    /// The first line of the notes at the foot of a page, which are above a run of furniture and interrupt a sentence; that of
    /// the run if there are none. `end` is the first filled line after the run.
    fn with_notes(&self, first: usize, end: usize) -> usize {
        let filled = |k: &usize| !self.lines[*k].is_blank();
        let notes = (0..first)
            .rev()
            .skip_while(|k| !filled(k))
            .take(MOST_NOTES)
            .take_while(filled);
        let is_note = |k: &usize| self.line(*k).starts_with(NOTE_MARKS);
        let begins = notes.filter(is_note).find(|&k| {
            end < self.lines.len()
                && k.checked_sub(1)
                    .is_some_and(|before| self.goes_on(before, end))
        });
        begins.unwrap_or(first)
    }

    /// The edit for the lines of a run; `end` is the first filled line after it. What of it `floats` comes at the end, and so do
    /// the notes above it.
    fn edit(&self, run: Range<usize>, end: usize, floats: Vec<Range<usize>>) -> Edit {
        let first = self.with_notes(run.start, end);
        let last_note = (first..run.start).rfind(|&k| !self.lines[k].is_blank());
        let notes = last_note.map(|last| self.lines[first].bytes.start..self.lines[last].bytes.end);
        let later = notes.into_iter().chain(floats).collect();
        let before = (0..first)
            .rev()
            .take(4 * EDGE)
            .find(|&k| !self.lines[k].is_blank());
        let joins = match (before, self.lines.get(end)) {
            (Some(before), Some(_)) => self.goes_on(before, end).then_some(before),
            _ => None,
        };
        let inside_word = |before: usize| {
            let number = self.fused_number(before);
            number.or_else(|| self.hyphen(before, end))
        };
        if let Some(at) = joins.and_then(inside_word) {
            return Edit {
                bytes: at..self.lines[end].bytes.start,
                stands_for: StandsFor::InsideWord { later },
            };
        }
        let bytes = match joins {
            // The line break of the line before is part of the edit, which is a line break itself.
            Some(before) => self.lines[before].bytes.end..self.lines[end].bytes.start,
            None => self.lines[first].bytes.start..self.lines[run.end - 1].bytes.end,
        };
        Edit {
            bytes,
            stands_for: StandsFor::Furniture { later },
        }
    }
}

/// The filled lines before each line, and all of them.
fn filled_before(lines: &[Line]) -> Vec<usize> {
    let mut sums = vec![0];
    for line in lines {
        sums.push(sums[sums.len() - 1] + usize::from(!line.is_blank()));
    }
    sums
}

/// Whether a line ends as sentences do.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(crate::text::brackets::CLOSING);
    line.ends_with(['.', '!', '?', '。', '！', '？', '．', '｡', ':', '：', ';'])
}
