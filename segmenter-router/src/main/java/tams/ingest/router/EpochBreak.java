package tams.ingest.router;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    /** The feed loops, and the same bytes are a new place in time. */
    LOOP;

    /** Farther than this, one hour, PTS must be confirmed by the sequence. */
    static final long DISTANCE_MAX = 3_600L * 90_000;

    /** A later chunk that starts this much before the end of the last, one second, is no jitter. */
    static final long BACK_MIN = 90_000;

    /** A chunk at the time of the epoch's first is a restart once the reorder window has passed; before, it is a conflict. */
    static final int CHUNKS_MIN = Holes.WINDOW_CHUNKS + 1;

    /** Sequences and PTS agree when they differ by less than a twentieth, or half a chunk. */
    private static final int AGREEMENT = 20;

    /**
     * What breaks before a chunk, if anything.
     *
     * @param span unwrapped into the epoch's cycle
     * @param bytes the file's length: the first chunk, altered in place, is a conflict and no restart
     */
    static Optional<EpochBreak> before(Epoch epoch, Span span, @Nullable Long sequence, long bytes) {
        if (epoch.chunks() >= CHUNKS_MIN && bytes != epoch.earliestBytes() && coversEarliest(epoch, span)) {
            return Optional.of(PTS_BACK);
        }
        if (agrees(epoch, span, sequence)) {
            return Optional.empty();
        }
        if (span.start() - epoch.head() > DISTANCE_MAX) {
            return Optional.of(PTS_JUMP);
        }
        boolean farBack = epoch.earliest() - span.start() > DISTANCE_MAX;
        return farBack || contradicts(epoch, span, sequence) ? Optional.of(PTS_BACK) : Optional.empty();
    }

    private static boolean coversEarliest(Epoch epoch, Span span) {
        long quarter = span.length() / 4;
        return span.start() <= epoch.earliest() + quarter && span.end() > epoch.earliest() + quarter;
    }

    /** A later name with an earlier time. */
    private static boolean contradicts(Epoch epoch, Span span, @Nullable Long sequence) {
        Long headSequence = epoch.headSequence();
        long back = Math.min(BACK_MIN, span.length() / 2);
        return sequence != null
                && headSequence != null
                && sequence > headSequence
                && span.start() < epoch.head() - back;
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
