#!/bin/sh
# Makes data/dictionary/readings.tsv anew from Debian's packages `enamdict`, `kanjidic` and `edict` (apt-get install …), or from
# the files of these names in a folder given as the only argument, all in EUC-JP. The same files give the same bytes.
# With `--measure` and Japanese texts behind it, says how many names are found and how many by mistake.
set -eu
cd "$(dirname "$0")/.."
folder=/usr/share/edict
if [ $# -gt 0 ] && [ "$1" != --measure ]; then
  folder=$1
  shift
fi
utf8=$(mktemp -d)
trap 'rm -rf "$utf8"' EXIT
for file in enamdict kanjidic edict; do
  iconv -f EUC-JP -t UTF-8 "$folder/$file" > "$utf8/$file"
done
build() {
  cargo run --quiet --release -p taiyaku-lab --bin build-readings -- "$utf8/enamdict" "$utf8/kanjidic" "$utf8/edict" "$@"
}
if [ "${1:-}" = --measure ]; then
  shift
  build --measure --texts "$@"
else
  build --output data/dictionary/readings.tsv
  wc data/dictionary/readings.tsv
fi
