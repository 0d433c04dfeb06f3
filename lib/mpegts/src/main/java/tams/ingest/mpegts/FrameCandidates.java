package tams.ingest.mpegts;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What may be audio frames, while nothing proves yet where the true ones start. */
final class FrameCandidates {

    /** Chance makes a header every few KiB, and a frame is at most 8 KiB long; older ones give way. */
    static final int CANDIDATES_MAX = 32;

    /**
     * A possible frame.
     *
     * @param start in bytes of the stream
     * @param leads true if a PES packet's payload starts with it
     */
    record Candidate(AudioHeader header, Stamp stamp, long start, boolean leads) {}

    private final Deque<Candidate> candidates = new ArrayDeque<>();

    void add(AudioHeader header, Stamp stamp, long start, boolean leads) {
        if (candidates.size() == CANDIDATES_MAX) {
            candidates.removeFirst();
        }
        candidates.addLast(new Candidate(header, stamp, start, leads));
    }

    /** The one that ends at {@code position} and goes with the frame that starts there; null if there is none. */
    @Nullable Candidate endingAt(long position, AudioHeader next) {
        for (var candidate : candidates) {
            if (candidate.start() + candidate.header().bytes() == position
                    && candidate.header().matches(next)) {
                return candidate;
            }
        }
        return null;
    }

    /** The first one that leads a packet; null if there is none. */
    @Nullable Candidate likely() {
        for (var candidate : candidates) {
            if (candidate.leads()) {
                return candidate;
            }
        }
        return null;
    }

    void clear() {
        candidates.clear();
    }
}
