package tams.ingest.local;

import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes Segments off a timeline a bounded number at a time, and dooms the objects that nothing uses then. */
final class Deletion {

    /** Segments in one transaction, so that no other writer waits for the whole of a large deletion. */
    static final int AT_ONCE = 1_000;

    private Deletion() {}

    /**
     * Deletes the first of the selected Segments that lie wholly within.
     *
     * @return how many; {@link #AT_ONCE} means that there may be more
     */
    static int some(Sql sql, SegmentTable.Selection selection, Instant now) throws SQLException {
        List<SegmentTable.Row> covered = selection.covered(sql, AT_ONCE);
        if (covered.isEmpty()) {
            return selection.objectId() == null ? references(sql, selection, now) : 0;
        }
        List<SegmentTable.Row> rows = handedOver(sql, selection.flowId(), covered);
        Set<String> objectIds = new LinkedHashSet<>();
        for (SegmentTable.Row row : rows) {
            SegmentTable.delete(sql, selection.flowId(), row);
            objectIds.add(row.objectId());
        }
        for (String objectId : objectIds) {
            ObjectTable.deleteUnused(sql, objectId);
        }
        tell(
                sql,
                selection.flowId(),
                rows.get(0).extent().until(rows.get(rows.size() - 1).extent()),
                rows.size(),
                now);
        if (rows.size() == AT_ONCE || rows.size() < covered.size()) {
            return AT_ONCE;
        }
        int references = selection.objectId() == null ? references(sql, selection, now) : 0;
        return Math.min(AT_ONCE, rows.size() + references);
    }

    /** The first of them, as many as may be handed over to the Flows that show them at once. */
    private static List<SegmentTable.Row> handedOver(Sql sql, String flowId, List<SegmentTable.Row> rows)
            throws SQLException {
        Extent hull = rows.get(0).extent().until(rows.get(rows.size() - 1).extent());
        if (ReferenceTable.showing(sql, flowId, hull, 1).isEmpty()) {
            return rows;
        }
        int parts = 0;
        int done = 0;
        while (done < rows.size() && parts < Handover.PARTS_MAX) {
            parts += Handover.of(sql, flowId, rows.get(done));
            done++;
        }
        return rows.subList(0, done);
    }

    /** Deletes the first of a Flow's references that lie wholly within, once its Segments are gone. */
    private static int references(Sql sql, SegmentTable.Selection selection, Instant now) throws SQLException {
        List<ReferenceTable.Row> rows = ReferenceTable.covered(sql, selection.flowId(), selection.within(), AT_ONCE);
        int parts = 0;
        int done = 0;
        while (done < rows.size() && parts < Handover.PARTS_MAX) {
            parts += Handover.of(sql, rows.get(done));
            ReferenceTable.delete(sql, rows.get(done));
            done++;
        }
        if (done > 0) {
            Extent last = rows.get(done - 1).extent();
            tell(sql, selection.flowId(), rows.get(0).extent().until(last), done, now);
        }
        return done < rows.size() ? AT_ONCE : done;
    }

    private static void tell(Sql sql, String flowId, Extent deleted, int count, Instant now) throws SQLException {
        if (!SegmentTable.isAnyBefore(sql, flowId, deleted.to())) {
            FlowTable.countGone(sql, flowId, count);
        }
        FlowTable.touchSegments(sql, flowId, now);
        Events.segmentsDeleted(sql, flowId, deleted.toTimeRange(), now);
    }
}
