package tams.ingest.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that did not succeed, and what is known of its effect. Neither message nor fields hold secrets. */
public final class StoreException extends RuntimeException {

    private final Failure failure;
    private final Call call;
    private final int status;
    private final @Nullable String code;
    private final String words;
    private final @Nullable Duration retryAfter;

    StoreException(
            Failure failure,
            Call call,
            int status,
            @Nullable String code,
            String words,
            @Nullable Duration retryAfter,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.call = call;
        this.status = status;
        this.code = code;
        this.words = words;
        this.retryAfter = retryAfter;
    }

    /** For other forms of a store, such as a test's: a call named {@code call} that came to this. */
    public static StoreException of(Failure failure, String call, int status, String words) {
        String message = call + " failed: " + (status == 0 ? "no answer" : status) + ": " + words;
        return new StoreException(
                failure, new Call(call, Effect.READ, "", StoreUrl.of("")), status, null, words, null, message, null);
    }

    /** The same with an error code and a wait, as {@link #code} and {@link #retryAfter} give them. */
    public static StoreException of(
            Failure failure, String call, int status, @Nullable String code, @Nullable Duration retryAfter) {
        String message = call + " failed: " + (status == 0 ? "no answer" : status) + (code == null ? "" : " " + code);
        return new StoreException(
                failure, new Call(call, Effect.READ, "", StoreUrl.of("")), status, code, "", retryAfter, message, null);
    }

    /** What is known of the call's effect. */
    public Failure failure() {
        return failure;
    }

    /** The call's name, e.g. {@code register}. */
    public String call() {
        return call.name();
    }

    /** The HTTP method. */
    public String method() {
        return call.method();
    }

    /** The URL called, without its query. */
    public String url() {
        return call.url().toString();
    }

    /** The HTTP status; 0 when no answer came. */
    public int status() {
        return status;
    }

    /** The store's name for what is wrong: S3's {@code Code} such as {@code RequestTimeout}, or an error's type. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /** The store's own words, at most 300 characters, without control characters and secrets; empty for none. */
    public String words() {
        return words;
    }

    /** How long the store asked to wait, at most 5 minutes. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
