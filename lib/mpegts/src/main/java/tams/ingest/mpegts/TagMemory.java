package tams.ingest.mpegts;

/** The beginning of the tag at hand, and the timestamp in the first tag that has one. */
final class TagMemory {

    private byte[] kept = new byte[0];
    private int filled;
    private boolean open;
    private long timestamp = Ticks.NONE;

    /**
     * A tag begins.
     *
     * @param length of the tag's bytes at hand
     * @param bytes of the whole tag
     * @param wanted whether the tag may hold the timestamp
     */
    void begin(byte[] head, int length, int bytes, boolean wanted) {
        open = true;
        kept = new byte[wanted && timestamp == Ticks.NONE ? Math.min(bytes, Id3Tag.KEPT_MAX) : 0];
        filled = 0;
        keep(head, 0, length);
    }

    void keep(byte[] bytes, int at, int length) {
        int taken = Math.min(length, kept.length - filled);
        System.arraycopy(bytes, at, kept, filled, taken);
        filled += taken;
    }

    void end() {
        if (filled >= Id3Tag.HEADER) {
            timestamp = Id3Tag.timestamp(kept, filled);
        }
        open = false;
        filled = 0;
        kept = new byte[0];
    }

    /** True between the beginning and the end of a tag. */
    boolean open() {
        return open;
    }

    /** 33 bits, or {@link Ticks#NONE}. */
    long timestamp() {
        return timestamp;
    }
}
