#!/bin/bash
# ./fleet bench: builds what is measured and measures it. Takes the names of scenarios, and --quick to see that it works.
. "$(dirname "$0")/lib.sh"
. "$DEV/host/packages.sh"
. "$DEV/host/jdk.sh"
. "$DEV/engine/engine.sh"
. "$DEV/images/third-party.sh"
. "$DEV/bench/peers.sh"

commit() {
  local changed=
  [ -z "$(git -C "$ROOT" status --porcelain -- ':!bench/results*' 2>/dev/null)" ] || changed=" with changes"
  echo "$(git -C "$ROOT" rev-parse --short HEAD 2>/dev/null || echo unknown)$changed"
}

find_jdk
need_packages wrk nghttp2-client openssl nginx haproxy util-linux
find_peers
ensure_engine
ensure_third_party redis postgres
step "building"
cd "$ROOT"
# Of the operator only the classes that decide about replicas are measured here; its console is not needed.
quietly build-bench ./mvnw -B -ntp package -DskipTests -Dspotless.check.skip -Dexec.skip -pl bench,api-server -am
APIFLEET_REDIS_IMAGE=${IMAGE[redis]} APIFLEET_POSTGRES_IMAGE=${IMAGE[postgres]} APIFLEET_COMMIT=$(commit)
export APIFLEET_REDIS_IMAGE APIFLEET_POSTGRES_IMAGE APIFLEET_COMMIT

# Some scenarios measure the fleet that ./fleet up has started, and run where its pods are reached.
in_cluster() {
  local name
  for name in "$@"; do
    case $name in cluster | delivery | elastic) return 0 ;; esac
  done
  return 1
}
RUN=()
if in_cluster "$@"; then
  RUN=("$DEV/exec.sh" env "KUBERNETES_URL=https://kubernetes.default.svc" "GATEWAY_URL=http://default-gateway.apifleet-system.svc.cluster.local:8080"
    "API_SERVER_URL=http://api-server.default.svc.cluster.local:8080")
fi

step "measuring"
exec "${RUN[@]}" "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Djava.util.logging.manager=org.jboss.logmanager.LogManager -jar bench/target/apifleet-bench.jar "$@"
