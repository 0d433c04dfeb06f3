package tams.ingest.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Goal: time is exact whatever comes in whatever order. Method: an ideal encoder by seed, disturbed by seed. */
class TimelinePropertiesTest {

    private static final List<Rational> FRAMES = List.of(
            new Rational(15_015, 4),
            Rational.of(3_750),
            Rational.of(3_600),
            Rational.of(3_003),
            Rational.of(1_800),
            new Rational(3_003, 2),
            Rational.of(1_920),
            new Rational(102_400, 49));

    static Stream<Arguments> runs() {
        return IntStream.range(0, 24).mapToObj(seed -> Arguments.of((long) seed, FRAMES.get(seed % FRAMES.size())));
    }

    /** An encoder that rounds the exact time of every frame to a tick, and chunks of a fixed number of frames. */
    private record Encoder(long firstTick, Rational frame, long framesPerChunk) {

        ChunkArrived chunk(long number, String name) {
            long start = ticks(number * framesPerChunk);
            long max = ticks((number + 1) * framesPerChunk - 1);
            long cycles = Math.floorDiv(start, Span.CYCLE) * Span.CYCLE;
            boolean audio = frame.compareTo(Rational.of(2_090)) < 0 && frame.compareTo(Rational.of(1_900)) > 0;
            return Chunks.chunk(
                    Chunks.file(name, frame + "/" + number),
                    number,
                    Chunks.measurement(Chunks.stream(
                            256,
                            audio ? Kind.AUDIO : Kind.VIDEO,
                            audio ? "aac" : "h264",
                            start - cycles,
                            max - cycles,
                            framesPerChunk,
                            frame)));
        }

        private long ticks(long number) {
            return firstTick + frame.times(number).rounded();
        }
    }

    private static Encoder encoder(Random random, Rational frame) {
        long seconds = random.nextInt(1, 11);
        long frames = Math.max(2, frame.inverse().times(90_000 * seconds).rounded());
        return new Encoder(Span.CYCLE - random.nextInt(1 << 30), frame, frames);
    }

    @ParameterizedTest(name = "seed {0}, frame of {1} ticks")
    @MethodSource("runs")
    void adjacentChunksMeetToTheNanosecondAcrossTheWrap(long seed, Rational frame) {
        Encoder encoder = encoder(new Random(seed), frame);
        TimelineRun run = new TimelineRun();
        Timestamp end = Timestamp.ZERO;
        for (long number = 0; number < 3_000; number++) {
            SegmentPlanned plan = run.plan(encoder.chunk(number, number + ".ts"));
            TimeRange range = TimelineRun.rangeOf(plan);
            assertThat(range.start()).isEqualTo(end);
            end = Edges.end(range);
        }
        Timestamp exact = Timestamp.ofTicks(frame.times(3_000 * encoder.framesPerChunk()));
        assertThat(end).isEqualTo(exact);
        assertThat(run.gaps).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}, frame of {1} ticks")
    @MethodSource("runs")
    void disturbedArrivalGivesTheSamePlacesAndTheRightGaps(long seed, Rational frame) {
        Random random = new Random(seed);
        Encoder encoder = encoder(random, frame);
        List<ChunkArrived> arrivals = disturbed(random, encoder, 400);
        TimelineRun run = new TimelineRun();

        arrivals.forEach(run::offer);

        TreeSet<Long> present = new TreeSet<>();
        arrivals.forEach(chunk -> present.add(requireNonNull(chunk.sequence())));
        long first = requireNonNull(arrivals.get(0).sequence());
        List<String> expected = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        Long before = null;
        for (long number : present) {
            expected.add(exact(encoder, number - first, number + 1 - first));
            if (before != null && number > before + 1) {
                gaps.add(exact(encoder, before + 1 - first, number - first));
            }
            before = number;
        }
        assertThat(run.ranges()).extracting(TimeRange::toString).isEqualTo(expected);
        assertThat(run.openGaps()).isEqualTo(gaps);
    }

    private static String exact(Encoder encoder, long from, long to) {
        Rational chunk = encoder.frame().times(encoder.framesPerChunk());
        Timestamp start = Timestamp.ofTicks(chunk.times(from));
        Timestamp end = Timestamp.ofTicks(chunk.times(to));
        return TimeRange.between(start, end).toString();
    }

    /** Some are lost, some come late by a few, some again, some copied under another name. */
    private static List<ChunkArrived> disturbed(Random random, Encoder encoder, int count) {
        List<ChunkArrived> arrivals = new ArrayList<>();
        for (long number = 0; number < count; number++) {
            if (random.nextInt(20) == 0) {
                continue;
            }
            arrivals.add(encoder.chunk(number, number + ".ts"));
            if (random.nextInt(20) == 0) {
                arrivals.add(encoder.chunk(number, number + ".ts"));
            }
            if (random.nextInt(20) == 0) {
                arrivals.add(encoder.chunk(number, number + "-copy.ts"));
            }
        }
        for (int i = 0; i + 1 < arrivals.size(); i++) {
            int other = Math.min(arrivals.size() - 1, i + random.nextInt(6));
            if (random.nextInt(5) == 0) {
                Collections.swap(arrivals, i, other);
            }
        }
        return arrivals;
    }
}
