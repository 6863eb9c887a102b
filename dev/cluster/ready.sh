# shellcheck shell=bash
# Waits until the cluster does what it was told, and says what is missing where it does not.

# await_programmed GATEWAY-IMAGE: until every part runs as installed and every resource is Programmed.
await_programmed() {
  step "waiting for the stores and the operator"
  await_rollouts "$NAMESPACE" deployments,statefulsets
  step "waiting for the gateways"
  await_gateway_image "$1"
  await_rollouts "$NAMESPACE" deployment/default-gateway
  step "waiting for the API servers"
  await_rollouts default deployment/api-server
  await_condition -n "$NAMESPACE" gatewayfleet/default
  await_condition -n default -f "$ROOT/examples/quickstart"
}

# await_rollouts NAMESPACE KINDS-OR-NAME
await_rollouts() {
  local workload
  for workload in $(kubectl -n "$1" get "$2" -o name); do
    kubectl -n "$1" rollout status "$workload" --timeout=300s >/dev/null || unready "$workload did not become ready"
  done
}

# The operator makes the gateways, and after a change of image remakes them, a moment after it has started itself.
await_gateway_image() {
  local end=$((SECONDS + 120))
  until [ "$(kubectl -n "$NAMESPACE" get deployment default-gateway -o 'jsonpath={.spec.template.spec.containers[0].image}' 2>/dev/null)" = "$1" ]; do
    [ $SECONDS -lt $end ] || unready "the operator did not make gateways of $1"
    sleep 0.3
  done
}

# await_condition WHAT… as kubectl wait takes it
await_condition() {
  kubectl wait "$@" --for=condition=Programmed --timeout=180s >/dev/null || unready "not all became Programmed: $*"
}

unready() {
  {
    kubectl get pods -A
    kubectl get gatewayfleets,backendpools,apiroutes,ratelimitpolicies -A || true
    kubectl get events -A --field-selector type=Warning --sort-by=.lastTimestamp | tail -n 8
  } >&2
  fail "$1" "why: ./fleet logs operator, ./fleet status; from scratch: ./fleet down && ./fleet up"
}

# await_answer URL [TOKEN]: until it answers 200.
await_answer() {
  local end=$((SECONDS + 60)) answer
  until [ "${answer:-}" = 200 ]; do
    [ $SECONDS -lt $end ] || unready "$1 does not answer 200 (but: ${answer:-nothing})"
    answer=$(curl -s -o /dev/null -m 5 -w '%{http_code}' ${2:+-H "Authorization: Bearer $2"} "$1" || true)
    [ "$answer" = 200 ] || sleep 0.3
  done
}

# log_in GATEWAY-URL: prints an access token of the demo user.
log_in() {
  local answer file=$STATE/log-in.json
  # To a file, which each retry begins anew: what is written to a pipe stays, with the refusals of a fleet that still starts.
  (umask 077 && : >"$file")
  curl -sS -m 10 --retry 5 -o "$file" -H 'Content-Type: application/json' -d '{"email":"user@example.com","password":"user123"}' "$1/api/v1/auth/login"
  answer=$(cat "$file") && rm -f "$file"
  python3 -c 'import json, sys; print(json.loads(sys.argv[1])["token"])' "$answer" 2>/dev/null || unready "log-in at $1 failed: $answer"
}
