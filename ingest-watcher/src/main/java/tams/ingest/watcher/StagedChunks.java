package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.HealthCheck;
import tams.ingest.s3.Bucket;

/**
 * Brings the staged copies into line with the ledger, all of them at every round: a copy whose arrival is decided has
 * served. It acts on what it finds, never on a message, so after any crash it simply goes on. On a thread of its own.
 */
final class StagedChunks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StagedChunks.class);

    /** Between two rounds; each is a listing of all copies there are, a thousand an answer. */
    private static final Duration ROUND_EVERY = Duration.ofSeconds(20);

    /**
     * How long a copy stays that the ledger does not know: an announcement may wait 14 days to be planned, a plan 14 days to
     * be carried out, and then nobody speaks of it any more.
     */
    static final Duration UNKNOWN_MAX = Duration.ofDays(30);

    private final Path place;
    private final Ledger ledger;
    private final BooleanSupplier isLedgerRead;
    private final WatcherMetrics metrics;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "drop-staging");
        made.setDaemon(true);
        return made;
    });

    /**
     * Does nothing before {@link #start}.
     *
     * @param isLedgerRead false as long as a missing line means nothing
     */
    StagedChunks(Path place, Ledger ledger, BooleanSupplier isLedgerRead, WatcherMetrics metrics, Clock clock) {
        this.place = place;
        this.ledger = ledger;
        this.isLedgerRead = isLedgerRead;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(
                this::round, ROUND_EVERY.toMillis(), ROUND_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at every copy once. */
    void round() {
        if (!isLedgerRead.getAsBoolean()) {
            return;
        }
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(place)) {
            for (Path copy : copies) {
                look(copy);
            }
        } catch (IOException | DirectoryIteratorException e) {
            metrics.moveFailed();
            LOG.warn(
                    EventCode.STAGED_COPY_STAYS.marker(),
                    "staged copies that have served could not all be removed; tried again: {}",
                    e.getMessage());
        } catch (RuntimeException e) {
            metrics.moveFailed();
            LOG.error(
                    EventCode.WATCHER_DEFECT.marker(),
                    "a round over the staged copies failed by a defect; the next one goes on",
                    e);
        }
    }

    private void look(Path copy) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(copy, BasicFileAttributes.class);
        UUID arrival = arrivalOf(copy);
        if (arrival == null || !attributes.isRegularFile()) {
            return;
        }
        Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), clock.instant());
        if (hasServed(ledger.line(arrival), age)) {
            Files.delete(copy);
            metrics.unstaged();
        }
    }

    /** Whether nobody will read a copy any more. */
    static boolean hasServed(Optional<Ledger.Line> line, Duration age) {
        return line.map(known -> known.state().isTerminal()).orElse(age.compareTo(UNKNOWN_MAX) > 0);
    }

    /** What others put there is left alone. */
    private static @Nullable UUID arrivalOf(Path copy) {
        String name = copy.getFileName().toString();
        try {
            UUID arrival = UUID.fromString(name);
            return arrival.toString().equals(name) ? arrival : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    List<HealthCheck> checks() {
        return List.of(new HealthCheck(
                "watcher-staging",
                HealthCheck.Kind.READY,
                () -> Bucket.of(place)
                        .flatMap(Bucket::trouble)
                        .map(HealthCheck.State::down)
                        .orElseGet(HealthCheck.State::fine)));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        Bucket.of(place).ifPresent(Bucket::close);
    }
}
