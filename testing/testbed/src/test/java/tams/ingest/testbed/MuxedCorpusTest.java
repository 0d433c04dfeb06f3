package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: muxed chunks by others, with their edges at odds, become one segment each, adjacent where the media is. */
class MuxedCorpusTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void muxedChunksBecomeSegmentsOfAMultiFlowThatCollectsItsTracks() throws IOException {
        Path shaka = Corpus.folder("shaka-player").resolve("test/test/assets/hls-ts-muxed-aac-h264");
        Path mux = Corpus.folder("videojs-mux.js").resolve("test/segments/test-segment.ts");
        LocalProcess.Home home = LocalProcess.Home.in(folder);
        List<Path> chunks = copy(shaka, home.drop().resolve("shaka"));
        Files.copy(mux, Files.createDirectories(home.drop().resolve("muxjs")).resolve("test-segment_1.ts"));
        Path feeds = Files.writeString(
                folder.resolve("feeds.yaml"),
                "feeds: [{id: shaka, complete: rename}, {id: muxjs, complete: rename}]\n");

        try (LocalProcess local = LocalProcess.start(home, feeds)) {
            StoreView store = new StoreView(home.tamsUrl());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(segmentsOf(store, "shaka")).hasSameSizeAs(chunks));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(segmentsOf(store, "muxjs")).hasSize(1));

            assertAdjacentFromZero(store, segmentsOf(store, "shaka"));
            assertCollectsItsTracks(store, store.flow("shaka").orElseThrow());
            for (JsonNode segment : segmentsOf(store, "muxjs")) {
                assertThat(store.object(segment)).isEqualTo(Files.readAllBytes(mux));
            }
            local.stop();
        }
    }

    private static List<JsonNode> segmentsOf(StoreView store, String label) {
        return store.flow(label)
                .map(flow -> store.segments(flow.path("id").asText()))
                .orElse(List.of());
    }

    private static void assertAdjacentFromZero(StoreView store, List<JsonNode> segments) {
        String edge = "0:0";
        for (JsonNode segment : segments) {
            String range = segment.path("timerange").asText();
            assertThat(range).startsWith("[" + edge + "_").endsWith(")");
            edge = range.substring(range.indexOf('_') + 1, range.length() - 1);
            assertThat(store.object(segment)).isNotEmpty();
        }
    }

    private static void assertCollectsItsTracks(StoreView store, JsonNode multi) {
        assertThat(multi.path("format").asText()).isEqualTo("urn:x-nmos:format:multi");
        assertThat(multi.path("container").asText()).isEqualTo("video/mp2t");
        List<JsonNode> members = StreamSupport.stream(
                        multi.path("flow_collection").spliterator(), false)
                .toList();
        assertThat(members.stream().map(member -> member.path("role").asText())).containsExactly("video", "audio");
        assertThat(members)
                .allSatisfy(member -> assertThat(member.path("container_mapping")
                                .path("mp2ts_container")
                                .path("pid")
                                .isInt())
                        .isTrue());
        assertThat(store.flows().stream()
                        .filter(flow -> flow.has("codec"))
                        .map(flow -> flow.path("codec").asText()))
                .contains("video/h264", "audio/aac");
    }

    private static List<Path> copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            List<Path> chunks = files.filter(file -> file.toString().endsWith(".ts"))
                    .sorted()
                    .collect(Collectors.toList());
            for (Path chunk : chunks) {
                Files.copy(chunk, to.resolve(chunk.getFileName()));
            }
            return chunks;
        }
    }
}
