package tams.ingest.cli;

import java.net.URI;
import picocli.CommandLine.Mixin;
import tams.ingest.client.TamsApi;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.registrar.StoreConnection;

/** The store that a command works on: {@code tams.url} with {@code tams.auth.*}. */
final class StoreOption {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    /**
     * Opens the store and asks it for its version, so that a wrong address or secret is told before anything is done.
     *
     * @throws ConfigException when the configuration is incomplete, or the store speaks another version of the API
     */
    TamsApi open() {
        TamsApi store = StoreConnection.open(config.load());
        store.service().objection().ifPresent(why -> {
            throw new ConfigException("tams.url: " + why);
        });
        return store;
    }

    /** The whole configuration that the store is part of. */
    Settings settings() {
        return config.load();
    }

    /** Where that store is, as it was configured. */
    URI url() {
        return config.load().get(Keys.TAMS_URL);
    }
}
