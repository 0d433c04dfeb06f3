package tams.ingest.local;

import java.nio.file.Path;
import java.util.Optional;

/** Stores whose requests and answers are kept for the last test of the build, which holds them against the specification. */
public final class RecordedStore {

    private RecordedStore() {}

    /** A store on any ports of the loopback. */
    public static LocalTamsConfig config(Path data) {
        return LocalTamsConfig.of(data, 0, 0)
                .recordedIn(Optional.ofNullable(System.getenv("TAMS_INGEST_LOCAL_TAMS_EXCHANGES"))
                        .map(Path::of)
                        .orElse(null));
    }
}
