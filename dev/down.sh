#!/bin/bash
# ./fleet down: removes what ./fleet up made in this checkout; images and other caches stay.
. "$(dirname "$0")/lib.sh"
. "$DEV/engine/engine.sh"
. "$DEV/cluster/cluster.sh"

one_at_a_time
KUBECONFIG=${KUBECONFIG:-$(recorded KUBECONFIG)}
stop_forwards
if own_cluster; then
  export KUBECONFIG
  find_kubectl
  step "removing the quickstart and the release $RELEASE from your cluster ($KUBECONFIG); namespace $NAMESPACE and the CRDs stay"
  kubectl delete -n default -f "$ROOT/examples/quickstart" --ignore-not-found >/dev/null || step "the quickstart was not there to remove"
  uninstall_chart
  kubectl annotate namespace $NAMESPACE apifleet.dev/installed- >/dev/null
fi
# Where no engine runs, no container of ours does.
if docker info >/dev/null 2>&1; then remove_node; fi
rm -rf "$STATE"
step "down"
