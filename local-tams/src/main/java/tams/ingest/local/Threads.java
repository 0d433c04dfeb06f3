package tams.ingest.local;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that work behind the API's back: named, few, and never what keeps the process alive. */
final class Threads {

    private static final Logger LOGGER = LoggerFactory.getLogger(Threads.class);

    private Threads() {}

    static ScheduledExecutorService timer(String name, int threads) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(threads, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    /** Lets work under way come to its end, for a moment, and never interrupts it: that would close the database's file. */
    static void stop(ScheduledExecutorService timer, int timeoutSeconds) {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(timeoutSeconds, TimeUnit.SECONDS)) {
                LOGGER.atWarn().log("work is still under way at shutdown; the next start goes on with it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
