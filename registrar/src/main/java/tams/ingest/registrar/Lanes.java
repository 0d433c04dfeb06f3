package tams.ingest.registrar;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One ordered lane per feed. A lane's tasks run one after the other, lanes run side by side on a bounded pool of workers,
 * and a lane whose task waits holds no worker, so no feed waits for another. Thread-safe.
 */
final class Lanes {

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

    private static final class Lane {
        private final ArrayDeque<Task> tasks = new ArrayDeque<>();
    }

    private final Executor workers;
    private final Alarm alarm;
    private final Fatal fatal;
    private final Map<String, Lane> lanes = new HashMap<>();
    private int running;
    private boolean stopped;

    Lanes(Executor workers, Alarm alarm, Fatal fatal) {
        this.workers = workers;
        this.alarm = alarm;
        this.fatal = fatal;
    }

    /** Adds a task at a lane's end. */
    void submit(String name, Task task) {
        boolean starts;
        synchronized (this) {
            Lane lane = lanes.computeIfAbsent(name, any -> new Lane());
            lane.tasks.add(task);
            starts = lane.tasks.size() == 1;
        }
        if (starts) {
            execute(name);
        }
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

    private void execute(String name) {
        try {
            workers.execute(() -> run(name));
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                if (!stopped) {
                    throw e;
                }
            }
        }
    }

    private void run(String name) {
        Task task = begin(name);
        if (task == null) {
            return;
        }
        Optional<Duration> pause;
        try {
            pause = task.advance();
        } catch (RuntimeException | Error e) {
            // The lane stays where it is: its task is neither done nor lost.
            fatal.failed(e);
            return;
        } finally {
            end();
        }
        goOn(name, pause);
    }

    private synchronized @Nullable Task begin(String name) {
        Lane lane = lanes.get(name);
        Task first = stopped || lane == null ? null : lane.tasks.peek();
        if (first != null) {
            running++;
        }
        return first;
    }

    private synchronized void end() {
        running--;
        notifyAll();
    }

    private void goOn(String name, Optional<Duration> pause) {
        if (pause.isPresent()) {
            alarm.after(pause.get(), () -> execute(name));
            return;
        }
        boolean more;
        synchronized (this) {
            Lane lane = lanes.get(name);
            if (lane == null) {
                return;
            }
            lane.tasks.poll();
            more = !lane.tasks.isEmpty();
            if (!more) {
                lanes.remove(name);
            }
        }
        if (more) {
            execute(name);
        }
    }
}
