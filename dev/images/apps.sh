# shellcheck shell=bash
# Our own images, kept in the engine by the hash of what they are made from: what was built once is not built again.
. "$DEV/host/jdk.sh"
. "$DEV/host/npm.sh"
. "$DEV/images/third-party.sh"
. "$DEV/images/aot.sh"

APPS=(operator gateway api-server)
TRAINING="bench/src/main/java/dev/apifleet/bench/start dev/images/aot.sh"
declare -A APP_FOLDERS=(
  [operator]="crds snapshot translator dashboard operator $TRAINING"
  [gateway]="snapshot gateway $TRAINING"
  [api-server]="api-server $TRAINING"
)

# name_apps: sets APP_IMAGE[NAME] for each, and MISSING_APPS to those that the engine lacks.
declare -A APP_IMAGE
name_apps() {
  local name base
  find_jdk
  base=$(base_identity)
  MISSING_APPS=()
  for name in "${APPS[@]}"; do
    # shellcheck disable=SC2086
    APP_IMAGE[$name]=apifleet/$name:$(hash_text "$base" "$(hash_of pom.xml .mvn ${APP_FOLDERS[$name]})")
    has_image "${APP_IMAGE[$name]}" || MISSING_APPS+=("$name")
  done
}

ensure_apps() {
  name_apps
  [ ${#MISSING_APPS[@]} -gt 0 ] || return 0
  find_npm
  step "building ${MISSING_APPS[*]} with Maven"
  local options
  options=$(image_options)
  # shellcheck disable=SC2086
  (cd "$ROOT" && quietly build-apps ./mvnw -B -ntp package $options -DskipTests -Dspotless.check.skip \
    -pl "$(IFS=, && echo "bench,${MISSING_APPS[*]}")" -am)
  load_apps
}

# The options that make a Maven build write the images too.
image_options() {
  local base
  base=$(base_reference)
  echo "-Pimages -Dimage.base=$base -Dimage.tag=$(build_tag)"
}

# Loads the images that Maven wrote, each under the name of its content.
load_apps() {
  local name built
  for name in "${MISSING_APPS[@]}"; do
    built=apifleet/$name:$(build_tag)
    quietly load-apps docker load -i "$ROOT/$name/target/jib-image.tar"
    add_aot_cache "$name" "$built" "${APP_IMAGE[$name]}"
    docker rmi "$built" >/dev/null
    forget_old_images "apifleet/$name"
  done
  step "images: ${MISSING_APPS[*]}"
}

build_tag() { echo "build-$(checkout_id)"; }

# The Java that the images stand on: Docker's where a registry answers, else the JDK found here, made small.
base_identity() {
  if registry_answers; then echo "$JAVA_OFFICIAL"; else hash_text "$(cat "$JAVA_HOME/release")" "$(hash_of dev/images/java dev/images/debian.sh)"; fi
}

base_reference() {
  local tar
  if registry_answers; then
    echo "$JAVA_OFFICIAL"
    return
  fi
  tar=$CACHE/java/$(base_identity).tar
  if [ ! -f "$tar" ]; then
    step "making a Java base image from $JAVA_HOME"
    quietly build-java "$DEV/images/java/build.sh" "apifleet-dev/java:$(base_identity)" "$tar"
  fi
  echo "tar://$tar"
}
