package tams.ingest.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs of objects a store is to list, and what it is to say about each; every condition that is not null must hold.
 *
 * @param labels empty for no URLs at all, which is much faster; null for all
 * @param storageIds of the back-ends; null for all (since 7.0)
 * @param presigned only those that carry their own permission, or only the others; null for both
 * @param verbose whether to describe the storage behind each
 * @param backendTags conditions on the back-ends' tags, by the API's parameter names (since 8.0)
 */
public record UrlFilter(
        @Nullable List<String> labels,
        @Nullable List<UUID> storageIds,
        @Nullable Boolean presigned,
        boolean verbose,
        Map<String, String> backendTags) {

    /** Every URL. */
    public static final UrlFilter ALL = new UrlFilter(null, null, null, false, Map.of());

    /** No URL. */
    public static final UrlFilter NONE = ALL.labelled(List.of());

    public UrlFilter {
        labels = labels == null ? null : List.copyOf(labels);
        storageIds = storageIds == null ? null : List.copyOf(storageIds);
        backendTags = Collections.unmodifiableMap(new LinkedHashMap<>(backendTags));
        if (labels != null) {
            Conditions.listed(labels);
        }
    }

    public UrlFilter labelled(@Nullable List<String> some) {
        return new UrlFilter(some, storageIds, presigned, verbose, backendTags);
    }

    public UrlFilter storedAt(@Nullable List<UUID> some) {
        return new UrlFilter(labels, some, presigned, verbose, backendTags);
    }

    public UrlFilter presigned(@Nullable Boolean signed) {
        return new UrlFilter(labels, storageIds, signed, verbose, backendTags);
    }

    /** With what the store knows about the storage behind each URL. */
    public UrlFilter described() {
        return new UrlFilter(labels, storageIds, presigned, true, backendTags);
    }

    /** On back-ends with such a tag. */
    public UrlFilter backendTag(String name, String... values) {
        String listed = Conditions.listed(List.of(values));
        return new UrlFilter(
                labels,
                storageIds,
                presigned,
                verbose,
                Conditions.with(backendTags, "storage_backend_tag." + name, listed));
    }

    /** On back-ends with, or without, a tag of that name. */
    public UrlFilter backendTagExists(String name, boolean exists) {
        return new UrlFilter(
                labels,
                storageIds,
                presigned,
                verbose,
                Conditions.with(backendTags, "storage_backend_tag_exists." + name, Boolean.toString(exists)));
    }

    Address applyTo(Address address) {
        @Nullable String ids = storageIds == null
                ? null
                : storageIds.stream().map(UUID::toString).collect(Collectors.joining(","));
        return address.with("accept_get_urls", labels == null ? null : Conditions.listed(labels))
                .with("accept_storage_ids", ids)
                .with("presigned", presigned)
                .with("verbose_storage", verbose ? true : null)
                .with(backendTags);
    }
}
