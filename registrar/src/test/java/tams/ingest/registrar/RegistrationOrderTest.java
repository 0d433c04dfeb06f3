package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tams.ingest.registrar.RegistrationRun.FLOW_FIT;
import static tams.ingest.registrar.RegistrationRun.G0;
import static tams.ingest.registrar.RegistrationRun.NOTHING_THERE;
import static tams.ingest.registrar.RegistrationRun.PLAN;
import static tams.ingest.registrar.RegistrationRun.failed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.TimeRange;

/** What follows what: a look comes before anything is repeated or believed. */
@Timeout(60)
class RegistrationOrderTest {

    private final RegistrationRun run = new RegistrationRun();

    @Test
    void goesStraightThroughWhenNothingIsWrong() {
        assertThat(run.step.state().action()).isInstanceOf(RegistrationEffect.Begin.class);
        assertThat(run.hears(new RegistrationEvent.Begun())).isInstanceOf(RegistrationEffect.PrepareFlows.class);
        assertThat(run.lastLine().state()).isEqualTo(Outcome.State.PENDING);
        assertThat(run.hears(new RegistrationEvent.FlowsReady())).isEqualTo(new RegistrationEffect.Allocate(G0));
        assertThat(run.hears(new RegistrationEvent.Allocated(G0))).isEqualTo(new RegistrationEffect.Upload(G0));
        assertThat(run.hears(new RegistrationEvent.Uploaded()))
                .isEqualTo(new RegistrationEffect.Register(G0, PLAN.segments(), false));
        assertThat(run.hears(new RegistrationEvent.Registered())).isEqualTo(new RegistrationEffect.Look(G0));
        assertThat(run.hears(new RegistrationEvent.Seen(new RegistrationEvent.Sighting.Complete(G0))))
                .isInstanceOf(RegistrationEffect.End.class);
        assertThat(run.lastLine()).isEqualTo(new RegistrationEffect.Line(Outcome.State.REGISTERED, null, null, G0, 1));
    }

    @Test
    void looksBeforeRepeatingWhatMayHaveHappened() {
        run.register();

        assertThat(run.hears(failed(StoreStep.REGISTER, ErrorClass.STORE, Reaction.LOOK)))
                .isEqualTo(new RegistrationEffect.Look(G0));
        assertThat(run.hears(NOTHING_THERE)).isInstanceOf(RegistrationEffect.LookAtFlow.class);
        assertThat(run.hears(FLOW_FIT)).isInstanceOf(RegistrationEffect.Wait.class);
        assertThat(run.afterPause()).isEqualTo(new RegistrationEffect.Register(G0, PLAN.segments(), false));
    }

    @Test
    void believesNoStoreThatDoesNotListWhatItSaysItRegistered() {
        run.register();
        run.hears(new RegistrationEvent.Registered());
        for (int round = 1; round < Verifying.ROUNDS_MAX; round++) {
            run.hears(NOTHING_THERE);
            assertThat(run.afterPause()).isEqualTo(new RegistrationEffect.Look(G0));
        }

        run.hears(NOTHING_THERE, FLOW_FIT);

        assertThat(run.afterPause()).isEqualTo(new RegistrationEffect.Register(G0, PLAN.segments(), false));
        assertThat(run.lastLine().state()).isEqualTo(Outcome.State.PENDING);
    }

    @Test
    void takesAnotherTimeThanAskedForAsAConflictThatAPersonSees() {
        run.register();
        TimeRange wrong = TimeRange.parse("[7:0_13:0)");

        run.hears(new RegistrationEvent.Registered());
        for (int look = 1; look < Verifying.ROUNDS_MAX; look++) {
            run.hears(new RegistrationEvent.Seen(new RegistrationEvent.Sighting.Elsewhere(G0, wrong)));
            assertThat(run.afterPause()).as("its own may be listed later").isEqualTo(new RegistrationEffect.Look(G0));
        }
        run.hears(new RegistrationEvent.Seen(new RegistrationEvent.Sighting.Elsewhere(G0, wrong)));

        assertThat(run.lastLine().cause()).isEqualTo("OBJECT_ELSEWHERE");
        assertThat(run.notes).anyMatch(note -> note instanceof RegistrationEffect.DeadLetter);
    }

    @Test
    void findsAnEarlierLifesRegistrationBehindARefusedId() {
        run.hears(new RegistrationEvent.Begun(), new RegistrationEvent.FlowsReady());

        run.hears(
                failed(StoreStep.ALLOCATE, ErrorClass.FLOW, Reaction.DOUBT_ID),
                new RegistrationEvent.ObjectSeen(true),
                new RegistrationEvent.Seen(new RegistrationEvent.Sighting.Complete(G0)));

        assertThat(run.lastLine().state()).isEqualTo(Outcome.State.REGISTERED);
    }

    @Test
    void looksBeforeItUploadsWhereTheStoreNamesObjects() {
        run.hears(new RegistrationEvent.Begun(), new RegistrationEvent.FlowsReady());

        assertThat(run.hears(new RegistrationEvent.Allocated("theirs")))
                .isEqualTo(new RegistrationEffect.Look("theirs"));
        assertThat(run.hears(NOTHING_THERE)).isEqualTo(new RegistrationEffect.Upload("theirs"));
    }

    @Test
    void refusesAnEventThatCannotFollow() {
        assertThatThrownBy(() -> run.step.state().on(new RegistrationEvent.Uploaded(), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Uploaded cannot follow New");
    }
}
