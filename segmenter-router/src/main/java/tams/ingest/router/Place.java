package tams.ingest.router;

import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * Where a stretch of a chunk lies, and how the epochs go on with it. Whether that time is free is for others to ask.
 *
 * @param range between the neighbours that are there
 * @param located where it would lie without neighbours
 * @param media its first sample, on the file's own timeline
 * @param keyFrames null where the essence has none
 * @param epochs with this stretch
 * @param jitter the largest miss that is not time
 * @param cause of the break before it; null where none is
 * @param anchor of the epoch that begins with it; null where none does or no clock was asked
 */
record Place(
        TimeRange range,
        Epoch.Located located,
        Timestamp media,
        @Nullable Long keyFrames,
        Epochs epochs,
        Timestamp jitter,
        @Nullable EpochBreak cause,
        @Nullable Anchor anchor) {

    /** What is added to media time to get there. */
    Timestamp offset() {
        return Edges.start(isWhole() ? range : located.range()).minus(media);
    }

    /** Whether every sample is used: the range differs from where it would lie by jitter at most, which shifts them all. */
    boolean isWhole() {
        return isClose(Edges.start(range), Edges.start(located.range()))
                && isClose(Edges.end(range), Edges.end(located.range()));
    }

    /** All its samples, on the file's own timeline. */
    TimeRange object() {
        return (isWhole() ? range : located.range()).shifted(offset().negated());
    }

    /** Of the last sample; null when not known. */
    @Nullable Timestamp lastDuration() {
        Timestamp last = located.lastSample();
        return last == null || last.compareTo(Edges.end(range)) >= 0
                ? null
                : Edges.end(range).minus(last);
    }

    private boolean isClose(Timestamp a, Timestamp b) {
        return a.compareTo(b.plus(jitter)) <= 0 && a.compareTo(b.minus(jitter)) >= 0;
    }
}
