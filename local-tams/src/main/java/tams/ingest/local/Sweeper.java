package tams.ingest.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what nobody can use any longer: ids allocated and never registered, and the bytes of objects that are gone. */
final class Sweeper implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Sweeper.class);

    private static final int SWEEP_INTERVAL_S = 30;

    /** Objects in one transaction, so that no other writer waits long. */
    private static final int SWEPT_AT_ONCE = 500;

    /** A registration that was sent in time may still be on its way. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final int STOP_TIMEOUT_S = 2;

    private final Database database;
    private final ObjectStore objects;
    private final Duration objectTimeout;
    private final Clock clock;
    private final ScheduledExecutorService timer = Threads.timer("local-tams-sweeper", 1);

    Sweeper(Database database, ObjectStore objects, Duration objectTimeout, Clock clock) {
        this.database = database;
        this.objects = objects;
        this.objectTimeout = objectTimeout;
        this.clock = clock;
    }

    void start() {
        Future<?> unused =
                timer.scheduleWithFixedDelay(this::sweepLogged, SWEEP_INTERVAL_S, SWEEP_INTERVAL_S, TimeUnit.SECONDS);
    }

    /** Asks for a sweep soon; one that is asked for while the store stops is left to the next start. */
    void wake() {
        try {
            timer.execute(this::sweepLogged);
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().log("no sweep while stopping");
        }
    }

    private void sweepLogged() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOGGER.atWarn().setCause(e).log("sweep failed; the next one tries again");
        }
    }

    /** Removes all that is due. */
    void sweep() {
        Instant then = Api.now(clock).minus(objectTimeout).minus(GRACE);
        while (database.write(sql -> ObjectTable.deleteExpired(sql, then, SWEPT_AT_ONCE)) == SWEPT_AT_ONCE) {
            LOGGER.atDebug().log("more objects have expired");
        }
        List<String> doomed = database.read(sql -> ObjectTable.doomed(sql, SWEPT_AT_ONCE));
        while (!doomed.isEmpty()) {
            List<String> keys = doomed;
            keys.forEach(objects::delete);
            database.write(sql -> {
                ObjectTable.forget(sql, keys);
                return keys.size();
            });
            doomed = database.read(sql -> ObjectTable.doomed(sql, SWEPT_AT_ONCE));
        }
    }

    /** Lets a sweep under way come to its end, for a moment. */
    @Override
    public void close() {
        Threads.stop(timer, STOP_TIMEOUT_S);
    }
}
