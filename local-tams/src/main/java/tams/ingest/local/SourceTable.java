package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Sources: each comes with the first Flow that names it and goes with the last (TAMS ADR 0018). */
final class SourceTable {

    private static final String COLUMNS = "id, body, created, updated";

    private SourceTable() {}

    static Optional<Source> find(Sql sql, String id) throws SQLException {
        return sql.first("SELECT " + COLUMNS + " FROM sources WHERE id = ?", SourceTable::source, id);
    }

    /**
     * The Source.
     *
     * @throws Refusal 404 when there is none
     */
    static Source require(Sql sql, String id) throws SQLException {
        return find(sql, id).orElseThrow(() -> Refusal.noSource(id));
    }

    static List<Source> all(Sql sql) throws SQLException {
        return sql.list("SELECT " + COLUMNS + " FROM sources", SourceTable::source);
    }

    private static Source source(ResultSet row) throws SQLException {
        return new Source(
                row.getString(1),
                Documents.parse(row.getString(2)),
                row.getObject(3, Instant.class),
                row.getObject(4, Instant.class));
    }

    /**
     * Makes the Source of a Flow, if it is new.
     *
     * @throws Refusal 400 when the Source is of another format
     */
    static void ensure(Sql sql, String id, String format, Instant now) throws SQLException {
        Optional<Source> known = find(sql, id);
        if (known.isEmpty()) {
            ObjectNode body = Documents.object().put("id", id).put("format", format);
            sql.update("INSERT INTO sources VALUES (?, ?, ?, ?)", id, Documents.text(body), now, now);
            Events.source(sql, Events.SOURCE_CREATED, require(sql, id), now);
        } else if (!known.get().format().equals(format)) {
            throw Refusal.badRequest(
                    "source_conflict",
                    "Source " + id + " is of format " + known.get().format() + ", the Flow of " + format
                            + ": a Flow of another format needs another source_id");
        }
    }

    static void update(Sql sql, Source source) throws SQLException {
        sql.update(
                "UPDATE sources SET body = ?, updated = ? WHERE id = ?",
                Documents.text(source.body()),
                source.updated(),
                source.id());
    }

    static void deleteUnused(Sql sql, String id, Instant now) throws SQLException {
        if (sql.first("SELECT 1 FROM flows WHERE source_id = ? LIMIT 1", row -> row.getInt(1), id)
                .isEmpty()) {
            Events.sourceDeleted(sql, require(sql, id), now);
            sql.update("DELETE FROM sources WHERE id = ?", id);
        }
    }

    static List<String> collectedBy(Sql sql, String id) throws SQLException {
        return sql.list("""
                SELECT DISTINCT holder.source_id FROM members m
                  JOIN flows held ON held.id = m.member_id JOIN flows holder ON holder.id = m.flow_id
                  WHERE held.source_id = ? ORDER BY 1""", row -> row.getString(1), id);
    }

    /** The Source as the API shows it; both sides of its collections follow from those of its Flows. */
    static ObjectNode document(Sql sql, Source source) throws SQLException {
        ObjectNode document = source.body().deepCopy();
        document.put("created", Documents.dateTime(source.created()));
        document.put("updated", Documents.dateTime(source.updated()));
        Map<String, ObjectNode> collection = collection(sql, source.id());
        if (!collection.isEmpty()) {
            document.putArray("source_collection").addAll(collection.values());
        }
        List<String> collectedBy = collectedBy(sql, source.id());
        if (!collectedBy.isEmpty()) {
            collectedBy.forEach(document.putArray("collected_by")::add);
        }
        return document;
    }

    private static Map<String, ObjectNode> collection(Sql sql, String id) throws SQLException {
        Map<String, ObjectNode> members = new LinkedHashMap<>();
        sql.list("""
                SELECT held.source_id, m.item FROM members m
                  JOIN flows held ON held.id = m.member_id JOIN flows holder ON holder.id = m.flow_id
                  WHERE holder.source_id = ? ORDER BY holder.created, m.position""", row -> member(row.getString(1), Documents.parse(row.getString(2))), id)
                .forEach(member -> members.putIfAbsent(member.path("id").asText(), member));
        return members;
    }

    private static ObjectNode member(String sourceId, ObjectNode flowItem) {
        ObjectNode member = Documents.object().put("id", sourceId);
        JsonNode role = flowItem.get("role");
        if (role != null) {
            member.set("role", role);
        }
        return member;
    }
}
