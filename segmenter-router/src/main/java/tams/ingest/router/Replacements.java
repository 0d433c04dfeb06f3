package tams.ingest.router;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How often a stream thread may die before the process has to: a fault that stays is for the supervisor to see. */
final class Replacements {

    /** Enough for a broker that is restarted, few enough to end a loop. */
    static final int MAX = 5;

    static final Duration WINDOW = Duration.ofMinutes(10);

    private final Clock clock;
    private final Deque<Instant> deaths = new ArrayDeque<>();

    Replacements(Clock clock) {
        this.clock = clock;
    }

    /** Notes a death, and whether the thread may be replaced. */
    synchronized boolean allows() {
        Instant now = clock.instant();
        while (!deaths.isEmpty() && deaths.getFirst().isBefore(now.minus(WINDOW))) {
            deaths.removeFirst();
        }
        deaths.addLast(now);
        return deaths.size() <= MAX;
    }
}
