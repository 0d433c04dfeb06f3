package tams.ingest.registrar;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tams.ingest.client.DeleteRequest;
import tams.ingest.client.Deletion;
import tams.ingest.client.StoreException;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Timestamp;

/**
 * Takes away what lies behind the kept range of Flows ({@code keep} in the feed table), a few calls at a time, one Flow after
 * the other.
 *
 * <p>Only Flows that the ledger names as a feed's own are touched, and only while the feed is in the table with a {@code keep}.
 * What other Flows, such as clips, use of the same objects stays: the store deletes an object with its last segment alone
 * (TAMS 8.2, DELETE segments). Used by one thread.
 */
final class Retention {

    /** Calls in one turn: with {@link RetentionRounds#EVERY} at most 4 a second, beside thousands of registrations. */
    static final int CALLS_MAX = 20;

    /** Further in the future than this a latest segment is worth a warning. */
    static final Duration AHEAD_MAX = Duration.ofDays(1);

    private final RetentionCalls store;
    private final RegisteredTime times;
    private final KeepRules rules;
    private final RetentionWatch watch;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<UUID, Shortening> shortenings = new HashMap<>();

    /**
     * A Flow that has a kept range.
     *
     * @param feed the one whose registrar takes care of it
     */
    private record Kept(RegisteredTime.FlowTime flow, String feed, KeptRange range) {}

    /**
     * Knows of no deletion yet.
     *
     * @param nanos the monotonic clock
     */
    Retention(
            RetentionCalls store,
            RegisteredTime times,
            KeepRules rules,
            RetentionWatch watch,
            Clock clock,
            LongSupplier nanos) {
        this.store = store;
        this.times = times;
        this.rules = rules;
        this.watch = watch;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Makes the calls that are due, those that have waited longest first; ends early when the store cannot at the moment.
     *
     * @param isOurs whether this process takes care of a feed, so that no two do the same
     */
    void turn(Predicate<String> isOurs) {
        List<Kept> kept = rules.isAnyLimited()
                ? times.flows().stream().flatMap(flow -> kept(flow, isOurs)).toList()
                : List.of();
        forgetAllBut(kept);
        long now = nanos.getAsLong();
        var unused = kept.stream()
                .filter(one -> of(one).isDue(one.range(), one.flow().earliestNews(), now))
                .sorted(Comparator.comparingLong(one -> of(one).notBeforeNanos() - now))
                .limit(CALLS_MAX)
                .allMatch(this::shorten);
        watch.open(shortenings.values().stream()
                .filter(shortening -> shortening.pending() != null)
                .count());
    }

    /** What no line of the table limits any more is left alone at once, and looked at anew should one do so again. */
    private void forgetAllBut(List<Kept> kept) {
        Set<UUID> flows = new HashSet<>();
        kept.forEach(one -> flows.add(one.flow().flow()));
        shortenings.keySet().retainAll(flows);
    }

    private Shortening of(Kept kept) {
        return shortenings.computeIfAbsent(kept.flow().flow(), any -> Shortening.unknown(nanos.getAsLong()));
    }

    private Stream<Kept> kept(RegisteredTime.FlowTime flow, Predicate<String> isOurs) {
        Map<String, Feed> owners = new HashMap<>();
        flow.feeds().forEach(id -> rules.feed(id).ifPresent(feed -> owners.put(id, feed)));
        if (owners.isEmpty()) {
            return Stream.empty();
        }
        String first = new TreeSet<>(owners.keySet()).first();
        if (!isOurs.test(first)) {
            return Stream.empty();
        }
        List<KeptRange.Claim> claims = owners.entrySet().stream()
                .map(owner -> new KeptRange.Claim(owner.getValue(), times.endOf(owner.getKey())))
                .toList();
        Optional<KeptRange> range = KeptRange.of(claims, clock.instant());
        range.filter(found -> found.ahead().compareTo(AHEAD_MAX) > 0)
                .ifPresent(found -> watch.ahead(first, flow.flow(), found.ahead()));
        return range.map(found -> new Kept(flow, first, found)).stream();
    }

    /** One call. @return whether the store may be asked for more */
    private boolean shorten(Kept kept) {
        UUID flow = kept.flow().flow();
        Shortening before = of(kept);
        try {
            Shortening.Pending pending = before.pending();
            shortenings.put(flow, pending == null ? delete(kept, before) : ask(kept, before, pending));
            return true;
        } catch (StoreException e) {
            if (Thread.currentThread().isInterrupted()) {
                // We stop; the next life asks for it again.
                return false;
            }
            boolean refused = isRefusal(e);
            Duration pause = refused ? Shortening.AFTER_REFUSAL : Shortening.AFTER_TROUBLE;
            Duration asked = e.retryAfter().orElse(Duration.ZERO);
            shortenings.put(
                    flow, before.failed(asked.compareTo(pause) > 0 ? asked : pause, !refused, nanos.getAsLong()));
            watch.failed(kept.feed(), flow, refused ? "refused" : "unanswered", String.valueOf(e.getMessage()));
            return refused;
        } catch (RuntimeException e) {
            // A mistake of ours about one Flow must not keep the others from being shortened.
            shortenings.put(flow, before.failed(Shortening.AFTER_REFUSAL, false, nanos.getAsLong()));
            watch.mistaken(kept.feed(), flow, e);
            return true;
        }
    }

    /** Whether the answer is about this Flow, and would be the same again. */
    private static boolean isRefusal(StoreException e) {
        return switch (e.status()) {
            case 400, 403, 405, 409, 413, 422 -> true;
            default -> false;
        };
    }

    private Shortening delete(Kept kept, Shortening before) {
        UUID flow = kept.flow().flow();
        Timestamp to = kept.range().from();
        // Before the call: what is registered while it runs may or may not be taken along.
        times.seen(flow);
        Deletion deletion = store.delete(flow, kept.range().behind());
        DeleteRequest request = deletion.request();
        if (request == null) {
            return done(kept, before, to);
        }
        return request.isOver() ? over(kept, before, request, to) : before.follow(request, to, nanos.getAsLong());
    }

    /** Asks how far the store is. A deletion that it has forgotten is over; what it may have left goes with the next. */
    private Shortening ask(Kept kept, Shortening before, Shortening.Pending pending) {
        Optional<DeleteRequest> found = store.find(pending.request().id());
        if (found.isEmpty()) {
            return done(kept, before, pending.to());
        }
        if (found.get().isOver()) {
            return over(kept, before, found.get(), pending.to());
        }
        if (Shortening.isOverdue(pending, nanos.getAsLong())) {
            watch.failed(
                    kept.feed(),
                    kept.flow().flow(),
                    "not_ended",
                    "the store has not ended the deletion " + pending.request().id() + " within "
                            + Shortening.FOLLOWED_MAX.toHours() + " h: see its log; it is asked for anew");
            return before.failed(Shortening.AFTER_REFUSAL, false, nanos.getAsLong());
        }
        return before.wait(pending, nanos.getAsLong());
    }

    private Shortening over(Kept kept, Shortening before, DeleteRequest request, Timestamp to) {
        if (!request.isFailed()) {
            return done(kept, before, to);
        }
        watch.failed(
                kept.feed(),
                kept.flow().flow(),
                "failed",
                "the store gave up the deletion " + request.id() + ": "
                        + (request.error() == null ? "it does not say why" : request.error()));
        return before.failed(Shortening.AFTER_REFUSAL, false, nanos.getAsLong());
    }

    private Shortening done(Kept kept, Shortening before, Timestamp to) {
        watch.done(kept.feed(), kept.flow().flow(), to);
        return before.done(to, nanos.getAsLong());
    }
}
