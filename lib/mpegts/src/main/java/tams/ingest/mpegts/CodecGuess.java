package tams.ingest.mpegts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells the codec of a PID from the heads of its PES packets, for chunks whose tables nobody has seen.
 *
 * <p>Sure or silent: video must begin with what begins a sequence or an access unit, audio with a whole frame header. The
 * codecs are those that a PMT would list, MPEG audio as {@link Codec#MP2} whatever its layer. Data is never guessed.
 */
final class CodecGuess implements PidReader {

    /** Of a PES packet: its header with room for timestamps, and a sequence header with both of its matrices. */
    static final int HEAD_BYTES = 512;

    private static final int FIXED = 9;
    private static final int AUDIO = 0xC0;
    private static final int VIDEO = 0xE0;
    private static final int PRIVATE = 0xBD;
    private static final int EXTENDED = 0xFD;

    private final byte[] head = new byte[HEAD_BYTES];
    private int filled;
    private boolean started;
    private @Nullable Codec codec;
    private boolean carriesClock;

    @Override
    public void packet(byte[] bytes, int at) {
        carriesClock |= Packets.carriesClock(bytes, at);
        int payload = Packets.payload(bytes, at);
        if (payload < 0 || Packets.scrambled(bytes, at) || codec != null) {
            return;
        }
        if (Packets.startsUnit(bytes, at)) {
            decide();
            filled = 0;
            started = true;
        }
        int taken = started ? Math.min(at + Packets.SIZE - payload, HEAD_BYTES - filled) : 0;
        System.arraycopy(bytes, payload, head, filled, taken);
        filled += taken;
    }

    /** What the packets so far tell; null if they tell nothing. */
    @Nullable Codec codec() {
        decide();
        return codec;
    }

    /** True if a packet had a program clock reference. */
    boolean carriesClock() {
        return carriesClock;
    }

    private void decide() {
        if (codec != null || filled < FIXED || head[0] != 0 || head[1] != 0 || head[2] != 1) {
            return;
        }
        int from = FIXED + (head[8] & 0xFF);
        int id = head[3] & 0xFF;
        if ((id & 0xF0) == VIDEO) {
            codec = video(from);
        } else if ((id & 0xE0) == AUDIO) {
            codec = framed(from, new LatmSyntax(), new AdtsSyntax(), new MpegAudioSyntax());
        } else if (id == PRIVATE || id == EXTENDED) {
            codec = framed(from, new Ac3Syntax(), new DtsSyntax(), new OpusSyntax());
        }
    }

    /** By the first start code, which must be where the payload begins. */
    private @Nullable Codec video(int from) {
        int at = from;
        while (at < filled && head[at] == 0) {
            at++;
        }
        if (at < from + 2 || at + 2 >= filled || head[at] != 1) {
            return null;
        }
        int first = head[at + 1] & 0xFF;
        return switch (first << 8 | (head[at + 2] & 0xFF)) {
            case 0x4001, 0x4201, 0x4601 -> Codec.HEVC;
            case 0x0071, 0x0079, 0x00A1 -> Codec.VVC;
            default ->
                switch (first) {
                    case 0x09, 0x27, 0x47, 0x67 -> Codec.H264;
                    case 0xB3 -> hasExtension(at) ? Codec.MPEG2VIDEO : Codec.MPEG1VIDEO;
                    default -> null;
                };
        };
    }

    /** MPEG-2 has an extension right behind its sequence header, MPEG-1 has none. */
    private boolean hasExtension(int from) {
        for (int at = from + 1; at + 3 < filled; at++) {
            if (head[at] == 0 && head[at + 1] == 0 && head[at + 2] == 1) {
                return (head[at + 3] & 0xFF) == 0xB5;
            }
        }
        return false;
    }

    private @Nullable Codec framed(int from, AudioSyntax... candidates) {
        if (from + AudioSyntax.HEADER_MAX > filled) {
            return null;
        }
        byte[] header = Arrays.copyOfRange(head, from, from + AudioSyntax.HEADER_MAX);
        for (var syntax : candidates) {
            var read = syntax.plausible(header, header.length) ? syntax.parse(header) : null;
            if (read != null) {
                return read.codec() == Codec.MP1 || read.codec() == Codec.MP3 ? Codec.MP2 : read.codec();
            }
        }
        return null;
    }
}
