package tams.ingest.contracts;

/** What lies on {@code ingest.feed-status}: how a feed stands, or where it ends. */
public sealed interface FeedLine extends FeedFact permits FeedStatus, FeedEnd {}
