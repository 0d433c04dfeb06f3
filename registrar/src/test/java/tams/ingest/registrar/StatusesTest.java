package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tams.ingest.client.Failure;
import tams.ingest.client.StoreException;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.SegmentPlanned;

/** Which HTTP status of which step the ledger gets to hear of. */
class StatusesTest {

    private final Statuses statuses = new Statuses();
    private final StoreCalls calls = new StoreCalls(
            new StoreWatch(new Meters(new SimpleMeterRegistry()), System::nanoTime),
            new Breaker(System::nanoTime),
            new Pace(1, System::nanoTime),
            System::nanoTime,
            statuses);

    @Test
    void keepsTheLastOfEachStepForEachPlanOfAJointCall() {
        Asked one = asked(1);
        Asked other = asked(2);

        calls.joint(List.of(one, other), () -> answered(201));
        var unused = calls.attempt(new Asked(one.plan(), new RegistrationEffect.Upload("object")), () -> {
            throw StoreException.of(Failure.REFUSED, "upload", 503, "no");
        });
        unused = calls.attempt(
                new Asked(one.plan(), new RegistrationEffect.Upload("object")),
                () -> answered(200) ? new RegistrationEvent.Uploaded() : new RegistrationEvent.Registered());

        assertThat(statuses.of(one.plan().arrival()))
                .containsExactly(Map.entry("allocate", 201), Map.entry("upload", 200));
        assertThat(statuses.of(other.plan().arrival())).containsExactly(Map.entry("allocate", 201));
    }

    @Test
    void notesARefusalAndAnAnswerThatNeverCame() {
        Asked one = asked(1);

        assertThatThrownBy(() -> calls.joint(List.of(one), () -> {
                    throw StoreException.of(Failure.UNKNOWN_OUTCOME, "allocate", 0, "");
                }))
                .isInstanceOf(StoreException.class);

        assertThat(statuses.of(one.plan().arrival())).containsExactly(Map.entry("allocate", 0));
    }

    @Test
    void notesNothingWhereNoCallWasNeededAndForgetsWhatIsDoneWith() {
        Asked one = asked(1);
        var unused = answered(500);

        var event = calls.attempt(
                new Asked(one.plan(), new RegistrationEffect.PrepareFlows()), RegistrationEvent.FlowsReady::new);
        assertThat(event).isInstanceOf(RegistrationEvent.FlowsReady.class);
        assertThat(statuses.of(one.plan().arrival())).isNull();

        calls.joint(List.of(one), () -> answered(201));
        statuses.forget(one.plan().arrival());
        assertThat(statuses.of(one.plan().arrival())).isNull();
    }

    @Test
    void keepsSoManyAtMost() {
        UUID first = asked(0).plan().arrival();
        for (int number = 0; number <= Statuses.ARRIVALS_MAX; number++) {
            Asked one = asked(number);
            calls.joint(List.of(one), () -> answered(201));
        }

        assertThat(statuses.of(first)).isNull();
        assertThat(statuses.of(asked(Statuses.ARRIVALS_MAX).plan().arrival())).isNotNull();
    }

    /** What the client does on the thread of the call. */
    private boolean answered(int status) {
        statuses.accept(status);
        return true;
    }

    private static Asked asked(int number) {
        SegmentPlanned plan = Plans.of(
                "camera-1", new ChunkFile("camera-1/" + number + ".ts", 10, "0".repeat(64)), 0, List.of(Plans.VIDEO));
        return new Asked(plan, new RegistrationEffect.Allocate("object"));
    }
}
