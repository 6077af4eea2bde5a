//! The title of a page, which is its first heading.
//!
//! In: a tree and the fate of its elements. Out: the title is kept, unless a heading of the page says the same. O(elements +
//! bytes of the title and of the headings that are looked at).

use crate::format::html::article::Fate;
use crate::format::html::tag::Tag;
use crate::format::html::tree::Tree;

/// The headings that are compared with the title.
const HEADINGS: usize = 20;
/// The bytes of each that are compared.
const LONGEST: usize = 1000;

/// Keeps the title of a page, if no heading repeats it. O(bytes of the title and of the headings that are looked at).
pub(super) fn keep(file: &str, tree: &Tree, fates: &mut [Fate]) {
    let is_title = |element: &usize| {
        let at = &tree.elements[*element];
        let parent = tree.elements[at.parent].tag;
        // A drawing has titles too.
        at.tag == Tag::Title && matches!(parent, Tag::Root | Tag::Html | Tag::Head | Tag::Body)
    };
    let Some(title) = (0..tree.elements.len()).find(is_title) else {
        return;
    };
    let text = letters(file, tree, title);
    let is_heading = |element: &usize| {
        let is_heading = matches!(tree.elements[*element].tag, Tag::H1 | Tag::Heading);
        is_heading && fates[*element] == Fate::Kept
    };
    let mut headings = (0..tree.elements.len()).filter(is_heading).take(HEADINGS);
    let is_repeated = headings.any(|heading| {
        let heading = letters(file, tree, heading);
        !heading.is_empty() && (text.contains(&heading) || heading.contains(&text))
    });
    if text.is_empty() || is_repeated {
        return;
    }
    fates[title] = Fate::Kept;
    let mut at = title;
    while at != 0 {
        at = tree.elements[at].parent;
        if fates[at] == Fate::Out {
            fates[at] = Fate::Hollow;
        }
    }
}

/// The letters of an element, up to a bound.
fn letters(file: &str, tree: &Tree, element: usize) -> String {
    let mut letters = String::new();
    for k in tree.elements[element].events.clone() {
        let text = tree.text(file, k).unwrap_or("");
        letters.extend(text.chars().filter(|c| c.is_alphanumeric()));
        if LONGEST < letters.len() {
            break;
        }
    }
    letters
}
