# shellcheck shell=bash
# A Go that can build the node image: the one on PATH (which fetches a newer one by itself if it must), else one from the module proxy.

GO_VERSION=1.25.5
GO_SHA256=8cea6783dab64d68b38f5b81ecd38d45155a3c06638991acc6af19e0fca80edb

# Sets GO.
find_go() {
  GO=$(command -v go || true)
  if [ -n "$GO" ] && "$GO" version | grep -qE 'go1\.(2[1-9]|[3-9][0-9])'; then return; fi
  GO=$CACHE/go-$GO_VERSION/bin/go
  [ -x "$GO" ] || quietly fetch-go fetch_go
}

fetch_go() {
  local module=golang.org/toolchain name=v0.0.1-go$GO_VERSION.linux-amd64 folder
  folder=$(mktemp -d "$CACHE/go.XXXX")
  curl -fsSL --retry 3 -o "$folder/go.zip" "https://proxy.golang.org/$module/@v/$name.zip"
  echo "$GO_SHA256  $folder/go.zip" | sha256sum -c --quiet
  python3 -m zipfile -e "$folder/go.zip" "$folder"
  chmod -R +x "$folder/$module@$name/bin" "$folder/$module@$name/pkg/tool"
  mv "$folder/$module@$name" "$CACHE/go-$GO_VERSION"
  rm -rf "$folder"
}
