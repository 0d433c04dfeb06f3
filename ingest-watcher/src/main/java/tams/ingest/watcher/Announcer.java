package tams.ingest.watcher;

/** Measures a file and announces it; returns when Kafka has acknowledged it or did not in time. */
@FunctionalInterface
interface Announcer {

    Verdict announce(FoundFile file);
}
