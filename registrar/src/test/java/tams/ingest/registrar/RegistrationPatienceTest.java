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
        run.register();
        List<RegistrationEffect.Action> tries = new ArrayList<>();
        for (int turn = 0; turn < 1_000 && !(run.step.state() instanceof Done); turn++) {
            RegistrationEffect.Action action = run.step.state().action();
            if (action instanceof RegistrationEffect.Register || action instanceof RegistrationEffect.Allocate) {
                tries.add(action);
            }
            refuseOnce(action);
        }

        assertThat(tries.subList(0, 4))
                .containsExactly(
                        new RegistrationEffect.Register(G0, List.of(whole), false),
                        new RegistrationEffect.Register(G0, List.of(whole), false),
                        new RegistrationEffect.Register(G0, List.of(whole), false),
                        new RegistrationEffect.Allocate(G1));
        assertThat(run.lastLine().state()).isEqualTo(Outcome.State.POISON);
        assertThat(run.lastLine().cause()).isEqualTo("STORE_REFUSES");
        assertThat(run.step.state().progress().patienceSpent())
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(41));
    }

    private void refuseOnce(RegistrationEffect.Action action) {
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
                refuseOnce(action);
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
        Progress progress = Progress.of(PLAN, POLICY);
        for (int failure = 0; failure < failures; failure++) {
            progress = progress.failed();
        }

        Waiting waiting = Waiting.backoff(new Preparing(progress), Duration.ZERO, false);

        assertThat(waiting.atLeast()).isEqualTo(Duration.ofMillis(leastMs));
        assertThat(waiting.atMost()).isEqualTo(Duration.ofMillis(mostMs));
    }
}
