package tams.ingest.local;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tams.ingest.contracts.Timestamp;

/**
 * The references of all Flows: stretches of a timeline that show a stretch of another Flow (docs/adr/0023).
 *
 * <p>No reference overlaps another, or a Segment, of its Flow. Those whose origin is deleted go with it; {@link Handover}
 * has put what they showed in their place by then.
 */
final class ReferenceTable {

    /**
     * A reference as it is kept.
     *
     * @param flowId the Flow it lies in
     * @param extent where it lies there
     * @param originId the Flow it shows
     * @param offset what is added to the origin's time to get the Flow's own
     */
    record Row(String flowId, Extent extent, String originId, Timestamp offset) {

        /** What it shows of the origin, in the origin's time. */
        Extent shown() {
            return extent.shiftedBy(offset.negated());
        }

        /** The part of it within {@code stretch}, which overlaps it. */
        Row within(Extent stretch) {
            return new Row(flowId, extent.intersection(stretch), originId, offset);
        }
    }

    private static final String COLUMNS = "flow_id, start_at, end_at, origin_id, ts_offset";

    private ReferenceTable() {}

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                new Extent(row.getBigDecimal(2), row.getBigDecimal(3)),
                row.getString(4),
                Timestamp.parse(row.getString(5)));
    }

    static void insert(Sql sql, Row reference) throws SQLException {
        Extent shown = reference.shown();
        sql.update(
                "INSERT INTO segment_references (" + COLUMNS
                        + ", origin_start, origin_end) VALUES (?, ?, ?, ?, ?, ?, ?)",
                reference.flowId(),
                reference.extent().from(),
                reference.extent().to(),
                reference.originId(),
                reference.offset().toString(),
                shown.from(),
                shown.to());
    }

    static void delete(Sql sql, Row reference) throws SQLException {
        sql.update(
                "DELETE FROM segment_references WHERE flow_id = ? AND start_at = ?",
                reference.flowId(),
                reference.extent().from());
    }

    static int count(Sql sql, String flowId) throws SQLException {
        return sql.first("SELECT COUNT(*) FROM segment_references WHERE flow_id = ?", row -> row.getInt(1), flowId)
                .orElse(0);
    }

    static boolean isAny(Sql sql, String flowId) throws SQLException {
        return sql.first("SELECT 1 FROM segment_references WHERE flow_id = ? LIMIT 1", row -> row.getInt(1), flowId)
                .isPresent();
    }

    /** The last reference that overlaps {@code extent}. */
    static Optional<Row> overlapping(Sql sql, String flowId, Extent extent) throws SQLException {
        return overlapping(sql, flowId, extent, true, 1).stream().findFirst();
    }

    /** Those of a Flow that overlap {@code extent}, in order; the first {@code most} of them. */
    static List<Row> overlapping(Sql sql, String flowId, Extent extent, boolean reversed, int most)
            throws SQLException {
        return sql.list(
                "SELECT " + COLUMNS + " FROM segment_references WHERE flow_id = ? AND start_at < ? AND end_at > ?"
                        + " ORDER BY flow_id, start_at" + (reversed ? " DESC" : "") + " LIMIT " + most,
                ReferenceTable::row,
                flowId,
                extent.to(),
                extent.from());
    }

    /** Those of a Flow that lie wholly within {@code extent}, in order; the first {@code most} of them. */
    static List<Row> covered(Sql sql, String flowId, Extent extent, int most) throws SQLException {
        return sql.list(
                "SELECT " + COLUMNS + " FROM segment_references WHERE flow_id = ? AND start_at >= ? AND end_at <= ?"
                        + " ORDER BY flow_id, start_at LIMIT " + most,
                ReferenceTable::row,
                flowId,
                extent.from(),
                extent.to());
    }

    /** Those of all Flows that show something of {@code extent} of the origin; the first {@code most} of them. */
    static List<Row> showing(Sql sql, String originId, Extent extent, int most) throws SQLException {
        return sql.list(
                "SELECT " + COLUMNS + " FROM segment_references"
                        + " WHERE origin_id = ? AND origin_start < ? AND origin_end > ? LIMIT " + most,
                ReferenceTable::row,
                originId,
                extent.to(),
                extent.from());
    }

    /** The Flows that a Flow refers to. */
    static List<String> origins(Sql sql, String flowId) throws SQLException {
        return sql.list(
                "SELECT DISTINCT origin_id FROM segment_references WHERE flow_id = ? ORDER BY 1",
                row -> row.getString(1),
                flowId);
    }

    /** The Flows that refer to a Flow. */
    static List<String> referrers(Sql sql, String originId) throws SQLException {
        return sql.list(
                "SELECT DISTINCT flow_id FROM segment_references WHERE origin_id = ? ORDER BY 1",
                row -> row.getString(1),
                originId);
    }
}
