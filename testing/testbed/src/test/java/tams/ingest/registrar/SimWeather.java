package tams.ingest.registrar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import tams.ingest.testbed.Mishap;
import tams.ingest.testbed.StoreCall;
import tams.ingest.testbed.Weather;

/** Time as a number, what is due later, and what goes wrong with calls until the weather is fair. */
final class SimWeather implements Weather {

    private static final int LATENCY_MS = 300;
    private static final int SLOW_MS = 4_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration NESTED_MAX = Duration.ofSeconds(5);
    private static final Duration DRAG_MAX = Duration.ofMinutes(7);
    private static final int DEPTH_MAX = 2;

    private record Due(long at, int number, Runnable work) {}

    private final Random random;
    private final Tally tally;
    private final int permille;
    private final boolean lies;
    private final PriorityQueue<Due> due = new PriorityQueue<>((one, other) -> one.at() == other.at()
            ? Integer.compare(one.number(), other.number())
            : Long.compare(one.at(), other.at()));
    private int mishapsLeft;
    private long nanos;
    private long patientUntil;
    private int scheduled;
    private int depth;
    private Runnable turn = () -> {};

    /** Bad weather; {@code lies} where the store may say that it did what it did not, which only reading back finds out. */
    SimWeather(Random random, Tally tally, boolean lies) {
        this.random = random;
        this.tally = tally;
        this.lies = lies;
        this.permille = random.nextInt(450);
        this.mishapsLeft = random.nextInt(25);
    }

    /** What others do when it is their turn. */
    void others(Runnable what) {
        turn = what;
    }

    boolean isFair() {
        return mishapsLeft == 0;
    }

    void clearUp() {
        mishapsLeft = 0;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    void pass(Duration time) {
        moveTo(nanos + time.toNanos());
    }

    @Override
    public Mishap at(StoreCall call) {
        boolean slow = !isFair() && random.nextInt(40) == 0;
        pass(Duration.ofMillis(1 + random.nextInt(slow ? SLOW_MS : LATENCY_MS)));
        if (!isWithinCall()) {
            patientUntil = nanos + NESTED_MAX.toNanos();
        }
        if (isFair() || random.nextInt(1_000) >= permille) {
            return Mishap.NONE;
        }
        Mishap mishap = any(call);
        if (mishap != Mishap.NONE) {
            mishapsLeft--;
            tally.add(mishap);
        }
        if (mishap == Mishap.TIMED_OUT || mishap == Mishap.DONE_LATE) {
            pass(TIMEOUT);
        }
        return mishap;
    }

    private Mishap any(StoreCall call) {
        List<Mishap> possible = new ArrayList<>();
        for (Mishap mishap : Mishap.values()) {
            if (mishap.befalls(call) && (lies || mishap != Mishap.LIED)) {
                possible.add(mishap);
            }
        }
        return possible.isEmpty() ? Mishap.NONE : possible.get(random.nextInt(possible.size()));
    }

    @Override
    public void others() {
        if (depth >= DEPTH_MAX || random.nextInt(6) > 0) {
            return;
        }
        depth++;
        for (int turns = random.nextInt(8); turns > 0 && nanos < patientUntil; turns--) {
            turn.run();
        }
        depth--;
    }

    /** Whether this is in the midst of somebody's call. */
    boolean isWithinCall() {
        return depth > 0;
    }

    @Override
    public void drag() {
        // Within another's call only for as long as a client waits for that.
        pass(Duration.ofMillis(random.nextLong((isWithinCall() ? TIMEOUT : DRAG_MAX).toMillis())));
    }

    @Override
    public void later(Duration after, Runnable work) {
        due.add(new Due(nanos + after.toNanos(), scheduled++, work));
    }

    /** When the next thing is due; the end of time for none. */
    long nextDue() {
        return due.isEmpty() ? Long.MAX_VALUE : due.peek().at();
    }

    /** Whether nothing is due any more. */
    boolean isQuiet() {
        return due.isEmpty();
    }

    /** Time passes up to a moment, and what falls due on the way is done on time. */
    void moveTo(long time) {
        while (!due.isEmpty() && due.peek().at() <= time) {
            Due next = due.remove();
            nanos = Math.max(nanos, next.at());
            next.work().run();
        }
        nanos = Math.max(nanos, time);
    }
}
