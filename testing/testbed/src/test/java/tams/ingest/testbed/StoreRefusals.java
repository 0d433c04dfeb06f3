package tams.ingest.testbed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Failure;
import tams.ingest.client.StoreException;

/** Failures as the client over HTTP reports them, for forms of a store that have no HTTP. */
final class StoreRefusals {

    private StoreRefusals() {}

    /** An answer with a status that does not mean success. */
    static StoreException answered(StoreCall call, int status, String words) {
        return StoreException.of(ofStatus(call, status), call.word(), status, words);
    }

    static StoreException answered(StoreCall call, int status, @Nullable String code, @Nullable Duration retryAfter) {
        return StoreException.of(ofStatus(call, status), call.word(), status, code, retryAfter);
    }

    /** It never got there. */
    static StoreException unreachable(StoreCall call) {
        return StoreException.of(Failure.REFUSED, call.word(), 0, "connection refused");
    }

    /** No answer, or none that can be read. */
    static StoreException unanswered(StoreCall call, int status, String words) {
        return StoreException.of(isOnce(call) ? Failure.UNKNOWN_OUTCOME : Failure.REFUSED, call.word(), status, words);
    }

    private static boolean isOnce(StoreCall call) {
        return call == StoreCall.ALLOCATE || call == StoreCall.REGISTER;
    }

    private static Failure ofStatus(StoreCall call, int status) {
        boolean nothingDone = switch (status) {
            case 401, 403, 404, 413, 429 -> true;
            case 503 -> call != StoreCall.REGISTER;
            default -> !isOnce(call);
        };
        if (nothingDone) {
            return Failure.REFUSED;
        }
        return call == StoreCall.ALLOCATE && status == 400 ? Failure.REJECTED : Failure.UNKNOWN_OUTCOME;
    }
}
