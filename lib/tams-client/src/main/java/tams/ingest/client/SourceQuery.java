package tams.ingest.client;

import org.jspecify.annotations.Nullable;

/** Which Sources to list; every condition that is not null must hold. */
public record SourceQuery(@Nullable Format format, @Nullable String label) {

    public static final SourceQuery ALL = new SourceQuery(null, null);
}
