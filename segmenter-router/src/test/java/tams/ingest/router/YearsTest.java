package tams.ingest.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * Goal: time is exact for years. Method: an ideal encoder runs for three years of 10 s chunks, over 900 wraps of PTS, with
 * loss, reordering, repetitions and restarts by seed; every chunk must lie where its number says, to the nanosecond.
 *
 * <p>{@code -Dyears.all=true} runs every rate, else the one whose frames never last a whole number of ticks.
 */
@Timeout(900)
class YearsTest {

    private static final long CHUNKS = 3L * 365 * 24 * 360;
    private static final int REMEMBERED = 2_000;

    private static final Map<String, Rational> RATES = rates();

    private static Map<String, Rational> rates() {
        Map<String, Rational> rates = new LinkedHashMap<>();
        rates.put("23.976 fps", new Rational(15_015, 4));
        rates.put("AAC at 44.1 kHz", Chunks.AAC_44);
        rates.put("24 fps", Rational.of(3_750));
        rates.put("25 fps", Rational.of(3_600));
        rates.put("29.97 fps", Rational.of(3_003));
        rates.put("50 fps", Rational.of(1_800));
        rates.put("59.94 fps", new Rational(3_003, 2));
        rates.put("AAC at 48 kHz", Rational.of(1_920));
        return rates;
    }

    static Stream<Arguments> seeds() {
        int count = Boolean.getBoolean("years.all") ? RATES.size() : 1;
        List<String> names = List.copyOf(RATES.keySet());
        return IntStream.range(0, count).mapToObj(seed -> Arguments.of((long) seed, names.get(seed)));
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("seeds")
    void staysExactThroughThreeYears(long seed, String rate) {
        Encoder encoder = new Encoder(new Random(seed), requireNonNull(RATES.get(rate)));
        Feed feed = new Feed();
        while (encoder.made < CHUNKS) {
            for (Made made : encoder.next()) {
                feed.take(made);
            }
        }
        assertThat(feed.placed).isGreaterThan(CHUNKS * 99 / 100);
        assertThat(encoder.wraps).isGreaterThan(900);
        assertThat(encoder.restarts).isGreaterThan(20);
    }

    /** A chunk and where it must lie: so many chunks behind the first one of its run. */
    private record Made(ChunkArrived chunk, int run, long number, Rational length) {}

    /** Rounds the exact time of every frame to a tick; now and then loses, repeats, delays a chunk, or starts again. */
    private static final class Encoder {

        private final Random random;
        private final Rational frame;
        private final long frames;
        private final Deque<Made> late = new ArrayDeque<>();
        private long firstTick;
        private long sequence;
        private long number;
        private long lastCycles;
        private int run;
        long made;
        long wraps;
        int restarts;

        Encoder(Random random, Rational frame) {
            this.random = random;
            this.frame = frame;
            this.frames = frame.inverse().times(900_000).rounded();
            this.firstTick = random.nextLong(Span.CYCLE);
        }

        List<Made> next() {
            if (number > 1_000 && random.nextInt(200_000) == 0) {
                restart();
            }
            Made chunk = make();
            int fate = number < 8 ? 1_000 : random.nextInt(1_000);
            if (fate == 0) {
                return List.of();
            }
            if (fate == 1) {
                return List.of(chunk, chunk);
            }
            if (fate == 2 && late.isEmpty()) {
                late.add(chunk);
                return List.of();
            }
            return late.isEmpty() ? List.of(chunk) : List.of(chunk, late.remove());
        }

        private void restart() {
            restarts++;
            run++;
            late.clear();
            lastCycles = 0;
            number = 0;
            sequence = random.nextBoolean() ? sequence : 0;
            firstTick = 126_000L + random.nextInt(90_000);
        }

        private Made make() {
            long start = tick(number * frames);
            long last = tick((number + 1) * frames - 1);
            long cycles = Math.floorDiv(start, Span.CYCLE) * Span.CYCLE;
            wraps += cycles > lastCycles ? 1 : 0;
            lastCycles = cycles;
            boolean audio = frame.compareTo(Rational.of(1_800)) > 0 && frame.compareTo(Rational.of(3_000)) < 0;
            String name = run + "-" + sequence + "-" + number;
            ChunkArrived chunk = Chunks.chunk(
                    Chunks.file(name, name),
                    sequence,
                    Chunks.measurement(Chunks.stream(
                            256,
                            audio ? Kind.AUDIO : Kind.VIDEO,
                            audio ? "aac" : "h264",
                            start - cycles,
                            last - cycles,
                            frames,
                            frame)));
            Made result = new Made(chunk, run, number, frame.times(frames));
            number++;
            sequence++;
            made++;
            return result;
        }

        private long tick(long count) {
            return firstTick + frame.times(count).rounded();
        }
    }

    /** The timeline under test, with a memory as long as a test needs. */
    private static final class Feed implements Past {

        private final Map<UUID, SegmentEvent> decisions = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, SegmentEvent> eldest) {
                return size() > REMEMBERED;
            }
        };
        private FeedTimeline timeline = FeedTimeline.START;
        private int run = -1;
        private long base;
        private Timestamp end = Timestamp.ZERO;
        long placed;

        void take(Made made) {
            Step step = timeline.offer(made.chunk(), this);
            timeline = step.timeline();
            if (placed % 100_000 == 0) {
                timeline = Json.read(Json.bytes(timeline), FeedTimeline.class);
            }
            SegmentEvent before = decisions.put(made.chunk().arrival(), step.result());
            if (before != null) {
                assertThat(step.result()).isEqualTo(before);
                return;
            }
            assertThat(step.result()).isInstanceOf(SegmentPlanned.class);
            TimeRange range = TimelineRun.rangeOf((SegmentPlanned) step.result());
            check(made, range);
            placed++;
        }

        private void check(Made made, TimeRange range) {
            if (made.run() != run) {
                run = made.run();
                base = Edges.start(range).toTicks();
                if (made.number() == 0) {
                    assertThat(Edges.start(range)).isGreaterThanOrEqualTo(end);
                }
            } else {
                Rational start = made.length().times(made.number()).plus(Rational.of(base));
                if (!Edges.start(range).equals(Timestamp.ofTicks(start))
                        || !Edges.end(range).equals(Timestamp.ofTicks(start.plus(made.length())))) {
                    throw new AssertionError("chunk " + made.number() + " of run " + run + " lies at " + range
                            + ", not from " + Timestamp.ofTicks(start));
                }
            }
            end = Edges.end(range).compareTo(end) > 0 ? Edges.end(range) : end;
        }

        @Override
        public Optional<SegmentEvent> decisionOn(UUID arrival) {
            return Optional.ofNullable(decisions.get(arrival));
        }

        @Override
        public Optional<UUID> holderOf(ChunkFile bytes) {
            return Optional.empty();
        }

        @Override
        public Optional<Holder> holderOf(UUID flow, TimeRange time) {
            return Optional.empty();
        }
    }
}
