package tams.ingest.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Something about the continuity of a feed's timeline. */
public sealed interface GapEvent extends FeedFact {

    /** The owner Flow. */
    UUID flowId();

    /** Where on its timeline. */
    TimeRange timerange();

    private static UUID idOf(GapEvent event) {
        String name = event.getClass().getSimpleName() + "/" + event.timerange() + "/" + event.at();
        return Ids.nameUuid(event.flowId(), name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * There is a hole.
     *
     * @param cause one word in capitals: {@code MISSING} where the sequence or the PTS say that chunks are missing
     */
    record GapDetected(String feed, UUID flowId, TimeRange timerange, String cause, Instant at) implements GapEvent {

        @Override
        public UUID eventId() {
            return idOf(this);
        }
    }

    /**
     * A late chunk lies in a hole.
     *
     * @param timerange the hole as it was
     * @param arrival the chunk that came
     * @param remaining the holes that are left of it: none, one or two
     */
    record GapFilled(String feed, UUID flowId, TimeRange timerange, UUID arrival, List<TimeRange> remaining, Instant at)
            implements GapEvent {

        public GapFilled {
            remaining = List.copyOf(remaining);
        }

        @Override
        public UUID eventId() {
            return idOf(this);
        }
    }

    /** A chunk wants time that another has. */
    record OverlapDetected(String feed, UUID flowId, TimeRange timerange, UUID arrival, UUID other, Instant at)
            implements GapEvent {

        @Override
        public UUID eventId() {
            return idOf(this);
        }
    }

    /**
     * An epoch takes its time from a wall clock.
     *
     * @param timerange the instant at which the epoch's first chunk starts
     * @param clock {@code PDT}, {@code NAME} or, where a chunk has neither, {@code MTIME}
     */
    record EpochAnchored(String feed, UUID flowId, TimeRange timerange, String clock, Instant at) implements GapEvent {

        @Override
        public UUID eventId() {
            return idOf(this);
        }
    }

    /**
     * A wall clock and the PTS do not run alike: the feed's times are not changed by it, but whoever compares them should
     * know.
     *
     * @param timerange the instant at which the chunk starts
     * @param clock {@code NAME} or {@code PDT}
     * @param drift how much later the clock puts the chunk than the timeline does
     */
    record DriftDetected(String feed, UUID flowId, TimeRange timerange, String clock, Timestamp drift, Instant at)
            implements GapEvent {

        @Override
        public UUID eventId() {
            return idOf(this);
        }
    }

    /**
     * PTS alone no longer tells the time: an epoch ends.
     *
     * @param timerange the instant at which the next epoch starts
     * @param cause one word in capitals, e.g. {@code PTS_BACK}, {@code PTS_JUMP}
     */
    record DiscontinuityDetected(String feed, UUID flowId, TimeRange timerange, String cause, Instant at)
            implements GapEvent {

        @Override
        public UUID eventId() {
            return idOf(this);
        }
    }

    /**
     * The media is of a form that the Flow before cannot have (TAMS ADR 0025): another Flow of the same Source goes on.
     *
     * @param flowId the Flow from here on: a new one, or that of an earlier form that is back
     * @param timerange the instant at which the first chunk of that form starts
     * @param former the Flow before
     * @param change what is another, for a person
     */
    record FormatChanged(String feed, UUID flowId, TimeRange timerange, UUID former, String change, Instant at)
            implements GapEvent {

        @Override
        public UUID eventId() {
            return idOf(this);
        }
    }
}
