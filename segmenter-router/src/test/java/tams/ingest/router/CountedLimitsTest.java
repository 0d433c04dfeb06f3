package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Rational;
import tams.ingest.router.Counted.Missing;
import tams.ingest.router.Counted.Seat;

/** Places by number alone: behind, ahead, within what is missing, and what the numbers leave open. */
class CountedLimitsTest {

    private static final Rational LENGTH = Rational.of(180_000);

    /** Number 10 at 0, then number 15: four are missing between them. */
    private static final Counted GAPPED = seat(
                    Counted.starting(null, Rational.of(0), LENGTH, 10L).next(), 15, 180_000)
            .next();

    private static Seat seat(Counted counted, long sequence, long lasts) {
        return counted.seat(sequence, Rational.of(lasts)).orElseThrow();
    }

    private static Missing missing(long from, long to, long begins, long ends) {
        return new Missing(from, to, Rational.of(begins), Rational.of(ends));
    }

    @Test
    void leavesRoomForTheNumbersLeftOut() {
        assertThat(GAPPED.missing()).containsExactly(missing(11, 14, 180_000, 900_000));
        assertThat(GAPPED.head()).isEqualTo(Rational.of(1_080_000));
        assertThat(GAPPED.chunks()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} numbers left out: starts at {1}")
    @CsvSource({"0, 180000", "1, 360000", "1800, 324180000", "1801, 180000"})
    void believesNumbersUpToAnHour(long left, long start) {
        Counted one = Counted.starting(null, Rational.of(0), LENGTH, 10L).next();

        Seat seat = seat(one, 11 + left, 90_000);

        assertThat(seat.start()).isEqualTo(Rational.of(start));
        assertThat(seat.end()).isEqualTo(Rational.of(start + 90_000));
        assertThat(seat.next().missing()).hasSize(left == 0 || left > 1_800 ? 0 : 1);
        assertThat(seat.next().headSequence()).isEqualTo(11 + left);
    }

    @ParameterizedTest(name = "number {0} that lasts {1}: from {2} to {3}")
    @CsvSource({
        "11, 180000, 180000, 360000",
        "12, 180000, 360000, 540000",
        "14, 180000, 720000, 900000",
        "14, 280000, 720000, 900000",
        "13, 400000, 540000, 900000",
    })
    void seatsALateChunkWhereItIsMissing(long sequence, long lasts, long start, long limit) {
        Seat seat = seat(GAPPED, sequence, lasts);

        assertThat(seat.start()).isEqualTo(Rational.of(start));
        assertThat(seat.end()).isEqualTo(Rational.of(start + lasts));
        assertThat(seat.limit()).isEqualTo(Rational.of(limit));
        assertThat(seat.next().head()).isEqualTo(GAPPED.head());
        assertThat(seat.next().chunks()).isEqualTo(3);
    }

    @Test
    void keepsWhatIsStillMissingOnBothSides() {
        assertThat(seat(GAPPED, 12, 180_000).next().missing())
                .containsExactly(missing(11, 11, 180_000, 360_000), missing(13, 14, 540_000, 900_000));
        assertThat(seat(GAPPED, 11, 180_000).next().missing()).isEqualTo(List.of(missing(12, 14, 360_000, 900_000)));
        assertThat(seat(GAPPED, 14, 180_000).next().missing()).isEqualTo(List.of(missing(11, 13, 180_000, 720_000)));
    }

    @ParameterizedTest(name = "number {0}")
    @CsvSource({"10", "15"})
    void hasNoSeatForANumberThatWasThere(long sequence) {
        assertThat(GAPPED.seat(sequence, LENGTH)).isEmpty();
    }

    @Test
    void hasNoSeatForAChunkThatLastsNothing() {
        assertThat(GAPPED.seat(12L, Rational.of(0))).isEmpty();
    }

    @Test
    void seatsLowerNumbersAheadWithinTheReorderWindow() {
        Seat next = seat(GAPPED, 9, 90_000);
        assertThat(next.start()).isEqualTo(Rational.of(-90_000));
        assertThat(next.limit()).isEqualTo(Rational.of(0));
        assertThat(next.next().missing()).isEqualTo(GAPPED.missing());
        assertThat(next.next().chunks()).isEqualTo(3);

        Seat far = seat(GAPPED, 7, 90_000);
        assertThat(far.start()).isEqualTo(Rational.of(-450_000));
        assertThat(far.end()).isEqualTo(Rational.of(-360_000));
        assertThat(far.next().missing()).first().isEqualTo(missing(8, 9, -360_000, 0));
        assertThat(far.next().firstSequence()).isEqualTo(7);
    }

    @ParameterizedTest(name = "after {0} chunks")
    @CsvSource({"3, true", "4, false"})
    void takesALowerNumberForARestartAfterTheReorderWindow(long chunks, boolean seated) {
        var counted = new Counted(null, Rational.of(0), 10L, LENGTH, 10L, LENGTH, List.of(), chunks);

        assertThat(counted.seat(9L, LENGTH).isPresent()).isEqualTo(seated);
    }
}
