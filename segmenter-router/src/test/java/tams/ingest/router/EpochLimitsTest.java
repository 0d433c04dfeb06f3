package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.PAL;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * Goal: each limit between what goes on and what breaks lies at its very tick. Method: an epoch of 2 s chunks at 25 fps from
 * {@link #EARLIEST} to {@link #HEAD}, the last one numbered 10, and a chunk at a distance from one of both.
 */
class EpochLimitsTest {

    private static final long EARLIEST = 1_000_000_000;
    private static final long HEAD = 2_000_000_000;
    private static final long LENGTH = 180_000;

    private static Epoch epoch(long chunks) {
        return new Epoch(3, 700, 500, new FrameGrid(HEAD, PAL), Kind.VIDEO, EARLIEST, HEAD, 10L, false, false, chunks);
    }

    private static Span at(long start) {
        return new Span(Kind.VIDEO, start, start + LENGTH - 3_600, start + LENGTH, PAL);
    }

    @ParameterizedTest(name = "{0} ticks from the earliest of {1} chunks: {2}")
    @CsvSource({
        // a quarter of a chunk around the epoch's start, once the reorder window has passed
        "45000, 4, PTS_BACK",
        "45001, 4, none",
        "-134999, 4, PTS_BACK",
        "-135000, 4, none",
        "0, 3, none",
        // an hour before it
        "-324000000, 3, none",
        "-324000001, 3, PTS_BACK",
    })
    void breaksAroundTheStart(long distance, long chunks, String cause) {
        assertThat(EpochBreak.CHUNKS_MIN).isEqualTo(4);
        assertThat(cause(epoch(chunks), at(EARLIEST + distance), null)).isEqualTo(cause);
    }

    @ParameterizedTest(name = "{0} ticks from the head, number {1}: {2}")
    @CsvSource({
        // without a number: half a frame of overlap, if more than half of the chunk lies beyond the head
        "-1800, , none",
        "-1801, , PTS_BACK",
        "-89999, , PTS_BACK",
        "-90000, , none",
        "324000000, , none",
        "324000001, , PTS_JUMP",
        // with the next number, and the same
        "-1800, 11, none",
        "-1801, 11, PTS_BACK",
        "-1801, 10, none",
        "-90001, 11, PTS_BACK",
        // ten seconds beyond what the numbers leave room for, twice over
        "900000, 11, none",
        "900001, 11, PTS_JUMP",
        "1620000, 13, none",
        "1620001, 13, PTS_JUMP",
        "900001, 10, none",
        // an earlier number with a later time: more than a tick off the grid, and not the next
        "1800, 3, none",
        "1801, 3, NAMES_RESET",
        "18001, 3, none",
        "18002, 3, NAMES_RESET",
        "21598, 3, NAMES_RESET",
        "21599, 3, none",
        "21600, 3, none",
        "18900, 10, none",
        "18900, 12, none",
        "18900, , none",
        "-18900, 3, none",
    })
    void breaksAroundTheHead(long distance, @Nullable Long sequence, String cause) {
        assertThat(cause(epoch(16), at(HEAD + distance), sequence)).isEqualTo(cause);
    }

    private static String cause(Epoch epoch, Span span, @Nullable Long sequence) {
        return EpochBreak.before(epoch, span, sequence).map(Enum::name).orElse("none");
    }

    @ParameterizedTest(name = "number {0}, {1} ticks from where it belongs: {2}")
    @CsvSource({
        // half a chunk, or a twentieth of the distance
        "11, 90000, true",
        "11, 90001, false",
        "11, -90000, true",
        "11, -90001, false",
        "110, 900000, true",
        "110, 900001, false",
        "-90, -900000, true",
        "-90, -900001, false",
        // as far as an int counts
        "2147483657, 0, true",
        "2147483658, 0, false",
        "-2147483637, 0, true",
        "-2147483638, 0, false",
        ", 0, false",
    })
    void agreesWithNamesWithinLimits(@Nullable Long sequence, long miss, boolean agrees) {
        long chunks = sequence == null ? 1 : sequence - 10;
        Span span = at(HEAD + (chunks - 1) * LENGTH + miss);

        assertThat(EpochBreak.agrees(epoch(20), span, sequence)).isEqualTo(agrees);
    }

    @Test
    void spansWhatLiesBetweenItsFirstAndLastChunk() {
        assertThat(epoch(20).spans(at(EARLIEST))).isTrue();
        assertThat(epoch(20).spans(at(EARLIEST - 1))).isFalse();
        assertThat(epoch(20).spans(at(HEAD - LENGTH))).isTrue();
        assertThat(epoch(20).spans(at(HEAD - LENGTH + 1))).isFalse();
    }

    @ParameterizedTest(name = "{0} ticks: continued {1}, repeated {2}")
    @CsvSource({
        "1799, true, true",
        "1800, true, false",
        "1801, false, false",
        "-1799, true, true",
        "-1800, true, false",
        "-1801, false, false"
    })
    void isContinuedAndRepeatedWithinHalfAFrame(long distance, boolean continued, boolean repeated) {
        assertThat(epoch(20).isContinuedBy(at(HEAD + distance))).isEqualTo(continued);
        assertThat(epoch(20).isRepeatedBy(at(EARLIEST + distance))).isEqualTo(repeated);
    }

    @Test
    void isNearFromItsFirstChunkToTheEndOfTheReorderWindow() {
        long window = Holes.WINDOW_CHUNKS * LENGTH;

        assertThat(epoch(20).isNear(at(EARLIEST - LENGTH + 1))).isTrue();
        assertThat(epoch(20).isNear(at(EARLIEST - LENGTH))).isFalse();
        assertThat(epoch(20).isNear(at(HEAD + window))).isTrue();
        assertThat(epoch(20).isNear(at(HEAD + window + 1))).isFalse();
    }

    @ParameterizedTest(name = "{0} with frames of {1} ticks: {2}")
    @CsvSource({"VIDEO, 3600, 1800", "VIDEO, 3003, 3003/2", "AUDIO, 1920, 18000", "AUDIO, 40000, 20000"})
    void takesHalfAFrameForJitterAndMoreBetweenEssences(Kind kind, long frame, String jitter) {
        assertThat(epoch(20).jitter(new Span(kind, 0, 0L, 10, Rational.of(frame))))
                .hasToString(jitter);
    }

    @Test
    void growsAtBothEndsAndKeepsTheNumberOfItsHead() {
        Epoch first = epoch(0).with(at(EARLIEST + 5), 4L);
        assertThat(first.earliest()).isEqualTo(EARLIEST + 5);
        assertThat(first.head()).isEqualTo(EARLIEST + 5 + LENGTH);
        assertThat(first.headSequence()).isEqualTo(4);

        Epoch earlier = epoch(7).with(at(EARLIEST - LENGTH), 4L);
        assertThat(earlier.earliest()).isEqualTo(EARLIEST - LENGTH);
        assertThat(earlier.head()).isEqualTo(HEAD);
        assertThat(earlier.headSequence()).isEqualTo(10);
        assertThat(earlier.chunks()).isEqualTo(8);

        Epoch same = epoch(7).with(at(HEAD - LENGTH), 11L);
        assertThat(same.headSequence()).isEqualTo(10);
        assertThat(same.earliest()).isEqualTo(EARLIEST);

        assertThat(epoch(7).with(at(HEAD), 11L).headSequence()).isEqualTo(11);
    }

    @Test
    void placesTickByTickWithoutAGrid() {
        Span untold = new Span(Kind.VIDEO, 90_500, null, 180_500, null);

        assertThat(epoch(1).locate(untold))
                .isEqualTo(new Epoch.Located(TimeRange.parse("[1:7777777_2:7777777)"), null));
        assertThat(epoch(1).locate(at(500)).lastSample()).isEqualTo(Timestamp.ofTicks(700 + LENGTH - 3_600));
        assertThat(epoch(1).end()).isEqualTo(Timestamp.ofTicks(HEAD + 200));
    }
}
