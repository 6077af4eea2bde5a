//! [`guess`]: what the names of a class say about an element.
//!
//! In: an element. Out: how much of a page may be left out because of its name. O(bytes of the names).

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

/// A name of the first rows is used for nothing else. Those of the third also name parts of an article, so that there must be
/// links. Comments of readers are often longer than the article.
const ROWS: [Row; 3] = [
    Row {
        names: &[
            "nav",
            "navbar",
            "navi",
            "navigation",
            "gnav",
            "breadcrumb",
            "breadcrumbs",
            "sidebar",
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
];

/// Names of notes of the author that have words of the first row.
const NOTES: [&str; 2] = ["=footernote", "=footernotes"];

/// What the names of an element say: the first row that has one of them.
pub(super) fn guess(element: &Element) -> Option<Guess> {
    let attributes = element.attributes.as_ref()?;
    let mut first = ROWS.len();
    let mut is_note = false;
    attributes.each_name(|name| {
        is_note |= NOTES.contains(&name);
        let row = ROWS.iter().position(|row| row.names.contains(&name));
        first = first.min(row.unwrap_or(first));
    });
    ROWS.get(first).filter(|_| !is_note).map(|row| row.guess)
}
