"""Writes the two documents of Word that the desk's tests drop: make_pair.py FOLDER. They are made by python-docx, with runs that
cut sentences, a table and a heading, as people's documents have them."""

import sys
from pathlib import Path

from docx import Document

PAIR = {
    "lighthouse.en.docx": (
        "The Lighthouse of Cape Erin",
        [
            [("The lighthouse was built in ", ""), ("1874", "b"), (" and stands 42 metres above the sea.", "")],
            [("Its keeper climbs 208 steps every evening. ", ""), ("He has never counted them wrong.", "i")],
            [("Ships see the light from a distance of 30 kilometres.", "")],
        ],
        [("Height", "42 m"), ("Steps", "208")],
        "The museum is closed on Mondays.",
    ),
    "lighthouse.ja.docx": (
        "エリン岬の灯台",
        [
            [("灯台は", ""), ("1847", "b"), ("年に建てられ、海面から42メートルの高さに立つ。", "")],
            [("灯台守は毎晩208段の階段を上る。", ""), ("数え間違えたことは一度もない。", "i")],
            [("船からは30キロメートル離れた所からその光が見える。", "")],
        ],
        [("高さ", "42 m"), ("段数", "208")],
        "博物館は月曜日が休みである。",
    ),
}


def main(folder):
    for name, (title, paragraphs, table, last) in PAIR.items():
        document = Document()
        document.add_heading(title, 1)
        for runs in paragraphs:
            paragraph = document.add_paragraph()
            for text, style in runs:
                run = paragraph.add_run(text)
                run.bold, run.italic = style == "b", style == "i"
        cells = document.add_table(rows=0, cols=2)
        for row in table:
            for cell, text in zip(cells.add_row().cells, row):
                cell.text = text
        document.add_paragraph(last)
        document.save(Path(folder) / name)


main(sys.argv[1])
