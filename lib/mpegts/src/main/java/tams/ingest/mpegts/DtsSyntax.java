package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** DTS core frames, and the extension substreams behind them, which add time only where there is no core. */
final class DtsSyntax implements AudioSyntax {

    private static final int HEADER = 12;
    private static final byte[] CORE = {0x7F, (byte) 0xFE, (byte) 0x80, 0x01};
    private static final byte[] EXTENSION = {0x64, 0x58, 0x20, 0x25};
    private static final int BLOCK_SAMPLES = 32;
    private static final int BLOCKS_MIN = 6;
    private static final int CORE_BYTES_MIN = 96;
    private static final int EXTENSION_SAMPLES = 512;
    private static final int[] CHANNELS = {1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8};

    /** Hz by SFREQ; 0 is reserved. */
    private static final int[] RATES = {
        0, 8000, 16000, 32000, 0, 0, 11025, 22050, 44100, 0, 0, 12000, 24000, 48000, 96000, 192000
    };

    /** Hz of the clock in which an extension without core counts. */
    private static final int[] CLOCKS = {32000, 44100, 48000};

    private @Nullable AudioHeader core;

    @Override
    public int headerBytes(byte[] header, int length) {
        return HEADER;
    }

    @Override
    public boolean plausible(byte[] header, int length) {
        return starts(CORE, header, length) || starts(EXTENSION, header, length);
    }

    private static boolean starts(byte[] sync, byte[] header, int length) {
        for (int i = 0; i < Math.min(length, sync.length); i++) {
            if (header[i] != sync[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable AudioHeader parse(byte[] header) {
        var bits = new BitReader(header, CORE.length, HEADER, false);
        return header[0] == CORE[0] ? core(bits) : extension(bits);
    }

    private @Nullable AudioHeader core(BitReader bits) {
        bits.skip(7);
        int blocks = (int) bits.bits(7) + 1;
        int bytes = (int) bits.bits(14) + 1;
        int mode = (int) bits.bits(6);
        int rate = RATES[(int) bits.bits(4)];
        bits.skip(15);
        boolean effects = bits.bits(2) % 3 != 0;
        if (rate == 0 || bytes < CORE_BYTES_MIN || blocks < BLOCKS_MIN) {
            return null;
        }
        Integer channels = mode < CHANNELS.length ? CHANNELS[mode] + (effects ? 1 : 0) : null;
        core = new AudioHeader(Codec.DTS, bytes, blocks * BLOCK_SAMPLES, rate, channels, null);
        return core;
    }

    private @Nullable AudioHeader extension(BitReader bits) {
        bits.skip(10);
        boolean wide = bits.flag();
        bits.skip(wide ? 12 : 8);
        int bytes = (int) bits.bits(wide ? 20 : 16) + 1;
        if (core != null) {
            return new AudioHeader(Codec.DTS, bytes, 0, core.sampleRate(), core.channels(), null);
        }
        boolean tells = bits.flag();
        int clock = (int) bits.bits(2);
        int samples = EXTENSION_SAMPLES * ((int) bits.bits(3) + 1);
        return tells && clock < CLOCKS.length
                ? new AudioHeader(Codec.DTS, bytes, samples, CLOCKS[clock], null, null)
                : null;
    }
}
