package tams.ingest.watcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.Outcome;

/** A scanner over a real folder, driven turn by turn with a clock of the test's own and a destination it can read. */
final class DropFixture {

    static final UUID NAMESPACE = UUID.fromString("b3a3c1de-0000-4000-8000-000000000001");
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final Duration QUIET = Duration.ofSeconds(3);
    static final Duration SCAN = Duration.ofSeconds(1);
    static final Duration GRACE = Duration.ZERO;

    final Path root;
    final Feeds feeds = new Feeds(NAMESPACE);
    final Ledger ledger = new Ledger();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final List<ChunkArrived> sent = new ArrayList<>();
    final Map<String, Integer> attempts = new HashMap<>();
    final WatcherState state;
    private final MeasureChunk measure = new MeasureChunk();
    private final DropScanner scanner;
    private final ScanLoop loop;
    private long nanos = 42;
    /** What announcing a file takes by the test's clock. */
    Duration cost = Duration.ZERO;

    private long version;
    /** What happens instead of sending; null sends. */
    @Nullable Consumer<FoundFile> trouble;

    DropFixture(Path root) {
        this(root, root.resolve("archive"));
    }

    DropFixture(Path root, Path archive) {
        this(root, archive, GRACE);
    }

    DropFixture(Path root, Path archive, Duration grace) {
        this.root = root;
        WatcherConfig config =
                new WatcherConfig(root, archive, root.resolve("quarantine"), QUIET, SCAN, grace, NAMESPACE);
        WatcherMetrics metrics = new WatcherMetrics(meters);
        state = new WatcherState(() -> nanos);
        state.follow(metrics);
        state.tables(null);
        scanner = new DropScanner(
                config,
                feeds,
                ledger,
                new Janitor(
                        config,
                        ledger,
                        metrics,
                        new TidyJobs(Runnable::run),
                        new ArchiveLimits(
                                config, feeds::archiveKeep, metrics, Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos)),
                ScanHints.none(),
                state,
                metrics,
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> nanos);
        loop = new ScanLoop(scanner, state, metrics, () -> nanos);
    }

    static Feed feed(String id, Feed.Complete complete, Feed.After after) {
        Feed plain = Feed.named(id);
        return new Feed(
                id,
                plain.folder(),
                null,
                complete,
                false,
                null,
                null,
                plain.essence(),
                plain.timeline(),
                after,
                plain.flow());
    }

    void map(Feed feed) {
        feeds.accept(feed.id(), new FeedDefined(feed.id(), ++version, feed, NOW));
    }

    /** A feed of the given folder whose first chunk has been registered long ago, so that nothing is held. */
    void mapBegun(String id, Feed.Complete complete) {
        mapBegun(feed(id, complete, Feed.After.ARCHIVE));
    }

    void mapBegun(Feed feed) {
        map(feed);
        ledger.accept(feed.id() + "/x", line(arrived(feed.id(), "earlier.ts"), Outcome.State.REGISTERED, null));
    }

    private static ChunkArrived arrived(String feed, String name) {
        return Samples.arrived(feed, name);
    }

    Path drop(String folder, String name, String content) throws IOException {
        Files.createDirectories(root.resolve(folder));
        return Files.writeString(root.resolve(folder).resolve(name), content);
    }

    /** Turns the scanner once a second. */
    void pass(Duration time) {
        for (long second = 0; second <= time.toSeconds(); second++) {
            loop.turn(this::announce);
            nanos += second < time.toSeconds() ? SCAN.toNanos() : 0;
        }
        nanos += SCAN.toNanos();
    }

    /** Turns the scanner once, as soon as the one before has ended, after a hint at a folder. */
    void turn(String hinted) {
        scanner.hint(Set.of(root.resolve(hinted)));
        loop.turn(this::announce);
    }

    private Verdict announce(FoundFile file) {
        nanos += cost.toNanos();
        attempts.merge(file.name(), 1, Integer::sum);
        try {
            if (trouble != null) {
                trouble.accept(file);
            }
            ChunkArrived chunk = measure.measure(file);
            if (!file.again() && !AnnounceRoute.isWanted(chunk, ledger)) {
                return Verdict.of(Verdict.Kind.KNOWN, chunk.arrival());
            }
            sent.add(chunk);
            return Verdict.of(Verdict.Kind.ANNOUNCED, chunk.arrival());
        } catch (RuntimeException e) {
            return SinkFailure.of(e);
        }
    }

    List<String> names() {
        return sent.stream().map(chunk -> chunk.file().name()).toList();
    }

    List<String> faults() {
        return sent.stream()
                .map(chunk -> chunk.fault() == null ? "none" : chunk.fault().kind())
                .toList();
    }

    /** The ledger gets a line for an announced chunk. */
    void close(ChunkArrived chunk, Outcome.State outcome, @Nullable String cause) {
        Outcome line = line(chunk, outcome, cause);
        ledger.accept(line.key(), line);
    }

    static Outcome line(ChunkArrived chunk, Outcome.State outcome, @Nullable String cause) {
        Feed.After after = chunk.settings() == null
                ? Feed.After.ARCHIVE
                : chunk.settings().feed().after();
        return new Outcome(
                chunk.feed(),
                chunk.arrival(),
                chunk.file(),
                outcome,
                cause,
                cause == null ? null : "because of " + cause,
                null,
                null,
                List.of(),
                1,
                null,
                after,
                chunk.at(),
                NOW);
    }
}
