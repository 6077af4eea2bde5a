#!/bin/sh
# Makes data/dictionary/lexicon.tsv anew from Debian's package `edict` (apt-get install edict), or from an EDICT file in
# EUC-JP given as the only argument. The same EDICT gives the same bytes.
set -eu
cd "$(dirname "$0")/.."
edict=${1:-/usr/share/edict/edict}
utf8=$(mktemp)
trap 'rm -f "$utf8"' EXIT
iconv -f EUC-JP -t UTF-8 "$edict" > "$utf8"
cargo run --quiet --release -p taiyaku-lab --bin build-lexicon -- "$utf8" --output data/dictionary/lexicon.tsv
wc data/dictionary/lexicon.tsv
