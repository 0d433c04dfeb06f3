package tams.ingest.client;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the exception for a call that did not succeed: which call, what came back, what to do. */
final class StoreErrors {

    /** Longest wait that a store may ask for; a wrong header must not silence an ingest for a day. */
    static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(5);

    private StoreErrors() {}

    /** For a status that does not mean success. */
    static StoreException answered(Call call, Answer answer) {
        return answered(call, answer, answer.status());
    }

    /** For a token endpoint that gives no token, whatever its status: the caller's trouble is that of a 401. */
    static StoreException unauthorized(Call call, Answer answer) {
        return answered(call, answer, 401);
    }

    private static StoreException answered(Call call, Answer answer, int reported) {
        StoreWords words = StoreWords.of(answer.body());
        Failure failure = FailureTable.of(call.effect(), reported);
        String said = words.words().isEmpty() ? "" : " '" + words.words() + "'";
        String message =
                call + " answered " + answer.status() + said + ": " + Advice.about(call, answer, words, failure);
        @Nullable Duration wait = answer.header("Retry-After")
                .flatMap(value -> retryAfter(value, Clock.systemUTC().instant()))
                .orElse(null);
        return new StoreException(failure, call, reported, words.code(), words.words(), wait, message, null);
    }

    /** For a success that cannot be believed. {@code why} may be shown. */
    static StoreException unreadable(Call call, Answer answer, String why) {
        return unreadable(call, answer, why, "check that tams.url is a TAMS API, 7.0 or later");
    }

    /** The same, with what to do about it where nothing can have been done. */
    static StoreException unreadable(Call call, Answer answer, String why, String todo) {
        Failure failure = FailureTable.of(call.effect(), Trouble.UNREADABLE);
        String message = call + " answered " + answer.status() + ", but " + why + ": "
                + (failure == Failure.UNKNOWN_OUTCOME ? Advice.LOOK : todo);
        return new StoreException(failure, call, answer.status(), null, why, null, message, null);
    }

    /** For no answer at all. */
    static StoreException unanswered(Call call, Throwable error) {
        Trouble trouble = Trouble.of(error);
        Failure failure = FailureTable.of(call.effect(), trouble);
        String what = trouble == Trouble.NOT_SENT ? " could not connect (" : " got no answer (";
        String message =
                call + what + StoreWords.clean(describe(error)) + "): " + Advice.aboutSilence(error, trouble, failure);
        return new StoreException(failure, call, 0, null, "", null, message, error);
    }

    /** For what this client does not go along with, whatever the store's state. */
    static StoreException declined(Call call, Failure failure, int status, String why) {
        return new StoreException(failure, call, status, null, why, null, call + ": " + why, null);
    }

    private static String describe(Throwable error) {
        String message = error.getMessage();
        Throwable cause = error.getCause();
        if ((message == null || message.isEmpty()) && cause != null && cause != error) {
            return describe(cause);
        }
        return error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /** Seconds or an HTTP date (RFC 9110, 10.2.3); empty when it is neither, or in the past. */
    static Optional<Duration> retryAfter(String value, Instant now) {
        Duration wait;
        try {
            wait = value.strip().matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        if (wait.isNegative()) {
            return Optional.empty();
        }
        return Optional.of(wait.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : wait);
    }
}
