package tams.ingest.registrar;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.client.StoreException;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.HealthCheck;

/**
 * How the store does, from the calls that lanes make: health, counters, and one log line a minute for each kind of
 * trouble. Thread-safe.
 */
final class StoreWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);

    /** A trouble that shows no more for so long is over: whatever met it would have tried again. */
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private static final long LOG_EVERY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int KINDS_MAX = 1_000;

    private final Meters meters;
    private final LongSupplier nanos;
    private final Map<StoreStep, Current> troubles = new EnumMap<>(StoreStep.class);
    private final Map<String, Long> logged = new HashMap<>();

    private record Current(Trouble trouble, long untilNanos) {}

    /**
     * Watches from now on.
     *
     * @param nanos the monotonic clock
     */
    StoreWatch(Meters meters, LongSupplier nanos) {
        this.meters = meters;
        this.nanos = nanos;
    }

    /** A step went well, or found that the file is to blame. */
    void went(StoreStep step, RegistrationEvent event) {
        if (event instanceof RegistrationEvent.SourceFaulty faulty) {
            warn("source " + faulty.fault(), "a file cannot be uploaded", "", faulty.reason());
            return;
        }
        if (!(event instanceof RegistrationEvent.SourceThere)) {
            went(step);
        }
    }

    /** The store did what it was asked to. */
    synchronized void went(StoreStep step) {
        troubles.remove(step);
    }

    void failed(String feed, Trouble trouble) {
        meters.retried(trouble.errorClass());
        if (trouble.errorClass().isStoreWide()) {
            long until = nanos.getAsLong()
                    + FORGOTTEN_AFTER.plus(trouble.retryAfter()).toNanos();
            synchronized (this) {
                troubles.put(trouble.step(), new Current(trouble, until));
            }
        }
        // An object id that an earlier life used up is no trouble.
        if (trouble.reaction() != Reaction.DOUBT_ID) {
            String kind = trouble.step() + " " + trouble.errorClass()
                    + (trouble.errorClass().isStoreWide() ? "" : " " + feed);
            warn(kind, "a call to the store failed", feed, trouble.reason());
        }
    }

    /** A call came to an end; the outcome is {@code ok} or an error class. */
    void asked(StoreStep step, String outcome, long tookNanos) {
        meters.asked(step, outcome, tookNanos);
    }

    void uploaded(long tookNanos, long bytes) {
        meters.uploaded(tookNanos, bytes);
    }

    /** The store answered with another object id than it was asked for. */
    void storeNamesObjects() {
        warn(
                "names",
                "the store names objects itself",
                "",
                "it ignores object_ids (TAMS before 7.0?), so what an earlier life registered is known by its time"
                        + " alone");
    }

    /** A Flow's description could not be brought up to date, which holds nothing up. */
    void untended(UUID flow, StoreException why) {
        meters.flowNotUpdated();
        warn(
                "untended",
                "bit rates and status of a flow are not up to date",
                flow.toString(),
                String.valueOf(why.getMessage()));
    }

    /** The same by a mistake of ours. */
    void mistaken(UUID flow, RuntimeException why) {
        meters.mistake();
        meters.flowNotUpdated();
        LOG.atError()
                .addMarker(EventCode.REGISTRAR_DEFECT.marker())
                .setCause(why)
                .addKeyValue("flowId", flow)
                .log("unexpected error; the flow's status is left alone");
    }

    /** Up unless a store-wide trouble is fresh. */
    HealthCheck.State state() {
        long now = nanos.getAsLong();
        synchronized (this) {
            troubles.values().removeIf(current -> now - current.untilNanos() > 0);
            return troubles.values().stream()
                    .findFirst()
                    .map(current -> HealthCheck.State.down(current.trouble().reason()))
                    .orElseGet(HealthCheck.State::fine);
        }
    }

    /**
     * What a feed keeps no longer could not be deleted, which holds nothing up but the disk's relief.
     *
     * @param reason the call, what came back, what to do
     */
    void notShortened(String feed, UUID flow, String reason) {
        warn(
                "retention " + flow,
                "segments behind what the feed keeps are still in the store",
                feed,
                "Flow " + flow + ": " + reason);
    }

    private void warn(String kind, String message, String feed, String reason) {
        long now = nanos.getAsLong();
        synchronized (this) {
            Long last = logged.get(kind);
            if (last != null && now - last < LOG_EVERY_NANOS) {
                return;
            }
            if (logged.size() >= KINDS_MAX) {
                logged.clear();
            }
            logged.put(kind, now);
        }
        LOG.atWarn()
                .addMarker(EventCode.STORE_CALL_FAILED.marker())
                .addKeyValue("feed", feed)
                .addKeyValue("reason", reason)
                .log(message);
    }
}
