//! [`Fate`]: what of a page is its article, and what is navigation, advertisement, notice, comment or footer.
//!
//! In: a tree and the counts of its text. Out: for each element, whether its text is read. The order is: what is never text;
//! what is hidden; what the elements and roles say; what the names of classes say; the main part, if the page marks one; rows of
//! links at the edges of a page that marks none. A guess by names never takes away much of the text of either language. A
//! page without such structure loses nothing. O(elements + bytes).
//!
//! The kept crates for this (`dom_smoothie`, `legible`, `readability`) port a score that counts commas of Latin text, which
//! Japanese has not; they return a rewritten page without the places of its text, and drop one of two languages side by side.

use crate::format::html::attributes::{Attributes, Language};
use crate::format::html::measure::{Measure, whole};
use crate::format::html::names::{N_NAMES, guess};
use crate::format::html::tag::Tag;
use crate::format::html::tree::Tree;
use crate::text::Guesses;

/// The rules that guess, by number: the names first, and these. Each leaves out only what is little enough.
const FOOTER: u32 = N_NAMES;
const ASIDE: u32 = N_NAMES + 1;
const FORM: u32 = N_NAMES + 2;
const MAIN: u32 = N_NAMES + 3;
pub(super) const EDGES: u32 = N_NAMES + 4;
const _: () = assert!(EDGES < 64, "a rule is a bit");

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Its text is read.
    Kept,
    /// The text directly in it is left out. Elements in it have their own fate.
    Hollow,
    /// It is left out with all that is in it.
    Out,
}

/// The roles of what is around an article.
const ROLES_AROUND: [&str; 6] = [
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "menu",
];
/// The roles and types of notes, which are never footers.
pub(super) const NOTES: [&str; 9] = [
    "doc-footnote",
    "doc-endnote",
    "doc-endnotes",
    "footnote",
    "footnotes",
    "endnote",
    "endnotes",
    "rearnote",
    "rearnotes",
];
/// The roles and types of the mark of a note in the text, and of the way back.
const NOTE_MARKS: [&str; 4] = ["doc-noteref", "noteref", "doc-backlink", "backlink"];
/// The characters of the longest mark of a note, such as `[123]`.
const LONGEST_MARK: usize = 5;

/// Hidden blocks below a shown one, as the answers below the questions of a page, are text if there are so many of them.
const LEAST_ANSWERS: usize = 3;

/// A language counts if it has at least one in this many letters of the page.
const SHARE_OF_LANGUAGE: usize = 10;
/// The least percent of the text outside links that is in what is named the main part, and in articles.
const LEAST_OF_MAIN: usize = 50;
const LEAST_OF_ARTICLE: usize = 80;
/// The least letters outside links on a page without marks of its main part, for links at its edges to be left out. Less can
/// be a page of links.
const LEAST_PROSE: usize = 1000;
/// The least links in a row at an edge.
const LEAST_LINKS: usize = 3;
/// The letters of the longest labels between two rows of links.
const LONGEST_LABEL: usize = 40;

/// The elements of a page that are left out for sure, of any dialect: what is no text, and marks of notes.
pub(super) fn never_text(tree: &Tree, direct: &[Measure]) -> Vec<bool> {
    let all = whole(tree, direct, &vec![false; tree.elements.len()]);
    let mut is_out = Vec::with_capacity(tree.elements.len());
    for (element, at) in tree.elements.iter().enumerate() {
        let parent = tree.elements[at.parent].tag;
        // Headings that unfold what is below them are buttons.
        let is_button = at.tag == Tag::Button && !matches!(parent, Tag::H1 | Tag::Heading);
        let is_mark = at.has_role(&NOTE_MARKS) || is_link_mark(tree, element, &all);
        is_out.push(at.tag.is_no_text() || is_button || is_mark);
    }
    is_out
}

/// Whether an element is a link that is only a mark: the number of a note, ¶ or ↩.
fn is_link_mark(tree: &Tree, element: usize, all: &[Measure]) -> bool {
    let (at, measure) = (&tree.elements[element], &all[element]);
    let is_link = at.attributes.as_ref().is_some_and(|a| a.is_to_place);
    let is_short = 0 < measure.visible && measure.visible <= LONGEST_MARK;
    if !is_link || !is_short || 0 < measure.letters() {
        return false;
    }
    let is_sup = |k: usize| tree.elements[k].tag == Tag::Sup;
    let around = [at.parent, tree.elements[at.parent].parent];
    let child = tree.elements.get(element + 1);
    let holds_sup = child.is_some_and(|c| c.parent == element && c.tag == Tag::Sup);
    measure.digits == 0 || holds_sup || around.into_iter().any(is_sup)
}

/// The fate of each element of a book, in which nothing is around the text.
pub(super) fn of_book(tree: &Tree, direct: &[Measure]) -> Vec<Fate> {
    let mut is_out = never_text(tree, direct);
    for (element, at) in tree.elements.iter().enumerate() {
        is_out[element] |= at.attributes.as_ref().is_some_and(|a| a.is_hidden);
    }
    fates(&is_out)
}

/// The fate of each element of a page, and what was guessed. The rules `off` leave out nothing.
pub(super) fn of_page(tree: &Tree, direct: &[Measure], off: u64) -> (Vec<Fate>, Guesses) {
    let mut is_out = never_text(tree, direct);
    leave_out_hidden(tree, direct, &mut is_out);
    let mut guesser = Guesser {
        guesses: Guesses::default(),
        off,
    };
    leave_out_around(tree, direct, &mut is_out, &mut guesser);
    let measures = whole(tree, direct, &is_out);
    let mut fates = fates(&is_out);
    match main_parts(tree, &measures, &mut guesser) {
        Some(mains) => keep_only(tree, &mains, &measures, &mut fates),
        None => leave_out_edges(tree, direct, &is_out, (&mut fates, &mut guesser)),
    }
    (fates, guesser.guesses)
}

/// Notes what each rule did.
struct Guesser {
    guesses: Guesses,
    /// The rules that leave out nothing, one bit each.
    off: u64,
}

/// How much of a page a part has.
#[derive(Clone, Copy, PartialEq)]
enum Amount {
    /// Little enough to be left out by a guess.
    Little,
    Much,
}

impl Guesser {
    /// Whether a rule leaves out a part that looks like what is around an article; it keeps one that is much of the page.
    fn leaves_out(&mut self, rule: u32, letters: usize, amount: Amount) -> bool {
        let is_out = amount == Amount::Little && self.off & 1 << rule == 0;
        match is_out {
            true => self.guesses.leave_out(rule, letters),
            false => self.guesses.keep(rule, letters),
        }
        is_out
    }
}

fn fates(is_out: &[bool]) -> Vec<Fate> {
    let fate = |&is_out: &bool| if is_out { Fate::Out } else { Fate::Kept };
    is_out.iter().map(fate).collect()
}

/// Leaves out what is hidden, except panes of a language that the page does not show: a page with a switch of languages
/// hides one of them.
fn leave_out_hidden(tree: &Tree, direct: &[Measure], is_out: &mut [bool]) {
    let hidden = |element: usize| {
        let attributes = tree.elements[element].attributes.as_deref();
        attributes.filter(|a| a.is_hidden)
    };
    let mut is_shown_out = is_out.to_vec();
    for (element, out) in is_shown_out.iter_mut().enumerate() {
        *out |= hidden(element).is_some();
    }
    let shown = whole(tree, direct, &is_shown_out)[0];
    let all = whole(tree, direct, is_out);
    let pane = |element: usize| {
        let measure = &all[element];
        match hidden(element)?.language {
            Some(Language::English) => Some((0, measure.latin)),
            Some(Language::Japanese) => Some((1, measure.japanese)),
            Some(Language::Other) => None,
            // A pane that does not say its language has to be as long as a translation.
            None => {
                let is_long = shown.letters() < 3 * measure.letters();
                let is_japanese = measure.latin < measure.japanese;
                let letters = [measure.latin, measure.japanese][usize::from(is_japanese)];
                is_long.then_some((usize::from(is_japanese), letters))
            }
        }
    };
    let is_answer = answers(tree, &all, &hidden);
    let mut in_panes = [0, 0];
    let panes: Vec<_> = (0..tree.elements.len()).map(pane).collect();
    for (language, letters) in panes.iter().flatten() {
        in_panes[*language] += letters;
    }
    let is_missing = [
        shown.latin < in_panes[0] / 2,
        shown.japanese < in_panes[1] / 2,
    ];
    for (element, out) in is_out.iter_mut().enumerate() {
        let is_kept = panes[element].is_some_and(|(language, _)| is_missing[language]);
        *out |= hidden(element).is_some() && !is_kept && !is_answer[element];
    }
}

/// Which elements are hidden until a reader asks for them: blocks of prose right behind a shown block, several in a list.
fn answers<'t>(
    tree: &'t Tree,
    all: &[Measure],
    hidden: &impl Fn(usize) -> Option<&'t Attributes>,
) -> Vec<bool> {
    let mut is_answer = vec![false; tree.elements.len()];
    // The last element that is directly in an element.
    let mut last: Vec<Option<usize>> = vec![None; tree.elements.len()];
    let mut n_in = vec![0; tree.elements.len()];
    // The page is in itself.
    let outer = |element: usize| {
        let parent = tree.elements[element].parent;
        let list = Some(tree.elements[parent].parent).filter(|&list| list != parent);
        [Some(parent), list].into_iter().flatten()
    };
    for (element, at) in tree.elements.iter().enumerate().skip(1) {
        let before = last[at.parent].replace(element);
        let is_below =
            before.is_some_and(|shown| hidden(shown).is_none() && 0 < all[shown].letters());
        let is_prose = 0 < all[element].stops && 2 * all[element].linked() < all[element].letters();
        let is_hidden = hidden(element).is_some_and(|a| a.language.is_none());
        if is_hidden && is_below && is_prose && at.tag.is_block() {
            is_answer[element] = true;
            // A question and its answer may have an element of their own.
            for list in outer(element) {
                n_in[list] += 1;
            }
        }
    }
    for (element, answer) in is_answer.iter_mut().enumerate() {
        *answer &= outer(element).any(|list| LEAST_ANSWERS <= n_in[list]);
    }
    is_answer
}

/// What an element is in, of what decides about footers and headers.
#[derive(Clone, Copy, Default)]
struct Inside {
    main: bool,
    article: bool,
    quotation: bool,
}

/// Leaves out what the elements, the roles and the names say is around the article.
fn leave_out_around(tree: &Tree, direct: &[Measure], is_out: &mut [bool], guesser: &mut Guesser) {
    let measures = whole(tree, direct, is_out);
    let page = measures[0];
    let holds = holding(tree, is_out);
    let mut inside = vec![Inside::default(); tree.elements.len()];
    for (element, at) in tree.elements.iter().enumerate().skip(1) {
        let is_main = at.tag == Tag::Main || at.has_role(&["main", "articlebody"]);
        let outer = inside[at.parent];
        inside[element] = Inside {
            main: outer.main || is_main,
            article: outer.article || at.tag == Tag::Article,
            quotation: outer.quotation || matches!(at.tag, Tag::Blockquote | Tag::Figure),
        };
        let is_note = at.has_role(&NOTES) || at.has_name(&NOTES);
        if is_out[element] || is_note || is_main || holds[element].main {
            continue;
        }
        let measure = &measures[element];
        let amount = |percent| match takes_more(measure, &page, percent) {
            true => Amount::Much,
            false => Amount::Little,
        };
        let letters = measure.letters();
        let is_link_row = measure.letters() < 2 * measure.linked();
        let in_text = outer.main || outer.article;
        let around = match at.tag {
            Tag::Nav | Tag::Dialog => true,
            Tag::Header => !in_text && (is_link_row || !holds[element].heading),
            Tag::Footer if outer.quotation => false,
            Tag::Footer => !in_text || guesser.leaves_out(FOOTER, letters, amount(33)),
            // An aside of an article is a remark of its author, unless it is a list of links.
            Tag::Aside => is_link_row || !in_text && guesser.leaves_out(ASIDE, letters, amount(33)),
            Tag::Form => guesser.leaves_out(FORM, letters, amount(33)),
            _ => at.has_role(&ROLES_AROUND) && !holds[element].heading,
        };
        let is_named = !around
            && !matches!(at.tag, Tag::Html | Tag::Body | Tag::H1 | Tag::Heading)
            && !holds[element].h1;
        let has_name = is_named
            && guess(at).is_some_and(|(rule, guess)| {
                guess.least_linked * measure.letters() <= 100 * measure.linked()
                    && guesser.leaves_out(rule, letters, amount(guess.most_text))
            });
        is_out[element] = around || has_name;
    }
}

/// What is in an element.
#[derive(Clone, Copy, Default)]
struct Holding {
    main: bool,
    h1: bool,
    heading: bool,
}

fn holding(tree: &Tree, is_out: &[bool]) -> Vec<Holding> {
    let mut holding = vec![Holding::default(); tree.elements.len()];
    for (element, at) in tree.elements.iter().enumerate().skip(1).rev() {
        let own = holding[element];
        // The headings of a navigation are not those of the page.
        if is_out[element] || at.tag == Tag::Nav {
            continue;
        }
        let outer = &mut holding[at.parent];
        outer.main |= own.main || at.tag == Tag::Main || at.has_role(&["main", "articlebody"]);
        outer.h1 |= own.h1 || at.tag == Tag::H1;
        outer.heading |= own.heading || matches!(at.tag, Tag::H1 | Tag::Heading);
    }
    holding
}

/// Whether a part has more than some percent of the text outside links, in a language that the page has.
fn takes_more(part: &Measure, page: &Measure, percent: usize) -> bool {
    let (part, page) = (part.prose(), page.prose());
    languages(page).any(|k| percent * page[k] < 100 * part[k])
}

/// The languages of a text by its letters: 0 for Latin, 1 for Japanese.
fn languages(letters: [usize; 2]) -> impl Iterator<Item = usize> {
    (0..2).filter(move |&k| letters[1 - k] < SHARE_OF_LANGUAGE * letters[k])
}

/// The elements that the page marks as its main part, if they have enough of its text in each of its languages. A part named
/// main has half: what is around it is of the site. An article may have others, or sections, beside it, so that it has nearly
/// all, or what it leaves is links.
fn main_parts(tree: &Tree, measures: &[Measure], guesser: &mut Guesser) -> Option<Vec<usize>> {
    let is_main = |element: usize| {
        let at = &tree.elements[element];
        at.tag == Tag::Main || at.has_role(&["main"])
    };
    let is_article = |element: usize| tree.elements[element].tag == Tag::Article;
    let is_body = |element: usize| tree.elements[element].has_role(&["articlebody"]);
    let marks: [(&dyn Fn(usize) -> bool, usize); 3] = [
        (&is_main, LEAST_OF_MAIN),
        (&is_article, LEAST_OF_ARTICLE),
        (&is_body, LEAST_OF_ARTICLE),
    ];
    let page = measures[0];
    marks.into_iter().find_map(|(is_marked, percent)| {
        let mains = outermost(tree, is_marked);
        let mut inside = Measure::default();
        for &main in &mains {
            inside.add(&measures[main]);
        }
        let (all, prose) = (page.prose(), inside.prose());
        let has = |percent| languages(all).all(|k| percent * all[k] <= 100 * prose[k]);
        // A main part may itself be in what is left out.
        let left = page.letters().saturating_sub(inside.letters());
        let is_links = left < 2 * page.linked().saturating_sub(inside.linked());
        let is_enough = has(percent) || is_links && has(LEAST_OF_MAIN);
        let is_marked = !mains.is_empty() && prose != [0, 0];
        let amount = match is_enough {
            true => Amount::Little,
            false => Amount::Much,
        };
        (is_marked && guesser.leaves_out(MAIN, left, amount)).then_some(mains)
    })
}

/// The elements with a mark that are in no other with it, in order.
fn outermost(tree: &Tree, is_marked: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let mut is_inside = vec![false; tree.elements.len()];
    let mut found = Vec::new();
    for (element, at) in tree.elements.iter().enumerate().skip(1) {
        is_inside[element] = is_inside[at.parent] || is_marked(at.parent);
        if is_marked(element) && !is_inside[element] {
            found.push(element);
        }
    }
    found
}

/// Keeps only the main parts, and the heading of the page if they have none, with the lead in the same header.
fn keep_only(tree: &Tree, mains: &[usize], measures: &[Measure], fates: &mut [Fate]) {
    let is_h1 = |element: usize| {
        let has_text = 0 < measures[element].letters();
        tree.elements[element].tag == Tag::H1 && has_text && fates[element] == Fate::Kept
    };
    let mut kept = mains.to_vec();
    let is_in_main = |element: usize| {
        let events = &tree.elements[element].events;
        let main = mains.partition_point(|&m| tree.elements[m].events.start <= events.start);
        main.checked_sub(1)
            .is_some_and(|m| events.end <= tree.elements[mains[m]].events.end)
    };
    let headings: Vec<usize> = (0..fates.len()).filter(|&e| is_h1(e)).collect();
    if !headings.iter().any(|&heading| is_in_main(heading)) {
        kept.extend(headings.first());
        let lead = headings.first().and_then(|&h| header(tree, measures, h));
        kept.extend(lead);
    }
    let mut is_above = vec![false; fates.len()];
    let mut is_inside = vec![false; fates.len()];
    for &element in &kept {
        is_inside[element] = true;
        is_above[element] = true;
    }
    for (element, at) in tree.elements.iter().enumerate().skip(1).rev() {
        is_above[at.parent] |= is_above[element];
    }
    for (element, at) in tree.elements.iter().enumerate() {
        is_inside[element] |= is_inside[at.parent];
        if fates[element] == Fate::Kept && !is_inside[element] {
            fates[element] = match is_above[element] {
                true => Fate::Hollow,
                false => Fate::Out,
            };
        }
    }
}

/// The header around a heading, if it has prose.
fn header(tree: &Tree, measures: &[Measure], heading: usize) -> Option<usize> {
    let mut element = heading;
    while 0 < element {
        element = tree.elements[element].parent;
        if tree.elements[element].tag == Tag::Header {
            let measure = &measures[element];
            let is_prose = 0 < measure.stops && 2 * measure.linked() < measure.letters();
            return is_prose.then_some(element);
        }
    }
    None
}

/// Leaves out rows of links at the beginning and the end of a page.
fn leave_out_edges(
    tree: &Tree,
    direct: &[Measure],
    is_out: &[bool],
    (fates, guesser): (&mut [Fate], &mut Guesser),
) {
    // The text of a block without the blocks in it.
    let mut block_of: Vec<usize> = vec![0; tree.elements.len()];
    let mut own = vec![Measure::default(); tree.elements.len()];
    let mut is_in_out = is_out.to_vec();
    for (element, at) in tree.elements.iter().enumerate() {
        is_in_out[element] |= is_in_out[at.parent];
        let is_block = at.tag.is_block();
        block_of[element] = if is_block {
            element
        } else {
            block_of[at.parent]
        };
        if !is_in_out[element] {
            own[block_of[element]].add(&direct[element]);
        }
    }
    let blocks: Vec<usize> = (0..own.len()).filter(|&b| 0 < own[b].visible).collect();
    let prose: usize = blocks
        .iter()
        .map(|&b| own[b].letters() - own[b].linked())
        .sum();
    let first = run_of_links(blocks.iter().copied(), tree, &own);
    let last = run_of_links(blocks.iter().rev().copied(), tree, &own);
    let mut is_edge = vec![false; own.len()];
    for block in first.into_iter().chain(last) {
        is_edge[block] = true;
    }
    let rows = blocks.iter().filter(|&&b| is_row_of_links(&own[b]));
    let letters = rows.clone().filter(|&&b| is_edge[b]);
    let letters = letters.map(|&b| own[b].letters()).sum();
    let amount = match LEAST_PROSE <= prose {
        true => Amount::Little,
        false => Amount::Much,
    };
    let leaves_out = is_edge.contains(&true) && guesser.leaves_out(EDGES, letters, amount);
    let (at_edges, others): (Vec<usize>, Vec<usize>) =
        rows.partition(|&&b| leaves_out && is_edge[b]);
    guesser.guesses.count_links(at_edges.len(), others.len());
    if !leaves_out {
        return;
    }
    for (element, fate) in fates.iter_mut().enumerate() {
        if is_edge[block_of[element]] && *fate == Fate::Kept {
            *fate = Fate::Hollow;
        }
    }
}

/// The blocks from an edge to the last of a row of links, with the labels between; none if the links are few.
fn run_of_links(blocks: impl Iterator<Item = usize>, tree: &Tree, own: &[Measure]) -> Vec<usize> {
    let (mut run, mut n_run, mut n_links, mut label) = (Vec::new(), 0, 0, 0);
    for block in blocks {
        let measure = &own[block];
        let is_heading = tree.elements[block].tag == Tag::H1;
        let is_row = is_row_of_links(measure);
        label = if is_row { 0 } else { label + measure.letters() };
        if is_heading || LONGEST_LABEL < label {
            break;
        }
        run.push(block);
        if is_row {
            (n_run, n_links) = (run.len(), n_links + measure.n_links);
        }
    }
    run.truncate(if n_links < LEAST_LINKS { 0 } else { n_run });
    run
}

fn is_row_of_links(measure: &Measure) -> bool {
    0 < measure.n_links && 3 * measure.letters() <= 4 * measure.linked()
}
