package tams.ingest.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.GapEvent.DiscontinuityDetected;
import tams.ingest.contracts.GapEvent.DriftDetected;
import tams.ingest.contracts.GapEvent.EpochAnchored;
import tams.ingest.contracts.GapEvent.FormatChanged;
import tams.ingest.contracts.GapEvent.GapFilled;
import tams.ingest.contracts.GapEvent.OverlapDetected;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** A chunk's way onto the timeline, stretch by stretch: all of it finds its place, or none. */
final class Draft {

    private final Candidate candidate;
    private final Candidate.Cast cast;
    private final ChunkArrived chunk;
    private final FeedTimeline start;
    private final Past past;
    private final List<Place> places = new ArrayList<>();
    private final List<GapEvent> gaps = new ArrayList<>();
    private FeedTimeline timeline;

    Draft(Candidate candidate, Candidate.Cast cast, FeedTimeline timeline, Past past) {
        this.candidate = candidate;
        this.cast = cast;
        this.chunk = candidate.chunk();
        this.start = timeline;
        this.timeline = timeline;
        this.past = past;
    }

    Step step() {
        Optional<UUID> first = past.holderOf(chunk.file());
        if (first.isPresent() && !candidate.mayLoop() && !goesOnRepeating()) {
            return new Step(start, Refusals.duplicate(chunk, first.get()), List.of());
        }
        for (Stretch stretch : candidate.stretches()) {
            Placing placing = new Placing(candidate, timeline, past);
            Place place =
                    places.isEmpty() ? placing.find(stretch) : placing.goOn(stretch, places.get(places.size() - 1));
            Optional<TimeRange> common = timeline.taken().overlap(place.range());
            if (common.isPresent()) {
                return conflict(place.range(), common.get());
            }
            take(place);
        }
        return new Step(
                inForm(),
                candidate.plan(places, cast.flows(), first.map(this::jobOf).orElse(null)),
                gaps);
    }

    /** The timeline with the chunk's form, and a word about it where it is another than before. */
    private FeedTimeline inForm() {
        Timestamp begin = Edges.start(places.get(0).range());
        boolean leads = start.end().map(end -> end.compareTo(begin) <= 0).orElse(true);
        boolean unheard = start.forms().of(flow()).isEmpty();
        UUID former = start.flowId();
        Encoding before = former == null ? null : start.forms().of(former).orElse(null);
        // A late chunk of the form before is no news.
        if (before != null && !before.flow().equals(flow()) && (leads || unheard)) {
            gaps.add(new FormatChanged(
                    chunk.feed(),
                    flow(),
                    TimeRange.instant(begin),
                    before.flow(),
                    before.changesTo(cast.owner()),
                    chunk.at()));
        }
        return timeline.with(cast, leads);
    }

    /** The job whose object holds the bytes; null where it is no longer remembered. */
    private @Nullable UUID jobOf(UUID arrival) {
        return past.decisionOn(arrival)
                .map(decision -> decision instanceof SegmentPlanned plan ? plan.job() : null)
                .orElse(null);
    }

    /** The same bytes go on where an epoch of repeated bytes ends. */
    private boolean goesOnRepeating() {
        Span span = candidate.stretches().get(0).span();
        return timeline.epochs()
                .current()
                .filter(epoch -> epoch.repeats() && epoch.isContinuedBy(span.unwrapped(epoch.head())))
                .isPresent();
    }

    private void take(Place place) {
        TimeRange range = place.range();
        Holes.Change change = timeline.holes().placed(range, timeline.taken(), place.jitter(), chunk.at());
        TimeRange instant = TimeRange.instant(Edges.start(range));
        if (place.cause() != null) {
            gaps.add(new DiscontinuityDetected(
                    chunk.feed(), flow(), instant, place.cause().name(), chunk.at()));
        }
        Anchor anchor = place.anchor();
        if (anchor != null) {
            gaps.add(new EpochAnchored(
                    chunk.feed(), flow(), instant, anchor.clock().name(), chunk.at()));
        }
        change.filled()
                .ifPresent(fill -> gaps.add(new GapFilled(
                        chunk.feed(), flow(), fill.hole(), chunk.arrival(), fill.remaining(), chunk.at())));
        gaps.addAll(FeedTimeline.detected(chunk.feed(), flow(), change.reported()));
        Timestamp drift = anchor != null
                ? Timestamp.ZERO
                : checked(instant, Edges.start(place.located().range()));
        timeline = timeline.with(place, change.holes(), drift);
        places.add(place);
    }

    /** Compares a wall clock with the timeline; the drift that was told last, or now. */
    private Timestamp checked(TimeRange instant, Timestamp start) {
        boolean first = places.isEmpty() && candidate.timeline().origin() == Feed.Timeline.Origin.WALLCLOCK;
        Optional<Anchor> clock = first ? Anchor.check(chunk, candidate.timeline()) : Optional.empty();
        if (clock.isEmpty()) {
            return timeline.drift();
        }
        Timestamp drift = clock.get().time().minus(start);
        if (clock.get().clock().tolerates(drift.minus(timeline.drift()))) {
            return timeline.drift();
        }
        gaps.add(new DriftDetected(
                chunk.feed(), flow(), instant, clock.get().clock().name(), drift, chunk.at()));
        return drift;
    }

    private Step conflict(TimeRange range, TimeRange common) {
        UUID other = past.holderOf(flow(), common).map(Past.Holder::arrival).orElse(null);
        // Where the holder is no longer remembered, the refusal alone tells of the overlap.
        List<GapEvent> overlap = other == null
                ? List.of()
                : List.of(new OverlapDetected(chunk.feed(), flow(), common, chunk.arrival(), other, chunk.at()));
        return new Step(start, Refusals.conflict(chunk, range, common, other), overlap);
    }

    private UUID flow() {
        return cast.owner().flow();
    }
}
