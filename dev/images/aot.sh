# shellcheck shell=bash
# AOT caches: what a JVM needs to know to start soon. One fits only the very JDK and jars that it was made with, so it is made in the image.
# Where the cache does not fit any more, the JVM starts without it.

# add_aot_cache NAME IMAGE TARGET: names an image that is IMAGE with the cache of a training run over it, which bench/ drives in there.
add_aot_cache() {
  step "training the $1, for its AOT cache"
  case $1 in
  gateway) with_stores redis train "$@" Training 10000 redis://127.0.0.1:6379 ;;
  operator) with_stores "" train "$@" OperatorTraining ;;
  api-server) with_stores "redis postgres" train "$@" ApiServerTraining ;;
  esac
}

# with_stores "NAME…" COMMAND…: runs the command with STORES_NETWORK set to a network where these answer on 127.0.0.1.
with_stores() {
  local name container containers=()
  STORES_NETWORK=none
  for name in $1; do
    ensure_third_party "$name"
    container=$(start_store "$name")
    [ "$STORES_NETWORK" != none ] || STORES_NETWORK=container:$container
    containers+=("$container")
  done
  "${@:2}"
  [ ${#containers[@]} -eq 0 ] || docker rm -fv "${containers[@]}" >/dev/null
}

start_store() {
  local network=()
  [ "$STORES_NETWORK" = none ] || network=(--network "$STORES_NETWORK")
  case $1 in
  redis) docker run -d "${network[@]}" "${IMAGE[redis]}" redis-server --save "" ;;
  postgres) docker run -d "${network[@]}" -e POSTGRES_USER=apifleet -e POSTGRES_HOST_AUTH_METHOD=trust "${IMAGE[postgres]}" ;;
  esac
}

# train NAME IMAGE TARGET CLASS ARGUMENT…
train() {
  local container folder
  folder=$(mktemp -d)
  mkdir "$folder/training"
  cp -r "$ROOT/bench/target/apifleet-bench.jar" "$ROOT/bench/target/lib" "$folder/training"
  container=$(docker create --user 0 --tmpfs /tmp --network "$STORES_NETWORK" --entrypoint java "$2" -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -cp "/training/apifleet-bench.jar" "dev.apifleet.bench.start.$4" /deployments/quarkus-run.jar /app.aot "${@:5}")
  docker cp "$folder/training" "$container:/" >/dev/null
  quietly "train-$1" docker start -a "$container"
  docker cp "$container:/app.aot" "$folder" >/dev/null
  docker rm -fv "$container" >/dev/null
  keep_cache "$1" "$2" "$3" "$folder"
  rm -rf "$folder"
}

# keep_cache NAME IMAGE TARGET FOLDER
keep_cache() {
  local container cache=$4/$1.aot
  mv "$4/app.aot" "$cache"
  chmod 644 "$cache"
  container=$(docker create "$2")
  docker cp "$cache" "$container:/deployments/" >/dev/null
  docker commit --change "ENTRYPOINT [\"java\", \"-XX:AOTCache=/deployments/$1.aot\", \"-jar\", \"/deployments/quarkus-run.jar\"]" "$container" "$3" >/dev/null
  docker rm -fv "$container" >/dev/null
}
