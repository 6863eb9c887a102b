# shellcheck shell=bash
# Images made of Debian packages, for where no registry answers. mmdebstrap extracts them, and no script of theirs runs.
. "$DEV/host/packages.sh"

DEBIAN=bookworm

# debian_root FOLDER PACKAGE…: a root file system with the packages and, over them, the folder's content, as a tar on stdout.
# What no image of ours needs (documentation, Perl and the compiler behind PostgreSQL's JIT) is left out.
debian_root() {
  local folder=$1 packages
  shift
  need_packages mmdebstrap debian-archive-keyring
  packages=$(IFS=, && echo "$*")
  # shellcheck disable=SC2016
  mmdebstrap --variant=extract --include="$packages" \
    --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
    --extract-hook='cd "$1" && rm -rf usr/share/doc usr/share/man usr/share/locale usr/share/perl* usr/bin/perl* usr/lib/*/*perl* usr/lib/*/libLLVM* usr/lib/postgresql/*/lib/*jit* usr/lib/postgresql/*/lib/bitcode' \
    --extract-hook="sync-in $folder /" \
    "$DEBIAN" -
}

# import_image NAME CHANGE… : makes stdin's tar an image; each change is a line of a Dockerfile.
import_image() {
  local name=$1 changes=() change
  shift
  for change in "$@"; do changes+=(--change "$change"); done
  docker import "${changes[@]}" - "$name" >/dev/null
}
