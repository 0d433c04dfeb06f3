package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Feed.Timeline.Anchor;
import tams.ingest.contracts.Feed.Timeline.Scale;
import tams.ingest.contracts.GapEvent.DriftDetected;
import tams.ingest.contracts.GapEvent.EpochAnchored;
import tams.ingest.contracts.LeapSeconds;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Where chunks lie on a timeline of wall-clock time: 2 s chunks of 25 fps, PTS from 1.4 s. */
class WallClockTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TimelineRun run = new TimelineRun();

    private static Feed feed(Anchor anchor, Scale scale, Duration offset) {
        Feed plain = Chunks.feed(Feed.Timeline.Origin.ZERO, Feed.EssenceChoice.AUTO, false);
        return new Feed(
                plain.id(),
                plain.folder(),
                null,
                plain.complete(),
                false,
                null,
                null,
                plain.essence(),
                new Feed.Timeline(Feed.Timeline.Origin.WALLCLOCK, scale, anchor, ZoneOffset.UTC, offset),
                plain.after(),
                plain.flow());
    }

    private static ChunkArrived chunk(long number, Feed feed, @Nullable Instant named, @Nullable Instant listed) {
        ChunkArrived chunk = Chunks.of(Chunks.pal(number), feed);
        return Signs.beside(chunk, new Evidence(named, listed, false, List.of()));
    }

    private static Timestamp tai(Instant instant) {
        return LeapSeconds.taiOf(instant);
    }

    private List<String> clocks() {
        return run.gaps.stream()
                .filter(gap -> gap instanceof EpochAnchored)
                .map(gap -> ((EpochAnchored) gap).clock())
                .toList();
    }

    private List<String> drifts() {
        return run.gaps.stream()
                .filter(gap -> gap instanceof DriftDetected)
                .map(gap -> ((DriftDetected) gap).clock() + " " + ((DriftDetected) gap).drift())
                .toList();
    }

    @ParameterizedTest(name = "{0} with name {1} and playlist {2} is anchored by {3} at {4}")
    @CsvSource({
        "NAME,  2026-01-01T12:00:00Z,     2026-01-01T12:00:00.500Z, NAME,  1767268837:0",
        "PDT,   2026-01-01T12:00:00Z,     2026-01-01T12:00:00.500Z, PDT,   1767268837:500000000",
        "NAME,                      ,     2026-01-01T12:00:00.500Z, PDT,   1767268837:500000000",
        "PDT,   2026-01-01T12:00:00Z,                             , NAME,  1767268837:0",
        "PDT,                       ,                             , MTIME, 1767225635:0",
        "MTIME, 2026-01-01T12:00:00Z,     2026-01-01T12:00:00.500Z, MTIME, 1767225635:0",
    })
    void believesTheSignThatTheFeedNamesAndElseTheNextBest(
            Anchor anchor, @Nullable Instant named, @Nullable Instant listed, String clock, String start) {
        SegmentPlanned plan = run.plan(chunk(0, feed(anchor, Scale.TAI, Duration.ZERO), named, listed));

        assertThat(Edges.start(TimelineRun.rangeOf(plan))).hasToString(start);
        assertThat(clocks()).containsExactly(clock);
    }

    @Test
    void countsUtcAndAddsTheOffsetWhereTheFeedSaysSo() {
        Feed feed = feed(Anchor.NAME, Scale.UTC, Duration.ofMillis(-1_500));

        assertThat(run.range(chunk(0, feed, NOON, null))).isEqualTo("[1767268798:500000000_1767268800:500000000)");
    }

    @Test
    void letsPtsAloneAdvanceTimeWithinAnEpoch() {
        Feed feed = feed(Anchor.PDT, Scale.TAI, Duration.ZERO);
        for (long i = 0; i < 50; i++) {
            // A playlist of milliseconds that jitters by one.
            run.plan(chunk(i, feed, null, NOON.plusMillis(2_000 * i + i % 2)));
        }

        List<TimeRange> ranges = run.ranges();
        for (int i = 1; i < 50; i++) {
            assertThat(ranges.get(i).start()).isEqualTo(ranges.get(i - 1).end());
        }
        assertThat(Edges.end(ranges.get(49))).isEqualTo(tai(NOON.plusSeconds(100)));
        assertThat(clocks()).containsExactly("PDT");
        assertThat(drifts()).isEmpty();
    }

    @Test
    void keepsTheDistanceToMediaTimeConstantAndExact() {
        Feed feed = feed(Anchor.NAME, Scale.TAI, Duration.ZERO);
        for (long i = 0; i < 20; i++) {
            run.plan(chunk(i, feed, NOON.plusSeconds(2 * i), null));
        }

        assertThat(run.plans())
                .extracting(plan -> plan.segments().get(0).tsOffset())
                .containsOnly(tai(NOON).minus(Timestamp.parse("1:400000000")));
    }

    @Test
    void tellsADriftOnceAndAgainWhenItHasGrown() {
        Feed feed = feed(Anchor.PDT, Scale.TAI, Duration.ZERO);
        for (long i = 0; i < 10; i++) {
            run.plan(chunk(i, feed, null, NOON.plusMillis(2_015 * i)));
        }

        assertThat(drifts()).containsExactly("PDT 0:60000000", "PDT 0:120000000");
    }

    /** Ten seconds from noon, then a chunk whose PTS start anew and whose name says so many seconds after noon. */
    private String rangeAfterRestart(long second) {
        Feed feed = feed(Anchor.NAME, Scale.TAI, Duration.ZERO);
        for (long i = 0; i < 5; i++) {
            run.plan(chunk(i + 100, feed, NOON.plusSeconds(2 * i), null));
        }
        ChunkArrived restarted = Chunks.of(Chunks.pal(105, 0, "restarted"), feed);
        return run.range(Signs.beside(restarted, new Evidence(NOON.plusSeconds(second), null, false, List.of())));
    }

    @Test
    void takesANewAnchorAfterABreakAndShowsTheTimeBetweenAsAGap() {
        assertThat(rangeAfterRestart(60)).isEqualTo("[1767268897:0_1767268899:0)");
        assertThat(run.openGaps()).containsExactly("[1767268847:0_1767268897:0)");
        assertThat(clocks()).containsExactly("NAME", "NAME");
    }

    @Test
    void neverGoesBackBehindWhatIsTaken() {
        assertThat(rangeAfterRestart(-60)).isEqualTo("[1767268847:0_1767268849:0)");
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void anchorsPlainAudioToo() {
        Feed feed = feed(Anchor.NAME, Scale.TAI, Duration.ZERO);
        ChunkArrived first = Chunks.of(Chunks.adts(1L, 441, "adts"), feed);

        SegmentPlanned plan = run.plan(Signs.beside(first, new Evidence(NOON, null, false, List.of())));

        assertThat(TimelineRun.rangeOf(plan)).hasToString("[1767268837:0_1767268847:240000000)");
        assertThat(plan.segments().get(0).tsOffset()).isEqualTo(tai(NOON));
    }
}
