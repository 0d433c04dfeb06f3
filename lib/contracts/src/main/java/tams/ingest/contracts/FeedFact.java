package tams.ingest.contracts;

/** A fact about one feed. */
public sealed interface FeedFact extends Event
        permits ChunkArrived, SegmentEvent, Outcome, GapEvent, FeedEvent, FeedLine, OperatorActed {

    /** The feed it is about. */
    String feed();

    @Override
    default String subject() {
        return "feed/" + feed();
    }
}
