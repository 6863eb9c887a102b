#!/bin/bash
# Runs a whole cluster of one node in this container: what "k3s server" is in the image that this one stands in for.
# Takes --tls-san=NAME; other options of k3s switch off parts that are not here anyway.
set -euo pipefail
HERE=/usr/local/lib/node
DATA=/var/lib/rancher
PKI=$DATA/pki
NODE=$(hostname)
NODE_IP=$(ip -4 route get 192.0.2.1 | sed -n 's/.* src \([0-9.]*\).*/\1/p')
export KUBECONFIG=$PKI/admin.kubeconfig
. $HERE/credentials.sh
. $HERE/cgroups.sh

part() {
  local name=$1
  shift
  "$@" >"$DATA/log/$name.log" 2>&1 &
}

until_true() {
  local tries=600
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || { echo "gave up waiting for: $*; see $DATA/log" >&2 && exit 1; }
    sleep 0.1
  done
}

start_store() {
  # The cluster is thrown away with its container, so nothing needs to survive a power cut.
  part etcd node etcd --data-dir $DATA/etcd --unsafe-no-fsync \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380
}

start_control_plane() {
  part apiserver node kube-apiserver --etcd-servers http://127.0.0.1:2379 --advertise-address "$NODE_IP" \
    --service-cluster-ip-range 10.43.0.0/16 --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction \
    --allow-privileged --tls-cert-file $PKI/apiserver.crt --tls-private-key-file $PKI/apiserver.key --client-ca-file $PKI/ca.crt \
    --service-account-key-file $PKI/accounts.pub --service-account-signing-key-file $PKI/accounts.key \
    --service-account-issuer https://kubernetes.default.svc.cluster.local \
    --requestheader-client-ca-file $PKI/front-proxy-ca.crt --requestheader-allowed-names front-proxy-client \
    --requestheader-username-headers X-Remote-User --requestheader-group-headers X-Remote-Group \
    --requestheader-extra-headers-prefix X-Remote-Extra- \
    --proxy-client-cert-file $PKI/front-proxy.crt --proxy-client-key-file $PKI/front-proxy.key \
    --kubelet-client-certificate $PKI/admin.crt --kubelet-client-key $PKI/admin.key --kubelet-preferred-address-types InternalIP
  until_true kubectl get --raw /readyz
  part controllers node kube-controller-manager --kubeconfig $PKI/admin.kubeconfig --leader-elect=false \
    --service-account-private-key-file $PKI/accounts.key --root-ca-file $PKI/ca.crt --use-service-account-credentials
  part scheduler node kube-scheduler --kubeconfig $PKI/admin.kubeconfig --leader-elect=false
}

start_containerd() {
  part containerd containerd -c /etc/node/containerd.toml
  until_true ctr version
  ctr -n k8s.io images import /usr/local/lib/node/pause.tar >/dev/null
}

start_network() {
  echo 1 >/proc/sys/net/ipv4/ip_forward || true
  nft -f - <<'END'
table ip fleet-egress {
  chain postrouting {
    type nat hook postrouting priority 100;
    ip saddr 10.42.0.0/16 ip daddr != 10.42.0.0/16 oifname "eth0" masquerade
  }
}
END
  part proxy node kube-proxy --config /etc/node/proxy.yaml
  mkdir -p /run/node
  ! grep -q ^nameserver /etc/resolv.conf || echo "forward . /etc/resolv.conf" >/run/node/upstream.forward
  part coredns node coredns -conf /etc/node/Corefile
}

start_kubelet() {
  part kubelet node kubelet --config /etc/node/kubelet.yaml --kubeconfig $PKI/node.kubeconfig --root-dir $DATA/kubelet \
    --node-ip "$NODE_IP" --cgroup-root "$(create_cgroup "$NODE")"
}

volume() {
  mkdir -p "$DATA/storage/$1" && chmod 777 "$DATA/storage/$1"
  cat <<END
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: local-$1}
spec: {capacity: {storage: 10Gi}, accessModes: [ReadWriteOnce], storageClassName: local-path, hostPath: {path: $DATA/storage/$1}}
END
}

apply_manifests() {
  {
    sed -s '$a ---' /etc/node/manifests/*.yaml
    for number in {1..8}; do volume "$number"; done
  } | sed "s/@NODE_IP@/$NODE_IP/" | kubectl apply --server-side -f -
}

node_is_ready() {
  kubectl get node "$NODE" --no-headers | grep -qw Ready && kubectl -n default get serviceaccount default
}

trap 'exit 0' TERM INT
mkdir -p $PKI $DATA/log /etc/rancher/k3s /run/containerd
start_store
(cd $PKI && create_credentials "$NODE" "$NODE_IP" "$@")
start_containerd
start_control_plane
start_kubelet
start_network
until_true apply_manifests
until_true node_is_ready
install -m 600 $PKI/admin.kubeconfig /etc/rancher/k3s/k3s.yaml
echo "Node controller sync successful"
wait -n || true
echo "a part of this node has ended; its log is in $DATA/log" >&2
exit 1
