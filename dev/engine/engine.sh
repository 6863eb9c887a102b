# shellcheck shell=bash
# A Docker engine that answers: the one that is there, else Debian's, installed and started.
. "$DEV/host/packages.sh"

CAP_SYS_RESOURCE=24

ensure_engine() {
  command -v docker >/dev/null && docker info >/dev/null 2>&1 && return
  if pgrep -x dockerd >/dev/null && ! wait_for_engine 10; then
    fail "Docker runs but does not answer $(id -un): check DOCKER_HOST, or: sudo usermod -aG docker $(id -un), and log in again"
  fi
  command -v docker >/dev/null && docker info >/dev/null 2>&1 && return
  need_packages docker.io procps iptables python3
  need_commands docker:docker-cli
  start_engine
  wait_for_engine 60 || {
    tail -n 5 "$CACHE/dockerd.log" >&2 || true
    fail "the Docker engine did not start; its log: $CACHE/dockerd.log"
  }
}

wait_for_engine() {
  local end=$((SECONDS + $1))
  until docker info >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.3
  done
}

start_engine() {
  step "starting the Docker engine"
  if [ -d /run/systemd/system ]; then
    as_root systemctl start docker
    return
  fi
  clear_dead_engine
  local options=(--group "$(id -gn)")
  has_capability $CAP_SYS_RESOURCE || options+=(--add-runtime "restricted=$DEV/engine/runc-without-sys-resource" --default-runtime restricted)
  # The engine outlives us, and must not hold our terminal or our lock.
  as_root setsid nohup dockerd "${options[@]}" >"$CACHE/dockerd.log" 2>&1 </dev/null 3>&- 8>&- 9>&- &
}

# A machine that was switched off leaves files of processes that are no more; dockerd would take them for live ones.
clear_dead_engine() {
  as_root rm -f /var/run/docker.pid
  pgrep -x containerd >/dev/null ||
    as_root rm -f /run/containerd/containerd.sock /var/run/docker/containerd/containerd.pid
}

has_capability() {
  local mask
  mask=$(awk '/^CapBnd/ {print $2}' /proc/self/status)
  [ $(((16#$mask >> $1) & 1)) = 1 ]
}
