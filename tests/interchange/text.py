"""Reads the text formats that the program wrote, with nothing of ours, and compares them with `pairs.jsonl`.

In: a folder with `pairs.jsonl`, `article.en` and `article.ja` (Moses), `article.hunalign`, `article.ladder`,
`article.vecalign`, `article.sarif`, `article.report.jsonl` and `article.report.html`. Out: a line a format, or what differs.

    python3 tests/interchange/text.py FOLDER
"""

import ast
import collections
import html.parser
import json
import math
import pathlib
import re
import sys
import urllib.parse

import jsonschema

SCHEMA = pathlib.Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json"
NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}:\n  found    {found!r}\n  expected {expected!r}")


def near(what, found, expected, within=1e-4):
    if not math.isclose(found, expected, rel_tol=0, abs_tol=within):
        sys.exit(f"{what}: found {found}, expected {expected}")


def lines(path):
    """The lines of a file, cut wherever Python cuts a text."""
    text = path.read_bytes().decode("utf-8")
    same(f"{path}: the last line ends", text[-1:] or "\n", "\n")
    return text.splitlines()


def line_text(text):
    """A text as formats of one line hold it."""
    return NO_TEXT.sub(" ", text).strip()


def target(pair):
    return pair.get("suggestion") or pair["target"]


def kind(pair):
    n_source, n_target = pair["kind"].split("-")
    return int(n_source), int(n_target)


def moses(folder, pairs):
    texts = [(line_text(pair["source"]), line_text(target(pair))) for pair in pairs]
    found = list(zip(lines(folder / "article.en"), lines(folder / "article.ja"), strict=True))
    same("moses", found, [pair for pair in texts if all(pair)])


def hunalign(folder, pairs):
    rows = [line.split("\t") for line in lines(folder / "article.hunalign")]
    same("hunalign: lines", len(rows), len(pairs))
    for number, (row, pair) in enumerate(zip(rows, pairs), 1):
        what = f"hunalign: line {number}"
        same(f"{what}: columns", len(row), 3)
        near(f"{what}: confidence", float(row[2]), pair["confidence"])
        if "suggestion" in pair:
            continue
        sides = [[part for part in side.split(" ~~~ ") if part] for side in row[:2]]
        same(f"{what}: kind", tuple(map(len, sides)), kind(pair))
        for side, text in zip(sides, (pair["source"], pair["target"])):
            # The white space between segments is not in the file; a mark in the text is one tilde shorter.
            bare = lambda text: "".join(text.replace("~~~", "~~").split())
            same(what, bare("".join(side)), bare(line_text(text)))


def ladder(folder, pairs):
    rungs = [line.split("\t") for line in lines(folder / "article.ladder")]
    beads = [(int(b[0]) - int(a[0]), int(b[1]) - int(a[1])) for a, b in zip(rungs, rungs[1:])]
    same("ladder", beads, [kind(pair) for pair in pairs])
    for number, (rung, pair) in enumerate(zip(rungs, pairs), 1):
        near(f"ladder: line {number}", float(rung[2]), pair["confidence"])


def vecalign(folder, pairs):
    at = [0, 0]
    rows = [line.split(":") for line in lines(folder / "article.vecalign")]
    same("vecalign: lines", len(rows), len(pairs))
    for number, (row, pair) in enumerate(zip(rows, pairs), 1):
        found = [ast.literal_eval(side) for side in row[:2]]
        expected = [list(range(start, start + n)) for start, n in zip(at, kind(pair))]
        same(f"vecalign: line {number}", found, expected)
        near(f"vecalign: line {number}", math.exp(-float(row[2])), pair["confidence"], 1e-3)
        at = [start + n for start, n in zip(at, kind(pair))]


def line_and_column(text, offset):
    """The place of a character, counted from 1."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, offset - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset))


def sarif(folder, findings):
    log = json.loads((folder / "article.sarif").read_text("utf-8"))
    schema = json.loads(SCHEMA.read_text("utf-8"))
    checker = jsonschema.FormatChecker()
    errors = list(jsonschema.Draft7Validator(schema, format_checker=checker).iter_errors(log))
    same("sarif: schema", [error.message for error in errors], [])
    (run,) = log["runs"]
    results, rules = run["results"], run["tool"]["driver"]["rules"]
    same("sarif: results", len(results), len(findings))
    levels = [["error", "warning", "note"].index(result["level"]) for result in results]
    same("sarif: errors first", levels, sorted(levels))
    by_id = {finding["id"]: finding for finding in findings}
    for result in results:
        finding = by_id[result["partialFingerprints"]["taiyakuFindingId/v1"]]
        what = f"sarif: finding {finding['id']}"
        same(f"{what}: rule", result["ruleId"], finding["check"])
        same(f"{what}: index", rules[result["ruleIndex"]]["id"], finding["check"])
        level = {"error": "error", "warning": "warning", "hint": "note"}[finding["severity"]]
        same(f"{what}: level", result["level"], level)
        message = finding["detail"] + "\n" + finding["detail_ja"]
        same(f"{what}: message", result["message"]["text"], message)
        place = result["locations"][0]["physicalLocation"]
        file = pathlib.Path(urllib.parse.unquote(place["artifactLocation"]["uri"]))
        if "region" not in place or not file.exists() or not finding["target"]:
            continue
        text, region = file.read_bytes().decode("utf-8"), place["region"]
        start, end = finding["target"][0]
        found = (region["startLine"], region["startColumn"])
        same(f"{what}: start", found, line_and_column(text, start))
        if len(finding["target"]) == 1:
            found = (region["endLine"], region["endColumn"])
            same(f"{what}: end", found, line_and_column(text, end))


def report(folder, findings):
    found = [json.loads(line) for line in lines(folder / "article.report.jsonl")]
    severities = [["error", "warning", "hint"].index(line["severity"]) for line in found]
    same("report: errors first", severities, sorted(severities))
    keys = ("id", "check", "severity")
    same(
        "report: findings",
        sorted(tuple(line[key] for key in keys) for line in found),
        sorted(tuple(finding[key] for key in keys) for finding in findings),
    )
    same("report: places", [line["id"] for line in found if not line["target_places"]], [])
    return found


class Page(html.parser.HTMLParser):
    """The elements of a page, and the texts of its findings."""

    def __init__(self):
        super().__init__()
        self.elements, self.findings, self.open = collections.Counter(), [], []

    def handle_starttag(self, tag, attributes):
        self.elements[tag] += 1
        attributes = dict(attributes)
        if tag == "article":
            self.findings.append((attributes["id"], attributes["class"], []))
        if tag != "meta":
            self.open.append((tag, attributes))

    def handle_startendtag(self, tag, attributes):
        self.elements[tag] += 1

    def handle_endtag(self, tag):
        same("report.html: an end", tag, self.open.pop()[0])

    def handle_data(self, data):
        texts = [attributes for _, attributes in self.open if attributes.get("class") == "text"]
        if texts:
            self.findings[-1][2].append((texts[0]["lang"][:2], data))


def report_page(folder, found):
    page = Page()
    page.feed((folder / "article.report.html").read_text("utf-8"))
    same("report.html: open elements", page.open, [])
    same("report.html: scripts", page.elements["script"], 0)
    for line, (anchor, severity, texts) in zip(found, page.findings, strict=True):
        same("report.html: finding", (anchor, severity), ("f-" + line["id"], line["severity"]))
        for language, side in (("en", "source"), ("ja", "target")):
            shown = "".join(text for lang, text in texts if lang == language)
            # XML has no control characters.
            bare = lambda text: re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
            same(f"report.html: {anchor}", shown, bare(line[side]))


def main(folder):
    pairs = [json.loads(line) for line in lines(folder / "pairs.jsonl")]
    findings = [finding for pair in pairs for finding in pair.get("findings", [])]
    for check in (moses, hunalign, ladder, vecalign):
        check(folder, pairs)
        print(f"{check.__name__}: pairs: {len(pairs)}")
    sarif(folder, findings)
    report_page(folder, report(folder, findings))
    print(f"sarif, report.jsonl, report.html: findings: {len(findings)}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
