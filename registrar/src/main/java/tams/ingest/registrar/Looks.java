package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Reads what a Flow has of several plans: all at once where they lie together, and widely for what that leaves open. */
final class Looks {

    private final TamsStore store;
    private final StoreCalls calls;

    Looks(TamsStore store, StoreCalls calls) {
        this.store = store;
        this.calls = calls;
    }

    /** Looks for all. @throws StoreException where the common call failed */
    List<RegistrationEvent> perform(List<Asked> asked) {
        if (asked.size() == 1 || !liesTogether(asked)) {
            return asked.stream()
                    .map(one -> calls.attempt(one, () -> alone(one)))
                    .toList();
        }
        SegmentQuery query = SegmentQuery.overlapping(Span.of(asked).range());
        List<Segment> listed =
                calls.joint(asked, () -> store.segments(asked.get(0).plan().flowId(), query));
        List<RegistrationEvent> events = new ArrayList<>();
        for (Asked one : asked) {
            RegistrationEvent.Sighting sighting = Sightings.of(one.plan(), objectId(one), isNamedByUs(one), listed);
            events.add(
                    sighting instanceof RegistrationEvent.Sighting.Complete
                            ? new RegistrationEvent.Seen(sighting)
                            : calls.attempt(one, () -> alone(one)));
        }
        return events;
    }

    private static String objectId(Asked one) {
        return ((RegistrationEffect.Look) one.action()).objectId();
    }

    private static boolean isNamedByUs(Asked one) {
        return objectId(one).startsWith(one.plan().job() + "-g") || Sightings.isBorrowed(one.plan(), objectId(one));
    }

    /** By object and time first: one cheap call settles most. Only what it leaves open is looked for more widely. */
    private RegistrationEvent alone(Asked one) {
        SegmentPlanned plan = one.plan();
        TimeRange range = Span.of(List.of(one)).range();
        SegmentQuery object = SegmentQuery.all().ofObject(objectId(one));
        List<Segment> listed = new ArrayList<>(store.segments(plan.flowId(), object.within(range)));
        if (Sightings.of(plan, objectId(one), true, listed) instanceof RegistrationEvent.Sighting.Missing) {
            listed.addAll(store.segments(plan.flowId(), object));
            listed.addAll(store.segments(plan.flowId(), SegmentQuery.overlapping(range)));
        }
        return new RegistrationEvent.Seen(Sightings.of(plan, objectId(one), isNamedByUs(one), listed));
    }

    /** Whether a listing of all the time from first to last would hold little else. */
    private static boolean liesTogether(List<Asked> asked) {
        Span all = Span.of(asked);
        return 2 * all.filled() >= all.ticks();
    }

    /**
     * From the start of the first segment to the end of the last.
     *
     * @param filled how many ticks of it are the segments' own
     */
    private record Span(TimeRange range, long ticks, long filled) {

        static Span of(List<Asked> asked) {
            List<TimeRange> ranges = asked.stream()
                    .flatMap(one -> one.plan().segments().stream())
                    .map(SegmentPlanned.Segment::timerange)
                    .toList();
            TimeRange hull = ranges.stream().reduce(ranges.get(0), Span::hull);
            return new Span(
                    hull, length(hull), ranges.stream().mapToLong(Span::length).sum());
        }

        private static TimeRange hull(TimeRange one, TimeRange other) {
            TimeRange first = one.compareStarts(other) <= 0 ? one : other;
            TimeRange last = one.compareEnds(other) >= 0 ? one : other;
            return new TimeRange(first.start(), first.includesStart(), last.end(), last.includesEnd());
        }

        private static long length(TimeRange range) {
            Timestamp start = range.start();
            Timestamp end = range.end();
            return start == null || end == null ? 0 : end.toTicks() - start.toTicks();
        }
    }
}
