package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/**
 * Opus access units with the control header that the mapping to transport streams puts before each.
 *
 * <p>Trims are priming and padding of the encoder: frames keep their full length, as their PTS do.
 */
final class OpusSyntax implements AudioSyntax {

    private static final int FIXED = 2;
    private static final int RATE = 48_000;

    /** A trim and its place in the header. */
    private static final int TRIM = 2;

    /** Beyond what 120 ms can take; a longer run of 255 is no size. */
    private static final int SIZE_BYTES_MAX = 16;

    /** Samples of a frame by the low bits of the configuration: SILK, hybrid, CELT. */
    private static final int[] SILK = {480, 960, 1920, 2880};

    private static final int[] HYBRID = {480, 960};
    private static final int[] CELT = {120, 240, 480, 960};
    private static final int SAMPLES_MAX = 5760;

    @Override
    public int headerBytes(byte[] header, int length) {
        int toc = toc(header, length);
        if (toc < 0) {
            return Math.min(length + 1, HEADER_MAX);
        }
        boolean countFollows = toc < length && (header[toc] & 3) == 3;
        return Math.min(toc + (countFollows ? 2 : 1), HEADER_MAX);
    }

    @Override
    public boolean plausible(byte[] header, int length) {
        return header[0] == 0x7F
                && (length < FIXED || (header[1] & 0xE0) == 0xE0)
                && (length < SIZE_BYTES_MAX || sizeEnd(header, length) > 0);
    }

    @Override
    public @Nullable AudioHeader parse(byte[] header) {
        int sizeEnd = sizeEnd(header, HEADER_MAX);
        int toc = toc(header, HEADER_MAX);
        if (sizeEnd < 0 || toc < 0 || toc + 1 >= HEADER_MAX) {
            return null;
        }
        int size = 255 * (sizeEnd - FIXED - 1) + (header[sizeEnd - 1] & 0xFF);
        int frames = frames(header[toc], header[toc + 1]);
        int samples = frames * samples((header[toc] >> 3) & 0x1F);
        if (size == 0 || samples == 0 || samples > SAMPLES_MAX) {
            return null;
        }
        int channels = (header[toc] & 4) == 0 ? 1 : 2;
        return new AudioHeader(Codec.OPUS, toc + size, samples, RATE, channels, null);
    }

    /** Where the size ends: after the first byte that is not 255; -1 if that one is not there yet. */
    private static int sizeEnd(byte[] header, int length) {
        for (int i = FIXED; i < Math.min(length, SIZE_BYTES_MAX); i++) {
            if (header[i] != (byte) 0xFF) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Where the Opus packet starts: after trims and extension; -1 if that is not known yet. */
    private static int toc(byte[] header, int length) {
        int sizeEnd = sizeEnd(header, length);
        if (sizeEnd < 0) {
            return -1;
        }
        int after = sizeEnd + ((header[1] & 0x10) != 0 ? TRIM : 0) + ((header[1] & 0x08) != 0 ? TRIM : 0);
        boolean extended = (header[1] & 0x04) != 0;
        if (!extended) {
            return after;
        }
        return after < length ? after + 1 + (header[after] & 0xFF) : -1;
    }

    private static int frames(byte toc, byte next) {
        return switch (toc & 3) {
            case 0 -> 1;
            case 3 -> next & 0x3F;
            default -> 2;
        };
    }

    private static int samples(int configuration) {
        if (configuration < 12) {
            return SILK[configuration & 3];
        }
        return configuration < 16 ? HYBRID[configuration & 1] : CELT[configuration & 3];
    }
}
