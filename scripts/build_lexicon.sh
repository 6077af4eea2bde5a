#!/bin/sh
# Makes data/dictionary/lexicon.tsv from Debian's package `edict` (apt-get install edict), or from an EDICT file in EUC-JP
# given as the only argument, and from the frequent words of the Python package `wordfreq` (pip install wordfreq==3.1.1).
# The same EDICT and words give the same bytes.
set -eu
cd "$(dirname "$0")/.."
edict=${1:-/usr/share/edict/edict}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
iconv -f EUC-JP -t UTF-8 "$edict" > "$scratch/edict"
python3 scripts/frequent_words.py > "$scratch/words"
cargo run --quiet --release -p taiyaku-lab --bin build-lexicon -- "$scratch/edict" --frequent "$scratch/words" \
  --output data/dictionary/lexicon.tsv
wc data/dictionary/lexicon.tsv
