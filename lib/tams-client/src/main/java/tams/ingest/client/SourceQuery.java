package tams.ingest.client;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which Sources to list; every condition that was given must hold. Immutable: each method gives another query.
 *
 * @param conditions the API's query parameters, not encoded
 * @param limit how many at most, from the beginning of the listing; null for all
 */
public record SourceQuery(
        Map<String, String> conditions, @Nullable Integer limit) {

    public static final SourceQuery ALL = new SourceQuery(Map.of(), null);

    private SourceQuery with(String name, Object value) {
        return new SourceQuery(Conditions.with(conditions, name, value), limit);
    }

    public SourceQuery format(Format format) {
        return with("format", format);
    }

    public SourceQuery label(String label) {
        return with("label", label);
    }

    /** With one of these values in the tag; none may have a comma. */
    public SourceQuery tag(String name, String... values) {
        return with("tag." + name, Conditions.listed(List.of(values)));
    }

    /** With a tag of that name, or without. */
    public SourceQuery tagExists(String name, boolean exists) {
        return with("tag_exists." + name, exists);
    }

    /** Members of one of these Sources; with none given, what no Source collects (since 8.2). */
    public SourceQuery collectedBy(UUID... sources) {
        return with(
                "collected_by_ids",
                List.of(sources).stream().map(UUID::toString).collect(Collectors.joining(",")));
    }

    /** By {@code created}, {@code updated} or {@code label} (since 8.2). */
    public SourceQuery sortedBy(String key) {
        return with("sort_by", key);
    }

    public SourceQuery reversed() {
        return with("reverse_order", true);
    }

    public SourceQuery first(int count) {
        return new SourceQuery(conditions, Conditions.positive(count));
    }
}
