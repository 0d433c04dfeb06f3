package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * The bytes and lengths of a Flow's last chunks, and what TAMS wants to know of them (AppNote 0013: bit rates in whole
 * 1000 bit/s, container included). Immutable.
 *
 * @param pieces oldest first; none before the first chunk, when there is nothing to ask
 */
record Throughput(List<Piece> pieces) {

    /** Smooths over some minutes of usual chunks, in 1 KiB a Flow. */
    static final int PIECES_MAX = 32;

    static final Throughput NONE = new Throughput(List.of());

    /** Bits in a millisecond are bit rates in 1000 bit/s. */
    private static final long TICKS_PER_MS = Timestamp.TICKS_PER_SECOND / 1_000;

    /**
     * A chunk that was registered.
     *
     * @param ticks its length, above 0
     */
    record Piece(long bytes, long ticks) {}

    Throughput {
        pieces = List.copyOf(pieces.subList(Math.max(0, pieces.size() - PIECES_MAX), pieces.size()));
    }

    Throughput with(SegmentPlanned plan) {
        List<Piece> next = new ArrayList<>(pieces);
        next.add(piece(plan));
        return new Throughput(next);
    }

    private static Piece piece(SegmentPlanned plan) {
        long ticks = 0;
        for (SegmentPlanned.Segment segment : plan.segments()) {
            TimeRange range = segment.timerange();
            Timestamp start = range.start();
            Timestamp end = range.end();
            ticks += start == null || end == null ? 0 : end.toTicks() - start.toTicks();
        }
        return new Piece(plan.file().bytes(), Math.max(1, ticks));
    }

    /** {@code avg_bit_rate}. */
    long average() {
        return rate(0, pieces.size());
    }

    /** {@code max_bit_rate}: the highest over any neighbours that last half to one and a half times a usual segment. */
    long peak() {
        long usual = usualTicks();
        long peak = 0;
        for (int from = 0; from < pieces.size(); from++) {
            long ticks = 0;
            for (int to = from; to < pieces.size(); to++) {
                ticks += pieces.get(to).ticks();
                if (2 * ticks > 3 * usual) {
                    break;
                }
                peak = 2 * ticks >= usual ? Math.max(peak, rate(from, to + 1)) : peak;
            }
        }
        return Math.max(peak, average());
    }

    private long rate(int from, int to) {
        long bits = 0;
        long ticks = 0;
        for (Piece piece : pieces.subList(from, to)) {
            bits = Math.addExact(bits, Math.multiplyExact(piece.bytes(), 8L));
            ticks += piece.ticks();
        }
        return Math.multiplyExact(bits, TICKS_PER_MS) / ticks;
    }

    /** {@code segment_duration}: the length of the middle one, in seconds. */
    Rational segmentDuration() {
        return new Rational(usualTicks(), Timestamp.TICKS_PER_SECOND);
    }

    private long usualTicks() {
        return pieces.stream()
                .map(Piece::ticks)
                .sorted()
                .skip(pieces.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
