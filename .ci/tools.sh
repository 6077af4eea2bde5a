# For scripts that need programs of others; sourced. `log` is the file that the last installation wrote to.

# Reports what is missing, and ends the script with success.
skip() {
  echo "skipped: $1:"
  tail -n 3 "$log"
  exit 0
}

# Installs packages of Debian.
install() {
  DEBIAN_FRONTEND=noninteractive apt-get update -q &&
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"
}

# Makes a venv of a list of requirements, unless it is there.
make_venv() {
  local venv=$1 requirements=$2
  cmp -s "$requirements" "$venv/requirements.txt" && return
  rm -rf "$venv"
  { python3 -m venv "$venv" && "$venv/bin/pip" install -q -r "$requirements"; } >"$log" 2>&1 &&
    cp "$requirements" "$venv/"
}
