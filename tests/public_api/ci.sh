#!/usr/bin/env bash
# Compares the public items of the library, with all features but `internals`, with docs/public_api.txt:
# tests/public_api/ci.sh, or tests/public_api/ci.sh --accept to write the list again.
# Rustdoc's JSON is not stable, so it is asked for by a wrapper that sets RUSTC_BOOTSTRAP for rustdoc alone: nothing else is
# built again. Reports "skipped" and succeeds where this Rust has another JSON, or where the registry is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"
target=${CARGO_TARGET_DIR:-$root/target}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
source "$root/.ci/tools.sh"

cargo fetch --quiet --locked --manifest-path "$here/Cargo.toml" >"$log" 2>&1 || skip "no packages for tests/public_api"
cargo rustdoc --quiet --package taiyaku --lib --features formats,detect,serde --config "build.rustdoc=\"$here/rustdoc.sh\"" \
  -- -Z unstable-options --output-format json
code=0
cargo run --quiet --locked --manifest-path "$here/Cargo.toml" --target-dir "$target" -- \
  "$target/doc/taiyaku.json" docs/public_api.txt "$@" >"$log" || code=$?
if [ $code = 2 ]; then
  skip "the public items were not compared"
fi
cat "$log"
if [ $code != 0 ]; then
  echo "docs/public_api.txt is another list: CHANGELOG.md names what breaks users; then run tests/public_api/ci.sh --accept"
  exit 1
fi
