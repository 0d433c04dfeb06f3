package tams.ingest.router;

import io.micrometer.core.instrument.MeterRegistry;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.kit.Instruments;
import tams.ingest.kit.Metric;

/** What segmenter-router counts. What is done again after a crash is counted again. */
final class RouterMeters {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Instruments instruments;

    RouterMeters(MeterRegistry registry) {
        this.instruments = new Instruments(registry);
    }

    void decided(SegmentEvent result) {
        if (result instanceof ChunkRefused refused) {
            instruments.count(Metric.CHUNKS_REFUSED, refused.verdict().toString());
            return;
        }
        instruments.count(Metric.CHUNKS_PLANNED);
        // There from a feed's first plan on: a counter that appears with the first gap hides its rise.
        instruments.counter(Metric.GAPS, result.feed());
        instruments.counter(Metric.GAP_SECONDS, result.feed());
        instruments.counter(Metric.DISCONTINUITIES, result.feed());
        instruments.counter(Metric.OVERLAPS, result.feed());
        instruments.counter(Metric.FORMAT_CHANGES, result.feed());
    }

    void letGo() {
        instruments.count(Metric.CHUNKS_LET_GO);
    }

    void found(GapEvent event) {
        if (event instanceof GapEvent.GapDetected gap) {
            instruments.count(Metric.GAPS, gap.feed());
            instruments
                    .counter(Metric.GAP_SECONDS, gap.feed())
                    .increment(gap.timerange()
                            .length()
                            .map(length -> length.toNanos() / NANOS_PER_SECOND)
                            .orElse(0.0));
        } else if (event instanceof GapEvent.DiscontinuityDetected) {
            instruments.count(Metric.DISCONTINUITIES, event.feed());
        } else if (event instanceof GapEvent.OverlapDetected) {
            instruments.count(Metric.OVERLAPS, event.feed());
        } else if (event instanceof GapEvent.FormatChanged) {
            instruments.count(Metric.FORMAT_CHANGES, event.feed());
        }
    }
}
