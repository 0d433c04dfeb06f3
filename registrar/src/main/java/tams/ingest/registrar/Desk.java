package tams.ingest.registrar;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventDeserializer;
import tams.ingest.kit.Replays;

/**
 * What every task works with.
 *
 * @param policies asked when a plan is taken up: a store's time-outs are known only once it answers
 */
record Desk(
        Ledger ledger,
        DeadLetters deadLetters,
        HandOvers handOvers,
        ParkedFlows parked,
        FeedEnds ends,
        TamsStore store,
        FlowKeeper flows,
        FlowUpkeep upkeep,
        DropRoot root,
        StoreCalls calls,
        SideBySide uploads,
        Meters meters,
        Supplier<Policy> policies,
        RandomGenerator random,
        Clock clock) {

    private static final EventDeserializer<SegmentEvent> EVENTS = new EventDeserializer<>(Topics.SEGMENTS);

    /** The record's event. @throws SerializationException when it has none of the topic's kind */
    SegmentEvent read(ConsumerRecord<String, byte[]> record) {
        SegmentEvent event = EVENTS.deserialize(record.topic(), record.headers(), record.value());
        if (event == null) {
            throw new SerializationException("a record on " + record.topic() + " has no value");
        }
        if (!event.feed().equals(record.key())) {
            throw new SerializationException("a record on " + record.topic() + " has the key '" + record.key()
                    + "' but is about feed '" + event.feed() + "'");
        }
        return event;
    }

    /** The plan that a record holds, unless it is done with. */
    Optional<SegmentPlanned> openPlan(ConsumerRecord<String, byte[]> record) {
        try {
            return read(record) instanceof SegmentPlanned plan && !isDoneWith(record, plan)
                    ? Optional.of(plan)
                    : Optional.empty();
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the ledger has a line for it that stays, written here or by another registrar. A record that an operator put
     * back goes on where the ledger has not heard of that yet and nothing is in the store.
     */
    boolean isDoneWith(ConsumerRecord<String, byte[]> record, SegmentEvent event) {
        Optional<Outcome.State> state = ledger.stateOf(event.arrival());
        boolean again =
                event instanceof SegmentPlanned && Replays.of(record.headers()) > ledger.replays(event.arrival());
        return state.filter(Outcome.State::isTerminal)
                .filter(terminal -> !(again && terminal.mayBeReplayed()))
                .isPresent();
    }

    Policy policy() {
        return policies.get();
    }

    Actions actions() {
        return new StoreActions(store, flows, root, calls, uploads);
    }
}
