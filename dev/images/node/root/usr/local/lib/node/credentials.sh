# shellcheck shell=bash
# Keys, certificates and kubeconfig files of a new cluster, all signed by a CA of its own.

new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }

# authority NAME COMMON-NAME
authority() {
  new_key "$1.key"
  openssl req -x509 -new -key "$1.key" -days 3650 -subj "/CN=$2" -out "$1.crt"
}

# issue NAME COMMON-NAME ORGANISATION ALTERNATIVE-NAMES [AUTHORITY]
issue() {
  local by=${5:-ca}
  new_key "$1.key"
  openssl req -new -key "$1.key" -subj "/O=$3/CN=$2" |
    openssl x509 -req -CA "$by.crt" -CAkey "$by.key" -CAcreateserial -days 3650 -out "$1.crt" \
      -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=clientAuth,serverAuth\n' "$4") 2>/dev/null
}

kubeconfig() {
  cat >"$1.kubeconfig" <<END
apiVersion: v1
kind: Config
clusters: [{name: default, cluster: {server: "https://127.0.0.1:6443", certificate-authority-data: $(base64 -w0 ca.crt)}}]
users: [{name: default, user: {client-certificate-data: $(base64 -w0 "$1.crt"), client-key-data: $(base64 -w0 "$1.key")}}]
contexts: [{name: default, context: {cluster: default, user: default}}]
current-context: default
END
}

# create_credentials NODE NODE-IP [--tls-san=NAME…]
create_credentials() {
  local node=$1 ip=$2 argument name
  local names="DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:$node,IP:127.0.0.1,IP:10.43.0.1,IP:$ip"
  shift 2
  for argument in "$@"; do
    name=${argument#--tls-san=}
    [ "$name" != "$argument" ] || continue
    if [[ $name =~ ^[0-9.]+$ ]]; then names+=,IP:$name; else names+=,DNS:$name; fi
  done
  authority ca apifleet-dev-ca
  authority front-proxy-ca apifleet-dev-front-proxy-ca
  new_key accounts.key
  openssl ec -in accounts.key -pubout -out accounts.pub 2>/dev/null
  issue apiserver kube-apiserver apifleet "$names"
  issue front-proxy front-proxy-client apifleet DNS:front-proxy-client front-proxy-ca
  issue admin admin system:masters DNS:admin
  issue node "system:node:$node" system:nodes "DNS:$node,IP:$ip"
  kubeconfig admin
  kubeconfig node
}
