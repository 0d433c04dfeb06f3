package tams.ingest.mpegts;

/** What became of measuring one chunk: a measurement, or the reason why there is none. */
public sealed interface Measured permits Measurement, Unmeasurable {}
