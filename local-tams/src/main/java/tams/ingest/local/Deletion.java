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
        List<SegmentTable.Row> rows = selection.covered(sql, AT_ONCE);
        if (rows.isEmpty()) {
            return 0;
        }
        Set<String> objectIds = new LinkedHashSet<>();
        for (SegmentTable.Row row : rows) {
            SegmentTable.delete(sql, selection.flowId(), row);
            objectIds.add(row.objectId());
        }
        for (String objectId : objectIds) {
            ObjectTable.deleteUnused(sql, objectId);
        }
        Extent deleted = rows.get(0).extent().until(rows.get(rows.size() - 1).extent());
        if (!SegmentTable.isAnyBefore(sql, selection.flowId(), deleted.to())) {
            FlowTable.countGone(sql, selection.flowId(), rows.size());
        }
        FlowTable.touchSegments(sql, selection.flowId(), now);
        Events.segmentsDeleted(sql, selection.flowId(), deleted.toTimeRange(), now);
        return rows.size();
    }
}
