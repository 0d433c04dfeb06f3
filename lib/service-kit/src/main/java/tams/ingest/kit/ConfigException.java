package tams.ingest.kit;

import java.util.List;

/** The configuration, the feed table or the surroundings do not allow a start. Every mistake found, one a line. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(List<String> mistakes) {
        super(String.join("\n", mistakes));
    }

    public ConfigException(String mistake) {
        this(List.of(mistake));
    }
}
