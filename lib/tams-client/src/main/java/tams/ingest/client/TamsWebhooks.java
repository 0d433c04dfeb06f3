package tams.ingest.client;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is told of what happens in the store. Not every store has webhooks: see {@link Service#hasWebhooks}. */
public interface TamsWebhooks {

    /**
     * Every webhook that the credentials may see, from all pages.
     *
     * @throws StoreException with status 404 when the store has no webhooks at all
     */
    List<Webhook> list();

    /** A webhook; empty when the store has none of that id. */
    Optional<Webhook> find(UUID id);

    /**
     * Adds a webhook. Not repeatable: after {@link Failure#UNKNOWN_OUTCOME} look for it first.
     *
     * @param webhook its id and error do not count
     * @param apiKey the value of the header {@link Webhook#apiKeyName}; null for none
     * @return the webhook with the id that the store gave it
     */
    Webhook add(Webhook webhook, @Nullable Secret apiKey);

    /**
     * Replaces a webhook.
     *
     * @param webhook with its id, and a status of {@code created} to enable it or {@code disabled}
     * @param apiKey the value of the header {@link Webhook#apiKeyName}; stores do not show it, so say it again
     */
    Webhook replace(Webhook webhook, @Nullable Secret apiKey);

    /** Whether there was such a webhook. */
    boolean remove(UUID id);
}
