package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /sources} and {@code /sources/{sourceId}}. */
record SourceRoutes(Database database) {

    private static final List<String> SORTABLE = List.of("created", "updated", "label");

    void addTo(RoutesConfig routes) {
        Api.get(routes, "/sources", this::list);
        Api.get(routes, "/sources/{sourceId}", this::show);
    }

    private void show(Context context) {
        String id = new Request(context).id("sourceId");
        Answer.json(context, Answer.OK, database.read(sql -> SourceTable.document(sql, SourceTable.require(sql, id))));
    }

    private void list(Context context) {
        Request request = new Request(context);
        Predicate<Source> simple = filter(request);
        Optional<List<String>> collectors = request.list("collected_by_ids");
        Listing listing = Listing.of(request, SORTABLE);
        database.read(sql -> {
            List<Listing.Entry<Source>> entries = new ArrayList<>();
            for (Source source : SourceTable.all(sql)) {
                if (simple.test(source) && isCollected(sql, source, collectors)) {
                    entries.add(new Listing.Entry<>(place(source, listing.sortBy()), source));
                }
            }
            return listing.answer(context, entries, source -> SourceTable.document(sql, source));
        });
    }

    private static Predicate<Source> filter(Request request) {
        Predicate<JsonNode> tags = TagFilter.of(request, "");
        @Nullable String label = request.text("label");
        @Nullable String format = request.text("format");
        return source -> tags.test(source.body().path("tags"))
                && (label == null || source.body().path("label").asText().equals(label))
                && (format == null || source.format().equals(format));
    }

    private static boolean isCollected(Sql sql, Source source, Optional<List<String>> collectors) throws SQLException {
        return collectors.isEmpty() || FlowFilter.matches(collectors.get(), SourceTable.collectedBy(sql, source.id()));
    }

    private static Listing.Place place(Source source, String sortBy) {
        @Nullable String value = switch (sortBy) {
            case "label" -> source.body().path("label").textValue();
            case "updated" -> Documents.dateTime(source.updated());
            default -> Documents.dateTime(source.created());
        };
        return new Listing.Place(value, source.id());
    }
}
