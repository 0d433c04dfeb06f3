package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a feed ends: the answer to {@link EndAsked}. Written by the registrar beside the feed's live line, under {@link
 * #key()}, into the partition in which the question lay.
 *
 * @param arrival of the question
 * @param known whether the ledger has the arrival: its plan, or its refusal, stands as it was
 * @param last the latest time that a segment of the feed holds, in the store or planned; null where none does
 * @param owners the Flows that own the feed's segments, as far as the ledger knows
 * @param unfit those of the question's Flows that the store has with media of another form
 */
public record FeedEnd(
        String feed,
        UUID arrival,
        boolean known,
        @Nullable TimeRange last,
        List<UUID> owners,
        List<UUID> unfit,
        Instant at)
        implements FeedLine {

    public FeedEnd {
        requireNonNull(feed, "feed");
        requireNonNull(arrival, "arrival");
        owners = List.copyOf(owners);
        unfit = List.copyOf(unfit);
        requireNonNull(at, "at");
    }

    /** The topic's key of it; feeds have no slash. */
    public String key() {
        return feed + "/end";
    }

    @Override
    public UUID eventId() {
        return Ids.nameUuid(arrival, ("end/" + at).getBytes(StandardCharsets.UTF_8));
    }
}
