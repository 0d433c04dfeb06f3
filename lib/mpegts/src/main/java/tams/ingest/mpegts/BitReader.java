package tams.ingest.mpegts;

/**
 * Reads bits and Exp-Golomb numbers, in NAL units without the emulation prevention bytes.
 *
 * <p>Beyond the end every bit is 0 and {@link #overrun} is true.
 */
final class BitReader {

    private final byte[] bytes;
    private final int end;
    private final boolean prevented;
    private int at;
    private int bitsLeft;
    private int current;
    private int zeros;
    private boolean overrun;

    BitReader(byte[] bytes, int from, int end) {
        this(bytes, from, end, true);
    }

    /**
     * A reader of the bytes {@code from} to {@code end}.
     *
     * @param prevented whether 03 after 00 00 is an emulation prevention byte
     */
    BitReader(byte[] bytes, int from, int end, boolean prevented) {
        this.prevented = prevented;
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean overrun() {
        return overrun;
    }

    boolean flag() {
        return bit() == 1;
    }

    /** The next {@code count} bits, 0 to 32 of them. */
    long bits(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 1) | bit();
        }
        return value;
    }

    void skip(int count) {
        for (int i = 0; i < count && !overrun; i++) {
            bit();
        }
    }

    /** Goes on to the next whole byte, if it is inside of one. */
    void align() {
        bitsLeft = 0;
    }

    /** An unsigned Exp-Golomb number, below 2^32; more than 31 leading zeros end as an overrun. */
    long unsigned() {
        int leading = 0;
        while (!overrun && bit() == 0) {
            leading++;
        }
        if (leading > 31) {
            overrun = true;
            return 0;
        }
        return (1L << leading) - 1 + bits(leading);
    }

    /** A signed Exp-Golomb number. */
    long signed() {
        long code = unsigned();
        return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
    }

    private int bit() {
        if (bitsLeft == 0 && !load()) {
            overrun = true;
            return 0;
        }
        bitsLeft--;
        return (current >> bitsLeft) & 1;
    }

    private boolean load() {
        if (prevented && zeros >= 2 && at < end && bytes[at] == 3) {
            at++;
            zeros = 0;
        }
        if (at >= end) {
            return false;
        }
        current = bytes[at++] & 0xFF;
        zeros = current == 0 ? zeros + 1 : 0;
        bitsLeft = 8;
        return true;
    }
}
