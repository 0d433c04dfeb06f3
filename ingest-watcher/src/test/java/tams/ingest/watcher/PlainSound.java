package tams.ingest.watcher;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Chunks of sound in plain frames, as small as chunks with a place in time can be. */
final class PlainSound {

    static final int FRAMES = 50;
    static final long TICKS = FRAMES * 1_920L;

    private static final int FRAME_BYTES = 16;
    private static final byte[] OWNER =
            "com.apple.streaming.transportStreamTimestamp\0".getBytes(StandardCharsets.ISO_8859_1);

    private PlainSound() {}

    /** A second and a bit of AAC that begins at some time, its bytes told apart by a number. */
    static byte[] at(long ticks, long number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int content = OWNER.length + Long.BYTES;
        out.writeBytes(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, (byte) (content + 10)});
        out.writeBytes(new byte[] {'P', 'R', 'I', 'V', 0, 0, 0, (byte) content, 0, 0});
        out.writeBytes(OWNER);
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (ticks >> shift));
        }
        byte[] frame = new byte[FRAME_BYTES];
        Arrays.fill(frame, 7, FRAME_BYTES, (byte) number);
        frame[FRAME_BYTES - 1] = (byte) (number >> 8);
        byte[] header = {-1, (byte) 0xF1, 0x4C, (byte) 0x80, FRAME_BYTES >> 3, 0x1F, (byte) 0xFC};
        System.arraycopy(header, 0, frame, 0, header.length);
        for (int i = 0; i < FRAMES; i++) {
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }
}
