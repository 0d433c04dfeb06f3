package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.Outcome;
import tams.ingest.registrar.RegistrationEvent.Sighting;

/** What the loop around the pure steps sees to itself. */
class CarriageTest {

    private final List<RegistrationEffect.Action> asked = new ArrayList<>();
    private final List<RegistrationEffect.Note> notes = new ArrayList<>();
    private Duration uploadTakes = Duration.ofSeconds(1);
    private boolean goesOn = true;
    private boolean losesPartition;
    private long nanos;

    private final Carriage carriage =
            new Carriage(RegistrationRun.PLAN, RegistrationRun.POLICY, Delivery.PLANNED, new Random(1), () -> nanos);
    private final Convoy convoy = new Convoy(
            List.of(carriage),
            some -> some.stream().map(this::perform).toList(),
            some -> some.forEach(noted -> notes.add(noted.note())),
            () -> goesOn);

    private RegistrationEvent perform(Asked one) {
        RegistrationEffect.Action action = one.action();
        asked.add(action);
        if (action instanceof RegistrationEffect.PrepareFlows) {
            return new RegistrationEvent.FlowsReady();
        }
        if (action instanceof RegistrationEffect.Allocate allocate) {
            return new RegistrationEvent.Allocated(allocate.objectId());
        }
        if (action instanceof RegistrationEffect.Upload) {
            nanos += uploadTakes.toNanos();
            uploadTakes = Duration.ofSeconds(1);
            return new RegistrationEvent.Uploaded();
        }
        if (action instanceof RegistrationEffect.Look look) {
            goesOn = !losesPartition;
            return new RegistrationEvent.Seen(new Sighting.Complete(look.objectId()));
        }
        return new RegistrationEvent.Registered();
    }

    /** The offset of a plan that has ended is committed: without its last line nobody would ever hear of it again. */
    @Test
    void hasNotEndedBeforeItsLastLineIsWritten() {
        losesPartition = true;

        assertThat(convoy.advance()).isEmpty();

        assertThat(carriage.state()).isInstanceOf(Done.class);
        assertThat(carriage.hasEnded()).isFalse();
        goesOn = true;
        assertThat(convoy.advance()).isEmpty();
        assertThat(carriage.hasEnded()).isTrue();
        assertThat(notes.get(notes.size() - 1))
                .isInstanceOfSatisfying(
                        RegistrationEffect.Line.class,
                        line -> assertThat(line.state()).isEqualTo(Outcome.State.REGISTERED));
    }

    @Test
    void uploadsAgainWhatTookLongerThanTheStoreKeepsIt() {
        uploadTakes = RegistrationRun.POLICY.objectAgeMax().plusSeconds(1);

        assertThat(convoy.advance()).isEmpty();

        assertThat(asked.stream().filter(action -> action instanceof RegistrationEffect.Upload))
                .containsExactly(
                        new RegistrationEffect.Upload(RegistrationRun.G0),
                        new RegistrationEffect.Upload(RegistrationRun.G1));
        assertThat(asked.stream().filter(action -> action instanceof RegistrationEffect.Register))
                .containsExactly(
                        new RegistrationEffect.Register(RegistrationRun.G1, RegistrationRun.PLAN.segments(), false));
    }
}
