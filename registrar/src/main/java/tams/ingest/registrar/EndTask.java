package tams.ingest.registrar;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.client.StoreException;
import tams.ingest.contracts.EndAsked;
import tams.ingest.contracts.FeedEnd;
import tams.ingest.kit.EventCode;

/**
 * Answers the router's question where a feed ends, on the feed's lane: what was planned before the question has its line in
 * the ledger by then.
 */
final class EndTask implements Task {

    private static final Logger LOG = LoggerFactory.getLogger(EndTask.class);

    /** While the store does not answer. */
    static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final SegmentTask record;
    private final EndAsked asked;
    private final Desk desk;

    EndTask(SegmentTask record, EndAsked asked, Desk desk) {
        this.record = record;
        this.asked = asked;
        this.desk = desk;
    }

    @Override
    public Optional<Duration> advance() {
        if (!record.assignment().enter()) {
            return Optional.empty();
        }
        try {
            Optional<Duration> hold = desk.calls().hold();
            if (hold.isEmpty()) {
                answer(desk.ends().of(asked));
                record.end();
            }
            return hold;
        } catch (StoreException e) {
            var unused = desk.calls().failed(new Asked(asked.draft(), new RegistrationEffect.PrepareFlows()), e);
            LOG.atWarn()
                    .addMarker(EventCode.END_UNKNOWN.marker())
                    .addKeyValue("feed", asked.feed())
                    .addKeyValue("cause", e.toString())
                    .log("the router waits to hear where the feed ends, and the store does not say");
            return Optional.of(AFTER_FAILURE);
        } finally {
            record.assignment().leave();
        }
    }

    private void answer(FeedEnd end) {
        desk.ends().write(end, record.partition());
        LOG.atInfo()
                .addKeyValue("feed", end.feed())
                .log(
                        "told the router {}",
                        end.known() ? "that the ledger has its chunk" : "that the feed ends with " + end.last());
    }
}
