# shellcheck shell=bash
# Installs and removes the chart. Needs KUBECONFIG.
. "$DEV/host/jdk.sh"

RELEASE=apifleet
NAMESPACE=apifleet-system
COPY_DEPENDENCIES=org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies

# run_helm ARGUMENT… of Helm.java
run_helm() {
  local libraries
  find_jdk
  libraries=$CACHE/helm/$(hash_of dev/helm/pom.xml)
  if [ ! -d "$libraries" ]; then
    step "fetching Helm"
    (cd "$ROOT" && quietly fetch-helm ./mvnw -B -ntp -f dev/helm/pom.xml "$COPY_DEPENDENCIES" "-DoutputDirectory=$libraries.part")
    mv "$libraries.part" "$libraries"
  fi
  quietly helm "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp "$libraries/*" "$DEV/helm/Helm.java" "$@"
}

# install_chart key=value… : the CRDs, which Helm never upgrades, and then the chart; nothing where neither has changed.
install_chart() {
  local wanted
  wanted=$(hash_text "$(hash_of helm/apifleet dev/values.yaml)" "$@")
  if [ "$(installed_chart)" = "$wanted" ] && chart_stands; then return; fi
  step "installing the chart"
  quietly crds kubectl apply --server-side --force-conflicts -f "$ROOT/helm/apifleet/crds"
  forget_interrupted_install
  run_helm install $RELEASE $NAMESPACE "$KUBECONFIG" "$ROOT/helm/apifleet" "$DEV/values.yaml" "$@"
  kubectl annotate namespace $NAMESPACE --overwrite "apifleet.dev/installed=$wanted" >/dev/null
}

installed_chart() {
  kubectl get namespace $NAMESPACE -o 'jsonpath={.metadata.annotations.apifleet\.dev/installed}' 2>/dev/null || true
}

# Whether what the chart installed is still there: somebody may have removed it by hand.
chart_stands() {
  kubectl -n $NAMESPACE get deployment/apifleet-operator gatewayfleet/default service/apifleet-console statefulset/apifleet-redis >/dev/null 2>&1 &&
    kubectl -n default get deployment/api-server service/api-server >/dev/null 2>&1
}

# Helm refuses to touch a release whose last change never ended.
forget_interrupted_install() {
  kubectl -n $NAMESPACE delete secret -l "owner=helm,name=$RELEASE,status in (pending-install,pending-upgrade,pending-rollback)" >/dev/null 2>&1 || true
}

uninstall_chart() { run_helm uninstall $RELEASE $NAMESPACE "$KUBECONFIG"; }
