# shellcheck shell=bash
# .fleet/env: what other programs need to talk to the cluster, as NAME=value lines that only the user can read.

ENVIRONMENT=$STATE/env

# write_environment NAME=value…
write_environment() {
  mkdir -p "$STATE"
  (umask 077 && printf '%s\n' "$@" >"$ENVIRONMENT.part")
  mv "$ENVIRONMENT.part" "$ENVIRONMENT"
}

# recorded NAME: the value written last, or nothing.
recorded() {
  [ ! -f "$ENVIRONMENT" ] || sed -n "s/^$1=//p" "$ENVIRONMENT"
}
