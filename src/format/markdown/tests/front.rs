//! What front matter becomes.

use super::check_rows;

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
