#!/usr/bin/env bash
# Fetches what the later steps of `.ci/run` would install one after the other: packages of Debian, venvs, packages of npm, and the
# oldest Rust. Each of those steps looks for itself, and says what is missing: a failure here is none.
set -uo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
source .ci/tools.sh

missing=()
for program_package in soffice:libreoffice-calc-nogui soffice:libreoffice-writer-nogui chromium:chromium \
  java:openjdk-17-jre-headless parallel:parallel; do
  command -v "${program_package%%:*}" >/dev/null || missing+=("${program_package#*:}")
done
case " ${missing[*]-} " in *" chromium "*) missing+=(fonts-noto-cjk) ;; esac
if [ ${#missing[@]} != 0 ]; then
  # One after the other if one of them cannot be had.
  install "${missing[@]}" || for package in "${missing[@]}"; do install "$package"; done
fi
for venv_folder in interchange:tests/interchange spark:examples/spark; do
  make_venv "$PWD/target/${venv_folder%%:*}-venv" "$PWD/${venv_folder#*:}/requirements.txt" || cat "$log"
done
if command -v npm >/dev/null; then
  npm install --silent --no-audit --no-fund --prefix target/interchange-venv/node xliff@6.4.0
  (cd tests/browser && npm ci --no-audit --no-fund)
fi
.ci/oldest_rust.sh >/dev/null
true
