package tams.ingest.testbed;

import java.time.Duration;
import java.util.function.Supplier;
import tams.ingest.client.StoreException;

/** The way to a {@link NastyStore}: each call is refused, done unheard, done later or ends its caller, as the weather has it. */
final class NastyLine {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    /** Longer than any client's patience with one call leaves to it, shorter than AWS's limit of 30 s for a request. */
    private static final Duration LATE = Duration.ofSeconds(15);

    private final Weather weather;
    private final NastyAudit audit;

    NastyLine(Weather weather, NastyAudit audit) {
        this.weather = weather;
        this.audit = audit;
    }

    Mishap at(StoreCall call) {
        audit.called();
        return weather.at(call);
    }

    <T> T call(StoreCall call, Supplier<T> work) {
        return call(call, at(call), work);
    }

    /** Makes a call as far as its mishap lets it. */
    <T> T call(StoreCall call, Mishap mishap, Supplier<T> work) {
        switch (mishap) {
            case UNREACHABLE -> throw StoreRefusals.unreachable(call);
            case THROTTLED -> throw StoreRefusals.answered(call, 429, null, RETRY_AFTER);
            case BUSY -> throw StoreRefusals.answered(call, 503, "busy");
            case BROKEN, CLAIMED -> throw StoreRefusals.answered(call, 500, "broken");
            case UNAUTHORISED -> throw StoreRefusals.answered(call, 401, "who are you");
            case FORBIDDEN -> throw StoreRefusals.answered(call, 403, "not yours");
            case BAD_DIGEST -> throw StoreRefusals.answered(call, 400, "BadDigest", null);
            case REQUEST_TIMEOUT -> throw StoreRefusals.answered(call, 400, "RequestTimeout", null);
            case TIMED_OUT -> throw StoreRefusals.unanswered(call, 0, "timed out");
            case ANSWER_LOST, GARBLED, DONE_LATE, CRASH_BEFORE, CRASH_AFTER -> throw unheard(call, mishap, work);
            case SLOW -> {
                T answer = work.get();
                weather.drag();
                return answer;
            }
            default -> {
                weather.others();
                T answer = work.get();
                weather.others();
                return answer;
            }
        }
    }

    private <T> StoreException unheard(StoreCall call, Mishap mishap, Supplier<T> work) {
        Runnable quietly = () -> {
            try {
                var unused = work.get();
            } catch (StoreException e) {
                // The store's refusal is lost like any other answer.
                return;
            }
        };
        if (mishap == Mishap.DONE_LATE) {
            weather.later(LATE, quietly);
            return StoreRefusals.unanswered(call, 0, "timed out");
        }
        if (mishap != Mishap.CRASH_BEFORE) {
            quietly.run();
        }
        if (mishap == Mishap.CRASH_BEFORE || mishap == Mishap.CRASH_AFTER) {
            throw new Mishap.Crash();
        }
        return mishap == Mishap.GARBLED
                ? StoreRefusals.unanswered(call, 200, "the answer cannot be read")
                : StoreRefusals.unanswered(call, 0, "reset");
    }
}
