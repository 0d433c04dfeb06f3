package tams.ingest.client;

import java.net.http.HttpHeaders;
import java.util.Optional;

/** What came back. */
final class Answer {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final CappedBody.Taken taken;

    Answer(int status, HttpHeaders headers, byte[] body, CappedBody.Taken taken) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.taken = taken;
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

    /** The same under another status. */
    Answer as(int otherStatus) {
        return new Answer(otherStatus, headers, body, taken);
    }
}
