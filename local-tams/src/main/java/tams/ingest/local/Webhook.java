package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to be told of changes (TAMS 8.2, {@code webhook}).
 *
 * @param body what the client set, without id, secret and status
 * @param secret {@code api_key_value}: sent with every event, never shown; null for none
 * @param error an {@code error} document, null unless the status is {@code error}
 */
record Webhook(
        String id,
        ObjectNode body,
        @Nullable String secret,
        Status status,
        @Nullable String error) {

    /** Words of the specification, in lower case there. */
    enum Status {
        CREATED,
        STARTED,
        DISABLED,
        ERROR;

        static Status of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** Whether events are kept for it. */
        boolean listens() {
            return this == CREATED || this == STARTED;
        }
    }

    private static final String COLUMNS = "id, body, secret, status, error";

    private static Webhook row(ResultSet row) throws SQLException {
        return new Webhook(
                row.getString(1),
                Documents.parse(row.getString(2)),
                row.getString(3),
                Status.valueOf(row.getString(4)),
                row.getString(5));
    }

    static Optional<Webhook> find(Sql sql, String id) throws SQLException {
        return sql.first("SELECT " + COLUMNS + " FROM webhooks WHERE id = ?", Webhook::row, id);
    }

    /** @throws Refusal 404 when there is none */
    static Webhook require(Sql sql, String id) throws SQLException {
        return find(sql, id)
                .orElseThrow(() -> Refusal.notFound(
                        "unknown_webhook", "there is no webhook " + id + ": GET /service/webhooks lists them"));
    }

    static List<Webhook> all(Sql sql) throws SQLException {
        return sql.list("SELECT " + COLUMNS + " FROM webhooks", Webhook::row);
    }

    /** Those that want events of a type. */
    static List<Webhook> listening(Sql sql, String type) throws SQLException {
        List<Webhook> listening = new ArrayList<>();
        for (Webhook webhook : all(sql)) {
            if (webhook.status.listens() && webhook.strings("events").contains(type)) {
                listening.add(webhook);
            }
        }
        return listening;
    }

    Webhook save(Sql sql) throws SQLException {
        sql.update(
                "MERGE INTO webhooks (" + COLUMNS + ") KEY (id) VALUES (?, ?, ?, ?, ?)",
                id,
                Documents.text(body),
                secret,
                status.name(),
                error);
        return this;
    }

    Webhook at(Status next, @Nullable String why) {
        return new Webhook(id, body, secret, next, why);
    }

    private List<String> strings(String field) {
        List<String> strings = new ArrayList<>();
        body.path(field).forEach(item -> strings.add(item.asText()));
        return strings;
    }

    /** Whether it wants to know of this Flow. */
    boolean wants(Sql sql, Flow flow) throws SQLException {
        return (!body.has("flow_ids") || strings("flow_ids").contains(flow.id()))
                && (!body.has("flow_collected_by_ids")
                        || FlowFilter.matches(strings("flow_collected_by_ids"), FlowTable.collectedBy(sql, flow.id())))
                && wantsSource(sql, flow.sourceId());
    }

    boolean wantsSource(Sql sql, String sourceId) throws SQLException {
        return (!body.has("source_ids") || strings("source_ids").contains(sourceId))
                && (!body.has("source_collected_by_ids")
                        || FlowFilter.matches(
                                strings("source_collected_by_ids"), SourceTable.collectedBy(sql, sourceId)));
    }

    /** Which URLs its events hold. */
    GetUrls urls() {
        return new GetUrls(
                body.has("accept_get_urls") ? Optional.of(strings("accept_get_urls")) : Optional.empty(),
                Optional.of(strings("accept_storage_ids")).filter(ids -> !ids.isEmpty()),
                body.has("presigned") ? Optional.of(body.path("presigned").asBoolean()) : Optional.empty(),
                true,
                body.path("verbose_storage").asBoolean());
    }

    /** The webhook as the API shows it. */
    JsonNode document() {
        ObjectNode document = Documents.object().put("id", id);
        document.setAll(body);
        document.put("status", status.name().toLowerCase(Locale.ROOT));
        if (error != null) {
            document.set("error", Documents.parse(error));
        }
        return document;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Webhook[" + id + ", " + status + "]";
    }
}
