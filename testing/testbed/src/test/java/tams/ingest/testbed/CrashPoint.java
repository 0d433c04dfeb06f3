package tams.ingest.testbed;

import java.util.List;

/**
 * A place in the watcher's work at which it is killed.
 *
 * @param className where the method is
 * @param caller a class that the call must come from; empty for any
 */
record CrashPoint(String name, String className, String method, String caller) {

    private static final String WATCHER = "tams.ingest.watcher.";

    /** In the order of a file's way. */
    static final List<CrashPoint> ALL = List.of(
            at("before it is read", "ChunkReader", "read"),
            at("between reading and announcing", "AnnounceRoute", "isWanted"),
            new CrashPoint("before it is announced", "org.apache.kafka.clients.producer.KafkaProducer", "send", ""),
            at("after it was announced", "DropConsumer", "success"),
            at("after that was noted", "ScanLoop", "announced"),
            at("before it is tidied up", "Janitor", "act"),
            at("before a reason is written", "FileMover", "write"),
            at("before a move", "FileMover", "move"),
            new CrashPoint("when its place is taken", "java.nio.file.Files", "move", WATCHER + "FileMover"),
            at("before a deletion", "FileMover", "delete"),
            new CrashPoint("when it lies aside to be deleted", "java.nio.file.Files", "delete", WATCHER + "FileMover"),
            at("after it left the folder", "WatcherMetrics", "moved"));

    private static CrashPoint at(String name, String simpleClass, String method) {
        return new CrashPoint(name, WATCHER + simpleClass, method, "");
    }

    @Override
    public String toString() {
        return name;
    }
}
