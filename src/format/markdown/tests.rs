//! What each mark of Markdown and MDX becomes, and what holds for any text.

use proptest::prelude::*;

use crate::format::markdown::read as read_text;
use crate::text::{BlockKind, Content, InlineKind, Span};

fn read(file: &str) -> Content {
    read_text(file)
}

/// A block a line: `kind [key] text`; `‹opening›`, `›closing‹`, `«code»`, `⏎` a line break, `¦` a seam.
fn shown(file: &str) -> Vec<String> {
    let content = read(file);
    let blocks = content.blocks().iter().map(|block| {
        let mut shown = block.kind.name().to_owned();
        if let Some(key) = &block.key {
            shown += &format!(" [{key}]");
        }
        shown += ": ";
        let mut marks: Vec<(usize, usize, &str)> = Vec::new();
        for inline in content.inlines_in(block.span) {
            let (open, close) = match inline.kind {
                InlineKind::Code => ("«", "»"),
                InlineKind::Opening => ("‹", "›"),
                InlineKind::Closing => ("›", "‹"),
            };
            marks.push((inline.span.start, 2, open));
            marks.push((inline.span.end, 0, close));
        }
        marks.extend(content.seams_in(block.span).iter().map(|&at| (at, 1, "¦")));
        marks.sort_unstable();
        let mut at = block.span.start;
        for (mark, _, sign) in marks {
            shown += &content.text()[at..mark];
            shown += sign;
            at = mark;
        }
        shown += &content.text()[at..block.span.end];
        shown.replace("\r\n", "⏎").replace('\n', "⏎")
    });
    blocks.collect()
}

type Row = (&'static str, &'static str, &'static [&'static str]);

fn check_rows(rows: &[Row]) {
    let mut wrong = Vec::new();
    for (name, file, expected) in rows {
        let found = shown(file);
        if found != *expected {
            wrong.push(format!("{name}: found {found:#?}, expected {expected:#?}"));
        }
        check(file);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What holds for every content of Markdown.
fn check(file: &str) {
    let content = read(file);
    content
        .check()
        .unwrap_or_else(|error| panic!("{error} in {file:?}"));
    assert_eq!(content.file_text(), file);
    let mut is_in_block = vec![false; file.len()];
    let mut end = 0;
    for block in content.blocks() {
        let spans = content.in_file(block.span);
        let first = spans.first().expect("a block has text in the file");
        assert!(end <= first.start, "blocks out of order in {file:?}");
        for span in &spans {
            end = span.end;
            is_in_block[span.start..span.end].fill(true);
        }
    }
    for (at, c) in file.char_indices() {
        assert!(
            is_in_block[at] || !c.is_alphanumeric(),
            "lost {c:?} at byte {at} of {file:?}"
        );
    }
    for inline in content.inlines() {
        let block = content
            .block_at(inline.span.start)
            .expect("markup is in a block");
        assert!(inline.span.end <= block.span.end);
    }
}

#[test]
fn blocks_of_common_mark() {
    check_rows(&[
        (
            "lines of a paragraph",
            "The sea\nis calm.\n\nIt rains.",
            &["paragraph: The sea⏎is calm.", "paragraph: It rains."],
        ),
        (
            "headings",
            "# Tides #\n\nEbb\n---\n## Flow",
            &["heading: Tides", "heading: Ebb", "heading: Flow"],
        ),
        (
            "anchors",
            "## Tides {#tides}\n## 潮 {/*flow*/}\n## Use {name}",
            &[
                "heading [heading tides]: Tides ›{#tides}‹",
                "heading [heading flow]: 潮 ›{/*flow*/}‹",
                "heading: Use «{name}»",
            ],
        ),
        (
            "anchor without a space",
            "## 潮汐{#tides}",
            &["heading [heading tides]: 潮汐›{#tides}‹"],
        ),
        (
            "rule",
            "One.\n\n***\n\nTwo.",
            &["paragraph: One.", "code: ***", "paragraph: Two."],
        ),
        (
            "tight and loose items",
            "- One\n- Two\n\n* Three\n\n  goes on",
            &[
                "list-item: One",
                "list-item: Two",
                "list-item: Three",
                "list-item: goes on",
            ],
        ),
        (
            "numbers",
            "3. Three\n4. Four\n   1. Inner",
            &[
                "list-item: ‹3. ›Three",
                "list-item: ‹4. ›Four",
                "list-item: ‹1. ›Inner",
            ],
        ),
        (
            "number before a list",
            "1. - Inner",
            &["list-item: ‹1. - ›Inner"],
        ),
        (
            "number before code",
            "1. ```\n   x\n   ```",
            &["code: 1.", "code: ```⏎   x⏎   ```"],
        ),
        ("empty item", "1.\n2. Two", &["list-item: ‹1.⏎2. ›Two"]),
        (
            "tasks",
            "- [ ] To do\n- [x] Done",
            &["list-item: ‹[ ] ›To do", "list-item: ‹[x] ›Done"],
        ),
        (
            "quote",
            "> The sea\n> is *calm\n> now*.\n> > Deeper.",
            &[
                "paragraph: The sea⏎is ‹*›calm⏎now›*‹.",
                "paragraph: Deeper.",
            ],
        ),
        (
            "lazy quote",
            "> The sea\nis calm.",
            &["paragraph: The sea⏎is calm."],
        ),
        (
            "table",
            "| Port | Ships |\n|:---|---:|\n| Otaru | 12 |\n| `a|b` |",
            &[
                "cell: Port",
                "cell: Ships",
                "cell: Otaru",
                "cell: 12",
                "cell: `a",
                "cell: b`",
            ],
        ),
        (
            "definitions",
            "Ebb\n: The tide goes out.",
            &["paragraph: Ebb", "list-item: The tide goes out."],
        ),
        (
            "fence",
            "Run:\n\n```sh title=\"a\"\nmake all\n\nmake\n```\nThen wait.",
            &[
                "paragraph: Run:",
                "code: ```sh title=\"a\"⏎make all⏎⏎make⏎```",
                "paragraph: Then wait.",
            ],
        ),
        (
            "fence in a list",
            "- Run:\n  ~~~\n  make <all>\n  ~~~\n- Wait.",
            &[
                "list-item: Run:",
                "code: ~~~⏎  make <all>⏎  ~~~",
                "list-item: Wait.",
            ],
        ),
        (
            "fence of fences",
            "````md\n```\n<Note>\n````\n\nEnd.",
            &["code: ````md⏎```⏎<Note>⏎````", "paragraph: End."],
        ),
        ("unclosed fence", "```\nmake", &["code: ```⏎make"]),
        (
            "indented code",
            "Run:\n\n    make <all>\n    make\n\nEnd.",
            &[
                "paragraph: Run:",
                "code: make <all>⏎    make",
                "paragraph: End.",
            ],
        ),
        (
            "definitions of links",
            "See [it][a].\n\n[a]: https://a.example \"Its title\"\n[a]: /again",
            &[
                "paragraph: See ‹[›it›][a]‹.",
                "code: [a]: https://a.example \"Its title\"",
                "code: [a]: /again",
            ],
        ),
        (
            "notes",
            "It rained.[^1]\n\n[^1]: In *Otaru*.",
            &[
                "paragraph: It rained.›[^1]‹",
                "note [footnote 1]: ‹[^1]: ›In ‹*›Otaru›*‹.",
            ],
        ),
        (
            "line ends of Windows",
            "# Tides\r\n\r\nThe sea\r\nis calm.\r\n",
            &["heading: Tides", "paragraph: The sea⏎is calm."],
        ),
    ]);
}

#[test]
fn marks_inside_paragraphs() {
    check_rows(&[
        (
            "Japanese emphasis that the parser does not close",
            "**雨が降った。**傘を買う。\n\nあれは**「傘」**です。\n\n*「うん。」*と母。__朝（七時）__に出る。",
            &[
                "paragraph: ‹**›雨が降った。›**‹傘を買う。",
                "paragraph: あれは‹**›「傘」›**‹です。",
                "paragraph: ‹*›「うん。」›*‹と母。‹__›朝（七時）›__‹に出る。",
            ],
        ),
        (
            "Japanese emphasis around code and a tag",
            "**「`run` か<br>`stop`。」**次に、",
            &["paragraph: ‹**›「«`run`» か›<br>‹¦«`stop`»。」›**‹次に、"],
        ),
        (
            "lone marks beside Japanese, escaped marks",
            "値段*は税込。\n\n傘**は別。\n\n\\**雨。\\**風。",
            &[
                "paragraph: 値段*は税込。",
                "paragraph: 傘**は別。",
                "paragraph: ‹\\›**雨。‹\\›**風。",
            ],
        ),
        (
            "emphasis",
            "**Now** _it_ ~~rains~~.",
            &["paragraph: ‹**›Now›**‹ ‹_›it›_‹ ‹~~›rains›~~‹."],
        ),
        (
            "nested emphasis",
            "***Now** it* rains.",
            &["paragraph: ‹*›‹**›Now›**‹ it›*‹ rains."],
        ),
        (
            "code",
            "Call `run()` or ``a`b``.",
            &["paragraph: Call «`run()`» or «``a`b``»."],
        ),
        (
            "links",
            "See [the **map**](/map \"Map\"), [it][m], [m].\n\n[m]: /m",
            &[
                "paragraph: See ‹[›the ‹**›map›**‹›](/map \"Map\")‹, ‹[›it›][m]‹, ‹[›m›]‹.",
                "code: [m]: /m",
            ],
        ),
        (
            "image",
            "![A map](map.png) ![](b.png)",
            &["paragraph: ‹![›A map›](map.png)‹ ›![](b.png)‹"],
        ),
        (
            "image without text",
            "![](chart.png)",
            &["paragraph [code ![](chart.png)]: ›![](chart.png)‹"],
        ),
        (
            "image in a link",
            "[![A map](map.png)](/map)",
            &["paragraph: ‹[›‹![›A map›](map.png)‹›](/map)‹"],
        ),
        (
            "addresses",
            "See <https://a.example/x> (or https://b.example/(y)). https://c.exampleを見る。",
            &[
                "paragraph: See «<https://a.example/x>» (or «https://b.example/(y)»). «https://c.example»を見る。",
            ],
        ),
        (
            "address alone",
            "- https://a.example/x_y",
            &["list-item [code https://a.example/x_y]: «https://a.example/x_y»"],
        ),
        (
            "tags",
            "Press <kbd>Q</kbd>, <Icon name=\"x\"/> or <a\nhref=\"/x\">it</a>.",
            &[
                "paragraph: Press ‹<kbd>›Q›</kbd>‹, «<Icon name=\"x\"/>» or ‹<a⏎href=\"/x\">›it›</a>‹.",
            ],
        ),
        (
            "no tag",
            "a < b and <3 and x<y.",
            &["paragraph: a < b and <3 and x<y."],
        ),
        (
            "tag with braces",
            "Use <Tab id={a > b}>it</Tab>.",
            &["paragraph: Use ‹<Tab id={a > b}>›it›</Tab>‹."],
        ),
        (
            "line break",
            "One<br>two<br/>three  \nfour\\\nfive",
            &["paragraph: One›<br>‹¦two›<br/>‹¦three  ⏎¦four›\\‹⏎¦five"],
        ),
        (
            "lines of code",
            "Then run:\n`make all`\nand wait.",
            &["paragraph: Then run:⏎¦«`make all`»⏎¦and wait."],
        ),
        (
            "placeholders",
            "Hi {{ name }}, {count} {% raw %} {漢字|かんじ}.",
            &["paragraph: Hi «{{ name }}», «{count}» «{% raw %}» {漢字|かんじ}."],
        ),
        (
            "attributes",
            "See [it](/x){:target=\"_blank\"}.",
            &["paragraph: See ‹[›it›](/x)‹›{:target=\"_blank\"}‹."],
        ),
        (
            "mathematics",
            "If $a_1 < b$ then\n\n$$a_1 + b$$",
            &[
                "paragraph: If «$a_1 < b$» then",
                "paragraph [code $$a_1 + b$$]: «$$a_1 + b$$»",
            ],
        ),
        (
            "prices",
            "It costs $5 and $10.",
            &["paragraph: It costs $5 and $10."],
        ),
        (
            "escapes",
            "No \\*marks\\* &amp; no &lt;tags>.",
            &["paragraph: No ‹\\›*marks‹\\›* &amp; no &lt;tags>."],
        ),
        (
            "comment",
            "It <!-- really --> rains.",
            &["paragraph: It ›<!-- really -->‹ rains."],
        ),
    ]);
}

#[test]
fn tags_and_containers() {
    check_rows(&[
        (
            "prose in a component",
            "<Intro>\nIt *rains*.\n</Intro>\nThe sea.",
            &[
                "code: <Intro>",
                "paragraph: It ‹*›rains›*‹.",
                "code: </Intro>",
                "paragraph: The sea.",
            ],
        ),
        (
            "values that are prose",
            "<Figure caption=\"Ebb\" alt='The tide goes out.'\n  src=\"/ebb.png\" />",
            &[
                "caption: ‹<Figure caption=\"›Ebb›\"‹",
                "caption: ‹alt='›The tide goes out.›'‹",
                "code: src=\"/ebb.png\" />",
            ],
        ),
        (
            "values at the end",
            "<Note title=\"Look out\">\nIt rains.\n</Note>",
            &[
                "caption: ‹<Note title=\"›Look out›\"‹›>‹",
                "paragraph: It rains.",
                "code: </Note>",
            ],
        ),
        (
            "names that are no prose",
            "<Tab value=\"npm\" label=\"npm\">",
            &["code: <Tab value=\"npm\" label=\"npm\">"],
        ),
        (
            "tags over several lines",
            "<Grid\n  columns={[\n    { name: 'a > b' },\n  ]}\n>\nIt rains.\n</Grid>",
            &[
                "code: <Grid⏎  columns={[⏎    { name: 'a > b' },⏎  ]}⏎>",
                "paragraph: It rains.",
                "code: </Grid>",
            ],
        ),
        (
            "indented components",
            "<Steps>\n  <Step>\n    Run *it*.\n\n    ```sh\n    make\n    ```\n\n    - Wait.\n  </Step>\n</Steps>\n\n    code",
            &[
                "code: <Steps>",
                "code: <Step>",
                "paragraph: Run ‹*›it›*‹.",
                "code: ```sh⏎    make⏎    ```",
                "list-item: Wait.",
                "code: </Step>",
                "code: </Steps>",
                "list-item: code",
            ],
        ),
        (
            "component in a list",
            "1. Run it.\n\n   <Note>\n     It rains.\n   </Note>\n\n2. Wait.",
            &[
                "list-item: ‹1. ›Run it.",
                "code: <Note>",
                "list-item: It rains.",
                "code: </Note>",
                "list-item: ‹2. ›Wait.",
            ],
        ),
        (
            "a table in HTML",
            "<table>\n  <tr>\n    <td>It <b>rains</b>.</td>\n  </tr>\n</table>",
            &[
                "code: <table>",
                "code: <tr>",
                "paragraph: ‹<td>›It ‹<b>›rains›</b>‹.›</td>‹",
                "code: </tr>",
                "code: </table>",
            ],
        ),
        (
            "summary",
            "<details>\n<summary>How *so*?</summary>\n\nIt rains.\n\n</details>",
            &[
                "code: <details>",
                "paragraph: ‹<summary>›How ‹*›so›*‹?›</summary>‹",
                "paragraph: It rains.",
                "code: </details>",
            ],
        ),
        (
            "raw elements",
            "<pre>\nA  *b*\n\n</pre>\nIt rains.",
            &["code: <pre>⏎A  *b*⏎⏎</pre>", "paragraph: It rains."],
        ),
        (
            "comments",
            "<!-- A\n\nb -->\nIt rains.\n\n{/* c\n\nd */}",
            &[
                "code: <!-- A⏎⏎b -->",
                "paragraph: It rains.",
                "code: {/* c⏎⏎d */}",
            ],
        ),
        (
            "modules",
            "import A from './a';\nimport {\n  B,\n} from 'b';\n\nexport const c = 1;\n\nimport the map.",
            &[
                "code: import A from './a';⏎import {⏎  B,⏎} from 'b';",
                "code: export const c = 1;",
                "paragraph: import the map.",
            ],
        ),
        (
            "containers",
            ":::tip\nIt rains.\n:::\n\n::: details How so?\nThe sea.\n:::\n\n:::note[Ebb]\nYes.\n:::",
            &[
                "code: :::tip",
                "paragraph: It rains.",
                "code: :::",
                "heading: ‹::: details ›How so?",
                "paragraph: The sea.",
                "code: :::",
                "heading: ‹:::note[›Ebb›]‹",
                "paragraph: Yes.",
                "code: :::",
            ],
        ),
        (
            "notes in quotes",
            "> [!NOTE]\n> It rains.\n\n> [!tip]- Look out\n> The sea.",
            &[
                "code: [!NOTE]",
                "paragraph: It rains.",
                "heading: ‹[!tip]- ›Look out",
                "paragraph: The sea.",
            ],
        ),
        (
            "admonitions",
            "!!! note \"Look out\"\n    It rains.\n\n    - One\n\nThe sea.\n\n=== \"Ebb\"\n    It goes.",
            &[
                "heading: ‹!!! note \"›Look out›\"‹",
                "paragraph: It rains.",
                "list-item: One",
                "paragraph: The sea.",
                "heading: ‹=== \"›Ebb›\"‹",
                "paragraph: It goes.",
            ],
        ),
        (
            "templates",
            "{{< note >}}\nIt rains.\n{{< /note >}}\n\n{% include a.md %}",
            &[
                "code: {{< note >}}",
                "paragraph: It rains.",
                "code: {{< /note >}}",
                "code: {% include a.md %}",
            ],
        ),
    ]);
}

#[test]
fn front_matter() {
    check_rows(&[
        (
            "keys",
            "---\ntitle: Tides: a guide\nid: \"tides\"\ndraft: false\n---\nIt rains.",
            &[
                "code: ---",
                "front-matter [front matter title]: ‹title: ›Tides: a guide",
                "front-matter [front matter id]: ‹id: \"›tides›\"‹",
                "front-matter [front matter draft]: ‹draft: ›false",
                "code: ---",
                "paragraph: It rains.",
            ],
        ),
        (
            "lists",
            "---\ntags:\n  - sea\n  - title: 潮\n---\n",
            &[
                "code: ---",
                "front-matter [front matter tags]: ‹tags:›",
                "front-matter: ‹- ›sea",
                "front-matter [front matter title]: ‹- title: ›潮",
                "code: ---",
            ],
        ),
        (
            "paragraphs",
            "---\nabout: >-\n  It rains.\n  The sea\n\n  is calm.\nid: a\n---\n",
            &[
                "code: ---",
                "front-matter [front matter about]: ‹about: ›>-",
                "front-matter: It rains.⏎  The sea",
                "front-matter: is calm.",
                "front-matter [front matter id]: ‹id: ›a",
                "code: ---",
            ],
        ),
        (
            "TOML",
            "+++\ntitle = \"潮\"\n[extra]\n+++\n",
            &[
                "code: +++",
                "front-matter [front matter title]: ‹title = \"›潮›\"‹",
                "front-matter: [extra]",
                "code: +++",
            ],
        ),
        (
            "rules are none",
            "---\n\nIt rains.\n\n---\n",
            &["code: ---", "paragraph: It rains.", "code: ---"],
        ),
        (
            "no end",
            "---\ntitle: Tides\n",
            &["code: ---", "paragraph: title: Tides"],
        ),
    ]);
}

/// Marks that mean something, and texts between them.
const TOKENS: [&str; 72] = [
    "a", "Rain ", "雨", "。", " ", " ", "  ", "    ", "\t", "\n", "\n", "\n\n", "\r\n", "\0",
    "\u{feff}", "\u{a0}", "é", "- ", "* ", "1. ", "2) ", "> ", ">", "# ", "## ", "#", "===", "---",
    "+++", "***", "```", "~~~", "`", "``", "*", "**", "_", "~~", "[", "]", "![", "](", ")",
    "[a]: ", "[^1]", "[^1]: ", "<", ">", "<a>", "</a>", "<Note ", "<Note>", "</Note>", "/>",
    "alt=\"", "\"", "<!--", "-->", "<pre>", "{", "}", "{/*", "*/}", "{#a}", ":::", "!!! a",
    "[!NOTE]", "|", "|-|", "https://", "$", "key: ",
];

proptest! {
    #[test]
    fn any_marks_are_a_content(tokens in prop::collection::vec(prop::sample::select(&TOKENS[..]), 0..60)) {
        check(&tokens.concat());
    }

    #[test]
    fn any_text_is_a_content(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_lines_after_front_matter(tokens in prop::collection::vec(prop::sample::select(&TOKENS[..]), 0..40)) {
        check(&format!("---\ntitle: {}", tokens.concat()));
    }
}

#[test]
fn hostile_texts_are_read() {
    const DEEP: usize = 10_000;
    for mark in [
        ">",
        "> ",
        "[",
        "![",
        "*",
        "_a",
        "**a ",
        "- ",
        "1. ",
        "`",
        "<a ",
        "<a>",
        "<a>\n",
        "<a {\n",
        "<a b=\"\n",
        "{",
        "{\n",
        "{/*",
        "<!--\n",
        "<pre>\n",
        "](",
        "|",
        "|a|b|\n",
        "|-|\n",
        "$",
        "~~~\n",
        "\0",
        ":::a\n",
        "!!! a\n",
        "<a>\n ",
        "[a]: b\n",
        "[^a]: b\n",
        "http://",
        "://",
        "https://a)",
        "&",
        "\\\n",
        "import '\n",
        ": a\n",
        "  \n",
        "<Note\n\n",
    ] {
        let file = mark.repeat(DEEP);
        check(&file);
        check(&format!("---\nkey: >\n{file}"));
    }
    let open = "<Note>\n".repeat(DEEP);
    check(&format!("{open}It rains.\n{}", "</Note>\n".repeat(DEEP)));
}

#[test]
fn spans_of_a_block_are_one_in_the_file() {
    let file = "> The sea\n> is **calm**.";
    let content = read(file);
    let block = &content.blocks()[0];
    assert_eq!(block.kind, BlockKind::Paragraph);
    assert_eq!(content.in_file(block.span), [Span::new(2, file.len())]);
}
