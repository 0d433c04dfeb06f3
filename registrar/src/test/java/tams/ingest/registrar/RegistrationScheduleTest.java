package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.client.Segment;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/**
 * Goal: whatever a store, a network and a process do, a chunk ends as exactly one segment. Method: carry chunks along
 * under seeded faults and at every single point of a crash, then look at the store.
 */
@Timeout(60)
class RegistrationScheduleTest {

    private static final int CHUNKS = 3;
    private static final int FAULTY_CALLS_MAX = 60;

    @TempDir
    private Path root;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void registersEachChunkOnceUnderAnyFaults(long seed) {
        World world = new World(root, seed);
        world.store.namesObjects = false;
        Map<Faults.Fate, Integer> hits = new EnumMap<>(Faults.Fate.class);
        world.store.faults = seeded(random(seed), hits);

        List<SegmentPlanned> plans = carry(world);

        assertThat(world.store.all()).hasSize(CHUNKS);
        plans.forEach(plan -> assertStoredOnce(world, plan));
        assertThat(world.letters).isEmpty();
    }

    private List<SegmentPlanned> carry(World world) {
        List<SegmentPlanned> plans = new ArrayList<>();
        for (int index = 0; index < CHUNKS; index++) {
            SegmentPlanned plan = Plans.written(root, "camera-1", index);
            world.toTheEnd(plan);
            assertThat(world.state()).isEqualTo(Outcome.State.REGISTERED);
            plans.add(plan);
        }
        return plans;
    }

    private static void assertStoredOnce(World world, SegmentPlanned plan) {
        List<Segment> there = world.store.segments.getOrDefault(plan.flowId(), List.of()).stream()
                .filter(segment ->
                        segment.timerange().equals(plan.segments().get(0).timerange()))
                .toList();
        assertThat(there).hasSize(1);
        assertThat(world.store.objects.get(there.get(0).objectId()))
                .isNotNull()
                .satisfies(bytes ->
                        assertThat(Plans.sha256(bytes)).isEqualTo(plan.file().sha256()));
    }

    /** Neighbouring seeds of Java's generator begin alike, unless they are spread. */
    static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** Few faults in some seeds and no crash in half of them, lest a new life heal what an earlier answer broke. */
    static Faults seeded(Random random, Map<Faults.Fate, Integer> hits) {
        int most = 1 + random.nextInt(FAULTY_CALLS_MAX);
        boolean crashes = random.nextBoolean();
        return call -> {
            if (hits.values().stream().mapToInt(Integer::intValue).sum() >= most || random.nextInt(3) > 0) {
                return Faults.Fate.ANSWERED;
            }
            Faults.Fate[] fates = Faults.Fate.values();
            Faults.Fate fate = fates[random.nextInt(fates.length)];
            if (!crashes && (fate == Faults.Fate.CRASH_BEFORE || fate == Faults.Fate.CRASH_AFTER)) {
                return Faults.Fate.ANSWERED;
            }
            hits.merge(fate, 1, Integer::sum);
            return fate;
        };
    }

    @Test
    void meetsEveryFaultInItsSchedules() {
        Map<Faults.Fate, Integer> hits = new EnumMap<>(Faults.Fate.class);
        List<String> objects = new ArrayList<>();
        int lives = 0;
        for (long seed = 0; seed < 40; seed++) {
            World world = new World(root, seed);
            Map<Faults.Fate, Integer> met = new EnumMap<>(Faults.Fate.class);
            world.store.faults = seeded(random(seed), met);
            carry(world);
            met.forEach((fate, count) -> hits.merge(fate, count, Integer::sum));
            world.store.all().forEach(segment -> objects.add(segment.objectId()));
            lives += world.lives;
        }

        assertThat(hits)
                .containsOnlyKeys(Faults.Fate.values())
                .allSatisfy((fate, count) -> assertThat(count).isGreaterThan(20));
        assertThat(lives).isGreaterThan(40 * CHUNKS + 40);
        assertThat(objects).anyMatch(object -> object.endsWith("-g0")).anyMatch(object -> object.endsWith("-g2"));
    }

    static Stream<Arguments> crashes() {
        return LongStream.range(0, 24)
                .boxed()
                .flatMap(at -> Stream.of(Faults.Fate.CRASH_BEFORE, Faults.Fate.CRASH_AFTER)
                        .map(fate -> Arguments.of(at, fate)));
    }

    @ParameterizedTest(name = "{1} of effect {0}")
    @MethodSource("crashes")
    void endsWithOneSegmentWhereverItCrashes(long at, Faults.Fate fate) {
        World world = new World(root, 1);
        List<String> seen = new ArrayList<>();
        world.store.faults = call -> {
            seen.add(call);
            return seen.size() - 1 == at ? fate : Faults.Fate.ANSWERED;
        };

        List<SegmentPlanned> plans = carry(world);

        assertThat((long) seen.size()).as("the crash was met").isGreaterThan(at);
        // A crash after the last line of a plan leaves nothing to come back for.
        assertThat(world.lives).isBetween(CHUNKS, CHUNKS + 1);
        assertThat(world.store.all()).hasSize(CHUNKS);
        plans.forEach(plan -> assertStoredOnce(world, plan));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void registersOnceInAStoreThatNamesObjectsItself(long seed) {
        World world = new World(root, seed);
        world.store.namesObjects = true;
        world.store.faults = withoutLate(random(seed));

        List<SegmentPlanned> plans = carry(world);

        assertThat(world.store.all()).hasSize(CHUNKS);
        plans.forEach(plan -> assertStoredOnce(world, plan));
    }

    private static Faults withoutLate(Random random) {
        Faults all = seeded(random, new EnumMap<>(Faults.Fate.class));
        return call -> {
            Faults.Fate fate = all.of(call);
            return fate == Faults.Fate.LATE ? Faults.Fate.ANSWER_LOST : fate;
        };
    }

    @Test
    void givesAnUnknownAllocationTheNextIdAndNeverTwoSegments() {
        World world = new World(root, 7);
        List<String> lost = new ArrayList<>(List.of("allocate", "register"));
        world.store.faults = call -> lost.remove(call) ? Faults.Fate.ANSWER_LOST : Faults.Fate.ANSWERED;
        SegmentPlanned plan = Plans.written(root, "camera-1", 0);

        world.toTheEnd(plan);

        assertThat(world.store.all())
                .singleElement()
                .satisfies(segment -> assertThat(segment.objectId()).isEqualTo(plan.job() + "-g1"));
        assertThat(world.store.calls.stream().filter("register"::equals)).hasSize(1);
    }

    /** A register call that outlives its process takes effect while the next life is about to register again. */
    @Test
    void recognisesWhatADeadProcessRegisteredUnderAnOlderId() {
        World world = new World(root, 7);
        List<Faults.Fate> fates = new ArrayList<>(List.of(Faults.Fate.LATE, Faults.Fate.CRASH_BEFORE));
        world.store.faults = call -> !fates.isEmpty() && (call.equals("register") || fates.size() == 1)
                ? fates.remove(0)
                : Faults.Fate.ANSWERED;
        SegmentPlanned plan = Plans.written(root, "camera-1", 0);

        world.toTheEnd(plan);

        assertThat(world.lives).isEqualTo(2);
        assertThat(world.store.objects).containsKeys(plan.job() + "-g0", plan.job() + "-g1");
        assertThat(world.state()).isEqualTo(Outcome.State.REGISTERED);
        assertThat(world.store.all())
                .singleElement()
                .satisfies(segment -> assertThat(segment.objectId()).isEqualTo(plan.job() + "-g0"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Fate.class,
            names = {"NOT_SENT", "BUSY", "ANSWER_LOST", "LATE", "LIED"})
    void neverSpendsPatienceOnAStoreThatIsAtFault(Faults.Fate fate) {
        World world = new World(root, 3);
        world.store.faults =
                call -> call.equals("register") && world.nanos.get() < 3_600_000_000_000L ? fate : Faults.Fate.ANSWERED;

        world.toTheEnd(Plans.written(root, "camera-1", 0));

        assertThat(world.state()).isEqualTo(Outcome.State.REGISTERED);
        assertThat(world.letters).isEmpty();
    }
}
