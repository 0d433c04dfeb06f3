package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whichever process is killed, wherever and whenever, each chunk's place in time is in the store exactly once, with
 * its bytes, and every file ends where the ledger says. Method: three services and three brokers as processes beside a real
 * store behind a front that fails; each cycle an encoder finishes a new feed's files while one of the six is killed, at a
 * named point or at any moment. The front's audit log, the store, the ledger and the folders have to agree in the end.
 */
class PipelineKillTest {

    /** Cycles that may be under way at once; a feed that hangs is found that many cycles later. */
    private static final int OPEN_MAX = 3;

    private static final int PERMILLE = 300;

    /** So many cycles kill each service at a named point, whatever the seed. */
    private static final int LONG = 20;

    /** Only kinds that last no longer than a pause of the registrar's. */
    private static final WrittenScript MENU = WrittenScript.parse("""
            allocate  1 refuse 503
            allocate  2 cut-after
            upload    1 cut-before
            upload    2 cut-after
            upload    3 truncate
            register  1 cut-before
            register  2 cut-after
            register  3 refuse 503
            register  4 late
            segments  1 refuse 502
            segments  2 half
            """);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Three cycles in every build; {@code -Dkill.cycles=50} for more, some ten seconds each; {@code -Dkill.seed} for others. */
    @Test
    void everyChunkIsRegisteredOnceWhicheverProcessIsKilled() throws Exception {
        int cycles = Integer.getInteger("kill.cycles", 3);
        long seed = Long.getLong("kill.seed", 1);
        try (PipelineSite site = PipelineSite.start(folder, FaultScript.seeded(seed, PERMILLE, MENU))) {
            KilledPipeline pipeline = site.pipeline();
            try {
                run(cycles, seed, site);
                site.assertThatAllAgree();
                assertThat(site.front().log().faults())
                        .as("faults that the store had")
                        .isNotEmpty();
                assertThatNamedPointsWereHit(pipeline.namedPoints(), cycles);
            } catch (AssertionError | ConditionTimeoutException e) {
                throw new AssertionError("kill.seed " + seed + ", killed " + pipeline.kills(), e);
            }
            System.out.println("kills of " + cycles + " cycles: " + pipeline.kills() + "; faults of the store: "
                    + site.front().log().faults());
        }
    }

    /** A few cycles may draw points that nothing comes to in time; many may not. */
    private static void assertThatNamedPointsWereHit(KilledPipeline.NamedPoints points, int cycles) {
        if (cycles >= LONG) {
            assertThat(2 * points.hit())
                    .as("twice the named points that were come to, of %d that were waited for", points.waitedFor())
                    .isGreaterThanOrEqualTo(points.waitedFor());
            assertThat(points.services()).containsExactlyInAnyOrderElementsOf(KilledPipeline.SERVICES);
        }
    }

    private static void run(int cycles, long seed, PipelineSite site) throws Exception {
        Random random = new Random(seed);
        for (int cycle = 1; cycle <= cycles; cycle++) {
            site.encodeDuring(() -> site.pipeline().killOne(random));
            site.pipeline().brokers().awaitWhole(PipelineSite.PATIENCE);
            site.awaitTidy(cycle - OPEN_MAX);
        }
        site.awaitAllTidy();
    }
}
