package tams.ingest.client;

import java.util.List;
import java.util.Map;

/**
 * What to say about an object. Immutable: each method gives another query.
 *
 * @param urls which of its URLs to list
 * @param flowTags conditions on the Flows that use it, by the API's parameter names, not encoded
 */
public record ObjectQuery(UrlFilter urls, Map<String, String> flowTags) {

    /** With all URLs and all Flows. */
    public static final ObjectQuery ALL = new ObjectQuery(UrlFilter.ALL, Map.of());

    /** Without URLs, which is much faster. */
    public static final ObjectQuery WITHOUT_URLS = ALL.urls(UrlFilter.NONE);

    public ObjectQuery urls(UrlFilter filter) {
        return new ObjectQuery(filter, flowTags);
    }

    /** Flows with one of these values in the tag; none may have a comma. */
    public ObjectQuery flowTag(String name, String... values) {
        return new ObjectQuery(urls, Conditions.with(flowTags, "flow_tag." + name, Conditions.listed(List.of(values))));
    }

    /** Flows with a tag of that name, or without. */
    public ObjectQuery flowTagExists(String name, boolean exists) {
        return new ObjectQuery(urls, Conditions.with(flowTags, "flow_tag_exists." + name, exists));
    }
}
