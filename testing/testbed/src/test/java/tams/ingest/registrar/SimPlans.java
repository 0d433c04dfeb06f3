package tams.ingest.registrar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.testbed.Digests;

/** The plans of all schedules, and their files: a few feeds, of which each schedule takes some chunks. */
final class SimPlans {

    static final int FEEDS = 3;
    static final int CHUNKS = 4;

    /** The chunk inside which time breaks: two segments of one object. */
    static final int BROKEN = 1;

    /** The chunk with the first one's bytes. */
    static final int REUSING = 3;

    private static final UUID NAMESPACE = UUID.fromString("5e0c7f0e-6f0a-4a55-9c0e-8b5f6f2d7a10");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SECONDS = 6;
    private static final int ELSEWHERE = 1_000;

    private final Path root;
    private final List<List<SegmentPlanned>> feeds = new ArrayList<>();
    private final Map<String, byte[]> contents = new HashMap<>();

    private SimPlans(Path root) {
        this.root = root;
    }

    /** Writes the files below {@code root}. */
    static SimPlans written(Path root) throws IOException {
        SimPlans plans = new SimPlans(root);
        for (int feed = 0; feed < FEEDS; feed++) {
            Files.createDirectories(root.resolve("camera-" + feed));
            List<SegmentPlanned> chunks = new ArrayList<>();
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                UUID first = chunk == REUSING ? chunks.get(0).job() : null;
                chunks.add(plans.plan("camera-" + feed, chunk, first));
            }
            plans.feeds.add(chunks);
        }
        return plans;
    }

    Path root() {
        return root;
    }

    List<SegmentPlanned> ofFeed(int feed) {
        return feeds.get(feed);
    }

    /** What a file holds. */
    byte[] bytes(String path) {
        return Objects.requireNonNull(contents.get(path), path);
    }

    private static byte[] bytes(String feed, int chunk) {
        return (feed + " chunk " + (chunk == REUSING ? 0 : chunk)).getBytes(StandardCharsets.UTF_8);
    }

    private SegmentPlanned plan(String feed, int chunk, @Nullable UUID sameAs) throws IOException {
        byte[] bytes = bytes(feed, chunk);
        ChunkFile file = new ChunkFile(feed + "/chunk_" + chunk + ".ts", bytes.length, Digests.sha256(bytes));
        Files.write(root.resolve(file.path()), bytes);
        contents.put(file.path(), bytes);
        return at(feed, file, chunk * SECONDS, chunk == BROKEN, sameAs);
    }

    private static SegmentPlanned at(String feed, ChunkFile file, int second, boolean broken, @Nullable UUID sameAs) {
        UUID flow = Ids.flow(NAMESPACE, feed, "video");
        return new SegmentPlanned(
                feed,
                Ids.arrival(feed, file),
                file,
                flow,
                Ids.job(flow, file, Timestamp.ofSeconds(second)),
                broken
                        ? List.of(segment(second, second + 2, true), segment(second + 3, second + SECONDS, true))
                        : List.of(segment(second, second + SECONDS, false)),
                List.of(new SegmentPlanned.Flow(flow, Ids.source(NAMESPACE, feed, "video"), "video", video())),
                sameAs,
                new FeedSettings(NAMESPACE, 1, Feed.named(feed)),
                AT);
    }

    private static SegmentPlanned.Segment segment(int from, int to, boolean part) {
        TimeRange range = TimeRange.between(Timestamp.ofSeconds(from), Timestamp.ofSeconds(to));
        return new SegmentPlanned.Segment(range, Timestamp.ofSeconds(0), part ? range : null, null, 1);
    }

    /** What a transaction that is aborted says of the chunk: another place in time. */
    static SegmentPlanned elsewhere(SegmentPlanned plan) {
        return at(plan.feed(), plan.file(), ELSEWHERE, false, null);
    }

    /** The same under another job's name. */
    static SegmentPlanned named(SegmentPlanned plan, UUID job) {
        return new SegmentPlanned(
                plan.feed(),
                plan.arrival(),
                plan.file(),
                plan.flowId(),
                job,
                plan.segments(),
                plan.flows(),
                plan.sameAs(),
                plan.settings(),
                plan.at());
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
                150,
                0,
                1L,
                null,
                null,
                Rational.of(3_600),
                0L,
                540_000L,
                null,
                null,
                List.of());
    }
}
