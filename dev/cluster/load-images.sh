#!/bin/bash
# Copies images from the Docker engine into a k3s node container, those that it lacks: load-images.sh CONTAINER IMAGE…
set -euo pipefail
container=$1
shift

# The full name by which a cluster knows an image: redis:7 → docker.io/library/redis:7.
full_name() {
  case $1 in
  *.*/* | *:*/* | localhost/*) echo "$1" ;;
  */*) echo "docker.io/$1" ;;
  *) echo "docker.io/library/$1" ;;
  esac
}

there=$(docker exec "$container" k3s ctr -n k8s.io images ls -q)
missing=()
for image in "$@"; do
  grep -qxF "$(full_name "$image")" <<<"$there" || missing+=("$image")
done
[ ${#missing[@]} -gt 0 ] || exit 0
docker save "${missing[@]}" | docker exec -i "$container" k3s ctr -n k8s.io images import - >/dev/null
