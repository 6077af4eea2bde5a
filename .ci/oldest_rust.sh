#!/usr/bin/env bash
# Installs the oldest Rust that the manifests promise, and prints its version; or why it cannot be had, and fails.
set -euo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT

version=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml).0
if ! rustup toolchain install "$version" --profile minimal --no-self-update >"$log" 2>&1; then
  echo "no Rust $version:"
  tail -n 3 "$log"
  exit 1
fi
echo "$version"
