package tams.ingest.router;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Rational;

/**
 * Why a chunk cannot be timed by PTS against its epoch's earlier chunks. Each is the cause of a discontinuity event.
 *
 * <p>A late chunk and a gap are no breaks. In doubt a chunk is taken to follow an encoder restart, since after a break it
 * gets a time of its own and is never refused.
 */
enum EpochBreak {
    /** PTS went back: the encoder was restarted. */
    PTS_BACK,
    /** PTS went further ahead than any gap we believe in. */
    PTS_JUMP,
    /** Names begin anew, and PTS goes ahead to where the samples of before do not lie: a restart that looks like a gap. */
    NAMES_RESET,
    /** Every chunk starts at the same PTS: from here on their lengths count. */
    PTS_REPEATS,
    /** Chunks carry no PTS from here on. */
    PTS_GONE,
    /** PTS tell the time from here on. */
    PTS_COME,
    /** Numbers went back where only they and the lengths tell the time. */
    NAMES_BACK,
    /** Time breaks inside a chunk. */
    INSIDE,
    /** A playlist says so, and PTS does not go on. */
    LISTED,
    /** The feed loops, and the same bytes are a new place in time. */
    LOOP,
    /** What was known of the feed is gone: it goes on where its Flow ends (ADR 22). */
    STATE_LOST;

    /** Farther than this, one hour, PTS must be confirmed by the sequence. */
    static final long DISTANCE_MAX = 3_600L * 90_000;

    /**
     * Where names count on, a leap this far beyond what they leave room for, ten seconds, is no loss inside the encoder:
     * the limit that tools for live streams have in common.
     */
    static final long LEAP_MAX = 10L * 90_000;

    /** A chunk at the time of the epoch's first is a restart once the reorder window has passed; before, it is a conflict. */
    static final int CHUNKS_MIN = Holes.WINDOW_CHUNKS + 1;

    /** Sequences and PTS agree when they differ by less than a twentieth, or half a chunk. */
    private static final int AGREEMENT = 20;

    /**
     * What breaks before a chunk, if anything.
     *
     * @param span unwrapped into the epoch's cycle; no altered copy of a placed chunk
     */
    static Optional<EpochBreak> before(Epoch epoch, Span span, @Nullable Long sequence) {
        if (epoch.chunks() >= CHUNKS_MIN && coversEarliest(epoch, span)) {
            return Optional.of(PTS_BACK);
        }
        if (fallsBack(epoch, span, sequence)) {
            return Optional.of(PTS_BACK);
        }
        if (agrees(epoch, span, sequence)) {
            return Optional.empty();
        }
        if (span.start() - epoch.head() > DISTANCE_MAX || leaps(epoch, span, sequence)) {
            return Optional.of(PTS_JUMP);
        }
        if (beginsAnew(epoch, span, sequence)) {
            return Optional.of(NAMES_RESET);
        }
        boolean farBack = epoch.earliest() - span.start() > DISTANCE_MAX;
        return farBack ? Optional.of(PTS_BACK) : Optional.empty();
    }

    private static boolean coversEarliest(Epoch epoch, Span span) {
        long quarter = span.length() / 4;
        return span.start() <= epoch.earliest() + quarter && span.end() > epoch.earliest() + quarter;
    }

    /** A later name with a time that is much later than the names between leave room for. */
    private static boolean leaps(Epoch epoch, Span span, @Nullable Long sequence) {
        Long headSequence = epoch.headSequence();
        if (sequence == null || headSequence == null || sequence <= headSequence) {
            return false;
        }
        long between = Math.min(sequence - headSequence - 1, DISTANCE_MAX);
        return span.start() - epoch.head() > LEAP_MAX + 2 * between * span.length();
    }

    /**
     * An earlier name with a later time that is not the next and off the grid, where names are not used in turns. A restarted
     * encoder does that shortly before the wrap of the old one's PTS.
     */
    private static boolean beginsAnew(Epoch epoch, Span span, @Nullable Long sequence) {
        return epoch.isEarlierName(sequence)
                && !epoch.turns()
                && span.start() > epoch.head()
                && !epoch.isContinuedBy(span)
                && epoch.isOffGrid(span);
    }

    /** A later name, or one without a number that goes on beyond the head, with a time that is taken. */
    private static boolean fallsBack(Epoch epoch, Span span, @Nullable Long sequence) {
        Long headSequence = epoch.headSequence();
        boolean overlaps = Rational.of(epoch.head() - span.start()).compareTo(epoch.jitter(span)) > 0;
        if (sequence == null || headSequence == null) {
            return overlaps && span.end() - epoch.head() > span.length() / 2;
        }
        return overlaps && sequence > headSequence;
    }

    /** Whether the names put as many chunks between this one and the head as PTS does. */
    static boolean agrees(Epoch epoch, Span span, @Nullable Long sequence) {
        Long headSequence = epoch.headSequence();
        if (sequence == null || headSequence == null || Math.abs(sequence - headSequence) > Integer.MAX_VALUE) {
            return false;
        }
        long byNames = (sequence - headSequence) * span.length();
        long byPts = span.end() - epoch.head();
        return Math.abs(byPts - byNames) <= Math.max(span.length() / 2, Math.abs(byNames) / AGREEMENT);
    }
}
