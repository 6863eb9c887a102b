#!/bin/bash
# Builds a small image of the JDK at JAVA_HOME, named by the first argument, and saves it as a tar, named by the second, for Jib.
. "$(dirname "$0")/../../lib.sh"
. "$DEV/images/debian.sh"

# What a server needs, and what flight recordings and JMX need to look into one.
MODULES=java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.management.agent,jdk.jfr,jdk.naming.dns,jdk.zipfs,jdk.net

ROOTFS=$(mktemp -d)
trap 'rm -rf "$ROOTFS"' EXIT
mkdir -p "$ROOTFS"/{etc,opt/java}
printf 'root:x:0:0:root:/root:/sbin/nologin\napp:x:10001:10001::/:/sbin/nologin\n' >"$ROOTFS/etc/passwd"
printf 'root:x:0:\napp:x:10001:\n' >"$ROOTFS/etc/group"
"$JAVA_HOME/bin/jlink" --add-modules "$MODULES" --no-header-files --no-man-pages --compress zip-6 --generate-cds-archive --output "$ROOTFS/opt/java/openjdk"
debian_root "$ROOTFS" libc6 zlib1g libgcc-s1 libstdc++6 tzdata |
  import_image "$1" 'ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/sbin:/usr/bin LANG=C.UTF-8'
mkdir -p "$(dirname "$2")"
docker save -o "$2.part" "$1"
mv "$2.part" "$2"
