package tams.ingest.registrar;

/**
 * Where a line of the ledger lies.
 *
 * @param partition below 32,768
 * @param offset below 2^48
 */
record LinePlace(int partition, long offset) {

    private static final int OFFSET_BITS = 48;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

    /** In 8 bytes, never negative. */
    long packed() {
        return ((long) partition << OFFSET_BITS) | (offset & OFFSET_MASK);
    }

    static LinePlace unpacked(long packed) {
        return new LinePlace((int) (packed >>> OFFSET_BITS), packed & OFFSET_MASK);
    }
}
