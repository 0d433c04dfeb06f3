package tams.ingest.router;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.FeedEnd;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** How a feed goes on of which nothing is known but where it ends (ADR 22). */
final class Resumption {

    /** What a feed that is taken for a new one remembers. */
    private static final Past NOTHING = new Past() {
        @Override
        public Optional<SegmentEvent> decisionOn(UUID arrival) {
            return Optional.empty();
        }

        @Override
        public Optional<UUID> holderOf(ChunkFile bytes) {
            return Optional.empty();
        }

        @Override
        public Optional<Holder> holderOf(UUID flow, TimeRange time) {
            return Optional.empty();
        }
    };

    private Resumption() {}

    /** The plan for a chunk if its feed were new; empty where it has no place in any case. */
    static Optional<SegmentPlanned> draft(ChunkArrived chunk) {
        try {
            return FeedTimeline.START.offer(chunk, NOTHING).result() instanceof SegmentPlanned plan
                    ? Optional.of(plan)
                    : Optional.empty();
        } catch (ArithmeticException | IllegalArgumentException e) {
            // Refused with its reason where it is decided on.
            return Optional.empty();
        }
    }

    /**
     * The timeline that a feed's next chunk is offered to: an epoch of its own follows the time that is taken.
     *
     * @param end where the feed ends
     * @param next the chunk, which has a {@link #draft}
     */
    static FeedTimeline behind(FeedEnd end, ChunkArrived next) {
        TimeRange last = end.last();
        if (last == null) {
            return FeedTimeline.START;
        }
        FeedTimeline anew =
                FeedTimeline.owned(ownerOf(end, next)).offer(next, NOTHING).timeline();
        UUID first = requireNonNull(anew.flowId(), "a chunk with a place has a Flow");
        List<Encoding> known = anew.forms().known().stream()
                .map(each -> isUnfit(each, first, anew, end) ? another(each) : each)
                .toList();
        UUID flow = known.stream()
                .filter(each -> each.base().equals(first))
                .map(Encoding::flow)
                .findFirst()
                .orElse(first);
        return FeedTimeline.resumed(anew, flow, new Forms(known), TakenTime.NONE.plus(halfOpen(last)));
    }

    /** The kind of Flow that the feed has had; null where that is not known, and the chunk decides. */
    private static @Nullable Owner ownerOf(FeedEnd end, ChunkArrived next) {
        FeedSettings settings = requireNonNull(next.settings(), "a chunk with a place has settings");
        if (settings.feed().flow().id() != null) {
            return null;
        }
        for (Owner owner : Owner.values()) {
            if (end.owners().contains(Ids.flow(settings.namespace(), next.feed(), owner.role()))) {
                return owner;
            }
        }
        return null;
    }

    /** A mux is of another form where one of its tracks is. */
    private static boolean isUnfit(Encoding each, UUID first, FeedTimeline anew, FeedEnd end) {
        boolean mux = each.base().equals(first) && anew.owner() == Owner.MULTI;
        return mux
                ? anew.forms().known().stream().anyMatch(any -> end.unfit().contains(any.flow()))
                : end.unfit().contains(each.flow());
    }

    /** Under the id that follows from its form, as {@link Forms#pick} gives it to a later form. */
    private static Encoding another(Encoding first) {
        return new Encoding(first.base(), Ids.form(first.base(), Encoding.text(first.tracks())), first.tracks());
    }

    private static TimeRange halfOpen(TimeRange range) {
        TimeRange open = TimeRange.between(Edges.start(range), Edges.end(range));
        return open.isEmpty()
                ? TimeRange.between(Edges.end(range).minus(Timestamp.ofNanos(1)), Edges.end(range))
                : open;
    }
}
