package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Flows and which of them collect which. */
final class FlowTable {

    private static final String COLUMNS = "id, source_id, body, created, metadata_updated, segments_updated, deleting";

    private FlowTable() {}

    static Optional<Flow> find(Sql sql, String id) throws SQLException {
        return sql.first("SELECT " + COLUMNS + " FROM flows WHERE id = ?", FlowTable::flow, id);
    }

    /**
     * The Flow.
     *
     * @throws Refusal 404 when there is none
     */
    static Flow require(Sql sql, String id) throws SQLException {
        return find(sql, id).orElseThrow(() -> Refusal.noFlow(id));
    }

    /** All Flows, or those of one Source, in no order. */
    static List<Flow> all(Sql sql, @Nullable String sourceId) throws SQLException {
        return sourceId == null
                ? sql.list("SELECT " + COLUMNS + " FROM flows", FlowTable::flow)
                : sql.list("SELECT " + COLUMNS + " FROM flows WHERE source_id = ?", FlowTable::flow, sourceId);
    }

    private static Flow flow(ResultSet row) throws SQLException {
        return new Flow(
                row.getString(1),
                row.getString(2),
                Documents.parse(row.getString(3)),
                row.getObject(4, Instant.class),
                row.getObject(5, Instant.class),
                row.getObject(6, Instant.class),
                row.getBoolean(7));
    }

    static void insert(Sql sql, Flow flow) throws SQLException {
        sql.update(
                "INSERT INTO flows (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)",
                flow.id(),
                flow.sourceId(),
                Documents.text(flow.body()),
                flow.created(),
                flow.metadataUpdated(),
                flow.segmentsUpdated(),
                flow.deleting());
    }

    static void update(Sql sql, Flow flow) throws SQLException {
        sql.update(
                "UPDATE flows SET body = ?, metadata_updated = ? WHERE id = ?",
                Documents.text(flow.body()),
                flow.metadataUpdated(),
                flow.id());
    }

    static void touchSegments(Sql sql, String id, Instant now) throws SQLException {
        sql.update("UPDATE flows SET segments_updated = ? WHERE id = ?", now, id);
    }

    static void markDeleting(Sql sql, String id) throws SQLException {
        sql.update("UPDATE flows SET deleting = TRUE WHERE id = ?", id);
    }

    /** Notes that the Flow lost its first Segments. */
    static void countGone(Sql sql, String id, int segments) throws SQLException {
        sql.update("UPDATE flows SET gone = gone + ? WHERE id = ?", segments, id);
    }

    /** How many Segments the Flow has lost from its beginning so far. */
    static long gone(Sql sql, String id) throws SQLException {
        return sql.first("SELECT gone FROM flows WHERE id = ?", row -> row.getLong(1), id)
                .orElse(0L);
    }

    /** Removes the row; Segments and memberships go with it. */
    static void delete(Sql sql, String id) throws SQLException {
        sql.update("DELETE FROM flows WHERE id = ?", id);
    }

    /**
     * Replaces what the Flow collects.
     *
     * @throws Refusal 400 when a member does not exist or is the Flow itself
     */
    static void collect(Sql sql, String id, JsonNode collection) throws SQLException {
        sql.update("DELETE FROM members WHERE flow_id = ?", id);
        for (int i = 0; i < collection.size(); i++) {
            JsonNode item = collection.get(i);
            String member = item.path("id").asText();
            if (member.equals(id) || find(sql, member).isEmpty()) {
                throw Refusal.badRequest(
                        "unknown_member",
                        "flow_collection[" + i + "] names "
                                + (member.equals(id)
                                        ? "the Flow itself"
                                        : member + ", which is no Flow here: create it first"));
            }
            sql.update("INSERT INTO members VALUES (?, ?, ?, ?)", id, i, member, Documents.text(item));
        }
    }

    /** What the Flow collects, in order. */
    static ArrayNode collection(Sql sql, String id) throws SQLException {
        return Documents.object()
                .putArray("flow_collection")
                .addAll(sql.list(
                        "SELECT item FROM members WHERE flow_id = ? ORDER BY position",
                        row -> Documents.parse(row.getString(1)),
                        id));
    }

    static List<String> collectedBy(Sql sql, String id) throws SQLException {
        return sql.list(
                "SELECT DISTINCT flow_id FROM members WHERE member_id = ? ORDER BY flow_id",
                row -> row.getString(1),
                id);
    }

    /** The Flow as the API shows it, without its timerange. */
    static ObjectNode document(Sql sql, Flow flow) throws SQLException {
        ObjectNode document = flow.body().deepCopy();
        document.put("created", Documents.dateTime(flow.created()));
        document.put("metadata_updated", Documents.dateTime(flow.metadataUpdated()));
        if (flow.segmentsUpdated() != null) {
            document.put("segments_updated", Documents.dateTime(flow.segmentsUpdated()));
        }
        ArrayNode collection = collection(sql, flow.id());
        if (!collection.isEmpty()) {
            document.set("flow_collection", collection);
        }
        List<String> collectedBy = collectedBy(sql, flow.id());
        if (!collectedBy.isEmpty()) {
            collectedBy.forEach(document.putArray("collected_by")::add);
        }
        return document;
    }
}
