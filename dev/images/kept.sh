# shellcheck shell=bash
# The images that the engine keeps for us.

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

# Keeps the ten images of a repository that were named last.
forget_old_images() {
  docker images --format '{{.Repository}}:{{.Tag}}' "$1" |
    xargs -r docker image inspect --format '{{.Metadata.LastTagTime.Unix}} {{index .RepoTags 0}}' |
    sort -rn | awk 'NR > 10 {print $2}' | xargs -r docker rmi >/dev/null 2>&1 || true
}
