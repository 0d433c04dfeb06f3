package tams.ingest.client;

import java.util.Optional;
import java.util.UUID;

/** Objects and the places where they lie, their instances. */
public interface TamsObjects {

    /** An object with the Flows that use it from all pages; empty while it is only allocated, or unknown. */
    Optional<TamsObject> find(String id, ObjectQuery query);

    /**
     * Asks the store to copy an object to another of its back-ends. The copy appears in {@code get_urls} when it is ready.
     * Not repeatable: after {@link Failure#UNKNOWN_OUTCOME} look for it first.
     */
    void copyTo(String id, UUID storageId);

    /**
     * Makes a place known that the store does not manage. Not repeatable with the same label.
     *
     * @param label not the label of one of the store's back-ends
     */
    void addUrl(String id, StoreUrl url, String label);

    /** Deletes the copy on one of the store's back-ends; false when the store knows no such object. */
    boolean removeCopy(String id, UUID storageId);

    /** Forgets the place with that label; false when the store knows no such object. */
    boolean removeUrl(String id, String label);
}
