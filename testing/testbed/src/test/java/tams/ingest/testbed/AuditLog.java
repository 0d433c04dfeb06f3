package tams.ingest.testbed;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What really happened: every call in the order it came, what was done to it, and every segment that the store took, in
 * the order it took them. The oracle, for it sees what no answer tells. Thread-safe.
 */
final class AuditLog {

    /**
     * A call.
     *
     * @param number from 1, among the calls of its kind
     * @param fault null for a call that went well
     */
    record Call(
            StoreCall call,
            int number,
            String target,
            @Nullable Fault fault) {}

    /** A segment that the store took. */
    record Taken(String flow, String objectId, String timerange) {}

    private final FaultScript script;
    private final List<Call> calls = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();
    private final Map<StoreCall, Integer> counts = new EnumMap<>(StoreCall.class);

    AuditLog(FaultScript script) {
        this.script = script;
    }

    /** Notes a call, and says what is to happen to it. */
    synchronized Optional<Fault> begin(StoreCall call, String target) {
        int number = counts.merge(call, 1, Integer::sum);
        Optional<Fault> fault = script.at(call, number);
        calls.add(new Call(call, number, target, fault.orElse(null)));
        return fault;
    }

    synchronized void took(Taken segment) {
        taken.add(segment);
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** How often each kind of fault hit. */
    synchronized Map<Fault.Kind, Integer> faults() {
        Map<Fault.Kind, Integer> hits = new EnumMap<>(Fault.Kind.class);
        for (Call call : calls) {
            Fault fault = call.fault();
            if (fault != null) {
                hits.merge(fault.kind(), 1, Integer::sum);
            }
        }
        return hits;
    }
}
