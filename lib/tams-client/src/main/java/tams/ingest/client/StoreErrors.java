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

    private static final String LOOK = "it may have been done, look before repeating";

    private StoreErrors() {}

    /** For a status that does not mean success. */
    static StoreException answered(Call call, Answer answer) {
        StoreWords words = StoreWords.of(answer.body());
        Failure failure = FailureTable.of(call.effect(), answer.status());
        String said = words.words().isEmpty() ? "" : " '" + words.words() + "'";
        String message = call + " answered " + answer.status() + said + ": " + advice(answer.status(), failure);
        @Nullable Duration wait = answer.header("Retry-After")
                .flatMap(value -> retryAfter(value, Clock.systemUTC().instant()))
                .orElse(null);
        return new StoreException(failure, call, answer.status(), words.code(), words.words(), wait, message, null);
    }

    /** For a success that cannot be believed. {@code why} may be shown. */
    static StoreException unreadable(Call call, Answer answer, String why) {
        Failure failure = FailureTable.of(call.effect(), Trouble.UNREADABLE);
        String message = call + " answered " + answer.status() + ", but " + why + ": "
                + (failure == Failure.UNKNOWN_OUTCOME ? LOOK : "check that tams.url is a TAMS API, 7.0 or later");
        return new StoreException(failure, call, answer.status(), null, why, null, message, null);
    }

    /** For no answer at all. */
    static StoreException unanswered(Call call, Throwable error) {
        Trouble trouble = Trouble.of(error);
        Failure failure = FailureTable.of(call.effect(), trouble);
        String what = trouble == Trouble.NOT_SENT ? " could not connect (" : " got no answer (";
        String todo =
                trouble == Trouble.NOT_SENT ? "check that the store runs and the URL is right" : advice(0, failure);
        String message = call + what + StoreWords.clean(describe(error)) + "): " + todo;
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

    private static String advice(int status, Failure failure) {
        if (failure == Failure.UNKNOWN_OUTCOME) {
            return LOOK;
        }
        return switch (status) {
            case 0, 408, 425, 429, 500, 502, 503, 504 -> "try again later";
            case 400 -> "the store does not accept what was sent";
            case 401 -> "check tams.auth";
            case 403 ->
                "check that the credentials suffice, that the Flow is not read-only, that the URL has not expired";
            case 404 -> "check tams.url and that the Flow, Source or object exists";
            case 413 -> "it is larger than the store takes";
            default -> status / 100 == 3 ? "redirects are not followed, name the final URL" : "see the store's log";
        };
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
