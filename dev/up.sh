#!/bin/bash
# ./fleet up: from nothing to a cluster that serves the quickstart.
. "$(dirname "$0")/lib.sh"
. "$DEV/host/packages.sh"
. "$DEV/engine/engine.sh"
. "$DEV/images/apps.sh"
. "$DEV/cluster/cluster.sh"
. "$DEV/cluster/ready.sh"

images() { echo "${IMAGE[redis]} ${IMAGE[postgres]} ${APP_IMAGE[*]}"; }

prepare_container() {
  start_node
  ensure_apps
  await_node
  find_kubectl
  # shellcheck disable=SC2046
  "$DEV/cluster/load-images.sh" "$NODE" $(images)
  GATEWAY=$(published 30080)
  CONSOLE=$(published 30081)
  PORTS=()
}

prepare_own() {
  [ -f "$KUBECONFIG" ] || fail "KUBECONFIG=$KUBECONFIG is not one file" "unset it to get a cluster in a container"
  KUBECONFIG=$(realpath "$KUBECONFIG")
  step "using your cluster: $KUBECONFIG"
  find_kubectl
  kubectl get --raw /readyz >/dev/null || fail "the cluster of KUBECONFIG=$KUBECONFIG does not answer" "unset KUBECONFIG to get a cluster in a container"
  ensure_third_party redis postgres
  ensure_apps
  if [ -n "${FLEET_REGISTRY:-}" ]; then
    push_images IMAGE
    push_images APP_IMAGE
  else
    # shellcheck disable=SC2046
    load_into_own_cluster $(images)
  fi
  # Another program may have the node ports there, and port-forward needs none.
  PORTS=({gatewayFleet,console}.service.{type=ClusterIP,nodePort=null})
}

forward_own() {
  GATEWAY=$(forward gateway default-gateway:http 8080)
  CONSOLE=$(forward console apifleet-console:console 8081)
}

one_at_a_time
need_commands curl:curl openssl:openssl python3:python3
ensure_engine
if own_cluster; then prepare_own; else prepare_container; fi
install_chart "operator.image=${APP_IMAGE[operator]}" "gateway.image=${APP_IMAGE[gateway]}" "sampleApi.image=${APP_IMAGE[api-server]}" \
  "redis.image=${IMAGE[redis]}" "postgresql.image=${IMAGE[postgres]}" "${PORTS[@]}"
step "applying examples/quickstart"
quietly quickstart kubectl apply -n default -f "$ROOT/examples/quickstart"
await_programmed "${APP_IMAGE[gateway]}"
if own_cluster; then forward_own; fi
# Keys are asked for without limit, and the user has a counter of their own: the anonymous one stays untouched for whoever comes next.
await_answer "http://$GATEWAY/.well-known/jwks.json"
TOKEN=$(log_in "http://$GATEWAY")
await_answer "http://$GATEWAY/api/v1/status" "$TOKEN"
write_environment "KUBECONFIG=$KUBECONFIG" "GATEWAY_URL=http://$GATEWAY" "CONSOLE_URL=http://$CONSOLE" "TOKEN=$TOKEN" \
  "CONSOLE_TOKEN=$(kubectl create token apifleet-viewer -n $NAMESPACE --duration=24h)"
step "ready"
cat <<END

  gateway   http://$GATEWAY
  console   http://$CONSOLE   (sign in with CONSOLE_TOKEN of .fleet/env)
  token     $TOKEN
  all of it in .fleet/env: set -a; . $ENVIRONMENT
$(own_kubectl_hint)

Try:
  curl -i http://$GATEWAY/api/v1/status
  curl -i http://$GATEWAY/api/v1/resources
  . $ENVIRONMENT; curl -i -H "Authorization: Bearer \$TOKEN" http://$GATEWAY/api/v1/me
END
