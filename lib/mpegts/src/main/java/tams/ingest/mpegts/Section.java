package tams.ingest.mpegts;

/**
 * One PSI section whose checksum holds; valid only until the reader that made it goes on.
 *
 * @param bytes starts with the table id
 * @param length in bytes, the checksum included
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never kept
record Section(byte[] bytes, int length) {

    static final int PAT = 0x00;
    static final int PMT = 0x02;

    private static final int LONG_HEADER = 8;
    private static final int CHECKSUM = 4;
    private static final int[] CRC = new int[256];

    static {
        for (int i = 0; i < CRC.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = (value << 1) ^ (value < 0 ? 0x04C11DB7 : 0);
            }
            CRC[i] = value;
        }
    }

    /** True if the section is long enough to have a checksum and the checksum holds (a sum over it gives 0). */
    static boolean intact(byte[] bytes, int length) {
        if (length < LONG_HEADER + CHECKSUM) {
            return false;
        }
        int crc = -1;
        for (int i = 0; i < length; i++) {
            crc = (crc << 8) ^ CRC[((crc >>> 24) ^ bytes[i]) & 0xFF];
        }
        return crc == 0;
    }

    int tableId() {
        return at(0);
    }

    /** True if the table holds now, false if it announces a later one. */
    boolean current() {
        return (at(5) & 0x01) != 0;
    }

    /** Transport stream id of a PAT, program number of a PMT. */
    int extension() {
        return pair(3);
    }

    /** The section's checksum, which tells a repeated table from a changed one. */
    int checksum() {
        return pair(length - 4) << 16 | pair(length - 2);
    }

    int bodyStart() {
        return LONG_HEADER;
    }

    int bodyEnd() {
        return length - CHECKSUM;
    }

    int at(int index) {
        return bytes[index] & 0xFF;
    }

    int pair(int index) {
        return at(index) << 8 | at(index + 1);
    }
}
