package tams.ingest.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a feed stands: counts of arrivals by state, and what is needed to tell live from late.
 *
 * <p>Whether a feed is late or stalled is for the reader to work out from the times, so that a dead pipeline never looks
 * alive.
 *
 * @param counts of arrivals
 * @param gaps open holes
 * @param lastTimerange of the latest registered segment on the timeline
 * @param lastArrivedAt when the youngest chunk was seen complete
 * @param flowId the owner Flow; null until known
 * @param delaysMs from complete to registered, of the last {@link #DELAYS_MAX} registered chunks, oldest first
 * @param at when it changed last
 */
public record FeedStatus(
        String feed,
        Counts counts,
        long gaps,
        @Nullable TimeRange lastTimerange,
        @Nullable Instant lastRegisteredAt,
        @Nullable Instant lastArrivedAt,
        @Nullable UUID flowId,
        List<Integer> delaysMs,
        Instant at)
        implements FeedLine {

    /** Enough for a 99th percentile to mean something, few enough to keep a line below 2 KB. */
    public static final int DELAYS_MAX = 200;

    public FeedStatus {
        delaysMs = List.copyOf(delaysMs);
    }

    /** A feed of which nothing is known. */
    public static FeedStatus empty(String feed) {
        return new FeedStatus(feed, Counts.NONE, 0, null, null, null, null, List.of(), Instant.EPOCH);
    }

    @Override
    public UUID eventId() {
        return Ids.nameUuid(Ids.PROJECT, ("status/" + feed + "/" + at).getBytes(StandardCharsets.UTF_8));
    }
}
