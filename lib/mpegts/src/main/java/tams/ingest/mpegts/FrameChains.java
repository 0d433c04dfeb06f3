package tams.ingest.mpegts;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Runs of what may be audio frames, each of which ends where the next one starts. */
final class FrameChains {

    /** Chance makes a header every few KiB, and a frame is at most 8 KiB long; older ones give way. */
    static final int CHAINS_MAX = 32;

    /**
     * A run of frames.
     *
     * @param start of the first one, in bytes of the file
     * @param end of the last one, exclusive
     * @param headers frames in the run, those without sound of their own included
     * @param frames those that add time
     * @param header the last one's
     */
    record Chain(long start, long end, int headers, long frames, long samples, AudioHeader header) {

        /**
         * One frame alone.
         *
         * @param silent true if it only describes the file and is never played
         */
        static Chain of(long start, AudioHeader header, boolean silent) {
            boolean timed = !silent && header.samples() > 0;
            return new Chain(start, start + header.bytes(), 1, timed ? 1 : 0, timed ? header.samples() : 0, header);
        }

        Chain with(Chain next) {
            return new Chain(
                    start, next.end, headers + next.headers, frames + next.frames, samples + next.samples, next.header);
        }
    }

    private final Deque<Chain> chains = new ArrayDeque<>();

    /** Adds a frame to the run that ends where it starts, or lets it start one; returns the run. */
    Chain add(Chain frame) {
        Chain longer = frame;
        for (var chain : chains) {
            if (chain.end() == frame.start() && chain.header().matches(frame.header())) {
                longer = chain.with(frame);
                break;
            }
        }
        if (chains.size() == CHAINS_MAX) {
            chains.removeFirst();
        }
        chains.addLast(longer);
        return longer;
    }

    /** The run that fills these bytes; null if there is none. */
    @Nullable Chain filling(long start, long end) {
        for (var chain : chains) {
            if (chain.start() == start && chain.end() == end) {
                return chain;
            }
        }
        return null;
    }

    void clear() {
        chains.clear();
    }
}
