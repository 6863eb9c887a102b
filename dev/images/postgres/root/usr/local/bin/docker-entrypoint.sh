#!/bin/bash
# Understands the official image's POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB (each also as NAME_FILE),
# POSTGRES_HOST_AUTH_METHOD, POSTGRES_INITDB_ARGS, PGDATA and /docker-entrypoint-initdb.d/*.sql.
set -euo pipefail
export PGDATA=${PGDATA:-/var/lib/postgresql/data}
SOCKETS=/var/run/postgresql

# setting NAME DEFAULT
setting() {
  local file=$1_FILE
  if [ -n "${!file:-}" ]; then cat "${!file}"; else printf %s "${!1:-$2}"; fi
}

as_postgres() {
  mkdir -p "$PGDATA" "$SOCKETS"
  chown -R postgres:postgres "$PGDATA" "$SOCKETS"
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$@"
}

# initdb wants the name of the user it runs as; an arbitrary user ID has none.
name_this_user() {
  local names
  id -un >/dev/null 2>&1 && return
  names=$(mktemp -d)
  echo "postgres:x:$(id -u):$(id -g)::$PGDATA:/bin/bash" >"$names/passwd"
  echo "postgres:x:$(id -g):" >"$names/group"
  export LD_PRELOAD=libnss_wrapper.so NSS_WRAPPER_PASSWD=$names/passwd NSS_WRAPPER_GROUP=$names/group
}

create_cluster() {
  local user password database method arguments
  user=$(setting POSTGRES_USER postgres)
  password=$(setting POSTGRES_PASSWORD "")
  database=$(setting POSTGRES_DB "$user")
  method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
  if [ -z "$password" ] && [ "$method" != trust ]; then
    echo "set POSTGRES_PASSWORD (or POSTGRES_HOST_AUTH_METHOD=trust): a new database needs one" >&2
    exit 1
  fi
  read -ra arguments <<<"${POSTGRES_INITDB_ARGS:-}"
  initdb --username="$user" ${password:+--pwfile=<(echo "$password")} --auth-local=trust --auth-host="$method" "${arguments[@]}"
  echo "host all all all $method" >>"$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
  pg_ctl -w -o "-c listen_addresses= -c unix_socket_directories=$SOCKETS" start
  run_sql() { psql -v ON_ERROR_STOP=1 --no-psqlrc -h "$SOCKETS" -U "$user" "$@"; }
  [ "$database" = postgres ] || run_sql -d postgres -v name="$database" <<<'CREATE DATABASE :"name"'
  for script in /docker-entrypoint-initdb.d/*.sql; do
    [ ! -e "$script" ] || run_sql -d "$database" -f "$script"
  done
  pg_ctl -w -m fast stop
}

case ${1:--} in
-*) set -- postgres "$@" ;;
esac
[ "$1" = postgres ] || exec "$@"
[ "$(id -u)" != 0 ] || as_postgres "$@"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  (name_this_user && create_cluster)
fi
# A cluster stops a container by SIGTERM, at which PostgreSQL waits for its clients to leave; at SIGINT it stops at once.
"$@" &
server=$!
trap 'kill -INT $server' TERM INT
wait $server || wait $server
