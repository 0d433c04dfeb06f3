package tams.ingest.mpegts;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes ID3v2 tags for tests. */
final class Id3Writer {

    static final String APPLE = "com.apple.streaming.transportStreamTimestamp";

    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private final int version;

    Id3Writer(int version) {
        this.version = version;
    }

    Id3Writer frame(String id, int flags, byte[] content) {
        frames.writeBytes(id.getBytes(StandardCharsets.ISO_8859_1));
        size(frames, content.length, version == 4 ? 7 : 8);
        frames.write(flags >> 8);
        frames.write(flags);
        frames.writeBytes(content);
        return this;
    }

    Id3Writer timestamp(long ticks) {
        return frame("PRIV", 0, stamp(ticks));
    }

    static byte[] stamp(long ticks) {
        var out = new ByteArrayOutputStream();
        out.writeBytes((APPLE + '\0').getBytes(StandardCharsets.ISO_8859_1));
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (ticks >> shift));
        }
        return out.toByteArray();
    }

    byte[] tag(int flags) {
        return tag(flags, frames.toByteArray());
    }

    /** The frames behind an extended header of six or ten bytes, as the version has it. */
    byte[] extended() {
        var body = new ByteArrayOutputStream();
        size(body, 6, version == 4 ? 7 : 8);
        body.writeBytes(version == 4 ? new byte[] {1, 0} : new byte[6]);
        body.writeBytes(frames.toByteArray());
        return tag(0x40, body.toByteArray());
    }

    /** The whole body of the tag unsynchronised. */
    byte[] unsynchronised() {
        return tag(0x80, unsynchronised(frames.toByteArray()));
    }

    static byte[] unsynchronised(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        for (byte b : bytes) {
            out.write(b);
            if (b == -1) {
                out.write(0);
            }
        }
        return out.toByteArray();
    }

    private byte[] tag(int flags, byte[] body) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'I', 'D', '3', (byte) version, 0, (byte) flags});
        size(out, body.length, 7);
        out.writeBytes(body);
        if ((flags & 0x10) != 0) {
            out.writeBytes(new byte[] {'3', 'D', 'I', (byte) version, 0, (byte) flags});
            size(out, body.length, 7);
        }
        return out.toByteArray();
    }

    private static void size(ByteArrayOutputStream out, int size, int bits) {
        for (int i = 3; i >= 0; i--) {
            out.write((size >> (i * bits)) & ((1 << bits) - 1));
        }
    }
}
