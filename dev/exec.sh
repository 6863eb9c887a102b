#!/bin/bash
# ./fleet exec CMD…: runs a program of this machine where pod and Service addresses and cluster DNS names are reachable.
. "$(dirname "$0")/lib.sh"
. "$DEV/cluster/cluster.sh"
[ $# -gt 0 ] || fail "which command? for example: ./fleet exec curl -s http://api-server.default.svc:8080/health"

# A resolv.conf that asks cluster DNS.
cluster_dns() {
  local file=$STATE/resolv.conf
  printf 'nameserver %s\nsearch default.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n' \
    "$(kubectl -n kube-system get service kube-dns -o 'jsonpath={.spec.clusterIP}')" >"$file"
  echo "$file"
}

# As root: this very machine, but in the node's network.
enter_network() {
  local pid
  pid=$(docker inspect -f '{{.State.Pid}}' "$NODE")
  # shellcheck disable=SC2016
  exec nsenter --target "$pid" --net unshare --mount bash -c 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"' - "$(cluster_dns)" "$@"
}

# As another user: a container in the node's network that sees this machine's files.
enter_container() {
  local image
  image=$(docker inspect -f '{{.Config.Image}}' "$NODE")
  exec docker run --rm -i --network "container:$NODE" -v /:/host -v "$(cluster_dns):/host/etc/resolv.conf:ro" --entrypoint chroot \
    "$image" /host "$(command -v setpriv)" "--reuid=$(id -u)" "--regid=$(id -g)" --clear-groups \
    env "HOME=$HOME" "PATH=$PATH" bash -c 'cd "$1" && shift && exec "$@"' - "$PWD" "$@"
}

enter_pod() {
  local image=${FLEET_EXEC_IMAGE:-$(kubectl -n $NAMESPACE get statefulset apifleet-redis -o 'jsonpath={.spec.template.spec.containers[0].image}')}
  echo "fleet: on your own cluster this runs in a pod of $image (another: FLEET_EXEC_IMAGE), not on this machine" >&2
  exec kubectl run "fleet-exec-$$" -n default --rm -i --quiet --restart=Never --image="$image" --command -- "$@"
}

use_cluster
if own_cluster; then
  enter_pod "$@"
elif [ "$(id -u)" = 0 ] && command -v nsenter >/dev/null && [ -d "/proc/$(docker inspect -f '{{.State.Pid}}' "$NODE")" ]; then
  enter_network "$@"
else
  enter_container "$@"
fi
