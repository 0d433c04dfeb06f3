package tams.ingest.kit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Sees that the machine's clock was turned back. Kafka's clients time their heartbeats, retries and commits by it, and stand
 * still until it is as late as it was; a process that is started again does not know of the time before (ADR 25).
 */
public final class ClockWatch implements AutoCloseable {

    /** Half of the shortest session: what the clients get over by themselves. */
    static final Duration BACK_MAX = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final LongSupplier wallMs;
    private final LongSupplier nanos;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "clock-watch");
        thread.setDaemon(true);
        return thread;
    });
    private long lastWallMs;
    private long lastNanos;

    ClockWatch(LongSupplier wallMs, LongSupplier nanos) {
        this.wallMs = wallMs;
        this.nanos = nanos;
        this.lastWallMs = wallMs.getAsLong();
        this.lastNanos = nanos.getAsLong();
    }

    public static ClockWatch start() {
        ClockWatch watch = new ClockWatch(System::currentTimeMillis, System::nanoTime);
        var unused = watch.looks.scheduleWithFixedDelay(
                watch::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Compares how far both clocks went since the last look; a clock that is slowed down is never far behind. */
    void look() {
        long nowMs = wallMs.getAsLong();
        long now = nanos.getAsLong();
        Duration back = Duration.ofNanos(now - lastNanos).minusMillis(nowMs - lastWallMs);
        lastWallMs = nowMs;
        lastNanos = now;
        if (back.compareTo(BACK_MAX) > 0) {
            failure.completeExceptionally(new TemporaryException(
                    "the clock was turned back by " + back.toSeconds()
                            + " s: Kafka's clients would stand still until it is as late as it was",
                    null));
        }
    }

    /** Completes exceptionally when the process has to end and be started again. */
    public CompletableFuture<Void> failure() {
        return failure;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
