package tams.ingest.registrar;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.EndAsked;
import tams.ingest.contracts.FeedEnd;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.kit.EventSerializer;

/**
 * Where feeds end: by the ledger, which also knows what is planned and not in the store yet, and by the store, which also
 * has what others wrote (ADR 22). Thread-safe.
 */
final class FeedEnds {

    /** A router with a backlog asks about each chunk of it; the store is asked once in so long. */
    static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final String topic;
    private final KafkaWriter writer;
    private final Ledger ledger;
    private final TamsStore store;
    private final Clock clock;
    private final LongSupplier nanos;
    private final EventSerializer events = new EventSerializer();
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    /**
     * What was found of a feed.
     *
     * @param ledgerLast what the ledger said at that time
     */
    private record Found(@Nullable TimeRange last, List<UUID> unfit, Optional<TimeRange> ledgerLast, long atNanos) {}

    /**
     * Writes to Kafka.
     *
     * @param topic of feeds' live lines, with its prefix
     * @param nanos the monotonic clock
     */
    FeedEnds(String topic, KafkaWriter writer, Ledger ledger, TamsStore store, Clock clock, LongSupplier nanos) {
        this.topic = topic;
        this.writer = writer;
        this.ledger = ledger;
        this.store = store;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** The answer, once all plans before the question have been read. @throws tams.ingest.client.StoreException when a call fails */
    FeedEnd of(EndAsked asked) {
        Set<UUID> owners = ledger.times().ownersOf(asked.feed());
        boolean known = ledger.hasPlace(asked.arrival());
        Found there = known
                ? new Found(null, List.of(), Optional.empty(), 0)
                : found.compute(asked.feed(), (feed, before) -> isFresh(feed, before) ? before : look(asked, owners));
        return new FeedEnd(
                asked.feed(),
                asked.arrival(),
                known,
                there.last(),
                List.copyOf(owners),
                there.unfit(),
                clock.instant());
    }

    private boolean isFresh(String feed, @Nullable Found before) {
        return before != null
                && nanos.getAsLong() - before.atNanos() < REMEMBERED.toNanos()
                && before.ledgerLast().equals(ledger.times().lastOf(feed));
    }

    private Found look(EndAsked asked, Set<UUID> owners) {
        SegmentPlanned draft = asked.draft();
        Optional<TimeRange> ledgerLast = ledger.times().lastOf(asked.feed());
        Set<UUID> flows = new LinkedHashSet<>(owners);
        flows.add(draft.flowId());
        TimeRange last = Stream.concat(ledgerLast.stream(), flows.stream().flatMap(this::lastIn))
                .max(TimeRange::compareEnds)
                .orElse(null);
        List<UUID> unfit = draft.flows().stream()
                .filter(flow -> isUnfit(draft, flow))
                .map(SegmentPlanned.Flow::id)
                .toList();
        return new Found(last, unfit, ledgerLast, nanos.getAsLong());
    }

    /**
     * Lets the router hear.
     *
     * @param partition of the question: the router that asked reads the answer there
     * @throws KafkaWriter.Lost when it could not be written
     */
    void write(FeedEnd end, int partition) {
        Headers headers = new RecordHeaders();
        byte[] value = events.serialize(topic, headers, end);
        writer.write(new ProducerRecord<>(topic, partition, end.key(), value, headers));
    }

    /** A segment without an end has no place behind it; stores that have one do not list it last. */
    private Stream<TimeRange> lastIn(UUID flow) {
        return store.segments(flow, SegmentQuery.all().latestFirst().first(1)).stream()
                .map(Segment::timerange)
                .filter(range -> range.start() != null && range.end() != null);
    }

    private boolean isUnfit(SegmentPlanned draft, SegmentPlanned.Flow planned) {
        return store.flow(planned.id())
                .flatMap(there ->
                        FlowDescription.of(draft, planned).flatMap(wanted -> FlowDescription.difference(wanted, there)))
                .isPresent();
    }
}
