package tams.ingest.mpegts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the bytes lie that were passed over for now, in the array that they were handed over in; nothing is copied. */
final class PassedBytes {

    /** 16 KiB a stream, since a chunk may list thousands of them. A picture in a megabyte of packets makes some hundred. */
    static final int RUNS_MAX = 1024;

    private static final int FIELDS = 4;

    private byte @Nullable [] array;
    private int[] runs = new int[FIELDS];
    private int size;

    /** Takes one piece of payload. */
    interface Visitor {
        void payload(byte[] bytes, int from, int to);
    }

    /** True if what lies in that array can be remembered without forgetting anything. */
    boolean takes(byte[] bytes) {
        return size == 0 || (array == bytes && size < RUNS_MAX * FIELDS);
    }

    /** Adds {@code count} pieces of {@code length} bytes, {@code stride} bytes from each other. */
    void add(byte[] bytes, int from, int length, int count, int stride) {
        array = bytes;
        if (size == runs.length) {
            runs = Arrays.copyOf(runs, 2 * size);
        }
        runs[size++] = from;
        runs[size++] = length;
        runs[size++] = count;
        runs[size++] = stride;
    }

    /** Shows every piece, in order. */
    void all(Visitor visitor) {
        byte[] bytes = array;
        for (int i = 0; i < size && bytes != null; i += FIELDS) {
            int from = runs[i];
            for (int n = 0; n < runs[i + 2]; n++) {
                visitor.payload(bytes, from, from + runs[i + 1]);
                from += runs[i + 3];
            }
        }
    }

    /** Shows the last piece of every run, in order. */
    void ends(Visitor visitor) {
        byte[] bytes = array;
        for (int i = 0; i < size && bytes != null; i += FIELDS) {
            int from = runs[i] + (runs[i + 2] - 1) * runs[i + 3];
            visitor.payload(bytes, from, from + runs[i + 1]);
        }
    }

    void clear() {
        array = null;
        size = 0;
    }
}
