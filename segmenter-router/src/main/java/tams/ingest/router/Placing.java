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
import tams.ingest.contracts.GapEvent.GapFilled;
import tams.ingest.contracts.GapEvent.OverlapDetected;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Finds the place of one chunk on its feed's timeline. */
record Placing(Candidate candidate, FeedTimeline timeline, Past past) {

    /** Where a chunk lies and in which epoch, the epoch without it. */
    private record Place(Epoch epoch, Span span, @Nullable EpochBreak cause) {}

    Step step(Span measured) {
        Place place = find(measured);
        Epoch.Located located = place.epoch().locate(place.span());
        Timestamp tolerance = place.epoch().tolerance(place.span());
        TimeRange range = settle(located.range(), place, tolerance);
        Optional<TimeRange> common = timeline.taken().overlap(range);
        if (common.isPresent() && candidate.settings().feed().loop() && holdsBytes()) {
            Place again = next(place.span(), EpochBreak.LOOP);
            return placed(again, again.epoch().locate(again.span()), tolerance);
        }
        return common.isPresent() ? conflict(range, common.get()) : placed(place, located, tolerance);
    }

    private boolean holdsBytes() {
        return past.holderOf(candidate.chunk().file()).isPresent();
    }

    private TimeRange settle(TimeRange range, Place place, Timestamp tolerance) {
        Rational half = place.span().halfFrame();
        Timestamp quarter = Timestamp.ofTicks(new Rational(half.numerator(), 2 * half.denominator()));
        return timeline.taken().settle(range, tolerance, quarter);
    }

    private Place find(Span measured) {
        Epoch epoch = timeline.epoch();
        if (epoch == null) {
            boolean zero = candidate.settings().feed().timeline().origin() == Feed.Timeline.Origin.ZERO;
            return new Place(Epoch.starting(0, zero ? 0 : measured.start(), measured), measured, null);
        }
        Span span = measured.unwrapped(epoch.head());
        ChunkArrived chunk = candidate.chunk();
        return EpochBreak.before(epoch, span, chunk.sequence(), chunk.file().bytes())
                .map(cause -> next(span, cause))
                .orElse(new Place(epoch, span, null));
    }

    /** The next epoch: it goes on where the timeline ends, plus the chunks that the names say are missing. */
    private Place next(Span span, EpochBreak cause) {
        Epoch epoch = timeline.epoch();
        if (epoch == null) {
            return new Place(Epoch.starting(0, 0, span), span, null);
        }
        Timestamp end = timeline.taken().last().map(Edges::end).orElse(epoch.end());
        long base = end.toTicks() + missing(epoch, span);
        return new Place(Epoch.starting(epoch.number() + 1, base, span), span, cause);
    }

    private long missing(Epoch epoch, Span span) {
        Long sequence = candidate.chunk().sequence();
        Long headSequence = epoch.headSequence();
        if (sequence == null || headSequence == null || sequence <= headSequence) {
            return 0;
        }
        long chunks = sequence - headSequence - 1;
        // Names that are times or counters of something else would put years between; they say nothing.
        return chunks > EpochBreak.DISTANCE_MAX / Math.max(1, span.length()) ? 0 : chunks * span.length();
    }

    private Step placed(Place place, Epoch.Located located, Timestamp tolerance) {
        ChunkArrived chunk = candidate.chunk();
        UUID flow = candidate.flowId();
        TimeRange range = settle(located.range(), place, tolerance);
        Timestamp jitter = Timestamp.ofTicks(place.span().halfFrame());
        Holes.Change change = timeline.holes().placed(range, timeline.taken(), jitter, chunk.at());
        List<GapEvent> gaps = new ArrayList<>();
        if (place.cause() != null) {
            TimeRange instant = TimeRange.instant(Edges.start(range));
            gaps.add(new DiscontinuityDetected(
                    chunk.feed(), flow, instant, place.cause().name(), chunk.at()));
        }
        change.filled()
                .ifPresent(fill -> gaps.add(
                        new GapFilled(chunk.feed(), flow, fill.hole(), chunk.arrival(), fill.remaining(), chunk.at())));
        gaps.addAll(FeedTimeline.detected(chunk.feed(), flow, change.reported()));
        FeedTimeline next = new FeedTimeline(
                timeline.owner(),
                flow,
                timeline.tracks(),
                place.epoch().with(place.span(), chunk.sequence(), chunk.file().bytes()),
                timeline.taken().plus(range),
                change.holes(),
                Edges.end(range).minus(Edges.start(range)));
        return new Step(next, candidate.plan(range, located, jitter, timeline.tracks()), gaps);
    }

    private Step conflict(TimeRange range, TimeRange common) {
        ChunkArrived chunk = candidate.chunk();
        UUID flow = candidate.flowId();
        UUID other = past.holderOf(flow, common).orElse(null);
        // Where the holder is no longer remembered, the refusal alone tells of the overlap.
        List<GapEvent> gaps = other == null
                ? List.of()
                : List.of(new OverlapDetected(chunk.feed(), flow, common, chunk.arrival(), other, chunk.at()));
        return new Step(timeline, Refusals.conflict(chunk, range, common, other), gaps);
    }
}
