package tams.ingest.registrar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Plans as segmenter-router makes them. */
final class Plans {

    static final UUID NAMESPACE = UUID.fromString("0d8f7a8e-93b1-4c5c-8a39-0b9d3a0b7f11");
    static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    static final Measurement.Stream VIDEO = video("h264", 1280, 720, new Rational(30_000, 1001));
    static final Measurement.Stream AUDIO = audio(257, "aac", 48_000, 2);

    private Plans() {}

    static Measurement.Stream video(
            String codec, @Nullable Integer width, @Nullable Integer height, @Nullable Rational rate) {
        return new Measurement.Stream(
                256,
                1,
                Measurement.Kind.VIDEO,
                codec,
                null,
                null,
                width,
                height,
                rate,
                null,
                null,
                180,
                0,
                3L,
                null,
                null,
                Rational.of(3003),
                0L,
                540_540L,
                null,
                null,
                List.of());
    }

    static Measurement.Stream audio(int pid, String codec, @Nullable Integer rate, @Nullable Integer channels) {
        return new Measurement.Stream(
                pid,
                1,
                Measurement.Kind.AUDIO,
                codec,
                null,
                null,
                null,
                null,
                null,
                rate,
                channels,
                282,
                0,
                null,
                null,
                null,
                Rational.of(1920),
                0L,
                541_440L,
                null,
                null,
                List.of());
    }

    /** The plan of a mux of video and audio that has only the first {@code tracks} of them so far. */
    static SegmentPlanned withFlows(SegmentPlanned plan, int index, int tracks) {
        SegmentPlanned mux = of(plan.feed(), plan.file(), index, List.of(VIDEO, AUDIO));
        return withFlows(mux, mux.flows().subList(0, 1 + tracks));
    }

    /** The same plan for other Flows. */
    static SegmentPlanned withFlows(SegmentPlanned plan, List<SegmentPlanned.Flow> flows) {
        UUID owner = flows.get(0).id();
        Timestamp start =
                Objects.requireNonNull(plan.segments().get(0).timerange().start());
        return new SegmentPlanned(
                plan.feed(),
                plan.arrival(),
                plan.file(),
                owner,
                Ids.job(owner, plan.file(), start),
                plan.segments(),
                flows,
                null,
                plan.settings(),
                plan.at());
    }

    /** The same with another value of one of its fields, as JSON names it. */
    static Measurement.Stream with(Measurement.Stream stream, String field, Object value) {
        ObjectNode json = Json.MAPPER.valueToTree(stream);
        json.set(field, Json.MAPPER.valueToTree(value));
        return Json.read(Json.bytes(json), Measurement.Stream.class);
    }

    /** A chunk of six seconds, the {@code index}th of its feed, whose file is written below {@code root}. */
    static SegmentPlanned written(Path root, String feed, int index) {
        byte[] bytes = (feed + " " + index + " ").repeat(20).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String path = feed + "/chunk_" + index + ".ts";
        try {
            Files.createDirectories(root.resolve(feed));
            Files.write(root.resolve(path), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(feed, new ChunkFile(path, bytes.length, sha256(bytes)), index, List.of(VIDEO));
    }

    static SegmentPlanned of(String feed, ChunkFile file, int index, List<Measurement.Stream> streams) {
        return of(Feed.named(feed), file, index, streams);
    }

    static SegmentPlanned of(Feed feed, ChunkFile file, int index, List<Measurement.Stream> streams) {
        Timestamp start = Timestamp.ofSeconds(6L * index);
        TimeRange range = TimeRange.between(start, Timestamp.ofSeconds(6L * index + 6));
        List<SegmentPlanned.Flow> flows = flows(feed.id(), streams);
        UUID owner = flows.get(0).id();
        return new SegmentPlanned(
                feed.id(),
                Ids.arrival(feed.id(), file),
                file,
                owner,
                Ids.job(owner, file, start),
                List.of(new SegmentPlanned.Segment(range, start, null, Timestamp.ofTicks(3003), 3)),
                flows,
                null,
                new FeedSettings(NAMESPACE, 1, feed),
                AT);
    }

    private static List<SegmentPlanned.Flow> flows(String feed, List<Measurement.Stream> streams) {
        List<SegmentPlanned.Flow> flows = new ArrayList<>();
        if (streams.size() > 1) {
            flows.add(flow(feed, "multi", null));
        }
        Map<Measurement.Kind, Integer> counts = new java.util.EnumMap<>(Measurement.Kind.class);
        for (Measurement.Stream stream : streams) {
            int count = counts.merge(stream.type(), 1, Integer::sum);
            flows.add(flow(feed, stream.type() + (count == 1 ? "" : "-" + count), stream));
        }
        return flows;
    }

    private static SegmentPlanned.Flow flow(String feed, String role, Measurement.@Nullable Stream essence) {
        return new SegmentPlanned.Flow(
                Ids.flow(NAMESPACE, feed, role), Ids.source(NAMESPACE, feed, role), role, essence);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
