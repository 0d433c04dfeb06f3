package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Which URLs of an object a client wants to see, and how much about them.
 *
 * @param labels only URLs with one of these labels; empty takes all, an empty list none
 * @param storageIds only URLs of these backends; empty, or an empty list, takes all
 * @param presigned only signed or only unsigned URLs; empty takes both
 * @param own whether the tags asked for are those of this store's backend
 * @param verbose whether the backend is described
 */
record GetUrls(
        Optional<List<String>> labels,
        Optional<List<String>> storageIds,
        Optional<Boolean> presigned,
        boolean own,
        boolean verbose) {

    static GetUrls of(Request request) {
        return new GetUrls(
                request.list("accept_get_urls"),
                request.list("accept_storage_ids").filter(ids -> !ids.isEmpty()),
                request.optionalFlag("presigned"),
                TagFilter.of(request, "storage_backend_").test(MissingNode.getInstance()),
                request.flag("verbose_storage"));
    }

    /** Adds {@code get_urls} to a Segment or an object; costs nothing when none are wanted. */
    void addTo(ObjectNode document, Sql sql, ObjectTable.Row object, ObjectStore store) throws SQLException {
        ArrayNode urls = document.putArray("get_urls");
        if (labels.map(List::isEmpty).orElse(false)) {
            return;
        }
        if (object.storageKey() != null && wantsOwn()) {
            ObjectNode own = urls.addObject()
                    .put("url", store.getUrl(object.storageKey()))
                    .put("presigned", true)
                    .put("label", StorageBackend.LABEL);
            if (verbose) {
                StorageBackend.describe(own, store)
                        .put("storage_id", StorageBackend.ID)
                        .put("controlled", true);
            }
        }
        if (storageIds.isEmpty() && !presigned.orElse(false)) {
            ObjectTable.urls(sql, object.id()).forEach((label, url) -> addElsewhere(urls, label, url));
        }
    }

    /** Adds {@code init_object}, if there is one; {@code name} is that of its id, for Segments and objects differ. */
    void addInit(ObjectNode document, String name, Sql sql, ObjectTable.Row object, ObjectStore store)
            throws SQLException {
        if (object.initId() != null) {
            ObjectNode init = document.putObject("init_object").put(name, object.initId());
            addTo(init, sql, ObjectTable.find(sql, object.initId()).orElseThrow(), store);
        }
    }

    private boolean wantsOwn() {
        return own
                && labels.map(wanted -> wanted.contains(StorageBackend.LABEL)).orElse(true)
                && storageIds.map(wanted -> wanted.contains(StorageBackend.ID)).orElse(true)
                && presigned.orElse(true);
    }

    private void addElsewhere(ArrayNode urls, String label, String url) {
        if (labels.map(wanted -> wanted.contains(label)).orElse(true)) {
            ObjectNode added =
                    urls.addObject().put("url", url).put("presigned", false).put("label", label);
            if (verbose) {
                added.put("controlled", false);
            }
        }
    }
}
