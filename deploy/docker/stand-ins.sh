#!/usr/bin/env bash
# Makes two images for a build machine that reaches no image registry. They stand in for others' images, bear names of their own, and
# are for tests on this machine alone: never publish them, never run them in production.
#
#   tams-ingest-stand-in/jre:25      stands in for eclipse-temurin:25-jre: Debian (debootstrap, minbase) with the JDK 25 of this machine cut
#                                    down to a runtime by jlink, or, where there is none, Debian's OpenJDK 17.
#   tams-ingest-stand-in/kafka:V     stands in for apache/kafka:V: that version's jars as Maven Central has them, and Kafka's own
#                                    KafkaDockerWrapper from them, so that KAFKA_* variables mean what they mean there. User 1000, paths
#                                    /opt/kafka, /etc/kafka/docker, /mnt/shared/config and /var/lib/kafka/data as there. It has no
#                                    command line tools, no JMX set-up, no TLS set-up by file names, and logs by logback instead of log4j.
#
# Needs: docker, debootstrap (root), and the Maven output (./mvnw -DskipTests package) for Kafka's jars. On stdout: the settings to use them.
set -euo pipefail
cd "$(dirname "$0")/../.."

kafka_version=$(sed -n 's/.*<version.kafka>\(.*\)<.*/\1/p' pom.xml)
jre_image=tams-ingest-stand-in/jre:25
kafka_image=tams-ingest-stand-in/kafka:$kafka_version
label='tams.ingest.stand-in'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

debian() {
  docker image inspect tams-ingest-stand-in/debian:12 >/dev/null 2>&1 && return
  echo "making a Debian base by debootstrap ..." >&2
  debootstrap --variant=minbase --include=ca-certificates bookworm "$work/root" >"$work/debootstrap.log" 2>&1 \
    || { tail -n 5 "$work/debootstrap.log" >&2; return 1; }
  rm -rf "$work"/root/var/cache/apt/* "$work"/root/var/lib/apt/lists/* "$work"/root/usr/share/{doc,man,locale}
  tar -C "$work/root" -c . | docker import --change "LABEL $label=debian" - tams-ingest-stand-in/debian:12 >/dev/null
  rm -rf "$work/root"
}

# Prints the path of a JDK 25, if there is one.
jdk_25() {
  local jdk
  for jdk in "${JDK_25:-/none}" /usr/lib/jvm/*25*; do
    if [ -x "$jdk/bin/jlink" ]; then echo "$jdk"; return; fi
  done
}

jre() {
  docker image inspect "$jre_image" >/dev/null 2>&1 && return
  local jdk context=$work/jre
  jdk=$(jdk_25)
  mkdir -p "$context"
  if [ -n "$jdk" ]; then
    "$jdk/bin/jlink" --generate-cds-archive --no-man-pages --no-header-files --output "$context/java" --add-modules \
      java.se,jdk.unsupported,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.zipfs,jdk.management,jdk.management.agent,jdk.httpserver,jdk.naming.dns,jdk.localedata,jdk.charsets,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.jfr >&2
    printf 'FROM tams-ingest-stand-in/debian:12\nCOPY java /opt/java/openjdk\nENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8\nLABEL %s=eclipse-temurin\n' "$label" >"$context/Dockerfile"
  else
    echo "no JDK 25 here: Debian's OpenJDK 17 takes its place" >&2
    printf 'FROM tams-ingest-stand-in/debian:12\nRUN mkdir -p /usr/share/man/man1 && apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless && rm -rf /var/lib/apt/lists/*\nLABEL %s=eclipse-temurin\n' "$label" >"$context/Dockerfile"
  fi
  DOCKER_BUILDKIT=0 docker build --quiet --network host --tag "$jre_image" "$context" >"$work/build.log" 2>&1 || { tail -n 20 "$work/build.log" >&2; return 1; }
}

kafka() {
  docker image inspect "$kafka_image" >/dev/null 2>&1 && return
  ls "cli/target/lib/kafka_2.13-$kafka_version.jar" >/dev/null
  local context=$work/kafka
  mkdir -p "$context/libs"
  cp deploy/docker/kafka-stand-in/* "$context/"
  cp cli/target/lib/*.jar "$context/libs/"
  rm -f "$context"/libs/*-SNAPSHOT.jar "$context"/libs/{camel,rocksdbjni,s3proxy,javalin,h2}-*.jar
  DOCKER_BUILDKIT=0 docker build --quiet --build-arg BASE="$jre_image" --label "$label=apache-kafka" --tag "$kafka_image" "$context" >"$work/build.log" 2>&1 || { tail -n 20 "$work/build.log" >&2; return 1; }
}

[ -n "$(command -v docker)" ] || { echo "there is no docker here" >&2; exit 1; }
# Of two calls at once the second finds the work done.
exec 9>cli/target/stand-ins.lock
! command -v flock >/dev/null || flock 9
debian
jre
kafka
echo "export JAVA_IMAGE=$jre_image"
echo "export KAFKA_IMAGE=$kafka_image"
