# shellcheck shell=bash
# The cluster of this checkout: one k3s node in a container, thrown away with it.
. "$DEV/images/third-party.sh"

NODE=apifleet-$(checkout_id)
NODE_KUBECONFIG=$STATE/kubeconfig

# Starts the node unless it runs already; what a dead one left is cleared away.
start_node() {
  ensure_third_party node redis postgres
  if node_runs; then return; fi
  remove_node
  step "starting the cluster: container $NODE"
  local cgroups=(--cgroupns private)
  [ "$(docker info --format '{{.CgroupVersion}}')" = 2 ] || cgroups=(--cgroupns host -v /sys/fs/cgroup:/sys/fs/cgroup)
  quietly start-node docker run -d --name "$NODE" --hostname "$NODE" --label "apifleet.checkout=$ROOT" \
    --privileged "${cgroups[@]}" --tmpfs /run --tmpfs /var/run \
    -p "127.0.0.1:$(free_port 8080):30080" -p "127.0.0.1:$(free_port 8081):30081" -p 127.0.0.1::6443 \
    "${IMAGE[node]}" server --disable=traefik --tls-san=127.0.0.1
}

node_runs() {
  [ "$(docker inspect -f '{{.State.Running}} {{.Config.Image}}' "$NODE" 2>/dev/null)" = "true ${IMAGE[node]}" ] || return 1
  # A node that still starts is waited for; one that started and answers no more is replaced.
  ! docker exec "$NODE" sh -c '[ -f /etc/rancher/k3s/k3s.yaml ]' || docker exec "$NODE" k3s kubectl get --raw /readyz >/dev/null 2>&1
}

# Waits until the node takes pods, and writes the kubeconfig.
await_node() {
  local end=$((SECONDS + 120))
  until docker exec "$NODE" k3s kubectl wait --for=condition=Ready node --all --timeout=5s >/dev/null 2>&1; do
    if [ $SECONDS -gt $end ] || [ "$(docker inspect -f '{{.State.Running}}' "$NODE")" != true ]; then
      docker logs --tail 15 "$NODE" >&2
      fail "the cluster did not start; look at: docker logs $NODE" "then try again from scratch: ./fleet down && ./fleet up"
    fi
    sleep 0.3
  done
  mkdir -p "$STATE"
  (umask 077 && docker exec "$NODE" cat /etc/rancher/k3s/k3s.yaml |
    sed "s|https://127.0.0.1:6443|https://$(published 6443)|" >"$NODE_KUBECONFIG")
  export KUBECONFIG=$NODE_KUBECONFIG
}

# published PORT: the address on this machine that leads to a port of the node.
published() { docker port "$NODE" "$1/tcp" | head -n 1; }

has_node() { docker inspect "$NODE" >/dev/null 2>&1; }

remove_node() { docker rm -fv "$NODE" >/dev/null 2>&1 || true; }

# free_port FIRST: the first of FIRST, FIRST+2, FIRST+4… that nothing listens on.
free_port() {
  local port=$1
  while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 2)); done
  echo "$port"
}
