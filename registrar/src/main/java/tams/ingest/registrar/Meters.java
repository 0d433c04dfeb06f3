package tams.ingest.registrar;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topic;

/** What registrar counts. */
final class Meters {

    /** Every metric, with the name it has in Prometheus once units and suffixes are added. */
    enum Meter {
        SEGMENTS_REGISTERED("tams.ingest.segments.registered", "segments registered and read back"),
        LAST_REGISTERED(
                "tams.ingest.feed.last.registered.timestamp.seconds",
                "when the feed's last segment was registered, in seconds since 1970"),
        OUTCOMES("tams.ingest.outcomes", "ledger lines written, by state"),
        RETRIES("tams.ingest.retries", "calls to the store that failed and are repeated, by error class"),
        UPLOAD("tams.ingest.upload", "time to upload one object"),
        UPLOAD_BYTES("tams.ingest.upload.bytes", "bytes uploaded"),
        PENDING("tams.ingest.pending", "plans read from Kafka and not done with"),
        HIDDEN("tams.ingest.hidden.records", "plans behind a transaction of router's that has not ended"),
        DEAD_LETTERS("tams.ingest.dead.letters", "records put on the dead letters"),
        HANDED_OVER("tams.ingest.handed.over", "plans that were put on a topic on which they wait, by topic"),
        PARKED_FLOWS("tams.ingest.parked.flows", "flows whose plans wait on ingest.parked"),
        LANES_LIMIT(
                "tams.ingest.lanes.limit", "lanes that the store's pace allows at once, registrar.lanes_max at most"),
        STORE_HELD("tams.ingest.store.held", "1 while feeds are kept from a store that fails all of them"),
        FLOWS_NOT_UPDATED("tams.ingest.flows.not.updated", "Flows whose bit rates or status could not be kept current"),
        RETENTION_DELETIONS(
                "tams.ingest.retention.deletions",
                "deletions of what a feed keeps no longer that the store has carried out"),
        RETENTION_FAILURES(
                "tams.ingest.retention.failures",
                "deletions of what a feed keeps no longer that did not succeed, once per attempt, by cause"),
        RETENTION_OPEN("tams.ingest.retention.open", "deletions that the store goes on with after its answer"),
        MISTAKES("tams.ingest.mistakes", "unexpected errors inside registrar");

        private final String id;
        private final String help;

        Meter(String id, String help) {
            this.id = id;
            this.help = help;
        }

        String id() {
            return id;
        }

        String help() {
            return help;
        }
    }

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> lastRegistered = new ConcurrentHashMap<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    void lineWritten(Outcome line) {
        count(Meter.OUTCOMES, "state", line.state().toString()).increment();
        if (line.state() == Outcome.State.REGISTERED) {
            count(Meter.SEGMENTS_REGISTERED, "feed", line.feed())
                    .increment(line.timeranges().size());
            lastRegistered.computeIfAbsent(line.feed(), this::gauge).set(epochSeconds(line.at()));
        }
    }

    void retried(ErrorClass errorClass) {
        count(Meter.RETRIES, "error_class", errorClass.name()).increment();
    }

    void uploaded(long nanos, long bytes) {
        Timer.builder(Meter.UPLOAD.id())
                .description(Meter.UPLOAD.help())
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
        Counter.builder(Meter.UPLOAD_BYTES.id())
                .description(Meter.UPLOAD_BYTES.help())
                .register(registry)
                .increment((double) bytes);
    }

    void deadLetter(String cause) {
        count(Meter.DEAD_LETTERS, "cause", cause).increment();
    }

    void handedOver(Topic<?> topic) {
        count(Meter.HANDED_OVER, "topic", topic.name()).increment();
    }

    void parked(IntSupplier flows) {
        Gauge.builder(Meter.PARKED_FLOWS.id(), flows::getAsInt)
                .description(Meter.PARKED_FLOWS.help())
                .register(registry);
    }

    void mistake() {
        count(Meter.MISTAKES);
    }

    void flowNotUpdated() {
        count(Meter.FLOWS_NOT_UPDATED);
    }

    void retained(String feed) {
        count(Meter.RETENTION_DELETIONS, "feed", feed).increment();
    }

    /** A deletion did not succeed; the cause is {@code refused}, {@code unanswered}, {@code failed}, {@code not_ended} … */
    void notRetained(String feed, String cause) {
        Counter.builder(Meter.RETENTION_FAILURES.id())
                .description(Meter.RETENTION_FAILURES.help())
                .tag("feed", feed)
                .tag("cause", cause)
                .register(registry)
                .increment();
    }

    void retentionOpen(LongSupplier deletions) {
        Gauge.builder(Meter.RETENTION_OPEN.id(), deletions::getAsLong)
                .description(Meter.RETENTION_OPEN.help())
                .register(registry);
    }

    private void count(Meter meter) {
        Counter.builder(meter.id()).description(meter.help()).register(registry).increment();
    }

    void pending(IntSupplier plans) {
        Gauge.builder(Meter.PENDING.id(), plans::getAsInt)
                .description(Meter.PENDING.help())
                .register(registry);
    }

    void store(Pace pace, Breaker breaker) {
        Gauge.builder(Meter.LANES_LIMIT.id(), pace::limit)
                .description(Meter.LANES_LIMIT.help())
                .register(registry);
        Gauge.builder(Meter.STORE_HELD.id(), () -> breaker.isOpen() ? 1 : 0)
                .description(Meter.STORE_HELD.help())
                .register(registry);
    }

    void hidden(LongSupplier records) {
        Gauge.builder(Meter.HIDDEN.id(), records::getAsLong)
                .description(Meter.HIDDEN.help())
                .register(registry);
    }

    private AtomicLong gauge(String feed) {
        AtomicLong seconds = new AtomicLong();
        Gauge.builder(Meter.LAST_REGISTERED.id(), seconds, AtomicLong::get)
                .description(Meter.LAST_REGISTERED.help())
                .tag("feed", feed)
                .register(registry);
        return seconds;
    }

    private Counter count(Meter meter, String label, String value) {
        return Counter.builder(meter.id())
                .description(meter.help())
                .tag(label, value)
                .register(registry);
    }

    private static long epochSeconds(Instant at) {
        return at.getEpochSecond();
    }
}
