package tams.ingest.mpegts;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Elementary streams for tests. */
final class Media {

    private Media() {}

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** ADTS frames of AAC-LC, stereo; {@code bytes} each with header. */
    static byte[] adts(int frames, int rateIndex, int bytes) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < frames; i++) {
            out.write(0xFF);
            out.write(0xF1);
            out.write(1 << 6 | rateIndex << 2);
            out.write(2 << 6 | bytes >> 11);
            out.write(bytes >> 3);
            out.write((bytes & 7) << 5 | 0x1F);
            out.write(0xFC);
            for (int b = 7; b < bytes; b++) {
                out.write(0x55);
            }
        }
        return out.toByteArray();
    }

    static byte[] delimiter() {
        return new byte[] {0, 0, 0, 1, 9, (byte) 0xF0};
    }

    /** 1920x1080, 4 bits of frame_num, one reference frame more than none lets intra pictures be entries. */
    static byte[] sequence(boolean framesOnly, int referenceFrames) {
        var bits = new BitWriter().bits(8, 77).bits(8, 0).bits(8, 40).golomb(0, 0, 2, referenceFrames);
        bits.bits(1, 0).golomb(119, framesOnly ? 67 : 33).bits(1, framesOnly ? 1 : 0);
        bits.bits(framesOnly ? 1 : 2, 1)
                .bits(1, 1)
                .golomb(0, 0, 0, framesOnly ? 4 : 2)
                .bits(1, 0);
        return bits.unit(0x67);
    }

    static byte[] pictureSet() {
        return new BitWriter().golomb(0, 0).bits(2, 0).golomb(0, 0, 0).unit(0x68);
    }

    /** @param type 0 P, 1 B, 2 I */
    static byte[] slice(boolean idr, int firstMacroblock, int type, int frameNumber) {
        return slice(idr, new BitWriter().golomb(firstMacroblock, type, 0).bits(4, frameNumber));
    }

    static byte[] field(boolean bottom, int frameNumber) {
        return slice(false, new BitWriter().golomb(0, 0, 0).bits(4, frameNumber).bits(2, bottom ? 3 : 2));
    }

    private static byte[] slice(boolean idr, BitWriter bits) {
        for (int i = 0; i < 60; i++) {
            bits.bits(8, 0xA5);
        }
        return bits.unit(idr ? 0x65 : 0x41);
    }

    static byte[] recoveryPoint() {
        return new byte[] {0, 0, 1, 6, 6, 1, (byte) 0xC4, (byte) 0x80};
    }

    /** An access unit of H.264 with delimiter. */
    static byte[] picture(boolean idr, int type, int frameNumber) {
        byte[] sets = idr ? join(sequence(true, 4), pictureSet()) : new byte[0];
        return join(delimiter(), sets, slice(idr, 0, type, frameNumber));
    }

    /**
     * A muxed chunk like those of HLS: {@code frames} of 29.97 fps H.264 with two B-frames between references, and AAC.
     *
     * @param start the first presentation time of the video
     */
    static TsWriter muxed(long start, int frames) {
        var ts = new TsWriter().tables(0x1B, 256, 0x0F, 257);
        int[] order = {0, 3, 1, 2, 6, 4, 5};
        for (int coded = 0; coded < frames; coded++) {
            int shown = coded == 0 ? 0 : (coded - 1) / 3 * 3 + order[1 + (coded - 1) % 3];
            shown = Math.min(shown, frames - 1);
            ts.video(256, start + 3003L * shown, start + 3003L * (coded - 1), picture(coded == 0, 0, coded & 15));
            if (coded % 4 == 0) {
                ts.audio(257, start - 1234 + coded / 4 * 6L * 1920, adts(6, 3, 200));
            }
        }
        return ts;
    }

    static Measured measure(byte[] bytes) {
        var meter = new ChunkMeter();
        meter.push(bytes, 0, bytes.length);
        return meter.finish();
    }

    static Measured measure(byte[] bytes, Random random, int pieceMax) {
        var meter = new ChunkMeter();
        int at = 0;
        while (at < bytes.length) {
            int piece = Math.min(random.nextInt(pieceMax + 1), bytes.length - at);
            byte[] copy = new byte[piece + 3];
            System.arraycopy(bytes, at, copy, 2, piece);
            meter.push(copy, 2, piece);
            at += piece;
        }
        return meter.finish();
    }

    /** Pieces are lent in a buffer that is written over, garbage first, whenever it is full. */
    static Measured lent(byte[] bytes, Random random, int bufferBytes) {
        var meter = new ChunkMeter();
        byte[] buffer = new byte[bufferBytes];
        int at = 0;
        int room = 0;
        while (at < bytes.length) {
            if (room == bufferBytes) {
                meter.release();
                random.nextBytes(buffer);
                room = 0;
            }
            int piece = Math.min(1 + random.nextInt(bufferBytes - room), bytes.length - at);
            System.arraycopy(bytes, at, buffer, room, piece);
            meter.lend(buffer, room, piece);
            at += piece;
            room += piece;
        }
        return meter.finish();
    }

    static Measurement measured(byte[] bytes) {
        return (Measurement) measure(bytes);
    }

    static Unmeasurable refused(byte[] bytes) {
        return (Unmeasurable) measure(bytes);
    }
}
