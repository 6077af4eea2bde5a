"""Reads what the desk wrote, by programs of others: read_back.py DOCX TMX. Prints the paragraphs with their bold runs, and the pairs."""

import json
import sys

from docx import Document
from translate.storage.tmx import tmxfile

document = Document(sys.argv[1])
with open(sys.argv[2], "rb") as file:
    units = tmxfile.parsefile(file).units
print(json.dumps({
    "paragraphs": [paragraph.text for paragraph in document.paragraphs],
    "bold": [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold],
    "cells": [cell.text for table in document.tables for row in table.rows for cell in row.cells],
    "pairs": [[unit.source, unit.target] for unit in units],
}, ensure_ascii=False))
