package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import tams.ingest.testbed.Mishap;
import tams.ingest.testbed.NastyAudit;

/**
 * Goal: whatever registrars, stores, networks and disks do, each chunk is in its Flow exactly once in the end. Method:
 * seeded schedules over the registrar's core, judged by the store's own record.
 *
 * <p>{@code -Dsim.schedules=N} and {@code -Dsim.from=N} choose the seeds, {@code -Dsim.seed=N} replays one.
 */
@Timeout(900)
class SimulationTest {

    private static final long SCHEDULES = Long.getLong("sim.schedules", 100_000);
    /** Schedules within which each mutant must be found. */
    private static final long MUTANT_SCHEDULES = 1_000;

    /** Schedules from which on everything must have happened at least once. */
    private static final long ALL_HIT_FROM = 10_000;

    private static final long FROM = Long.getLong("sim.from", 0);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SimPlans plans;

    /** Each schedule makes its Flows anew, and says so. */
    @BeforeAll
    static void quieten() {
        if (LoggerFactory.getLogger("tams.ingest.registrar") instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
    }

    @AfterAll
    static void sayAgain() {
        if (LoggerFactory.getLogger("tams.ingest.registrar") instanceof Logger logger) {
            logger.setLevel(null);
        }
    }

    @BeforeEach
    void writePlans() throws IOException {
        plans = SimPlans.written(Files.createDirectory(folder.resolve("drop")));
    }

    private List<String> run(long seed, Variation variation, Tally tally) {
        return new Simulation(seed, plans, variation, tally).run();
    }

    @Test
    void registersEachChunkOnceUnderAnySchedule() {
        assumeTrue(Long.getLong("sim.seed") == null, "one seed is replayed");
        Tally tally = new Tally();
        long start = System.nanoTime();
        for (long seed = FROM; seed < FROM + SCHEDULES; seed++) {
            List<String> faults = run(seed, Variation.NONE, tally);
            if (!faults.isEmpty()) {
                fail("seed " + seed + " (replay with -Dsim.seed=" + seed + "): " + String.join("; ", faults));
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println(SCHEDULES + " schedules in " + took.toSeconds() + " s: " + tally);
        if (SCHEDULES >= ALL_HIT_FROM) {
            assertAllHit(tally);
        }
    }

    /** A suite in which nothing goes wrong proves nothing. */
    private static void assertAllHit(Tally tally) {
        for (Mishap mishap : Mishap.values()) {
            if (mishap != Mishap.NONE) {
                assertThat(tally.of(mishap)).as("%s", mishap).isPositive();
            }
        }
        for (NastyAudit.Rule rule : NastyAudit.Rule.values()) {
            // A registrar that does as it should never asks for that.
            if (rule != NastyAudit.Rule.OBJECT_REFUSED) {
                assertThat(tally.of(rule)).as("%s", rule).isPositive();
            }
        }
        for (Disturbance disturbance : Disturbance.values()) {
            assertThat(tally.of(disturbance)).as("%s", disturbance).isPositive();
        }
    }

    /** A suite that passes whatever the registrar does proves nothing either. */
    @ParameterizedTest
    @EnumSource(Mutant.class)
    void findsARegistrarThatIsWrong(Mutant mutant) {
        long seed = 0;
        List<String> faults = List.of();
        while (faults.isEmpty() && seed < MUTANT_SCHEDULES) {
            faults = run(seed++, mutant, new Tally());
        }

        assertThat(faults)
                .as("faults of %s in %d schedules", mutant, MUTANT_SCHEDULES)
                .isNotEmpty();
        System.out.println(mutant + " is found by schedule " + seed + ": " + faults.get(0));
    }

    @Test
    void replaysTheSeedThatIsAskedFor() {
        Long seed = Long.getLong("sim.seed");
        assumeTrue(seed != null, "no -Dsim.seed=N");

        assertThat(run(seed, Variation.NONE, new Tally())).isEmpty();
    }
}
