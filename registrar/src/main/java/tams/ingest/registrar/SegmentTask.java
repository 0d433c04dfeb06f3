package tams.ingest.registrar;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.kit.Replays;

/** One record of {@code ingest.segments} on its feed's lane, from raw bytes to its line in the ledger. */
final class SegmentTask implements Task {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentTask.class);

    private final ConsumerRecord<String, byte[]> record;
    private final Assignment assignment;
    private final Desk desk;
    private final Instant takenUpAt;
    private @Nullable Carriage carriage;

    SegmentTask(ConsumerRecord<String, byte[]> record, Assignment assignment, Desk desk) {
        this.record = record;
        this.assignment = assignment;
        this.desk = desk;
        this.takenUpAt = desk.clock().instant();
    }

    /** Puts a new plan on the ledger before it is its turn, so that it counts while its lane is busy or waits. */
    void announce() {
        SegmentEvent event;
        try {
            event = desk.read(record);
        } catch (SerializationException e) {
            LOG.debug("left to its lane, which makes a dead letter of it", e);
            return;
        }
        if (event instanceof SegmentPlanned plan) {
            RegistrationEffect.Line pending = new RegistrationEffect.Line(Outcome.State.PENDING, null, null, null, 0);
            desk.ledger().begin(Lines.of(plan, pending, 0, takenUpAt));
        }
    }

    @Override
    public Optional<Duration> advance() {
        if (!assignment.enter()) {
            return Optional.empty();
        }
        try {
            Optional<Duration> pause = work();
            if (pause.isEmpty() && (carriage == null || carriage.hasEnded())) {
                assignment.done(record.offset());
            }
            return pause;
        } catch (KafkaWriter.Lost e) {
            throw e;
        } catch (RuntimeException e) {
            // A mistake of ours must not end the process, which would meet the same record again. The feed waits,
            // visibly.
            desk.meters().mistake();
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("unexpected error; the feed waits and the record is tried again");
            carriage = null;
            return Optional.of(Waiting.PARK);
        } finally {
            assignment.leave();
        }
    }

    private Optional<Duration> work() {
        if (carriage != null) {
            return goOn(carriage);
        }
        SegmentEvent event;
        try {
            event = desk.read(record);
        } catch (SerializationException e) {
            desk.deadLetters().write(record, why(ErrorClass.PERMANENT, "MALFORMED", String.valueOf(e.getMessage()), 1));
            return Optional.empty();
        }
        if (isDoneWith(event)) {
            settleFolder(event);
            return Optional.empty();
        }
        if (event instanceof SegmentPlanned plan) {
            carriage = carriage(plan);
            return goOn(carriage);
        }
        refuse((ChunkRefused) event);
        return Optional.empty();
    }

    /**
     * Whether the ledger has a line for it that stays, written here or by another registrar. A record that an operator put
     * back goes on where the ledger has not heard of that yet and nothing is in the store.
     */
    private boolean isDoneWith(SegmentEvent event) {
        Optional<Outcome.State> state = desk.ledger().stateOf(event.arrival());
        boolean again = event instanceof SegmentPlanned
                && Replays.of(record.headers()) > desk.ledger().replays(event.arrival());
        return state.filter(Outcome.State::isTerminal)
                .filter(terminal -> !(again && terminal.mayBeReplayed()))
                .isPresent();
    }

    private Optional<Duration> goOn(Carriage going) {
        Optional<Duration> pause = going.advance();
        if (going.hasEnded() && going.state() instanceof Done done && done.outcome() == Outcome.State.REGISTERED) {
            desk.upkeep().registered(done.progress().plan());
        }
        return pause;
    }

    private Carriage carriage(SegmentPlanned plan) {
        return new Carriage(
                RegistrationState.start(plan, desk.policy()),
                desk.actions(plan),
                note -> write(plan, note),
                assignment::goesOn,
                desk.random(),
                System::nanoTime);
    }

    private void write(SegmentPlanned plan, RegistrationEffect.Note note) {
        if (note instanceof RegistrationEffect.DeadLetter letter) {
            // One that lost its partition unawares misses a file that is archived because another one registered it.
            if (!isDoneWith(plan)) {
                desk.deadLetters()
                        .write(record, why(letter.errorClass(), letter.cause(), letter.reason(), letter.attempts()));
            }
        } else if (note instanceof RegistrationEffect.Line line) {
            int replays = Math.max(Replays.of(record.headers()), desk.ledger().replays(plan.arrival()));
            desk.ledger().write(Lines.of(plan, line, replays, desk.clock().instant()));
            settleFolder(plan);
        }
    }

    private void refuse(ChunkRefused refused) {
        Outcome line = Lines.of(refused, desk.clock().instant());
        if (line.state() == Outcome.State.POISON || line.state() == Outcome.State.CONFLICT) {
            desk.deadLetters().write(record, why(ErrorClass.PERMANENT, refused.cause(), refused.reason(), 1));
        }
        desk.ledger().write(line);
        settleFolder(refused);
    }

    /** What was parked under its folder's name while no feed claimed it now has a line under its feed's. */
    private void settleFolder(SegmentEvent event) {
        String path = event.file().path();
        String folder = path.substring(0, Math.max(path.indexOf('/'), 0));
        if (!folder.isEmpty() && !folder.equals(event.feed())) {
            desk.ledger().settle(folder, Ids.arrival(folder, event.file()));
        }
    }

    private DeadLetters.Why why(ErrorClass errorClass, String cause, String reason, int attempts) {
        return new DeadLetters.Why(errorClass, cause, reason, attempts, takenUpAt);
    }
}
