package tams.ingest.cli;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tams.ingest.client.Failure;
import tams.ingest.client.StoreException;
import tams.ingest.kit.TemporaryException;

/** Repeats a call a few times while the store is busy, and only where repeating is safe. */
final class Repeats {

    /** A store that is busy for longer is a case for running the command again, which goes on where it stopped. */
    static final int ATTEMPTS_MAX = 4;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** Longest wait between two attempts, whatever the store asks for. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final Consumer<Duration> waiting;

    /** @param waiting lets that time pass */
    Repeats(Consumer<Duration> waiting) {
        this.waiting = waiting;
    }

    /** With waits in real time. */
    static Repeats inRealTime() {
        return new Repeats(length -> {
            try {
                Thread.sleep(length.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TemporaryException("interrupted before all was done; the same command goes on", e);
            }
        });
    }

    /** The call's result. @throws StoreException the last attempt's, or the first that is not for repeating */
    <T> T call(Supplier<T> call) {
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (StoreException e) {
                if (attempt == ATTEMPTS_MAX || e.failure() != Failure.REFUSED || !StoreTrouble.isTemporary(e)) {
                    throw e;
                }
                Duration asked = e.retryAfter().orElse(wait);
                waiting.accept(asked.compareTo(WAIT_MAX) < 0 ? asked : WAIT_MAX);
                wait = wait.multipliedBy(2);
            }
        }
    }
}
