package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/** The ids of objects: allocated, then registered by the first Segment that uses them, gone with the last. */
final class ObjectTable {

    /**
     * An object.
     *
     * @param flowId the Flow it was allocated for; null for one held elsewhere
     * @param storageKey where its bytes lie; null for one held elsewhere
     * @param firstFlow the Flow that registered it; null while it is only allocated
     * @param timerange the media's own time; null while it is only allocated, and for an initialisation segment
     * @param init whether it is an initialisation segment
     * @param initId the initialisation segment that decoding it needs; null for most
     */
    record Row(
            String id,
            @Nullable String flowId,
            @Nullable String storageKey,
            @Nullable String firstFlow,
            @Nullable TimeRange timerange,
            @Nullable Long keyFrameCount,
            boolean init,
            @Nullable String initId) {

        boolean isRegistered() {
            return firstFlow != null;
        }
    }

    private static final String COLUMNS =
            "id, flow_id, storage_key, first_flow, timerange, key_frame_count, is_init, init_id";

    private ObjectTable() {}

    private static Row row(ResultSet row) throws SQLException {
        @Nullable String timerange = row.getString(5);
        return new Row(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                timerange == null ? null : TimeRange.parse(timerange),
                row.getObject(6, Long.class),
                row.getBoolean(7),
                row.getString(8));
    }

    static Optional<Row> find(Sql sql, String id) throws SQLException {
        return sql.first("SELECT " + COLUMNS + " FROM objects WHERE id = ?", ObjectTable::row, id);
    }

    /**
     * A registered object.
     *
     * @throws Refusal 404 when there is none, or when it is only allocated
     */
    static Row requireRegistered(Sql sql, String id) throws SQLException {
        return find(sql, id)
                .filter(Row::isRegistered)
                .orElseThrow(() -> Refusal.notFound(
                        "unknown_object",
                        "no Segment uses an object '" + id + "': it may be allocated, not registered"));
    }

    static void allocate(Sql sql, String id, String flowId, String storageKey, Instant now) throws SQLException {
        sql.update(
                "INSERT INTO objects (id, flow_id, storage_key, allocated) VALUES (?, ?, ?, ?)",
                id,
                flowId,
                storageKey,
                now);
    }

    /** Notes an object whose bytes lie outside this store. */
    static void adopt(Sql sql, String id, Instant now) throws SQLException {
        sql.update("INSERT INTO objects (id, allocated) VALUES (?, ?)", id, now);
    }

    static void register(Sql sql, Row object) throws SQLException {
        sql.update(
                "UPDATE objects SET first_flow = ?, timerange = ?, key_frame_count = ?, is_init = ?, init_id = ? WHERE id = ?",
                object.firstFlow(),
                object.timerange() == null ? null : object.timerange().toString(),
                object.keyFrameCount(),
                object.init(),
                object.initId(),
                object.id());
    }

    /** Adds URLs under which the bytes can be had elsewhere; their labels are new. */
    static void addUrls(Sql sql, String id, JsonNode urls) throws SQLException {
        for (JsonNode url : urls) {
            sql.update(
                    "INSERT INTO object_urls VALUES (?, ?, ?)",
                    id,
                    url.path("label").asText(),
                    url.path("url").asText());
        }
    }

    /** The URLs elsewhere, by label. */
    static Map<String, String> urls(Sql sql, String id) throws SQLException {
        Map<String, String> urls = new TreeMap<>();
        sql.list(
                        "SELECT label, url FROM object_urls WHERE object_id = ?",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        id)
                .forEach(url -> urls.put(url.getKey(), url.getValue()));
        return urls;
    }

    /** Removes the object if no Segment uses it any longer, then its initialisation segment likewise; bytes are doomed. */
    static void deleteUnused(Sql sql, String id) throws SQLException {
        Optional<Row> object = find(sql, id);
        if (object.isEmpty() || isIn(sql, "SELECT 1 FROM segments WHERE object_id = ? LIMIT 1", id)) {
            return;
        }
        doom(sql, id);
        @Nullable String initId = object.get().initId();
        if (initId != null && !isIn(sql, "SELECT 1 FROM objects WHERE init_id = ? LIMIT 1", initId)) {
            doom(sql, initId);
        }
    }

    private static boolean isIn(Sql sql, String query, String id) throws SQLException {
        return sql.first(query, row -> row.getInt(1), id).isPresent();
    }

    static void deleteUrl(Sql sql, String id, String label) throws SQLException {
        sql.update("DELETE FROM object_urls WHERE object_id = ? AND label = ?", id, label);
    }

    /** Lets go of the store's own instance: its bytes are doomed, the object goes on elsewhere. */
    static void deleteOwn(Sql sql, String id) throws SQLException {
        sql.update("INSERT INTO doomed SELECT storage_key FROM objects WHERE id = ? AND storage_key IS NOT NULL", id);
        sql.update("UPDATE objects SET storage_key = NULL WHERE id = ?", id);
    }

    /**
     * Removes objects that were allocated before {@code then} and never registered.
     *
     * @return how many
     */
    static int deleteExpired(Sql sql, Instant then, int most) throws SQLException {
        List<String> expired = sql.list(
                "SELECT id FROM objects WHERE first_flow IS NULL AND allocated < ? LIMIT " + most,
                row -> row.getString(1),
                then);
        for (String id : expired) {
            doom(sql, id);
        }
        return expired.size();
    }

    private static void doom(Sql sql, String id) throws SQLException {
        sql.update("INSERT INTO doomed SELECT storage_key FROM objects WHERE id = ? AND storage_key IS NOT NULL", id);
        sql.update("DELETE FROM objects WHERE id = ?", id);
    }

    static List<String> doomed(Sql sql, int most) throws SQLException {
        return sql.list("SELECT storage_key FROM doomed LIMIT " + most, row -> row.getString(1));
    }

    static void forget(Sql sql, List<String> storageKeys) throws SQLException {
        for (String key : storageKeys) {
            sql.update("DELETE FROM doomed WHERE storage_key = ?", key);
        }
    }
}
