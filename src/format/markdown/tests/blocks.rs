//! What each mark of blocks becomes.

use super::check_rows;

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
