"""Reads the spreadsheets, documents and tables that the program wrote, with the libraries of others.

Usage: python3 sheets.py FOLDER [--no-libreoffice]

FOLDER has pairs.jsonl (one pair a line: id, kind, confidence, source, target) and article.xlsx, .csv, .docx, .md and .html
of these pairs; review.xlsx, the workbook of a review, if there is one. LibreOffice opens the files too, and saves the workbooks
to FOLDER/libreoffice, from where the program can read them back.
"""

import csv
import html.parser
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

# What XML 1.0 does not have. An XLSX file has an escape for it.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORMULA = tuple("=+-@＝＋－＠")
LONGEST_CELL = 32_767


def same(what, found, expected):
    """Fails if two values differ."""
    if found != expected:
        sys.exit(f"{what}:\n  found    {found!r}\n  expected {expected!r}")


def allowed(text):
    """The text without the characters that XML forbids."""
    return FORBIDDEN.sub("", text)


def fits(text):
    """Whether a cell of Excel holds the text."""
    return len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL


def as_openpyxl(text):
    """The text as openpyxl returns it: it does not resolve escapes of control characters."""
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", lambda c: f"_x{ord(c[0]):04X}_", text)


def check_sheet(sheet, place):
    """Checks that a sheet has a header in view, a filter, and texts that are nothing else."""
    same(f"{place}: frozen", sheet.freeze_panes, "A2")
    last = openpyxl.utils.get_column_letter(sheet.max_column)
    same(f"{place}: filter", sheet.auto_filter.ref, f"A1:{last}{sheet.max_row}")
    header = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for name, cell in zip(header, row):
            where = f"{place}: {cell.coordinate}"
            if cell.value is None:
                continue
            is_number = name in ("Id", "Confidence") and sheet.title != "Findings"
            same(f"{where}: type", cell.data_type, "n" if is_number else "s")
            same(f"{where}: link", cell.hyperlink, None)
            if not is_number:
                same(f"{where}: format", cell.number_format, "@")
    return header


def xlsx(path, pairs):
    """A workbook of pairs."""
    book = openpyxl.load_workbook(path)
    same("first sheet", book.sheetnames[0], "Pairs")
    sheet = book["Pairs"]
    header = check_sheet(sheet, path.name)
    same("columns", header[:5], ["Id", "Kind", "Confidence", "Source", "Target"])
    same("rows", sheet.max_row - 1, len(pairs))
    for row, pair in zip(sheet.iter_rows(min_row=2), pairs):
        check_pair(f"{path.name}: {pair['id']}", [cell.value for cell in row], pair)
        # An empty cell is not written: the column has its format.
        if pair["source"]:
            same("wrapped", row[3].alignment.wrap_text, True)
    colours = {row[2].fill.fgColor.rgb for row in sheet.iter_rows(min_row=2)}
    same("colours of confidences", colours <= {"FFE3F1E4", "FFF9ECD0", "FFFBE5E1"}, True)
    if "Findings" in book.sheetnames:
        findings(book["Findings"], path.name)


def check_pair(where, cells, pair):
    """The first cells of a row of a workbook."""
    found_id, kind, confidence, source, target = cells[:5]
    same(f"{where}: id", found_id, pair["id"])
    same(f"{where}: kind", kind, pair["kind"])
    same(f"{where}: confidence", round(confidence, 4), pair["confidence"])
    for name, found in (("source", source), ("target", target)):
        if fits(pair[name]):
            same(f"{where}: {name}", found or "", as_openpyxl(pair[name]))


def findings(sheet, place):
    """The sheet of findings: errors first."""
    header = check_sheet(sheet, f"{place}, Findings")
    same("columns of findings", header[:2] + header[-1:], ["Severity", "Check", "Id"])
    severities = [row[0].value for row in sheet.iter_rows(min_row=2)]
    order = {"error": 0, "warning": 1, "hint": 2}
    same("order of findings", severities, sorted(severities, key=order.__getitem__))
    for row in sheet.iter_rows(min_row=2):
        same("id of a finding", bool(re.fullmatch("[0-9a-f]{16}", row[-1].value)), True)


def review(path):
    """The workbook of a review."""
    book = openpyxl.load_workbook(path)
    same("first sheet", book.sheetnames[0], "Review")
    header = check_sheet(book["Review"], path.name)
    for name in ("Source", "Target", "State", "Comment", "Source_segments", "Document"):
        same(f"column {name}", name in header, True)
    findings(book["Findings"], path.name)


def comma_separated(path, pairs):
    """A CSV file for Excel."""
    data = path.read_bytes()
    same("byte order mark", data[:3], b"\xef\xbb\xbf")
    same("last line end", data[-2:], b"\r\n")
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    header = next(rows)
    same("columns", header[:5], ["id", "kind", "confidence", "source", "target"])
    rows = list(rows)
    same("records", len(rows), len(pairs))
    for row, pair in zip(rows, pairs):
        where = f"{path.name}: {pair['id']}"
        same(f"{where}: id", row[0], str(pair["id"]))
        same(f"{where}: kind", row[1], "'" + pair["kind"])
        same(f"{where}: confidence", row[2], f"{pair['confidence']:.4f}")
        for name, found in zip(("source", "target"), row[3:]):
            expected = pair[name]
            same(f"{where}: {name}", found in (expected, "'" + expected), True)
        for cell in row:
            same(f"{where}: a formula", cell.startswith(FORMULA), False)


def word(path, pairs):
    """A document of Word in two columns."""
    document = docx.Document(path)
    section = document.sections[0]
    same("orientation", section.orientation, WD_ORIENT.LANDSCAPE)
    same("A4", (round(section.page_width.mm), round(section.page_height.mm)), (297, 210))
    table = document.tables[0]._tbl
    rows = table.tr_lst
    same("a header on each page", rows[0].trPr.find(qn("w:tblHeader")) is not None, True)
    same("rows", len(rows) - 1, len(pairs))
    for row, pair in zip(rows[1:], pairs):
        cells = [docx.table._Cell(tc, None) for tc in row.tc_lst]
        texts = [cell.paragraphs[0].text for cell in cells]
        expected = [str(pair["id"]), allowed(pair["source"]), allowed(pair["target"])]
        same(f"{path.name}: {pair['id']}", texts, expected)
    for style in ("Original", "Translation"):
        lang = document.styles[style].element.rPr.find(qn("w:lang"))
        same(f"language of {style}", lang.get(qn("w:val"))[:2], "en")
        same(f"language of {style}", lang.get(qn("w:eastAsia"))[:2], "ja")


def markdown(path, pairs):
    """A table of Markdown."""
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    kinds = {"text": lambda t: t.content, "text_special": lambda t: t.content, "html_inline": lambda t: "\n"}
    cells = []
    for before, token in zip(tokens, tokens[1:]):
        if before.type == "td_open":
            pieces = [kinds[piece.type](piece) for piece in token.children or []]
            cells.append("".join(pieces))
    n_columns = len(cells) // len(pairs)
    rows = [cells[at : at + n_columns] for at in range(0, len(cells), n_columns)]
    same("rows", len(rows), len(pairs))
    for row, pair in zip(rows, pairs):
        expected = [str(pair["id"]), *(pair[name].replace("\0", "") for name in ("source", "target"))]
        # This reader drops white space of Unicode at the ends of cells.
        found = [cell.strip() for cell in row[:3]]
        same(f"{path.name}: {pair['id']}", found, [cell.strip() for cell in expected])


class Cells(html.parser.HTMLParser):
    """Collects the cells of a table, each with its language."""

    def __init__(self):
        super().__init__()
        self.cells = []
        self.depth = None

    def handle_starttag(self, tag, attributes):
        if tag == "td":
            self.cells.append([dict(attributes).get("lang"), ""])
            self.depth = 0
        elif self.depth is not None:
            self.depth += 1

    def handle_endtag(self, tag):
        if tag == "td":
            self.depth = None
        elif self.depth is not None:
            self.depth -= 1

    def handle_data(self, data):
        if self.depth == 0:
            self.cells[-1][1] += data


def page(path, pairs):
    """A web page."""
    text = path.read_bytes().decode("utf-8")
    same("document type", text.startswith("<!DOCTYPE html>"), True)
    same("scripts", "<script" in text, False)
    parser = Cells()
    parser.feed(text)
    parser.close()
    same("cells", len(parser.cells), 3 * len(pairs))
    for at, pair in enumerate(pairs):
        number, source, target = parser.cells[3 * at : 3 * at + 3]
        same("number", number[1], str(pair["id"]))
        for (lang, found), name, code in ((source, "source", "en"), (target, "target", "ja")):
            same(f"{path.name}: {pair['id']}: language", lang[:2], code)
            same(f"{path.name}: {pair['id']}: {name}", found, allowed(pair[name]))


def convert(path, extension, folder):
    """Lets LibreOffice convert a file."""
    profile = (folder / "profile").resolve().as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", extension]
    command += ["--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    written = folder / f"{path.stem}.{extension.split(':')[0]}"
    if done.returncode != 0 or not written.exists():
        sys.exit(f"LibreOffice did not convert {path}: {done.stdout}{done.stderr}")
    return written


def libreoffice(folder, pairs):
    """LibreOffice opens the files, and what it saves has the same texts."""
    out = folder / "libreoffice"
    out.mkdir(exist_ok=True)
    saved = openpyxl.load_workbook(convert(folder / "article.xlsx", "xlsx", out))["Pairs"]
    for row, pair in zip(saved.iter_rows(min_row=2, values_only=True), pairs):
        # It drops some control characters.
        texts = [re.sub("_x[0-9A-F]{4}_", "", cell or "") for cell in row[3:5]]
        expected = [re.sub("_x[0-9A-F]{4}_", "", allowed(pair[name])) for name in ("source", "target")]
        if all(fits(text) for text in expected):
            same(f"LibreOffice: {pair['id']}", texts, expected)
        same(f"LibreOffice: {pair['id']}: id", row[0], pair["id"])
    same("LibreOffice: rows", saved.max_row - 1, len(pairs))
    options = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false'
    with open(convert(folder / "article.xlsx", options, out), encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    same("LibreOffice: records of CSV", len(rows) - 1, len(pairs))
    for row, pair in zip(rows[1:], pairs):
        if all(fits(pair[name]) for name in ("source", "target")):
            same(f"LibreOffice, CSV: {pair['id']}", allowed(row[4]), allowed(pair["target"]))
    if (folder / "review.xlsx").exists():
        convert(folder / "review.xlsx", "xlsx", out)
    text = convert(folder / "article.docx", "txt:Text (encoded):UTF8", out).read_text(encoding="utf-8-sig")
    for pair in pairs:
        for name in ("source", "target"):
            words = "".join(allowed(pair[name]).split())
            same(f"LibreOffice, DOCX: {pair['id']}: {name}", words in "".join(text.split()), True)
    shutil.rmtree(out / "profile")


def main():
    folder = Path(sys.argv[1])
    with open(folder / "pairs.jsonl", encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]
    xlsx(folder / "article.xlsx", pairs)
    comma_separated(folder / "article.csv", pairs)
    word(folder / "article.docx", pairs)
    markdown(folder / "article.md", pairs)
    page(folder / "article.html", pairs)
    if (folder / "review.xlsx").exists():
        review(folder / "review.xlsx")
    if "--no-libreoffice" not in sys.argv:
        libreoffice(folder, pairs)
    print(f"pairs: {len(pairs)}, all as they were")


main()
