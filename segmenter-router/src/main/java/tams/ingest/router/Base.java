package tams.ingest.router;

import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Timestamp;

/**
 * Where on the timeline an epoch begins (architecture, words with one meaning: epoch).
 *
 * @param ticks whole ticks of the timeline
 * @param anchor the clock that said so; null where none was asked
 */
record Base(long ticks, @Nullable Anchor anchor) {

    /** Nine ticks are 100 µs, the shortest whole number of nanoseconds that is a whole number of ticks. */
    private static final long TICKS_PER_EXACT_STEP = 9;

    /** Of a feed's first epoch. */
    static Base first(Candidate candidate, Stretch stretch) {
        return switch (candidate.timeline().origin()) {
            case ZERO -> new Base(0, null);
            case MEDIA -> new Base(stretch.span().start(), null);
            case WALLCLOCK -> anchored(candidate, stretch, Long.MIN_VALUE);
        };
    }

    /**
     * Of an epoch that follows another.
     *
     * @param end of the time that is taken
     * @param missing ticks of chunks that the names say are missing between
     */
    static Base after(Candidate candidate, Stretch stretch, Timestamp end, long missing) {
        return candidate.timeline().origin() == Feed.Timeline.Origin.WALLCLOCK
                ? anchored(candidate, stretch, end.toTicks())
                : new Base(end.toTicks() + missing, null);
    }

    /** Never before what is taken, and so that the distance to media time is exact in nanoseconds (reference rule R8). */
    private static Base anchored(Candidate candidate, Stretch stretch, long notBefore) {
        Timestamp length = Timestamp.ofTicks(stretch.length());
        Anchor anchor = Anchor.of(candidate.chunk(), candidate.timeline(), length);
        long ticks = anchor.time().toTicks();
        ticks -= Math.floorMod(ticks - stretch.span().start(), TICKS_PER_EXACT_STEP);
        return new Base(Math.max(ticks, notBefore), anchor);
    }
}
