package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.cli.WatcherlessPipeline;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.FeedFile;
import tams.ingest.kit.TopicReader;

/**
 * W3, W4, W5. Goal: wherever the watcher is killed, each chunk is registered once, no file is lost and nothing of ours is left behind.
 * Method: a process of its own beside a pipeline that runs on, stopped by a debugger at named points and killed there, once
 * or twice a round, then started again; the store, the ledger and the folders are compared with what was dropped.
 */
class WatcherKillTest {

    private static final int CHUNKS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a kill that has nothing to hit costs a round. */
    private static final Duration HIT_MAX = Duration.ofSeconds(8);

    private static final String TABLE = """
            feeds:
              - {id: '~^archive-\\d+$', complete: rename}
              - {id: '~^delete-\\d+$', complete: rename, after: delete}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Map<String, List<Outcome>> ledger = new ConcurrentHashMap<>();
    private final Map<String, Integer> hits = new TreeMap<>();

    /** Two rounds in every build, that kill at four points; {@code -Dkill.rounds=50} for more, some eight seconds each. */
    @Test
    void leavesFoldersAndLedgerInAgreementWhereverItIsKilled() throws Exception {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Path table = Files.writeString(folder.resolve("feeds.yaml"), TABLE);
        int rounds = Integer.getInteger("kill.rounds", 2);
        try (WatcherlessPipeline pipeline = WatcherlessPipeline.start(folder, drop, FeedFile.read(table));
                TopicReader<Outcome> lines =
                        TopicReader.follow(pipeline.settings(), Topics.OUTCOMES, "oracle", this::note)) {
            lines.caughtUp().join();
            Map<String, String> environment = new HashMap<>(pipeline.environment());
            environment.put("TAMS_INGEST_DROP_SCAN", "100ms");
            environment.put("TAMS_INGEST_DROP_GRACE", "100ms");
            for (int seed = 1; seed <= rounds; seed++) {
                round(seed, drop, environment, new StoreView(pipeline.storeUrl()));
            }
        }
        System.out.println("kills that hit their point, of " + rounds + " rounds: " + hits);
        assertThat(hits.values().stream().mapToInt(Integer::intValue).sum())
                .as("kills that hit their point")
                .isGreaterThanOrEqualTo(rounds);
    }

    private void note(String key, @Nullable Outcome line) {
        if (line == null) {
            return;
        }
        ledger.computeIfAbsent(line.feed(), feed -> new CopyOnWriteArrayList<>())
                .add(line);
    }

    private void round(int seed, Path drop, Map<String, String> environment, StoreView store) throws Exception {
        Random random = new Random(seed);
        String feed = (seed % 3 == 0 ? "delete-" : "archive-") + seed;
        List<CrashPoint> kills = kills(seed, feed, random);
        Map<String, byte[]> dropped = drop(feed, drop);
        for (CrashPoint point : kills) {
            int time = 1 + random.nextInt(2);
            if (WatcherProcess.killedAt(point, time, HIT_MAX, folder, environment)) {
                hits.merge(point.name(), 1, Integer::sum);
            }
        }
        try (WatcherProcess last = WatcherProcess.start(folder, environment)) {
            await().atMost(PATIENCE).until(() -> filesIn(drop.resolve(feed)).isEmpty());
            assertLedger(feed);
            assertStored(feed, store, dropped);
            assertFolders(feed, drop, dropped);
            assertThat(last.runs()).as("the watcher runs").isTrue();
        } catch (AssertionError | ConditionTimeoutException e) {
            throw new AssertionError(
                    "seed " + seed + ", killed " + kills + "; left: " + filesIn(drop) + "; log:\n"
                            + LocalProcess.tail(folder.resolve("watcher.log")),
                    e);
        }
    }

    /** Every point in turn, then one that a file comes to later, of those that the feed's files come to at all. */
    private static List<CrashPoint> kills(int seed, String feed, Random random) {
        String other = feed.startsWith("delete") ? "move" : "delet";
        List<CrashPoint> met = CrashPoint.ALL.stream()
                .filter(point -> !point.name().contains(other))
                .toList();
        int first = (5 * seed) % met.size();
        return List.of(met.get(first), met.get(first + random.nextInt(met.size() - first)));
    }

    /** Five chunks, one of them twice, and a file that is none; the folder appears whole. */
    private Map<String, byte[]> drop(String feed, Path drop) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int number = 1; number <= CHUNKS; number++) {
            files.put("camera-1_00" + number + ".ts", Samples.camera(number));
        }
        files.put("camera-1_008.ts", Samples.camera(CHUNKS));
        files.put("camera-1_009.ts", "no media at all".getBytes(StandardCharsets.UTF_8));
        Path staging = Files.createDirectories(folder.resolve("staging"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(staging.resolve(file.getKey()), file.getValue());
        }
        Files.move(staging, drop.resolve(feed), StandardCopyOption.ATOMIC_MOVE);
        return files;
    }

    private void assertLedger(String feed) {
        List<Outcome> lines = List.copyOf(ledger.getOrDefault(feed, List.of()));
        Map<Outcome.State, Long> states = lines.stream()
                .filter(line -> line.state().isTerminal())
                .collect(Collectors.groupingBy(Outcome::state, Collectors.counting()));
        assertThat(states)
                .containsOnly(
                        Map.entry(Outcome.State.REGISTERED, (long) CHUNKS),
                        Map.entry(Outcome.State.DUPLICATE, 1L),
                        Map.entry(Outcome.State.POISON, 1L));
        assertThat(lines.stream().map(Outcome::arrival).distinct()).hasSize(CHUNKS + 2);
    }

    private void assertStored(String feed, StoreView store, Map<String, byte[]> dropped) {
        String flow = ledger.getOrDefault(feed, List.of()).stream()
                .filter(line -> line.state() == Outcome.State.REGISTERED)
                .map(line -> String.valueOf(line.flowId()))
                .findFirst()
                .orElseThrow();
        List<JsonNode> segments = store.segments(flow);
        assertThat(segments.stream().map(segment -> segment.path("timerange").asText()))
                .containsExactlyElementsOf(IntStream.range(0, CHUNKS)
                        .mapToObj(i -> place(2 * i) + "_" + place(2 * i + 2).substring(1) + ")")
                        .toList());
        List<byte[]> chunks = List.copyOf(dropped.values());
        for (int i = 0; i < CHUNKS; i++) {
            assertThat(store.object(segments.get(i))).isEqualTo(chunks.get(i));
        }
    }

    /** The samples last 2.002 s each, thousandth for thousandth. */
    private static String place(int seconds) {
        return "[" + seconds + ":" + seconds * 1_000_000;
    }

    private void assertFolders(String feed, Path drop, Map<String, byte[]> dropped) throws IOException {
        Map<String, byte[]> left = new TreeMap<>();
        for (Path file : filesIn(drop)) {
            if (feed.equals(String.valueOf(file.subpath(file.getNameCount() - 2, file.getNameCount() - 1)))) {
                left.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        assertThat(left.keySet()).filteredOn(name -> !dropped.containsKey(name)).hasSize(1);
        assertThat(left.keySet())
                .filteredOn(name -> name.startsWith("camera-1_009.ts"))
                .hasSize(2);
        left.keySet().retainAll(dropped.keySet());
        Map<String, byte[]> expected = new TreeMap<>(dropped);
        if (feed.startsWith("delete")) {
            expected.keySet().retainAll(List.of("camera-1_009.ts"));
        }
        assertThat(left.keySet()).isEqualTo(expected.keySet());
        left.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    /** Files and links, hidden or not. */
    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !Files.isDirectory(file)).toList();
        }
    }
}
