package tams.ingest.router;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.SegmentEvent;

/** Counts what is decided, and says aloud what an operator should know of. */
final class PlanCounts {

    private static final Logger LOG = LoggerFactory.getLogger(PlanCounts.class);

    private final MeterRegistry meters;

    PlanCounts(MeterRegistry meters) {
        this.meters = meters;
    }

    void decided(SegmentEvent result) {
        if (result instanceof ChunkRefused refused) {
            meters.counter(
                            "tams.ingest.chunks.refused",
                            "verdict",
                            refused.verdict().toString())
                    .increment();
        } else {
            meters.counter("tams.ingest.chunks.planned").increment();
            // There from a feed's first plan on: a counter that appears with the first gap hides its rise.
            gapsOf(result.feed());
            formatChangesOf(result.feed());
        }
    }

    void reported(GapEvent gap) {
        if (gap instanceof GapEvent.GapDetected) {
            gapsOf(gap.feed()).increment();
        } else if (gap instanceof GapEvent.FormatChanged change) {
            formatChangesOf(gap.feed()).increment();
            LOG.warn(
                    "feed {}: from {} on another form ({}); Flow {} goes on where {} ends, with the same Source",
                    change.feed(),
                    change.timerange(),
                    change.change(),
                    change.flowId(),
                    change.former());
        }
    }

    /** A chunk of a feed of which nothing is known, for which there is no room. */
    void letGo(ChunkArrived chunk) {
        meters.counter("tams.ingest.chunks.let.go").increment();
        LOG.error(
                "feed {}: {} chunks wait for a registrar to say where the feed ends, and {} is let go; ingest-watcher"
                        + " announces it again: check that a registrar runs and reaches its store",
                chunk.feed(),
                LostFeeds.HELD_MAX,
                chunk.file().path());
    }

    private Counter gapsOf(String feed) {
        return meters.counter("tams.ingest.gaps", "feed", feed);
    }

    private Counter formatChangesOf(String feed) {
        return meters.counter("tams.ingest.format.changes", "feed", feed);
    }
}
