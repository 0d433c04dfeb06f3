package tams.ingest.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: bad input is named, kept, and in nobody's way. Method: all of it at once beside a good feed. */
class BadInputTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FEEDS = """
            feeds:
              - {id: good, complete: rename}
              - {id: bad, complete: rename}
              - {id: names, complete: rename}
              - {id: slow, complete: quiet}
            """;
    private static final List<String> HARD_NAMES =
            List.of("with space_001.ts", "new\nline_002.ts", "a..b_003.ts", "é_004.ts", "n".repeat(248) + "_05.ts");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void endsInQuarantineOrWaitsAndNeverBlocksAnother() throws Exception {
        LocalProcess.Home home = LocalProcess.Home.in(folder);
        Path feeds = Files.writeString(folder.resolve("feeds.yaml"), FEEDS);
        try (LocalProcess local = LocalProcess.start(home, feeds)) {
            put(home, "bad/text_001.ts", "no transport stream".repeat(100).getBytes(UTF_8));
            put(home, "bad/empty_002.ts", new byte[0]);
            put(home, "bad/picture.jpg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0});
            put(home, "nobody/camera-1_001.ts", Samples.camera(1));
            for (int i = 0; i < HARD_NAMES.size(); i++) {
                put(home, "names/" + HARD_NAMES.get(i), Samples.camera(i + 1));
            }
            writeSlowly(home.drop().resolve("slow"), Samples.camera(1));
            put(home, "good/camera-1_001.ts", Samples.camera(1));

            awaitRow(home, "good", "registered", 1);
            awaitRow(home, "bad", "poison", 3);
            awaitRow(home, "nobody", "parked", 1);
            awaitRow(home, "names", "registered", HARD_NAMES.size());
            awaitRow(home, "slow", "registered", 1);

            assertThat(row(home, "nobody").path("state").asText()).isEqualTo("parked");
            quarantineSaysWhatWasWrong(home);
            theSlowFileIsStoredWhole(home);
            theParkedOneGoesOnOnceItsFolderIsMapped(home);
            local.stop();
        }
    }

    private static void quarantineSaysWhatWasWrong(LocalProcess.Home home) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Path> kept = filesBelow(home.drop().resolve("quarantine"));
            List<String> reasons = kept.stream()
                    .filter(file -> file.toString().endsWith(".reason.txt"))
                    .map(BadInputTest::text)
                    .toList();
            assertThat(reasons).hasSize(3);
            assertThat(reasons).anySatisfy(reason -> assertThat(reason).contains("text_001.ts"));
            assertThat(reasons).anySatisfy(reason -> assertThat(reason).contains("empty_002.ts"));
            assertThat(kept)
                    .anySatisfy(file ->
                            assertThat(file).hasFileName("text_001.ts").hasContent("no transport stream".repeat(100)));
        });
    }

    private static void theSlowFileIsStoredWhole(LocalProcess.Home home) {
        StoreView store = new StoreView(home.tamsUrl());
        String flow = store.flow("slow").orElseThrow().path("id").asText();
        assertThat(store.segments(flow))
                .singleElement()
                .satisfies(segment -> assertThat(store.object(segment)).isEqualTo(Samples.camera(1)));
    }

    private void theParkedOneGoesOnOnceItsFolderIsMapped(LocalProcess.Home home) throws IOException {
        Path more = Files.writeString(
                folder.resolve("more.yaml"), "feeds: [{id: somebody, folder: nobody, complete: rename}]\n");
        CommandLineProcess applied =
                CommandLineProcess.run(folder, home.environment(), "feeds", "apply", "--merge", more.toString());
        assertThat(applied.exit()).as(applied.err()).isZero();

        awaitRow(home, "somebody", "registered", 1);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(row(home, "nobody").path("parked").asInt()).isZero());
    }

    private static void put(LocalProcess.Home home, String path, byte[] bytes) throws IOException {
        Path file = home.drop().resolve(path);
        Files.createDirectories(file.getParent());
        Path growing = Files.write(file.resolveSibling("growing.tmp"), bytes);
        Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** In place, in pieces, with pauses shorter than the quiet time: as ffmpeg's segment muxer writes. */
    private static void writeSlowly(Path target, byte[] bytes) throws Exception {
        Files.createDirectories(target);
        Path file = target.resolve("camera-1_001.ts");
        int piece = bytes.length / 4;
        for (int from = 0; from < bytes.length; from += piece) {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece)));
            }
            TimeUnit.MILLISECONDS.sleep(700);
        }
    }

    private void awaitRow(LocalProcess.Home home, String feed, String count, int expected) {
        await(feed + " " + count)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(row(home, feed).path(count).asInt(-1))
                        .as(() -> feed + ": " + row(home, feed) + "\n" + LocalProcess.tail(home.log()))
                        .isEqualTo(expected));
    }

    private JsonNode row(LocalProcess.Home home, String feed) {
        CommandLineProcess status = CommandLineProcess.run(folder, home.environment(), "status", "--json");
        assertThat(status.exit()).as(status.err()).isZero();
        try {
            for (JsonNode row : new ObjectMapper().readTree(status.out()).path("feeds")) {
                if (row.path("id").asText().equals(feed)) {
                    return row;
                }
            }
            return new ObjectMapper().createObjectNode();
        } catch (IOException e) {
            throw new AssertionError(status.out(), e);
        }
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
