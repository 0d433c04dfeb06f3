package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list of Flows or Sources, and one page of it.
 *
 * <p>The key of a page is the place of the last entry of the page before, not its number, so that nothing is shown
 * twice or left out when entries come and go in between.
 *
 * @param newestFirst dates sort most recent first, labels alphabetically (TAMS 8.2, {@code sort_by})
 */
record Listing(
        String sortBy,
        boolean newestFirst,
        boolean reversed,
        int limit,
        @Nullable Place after) {

    private static final Set<String> ALPHABETICAL = Set.of("label", "url", "id");

    static final int LIMIT_DEFAULT = 100;

    /** Keeps an answer below a few megabytes. */
    static final int LIMIT_MAX = 1_000;

    /** Where an entry stands: by its value, those without one last; then by id. */
    record Place(@Nullable String value, String id) {}

    /** An entry and its place. */
    record Entry<T>(Place place, T item) {}

    /** @param next the key of the page that follows, null on the last */
    record Page<T>(List<T> items, @Nullable String next) {}

    /** @param sortable what {@code sort_by} may say; the first is taken when it says nothing */
    static Listing of(Request request, List<String> sortable) {
        @Nullable String asked = request.text("sort_by");
        String sortBy = asked == null ? sortable.get(0) : asked;
        if (!sortable.contains(sortBy)) {
            throw Request.badParameter("sort_by", sortBy, "one of " + String.join(", ", sortable));
        }
        @Nullable String page = request.text("page");
        return new Listing(
                sortBy,
                !ALPHABETICAL.contains(sortBy),
                request.flag("reverse_order"),
                request.limit(LIMIT_DEFAULT, LIMIT_MAX),
                page == null ? null : place(page));
    }

    <T> Page<T> page(List<Entry<T>> entries) {
        List<Entry<T>> rest = entries.stream()
                .filter(entry -> after == null || order().compare(entry.place(), after) > 0)
                .sorted(Comparator.comparing(Entry::place, order()))
                .limit(limit + 1L)
                .toList();
        boolean more = rest.size() > limit;
        List<Entry<T>> shown = more ? rest.subList(0, limit) : rest;
        return new Page<>(
                shown.stream().map(Entry::item).toList(),
                more ? key(shown.get(limit - 1).place()) : null);
    }

    /**
     * Answers with one page of documents.
     *
     * @return how many there are on it
     */
    <T> int answer(Context context, List<Entry<T>> entries, Form<T> form) throws SQLException {
        Page<T> page = page(entries);
        List<JsonNode> documents = new ArrayList<>();
        for (T item : page.items()) {
            documents.add(form.document(item));
        }
        Answer.page(context, documents, limit, reversed, page.next());
        return documents.size();
    }

    /** How an entry is shown. */
    interface Form<T> {
        JsonNode document(T item) throws SQLException;
    }

    private Comparator<Place> order() {
        Comparator<String> byValue = newestFirst ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Comparator<Place> order = Comparator.comparing(Place::value, Comparator.nullsLast(byValue))
                .thenComparing(Place::id);
        return reversed ? order.reversed() : order;
    }

    private static String key(Place place) {
        String json =
                Documents.text(Documents.object().put("value", place.value()).put("id", place.id()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Place place(String key) {
        try {
            JsonNode place = Documents.parseAny(Base64.getUrlDecoder().decode(key));
            JsonNode value = place.path("value");
            return new Place(
                    value.isTextual() ? value.asText() : null, place.path("id").asText());
        } catch (IllegalArgumentException e) {
            throw Request.badParameter("page", key, "the key a previous answer gave");
        }
    }
}
