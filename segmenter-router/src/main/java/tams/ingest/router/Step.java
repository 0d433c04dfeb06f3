package tams.ingest.router;

import java.util.List;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.SegmentEvent;

/**
 * The outcome of one offer.
 *
 * @param timeline the state to keep
 * @param result what became of the chunk
 * @param gaps what it told of the timeline's continuity
 */
record Step(FeedTimeline timeline, SegmentEvent result, List<GapEvent> gaps) {

    Step {
        gaps = List.copyOf(gaps);
    }
}
