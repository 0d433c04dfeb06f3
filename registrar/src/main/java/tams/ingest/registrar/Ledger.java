package tams.ingest.registrar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.EventSerializer;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;

/**
 * The ledger: what became of every arrival. Read whole before anything is done, written by this class alone, forward
 * only, where putting a dead letter back is forward too. Thread-safe; one arrival is written by one lane at a time.
 */
final class Ledger implements AutoCloseable {

    private final String topic;
    private final KafkaWriter writer;
    private final Meters meters;
    private final EventSerializer events = new EventSerializer();
    private final ArrivalStates states = new ArrivalStates();
    private final Map<UUID, Instant> lastRegistered = new HashMap<>();
    private final RegisteredTime times = new RegisteredTime();

    /** Arrivals that wait for a feed: they have lines, and no place. */
    private final Set<UUID> unmapped = new HashSet<>();

    private @Nullable TopicReader<Outcome> reader;

    Ledger(String topic, KafkaWriter writer, Meters meters) {
        this.topic = topic;
        this.writer = writer;
        this.meters = meters;
    }

    /** Starts to read; the future completes once all lines there are now have been seen. */
    CompletableFuture<Void> follow(Settings settings) {
        reader = TopicReader.followRecords(settings, Topics.OUTCOMES, "registrar-ledger", this::seen);
        return reader.caughtUp();
    }

    static Ledger of(Settings settings, KafkaWriter writer, Meters meters) {
        return new Ledger(Clients.nameOf(settings, Topics.OUTCOMES), writer, meters);
    }

    /** A line was read, and this is where it lies. */
    synchronized void seen(ConsumerRecord<String, byte[]> record, @Nullable Outcome line) {
        seen(record.key(), line);
        if (line != null) {
            states.note(line.arrival(), new LinePlace(record.partition(), record.offset()), line.file());
        }
    }

    /** Where the last lines lie that may be meant, the latest first; those of the last moments are not read back yet. */
    synchronized List<LinePlace> placesOf(ChunkQuery query, int most) {
        return switch (query.kind()) {
            case ARRIVAL ->
                states.placeOf(UUID.fromString(query.text())).stream().toList();
            case HASH -> states.placesOfHash(query.text(), most);
            case NAME -> states.placesOfName(query.fileName(), most);
        };
    }

    /** A line was read. Our own come back late, so they count only where they are news. */
    synchronized void seen(String key, @Nullable Outcome line) {
        if (line == null) {
            removed(key);
        } else if (isForward(line)) {
            remember(line);
        }
    }

    /** Whether a line may follow the one that is there. */
    private boolean isForward(Outcome line) {
        Optional<Outcome.State> before = stateOf(line.arrival());
        int news = Integer.compare(replaysOf(line), replays(line.arrival()));
        return before.isEmpty()
                || (news >= 0 && before.get().mayBecome(line.state()))
                || isReason(before.get(), line)
                || (news > 0 && line.reopens(before.get()));
    }

    /** Whether a planned arrival stays as it is, and there is more to say about why; refusals come again and say nothing new. */
    private static boolean isReason(Outcome.State before, Outcome line) {
        return before == line.state() && !before.isTerminal() && line.cause() != null && line.flowId() != null;
    }

    private static int replaysOf(Outcome line) {
        Integer replays = line.replays();
        return replays == null ? 0 : replays;
    }

    private void removed(String key) {
        try {
            UUID arrival = UUID.fromString(key.substring(key.lastIndexOf('/') + 1));
            states.remove(arrival);
            unmapped.remove(arrival);
        } catch (IllegalArgumentException e) {
            // Not a key of ours: there is no such line to forget.
            return;
        }
    }

    private void remember(Outcome line) {
        states.put(line.arrival(), line.state(), replaysOf(line));
        UUID flow = line.flowId();
        if (line.state() == Outcome.State.PARKED && flow == null) {
            unmapped.add(line.arrival());
        } else {
            unmapped.remove(line.arrival());
        }
        times.held(line);
        if (line.state() == Outcome.State.REGISTERED && flow != null) {
            lastRegistered.merge(flow, line.at(), (one, other) -> one.isAfter(other) ? one : other);
            times.registered(line.feed(), flow, line);
        }
    }

    synchronized Optional<Outcome.State> stateOf(UUID arrival) {
        return states.get(arrival);
    }

    /** Whether it was decided what becomes of an arrival: a plan was made of it, or it was refused. */
    synchronized boolean hasPlace(UUID arrival) {
        return stateOf(arrival).isPresent() && !unmapped.contains(arrival);
    }

    /** How often an arrival was put back, as far as the ledger knows. */
    synchronized int replays(UUID arrival) {
        return states.replays(arrival);
    }

    /** Whether a segment of the Flow was registered at any time, so the Flow existed. */
    synchronized boolean hasSegments(UUID flow) {
        return lastRegistered.containsKey(flow);
    }

    /** When each Flow got its last segment, from whichever registrar. */
    synchronized Map<UUID, Instant> lastRegistered() {
        return Map.copyOf(lastRegistered);
    }

    /** How far what is registered reaches. */
    RegisteredTime times() {
        return times;
    }

    /** Arrivals in the ledger. */
    synchronized int size() {
        return states.size();
    }

    /** Writes the first line of an arrival without waiting for Kafka; whoever takes the arrival up writes the next and waits. */
    void begin(Outcome line) {
        synchronized (this) {
            if (stateOf(line.arrival()).isPresent()) {
                return;
            }
            remember(line);
        }
        writer.post(record(line));
        meters.lineWritten(line);
    }

    /** Writes a line like {@link #write(List)}. */
    void write(Outcome line) {
        write(List.of(line));
    }

    /**
     * Writes lines, side by side save for those of one arrival; not those that the ones that are there may not become.
     *
     * @throws KafkaWriter.Lost when one could not be written
     */
    void write(List<Outcome> lines) {
        List<Outcome> rest = lines;
        while (!rest.isEmpty()) {
            Map<UUID, Outcome> wave = new LinkedHashMap<>();
            List<Outcome> later = new ArrayList<>();
            rest.forEach(line -> {
                if (wave.putIfAbsent(line.arrival(), line) != null) {
                    later.add(line);
                }
            });
            writeAll(wave.values());
            rest = later;
        }
    }

    private void writeAll(Collection<Outcome> lines) {
        List<Outcome> news;
        synchronized (this) {
            news = lines.stream().filter(this::isForward).toList();
        }
        writer.write(news.stream().map(this::record).toList());
        synchronized (this) {
            news.forEach(this::remember);
        }
        news.forEach(meters::lineWritten);
    }

    private ProducerRecord<String, byte[]> record(Outcome line) {
        Headers headers = new RecordHeaders();
        return new ProducerRecord<>(topic, null, line.key(), events.serialize(topic, headers, line), headers);
    }

    /** Removes the line that a folder without a feed left behind, now that the arrival has one under its feed's name. */
    void settle(String folder, UUID arrival) {
        if (stateOf(arrival).filter(state -> state == Outcome.State.PARKED).isEmpty()) {
            return;
        }
        writer.write(new ProducerRecord<>(topic, Outcome.key(folder, arrival), null));
        synchronized (this) {
            states.remove(arrival);
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
