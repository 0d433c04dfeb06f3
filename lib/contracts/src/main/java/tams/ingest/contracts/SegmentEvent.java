package tams.ingest.contracts;

import java.util.UUID;

/** What the router made of an arrival: a plan, or a refusal with its reason. */
public sealed interface SegmentEvent extends Event permits SegmentPlanned, ChunkRefused {

    UUID arrival();

    ChunkFile file();

    /** What happens to the file once the arrival is registered or known to be a duplicate. */
    Feed.After after();
}
