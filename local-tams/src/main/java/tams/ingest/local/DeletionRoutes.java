package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code /flow-delete-requests}: what became of deletions that were answered with 202. */
record DeletionRoutes(Database database) {

    private static final List<String> SORTABLE = List.of("created", "expiry");

    void addTo(RoutesConfig routes) {
        Api.get(routes, "/flow-delete-requests", this::list);
        Api.get(routes, "/flow-delete-requests/{requestId}", this::show);
    }

    private void list(Context context) {
        Listing listing = Listing.of(new Request(context), SORTABLE);
        database.read(sql -> {
            List<Listing.Entry<DeletionRequest>> entries = new ArrayList<>();
            for (DeletionRequest request : DeletionRequest.all(sql)) {
                entries.add(new Listing.Entry<>(place(request, listing.sortBy()), request));
            }
            return listing.answer(context, entries, request -> request.document(sql));
        });
    }

    private static Listing.Place place(DeletionRequest request, String sortBy) {
        if (sortBy.equals("created")) {
            return new Listing.Place(Documents.dateTime(request.created()), request.id());
        }
        return new Listing.Place(request.status().isOpen() ? null : Documents.dateTime(request.expiry()), request.id());
    }

    private void show(Context context) {
        String id = new Request(context).path("requestId");
        Answer.json(context, Answer.OK, database.read(sql -> document(sql, id)));
    }

    private static ObjectNode document(Sql sql, String id) throws SQLException {
        return DeletionRequest.find(sql, id)
                .orElseThrow(() -> Refusal.notFound(
                        "unknown_deletion",
                        "there is no deletion request " + id + ": it never was, or it ended over an hour ago"))
                .document(sql);
    }
}
