package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Feed.Timeline.Origin;
import tams.ingest.contracts.Feed.Timeline.Scale;
import tams.ingest.contracts.LeapSeconds;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.kit.Durations;

class KeptRangeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    static Feed feed(@Nullable Duration keep, Origin origin, Scale scale) {
        Feed plain = Feed.named("a");
        return new Feed(
                "a",
                "a",
                null,
                plain.complete(),
                false,
                keep,
                null,
                plain.essence(),
                new Feed.Timeline(origin, scale, Feed.Timeline.Anchor.NAME, ZoneOffset.UTC, Duration.ZERO),
                plain.after(),
                plain.flow());
    }

    private static KeptRange.Claim claim(@Nullable Duration keep, @Nullable String end) {
        return new KeptRange.Claim(feed(keep, Origin.ZERO, Scale.TAI), end == null ? null : Timestamp.parse(end));
    }

    @ParameterizedTest
    @CsvSource({
        "72h, 300000:5,       40800:5",
        "72h, 10:0,           -259190:0",
        "10m, 600:1,          0:1",
        "10m, -1:500000000,   -601:500000000",
        "1s,  1000:0,         400:0",
    })
    void countsBackFromTheLatestSegment(String keep, String end, String from) {
        Duration kept = Durations.parse(keep);

        KeptRange range = KeptRange.of(List.of(claim(kept, end)), NOW).orElseThrow();

        assertThat(range.from()).hasToString(from);
        assertThat(range.behind()).hasToString("_" + from + ")");
    }

    @Test
    void leavesWhatWasCountedFromZeroBeforeAClockWasAsked() {
        assertThat(range("946684799:0").behind()).hasToString("_946684799:0)");
        assertThat(range("1800000000:0").behind()).hasToString("[946684800:0_1800000000:0)");
    }

    private static KeptRange range(String from) {
        return new KeptRange(Timestamp.parse(from), Duration.ofHours(1), Duration.ZERO);
    }

    @Test
    void keepsAllOfAFlowThatOneOfItsFeedsKeepsForEver() {
        assertThat(KeptRange.of(List.of(claim(Duration.ofHours(1), "9000:0"), claim(null, "9000:0")), NOW))
                .isEmpty();
        assertThat(KeptRange.of(List.of(), NOW)).isEmpty();
        assertThat(KeptRange.of(List.of(claim(Duration.ofHours(1), null)), NOW)).isEmpty();
    }

    @Test
    void letsTheFeedThatKeepsMostHaveItsWay() {
        List<KeptRange.Claim> pair =
                List.of(claim(Duration.ofHours(1), "9000:0"), claim(Duration.ofHours(2), "8000:0"));

        assertThat(KeptRange.of(pair, NOW).orElseThrow().from()).hasToString("1800:0");
    }

    /** One file with 2099 in its name must not cost what was recorded today. */
    @Test
    void takesNoWallClockForLaterThanThePresent() {
        Timestamp future = LeapSeconds.taiOf(Instant.parse("2099-01-01T00:00:00Z"));
        for (Scale scale : Scale.values()) {
            Feed feed = feed(Duration.ofDays(3), Origin.WALLCLOCK, scale);

            KeptRange range = KeptRange.of(List.of(new KeptRange.Claim(feed, future)), NOW)
                    .orElseThrow();

            Instant kept = NOW.minus(Duration.ofDays(3));
            assertThat(range.from()).isEqualTo(scale == Scale.TAI ? LeapSeconds.taiOf(kept) : LeapSeconds.utcOf(kept));
            assertThat(range.ahead()).isGreaterThan(Duration.ofDays(20_000));
        }
        Timestamp past = LeapSeconds.taiOf(NOW.minusSeconds(10));
        KeptRange live = KeptRange.of(
                        List.of(new KeptRange.Claim(feed(Duration.ofHours(1), Origin.WALLCLOCK, Scale.TAI), past)), NOW)
                .orElseThrow();
        assertThat(live.from()).isEqualTo(past.minus(Timestamp.ofSeconds(3_600)));
        assertThat(live.ahead()).isZero();
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Goal: no segment that holds any time of the kept stretch is ever covered. Method: any segments, any keep. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void coversNoSegmentThatHasAnyKeptTime(long seed) {
        Random random = new Random(seed);
        Duration keep = Duration.ofNanos(Duration.ofMinutes(10).toNanos() + random.nextLong(1L << 44));
        Timestamp end = Timestamp.ofNanos(random.nextLong(1L << 50) - (1L << 49));
        KeptRange range = KeptRange.of(List.of(new KeptRange.Claim(feed(keep, Origin.MEDIA, Scale.TAI), end)), NOW)
                .orElseThrow();
        Timestamp from = Timestamp.ofNanos(end.toNanos() - keep.toNanos());
        for (int i = 0; i < 50; i++) {
            Timestamp start = Timestamp.ofNanos(from.toNanos() + random.nextLong(20) - 10);
            TimeRange segment = TimeRange.between(start, Timestamp.ofNanos(start.toNanos() + 1 + random.nextLong(10)));

            boolean holdsKept = segment.overlaps(TimeRange.between(from, end));

            assertThat(range.behind().contains(segment)).isEqualTo(!holdsKept);
        }
    }

    @Test
    void goesOnInSteps() {
        KeptRange hours = new KeptRange(Timestamp.ofSeconds(1_000), Duration.ofHours(1), Duration.ZERO);
        assertThat(hours.isStepAfter(Timestamp.ofSeconds(965))).isFalse();
        assertThat(hours.isStepAfter(Timestamp.ofSeconds(964))).isTrue();
        assertThat(hours.isStepAfter(Timestamp.ofSeconds(5_000))).isFalse();

        KeptRange year = new KeptRange(Timestamp.ofSeconds(4_000), Duration.ofDays(365), Duration.ZERO);
        assertThat(year.isStepAfter(Timestamp.ofSeconds(401))).isFalse();
        assertThat(year.isStepAfter(Timestamp.ofSeconds(400))).isTrue();
    }
}
