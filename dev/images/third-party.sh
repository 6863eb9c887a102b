# shellcheck shell=bash
# The images that are not ours: pulled where a registry answers, else substitutes built from packages.
. "$DEV/images/registry.sh"
. "$DEV/images/kept.sh"

# ensure_third_party NAME…: has each of node, redis, postgres ready, its reference in IMAGE[NAME].
declare -A IMAGE
ensure_third_party() {
  local name
  for name in "$@"; do
    if registry_answers; then pull_official "$name"; else build_substitute "$name"; fi
  done
}

pull_official() {
  case $1 in
  node) IMAGE[$1]=$K3S_OFFICIAL ;;
  redis) IMAGE[$1]=$REDIS_OFFICIAL ;;
  postgres) IMAGE[$1]=$POSTGRES_OFFICIAL ;;
  esac
  has_image "${IMAGE[$1]}" && return
  step "pulling ${IMAGE[$1]}"
  quietly "pull-$1" docker pull "${IMAGE[$1]}"
}

build_substitute() {
  IMAGE[$1]=apifleet-dev/$1:$(hash_of dev/images/debian.sh "dev/images/$1")
  has_image "${IMAGE[$1]}" && return
  step "building a substitute for the $1 image from packages: ${IMAGE[$1]}"
  quietly "build-$1" "$DEV/images/$1/build.sh" "${IMAGE[$1]}"
  forget_old_images "apifleet-dev/$1"
}
