package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.contracts.Feed.Complete.RENAME;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;

/** What archive_keep removes, and above all what it does not. */
class ArchiveLimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path root;

    private final Map<String, Duration> kept = new HashMap<>(Map.of("a", Duration.ofDays(30)));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Path archive;
    private Path quarantine;

    @BeforeEach
    void makeFolders() throws IOException {
        archive = Files.createDirectory(root.resolve("archive"));
        quarantine = Files.createDirectory(root.resolve("quarantine"));
    }

    private ArchiveLimits limits(Instant now) {
        WatcherConfig config = new WatcherConfig(
                root,
                archive,
                quarantine,
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ZERO,
                new UUID(0x5000, 1));
        return new ArchiveLimits(
                config, kept::get, new WatcherMetrics(meters), Clock.fixed(now, ZoneOffset.UTC), () -> 0);
    }

    private static Path file(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(name), "media");
    }

    private double removed() {
        return meters.find("tams.ingest.archive.files.removed").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** The 23rd of October has ended for 30 days at midnight of the 23rd of November. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T23:59:59Z, false",
        "2026-11-23T00:00:00Z, true",
        "2027-11-23T00:00:00Z, true",
        "2020-01-01T00:00:00Z, false"
    })
    void removesADayOnceAllOfItIsTooOld(Instant now, boolean goes) throws IOException {
        Path old = file(archive.resolve("2026-10-23/a"), "x_1.ts");

        limits(now).pass();

        assertThat(Files.exists(old)).isEqualTo(!goes);
        assertThat(Files.exists(archive.resolve("2026-10-23"))).isEqualTo(!goes);
        assertThat(archive).exists();
        assertThat(removed()).isEqualTo(goes ? 1 : 0);
    }

    @Test
    void leavesFoldersOfOtherFeedsAndOfNone() throws IOException {
        file(archive.resolve("2026-01-01/a"), "x_1.ts");
        Path forEver = file(archive.resolve("2026-01-01/b"), "x_1.ts");

        limits(NOW).pass();

        assertThat(archive.resolve("2026-01-01/a")).doesNotExist();
        assertThat(forEver).exists();
    }

    @Test
    void leavesWhatWeWouldNotHavePutThere() throws IOException {
        List<Path> foreign = List.of(
                file(archive, "2026-01-01"),
                file(archive.resolve("a"), "x.ts"),
                file(archive.resolve("2026-13-01/a"), "x.ts"),
                file(archive.resolve("+12026-01-01/a"), "x.ts"),
                file(archive.resolve("2026-01-02"), "x.ts"),
                file(archive.resolve("2026-01-02/a/deeper"), "x.ts"),
                file(quarantine.resolve("2026-01-01/a"), "x.ts"),
                file(root.resolve("2026-01-01/a"), "x.ts"),
                file(root.resolve("a"), "x.ts"));

        limits(NOW).pass();

        assertThat(foreign).allSatisfy(file -> assertThat(file).exists());
        assertThat(removed()).isZero();
    }

    @Test
    void followsNoLinkAtAnyDepth() throws IOException {
        Path outside = Files.createDirectory(root.resolve("outside"));
        Path day = file(outside.resolve("day/a"), "x.ts");
        Path feed = file(outside.resolve("feed"), "x.ts");
        Path target = file(outside, "x.ts");
        Files.createSymbolicLink(archive.resolve("2026-01-01"), outside.resolve("day"));
        Files.createDirectories(archive.resolve("2026-01-02/b"));
        Files.createSymbolicLink(archive.resolve("2026-01-02/a"), outside.resolve("feed"));
        Path own = file(archive.resolve("2026-01-03/a"), "own.ts");
        Path link = Files.createSymbolicLink(archive.resolve("2026-01-03/a/link.ts"), target);

        limits(NOW).pass();

        assertThat(List.of(day, feed, target))
                .allSatisfy(file -> assertThat(file).hasContent("media"));
        assertThat(link).isSymbolicLink();
        assertThat(own).doesNotExist();
    }

    @Test
    void neverEmptiesAQuarantineThatLiesInTheArchive() throws IOException {
        quarantine = archive.resolve("2026-01-01");
        Path refused = file(quarantine.resolve("a"), "x.ts");

        limits(NOW).pass();

        assertThat(refused).exists();
    }

    @Test
    void goesThroughAFullArchiveInPasses() throws IOException {
        Path day = archive.resolve("2026-01-01/a");
        for (int file = 0; file < ArchiveLimits.FILES_MAX + 5; file++) {
            file(day, "x_" + file + ".ts");
        }
        ArchiveLimits limits = limits(NOW);

        limits.pass();
        assertThat(removed()).isEqualTo(ArchiveLimits.FILES_MAX);
        assertThat(limits.isDue()).isTrue();
        limits.pass();

        assertThat(archive).isEmptyDirectory();
        assertThat(limits.isDue()).isFalse();
    }

    /** The whole way: registered, archived, and removed by what the feed table says. */
    @Test
    void isDoneByTheJanitorAsTheFeedTableSays() throws IOException {
        DropFixture drop = new DropFixture(root);
        Path old = file(archive.resolve("2026-10-01/a"), "x_0.ts");
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "one");
        drop.pass(Duration.ZERO);
        drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);
        drop.pass(Duration.ofMinutes(15));
        assertThat(old).exists();

        Feed plain = DropFixture.feed("a", RENAME, Feed.After.ARCHIVE);
        drop.map(new Feed(
                "a",
                "a",
                null,
                RENAME,
                false,
                null,
                Duration.ofDays(30),
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                plain.flow()));
        drop.pass(Duration.ofMinutes(15));

        assertThat(archive.resolve("2026-10-01")).doesNotExist();
        try (Stream<Path> files = Files.walk(archive)) {
            assertThat(files.filter(Files::isRegularFile))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("x_1.ts");
        }
    }
}
