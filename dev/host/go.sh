# shellcheck shell=bash
# A Go that can build the node image. From 1.21 on Go fetches the version that a go.mod asks for; for an older one we do it, in the same way.
. "$DEV/host/packages.sh"

GO_TOOLCHAIN=v0.0.1-go1.25.5.linux-amd64

# Sets GO.
find_go() {
  need_commands go:golang-go
  GO=$(command -v go)
  export GOTOOLCHAIN=auto
  "$GO" version | grep -qE ' go1\.(2[1-9]|[3-9][0-9])' || fetch_go
}

fetch_go() {
  local module=golang.org/toolchain@$GO_TOOLCHAIN folder
  quietly fetch-go "$GO" mod download "$module"
  folder=$("$GO" env GOMODCACHE)/$module
  chmod -R u+wx "$folder/bin" "$folder/pkg/tool"
  GO=$folder/bin/go
}
