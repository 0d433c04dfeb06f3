package tams.ingest.testbed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.LeapSeconds;
import tams.ingest.contracts.TimeRange;

/** Goal: whatever a real encoder does to its timestamps, the timeline has neither holes nor overlaps. Method: ffmpeg, all in one. */
class EncoderQuirksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SEGMENTS = "-f segment -segment_time 2 -segment_format mpegts ";
    private static final String FEEDS = """
            feeds:
              - {id: wrap, complete: rename}
              - {id: reset, complete: rename}
              - {id: restart, complete: rename}
              - {id: slate, complete: rename, loop: true}
              - {id: glued, complete: rename}
              - {id: radio, complete: rename}
              - {id: wall, complete: rename, timeline: {origin: wallclock, anchor: pdt}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void keepsTheTimelineWhateverTheEncoderDoesToItsTimestamps() throws IOException {
        Encoder.assumeThere();
        Encoder encoder = new Encoder(folder.resolve("made"));
        LocalProcess.Home home = LocalProcess.Home.in(folder.resolve("home"));
        Path feeds = Files.writeString(folder.resolve("feeds.yaml"), FEEDS);
        List<Path> first = encoder.encode("first", Encoder.CAMERA, 12, SEGMENTS + "cam_%03d.ts");
        try (LocalProcess local = LocalProcess.start(home, feeds)) {
            StoreView store = new StoreView(home.tamsUrl());
            int radio = dropAll(encoder, first, home.drop());
            OffsetDateTime start = dropWall(encoder, home.drop().resolve("wall"));
            awaitSegments(store, "restart", 6);
            awaitArchived(home.drop().resolve("restart"));
            restart(encoder, home.drop().resolve("restart"));

            isUnbroken(store, "wrap", 6);
            isUnbroken(store, "reset", 6);
            isUnbroken(store, "restart", 12);
            isUnbroken(store, "glued", 3);
            isUnbroken(store, "radio", radio);
            isUnbroken(store, "slate", 9);
            assertThat(objects(store, "slate"))
                    .as("objects of three rounds of three chunks")
                    .hasSize(3);
            assertThat(objects(store, "glued"))
                    .as("objects of a chunk and one of two parts")
                    .hasSize(2);
            startsAt(store, start);
            local.stop();
        }
    }

    /** Drops what every feed but two gets. @return the radio's chunks: an encoder pads sound as it likes */
    private static int dropAll(Encoder encoder, List<Path> first, Path drop) throws IOException {
        Encoder.drop(
                encoder.encode("wrap", Encoder.CAMERA, 12, "-output_ts_offset 95440.3 " + SEGMENTS + "cam_%03d.ts"),
                drop.resolve("wrap"));
        Encoder.drop(
                encoder.encode("reset", Encoder.CAMERA, 12, SEGMENTS + "-reset_timestamps 1 cam_%03d.ts"),
                drop.resolve("reset"));
        Encoder.drop(first, drop.resolve("restart"));
        List<Path> radio = encoder.encode(
                "radio", Encoder.RADIO, 12, "-f segment -segment_time 2 -segment_format adts r_%03d.aac");
        Encoder.drop(radio, drop.resolve("radio"));
        for (int i = 0; i < 9; i++) {
            Encoder.drop(first.get(i % 3), drop.resolve("slate"), "slate_" + i + ".ts");
        }
        List<Path> far = encoder.encode("far", Encoder.CAMERA, 2, "-output_ts_offset 1000 " + SEGMENTS + "cam_%03d.ts");
        Path glued = Files.write(
                encoder.encode("glue", Encoder.CAMERA, 2, SEGMENTS + "cam_%03d.ts")
                        .get(0),
                bytes(first.get(1), far.get(0)));
        Encoder.drop(first.get(0), drop.resolve("glued"), "glued_0.ts");
        Encoder.drop(glued, drop.resolve("glued"), "glued_1.ts");
        return radio.size();
    }

    private static byte[] bytes(Path one, Path other) throws IOException {
        byte[] head = Files.readAllBytes(one);
        byte[] tail = Files.readAllBytes(other);
        byte[] both = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    /** The same names and the same first PTS, other pictures. */
    private static void restart(Encoder encoder, Path feed) throws IOException {
        List<String> other = new ArrayList<>(Encoder.CAMERA);
        other.set(0, other.get(0).replace("testsrc2", "testsrc").replace("440", "880"));
        Encoder.drop(encoder.encode("second", other, 12, SEGMENTS + "cam_%03d.ts"), feed);
    }

    /** @return the time that the playlist gives the first chunk */
    private static OffsetDateTime dropWall(Encoder encoder, Path feed) throws IOException {
        List<Path> chunks = encoder.encode(
                "wall",
                Encoder.CAMERA,
                12,
                "-f hls -hls_time 2 -hls_list_size 0 -hls_flags program_date_time -hls_segment_filename cam_%03d.ts list.m3u8");
        Path list = chunks.get(0).resolveSibling("list.m3u8");
        Encoder.drop(list, feed, "list.m3u8");
        Encoder.drop(chunks, feed);
        String tag = "#EXT-X-PROGRAM-DATE-TIME:";
        return Files.readAllLines(list).stream()
                .filter(line -> line.startsWith(tag))
                .map(line -> OffsetDateTime.parse(
                        line.substring(tag.length()), DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx")))
                .findFirst()
                .orElseThrow();
    }

    private static void startsAt(StoreView store, OffsetDateTime start) {
        List<TimeRange> ranges = awaitSegments(store, "wall", 6);
        long miss = requireNonNull(ranges.get(0).start())
                .minus(LeapSeconds.taiOf(
                        start.withOffsetSameInstant(ZoneOffset.UTC).toInstant()))
                .toNanos();
        assertThat(Math.abs(miss)).as("ns off the playlist").isLessThan(100_000);
        areAdjacent(ranges);
    }

    private static void isUnbroken(StoreView store, String feed, int count) {
        List<TimeRange> ranges = awaitSegments(store, feed, count);
        assertThat(ranges.get(0).start()).as("start of %s", feed).hasToString("0:0");
        areAdjacent(ranges);
    }

    private static void areAdjacent(List<TimeRange> ranges) {
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).start())
                    .as("segment %s of %s", i, ranges)
                    .isEqualTo(ranges.get(i - 1).end());
        }
    }

    private static List<TimeRange> awaitSegments(StoreView store, String feed, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(segments(store, feed)).as(feed).hasSize(count));
        return segments(store, feed).stream()
                .map(segment -> TimeRange.parse(segment.path("timerange").asText()))
                .toList();
    }

    private static Set<String> objects(StoreView store, String feed) {
        return segments(store, feed).stream()
                .map(segment -> segment.path("object_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> segments(StoreView store, String label) {
        return store.flow(label)
                .map(flow -> store.segments(flow.path("id").asText()))
                .orElse(List.of());
    }

    private static void awaitArchived(Path feed) {
        await().atMost(PATIENCE).until(() -> {
            try (Stream<Path> files = Files.list(feed)) {
                return files.findAny().isEmpty();
            }
        });
    }
}
