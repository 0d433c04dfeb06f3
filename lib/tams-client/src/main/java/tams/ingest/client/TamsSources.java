package tams.ingest.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sources. They come with the first Flow that names them and go with the last, so there is no putting or deleting. */
public interface TamsSources {

    /** A Source; empty when the store has none of that id. */
    Optional<Source> find(UUID id);

    /** The Sources that match, from all pages. */
    List<Source> list(SourceQuery query);

    /** All tags, in the store's order; none for an unknown Source. */
    Map<String, TagValue> tags(UUID id);

    Optional<TagValue> tag(UUID id, String name);

    /** Sets one tag and leaves the others as they are. */
    void setTag(UUID id, String name, TagValue value);

    /** Whether there was such a tag as far as the store says. */
    boolean removeTag(UUID id, String name);

    /** One property alone; empty when it is not set, or there is no such Source. */
    Optional<String> get(UUID id, SourceProperty property);

    /** Sets one property and leaves the others as they are. */
    void set(UUID id, SourceProperty property, String value);

    /** Whether there was something to take away, as far as the store says. */
    boolean remove(UUID id, SourceProperty property);
}
