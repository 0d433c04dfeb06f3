package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** MPEG-1, MPEG-2 and MPEG-2.5 audio, layers I to III. The free format, whose frames have no stated size, is not read. */
final class MpegAudioSyntax implements AudioSyntax {

    private static final int HEADER = 4;
    private static final int[] RATES = {44100, 48000, 32000};

    /** kbit/s by version and layer, from bit rate index 1. */
    private static final int[] V1_L1 = {32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448};

    private static final int[] V1_L2 = {32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384};
    private static final int[] V1_L3 = {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] V2_L1 = {32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256};
    private static final int[] V2_L23 = {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

    @Override
    public int headerBytes(byte[] header, int length) {
        return HEADER;
    }

    @Override
    public boolean plausible(byte[] header, int length) {
        return header[0] == (byte) 0xFF && (length < 2 || (header[1] & 0xE0) == 0xE0);
    }

    @Override
    public @Nullable AudioHeader parse(byte[] header) {
        int version = (header[1] >> 3) & 3;
        int layer = 4 - ((header[1] >> 1) & 3);
        int bitRate = (header[2] >> 4) & 0x0F;
        int rate = (header[2] >> 2) & 3;
        if (version == 1 || layer == 4 || bitRate == 0 || bitRate == 15 || rate == 3) {
            return null;
        }
        boolean first = version == 3;
        int sampleRate = RATES[rate] >> (first ? 0 : version == 2 ? 1 : 2);
        int bits = 1000 * bitRates(first, layer)[bitRate - 1];
        int padding = (header[2] >> 1) & 1;
        int samples = layer == 1 ? 384 : layer == 2 || first ? 1152 : 576;
        // Layer I counts in slots of four bytes.
        int bytes = layer == 1 ? 4 * (12 * bits / sampleRate + padding) : samples / 8 * bits / sampleRate + padding;
        int channels = ((header[3] >> 6) & 3) == 3 ? 1 : 2;
        return new AudioHeader(codec(layer), bytes, samples, sampleRate, channels, null);
    }

    private static int[] bitRates(boolean first, int layer) {
        if (!first) {
            return layer == 1 ? V2_L1 : V2_L23;
        }
        return layer == 1 ? V1_L1 : layer == 2 ? V1_L2 : V1_L3;
    }

    private static Codec codec(int layer) {
        return layer == 1 ? Codec.MP1 : layer == 2 ? Codec.MP2 : Codec.MP3;
    }
}
