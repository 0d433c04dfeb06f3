package tams.ingest.registrar;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One ordered lane per feed. A lane's pieces of work run one after the other, those at its head together where they fit;
 * lanes run side by side, as many as the pace allows, and a lane that waits takes no place, so no feed waits for another.
 * Of two lanes that are ready the live one goes first, as long as live ones have no more than half of the places.
 * Thread-safe.
 *
 * @param <T> what lanes are given
 */
final class Lanes<T> {

    /** Lets time pass. */
    @FunctionalInterface
    interface Alarm {
        void after(Duration pause, Runnable work);
    }

    /** Hears of a task that threw, which no task is meant to do. */
    @FunctionalInterface
    interface Fatal {
        void failed(Throwable error);
    }

    /** What lanes know of what they are given. */
    interface Crew<T> {

        /** Takes what is carried out next from the head of {@code queued}, at least one. */
        Task join(Deque<T> queued);

        /** Whether somebody may be watching for it at the moment. */
        boolean isLive(T work);
    }

    private static final class Lane<T> {
        /** Taken from by the lane's own work alone. */
        private final Deque<T> queued = new ConcurrentLinkedDeque<>();

        private @Nullable Task current;
        private boolean live;
    }

    private final Executor workers;
    private final Alarm alarm;
    private final Fatal fatal;
    private final Crew<T> crew;
    private final IntSupplier places;
    private final Map<String, Lane<T>> lanes = new HashMap<>();
    private final ArrayDeque<String> readyLive = new ArrayDeque<>();
    private final ArrayDeque<String> readyLate = new ArrayDeque<>();
    private int running;
    private int runningLive;
    private boolean stopped;

    /**
     * No lane yet.
     *
     * @param places how many lanes may be at work at once; asked again and again
     */
    Lanes(Executor workers, Alarm alarm, Fatal fatal, Crew<T> crew, IntSupplier places) {
        this.workers = workers;
        this.alarm = alarm;
        this.fatal = fatal;
        this.crew = crew;
        this.places = places;
    }

    /** Adds work at a lane's end. */
    void submit(String name, T work) {
        synchronized (this) {
            Lane<T> lane = lanes.get(name);
            if (lane != null) {
                lane.queued.add(work);
                return;
            }
            lane = new Lane<>();
            lane.queued.add(work);
            lanes.put(name, lane);
        }
        ready(name);
    }

    /** Lanes that have something to do or to wait for. */
    synchronized int active() {
        return lanes.size();
    }

    /** Starts nothing any more, and waits for what runs. @return whether all of it ended in time */
    synchronized boolean stop(Duration patience) throws InterruptedException {
        stopped = true;
        long end = System.nanoTime() + patience.toNanos();
        while (running > 0) {
            long leftMs = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (leftMs <= 0) {
                return false;
            }
            wait(leftMs);
        }
        return true;
    }

    /** A lane may go on as soon as there is a place. */
    private void ready(String name) {
        synchronized (this) {
            Lane<T> lane = lanes.get(name);
            if (lane == null) {
                return;
            }
            T head = lane.queued.peek();
            lane.live = head == null ? lane.live : crew.isLive(head);
            (lane.live ? readyLive : readyLate).add(name);
        }
        fill();
    }

    /** Gives free places away. */
    private void fill() {
        for (String name = place(); name != null; name = place()) {
            String lane = name;
            try {
                workers.execute(() -> run(lane));
            } catch (RejectedExecutionException e) {
                synchronized (this) {
                    if (!stopped) {
                        throw e;
                    }
                }
            }
        }
    }

    private synchronized @Nullable String place() {
        int most = Math.max(1, places.getAsInt());
        if (stopped || running >= most) {
            return null;
        }
        boolean live = !readyLive.isEmpty() && (readyLate.isEmpty() || 2 * runningLive < most);
        String name = (live ? readyLive : readyLate).poll();
        if (name != null) {
            running++;
            runningLive += live ? 1 : 0;
        }
        return name;
    }

    private void run(String name) {
        Optional<Duration> pause = Optional.empty();
        boolean failed = true;
        try {
            pause = current(lane(name)).advance();
            failed = false;
        } catch (RuntimeException | Error e) {
            // The lane stays where it is: its task is neither done nor lost.
            fatal.failed(e);
        } finally {
            end(name);
        }
        if (!failed) {
            goOn(name, pause);
        }
        fill();
    }

    private synchronized Lane<T> lane(String name) {
        return requireNonNull(lanes.get(name), name);
    }

    private Task current(Lane<T> lane) {
        Task current = lane.current == null ? crew.join(lane.queued) : lane.current;
        lane.current = current;
        return current;
    }

    private synchronized void end(String name) {
        running--;
        runningLive -= lane(name).live ? 1 : 0;
        notifyAll();
    }

    private void goOn(String name, Optional<Duration> pause) {
        if (pause.isPresent()) {
            alarm.after(pause.get(), () -> ready(name));
            return;
        }
        synchronized (this) {
            Lane<T> lane = lane(name);
            lane.current = null;
            if (lane.queued.isEmpty()) {
                lanes.remove(name);
                return;
            }
        }
        ready(name);
    }
}
