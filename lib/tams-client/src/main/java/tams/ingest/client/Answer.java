package tams.ingest.client;

import java.net.http.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came back. */
final class Answer {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final CappedBody.Taken taken;
    private final @Nullable String advice;

    Answer(int status, HttpHeaders headers, byte[] body, CappedBody.Taken taken) {
        this(status, headers, body, taken, null);
    }

    private Answer(int status, HttpHeaders headers, byte[] body, CappedBody.Taken taken, @Nullable String advice) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.taken = taken;
        this.advice = advice;
    }

    int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** Not a copy; empty where the body went to a caller's stream. */
    byte[] body() {
        return body;
    }

    /** How long the body was, as far as it was read. */
    long bytes() {
        return taken.bytes();
    }

    /** Whether the body was longer than allowed, and the rest was not read. */
    boolean isCut() {
        return taken.isCut();
    }

    /** The same with what to do about it, known from what was sent. */
    Answer advising(String what) {
        return new Answer(status, headers, body, taken, what);
    }

    /** What to do about it; empty where the call and the answer say enough. */
    Optional<String> advice() {
        return Optional.ofNullable(advice);
    }
}
