package tams.ingest.contracts;

/** Something an operator decided about a feed: a record of the feed table's topic. */
public sealed interface FeedEvent extends FeedFact permits FeedDefined, FeedPaused {

    /** The record's key. A record without a value under it takes the decision back. */
    String key();
}
