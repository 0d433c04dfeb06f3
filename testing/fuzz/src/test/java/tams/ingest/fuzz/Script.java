package tams.ingest.fuzz;

import java.util.Arrays;
import java.util.List;

/**
 * The fuzzer's bytes, read as a list of choices: each reading takes from the front, and zeros follow the last byte.
 *
 * <p>The bytes stay the whole input of a target, so a finding is a file that any later version replays.
 */
public final class Script {

    private final byte[] bytes;
    private int at;

    public Script(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean isOver() {
        return at >= bytes.length;
    }

    /** The next byte, 0 to 255. */
    public int next() {
        return isOver() ? 0 : bytes[at++] & 0xFF;
    }

    /** A choice of {@code bound}, at most 65536. */
    public int below(int bound) {
        int wide = bound > 256 ? next() << 8 | next() : next();
        return wide % bound;
    }

    public <T> T oneOf(List<T> all) {
        return all.get(below(all.size()));
    }

    public boolean flag() {
        return (next() & 1) == 1;
    }

    /** A number of {@code count} bytes, at most 8, the highest first. */
    public long number(int count) {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 8 | next();
        }
        return number;
    }

    /** Up to {@code length} of the next bytes. */
    public byte[] take(int length) {
        int from = Math.min(at, bytes.length);
        at = Math.min(bytes.length, from + length);
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** All that is left. */
    public byte[] rest() {
        return take(bytes.length);
    }
}
