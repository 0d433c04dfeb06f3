package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The one place where this store keeps bytes, as {@code /service/storage-backends} describes it. */
final class StorageBackend {

    static final String LABEL = "local";

    /** Never changes: clients may have stored it. */
    static final String ID = "8f5ab1c1-6d0c-4f0e-9a51-6b1d1b7f0a01";

    private StorageBackend() {}

    static ObjectNode document(ObjectStore store) {
        return describe(Documents.object(), store)
                .put("id", ID)
                .put("label", LABEL)
                .put("default_storage", true);
    }

    /** Adds what a verbose {@code get_urls} entry says about its backend. */
    static ObjectNode describe(ObjectNode document, ObjectStore store) {
        return document.put("store_type", "http_object_store")
                .put("provider", "local")
                .put("region", store.region())
                .put("store_product", store.product());
    }
}
