package tams.ingest.registrar;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.DeleteRequest;
import tams.ingest.client.Deletion;
import tams.ingest.client.Excerpt;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * A clip's Flow in the store: what it lacks, what it has too much. Blocking; {@link tams.ingest.client.StoreException} for
 * whatever does not succeed.
 *
 * @param id of the clip's Flow
 * @param from the Flow whose segments it shows
 */
record ClipFlow(ClipCalls calls, UUID id, UUID from) {

    /** Segments that are looked at in one go, and so what is held in memory of however long a clip. */
    static final int PAGE = TamsStore.SEGMENTS_PER_CALL_MAX;

    /** A segment by what must not be there twice. */
    private record Place(TimeRange timerange, String objectId) {}

    /** The original's first segments in a range. */
    List<Segment> page(TimeRange rest) {
        return calls.segments(from, SegmentQuery.overlapping(rest).first(PAGE));
    }

    /** What of it is not there. */
    List<SegmentPost> missing(List<SegmentPost> wanted) {
        if (wanted.isEmpty()) {
            return wanted;
        }
        Set<Place> there = new HashSet<>();
        for (Segment segment : calls.segments(id, SegmentQuery.overlapping(hull(wanted)))) {
            there.add(new Place(segment.timerange(), segment.objectId()));
        }
        return wanted.stream()
                .filter(post -> !there.contains(new Place(post.timerange(), post.objectId())))
                .toList();
    }

    private static TimeRange hull(List<SegmentPost> wanted) {
        TimeRange hull = wanted.get(0).timerange();
        for (SegmentPost post : wanted) {
            TimeRange range = post.timerange();
            TimeRange first = range.compareStarts(hull) < 0 ? range : hull;
            TimeRange last = range.compareEnds(hull) > 0 ? range : hull;
            hull = new TimeRange(first.start(), first.includesStart(), last.end(), last.includesEnd());
        }
        return hull;
    }

    /** Registers. @return the store's words about the first that it refused; empty when it took all */
    Optional<String> register(List<SegmentPost> posts) {
        Registration answer = calls.register(id, posts);
        return answer.failed().stream().findFirst().map(Registration.FailedSegment::words);
    }

    /**
     * Takes out what lies behind the excerpt's end, up to a page at once.
     *
     * @return what was asked for; empty when nothing is left there
     */
    Optional<Deletion> trim(Excerpt excerpt) {
        TimeRange shown = excerpt.timerange().shifted(excerpt.shift());
        TimeRange behind =
                new TimeRange(requireNonNull(shown.end(), "a clip's end"), !shown.includesEnd(), null, false);
        List<Segment> surplus = new ArrayList<>();
        for (Segment segment :
                calls.segments(id, SegmentQuery.overlapping(behind).first(PAGE))) {
            if (!excerpt.mayHave(segment.timerange())) {
                surplus.add(segment);
            }
        }
        if (surplus.isEmpty()) {
            return Optional.empty();
        }
        Segment first = surplus.get(0);
        return Optional.of(
                behind.contains(first.timerange())
                        ? calls.delete(id, from(first.timerange().start(), behind))
                        : calls.delete(id, first.timerange(), first.objectId()));
    }

    private static TimeRange from(@Nullable Timestamp start, TimeRange behind) {
        return start == null ? behind : behind.intersection(TimeRange.from(start));
    }

    /** Whether the store goes on with a deletion. */
    boolean isUnderWay(DeleteRequest request) {
        return calls.find(request.id()).filter(found -> !found.isOver()).isPresent();
    }
}
