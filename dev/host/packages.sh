# shellcheck shell=bash
# Installs Debian or Ubuntu packages, only those that are missing.

need_packages() {
  local missing=() p
  for p in "$@"; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "please install: ${missing[*]} (no apt-get on this machine to do it)"
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || fail "please install as root: apt-get install ${missing[*]}"
  step "installing packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get install -y --no-install-recommends "${missing[@]}" >/dev/null 2>&1 || {
    quietly apt-update as_root apt-get update
    quietly apt-install as_root apt-get install -y --no-install-recommends "${missing[@]}"
  }
}

# Commands that scripts use, by the package that brings each: need_commands curl:curl ss:iproute2
need_commands() {
  local pair packages=()
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null || packages+=("${pair#*:}")
  done
  [ ${#packages[@]} -eq 0 ] || need_packages "${packages[@]}"
}
