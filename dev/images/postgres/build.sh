#!/bin/bash
# Builds PostgreSQL from Debian's packages as the image named by the first argument.
. "$(dirname "$0")/../../lib.sh"
. "$DEV/images/debian.sh"

ROOTFS=$(mktemp -d)
trap 'rm -rf "$ROOTFS"' EXIT
cp -a "$DEV/images/postgres/root/." "$ROOTFS"
# Any user may put the socket there.
install -d -m 3777 "$ROOTFS/var/run/postgresql"
debian_root "$ROOTFS" postgresql-15 postgresql-client-15 libnss-wrapper bash coreutils dash util-linux tzdata |
  import_image "$1" 'ENV PATH=/usr/local/bin:/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin LANG=C.UTF-8 PGDATA=/var/lib/postgresql/data' \
    'VOLUME /var/lib/postgresql/data' 'EXPOSE 5432' \
    'ENTRYPOINT ["docker-entrypoint.sh"]' 'CMD ["postgres"]'
