//! [`alike`]: two files, of which the same is left out.
//!
//! In: what readers made of an original and of its translation. Out: the same, read again where they guessed differently.
//! O(bytes of both).

use crate::text::Content;

/// Reads an original and its translation again where a guess left something out of one and kept the like of the other.
///
/// What is around the article of a web page is guessed by names and links, and only little is left out by a guess. In a short
/// translation the same box of text is more of the page. A box without its partner is worth nothing, so both keep it. Other
/// texts are returned as they are. O(bytes) if something is read again, else O(1).
///
/// ```
/// # #[cfg(feature = "web")] {
/// use taiyaku::Bitext;
/// use taiyaku::format::{Format, alike};
///
/// let pages = ["<h1>Rain</h1><p>It rained.</p>", "<h1>雨</h1><p>雨が降った。</p>"];
/// let [source, target] = pages.map(|page| Format::Html.read(page));
/// let [source, target] = alike(source?, target?);
/// assert_eq!(Bitext::from_contents(source, target).target().segments().len(), 2);
/// # }
/// # Ok::<(), taiyaku::Error>(())
/// ```
#[must_use]
pub fn alike(source: Content, target: Content) -> [Content; 2] {
    #[cfg(feature = "web")]
    return crate::format::html::alike(source, target);
    #[cfg(not(feature = "web"))]
    [source, target]
}

#[cfg(all(test, feature = "web"))]
mod tests {
    use super::alike;
    use crate::format::Format;

    const LINKS: &str = "<ul><li><a href=1>One</a><li><a href=2>Two</a><li><a href=3>Three</a><li><a href=4>Four</a>\
        <li><a href=5>Five</a><li><a href=6>Six</a><li><a href=7>Seven</a><li><a href=8>Eight</a><li><a href=9>Nine</a></ul>";

    /// A page with a sentence, repeated, and what is around it.
    fn page(sentence: &str, n: usize, below: &str) -> String {
        format!("<h1>Rain</h1><p>{}</p>{below}", sentence.repeat(n))
    }

    /// Whether the text of each page is read with a word, alone and beside the other.
    fn is_read(pages: [&str; 2], words: [&str; 2]) -> [[bool; 2]; 2] {
        let [source, target] = pages.map(|page| Format::Html.read(page).expect("a page"));
        let has = |texts: [&str; 2]| [texts[0].contains(words[0]), texts[1].contains(words[1])];
        let alone = has([source.text(), target.text()]);
        let [source, target] = alike(source, target);
        [alone, has([source.text(), target.text()])]
    }

    #[test]
    fn a_box_that_is_much_of_one_page_is_kept_in_both() {
        let below = "<div class=nav>Where the water goes. It runs to the sea.</div>";
        let english = page("It rained on the hills. ", 20, below);
        let below = "<div class=nav>水の行方。海へ流れていく。</div>";
        let japanese = page("雨。", 3, below);
        let read = is_read([&english, &japanese], ["sea", "海"]);
        assert_eq!(read, [[false, true], [true, true]]);
        // A notice is not like an article that has its name.
        let english = page("It rained on the hills. ", 20, "<div class=nav>See.</div>");
        let japanese = page(
            "雨。",
            1,
            "<div class=nav>水の行方。海へ流れていく。丘に雨が降っていた。</div>",
        );
        let read = is_read([&english, &japanese], ["See", "海"]);
        assert_eq!(read, [[false, true], [false, true]]);
        // Nor are pages different of which each has both.
        let below = format!(
            "<div class=nav>{}</div><div class=nav>Small print.</div>",
            "Where the water goes. ".repeat(20)
        );
        let english = page("It rained on the hills. ", 4, &below);
        let read = is_read([&english, &english], ["Small", "Small"]);
        assert_eq!(read, [[false, false], [false, false]]);
        // One that is little of both is left out of both.
        let english = page(
            "It rained on the hills. ",
            20,
            "<div class=nav>It runs to the sea.</div>",
        );
        let japanese = page(
            "丘に雨が降っていた。",
            20,
            "<div class=nav>海へ流れていく。</div>",
        );
        let read = is_read([&english, &japanese], ["sea", "海"]);
        assert_eq!(read, [[false, false], [false, false]]);
    }

    #[test]
    fn links_at_the_edge_of_one_page_are_kept_if_the_other_keeps_them() {
        let english = page("It rained on the hills. ", 80, LINKS);
        // A line below them, so that they are not at the edge.
        let below = format!("{LINKS}<p>{}</p>", "雨の話はここで終わりである。".repeat(3));
        let japanese = page("丘に雨が降っていた。", 80, &below);
        let read = is_read([&english, &japanese], ["Three", "Three"]);
        assert_eq!(read, [[false, true], [true, true]]);
        // A page of another site has no such links.
        let japanese = page("丘に雨が降っていた。", 80, "");
        let read = is_read([&english, &japanese], ["Three", "Three"]);
        assert_eq!(read, [[false, false], [false, false]]);
        // Links in the text of both are not those at the edge of one.
        let english = page(
            "It rained on the hills. ",
            80,
            &format!("{LINKS}<p>{}</p>{LINKS}", "It ends here. ".repeat(9)),
        );
        let japanese = page("丘に雨が降っていた。", 80, &below);
        let read = is_read([&english, &japanese], ["Three", "Three"]);
        assert_eq!(read, [[true, true], [true, true]]);
        let [source, target] =
            [&english, &japanese].map(|page| Format::Html.read(page.as_str()).expect("a page"));
        let n_bytes = source.text().len();
        assert_eq!(alike(source, target)[0].text().len(), n_bytes);
    }
}
