package tams.ingest.testbed;

import java.util.List;

/**
 * A place in a service's work at which it is killed.
 *
 * @param service its name on the command line
 * @param className where the method is
 * @param caller a class that the call must come from; empty for any
 */
record CrashPoint(String name, String service, String className, String method, String caller) {

    private static final String MOVER = "tams.ingest.watcher.FileMover";
    private static final String PRODUCER = "org.apache.kafka.clients.producer.KafkaProducer";
    private static final String CONSUMER = "org.apache.kafka.clients.consumer.KafkaConsumer";

    /** In the order of a file's way. */
    static final List<CrashPoint> OF_WATCHER = List.of(
            at("before it is read", "watcher", "ChunkReader", "read"),
            at("between reading and announcing", "watcher", "AnnounceRoute", "isWanted"),
            new CrashPoint("before it is announced", "watcher", PRODUCER, "send", ""),
            at("after it was announced", "watcher", "DropConsumer", "success"),
            at("after that was noted", "watcher", "ScanLoop", "announced"),
            at("before it is tidied up", "watcher", "Janitor", "act"),
            at("before a reason is written", "watcher", "FileMover", "write"),
            at("before a move", "watcher", "FileMover", "move"),
            new CrashPoint("when its place is taken", "watcher", "java.nio.file.Files", "move", MOVER),
            at("before a deletion", "watcher", "FileMover", "delete"),
            new CrashPoint("when it lies aside to be deleted", "watcher", "java.nio.file.Files", "delete", MOVER),
            at("after it left the folder", "watcher", "WatcherMetrics", "moved"));

    /** In the order of a chunk's way. */
    static final List<CrashPoint> OF_ROUTER = List.of(
            at("before it is placed", "router", "PlanSegments", "process"),
            at("before its timeline is kept", "router", "PlanSegments", "keep"),
            at("after its plan was made", "router", "PlanSegments", "commitSoon"),
            new CrashPoint(
                    "before its offsets join the transaction", "router", PRODUCER, "sendOffsetsToTransaction", ""),
            new CrashPoint("before the transaction ends", "router", PRODUCER, "commitTransaction", ""));

    /** In the order of a plan's way. */
    static final List<CrashPoint> OF_REGISTRAR = List.of(
            at("before its plan is noted", "registrar", "SegmentTask", "announce"),
            at("before its Flow is looked at", "registrar", "FlowKeeper", "prepare"),
            at("before storage is asked for", "registrar", "Allocations", "perform"),
            at("before the upload", "registrar", "Uploads", "upload"),
            at("before the registration", "registrar", "Registrations", "perform"),
            at("after a call", "registrar", "StoreWatch", "went"),
            at("before the ledger's line", "registrar", "Ledger", "write"),
            at("before it counts as done", "registrar", "Assignment", "done"),
            new CrashPoint("before offsets are committed", "registrar", CONSUMER, "commitAsync", ""));

    private static CrashPoint at(String name, String service, String simpleClass, String method) {
        return new CrashPoint(name, service, "tams.ingest." + service + "." + simpleClass, method, "");
    }

    @Override
    public String toString() {
        return service + " " + name;
    }
}
