package tams.ingest.local;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One Flow's Segments and references that overlap a stretch, as one sequence in the order of time; read in batches. */
final class TimelineCursor {

    private static final int BATCH = 200;

    /** A Segment or a reference; exactly one of them is there. */
    record Entry(SegmentTable.@Nullable Row segment, ReferenceTable.@Nullable Row reference) {

        Extent extent() {
            if (segment != null) {
                return segment.extent();
            }
            if (reference != null) {
                return reference.extent();
            }
            throw new IllegalStateException("an entry is a Segment or a reference");
        }
    }

    private final Sql sql;
    private final boolean reversed;
    private SegmentTable.@Nullable Selection segmentsLeft;
    private @Nullable Extent referencesLeft;
    private final String flowId;
    private final Deque<Entry> segments = new ArrayDeque<>();
    private final Deque<Entry> references = new ArrayDeque<>();

    /** @param objectId only Segments of this object, and all references; null for all */
    TimelineCursor(Sql sql, String flowId, Extent within, @Nullable String objectId, boolean reversed) {
        this.sql = sql;
        this.flowId = flowId;
        this.reversed = reversed;
        this.segmentsLeft = new SegmentTable.Selection(flowId, within, objectId, reversed, null);
        this.referencesLeft = within;
    }

    /** The next of them; empty behind the last. */
    Optional<Entry> next() throws SQLException {
        if (segments.isEmpty() && segmentsLeft != null) {
            readSegments(segmentsLeft);
        }
        if (references.isEmpty() && referencesLeft != null) {
            readReferences(referencesLeft);
        }
        @Nullable Entry segment = segments.peekFirst();
        @Nullable Entry reference = references.peekFirst();
        if (segment == null || reference == null) {
            return Optional.ofNullable(segment == null ? references.pollFirst() : segments.pollFirst());
        }
        boolean isSegmentFirst =
                segment.extent().from().compareTo(reference.extent().from()) < 0 != reversed;
        return Optional.ofNullable(isSegmentFirst ? segments.pollFirst() : references.pollFirst());
    }

    private void readSegments(SegmentTable.Selection left) throws SQLException {
        List<SegmentTable.Row> rows = left.overlapping(sql, BATCH);
        rows.forEach(row -> segments.add(new Entry(row, null)));
        segmentsLeft = rows.size() < BATCH
                ? null
                : left.after(rows.get(BATCH - 1).extent().from());
    }

    private void readReferences(Extent left) throws SQLException {
        List<ReferenceTable.Row> rows = ReferenceTable.overlapping(sql, flowId, left, reversed, BATCH);
        rows.forEach(row -> references.add(new Entry(null, row)));
        if (rows.size() < BATCH) {
            referencesLeft = null;
        } else {
            Extent last = rows.get(BATCH - 1).extent();
            referencesLeft = reversed ? new Extent(left.from(), last.from()) : new Extent(last.to(), left.to());
        }
    }
}
