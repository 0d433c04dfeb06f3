package tams.ingest.watcher;

import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Measurement;

/**
 * A chunk's number and its time, which tell whether another chunk belongs to the same unbroken stream.
 *
 * @param sequence the number in its name
 * @param startTicks of its video, else of its sound, at 90 kHz
 * @param lengthTicks above 0
 */
record StreamMark(long sequence, long startTicks, long lengthTicks) {

    /** Beyond this, half a day, 33 bits of PTS leave more than one answer to how far two chunks are apart. */
    static final long DISTANCE_MAX = 12L * 3_600 * 90_000;

    private static final long CYCLE = 1L << 33;

    /** Names and PTS agree when they differ by less than a thousandth, or half a chunk; stricter than where times are made. */
    private static final int AGREEMENT = 1_000;

    /** The mark of a chunk; null where it has no number or no time. */
    static @Nullable StreamMark of(@Nullable Long sequence, @Nullable Measurement measured, @Nullable Integer program) {
        if (sequence == null || measured == null) {
            return null;
        }
        Measurement.Stream stream = measured.first(Measurement.Kind.VIDEO, program)
                .or(() -> measured.first(Measurement.Kind.AUDIO, program))
                .orElse(null);
        Long start = stream == null ? null : stream.startTicks();
        Long end = stream == null ? null : stream.endTicks();
        return start == null || end == null || end <= start ? null : new StreamMark(sequence, start, end - start);
    }

    /** Whether the numbers put as much time between this chunk and another as their PTS do. */
    boolean isOfOneRunWith(StreamMark other) {
        long apart = other.sequence - sequence;
        if (Math.abs(apart) > DISTANCE_MAX / lengthTicks) {
            return false;
        }
        long byNames = apart * lengthTicks;
        long miss = Math.floorMod(other.startTicks - startTicks - byNames + CYCLE / 2, CYCLE) - CYCLE / 2;
        return Math.abs(miss) <= Math.max(lengthTicks / 2, Math.abs(byNames) / AGREEMENT);
    }
}
