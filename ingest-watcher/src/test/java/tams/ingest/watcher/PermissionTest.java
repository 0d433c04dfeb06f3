package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.contracts.Feed.Complete.RENAME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tams.ingest.contracts.Outcome;

/**
 * W11. Goal: what may not be read, listed or moved costs itself alone, and is made good once it may. Method: real
 * permissions on a real folder; permissions do not hold for root, so then in a process without that right.
 */
class PermissionTest {

    private static final Duration ONCE = Duration.ZERO;
    private static final Duration RETRIED = Duration.ofMinutes(6);

    @TempDir
    Path root;

    private enum Trouble {
        FILE_NOT_READABLE {
            @Override
            void check(DropFixture drop) throws IOException {
                Path locked = drop.drop("a", "x_1.ts", "one");
                drop.drop("a", "x_2.ts", "two");
                allow(locked, "---------");

                drop.pass(ONCE);
                assertThat(drop.names()).containsExactly("x_2.ts");
                allow(locked, "rw-r--r--");
                drop.pass(Duration.ofSeconds(5));

                assertThat(drop.names()).containsExactly("x_2.ts", "x_1.ts");
            }
        },
        FOLDER_NOT_LISTABLE {
            @Override
            void check(DropFixture drop) throws IOException {
                drop.drop("a", "x_1.ts", "one");
                drop.pass(ONCE);
                allow(drop.root.resolve("a"), "---------");
                drop.drop("b", "x_1.ts", "of b");

                drop.pass(RETRIED);
                assertThat(drop.sent).extracting(chunk -> chunk.file().path()).contains("a/x_1.ts", "b/x_1.ts");
                assertThat(drop.meters
                                .get("tams.ingest.drop.root.present")
                                .gauge()
                                .value())
                        .isEqualTo(1);
                allow(drop.root.resolve("a"), "rwxr-xr-x");
                drop.drop("a", "x_2.ts", "two");
                drop.pass(ONCE);

                assertThat(drop.names()).contains("x_2.ts");
            }
        },
        ROOT_NOT_LISTABLE {
            @Override
            void check(DropFixture drop) throws IOException {
                drop.drop("a", "x_1.ts", "one");
                drop.pass(ONCE);
                allow(drop.root, "---------");

                drop.pass(Duration.ofSeconds(2));
                assertThat(drop.meters
                                .get("tams.ingest.drop.root.present")
                                .gauge()
                                .value())
                        .isZero();
                allow(drop.root, "rwxr-xr-x");
                drop.drop("a", "x_2.ts", "two");
                drop.pass(Duration.ofSeconds(2));

                assertThat(drop.names()).containsExactly("x_1.ts", "x_2.ts");
            }
        },
        ARCHIVE_NOT_WRITABLE {
            @Override
            void check(DropFixture drop) throws IOException {
                Path file = drop.drop("a", "x_1.ts", "one");
                drop.pass(ONCE);
                allow(drop.root.resolve("archive"), "r-xr-xr-x");
                drop.close(drop.sent.get(0), Outcome.State.REGISTERED, null);

                staysUntil(drop, file, drop.root.resolve("archive"));
                assertThat(drop.root.resolve("archive/2026-11-22/a/x_1.ts")).hasContent("one");
            }
        },
        QUARANTINE_NOT_WRITABLE {
            @Override
            void check(DropFixture drop) throws IOException {
                Path file = drop.drop("a", "x_1.ts", "one");
                drop.pass(ONCE);
                allow(drop.root.resolve("quarantine"), "r-xr-xr-x");
                drop.close(drop.sent.get(0), Outcome.State.POISON, "NOT_TS");

                staysUntil(drop, file, drop.root.resolve("quarantine"));
                assertThat(drop.root.resolve("quarantine/not_ts/a/x_1.ts")).hasContent("one");
            }
        },
        /** The place in the quarantine is free: only the file cannot leave. Neither a reason nor a place may be left. */
        FOLDER_NOT_WRITABLE {
            @Override
            void check(DropFixture drop) throws IOException {
                Path file = drop.drop("a", "x_1.ts", "one");
                drop.pass(ONCE);
                allow(drop.root.resolve("a"), "r-xr-xr-x");
                drop.close(drop.sent.get(0), Outcome.State.POISON, "NOT_TS");

                drop.pass(ONCE);
                assertThat(drop.root.resolve("quarantine/not_ts/a")).isEmptyDirectory();
                staysUntil(drop, file, drop.root.resolve("a"));
                assertThat(drop.root.resolve("quarantine/not_ts/a/x_1.ts")).hasContent("one");
            }
        };

        abstract void check(DropFixture drop) throws IOException;

        /** The file stays where it is, counted, while {@code locked} is; once it is not, the file goes. */
        private static void staysUntil(DropFixture drop, Path file, Path locked) throws IOException {
            drop.pass(RETRIED);
            assertThat(file).hasContent("one");
            assertThat(drop.meters.get("tams.ingest.moves.failed").counter().count())
                    .isBetween(2.0, 20.0);
            allow(locked, "rwxr-xr-x");
            drop.pass(RETRIED);
            assertThat(file).doesNotExist();
            assertThat(drop.sent).hasSize(1);
        }

        private static void allow(Path path, String permissions) throws IOException {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void costsOnlyWhatItConcerns(Trouble trouble) throws IOException, InterruptedException {
        if (OtherProcess.isRoot()) {
            OtherProcess.runWithPermissions(PermissionTest.class, trouble.name(), root.toString());
        } else {
            run(trouble, root);
        }
    }

    public static void main(String... arguments) throws IOException {
        run(Trouble.valueOf(arguments[0]), Path.of(arguments[1]));
    }

    private static void run(Trouble trouble, Path root) throws IOException {
        DropFixture drop = new DropFixture(root);
        drop.mapBegun("a", RENAME);
        drop.mapBegun("b", RENAME);
        trouble.check(drop);
    }
}
