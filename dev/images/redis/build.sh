#!/bin/bash
# Builds Redis from Debian's packages as the image named by the first argument.
. "$(dirname "$0")/../../lib.sh"
. "$DEV/images/debian.sh"

debian_root "$DEV/images/redis/root" redis-server redis-tools bash coreutils dash util-linux |
  import_image "$1" 'ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin' 'WORKDIR /data' 'VOLUME /data' 'EXPOSE 6379' \
    'ENTRYPOINT ["docker-entrypoint.sh"]' 'CMD ["redis-server"]'
