//! What holds for any text, hostile ones too.

use proptest::prelude::*;

use super::check;

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
