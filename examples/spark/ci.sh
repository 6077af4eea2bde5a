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
source "$root/.ci/tools.sh"

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
make_venv "$venv" "$here/requirements.txt" || skip "no Python venv with pyspark"
cd "$here"
PYTHONDONTWRITEBYTECODE=1 SPARK_HOME='' "$venv/bin/python" test_align.py
