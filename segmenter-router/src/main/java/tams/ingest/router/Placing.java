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
        Optional<TimeRange> common = timeline.taken().overlap(range(place));
        if (common.isEmpty()) {
            return placed(place);
        }
        if (candidate.settings().feed().loop() && holdsBytes()) {
            return placed(next(place.epoch(), place.span(), EpochBreak.LOOP));
        }
        return conflict(range(place), common.get());
    }

    private boolean holdsBytes() {
        return past.holderOf(candidate.chunk().file()).isPresent();
    }

    /** The range between the neighbours that are there. */
    private TimeRange range(Place place) {
        Rational half = place.span().halfFrame();
        Timestamp quarter = Timestamp.ofTicks(new Rational(half.numerator(), 2 * half.denominator()));
        Timestamp tolerance = place.epoch().tolerance(place.span());
        return timeline.taken().settle(place.epoch().locate(place.span()).range(), tolerance, quarter);
    }

    private Place find(Span measured) {
        Optional<Epoch> current = timeline.epochs().current();
        if (current.isEmpty()) {
            boolean zero = candidate.settings().feed().timeline().origin() == Feed.Timeline.Origin.ZERO;
            return new Place(Epoch.starting(0, zero ? 0 : measured.start(), measured), measured, null);
        }
        Epoch epoch = current.get();
        Span span = measured.unwrapped(epoch.head());
        ChunkArrived chunk = candidate.chunk();
        return late(epoch, span, measured)
                .or(() -> EpochBreak.before(
                                epoch, span, chunk.sequence(), chunk.file().bytes())
                        .map(cause -> next(epoch, span, cause)))
                .orElse(new Place(epoch, span, null));
    }

    /** The place of a chunk that was overtaken by an encoder's restart: in a hole of an earlier epoch. */
    private Optional<Place> late(Epoch current, Span span, Span measured) {
        Long sequence = candidate.chunk().sequence();
        if (current.isNear(span) || EpochBreak.agrees(current, span, sequence)) {
            return Optional.empty();
        }
        return timeline.epochs().earlier().stream()
                .map(epoch -> new Place(epoch, measured.unwrapped(epoch.head()), null))
                .filter(place -> place.epoch().spans(place.span())
                        && (sequence == null || EpochBreak.agrees(place.epoch(), place.span(), sequence))
                        && timeline.taken().overlap(range(place)).isEmpty())
                .findFirst();
    }

    /** The next epoch: it goes on where the timeline ends, plus the chunks that the names say are missing. */
    private Place next(Epoch epoch, Span span, EpochBreak cause) {
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

    private Step placed(Place place) {
        ChunkArrived chunk = candidate.chunk();
        UUID flow = candidate.flowId();
        TimeRange range = range(place);
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
                timeline.epochs()
                        .with(place.epoch()
                                .with(
                                        place.span(),
                                        chunk.sequence(),
                                        chunk.file().bytes())),
                timeline.taken().plus(range),
                change.holes(),
                Edges.end(range).minus(Edges.start(range)));
        return new Step(
                next, candidate.plan(range, place.epoch().locate(place.span()), jitter, timeline.tracks()), gaps);
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
