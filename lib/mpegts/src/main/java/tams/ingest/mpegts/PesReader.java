package tams.ingest.mpegts;

/**
 * Reads the PES packets of one PID: unwraps their timestamps and hands payload on to what counts the frames.
 *
 * <p>Bytes before the first PES start belong to the chunk before and are passed over. The declared length only tells
 * whether the last packet is whole: a transport packet holds nothing behind the end of a PES packet, and writers get the
 * length wrong for large pictures.
 */
final class PesReader {

    private static final int PREFIX = 6;
    private static final int FIXED = 9;
    private static final int TIMES_MAX = 10;

    private enum State {
        WAITING,
        HEADER,
        STUFFING,
        PAYLOAD
    }

    private final Essence essence;
    private final ProgramClock clock;
    private final boolean media;
    private final byte[] header = new byte[FIXED + TIMES_MAX];
    private State state = State.WAITING;
    private int filled;
    private int needed;
    private int stuffing;
    private final TimeBreaks breaks = new TimeBreaks();
    private long announced;
    private long declared;
    private long received;
    private long packets;
    private long broken;
    private long scrambled;

    PesReader(Essence essence, ProgramClock clock, boolean media) {
        this.essence = essence;
        this.clock = clock;
        this.media = media;
    }

    void payload(byte[] bytes, int from, int to, boolean starts) {
        if (starts) {
            state = State.HEADER;
            packets++;
            filled = 0;
            needed = PREFIX;
            received = 0;
            declared = 0;
        }
        if (state == State.WAITING) {
            return;
        }
        received += to - from;
        int at = state == State.HEADER ? collect(bytes, from, to) : from;
        if (state == State.STUFFING) {
            int skipped = Math.min(stuffing, to - at);
            stuffing -= skipped;
            at += skipped;
            state = stuffing == 0 ? State.PAYLOAD : State.STUFFING;
        }
        if (state == State.PAYLOAD && at < to) {
            essence.bytes(bytes, at, to);
        }
    }

    /** True if what goes on in the present PES packet may be handed to {@link #pass}. */
    boolean passesOver() {
        return state == State.PAYLOAD && essence.passesOver();
    }

    /** Whole packets of payload that follow each other and start nothing, {@code stride} bytes from each other. */
    void pass(byte[] bytes, int from, int count, int stride) {
        received += (long) count * Packets.PAYLOAD;
        essence.pass(bytes, from, count, stride);
    }

    private int collect(byte[] bytes, int from, int to) {
        int at = from;
        while (state == State.HEADER && at < to) {
            int taken = Math.min(needed - filled, to - at);
            System.arraycopy(bytes, at, header, filled, taken);
            filled += taken;
            at += taken;
            if (filled == needed) {
                advance();
            }
        }
        return at;
    }

    /** A packet announces a discontinuity: what follows may jump. */
    void discontinuity() {
        announced++;
    }

    /** Packets are missing here: half a header is worth nothing, payload goes on after a hole. */
    void lost() {
        if (state == State.HEADER || state == State.STUFFING) {
            state = State.WAITING;
        }
        declared = 0;
        essence.lost();
    }

    private void advance() {
        if (filled == PREFIX) {
            prefix();
        } else if (filled == FIXED && (header[6] & 0x30) != 0) {
            state = State.WAITING;
            declared = 0;
            scrambled++;
        } else if (filled == FIXED) {
            needed = FIXED + Math.min(header[8] & 0xFF, timesLength());
            if (needed == FIXED) {
                begin(Stamp.none(), header[8] & 0xFF);
            }
        } else {
            times(needed - FIXED);
        }
    }

    private void prefix() {
        if (header[0] != 0 || header[1] != 0 || header[2] != 1) {
            state = State.WAITING;
            broken++;
            return;
        }
        int length = (header[4] & 0xFF) << 8 | (header[5] & 0xFF);
        declared = length == 0 ? 0 : PREFIX + length;
        if (hasPlainPayload(header[3] & 0xFF)) {
            begin(Stamp.none(), 0);
        } else {
            needed = FIXED;
        }
    }

    /** Bytes that the header's flags announce for its timestamps; the forbidden value 01 announces none. */
    private int timesLength() {
        int flags = (header[7] >> 6) & 3;
        return flags == 3 ? TIMES_MAX : flags == 2 ? TIMES_MAX / 2 : 0;
    }

    private void times(int length) {
        int rest = (header[8] & 0xFF) - length;
        if (length < TIMES_MAX / 2) {
            begin(Stamp.none(), rest);
            return;
        }
        long pts = timestamp(FIXED);
        long dts = length == TIMES_MAX ? timestamp(FIXED + TIMES_MAX / 2) : pts;
        long last = breaks.last();
        long decoded = last == Ticks.NONE ? clock.first(dts, media) : Ticks.nearest(dts, last);
        breaks.next(decoded, announced + clock.discontinuities());
        begin(new Stamp(Ticks.nearest(pts, decoded), decoded, breaks.count()), rest);
    }

    private void begin(Stamp stamp, int rest) {
        stuffing = rest;
        state = rest == 0 ? State.PAYLOAD : State.STUFFING;
        essence.packet(stamp);
    }

    private long timestamp(int at) {
        return ((header[at] >> 1) & 7L) << 30
                | (header[at + 1] & 0xFFL) << 22
                | ((header[at + 2] >> 1) & 0x7FL) << 15
                | (header[at + 3] & 0xFFL) << 7
                | ((header[at + 4] >> 1) & 0x7FL);
    }

    /** Stream ids without the optional header, where bytes that look like timestamps are payload. */
    private static boolean hasPlainPayload(int streamId) {
        return switch (streamId) {
            case 0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF -> true;
            default -> false;
        };
    }

    /** Bytes that the last PES packet announced and that never came. */
    long missing() {
        return Math.max(0, declared - received);
    }

    long packets() {
        return packets;
    }

    /** PES packets that say that their payload is scrambled. */
    long scrambled() {
        return scrambled;
    }

    TimeBreaks breaks() {
        return breaks;
    }

    /** PES packets whose start code was wrong. */
    long broken() {
        return broken;
    }
}
