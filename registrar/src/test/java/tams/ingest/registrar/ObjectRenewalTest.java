package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.registrar.RegistrationRun.FLOW_FIT;
import static tams.ingest.registrar.RegistrationRun.G1;
import static tams.ingest.registrar.RegistrationRun.PLAN;
import static tams.ingest.registrar.RegistrationRun.POLICY;
import static tams.ingest.registrar.RegistrationRun.failed;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tams.ingest.contracts.Outcome;

/** When a chunk gets another object to be uploaded to. */
@Timeout(60)
class ObjectRenewalTest {

    private final RegistrationRun run = new RegistrationRun();

    @Test
    void asksForANewPlaceWhenAPauseMadeTheUrlTooOld() {
        run.upload();
        run.hears(failed(StoreStep.UPLOAD, ErrorClass.STORE, Reaction.REPEAT));
        run.nanos += POLICY.urlAgeMax().toNanos();

        assertThat(run.afterPause()).isEqualTo(new RegistrationEffect.Allocate(G1));
    }

    @Test
    void uploadsAgainWhenTheObjectMayHaveBeenCollected() {
        run.register();
        run.hears(failed(StoreStep.REGISTER, ErrorClass.STORE, Reaction.REPEAT));
        run.nanos += POLICY.objectAgeMax().toNanos();

        assertThat(run.afterPause()).isEqualTo(new RegistrationEffect.Allocate(G1));
    }

    @Test
    void keepsAFreshUrlThatIsRefusedTwiceInsteadOfBurningIds() {
        run.upload();
        run.hears(failed(StoreStep.UPLOAD, ErrorClass.CONFIG, Reaction.NEW_OBJECT));
        assertThat(run.afterPause()).isEqualTo(new RegistrationEffect.Allocate(G1));
        run.hears(
                new RegistrationEvent.Allocated(G1), failed(StoreStep.UPLOAD, ErrorClass.CONFIG, Reaction.NEW_OBJECT));

        assertThat(run.afterPause()).isEqualTo(new RegistrationEffect.Upload(G1));
    }

    @Test
    void passesIdsThatEarlierLivesUsedUpAndParksWhenThatIsNotTheReason() {
        RegistrationRun run = new RegistrationRun(new Delivery(Delivery.Via.PARKED, 0, 0));
        run.hears(new RegistrationEvent.Begun(), new RegistrationEvent.FlowsReady());
        List<String> asked = new ArrayList<>();
        while (asked.size() < 6) {
            RegistrationEffect.Action action = run.step.state().action();
            if (action instanceof RegistrationEffect.Allocate allocate) {
                asked.add(allocate.objectId().substring(PLAN.job().toString().length()));
                run.hears(failed(StoreStep.ALLOCATE, ErrorClass.FLOW, Reaction.DOUBT_ID));
            } else if (action instanceof RegistrationEffect.LookAtObject) {
                run.hears(new RegistrationEvent.ObjectSeen(false));
            } else if (action instanceof RegistrationEffect.LookAtFlow) {
                run.hears(FLOW_FIT);
            } else {
                run.afterPause();
            }
        }

        assertThat(asked).containsExactly("-g0", "-g1", "-g2", "-g5", "-g11", "-g23");
        assertThat(run.lastLine().state()).isEqualTo(Outcome.State.PARKED);
        assertThat(run.lastLine().cause()).isEqualTo("ALLOCATE_REFUSED");
        assertThat(run.notes).hasSize(1);
    }
}
