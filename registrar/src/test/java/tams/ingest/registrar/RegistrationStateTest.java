package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tams.ingest.client.Service;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.registrar.RegistrationEvent.SourceFaulty.Fault;

/** The pure core, step by step: what it asks for after what it hears. */
@Timeout(60)
class RegistrationStateTest {

    private static final SegmentPlanned PLAN =
            Plans.of("camera-1", new ChunkFile("camera-1/a.ts", 10, "0".repeat(64)), 0, List.of(Plans.VIDEO));
    private static final String G0 = PLAN.job() + "-g0";
    private static final String G1 = PLAN.job() + "-g1";
    private static final Policy POLICY =
            Policy.of(Duration.ofSeconds(30), Service.URL_TIMEOUT_MIN, Service.OBJECT_TIMEOUT_MIN);
    private static final RegistrationEvent NOTHING_THERE =
            new RegistrationEvent.Seen(new RegistrationEvent.Sighting.Missing(PLAN.segments()));
    private static final RegistrationEvent FLOW_FIT =
            new RegistrationEvent.FlowSeen(RegistrationEvent.FlowCondition.FIT);

    private Step step = RegistrationState.start(PLAN, POLICY);
    private final List<RegistrationEffect.Note> notes = new ArrayList<>();
    private long nanos;

    private RegistrationEffect.Action hears(RegistrationEvent... events) {
        for (RegistrationEvent event : events) {
            step = step.state().on(event, nanos);
            step.effects().stream()
                    .filter(effect -> effect instanceof RegistrationEffect.Note)
                    .forEach(effect -> notes.add((RegistrationEffect.Note) effect));
        }
        return step.state().action();
    }

    /** Through a pause, which must be due, as long as it may get. */
    private RegistrationEffect.Action afterPause() {
        assertThat(step.state().action()).isInstanceOf(RegistrationEffect.Wait.class);
        Duration pause = ((RegistrationEffect.Wait) step.state().action()).atMost();
        nanos += pause.toNanos();
        return hears(new RegistrationEvent.Woke(pause));
    }

    private static RegistrationEvent failed(StoreStep at, ErrorClass errorClass, Reaction reaction) {
        return new RegistrationEvent.Failed(Trouble.of(at, errorClass, reaction, "cannot " + at.words()));
    }

    private void upload() {
        hears(new RegistrationEvent.Begun(), new RegistrationEvent.FlowsReady(), new RegistrationEvent.Allocated(G0));
    }

    private void register() {
        upload();
        hears(new RegistrationEvent.Uploaded());
    }

    private RegistrationEffect.Line lastLine() {
        return notes.stream()
                .filter(note -> note instanceof RegistrationEffect.Line)
                .map(note -> (RegistrationEffect.Line) note)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void goesStraightThroughWhenNothingIsWrong() {
        assertThat(step.state().action()).isInstanceOf(RegistrationEffect.Begin.class);
        assertThat(hears(new RegistrationEvent.Begun())).isInstanceOf(RegistrationEffect.PrepareFlows.class);
        assertThat(lastLine().state()).isEqualTo(Outcome.State.PENDING);
        assertThat(hears(new RegistrationEvent.FlowsReady())).isEqualTo(new RegistrationEffect.Allocate(G0));
        assertThat(hears(new RegistrationEvent.Allocated(G0))).isEqualTo(new RegistrationEffect.Upload(G0));
        assertThat(hears(new RegistrationEvent.Uploaded()))
                .isEqualTo(new RegistrationEffect.Register(G0, PLAN.segments(), false));
        assertThat(hears(new RegistrationEvent.Registered())).isEqualTo(new RegistrationEffect.Look(G0));
        assertThat(hears(new RegistrationEvent.Seen(new RegistrationEvent.Sighting.Complete(G0))))
                .isInstanceOf(RegistrationEffect.End.class);
        assertThat(lastLine()).isEqualTo(new RegistrationEffect.Line(Outcome.State.REGISTERED, null, null, G0, 1));
    }

    @Test
    void looksBeforeRepeatingWhatMayHaveHappened() {
        register();

        assertThat(hears(failed(StoreStep.REGISTER, ErrorClass.STORE, Reaction.LOOK)))
                .isEqualTo(new RegistrationEffect.Look(G0));
        assertThat(hears(NOTHING_THERE)).isInstanceOf(RegistrationEffect.LookAtFlow.class);
        assertThat(hears(FLOW_FIT)).isInstanceOf(RegistrationEffect.Wait.class);
        assertThat(afterPause()).isEqualTo(new RegistrationEffect.Register(G0, PLAN.segments(), false));
    }

    @Test
    void believesNoStoreThatDoesNotListWhatItSaysItRegistered() {
        register();
        hears(new RegistrationEvent.Registered());
        for (int round = 1; round < Verifying.ROUNDS_MAX; round++) {
            hears(NOTHING_THERE);
            assertThat(afterPause()).isEqualTo(new RegistrationEffect.Look(G0));
        }

        hears(NOTHING_THERE, FLOW_FIT);

        assertThat(afterPause()).isEqualTo(new RegistrationEffect.Register(G0, PLAN.segments(), false));
        assertThat(lastLine().state()).isEqualTo(Outcome.State.PENDING);
    }

    @Test
    void takesAnotherTimeThanAskedForAsAConflictThatAPersonSees() {
        register();
        TimeRange wrong = TimeRange.parse("[7:0_13:0)");

        hears(
                new RegistrationEvent.Registered(),
                new RegistrationEvent.Seen(new RegistrationEvent.Sighting.Elsewhere(G0, wrong)));

        assertThat(lastLine().cause()).isEqualTo("OBJECT_ELSEWHERE");
        assertThat(notes).anyMatch(note -> note instanceof RegistrationEffect.DeadLetter);
    }

    @Test
    void triesWhatTheStoreRefusesInThreeWaysUntilPatienceEnds() {
        SegmentPlanned.Segment whole = PLAN.segments().get(0);
        register();
        List<RegistrationEffect.Action> tries = new ArrayList<>();
        for (int turn = 0; turn < 1_000 && !(step.state() instanceof Done); turn++) {
            RegistrationEffect.Action action = step.state().action();
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
        assertThat(lastLine().state()).isEqualTo(Outcome.State.POISON);
        assertThat(lastLine().cause()).isEqualTo("STORE_REFUSES");
        assertThat(step.state().progress().patienceSpent()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(41));
    }

    private void refuseOnce(RegistrationEffect.Action action) {
        if (action instanceof RegistrationEffect.Wait) {
            afterPause();
        } else if (action instanceof RegistrationEffect.Register) {
            hears(failed(StoreStep.REGISTER, ErrorClass.CHUNK, Reaction.LOOK));
        } else if (action instanceof RegistrationEffect.Look) {
            hears(NOTHING_THERE);
        } else if (action instanceof RegistrationEffect.LookAtFlow) {
            hears(FLOW_FIT);
        } else if (action instanceof RegistrationEffect.Allocate allocate) {
            hears(new RegistrationEvent.Allocated(allocate.objectId()));
        } else if (action instanceof RegistrationEffect.Upload) {
            hears(new RegistrationEvent.Uploaded());
        }
    }

    @Test
    void neverGivesAChunkUpWhileTheStoreIsAtFault() {
        upload();
        for (int turn = 0; turn < 1_000; turn++) {
            RegistrationEffect.Action action = step.state().action();
            if (action instanceof RegistrationEffect.Upload) {
                hears(failed(StoreStep.UPLOAD, ErrorClass.STORE, Reaction.REPEAT));
            } else {
                refuseOnce(action);
            }
        }

        assertThat(notes).hasSize(1);
        assertThat(step.state().progress().patienceSpent()).isZero();
    }

    @Test
    void asksForANewPlaceWhenAPauseMadeTheUrlTooOld() {
        upload();
        hears(failed(StoreStep.UPLOAD, ErrorClass.STORE, Reaction.REPEAT));
        nanos += POLICY.urlAgeMax().toNanos();

        assertThat(afterPause()).isEqualTo(new RegistrationEffect.Allocate(G1));
    }

    @Test
    void uploadsAgainWhenTheObjectMayHaveBeenCollected() {
        register();
        hears(failed(StoreStep.REGISTER, ErrorClass.STORE, Reaction.REPEAT));
        nanos += POLICY.objectAgeMax().toNanos();

        assertThat(afterPause()).isEqualTo(new RegistrationEffect.Allocate(G1));
    }

    @Test
    void keepsAFreshUrlThatIsRefusedTwiceInsteadOfBurningIds() {
        upload();
        hears(failed(StoreStep.UPLOAD, ErrorClass.CONFIG, Reaction.NEW_OBJECT));
        assertThat(afterPause()).isEqualTo(new RegistrationEffect.Allocate(G1));
        hears(new RegistrationEvent.Allocated(G1), failed(StoreStep.UPLOAD, ErrorClass.CONFIG, Reaction.NEW_OBJECT));

        assertThat(afterPause()).isEqualTo(new RegistrationEffect.Upload(G1));
    }

    @Test
    void passesIdsThatEarlierLivesUsedUpAndParksWhenThatIsNotTheReason() {
        hears(new RegistrationEvent.Begun(), new RegistrationEvent.FlowsReady());
        List<String> asked = new ArrayList<>();
        while (asked.size() < 5) {
            RegistrationEffect.Action action = step.state().action();
            if (action instanceof RegistrationEffect.Allocate allocate) {
                asked.add(allocate.objectId().substring(PLAN.job().toString().length()));
                hears(failed(StoreStep.ALLOCATE, ErrorClass.FLOW, Reaction.DOUBT_ID));
            } else if (action instanceof RegistrationEffect.LookAtObject) {
                hears(new RegistrationEvent.ObjectSeen(false));
            } else if (action instanceof RegistrationEffect.LookAtFlow) {
                hears(FLOW_FIT);
            } else {
                afterPause();
            }
        }

        assertThat(asked).containsExactly("-g0", "-g1", "-g2", "-g5", "-g11");
        assertThat(lastLine().state()).isEqualTo(Outcome.State.PARKED);
        assertThat(lastLine().cause()).isEqualTo("ALLOCATE_REFUSED");
        assertThat(notes).hasSize(2);
    }

    @Test
    void findsAnEarlierLifesRegistrationBehindARefusedId() {
        hears(new RegistrationEvent.Begun(), new RegistrationEvent.FlowsReady());

        hears(
                failed(StoreStep.ALLOCATE, ErrorClass.FLOW, Reaction.DOUBT_ID),
                new RegistrationEvent.ObjectSeen(true),
                new RegistrationEvent.Seen(new RegistrationEvent.Sighting.Complete(G0)));

        assertThat(lastLine().state()).isEqualTo(Outcome.State.REGISTERED);
    }

    @Test
    void looksBeforeItUploadsWhereTheStoreNamesObjects() {
        hears(new RegistrationEvent.Begun(), new RegistrationEvent.FlowsReady());

        assertThat(hears(new RegistrationEvent.Allocated("theirs"))).isEqualTo(new RegistrationEffect.Look("theirs"));
        assertThat(hears(NOTHING_THERE)).isEqualTo(new RegistrationEffect.Upload("theirs"));
    }

    @ParameterizedTest
    @CsvSource({
        "LOST,         SOURCE_LOST",
        "FORBIDDEN,    POISON",
        "UNREADABLE,   PARKED",
        "ROOT_MISSING, PENDING",
    })
    void tellsALostFileFromALostFolder(Fault fault, Outcome.State state) {
        upload();
        for (int look = 0; look < SourceAsked.LOOKS_MAX && !(step.state() instanceof Done); look++) {
            hears(new RegistrationEvent.SourceFaulty(fault, "camera-1/a.ts"));
            if (!(step.state() instanceof Done)) {
                afterPause();
            }
        }

        assertThat(lastLine().state()).isEqualTo(state);
    }

    @Test
    void takesAFileThatComesBackBetweenTwoLooks() {
        upload();
        hears(new RegistrationEvent.SourceFaulty(Fault.LOST, "gone"));
        afterPause();
        hears(new RegistrationEvent.SourceFaulty(Fault.LOST, "gone"));

        assertThat(afterPause()).isInstanceOf(RegistrationEffect.LookAtSource.class);
        assertThat(hears(new RegistrationEvent.SourceThere())).isEqualTo(new RegistrationEffect.Upload(G0));
        assertThat(hears(new RegistrationEvent.Uploaded())).isInstanceOf(RegistrationEffect.Register.class);
    }

    @Test
    void asksForNoNewPlaceBeforeTheFileCanBeRead() {
        upload();
        for (int hour = 0; hour < 5; hour++) {
            hears(new RegistrationEvent.SourceFaulty(Fault.UNREADABLE, "camera-1/a.ts"));
            nanos += Duration.ofHours(1).toNanos();
            assertThat(afterPause()).isInstanceOf(RegistrationEffect.LookAtSource.class);
        }

        assertThat(hears(new RegistrationEvent.SourceThere())).isEqualTo(new RegistrationEffect.Allocate(G1));
    }

    @ParameterizedTest
    @EnumSource(
            value = RegistrationEvent.FlowCondition.class,
            names = {"ABSENT", "READ_ONLY", "NO_CONTAINER"})
    void parksForWhatIsTheMatterWithTheFlowAndSaysItOnce(RegistrationEvent.FlowCondition condition) {
        register();
        for (int time = 0; time < 3; time++) {
            if (step.state().action() instanceof RegistrationEffect.PrepareFlows) {
                hears(new RegistrationEvent.FlowsUnfit("FLOW_GONE", FlowKeeper.gone(PLAN.flowId())));
            } else {
                hears(
                        failed(StoreStep.REGISTER, ErrorClass.FLOW, Reaction.ASK_FLOW),
                        new RegistrationEvent.FlowSeen(condition));
            }
            assertThat(step.state().action()).isInstanceOf(RegistrationEffect.Wait.class);
            afterPause();
        }

        assertThat(lastLine().state()).isEqualTo(Outcome.State.PARKED);
        assertThat(notes).hasSize(2);
    }

    @Test
    void writesAnotherReasonToParkWithoutAStateFollowingItself() {
        register();
        hears(
                failed(StoreStep.REGISTER, ErrorClass.FLOW, Reaction.ASK_FLOW),
                new RegistrationEvent.FlowSeen(RegistrationEvent.FlowCondition.READ_ONLY));
        afterPause();
        hears(
                failed(StoreStep.REGISTER, ErrorClass.FLOW, Reaction.ASK_FLOW),
                new RegistrationEvent.FlowSeen(RegistrationEvent.FlowCondition.ABSENT));

        assertThat(notes)
                .extracting(note -> ((RegistrationEffect.Line) note).state())
                .containsExactly(
                        Outcome.State.PENDING, Outcome.State.PARKED, Outcome.State.PENDING, Outcome.State.PARKED);
        assertThat(lastLine().cause()).isEqualTo("FLOW_GONE");
    }

    @Test
    void parksForAMissingRightButRepeatsWhatAFlowThatIsThereAnsweredWith404() {
        register();
        hears(failed(StoreStep.REGISTER, ErrorClass.AUTH, Reaction.ASK_FLOW), FLOW_FIT);
        assertThat(lastLine().state()).isEqualTo(Outcome.State.PARKED);
        afterPause();

        hears(failed(StoreStep.REGISTER, ErrorClass.FLOW, Reaction.ASK_FLOW), FLOW_FIT);

        assertThat(((RegistrationEffect.Wait) step.state().action()).atMost()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void waitsAtLeastAsLongAsTheStoreAsks() {
        upload();
        Duration asked = Duration.ofSeconds(90);

        hears(new RegistrationEvent.Failed(
                new Trouble(StoreStep.UPLOAD, ErrorClass.STORE, Reaction.REPEAT, "busy", asked)));

        RegistrationEffect.Wait wait = (RegistrationEffect.Wait) step.state().action();
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

    @Test
    void refusesAnEventThatCannotFollow() {
        assertThatThrownBy(() -> step.state().on(new RegistrationEvent.Uploaded(), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Uploaded cannot follow New");
    }
}
