package tams.ingest.cli;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.ConfigException;
import tams.ingest.local.LocalTams;
import tams.ingest.local.LocalTamsConfig;

/** A {@link LocalTams} that starts while something else does. */
final class LocalStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStore.class);

    private final CompletableFuture<LocalTams> starting;

    private LocalStore(CompletableFuture<LocalTams> starting) {
        this.starting = starting;
    }

    static LocalStore starting(LocalTamsConfig config) {
        return new LocalStore(CompletableFuture.supplyAsync(() -> LocalTams.start(config)));
    }

    /** The store once it runs. @throws ConfigException when a port is taken or its folder cannot be used */
    LocalTams running() {
        try {
            return starting.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IllegalStateException
                    || cause instanceof IllegalArgumentException
                    || cause instanceof UncheckedIOException) {
                throw new ConfigException("local-tams: " + cause.getMessage());
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            starting.join().close();
        } catch (CompletionException e) {
            LOG.debug("there is no store to stop", e);
        }
    }
}
