//! Web pages, and the pages of books.
//!
//! In: the text of a page. Out: its article, a block for each paragraph, heading, item, cell and caption, as ranges of the file.
//! Left out are navigation, advertisements, notices, comments of readers and footers ([`article`] says how), markup, scripts,
//! the readings of ruby, and the marks of notes. Damaged pages are read as browsers read them: never an error. O(bytes).

mod article;
mod attributes;
mod flow;
mod measure;
mod names;
mod scan;
mod tag;
#[cfg(test)]
mod tests;
mod title;
mod tree;
mod walk;

use std::sync::Arc;

use crate::format::html::article::{EDGES, Fate, never_text, of_book, of_page};
use crate::format::html::flow::{Flow, Into};
use crate::format::html::measure::{direct, whole};
use crate::format::html::scan::scan;
use crate::format::html::tree::Dialect;
use crate::format::html::walk::{Page, walk};
use crate::text::{Content, ContentBuilder, Guesses};

/// Reads a page. O(bytes).
pub(crate) fn read(file: Arc<str>) -> Content {
    read_without(file, 0)
}

/// Reads two pages again without the rules by which something was left out of one and the like was kept in the other. O(bytes).
pub(crate) fn alike(source: Content, target: Content) -> [Content; 2] {
    let mut contents = [source, target];
    let mut off = 0;
    // With more text, another rule may find that what it leaves out is little.
    loop {
        let more = unlike(contents.each_ref().map(Content::guesses)) & !off;
        if more == 0 {
            return contents;
        }
        off |= more;
        contents = contents.map(|content| {
            let is_unlike = content.guesses().left_out_by(off);
            match content.shared_file_text().filter(|_| is_unlike) {
                Some(file) => read_without(file, off),
                None => content,
            }
        });
    }
}

/// The rules by which two pages were read differently.
fn unlike([source, target]: [&Guesses; 2]) -> u64 {
    let links = u64::from(source.has_unlike_links(target));
    source.unlike(target) | links << EDGES
}

fn read_without(file: Arc<str>, rules: u64) -> Content {
    // XHTML that is sent as HTML is read as HTML by browsers too.
    let mut tree = scan(&file, Dialect::Html);
    let mut counts = direct(&tree, &file);
    if tree.has_templates() && whole(&tree, &counts, &never_text(&tree, &counts))[0].visible == 0 {
        tree = scan(&file, Dialect::Templates);
        counts = direct(&tree, &file);
    }
    let (mut fates, guesses) = of_page(&tree, &counts, rules);
    title::keep(&file, &tree, &mut fates);
    let measures = whole(&tree, &counts, &outs(&fates));
    let page = Page {
        file: &file,
        tree: &tree,
        fates: &fates,
        measures: &measures,
    };
    let mut builder = ContentBuilder::of_file(Arc::clone(&file));
    walk(&page, &mut Flow::new(Into::File), &mut builder);
    builder.finish().with_guesses(guesses)
}

/// Adds the text of a page of a book, whose part has this name, to the content of the book. O(bytes).
#[cfg(feature = "ebook")]
pub(crate) fn add_part(name: &str, text: &str, builder: &mut ContentBuilder) {
    let tree = scan(text, Dialect::Xhtml);
    let direct = direct(&tree, text);
    let fates = of_book(&tree, &direct);
    let measures = whole(&tree, &direct, &outs(&fates));
    let page = Page {
        file: text,
        tree: &tree,
        fates: &fates,
        measures: &measures,
    };
    walk(&page, &mut Flow::new(Into::Part(name)), builder);
    builder.end();
}

fn outs(fates: &[Fate]) -> Vec<bool> {
    fates.iter().map(|&fate| fate == Fate::Out).collect()
}
