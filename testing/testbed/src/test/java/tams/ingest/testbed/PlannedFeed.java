package tams.ingest.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** A feed's run of two-second chunks of random bytes, with the plans that segmenter-router would make of them. */
record PlannedFeed(String id, List<SegmentPlanned> plans) {

    static final UUID NAMESPACE = UUID.fromString("5e0c7f0e-6f0a-4a55-9c0e-8b5f6f2d7a10");

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BYTES_MIN = 2_000;
    private static final int BYTES_MAX = 20_000;

    PlannedFeed {
        plans = List.copyOf(plans);
    }

    /** Writes the chunks below the drop root. */
    static PlannedFeed written(Path root, String id, int chunks, Random random) throws IOException {
        return written(root, id, IntStream.range(0, chunks).boxed().toList(), random);
    }

    /**
     * The same with holes.
     *
     * @param places which chunks of the run there are, from 0
     */
    static PlannedFeed written(Path root, String id, List<Integer> places, Random random) throws IOException {
        Files.createDirectories(root.resolve(id));
        List<SegmentPlanned> plans = new ArrayList<>();
        for (int i : places) {
            byte[] bytes = new byte[BYTES_MIN + random.nextInt(BYTES_MAX - BYTES_MIN)];
            random.nextBytes(bytes);
            String path = id + "/chunk_" + i + ".ts";
            Files.write(root.resolve(path), bytes);
            plans.add(plan(id, i, new ChunkFile(path, bytes.length, Digests.sha256(bytes))));
        }
        return new PlannedFeed(id, plans);
    }

    private static SegmentPlanned plan(String id, int index, ChunkFile file) {
        UUID flow = Ids.flow(NAMESPACE, id, "video");
        Timestamp start = Timestamp.ofSeconds(2L * index);
        TimeRange range = TimeRange.between(start, Timestamp.ofSeconds(2L * index + 2));
        return new SegmentPlanned(
                id,
                Ids.arrival(id, file),
                file,
                flow,
                Ids.job(flow, file, start),
                List.of(new SegmentPlanned.Segment(range, start, null, Timestamp.ofTicks(3_600), 1)),
                List.of(new SegmentPlanned.Flow(flow, Ids.source(NAMESPACE, id, "video"), "video", video())),
                null,
                new FeedSettings(NAMESPACE, 1, Feed.named(id)),
                AT);
    }

    private static Measurement.Stream video() {
        return new Measurement.Stream(
                256,
                1,
                Measurement.Kind.VIDEO,
                "h264",
                null,
                null,
                640,
                360,
                Rational.of(25),
                null,
                null,
                50,
                0,
                1L,
                null,
                null,
                Rational.of(3_600),
                0L,
                180_000L,
                null,
                null,
                List.of());
    }

    UUID flowId() {
        return plans.get(0).flowId();
    }

    /** What the store must list in the end. */
    List<String> timeranges() {
        return plans.stream()
                .map(plan -> plan.segments().get(0).timerange().toString())
                .toList();
    }
}
