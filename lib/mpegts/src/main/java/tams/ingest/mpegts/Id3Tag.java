package tams.ingest.mpegts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An ID3v2 tag in front of plain audio frames, read for the one thing that tells time: Apple's private frame with the
 * 33-bit timestamp of the first sample (HTTP Live Streaming, "packed audio").
 *
 * <p>Versions 2.3 and 2.4, with unsynchronisation and extended headers; others and damaged ones tell nothing.
 */
final class Id3Tag {

    static final int HEADER = 10;

    /** What is kept of a tag; the timestamp stands before pictures, which are larger, in all that segmenters write. */
    static final int KEPT_MAX = 16 * 1024;

    private static final byte[] OWNER =
            "com.apple.streaming.transportStreamTimestamp\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int UNSYNCHRONISED = 0x80;
    private static final int EXTENDED = 0x40;
    private static final int FOOTER = 0x10;

    /** Frame flags of version 2.4, second byte. */
    private static final int FRAME_GROUPED = 0x40;

    private static final int FRAME_UNREADABLE = 0x0C;
    private static final int FRAME_UNSYNCHRONISED = 0x02;
    private static final int FRAME_LENGTH = 0x01;

    private final byte[] bytes;
    private final int end;
    private final boolean newer;

    private Id3Tag(byte[] bytes, int end, boolean newer) {
        this.bytes = bytes;
        this.end = end;
        this.newer = newer;
    }

    /** True if a tag may start with these bytes, of which only the first {@code length} count. */
    static boolean plausible(byte[] header, int length) {
        boolean may = header[0] == 'I' && (length < 2 || header[1] == 'D') && (length < 3 || header[2] == '3');
        may &= length < 4 || (header[3] != -1 && (length < 5 || header[4] != -1));
        for (int i = 6; may && i < Math.min(length, HEADER); i++) {
            may = header[i] >= 0;
        }
        return may;
    }

    /** Bytes of the tag whose header is given, the header and a footer included. */
    static int bytes(byte[] header) {
        return HEADER + synchsafe(header, 6) + ((header[5] & FOOTER) != 0 ? HEADER : 0);
    }

    /** The timestamp in a tag's first {@code length} bytes, or {@link Ticks#NONE}. */
    static long timestamp(byte[] tag, int length) {
        int version = tag[3];
        if (version != 3 && version != 4) {
            return Ticks.NONE;
        }
        boolean newer = version == 4;
        int end = (int) Math.min(length, HEADER + (long) synchsafe(tag, 6));
        byte[] body = Arrays.copyOfRange(tag, HEADER, Math.max(end, HEADER));
        if (!newer && (tag[5] & UNSYNCHRONISED) != 0) {
            body = synchronised(body);
        }
        return new Id3Tag(body, body.length, newer).find((tag[5] & EXTENDED) != 0);
    }

    private long find(boolean extended) {
        long at = extended && end >= 4 ? (newer ? synchsafe(bytes, 0) : 4 + plain(bytes, 0)) : 0;
        while (at >= 0 && at + HEADER <= end && bytes[(int) at] != 0) {
            int frame = (int) at;
            long size = newer ? synchsafe(bytes, frame + 4) : plain(bytes, frame + 4);
            if (isPrivate(frame) && at + HEADER + size <= end) {
                long found = timestampIn(content(frame, (int) size));
                if (found != Ticks.NONE) {
                    return found;
                }
            }
            at += HEADER + size;
        }
        return Ticks.NONE;
    }

    private boolean isPrivate(int at) {
        return bytes[at] == 'P' && bytes[at + 1] == 'R' && bytes[at + 2] == 'I' && bytes[at + 3] == 'V';
    }

    /** A frame's content as it was before flags changed it; empty if it is compressed or encrypted. */
    private byte[] content(int frame, int size) {
        int flags = bytes[frame + 9] & 0xFF;
        int from = frame + HEADER;
        if (!newer) {
            boolean readable = (flags & 0xC0) == 0;
            return Arrays.copyOfRange(
                    bytes, readable ? from + ((flags & 0x20) != 0 ? 1 : 0) : from + size, from + size);
        }
        if ((flags & FRAME_UNREADABLE) != 0) {
            return new byte[0];
        }
        int skipped = ((flags & FRAME_GROUPED) != 0 ? 1 : 0) + ((flags & FRAME_LENGTH) != 0 ? 4 : 0);
        byte[] content = Arrays.copyOfRange(bytes, Math.min(from + skipped, from + size), from + size);
        return (flags & FRAME_UNSYNCHRONISED) != 0 ? synchronised(content) : content;
    }

    private static long timestampIn(byte[] content) {
        int wanted = OWNER.length + Long.BYTES;
        if (content.length < wanted || !Arrays.equals(content, 0, OWNER.length, OWNER, 0, OWNER.length)) {
            return Ticks.NONE;
        }
        long value = 0;
        for (int i = OWNER.length; i < wanted; i++) {
            value = value << 8 | (content[i] & 0xFF);
        }
        return value & (Ticks.WRAP - 1);
    }

    /** Takes out the zero byte that stands behind every FF. */
    private static byte[] synchronised(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != 0 || i == 0 || bytes[i - 1] != -1) {
                out[length++] = bytes[i];
            }
        }
        return Arrays.copyOf(out, length);
    }

    /** Four bytes of seven bits each. */
    private static int synchsafe(byte[] bytes, int at) {
        return (bytes[at] & 0x7F) << 21
                | (bytes[at + 1] & 0x7F) << 14
                | (bytes[at + 2] & 0x7F) << 7
                | (bytes[at + 3] & 0x7F);
    }

    private static long plain(byte[] bytes, int at) {
        return (bytes[at] & 0xFFL) << 24
                | (bytes[at + 1] & 0xFFL) << 16
                | (bytes[at + 2] & 0xFFL) << 8
                | (bytes[at + 3] & 0xFFL);
    }
}
