package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tams.ingest.client.Failure;
import tams.ingest.client.StoreException;

/**
 * The calls that reached for a store, in their order, each with the fate that {@link Faults} give it.
 *
 * <p>A call may be refused, may happen without an answer, or may happen some calls later.
 */
final class FaultyCalls {

    /** Enough for a dead process's successor to upload again. */
    private static final int LATE_CALLS = 7;

    private record Late(int afterCall, Runnable work) {}

    final List<String> names = new ArrayList<>();
    private final List<Late> late = new ArrayList<>();
    private final Faults faults;

    FaultyCalls(Faults faults) {
        this.faults = faults;
    }

    <T> T call(String name, boolean changes, Supplier<T> work) {
        return call(name, changes, work, work);
    }

    /**
     * Makes a call as far as its fate lets it.
     *
     * @param changes whether a lost answer leaves the outcome unknown
     * @param lie the answer of a store that does nothing and says that it did
     */
    <T> T call(String name, boolean changes, Supplier<T> work, Supplier<T> lie) {
        names.add(name);
        letLateOnesHappen();
        return switch (faults.of(name)) {
            case ANSWERED -> work.get();
            case LIED -> lie.get();
            case NOT_SENT -> throw StoreException.of(Failure.REFUSED, name, 0, "connection refused");
            case BUSY ->
                throw StoreException.of(
                        name.equals("register") ? Failure.UNKNOWN_OUTCOME : Failure.REFUSED, name, 503, "busy");
            case ANSWER_LOST -> {
                quietly(work);
                throw StoreException.of(changes ? Failure.UNKNOWN_OUTCOME : Failure.REFUSED, name, 0, "reset");
            }
            case LATE -> {
                late.add(new Late(names.size() + LATE_CALLS, () -> quietly(work)));
                throw StoreException.of(changes ? Failure.UNKNOWN_OUTCOME : Failure.REFUSED, name, 0, "timed out");
            }
            case CRASH_BEFORE -> throw new Faults.Crash();
            case CRASH_AFTER -> {
                quietly(work);
                throw new Faults.Crash();
            }
        };
    }

    private void letLateOnesHappen() {
        late.removeIf(one -> {
            boolean due = names.size() >= one.afterCall();
            if (due) {
                one.work().run();
            }
            return due;
        });
    }

    private static <T> void quietly(Supplier<T> work) {
        try {
            var unused = work.get();
        } catch (StoreException e) {
            // The store's refusal is lost like any other answer.
            return;
        }
    }

    /** Forgets what was still to happen. */
    void close() {
        late.clear();
    }
}
