package tams.ingest.watcher;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** What the janitor has been asked to do, and what came of it. Asked by the scanner's thread, done on another. */
final class TidyJobs {

    /** Jobs that wait or are done at a time; others are asked for again by the next look. */
    static final int UNDER_WAY_MAX = 1_024;

    private final Executor executor;
    private final Map<Object, CompletableFuture<Janitor.Result>> jobs = new HashMap<>();
    private Set<Object> uncollected = Set.of();

    /**
     * Has nothing to do yet.
     *
     * @param executor one thread, where the work is done
     */
    TidyJobs(Executor executor) {
        this.executor = executor;
    }

    /** The thread of a running watcher; it never keeps the process alive. */
    static ExecutorService thread() {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "drop-janitor");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Asks for work, or tells what has come of it since it was first asked for. */
    Janitor.Result ask(Object key, Supplier<Janitor.Result> work) {
        CompletableFuture<Janitor.Result> job = jobs.get(key);
        if (job == null) {
            if (jobs.size() >= UNDER_WAY_MAX) {
                return Janitor.Result.UNDER_WAY;
            }
            job = CompletableFuture.supplyAsync(work, executor);
            jobs.put(key, job);
        }
        if (!job.isDone()) {
            return Janitor.Result.UNDER_WAY;
        }
        jobs.remove(key);
        return job.join();
    }

    /** Ends a look at all folders: forgets what was done before it and nobody asked for, since the file is gone. */
    void endLook() {
        Set<Object> done = new HashSet<>();
        jobs.forEach((key, job) -> {
            if (job.isDone()) {
                done.add(key);
            }
        });
        uncollected.stream().filter(done::contains).forEach(jobs::remove);
        uncollected = done;
    }
}
