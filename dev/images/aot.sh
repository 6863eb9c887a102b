# shellcheck shell=bash
# AOT caches: what a JVM needs to know to start soon. One fits only the very JDK and jars that it was made with, so it is made in the image.

# add_aot_cache IMAGE NAME: names an image that is the gateway's with the cache of a training run over it, which bench/ drives in there.
# Where the cache does not fit any more, the gateway starts without it.
add_aot_cache() {
  local container folder redis
  ensure_third_party redis
  folder=$(mktemp -d)
  step "training the gateway, for its AOT cache"
  redis=$(docker run -d "${IMAGE[redis]}" redis-server --save "")
  container=$(docker create --user 0 --tmpfs /tmp --network "container:$redis" --entrypoint java "$1" -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -cp "/training/apifleet-bench.jar" dev.apifleet.bench.start.Training /deployments/quarkus-run.jar /gateway.aot 10000 redis://127.0.0.1:6379)
  mkdir "$folder/training"
  cp -r "$ROOT/bench/target/apifleet-bench.jar" "$ROOT/bench/target/lib" "$folder/training"
  docker cp "$folder/training" "$container:/" >/dev/null
  quietly train-gateway docker start -a "$container"
  docker cp "$container:/gateway.aot" "$folder" >/dev/null
  docker rm -fv "$container" "$redis" >/dev/null
  container=$(docker create "$1")
  chmod 644 "$folder/gateway.aot"
  docker cp "$folder/gateway.aot" "$container:/deployments/" >/dev/null
  docker commit --change 'ENTRYPOINT ["java", "-XX:AOTCache=/deployments/gateway.aot", "-jar", "/deployments/quarkus-run.jar"]' "$container" "$2" >/dev/null
  docker rm -fv "$container" >/dev/null
  rm -rf "$folder"
}
