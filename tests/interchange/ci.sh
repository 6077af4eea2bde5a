#!/usr/bin/env bash
# Writes the sample article in every format of pairs, and lets programs of others read the files:
# TAIYAKU=path/to/taiyaku tests/interchange/ci.sh
# They live in a venv of their own, made once. Without the registries it reports "skipped" and succeeds, because that is no
# fault of the files.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export TAIYAKU=${TAIYAKU:-$root/target/debug/taiyaku}
venv=${INTERCHANGE_VENV:-$root/target/interchange-venv}
node=$venv/node
log=$(mktemp)
out=$(mktemp -d)
trap 'rm -rf "$log" "$out"' EXIT
source "$root/.ci/tools.sh"

if [ ! -x "$TAIYAKU" ]; then
  echo "no program at $TAIYAKU: build it, or set TAIYAKU" >&2
  exit 1
fi
if ! command -v soffice >/dev/null && ! install libreoffice-calc-nogui libreoffice-writer-nogui >"$log" 2>&1; then
  echo "no LibreOffice: its tests are left out"
fi
make_venv "$venv" "$here/requirements.txt" || skip "no Python venv with the readers of others"
if [ ! -d "$node/node_modules/xliff" ] &&
  ! npm install --silent --no-audit --no-fund --prefix "$node" xliff@6.4.0 >"$log" 2>&1; then
  skip "no npm package xliff"
fi

# The pairs as they are; every other format is compared with them.
cp "$root/data/samples/article.page.txt" "$out/"
cd "$out"
head=(--date 2026-11-30T09:30:00Z --tags en-GB,ja-JP)
"$TAIYAKU" align article.page.txt --findings -o pairs.jsonl
for form in csv tsv xlsx json tmx xliff po docx md html; do
  "$TAIYAKU" align article.page.txt --findings "${head[@]}" -o "article.$form"
done
"$TAIYAKU" align article.page.txt --findings "${head[@]}" --form xliff1 -o article.1.xlf
"$TAIYAKU" align article.page.txt "${head[@]}" -o article.xces
for form in moses hunalign ladder vecalign; do
  "$TAIYAKU" align article.page.txt -o "article.$form"
done
for name in review.xlsx article.report.html article.report.jsonl article.sarif; do
  "$TAIYAKU" review article.page.txt -o "$name"
done
cd "$here"
export NODE_PATH=$node/node_modules PYTHONDONTWRITEBYTECODE=1
for test in xml_formats sheets text; do
  "$venv/bin/python" "$test.py" "$out"
done
# A workbook that LibreOffice saved is the same review.
if [ -f "$out/libreoffice/review.xlsx" ]; then
  cd "$out"
  "$TAIYAKU" review article.page.txt -o before.tsv
  "$TAIYAKU" realign article.page.txt --reviewed libreoffice/review.xlsx -o after.tsv
  cmp before.tsv after.tsv
  echo "the workbook that LibreOffice saved: the same review"
fi
