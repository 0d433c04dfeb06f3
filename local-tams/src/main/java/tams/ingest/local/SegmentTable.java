package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Segments of all Flows.
 *
 * <p>No two of one Flow overlap, so their order by start is their order by end as well, and the last one that starts
 * before a time is the only earlier one that can reach beyond it. Every question is answered from the primary key.
 */
final class SegmentTable {

    /**
     * A Segment as it is kept.
     *
     * @param body {@code ts_offset} and the like, as the client gave them
     */
    record Row(Extent extent, String objectId, ObjectNode body) {}

    private static final String COLUMNS = "start_at, end_at, object_id, body";

    private SegmentTable() {}

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Extent(row.getBigDecimal(1), row.getBigDecimal(2)),
                row.getString(3),
                Documents.parse(row.getString(4)));
    }

    static void insert(Sql sql, String flowId, Row segment) throws SQLException {
        sql.update(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?)",
                flowId,
                segment.extent().from(),
                segment.extent().to(),
                segment.objectId(),
                Documents.text(segment.body()));
    }

    /** The last Segment that overlaps {@code extent}. */
    static Optional<Row> overlapping(Sql sql, String flowId, Extent extent) throws SQLException {
        return sql.first(
                        "SELECT " + COLUMNS
                                + " FROM segments WHERE flow_id = ? AND start_at < ? ORDER BY flow_id, start_at DESC LIMIT 1",
                        SegmentTable::row,
                        flowId,
                        extent.to())
                .filter(last -> last.extent().to().compareTo(extent.from()) > 0);
    }

    /** From the first to the last Segment that overlaps {@code within}; empty when none does. */
    static Optional<Extent> extent(Sql sql, String flowId, Extent within) throws SQLException {
        Optional<Row> last = overlapping(sql, flowId, within);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal start = sql.first(
                        "SELECT start_at FROM segments WHERE flow_id = ? AND start_at >= ? ORDER BY flow_id, start_at LIMIT 1",
                        row -> row.getBigDecimal(1),
                        flowId,
                        reach(sql, flowId, within.from()))
                .orElseThrow();
        return Optional.of(new Extent(start, last.get().extent().to()));
    }

    /** The start of the Segment that lies across {@code from}; {@code from} itself when none does. */
    private static BigDecimal reach(Sql sql, String flowId, BigDecimal from) throws SQLException {
        return sql.first(
                        "SELECT " + COLUMNS
                                + " FROM segments WHERE flow_id = ? AND start_at <= ? ORDER BY flow_id, start_at DESC LIMIT 1",
                        SegmentTable::row,
                        flowId,
                        from)
                .filter(earlier -> earlier.extent().to().compareTo(from) > 0)
                .map(earlier -> earlier.extent().from())
                .orElse(from);
    }

    /**
     * Some of a Flow's Segments in order.
     *
     * @param objectId only those of this object; null for all
     * @param after only those beyond this start, in the order asked for; null for all
     */
    record Selection(
            String flowId,
            Extent within,
            @Nullable String objectId,
            boolean reversed,
            @Nullable BigDecimal after) {

        /** The same, beyond a start. */
        Selection after(BigDecimal start) {
            return new Selection(flowId, within, objectId, reversed, start);
        }

        /** Those that overlap {@link #within}. */
        List<Row> overlapping(Sql sql, int most) throws SQLException {
            return rows(sql, new Extent(reach(sql, flowId, within.from()), Extent.ALWAYS.to()), most);
        }

        /** Those that lie wholly within. */
        List<Row> covered(Sql sql, int most) throws SQLException {
            return rows(sql, within, most);
        }

        private List<Row> rows(Sql sql, Extent enclosing, int most) throws SQLException {
            return sql.list(
                    "SELECT " + COLUMNS
                            + " FROM segments" + (objectId == null ? "" : " USE INDEX (segments_by_object)")
                            + " WHERE flow_id = ? AND start_at >= ? AND start_at < ? AND end_at <= ?"
                            + (objectId == null ? "" : " AND object_id = ?")
                            + (after == null ? "" : " AND start_at " + (reversed ? "<" : ">") + " ?")
                            + " ORDER BY flow_id, " + (objectId == null ? "" : "object_id, ") + "start_at"
                            + (reversed ? " DESC" : "") + " LIMIT " + most,
                    SegmentTable::row,
                    arguments(enclosing));
        }

        private @Nullable Object[] arguments(Extent enclosing) {
            return Stream.of(flowId, enclosing.from(), within.to(), enclosing.to(), objectId, after)
                    .filter(Objects::nonNull)
                    .toArray();
        }
    }

    static void delete(Sql sql, String flowId, Row segment) throws SQLException {
        sql.update(
                "DELETE FROM segments WHERE flow_id = ? AND start_at = ?",
                flowId,
                segment.extent().from());
    }

    static boolean isAnyBefore(Sql sql, String flowId, BigDecimal end) throws SQLException {
        return sql.first(
                        "SELECT 1 FROM segments WHERE flow_id = ? AND start_at < ? LIMIT 1",
                        row -> row.getInt(1),
                        flowId,
                        end)
                .isPresent();
    }

    /** The Flows that use the object, an initialisation segment by way of its media objects; ordered by id. */
    static List<String> flowsUsing(Sql sql, String objectId) throws SQLException {
        return sql.list("""
                SELECT flow_id FROM segments WHERE object_id = ?
                UNION SELECT s.flow_id FROM objects o JOIN segments s ON s.object_id = o.id WHERE o.init_id = ?
                ORDER BY 1""", row -> row.getString(1), objectId, objectId);
    }

    /** Where a Flow uses the object, an initialisation segment by way of its media objects. */
    static List<Extent> placesOf(Sql sql, String flowId, String objectId) throws SQLException {
        return sql.list("""
                SELECT s.start_at, s.end_at FROM segments s JOIN objects o ON s.object_id = o.id
                WHERE s.flow_id = ? AND (o.id = ? OR o.init_id = ?)""", row -> new Extent(row.getBigDecimal(1), row.getBigDecimal(2)), flowId, objectId, objectId);
    }
}
