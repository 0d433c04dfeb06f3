package tams.ingest.watcher;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import tams.ingest.contracts.Evidence;

/** CRC-32C of {@value Evidence#SLICES} equal parts of a file, the last one taking the rest, found while it is read. */
final class Slices {

    /** Parts of a file below 1 KiB are too short to tell recordings apart, so it has none. */
    static final int FILE_BYTES_MIN = 1 << 10;

    private final long sliceBytes;
    private final List<Integer> finished = new ArrayList<>(Evidence.SLICES);
    private final CRC32C slice = new CRC32C();
    private long left;

    /**
     * The parts of a file of a known length; what is found for a file that turns out to have another is of no use.
     *
     * @param fileBytes at least 0
     */
    Slices(long fileBytes) {
        this.sliceBytes = fileBytes < FILE_BYTES_MIN ? Long.MAX_VALUE : fileBytes / Evidence.SLICES;
        this.left = sliceBytes;
    }

    void push(byte[] buffer, int from, int length) {
        int offset = from;
        int end = from + length;
        while (offset < end) {
            boolean isLast = finished.size() == Evidence.SLICES - 1;
            int part = isLast ? end - offset : (int) Math.min(left, end - offset);
            slice.update(buffer, offset, part);
            offset += part;
            left -= part;
            if (left == 0 && !isLast) {
                next();
            }
        }
    }

    private void next() {
        finished.add((int) slice.getValue());
        slice.reset();
        left = sliceBytes;
    }

    /** All parts; empty where the file has none. */
    List<Integer> finish() {
        if (finished.size() == Evidence.SLICES - 1) {
            next();
        }
        return finished.size() == Evidence.SLICES ? List.copyOf(finished) : List.of();
    }
}
