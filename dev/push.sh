#!/bin/bash
# Builds our images and pushes them to FLEET_REGISTRY; prints their names there.
. "$(dirname "$0")/lib.sh"
. "$DEV/host/packages.sh"
. "$DEV/engine/engine.sh"
. "$DEV/images/apps.sh"
. "$DEV/cluster/own.sh"
[ -n "${FLEET_REGISTRY:-}" ] || fail "which registry? FLEET_REGISTRY=registry.example.com/apifleet dev/push.sh"

ensure_engine
ensure_apps
push_images APP_IMAGE
printf '%s\n' "${APP_IMAGE[@]}"
