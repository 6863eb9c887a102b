#!/bin/bash
# Takes what the official image's entry point takes: options, a configuration file, or a whole command.
set -euo pipefail

case ${1:--} in
-* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ]; then
  # Debian's build accepts loopback only unless told; inside a container the network policy decides who may call.
  set -- "$@" --protected-mode no
  if [ "$(id -u)" = 0 ]; then
    chown redis:redis .
    exec setpriv --reuid=redis --regid=redis --clear-groups "$@"
  fi
fi
exec "$@"
