package tams.ingest.mpegts;

import java.io.ByteArrayOutputStream;

/** Writes the bits of parameter sets and slice headers for tests. */
final class BitWriter {

    private final StringBuilder bits = new StringBuilder();

    BitWriter bits(int count, long value) {
        for (int i = count - 1; i >= 0; i--) {
            bits.append((value >> i & 1) == 1 ? '1' : '0');
        }
        return this;
    }

    BitWriter golomb(long... values) {
        for (long value : values) {
            int length = 64 - Long.numberOfLeadingZeros(value + 1);
            bits(length - 1, 0).bits(length, value + 1);
        }
        return this;
    }

    /** The bits alone, the last byte filled with zeros. */
    byte[] plain() {
        byte[] bytes = new byte[(bits.length() + 7) / 8];
        for (int i = 0; i < bits.length(); i++) {
            bytes[i / 8] |= (byte) ((bits.charAt(i) - '0') << (7 - i % 8));
        }
        return bytes;
    }

    /** A NAL unit with start code, the given header bytes and emulation prevention. */
    byte[] unit(int... header) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 1});
        for (int b : header) {
            out.write(b);
        }
        bits.append('1');
        while (bits.length() % 8 != 0) {
            bits.append('0');
        }
        int zeros = 0;
        for (int i = 0; i < bits.length(); i += 8) {
            int b = Integer.parseInt(bits.substring(i, i + 8), 2);
            if (zeros >= 2 && b <= 3) {
                out.write(3);
                zeros = 0;
            }
            out.write(b);
            zeros = b == 0 ? zeros + 1 : 0;
        }
        return out.toByteArray();
    }
}
