#!/usr/bin/env bash
# Runs the tests of this folder with Spark in a venv of its own, made once: TAIYAKU=path/to/taiyaku examples/spark/ci.sh
# Without Java or the registry it reports "skipped" and succeeds, because neither is a fault of this folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export TAIYAKU=${TAIYAKU:-$root/target/debug/taiyaku}
venv=${SPARK_VENV:-$root/target/spark-venv}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

skip() {
  echo "skipped: $1:"
  tail -n 3 "$log"
  exit 0
}

install() {
  DEBIAN_FRONTEND=noninteractive apt-get update -q &&
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"
}

if [ ! -x "$TAIYAKU" ]; then
  echo "no program at $TAIYAKU: build it, or set TAIYAKU" >&2
  exit 1
fi
if ! command -v java >/dev/null && ! install openjdk-17-jre-headless >"$log" 2>&1; then
  skip "no Java 17, and apt-get could not install it"
fi
if ! command -v parallel >/dev/null && ! install parallel >"$log" 2>&1; then
  echo "no GNU parallel: its test is left out"
fi
if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
  rm -rf "$venv"
  if ! { python3 -m venv "$venv" && "$venv/bin/pip" install -q -r "$here/requirements.txt"; } >"$log" 2>&1; then
    skip "no Python venv with pyspark"
  fi
  cp "$here/requirements.txt" "$venv/"
fi
cd "$here"
PYTHONDONTWRITEBYTECODE=1 SPARK_HOME='' "$venv/bin/python" test_align.py
