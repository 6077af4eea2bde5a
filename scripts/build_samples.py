"""Build the sample texts and their gold alignments from the tables.

In: the tables data/samples/*.tsv that WORKS names, one bead a row, columns
english, japanese, flags; sentences of one side are parted by " | ".
Out: the texts and <name>.gold.json beside the tables. Offsets are half-open,
in Unicode scalar values, into the text (for the article: into the page).
Flags: p begins a paragraph, f a footer line that follows the original.
Run: python3 scripts/build_samples.py [--check]
"""

import json
import sys
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"
SENTENCE_BREAK = " | "
SEPARATOR_LINE = "原文を表示"
# Name, domain, and whether both sides stand on one page.
WORKS = [
    ("article", "news", True),
    ("note", "technical", False),
    ("dialogue", "dialogue", False),
    ("election", "news", False),
    ("kyoto", "travel", False),
    ("chronicle", "history", False),
]


class Side:
    """Text of one side as it grows, with the segments in it."""

    def __init__(self, joiner):
        self.joiner = joiner
        self.text = ""
        self.segments = []

    def add(self, cell, begins_paragraph):
        """Append the sentences of one cell; return their segment indices."""
        indices = []
        for sentence in cell.split(SENTENCE_BREAK) if cell else []:
            if self.text:
                self.text += "\n" if begins_paragraph else self.joiner
            begins_paragraph = False
            start = len(self.text)
            self.text += sentence
            indices.append(len(self.segments))
            self.segments.append([start, len(self.text)])
        return indices

    def shifted(self, offset):
        return [[start + offset, end + offset] for start, end in self.segments]


def read_rows(name):
    lines = (SAMPLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "english\tjapanese\tflags", name
    rows = [line.split("\t") for line in lines[1:]]
    for number, row in enumerate(rows, start=2):
        assert len(row) == 3 and (row[0] or row[1]), f"{name}.tsv:{number}"
        assert all(cell == cell.strip() for cell in row), f"{name}.tsv:{number}"
    return rows


def build(name, domain, is_page):
    """Return the files of one work, by file name."""
    english, japanese, footer = Side(" "), Side(""), Side("")
    beads, footer_beads = [], []
    # A paragraph may begin with a sentence that one side lacks.
    owed = {"english": False, "japanese": False}
    for english_cell, japanese_cell, flags in read_rows(name):
        if "f" in flags:
            assert is_page and not english_cell
            footer_beads += footer.add(japanese_cell, True)
            continue
        if "p" in flags:
            owed = {"english": True, "japanese": True}
        bead = [
            english.add(english_cell, owed["english"]),
            japanese.add(japanese_cell, owed["japanese"]),
        ]
        owed["english"] &= not english_cell
        owed["japanese"] &= not japanese_cell
        beads.append(bead)
    if is_page:
        head = f"{japanese.text}\n{SEPARATOR_LINE}\n"
        english_start = len(head)
        footer_start = english_start + len(english.text) + 1
        page = f"{head}{english.text}\n{footer.text}\n"
        texts = {f"{name}.page.txt": page}
        english_text = japanese_text = page
        english_segments = english.shifted(english_start)
        japanese_segments = japanese.segments + footer.shifted(footer_start)
        beads += [[[], [len(japanese.segments) + index]] for index in footer_beads]
        english_blank = [(0, english_start), (footer_start - 1, len(page))]
        japanese_blank = [(len(japanese.text), footer_start)]
    else:
        english_text, japanese_text = english.text + "\n", japanese.text + "\n"
        texts = {f"{name}.en.txt": english_text, f"{name}.ja.txt": japanese_text}
        english_segments, japanese_segments = english.segments, japanese.segments
        english_blank, japanese_blank = [], []
    check(english_text, english_segments, [b[0] for b in beads], english_blank)
    check(japanese_text, japanese_segments, [b[1] for b in beads], japanese_blank)
    gold = {
        "id": f"sample-{name}",
        "domain": domain,
        "variant": "sample",
        "corpus": "samples",
        "source": "written for this project",
        "licence": "MIT OR Apache-2.0",
        "unit": "sentence",
        "en_segments": english_segments,
        "ja_segments": japanese_segments,
        "beads": beads,
    }
    texts[f"{name}.gold.json"] = json.dumps(gold, ensure_ascii=False) + "\n"
    return texts


def check(text, segments, bead_sides, other_side):
    """Assert that the segments cover the side and the beads tile them."""
    covered = [False] * len(text)
    for start, end in other_side:
        covered[start:end] = [True] * (end - start)
    for start, end in segments:
        assert start < end and not any(covered[start:end]), (start, end)
        covered[start:end] = [True] * (end - start)
    assert all(seen or mark.isspace() for seen, mark in zip(covered, text))
    flat = [index for side in bead_sides for index in side]
    assert flat == list(range(len(segments)))


def main():
    only_check = "--check" in sys.argv[1:]
    stale = []
    for name, domain, is_page in WORKS:
        for file_name, content in build(name, domain, is_page).items():
            path, data = SAMPLES / file_name, content.encode("utf-8")
            if not only_check:
                path.write_bytes(data)
            elif not path.exists() or path.read_bytes() != data:
                stale.append(file_name)
    if stale:
        sys.exit("not as built from the tables: " + ", ".join(stale))


if __name__ == "__main__":
    main()
