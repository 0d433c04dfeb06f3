package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import tams.ingest.contracts.TimeRange;

/**
 * What webhooks are told (TAMS 8.2, {@code webhooks}), written in the transaction of the change it tells of.
 *
 * <p>So an event is told if and only if the change lasts, whatever is killed in between. Where nobody listens, nothing
 * is written. Segments are noted without their URLs, which are signed when the event is sent.
 */
final class Events {

    static final String FLOW_CREATED = "flows/created";
    static final String FLOW_UPDATED = "flows/updated";
    static final String FLOW_DELETED = "flows/deleted";
    static final String SEGMENTS_ADDED = "flows/segments_added";
    static final String SEGMENTS_DELETED = "flows/segments_deleted";
    static final String SOURCE_CREATED = "sources/created";
    static final String SOURCE_UPDATED = "sources/updated";
    static final String SOURCE_DELETED = "sources/deleted";

    /** In the order of the specification. */
    static final List<String> TYPES = List.of(
            FLOW_CREATED,
            FLOW_UPDATED,
            FLOW_DELETED,
            SEGMENTS_ADDED,
            SEGMENTS_DELETED,
            SOURCE_CREATED,
            SOURCE_UPDATED,
            SOURCE_DELETED);

    private Events() {}

    /** The event's own part, made only if somebody wants it. */
    private interface Content {
        ObjectNode make() throws SQLException;
    }

    static void flow(Sql sql, String type, Flow flow, Instant now) throws SQLException {
        ofFlow(sql, type, flow, now, () -> holding("flow", FlowTable.document(sql, flow)));
    }

    static void flowDeleted(Sql sql, Flow flow, Instant now) throws SQLException {
        ofFlow(sql, FLOW_DELETED, flow, now, () -> Documents.object().put("flow_id", flow.id()));
    }

    static void segmentsAdded(Sql sql, Flow flow, List<SegmentTable.Row> added, Instant now) throws SQLException {
        ofFlow(sql, SEGMENTS_ADDED, flow, now, () -> {
            ObjectNode content = Documents.object().put("flow_id", flow.id());
            ArrayNode segments = content.putArray("segments");
            added.forEach(row -> segments.add(SegmentDocument.plain(row)));
            return content;
        });
    }

    static void segmentsDeleted(Sql sql, String flowId, TimeRange deleted, Instant now) throws SQLException {
        ofFlow(
                sql,
                SEGMENTS_DELETED,
                FlowTable.require(sql, flowId),
                now,
                () -> Documents.object().put("flow_id", flowId).put("timerange", deleted.toString()));
    }

    static void source(Sql sql, String type, Source source, Instant now) throws SQLException {
        ofSource(sql, type, source, now, () -> holding("source", SourceTable.document(sql, source)));
    }

    static void sourceDeleted(Sql sql, Source source, Instant now) throws SQLException {
        ofSource(sql, SOURCE_DELETED, source, now, () -> Documents.object().put("source_id", source.id()));
    }

    private static ObjectNode holding(String name, ObjectNode document) {
        ObjectNode content = Documents.object();
        content.set(name, document);
        return content;
    }

    private static void ofFlow(Sql sql, String type, Flow flow, Instant now, Content content) throws SQLException {
        for (Webhook webhook : Webhook.listening(sql, type)) {
            if (webhook.wants(sql, flow)) {
                write(sql, webhook, type, now, content.make());
            }
        }
    }

    private static void ofSource(Sql sql, String type, Source source, Instant now, Content content)
            throws SQLException {
        for (Webhook webhook : Webhook.listening(sql, type)) {
            if (webhook.wantsSource(sql, source.id())) {
                write(sql, webhook, type, now, content.make());
            }
        }
    }

    private static void write(Sql sql, Webhook webhook, String type, Instant now, ObjectNode content)
            throws SQLException {
        ObjectNode event = Documents.object()
                .put("event_timestamp", Documents.dateTime(now))
                .put("event_type", type);
        event.set("event", content);
        sql.update("INSERT INTO events (webhook_id, body) VALUES (?, ?)", webhook.id(), Documents.text(event));
    }
}
