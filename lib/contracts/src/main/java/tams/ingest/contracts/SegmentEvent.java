package tams.ingest.contracts;

import java.util.UUID;

/** What the router made of an arrival: a plan, a refusal with its reason, or a question that has to be answered first. */
public sealed interface SegmentEvent extends FeedFact permits SegmentPlanned, ChunkRefused, EndAsked {

    UUID arrival();

    ChunkFile file();

    /** What happens to the file once the arrival is registered or known to be a duplicate. */
    Feed.After after();
}
