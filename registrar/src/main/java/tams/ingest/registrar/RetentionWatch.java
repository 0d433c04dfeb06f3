package tams.ingest.registrar;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Timestamp;
import tams.ingest.kit.EventCode;

/** What is seen of {@link Retention} from outside: counters, a line for each deletion, and a warning a minute for each Flow. */
final class RetentionWatch {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionWatch.class);

    private final StoreWatch store;
    private final Meters meters;
    private final AtomicLong open = new AtomicLong();

    RetentionWatch(StoreWatch store, Meters meters) {
        this.store = store;
        this.meters = meters;
        meters.retentionOpen(open::get);
    }

    /** The store has nothing left behind {@code to}. */
    void done(String feed, UUID flow, Timestamp to) {
        meters.retained(feed);
        LOG.atInfo()
                .addKeyValue("feed", feed)
                .addKeyValue("flowId", flow)
                .addKeyValue("keptFrom", to)
                .log("segments behind what the feed keeps are deleted");
    }

    /**
     * It was not deleted.
     *
     * @param cause one word
     * @param reason one line for a person
     */
    void failed(String feed, UUID flow, String cause, String reason) {
        meters.notRetained(feed, cause);
        store.notShortened(feed, flow, reason);
    }

    /** The same by a mistake of ours. */
    void mistaken(String feed, UUID flow, RuntimeException why) {
        meters.mistake();
        meters.notRetained(feed, "mistake");
        LOG.atError()
                .addMarker(EventCode.REGISTRAR_DEFECT.marker())
                .setCause(why)
                .addKeyValue("feed", feed)
                .addKeyValue("flowId", flow)
                .log("unexpected error; the flow's old segments are tried again later");
    }

    /** A whole turn failed by a mistake of ours. */
    void mistaken(RuntimeException why) {
        meters.mistake();
        LOG.atError()
                .addMarker(EventCode.REGISTRAR_DEFECT.marker())
                .setCause(why)
                .log("unexpected error; the next turn of retention tries again");
    }

    /** The feed's latest segment lies in the future, so keep is counted back from now. */
    void ahead(String feed, UUID flow, Duration ahead) {
        store.notShortened(
                feed,
                flow,
                "the latest segment lies " + ahead.toHours()
                        + " h in the future, so keep counts back from now, and what"
                        + " lies in the future stays: check the times in the feed's file names or its encoder's clock");
    }

    /** How many deletions the store goes on with. */
    void open(long deletions) {
        open.set(deletions);
    }

    /** The feed table cannot be read any more. */
    void tableLost(Throwable why) {
        meters.notRetained("", "table_lost");
        LOG.atError()
                .addMarker(EventCode.FEED_TABLE_UNREADABLE.marker())
                .addKeyValue("cause", why)
                .log(
                        "the feed table cannot be read, so nothing is deleted by keep; check Kafka and restart the registrar");
    }
}
