//! [`guess`]: what the names of a class say about an element.
//!
//! In: an element. Out: how much of a page may be left out because of its name, and the number of the name. O(bytes of the
//! names).

use crate::format::html::tree::Element;

/// What a name says of an element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Guess {
    /// The least percent of its letters that are in links.
    pub(super) least_linked: usize,
    /// The most percent of the text of the page outside links, in any of its languages, that is left out.
    pub(super) most_text: usize,
}

struct Row {
    /// Words of a name; with `=`, whole names without the marks between their words: `ad` alone is also in `ad-hoc`.
    names: &'static [&'static str],
    guess: Guess,
}

/// A name of the first rows is used for nothing else. Those of the others also name parts of an article, so that there must be
/// links: a `sidebar` of a book is a box of text. Comments of readers are often longer than the article.
const ROWS: [Row; 4] = [
    Row {
        names: &[
            "nav",
            "navbar",
            "navi",
            "navigation",
            "gnav",
            "breadcrumb",
            "breadcrumbs",
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "ads",
            "adsbygoogle",
            "advert",
            "adverts",
            "advertisement",
            "advertisements",
            "sponsored",
            "footer",
            "pagination",
            "pager",
            "noprint",
            "editsection",
            "skiplink",
            "=ad",
            "=adslot",
            "=adunit",
            "=adcontainer",
            "=adbanner",
            "=adwrapper",
            "=adbox",
            "=adarea",
            "=adspace",
        ],
        guess: Guess {
            least_linked: 0,
            most_text: 33,
        },
    },
    Row {
        names: &["comments", "respond", "disqus"],
        guess: Guess {
            least_linked: 0,
            most_text: 67,
        },
    },
    Row {
        names: &[
            "menu",
            "share",
            "sharing",
            "social",
            "sns",
            "banner",
            "promo",
            "tags",
            "widget",
            "popular",
            "ranking",
            "recommend",
            "recommended",
            "recommendations",
            "related",
            "newsletter",
            "links",
            "toolbar",
            "skip",
        ],
        guess: Guess {
            least_linked: 50,
            most_text: 33,
        },
    },
    Row {
        names: &["sidebar"],
        guess: Guess {
            least_linked: 25,
            most_text: 33,
        },
    },
];

/// Names of notes of the author that have words of the first row.
const NOTES: [&str; 2] = ["=footernote", "=footernotes"];

/// The number of names in all rows.
pub(super) const N_NAMES: u32 = {
    let (mut n_names, mut row) = (0, 0);
    while row < ROWS.len() {
        n_names += ROWS[row].names.len();
        row += 1;
    }
    n_names as u32
};

/// What the names of an element say, with the number of the name that says it: the first in the order of the rows.
pub(super) fn guess(element: &Element) -> Option<(u32, Guess)> {
    let attributes = element.attributes.as_ref()?;
    let mut first: Option<(u32, Guess)> = None;
    let mut is_note = false;
    attributes.each_name(|name| {
        is_note |= NOTES.contains(&name);
        let end = first.map_or(N_NAMES, |(number, _)| number);
        let rows = ROWS.iter();
        let known = rows.flat_map(|row| row.names.iter().map(move |&known| (known, row.guess)));
        let found = (0..end).zip(known).find(|(_, (known, _))| *known == name);
        first = found.map(|(number, (_, guess))| (number, guess)).or(first);
    });
    first.filter(|_| !is_note)
}
