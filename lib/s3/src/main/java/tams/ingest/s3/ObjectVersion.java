package tams.ingest.s3;

import java.nio.file.OpenOption;

/**
 * The content of an object as its ETag names it. As an option, opening fails with a {@link
 * java.nio.file.NoSuchFileException} when the object has other content by now.
 *
 * @param etag without quotes; equal ETags of one key are the same bytes, different ones may be
 */
public record ObjectVersion(String etag) implements OpenOption {

    static ObjectVersion of(String header) {
        return new ObjectVersion(header.replace("\"", ""));
    }

    /** As HTTP's conditions have it. */
    String quoted() {
        return "\"" + etag + "\"";
    }
}
