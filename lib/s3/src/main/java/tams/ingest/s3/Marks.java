package tams.ingest.s3;

import java.util.HashMap;
import java.util.Map;

/** The note in an object's metadata that says of which other object it is a copy. */
final class Marks {

    /** The header's name without S3's prefix for metadata. */
    static final String MARK = "tams-ingest-of";

    private Marks() {}

    static Map<String, String> with(Map<String, String> metadata, String mark) {
        Map<String, String> marked = new HashMap<>(metadata);
        marked.put(MARK, mark);
        return marked;
    }
}
