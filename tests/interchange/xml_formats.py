"""Reads the TMX, XLIFF, PO and XCES that taiyaku wrote with the libraries of others: python3 xml_formats.py FOLDER

FOLDER holds article.tmx, XLIFF 2.1 and 1.2 (article*.xlf or article*.xliff, told apart by their version), article.po,
article.xces with the two documents that it names, and pairs.jsonl, one pair a line: id, kind, confidence, source, target, and,
if they are known, state (open, confirmed, corrected) and findings (id, its, severity, check, detail). Every text, id, confidence and state is
compared, and each file is checked against its document type or schema.

Needs requirements.txt, and node with the package: npm install --prefix DIR xliff@6.4.0; NODE_PATH=DIR/node_modules.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import polib
import PythonTmx
from lxml import etree
from opustools import OpusRead
from translate.storage import pypo, tmx, xliff, xliff2

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE / "schemas"
XLIFF_1 = "{urn:oasis:names:tc:xliff:document:1.2}"
XLIFF_2 = "{urn:oasis:names:tc:xliff:document:2.0}"
META = "{urn:oasis:names:tc:xliff:metadata:2.0}"
ITS = "{http://www.w3.org/2005/11/its}"
XML = "{http://www.w3.org/XML/1998/namespace}"
DOUBTFUL = 0.8


def same(where, found, expected):
    """Fails at the first difference, and shows it."""
    if found == expected:
        return
    if isinstance(found, list) and isinstance(expected, list):
        for k, (one, other) in enumerate(zip(found, expected)):
            if one != other:
                sys.exit(f"{where}: number {k + 1}: found {one!r}, expected {other!r}")
        sys.exit(f"{where}: found {len(found)}, expected {len(expected)}")
    sys.exit(f"{where}: found {found!r}, expected {expected!r}")


def decimals(pair):
    return f"{pair['confidence']:.4f}"


def remarks(pair):
    return [finding["text"] for finding in pair.get("findings", [])]


def needs_review(pair):
    has_error = any(remark.startswith("error ") for remark in remarks(pair))
    is_open = pair.get("state", "open") == "open"
    return is_open and (pair["confidence"] < DOUBTFUL or has_error)


class Local(etree.Resolver):
    """Schemas import each other by addresses; all are beside each other here."""

    def resolve(self, address, public_id, context):
        return self.resolve_filename(str(SCHEMAS / Path(address).name), context)


def parser():
    parser = etree.XMLParser(no_network=True, huge_tree=True)
    parser.resolvers.add(Local())
    return parser


def check(where, tree, names):
    """Checks a tree against schemas that are used together."""
    imports = "".join(
        f'<import namespace="{namespace}" schemaLocation="{name}"/>' for namespace, name in names
    )
    text = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
    schema = etree.XMLSchema(etree.fromstring(text, parser()))
    if not schema.validate(tree):
        sys.exit(f"{where}: {schema.error_log.filter_from_errors()}")


def check_tmx(path, pairs):
    tree = etree.parse(path, parser())
    same("tmx: version", tree.docinfo.system_url, "tmx14.dtd")
    dtd = etree.DTD(str(SCHEMAS / "tmx14.dtd"))
    if not dtd.validate(tree):
        sys.exit(f"tmx: {dtd.error_log.filter_from_errors()}")
    pairs = [pair for pair in pairs if pair["source"] and pair["target"]]
    header = tree.find("header")
    same("tmx: segtype", header.get("segtype"), "sentence")
    languages = [tuv.get(XML + "lang") for tuv in tree.findall("body/tu[1]/tuv")]
    same("tmx: srclang", header.get("srclang"), languages[0])

    expected = [
        (str(pair["id"]), decimals(pair), pair["kind"], pair["source"], pair["target"])
        for pair in pairs
    ]
    read = PythonTmx.from_element(tree.getroot())
    found = []
    for unit in read.tus:
        props = {prop.type: prop.text for prop in unit.props}
        texts = ["".join(tuv.content) for tuv in unit.tuvs]
        found.append((unit.tuid, props["x-confidence"], props["x-kind"], *texts))
        languages_here = [tuv.lang for tuv in unit.tuvs]
        same(f"tmx: languages of {unit.tuid}", languages_here, languages)
    same("tmx, python-tmx", found, expected)
    for unit, pair in zip(read.tus, pairs):
        notes = [note.text for note in unit.notes]
        same(f"tmx: findings of {unit.tuid}", notes[: len(remarks(pair))], remarks(pair))
        states = [prop.text for prop in unit.props if prop.type == "x-state"]
        state = pair.get("state", "open")
        same(f"tmx: state of {unit.tuid}", states, [] if state == "open" else [state])

    with open(path, "rb") as file:
        store = tmx.tmxfile(file, *languages)
    found = [(unit.source, unit.target) for unit in store.units]
    same("tmx, translate-toolkit", found, [(p["source"], p["target"]) for p in pairs])
    print(f"tmx: pairs: {len(pairs)}")


def flat(value):
    """The text of a value of the package `xliff`: elements inside text are objects."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(flat, value))
    if "contents" in value:
        return flat(value["contents"])
    return "".join(flat(inner) for inner in value.values() if isinstance(inner, dict))


def npm(path):
    """The texts of the units, by the package `xliff` of npm."""
    command = ["node", str(HERE / "xliff.cjs"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ)
    if done.returncode:
        sys.exit(f"{path}: node with NODE_PATH and the package xliff is needed: {done.stderr}")
    read = json.loads(done.stdout)
    (units,) = read["resources"].values()
    return {key: (flat(unit["source"]), flat(unit.get("target"))) for key, unit in units.items()}


def check_npm(where, path, expected):
    """The package drops white space at the ends of text and around it, so that only the rest is compared."""
    bare = lambda text: "".join(text.split())
    found = {key: tuple(map(bare, texts)) for key, texts in npm(path).items()}
    expected = {key: tuple(map(bare, texts)) for key, texts in expected.items()}
    same(f"{where}, npm xliff", sorted(found.items()), sorted(expected.items()))


def check_xliff_2(path, tree, pairs):
    spaces = [
        (XLIFF_2[1:-1], "xliff-core-2.0.xsd"),
        (META[1:-1], "metadata.xsd"),
        (ITS[1:-1], "its.xsd"),
    ]
    check("xliff 2.1", tree, spaces)
    pairs = [pair for pair in pairs if pair["source"]]
    found, expected = [], []
    for unit, pair in zip(tree.iter(XLIFF_2 + "unit"), pairs):
        metas = {meta.get("type"): meta.text for meta in unit.iter(META + "meta")}
        (segment,) = unit.findall(XLIFF_2 + "segment")
        texts = {child.tag: "".join(child.itertext()) for child in segment}
        found.append((unit.get("id"), metas["confidence"], metas["kind"], texts.get(XLIFF_2 + "source"), texts.get(XLIFF_2 + "target", ""), segment.get("state"), segment.get("subState")))
        state, sub_state = "translated", None
        if not pair["target"]:
            state = "initial"
        elif pair.get("state", "open") != "open":
            state = "reviewed"
            sub_state = "taiyaku:corrected" if pair["state"] == "corrected" else None
        elif pair["confidence"] < DOUBTFUL:
            sub_state = "taiyaku:doubtful"
        expected.append((f"u{pair['id']}", decimals(pair), pair["kind"], pair["source"], pair["target"], state, sub_state))
        check_issues(unit, pair)
    same("xliff 2.1, lxml", found, expected)
    same("xliff 2.1: units", len(list(tree.iter(XLIFF_2 + "unit"))), len(pairs))

    with open(path, "rb") as file:
        store = xliff2.Xliff2File(file)
    found = [(unit.getid(), unit.source, unit.target or "") for unit in store.units]
    expected = [(f"u{p['id']}", p["source"], p["target"]) for p in pairs]
    same("xliff 2.1, translate-toolkit", found, expected)
    check_npm("xliff 2.1", path, {key: (source, target) for key, source, target in expected})
    print(f"xliff 2.1: units: {len(pairs)}")


def check_issues(unit, pair):
    """The findings: notes with their ids, and issues of ITS to which a mark in the text refers."""
    where = f"xliff 2.1: findings of {unit.get('id')}"
    findings = pair.get("findings", [])
    notes = [(note.get("id"), note.text) for note in unit.iter(XLIFF_2 + "note") if note.get("category") == "finding"]
    same(where, notes, [(finding["id"], finding["text"]) for finding in findings])
    issues = [(issue.get("locQualityIssueType"), issue.get("locQualityIssueComment")) for issue in unit.iter(ITS + "locQualityIssue")]
    same(where, issues, [(finding["its"], finding["text"]) for finding in findings])
    marks = [mark.get(ITS + "locQualityIssuesRef") for mark in unit.iter(XLIFF_2 + "sm")]
    groups = ["#its=" + group.get(XML + "id") for group in unit.iter(ITS + "locQualityIssues")]
    same(where, marks, groups)
    for issue in unit.iter(ITS + "locQualityIssue"):
        if not 0 <= float(issue.get("locQualityIssueSeverity")) <= 100:
            sys.exit(f"{where}: severity {issue.get('locQualityIssueSeverity')}")


def check_xliff_1(path, tree, pairs):
    check("xliff 1.2", tree, [(XLIFF_1[1:-1], "xliff-core-1.2-strict.xsd")])
    pairs = [pair for pair in pairs if pair["source"]]
    found, expected = [], []
    for unit, pair in zip(tree.iter(XLIFF_1 + "trans-unit"), pairs):
        facts = {fact.get("context-type"): fact.text for fact in unit.iter(XLIFF_1 + "context")}
        target = unit.find(XLIFF_1 + "target")
        notes = [note.text for note in unit.findall(XLIFF_1 + "note") if note.get("from") == "taiyaku"]
        found.append((unit.get("id"), unit.get("approved"), facts["x-confidence"], facts["x-kind"], unit.findtext(XLIFF_1 + "source"), "" if target is None else target.text, None if target is None else target.get("state"), notes))
        is_open = pair.get("state", "open") == "open"
        state = "signed-off" if not is_open else "needs-review-translation" if needs_review(pair) else "translated"
        expected.append((str(pair["id"]), "no" if is_open else "yes", decimals(pair), pair["kind"], pair["source"], pair["target"], state if pair["target"] else None, remarks(pair)))
    same("xliff 1.2, lxml", found, expected)
    same("xliff 1.2: units", len(list(tree.iter(XLIFF_1 + "trans-unit"))), len(pairs))

    with open(path, "rb") as file:
        store = xliff.xlifffile(file)
    found = [(unit.getid().split("\x04")[-1], unit.source, unit.target or "", unit.isapproved()) for unit in store.units]
    expected = [(str(p["id"]), p["source"], p["target"], p.get("state", "open") != "open") for p in pairs]
    same("xliff 1.2, translate-toolkit", found, expected)
    check_npm("xliff 1.2", path, {key: (source, target) for key, source, target, _ in expected})
    print(f"xliff 1.2: units: {len(pairs)}")


def check_po(path, pairs):
    pairs = [pair for pair in pairs if pair["source"]]
    expected, seen = [], set()
    for pair in pairs:
        context = str(pair["id"]) if pair["source"] in seen else None
        seen.add(pair["source"])
        is_fuzzy = needs_review(pair) and pair["target"] != ""
        expected.append((context, pair["source"], pair["target"], decimals(pair), pair["kind"], is_fuzzy))
    po = polib.pofile(path)
    same("po: charset", po.metadata["Content-Type"], "text/plain; charset=UTF-8")
    found = []
    for entry, pair in zip(po, pairs):
        facts = dict(fact.split(": ", 1) for fact in entry.comment.split(", "))
        found.append((entry.msgctxt, entry.msgid, entry.msgstr, facts["confidence"], facts["kind"], entry.fuzzy))
        remarks_here = entry.tcomment.split("\n")[: len(remarks(pair))]
        same(f"po: findings of {pair['id']}", [r for r in remarks_here if r], remarks(pair))
    same("po, polib", found, expected)
    same("po: messages", len(po), len(pairs))

    with open(path, "rb") as file:
        store = pypo.pofile(file)
    units = [unit for unit in store.units if not unit.isheader()]
    found = [(unit.getcontext() or None, str(unit.source), str(unit.target), unit.isfuzzy()) for unit in units]
    same("po, translate-toolkit", found, [(c, s, t, fuzzy) for c, s, t, _, _, fuzzy in expected])
    print(f"po: messages: {len(pairs)}")


def check_xces(path, pairs):
    """Links and documents by lxml, with exact texts of pairs of one sentence; then pairs by opustools."""
    tree = etree.parse(path, parser())
    group = tree.find("linkGrp")
    names = [group.get("fromDoc"), group.get("toDoc")]
    documents = [path.parent / name for name in names]
    sentences = [
        {s.get("id"): s.text or "" for s in etree.parse(document, parser()).iter("s")}
        for document in documents
    ]
    bare = lambda text: "".join(text.split())
    found, expected = [], []
    for link, pair in zip(group, pairs):
        sides = [side.split() for side in link.get("xtargets").split(";")]
        texts = [[there[key] for key in side] for there, side in zip(sentences, sides)]
        for side, text in zip(texts, (pair["source"], pair["target"])):
            if len(side) == 1:
                same(f"xces: {link.get('id')}", side[0], text)
        joined = [bare("".join(side)) for side in texts]
        found.append((link.get("id"), link.get("certainty"), *joined))
        expected.append((f"SL{pair['id']}", decimals(pair), bare(pair["source"]), bare(pair["target"])))
    same("xces, lxml", found, expected)
    same("xces: links", len(group), len(pairs))

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for side, document, name in zip("st", documents, names):
            with zipfile.ZipFile(folder / f"{side}.zip", "w") as archive:
                archive.write(document, name)
        outputs = [str(folder / "s.txt"), str(folder / "t.txt")]
        reader = OpusRead(
            directory="taiyaku", source="en", target="ja", preprocess="raw",
            alignment_file=str(path), source_zip=str(folder / "s.zip"), target_zip=str(folder / "t.zip"),
            write=outputs, write_mode="moses", suppress_prompts=True, download_dir=str(folder),
        )
        with contextlib.redirect_stdout(io.StringIO()):
            reader.printPairs()
        texts = [Path(output).read_text(encoding="utf-8").split("\n")[:-1] for output in outputs]
    found = [tuple(map(bare, pair)) for pair in zip(*texts)]
    same("xces, opustools", found, [(bare(p["source"]), bare(p["target"])) for p in pairs])
    print(f"xces: links: {len(pairs)}")


def main():
    folder = Path(sys.argv[1])
    lines = (folder / "pairs.jsonl").read_text(encoding="utf-8").split("\n")
    pairs = [json.loads(line) for line in lines if line]
    for pair in pairs:
        for finding in pair.get("findings", []):
            finding["text"] = f"{finding['severity']} {finding['check']}: {finding['detail']}"
    check_tmx(folder / "article.tmx", pairs)
    versions = set()
    for path in sorted([*folder.glob("article*.xlf"), *folder.glob("article*.xliff")]):
        tree = etree.parse(path, parser())
        version = tree.getroot().get("version")
        {"2.1": check_xliff_2, "1.2": check_xliff_1}[version](path, tree, pairs)
        versions.add(version)
    same("versions of xliff", sorted(versions), ["1.2", "2.1"])
    check_po(folder / "article.po", pairs)
    check_xces(folder / "article.xces", pairs)


if __name__ == "__main__":
    main()
