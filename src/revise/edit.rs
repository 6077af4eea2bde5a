//! The difference between the target of a row and its suggestion, as small edits of the text.
//!
//! In: a document, a run of its segments, and the suggested text of the run. Out: [`Edit`]s, which keep all characters that both
//! have, and the white space, line breaks and markup between them. Expected O(n d) for d changed characters, by a diff (Myers).

use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, Token};
use rustc_hash::FxHashMap;

use crate::text::{Document, Span};

/// Characters of a document that go, and the text that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// The characters that go, in bytes of the document's text, with the white space between them that breaks no line. White
    /// space at its ends may go too.
    pub(super) removed: Vec<Span>,
    /// The text that comes, at the start of the first removed character, or at `at`.
    pub(super) added: String,
    pub(super) at: At,
}

/// Where the text of an edit without removed characters comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Behind this character.
    Behind(Span),
    /// Before this character.
    Before(Span),
}

/// A character that is not white space, and its place.
#[derive(Debug, Clone, Copy)]
struct Placed {
    c: char,
    span: Span,
}

/// The edits by which a run of segments, which is not empty, gets a text.
pub(super) fn edits(document: &Document, segments: &Range<usize>, new: &str) -> Vec<Edit> {
    let segments = &document.segments()[segments.clone()];
    let old: Vec<Placed> = segments
        .iter()
        .flat_map(|segment| characters(document.text(), segment.span))
        .collect();
    let whole = Span::new(0, new.len());
    let wanted: Vec<Placed> = characters(new, whole).collect();
    let mut numbers: FxHashMap<char, u32> = FxHashMap::default();
    let mut token = |placed: &Placed| {
        let next = numbers.len() as u32;
        Token(*numbers.entry(placed.c).or_insert(next))
    };
    let before: Vec<Token> = old.iter().map(&mut token).collect();
    let after: Vec<Token> = wanted.iter().map(&mut token).collect();
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, &before, &after, numbers.len() as u32);
    let texts = Texts {
        old: document.text(),
        old_characters: &old,
        new,
        new_characters: &wanted,
    };
    let mut edits: Vec<Edit> = diff.hunks().filter_map(|hunk| texts.edit(&hunk)).collect();
    let blanks = match edits.is_empty() {
        true => Blanks::Other,
        false => Blanks::Missing,
    };
    let mut kept = (0, 0);
    let end = (before.len() as u32, after.len() as u32);
    let hunks = diff.hunks().map(|hunk| (hunk.before, hunk.after));
    for (gone, come) in hunks.chain([(end.0..end.0, end.1..end.1)]) {
        let old = &texts.old_characters[kept.0..gone.start as usize];
        let new = &texts.new_characters[kept.1..come.start as usize];
        edits.extend(texts.edits_of_blanks(old, new, blanks));
        kept = (gone.end as usize, come.end as usize);
    }
    edits.sort_by_key(Edit::start);
    edits
}

/// Which white space between characters that stay is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blanks {
    /// What is not as it is wanted.
    Other,
    /// Only white space where none is wanted, and none where there should be: a person who changes a word seldom means blanks.
    Missing,
}

impl Edit {
    /// Where it begins in the document.
    fn start(&self) -> usize {
        let at = match self.at {
            At::Behind(span) => span.end,
            At::Before(span) => span.start,
        };
        self.removed.first().map_or(at, |first| first.start)
    }
}

fn characters(text: &str, span: Span) -> impl Iterator<Item = Placed> + '_ {
    let characters = span.of(text).char_indices();
    let characters = characters.map(move |(at, c)| Placed {
        c,
        span: Span::new(span.start + at, span.start + at + c.len_utf8()),
    });
    characters.filter(|placed| !placed.c.is_whitespace())
}

struct Texts<'t> {
    old: &'t str,
    old_characters: &'t [Placed],
    new: &'t str,
    new_characters: &'t [Placed],
}

impl Texts<'_> {
    fn edit(&self, hunk: &Hunk) -> Option<Edit> {
        let gone = hunk.before.start as usize..hunk.before.end as usize;
        let come = hunk.after.start as usize..hunk.after.end as usize;
        let (old, new) = (self.old_characters, self.new_characters);
        let at = match gone.start.checked_sub(1) {
            Some(before) => At::Behind(old[before].span),
            None => At::Before(old.get(gone.end).or(old.first())?.span),
        };
        let added = match (new[come.clone()].first(), new[come.clone()].last()) {
            (Some(first), Some(last)) => &self.new[first.span.start..last.span.end],
            _ => "",
        };
        let between = (gone.start + 1..gone.end).filter_map(|at| blank(self.old, old, at));
        let between = between.filter(|&span| !self.is_break(span));
        let going = old[gone.clone()].iter().map(|placed| placed.span);
        let mut edit = Edit {
            removed: going.chain(between).collect(),
            added: added.to_owned(),
            at,
        };
        let wanted = [come.start, come.end].map(|at| {
            let blank = blank(self.new, new, at);
            blank.map_or("", |span| span.of(self.new))
        });
        // White space of the document before and behind what goes.
        let blanks = [gone.start, gone.end].map(|at| blank(self.old, old, at));
        if gone.is_empty() {
            self.insert_blanks(&mut edit, blanks[0], wanted);
        } else if added.is_empty() {
            self.close_blanks(&mut edit, blanks, wanted[0]);
        } else {
            self.replace_blanks(&mut edit, blanks, wanted);
        }
        edit.removed.sort_unstable();
        Some(edit)
    }

    /// The white space of an edit that only adds: the document has at most one blank there, behind which the next text stands.
    fn insert_blanks(&self, edit: &mut Edit, blank: Option<Span>, wanted: [&str; 2]) {
        edit.added.insert_str(0, wanted[0]);
        match blank {
            None => edit.added.push_str(wanted[1]),
            Some(span) if wanted[1].is_empty() && !self.is_break(span) => edit.removed.push(span),
            Some(_) => {}
        }
    }

    /// The white space of an edit that only removes: of two blanks one stays, if one is wanted. Line breaks stay.
    fn close_blanks(&self, edit: &mut Edit, blanks: [Option<Span>; 2], wanted: &str) {
        let spaces = blanks.into_iter().flatten();
        let spaces: Vec<Span> = spaces.filter(|&span| !self.is_break(span)).collect();
        match (wanted.is_empty(), blanks) {
            (true, _) => edit.removed.extend(spaces),
            (false, [Some(_), Some(_)]) => edit.removed.extend(spaces.last()),
            (false, [None, None]) => edit.added.push_str(wanted),
            (false, _) => {}
        }
    }

    /// The white space around text in place of other text.
    fn replace_blanks(&self, edit: &mut Edit, blanks: [Option<Span>; 2], wanted: [&str; 2]) {
        for (blank, wanted) in blanks.into_iter().zip(wanted) {
            if let Some(span) = blank.filter(|&span| wanted.is_empty() && !self.is_break(span)) {
                edit.removed.push(span);
            }
        }
        let before = if blanks[0].is_none() { wanted[0] } else { "" };
        edit.added.insert_str(0, before);
        if blanks[1].is_none() {
            edit.added.push_str(wanted[1]);
        }
    }

    /// The edits of white space between characters that stay. Line breaks stay.
    fn edits_of_blanks(&self, old: &[Placed], new: &[Placed], blanks: Blanks) -> Vec<Edit> {
        let pairs = old.windows(2).zip(new.windows(2));
        let edits = pairs.filter_map(|(old, new)| {
            let between = |pair: &[Placed]| Span::new(pair[0].span.end, pair[1].span.start);
            let (blank, wanted) = (between(old), between(new).of(self.new));
            let text = blank.of(self.old);
            let is_wanted = match blanks {
                Blanks::Other => text == wanted,
                Blanks::Missing => text.is_empty() == wanted.is_empty(),
            };
            let is_other = !is_wanted && text.trim().is_empty() && !self.is_break(blank);
            is_other.then(|| Edit {
                removed: Some(blank)
                    .filter(|blank| !blank.is_empty())
                    .into_iter()
                    .collect(),
                added: wanted.to_owned(),
                at: At::Behind(old[0].span),
            })
        });
        edits.collect()
    }

    /// Whether white space of the document breaks a line. Such stays, since a row is shown on one line.
    fn is_break(&self, blank: Span) -> bool {
        blank.of(self.old).contains(['\n', '\r'])
    }
}

/// The white space before a character, if there is one before and one behind it, and nothing but white space between them.
fn blank(text: &str, characters: &[Placed], at: usize) -> Option<Span> {
    let before = characters.get(at.checked_sub(1)?)?;
    let behind = characters.get(at)?;
    let span = Span::new(before.span.end, behind.span.start);
    let is_blank = !span.is_empty() && span.of(text).chars().all(char::is_whitespace);
    is_blank.then_some(span)
}
