#!/usr/bin/env python3
"""Makes the books and the web page of this folder with programs that are not ours.

    python3 -m venv VENV && VENV/bin/pip install ebooklib==0.20
    apt-get install --no-install-recommends pandoc
    VENV/bin/python crates/lab/tests/formats/make_web.py

`novel.epub` is by EbookLib, `manual.epub` and `manual.html` are by pandoc (2.17). The archives are packed again with one date
and without style sheets. What must be read from each is in `NAME.expected`, which is checked by eye against the texts below.
"""

import io
import subprocess
import tempfile
import zipfile
from pathlib import Path

from ebooklib import epub

HERE = Path(__file__).resolve().parent

CHAPTERS = [
    ("一　駅", """<h1>一　駅</h1>
<p>　<ruby>雨<rt>あめ</rt></ruby>の<ruby><rb>夕方</rb><rp>（</rp><rt>ゆうがた</rt><rp>）</rp></ruby>、三郎は小さな駅に着いた<a epub:type="noteref" href="notes.xhtml#n1">１</a>。</p>
<p>　「切符を拝見」と駅員が言った。<br/>　三郎は黙って<span class="bold">切符</span>を出した。</p>
<p><br/></p>
<p class="center">＊　＊　＊</p>
<figure><img src="station.png" alt="雪の中の駅"/><figcaption>昔の駅</figcaption></figure>"""),
    ("二　橋", """<section id="bridge"><h1>二　橋</h1>
<blockquote><p>橋は渡るためにある。</p></blockquote>
<p>翌朝、川の水は引いていた。<img class="gaiji" src="g.png" alt="𠮟"/>られた犬のように、
橋は黙っていた。</p></section>"""),
]

NOTES = """<aside epub:type="footnote" id="n1"><p><a href="ch1.xhtml">１</a> 今は無い。</p></aside>"""

MANUAL = """---
title: The kettle
lang: en
---

# Before use {#before-use}

Read this *first*. The kettle holds 1.7 litres[^1] & weighs "less
than" a book.

- Fill it.
- Press `ON`.

    Wait for the sound.

1. Never open the lid.

Part       Number
---------- --------
Lid        A--12
Base       B--7

: Parts

# Trouble

It does not start
:   Check the plug.

``` sh
kettle --reset
kettle --heat 80
```

> Water is hot.

![The lid, open](lid.png)

[^1]: About seven cups.
"""


def novel() -> bytes:
    book = epub.EpubBook()
    book.set_identifier("urn:uuid:8c1a5c7e-0000-4000-8000-000000000001")
    book.set_title("小さな駅")
    book.set_language("ja")
    pages = []
    for number, (title, body) in enumerate(CHAPTERS, 1):
        page = epub.EpubHtml(title=title, file_name=f"ch {number}.xhtml", lang="ja")
        page.content = body
        pages.append(page)
    notes = epub.EpubHtml(title="注", file_name="notes.xhtml", lang="ja")
    notes.content = NOTES
    for page in [*pages, notes]:
        book.add_item(page)
    book.toc = pages
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", (notes, "no"), *pages]
    out = io.BytesIO()
    epub.write_epub(out, book)
    return out.getvalue()


def by_pandoc(kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "manual.md")
        source.write_text(MANUAL, encoding="utf-8")
        out = Path(folder, "out")
        command = ["pandoc", "--standalone", "--toc", "--to", kind, "--output", str(out), str(source)]
        subprocess.run(command, check=True, cwd=folder)
        return out.read_bytes()


def packed_again(book: bytes) -> bytes:
    """The same parts with one date."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name.endswith((".css", "/")):
                continue
            entry = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


def main() -> None:
    (HERE / "novel.epub").write_bytes(packed_again(novel()))
    (HERE / "manual.epub").write_bytes(packed_again(by_pandoc("epub3")))
    (HERE / "manual.html").write_bytes(by_pandoc("html5"))


if __name__ == "__main__":
    main()
