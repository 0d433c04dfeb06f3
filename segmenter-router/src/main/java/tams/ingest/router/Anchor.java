package tams.ingest.router;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.LeapSeconds;
import tams.ingest.contracts.Timestamp;

/**
 * What a wall clock says about where a chunk begins.
 *
 * <p>An epoch takes one anchor, with its first chunk; from there PTS alone advances time, and what later chunks' clocks
 * say is only compared (reference rule R38).
 *
 * @param clock who says so
 * @param time on the feed's scale
 */
record Anchor(Clock clock, Timestamp time) {

    /** The signs, the most believable first. */
    enum Clock {
        /** {@code EXT-X-PROGRAM-DATE-TIME}, to the millisecond: 50 ms off is more than its rounding (R38). */
        PDT(50),
        /** The time in the name, often of whole seconds and of when the file was opened (R40). */
        NAME(2_000),
        /** The file's own time less its length: anything may have delayed the last write. */
        MTIME(Long.MAX_VALUE);

        private final long toleranceMs;

        Clock(long toleranceMs) {
            this.toleranceMs = toleranceMs;
        }

        /** How far it may be off before that is worth a word. */
        boolean tolerates(Timestamp drift) {
            return toleranceMs == Long.MAX_VALUE || Math.abs(drift.toNanos() / 1_000_000) <= toleranceMs;
        }
    }

    /** The anchor for an epoch that starts with this chunk. */
    static Anchor of(ChunkArrived chunk, Feed.Timeline settings, Timestamp length) {
        Clock wanted = Clock.valueOf(settings.anchor().name());
        return Stream.concat(Stream.of(wanted), Stream.of(Clock.values()))
                .flatMap(clock -> said(clock, chunk, settings, length).stream())
                .findFirst()
                .orElseThrow();
    }

    /** What the chunk's best clock says, for comparison; empty where there is none worth comparing with. */
    static Optional<Anchor> check(ChunkArrived chunk, Feed.Timeline settings) {
        return said(Clock.PDT, chunk, settings, Timestamp.ZERO)
                .or(() -> said(Clock.NAME, chunk, settings, Timestamp.ZERO));
    }

    private static Optional<Anchor> said(Clock clock, ChunkArrived chunk, Feed.Timeline settings, Timestamp length) {
        Instant instant = instant(clock, chunk);
        if (instant == null) {
            return Optional.empty();
        }
        boolean configured = clock.name().equals(settings.anchor().name());
        Instant start = configured ? instant.plus(settings.offset()) : instant;
        Timestamp time =
                settings.scale() == Feed.Timeline.Scale.TAI ? LeapSeconds.taiOf(start) : LeapSeconds.utcOf(start);
        return Optional.of(new Anchor(clock, clock == Clock.MTIME ? time.minus(length) : time));
    }

    private static @Nullable Instant instant(Clock clock, ChunkArrived chunk) {
        return switch (clock) {
            case PDT -> chunk.evidence().listedAt();
            case NAME -> chunk.evidence().namedAt();
            case MTIME -> chunk.modifiedAt();
        };
    }
}
