# The images of tams-ingest, from what `./mvnw -DskipTests package` left in cli/target. All five share every layer: pulled and kept once.
#   docker build --target watcher -t tams-ingest/watcher .        or all of them: deploy/docker/images.sh
# Targets: watcher, router, registrar, local-tams, cli. The command line is the last, so a plain `docker build .` makes it.
ARG BASE=eclipse-temurin:25-jre
FROM ${BASE} AS base
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
# Set by the build, not by the clock: the same commit gives the same labels.
ARG CREATED=2026-01-01T00:00:00Z
LABEL org.opencontainers.image.title="tams-ingest" \
      org.opencontainers.image.description="Turns encoded TS chunks in a drop folder into segments of a TAMS store" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
# Others' jars change seldom and weigh most; ours come after them.
COPY cli/target/image/others/ /app/lib/
COPY cli/target/image/folders/ /
COPY cli/target/image/ours/ /app/lib/
# Java tells file names beyond ASCII apart in a UTF-8 locale only.
ENV LC_ALL=C.UTF-8 \
    TAMS_INGEST_DROP_ROOT=/drop \
    TAMS_INGEST_ROUTER_STATE_DIR=/state/router \
    TAMS_INGEST_LOCAL_TAMS_DATA=/state/local-tams \
    TAMS_INGEST_OPS_HOST=0.0.0.0
USER 65532:65532
WORKDIR /state
# Java is PID 1 and hears SIGTERM itself. Heap by the container's limit, the rest for RocksDB, buffers and code.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-Djava.io.tmpdir=/tmp", "-cp", "/app/lib/*", "tams.ingest.cli.TamsIngest"]

FROM base AS service
EXPOSE 9876
# A small Java beside the service's, gone in half a second; what it prints names what is missing (docker inspect).
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 \
  CMD ["java", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", "/app/lib/*", "tams.ingest.cli.TamsIngest", "health"]

FROM service AS watcher
LABEL org.opencontainers.image.title="tams-ingest watcher"
CMD ["run", "watcher"]

FROM service AS router
LABEL org.opencontainers.image.title="tams-ingest router"
CMD ["run", "router"]

FROM service AS registrar
LABEL org.opencontainers.image.title="tams-ingest registrar"
CMD ["run", "registrar"]

FROM service AS local-tams
LABEL org.opencontainers.image.title="tams-ingest local-tams"
ENV TAMS_INGEST_LOCAL_TAMS_HOST=0.0.0.0
EXPOSE 8010 9000
CMD ["run", "local-tams"]

FROM base AS cli
CMD ["--help"]
