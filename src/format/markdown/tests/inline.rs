//! What marks inside paragraphs become.

use super::check_rows;

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
