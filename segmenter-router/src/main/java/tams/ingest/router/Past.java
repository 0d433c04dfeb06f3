package tams.ingest.router;

import java.util.Optional;
import java.util.UUID;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.TimeRange;

/** What a feed has had before, as far as it is remembered. */
interface Past {

    /** What was made of an arrival. */
    Optional<SegmentEvent> decisionOn(UUID arrival);

    /** The first arrival with those bytes that was planned. */
    Optional<UUID> holderOf(ChunkFile bytes);

    /** The last arrival that was planned for a part of that time. */
    Optional<UUID> holderOf(UUID flow, TimeRange time);
}
