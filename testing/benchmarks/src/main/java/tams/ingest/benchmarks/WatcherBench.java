package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tams.ingest.kit.Settings;

/** A watcher as a process of its own over a drop folder, with a broker in another process; nobody reads what it announces. */
final class WatcherBench implements AutoCloseable {

    private final Path folder;
    private final Processes processes;
    private final Process watcher;

    private WatcherBench(Path folder, Processes processes, Process watcher) {
        this.folder = folder;
        this.processes = processes;
        this.watcher = watcher;
    }

    static WatcherBench start(Path folder) throws IOException {
        Processes processes = new Processes(folder);
        try {
            Path drop = Files.createDirectories(folder.resolve("drop"));
            String kafka = Processes.freePort();
            // The all-in-one only lends its broker: it has its own topics and a drop folder in which nothing happens.
            processes.local(folder.resolve("other"), kafka, List.of());
            processes.flags.put("kafka.bootstrap", "127.0.0.1:" + kafka);
            processes.flags.put("kafka.topic_prefix", "bench.");
            processes.flags.put("kafka.partitions", "12");
            processes.flags.put("drop.root", drop.toString());
            processes.flags.put("tams.namespace", "2ed6657d-e927-568b-95e1-2665a8aea6a2");
            processes.flags.put("ops.port", "0");
            return new WatcherBench(folder, processes, processes.start("-Xmx256m", List.of("run", "watcher")));
        } catch (IOException | RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    /** Makes a line of the feed table that stands for every folder with a name like {@code feed-1}. */
    void applyFeeds() throws IOException, InterruptedException {
        Path table =
                Files.writeString(folder.resolve("feeds.yaml"), "feeds: [{id: '~^feed-\\d+$', complete: rename}]\n");
        Process apply = processes.start("-Xmx128m", List.of("feeds", "apply", table.toString()));
        processes.finish(apply, "feeds apply");
    }

    Path drop() {
        return folder.resolve("drop");
    }

    Settings settings() {
        return Settings.load(null, Map.of(), processes.flags);
    }

    Process watcher() {
        return watcher;
    }

    @Override
    public void close() {
        processes.close();
    }
}
