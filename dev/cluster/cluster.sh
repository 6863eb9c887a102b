# shellcheck shell=bash
# Which cluster the commands talk to: the user's own, if KUBECONFIG names one, else this checkout's container.
. "$DEV/cluster/container.sh"
. "$DEV/cluster/own.sh"
. "$DEV/helm/helm.sh"
. "$DEV/cluster/environment.sh"

# True where the user brought a cluster; sourcing .fleet/env does not make ours the user's.
own_cluster() {
  [ -n "${KUBECONFIG:-}" ] && [ "$KUBECONFIG" != "$NODE_KUBECONFIG" ] && ! [ "$KUBECONFIG" -ef "$NODE_KUBECONFIG" ]
}

# For the commands that follow up: the cluster that it used last, unless KUBECONFIG says otherwise.
use_cluster() {
  KUBECONFIG=${KUBECONFIG:-$(recorded KUBECONFIG)}
  # An ./fleet up that failed half-way recorded nothing, and is just what one wants to look into.
  [ -n "$KUBECONFIG" ] || [ ! -f "$NODE_KUBECONFIG" ] || KUBECONFIG=$NODE_KUBECONFIG
  [ -n "$KUBECONFIG" ] || fail "no cluster here yet; start one: ./fleet up"
  export KUBECONFIG
  find_kubectl
  kubectl get --raw /readyz >/dev/null 2>&1 || fail "the cluster of $KUBECONFIG does not answer; start it: ./fleet up"
}

# kubectl from PATH, else the one in the node image.
find_kubectl() {
  local own=$CACHE/bin
  command -v kubectl >/dev/null && return
  PATH=$own:$PATH
  [ ! -x "$own/kubectl" ] || return 0
  has_node || fail "please install kubectl: your own cluster is spoken to with it"
  mkdir -p "$own"
  docker exec "$NODE" sh -c 'cat "$(readlink -f "$(command -v kubectl)")"' >"$own/kubectl.part"
  chmod +x "$own/kubectl.part"
  mv "$own/kubectl.part" "$own/kubectl"
}

# Where kubectl is, for people whose PATH lacks it.
own_kubectl_hint() {
  [ "$(command -v kubectl)" != "$CACHE/bin/kubectl" ] || echo "  kubectl   export PATH=$CACHE/bin:\$PATH"
}
