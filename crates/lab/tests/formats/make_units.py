#!/usr/bin/env python3
"""Makes the files of crates/lab/tests/formats/units/ with the programs that people use for them.

    python3 -m venv venv && venv/bin/pip install polib==1.2.0 translate-toolkit==3.20.4 openpyxl==3.1.5 XlsxWriter==3.3.1
    venv/bin/python crates/lab/tests/formats/make_units.py

polib writes PO; translate-toolkit writes XLIFF and TMX; openpyxl and XlsxWriter write XLSX; the csv module of
Python writes CSV. The test crates/lab/tests/formats_units/main.rs has the units that are expected of each.
"""

import csv
import datetime
import pathlib
import zipfile

import openpyxl
import polib
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from translate.storage import tmx, xliff, xliff2

OUT = pathlib.Path(__file__).parent / "units"
UNITS = [
    ("The ferry leaves at 9:40.", "フェリーは9時40分に出ます。"),
    ("Bring a coat. It rains often on the island.", "コートを持ってきてください。島ではよく雨が降ります。"),
    ("The mill has 24 rooms.", "水車小屋には部屋が42あります。"),
    ("Closed on Mondays", ""),
]


def po():
    file = polib.POFile(wrapwidth=60)
    file.metadata = {
        "Project-Id-Version": "ferry 1.0",
        "Language": "ja",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for source, target in UNITS:
        file.append(polib.POEntry(msgid=source, msgstr=target, occurrences=[("ferry.py", "12")]))
    file.append(polib.POEntry(msgctxt="button", msgid="Open", msgstr="開く"))
    file.append(polib.POEntry(msgctxt="state", msgid="Open", msgstr="営業中"))
    file.append(
        polib.POEntry(
            msgid="%d ticket for {name}",
            msgid_plural="%d tickets for {name}",
            msgstr_plural={0: "{name}さんの切符%d枚"},
            flags=["python-format"],
        )
    )
    file.append(
        polib.POEntry(
            msgid='The sign says "No swimming".\nThe sea is cold.\n\nAsk the crew\tfirst.',
            msgstr="看板には「遊泳禁止」とあります。\n海は冷たいです。\n\nまず乗組員に\t聞いてください。",
        )
    )
    file.append(polib.POEntry(msgid="The café is open.", msgstr="喫茶店は閉まっています。", flags=["fuzzy"], previous_msgid="The café is closed."))
    file.append(polib.POEntry(msgid="Old", msgstr="古い", obsolete=True))
    file.save(OUT / "polib.po")


def xliff_1():
    file = xliff.xlifffile(sourcelanguage="en", targetlanguage="ja")
    for source, target in UNITS:
        unit = file.addsourceunit(source)
        if target:
            unit.target = target
            unit.addalttrans("別の訳です。", lang="ja")
        unit.addnote("A note for the translator.")
    file.savefile(str(OUT / "toolkit.xlf"))


def xliff_2():
    file = xliff2.Xliff2File(sourcelanguage="en", targetlanguage="ja")
    for source, target in UNITS:
        unit = file.addsourceunit(source)
        if target:
            unit.target = target
        unit.addnote("A note for the translator.")
    file.savefile(str(OUT / "toolkit-2.xlf"))


def translation_memory():
    file = tmx.tmxfile()
    for source, target in UNITS[:3]:
        file.addtranslation(source, "en", target, "ja")
    file.savefile(str(OUT / "toolkit.tmx"))


def tables():
    with open(OUT / "python.csv", "w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(["ID", "日本語", "英語"])
        for k, (source, target) in enumerate(UNITS):
            table.writerow([f"ferry.{k}", target, source])
        table.writerow(["ferry.sign", "「遊泳禁止」,\nと看板にあります。", 'The sign says "No swimming",\nin red.'])
    with open(OUT / "plain.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write('"No," said the captain.\t「いいえ」と船長は言いました。\n')
        for source, target in UNITS:
            out.write(f"{source}\t{target}\n")


def workbook():
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Cover"
    cover["A1"] = "Texts of the ferry"
    hidden = book.create_sheet("Old")
    hidden.append(["English", "Japanese"])
    hidden.append(["Old text.", "古い文です。"])
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("Texts")
    sheet.append(["No.", "English", "Japanese", "Date"])
    for k, (source, target) in enumerate(UNITS):
        sheet.append([k + 1, source, target or None, datetime.date(2024, 5, k + 1)])
    bold = InlineFont(b=True)
    sheet.append([5, CellRichText("Mind the ", TextBlock(bold, "gap"), "."), CellRichText(TextBlock(bold, "隙間"), "に注意。")])
    sheet["B9"] = "Line one.\nLine two."
    sheet["C9"] = "一行目。\n二行目。"
    book.save(OUT / "openpyxl.xlsx")
    # The time of writing is in the archive.
    with zipfile.ZipFile(OUT / "openpyxl.xlsx") as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(OUT / "openpyxl.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            if name != "docProps/core.xml":
                archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)


def shared_strings():
    book = xlsxwriter.Workbook(OUT / "xlsxwriter.xlsx")
    book.set_properties({"created": datetime.datetime(2024, 1, 1)})
    sheet = book.add_worksheet("Texts")
    # The original is the column of English: no header names it.
    for k, (source, target) in enumerate(UNITS):
        sheet.write_row(k + 2, 1, [target, source])
    book.close()


OUT.mkdir(exist_ok=True)
po()
xliff_1()
xliff_2()
translation_memory()
tables()
workbook()
shared_strings()
