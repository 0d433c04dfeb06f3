package tams.ingest.registrar;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import tams.ingest.contracts.ReferencePlanned;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventDeserializer;

/** One record of {@code ingest.references} on its Flow's lane. */
final class ReferenceTask implements Work {

    private static final EventDeserializer<ReferencePlanned> EVENTS = new EventDeserializer<>(Topics.REFERENCES);

    private final ConsumerRecord<String, byte[]> record;
    private final Assignment assignment;
    private final ClipCalls calls;
    private final Desk desk;
    private final Instant takenUpAt;

    ReferenceTask(ConsumerRecord<String, byte[]> record, Assignment assignment, ClipCalls calls, Desk desk) {
        this.record = record;
        this.assignment = assignment;
        this.calls = calls;
        this.desk = desk;
        this.takenUpAt = desk.clock().instant();
    }

    ClipCalls calls() {
        return calls;
    }

    Desk desk() {
        return desk;
    }

    Assignment assignment() {
        return assignment;
    }

    /** What the record asks for. @throws SerializationException when it cannot be read */
    ReferencePlanned plan() {
        ReferencePlanned plan = EVENTS.deserialize(record.topic(), record.headers(), record.value());
        if (plan == null) {
            throw new SerializationException("a record on " + record.topic() + " has no value");
        }
        return plan;
    }

    /** The record is done with. */
    void end() {
        assignment.done(record.offset());
    }

    /** The record needs a person. */
    void giveUp(ErrorClass errorClass, String cause, String reason, int attempts) {
        desk.deadLetters().write(record, new DeadLetters.Why(errorClass, cause, reason, attempts, takenUpAt));
        end();
    }

    /** Chunks go first: a clip's segment has no bytes that could be lost. */
    @Override
    public boolean isLive() {
        return false;
    }
}
