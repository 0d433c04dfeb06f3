package tams.ingest.local;

import java.sql.SQLException;
import java.util.List;

/**
 * What becomes of references when a part of their origin is deleted: it takes their place, as if it had been re-used
 * from the beginning (docs/adr/0023). So a deletion takes nothing from the Flows that show what is deleted.
 */
final class Handover {

    /**
     * Parts handed over in one transaction, so that no other writer waits for more than about a second; those of one
     * Segment are handed over together, however many they are.
     */
    static final int PARTS_MAX = 5_000;

    private static final int BATCH = 500;

    private Handover() {}

    /**
     * Puts a Segment that is about to be deleted in the place of all references to it.
     *
     * @return in how many places
     */
    static int of(Sql sql, String originId, SegmentTable.Row segment) throws SQLException {
        int parts = 0;
        List<ReferenceTable.Row> some = ReferenceTable.showing(sql, originId, segment.extent(), BATCH);
        while (!some.isEmpty()) {
            for (ReferenceTable.Row reference : some) {
                SegmentTable.Row part = Timeline.shown(segment, reference.shown(), reference.offset());
                take(sql, reference, part.extent());
                SegmentTable.insert(sql, reference.flowId(), part);
            }
            parts += some.size();
            some = ReferenceTable.showing(sql, originId, segment.extent(), BATCH);
        }
        return parts;
    }

    /**
     * Puts a reference that is about to be deleted in the place of all references to it.
     *
     * @return in how many places
     */
    static int of(Sql sql, ReferenceTable.Row deleted) throws SQLException {
        int parts = 0;
        List<ReferenceTable.Row> some = ReferenceTable.showing(sql, deleted.flowId(), deleted.extent(), BATCH);
        while (!some.isEmpty()) {
            for (ReferenceTable.Row reference : some) {
                ReferenceTable.Row part = through(deleted, reference);
                take(sql, reference, part.extent());
                ReferenceTable.insert(sql, part);
            }
            parts += some.size();
            some = ReferenceTable.showing(sql, deleted.flowId(), deleted.extent(), BATCH);
        }
        return parts;
    }

    /** What {@code reference} shows of {@code deleted}, as a reference to what that shows. */
    private static ReferenceTable.Row through(ReferenceTable.Row deleted, ReferenceTable.Row reference) {
        return new ReferenceTable.Row(
                reference.flowId(),
                deleted.extent().shiftedBy(reference.offset()).intersection(reference.extent()),
                deleted.originId(),
                deleted.offset().plus(reference.offset()));
    }

    /** Takes {@code part} out of a reference, which leaves nothing of it, one piece or two. */
    private static void take(Sql sql, ReferenceTable.Row reference, Extent part) throws SQLException {
        ReferenceTable.delete(sql, reference);
        Extent all = reference.extent();
        for (Extent left : List.of(new Extent(all.from(), part.from()), new Extent(part.to(), all.to()))) {
            if (!left.isEmpty()) {
                ReferenceTable.insert(sql, reference.within(left));
            }
        }
    }
}
