package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** AAC in ADTS frames. */
final class AdtsSyntax implements AudioSyntax {

    private static final int HEADER = 7;
    private static final int BLOCK_SAMPLES = 1024;
    private static final int[] RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };

    @Override
    public int headerBytes(byte[] header, int length) {
        return HEADER;
    }

    @Override
    public boolean plausible(byte[] header, int length) {
        return header[0] == (byte) 0xFF && (length < 2 || (header[1] & 0xF6) == 0xF0);
    }

    @Override
    public @Nullable AudioHeader parse(byte[] header) {
        int rate = (header[2] >> 2) & 0x0F;
        int bytes = (header[3] & 3) << 11 | (header[4] & 0xFF) << 3 | ((header[5] >> 5) & 7);
        if (rate >= RATES.length || bytes < HEADER) {
            return null;
        }
        int configuration = (header[2] & 1) << 2 | ((header[3] >> 6) & 3);
        int blocks = (header[6] & 3) + 1;
        return new AudioHeader(
                Codec.AAC,
                bytes,
                BLOCK_SAMPLES * blocks,
                RATES[rate],
                channels(configuration),
                ((header[2] >> 6) & 3) + 1);
    }

    /** Configuration 7 is 7.1; 0 leaves the channels to the payload. */
    private static @Nullable Integer channels(int configuration) {
        if (configuration == 0) {
            return null;
        }
        return configuration == 7 ? 8 : configuration;
    }
}
