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
import tams.ingest.contracts.EndAsked;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.kit.Replays;

/**
 * One record of {@code ingest.segments}, or of a topic on which it waited, on its lane, from raw bytes to its line in the ledger. Used by one thread
 * at a time.
 */
final class SegmentTask implements Work {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentTask.class);

    /** What arrived within this time may be watched for. */
    private static final Duration LIVE = Duration.ofMinutes(1);

    private final ConsumerRecord<String, byte[]> record;
    private final Assignment assignment;
    private final Desk desk;
    private final Instant takenUpAt;
    private @Nullable SegmentEvent event;
    private boolean done;

    SegmentTask(ConsumerRecord<String, byte[]> record, Assignment assignment, Desk desk) {
        this.record = record;
        this.assignment = assignment;
        this.desk = desk;
        this.takenUpAt = desk.clock().instant();
    }

    Delivery delivery() {
        return HandOvers.deliveryOf(record);
    }

    int partition() {
        return record.partition();
    }

    Assignment assignment() {
        return assignment;
    }

    @Override
    public boolean isLive() {
        return takenUpAt.toEpochMilli() - record.timestamp() < LIVE.toMillis();
    }

    boolean isDone() {
        return done;
    }

    /** Puts a new plan on the ledger before it is its turn, so that it counts while its lane is busy or waits. */
    void announce() {
        if (read().orElse(null) instanceof SegmentPlanned plan) {
            RegistrationEffect.Line pending = new RegistrationEffect.Line(Outcome.State.PENDING, null, null, null, 0);
            desk.ledger().begin(Lines.of(plan, pending, 0, takenUpAt));
            assignment.offsets().weighs(record.offset(), plan.file().bytes());
        }
        // Thousands may wait for their turn, and raw bytes are smaller.
        event = null;
    }

    /** The plan that the record holds; empty where it holds none. */
    Optional<SegmentPlanned> plan() {
        return read().flatMap(found -> found instanceof SegmentPlanned plan ? Optional.of(plan) : Optional.empty());
    }

    /** The question that the record holds; empty where it holds none. */
    Optional<EndAsked> question() {
        return read().flatMap(found -> found instanceof EndAsked asked ? Optional.of(asked) : Optional.empty());
    }

    private Optional<SegmentEvent> read() {
        if (event == null) {
            try {
                event = desk.read(record);
            } catch (SerializationException e) {
                LOG.debug("left to its turn, which makes a dead letter of it", e);
            }
        }
        return Optional.ofNullable(event);
    }

    /** Settles what needs no store. @return the plan where it does */
    Optional<SegmentPlanned> begin() {
        SegmentEvent found;
        try {
            found = event == null ? desk.read(record) : event;
        } catch (SerializationException e) {
            desk.deadLetters().write(record, why(ErrorClass.PERMANENT, "MALFORMED", String.valueOf(e.getMessage()), 1));
            end();
            return Optional.empty();
        }
        if (desk.isDoneWith(record, found)) {
            settleFolder(found);
        } else if (found instanceof SegmentPlanned plan) {
            Optional<ParkedFlows.Why> held = delivery().via() == Delivery.Via.PARKED
                    ? Optional.empty()
                    : desk.parked().holding(plan.flowId());
            if (held.isEmpty()) {
                return Optional.of(plan);
            }
            follow(plan, held.get());
        } else if (found instanceof ChunkRefused refused) {
            refuse(refused);
        }
        end();
        return Optional.empty();
    }

    /** The record is done with. */
    void end() {
        done = true;
        event = null;
        assignment.done(record.offset());
    }

    void write(SegmentPlanned plan, RegistrationEffect.DeadLetter letter) {
        // One that lost its partition unawares misses a file that is archived because another one registered it.
        if (!desk.isDoneWith(record, plan)) {
            desk.deadLetters()
                    .write(record, why(letter.errorClass(), letter.cause(), letter.reason(), letter.attempts()));
        }
    }

    /** Hands the plan over, unless it is done with. */
    void write(SegmentPlanned plan, RegistrationEffect.HandOver handOver) {
        if (desk.isDoneWith(record, plan)) {
            return;
        }
        if (handOver.tier() != null) {
            desk.handOvers().write(record, handOver, takenUpAt);
            return;
        }
        desk.parked()
                .appends(
                        plan.flowId(),
                        record,
                        new ParkedFlows.Why(handOver.errorClass(), handOver.cause(), handOver.reason()));
        try {
            desk.handOvers().write(record, handOver, takenUpAt);
        } finally {
            desk.parked().appended(plan.flowId());
        }
    }

    /** Behind the others of its Flow, untried. */
    private void follow(SegmentPlanned plan, ParkedFlows.Why why) {
        Step step = HandedOver.toParked(
                Progress.of(plan, desk.policy(), delivery()), why.errorClass(), why.cause(), why.reason());
        for (RegistrationEffect effect : step.effects()) {
            if (effect instanceof RegistrationEffect.HandOver handOver) {
                write(plan, handOver);
            } else if (effect instanceof RegistrationEffect.Line line) {
                desk.ledger().write(outcome(plan, line));
            }
        }
    }

    /** The ledger's form of a line. */
    Outcome outcome(SegmentPlanned plan, RegistrationEffect.Line line) {
        int replays = Math.max(Replays.of(record.headers()), desk.ledger().replays(plan.arrival()));
        return Lines.of(
                plan,
                line,
                replays,
                desk.calls().statuses().of(plan.arrival()),
                desk.clock().instant());
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
    void settleFolder(SegmentEvent of) {
        String path = of.file().path();
        String folder = path.substring(0, Math.max(path.indexOf('/'), 0));
        if (!folder.isEmpty() && !folder.equals(of.feed())) {
            desk.ledger().settle(folder, Ids.arrival(folder, of.file()));
        }
    }

    private DeadLetters.Why why(ErrorClass errorClass, String cause, String reason, int attempts) {
        return new DeadLetters.Why(errorClass, cause, reason, attempts, takenUpAt);
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + " offset " + record.offset();
    }
}
