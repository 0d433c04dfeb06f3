package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * AAC in LATM, with the LOAS sync layer. Frames before the first configuration cannot be timed and are passed over.
 *
 * <p>Only the first program and layer is read: broadcast has no other.
 */
final class LatmSyntax implements AudioSyntax {

    private static final int HEADER = 16;
    private static final int SYNC_BYTES = 3;
    private static final int ESCAPED_TYPE = 31;
    private static final int SBR = 5;
    private static final int PARAMETRIC_STEREO = 29;
    private static final int ESCAPED_RATE = 15;
    private static final int[] RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };

    private @Nullable AudioHeader configured;

    @Override
    public int headerBytes(byte[] header, int length) {
        return length < SYNC_BYTES ? SYNC_BYTES : Math.min(bytes(header), HEADER);
    }

    @Override
    public boolean plausible(byte[] header, int length) {
        return header[0] == 0x56 && (length < 2 || (header[1] & 0xE0) == 0xE0);
    }

    @Override
    public @Nullable AudioHeader parse(byte[] header) {
        int bytes = bytes(header);
        var bits = new BitReader(header, SYNC_BYTES, Math.min(bytes, HEADER), false);
        boolean same = bits.flag();
        if (same && configured == null) {
            return null;
        }
        AudioHeader read = same ? configured : configuration(bits);
        if (read == null) {
            return null;
        }
        configured = read;
        return new AudioHeader(
                Codec.AAC_LATM, bytes, read.samples(), read.sampleRate(), read.channels(), read.profile());
    }

    private static int bytes(byte[] header) {
        return SYNC_BYTES + ((header[1] & 0x1F) << 8 | (header[2] & 0xFF));
    }

    private static @Nullable AudioHeader configuration(BitReader bits) {
        boolean versionOne = bits.flag();
        if (versionOne) {
            if (bits.flag()) {
                return null; // audioMuxVersionA 1 is reserved
            }
            value(bits);
        }
        bits.flag();
        int frames = (int) bits.bits(6) + 1;
        bits.skip(4 + 3);
        if (versionOne) {
            value(bits);
        }
        return specific(bits, frames);
    }

    /** The AudioSpecificConfig. Times follow the core rate, whatever a spectral band extension doubles it to. */
    private static @Nullable AudioHeader specific(BitReader bits, int frames) {
        int type = type(bits);
        int rate = rate(bits);
        int channels = (int) bits.bits(4);
        if (type == SBR || type == PARAMETRIC_STEREO) {
            rate(bits);
            type = type(bits);
        }
        int samples = bits.flag() ? 960 : 1024;
        if (bits.overrun() || rate <= 0 || type == 0) {
            return null;
        }
        Integer count = channels == 0 || channels > 7 ? null : Integer.valueOf(channels == 7 ? 8 : channels);
        return new AudioHeader(Codec.AAC_LATM, 0, samples * frames, rate, count, type);
    }

    private static int type(BitReader bits) {
        int type = (int) bits.bits(5);
        return type == ESCAPED_TYPE ? 32 + (int) bits.bits(6) : type;
    }

    private static int rate(BitReader bits) {
        int index = (int) bits.bits(4);
        if (index == ESCAPED_RATE) {
            return (int) bits.bits(24);
        }
        return index < RATES.length ? RATES[index] : 0;
    }

    /** Passes over a LatmGetValue: a count of bytes, then the bytes. */
    private static void value(BitReader bits) {
        bits.skip(8 * ((int) bits.bits(2) + 1));
    }
}
