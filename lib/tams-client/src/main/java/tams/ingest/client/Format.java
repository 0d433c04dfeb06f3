package tams.ingest.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The kind of content of a Flow or Source. Not an enum: a store may know kinds that this client does not.
 *
 * @param urn as TAMS writes it
 */
public record Format(@JsonValue String urn) {

    public static final Format VIDEO = new Format("urn:x-nmos:format:video");
    public static final Format AUDIO = new Format("urn:x-nmos:format:audio");
    public static final Format DATA = new Format("urn:x-nmos:format:data");
    public static final Format MULTI = new Format("urn:x-nmos:format:multi");

    /** Spelled {@code x-tam}, unlike its siblings (TAMS 8.2, {@code content-format} schema). */
    public static final Format IMAGE = new Format("urn:x-tam:format:image");

    @JsonCreator
    static Format of(String urn) {
        return new Format(urn);
    }

    @Override
    public String toString() {
        return urn;
    }
}
