package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * A picture parameter set of H.264, as far as slice headers need it.
 *
 * @param sequence the id of its sequence parameter set
 * @param ordersFields whether slices of frames say how far the bottom field lies behind the top one
 */
record AvcPictureSet(long id, long sequence, boolean ordersFields) {

    private static final long ID_MAX = 255;

    /** Reads a NAL unit of type 8; null if it is cut short or has an impossible number. */
    static @Nullable AvcPictureSet parse(byte[] head, int length) {
        var bits = new BitReader(head, 1, length);
        long id = bits.unsigned();
        long sequence = bits.unsigned();
        bits.flag();
        boolean orders = bits.flag();
        return bits.overrun() || id > ID_MAX ? null : new AvcPictureSet(id, sequence, orders);
    }
}
