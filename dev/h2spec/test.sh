#!/bin/bash
# Builds h2spec from its Go module and lets it test a gateway; results are counted with those of the other tests.
. "$(dirname "$0")/../lib.sh"
. "$DEV/host/go.sh"
HERE=$DEV/h2spec

# Kept by the hash of what it is made from.
build_h2spec() {
  local built
  built=$CACHE/h2spec/$(hash_of dev/h2spec/{go.mod,go.sum,main.go})
  if [ ! -x "$built/h2spec" ]; then
    find_go
    mkdir -p "$built"
    (cd "$HERE" && quietly build-h2spec env CGO_ENABLED=0 "$GO" build -trimpath -buildvcs=false -o "$built/h2spec" .)
  fi
  echo "$built/h2spec"
}

APIFLEET_H2SPEC=$(build_h2spec)
export APIFLEET_H2SPEC
cd "$ROOT" && ./mvnw -B -ntp -Dmaven.test.failure.ignore=true test -pl gateway -am -Dtest=H2Spec -Dsurefire.failIfNoSpecifiedTests=false
