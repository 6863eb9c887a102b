#!/bin/bash
# Tests of the scripts' own pure parts; writes a JUnit report, as every other module does.
. "$(dirname "$0")/lib.sh"

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
CASES=

# expect NAME WANTED FOUND
expect() {
  local wrong=
  [ "$2" = "$3" ] || wrong="<failure>wanted: ${2//[<&]/ }, found: ${3//[<&]/ }</failure>"
  CASES+="<testcase classname=\"dev\" name=\"$1\">$wrong</testcase>"
}

report() {
  mkdir -p "$WORK/$1/target/surefire-reports"
  echo "<testsuite>$2</testsuite>" >"$WORK/$1/target/surefire-reports/TEST-x.xml"
}

counted() { "$DEV/count-tests.py" "$WORK" "$@" | tail -n 1; }

test_counting() {
  expect countsARunWithoutTestsAsFailed "0 passed, 1 failed" "$(counted)"
  report one '<testcase name="a"/><testcase name="b"/>'
  expect countsPassedTests "2 passed, 0 failed" "$(counted)"
  report two '<testcase name="a"><skipped/></testcase><testcase name="b"><error message="x"/></testcase><testcase name="c"><failure/></testcase>'
  expect countsSkippedTestsAsFailed "2 passed, 3 failed" "$(counted)"
  expect countsABrokenBuildAsFailed "2 passed, 4 failed" "$(counted "the build broke")"
  report three '<testcase'
  expect countsATornReportAsFailed "2 passed, 4 failed" "$(counted)"
}

test_environment() {
  STATE=$WORK/state
  . "$DEV/cluster/environment.sh"
  expect recordsNothingBeforeTheFirstUp "" "$(recorded TOKEN)"
  write_environment "KUBECONFIG=/a b" "TOKEN=x=y"
  expect recordsValuesAsTheyAre "x=y" "$(recorded TOKEN)"
  expect keepsTheTokenFromOthers "600" "$(stat -c %a "$STATE/env")"
}

test_hashes() {
  ROOT=$WORK
  mkdir -p "$WORK/m/src/main" "$WORK/m/src/test" "$WORK/m/target"
  echo 1 >"$WORK/m/src/main/a"
  local before
  before=$(hash_of m)
  echo 1 >"$WORK/m/src/test/b"
  echo 1 >"$WORK/m/target/c"
  echo 1 >"$WORK/m/.left-by-a-test"
  expect hashesNeitherTestsNorBuiltFiles "$before" "$(hash_of m)"
  mv "$WORK/m/src/main/a" "$WORK/m/src/main/b"
  expect hashesNames different "$([ "$before" = "$(hash_of m)" ] || echo different)"
}

test_clusters() {
  . "$DEV/cluster/own.sh"
  expect findsTheContainerOfALocalCluster "6443 32768 " "$(local_port https://127.0.0.1:6443) $(local_port https://localhost:32768/x) $(local_port https://k8s.example.com:6443)"
  local KUBECONFIG=$WORK/gone NODE_KUBECONFIG=$WORK/gone
  eval "$(sed -n '/^own_cluster()/,/^}/p' "$DEV/cluster/cluster.sh")"
  expect ourClusterIsOursEvenWhenItIsGone ours "$(own_cluster || echo ours)"
  KUBECONFIG=$WORK/other
  expect anotherKubeconfigIsTheUsersCluster own "$(own_cluster && echo own)"
}

REPORT=$DEV/target/surefire-reports/TEST-dev.xml
test_counting
test_environment
test_hashes
test_clusters
mkdir -p "$(dirname "$REPORT")"
echo "<testsuite name=\"dev\">$CASES</testsuite>" >"$REPORT"
