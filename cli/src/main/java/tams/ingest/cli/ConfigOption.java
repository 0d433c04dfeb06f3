package tams.ingest.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tams.ingest.kit.Settings;

/** The option every command has: which configuration file. */
final class ConfigOption {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "configuration file; default: ./tams-ingest.yaml where it exists."
                    + " Every key can also be set as TAMS_INGEST_<KEY>, e.g. TAMS_INGEST_TAMS_URL")
    private @Nullable Path file;

    Settings load() {
        return load(Map.of());
    }

    /**
     * The configuration under flags.
     *
     * @param flags what this command's flags set, by key
     */
    Settings load(Map<String, String> flags) {
        return Settings.load(file, System.getenv(), flags);
    }
}
