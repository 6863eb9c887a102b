#!/bin/bash
# ./fleet test: every test of every module, then the end-to-end tests on a real cluster. The last line is "N passed, N failed".
. "$(dirname "$0")/lib.sh"
. "$DEV/host/packages.sh"
. "$DEV/engine/engine.sh"
. "$DEV/images/apps.sh"
. "$DEV/flux/flux.sh"

FAILURES=()
UNFINISHED="the test run did not get to its end"
TEST_IMAGES=apifleet-test-$(checkout_id)

# However the run ends, its containers go and its results are counted.
finish() {
  trap - EXIT
  remove_test_containers
  [ -z "$UNFINISHED" ] || FAILURES+=("$UNFINISHED")
  exec "$DEV/count-tests.py" "$ROOT" "${FAILURES[@]}"
}

only_run_of_this_checkout() {
  exec 8>"$CACHE/testing-$(checkout_id).lock"
  flock -n 8 || fail "another ./fleet test of this checkout is running; wait for it, or end it"
}

# Containers of this run, or of a dead one before it, are known by the names of their images, which are this checkout's own.
remove_test_containers() {
  docker ps -aq 2>/dev/null | xargs -r docker inspect -f '{{.Id}} {{.Config.Image}}' 2>/dev/null |
    awk -v ours="$TEST_IMAGES/" 'index($2, ours) == 1 {print $1}' | xargs -r docker rm -fv >/dev/null 2>&1 || true
}

# test_image NAME IMAGE: prints this checkout's own name for the image.
test_image() {
  docker tag "$2" "$TEST_IMAGES/$1:${2##*:}"
  echo "$TEST_IMAGES/$1:${2##*:}"
}

export_images() {
  local name
  ensure_third_party node redis postgres
  APIFLEET_K3S_IMAGE=$(test_image k3s "${IMAGE[node]}")
  APIFLEET_REDIS_IMAGE=$(test_image redis "${IMAGE[redis]}")
  APIFLEET_POSTGRES_IMAGE=$(test_image postgres "${IMAGE[postgres]}")
  export APIFLEET_K3S_IMAGE APIFLEET_REDIS_IMAGE APIFLEET_POSTGRES_IMAGE
  export APIFLEET_OPERATOR_IMAGE=${APP_IMAGE[operator]} APIFLEET_GATEWAY_IMAGE=${APP_IMAGE[gateway]} APIFLEET_API_SERVER_IMAGE=${APP_IMAGE[api-server]}
  # We clear up ourselves; the image that would do it, and the one that checks the engine, may not be had.
  export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_CHECKS_DISABLE=true
  case ${DOCKER_HOST:-unix} in
  unix*) export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1 ;;
  esac
}

# A failed test must not keep other modules from theirs, so that only a build that breaks ends with an error.
maven() { (cd "$ROOT" && ./mvnw -B -ntp -fae -Dmaven.test.failure.ignore=true verify "$@"); }

test_modules() {
  local options=
  # The build that tests writes the images as well, if one is not there yet.
  [ ${#MISSING_APPS[@]} -eq 0 ] || options=$(image_options)
  step "testing the modules"
  # shellcheck disable=SC2086
  maven -pl '!e2e' $options || FAILURES+=("the build of the modules broke: see [ERROR] above")
}

# The published test suite of HTTP/2 against a gateway.
test_http2() {
  step "h2spec"
  "$DEV/h2spec/test.sh" || FAILURES+=("h2spec could not run: see above")
}

# A fuzzer against the API server's own description of itself.
test_contract() {
  step "schemathesis"
  "$DEV/fuzz/test.sh" || [ -n "$(find "$ROOT/api-server/target/surefire-reports" -name 'TEST-*ContractFuzz.xml')" ] ||
    FAILURES+=("schemathesis could not run: see above")
}

test_cluster() {
  if (ensure_flux); then ensure_flux; else FAILURES+=("Flux's controllers could not be built: see above"); fi
  export APIFLEET_FLUX=${FLUX:-}
  step "end-to-end tests"
  maven -pl e2e || FAILURES+=("the build of e2e broke: see [ERROR] above")
}

trap finish EXIT
only_run_of_this_checkout
need_commands curl:curl openssl:openssl python3:python3
find "$ROOT" -maxdepth 4 -path '*/target/*-reports/TEST-*.xml' -delete
ensure_engine
find_npm
name_apps
export_images
remove_test_containers
"$DEV/selftest.sh" || FAILURES+=("dev/selftest.sh broke")
test_modules
test_http2
test_contract
if (load_apps); then test_cluster; else FAILURES+=("the end-to-end tests could not run: there are no images to test"); fi
step "tested"
UNFINISHED=
