# shellcheck shell=bash
# A cgroup of this node's own, since a kubelet removes what it does not know below its root, also another node's pods.

# create_cgroup NAME: prints its path below the cgroup mount.
create_cgroup() {
  local path=apifleet/$1 controllers
  if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
    controllers=$(sed 's/\(^\| \)/\1+/g' /sys/fs/cgroup/cgroup.controllers)
    # A cgroup below the machine's root may hold processes or controllers, not both.
    if [ -f /sys/fs/cgroup/cgroup.type ]; then
      mkdir -p /sys/fs/cgroup/init
      xargs -rn1 </sys/fs/cgroup/cgroup.procs >/sys/fs/cgroup/init/cgroup.procs 2>/dev/null || true
    fi
    mkdir -p "/sys/fs/cgroup/$path"
    for parent in /sys/fs/cgroup /sys/fs/cgroup/apifleet "/sys/fs/cgroup/$path"; do
      echo "$controllers" >"$parent/cgroup.subtree_control"
    done
  else
    for controller in /sys/fs/cgroup/*/; do mkdir -p "$controller$path" 2>/dev/null || true; done
  fi
  echo "/$path"
}
