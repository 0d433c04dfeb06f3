package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tams.ingest.contracts.Feed.Complete.RENAME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Outcome;

class DropFaultTest {

    private static final Duration ONCE = Duration.ZERO;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    @TempDir
    Path root;

    private DropFixture drop() {
        return new DropFixture(root);
    }

    /** W18. */
    @Test
    void keepsFilesAndOrderWhileKafkaIsAway() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "one");
        drop.drop("a", "x_2.ts", "two");
        drop.trouble = file -> {
            throw new TimeoutException("no broker");
        };
        drop.pass(Duration.ofSeconds(30));
        assertThat(drop.attempts).containsOnlyKeys("x_1.ts");
        assertThat(drop.attempts.get("x_1.ts")).isBetween(3, 10);
        assertThat(drop.state.checks())
                .filteredOn(check -> !check.state().get().up())
                .extracting("name")
                .containsExactly("watcher-kafka");

        drop.trouble = null;
        drop.pass(Duration.ofSeconds(11));

        assertThat(drop.names()).containsExactly("x_1.ts", "x_2.ts");
        assertThat(drop.state.checks()).allMatch(check -> check.state().get().up());
    }

    /** W19. */
    @Test
    void letsOthersPassAFileThatCannotBeAnnounced() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "one");
        drop.drop("a", "x_2.ts", "two");
        drop.drop("a", "x_3.ts", "three");
        drop.trouble = file -> {
            if (file.name().equals("x_1.ts")) {
                throw new UnreadableFileException("x", new IOException("Input/output error"));
            }
            if (file.name().equals("x_2.ts")) {
                throw new RecordTooLargeException("too large");
            }
        };
        drop.pass(ONCE);
        assertThat(drop.names()).containsExactly("x_3.ts");

        drop.trouble = null;
        drop.pass(LONG_ENOUGH);

        assertThat(drop.names()).containsExactly("x_3.ts", "x_1.ts", "x_2.ts");
    }

    /** W12. */
    @Test
    void raisesAnAlarmForAMissingRootAndGoesOnWhenItIsBack() throws IOException {
        Path mounted = root.resolve("mounted");
        DropFixture drop = new DropFixture(mounted);
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "one");
        drop.pass(ONCE);
        Files.move(mounted, root.resolve("away"));
        drop.pass(Duration.ofSeconds(2));
        assertThat(drop.meters.get("tams.ingest.drop.root.present").gauge().value())
                .isZero();
        assertThat(mounted).doesNotExist();
        Files.createDirectory(mounted);
        drop.pass(Duration.ofSeconds(2));
        assertThat(drop.meters.get("tams.ingest.drop.root.present").gauge().value())
                .isZero();
        assertThat(mounted).isEmptyDirectory();

        Files.delete(mounted);
        Files.move(root.resolve("away"), mounted);
        drop.drop("a", "x_2.ts", "two");
        drop.pass(Duration.ofSeconds(2));

        assertThat(drop.meters.get("tams.ingest.drop.root.present").gauge().value())
                .isEqualTo(1);
        assertThat(drop.names()).containsExactly("x_1.ts", "x_2.ts");
    }

    /** W16. */
    @Test
    void ignoresWhatIsNoRegularFileOrNotYetNamed() throws IOException, InterruptedException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        Path file = drop.drop("a", "x_1.ts", "one");
        Files.createSymbolicLink(file.resolveSibling("link_2.ts"), file);
        Files.createDirectory(file.resolveSibling("folder_3.ts"));
        Files.createSymbolicLink(root.resolve("b"), root.resolve("a"));
        for (String name : List.of(
                ".x_4.ts",
                "x_4.ts.tmp",
                "x_4.ts.part",
                "x_4.ts.partial",
                "x_4.filepart",
                "x_4.ts~",
                "i.m3u8",
                "i.csv")) {
            drop.drop("a", name, "x");
        }
        Files.writeString(root.resolve("beside.ts"), "x");
        assertThat(new ProcessBuilder("mkfifo", file.resolveSibling("fifo_5.ts").toString())
                        .start()
                        .waitFor())
                .isZero();

        drop.pass(LONG_ENOUGH);

        assertThat(drop.names()).containsExactly("x_1.ts");
        assertThat(drop.meters.get("tams.ingest.drop.files.ignored").gauge().value())
                .isEqualTo(13);
    }

    /** W16. */
    @Test
    void handlesNamesAsData() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        List<String> names = List.of(
                "with blank 1.ts",
                "line\nfeed.ts",
                "..ts",
                "a..b..ts",
                "-rf.ts",
                "$(reboot)%s{}.ts",
                "Größe\u00e9\u4e2d\ud83c\udfa5.ts",
                "q".repeat(252) + ".ts",
                "\u00e9".repeat(126) + ".ts");
        assumeTrue(
                System.getProperty("sun.jnu.encoding", "").startsWith("UTF-8"),
                "this platform cannot write names beyond ASCII; set LC_ALL=C.UTF-8");
        List<String> wanted =
                names.stream().filter(name -> !name.startsWith(".")).toList();
        for (String name : names) {
            drop.drop("a", name, name);
        }
        drop.pass(ONCE);
        assertThat(drop.names()).containsExactlyInAnyOrderElementsOf(wanted);

        for (int i = 0; i < drop.sent.size(); i++) {
            boolean isPoison = i % 2 == 1;
            drop.close(
                    drop.sent.get(i),
                    isPoison ? Outcome.State.POISON : Outcome.State.REGISTERED,
                    isPoison ? "../../ESCAPE" : null);
        }
        drop.pass(ONCE);

        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted(Comparator.naturalOrder())
                    .toList();
            assertThat(files.stream().filter(file -> file.startsWith(root.resolve("archive"))))
                    .hasSize(4);
            assertThat(files.stream().filter(file -> file.startsWith(root.resolve("quarantine/poison/a"))))
                    .hasSize(8);
            assertThat(files).hasSize(13);
        }
    }

    /** W7. */
    @Test
    void forgetsAFileThatVanishesAndTakesItWhenItIsBack() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        Path gone = drop.drop("a", "x_1.ts", "one");
        drop.drop("a", "x_2.ts", "two");
        drop.trouble = file -> {
            if (file.name().equals("x_1.ts")) {
                assertThat(gone.toFile().delete()).isTrue();
            }
        };
        drop.pass(Duration.ofSeconds(2));
        assertThat(drop.names()).containsExactly("x_2.ts");
        drop.trouble = null;
        drop.drop("a", "x_1.ts", "one");
        drop.pass(Duration.ofSeconds(2));
        assertThat(drop.names()).containsExactly("x_2.ts", "x_1.ts");
    }

    /** W10. */
    @Test
    void announcesAFileThatIsNotTransportStreamSoThatItEndsWithAReason() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.drop("a", "picture.jpg", "x".repeat(5_000));

        drop.pass(ONCE);

        assertThat(drop.faults()).containsExactly("NOT_TS");
    }

    @Test
    void announcesNothingBeforeTheTablesAreRead() throws IOException {
        DropFixture drop = drop();
        drop.mapBegun("a", RENAME);
        drop.drop("a", "x_1.ts", "x");
        drop.state.tables("still reading");

        drop.pass(LONG_ENOUGH);
        assertThat(drop.sent).isEmpty();
        drop.state.tables(null);
        drop.pass(ONCE);

        assertThat(drop.sent).hasSize(1);
    }
}
