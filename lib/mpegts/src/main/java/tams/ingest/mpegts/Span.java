package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * Where a stream's frames lie in time, in unwrapped ticks.
 *
 * @param frameTicks null if nothing tells how long a frame lasts
 * @param end of the last frame, exclusive; null if not known
 */
record Span(
        long minPts,
        long maxPts,
        @Nullable Fraction frameTicks,
        @Nullable Long end) {}
