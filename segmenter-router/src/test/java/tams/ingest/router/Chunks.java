package tams.ingest.router;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Measurement.Stream;
import tams.ingest.contracts.Rational;

/** Announcements of chunks that a test makes up. */
final class Chunks {

    static final UUID NAMESPACE = UUID.fromString("11111111-2222-4333-8444-555555555555");
    static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    static final String FEED = "camera-1";

    /** A frame at 25 fps, in ticks. */
    static final Rational PAL = Rational.of(3_600);

    /** An AAC frame at 44.1 kHz, in ticks. */
    static final Rational AAC_44 = new Rational(102_400, 49);

    private Chunks() {}

    static Feed.Timeline origin(Feed.Timeline.Origin origin) {
        return new Feed.Timeline(
                origin, Feed.Timeline.Scale.TAI, Feed.Timeline.Anchor.NAME, ZoneOffset.UTC, Duration.ZERO);
    }

    static Feed feed(Feed.Timeline.Origin origin, Feed.EssenceChoice essence, boolean loop) {
        Feed plain = Feed.named(FEED);
        return new Feed(
                FEED,
                FEED,
                null,
                plain.complete(),
                loop,
                null,
                null,
                essence,
                origin(origin),
                plain.after(),
                plain.flow());
    }

    static FeedSettings settings(Feed feed) {
        return new FeedSettings(NAMESPACE, 1, feed);
    }

    static FeedSettings settings() {
        return settings(Feed.named(FEED));
    }

    /** The file that holds bytes named {@code content}, under {@code name}. */
    static ChunkFile file(String name, String content) {
        UUID hash = Ids.nameUuid(NAMESPACE, content.getBytes(StandardCharsets.UTF_8));
        String hex = hash.toString().replace("-", "");
        return new ChunkFile(FEED + "/" + name, 1_000 + Math.floorMod(content.hashCode(), 100_000), hex + hex);
    }

    static ChunkArrived chunk(ChunkFile file, @Nullable Long sequence, Measurement measurement) {
        return chunk(file, sequence, measurement, settings());
    }

    static ChunkArrived chunk(
            ChunkFile file, @Nullable Long sequence, Measurement measurement, @Nullable FeedSettings settings) {
        long second = sequence == null ? 0 : Math.floorMod(sequence, 1_000_000L);
        return new ChunkArrived(
                FEED,
                Ids.arrival(FEED, file),
                file,
                sequence,
                AT,
                AT.plusSeconds(second),
                measurement,
                null,
                Evidence.NONE,
                settings);
    }

    static ChunkArrived faulty(ChunkFile file, @Nullable FeedSettings settings) {
        ChunkArrived.Fault fault = new ChunkArrived.Fault("NOT_TS", "no sync byte in the first 1000 bytes");
        return new ChunkArrived(
                FEED, Ids.arrival(FEED, file), file, null, AT, AT, null, fault, Evidence.NONE, settings);
    }

    static Measurement measurement(Stream... streams) {
        return new Measurement(
                188, 100, List.of(new Measurement.Program(1, 4096, 256)), Arrays.asList(streams), List.of());
    }

    /** Video of {@code frames} frames from {@code start}, PTS as an encoder rounds them. */
    static Stream video(int pid, long start, long frames, Rational frame) {
        return stream(
                pid, Kind.VIDEO, "h264", start, start + frame.times(frames - 1).rounded(), frames, frame);
    }

    static Stream audio(int pid, long start, long frames, Rational frame) {
        return stream(
                pid, Kind.AUDIO, "aac", start, start + frame.times(frames - 1).rounded(), frames, frame);
    }

    static Stream stream(int pid, Kind kind, String codec, long min, long max, long frames, Rational frame) {
        boolean video = kind == Kind.VIDEO;
        return new Stream(
                pid,
                1,
                kind,
                codec,
                null,
                null,
                video ? 1280 : null,
                video ? 720 : null,
                video ? new Rational(90_000 * frame.denominator(), frame.numerator()) : null,
                video ? null : 48_000,
                video ? null : 2,
                frames,
                0,
                video ? 3L : null,
                min,
                max,
                frame,
                min,
                Rational.of(max).plus(frame).rounded(),
                null,
                null,
                List.of());
    }

    /** Chunk {@code number}, from 1, of the sample that the issue describes: 180 frames of 3003 ticks, PTS from 186006. */
    static ChunkArrived bbb(long number) {
        ChunkFile file = file(String.format("bbb_%03d.ts", number), "bbb " + number);
        return chunk(file, number, measurement(video(256, 186_006 + (number - 1) * 540_540, 180, Rational.of(3_003))));
    }

    static List<ChunkArrived> bbb() {
        List<ChunkArrived> chunks = new ArrayList<>();
        for (long number : new long[] {1, 4, 5, 8, 9, 11, 12, 13, 15}) {
            chunks.add(bbb(number));
        }
        return chunks;
    }

    /** Chunk {@code number} of a 25 fps feed with 2 s chunks, PTS from 126000. */
    static ChunkArrived pal(long number) {
        return pal(number, number, "pal " + number);
    }

    /** A chunk of that feed with bytes named {@code content}, where its {@code place}th chunk belongs. */
    static ChunkArrived pal(long sequence, long place, String content) {
        return chunk(
                file(content.replace(' ', '_') + ".ts", content),
                sequence,
                measurement(video(256, 126_000 + place * 180_000, 50, PAL)));
    }

    /** The same chunk of a feed with other settings. */
    static ChunkArrived of(ChunkArrived chunk, Feed feed) {
        return copy(chunk, chunk.evidence(), settings(feed));
    }

    /** The same chunk with other things beside its PTS and other settings. */
    static ChunkArrived copy(ChunkArrived chunk, Evidence evidence, @Nullable FeedSettings settings) {
        return new ChunkArrived(
                chunk.feed(),
                chunk.arrival(),
                chunk.file(),
                chunk.sequence(),
                chunk.modifiedAt(),
                chunk.at(),
                chunk.measurement(),
                chunk.fault(),
                evidence,
                settings);
    }

    /** A plain audio file without any timestamp: AAC at 44.1 kHz. */
    static ChunkArrived adts(@Nullable Long sequence, long frames, String content) {
        Stream stream = new Stream(
                0,
                0,
                Kind.AUDIO,
                "aac",
                2,
                null,
                null,
                null,
                null,
                44_100,
                2,
                frames,
                frames,
                null,
                null,
                null,
                AAC_44,
                null,
                null,
                null,
                null,
                List.of());
        Measurement measurement = new Measurement(0, 0, List.of(), List.of(stream), List.of());
        return chunk(file(content.replace(' ', '_') + ".aac", content), sequence, measurement);
    }

    /** 25 fps video in which time breaks. */
    static Stream parted(Measurement.Part... parts) {
        List<Measurement.Part> all = Arrays.asList(parts);
        long frames = all.stream().mapToLong(Measurement.Part::frames).sum();
        long start = all.stream().mapToLong(Measurement.Part::startTicks).min().orElseThrow();
        long end = all.stream().mapToLong(Measurement.Part::endTicks).max().orElseThrow();
        Stream whole = stream(256, Kind.VIDEO, "h264", start, end - 3_600, frames, PAL);
        return new Stream(
                256,
                1,
                Kind.VIDEO,
                "h264",
                null,
                null,
                1280,
                720,
                whole.frameRate(),
                null,
                null,
                frames,
                0,
                2L,
                start,
                end - 3_600,
                PAL,
                start,
                end,
                null,
                null,
                all);
    }
}
