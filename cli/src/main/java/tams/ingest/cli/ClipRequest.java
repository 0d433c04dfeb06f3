package tams.ingest.cli;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * What a clip is to be made of.
 *
 * @param label null for one that is made of the original's
 * @param parts in the order of the clip's time
 * @param wholeSegments whether the edges move outwards to those of segments
 * @param ownZero whether the clip's time has a beginning of its own, so that it may lie anywhere between the frames of the
 *     original's
 */
record ClipRequest(@Nullable String label, List<Part> parts, boolean wholeSegments, boolean ownZero) {

    /** As many as an OpenTimelineIO track may have. */
    static final int PARTS_MAX = 20_000;

    /** @throws CheckFailedException naming parts that overlap */
    ClipRequest {
        for (Part part : parts) {
            if (part.isOpen() && parts.size() > 1) {
                throw new CheckFailedException(part.place() + ": the time range " + part.range()
                        + " has no end: only a clip of one part may grow, so give both");
            }
        }
        parts = parts.stream().sorted(Comparator.comparing(Part::at)).toList();
        for (int i = 1; i < parts.size(); i++) {
            Part before = parts.get(i - 1);
            if (before.end().compareTo(parts.get(i).at()) > 0) {
                throw new CheckFailedException(parts.get(i).place() + " begins at "
                        + parts.get(i).at() + ", where " + before.place() + " goes on to " + before.end());
            }
        }
    }

    /** Whether it is to grow with what it shows. */
    boolean isOpen() {
        return parts.get(0).isOpen();
    }

    /**
     * One stretch of a Source, all its Flows, or of one Flow.
     *
     * @param place what to call it in messages
     * @param source null where a Flow is named
     * @param flow null where a Source is named
     * @param range on their timeline; without an end for a clip that grows
     * @param at where it begins in the clip
     */
    record Part(
            String place, @Nullable UUID source, @Nullable UUID flow, TimeRange range, Timestamp at) {

        /** @throws CheckFailedException for a range that has no ends or nothing in it */
        Part {
            if (range.start() == null) {
                throw new CheckFailedException(place + ": the time range " + range + " has no beginning: give one");
            }
            boolean isEmpty = range.length()
                    .map(length -> length.compareTo(Timestamp.ZERO) <= 0)
                    .orElse(false);
            if (range.isEmpty() || isEmpty) {
                throw new CheckFailedException(place + ": the time range " + range + " is empty");
            }
        }

        Timestamp start() {
            return java.util.Objects.requireNonNull(range.start(), "checked");
        }

        /** Whether it grows with what it shows. */
        boolean isOpen() {
            return range.end() == null;
        }

        /** Nothing, as yet, of what grows. */
        Timestamp length() {
            return range.length().orElse(Timestamp.ZERO);
        }

        Timestamp end() {
            return at.plus(length());
        }

        Timestamp shift() {
            return at.minus(start());
        }
    }
}
