package tams.ingest.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;

/**
 * Prints how soon a finished file is registered by the all-in-one: 50 feeds with a chunk of 1 MB each two seconds, from
 * the rename until a reader of the ledger has its line. Run it from the project root, on a machine with nothing else to do.
 */
public final class PrintLiveDelay {

    private static final int FEEDS = 50;
    private static final int SECONDS = 2;
    private static final int MEGABITS = 4;
    private static final int WARM_UP_ROUNDS = 10;
    private static final int ROUNDS = 30;
    private static final Duration LAST_MAX = Duration.ofSeconds(60);

    private PrintLiveDelay() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.facts());
        List<byte[]> chunks = new ArrayList<>();
        for (Path clip : Clip.series(Clip.FOLDER, MEGABITS, SECONDS, WARM_UP_ROUNDS + ROUNDS)) {
            chunks.add(Files.readAllBytes(clip));
        }
        Path folder = Files.createTempDirectory("live-delay");
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Path table =
                Files.writeString(folder.resolve("feeds.yaml"), "feeds: [{id: '~^feed-\\d+$', complete: rename}]\n");
        Map<String, Long> registered = new ConcurrentHashMap<>();
        try (Processes processes = new Processes(folder)) {
            String kafka = Processes.freePort();
            processes.local(drop, kafka, List.of("--feeds", table.toString()));
            Settings settings = Settings.load(null, Map.of(), Map.of("kafka.bootstrap", "127.0.0.1:" + kafka));
            try (TopicReader<Outcome> ledger =
                    TopicReader.followFromNow(settings, Topics.OUTCOMES, "bench", (key, line) -> {
                        if (line != null && line.state() == Outcome.State.REGISTERED) {
                            registered.putIfAbsent(line.file().path(), System.nanoTime());
                        }
                    })) {
                ledger.caughtUp().join();
                LiveFeeds live = new LiveFeeds(drop, FEEDS, FEEDS / SECONDS, FEEDS * WARM_UP_ROUNDS, FEEDS * ROUNDS);
                Map<String, Long> finished = live.write(chunks::get);
                long deadline = System.nanoTime() + LAST_MAX.toNanos();
                while (!registered.keySet().containsAll(finished.keySet()) && System.nanoTime() - deadline < 0) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                live.print("registered", finished, registered);
            }
        }
        Processes.remove(folder);
    }
}
