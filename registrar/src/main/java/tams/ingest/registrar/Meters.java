package tams.ingest.registrar;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Instruments;
import tams.ingest.kit.Metric;
import tams.ingest.kit.Settings;
import tams.ingest.kit.UnreadRecords;

/** What registrar counts. Thread-safe. */
final class Meters {

    private final Instruments instruments;
    private final Map<String, AtomicLong> lastRegistered = new ConcurrentHashMap<>();
    private final AtomicLong tokenExpiresAt = new AtomicLong();

    Meters(MeterRegistry registry) {
        this.instruments = new Instruments(registry);
        // There from the start: a counter that appears with what it counts hides the rise that an alert looks for.
        instruments.counter(Metric.MISTAKES);
        instruments.counter(Metric.REFERENCES_REGISTERED);
        for (ErrorClass errorClass : ErrorClass.values()) {
            instruments.counter(Metric.RETRIES, errorClass.name());
        }
        for (Topic<?> topic : List.of(Topics.RETRY_1M, Topics.RETRY_10M, Topics.RETRY_1H, Topics.PARKED)) {
            instruments.counter(Metric.HANDED_OVER, topic.name());
        }
    }

    void lineWritten(Outcome line) {
        instruments.count(Metric.OUTCOMES, line.state().toString());
        if (line.state() == Outcome.State.REGISTERED) {
            instruments
                    .counter(Metric.SEGMENTS_REGISTERED, line.feed())
                    .increment(line.timeranges().size());
            instruments.took(Metric.END_TO_END, Duration.between(line.arrivedAt(), line.at()), line.feed());
            if (lastRegistered.size() < Instruments.FEEDS_MAX || lastRegistered.containsKey(line.feed())) {
                lastRegistered
                        .computeIfAbsent(line.feed(), this::gauge)
                        .set(line.at().getEpochSecond());
            }
        }
    }

    /** A call to the store came to an end; the outcome is {@code ok} or an error class. */
    void asked(StoreStep step, String outcome, long nanos) {
        instruments.took(Metric.REQUEST, Duration.ofNanos(nanos), step.name().toLowerCase(Locale.ROOT), outcome);
    }

    void retried(ErrorClass errorClass) {
        instruments.count(Metric.RETRIES, errorClass.name());
    }

    void uploaded(long nanos, long bytes) {
        instruments.took(Metric.UPLOAD, Duration.ofNanos(nanos));
        instruments.counter(Metric.UPLOAD_BYTES).increment((double) bytes);
    }

    void deadLetter(String cause) {
        instruments.count(Metric.DEAD_LETTERS, cause);
    }

    void handedOver(Topic<?> topic) {
        instruments.count(Metric.HANDED_OVER, topic.name());
    }

    /** Segments of clips are in the store. */
    void referenced(int segments) {
        instruments.counter(Metric.REFERENCES_REGISTERED).increment(segments);
    }

    void parked(IntSupplier flows) {
        instruments.follow(Metric.PARKED_FLOWS, flows::getAsInt);
    }

    void mistake() {
        instruments.count(Metric.MISTAKES);
    }

    void flowNotUpdated() {
        instruments.count(Metric.FLOWS_NOT_UPDATED);
    }

    void retained(String feed) {
        instruments.count(Metric.RETENTION_DELETIONS, feed);
    }

    /** A deletion did not succeed; the cause is {@code refused}, {@code unanswered}, {@code failed}, {@code not_ended} … */
    void notRetained(String feed, String cause) {
        instruments.count(Metric.RETENTION_FAILURES, feed, cause);
    }

    void retentionOpen(LongSupplier deletions) {
        instruments.follow(Metric.RETENTION_OPEN, deletions::getAsLong);
    }

    void pending(IntSupplier plans, LongSupplier bytes) {
        instruments.follow(Metric.PENDING, plans::getAsInt);
        instruments.follow(Metric.PENDING_BYTES, bytes::getAsLong);
    }

    /** How far behind the end of its topics a consumer is. */
    void unread(Consumer<?, ?> consumer, Settings settings, List<? extends Topic<?>> topics) {
        UnreadRecords.show(instruments, consumer::metrics, settings, topics);
    }

    void store(Pace pace, Breaker breaker) {
        instruments.follow(Metric.LANES_LIMIT, pace::limit);
        instruments.follow(Metric.STORE_HELD, () -> breaker.isOpen() ? 1 : 0);
    }

    /** The store's token is another; shown from the first one on. */
    void tokenExpires(Instant at) {
        tokenExpiresAt.set(at.getEpochSecond());
        instruments.follow(Metric.TOKEN_EXPIRES_AT, tokenExpiresAt::get);
    }

    void hidden(LongSupplier records) {
        instruments.follow(Metric.HIDDEN_RECORDS, records::getAsLong);
    }

    private AtomicLong gauge(String feed) {
        AtomicLong seconds = new AtomicLong();
        instruments.follow(Metric.LAST_REGISTERED, seconds::get, feed);
        return seconds;
    }
}
