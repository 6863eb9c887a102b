#!/bin/bash
# ./fleet status: the cluster, its pods, our resources with their conditions, and where they answer.
. "$(dirname "$0")/lib.sh"
. "$DEV/cluster/cluster.sh"

conditions='{range .items[*]}{.kind}{"/"}{.metadata.name}{"\t"}{range .status.conditions[*]}{.type}{"="}{.status}{" ("}{.reason}{") "}{end}{"\n"}{end}'

use_cluster
echo "cluster: $KUBECONFIG"
kubectl get nodes
echo
kubectl get pods -n $NAMESPACE
kubectl get pods -n default
echo
kubectl get gatewayfleets,backendpools,apiroutes,ratelimitpolicies -A
echo
kubectl get gatewayfleets,backendpools,apiroutes,ratelimitpolicies -A -o "jsonpath=$conditions"
echo
echo "gateway: $(recorded GATEWAY_URL)"
echo "console: $(recorded CONSOLE_URL)"
