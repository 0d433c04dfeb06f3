package tams.ingest.local;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The database's tables, and the version of them that a file holds. */
final class Schema {

    /** Raised with every change to the tables; a file says which version it is. */
    static final int VERSION = 3;

    /**
     * Version 1.
     *
     * <p>Time is kept as {@link Extent}'s half nanoseconds: 48 bits of seconds need 25 digits. {@code objects} holds
     * allocated ids as well; {@code first_flow} is set by the first registration. {@code doomed} lists bytes that no
     * longer belong to an object, so that a crash between the commit and the deletion leaves no litter.
     */
    private static final List<String> FIRST = List.of(
            "CREATE TABLE IF NOT EXISTS facts (name VARCHAR(100) PRIMARY KEY, text VARCHAR(10000) NOT NULL)",
            """
            CREATE TABLE IF NOT EXISTS sources (id VARCHAR(36) PRIMARY KEY, body VARCHAR NOT NULL,
              created TIMESTAMP(6) WITH TIME ZONE NOT NULL, updated TIMESTAMP(6) WITH TIME ZONE NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS flows (id VARCHAR(36) PRIMARY KEY, source_id VARCHAR(36) NOT NULL REFERENCES sources(id),
              body VARCHAR NOT NULL, created TIMESTAMP(6) WITH TIME ZONE NOT NULL,
              metadata_updated TIMESTAMP(6) WITH TIME ZONE NOT NULL, segments_updated TIMESTAMP(6) WITH TIME ZONE)""",
            """
            CREATE TABLE IF NOT EXISTS members (flow_id VARCHAR(36) NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
              position INT NOT NULL, member_id VARCHAR(36) NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
              item VARCHAR NOT NULL, PRIMARY KEY (flow_id, position))""",
            """
            CREATE TABLE IF NOT EXISTS objects (id VARCHAR(1024) PRIMARY KEY, flow_id VARCHAR(36), storage_key VARCHAR(100),
              allocated TIMESTAMP(6) WITH TIME ZONE NOT NULL, first_flow VARCHAR(36), timerange VARCHAR(100),
              key_frame_count BIGINT)""",
            "CREATE INDEX IF NOT EXISTS objects_by_allocation ON objects (first_flow, allocated)",
            """
            CREATE TABLE IF NOT EXISTS object_urls (object_id VARCHAR(1024) NOT NULL REFERENCES objects(id) ON DELETE CASCADE,
              label VARCHAR(1024) NOT NULL, url VARCHAR(10000) NOT NULL, PRIMARY KEY (object_id, label))""",
            """
            CREATE TABLE IF NOT EXISTS segments (flow_id VARCHAR(36) NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
              start_at NUMERIC(26) NOT NULL, end_at NUMERIC(26) NOT NULL,
              object_id VARCHAR(1024) NOT NULL REFERENCES objects(id), body VARCHAR NOT NULL,
              PRIMARY KEY (flow_id, start_at))""",
            "CREATE INDEX IF NOT EXISTS segments_latest_first ON segments (flow_id, start_at DESC)",
            "CREATE INDEX IF NOT EXISTS segments_by_object ON segments (flow_id, object_id, start_at)",
            "CREATE TABLE IF NOT EXISTS doomed (storage_key VARCHAR(100) PRIMARY KEY)");

    /**
     * Version 2: deletions that outlast their request, Profiles, webhooks and what they have yet to be told.
     *
     * <p>{@code flows.gone} counts the Segments deleted from a Flow's beginning, so that a playlist's numbers go on;
     * {@code objects.init_id} names the initialisation segment of a media object, {@code is_init} marks one.
     */
    private static final List<String> SECOND = List.of(
            "ALTER TABLE flows ADD COLUMN IF NOT EXISTS deleting BOOLEAN DEFAULT FALSE NOT NULL",
            "ALTER TABLE flows ADD COLUMN IF NOT EXISTS gone BIGINT DEFAULT 0 NOT NULL",
            "ALTER TABLE objects ADD COLUMN IF NOT EXISTS is_init BOOLEAN DEFAULT FALSE NOT NULL",
            "ALTER TABLE objects ADD COLUMN IF NOT EXISTS init_id VARCHAR(1024)",
            "CREATE INDEX IF NOT EXISTS objects_by_init ON objects (init_id)",
            """
            CREATE TABLE IF NOT EXISTS deletions (id VARCHAR(36) PRIMARY KEY, flow_id VARCHAR(36) NOT NULL,
              timerange VARCHAR(100) NOT NULL, object_id VARCHAR(1024), delete_flow BOOLEAN NOT NULL,
              status VARCHAR(10) NOT NULL, error VARCHAR(10000), created TIMESTAMP(6) WITH TIME ZONE NOT NULL,
              updated TIMESTAMP(6) WITH TIME ZONE NOT NULL)""",
            "CREATE TABLE IF NOT EXISTS profiles (id VARCHAR(36) PRIMARY KEY, body VARCHAR NOT NULL)",
            """
            CREATE TABLE IF NOT EXISTS webhooks (id VARCHAR(36) PRIMARY KEY, body VARCHAR NOT NULL, secret VARCHAR(10000),
              status VARCHAR(10) NOT NULL, error VARCHAR(10000))""",
            """
            CREATE TABLE IF NOT EXISTS events (number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              webhook_id VARCHAR(36) NOT NULL REFERENCES webhooks(id) ON DELETE CASCADE, body VARCHAR NOT NULL)""",
            "CREATE INDEX IF NOT EXISTS events_by_webhook ON events (webhook_id, number)");

    /** Version 3: references; what they show is kept in both Flows' times, so that either is found by an index. */
    private static final List<String> THIRD = List.of(
            """
            CREATE TABLE IF NOT EXISTS segment_references (flow_id VARCHAR(36) NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
              start_at NUMERIC(26) NOT NULL, end_at NUMERIC(26) NOT NULL,
              origin_id VARCHAR(36) NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
              ts_offset VARCHAR(30) NOT NULL, origin_start NUMERIC(26) NOT NULL, origin_end NUMERIC(26) NOT NULL,
              PRIMARY KEY (flow_id, start_at))""",
            "CREATE INDEX IF NOT EXISTS references_by_origin ON segment_references (origin_id, origin_start)",
            "CREATE INDEX IF NOT EXISTS references_by_flows ON segment_references (flow_id, origin_id)");

    private static final List<List<String>> STEPS = List.of(FIRST, SECOND, THIRD);

    private Schema() {}

    /**
     * Brings a new or older file up to {@link #VERSION}; refuses a newer one.
     *
     * @return the version found, 0 for a new file
     */
    static int migrate(Sql sql, Path file) throws SQLException {
        int found = version(sql);
        if (found > VERSION) {
            throw new IllegalStateException(file + " was written by a newer version of this program (tables " + found
                    + ", known " + VERSION + "): run that version, or choose another data folder");
        }
        for (List<String> step : STEPS.subList(found, VERSION)) {
            for (String statement : step) {
                sql.update(statement);
            }
        }
        sql.update("MERGE INTO facts KEY (name) VALUES ('schema_version', ?)", String.valueOf(VERSION));
        return found;
    }

    private static int version(Sql sql) throws SQLException {
        boolean made = sql.first(
                        "SELECT 1 FROM information_schema.tables WHERE table_name = 'FACTS'", row -> row.getInt(1))
                .isPresent();
        return made
                ? sql.first("SELECT text FROM facts WHERE name = 'schema_version'", row -> row.getInt(1))
                        .orElse(0)
                : 0;
    }
}
