# shellcheck shell=bash
# Finds a JDK of version 25 or newer: JAVA_HOME, then PATH, then the usual folders.

JDK_WANTED=25

# find_jdk: exports JAVA_HOME.
find_jdk() {
  local candidate on_path
  on_path=$(command -v javac || true)
  for candidate in "${JAVA_HOME:-}" "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}" \
    /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/*; do
    is_wanted_jdk "$candidate" || continue
    export JAVA_HOME=$candidate
    return
  done
  fail "no JDK $JDK_WANTED or newer found (looked at JAVA_HOME, PATH, /usr/lib/jvm, ~/.sdkman, ~/.jdks, /opt): install one, or set JAVA_HOME"
}

is_wanted_jdk() {
  local version
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${version:-0}" -ge "$JDK_WANTED" ]
}
