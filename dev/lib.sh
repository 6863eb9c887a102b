# shellcheck shell=bash
# What every script of dev/ starts from: `. dev/lib.sh`. Messages, the machine cache, content hashes.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
DEV=$ROOT/dev
CACHE=${APIFLEET_CACHE:-$HOME/.cache/apifleet}
STATE=$ROOT/.fleet
export FLEET_STARTED=${FLEET_STARTED:-$EPOCHSECONDS}
mkdir -p "$CACHE"

# Progress goes to descriptor 3, the terminal or log of whoever called ./fleet, also from within `quietly`.
{ true >&3; } 2>/dev/null || exec 3>&2
step() { printf '[%4ds] %s\n' $((EPOCHSECONDS - FLEET_STARTED)) "$*" >&3; }
fail() {
  printf 'fleet: %s\n' "$@" >&2
  exit 1
}

# Runs a command quietly; on failure shows the end of what it said, and where the rest is.
quietly() {
  local log=$STATE/log/$1.log
  shift
  mkdir -p "$STATE/log"
  "$@" >"$log" 2>&1 && return
  tail -n 15 "$log" >&2
  fail "this failed: $*" "all of its output: $log"
}

# A short hash of the names and content of files and folders below ROOT; left out are tests, what a build wrote there, and hidden files.
hash_of() {
  (cd "$ROOT" && find "$@" \( -name target -o -name node_modules -o -name dist -o -path "*/src/test" -o -path "*/.*" \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 -r sha256sum) | sha256sum | cut -c1-12
}

hash_text() { printf '%s\n' "$@" | sha256sum | cut -c1-12; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# One at a time of the commands that change this checkout's cluster. What we start in the background lets go of the lock.
one_at_a_time() {
  exec 9>"$CACHE/changing-$(checkout_id).lock"
  flock -n 9 || { step "waiting for another ./fleet of this checkout" && flock 9; }
}

checkout_id() { hash_text "$ROOT" | cut -c1-8; }
