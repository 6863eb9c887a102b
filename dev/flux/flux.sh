# shellcheck shell=bash
# Flux's source and kustomize controllers, for the end-to-end tests: built from their Go modules, since no registry may answer.
. "$DEV/host/go.sh"

FLUX_VERSION=v1.7.3
FLUX_CONTROLLERS=(source-controller kustomize-controller)

# ensure_flux: sets FLUX to a folder with both programs and, in crds/, the definitions of their resources.
ensure_flux() {
  local name
  FLUX=$CACHE/flux/$(hash_of dev/flux/flux.sh)
  [ ! -f "$FLUX/complete" ] || return 0
  find_go
  mkdir -p "$FLUX/crds"
  for name in "${FLUX_CONTROLLERS[@]}"; do
    step "building Flux's $name"
    build_flux "$name"
  done
  touch "$FLUX/complete"
}

# The module of a controller's own API lies beside it in its repository, but not in what Go fetches.
build_flux() {
  local module=github.com/fluxcd/$1 work
  work=$(mktemp -d)
  quietly "fetch-$1" "$GO" mod download "$module@$FLUX_VERSION"
  cp -r "$("$GO" env GOMODCACHE)/$module@$FLUX_VERSION/." "$work"
  chmod -R u+w "$work"
  cp "$work"/config/crd/bases/*.yaml "$FLUX/crds"
  (cd "$work" && "$GO" mod edit -replace "$module/api=$module/api@$FLUX_VERSION" &&
    quietly "build-$1" env CGO_ENABLED=0 GOFLAGS=-mod=mod "$GO" build -trimpath -buildvcs=false -ldflags "-s -w" -o "$FLUX/$1" .)
  rm -rf "$work"
}
