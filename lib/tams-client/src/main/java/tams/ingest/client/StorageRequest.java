package tams.ingest.client;

import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How many objects to allocate, or which.
 *
 * @param limit how many the store may name; null with {@code objectIds}
 * @param objectIds ids that are new to the store; null with {@code limit}
 * @param storageId which of the store's back-ends; null for its default
 * @param presigned asks for URLs that carry their own permission, or not; null leaves it to the store (since 8.2)
 * @param contentType of initialisation objects where theirs is not the Flow's container; null for all others
 */
public record StorageRequest(
        @Nullable Integer limit,
        @Nullable List<String> objectIds,
        @Nullable UUID storageId,
        @Nullable Boolean presigned,
        @Nullable String contentType) {

    /** Most objects of one request: more would outlive their URLs before anybody could use them. */
    public static final int OBJECTS_MAX = 1_000;

    public StorageRequest {
        if ((limit == null) == (objectIds == null)) {
            throw new IllegalArgumentException("storage is asked for by number or by ids: exactly one of them");
        }
        objectIds = objectIds == null ? null : List.copyOf(objectIds);
        int count = objectIds == null ? (limit == null ? 0 : limit) : objectIds.size();
        if (count < 1 || count > OBJECTS_MAX) {
            throw new IllegalArgumentException("storage for " + count + " objects: not 1 to " + OBJECTS_MAX);
        }
        if (objectIds != null && new HashSet<>(objectIds).size() < count) {
            throw new IllegalArgumentException("an object id is asked for twice");
        }
    }

    public static StorageRequest ofObjects(List<String> objectIds) {
        return new StorageRequest(null, objectIds, null, null, null);
    }

    public static StorageRequest ofCount(int limit) {
        return new StorageRequest(limit, null, null, null, null);
    }

    /** On one of the store's back-ends. */
    public StorageRequest at(@Nullable UUID storage) {
        return new StorageRequest(limit, objectIds, storage, presigned, contentType);
    }

    /** With URLs that carry their own permission, or with others. */
    public StorageRequest presigned(@Nullable Boolean signed) {
        return new StorageRequest(limit, objectIds, storageId, signed, contentType);
    }

    /** For initialisation objects of another type than the Flow's container. */
    public StorageRequest ofType(@Nullable String mimeType) {
        return new StorageRequest(limit, objectIds, storageId, presigned, mimeType);
    }
}
