package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finished chunk lies in the drop folder.
 *
 * <p>Keyed by feed, so a feed's chunks keep their order. The same arrival may be announced again at any time, with other
 * settings but with the same measurement.
 *
 * @param feed the feed's id; the folder's name while no feed claims it
 * @param arrival {@link Ids#arrival}
 * @param sequence the number in the file's name, null when it has none
 * @param modifiedAt the file's own time, a last-resort anchor and never more than that
 * @param at when the watcher saw the file complete
 * @param measurement what the chunk says about itself; null when it could not be measured
 * @param fault why it could not be measured; null when it was
 * @param evidence what stands beside the PTS
 * @param settings the feed's settings as they stood; null while no feed claims the folder
 * @param begun true where the watcher knows of an earlier chunk of the feed; null where it does not
 */
public record ChunkArrived(
        String feed,
        UUID arrival,
        ChunkFile file,
        @Nullable Long sequence,
        Instant modifiedAt,
        Instant at,
        @Nullable Measurement measurement,
        @Nullable Fault fault,
        Evidence evidence,
        @Nullable FeedSettings settings,
        @Nullable Boolean begun)
        implements FeedFact {

    public ChunkArrived {
        requireNonNull(feed, "feed");
        requireNonNull(arrival, "arrival");
        requireNonNull(file, "file");
        requireNonNull(modifiedAt, "modifiedAt");
        requireNonNull(at, "at");
        evidence = requireNonNullElse(evidence, Evidence.NONE);
        if ((measurement == null) == (fault == null)) {
            throw new IllegalArgumentException("a chunk has either a measurement or a fault: " + file.path());
        }
    }

    /** Of a feed that may be a new one. */
    public ChunkArrived(
            String feed,
            UUID arrival,
            ChunkFile file,
            @Nullable Long sequence,
            Instant modifiedAt,
            Instant at,
            @Nullable Measurement measurement,
            @Nullable Fault fault,
            Evidence evidence,
            @Nullable FeedSettings settings) {
        this(feed, arrival, file, sequence, modifiedAt, at, measurement, fault, evidence, settings, null);
    }

    /** The same arrival with a copy of its bytes for other hosts. */
    public ChunkArrived stagedAt(String place) {
        return with(file.stagedAt(place), begun);
    }

    /** The same arrival of a feed that has had chunks before. */
    public ChunkArrived ofBegunFeed() {
        return with(file, true);
    }

    private ChunkArrived with(ChunkFile where, @Nullable Boolean before) {
        return new ChunkArrived(
                feed, arrival, where, sequence, modifiedAt, at, measurement, fault, evidence, settings, before);
    }

    /** Whether the feed is known to have had chunks before. */
    public boolean hasFeedBegun() {
        return Boolean.TRUE.equals(begun);
    }

    @Override
    public UUID eventId() {
        return arrival;
    }

    /**
     * Why a chunk could not be measured.
     *
     * @param kind one word in capitals, e.g. {@code NOT_TS}; also the name of the quarantine folder, in lower case
     * @param reason one line for a person: what is wrong and where
     */
    public record Fault(String kind, String reason) {

        public Fault {
            if (!kind.matches("[A-Z][A-Z0-9_]{0,31}")) {
                throw new IllegalArgumentException("a fault's kind is a word in capitals: " + kind);
            }
            requireNonNull(reason, "reason");
        }
    }
}
