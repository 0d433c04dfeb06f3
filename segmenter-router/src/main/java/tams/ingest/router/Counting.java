package tams.ingest.router;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** Finds the place of a stretch whose own times say nothing about it: by its number and its length. */
record Counting(Candidate candidate, FeedTimeline timeline, Past past) {

    /** A feed's first chunk carries no PTS. */
    Place first(Stretch stretch) {
        return start(stretch, Base.first(candidate, stretch), null);
    }

    /** Chunks carry no PTS from here on, or numbers start anew. */
    Place after(Stretch stretch, EpochBreak cause, long missing) {
        Timestamp end = timeline.end().orElse(Timestamp.ZERO);
        return start(stretch, Base.after(candidate, stretch, end, missing), cause);
    }

    private Place start(Stretch stretch, Base base, @Nullable EpochBreak cause) {
        Counted.Seat seat = Counted.starting(null, Rational.of(base.ticks()), stretch.length(), candidate.sequence());
        return place(stretch, seat, cause, base.anchor());
    }

    /** The second chunk starts at the PTS of the epoch's only chunk so far: both are numbered from here on. */
    Place repeating(Epoch epoch, Stretch stretch) {
        Rational first = Rational.of(epoch.base() + epoch.earliest() - epoch.anchor());
        Rational length = Rational.of(epoch.head() - epoch.earliest());
        Counted counted = Counted.starting(
                        Math.floorMod(epoch.earliest(), Span.CYCLE), first, length, epoch.headSequence())
                .next();
        return in(counted, stretch, EpochBreak.PTS_REPEATS);
    }

    /** Whether a stretch is one of those that are numbered. */
    static boolean belongs(Counted counted, Stretch stretch) {
        Long repeated = counted.repeated();
        if (repeated == null || !stretch.timed()) {
            return repeated == null && !stretch.timed();
        }
        long miss = Math.abs(stretch.span().unwrapped(repeated).start() - repeated);
        return Rational.of(miss).compareTo(stretch.span().halfFrame()) < 0;
    }

    /** The place in an epoch that counts. */
    Place in(Counted counted, Stretch stretch, @Nullable EpochBreak cause) {
        Long sequence = candidate.sequence();
        Optional<Counted.Seat> seat = counted.seat(sequence, stretch.length());
        if (seat.isPresent()) {
            return place(stretch, seat.get(), cause, null);
        }
        Place taken = place(stretch, guessed(counted, stretch), null, null);
        boolean sameNumber = requireNonNull(sequence).equals(counted.headSequence());
        if (sameNumber || candidate.isCopyOfHolder(past, taken.range())) {
            return taken;
        }
        return after(stretch, EpochBreak.NAMES_BACK, 0);
    }

    private Counted.Seat guessed(Counted counted, Stretch stretch) {
        Rational start = counted.guess(requireNonNull(candidate.sequence()));
        Rational end = start.plus(stretch.length());
        return new Counted.Seat(start, end, end, counted);
    }

    private Place place(Stretch stretch, Counted.Seat seat, @Nullable EpochBreak cause, @Nullable Anchor anchor) {
        Timestamp jitter = Timestamp.ofTicks(stretch.span().halfFrame());
        Timestamp start = Timestamp.ofTicks(seat.start());
        Timestamp end = Timestamp.ofTicks(seat.end());
        Rational frame = stretch.span().frame();
        Timestamp last = frame == null ? null : Timestamp.ofTicks(seat.end().minus(frame));
        TimeRange free = TimeRange.between(start, Timestamp.ofTicks(seat.limit()));
        return new Place(
                timeline.taken().settle(free, jitter, jitter),
                new Epoch.Located(TimeRange.between(start, end), last),
                stretch.media(),
                stretch.keyFrames(),
                timeline.epochs().with(seat.next()),
                jitter,
                cause,
                anchor);
    }
}
