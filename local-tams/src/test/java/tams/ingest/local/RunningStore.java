package tams.ingest.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One store for all tests of a class, on free ports and in a folder of its own, by a clock that can be moved. */
final class RunningStore implements BeforeAllCallback, AfterAllCallback {

    /** Eight failures in a row take a third of a second. */
    private static final Duration WEBHOOK_WAIT = Duration.ofMillis(2);

    private @Nullable LocalTams store;
    private @Nullable StoreClient client;
    private @Nullable Path data;
    private Duration ahead = Duration.ZERO;
    private final boolean references;

    RunningStore() {
        this(false);
    }

    private RunningStore(boolean references) {
        this.references = references;
    }

    /** A store with references besides Segments. */
    static RunningStore takingReferences() {
        return new RunningStore(true);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        data = Files.createTempDirectory("local-tams");
        LocalTamsConfig config = LocalTamsConfig.of(data, 0, 0).takingReferences(references);
        store = LocalTams.start(config, new MovedClock(), WEBHOOK_WAIT);
        client = new StoreClient(store.url());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        store().close();
        try (Stream<Path> files = Files.walk(requireNonNull(data))) {
            files.sorted(Comparator.reverseOrder()).forEach(RunningStore::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LocalTams store() {
        return requireNonNull(store);
    }

    StoreClient client() {
        return requireNonNull(client);
    }

    void moveClock(Duration by) {
        ahead = ahead.plus(by);
    }

    /** The names of the files that hold objects' bytes. */
    List<String> files() throws IOException {
        try (Stream<Path> files =
                Files.list(requireNonNull(data).resolve("objects").resolve(ObjectStore.BUCKET))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** The real time, moved ahead. */
    private final class MovedClock extends Clock {

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
