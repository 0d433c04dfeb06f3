package tams.ingest.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Rational;

/**
 * A stretch of a feed in which chunks follow each other by number and last as long as their frames, because their PTS say
 * nothing about it: there are none, or every file starts at the same one (reference rules R36, R37). Immutable.
 *
 * @param repeated the PTS at which every file starts; null where there are none
 * @param first where the chunk with the lowest number starts, in ticks of the timeline
 * @param firstSequence that number; null while no name has one
 * @param head where the chunk with the highest number ends
 * @param headSequence that number; null while no name has one
 * @param length of the chunk placed last, by which missing ones are guessed
 * @param missing what the numbers left out, oldest first
 * @param chunks placed so far
 */
record Counted(
        @Nullable Long repeated,
        Rational first,
        @Nullable Long firstSequence,
        Rational head,
        @Nullable Long headSequence,
        Rational length,
        List<Missing> missing,
        long chunks) {

    /** Bounds the state; a chunk that is missing in an older place is taken for one after a restart. */
    static final int MISSING_MAX = 64;

    /** Numbers that were left out, and the time that was left for them. */
    record Missing(long from, long to, Rational begins, Rational ends) {

        private Rational at(long sequence) {
            Rational all = ends.minus(begins).times(sequence - from);
            return begins.plus(new Rational(all.numerator(), all.denominator() * (to - from + 1)));
        }
    }

    /**
     * A place by number.
     *
     * @param end where the chunk ends if nothing is in its way
     * @param limit where it ends in fact: at the next chunk, if that is in its way
     */
    record Seat(Rational start, Rational end, Rational limit, Counted next) {}

    Counted {
        missing = List.copyOf(missing);
    }

    /** The first chunk's. */
    static Seat starting(@Nullable Long repeated, Rational start, Rational length, @Nullable Long sequence) {
        Rational end = start.plus(length);
        Counted counted = new Counted(repeated, start, sequence, end, sequence, length, List.of(), 1);
        return new Seat(start, end, end, counted);
    }

    /** The place of a chunk; empty where its number is one that was there already. */
    Optional<Seat> seat(@Nullable Long sequence, Rational lasts) {
        Long highest = headSequence;
        Long lowest = firstSequence;
        if (sequence == null || highest == null || lowest == null) {
            return Optional.of(behind(sequence, lasts, 0));
        }
        if (sequence > highest) {
            return Optional.of(behind(sequence, lasts, sequence - highest - 1));
        }
        if (sequence < lowest) {
            return chunks < EpochBreak.CHUNKS_MIN ? Optional.of(ahead(sequence, lasts, lowest)) : Optional.empty();
        }
        return missing.stream()
                .filter(gap -> gap.from() <= sequence && sequence <= gap.to())
                .findFirst()
                .map(gap -> within(gap, sequence, lasts))
                .filter(seat -> seat.start().compareTo(seat.limit()) < 0);
    }

    /** Where a number should lie that has been given out already, as far as lengths tell. */
    Rational guess(long sequence) {
        return headSequence == null ? head : head.minus(length.times(Math.min(headSequence - sequence + 1, chunks)));
    }

    private Seat behind(@Nullable Long sequence, Rational lasts, long left) {
        // Numbers that are times or counters of something else would put years between; they say nothing.
        boolean believable = left > 0 && left <= EpochBreak.DISTANCE_MAX / Math.max(1, length.rounded());
        Rational start = believable ? head.plus(length.times(left)) : head;
        List<Missing> gaps = new ArrayList<>(missing);
        Long highest = headSequence;
        if (believable && sequence != null && highest != null) {
            gaps.add(new Missing(highest + 1, sequence - 1, head, start));
        }
        Rational end = start.plus(lasts);
        Long lowest = firstSequence == null ? sequence : firstSequence;
        Counted next = new Counted(
                repeated, first, lowest, end, sequence == null ? highest : sequence, lasts, newest(gaps), chunks + 1);
        return new Seat(start, end, end, next);
    }

    private Seat ahead(long sequence, Rational lasts, long lowest) {
        Rational end = first.minus(length.times(lowest - sequence - 1));
        Rational start = end.minus(lasts);
        List<Missing> gaps = new ArrayList<>();
        if (lowest - sequence > 1) {
            gaps.add(new Missing(sequence + 1, lowest - 1, end, first));
        }
        gaps.addAll(missing);
        Counted next = new Counted(repeated, start, sequence, head, headSequence, length, newest(gaps), chunks + 1);
        return new Seat(start, end, end, next);
    }

    private Seat within(Missing gap, long sequence, Rational lasts) {
        Rational start = gap.at(sequence);
        Rational end = start.plus(lasts);
        List<Missing> gaps = new ArrayList<>(missing);
        gaps.remove(gap);
        if (gap.from() < sequence) {
            gaps.add(new Missing(gap.from(), sequence - 1, gap.begins(), start));
        }
        Rational limit = end.compareTo(gap.ends()) < 0 ? end : gap.ends();
        if (sequence < gap.to()) {
            gaps.add(new Missing(sequence + 1, gap.to(), limit, gap.ends()));
        }
        Counted next =
                new Counted(repeated, first, firstSequence, head, headSequence, length, newest(gaps), chunks + 1);
        return new Seat(start, end, limit, next);
    }

    private static List<Missing> newest(List<Missing> gaps) {
        return gaps.subList(Math.max(0, gaps.size() - MISSING_MAX), gaps.size());
    }
}
