package tams.ingest.mpegts;

/** The short-term reference picture sets of an H.265 sequence, which have to be read to get behind them. */
final class HevcReferenceSets {

    private static final int SETS_MAX = 64;
    private static final int PICTURES_MAX = 16;

    private HevcReferenceSets() {}

    /** Reads over all of them; false if they say what no stream can have. */
    static boolean skip(BitReader bits) {
        long sets = bits.unsigned();
        if (sets > SETS_MAX) {
            return false;
        }
        int pictures = 0;
        for (int set = 0; set < sets; set++) {
            boolean predicted = set > 0 && bits.flag();
            pictures = predicted ? skipPredicted(bits, pictures) : skipOwn(bits);
            if (bits.overrun() || pictures > PICTURES_MAX) {
                return false;
            }
        }
        return !bits.overrun();
    }

    /** A set as the difference to the one before; returns how many pictures it has. */
    private static int skipPredicted(BitReader bits, int before) {
        bits.flag();
        bits.unsigned();
        int pictures = 0;
        for (int i = 0; i <= before; i++) {
            boolean used = bits.flag();
            boolean kept = used || bits.flag();
            pictures += kept ? 1 : 0;
        }
        return pictures;
    }

    private static int skipOwn(BitReader bits) {
        long pictures = bits.unsigned() + bits.unsigned();
        for (long i = 0; i < Math.min(pictures, PICTURES_MAX + 1); i++) {
            bits.unsigned();
            bits.flag();
        }
        return (int) Math.min(pictures, PICTURES_MAX + 1);
    }
}
