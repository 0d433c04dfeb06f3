package tams.ingest.client;

import java.util.Locale;

/** A property of a Source that can be read and written; each is a text. */
public enum SourceProperty {
    LABEL,
    DESCRIPTION;

    /** The last step of its path, and its name in errors. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
