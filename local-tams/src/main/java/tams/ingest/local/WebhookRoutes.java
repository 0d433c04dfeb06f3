package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /service/webhooks}: who is told of changes. */
record WebhookRoutes(Database database, Deliveries deliveries) {

    /** Each is looked at in every change, so they must be few. */
    static final int WEBHOOKS_MAX = 100;

    private static final List<String> SORTABLE = List.of("url");

    /** What is kept apart from the body, or made by the store. */
    private static final Set<String> APART = Set.of("id", "api_key_value", "status", "error");

    void addTo(RoutesConfig routes) {
        Api.get(routes, "/service/webhooks", this::list);
        routes.post("/service/webhooks", this::create);
        Api.get(routes, "/service/webhooks/{webhookId}", this::show);
        routes.put("/service/webhooks/{webhookId}", this::replace);
        routes.delete("/service/webhooks/{webhookId}", this::delete);
    }

    private void list(Context context) {
        Request request = new Request(context);
        Predicate<JsonNode> tags = TagFilter.of(request, "");
        Listing listing = Listing.of(request, SORTABLE);
        database.read(sql -> {
            List<Listing.Entry<Webhook>> entries = new ArrayList<>();
            for (Webhook webhook : Webhook.all(sql)) {
                if (tags.test(webhook.body().path("tags"))) {
                    String url = webhook.body().path("url").asText();
                    entries.add(new Listing.Entry<>(new Listing.Place(url, webhook.id()), webhook));
                }
            }
            return listing.answer(context, entries, Webhook::document);
        });
    }

    private void show(Context context) {
        String id = new Request(context).id("webhookId");
        Answer.json(
                context,
                Answer.OK,
                database.read(sql -> Webhook.require(sql, id).document()));
    }

    private void create(Context context) {
        JsonNode posted = checked(new Request(context).body("webhook", Shapes.WEBHOOK));
        Webhook.Status status = Webhook.Status.of(posted.path("status").asText("created"));
        Webhook webhook = new Webhook(UUID.randomUUID().toString(), body(posted), secret(posted), status, null);
        database.write(sql -> {
            if (Webhook.all(sql).size() >= WEBHOOKS_MAX) {
                throw Refusal.badRequest(
                        "too_many", "there are " + WEBHOOKS_MAX + " webhooks, the most this store keeps: delete one");
            }
            return webhook.save(sql);
        });
        deliveries.wake();
        Answer.json(context, Answer.CREATED, webhook.document());
    }

    private void replace(Context context) {
        Request request = new Request(context);
        String id = request.id("webhookId");
        JsonNode posted = checked(request.body("webhook", Shapes.WEBHOOK_UPDATE));
        if (!posted.path("id").asText().equals(id)) {
            throw Refusal.badRequest(
                    "id_mismatch",
                    "the body's id is " + posted.path("id").asText() + ", the path's " + id + ": make them one");
        }
        Webhook webhook = database.write(sql -> replace(sql, id, posted));
        deliveries.wake();
        Answer.json(context, Answer.CREATED, webhook.document());
    }

    /** A secret that is not sent again stays: clients cannot read it back. */
    private static Webhook replace(Sql sql, String id, JsonNode posted) throws SQLException {
        Webhook known = Webhook.require(sql, id);
        Webhook.Status next = Webhook.Status.of(posted.path("status").asText());
        if (known.status() == Webhook.Status.ERROR && next == Webhook.Status.DISABLED) {
            throw Refusal.badRequest(
                    "invalid_status", "webhook " + id + " is in error: PUT status created to start it again");
        }
        boolean sameKey = known.body().path("api_key_name").equals(posted.path("api_key_name"));
        @Nullable String secret = posted.has("api_key_value") || !sameKey ? secret(posted) : known.secret();
        if (next == Webhook.Status.DISABLED) {
            sql.update("DELETE FROM events WHERE webhook_id = ?", id);
        }
        return new Webhook(id, body(posted), secret, next, null).save(sql);
    }

    private void delete(Context context) {
        String id = new Request(context).id("webhookId");
        database.write(sql -> {
            Webhook.require(sql, id);
            return sql.update("DELETE FROM webhooks WHERE id = ?", id);
        });
        Answer.nothing(context);
    }

    private static ObjectNode body(JsonNode posted) {
        return ((ObjectNode) posted.deepCopy()).without(APART);
    }

    private static @Nullable String secret(JsonNode posted) {
        return posted.has("api_key_value") ? posted.path("api_key_value").asText() : null;
    }

    private static JsonNode checked(JsonNode posted) {
        String url = posted.path("url").asText();
        @Nullable String host = host(url);
        if (host == null) {
            throw Refusal.badRequest("invalid_url", "url must be http://host/… or https://host/…");
        }
        if (posted.has("api_key_value") && !posted.has("api_key_name")) {
            throw Refusal.badRequest("invalid_body", "api_key_value needs api_key_name, the header to send it in");
        }
        try {
            HttpRequest.newBuilder().header(posted.path("api_key_name").asText("x"), secretOr(posted));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(
                    "invalid_body",
                    "api_key_name and api_key_value must be an HTTP header's name and value, other than the connection's own");
        }
        return posted;
    }

    private static String secretOr(JsonNode posted) {
        @Nullable String secret = secret(posted);
        return secret == null ? "" : secret;
    }

    private static @Nullable String host(String url) {
        try {
            URI parsed = new URI(url);
            boolean web = "http".equalsIgnoreCase(parsed.getScheme()) || "https".equalsIgnoreCase(parsed.getScheme());
            return web ? parsed.getHost() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
