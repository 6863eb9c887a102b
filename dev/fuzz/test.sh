#!/bin/bash
# Installs schemathesis from PyPI and lets it compare the API server with its own OpenAPI document and GraphQL schema; results are counted with those of
# the other tests. Options for schemathesis, such as --seed 7 or --include-path /api/v1/me, may follow. Ends with 1 where something was found.
. "$(dirname "$0")/../lib.sh"
. "$DEV/host/packages.sh"
. "$DEV/engine/engine.sh"
. "$DEV/images/third-party.sh"

# Kept by the hash of what it is made from.
install_schemathesis() {
  local venv
  venv=$CACHE/fuzz/$(hash_of dev/fuzz/requirements.txt)
  if [ ! -e "$venv/complete" ]; then
    need_packages python3-venv
    rm -rf "$venv"
    quietly venv python3 -m venv "$venv"
    quietly install-schemathesis "$venv/bin/pip" install --no-deps -r "$DEV/fuzz/requirements.txt"
    touch "$venv/complete"
  fi
  echo "$venv/bin/schemathesis"
}

# Whoever runs this alone has no images yet.
if [ -z "${APIFLEET_POSTGRES_IMAGE:-}" ]; then
  ensure_engine
  ensure_third_party redis postgres
  export APIFLEET_REDIS_IMAGE=${IMAGE[redis]} APIFLEET_POSTGRES_IMAGE=${IMAGE[postgres]}
  export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_CHECKS_DISABLE=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
fi
APIFLEET_SCHEMATHESIS=$(install_schemathesis)
export SCHEMATHESIS_HOOKS=$DEV/fuzz/hooks.py
export APIFLEET_SCHEMATHESIS APIFLEET_SCHEMATHESIS_CONFIG=$DEV/fuzz/schemathesis.toml APIFLEET_SCHEMATHESIS_OPTIONS="$*"
cd "$ROOT" && ./mvnw -B -ntp test -pl api-server -Dtest=ContractFuzz -Dsurefire.failIfNoSpecifiedTests=false
