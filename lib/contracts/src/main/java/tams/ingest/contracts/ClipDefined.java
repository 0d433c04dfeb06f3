package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clip as it stands: Flows that show a stretch of others, whatever is registered there and whenever. Written by the
 * command line once its Flows are in the store; the last record of a clip counts.
 *
 * @param clip the id of its Source
 * @param timerange on the original's timeline; with an open end while the clip grows
 * @param shift what is added to the original's times
 * @param wholeSegments whether segments at the edges are taken whole instead of cut
 * @param delay how long after its registration a segment may be in the clip at the earliest; null for at once
 */
public record ClipDefined(
        UUID clip,
        String label,
        TimeRange timerange,
        Timestamp shift,
        boolean wholeSegments,
        @Nullable Duration delay,
        List<Track> tracks,
        Instant at)
        implements ClipEvent {

    /** Most Flows of a clip. */
    public static final int TRACKS_MAX = 50;

    /** The longest that segments are held back: what waits is kept by segmenter-router. */
    public static final Duration DELAY_MAX = Duration.ofHours(24);

    public ClipDefined {
        requireNonNull(clip, "clip");
        requireNonNull(label, "label");
        requireNonNull(timerange, "timerange");
        requireNonNull(shift, "shift");
        tracks = List.copyOf(tracks);
        requireNonNull(at, "at");
        if (timerange.start() == null || timerange.isEmpty()) {
            throw new IllegalArgumentException("a clip begins somewhere, and has some length: " + timerange);
        }
        if (tracks.isEmpty() || tracks.size() > TRACKS_MAX) {
            throw new IllegalArgumentException("a clip has 1 to " + TRACKS_MAX + " Flows, not " + tracks.size());
        }
        if (delay != null && (delay.isNegative() || delay.isZero() || delay.compareTo(DELAY_MAX) > 0)) {
            throw new IllegalArgumentException("a delay is more than none, and " + DELAY_MAX + " at most: " + delay);
        }
    }

    /**
     * One Flow of the clip.
     *
     * @param flowId of the clip
     * @param fromFlowId the Flow whose segments it shows
     */
    public record Track(UUID flowId, UUID fromFlowId) {}

    /** The record's key. */
    public String key() {
        return clip.toString();
    }

    /** Whether it grows with what it shows. */
    @JsonIgnore
    public boolean isOpen() {
        return timerange.end() == null;
    }

    /** The same with an end. */
    public ClipDefined until(Timestamp end, Instant now) {
        TimeRange ended = timerange.intersection(new TimeRange(null, false, end, false));
        return new ClipDefined(clip, label, ended, shift, wholeSegments, delay, tracks, now);
    }

    @Override
    public UUID eventId() {
        return Ids.nameUuid(clip, ("defined/" + timerange).getBytes(StandardCharsets.UTF_8));
    }
}
