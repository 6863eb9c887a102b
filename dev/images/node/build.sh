#!/bin/bash
# Builds the node image named by the first argument: Kubernetes from its Go modules, containerd from Debian's packages.
. "$(dirname "$0")/../../lib.sh"
. "$DEV/images/debian.sh"
. "$DEV/host/go.sh"
HERE=$DEV/images/node
KUBERNETES=v1.35.4

# The programs are kept by the hash of what they are made from: a change to the scripts beside them compiles nothing.
compile() {
  local built
  built=$CACHE/node/$(hash_of dev/images/node/{go.mod,go.sum,main.go,pause})
  if [ ! -x "$built/node" ]; then
    find_go
    step "compiling Kubernetes $KUBERNETES (6 minutes on two cores the first time)"
    mkdir -p "$built"
    (cd "$HERE" && build_go -o "$built/pause" ./pause && build_go -o "$built/node.part" . && mv "$built/node.part" "$built/node")
    step "compiled"
  fi
  echo "$built"
}

build_go() {
  local version=k8s.io/component-base/version
  CGO_ENABLED=0 nice "$GO" build -trimpath -buildvcs=false \
    -ldflags "-s -w -X $version.gitVersion=$KUBERNETES -X $version.gitMajor=1 -X $version.gitMinor=35" "$@"
}

PACKAGES=(bash coreutils dash sed grep findutils hostname mount util-linux iproute2 nftables openssl containerd runc containernetworking-plugins)

BUILT=$(compile)
ROOTFS=$(mktemp -d)
trap 'rm -rf "$ROOTFS"' EXIT
cp -a "$HERE/root/." "$ROOTFS"
cp "$BUILT/node" "$ROOTFS/usr/local/bin/node"
tar -C "$BUILT" -c pause | import_image apifleet-dev/pause:1 'ENTRYPOINT ["/pause"]'
docker save -o "$ROOTFS/usr/local/lib/node/pause.tar" apifleet-dev/pause:1
debian_root "$ROOTFS" "${PACKAGES[@]}" |
  import_image "$1" 'ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin' 'VOLUME /var/lib/rancher' 'ENTRYPOINT ["k3s"]'
