# shellcheck shell=bash
# A cluster that the user brought by KUBECONFIG: gets images in its own way, and answers on 127.0.0.1 through kubectl port-forward.

FORWARDS=$STATE/forwards

# load_into_own_cluster IMAGE…
load_into_own_cluster() {
  local context node
  context=$(kubectl config current-context)
  step "loading images into $context"
  case $context in
  kind-*) quietly load kind load docker-image --name "${context#kind-}" "$@" ;;
  k3d-*) quietly load k3d image import -c "${context#k3d-}" "$@" ;;
  minikube) for image in "$@"; do quietly load minikube image load "$image"; done ;;
  *)
    node=$(node_container)
    [ -n "$node" ] || fail "do not know how to bring images to the cluster of context $context" \
      "name a registry that it pulls from and you may push to: FLEET_REGISTRY=registry.example.com/apifleet ./fleet up"
    "$DEV/cluster/load-images.sh" "$node" "$@"
    ;;
  esac
}

# The container on this engine, if any, that publishes the API server's port.
node_container() {
  local port
  port=$(local_port "$(kubectl config view --minify -o 'jsonpath={.clusters[0].cluster.server}')")
  [ -z "$port" ] || docker ps -q --filter "publish=$port" | head -n 1
}

# local_port URL: its port, where the URL leads to this machine.
local_port() { sed -nE 's#^https?://(127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1\]):([0-9]+).*#\2#p' <<<"$1"; }

# push_images NAME-OF-ARRAY: pushes each image of the array to FLEET_REGISTRY and puts the new reference in its place.
push_images() {
  local -n references=$1
  local key pushed
  for key in "${!references[@]}"; do
    pushed=${FLEET_REGISTRY%/}/${references[$key]##*/}
    step "pushing $pushed"
    docker tag "${references[$key]}" "$pushed"
    quietly push docker push "$pushed"
    references[$key]=$pushed
  done
}

# forward NAME SERVICE:PORT FIRST-PORT: keeps a port of this machine open towards a Service; prints host:port.
forward() {
  local port
  mkdir -p "$FORWARDS"
  if [ "$(cut -d' ' -f3 "$FORWARDS/$1" 2>/dev/null)" != "$(forward_target)" ]; then stop_forward "$FORWARDS/$1"; fi
  if [ -z "$(forwarding "$FORWARDS/$1")" ]; then
    port=$(free_port "$3")
    KUBECONFIG=$KUBECONFIG setsid "$DEV/cluster/forward.sh" "${2%:*}" "$port:${2#*:}" >/dev/null 2>&1 </dev/null 3>&- 9>&- &
    echo "$! $port $(forward_target)" >"$FORWARDS/$1"
  fi
  echo "127.0.0.1:$(cut -d' ' -f2 "$FORWARDS/$1")"
}

# forwarding FILE: the process of a forward, if it still is one: after a restart of the machine the number may be another's.
forwarding() {
  local pid
  [ -f "$1" ] || return 0
  pid=$(cut -d' ' -f1 "$1")
  ! grep -qs forward.sh "/proc/$pid/cmdline" || echo "$pid"
}

# Which cluster a forward leads to, as one word.
forward_target() { hash_text "$KUBECONFIG" "$(kubectl config view --minify -o 'jsonpath={.clusters[0].cluster.server}')"; }

stop_forward() {
  local pid
  pid=$(forwarding "$1")
  [ -z "$pid" ] || kill -- "-$pid" || true
  rm -f "$1"
}

stop_forwards() {
  local file
  for file in "$FORWARDS"/*; do stop_forward "$file"; done
  rm -rf "$FORWARDS"
}
