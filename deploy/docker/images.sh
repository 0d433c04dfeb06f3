#!/usr/bin/env bash
# Builds the five images from the Maven output: tams-ingest/{watcher,router,registrar,local-tams,cli}, tag TAG (default: local).
# JAVA_IMAGE chooses the base (default: eclipse-temurin:25-jre).
set -euo pipefail
cd "$(dirname "$0")/../.."

tag=${TAG:-local}
base=${JAVA_IMAGE:-eclipse-temurin:25-jre}
[ -d cli/target/lib ] || { echo "nothing is built yet: ./mvnw -DskipTests package" >&2; exit 1; }

# Jars of others apart from ours, and the folders that named volumes take their owner from.
lay_out() {
  local image=cli/target/image jar
  rm -rf "$image"
  mkdir -p "$image"/{others,ours,folders/drop,folders/state/router,folders/state/local-tams}
  for jar in cli/target/lib/*.jar; do
    case $jar in
      *-SNAPSHOT.jar) cp -p "$jar" "$image/ours/" ;;
      *) cp -p "$jar" "$image/others/" ;;
    esac
  done
  cp -p cli/target/cli-*.jar "$image/ours/"
  # The list of components, where -Pdist has made one.
  mkdir -p "$image/folders/app"
  [ ! -f cli/target/sbom.json ] || cp -p cli/target/sbom.json "$image/folders/app/"
  # Whoever the operator lets it run as (TAMS_USER) may write here: the image's own user is only the default.
  chmod 0777 "$image"/folders/{drop,state,state/router,state/local-tams}
  chmod 0755 "$image" "$image"/{others,ours,folders,folders/app}
  chmod 0644 "$image"/{others,ours}/*.jar
}

# Two calls never lay out at once.
exec 9>cli/target/images.lock
! command -v flock >/dev/null || flock 9
lay_out
version=$(sed -n '/<artifactId>tams-ingest</{n;s/.*<version>\(.*\)<.*/\1/p;q;}' pom.xml)
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
created=$(git log -1 --format=%cI 2>/dev/null || echo 2026-01-01T00:00:00Z)
# The classic builder where there is no other.
docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for target in watcher router registrar local-tams cli; do
  docker build --quiet --target "$target" --tag "tams-ingest/$target:$tag" \
    --build-arg BASE="$base" --build-arg VERSION="$version" --build-arg REVISION="$revision" --build-arg CREATED="$created" . >"$log" 2>&1 \
    || { tail -n 20 "$log" >&2; exit 1; }
  echo "tams-ingest/$target:$tag"
done
