#!/bin/bash
# ./fleet logs [NAME]: the last lines of every part, or of one: operator, gateway, api-server, redis, postgresql, or a pod's name.
. "$(dirname "$0")/lib.sh"
. "$DEV/cluster/cluster.sh"

use_cluster
# The pods whose name holds the given text, as "namespace name" lines.
pods() {
  kubectl get pods -A --no-headers -o custom-columns=:.metadata.namespace,:.metadata.name | awk -v text="$1" \
    -v ours="^(${NAMESPACE}|default)$" '$1 ~ ours && index($2, text) {print $1, $2}'
}

found=$(pods "${1:-}")
[ -n "$found" ] || fail "no pod's name holds \"${1:-}\"; there are:" "$(pods '')"
while read -r namespace pod; do
  kubectl logs -n "$namespace" "$pod" --all-containers --prefix --tail="${LINES_EACH:-200}" || true
done <<<"$found"
