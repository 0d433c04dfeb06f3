package tams.ingest.registrar;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.TimeRange;

/** A retention at work: a feed table, what the ledger says, and time that passes when told to. */
final class RetentionSite {

    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final KeepRules rules = new KeepRules();
    private final RegisteredTime times = new RegisteredTime();
    private final RetentionCalls calls;
    private Retention retention;
    private long nanos;
    private long version;

    RetentionSite(RetentionCalls calls) {
        this.calls = calls;
        this.retention = made();
    }

    private Retention made() {
        Meters meters = new Meters(registry);
        return new Retention(
                calls,
                times,
                rules,
                new RetentionWatch(new StoreWatch(meters, () -> nanos), meters),
                Clock.fixed(Plans.AT, ZoneOffset.UTC),
                () -> nanos);
    }

    /** A line of the feed table. */
    void keeps(String feed, @Nullable Duration keep) {
        Feed plain = Feed.named(feed);
        Feed line = new Feed(
                feed,
                feed,
                null,
                plain.complete(),
                false,
                keep,
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                plain.flow());
        rules.accept(feed, new FeedDefined(feed, ++version, line, Plans.AT));
    }

    /** A line of the ledger. */
    void registered(String feed, UUID flow, String timerange) {
        ChunkFile file = new ChunkFile(feed + "/" + timerange.hashCode() + ".ts", 5, "1".repeat(64));
        times.registered(
                feed,
                flow,
                new Outcome(
                        feed,
                        Ids.arrival(feed, file),
                        file,
                        Outcome.State.REGISTERED,
                        null,
                        null,
                        flow,
                        "object",
                        List.of(TimeRange.parse(timerange)),
                        1,
                        null,
                        Feed.After.ARCHIVE,
                        Plans.AT,
                        Plans.AT));
    }

    void turn() {
        turn(feed -> true);
    }

    void turn(Predicate<String> isOurs) {
        retention.turn(isOurs);
    }

    /** Lets time pass, turn by turn. */
    void pass(Duration time) {
        for (long passed = 0; passed < time.toNanos(); passed += RetentionRounds.EVERY.toNanos()) {
            nanos += RetentionRounds.EVERY.toNanos();
            turn();
        }
    }

    /** What was in memory is gone; the ledger and the feed table are read again. */
    void restart() {
        registry = new SimpleMeterRegistry();
        retention = made();
    }

    double failures(String cause) {
        return registry.find("tams.ingest.retention.failures").tag("cause", cause).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    double open() {
        return registry.get("tams.ingest.retention.open").gauge().value();
    }
}
