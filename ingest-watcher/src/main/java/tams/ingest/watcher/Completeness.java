package tams.ingest.watcher;

import java.time.Duration;
import tams.ingest.contracts.Feed;

/**
 * Decides whether a file is whole, from looks at it alone: no clock but our own monotonic one takes part, and no file's
 * time is ever compared with it. An object of a bucket is whole from the moment it is listed; what a feed may hold it back
 * for besides is a list, or a later object where one is put time and again while it grows.
 *
 * @param quiet {@code drop.quiet}
 * @param scan {@code drop.scan}
 * @param isOfObjects whether it is a bucket that is watched
 */
record Completeness(Duration quiet, Duration scan, boolean isOfObjects) {

    private static final int UNSIGNED_QUIETS = 10;

    /** Of files. */
    Completeness(Duration quiet, Duration scan) {
        this(quiet, scan, false);
    }

    /**
     * How long a file counts as unchanged after one more look that found it so.
     *
     * <p>A look vouches for at most a third of the quiet time: if we or the whole machine were stopped, the writer may have
     * been too, and the time in between says nothing.
     *
     * @param unchanged so far, in nanoseconds
     * @param elapsed since the look before
     */
    long unchanged(long unchanged, long elapsed) {
        return unchanged + Math.min(Math.max(0, elapsed), Math.max(quiet.toNanos() / 3, 1));
    }

    /**
     * How long a whole file waits for the playlist that a feed's place in time depends on, then it goes without.
     *
     * <p>Encoders rewrite the playlist right after the chunk; twice the time that tells a finished file from a growing one
     * leaves room for slow disks.
     */
    Duration listed() {
        return quiet.multipliedBy(2);
    }

    /**
     * How long a file stays unchanged that its writer should have shown to be whole, until it is taken as it is: the writer
     * has died.
     *
     * <p>A writer that keeps lists may stall longer than {@code drop.quiet} without harm; it is what lists are for. And a
     * file without content may be one whose first bytes are still in its writer's buffer, which at the rate of an audio
     * stream fills for half a minute.
     */
    Duration unsigned() {
        return quiet.multipliedBy(UNSIGNED_QUIETS);
    }

    /**
     * Whether a file is whole.
     *
     * @param unchangedNanos as {@link #unchanged} counts
     * @param isVouchedFor whether the folder shows that its writer has gone on: a later file of its stream is there, or a
     *     list names it
     */
    boolean isWhole(Feed.Complete policy, long bytes, long unchangedNanos, boolean isVouchedFor) {
        boolean isQuiet = unchangedNanos >= quiet.toNanos();
        boolean isGivenUp = unchangedNanos >= unsigned().toNanos();
        if (isOfObjects) {
            return switch (policy) {
                case RENAME, QUIET -> true;
                case SUCCESSOR -> isVouchedFor || isQuiet;
                case LIST -> isVouchedFor || isGivenUp;
            };
        }
        if (bytes == 0) {
            // Renamed into place or not, a file without content is more likely about to be written than meant.
            boolean isSigned = policy == Feed.Complete.RENAME || policy == Feed.Complete.QUIET || isVouchedFor;
            return isGivenUp || (isQuiet && isSigned);
        }
        return switch (policy) {
            case RENAME -> true;
            // Writers open the next file, and some list this one, milliseconds before they close it.
            case SUCCESSOR -> isQuiet || (isVouchedFor && unchangedNanos >= scan.toNanos());
            case LIST -> (isVouchedFor && unchangedNanos >= scan.toNanos()) || isGivenUp;
            case QUIET -> isQuiet;
        };
    }
}
