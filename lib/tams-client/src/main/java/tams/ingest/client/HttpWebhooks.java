package tams.ingest.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;

/** Webhooks over HTTP. */
final class HttpWebhooks implements TamsWebhooks {

    private final Address webhooks;
    private final MetadataCalls calls;
    private final Pages pages;

    HttpWebhooks(Address root, MetadataCalls calls, Pages pages) {
        webhooks = root.at("service", "webhooks");
        this.calls = calls;
        this.pages = pages;
    }

    @Override
    public List<Webhook> list() {
        return pages.all("webhooks", webhooks, Webhook.class);
    }

    @Override
    public Optional<Webhook> find(UUID id) {
        return calls.find("webhook", webhooks.at(id), Webhook.class);
    }

    @Override
    public Webhook add(Webhook webhook, @Nullable Secret apiKey) {
        ObjectNode body = writable(webhook, apiKey);
        body.remove("id");
        Call call = MetadataCalls.call("add webhook", Effect.CREATE, "POST", webhooks);
        return MetadataCalls.body(call, calls.change(call, webhooks, body), Webhook.class);
    }

    @Override
    public Webhook replace(Webhook webhook, @Nullable Secret apiKey) {
        UUID id = webhook.id();
        if (id == null || webhook.status() == null) {
            throw new IllegalArgumentException("a webhook is replaced by its id and says which status it is to have");
        }
        Address address = webhooks.at(id);
        Call call = MetadataCalls.call("replace webhook", Effect.SET, "PUT", address);
        return MetadataCalls.body(call, calls.change(call, address, writable(webhook, apiKey)), Webhook.class);
    }

    private static ObjectNode writable(Webhook webhook, @Nullable Secret apiKey) {
        ObjectNode json = Json.MAPPER.valueToTree(webhook);
        json.remove("error");
        if (apiKey != null) {
            json.put("api_key_value", apiKey.reveal());
        }
        return json;
    }

    @Override
    public boolean remove(UUID id) {
        return calls.remove("remove webhook", webhooks.at(id));
    }
}
