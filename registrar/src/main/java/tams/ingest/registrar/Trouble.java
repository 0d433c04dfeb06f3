package tams.ingest.registrar;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A step that failed, and what follows from it.
 *
 * @param reason one line for a person: the call, what came back, what to do; free of secrets
 * @param retryAfter the shortest wait the store asked for; zero when it asked for none
 */
record Trouble(StoreStep step, ErrorClass errorClass, Reaction reaction, String reason, Duration retryAfter) {

    Trouble {
        requireNonNull(step, "step");
        requireNonNull(errorClass, "errorClass");
        requireNonNull(reaction, "reaction");
        requireNonNull(reason, "reason");
        requireNonNull(retryAfter, "retryAfter");
    }

    static Trouble of(StoreStep step, ErrorClass errorClass, Reaction reaction, String reason) {
        return new Trouble(step, errorClass, reaction, reason, Duration.ZERO);
    }
}
