package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Rational;

/** Bit rates and lengths as TAMS counts them. */
class ThroughputTest {

    private static Throughput of(Throughput.Piece... pieces) {
        return new Throughput(List.of(pieces));
    }

    private static Throughput.Piece piece(long bytes, long ticks) {
        return new Throughput.Piece(bytes, ticks);
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("one second of 1 Mbit", of(piece(125_000, 90_000)), 1_000, 1_000, "1"),
                Arguments.of("a frame rate of 29.97", of(piece(692_592, 540_540)), 922, 922, "3003/500"),
                Arguments.of("rounded down", of(piece(125_124, 90_000)), 1_000, 1_000, "1"),
                Arguments.of(
                        "a peak",
                        of(piece(250_000, 180_000), piece(500_000, 180_000), piece(250_000, 180_000)),
                        1_333,
                        2_000,
                        "2"),
                Arguments.of(
                        "a tail that is too short to count as a peak",
                        of(piece(250_000, 180_000), piece(250_000, 180_000), piece(50_000, 9_000)),
                        1_073,
                        1_142,
                        "2"),
                Arguments.of(
                        "neighbours that make one usual length",
                        of(
                                piece(250_000, 180_000),
                                piece(100_000, 60_000),
                                piece(400_000, 60_000),
                                piece(250_000, 180_000),
                                piece(250_000, 180_000)),
                        1_363,
                        3_000,
                        "2"),
                Arguments.of("nothing that could be counted", of(piece(0, 1)), 0, 0, "1/90000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void countsAsTheApplicationNoteSays(String name, Throughput throughput, long average, long peak, String duration) {
        assertThat(throughput.average()).isEqualTo(average);
        assertThat(throughput.peak()).isEqualTo(peak);
        assertThat(throughput.segmentDuration()).isEqualTo(Rational.parse(duration));
    }

    @Test
    void takesLengthsFromTheExactTimeOfThePlan() {
        ChunkFile file = new ChunkFile("camera-1/a.ts", 750_000, "0".repeat(64));

        Throughput throughput = Throughput.NONE.with(Plans.of("camera-1", file, 3, List.of(Plans.VIDEO)));

        assertThat(throughput.pieces()).containsExactly(piece(750_000, 540_000));
        assertThat(throughput.average()).isEqualTo(1_000);
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverPutsThePeakBelowTheAverageAndForgetsWhatIsOld(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        List<Throughput.Piece> pieces = Stream.generate(
                        () -> piece(random.nextInt(1 << 24), 1 + random.nextInt(10 * 90_000)))
                .limit(1 + random.nextInt(3 * Throughput.PIECES_MAX))
                .toList();

        Throughput throughput = new Throughput(pieces);

        assertThat(throughput.pieces()).hasSizeLessThanOrEqualTo(Throughput.PIECES_MAX);
        assertThat(throughput.pieces().get(throughput.pieces().size() - 1)).isEqualTo(pieces.get(pieces.size() - 1));
        assertThat(throughput.peak()).isGreaterThanOrEqualTo(throughput.average());
    }
}
