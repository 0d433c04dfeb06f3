package tams.ingest.router;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Finds the place of one stretch of a chunk on its feed's timeline. */
record Placing(Candidate candidate, FeedTimeline timeline, Past past) {

    /** The place of a chunk's first stretch, nearly always its only one. */
    Place find(Stretch stretch) {
        Counting counting = new Counting(candidate, timeline, past);
        Counted counted = timeline.epochs().counted();
        if (counted != null && Counting.belongs(counted, stretch)) {
            return counting.in(counted, stretch, null);
        }
        Optional<Epoch> current = timeline.epochs().current();
        if (!stretch.timed()) {
            if (counted == null && current.isEmpty()) {
                return isResumed() ? counting.after(stretch, EpochBreak.STATE_LOST, 0) : counting.first(stretch);
            }
            return counting.after(stretch, EpochBreak.PTS_GONE, 0);
        }
        if (counted != null) {
            return next(
                    stretch,
                    EpochBreak.PTS_COME,
                    missing(counted.headSequence(), counted.length().rounded()));
        }
        if (current.isEmpty() && isResumed()) {
            return next(stretch, EpochBreak.STATE_LOST, 0);
        }
        if (current.isEmpty()) {
            Base base = Base.first(candidate, stretch);
            Epoch first = Epoch.starting(0, base.ticks(), stretch.span(), false);
            return at(first, stretch, stretch.span(), null, base.anchor());
        }
        return copied(stretch)
                .or(() -> Optional.of(current.get())
                        .filter(epoch -> isRepeated(epoch, stretch))
                        .map(epoch -> counting.repeating(epoch, stretch)))
                .or(() -> late(current.get(), stretch))
                .orElseGet(() -> inOrder(current.get(), stretch));
    }

    /** Whether the feed has time but no epoch: all that is known is where its Flow ends. */
    private boolean isResumed() {
        return timeline.end().isPresent();
    }

    /** The place of a stretch behind the chunk's one before: a new epoch, unless it leads up to what is placed already. */
    Place goOn(Stretch stretch, Place before) {
        Timestamp end = Edges.end(before.range());
        Optional<Place> known = Stream.concat(
                        timeline.epochs().current().stream(), timeline.epochs().earlier().stream())
                .map(epoch -> at(epoch, stretch, stretch.span().unwrapped(epoch.head()), null, null))
                .filter(place -> Edges.start(place.range()).equals(end) && isFree(place))
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        Place next = starting(stretch, Base.after(candidate, stretch, end, 0), EpochBreak.INSIDE);
        return isFree(next) ? next : next(stretch, EpochBreak.INSIDE, 0);
    }

    private Place inOrder(Epoch epoch, Stretch stretch) {
        Span span = stretch.span().unwrapped(epoch.head());
        Optional<EpochBreak> listed = isListedBreak(epoch, span) ? Optional.of(EpochBreak.LISTED) : Optional.empty();
        Optional<EpochBreak> cause = listed.or(() -> EpochBreak.before(epoch, span, candidate.sequence()));
        return cause.map(found -> next(stretch, found, missing(epoch.headSequence(), span.length())))
                .orElseGet(() -> byPts(epoch, span, stretch));
    }

    private Place byPts(Epoch epoch, Span span, Stretch stretch) {
        Place place = looped(at(epoch, stretch, span, null, null), stretch);
        return !isFree(place) && isOfAnotherRun(epoch, span, place.range())
                ? next(stretch, EpochBreak.PTS_BACK, 0)
                : place;
    }

    /** Whether a chunk has a number that does not belong to its time: the encoder was restarted, and the times meet by chance. */
    private boolean isOfAnotherRun(Epoch epoch, Span span, TimeRange range) {
        Long sequence = candidate.sequence();
        if (sequence == null) {
            return false;
        }
        Long holder = past.holderOf(candidate.firstFlowId(), range)
                .map(Past.Holder::sequence)
                .orElse(null);
        return holder == null ? !EpochBreak.agrees(epoch, span, sequence) : !holder.equals(sequence);
    }

    /** A playlist's break counts where PTS does not go on and the names do. */
    private boolean isListedBreak(Epoch epoch, Span span) {
        Long sequence = candidate.sequence();
        Long head = epoch.headSequence();
        boolean ahead = sequence == null || head == null || sequence > head;
        return candidate.chunk().evidence().discontinuity() && ahead && !epoch.isContinuedBy(span);
    }

    /** Bytes that may be repeated take a new place where theirs is taken. */
    private Place looped(Place place, Stretch stretch) {
        return isFree(place)
                        || !candidate.mayLoop()
                        || past.holderOf(candidate.chunk().file()).isEmpty()
                ? place
                : next(stretch, EpochBreak.LOOP, 0);
    }

    /** Every file of some encoders starts at the same PTS, which the second one shows. */
    private boolean isRepeated(Epoch epoch, Stretch stretch) {
        Long sequence = candidate.sequence();
        Long head = epoch.headSequence();
        return epoch.chunks() == 1
                && sequence != null
                && head != null
                && !sequence.equals(head)
                && epoch.isRepeatedBy(stretch.span().unwrapped(epoch.head()));
    }

    /** The place of a chunk that is an altered copy of the one that lies there: taken, whatever its name says. */
    private Optional<Place> copied(Stretch stretch) {
        if (past.holderOf(candidate.chunk().file()).isPresent()) {
            return Optional.empty();
        }
        return Stream.concat(timeline.epochs().current().stream(), timeline.epochs().earlier().stream())
                .map(epoch -> at(epoch, stretch, stretch.span().unwrapped(epoch.head()), null, null))
                .filter(place -> !isFree(place) && candidate.isCopyOfHolder(past, place.range()))
                .findFirst();
    }

    /** The place of a chunk that was overtaken by an encoder's restart: in a hole of an earlier epoch, or at its end. */
    private Optional<Place> late(Epoch current, Stretch stretch) {
        Long sequence = candidate.sequence();
        Span near = stretch.span().unwrapped(current.head());
        if (current.isNear(near) || EpochBreak.agrees(current, near, sequence)) {
            return Optional.empty();
        }
        return timeline.epochs().earlier().stream()
                .filter(epoch -> belongsTo(epoch, stretch.span().unwrapped(epoch.head())))
                .map(epoch -> at(epoch, stretch, stretch.span().unwrapped(epoch.head()), null, null))
                .filter(this::isFree)
                .findFirst();
    }

    private boolean belongsTo(Epoch epoch, Span span) {
        Long sequence = candidate.sequence();
        return sequence == null
                ? epoch.spans(span)
                : span.start() >= epoch.earliest() && EpochBreak.agrees(epoch, span, sequence);
    }

    /** The next epoch, behind all that is placed. */
    private Place next(Stretch stretch, EpochBreak cause, long missing) {
        Timestamp end = timeline.end().orElse(Timestamp.ZERO);
        return starting(stretch, Base.after(candidate, stretch, end, missing), cause);
    }

    private Place starting(Stretch stretch, Base base, EpochBreak cause) {
        boolean repeats = cause == EpochBreak.LOOP || cause == EpochBreak.LISTED;
        Epoch epoch = Epoch.starting(timeline.epochs().next(), base.ticks(), stretch.span(), repeats);
        return at(epoch, stretch, stretch.span(), cause, base.anchor());
    }

    /** Ticks of the chunks that the names say are missing behind the one with the number {@code head}. */
    private long missing(@Nullable Long head, long length) {
        Long sequence = candidate.sequence();
        if (sequence == null || head == null || sequence <= head) {
            return 0;
        }
        long chunks = sequence - head - 1;
        // Names that are times or counters of something else would put years between; they say nothing.
        return chunks > EpochBreak.DISTANCE_MAX / Math.max(1, length) ? 0 : chunks * length;
    }

    private Place at(Epoch epoch, Stretch stretch, Span span, @Nullable EpochBreak cause, @Nullable Anchor anchor) {
        Epoch.Located located = epoch.locate(span);
        Rational half = span.halfFrame();
        Timestamp quarter = Timestamp.ofTicks(new Rational(half.numerator(), 2 * half.denominator()));
        TimeRange range = timeline.taken().settle(located.range(), epoch.tolerance(span), quarter);
        return new Place(
                range,
                located,
                stretch.media(),
                stretch.keyFrames(),
                timeline.epochs().with(epoch.with(span, candidate.sequence())),
                Timestamp.ofTicks(half),
                cause,
                anchor);
    }

    private boolean isFree(Place place) {
        return timeline.taken().overlap(place.range()).isEmpty();
    }
}
