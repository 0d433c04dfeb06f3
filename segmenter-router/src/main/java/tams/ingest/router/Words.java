package tams.ingest.router;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedEnd;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.GapEvent.DriftDetected;
import tams.ingest.contracts.GapEvent.EpochAnchored;
import tams.ingest.contracts.GapEvent.FormatChanged;
import tams.ingest.contracts.LeapSeconds;
import tams.ingest.kit.EventCode;

/** Says in the log what an operator should know of; the events themselves are on their topics. */
final class Words {

    private static final Logger LOG = LoggerFactory.getLogger(Words.class);

    private final AtomicBoolean expirySaid = new AtomicBoolean();

    void say(GapEvent event) {
        if (event instanceof FormatChanged change) {
            LOG.warn(
                    EventCode.FORM_CHANGED.marker(),
                    "feed {}: from {} on another form ({}); Flow {} goes on where {} ends, with the same Source",
                    change.feed(),
                    change.timerange(),
                    change.change(),
                    change.flowId(),
                    change.former());
        }
    }

    void say(FeedEnd end) {
        LOG.warn(
                EventCode.STATE_LOST.marker(),
                "nothing is known of feed {} any more; it goes on behind {}",
                end.feed(),
                end.last());
    }

    /** There is no room for one more chunk of a feed of which nothing is known. */
    void letGo(ChunkArrived chunk) {
        LOG.error(
                EventCode.CHUNK_LET_GO.marker(),
                "feed {}: {} chunks wait for a registrar to say where the feed ends, and {} is let go",
                chunk.feed(),
                LostFeeds.HELD_MAX,
                chunk.file().path());
    }

    /** About wall clocks. */
    void say(GapEvent event, Feed.Timeline settings) {
        if (event instanceof EpochAnchored anchored) {
            anchored(anchored, settings);
        } else if (event instanceof DriftDetected drift) {
            LOG.warn(
                    EventCode.CLOCK_DRIFTS.marker(),
                    "feed {}: at {} its {} is {} s off the timeline, which goes on by PTS",
                    drift.feed(),
                    drift.timerange(),
                    drift.clock(),
                    drift.drift());
        }
    }

    private void anchored(EpochAnchored anchored, Feed.Timeline settings) {
        if (anchored.clock().equals(Anchor.Clock.MTIME.name()) && settings.anchor() != Feed.Timeline.Anchor.MTIME) {
            LOG.warn(
                    EventCode.NO_CLOCK.marker(),
                    "feed {}: neither a name nor a playlist tells its time; {} comes from when the file was written",
                    anchored.feed(),
                    anchored.timerange());
        }
        if (settings.scale() == Feed.Timeline.Scale.TAI
                && LeapSeconds.expired(anchored.at())
                && expirySaid.compareAndSet(false, true)) {
            LOG.warn(
                    EventCode.LEAP_SECONDS_OLD.marker(),
                    "the table of leap seconds is known to be whole until {} only; a leap second since then would put"
                            + " TAI times one second off",
                    LeapSeconds.EXPIRES);
        }
    }
}
