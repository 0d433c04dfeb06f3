package tams.ingest.registrar;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last HTTP status of each step of the arrivals under way, for their lines in the ledger. Thread-safe; the store's client tells
 * it each answer's status on the thread that made the call.
 */
final class Statuses {

    /** Arrivals whose statuses are kept: more than lanes times batches; the oldest go first. */
    static final int ARRIVALS_MAX = 10_000;

    private static final int NO_CALL = -1;

    private final ThreadLocal<Integer> last = ThreadLocal.withInitial(() -> NO_CALL);
    private final Map<UUID, EnumMap<StoreStep, Integer>> known = new LinkedHashMap<>();

    /** An answer came on this thread. */
    void accept(int status) {
        last.set(status);
    }

    /** A call begins on this thread, which has had no answer yet. */
    void begin() {
        last.set(NO_CALL);
    }

    /** The call ended well; without an answer, where none was needed, nothing is noted. */
    void went(Collection<Asked> asked) {
        if (last.get() != NO_CALL) {
            asked.forEach(one -> note(one, last.get()));
        }
    }

    /**
     * The call failed.
     *
     * @param status what the failure says; 0 for no answer
     */
    void failed(Collection<Asked> asked, int status) {
        asked.forEach(one -> note(one, status));
    }

    private synchronized void note(Asked one, int status) {
        UUID arrival = one.plan().arrival();
        EnumMap<StoreStep, Integer> steps = known.get(arrival);
        if (steps == null) {
            if (known.size() >= ARRIVALS_MAX) {
                known.remove(known.keySet().iterator().next());
            }
            steps = new EnumMap<>(StoreStep.class);
            known.put(arrival, steps);
        }
        steps.put(one.step(), status);
    }

    /** What is known of an arrival, in the steps' order; null for nothing. */
    synchronized @Nullable Map<String, Integer> of(UUID arrival) {
        EnumMap<StoreStep, Integer> steps = known.get(arrival);
        if (steps == null) {
            return null;
        }
        Map<String, Integer> named = new LinkedHashMap<>();
        steps.forEach((step, status) -> named.put(step.name().toLowerCase(Locale.ROOT), status));
        return named;
    }

    /** The arrival is done with here. */
    synchronized void forget(UUID arrival) {
        known.remove(arrival);
    }
}
