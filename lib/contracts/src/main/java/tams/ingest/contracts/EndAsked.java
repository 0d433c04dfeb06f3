package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The router has a chunk of a feed that has begun before, and knows nothing of that feed any more: its state is gone (ADR
 * 22). It asks where the feed ends, behind all plans that it ever made of it; {@link FeedEnd} is the answer.
 *
 * @param draft the plan as it would be if the feed were new: its Flows and media count, its place does not
 */
public record EndAsked(String feed, UUID arrival, SegmentPlanned draft, Instant at) implements SegmentEvent {

    public EndAsked {
        requireNonNull(feed, "feed");
        requireNonNull(arrival, "arrival");
        requireNonNull(draft, "draft");
        requireNonNull(at, "at");
    }

    /** About the chunk of a plan that nobody is to carry out. */
    public static EndAsked about(SegmentPlanned draft) {
        return new EndAsked(draft.feed(), draft.arrival(), draft, draft.at());
    }

    @Override
    public ChunkFile file() {
        return draft.file();
    }

    @Override
    public Feed.After after() {
        return draft.after();
    }

    @Override
    public UUID eventId() {
        return Ids.nameUuid(arrival, "end-asked".getBytes(StandardCharsets.UTF_8));
    }
}
