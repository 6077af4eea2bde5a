#!/usr/bin/env bash
# Which lines of `src/` the tests run: builds all tests of the workspace with counters, runs them, and prints a table of files, the
# least covered first. Takes some ten minutes and three gigabytes in `target/coverage`. Needs `rustup component add llvm-tools`.
#
#     scripts/coverage.sh                the table
#     scripts/coverage.sh --lines FILE   and the lines of one file, with how often each ran
set -euo pipefail
cd "$(dirname "$0")/.."

target=${COVERAGE_TARGET:-$PWD/target/coverage}
tools=$(dirname "$(rustc --print target-libdir)")/bin
if [ ! -x "$tools/llvm-cov" ]; then
  echo "no llvm-cov: rustup component add llvm-tools" >&2
  exit 1
fi
export CARGO_TARGET_DIR=$target CARGO_INCREMENTAL=0 RUSTFLAGS="-C instrument-coverage"
export LLVM_PROFILE_FILE=$target/profiles/%p-%8m.profraw
rm -rf "$target/profiles"
tests=(--package taiyaku --package taiyaku-cli --package taiyaku-lab --features taiyaku/formats --lib --bins --tests --examples)
# A test that fails is still counted, and shown. Processes that a test kills leave damaged counts, which are left out.
cargo test --no-fail-fast "${tests[@]}" || echo "a test failed" >&2
mapfile -t objects < <(cargo test --no-run --message-format=json "${tests[@]}" 2>/dev/null |
  python3 -c 'import json, sys
for line in sys.stdin:
    message = json.loads(line)
    if message.get("executable"):
        print(message["executable"])')
"$tools/llvm-profdata" merge --sparse --failure-mode=all "$target"/profiles/*.profraw -o "$target/tests.profdata"
arguments=(--instr-profile "$target/tests.profdata")
for object in "${objects[@]}"; do
  arguments+=(--object "$object")
done
report() {
  "$tools/llvm-cov" "$@" "${arguments[@]}"
}
report export --summary-only --ignore-filename-regex '/(tests|registry|rustc|crates|data)/|_tests\.rs|/tests\.rs' |
  python3 -c 'import json, os, sys
data = json.load(sys.stdin)["data"][0]
rows = []
for file in data["files"]:
    lines = file["summary"]["lines"]
    name = os.path.relpath(file["filename"])
    if lines["count"] and name.startswith("src/"):
        rows.append((lines["covered"] / lines["count"], lines["count"] - lines["covered"], lines["count"], name))
for share, missed, count, name in sorted(rows):
    print(f"{share:7.1%} {missed:5} of {count:5} lines not run  {name}")
missed, count = sum(row[1] for row in rows), sum(row[2] for row in rows)
print(f"{1 - missed / count:7.1%} {missed:5} of {count:5} lines not run  all of src/")'
if [ "${1:-}" = "--lines" ]; then
  report show --sources "$2"
fi
