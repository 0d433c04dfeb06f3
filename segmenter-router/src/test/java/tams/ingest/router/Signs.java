package tams.ingest.router;

import java.util.ArrayList;
import java.util.List;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Evidence;

/** What stands beside the PTS of chunks that a test makes up. */
final class Signs {

    private Signs() {}

    /** The same chunk with other things standing beside its PTS. */
    static ChunkArrived beside(ChunkArrived chunk, Evidence evidence) {
        return Chunks.copy(chunk, evidence, chunk.settings());
    }

    /** Eight slices, the first {@code equal} of which are those of every chunk that is made with the same {@code base}. */
    static Evidence slices(int base, int equal) {
        List<Integer> slices = new ArrayList<>();
        for (int i = 0; i < Evidence.SLICES; i++) {
            slices.add(i < equal ? 100 * base + i : -(100 * base + i) - 1);
        }
        return new Evidence(null, null, false, slices);
    }

    static Evidence discontinuity() {
        return new Evidence(null, null, true, List.of());
    }
}
