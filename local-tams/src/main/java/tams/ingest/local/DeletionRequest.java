package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/**
 * A deletion that outlasts the HTTP request that asked for it (TAMS 8.2, {@code deletion-request}).
 *
 * @param objectId only Segments of this object go; null for all
 * @param deleteFlow whether the Flow goes with its last Segment
 * @param error an {@code error} document, null unless the status is {@code error}
 */
record DeletionRequest(
        String id,
        String flowId,
        TimeRange within,
        @Nullable String objectId,
        boolean deleteFlow,
        Status status,
        @Nullable String error,
        Instant created,
        Instant updated) {

    /** How long a client can still ask what became of it. */
    static final Duration KEPT = Duration.ofHours(1);

    /** Words of the specification, in lower case there. */
    enum Status {
        CREATED,
        STARTED,
        DONE,
        ERROR;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        boolean isOpen() {
            return this == CREATED || this == STARTED;
        }
    }

    private static final String COLUMNS =
            "id, flow_id, timerange, object_id, delete_flow, status, error, created, updated";

    static DeletionRequest of(String id, SegmentTable.Selection selection, boolean deleteFlow, Instant now) {
        return new DeletionRequest(
                id,
                selection.flowId(),
                selection.within().toTimeRange(),
                selection.objectId(),
                deleteFlow,
                Status.CREATED,
                null,
                now,
                now);
    }

    private static DeletionRequest row(ResultSet row) throws SQLException {
        return new DeletionRequest(
                row.getString(1),
                row.getString(2),
                TimeRange.parse(row.getString(3)),
                row.getString(4),
                row.getBoolean(5),
                Status.valueOf(row.getString(6)),
                row.getString(7),
                row.getObject(8, Instant.class),
                row.getObject(9, Instant.class));
    }

    static Optional<DeletionRequest> find(Sql sql, String id) throws SQLException {
        return sql.first("SELECT " + COLUMNS + " FROM deletions WHERE id = ?", DeletionRequest::row, id);
    }

    /** All that are known, oldest first. */
    static List<DeletionRequest> all(Sql sql) throws SQLException {
        return sql.list("SELECT " + COLUMNS + " FROM deletions ORDER BY created, id", DeletionRequest::row);
    }

    /** Writes it as it now stands. */
    DeletionRequest save(Sql sql) throws SQLException {
        sql.update(
                "MERGE INTO deletions (" + COLUMNS + ") KEY (id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                flowId,
                within.toString(),
                objectId,
                deleteFlow,
                status.name(),
                error,
                created,
                updated);
        return this;
    }

    static void forgetClosed(Sql sql, Instant before) throws SQLException {
        sql.update("DELETE FROM deletions WHERE status IN ('DONE', 'ERROR') AND updated < ?", before);
    }

    DeletionRequest at(Status next, @Nullable ObjectNode why, Instant now) {
        return new DeletionRequest(
                id, flowId, within, objectId, deleteFlow, next, why == null ? null : Documents.text(why), created, now);
    }

    SegmentTable.Selection selection() {
        return new SegmentTable.Selection(flowId, Extent.of(within), objectId, false, null);
    }

    Instant expiry() {
        return updated.plus(KEPT);
    }

    /** The request as the API shows it. */
    ObjectNode document(Sql sql) throws SQLException {
        ObjectNode document = Documents.object()
                .put("id", id)
                .put("flow_id", flowId)
                .put("timerange_to_delete", within.toString())
                .put("timerange_remaining", remaining(sql).toString())
                .put("delete_flow", deleteFlow)
                .put("created", Documents.dateTime(created))
                .put("updated", Documents.dateTime(updated))
                .put("status", status.word());
        if (!status.isOpen()) {
            document.put("expiry", Documents.dateTime(expiry()));
        }
        if (error != null) {
            document.set("error", Documents.parse(error));
        }
        return document;
    }

    private TimeRange remaining(Sql sql) throws SQLException {
        return status == Status.DONE
                ? TimeRange.NEVER
                : SegmentTable.extent(sql, flowId, Extent.of(within))
                        .map(left -> left.toTimeRange().intersection(within))
                        .orElse(TimeRange.NEVER);
    }
}
