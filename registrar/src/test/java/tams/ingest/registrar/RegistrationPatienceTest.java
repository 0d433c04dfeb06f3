package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.registrar.RegistrationRun.FLOW_FIT;
import static tams.ingest.registrar.RegistrationRun.G0;
import static tams.ingest.registrar.RegistrationRun.G1;
import static tams.ingest.registrar.RegistrationRun.NOTHING_THERE;
import static tams.ingest.registrar.RegistrationRun.PLAN;
import static tams.ingest.registrar.RegistrationRun.POLICY;
import static tams.ingest.registrar.RegistrationRun.failed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/** How often and after what pauses a step is tried again, and when it is given up. */
@Timeout(60)
class RegistrationPatienceTest {

    private final RegistrationRun run = new RegistrationRun();

    @Test
    void triesWhatTheStoreRefusesInThreeWaysUntilPatienceEnds() {
        SegmentPlanned.Segment whole = PLAN.segments().get(0);

        List<RegistrationEffect.Action> tries = refuseToTheEnd(run);

        assertThat(tries.subList(0, 4))
                .containsExactly(
                        new RegistrationEffect.Register(G0, List.of(whole), false),
                        new RegistrationEffect.Register(G0, List.of(whole), false),
                        new RegistrationEffect.Register(G0, List.of(whole), false),
                        new RegistrationEffect.Allocate(G1));
        assertThat(run.lastLine().cause()).isEqualTo("STORE_REFUSES");
        assertThat(run.step.state().progress().patienceSpent())
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(41));
    }

    @ParameterizedTest(name = "after {0} waits: {1}")
    @CsvSource({"0, MINUTE", "1, TEN_MINUTES", "2, HOUR", "3,", "4,"})
    void waitsLongerEachTimeThatPatienceEndsAndIsGivenUpInTheEnd(int retries, @Nullable RetryTier tier) {
        Delivery.Via via = retries == 0 ? Delivery.Via.PLANNED : Delivery.Via.RETRY;
        RegistrationRun waited = new RegistrationRun(new Delivery(via, retries, 0));

        refuseToTheEnd(waited);

        RegistrationEffect.Note told = waited.notes.get(waited.notes.size() - 2);
        if (tier == null) {
            assertThat(told).isInstanceOf(RegistrationEffect.DeadLetter.class);
            assertThat(waited.lastLine().state()).isEqualTo(Outcome.State.POISON);
        } else {
            assertThat(told)
                    .isInstanceOfSatisfying(
                            RegistrationEffect.HandOver.class,
                            handOver -> assertThat(handOver.tier()).isEqualTo(tier));
            assertThat(waited.lastLine().state()).isEqualTo(Outcome.State.PENDING);
        }
    }

    /** Refuses whatever is registered. @return what was asked for meanwhile */
    private static List<RegistrationEffect.Action> refuseToTheEnd(RegistrationRun run) {
        run.register();
        List<RegistrationEffect.Action> tries = new ArrayList<>();
        RegistrationEffect.Action action = run.step.state().action();
        for (int turn = 0; turn < 1_000 && !(action instanceof RegistrationEffect.End); turn++) {
            if (action instanceof RegistrationEffect.Register || action instanceof RegistrationEffect.Allocate) {
                tries.add(action);
            }
            refuseOnce(run, action);
            action = run.step.state().action();
        }
        return tries;
    }

    private static void refuseOnce(RegistrationRun run, RegistrationEffect.Action action) {
        if (action instanceof RegistrationEffect.Wait) {
            run.afterPause();
        } else if (action instanceof RegistrationEffect.Register) {
            run.hears(failed(StoreStep.REGISTER, ErrorClass.CHUNK, Reaction.LOOK));
        } else if (action instanceof RegistrationEffect.Look) {
            run.hears(NOTHING_THERE);
        } else if (action instanceof RegistrationEffect.LookAtFlow) {
            run.hears(FLOW_FIT);
        } else if (action instanceof RegistrationEffect.Allocate allocate) {
            run.hears(new RegistrationEvent.Allocated(allocate.objectId()));
        } else if (action instanceof RegistrationEffect.Upload) {
            run.hears(new RegistrationEvent.Uploaded());
        }
    }

    @Test
    void neverGivesAChunkUpWhileTheStoreIsAtFault() {
        run.upload();
        for (int turn = 0; turn < 1_000; turn++) {
            RegistrationEffect.Action action = run.step.state().action();
            if (action instanceof RegistrationEffect.Upload) {
                run.hears(failed(StoreStep.UPLOAD, ErrorClass.STORE, Reaction.REPEAT));
            } else {
                refuseOnce(run, action);
            }
        }

        assertThat(run.notes).hasSize(1);
        assertThat(run.step.state().progress().patienceSpent()).isZero();
    }

    @Test
    void waitsAtLeastAsLongAsTheStoreAsks() {
        run.upload();
        Duration asked = Duration.ofSeconds(90);

        run.hears(new RegistrationEvent.Failed(
                new Trouble(StoreStep.UPLOAD, ErrorClass.STORE, Reaction.REPEAT, "busy", asked)));

        RegistrationEffect.Wait wait =
                (RegistrationEffect.Wait) run.step.state().action();
        assertThat(wait.atLeast()).isEqualTo(asked);
        assertThat(wait.atMost()).isGreaterThan(asked);
    }

    @ParameterizedTest(name = "failure {0}")
    @CsvSource({"1, 20, 200", "2, 40, 400", "4, 160, 1600", "6, 640, 6400", "7, 1000, 10000", "99, 1000, 10000"})
    void pausesLongerWithEachFailureUpToABound(int failures, long leastMs, long mostMs) {
        Progress progress = Progress.of(PLAN, POLICY, Delivery.PLANNED);
        for (int failure = 0; failure < failures; failure++) {
            progress = progress.failed();
        }

        Waiting waiting = Waiting.backoff(new Preparing(progress), Duration.ZERO, false);

        assertThat(waiting.atLeast()).isEqualTo(Duration.ofMillis(leastMs));
        assertThat(waiting.atMost()).isEqualTo(Duration.ofMillis(mostMs));
    }
}
