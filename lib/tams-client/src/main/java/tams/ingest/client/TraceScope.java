package tams.ingest.client;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context that calls to a store carry as {@code traceparent}, by thread. It goes to the store's API alone: a
 * signed address is asked for nothing that was not signed.
 */
public final class TraceScope {

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private TraceScope() {}

    /** Does the work with all calls that this thread makes meanwhile in one trace. */
    public static <T> T within(String traceparent, Supplier<T> work) {
        String before = CURRENT.get();
        CURRENT.set(traceparent);
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }
}
