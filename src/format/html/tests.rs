//! Rows of pages and what is read of them.

use proptest::prelude::*;

use super::read;
use crate::text::{Content, InlineKind};

/// The blocks, a line each: the kind, the key if any, and the text with ` for code, / for a line break.
fn shown(content: &Content) -> Vec<String> {
    let blocks = content.blocks().iter().map(|block| {
        let mut text = String::new();
        let mut at = block.span.start;
        for inline in content.inlines_in(block.span) {
            assert_eq!(inline.kind, InlineKind::Code);
            text += &content.text()[at..inline.span.start];
            text += &format!("`{}`", inline.span.of(content.text()));
            at = inline.span.end;
        }
        text += &content.text()[at..block.span.end];
        let key = block
            .key
            .as_ref()
            .map_or(String::new(), |key| format!(" [{key}]"));
        format!("{}{key}: {}", block.kind.name(), text.replace('\n', "/"))
    });
    blocks.collect()
}

fn blocks(file: &str) -> Vec<String> {
    shown(&read(file.into()))
}

macro_rules! rows {
    ($($name:ident, $file:expr, [$($block:expr),* $(,)?];)*) => {
        $(#[test]
        fn $name() {
            let expected: Vec<&str> = vec![$($block),*];
            assert_eq!(blocks($file), expected);
        })*
    };
}

rows! {
    empty, "", [];
    no_markup, "It rained.", ["paragraph: It rained."];
    paragraphs, "<p>It rained.</p>\n<p>We stayed.</p>", ["paragraph: It rained.", "paragraph: We stayed."];
    paragraphs_without_ends, "<p>One<p>Two<div>Three</div>Four", ["paragraph: One", "paragraph: Two", "paragraph: Three", "paragraph: Four"];
    white_space, "<p>  It\n\t rained  <b> all </b> day.\r\n</p>", ["paragraph: It rained all day."];
    inline_tags, "<p>It <em>ra</em>ined<b>.</b></p>", ["paragraph: It rained."];
    lines_of_japanese, "<p>雨が\n  降った<b>。\n家</b>にいた。\nA\nB</p>", ["paragraph: 雨が降った。家にいた。 A B"];
    blanks_of_japanese, "<p>山田 太郎</p>", ["paragraph: 山田 太郎"];
    indents, "<p>　雨が降った。</p><p>&nbsp;</p><p>a&nbsp;b</p>", ["paragraph: 雨が降った。", "paragraph: a\u{a0}b"];
    no_width, "<p>Ves&shy;sels and long<wbr>word, \u{200b}x\u{ad}y</p>", ["paragraph: Vessels and longword, xy"];
    references, "<p>A &amp; B &lt;c&gt; &#x96E8;&hearts; &unknown; R&D &copy2 AT&T;</p>", ["paragraph: A & B <c> 雨♥ &unknown; R&D ©2 AT&T;"];
    comments, "<p>It <!-- never --> rained.<!--> </p> x", ["paragraph: It rained.", "paragraph: x"];
    headings, "<h1 id=rain>Rain</h1><h2><a name='wind'></a>Wind</h2><section id=sun><h3>Sun</h3></section><h2 id=section-4>Snow</h2>",
        ["heading [id rain]: Rain", "heading [id wind]: Wind", "heading [id sun]: Sun", "heading: Snow"];
    headings_without_ends, "<h1>Rain<h2>Wind</h3>It blew.", ["heading: Rain", "heading: Wind", "paragraph: It blew."];
    permalinks, "<h2 id=rain>Rain<a class=headerlink href='#rain'>¶</a></h2>", ["heading [id rain]: Rain"];
    lists, "<ul><li>One<li>Two<ul><li>Three</ul>Four<li><p>Five<p>Six</ul>Seven",
        ["list-item: One", "list-item: Two", "list-item: Three", "list-item: Four", "list-item: Five", "list-item: Six", "paragraph: Seven"];
    terms, "<dl><dt>Rain<dd>Water<dt>Hail<dd>Ice</dl>", ["list-item: Rain", "list-item: Water", "list-item: Hail", "list-item: Ice"];
    tables, "<table><caption>Rain</caption><tr><th>Day<th>mm<tr><td>Monday<td>3<tr><td><p>Tuesday</p></td><td>4</table>after",
        ["caption: Rain", "cell: Day", "cell: mm", "cell: Monday", "cell: 3", "cell: Tuesday", "cell: 4", "paragraph: after"];
    tables_in_tables, "<table><tr><td><h1>Rain</h1><p>It rained.<p>Much.<table><tr><td>1</table>end</table>",
        ["heading: Rain", "paragraph: It rained.", "paragraph: Much.", "cell: 1", "paragraph: end"];
    end_tags_stay_in_their_cell, "<div><table><tr><td>One</div></p>Two<td>Three</table>Four</div>",
        ["cell: One", "cell: Two", "cell: Three", "paragraph: Four"];
    quotations, "<blockquote><p>It rained.<footer>Anna</footer></blockquote>", ["paragraph: It rained.", "paragraph: Anna"];
    figures, "<figure><img src=r.png alt='A wet &amp; dark road'><figcaption>The road</figcaption></figure>",
        ["caption: A wet & dark road", "caption: The road"];
    pictures_in_text, "<p>A <img alt='☔'> day, <img alt='sun sign'> then.</p><p>Rain <img alt='The road'></p><p><img alt='DSC_1.jpg'><img alt=''>Wind</p>",
        ["paragraph: A ☔ day, sun sign then.", "paragraph: Rain", "caption: The road", "paragraph: Wind"];
    line_breaks, "<p>Rain<br>falls<br/> <br>Wind blows</br>on<br></p>", ["paragraph: Rain/falls", "paragraph: Wind blows/on"];
    line_breaks_before_indents, "<p>雨が降った。<br>　家にいた。<br>晴れた。</p>", ["paragraph: 雨が降った。", "paragraph: 家にいた。/晴れた。"];
    rules, "Rain<hr>Wind", ["paragraph: Rain", "paragraph: Wind"];
    ruby, "<p><ruby>雨<rp>（</rp><rt>あめ</rt><rp>）</rp></ruby>が<ruby>降<rt>ふ<rb>る</ruby>。</p>", ["paragraph: 雨が降。"];
    inline_code, "<p>Call <code>run( )</code>, press <kbd> Ctrl</kbd> or <var>名前</var>; <code></code>end</p>",
        ["paragraph: Call `run( )`, press `Ctrl` or 名前; end"];
    code, "<pre><code>\nfn main() {\n    run();\n}\n</code></pre>after", ["code: fn main() {/    run();/}/", "paragraph: after"];
    code_with_line_breaks, "<pre>a = 1;<br>b = <b>2</b>;</pre>", ["code: a = 1;/b = 2;"];
    preformatted_prose, "<pre>\nIt rained all day.\nWe stayed at home.\n</pre>", ["lines: It rained all day./We stayed at home./"];
    blocks_in_code, "<pre>\n;<div>\n<a></div>x</pre>", ["code: ;", "code: x"];
    empty_code, "<pre> <b>\n</b></pre>a", ["paragraph: a"];
    templates_alone, "<!-- A licence. --><script type='text/html' data-help-name='rain'><p>It rained.</p><ul><li>One</ul></script>\
        <script>no('<p>x')</script><template><p>We stayed.</template>", ["paragraph: It rained.", "list-item: One", "paragraph: We stayed."];
    templates_beside_text, "<p>It rained.</p><script type='text/x-template'><p>{{ name }}</p></script>", ["paragraph: It rained."];
    box_of_text, "<p>It rained.</p><div class=sidebar><p>Where the water goes.</p></div>", ["paragraph: It rained.", "paragraph: Where the water goes."];
    no_text, "<script>if (a < b) x('<p>no</p>')</script><style>p{}</style><noscript>Turn it on</noscript><template><p>x</template><svg><title>y</title><path/></svg><textarea>z</textarea><select><option>1</select>Rain",
        ["paragraph: Rain"];
    foreign_elements_close_themselves, "<p>a<svg><title/><style/></svg>b</p>", ["paragraph: ab"];
    math, "<p>Let <math><mi>x</mi><mo>=</mo><mn>2</mn><annotation>x=2</annotation></math>.</p>", ["paragraph: Let `x=2`."];
    note_marks, "<p>Rain<sup><a href='#fn1'>1</a></sup> and wind<a href='p.html#n2' role=doc-noteref>[2]</a>, H<sup>2</sup>.</p><section role=doc-endnotes><ol><li>Water. <a href='#r1'>↩</a></ol></section>",
        ["paragraph: Rain and wind, H2.", "note: Water."];
    titles, "<title>Rain</title><body><p>It rained.</p>", ["heading: Rain", "paragraph: It rained."];
    titles_that_repeat, "<title>Rain – My site</title><h1>Rain</h1><p>It rained.</p>", ["heading: Rain", "paragraph: It rained."];
    title_behind_text, ";<title>Wind</title>", ["paragraph: ;", "heading: Wind"];
    title_of_references, "<title>R&D &amp; more</i></title>x", ["heading: R&D & more</i>", "paragraph: x"];
    title_without_end, "<title>Rain<p>It rained.", ["heading: Rain<p>It rained."];
    unknown_elements, "<my-card>Rain<x-y>fall</my-card>.", ["paragraph: Rainfall."];
    hidden, "<p>Rain</p><p hidden>a</p><div style='Display : none'>b</div><span aria-hidden=true>c</span>", ["paragraph: Rain"];
    text_after_the_body, "<body>Rain</body></html>Wind", ["paragraph: RainWind"];
    wrong_characters, "<p>a\0b</>c\r\nd&#0;</p", ["paragraph: abc d\u{fffd}"];
}

#[test]
fn spans_are_those_of_the_file() {
    let file = "<p>It <b>rained</b>\nall&nbsp;day &amp; night.</p>";
    let content = read(file.into());
    let span = content.blocks()[0].span;
    assert_eq!(span.of(content.text()), "It rained all\u{a0}day & night.");
    let spans = content.in_file(span);
    assert_eq!(spans.len(), 1);
    assert_eq!(
        spans[0].of(file),
        "It <b>rained</b>\nall&nbsp;day &amp; night."
    );
}

/// What is neither text nor one of these characters is left out, so that only markup and white space are lost.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn a_small_page_loses_nothing() {
    let file = "<html><body class='has-sidebar menu-open'><div id=header><h1>Rain</h1></div><div class=menu>Soup and bread are served at noon.</div>\
        <p class=comment>A remark.</p><p><a href=a>One</a> <a href=b>Two</a> <a href=c>Three</a> <a href=d>Four</a></p><div class='ad-hoc'>We met by chance.</div></body></html>";
    let content = read(file.into());
    assert_eq!(
        letters(content.text()),
        letters(
            "Rain Soup and bread are served at noon. A remark. One Two Three Four We met by chance."
        )
    );
}

/// A page as it is saved from a site.
fn saved_page(article: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Rain | The Paper</title><script>var a='</p>';</script></head><body class='page no-js'>\
        <div id='cookie-banner'><p>We use cookies to make this site better for you.</p><button>Accept</button></div>\
        <header class=site-header><a href=/>The Paper</a><nav><ul><li><a href=/w>World</a><li><a href=/s>Sport</a></ul></nav></header>\
        <div class=breadcrumbs><a href=/>Home</a> › <a href=/w>Weather</a></div>\
        {article}\
        <aside class=sidebar><h2>Most read</h2><ul><li><a href=1>The wind of May</a><li><a href=2>A dry year</a></ul></aside>\
        <section class='related-articles'><h3>Related</h3><p><a href=s>Snow comes early.</a></p></section>\
        <section id=comments><h3>2 comments</h3><p>Great article, thank you.</p></section>\
        <footer><p>© 2024 The Paper. All rights reserved.</p></footer></body></html>"
    )
}

const ARTICLE: &str = "<h1>Rain</h1><p>It rained all day in the hills above the town, and nobody went out.</p>\
    <div class=advertisement>Buy boots now!</div><p>In the evening the river rose, and the bridge was closed until the morning.</p>\
    <div class='share-buttons'><a href=t>Tweet</a> <a href=f>Share</a></div><aside class=note><p>The bridge is from 1901.</p></aside>\
    <form><input><button>Sign up</button></form>";

#[test]
fn of_a_saved_page_the_article_is_read() {
    let expected = [
        "heading: Rain",
        "paragraph: It rained all day in the hills above the town, and nobody went out.",
        "paragraph: In the evening the river rose, and the bridge was closed until the morning.",
        "paragraph: The bridge is from 1901.",
    ];
    for part in [
        "main",
        "article",
        "div role=main",
        "div itemprop=articleBody",
    ] {
        let name = part.split(' ').next().unwrap_or(part);
        let page = saved_page(&format!("<{part}>{ARTICLE}</{name}>"));
        assert_eq!(blocks(&page), expected, "{part}");
    }
    let page = saved_page(&format!(
        "<div id=content>{}</div>",
        ARTICLE.replace("aside", "div")
    ));
    assert_eq!(blocks(&page), expected, "no mark");
}

#[test]
fn prose_beside_the_marked_part_is_read() {
    let p = "<p>It rained all day in the hills above the town, and nobody went out.</p>";
    let block = "paragraph: It rained all day in the hills above the town, and nobody went out.";
    for (name, page, n_blocks) in [
        (
            "a section beside an article",
            format!("<article>{p}{p}{p}</article><section>{p}{p}</section>"),
            5,
        ),
        (
            "links beside an article",
            format!(
                "<article>{p}{p}{p}</article><div><a href=a>The wind of May</a><p>Dry</p></div>"
            ),
            3,
        ),
        (
            "a lead in the header of a page",
            format!("<header><h1>Rain</h1>{p}</header><main>{p}{p}</main>"),
            3,
        ),
        (
            "a lead in the header of the main part",
            format!("<main><header><h1>Rain</h1>{p}</header>{p}{p}</main>"),
            3,
        ),
        (
            "the header of the site",
            format!("<header><h1>The Paper</h1>{p}</header><main><h1>Rain</h1>{p}{p}</main>"),
            2,
        ),
        (
            "names of parts around articles, without links",
            format!(
                "{p}{p}{p}<div class=related-rules>{p}</div>{p}{p}<p class=footer-note>{}<p id=newsletter>{}",
                &p[3..],
                &p[3..]
            ),
            8,
        ),
    ] {
        let found = blocks(&page);
        let n_found = found.iter().filter(|&found| found == block).count();
        assert_eq!(n_found, n_blocks, "{name}: {found:#?}");
        assert!(
            !found
                .iter()
                .any(|found| found.contains("Paper") || found.contains("Dry"))
        );
    }
}

#[test]
fn hidden_answers_are_read() {
    let pair = "<h3>Does it rain?</h3><div style='display:none'><p>It rains.</p></div>";
    let long =
        "<p>It rained all day in the hills above the town, and nobody went out.</p>".repeat(9);
    let items = format!("<div>{pair}</div>").repeat(3);
    for (name, page, n_answers) in [
        ("in a row", long.clone() + &pair.repeat(3), 3),
        ("each in an element", long.clone() + &items, 3),
        ("two", long.clone() + &pair.repeat(2), 0),
        (
            "windows one after the other",
            long.clone() + "<i>x</i>" + &"<div hidden><p>It rains.</p></div>".repeat(5),
            0,
        ),
        (
            "of another language",
            long + &pair.replace("<div", "<div lang=fr").repeat(3),
            0,
        ),
    ] {
        let found = blocks(&page);
        let n_found = found
            .iter()
            .filter(|&f| f == "paragraph: It rains.")
            .count();
        assert_eq!(n_found, n_answers, "{name}: {found:#?}");
    }
}

#[test]
fn the_heading_of_a_page_may_stand_before_its_main_part() {
    let page = saved_page(&format!(
        "<h1>Wind</h1><main>{}</main>",
        ARTICLE.replace("h1", "h2")
    ));
    assert_eq!(blocks(&page)[..2], ["heading: Wind", "heading: Rain"]);
}

#[test]
fn rows_of_links_at_the_edges_are_left_out() {
    let prose: String = (0..30)
        .map(|k| format!("<p>On day {k} it rained again and the road was wet.</p>"))
        .collect();
    let links = "<table><tr><td><a href=a>Home</a><td><a href=b>News of the day</a><td><a href=c>Contact</a></table>";
    let page = format!(
        "<center>{links}</center>{prose}<h3>More</h3><p><a href=x>One</a> | <a href=y>Two</a> | <a href=z>Three</a></p>Mail us"
    );
    let blocks = blocks(&page);
    assert_eq!(blocks.len(), 31, "{blocks:#?}");
    assert_eq!(
        blocks[0],
        "paragraph: On day 0 it rained again and the road was wet."
    );
    assert_eq!(blocks[30], "heading: More");
}

/// Both languages, from a page.
fn sides(page: &str) -> [Vec<String>; 2] {
    let content = read(page.into());
    let bitext = crate::Bitext::from_page_content(content).expect("both languages");
    [bitext.source(), bitext.target()].map(|document| {
        let segments = 0..document.segments().len();
        segments
            .map(|k| document.segment_text(k).to_owned())
            .collect()
    })
}

const EN: [&str; 3] = [
    "It rained all day in the hills.",
    "The river rose in the evening.",
    "Nobody crossed the bridge.",
];
const JA: [&str; 3] = [
    "丘では一日中雨が降った。",
    "夕方に川の水が増えた。",
    "誰も橋を渡らなかった。",
];

fn in_paragraphs(sentences: &[&str]) -> String {
    sentences.iter().map(|s| format!("<p>{s}</p>\n")).collect()
}

#[test]
fn a_page_can_have_both_languages() {
    let (en, ja) = (in_paragraphs(&EN), in_paragraphs(&JA));
    let rows: String = EN
        .iter()
        .zip(JA)
        .map(|(en, ja)| format!("<tr><td>{en}</td><td>{ja}</td></tr>"))
        .collect();
    let pairs: String = EN
        .iter()
        .zip(JA)
        .map(|(en, ja)| format!("<p lang=en>{en}</p><p lang=ja hidden>{ja}</p>"))
        .collect();
    let pages = [
        (
            "one after the other",
            format!("<div lang=en>{en}</div><div lang=ja>{ja}</div>"),
        ),
        (
            "a switch",
            format!(
                "<html lang=en><div lang=en>{en}</div><div lang=ja style='display:none'>{ja}</div>"
            ),
        ),
        (
            "a switch that shows Japanese",
            format!(
                "<html lang=ja><div class=pane aria-hidden=true>{en}</div><div class=pane>{ja}</div>"
            ),
        ),
        (
            "a switch for each paragraph",
            format!("<html lang=en>{pairs}"),
        ),
        ("two columns", format!("<table>{rows}</table>")),
        (
            "one language in the main part",
            format!("<main lang=en>{en}</main><section lang=ja>{ja}</section>"),
        ),
        (
            "two articles",
            format!("<nav>Menu</nav><article>{en}</article><article>{ja}</article>"),
        ),
        (
            "a saved page",
            saved_page(&format!(
                "<main><article lang=en>{en}</article><article lang=ja hidden>{ja}</article></main>"
            ))
            .replace("<title>Rain | The Paper</title>", ""),
        ),
    ];
    for (name, page) in pages {
        assert_eq!(
            sides(&page),
            [EN, JA].map(|side| side.map(String::from).to_vec()),
            "{name}"
        );
    }
}

#[test]
fn a_hidden_copy_in_the_same_language_is_left_out() {
    let en = in_paragraphs(&EN);
    let page = format!("<div lang=en>{en}</div><div lang=en hidden>{en}</div>");
    assert_eq!(blocks(&page).len(), 3);
}

/// Seconds are not measured: a reader whose cost is not linear does not come to an end here.
#[test]
fn hostile_pages_are_read() {
    let (n, few) = (100_000, 20_000);
    let pages = [
        ("nested", "<div>".repeat(n)),
        ("nested and ended", "<div>".repeat(n) + &"</div>".repeat(n)),
        (
            "nested inline, ends of blocks",
            "<div><table><td>".to_owned() + &"<b>".repeat(few) + &"</div>".repeat(few),
        ),
        (
            "ends of nothing",
            "<p>".to_owned() + &"<i>".repeat(few) + &"</u></section>".repeat(few),
        ),
        ("names", (0..few).map(|k| format!("<x{k}>")).collect()),
        ("lists", "<ul><li>a".repeat(few)),
        ("tables", "<table><tr><td>a".repeat(few)),
        ("code", "<code>a".repeat(few)),
        ("preformatted", "<pre>a".repeat(few)),
        (
            "pictures",
            "<p>a<img alt='The road'>".to_owned() + &"<img alt='x y z'>".repeat(few),
        ),
        ("one tag", format!("<p class='{}'>a", "a ".repeat(n * 50))),
        ("attributes", format!("<p {}>a", "x=1 ".repeat(few))),
        (
            "attributes without end",
            format!("<p {}", "id=1 ".repeat(few)),
        ),
        (
            "no end of a value",
            format!("<p id='{}", "a<b>".repeat(few)),
        ),
        ("no end of a comment", "<!--".repeat(few)),
        ("marks", "<".repeat(few)),
        ("references", "&".repeat(few) + &"&amp;".repeat(few)),
        ("line breaks", "a<br>".repeat(few)),
        ("links", "<a href=#x>1".repeat(few)),
        ("headings", "<h1>".repeat(few)),
        ("hidden", "<div hidden lang=ja>雨".repeat(few)),
        ("mains", "<main>a".repeat(few)),
        ("white space", "<p>a ".to_owned() + &" \n".repeat(few) + "b"),
    ];
    for (name, page) in pages {
        let content = read(page.as_str().into());
        assert!(
            content.text().len() <= page.len() + 3 * content.blocks().len(),
            "{name}"
        );
    }
}

/// Tags and references.
const MARKUP: &[&str] = &[
    "<p>",
    "</p>",
    "<div class=nav>",
    "</div>",
    "<li>",
    "<ul>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<br>",
    "<b>",
    "</b>",
    "<a href='#x'>",
    "</a>",
    "<code>",
    "</code>",
    "<pre>\n",
    "</pre>",
    "<ruby>",
    "<rt>",
    "</ruby>",
    "<img alt='a &amp; b'>",
    "<img alt=雨>",
    "<h2 id=x>",
    "</h2>",
    "<title>",
    "</title>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "&amp;",
    "&#x96e8;",
    "&notit;",
    "&lt",
    "<main>",
    "</main>",
    "<svg>",
    "</svg>",
    "<![CDATA[",
    "]]>",
    "<textarea>",
    "</textarea",
    "<p hidden lang=ja>",
    "\r\n",
    "</>",
    "<?x?>",
    "<xmp>",
    "</xmp>",
    "<math>",
    "</math>",
];

/// Pieces of pages.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z雨降 \n&;#<>/=\"'!\u{e9}\r\0　\u{a0}\u{2003}\u{2028}\u{205f}-]{0,8}",
        prop::sample::select(MARKUP).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read(file in soup()) {
        let content = read(file.as_str().into());
        // Blocks, inline spans and pieces: in order, disjoint, slices, verbatim where they say so.
        prop_assert_eq!(content.check(), Ok(()));
        for block in content.blocks() {
            let text = block.span.of(content.text());
            prop_assert!(!text.trim().is_empty(), "{:?} in {:?}", text, file);
            for span in content.in_file(block.span) {
                prop_assert!(file.get(std::ops::Range::from(span)).is_some());
            }
        }
    }

    #[test]
    fn text_without_markup_keeps_its_letters(file in "[a-z雨降 .\n。]{0,60}") {
        let content = read(file.as_str().into());
        prop_assert_eq!(letters(content.text()), letters(&file));
    }

    /// A letter of the text stands at its place in the file, in spite of references and line breaks before it.
    #[test]
    fn places_do_not_drift(before in soup()) {
        let file = format!("{before}</script></title></textarea></xmp>--></svg></table></pre><p>Kestrel");
        let content = read(file.as_str().into());
        if let Some(at) = content.text().rfind("Kestrel") {
            let span = content.in_file(crate::text::Span::new(at, at + 7));
            prop_assert_eq!(span[0].of(&file), "Kestrel");
        }
    }
}
