package tams.ingest.client;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sources over HTTP. */
final class HttpSources implements TamsSources {

    private static final TypeReference<String> TEXT = new TypeReference<>() {};

    private final Address sources;
    private final MetadataCalls calls;
    private final Pages pages;

    HttpSources(Address root, MetadataCalls calls, Pages pages) {
        sources = root.at("sources");
        this.calls = calls;
        this.pages = pages;
    }

    @Override
    public Optional<Source> find(UUID id) {
        return calls.find("source", sources.at(id), Source.class);
    }

    @Override
    public List<Source> list(SourceQuery query) {
        return pages.read("sources", sources.with(query.conditions()), Source.class, source -> true, query.limit());
    }

    @Override
    public Map<String, TagValue> tags(UUID id) {
        return calls.tags(sources.at(id, "tags"));
    }

    @Override
    public Optional<TagValue> tag(UUID id, String name) {
        return calls.find("tag", sources.at(id, "tags", name), TagValue.class);
    }

    @Override
    public void setTag(UUID id, String name, TagValue value) {
        calls.set("set tag", sources.at(id, "tags", name), value);
    }

    @Override
    public boolean removeTag(UUID id, String name) {
        return calls.remove("remove tag", sources.at(id, "tags", name));
    }

    @Override
    public Optional<String> get(UUID id, SourceProperty property) {
        return calls.property(property.toString(), sources.at(id, property), TEXT);
    }

    @Override
    public void set(UUID id, SourceProperty property, String value) {
        calls.set("set " + property, sources.at(id, property), value);
    }

    @Override
    public boolean remove(UUID id, SourceProperty property) {
        return calls.remove("remove " + property, sources.at(id, property));
    }
}
