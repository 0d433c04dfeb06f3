package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tams.ingest.client.Service;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.SegmentPlanned;

/** The pure core on its way with one plan: what it hears goes in, what it notes is kept, time is a number. */
final class RegistrationRun {

    static final SegmentPlanned PLAN =
            Plans.of("camera-1", new ChunkFile("camera-1/a.ts", 10, "0".repeat(64)), 0, List.of(Plans.VIDEO));
    static final String G0 = PLAN.job() + "-g0";
    static final String G1 = PLAN.job() + "-g1";
    static final Policy POLICY =
            Policy.of(Duration.ofSeconds(30), 3, Service.URL_TIMEOUT_MIN, Service.OBJECT_TIMEOUT_MIN);
    static final RegistrationEvent NOTHING_THERE =
            new RegistrationEvent.Seen(new RegistrationEvent.Sighting.Missing(PLAN.segments()));
    static final RegistrationEvent FLOW_FIT = new RegistrationEvent.FlowSeen(RegistrationEvent.FlowCondition.FIT);

    Step step;
    final List<RegistrationEffect.Note> notes = new ArrayList<>();
    long nanos;

    /** Of a plan that comes for the first time. */
    RegistrationRun() {
        this(Delivery.PLANNED);
    }

    RegistrationRun(Delivery delivery) {
        step = RegistrationState.start(PLAN, POLICY, delivery);
    }

    RegistrationEffect.Action hears(RegistrationEvent... events) {
        for (RegistrationEvent event : events) {
            step = step.state().on(event, nanos);
            step.effects().stream()
                    .filter(effect -> effect instanceof RegistrationEffect.Note)
                    .forEach(effect -> notes.add((RegistrationEffect.Note) effect));
        }
        return step.state().action();
    }

    /** Through a pause, which must be due, as long as it may get. */
    RegistrationEffect.Action afterPause() {
        assertThat(step.state().action()).isInstanceOf(RegistrationEffect.Wait.class);
        Duration pause = ((RegistrationEffect.Wait) step.state().action()).atMost();
        nanos += pause.toNanos();
        return hears(new RegistrationEvent.Woke(pause));
    }

    static RegistrationEvent failed(StoreStep at, ErrorClass errorClass, Reaction reaction) {
        return new RegistrationEvent.Failed(Trouble.of(at, errorClass, reaction, "cannot " + at.words()));
    }

    void upload() {
        hears(new RegistrationEvent.Begun(), new RegistrationEvent.FlowsReady(), new RegistrationEvent.Allocated(G0));
    }

    void register() {
        upload();
        hears(new RegistrationEvent.Uploaded());
    }

    RegistrationEffect.Line lastLine() {
        return notes.stream()
                .filter(note -> note instanceof RegistrationEffect.Line)
                .map(note -> (RegistrationEffect.Line) note)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
