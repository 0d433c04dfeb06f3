package tams.ingest.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running store: the TAMS API 8.2 on one port, the objects' S3 on another, everything kept in one folder.
 *
 * <p>What was answered with success lasts: killing the process loses nothing that was acknowledged.
 */
public final class LocalTams implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(LocalTams.class);

    private final LocalTamsConfig config;
    private final URI s3Url;
    private final Sweeper sweeper;
    private final Api api;
    private final Deque<AutoCloseable> open;

    private LocalTams(LocalTamsConfig config, URI s3Url, Sweeper sweeper, Api api, Deque<AutoCloseable> open) {
        this.config = config;
        this.s3Url = s3Url;
        this.sweeper = sweeper;
        this.api = api;
        this.open = open;
    }

    /**
     * Starts a store.
     *
     * @throws IllegalStateException in one line, when a port is taken or the data folder cannot be used; nothing is left
     *     running then
     */
    public static LocalTams start(LocalTamsConfig config) {
        return start(config, Clock.systemUTC());
    }

    static LocalTams start(LocalTamsConfig config, Clock clock) {
        return start(config, clock, Deliveries.FIRST_WAIT);
    }

    static LocalTams start(LocalTamsConfig config, Clock clock, Duration webhookWait) {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            return open(config, clock, webhookWait, open);
        } catch (IOException e) {
            closeAll(open);
            throw new UncheckedIOException("cannot use " + config.data() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeAll(open);
            throw e;
        }
    }

    private static LocalTams open(LocalTamsConfig config, Clock clock, Duration webhookWait, Deque<AutoCloseable> open)
            throws IOException {
        prepare(config.data());
        Database database = push(open, Database.open(config.data()));
        ObjectStore objects = objects(config, open);
        Background background = push(open, Background.of(config, database, objects, clock, webhookWait));
        ExchangeLog exchanges = push(open, ExchangeLog.in(config.exchanges(), clock));
        Api api = push(
                open, Api.start(config, clock, Routes.all(config, database, objects, background, exchanges, clock)));
        background.start();
        LOGGER.atInfo()
                .addKeyValue("port", api.port())
                .addKeyValue("objects", objects.url())
                .log("local TAMS is up");
        return new LocalTams(config, objects.url(), background.sweeper(), api, open);
    }

    private static ObjectStore objects(LocalTamsConfig config, Deque<AutoCloseable> open) throws IOException {
        S3Place elsewhere = config.s3();
        if (elsewhere != null) {
            Bucket bucket = push(open, ExternalS3.open(elsewhere));
            return push(open, new ObjectStore(bucket, elsewhere, config.urlLifetime()));
        }
        S3Credentials keys = S3Credentials.in(config.data());
        EmbeddedS3 own = push(open, EmbeddedS3.start(config, keys));
        URI endpoint = URI.create("http://" + config.urlHost() + ":" + own.port());
        S3Place place =
                new S3Place(endpoint, ObjectStore.REGION, ObjectStore.BUCKET, keys.accessKey(), keys.secretKey());
        return push(open, new ObjectStore(own, place, config.urlLifetime()));
    }

    private static <T extends AutoCloseable> T push(Deque<AutoCloseable> open, T part) {
        open.push(part);
        return part;
    }

    private static void prepare(Path data) throws IOException {
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new IllegalStateException(data + " is not a folder: choose another data folder");
        }
        Files.createDirectories(data);
        if (!Files.isWritable(data)) {
            throw new IllegalStateException(
                    data + " is not writable: change its permissions, or choose another data folder");
        }
    }

    /** The API's base, without a slash at its end. */
    public URI url() {
        return URI.create("http://" + config.urlHost() + ":" + port());
    }

    /** Where clients reach the objects; each URL that grants something is signed. */
    public URI s3Url() {
        return s3Url;
    }

    public int port() {
        return api.port();
    }

    Sweeper sweeper() {
        return sweeper;
    }

    /** Stops both servers, letting requests under way end for two seconds each, and closes the database. */
    @Override
    public void close() {
        closeAll(open);
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOGGER.atWarn()
                        .addKeyValue("part", part.getClass().getSimpleName())
                        .setCause(e)
                        .log("part did not stop cleanly");
            }
        }
    }
}
