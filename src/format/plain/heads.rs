//! Running heads where form feeds show the pages.
//!
//! In: the lines at the edges of pages, by what they have in common. Out: those that are heads or feet: they are there again on
//! other pages, at the edge nearly always, once a page. O(lines).

use std::collections::{BTreeMap, BTreeSet};

use crate::format::plain::lines::Line;
use crate::format::plain::page_number::without_numbers;

/// The least pages with a running head, where half of the pages are more.
pub(super) const LEAST_PAGES: usize = 3;
/// Of all lines with the words of a head, the share that stands at the edges of pages, at least: a label like “Note” is at an
/// edge by chance.
const LEAST_AT_EDGES: (usize, usize) = (2, 3);

/// The lines of a text and how they are compared.
pub(super) struct EdgeLines<'t> {
    text: &'t str,
    lines: &'t [Line],
    /// How often each line is in the text, without its numbers, and as it stands.
    n_of_key: BTreeMap<String, usize>,
    n_of_line: BTreeMap<&'t str, usize>,
}

impl<'t> EdgeLines<'t> {
    pub(super) fn new(text: &'t str, lines: &'t [Line]) -> Self {
        let mut found = EdgeLines {
            text,
            lines,
            n_of_key: BTreeMap::new(),
            n_of_line: BTreeMap::new(),
        };
        for k in (0..lines.len()).filter(|&k| !lines[k].is_blank()) {
            let line = found.line(k);
            *found.n_of_key.entry(without_numbers(line)).or_default() += 1;
            *found.n_of_line.entry(line).or_default() += 1;
        }
        found
    }

    fn line(&self, k: usize) -> &'t str {
        &self.text[self.lines[k].bytes.clone()]
    }

    /// The heads among candidates of one key: all of them if what differs is the number of the page, else those that are the
    /// same line.
    pub(super) fn heads(
        &self,
        again: &[usize],
        is_repeated: impl Fn(&[usize]) -> bool,
    ) -> Vec<usize> {
        let Some(&first) = again.first() else {
            return Vec::new();
        };
        let n_all = self.n_of_key[&without_numbers(self.line(first))];
        let once = self.once_a_page(again);
        let n_elsewhere = n_all - again.len();
        if self.are_many(&once, n_elsewhere) && is_repeated(&once) {
            return once;
        }
        let mut same: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &k in again {
            same.entry(self.line(k)).or_default().push(k);
        }
        let mut heads = Vec::new();
        for (line, places) in same {
            let once = self.once_a_page(&places);
            let n_elsewhere = self.n_of_line[line] - places.len();
            if self.are_many(&once, n_elsewhere) {
                heads.extend(once);
            }
        }
        heads
    }

    /// Those of some lines on whose page none of the others is: not the title on a cover.
    fn once_a_page(&self, places: &[usize]) -> Vec<usize> {
        let mut n_on_page: BTreeMap<usize, usize> = BTreeMap::new();
        for &k in places {
            *n_on_page.entry(self.lines[k].page).or_default() += 1;
        }
        let is_once = |k: &usize| n_on_page[&self.lines[*k].page] == 1;
        places.iter().copied().filter(is_once).collect()
    }

    /// Whether lines are on enough pages, and few like them stand elsewhere.
    fn are_many(&self, places: &[usize], n_elsewhere: usize) -> bool {
        let pages: BTreeSet<usize> = places.iter().map(|&k| self.lines[k].page).collect();
        let n_pages = self.lines.last().map_or(0, |line| line.page + 1);
        let are_enough = LEAST_PAGES <= pages.len() || n_pages <= 2 * pages.len();
        let (share, of) = LEAST_AT_EDGES;
        1 < places.len() && are_enough && share * (places.len() + n_elsewhere) <= of * places.len()
    }
}

#[cfg(test)]
mod tests {
    use crate::format::plain::edit::applied;
    use crate::format::plain::lines::lines;
    use crate::format::plain::pages::edits;

    /// A text of pages without what is left out of it, lines with a bar between.
    fn read(pages: &[&str]) -> String {
        let text = pages.join("\u{c}").replace('|', "\n");
        let read = applied(&text, edits(&text, &lines(&text)), "\n");
        let lines = read.split(['\n', '\u{c}']).map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn heads_stand_at_the_edges_of_pages() {
        for (name, pages, expected) in [
            (
                "pages of a few lines, and a cover",
                &[
                    "Mill Guide|Mill Guide|",
                    "Mill Guide||a",
                    "b||Mill Guide",
                    "Mill Guide||c||d",
                ][..],
                "Mill Guide|Mill Guide|a|b|c|d",
            ),
            (
                "chapters",
                &[
                    "Chapter 1.||a",
                    "Chapter 1.||b",
                    "Chapter 1.||c",
                    "Chapter 2.||d",
                    "Chapter 2.||e",
                    "Chapter 2.||f",
                ],
                "a|b|c|d|e|f",
            ),
            (
                "a label that is everywhere",
                &[
                    "Note||a||b||c||Note||d||e||f",
                    "Note||g||h||i||Note||j||k||l",
                    "Note||m||n||o||Note||p||q||r",
                ],
                "Note|a|b|c|Note|d|e|f|Note|g|h|i|Note|j|k|l|Note|m|n|o|Note|p|q|r",
            ),
        ] {
            assert_eq!(read(pages), expected, "{name}");
        }
    }
}
