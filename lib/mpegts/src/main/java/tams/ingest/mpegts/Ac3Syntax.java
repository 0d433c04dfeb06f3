package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** AC-3 and E-AC-3 sync frames, told apart by bsid. */
final class Ac3Syntax implements AudioSyntax {

    private static final int HEADER = 8;
    private static final int AC3_BSID_MAX = 10;
    private static final int EAC3_BSID_MAX = 16;
    private static final int BLOCK_SAMPLES = 256;
    private static final int AC3_BLOCKS = 6;
    private static final int DEPENDENT = 1;
    private static final int[] RATES = {48000, 44100, 32000};
    private static final int[] EAC3_BLOCKS = {1, 2, 3, 6};
    private static final int[] CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};

    /** kbit/s by half of frmsizecod. */
    private static final int[] BIT_RATES = {
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
    };

    @Override
    public int headerBytes(byte[] header, int length) {
        return HEADER;
    }

    @Override
    public boolean plausible(byte[] header, int length) {
        return header[0] == 0x0B && (length < 2 || header[1] == 0x77);
    }

    @Override
    public @Nullable AudioHeader parse(byte[] header) {
        int bsid = (header[5] >> 3) & 0x1F;
        if (bsid <= AC3_BSID_MAX) {
            return ac3(header, bsid);
        }
        return bsid <= EAC3_BSID_MAX ? eac3(header) : null;
    }

    private static @Nullable AudioHeader ac3(byte[] header, int bsid) {
        int rateCode = (header[4] >> 6) & 3;
        int sizeCode = header[4] & 0x3F;
        if (rateCode == 3 || sizeCode / 2 >= BIT_RATES.length) {
            return null;
        }
        int rate = RATES[rateCode];
        // 1536 samples in words of two bytes; at 44.1 kHz the odd codes have one word more.
        int words = BIT_RATES[sizeCode / 2] * 1000 * 96 / rate + (rateCode == 1 ? sizeCode & 1 : 0);
        int mode = (header[6] >> 5) & 7;
        int before = (mode == 2 ? 2 : 0) + ((mode & 1) != 0 && mode != 1 ? 2 : 0) + ((mode & 4) != 0 ? 2 : 0);
        int effects = (((header[6] & 0xFF) << 8 | (header[7] & 0xFF)) >> (12 - before)) & 1;
        int half = Math.max(bsid - 8, 0);
        return new AudioHeader(
                Codec.AC3, 2 * words, BLOCK_SAMPLES * AC3_BLOCKS, rate >> half, CHANNELS[mode] + effects, null);
    }

    private static @Nullable AudioHeader eac3(byte[] header) {
        int type = (header[2] >> 6) & 3;
        int subStream = (header[2] >> 3) & 7;
        int words = ((header[2] & 7) << 8 | (header[3] & 0xFF)) + 1;
        int rateCode = (header[4] >> 6) & 3;
        int blockCode = (header[4] >> 4) & 3;
        if (type == 3 || 2 * words < HEADER || (rateCode == 3 && blockCode == 3)) {
            return null;
        }
        int rate = rateCode == 3 ? RATES[blockCode] / 2 : RATES[rateCode];
        int blocks = rateCode == 3 ? AC3_BLOCKS : EAC3_BLOCKS[blockCode];
        int mode = (header[4] >> 1) & 7;
        boolean addsTime = type != DEPENDENT && subStream == 0;
        return new AudioHeader(
                Codec.EAC3,
                2 * words,
                addsTime ? BLOCK_SAMPLES * blocks : 0,
                rate,
                CHANNELS[mode] + (header[4] & 1),
                null);
    }
}
