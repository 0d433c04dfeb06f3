package tams.ingest.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.watcher.ChunkReader;

/** Goal: adjacent chunks by others give adjacent ranges, to the nanosecond. Method: measure real files, place them in order. */
class CorpusContiguityTest {

    private static final UUID NAMESPACE = UUID.fromString("11111111-2222-4333-8444-555555555555");
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d+)(_0_0)?\\.(ts|aac)");

    /** The files of a family have numbers; {@code pairs} of them follow each other by one and belong together. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "aws-tams-samples/sample-scripts/segments,             bbb_video_,                      4",
        "aws-tams-samples/sample-scripts/segments,             bbb_audio_,                     14",
        "shaka-player/test/test/assets/hls-ts-rollover,        360p30_h264_48k_160_aac_ts-,     8",
        "shaka-player/test/test/assets/hls-ts-muxed-aac-h264,  n_,                              5",
        "shaka-player/test/test/assets/hls-ts-ac3,             ChID_voices_6ch_640kbps_dd_sub_, 5",
        "shaka-player/test/test/assets/hls-ts-aac,             segment_,                        7",
    })
    void adjacentChunksGiveAdjacentRanges(String folder, String prefix, int pairs) throws IOException {
        Map<Long, TimeRange> ranges = place(folder, prefix);
        int adjacent = 0;
        for (Map.Entry<Long, TimeRange> each : ranges.entrySet()) {
            TimeRange next = ranges.get(each.getKey() + 1);
            if (next != null) {
                assertThat(next.start())
                        .as("start of %s", each.getKey() + 1)
                        .isEqualTo(each.getValue().end());
                adjacent++;
            }
        }
        assertThat(adjacent).isEqualTo(pairs);
    }

    private static Map<Long, TimeRange> place(String folder, String prefix) throws IOException {
        Path files = Path.of(System.getProperty("root.dir"))
                .resolveSibling("shared/ts-corpus")
                .resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(files), "skipped: no corpus of real chunks at " + files);
        Map<Long, Path> numbered = new TreeMap<>();
        try (Stream<Path> all = Files.list(files)) {
            all.forEach(file -> {
                Matcher name = NUMBERED.matcher(file.getFileName().toString());
                if (name.matches() && name.group(1).equals(prefix)) {
                    numbered.put(Long.parseLong(name.group(2)), file);
                }
            });
        }
        Map<Long, TimeRange> ranges = new TreeMap<>();
        Placed placed = new Placed();
        for (Map.Entry<Long, Path> each : numbered.entrySet()) {
            ranges.put(each.getKey(), placed.take(each.getKey(), each.getValue()));
        }
        return ranges;
    }

    /** One feed's timeline and its memory. */
    private static final class Placed implements Past {

        private final ChunkReader reader = new ChunkReader();
        private final Map<UUID, SegmentEvent> decisions = new HashMap<>();
        private final List<String> breaks = new ArrayList<>();
        private FeedTimeline timeline = FeedTimeline.START;

        TimeRange take(long number, Path path) throws IOException {
            ChunkReader.Reading reading = reader.read(path);
            ChunkFile file = new ChunkFile("f/" + path.getFileName(), reading.bytes(), reading.sha256());
            ChunkArrived chunk = new ChunkArrived(
                    "f",
                    Ids.arrival("f", file),
                    file,
                    number,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    requireNonNull(reading.measurement(), path.toString()),
                    null,
                    Evidence.NONE,
                    new FeedSettings(NAMESPACE, 1, Feed.named("f")));
            Step step = timeline.offer(chunk, this);
            timeline = step.timeline();
            step.gaps().stream()
                    .filter(gap -> !(gap instanceof GapEvent.GapDetected))
                    .forEach(gap -> breaks.add(gap.toString()));
            assertThat(breaks).as("breaks up to %s", path.getFileName()).isEmpty();
            decisions.put(chunk.arrival(), step.result());
            return ((SegmentPlanned) step.result()).segments().get(0).timerange();
        }

        @Override
        public Optional<SegmentEvent> decisionOn(UUID arrival) {
            return Optional.ofNullable(decisions.get(arrival));
        }

        @Override
        public Optional<UUID> holderOf(ChunkFile bytes) {
            return Optional.empty();
        }

        @Override
        public Optional<Holder> holderOf(UUID flow, TimeRange time) {
            return Optional.empty();
        }
    }
}
