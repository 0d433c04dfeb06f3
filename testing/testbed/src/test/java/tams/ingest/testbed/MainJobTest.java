package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what the product promises on real chunks, seen from outside. Method: the all-in-one process, killed at will. */
class MainJobTest {

    /** A kill must fall between the first and the last registration; on a fast machine the first may miss. */
    private static final int ATTEMPTS_MAX = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FEEDS = """
            feeds:
              - id: bbb
                complete: rename
                timeline: {origin: zero}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void putsNineChunksAtTheirExactPlaceAndReportsTheGapsBetween() throws IOException {
        List<Path> chunks = Corpus.awsChunks();
        LocalProcess.Home home = LocalProcess.Home.in(folder);
        drop(chunks, home, new Random(1));
        try (LocalProcess local = LocalProcess.start(home, feeds())) {
            awaitNine(home);

            assertNine(home, chunks);
            assertThat(local.furtherLines()).isEmpty();
            local.stop();
        }
    }

    @Test
    void endsWithTheSameNineWhenKilledInTheMiddle() throws IOException {
        List<Path> chunks = Corpus.awsChunks();
        LocalProcess.Home home;
        int registered;
        int attempts = 0;
        do {
            home = LocalProcess.Home.in(folder.resolve("home-" + attempts++));
            registered = killWhileRegistering(home, chunks);
        } while (registered == 9 && attempts < ATTEMPTS_MAX);
        assertThat(registered).as("segments at the kill").isBetween(1, 8);
        killWhileStarting(home);
        try (LocalProcess third = LocalProcess.start(home, feeds())) {
            awaitNine(home);
            assertNine(home, chunks);
            third.stop();
        }
    }

    /** Run with {@code -Dkill.local.rounds=12}: a round takes about half a minute, too long for every build. */
    @Test
    void endsWithTheSameNineWheneverItIsKilled() throws Exception {
        int rounds = Integer.getInteger("kill.local.rounds", 0);
        Assumptions.assumeTrue(rounds > 0, "skipped: give -Dkill.local.rounds=N for N rounds of two kills each");
        List<Path> chunks = Corpus.awsChunks();
        for (int seed = 1; seed <= rounds; seed++) {
            LocalProcess.Home home = LocalProcess.Home.in(folder.resolve("round-" + seed));
            Random random = new Random(seed);
            drop(chunks, home, random);
            // The first kill about when chunks are registered, the second at any time of the next start.
            killAfter(home, 5_200 + random.nextInt(2_500));
            killAfter(home, 1_500 + random.nextInt(9_000));
            try (LocalProcess last = LocalProcess.start(home, feeds())) {
                awaitNine(home);
                assertNine(home, chunks);
                last.stop();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void killAfter(LocalProcess.Home home, long millis) throws Exception {
        try (LocalProcess local = LocalProcess.launch(home, feeds())) {
            local.killAfter(millis);
        }
    }

    private int killWhileRegistering(LocalProcess.Home home, List<Path> chunks) throws IOException {
        try (LocalProcess local = LocalProcess.start(home, feeds())) {
            drop(chunks, home, new Random(2));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> registered(home) >= 1);
            int seen = registered(home);
            local.kill();
            return seen;
        }
    }

    /** The store answers long before the rest is up. */
    private void killWhileStarting(LocalProcess.Home home) throws IOException {
        try (LocalProcess local = LocalProcess.launch(home, feeds())) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(() -> {
                        new StoreView(home.tamsUrl()).flows();
                        return true;
                    });
            local.kill();
        }
    }

    private void assertNine(LocalProcess.Home home, List<Path> chunks) throws IOException {
        StoreView store = new StoreView(home.tamsUrl());
        String flow = store.flow("bbb").orElseThrow().path("id").asText();
        List<JsonNode> segments = store.segments(flow);
        assertThat(store.timeranges(flow)).isEqualTo(Corpus.awsTimeranges());
        for (int i = 0; i < segments.size(); i++) {
            assertThat(store.object(segments.get(i))).isEqualTo(Files.readAllBytes(chunks.get(i)));
        }
        await().atMost(PATIENCE).until(() -> filesIn(home.drop().resolve("bbb")).isEmpty());
        assertThat(filesIn(home.drop().resolve("archive"))).hasSize(9);
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode row = statusOf(home);
            assertThat(row.path("registered").asInt()).isEqualTo(9);
            assertThat(row.path("seen").asInt()).isEqualTo(9);
            assertThat(row.path("gaps").asInt()).isEqualTo(4);
            assertThat(row.path("last_timerange").asText()).isEqualTo("[84:84000000_90:90000000)");
            assertThat(row.path("flow_id").asText()).isEqualTo(flow);
        });
        assertThat(gaps(home))
                .containsExactly(
                        "[6:6000000_18:18000000)",
                        "[30:30000000_42:42000000)",
                        "[54:54000000_60:60000000)",
                        "[78:78000000_84:84000000)");
    }

    private Path feeds() throws IOException {
        return Files.writeString(folder.resolve("feeds.yaml"), FEEDS);
    }

    /** Copied in any order; the folder appears whole, so that all nine are there at the feed's first scan. */
    private static void drop(List<Path> chunks, LocalProcess.Home home, Random order) throws IOException {
        Path staging = Files.createDirectories(home.folder().resolve("staging"));
        List<Path> shuffled = new ArrayList<>(chunks);
        Collections.shuffle(shuffled, order);
        for (Path chunk : shuffled) {
            Files.copy(chunk, staging.resolve(chunk.getFileName()));
        }
        Files.move(staging, home.drop().resolve("bbb"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitNine(LocalProcess.Home home) {
        await().atMost(PATIENCE).until(() -> registered(home) >= 9);
    }

    private static int registered(LocalProcess.Home home) {
        StoreView store = new StoreView(home.tamsUrl());
        return store.flow("bbb")
                .map(flow -> store.segments(flow.path("id").asText()).size())
                .orElse(0);
    }

    private JsonNode statusOf(LocalProcess.Home home) throws IOException {
        CommandLineProcess status = CommandLineProcess.run(folder, home.environment(), "status", "--json");
        assertThat(status.exit()).as(status.err()).isZero();
        return new ObjectMapper().readTree(status.out()).path("feeds").path(0);
    }

    private List<String> gaps(LocalProcess.Home home) throws IOException {
        CommandLineProcess gaps = CommandLineProcess.run(folder, home.environment(), "gaps", "--json");
        assertThat(gaps.exit()).as(gaps.err()).isZero();
        List<String> ranges = new ArrayList<>();
        new ObjectMapper()
                .readTree(gaps.out())
                .forEach(gap -> ranges.add(gap.path("timerange").asText()));
        return ranges;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
